"""The reader's site: a reader of the published log, with index, cache and pages of its own.

    catalogue/  the log's rows, as they come -> what is live, and on which shelves
    search/     what is asked, and the index that answers
    printing/   what every page is made with
    pages/      one kind of page, list or feed a file
    serving/    the door answers what is known before anything else is asked; the site the rest

Beside them: the cache that all of these know, the site as files (export), who is told of its
changes (pings), and the wiring.

Nothing here decides what is live: that is `release.py` and the log.
"""
