"""One writer for many requests: what waits is decided, saved, sent and answered together.

A request is answered after its own items are durable. What a crash leaves between saving and
sending, the reconciler sends (`IngestStore.open_work`).
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from prometheus_client import Counter
from structlog.typing import FilteringBoundLogger

from services.ingest.identity import named_id
from services.ingest.parsed import Payload, Problem
from services.ingest.receive import (
    Arrived,
    Decision,
    Kept,
    Story,
    block,
    decide,
    events_of,
    kill_targets,
    overtaken,
    record_of,
)
from services.ingest.storage import IngestStore, Outcome, RawItem, SourceCounts
from shared import database as mongo
from shared import streams as redis_streams
from shared.articles import Article, SourceFacts
from shared.chronicle import Chronicle
from shared.events import ArticleReceived, Event
from shared.lifecycle import State
from shared.metrics import Metrics
from shared.streams import Streams
from shared.timeline import Reason, TimelineRecord

MOST_AT_ONCE = 100
"""Deliveries in one bulk write; more make each of them wait longer and win nothing."""

WRITERS = 2
"""Bulk writes at a time: while one waits for the stores, the next is decided."""

MOST_TRIES = 20
NAMES_REMEMBERED = 100_000


class ContestedError(Exception):
    """Other processes kept winning the race for an article's next revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One readable delivery on its way in."""

    receipt: str
    source: SourceFacts
    payload: Payload
    headers: Mapping[str, str]
    traceparent: str
    format: str
    items: tuple[Arrived, ...]
    problems: tuple[Problem, ...] = ()
    replayed: bool = False
    """Out of quarantine: the bytes are kept already."""

    @property
    def article_ids(self) -> frozenset[str]:
        """Give the stories its items belong to."""
        return frozenset(arrived.article_id for arrived in self.items)

    @property
    def must_be_taken(self) -> bool:
        """Tell whether it is all kills and holds, which no backlog keeps out."""
        return bool(self.items) and all(
            arrived.arrival.status != "usable" for arrived in self.items
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one item of a delivery, for the answer to its sender."""

    outcome: Outcome
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class _Entry:
    """An item on its way through one batch: a kill makes one for each story it is meant for."""

    delivery: Delivery
    index: int
    arrived: Arrived
    article_id: str
    decision: Decision
    claimed: bool = False
    _kept: tuple[Decision, Kept] | None = None

    def kept(self) -> Kept:
        """Give what is stored for the item as it is decided now."""
        if self._kept is None or self._kept[0] is not self.decision:
            self._kept = (self.decision, self._as_decided())
        return self._kept[1]

    def _as_decided(self) -> Kept:
        arrived, delivery = self.arrived, self.delivery
        return Kept(
            article=Article(
                article_id=self.article_id,
                revision=self.decision.revision,
                source=delivery.source,
                received_at=delivery.payload.received_at,
                item=arrived.item,
                extras=arrived.extras,
            ),
            mark=arrived.arrival.mark,
            outcome=self.decision.outcome,
            state=self.decision.state,
            reasons=self.decision.reasons,
            calls_person=self.decision.calls_person,
            receipt=delivery.receipt,
            traceparent=delivery.traceparent,
            format=delivery.format,
        )

    def outcome(self) -> Outcome:
        decision = self.decision
        return Outcome(self.article_id, decision.revision, decision.outcome, decision.state)


Names = Mapping[tuple[str, str], tuple[frozenset[str], bool]]


@dataclass(slots=True)
class _Waiting:
    delivery: Delivery
    answer: asyncio.Future[tuple[Taken, ...]]


@dataclass(slots=True)
class _Batch:
    """What one bulk write is about."""

    deliveries: Sequence[Delivery]
    names: Names = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)
    after: dict[str, Story] = field(default_factory=dict)
    lagging: set[str] = field(default_factory=set)
    unfinished: list[Kept] = field(default_factory=list)
    """Revisions that a stopped process claimed and did no more with: done here, with ours."""

    def source_of(self) -> dict[str, str]:
        """Tell the source of each article: all of a batch's are named by its deliveries."""
        owners = {entry.article_id: entry.delivery.source.id for entry in self.entries}
        for delivery in self.deliveries:
            for arrived in delivery.items:
                if arrived.arrival.status == "canceled":
                    for name in arrived.other_names:
                        owners.setdefault(
                            named_id(delivery.source.id, name), delivery.source.id
                        )
                    owners.setdefault(arrived.article_id, delivery.source.id)
        return owners


class Intake:
    """Takes deliveries in. `take` from any number of requests, `run` once."""

    def __init__(
        self,
        store: IngestStore,
        *,
        chronicle: Chronicle,
        streams: Streams,
        metrics: Metrics,
        log: FilteringBoundLogger,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._chronicle = chronicle
        self._streams = streams
        self._metrics = metrics
        self._log = log
        self._now = now
        self._waiting: deque[_Waiting] = deque()
        self._in_hand: set[str] = set()
        self._sleepers: list[asyncio.Future[None]] = []
        self._counts: dict[str, SourceCounts] = {}
        self._names_known: dict[tuple[str, str, str], None] = {}
        self._person_called = Counter(
            "copydesk_person_called_total",
            "Deliveries that a person should look at, such as a kill for an unknown story.",
            ("reason",),
            registry=metrics.registry,
        )

    async def take(self, delivery: Delivery) -> tuple[Taken, ...]:
        """Take a delivery in; answers when all of it is durable."""
        answer: asyncio.Future[tuple[Taken, ...]] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(delivery, answer))
        self._wake()
        return await answer

    def take_counts(self) -> dict[str, SourceCounts]:
        """Give what each source sent since the last time this was asked."""
        counts, self._counts = self._counts, {}
        return counts

    async def run(self) -> None:
        """Write what waits, for ever. Some of these may run at once, so that no store idles."""
        while True:
            batch = self._next_batch()
            if not batch:
                await self._sleep()
                continue
            ids = {id_ for waiting in batch for id_ in waiting.delivery.article_ids}
            self._in_hand |= ids
            try:
                await self._answer(batch)
            except asyncio.CancelledError:
                for waiting in batch:
                    waiting.answer.cancel()
                raise
            finally:
                self._in_hand -= ids
                self._wake()

    def _next_batch(self) -> list[_Waiting]:
        """Take what waits and is of no article that is being written just now.

        So the items of one article are written in the order they came.
        """
        batch: list[_Waiting] = []
        held_back: list[_Waiting] = []
        blocked = set(self._in_hand)
        while self._waiting and len(batch) < MOST_AT_ONCE:
            waiting = self._waiting.popleft()
            if waiting.delivery.article_ids.isdisjoint(blocked):
                batch.append(waiting)
            else:
                held_back.append(waiting)
                blocked |= waiting.delivery.article_ids
        self._waiting.extendleft(reversed(held_back))
        return batch

    def _wake(self) -> None:
        for sleeper in self._sleepers:
            if not sleeper.done():
                sleeper.set_result(None)
        self._sleepers.clear()

    async def _sleep(self) -> None:
        sleeper: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append(sleeper)
        await sleeper

    async def _answer(self, batch: Sequence[_Waiting]) -> None:
        try:
            answers = await self._write([waiting.delivery for waiting in batch])
        except Exception as error:  # noqa: BLE001  each request is told, and answers for itself
            if len(batch) == 1 or mongo.is_away(error):
                for waiting in batch:
                    if not waiting.answer.done():
                        waiting.answer.set_exception(error)
                return
            # One of them is at fault: each on its own shows which.
            for waiting in batch:
                await self._answer([waiting])
            return
        for waiting, answer in zip(batch, answers, strict=True):
            if not waiting.answer.done():
                waiting.answer.set_result(answer)

    # --- one batch -----------------------------------------------------------------------

    async def _write(self, deliveries: Sequence[Delivery]) -> list[tuple[Taken, ...]]:
        batch = _Batch(deliveries)
        await self._load(batch)
        await self._decide(batch)
        await self._store.keep_deliveries(
            [
                _raw_item(delivery, batch.entries)
                for delivery in deliveries
                if not delivery.replayed
            ]
        )
        expected = {id(entry): entry.outcome() for entry in batch.entries}
        await self._claim(batch.entries)
        contested = {
            entry.article_id
            for entry in batch.entries
            if entry.decision.outcome != "repeated" and not entry.claimed
        }
        contested |= await self._move_heads(batch, except_=contested)
        if contested:
            await self._settle(batch, contested)
        await self._correct_outcomes(batch, expected)
        kept = [entry.kept() for entry in batch.entries if entry.claimed]
        kept += batch.unfinished
        records = [record_of(each) for each in kept]
        records += [_repeat_record(entry) for entry in batch.entries if not entry.claimed]
        await asyncio.gather(
            self._chronicle.append(records),
            self._send([event for each in kept for event in events_of(each)]),
        )
        self._watch(batch)
        return [_taken(delivery, batch.entries) for delivery in deliveries]

    async def _load(self, batch: _Batch) -> None:
        """Load what deciding needs: what is written about names is written first.

        So of a story and a kill that name each other at the same time, one sees the other.
        """
        bearers: list[tuple[str, str, str]] = []
        killed: dict[tuple[str, str], str] = {}
        ids: set[str] = set()
        for delivery in batch.deliveries:
            source = delivery.source.id
            for arrived in delivery.items:
                ids.add(arrived.article_id)
                if arrived.arrival.status == "canceled":
                    killed |= {
                        (source, name): delivery.receipt for name in _kill_names(arrived)
                    }
                    ids |= {named_id(source, name) for name in arrived.other_names}
                bearers += [(source, name, arrived.article_id) for name in arrived.other_names]
        new = [bearer for bearer in bearers if bearer not in self._names_known]
        if new:
            await self._store.register_names(new)
            self._remember_names(new)
        if killed:
            await self._store.kill_names(killed)
        wanted = {(source, name) for source, name, _ in bearers} | set(killed)
        if wanted:
            batch.names = await self._store.names(wanted)
            for source, name in killed:
                ids |= batch.names.get((source, name), (frozenset(), False))[0]
        batch.stories = await self._store.stories(ids)

    def _remember_names(self, names: Iterable[tuple[str, str, str]]) -> None:
        if len(self._names_known) > NAMES_REMEMBERED:
            self._names_known.clear()
        self._names_known.update(dict.fromkeys(names))

    async def _decide(self, batch: _Batch) -> None:
        """Decide every item, each on the outcome of the one before.

        Late ones are decided again with all revisions of their story at hand: the same late
        item twice is a repeat.
        """
        while True:
            _decide_all(batch)
            lacking = {
                entry.article_id
                for entry in batch.entries
                if entry.decision.outcome in {"superseded", "blocked"}
                and not batch.stories[entry.article_id].complete
            }
            if not lacking:
                return
            complete, behind = await self._store.complete_stories(lacking)
            batch.stories.update(complete)
            batch.unfinished += behind
            batch.lagging |= {kept.article.article_id for kept in behind}

    async def _claim(self, entries: Iterable[_Entry]) -> None:
        unclaimed = [
            entry
            for entry in entries
            if entry.decision.outcome != "repeated" and not entry.claimed
        ]
        won = await self._store.claim_revisions(
            [entry.kept() for entry in unclaimed], at=self._now()
        )
        for entry, mine in zip(unclaimed, won, strict=True):
            entry.claimed = mine

    async def _move_heads(self, batch: _Batch, *, except_: set[str]) -> set[str]:
        """Move the heads that changed; give the articles whose head somebody else moved."""
        source_of = batch.source_of()
        moved = [
            (source_of[id_], story)
            for id_, story in batch.after.items()
            if id_ not in except_ and (story != batch.stories[id_] or id_ in batch.lagging)
        ]
        won = await self._store.move_heads(moved)
        return {
            story.article_id for (_, story), mine in zip(moved, won, strict=True) if not mine
        }

    async def _settle(self, batch: _Batch, contested: set[str]) -> None:
        """Decide again what another process was faster with, on what is there now."""
        for _ in range(MOST_TRIES):
            batch.stories, behind = await self._store.complete_stories(contested)
            ours = {entry.kept().key for entry in batch.entries if entry.claimed}
            batch.unfinished += [kept for kept in behind if kept.key not in ours]
            batch.after = {
                id_: block(story) if _is_blocked(batch, id_) and story.newest is None else story
                for id_, story in batch.stories.items()
            }
            again = [entry for entry in batch.entries if entry.article_id in contested]
            for entry in again:
                story = batch.after[entry.article_id]
                if entry.claimed:
                    before = entry.decision.outcome
                    entry.decision = overtaken(entry.decision, story)
                    if entry.decision.outcome != before:
                        await self._store.restate(entry.kept())
                else:
                    entry.decision = decide(entry.arrived.arrival, story)
                    batch.after[entry.article_id] = entry.decision.story
            await self._claim(again)
            lost = {
                entry.article_id
                for entry in again
                if entry.decision.outcome != "repeated" and not entry.claimed
            }
            contested = lost | await self._move_all_heads(batch, except_=lost)
            if not contested:
                return
        raise ContestedError

    async def _move_all_heads(self, batch: _Batch, *, except_: set[str]) -> set[str]:
        source_of = batch.source_of()
        moved = [
            (source_of[id_], story) for id_, story in batch.after.items() if id_ not in except_
        ]
        won = await self._store.move_heads(moved)
        return {
            story.article_id for (_, story), mine in zip(moved, won, strict=True) if not mine
        }

    async def _correct_outcomes(self, batch: _Batch, expected: Mapping[int, Outcome]) -> None:
        changed = {
            entry.delivery.receipt
            for entry in batch.entries
            if expected[id(entry)] != entry.outcome() or entry.delivery.replayed
        }
        for delivery in batch.deliveries:
            if delivery.replayed:
                await self._store.release(_raw_item(delivery, batch.entries))
            elif delivery.receipt in changed:
                await self._store.set_outcomes(
                    delivery.receipt, _outcomes(delivery, batch.entries)
                )

    async def _send(self, events: Sequence[Event]) -> None:
        """Send what is saved; what cannot be sent now, the reconciler sends later."""
        stops = [event for event in events if event.stream != ArticleReceived.stream]
        news = [event for event in events if event.stream == ArticleReceived.stream]
        try:
            if stops:
                await self._streams.send_always(stops)
            if news:
                await self._streams.send(news)
        except Exception as error:
            if not redis_streams.is_away(error):
                raise
            self._log.warning("events_not_sent", count=len(events), error=str(error))

    def _watch(self, batch: _Batch) -> None:
        for entry in batch.entries:
            decision = entry.decision
            self._metrics.articles.labels("ingest", decision.outcome).inc()
            self._count(entry)
            self._log.info(
                f"article_{decision.outcome}",
                article_id=entry.article_id,
                revision=decision.revision,
                source=entry.delivery.source.id,
                correlation_id=entry.delivery.receipt,
                rules=[reason.rule for reason in decision.reasons],
            )
            if decision.calls_person:
                reason = decision.reasons[0].rule if decision.reasons else decision.outcome
                self._person_called.labels(reason).inc()
                self._log.warning(
                    "person_called",
                    reason=reason,
                    article_id=entry.article_id,
                    revision=decision.revision,
                    source=entry.delivery.source.id,
                    correlation_id=entry.delivery.receipt,
                )
        for delivery in batch.deliveries:
            self._metrics.source_last_item.labels(delivery.source.id).set(
                delivery.payload.received_at.timestamp()
            )

    def _count(self, entry: _Entry) -> None:
        received_at = entry.delivery.payload.received_at
        counts = self._counts.setdefault(
            entry.delivery.source.id, SourceCounts({}, received_at)
        )
        outcome = entry.decision.outcome
        counts.outcomes[outcome] = counts.outcomes.get(outcome, 0) + 1
        counts.last_at = max(counts.last_at, received_at)


# --- pure parts --------------------------------------------------------------------------


def _decide_all(batch: _Batch) -> None:
    batch.after = dict(batch.stories)
    batch.entries = []
    for delivery in batch.deliveries:
        for index, item in enumerate(delivery.items):
            arrived = _with_name_kills(batch, delivery, item)
            for story in _stories_for(batch, delivery, arrived):
                decision = decide(arrived.arrival, story)
                batch.after[story.article_id] = decision.story
                batch.entries.append(
                    _Entry(delivery, index, arrived, story.article_id, decision)
                )
            if arrived.arrival.status == "canceled":
                _block_names(batch, delivery, arrived)


def _kill_names(arrived: Arrived) -> tuple[str, ...]:
    uri = arrived.item.uri
    return (uri, *arrived.other_names) if uri else arrived.other_names


def _stories_for(batch: _Batch, delivery: Delivery, arrived: Arrived) -> tuple[Story, ...]:
    """Give the story an item belongs to, or, of a kill, those it is meant for."""
    own = batch.after[arrived.article_id]
    if arrived.arrival.status != "canceled":
        return (own,)
    source = delivery.source.id
    ids = {named_id(source, name): None for name in arrived.other_names}
    for name in _kill_names(arrived):
        bearers, _ = batch.names.get((source, name), (frozenset(), False))
        ids |= dict.fromkeys(sorted(bearers))
    ids.pop(own.article_id, None)
    return kill_targets(own, [batch.after[id_] for id_ in ids])


def _with_name_kills(batch: _Batch, delivery: Delivery, arrived: Arrived) -> Arrived:
    if arrived.arrival.status == "canceled" or not arrived.other_names:
        return arrived
    killed = any(
        batch.names.get((delivery.source.id, name), (frozenset(), False))[1]
        for name in arrived.other_names
    )
    if not killed:
        return arrived
    return replace(arrived, arrival=replace(arrived.arrival, name_killed=True))


def _block_names(batch: _Batch, delivery: Delivery, arrived: Arrived) -> None:
    """Let a kill also block the unknown stories that its uri and altIds would be."""
    ids = [named_id(delivery.source.id, name) for name in arrived.other_names]
    for id_ in (arrived.article_id, *ids):
        if batch.after[id_].newest is None:
            batch.after[id_] = block(batch.after[id_])


def _is_blocked(batch: _Batch, article_id: str) -> bool:
    return any(
        arrived.arrival.status == "canceled"
        and article_id
        in {
            arrived.article_id,
            *(named_id(delivery.source.id, name) for name in arrived.other_names),
        }
        for delivery in batch.deliveries
        for arrived in delivery.items
    )


def _outcomes(delivery: Delivery, entries: Iterable[_Entry]) -> tuple[Outcome, ...]:
    return tuple(entry.outcome() for entry in entries if entry.delivery is delivery)


def _raw_item(delivery: Delivery, entries: Sequence[_Entry]) -> RawItem:
    """Keep a delivery's bytes, unless all of it repeats one that is kept, or is recalled."""
    own = [entry for entry in entries if entry.delivery is delivery]
    first = {entry.decision.same_as for entry in own if entry.decision.outcome == "repeated"}
    only_repeats = len(own) > 0 and all(entry.decision.outcome == "repeated" for entry in own)
    same_as = first.pop() if only_repeats and len(first) == 1 else None
    recalled = len(own) > 0 and all(entry.decision.state is State.RECALLED for entry in own)
    payload = delivery.payload
    return RawItem(
        receipt=delivery.receipt,
        source=delivery.source.id,
        content=None if same_as or recalled else payload.content,
        sha256=hashlib.sha256(payload.content).hexdigest(),
        size=len(payload.content),
        media_type=payload.media_type,
        charset=payload.charset,
        url=payload.url,
        headers=delivery.headers,
        received_at=payload.received_at,
        format=delivery.format,
        outcomes=tuple(entry.outcome() for entry in own),
        problems=delivery.problems,
        same_as=same_as,
    )


def _repeat_record(entry: _Entry) -> TimelineRecord:
    """Note a repeat: it moved nothing."""
    return TimelineRecord(
        article_id=entry.article_id,
        revision=entry.decision.revision,
        stage="ingest",
        event_id=entry.delivery.receipt,
        at=entry.delivery.payload.received_at,
        outcome="repeated",
        details={"receipt": entry.delivery.receipt},
    )


def _taken(delivery: Delivery, entries: Iterable[_Entry]) -> tuple[Taken, ...]:
    """Give one answer an item; a kill answers with the first story it stopped."""
    answers: dict[int, Taken] = {}
    for entry in entries:
        if entry.delivery is delivery and entry.index not in answers:
            answers[entry.index] = Taken(entry.outcome(), entry.decision.reasons)
    return tuple(answers[index] for index in sorted(answers))
