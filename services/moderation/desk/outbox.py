"""Edge: carries what people decided to the streams.

A decision is durable once its case is stored; from there any process of moderation sends it.
Sending twice does no harm, since ids repeat; sending never is what this loop prevents.
"""

from __future__ import annotations

import asyncio
import contextlib

from services.moderation.decisions import decision_records, leaving, left, standing_approval
from services.moderation.storage import CaseStore
from shared import clock
from shared.chronicle import Chronicle
from shared.streams import Streams

PAGE = 100


class Outbox:
    """The way out for decisions; kills go first."""

    def __init__(
        self, store: CaseStore, streams: Streams, timeline: Chronicle, *, every_s: float
    ) -> None:
        self._store = store
        self._streams = streams
        self._timeline = timeline
        self._every_s = every_s
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look now, because something has just been decided here."""
        self._woken.set()

    async def run(self) -> None:
        """Carry out what is due, for ever."""
        while True:
            self._woken.clear()
            await self.drain()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._every_s)

    async def drain(self) -> None:
        """Carry out what is due now."""
        now = clock.now()
        for stop in await self._store.stops_to_send(now, PAGE):
            await self._timeline.append([stop.record])
            await self._streams.send_always([stop.event])
            await self._store.stop_sent(stop)
        for case in await self._store.cases_to_tell(now, PAGE):
            going = leaving(case)
            if going is not case and not await self._store.replace(case, going):
                continue
            await self._timeline.append(decision_records(going))
            event = standing_approval(going)
            if event:
                await self._streams.send([event])
            await self._store.replace(going, left(going))
