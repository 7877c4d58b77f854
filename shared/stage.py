"""The loop that every stage runs: read, load, decide, save, commit (DESIGN, section 4).

`Stage` says what one stage does; `StageRunner` is the loop, written once. An entry is finished
by one commit on the server and by nothing else: whatever dies before it, somebody reads the
entry again, finds what was decided, and sends the same events.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from redis.exceptions import ResponseError
from structlog.typing import FilteringBoundLogger

from shared import clock
from shared.chronicle import Chronicle
from shared.deaths import death_record
from shared.entries import Dead, Done, Entry
from shared.events import ArticleRecalled, Event, UnreadableEventError, event_from_fields
from shared.failures import Failure, FloodBrake
from shared.metrics import Metrics
from shared.outages import Outages
from shared.recovery import LoneTries, Patience, Pending, Recovery
from shared.streams import GROUPS, Streams
from shared.timeline import TimelineRecord
from shared.tracing import trace_of

Context = TypeVar("Context")
Decided = TypeVar("Decided")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Generic[Context, Decided]):
    """What a stage hears, how it decides, where it remembers and what it tells.

    Entries of one article are decided one after the other, so what `load` gives is never older
    than this batch. Deciding and telling are pure and may run again: they give the same.
    `now` is in UTC, with whole milliseconds.
    """

    hears: str
    """The stream (Redis key) the stage reads, as the consumer group named after its service."""
    load: Callable[[Sequence[Event]], Awaitable[Sequence[Context]]]
    """What each event's decision needs, in one round trip for all."""
    decide: Callable[[Event, Context, datetime], Decided]
    """Pure; runs outside the event loop unless brief. What it raises is the entry's failure."""
    save: Callable[[Sequence[tuple[Event, Decided]]], Awaitable[Sequence[Decided | None]]]
    """Keep them all; give back what is *stored* for each event (an earlier try may have
    decided), or None where a guard lost: that event is loaded and decided again."""
    tell: Callable[[Event, Any], Sequence[Event]]
    """Pure: the events to send for a stored decision; the same ones at every repeat."""
    record: Callable[[Event, Any], TimelineRecord]
    """Pure: the line of the article's life that this stage adds, under the event's id."""
    concerns: tuple[type[Event], ...] = ()
    """The events of the stream that it is about; the others it acknowledges unread. Empty: all.
    """
    brake: bool = True
    """Whether a flood of deaths stops the stage (never on `article.canceled`)."""


_GUARD_ROUNDS = 50
_BRIEF_S = 0.002
"""Deciding a batch that takes less, going by the last one, stays in the event loop: handing it
to a thread and back costs as much again."""
_LARGE_BATCH_BYTES = 16 * 1024 * 1024


class _GuardLostError(RuntimeError):
    """An entry lost against other writers again and again."""


class _Heard(NamedTuple):
    """An entry and the event in it."""

    entry: Entry
    event: Event


class _Handled(NamedTuple):
    """What is stored for an entry, what is told of it, and its line in the timeline."""

    entry: Entry
    event: Event
    record: TimelineRecord
    told: Sequence[Event]


class _Failed(NamedTuple):
    """An entry that raised; the others of its batch go on."""

    entry: Entry
    event: Event
    error: Exception


def _hear(
    entries: Sequence[Entry], *, stream: str, group: str
) -> tuple[list[_Heard], list[Dead]]:
    """Read the event in each entry; what is none of the stream's is dead at once."""
    heard, unreadable = [], []
    for entry in entries:
        try:
            event = event_from_fields(entry.fields)
            if event.stream != stream:
                message = f"{event.type} does not belong on {stream}"
                raise UnreadableEventError(message)  # noqa: TRY301 - the entry's own fault
            heard.append(_Heard(entry, event))
        except Exception as error:
            now = clock.now()
            failure = Failure(count=1, error=str(error), first=now, last=now)
            unreadable.append(Dead(entry, "unreadable", failure, group))
    return heard, unreadable


def waves(heard: Sequence[_Heard]) -> list[list[_Heard]]:
    """Split a batch so that each wave has one entry of an article, in the order they came."""
    sorted_: list[list[_Heard]] = []
    seen: dict[str, int] = {}
    for each in heard:
        nth = seen.get(each.event.subject, 0)
        seen[each.event.subject] = nth + 1
        if nth == len(sorted_):
            sorted_.append([])
        sorted_[nth].append(each)
    return sorted_


def _recalled(handled: Sequence[_Handled]) -> set[str]:
    return {each.event.subject for each in handled if isinstance(each.event, ArticleRecalled)}


class StageRunner(Generic[Context, Decided]):
    """Runs one stage in one process. Safe to run in any number of processes at once."""

    def __init__(
        self,
        stage: Stage[Context, Decided],
        *,
        service: str,
        consumer: str,
        streams: Streams,
        chronicle: Chronicle,
        metrics: Metrics,
        log: FilteringBoundLogger,
        patience: Patience,
        batch_size: int,
    ) -> None:
        self.stage = stage
        self.group = service
        self.consumer = consumer
        self.batch_size = batch_size
        """How many entries to read at once; halved after a batch that was too large."""
        self._chronicle = chronicle
        self._metrics = metrics
        self._log = log.bind(stream=stage.hears)
        self._patience = patience
        self._brake = FloodBrake()
        self._decides_s = _BRIEF_S
        self._turn = asyncio.Lock()
        self._streams = streams
        self._pending = Pending(streams, stage.hears, service, consumer)
        self._lone = LoneTries(self._pending)
        self._outages = Outages(
            service, metrics=metrics, log=self._log, begun=self._lone.take_back
        )
        self.recovery = Recovery(
            self,
            self._pending,
            outages=self._outages,
            lone=self._lone,
            patience=patience,
            metrics=metrics,
            log=self._log,
        )

    async def handle(
        self,
        entries: Sequence[Entry],
        known: Mapping[str, Failure] | None = None,
        *,
        is_alone: bool = False,
    ) -> None:
        """Take a batch all the way: every entry is committed, dead, or to be tried again.

        Never raises because of an entry. While a store is away it keeps trying, and so reads
        nothing more. `known` holds earlier failures of these entries.
        """
        with self.recovery.hold(entries):
            await self._in_turn(entries, known or {}, is_alone=is_alone)
        if len(entries) > 1 and sum(entry.size for entry in entries) > _LARGE_BATCH_BYTES:
            self.batch_size = max(1, self.batch_size // 2)

    async def _in_turn(
        self, entries: Sequence[Entry], known: Mapping[str, Failure], *, is_alone: bool
    ) -> None:
        """Run entries when no others run: one by one while the brake is on, else together."""
        async with self._turn:
            rest = [*entries]
            while rest:
                if braked := self._braked():
                    await asyncio.sleep(self._brake.probe_every_s)
                batch, rest = (rest[:1], rest[1:]) if braked else (rest, [])
                if is_alone:
                    id_ = batch[0].id
                    tried = await self._outages.outlast(self._lone.note, id_, known[id_])
                    known = {**known, id_: tried}
                try:
                    await self._batch(batch, known)
                finally:
                    self._lone.came_back()

    # --- what becomes of them ------------------------------------------------------------

    async def _batch(self, entries: Sequence[Entry], known: Mapping[str, Failure]) -> None:
        began = time.perf_counter()
        heard, unreadable = _hear(entries, stream=self.stage.hears, group=self.group)
        passed_by = [each for each in heard if not self._concerns(each.event)]
        handled: list[_Handled] = []
        failed: list[_Failed] = []
        for wave in waves([each for each in heard if self._concerns(each.event)]):
            for result in await self._wave(wave):
                if isinstance(result, _Handled):
                    handled.append(result)
                else:
                    failed.append(result)
        handled, unwritten = await self._write_down(handled)
        failed += unwritten
        for article_id in _recalled(handled):
            await self._outages.outlast(self._leave_no_words, article_id)
        dead, again = self._judge_failures(failed, known)
        dead += unreadable
        await self._outages.outlast(self._pending.remember, again)
        done = [Done(each.entry.id, each.told) for each in handled]
        done += [Done(each.entry.id) for each in passed_by]
        finished = (await self.finish(done, dead))[: len(handled)]
        for id_, failure in again.items():
            self.recovery.try_again(id_, failure)
        self._report(handled, finished, time.perf_counter() - began)
        self._brake.saw(
            time.monotonic(),
            handled=len(entries),
            died=len(dead) + (len(again) if self._brake.on else 0),
        )

    def _concerns(self, event: Event) -> bool:
        return not self.stage.concerns or isinstance(event, self.stage.concerns)

    async def _leave_no_words(self, article_id: str) -> None:
        """Purge what is common to all services; its documents each has purged by itself.

        Each of them does so, and the last one finds what any of them wrote late.
        """
        for stream, groups in GROUPS.items():
            if self.group in groups:
                await self._streams.drop_dead_of(stream, article_id)
        await self._chronicle.redact(article_id)

    async def _wave(self, wave: Sequence[_Heard]) -> list[_Handled | _Failed]:
        """Load, decide and save entries of different articles; losers of a guard again."""
        results: list[_Handled | _Failed] = []
        todo = [*wave]
        for _ in range(_GUARD_ROUNDS):
            if not todo:
                return results
            now = clock.now()
            try:
                contexts = await self._outages.outlast(
                    self.stage.load, [each.event for each in todo]
                )
                began = time.perf_counter()
                if self._decides_s * len(todo) < _BRIEF_S:
                    decided = self._decide(todo, contexts, now)
                else:
                    decided = await asyncio.to_thread(self._decide, todo, contexts, now)
                self._decides_s = (time.perf_counter() - began) / len(todo)
                self._metrics.decide_seconds.labels(self.group).observe(self._decides_s)
                pairs = [
                    (each, decision)
                    for each, decision in zip(todo, decided, strict=True)
                    if not isinstance(decision, _Failed)
                ]
                stored: Sequence[Decided | None] = ()
                if pairs:
                    stored = await self._outages.outlast(
                        self.stage.save, [(each.event, made) for each, made in pairs]
                    )
            except Exception as error:
                # The stores are there, so it is one of these entries: find out which.
                if len(todo) == 1:
                    return [*results, _Failed(todo[0].entry, todo[0].event, error)]
                return results + [one for each in todo for one in await self._wave([each])]
            results += [each for each in decided if isinstance(each, _Failed)]
            todo = []
            for (each, _), kept in zip(pairs, stored, strict=True):
                if kept is None:
                    todo.append(each)
                else:
                    results.append(self._tell(each, kept))
        lost = _GuardLostError(f"lost against other writers {_GUARD_ROUNDS} times")
        return results + [_Failed(each.entry, each.event, lost) for each in todo]

    def _decide(
        self, heard: Sequence[_Heard], contexts: Sequence[Context], now: datetime
    ) -> list[Decided | _Failed]:
        decided: list[Decided | _Failed] = []
        for each, context in zip(heard, contexts, strict=True):
            try:
                decided.append(self.stage.decide(each.event, context, now))
            except Exception as error:
                decided.append(_Failed(each.entry, each.event, error))
        return decided

    def _tell(self, heard: _Heard, stored: Decided) -> _Handled | _Failed:
        try:
            record = self.stage.record(heard.event, stored)
            told = self.stage.tell(heard.event, stored)
        except Exception as error:
            return _Failed(heard.entry, heard.event, error)
        return _Handled(heard.entry, heard.event, record, told)

    def _judge_failures(
        self, failed: Sequence[_Failed], known: Mapping[str, Failure]
    ) -> tuple[list[Dead], dict[str, Failure]]:
        """Tell who dies and who is tried again."""
        dead, again = [], {}
        now = clock.now()
        for each in failed:
            failure = known.get(each.entry.id, Failure()).after(
                f"{type(each.error).__name__}: {each.error}",
                "".join(traceback.format_exception(each.error)),
                now=now,
                retry_after_s=self._patience.retry_after_s,
                chance=random.random(),
            )
            self._metrics.failures.labels(self.group).inc()
            self._log.warning(
                "entry_failed",
                entry=each.entry.id,
                article_id=each.event.subject,
                correlation_id=each.event.correlation_id,
                error=failure.error,
                count=failure.count,
            )
            if failure.count >= self._patience.max_failures:
                dead.append(Dead(each.entry, "failed", failure, self.group))
            else:
                again[each.entry.id] = failure
        return dead, again

    async def finish(self, done: Sequence[Done], dead: Sequence[Dead]) -> list[bool]:
        """Commit; tell for each of `done` whether it was still ours to finish."""
        outcomes: list[Done | Dead] = [*done, *dead]
        if not outcomes:
            return []
        now = clock.now()
        await self._append([record for each in dead if (record := death_record(each, now))])
        finished = await self._commit(outcomes)
        for each, mine in zip(dead, finished[len(done) :], strict=True):
            if mine:
                self._metrics.articles.labels(self.group, "dead").inc()
                self._log.error(
                    "entry_dead",
                    entry=each.entry.id,
                    event_id=each.entry.fields.get(b"id", b"?").decode(errors="replace"),
                    reason=each.reason,
                    error=each.failure.error,
                )
        return finished[: len(done)]

    async def _commit(self, outcomes: Sequence[Done | Dead]) -> list[bool]:
        try:
            return await self._outages.outlast(
                self._streams.commit, self.stage.hears, self.group, outcomes
            )
        except ResponseError as error:
            if "NOGROUP" not in str(error):
                raise
            # Stream or group were lost under us. What was decided is in the documents, still
            # marked as open: the reconciler sends it.
            self._log.warning("commit_lost", count=len(outcomes), error=str(error))
            await self._outages.outlast(
                self._streams.ensure_group, self.stage.hears, self.group
            )
            return [False] * len(outcomes)

    def _report(
        self, handled: Sequence[_Handled], finished: Sequence[bool], took: float
    ) -> None:
        self._metrics.batch_seconds.labels(self.group).observe(took)
        ours = [each for each, mine in zip(handled, finished, strict=True) if mine]
        for outcome, count in Counter(each.record.outcome for each in ours).items():
            self._metrics.articles.labels(self.group, outcome).inc(count)
        if not self._log.is_enabled_for(logging.INFO):
            return
        for each in ours:
            record = each.record
            self._log.info(
                f"article_{record.outcome}",
                article_id=record.article_id,
                revision=record.revision,
                correlation_id=each.event.correlation_id,
                trace_id=trace_of(each.event.traceparent),
                rules=[reason.rule for reason in record.reasons],
            )

    async def _write_down(
        self, handled: Sequence[_Handled]
    ) -> tuple[list[_Handled], list[_Failed]]:
        """Add the timeline's lines; one that no store takes is the failure of its entry."""
        try:
            await self._append([each.record for each in handled])
        except Exception as error:
            if len(handled) == 1:
                return [], [_Failed(handled[0].entry, handled[0].event, error)]
            written, failed = [], []
            for each in handled:
                done, undone = await self._write_down([each])
                written += done
                failed += undone
            return written, failed
        return [*handled], []

    async def _append(self, records: Sequence[TimelineRecord]) -> None:
        if records:
            await self._outages.outlast(self._chronicle.append, records)

    def _braked(self) -> bool:
        on = self.stage.brake and self._brake.on
        self._metrics.braked.labels(self.group).set(on)
        if on:
            self._log.error("flood_brake_on", probe_every_s=self._brake.probe_every_s)
        return on
