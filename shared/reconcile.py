"""Redis may lose its last second, or everything; the documents are the truth (DESIGN, 4).

A service marks a document as open until the next stages have written their timeline records.
What stays open and does not wait in their streams was lost on the way, and is sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from shared.chronicle import Chronicle
from shared.database import Collection, Document, from_ms, to_ms
from shared.events import ArticleCanceled, Event
from shared.streams import GROUPS, Streams, Waiting

_PAGE = 500


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Something decided whose events the next stages have not been seen to handle."""

    key: str
    since: datetime
    events: tuple[Event, ...]

    @property
    def expected(self) -> list[tuple[Event, str]]:
        """Each event with each group that is to handle it."""
        return [
            (event, group)
            for event in self.events
            for group in event.concerns or GROUPS[event.stream]
        ]


class Ledger(Protocol):
    """A service's own memory of what it has sent."""

    async def open_work(self, before: datetime, limit: int) -> Sequence[OpenWork]:
        """Give what has been open since before that time, oldest first."""

    async def close_work(self, keys: Sequence[str]) -> None:
        """Forget what is owed: the next stages have it."""

    async def postpone_work(self, keys: Sequence[str], until: datetime) -> None:
        """Look at these again when `until` has become old enough."""


class OpenRows:
    """Documents that say themselves, in `open_since`, that they are open, and since when.

    What closing and postponing them is; how a row is read as work is its ledger's to say.
    """

    def __init__(self, rows: Collection) -> None:
        self._rows = rows

    async def open_rows(
        self, before: datetime, limit: int, which: Mapping[str, Any] | None = None
    ) -> list[tuple[datetime, Document]]:
        """Give those of the rows that have been open since before that time, oldest first."""
        found = self._rows.find({"open_since": {"$lt": to_ms(before)}, **(which or {})})
        rows = await found.sort("open_since", 1).limit(limit).to_list(None)
        return [(from_ms(row["open_since"]), row) for row in rows]

    async def close_work(self, keys: Sequence[str]) -> None:
        """Forget what is owed: the next stages have it."""
        await self._rows.update_many({"_id": {"$in": [*keys]}}, {"$unset": {"open_since": ""}})

    async def postpone_work(self, keys: Sequence[str], until: datetime) -> None:
        """Look at these again when `until` has become old enough."""
        await self._rows.update_many(
            {"_id": {"$in": [*keys]}, "open_since": {"$exists": True}},
            {"$set": {"open_since": to_ms(until)}},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait before something open counts as lost."""

    stalled_after: timedelta
    stalled_kill_after: timedelta
    margin: timedelta

    def for_(self, work: OpenWork) -> timedelta:
        """Give the patience with this work; a kill is missed sooner than an article."""
        is_kill = any(event.stream == ArticleCanceled.stream for event in work.events)
        return self.stalled_kill_after if is_kill else self.stalled_after


def is_lost(since: datetime, waiting: Waiting | None, margin: timedelta) -> bool:
    """Tell lost from late: whatever still waits in the stream was sent clearly after it."""
    if waiting is None or waiting.oldest_ms is None:
        return True
    return waiting.oldest_ms > (since + margin).timestamp() * 1000


async def reconcile(
    ledger: Ledger,
    *,
    chronicle: Chronicle,
    streams: Streams,
    patience: Patience,
    now: Callable[[], datetime],
    resent: Callable[[OpenWork], None] = lambda _: None,
) -> int:
    """Close what has arrived, send again what was lost; say how many were sent again.

    Sending twice does no harm: ids repeat, and every stage tells what it has already decided.
    """
    soonest = min(patience.stalled_after, patience.stalled_kill_after)
    began = now()
    count = 0
    while page := await ledger.open_work(began - soonest, _PAGE):
        expected = [pair for work in page for pair in work.expected]
        owing = {(event.stream, group) for event, group in expected}
        # In this order: what no longer waits by now has its record, and `seen` finds it.
        waiting = {pair: await streams.waiting(*pair) for pair in owing}
        seen = await chronicle.seen(expected)
        arrived, overdue = [], []
        for work in page:
            owed = [
                (event, group)
                for event, group in work.expected
                if (event.id, group) not in seen
            ]
            if not owed:
                arrived.append(work)
            elif work.since <= began - patience.for_(work):
                overdue.append((work, owed))
        for work, owed in overdue:
            lost = [
                event
                for event, group in owed
                if is_lost(work.since, waiting[event.stream, group], patience.margin)
            ]
            if not lost:
                continue
            events = list({event.id: event for event in lost}.values())
            stops = [event for event in events if event.stream == ArticleCanceled.stream]
            if stops:
                await streams.send_always(stops)
            if news := [event for event in events if event not in stops]:
                await streams.send(news)
            resent(work)
            count += 1
        if arrived:
            await ledger.close_work([work.key for work in arrived])
        if overdue:
            await ledger.postpone_work([work.key for work, _ in overdue], began)
        if len(page) < _PAGE or not (arrived or overdue):
            break
    return count
