"""The way of a story: ingest -> enrichment -> moderation -> publish.

`control` is the operator's command, `copydesk`, and the embedded default.
"""
