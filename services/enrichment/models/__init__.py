"""The models tier, optional: what models add to what the rules found.

`said` is pure and read first; `names` and `meaning` run in processes of their own (`worker`),
which `pool` keeps warm. A story never waits longer than its budget and never fails by them.
"""
