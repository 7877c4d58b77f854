"""Edge: names and sketches of what was killed, recalled or kept out; no words of it.

The bands by which copies are found are forgotten after a while, and what was stopped is
nobody's kin. Here it stays: whatever comes in the same words later, under any name and from
any wire, is known for what it is. Intake looks at the names of what comes after a kill; here
copies are known that had come before it, also of a story that was killed before it was read.
What was kept out (withheld, say) counts from the moment its story is killed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bson import Binary

from services.enrichment.steps.kin import SAME_WORDS, SMALLEST_MEASURED
from services.enrichment.steps.sketch import ENTERED, Sketch, containment
from shared.articles import Article, Killed
from shared.database import Database, Document, Index, from_ms, guarded_upserts, to_ms
from shared.lifecycle import State
from shared.stops import Stop

INDEXES = (
    Index("killed_sketches", ("names",)),
    Index("killed_sketches", ("article_id",)),
)

_MOST_UNDER_A_BAND = 64


class KilledIndex:
    """What was killed, by the hashes of its words."""

    def __init__(self, database: Database) -> None:
        self._bands = database["killed_bands"]
        self._killed = database["killed_sketches"]

    async def keep_out(self, revisions: Mapping[str, tuple[Article, Sketch | None]]) -> None:
        """Keep what revisions are known by of which nobody is told, by key."""
        await self._write(revisions, {})

    async def keep(
        self, stop: Stop, source: str, revisions: Mapping[str, tuple[Article, Sketch | None]]
    ) -> None:
        """Keep names and sketches of a stopped story's revisions, by key. Can be done again.

        What was kept out of it counts from now on, too.
        """
        counts = {"state": stop.state, "at": to_ms(stop.at)}
        await self._write(revisions, {"source": source, **counts})
        await self._killed.update_many({"article_id": stop.article_id}, {"$set": counts})
        rows = [row for row in await self._rows(stop.article_id) if row.get("bands")]
        await guarded_upserts(
            self._bands,
            [
                ({"_id": band}, {"$addToSet": {"in": row["_id"]}})
                for row in rows
                for band in _entered(row["bands"], row["whole"])
            ],
        )

    async def _write(
        self, revisions: Mapping[str, tuple[Article, Sketch | None]], more: Document
    ) -> None:
        documents: list[tuple[Document, Document]] = [
            (
                {"_id": key},
                {
                    "$set": {
                        "article_id": article.article_id,
                        "source": article.source.id,
                        "names": article.hashed_names,
                        **_sketched(sketch),
                        **more,
                    }
                },
            )
            for key, (article, sketch) in revisions.items()
        ]
        await guarded_upserts(self._killed, documents)

    async def _rows(self, article_id: str) -> list[Document]:
        return list(await self._killed.find({"article_id": article_id}).to_list(None))

    async def known_by(self, article_id: str) -> tuple[tuple[str, ...], list[Sketch]]:
        """Give a story's names, and its sketches with their bands."""
        rows = await self._rows(article_id)
        names = sorted({name for row in rows for name in row["names"]})
        sketches = {
            row["sketch"]: replace(
                Sketch.from_bytes(row["sketch"]), bands=tuple(row["bands"]), whole=row["whole"]
            )
            for row in rows
            if row.get("bands")
        }
        return tuple(names), [*sketches.values()]

    async def matches(
        self, copies: Sequence[tuple[Article, Sequence[Sketch | None]]]
    ) -> list[tuple[Killed, ...]]:
        """Tell of each copy, with its texts' sketches, whose stopped names or words it has."""
        by_name, by_words = await asyncio.gather(self._named(copies), self._worded(copies))
        return [(*named, *worded) for named, worded in zip(by_name, by_words, strict=True)]

    async def _named(
        self, copies: Sequence[tuple[Article, Sequence[Sketch | None]]]
    ) -> list[tuple[Killed, ...]]:
        names = {name for article, _ in copies for name in article.hashed_names}
        if not names:
            return [() for _ in copies]
        found = await self._killed.find({"names": {"$in": sorted(names)}}).to_list(None)
        rows = [row for row in found if "state" in row]
        return [
            tuple(
                _killed(row, article)
                for row in rows
                if not _is_own(row, article)
                and not {*row["names"]}.isdisjoint(article.hashed_names)
            )
            for article, _ in copies
        ]

    async def _worded(
        self, copies: Sequence[tuple[Article, Sequence[Sketch | None]]]
    ) -> list[tuple[Killed, ...]]:
        bands = {
            band: None
            for _, sketches in copies
            for sketch in sketches
            if sketch
            for band in _looked_under(sketch)
        }
        if not bands:
            return [() for _ in copies]
        members = {
            row["_id"]: row["in"][:_MOST_UNDER_A_BAND]
            async for row in self._bands.find({"_id": {"$in": [*bands]}})
        }
        if not members:
            return [() for _ in copies]
        keys = {key for names in members.values() for key in names}
        found = {row["_id"]: row async for row in self._killed.find({"_id": {"$in": [*keys]}})}
        return [
            tuple(
                match
                for sketch in sketches
                if sketch
                for match in _matches(article, sketch, members, found)
            )
            for article, sketches in copies
        ]


def _matches(
    article: Article,
    sketch: Sketch,
    members: Mapping[str, Sequence[str]],
    found: Mapping[str, Document],
) -> tuple[Killed, ...]:
    met = {key for band in _looked_under(sketch) for key in members.get(band, ())}
    best: dict[str, Killed] = {}
    for key in sorted(met):
        row = found.get(key)
        if row is None or _is_own(row, article):
            continue
        share = _share(sketch, Sketch.from_bytes(row["sketch"]), row["whole"])
        known = best.get(row["article_id"])
        if share < SAME_WORDS or (known is not None and known.containment >= share):
            continue
        best[row["article_id"]] = _killed(row, article, words=round(share, 2))
    return tuple(best.values())


def _killed(row: Document, article: Article, *, words: float | None = None) -> Killed:
    return Killed(
        article_id=row["article_id"],
        by="name" if words is None else "words",
        containment=1.0 if words is None else words,
        same_source=row["source"] == article.source.id,
        recalled=row["state"] == State.RECALLED,
        at=from_ms(row["at"]),
    )


def _is_own(row: Document, article: Article) -> bool:
    """Tell whether it is the story itself, or the one that it starts anew by people's word."""
    return row["article_id"] in (article.article_id, article.reinstates)


def _sketched(sketch: Sketch | None) -> Document:
    if sketch is None:
        return {}
    packed = Binary(sketch.to_bytes())
    return {"sketch": packed, "whole": sketch.whole, "bands": [*sketch.bands]}


def _share(ours: Sketch, theirs: Sketch, their_whole: str) -> float:
    if ours.whole and ours.whole == their_whole:
        return 1.0
    if min(ours.size, theirs.size) < SMALLEST_MEASURED:
        return 0.0
    return max(containment(ours, theirs))


def _entered(bands: Sequence[str], whole: str) -> tuple[str, ...]:
    return (*bands[:ENTERED], f"whole:{whole}")


def _looked_under(sketch: Sketch) -> tuple[str, ...]:
    return (*sketch.bands, f"whole:{sketch.whole}")
