"""Enrichment: ArticleReceived -> ArticleEnriched.

Works out what a text says about itself. Owns enrichments and bands.
"""
