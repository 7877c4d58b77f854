"""The way of a story: ingest -> enrichment -> moderation -> publish.

`control` is the operator's command, `copydesk`, and the embedded default.
"""

import gc

gc.set_threshold(50_000, *gc.get_threshold()[1:])  # what a start imports stays; a tenth of it
