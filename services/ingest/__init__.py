"""Ingest: (wires) -> ArticleReceived | ArticleCanceled.

Takes in what wires push and pollers pull, tells what is news, and keeps every byte of it.

    requests   what is asked over HTTP: wires post, validate and ask
    pulling    pollers, for wires that do not push
    pictures   what items name is had, read apart, kept by its bytes, and ended
    intake     a delivery decided, kept and told
    sources    who the wires are and what they may
    formats    bytes -> items; the words of a story
    receive    pure: news, a repeat, too old, a hold, a kill?
    identity   pure: when are two items one story?

Owns raw_items, articles, heads, names, sources, pulls, media, pictures.
"""
