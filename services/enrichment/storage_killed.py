"""Edge: the sketches of stories that were killed or recalled, for ever; no words of them.

The bands by which copies are found are forgotten after a while, and what was stopped is
nobody's kin. Here it stays: whatever comes in the same words later, under any name and from any
wire, is known for what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bson import Binary

from services.enrichment.steps.sketch import ENTERED, Sketch, containment
from shared.articles import Killed
from shared.database import Database, Document, from_ms, guarded_upserts, to_ms
from shared.lifecycle import State
from shared.stops import Stop

_SAME_WORDS = 0.9
"""Share of one text in the other from which they are the same story.

Copies with another headline, or a footer, have .95 and more.
"""
_SMALLEST_MEASURED = 70
"""Distinct runs of three words: a text of some eighty. A shorter one must be the same whole."""
_MOST_UNDER_A_BAND = 64


class KilledIndex:
    """What was killed, by the hashes of its words."""

    def __init__(self, database: Database) -> None:
        self._bands = database["killed_bands"]
        self._killed = database["killed_sketches"]

    async def keep(self, stop: Stop, source: str, sketches: Mapping[str, Sketch]) -> None:
        """Keep the sketches of a stopped story's revisions, by key. Can be done again."""
        documents: list[tuple[Document, Document]] = [
            (
                {"_id": key},
                {
                    "$set": {
                        "article_id": stop.article_id,
                        "source": source,
                        "sketch": Binary(sketch.to_bytes()),
                        "whole": sketch.whole,
                        "state": stop.state,
                        "at": to_ms(stop.at),
                    }
                },
            )
            for key, sketch in sketches.items()
        ]
        await guarded_upserts(self._killed, documents)
        await guarded_upserts(
            self._bands,
            [
                ({"_id": band}, {"$addToSet": {"in": key}})
                for key, sketch in sketches.items()
                for band in _entered(sketch)
            ],
        )

    async def matches(
        self, texts: Sequence[tuple[str, str, Sketch | None]]
    ) -> list[tuple[Killed, ...]]:
        """Tell of each (article_id, source, sketch) whose stopped story's words it has."""
        bands = {
            band: None for _, _, sketch in texts if sketch for band in _looked_under(sketch)
        }
        if not bands:
            return [() for _ in texts]
        members = {
            row["_id"]: row["in"][:_MOST_UNDER_A_BAND]
            async for row in self._bands.find({"_id": {"$in": [*bands]}})
        }
        if not members:
            return [() for _ in texts]
        keys = {key for names in members.values() for key in names}
        found = {row["_id"]: row async for row in self._killed.find({"_id": {"$in": [*keys]}})}
        return [
            _matches(article_id, source, sketch, members, found)
            for article_id, source, sketch in texts
        ]


def _matches(
    article_id: str,
    source: str,
    sketch: Sketch | None,
    members: Mapping[str, Sequence[str]],
    found: Mapping[str, Document],
) -> tuple[Killed, ...]:
    if sketch is None:
        return ()
    met = {key for band in _looked_under(sketch) for key in members.get(band, ())}
    best: dict[str, Killed] = {}
    for key in sorted(met):
        row = found.get(key)
        if row is None or row["article_id"] == article_id:
            continue
        share = _share(sketch, Sketch.from_bytes(row["sketch"]), row["whole"])
        known = best.get(row["article_id"])
        if share < _SAME_WORDS or (known is not None and known.containment >= share):
            continue
        best[row["article_id"]] = Killed(
            article_id=row["article_id"],
            by="words",
            containment=round(share, 2),
            same_source=row["source"] == source,
            recalled=row["state"] == State.RECALLED,
            at=from_ms(row["at"]),
        )
    return tuple(best.values())


def _share(ours: Sketch, theirs: Sketch, their_whole: str) -> float:
    if ours.whole and ours.whole == their_whole:
        return 1.0
    if min(ours.size, theirs.size) < _SMALLEST_MEASURED:
        return 0.0
    return max(containment(ours, theirs))


def _entered(sketch: Sketch) -> tuple[str, ...]:
    return (*sketch.bands[:ENTERED], f"whole:{sketch.whole}")


def _looked_under(sketch: Sketch) -> tuple[str, ...]:
    return (*sketch.bands, f"whole:{sketch.whole}")
