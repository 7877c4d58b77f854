"""Ingest: (wires) -> ArticleReceived | ArticleCanceled.

Takes in what wires push and pollers pull, tells what is news, and keeps every byte of it.
Owns raw_items, articles, heads, sources, pulls.
"""
