"""The lease: this process says again and again that it lives, and learns whom it serves.

One small document is read and written a beat, however many sites there are. By the same beat
it learns that sites changed, or have read on.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from structlog.typing import FilteringBoundLogger

from services.publish.bell import Bell
from services.publish.downstream.directory import Directory
from services.publish.downstream.dispatch.dispatcher import Dispatcher
from services.publish.downstream.shares import Pulse, beat, leave, to_give_up
from services.publish.downstream.storage import SiteStore
from shared.metrics import Metrics

_BEATS_A_LEASE = 5
_BEATS_UNTIL_DEAD = 3
_TRIES = 10
_LOOKS_FOR_S = 3.0
"""A change is counted before it is written: for so long it is looked for."""
_RESTS = 4
"""So many times as long as a beat took it rests at least."""


@dataclass(slots=True)
class Tenure:
    """How long nobody can take this process for dead, by its own clock."""

    until: float = 0.0

    def holds(self) -> bool:
        """Tell whether its sites are surely still its own."""
        return time.monotonic() < self.until


class Lease:
    """Keeps the shares of this process. `lease_s`: by then others have taken over.

    A beat is a fifth of it; whose beat stood still for three is dead: with the beat in which
    that is first seen, and the one in which it is acted on, five.
    """

    def __init__(
        self,
        me: str,
        store: SiteStore,
        directory: Directory,
        dispatcher: Dispatcher,
        *,
        tenure: Tenure,
        metrics: Metrics,
        log: FilteringBoundLogger,
        first_cursor: Callable[[], Awaitable[int]],
        lease_s: float,
        overdue_after_s: float,
    ) -> None:
        self._me = me
        self._store = store
        self._directory = directory
        self._dispatcher = dispatcher
        self._tenure = tenure
        self._metrics = metrics
        self._log = log
        self._first_cursor = first_cursor
        self._beat_s = lease_s / _BEATS_A_LEASE
        self._still_for_s = self._beat_s * _BEATS_UNTIL_DEAD
        self._pulse = Pulse(self._still_for_s)
        self._overdue_after = timedelta(seconds=overdue_after_s)
        self._beats = 0
        self._changes = -1
        self._reads = -1
        self._look_until = 0.0
        self._has_left = False
        self.soon = Bell()
        """Rung to beat at once: something was changed here."""

    async def run(self) -> None:
        """Beat for as long as the process lives."""
        while not self._has_left:
            heard = self.soon.rings
            began = time.monotonic()
            await self.beat()
            # A thousand changes in a row are learned of a few times, not a thousand times.
            rest = min(self._beat_s, _RESTS * (time.monotonic() - began))
            await asyncio.sleep(rest)
            await self.soon.wait(heard, self._beat_s - rest)

    async def beat(self) -> None:
        """Say that we live, and learn what changed."""
        for _ in range(_TRIES):
            began = time.monotonic()
            self._beats += 1
            wire = await self._store.wire(await self._first_cursor())
            if wire.changes != self._changes or began < self._look_until:
                # Before any share is taken over: its sites must be known.
                self._dispatcher.changed(await self._directory.refresh())
                if wire.changes != self._changes:
                    self._changes, self._look_until = wire.changes, began + _LOOKS_FOR_S
            owned = wire.table.owned_by(self._me)
            lost = self._dispatcher.shares() - owned
            if lost:
                self._log.warning("sites_lost", shares=len(lost))
                self._dispatcher.forget(lost)
            released = await self._dispatcher.drained()
            table = beat(
                wire.table,
                self._me,
                self._beats,
                dead=self._pulse.dead(wire.table, self._me, began),
                cursors=self._dispatcher.cursors(),
                released=released,
            )
            if self._has_left or not await self._store.replace_table(table):
                continue
            self._tenure.until = began + self._still_for_s * 0.95
            self._dispatcher.forget(released)
            mine = table.owned_by(self._me)
            gained = mine - self._dispatcher.shares()
            self._dispatcher.give({number: table.shares[number].cursor for number in gained})
            self._dispatcher.drain(to_give_up(table, self._me))
            if wire.reads != self._reads or self._dispatcher.watch.has_new:
                self._reads = wire.reads
                await self._dispatcher.watch.look()
            self._count()
            return

    async def leave(self) -> None:
        """Hand everything over at once: the process ends."""
        self._has_left = True
        await self._dispatcher.leave()
        for _ in range(_TRIES):
            wire = await self._store.wire(0)
            table = leave(wire.table, self._me, self._dispatcher.cursors())
            if await self._store.replace_table(table):
                return

    def _count(self) -> None:
        waiting = self._dispatcher.waiting(self._overdue_after)
        self._metrics.kills_waiting.set(waiting.kills)
        self._metrics.kills_overdue.set(waiting.overdue)
