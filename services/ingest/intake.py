"""One writer for many requests: what waits is decided, saved, sent and answered together.

A request is answered after its own items are durable. What a crash leaves between saving and
sending, the reconciler sends (`IngestStore.open_work`).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import Counter
from structlog.typing import FilteringBoundLogger

from services.ingest.batch import (
    Batch,
    Delivery,
    Entry,
    Taken,
    is_due,
    next_batch,
    share_of,
)
from services.ingest.deliveries import Outcome
from services.ingest.numbering import lanes_of, number_of
from services.ingest.receive import Story, events_of
from services.ingest.storage import IngestStore, SourceCounts
from shared import database as mongo
from shared import streams as redis_streams
from shared.chronicle import Chronicle
from shared.events import ArticleReceived, Event
from shared.metrics import Metrics
from shared.streams import Streams

WRITERS = 2
"""Bulk writes at a time: while one waits for the stores, the next is read and decided."""

LONGEST_WAIT_S = 30
MOST_TRIES = 20
NAMES_REMEMBERED = 100_000


class ContestedError(Exception):
    """Other processes kept winning the race for an article's next revision."""


@dataclass(slots=True)
class _Waiting:
    delivery: Delivery
    answer: asyncio.Future[tuple[Taken, ...]]


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
        """Take a delivery in; answers when all of it is durable.

        Raises TimeoutError while the stores are not there yet: it may be taken all the same.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[Taken, ...]] = loop.create_future()
        self._waiting.append(_Waiting(delivery, answer))
        self._wake()
        patience = loop.call_later(LONGEST_WAIT_S, _give_up, answer)
        try:
            return await answer
        finally:
            patience.cancel()

    def take_counts(self) -> dict[str, SourceCounts]:
        """Give what each source sent since the last time this was asked."""
        counts, self._counts = self._counts, {}
        return counts

    async def run(self) -> None:
        """Write what waits, for ever. Some of these may run at once, so that no store idles."""
        while True:
            due = is_due(len(self._waiting), busy=bool(self._in_hand))
            batch = self._next_batch() if due else []
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
        chosen = next_batch(
            (waiting.delivery for waiting in self._waiting),
            self._in_hand,
            most=share_of(len(self._waiting), writers=WRITERS),
        )
        receipts = {delivery.receipt for delivery in chosen}
        batch = [each for each in self._waiting if each.delivery.receipt in receipts]
        self._waiting = deque(
            each for each in self._waiting if each.delivery.receipt not in receipts
        )
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
        batch = Batch.of(deliveries)
        await self._load(batch)
        await self._decide(batch)
        expected = {delivery.receipt: batch.outcomes(delivery) for delivery in deliveries}
        contested, told = await self._keep(batch, deliveries)
        if contested:
            await self._settle(batch, contested)
        await self._correct_outcomes(batch, deliveries, expected)
        await asyncio.gather(
            self._chronicle.append(() if told else batch.records()),
            self._send([event for each in batch.kept() for event in events_of(each)]),
        )
        self._watch(batch)
        return [batch.taken(delivery) for delivery in deliveries]

    async def _load(self, batch: Batch) -> None:
        """Load what deciding needs: what is written about names is written first.

        So of a story and a kill that name each other at the same time, one sees the other.
        """
        bearers = batch.bearers()
        killed, held = batch.killed_names(), batch.held_names()
        new = [bearer for bearer in bearers if bearer not in self._names_known]
        unheard_of = await self._store.register_names(new)
        self._remember_names(new)
        if killed:
            await self._store.kill_names(killed)
        if held:
            await self._store.hold_names(held)
        borne = {(source, name) for source, name, _ in bearers}
        wanted = (borne - unheard_of) | killed.keys() | held.keys()
        batch.names = await self._store.names(wanted)
        batch.stories = await self._store.stories(batch.article_ids())
        if batch.follow_successors():
            await self._load(batch)

    def _remember_names(self, names: Iterable[tuple[str, str, str]]) -> None:
        if len(self._names_known) > NAMES_REMEMBERED:
            self._names_known.clear()
        self._names_known.update(dict.fromkeys(names))

    async def _decide(self, batch: Batch) -> None:
        """Decide every item, late ones with all revisions of their story at hand."""
        batch.decide_all()
        while lacking := batch.want_all_revisions():
            complete, behind = await self._store.complete_stories(lacking)
            batch.stories.update(complete)
            batch.unfinished += behind
            batch.lagging |= {kept.article.article_id for kept in behind}
            batch.decide_all()

    async def _keep(
        self, batch: Batch, deliveries: Sequence[Delivery]
    ) -> tuple[set[str], bool]:
        """Store all that was decided.

        Gives the articles that others were faster with, and whether the timeline tells of it
        all. Mostly every story is new, and one command does; where it meets what is stored
        already, or a head that was there has to be moved, the rest goes step by step.
        """
        raw_items = [batch.raw_item(each) for each in deliveries if not each.replayed]
        unclaimed = [entry for entry in batch.entries if entry.needs_claim]
        moves = _moves(batch, batch.moved())
        new = [move for move in moves if move[1].changes == 0]
        only_new = len(new) == len(moves)
        done = await self._store.keep_at_once(
            raw_items,
            [entry.kept() for entry in unclaimed],
            new,
            batch.records() if only_new else (),
            at=self._now(),
        )
        for entry in unclaimed[: done.claimed]:
            entry.claimed = True
        if only_new and done.whole:
            return set(), True
        if not done.whole:
            await self._store.keep_deliveries(raw_items)
        lost = await self._claim(batch.entries)
        in_place = {story.article_id for _, story in new[: done.moved]}
        lost |= await self._move_heads(batch, batch.moved(), except_=lost | in_place)
        return lost, False

    async def _claim(self, entries: Iterable[Entry]) -> set[str]:
        """Store each revision under its number; give the articles where one was taken."""
        unclaimed = [entry for entry in entries if entry.needs_claim]
        won = await self._store.claim_revisions(
            [entry.kept() for entry in unclaimed], at=self._now()
        )
        for entry, mine in zip(unclaimed, won, strict=True):
            entry.claimed = mine
        return {entry.article_id for entry in unclaimed if not entry.claimed}

    async def _move_heads(
        self, batch: Batch, stories: Iterable[Story], *, except_: set[str]
    ) -> set[str]:
        """Move heads; give the articles whose head somebody else has moved."""
        moves = _moves(batch, (each for each in stories if each.article_id not in except_))
        won = await self._store.move_heads(moves)
        return {
            story.article_id for (_, story), mine in zip(moves, won, strict=True) if not mine
        }

    async def _settle(self, batch: Batch, contested: set[str]) -> None:
        """Decide again what another process was faster with, on what is there now."""
        for _ in range(MOST_TRIES):
            stories, behind = await self._store.complete_stories(contested)
            ours = {entry.kept().key for entry in batch.entries if entry.claimed}
            batch.unfinished += [kept for kept in behind if kept.key not in ours]
            again, overtaken = batch.decide_again(stories)
            for entry in overtaken:
                await self._store.restate(entry.kept())
            lost = await self._claim(again)
            contested = lost | await self._move_heads(batch, batch.after.values(), except_=lost)
            if not contested:
                return
        raise ContestedError

    async def _correct_outcomes(
        self,
        batch: Batch,
        deliveries: Sequence[Delivery],
        expected: Mapping[str, tuple[Outcome, ...]],
    ) -> None:
        for delivery in deliveries:
            outcomes = batch.outcomes(delivery)
            if delivery.replayed:
                await self._store.release(batch.raw_item(delivery))
            elif outcomes != expected[delivery.receipt]:
                await self._store.set_outcomes(delivery.receipt, outcomes)

    async def _send(self, events: Sequence[Event]) -> None:
        """Send what is saved; what cannot be sent now, whyever, the reconciler sends later.

        It is ours and safe: its sender is told so, and the log tells our own people.
        """
        stops = [event for event in events if event.stream != ArticleReceived.stream]
        news = [event for event in events if event.stream == ArticleReceived.stream]
        try:
            if stops:
                await self._streams.send_always(stops)
            if news:
                await self._streams.send(news)
        except Exception as error:  # noqa: BLE001  logged, and sent later
            if redis_streams.is_away(error):
                self._log.warning("events_not_sent", count=len(events), error=str(error))
            else:
                self._log.exception("events_not_sent", count=len(events))

    def _watch(self, batch: Batch) -> None:
        for entry in batch.entries:
            decision = entry.decision
            self._metrics.articles.labels("ingest", decision.outcome).inc()
            self._count(entry)
            self._log.info(
                f"article_{decision.outcome}",
                article_id=entry.article_id,
                revision=decision.revision,
                source=entry.item.delivery.source.id,
                correlation_id=entry.item.delivery.receipt,
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
                    source=entry.item.delivery.source.id,
                    correlation_id=entry.item.delivery.receipt,
                )

    def _count(self, entry: Entry) -> None:
        source = entry.item.delivery.source.id
        received_at = entry.item.delivery.payload.received_at
        self._metrics.source_last_item.labels(source).set(received_at.timestamp())
        counts = self._counts.setdefault(source, SourceCounts({}, received_at))
        outcome = entry.decision.outcome
        counts.outcomes[outcome] = counts.outcomes.get(outcome, 0) + 1
        counts.last_at = max(counts.last_at, received_at)
        extras = entry.item.arrived.extras
        number = number_of(extras)
        if number is not None:
            counts.numbers.append((lanes_of(extras), number))


def _give_up(answer: asyncio.Future[tuple[Taken, ...]]) -> None:
    if not answer.done():
        answer.set_exception(TimeoutError())


def _moves(batch: Batch, stories: Iterable[Story]) -> list[tuple[str, Story]]:
    """Give each story whose head has to move with its source."""
    source_of = batch.source_of()
    return [(source_of[story.article_id], story) for story in stories]
