"""Edge: enrichments, and what was stopped."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from services.enrichment.enrich import Reading, read, read_beside
from services.enrichment.memory import killed as of_killed
from services.enrichment.memory import kin as of_kin
from services.enrichment.memory import known as of_known
from services.enrichment.memory.killed import KilledIndex
from services.enrichment.memory.kin import Entry, KinIndex
from services.enrichment.memory.known import KnownLedger
from services.enrichment.outcomes import (
    Ended,
    Known,
    Outcome,
    known_told,
    silenced_by,
    stops_told,
    tell,
)
from services.enrichment.steps.kin import has_its_words
from services.enrichment.steps.sketch import Sketch
from shared.articles import Article, Enrichment, Killed
from shared.database import (
    Database,
    Document,
    Index,
    claim,
    insert_if_absent,
    to_ms,
)
from shared.events import ArticleKeptOut, ArticleReceived, Event
from shared.lifecycle import State
from shared.payloads import KnownBy, Received
from shared.reconcile import OpenRows, OpenWork
from shared.stops import Stop, gravest

INDEXES = (
    Index("enrichments", ("article_id",)),
    Index("enrichments", ("open_since",)),
    Index("enrichments", ("order",)),
    *of_kin.INDEXES,
    *of_killed.INDEXES,
    *of_known.INDEXES,
    Index("enrichment_stops", ("article_id",)),
)


class EnrichmentStore(OpenRows):
    """Enrichment's memory."""

    def __init__(self, database: Database, *, kin_days: int) -> None:
        self._enrichments = database["enrichments"]
        super().__init__(self._enrichments)
        self._stops = database["enrichment_stops"]
        self._kin = KinIndex(database, kin_days=kin_days)
        self._killed = KilledIndex(database)
        self.known = KnownLedger(database)

    # --- the stage on article.received ---------------------------------------------------

    async def load(self, events: Sequence[Event]) -> list[Known]:
        """Read each copy, off the loop, and look up what is like it, for all at once."""
        articles: list[Article] = [event.data.article for event in events]
        (readings, beside), stops = await asyncio.gather(
            asyncio.to_thread(lambda: ([*map(read, articles)], [*map(read_beside, articles)])),
            self._stops_of([article.article_id for article in articles]),
        )
        known = [stops_told(event, stops[event.data.article_id]) for event in events]
        entries = [
            _entry(event.data.article, reading.sketch if _is_let_in(event, each) else None)
            for event, reading, each in zip(events, readings, known, strict=True)
        ]
        # First: a copy that enters after a killed story looks among the killed after this.
        await self._keep_unread(events, readings, known)
        await self._kin.enter(entries)
        # In this order: what is taken out of kin is among the killed by then.
        similar = await self._kin.similar(entries)
        killed = await self._killed.matches(
            [
                (article, (reading.sketch, *more))
                for article, reading, more in zip(articles, readings, beside, strict=True)
            ]
        )
        similar = [
            replace(kin, killed=_once(article.killed + found))
            for kin, article, found in zip(similar, articles, killed, strict=True)
        ]
        return [Known(*each) for each in zip(readings, similar, known, strict=True)]

    async def _keep_unread(
        self,
        events: Sequence[Event],
        readings: Sequence[Reading],
        known: Sequence[tuple[Stop, ...]],
    ) -> None:
        """Keep what was killed before we read it: its copies may be right behind it."""
        for event, reading, stops in zip(events, readings, known, strict=True):
            if stop := gravest(stops, event.data.revision):
                await self._keep_known(event, reading.sketch, stop)

    async def _keep_known(self, event: Event, sketch: Sketch | None, stop: Stop) -> None:
        """Keep what a revision is known by of a story that was ended for ever."""
        if stop.state is not State.WITHHELD:
            article: Article = event.data.article
            await self._killed.keep(stop, article.source.id, {event.key: (article, sketch)})

    async def save(self, decided: Sequence[tuple[Event, Outcome]]) -> list[Outcome | None]:
        """Keep each enrichment; give back what an earlier try kept, and what was stopped since.

        Insert first, look for stops second: a kill or recall that was handled meanwhile either
        sees our document or is seen by us.
        """
        documents = [
            _to_document(event, outcome) for event, outcome in decided if outcome.article
        ]
        found = await insert_if_absent(self._enrichments, documents)
        stored = {row["_id"]: row for row in found}
        mine = {row["_id"] for row, ours in zip(found, documents, strict=True) if row is ours}
        await self._kin.keep(_to_keep(decided, stored))
        await self._killed.keep_out(
            {
                event.key: (event.data.article, outcome.sketch)
                for event, outcome in decided
                if outcome.article is None
            }
        )
        stops = await self._stops_of([outcome.article_id for _, outcome in decided])
        kept: list[Outcome] = []
        overtaken: list[tuple[Event, Outcome, Stop]] = []
        for event, outcome in decided:
            known = stops_told(event, stops[outcome.article_id])
            stop = gravest(known, outcome.revision)
            if stop and (outcome.stop is None or stop.state is not outcome.stop.state):
                overtaken.append((event, outcome, stop))
            if silenced_by(known, outcome.revision) or outcome.article is None:
                silent = Outcome(outcome.article_id, outcome.revision, at=outcome.at, stop=stop)
                kept.append(silent)
            else:
                kept.append(outcome if event.key in mine else _to_outcome(stored[event.key]))
        if overtaken:
            await self._keep_overtaken(overtaken)
            kept = await self._look_again(decided, kept)
        return [
            await self._telling(event, outcome)
            for (event, _), outcome in zip(decided, kept, strict=True)
        ]

    async def _telling(self, event: Event, outcome: Outcome) -> Outcome:
        """Add what a story is known by of which no more is told."""
        if outcome.article is not None or outcome.stop is None:
            return outcome
        known_by = await self._known_by(outcome.stop, event, event.data.article.source.id)
        return replace(outcome, known_by=known_by)

    async def _known_by(self, stop: Stop, event: Event, source: str) -> KnownBy | None:
        """Give what a story is known by that was ended for ever: names, and who has its words.

        It is kept among the killed before we look: a copy that we do not see yet sees it. What
        is to be told of it, because of this event, is owed until moderation has it.
        """
        if stop.state is State.WITHHELD:
            return None
        names, sketches = await self._killed.known_by(stop.article_id)
        entries = [Entry(stop.article_id, stop.revision, stop.at, each) for each in sketches]
        copies = {
            candidate.article_id
            for entry, candidate in await self._kin.sharing(entries)
            if entry.sketch and has_its_words(entry.sketch, candidate)
        }
        known_by = KnownBy(
            article_id=stop.article_id,
            revision=stop.revision,
            state=stop.state,
            source=source,
            by=stop.by,
            at=stop.at,
            names=names,
            copies=tuple(sorted(copies - {stop.article_id})),
        )
        await self.known.owe(known_told(event, known_by))
        return known_by

    async def _keep_overtaken(self, overtaken: Sequence[tuple[Event, Outcome, Stop]]) -> None:
        """Close what was stopped while we read it, and keep what it is known by."""
        for event, outcome, stop in overtaken:
            await self._keep_known(event, outcome.sketch, stop)
        await self._close([stop for *_, stop in overtaken])

    async def _look_again(
        self, decided: Sequence[tuple[Event, Outcome]], kept: Sequence[Outcome]
    ) -> list[Outcome]:
        """Tell copies, read in one batch with what was stopped meanwhile, what they are of."""
        texts = [
            (event.data.article, (outcome.sketch, *read_beside(event.data.article)))
            for event, outcome in decided
        ]
        again: list[Outcome] = []
        for outcome, killed in zip(kept, await self._killed.matches(texts), strict=True):
            enrichment = outcome.enrichment
            kin = enrichment.kin if enrichment else None
            if enrichment is None or kin is None or not killed:
                again.append(outcome)
                continue
            known = _once((*kin.killed, *killed))
            ended = {each.article_id for each in known}
            copies = tuple(each for each in kin.copies if each.article_id not in ended)
            kin = kin.model_copy(update={"killed": known, "copies": copies})
            enrichment = enrichment.model_copy(update={"kin": kin})
            await self._enrichments.update_one(
                {"_id": f"{outcome.article_id}:{outcome.revision}"},
                {"$set": {"enrichment.kin": _to_json(enrichment)["kin"]}},
            )
            again.append(replace(outcome, enrichment=enrichment))
        return again

    # --- the stage on article.canceled ---------------------------------------------------

    async def nothing(self, events: Sequence[Event]) -> list[None]:
        """Load nothing: stopping needs to know nothing."""
        return [None] * len(events)

    async def stop(self, decided: Sequence[tuple[Event, Ended]]) -> list[Ended | None]:
        """Keep each stop, so that what comes late is closed, then close what is there.

        Gives what else of the killed moderation is to know.
        """
        stops = {ended.stop.event_id: ended.stop for _, ended in decided}
        await claim(
            self._stops,
            [{"_id": stop.event_id, **stop.model_dump(mode="json")} for stop in stops.values()],
        )
        for event, ended in decided:
            if ended.stop.state is not State.WITHHELD:
                await self._keep_words_known(ended.stop, event.data.source)
        await self._close(stops.values())
        return [
            Ended(ended.stop, await self._known_by(ended.stop, event, event.data.source))
            for event, ended in decided
        ]

    async def _keep_words_known(self, stop: Stop, source: str) -> None:
        """Sketch the cleaned bodies of what was stopped, before a recall purges them."""
        found = self._enrichments.find({"article_id": stop.article_id}, {"article": 1})
        articles = {
            row["_id"]: Article.model_validate(row["article"])
            async for row in found
            if row.get("article")
        }
        readings = await asyncio.to_thread(
            lambda: {key: read(article) for key, article in articles.items()}
        )
        revisions = {key: (articles[key], each.sketch) for key, each in readings.items()}
        await self._killed.keep(stop, source, revisions)

    async def _close(self, stops: Iterable[Stop]) -> None:
        """Owe nothing of stopped revisions any more; a recall also takes their texts."""
        for stop in stops:
            if stop.doubt:
                continue  # a person decides, at the desk
            stopped: Document = {"article_id": stop.article_id}
            if stop.state is State.WITHHELD:
                stopped["revision"] = {"$lte": stop.revision}
            gone = {"open_since": ""}
            if stop.state is State.RECALLED:
                gone |= {"article": "", "enrichment": ""}
            await self._enrichments.update_many(stopped, {"$unset": gone})
            if stop.state is not State.WITHHELD:
                rows = self._enrichments.find({"article_id": stop.article_id}, {"_id": 1})
                await self._kin.take_out([row["_id"] async for row in rows])

    async def _stops_of(self, ids: Sequence[str]) -> dict[str, list[Stop]]:
        found: dict[str, list[Stop]] = defaultdict(list)
        async for row in self._stops.find({"article_id": {"$in": [*{*ids}]}}):
            found[row["article_id"]].append(Stop.model_validate(row))
        return found

    async def forget(self, now: datetime) -> int:
        """Clear away what copies are told by, once it is too old."""
        return await self._kin.forget(now)

    # --- what was enriched, for the operator ---------------------------------------------

    async def enriched_since(self, since: datetime, after: str, limit: int) -> _EnrichedPage:
        """Give stories as they are stored, from a moment on, those first that came first."""
        wanted = {"order": {"$gt": max(after, _order_since(since))}}
        rows = await self._enrichments.find(wanted).sort("order", 1).limit(limit).to_list(None)
        return _EnrichedPage(
            stories=tuple(
                (row["at"], row["article"], row["enrichment"])
                for row in rows
                if "article" in row and "enrichment" in row
            ),
            after=rows[-1]["order"] if len(rows) == limit else None,
        )

    async def count_since(self, since: datetime) -> int:
        """Count what was enriched from a moment on."""
        wanted = {"order": {"$gt": _order_since(since)}}
        return int(await self._enrichments.count_documents(wanted))

    # --- the ledger of the reconciler ----------------------------------------------------

    async def open_work(self, before: datetime, limit: int) -> list[OpenWork]:
        """Give enrichments that moderation has not been seen to handle, oldest first."""
        return [
            OpenWork(row["_id"], since, tuple(_told(row)))
            for since, row in await self.open_rows(before, limit)
        ]


class _EnrichedPage(NamedTuple):
    """Some stories: when each was enriched, its article and its enrichment as stored."""

    stories: tuple[tuple[datetime, Document, Document], ...]
    after: str | None
    """Where the next page begins; None on the last one."""


def _order_since(since: datetime) -> str:
    return f"{to_ms(since):015d}"


def _once(killed: Sequence[Killed]) -> tuple[Killed, ...]:
    """Leave out the words of a story that a name has told already."""
    return tuple({each.article_id: each for each in reversed(killed)}.values())[::-1]


def _is_let_in(event: Event, stops: Sequence[Stop]) -> bool:
    """Tell whether others may be told that they share words with it."""
    if isinstance(event, ArticleKeptOut):
        return False
    return silenced_by(stops, event.data.revision) is None


def _entry(article: Article, sketch: Sketch | None) -> Entry:
    return Entry(article.article_id, article.revision, article.received_at, sketch)


# --- documents ---------------------------------------------------------------------------


def _to_document(event: Event, outcome: Outcome) -> Document:
    """Write an enrichment: what it is found by as BSON, what it carries as JSON."""
    assert outcome.article is not None
    assert outcome.enrichment is not None
    return {
        "_id": event.key,
        "article_id": outcome.article_id,
        "revision": outcome.revision,
        "event_id": event.id,
        "at": outcome.at,
        "order": f"{to_ms(outcome.at):015d}:{event.key}",
        "open_since": to_ms(outcome.at),
        "correlation_id": event.correlation_id,
        "traceparent": event.traceparent,
        "article": _to_json(outcome.article),
        "enrichment": _to_json(outcome.enrichment),
    }


def _to_keep(
    decided: Sequence[tuple[Event, Outcome]], stored: Mapping[str, Document]
) -> Iterable[tuple[Entry, str]]:
    """Give each sketch to keep, with the cluster that is stored, whoever stored it."""
    for event, outcome in decided:
        if outcome.article is not None:
            kin = (stored[event.key].get("enrichment") or {}).get("kin") or {}
            yield (
                _entry(outcome.article, outcome.sketch),
                kin.get("cluster", outcome.article_id),
            )


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
