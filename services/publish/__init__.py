"""Publish: ArticleApproved, ArticleCanceled -> ArticlePublished and what follows it.

Decides what is live, numbers it for ever in the published log, and shows it to the world.
Owns publications, published_log, sites, deliveries.

    release      pure: live, later, never, gone? Read this first
    outcomes/    what that comes to: a revision goes live, a publication comes down
    public_item/ what readers and sites get of it, as ninjs
    channels/    the log and its ways out: stream, server-sent events
    downstream/  sites: what each may see and is owed
    reader/      the site that people read
    pictures/    which pictures a story shows, and in which sizes
    renderers/   publication -> bytes, one format a file

The files beside them are the nouns that all of these share.
"""
