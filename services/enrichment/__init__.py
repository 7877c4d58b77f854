"""Enrichment: ArticleReceived -> ArticleEnriched.

Works out what a text says about itself. Owns enrichments, and the sketches
and bands by which copies are found.
"""
