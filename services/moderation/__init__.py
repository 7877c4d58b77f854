"""Moderation: ArticleEnriched -> ArticleApproved (or held, or rejected).

Judges, and lets people judge at the desk. Owns cases.
"""
