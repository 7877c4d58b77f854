"""The reader's site: a reader of the published log, with index, cache and pages of its own.

    follower  the log's rows, as they come  ->  catalog (what is live, and on which shelves)
    door      answers what is known before anything else is asked
    site      asks pages for what is not known; pages read the catalogue and render

More than fifteen files: each kind of page and list is one, beside the four above.

Nothing here decides what is live: that is `release.py` and the log.
"""
