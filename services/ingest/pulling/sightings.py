"""What of a feed was there at the last look already; pure.

A feed shows its items again and again. What it says in the same words as at the last look is
not sent in again; what it says in other words, or again after a while, is news for intake.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from services.ingest.identity.arrival import Arrival


def sighting(arrival: Arrival) -> str:
    """Mark an item by its story and its words; when it was dated or sent does not count."""
    told = f"{arrival.article_id}\n{arrival.candidate.mark.fingerprint}"
    return hashlib.blake2b(told.encode(), digest_size=10).hexdigest()


def not_seen(items: Iterable[Arrival], seen: Collection[str]) -> tuple[Arrival, ...]:
    """Give the items that the last look did not show, in order."""
    return tuple(arrival for arrival in items if sighting(arrival) not in seen)
