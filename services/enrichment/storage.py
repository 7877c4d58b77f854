"""Edge: enrichments, the bands by which copies are found, and what was stopped.

A copy is found whatever comes at the same moment elsewhere: each side first enters itself into
the bands of its sketch and looks second. Of two that meet in a band, the one entered later is
the copy, on whichever machine it is enriched.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bson import Binary

from services.enrichment.enrich import read
from services.enrichment.outcomes import Known, Outcome, Stop, heaviest, tell
from services.enrichment.steps.kin import Candidate, Similar
from services.enrichment.steps.sketch import Sketch
from shared.articles import Article, Enrichment
from shared.database import (
    Database,
    Document,
    Index,
    claim,
    from_ms,
    guarded_upserts,
    insert_if_absent,
    to_ms,
)
from shared.events import ArticleReceived, Event, Received
from shared.lifecycle import State
from shared.reconcile import OpenWork

INDEXES = (
    Index("enrichments", ("article_id",)),
    Index("enrichments", ("open_since",)),
    Index("bands", ("day",)),
    Index("enrichment_stops", ("article_id",)),
)

MOST_IN_A_BAND = 64
"""A band keeps its newest members; more share one only in what everybody quotes."""
MOST_CANDIDATES = 50
_SECONDS_A_DAY = 86_400
_STILL_UNDER_WAY = timedelta(hours=1)


class EnrichmentStore:
    """Enrichment's memory."""

    def __init__(self, database: Database, *, kin_days: int) -> None:
        self._enrichments = database["enrichments"]
        self._bands = database["bands"]
        self._stops = database["enrichment_stops"]
        self._kin_for = timedelta(days=kin_days)

    # --- the stage on article.received ---------------------------------------------------

    async def load(self, events: Sequence[Event]) -> list[Known]:
        """Read each copy, off the loop, and look up what is like it, for all at once."""
        articles: list[Article] = [event.data.article for event in events]
        readings, stops = await asyncio.gather(
            asyncio.to_thread(lambda: [read(article) for article in articles]),
            self._stops_of([article.article_id for article in articles]),
        )
        entries = [
            _Entry(article, reading.sketch)
            for article, reading in zip(articles, readings, strict=True)
        ]
        similar = await self._similar(entries)
        return [
            Known(reading, alike, tuple(stops[article.article_id]))
            for article, reading, alike in zip(articles, readings, similar, strict=True)
        ]

    async def save(self, decided: Sequence[tuple[Event, Outcome]]) -> list[Outcome | None]:
        """Keep each enrichment; give back what an earlier try kept, and what was stopped since.

        Insert first, look for stops second: a kill or recall that was handled meanwhile either
        sees our document or is seen by us.
        """
        documents = [
            _to_document(event, outcome) for event, outcome in decided if outcome.stop is None
        ]
        stored = dict(
            zip(
                [document["_id"] for document in documents],
                zip(
                    documents,
                    await insert_if_absent(self._enrichments, documents),
                    strict=True,
                ),
                strict=True,
            )
        )
        stops = await self._stops_of([outcome.article_id for _, outcome in decided])
        kept: list[Outcome | None] = []
        overtaken: list[Stop] = []
        for event, outcome in decided:
            stop = heaviest(tuple(stops[outcome.article_id]), outcome.revision)
            if outcome.stop is None and stop is None:
                mine, found = stored[event.key]
                kept.append(outcome if found is mine else _to_outcome(found))
            else:
                stop = stop or outcome.stop
                kept.append(
                    Outcome(outcome.article_id, outcome.revision, at=outcome.at, stop=stop)
                )
                overtaken += [stop] if stop and outcome.stop is None else []
        await self._close(overtaken)
        return kept

    # --- the stage on article.canceled ---------------------------------------------------

    async def nothing(self, events: Sequence[Event]) -> list[None]:
        """Load nothing: stopping needs to know nothing."""
        return [None] * len(events)

    async def stop(self, decided: Sequence[tuple[Event, Stop]]) -> list[Stop | None]:
        """Keep each stop, so that what comes late is closed, then close what is there."""
        stops = {stop.event_id: stop for _, stop in decided}
        await claim(
            self._stops,
            [{"_id": stop.event_id, **stop.model_dump(mode="json")} for stop in stops.values()],
        )
        await self._close(stops.values())
        return [stop for _, stop in decided]

    async def _close(self, stops: Iterable[Stop]) -> None:
        """Owe nothing of stopped revisions any more; a recall also takes their texts."""
        for stop in stops:
            stopped: Document = {"article_id": stop.article_id}
            if stop.state is State.WITHHELD:
                stopped["revision"] = {"$lte": stop.revision}
            gone = {"open_since": ""}
            if stop.state is State.RECALLED:
                gone |= {"article": "", "enrichment": ""}
            await self._enrichments.update_many(stopped, {"$unset": gone})

    async def _stops_of(self, ids: Sequence[str]) -> dict[str, list[Stop]]:
        found: dict[str, list[Stop]] = defaultdict(list)
        async for row in self._stops.find({"article_id": {"$in": [*{*ids}]}}):
            found[row["article_id"]].append(Stop.model_validate(row))
        return found

    # --- what is alike -------------------------------------------------------------------

    async def _similar(self, entries: Sequence[_Entry]) -> list[Similar]:
        """Enter each into its bands, then give who was there before it.

        One bulk write and two finds, whatever the number of entries and of stories so far.
        """
        members = await self._enter(entries)
        met = [_met(entry, members) for entry in entries]
        here = {entry.name: entry for entry in entries}
        keys = {name.partition("@")[0] for names in met for name in names if name not in here}
        found: dict[str, Document] = {}
        if keys:
            wanted = self._enrichments.find(
                {"_id": {"$in": [*keys]}}, {"sketch": 1, "cluster": 1, "at": 1}
            )
            found = {row["_id"]: row async for row in wanted}
        return [
            Similar(tuple(self._candidates(entry, names, here, found)))
            for entry, names in zip(entries, met, strict=True)
        ]

    async def _enter(self, entries: Sequence[_Entry]) -> dict[str, list[str]]:
        writes = [
            (
                {"_id": band, "in": {"$ne": entry.name}},
                {
                    "$push": {"in": {"$each": [entry.name], "$slice": -MOST_IN_A_BAND}},
                    "$max": {"day": entry.day},
                },
            )
            for entry in entries
            for band in entry.bands
        ]
        await guarded_upserts(self._bands, writes)
        bands = [*{band for entry in entries for band in entry.bands}]
        if not bands:
            return {}
        return {
            row["_id"]: row["in"]
            async for row in self._bands.find({"_id": {"$in": bands}}, {"in": 1})
        }

    def _candidates(
        self,
        entry: _Entry,
        names: dict[str, int],
        here: dict[str, _Entry],
        found: dict[str, Document],
    ) -> Iterable[Candidate]:
        for name, common in names.items():
            article_id, revision, at = _parse(name)
            key = f"{article_id}:{revision}"
            sketch = cluster = None
            if name in here:
                sketch = here[name].sketch
            elif key in found:
                packed = found[key].get("sketch")
                sketch = Sketch.from_bytes(packed) if packed else None
                cluster = found[key].get("cluster")
            elif entry.at - at > _STILL_UNDER_WAY:
                continue  # died on its way, or is no longer kept
            if entry.at - at <= self._kin_for:
                yield Candidate(article_id, revision, at, cluster, sketch, common)

    async def forget(self, now: datetime) -> int:
        """Clear away bands that nobody entered for as long as kin is remembered."""
        oldest = _day(now - self._kin_for)
        gone = 0
        while True:
            rows = self._bands.find({"day": {"$lt": oldest}}, {"_id": 1}).limit(1000)
            ids = [row["_id"] async for row in rows]
            if not ids:
                return gone
            await self._bands.delete_many({"_id": {"$in": ids}, "day": {"$lt": oldest}})
            gone += len(ids)

    # --- the ledger of the reconciler ----------------------------------------------------

    async def open_work(self, before: datetime, limit: int) -> list[OpenWork]:
        """Give enrichments that moderation has not been seen to handle, oldest first."""
        rows = self._enrichments.find({"open_since": {"$lt": to_ms(before)}})
        return [
            OpenWork(row["_id"], from_ms(row["open_since"]), tuple(_told(row)))
            async for row in rows.sort("open_since", 1).limit(limit)
        ]

    async def close_work(self, keys: Sequence[str]) -> None:
        """Forget what is owed: moderation has it."""
        await self._enrichments.update_many(
            {"_id": {"$in": [*keys]}}, {"$unset": {"open_since": ""}}
        )

    async def postpone_work(self, keys: Sequence[str], until: datetime) -> None:
        """Look at these again when `until` has become old enough."""
        await self._enrichments.update_many(
            {"_id": {"$in": [*keys]}, "open_since": {"$exists": True}},
            {"$set": {"open_since": to_ms(until)}},
        )


# --- entries in bands --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    """A revision on its way into its bands."""

    article: Article
    sketch: Sketch | None

    @property
    def name(self) -> str:
        """Who it is and when it came, from the event alone: a repeat enters nothing new."""
        article = self.article
        came = int(article.received_at.timestamp())
        return f"{article.article_id}:{article.revision}@{came}"

    @property
    def bands(self) -> list[str]:
        return self.sketch.band_keys() if self.sketch else []

    @property
    def at(self) -> datetime:
        return self.article.received_at

    @property
    def day(self) -> int:
        return _day(self.at)


def _day(at: datetime) -> int:
    return int(at.timestamp()) // _SECONDS_A_DAY


def _parse(name: str) -> tuple[str, int, datetime]:
    key, _, came = name.partition("@")
    article_id, _, revision = key.rpartition(":")
    return article_id, int(revision), datetime.fromtimestamp(int(came), UTC)


def _met(entry: _Entry, members: dict[str, list[str]]) -> dict[str, int]:
    """Give who stood in our bands before us, and in how many of them both of us stand.

    In which order two came is read from the first band they share: both of them see the same.
    """
    common: Counter[str] = Counter()
    before: dict[str, bool] = {}
    own = entry.name
    for band in entry.bands:
        seen = members.get(band, ())
        if len(seen) <= 1:
            continue
        ahead = True
        for name in seen:
            if name == own:
                ahead = False
                continue
            common[name] += 1
            before.setdefault(name, ahead)
    met = [(name, count) for name, count in common.most_common() if before[name]]
    return dict(met[:MOST_CANDIDATES])


# --- documents ---------------------------------------------------------------------------


def _to_document(event: Event, outcome: Outcome) -> Document:
    """Write an enrichment: what it is found by as BSON, what it carries as JSON."""
    assert outcome.article is not None
    assert outcome.enrichment is not None
    kin = outcome.enrichment.kin
    document: Document = {
        "_id": event.key,
        "article_id": outcome.article_id,
        "revision": outcome.revision,
        "event_id": event.id,
        "at": outcome.at,
        "open_since": to_ms(outcome.at),
        "correlation_id": event.correlation_id,
        "traceparent": event.traceparent,
        "cluster": kin.cluster if kin else None,
        "article": _to_json(outcome.article),
        "enrichment": _to_json(outcome.enrichment),
    }
    if outcome.sketch is not None:
        document["sketch"] = Binary(outcome.sketch.to_bytes())
    return document


def _to_json(noun: Article | Enrichment) -> dict[str, Any]:
    return noun.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _to_outcome(document: Document) -> Outcome:
    """Read what was stored; without its texts it has been recalled, and nothing is told."""
    article, enrichment = document.get("article"), document.get("enrichment")
    return Outcome(
        article_id=document["article_id"],
        revision=document["revision"],
        at=document["at"],
        article=Article.model_validate(article) if article else None,
        enrichment=Enrichment.model_validate(enrichment) if enrichment else None,
    )


def _told(document: Document) -> list[Event]:
    """Give again what was told of a stored enrichment."""
    outcome = _to_outcome(document)
    if outcome.article is None:
        return []
    received = Received(
        article_id=outcome.article_id, revision=outcome.revision, article=outcome.article
    )
    cause = ArticleReceived(
        id=document["event_id"],
        subject=outcome.article_id,
        time=outcome.at,
        data=received,
        correlation_id=document.get("correlation_id", ""),
        traceparent=document.get("traceparent", ""),
    )
    return tell(cause, outcome)
