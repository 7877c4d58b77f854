"""The way of a story: ingest -> enrichment -> moderation -> publish.

`control` is the operator's command, `copydesk`, and the embedded default.
"""

from shared.memory import collect_seldom

collect_seldom()  # a tenth of a start's time is looking for cycles among modules
