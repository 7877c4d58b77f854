"""The operator's command, `copydesk`, and the embedded default.

Reaches the services over HTTP, and their pure modules for `parse`, `enrich` and `judge`.
"""
