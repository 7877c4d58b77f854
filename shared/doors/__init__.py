"""The doors of every service: who may call, how much, for how long, how many at once.

`callers` says who may make a call, `layer` asks before a body is read, `connections` limits
what no app sees, `turns` keeps a crowd from going first, `throttle` counts over all processes,
`operations` is the operator's port.
"""
