"""How a stage gets entries back: after a failure, from the dead, and alone if they are suspect.

Everything here brings entries to the same loop that new ones take (`shared.stage`), and ends
nothing by itself but what is gone or has ended its process too often.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from structlog.typing import FilteringBoundLogger

from shared import clock
from shared.entries import Dead, Done, Entry
from shared.failures import Failure
from shared.metrics import Metrics
from shared.outages import Outages, passed_over
from shared.streams import Streams

_LONELY_AFTER = 3
"""Deliveries without a recorded failure after which an entry runs by itself: two reclaims."""
_ENDS_PROCESS = 3
"""Lone tries that never came back before an entry counts as what ended the process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How a stage waits: seconds, and how many failures an entry may have."""

    reclaim_after_s: float
    retry_after_s: float
    max_failures: int

    @property
    def idle_ms(self) -> int:
        """How long an entry lies idle before its consumer counts as dead."""
        return math.ceil(self.reclaim_after_s * 1000)


class _Loop(Protocol):
    """What recovery asks of the loop that it brings entries to."""

    batch_size: int

    async def handle(
        self,
        entries: Sequence[Entry],
        known: Mapping[str, Failure] | None = None,
        *,
        is_alone: bool = False,
    ) -> None:
        """Take a batch all the way."""

    async def finish(self, done: Sequence[Done], dead: Sequence[Dead]) -> list[bool]:
        """Commit what is dealt with."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What one consumer has of one stream: the entries that its group still lists for it."""

    streams: Streams
    stream: str
    group: str
    consumer: str

    async def keep(self, ids: Sequence[str]) -> None:
        """Tell the server that we are still at these, so that slow is not dead."""
        await self.streams.keep(self.stream, self.group, self.consumer, ids)

    async def give_back(self, ids: Sequence[str], *, idle_ms: int) -> None:
        """Let others reclaim these at once."""
        await self.streams.give_back(
            self.stream, self.group, self.consumer, ids, idle_ms=idle_ms
        )

    async def reclaim(self, *, idle_ms: int, count: int) -> list[tuple[Entry, int]]:
        """Take over what a dead consumer left, with how often each was delivered."""
        return await self.streams.reclaim(
            self.stream, self.group, self.consumer, idle_ms=idle_ms, count=count
        )

    async def read_again(self, ids: Sequence[str]) -> list[Entry]:
        """Read entries by id; those that are gone are left out."""
        return await self.streams.read_again(self.stream, ids)

    async def remember(self, failures: Mapping[str, Failure]) -> None:
        """Keep the failures of entries where the next process finds them."""
        await self.streams.remember(self.stream, self.group, failures)

    async def remembered(self, ids: Sequence[str]) -> dict[str, Failure]:
        """Give the failures known of these entries."""
        return await self.streams.remembered(self.stream, self.group, ids)


class LoneTries:
    """The notes that say an entry runs by itself, so that one which ends its process is known.

    A note is written when the entry's turn has come and not before: a process that ends while
    the entry waits did not end by it.
    """

    def __init__(self, pending: Pending) -> None:
        self._pending = pending
        self._before: dict[str, Failure] = {}

    async def note(self, entry_id: str, failure: Failure) -> Failure:
        """Note the try, so that it stays if the try ends us; give what is known from now on."""
        tried = failure.model_copy(update={"alone": failure.alone + 1})
        await self._pending.remember({entry_id: tried})
        self._before[entry_id] = failure
        return tried

    async def take_back(self) -> None:
        """Unwrite the notes: we leave, or wait for a store, for other reasons."""
        before = {**self._before}
        self._before.clear()
        with passed_over():
            await self._pending.remember(before)

    def came_back(self) -> None:
        """Forget the notes: the tries came back, whatever they gave."""
        self._before.clear()


class Recovery:
    """Brings the loop what failed and is due, and what dead consumers left."""

    def __init__(
        self,
        loop: _Loop,
        pending: Pending,
        *,
        outages: Outages,
        lone: LoneTries,
        patience: Patience,
        metrics: Metrics,
        log: FilteringBoundLogger,
    ) -> None:
        self._loop = loop
        self._pending = pending
        self._outages = outages
        self._lone = lone
        self._patience = patience
        self._metrics = metrics
        self._log = log
        self._holding: set[str] = set()
        self._retrying: dict[str, Failure] = {}
        self._retry_soon = asyncio.Event()

    @contextlib.contextmanager
    def hold(self, entries: Sequence[Entry]) -> Iterator[None]:
        """Keep these entries alive, and reclaim none of them from ourselves."""
        ids = {entry.id for entry in entries}
        self._holding |= ids
        try:
            yield
        finally:
            self._holding -= ids

    def try_again(self, entry_id: str, failure: Failure) -> None:
        """Bring the entry back when its failure says that it is due."""
        self._retrying[entry_id] = failure
        self._retry_soon.set()

    # --- what runs beside the loop, for as long as the service lives -----------------------

    async def keep_alive(self) -> None:
        """Tell the server again and again that we are at what we hold: slow is not dead."""
        while True:
            await asyncio.sleep(self._patience.reclaim_after_s / 3)
            with passed_over():
                await self._pending.keep([*self._holding, *self._retrying])

    async def retry(self) -> None:
        """Try failed entries again when they are due."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._retry_soon.wait(), self._until_due())
            self._retry_soon.clear()
            now = clock.now()
            due = {
                id_: failure
                for id_, failure in self._retrying.items()
                if failure.due is None or failure.due <= now
            }
            if due:
                await self._retry_now(due)

    async def reclaim(self) -> None:
        """Take over what dead consumers left, through the same path as new entries."""
        while True:
            await asyncio.sleep(
                self._patience.reclaim_after_s / 2 * (0.75 + random.random() / 2)
            )
            with passed_over():
                while await self._reclaim_batch():
                    pass

    async def leave(self) -> None:
        """Give back what this process would have tried again, so that others need not wait."""
        await self._lone.take_back()
        with passed_over():
            await self._pending.give_back(
                [*self._holding, *self._retrying], idle_ms=self._patience.idle_ms
            )

    # --- how ------------------------------------------------------------------------------

    def _until_due(self) -> float | None:
        dues = [failure.due for failure in self._retrying.values() if failure.due]
        if not dues:
            return None
        return max(0.0, (min(dues) - clock.now()).total_seconds())

    async def _retry_now(self, due: Mapping[str, Failure]) -> None:
        """Read these again and handle them; clear the listing of those that are gone."""
        entries = await self._outages.outlast(self._pending.read_again, [*due])
        for id_ in due:
            del self._retrying[id_]
        if entries:
            await self._loop.handle(entries, due)
        gone = due.keys() - {entry.id for entry in entries}
        if gone:
            # Trimmed or deleted by hand: there is only a listing to clear, and its memory.
            await self._loop.finish([Done(id_) for id_ in gone], [])

    async def _reclaim_batch(self) -> bool:
        """Take over one batch; tell whether there may be more."""
        count = self._loop.batch_size
        claimed = await self._pending.reclaim(idle_ms=self._patience.idle_ms, count=count)
        left = [
            (entry, times)
            for entry, times in claimed
            if entry.id not in self._holding and entry.id not in self._retrying
        ]
        if not left:
            return False
        self._metrics.reclaimed.labels(self._pending.group).inc(len(left))
        self._log.info("entries_reclaimed", count=len(left))
        known = await self._pending.remembered([entry.id for entry, _ in left])
        together, lonely = [], []
        now = clock.now()
        for entry, times in left:
            failure = known.get(entry.id, Failure())
            if failure.due is not None and failure.due > now:
                self.try_again(entry.id, failure)
            elif failure.alone or (not failure.count and times >= _LONELY_AFTER):
                lonely.append(entry)
            else:
                together.append(entry)
        with self.hold(lonely):
            if together:
                await self._loop.handle(together, known)
            for entry in lonely:
                await self._handle_alone(entry, known.get(entry.id, Failure()))
        return len(claimed) == count

    async def _handle_alone(self, entry: Entry, failure: Failure) -> None:
        """Run an entry that may be what ends its processes."""
        if failure.alone >= _ENDS_PROCESS:
            reason = f"ended its process {failure.alone} times"
            dead = Dead(entry, reason, failure, self._pending.group)
            await self._loop.finish([], [dead])
        else:
            await self._loop.handle([entry], {entry.id: failure}, is_alone=True)
