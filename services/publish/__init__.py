"""Publish: ArticleApproved, ArticleCanceled -> ArticlePublished and what follows it.

Decides what is live, numbers it for ever in the published log, and shows it to the world.
Owns publications, published_log, sites, deliveries.
"""
