"""Pure: what an event about a picture leaves in the timeline, and what looks alike."""

from __future__ import annotations

from collections.abc import Iterator

from shared.events import Event
from shared.media import Media, MediaEnd
from shared.timeline import TimelineRecord

LOOKS_ALIKE_BITS = 7
"""Of the 64 bits of two perceptual hashes so many may differ: eight parts of eight bits each
have then at least one part in common, which is how they are found."""
_PARTS = 8


def bands_of(perceptual_hash: str) -> Iterator[str]:
    """Give the parts of a hash, each with its place."""
    if len(perceptual_hash) == _PARTS * 2:
        for at in range(_PARTS):
            yield f"{at}:{perceptual_hash[at * 2 : at * 2 + 2]}"


def differing_bits(one: str, other: str) -> int:
    """Count in how many bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def picture_record(event: Event) -> TimelineRecord:
    """Write that the desk knows of it, under the picture's name."""
    data: Media | MediaEnd = event.data
    return TimelineRecord(
        article_id=data.article_id,
        revision=data.revision,
        stage="moderation",
        event_id=event.id,
        at=data.at,
        outcome=data.state if isinstance(data, MediaEnd) else "noted",
        state=None,
    )
