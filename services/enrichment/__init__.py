"""Enrichment: ArticleReceived -> ArticleEnriched.

Works out what a text says about itself. Owns enrichments, and the sketches
and bands by which copies are found.

    enrich     pure: every step in order; read this first
    steps/     one thing a text says of itself a file
    outcomes   pure: what is decided, told and recorded
    storage    edge: enrichments; memory/: their kin, and what was killed
    lines/     what pages and agencies put around a story, for several steps
    models/    the optional models tier

The files beside them are what several steps read a text by, so they stand in no room of one.
"""
