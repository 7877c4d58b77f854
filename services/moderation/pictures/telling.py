"""Pure: which picture is meant, what looks like it, what the timeline says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shared.events import Event
from shared.media import Media, MediaEnd, Picture
from shared.payloads import KnownBy
from shared.timeline import TimelineRecord

LOOKS_ALIKE_BITS = 7
"""Of the 64 bits of two perceptual hashes so many may differ: eight parts of eight bits each
have then at least one part in common, which is how they are found."""
_PARTS = 8


def meant(picture: Picture, media: Iterable[Media]) -> Media | None:
    """Give the kept picture that an item of the same source names.

    By the hash, else by the first address that one answers to, else by the uri; of several the
    newest.
    """
    kept = [*media]
    if picture.sha256 is not None:
        return next((each for each in kept if each.sha256 == picture.sha256), None)
    for name in picture.names:
        found = [each for each in kept if name in each.hrefs or name in each.guids]
        if found:
            return max(found, key=lambda each: (each.at, each.number))
    return None


def bands_of(perceptual_hash: str) -> Iterator[str]:
    """Give the parts of a hash, each with its place."""
    if len(perceptual_hash) == _PARTS * 2:
        for at in range(_PARTS):
            yield f"{at}:{perceptual_hash[at * 2 : at * 2 + 2]}"


def differing_bits(one: str, other: str) -> int:
    """Count in how many bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def noted_record(event: Event) -> TimelineRecord:
    """Write that the desk knows of it, under the picture's or the killed story's name."""
    data: Media | MediaEnd | KnownBy = event.data
    return TimelineRecord(
        article_id=data.article_id,
        revision=data.revision,
        stage="moderation",
        event_id=event.id,
        at=data.at,
        outcome=data.state if isinstance(data, MediaEnd) else "noted",
        state=None,
    )
