"""The published log: numbers every step that was ever told, once, in order, for ever.

Any process drains any outbox. The order holds without locks: number n+1 is only ever inserted
by somebody who has seen n, an event id only once, and the steps of an article only in the order
of its outbox, which is emptied after they are in the log. Whoever stalls and comes back meets
taken numbers and taken event ids, and adds nothing that was told.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain

from services.publish.bell import Bell
from services.publish.outcomes.records import step_records
from services.publish.publication import Outgoing
from services.publish.rows import Told, rows_of
from services.publish.storage import PublishStore, Waiting
from shared.events import ArticleKilled
from shared.metrics import Metrics
from shared.timeline import TimelineRecord

_ARTICLES_AT_ONCE = 100
_ROWS_AT_ONCE = 200
_BYTES_AT_ONCE = 8_000_000

_Append = Callable[[Sequence[TimelineRecord]], Awaitable[None]]


class Log:
    """Drains outboxes into the log."""

    def __init__(
        self,
        store: PublishStore,
        append: _Append,
        metrics: Metrics,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._append = append
        self._metrics = metrics
        self._now = now
        self._one_at_a_time = asyncio.Lock()
        self.saved = Bell()
        """Rung when an outbox has something."""
        self.told = Bell()
        """Rung when the log has something."""
        self.is_numbering = False
        """Whether the log may have rows of ours that the bell has not told of yet."""

    async def run(self, every_s: float) -> None:
        """Drain whenever something was saved here, and every so often for other processes."""
        while True:
            heard = self.saved.rings
            while await self.drain():
                pass
            await self.saved.wait(heard, every_s)

    async def drain(self) -> int:
        """Tell what waits, oldest first; give how many articles had something to tell.

        Each part may be cut off after any write: whoever comes next does the rest.
        """
        async with self._one_at_a_time:
            waiting = await self._store.waiting(_ARTICLES_AT_ONCE)
            if not waiting:
                return 0
            self.is_numbering = True
            try:
                await self._tell(waiting)
            finally:
                self.told.ring()
                self.is_numbering = False
        return len(waiting)

    async def _tell(self, waiting: Sequence[Waiting]) -> None:
        # What a kill takes back is in the log, and without its words, before the kill is:
        # who reads of a kill never reads the story beside it.
        before, after = _around_kills(waiting)
        sequences = await self.number(before)
        await self._store.redact(list(_kills(waiting)))
        sequences |= await self.number(after)
        lines = [step_records(each.article_id, each.outbox, sequences) for each in waiting]
        await self._append(list(chain.from_iterable(lines)))
        await self._store.settle([(each, _told(each, sequences)) for each in waiting])

    async def number(self, events: Sequence[Outgoing]) -> dict[str, int]:
        """Give every event its number in the log, or the one it has already."""
        sequences: dict[str, int] = {}
        pending = [event for event in events if event.event_id]
        while pending:
            last = await self._store.last_sequence()
            rows = rows_of(_portion(pending), after=last)
            inserted = await self._store.append(rows)
            sequences |= {row.event_id: row.sequence for row in rows[:inserted]}
            self._time(pending[:inserted])
            pending = pending[inserted:]
            if inserted < len(rows):
                ids = [event.event_id for event in pending if event.event_id]
                sequences |= await self._store.sequences_of(ids)
                pending = [event for event in pending if event.event_id not in sequences]
        return sequences

    def _time(self, logged: Sequence[Outgoing]) -> None:
        now = self._now()
        for event in logged:
            done = event.moves[0].outcome if event.moves else "told"
            self._metrics.articles.labels("publish", done).inc()
            if event.since is None:
                continue
            seconds = max(0.0, (now - event.since).total_seconds())
            if event.type == ArticleKilled.type:
                self._metrics.kill_seconds.observe(seconds)
            else:
                self._metrics.received_to_published.observe(seconds)


def _portion(pending: Sequence[Outgoing]) -> list[Outgoing]:
    portion: list[Outgoing] = []
    size = 0
    for event in pending[:_ROWS_AT_ONCE]:
        size += len(event.item or "")
        if portion and size > _BYTES_AT_ONCE:
            break
        portion.append(event)
    return portion


def _around_kills(waiting: Sequence[Waiting]) -> tuple[list[Outgoing], list[Outgoing]]:
    """Part what waits into what comes before any kill of its article, and the rest."""
    before: list[Outgoing] = []
    after: list[Outgoing] = []
    for each in waiting:
        kills = [n for n, event in enumerate(each.outbox) if event.type == ArticleKilled.type]
        first = kills[0] if kills else len(each.outbox)
        before += each.outbox[:first]
        after += each.outbox[first:]
    return before, after


def _kills(waiting: Sequence[Waiting]) -> Iterator[tuple[str, int, str]]:
    for each in waiting:
        for event in each.outbox:
            if event.type == ArticleKilled.type and event.data is not None:
                yield each.article_id, event.step, event.data.url


def _told(waiting: Waiting, sequences: Mapping[str, int]) -> Told | None:
    for event in reversed(waiting.outbox):
        if event.event_id is None or event.data is None:
            continue
        return Told(
            article_id=waiting.article_id,
            sequence=sequences[event.event_id],
            revision=event.data.revision,
            step=event.step,
            hash=event.data.hash,
            state=event.moves[0].state,
            abouts=event.abouts,
        )
    return None
