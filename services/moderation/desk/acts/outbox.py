"""Edge: carries what people decided to the streams.

A decision is durable once its case is stored; from there any process of moderation sends it.
Sending twice does no harm, since ids repeat; sending never is what this loop prevents.
"""

from __future__ import annotations

import asyncio
import contextlib

from services.moderation.cases import Case
from services.moderation.decisions import leaving, left
from services.moderation.storage import CaseStore
from services.moderation.telling import (
    decision_records,
    revocation_told,
    sent_back_told,
    standing_approval,
)
from shared import clock
from shared.chronicle import Chronicle
from shared.streams import Streams

_PAGE = 100


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
        for stop in await self._store.owed.stops_to_send(_PAGE):
            await self._timeline.append([stop.record])
            await self._streams.send_always([stop.event])
            await self._store.owed.stop_sent(stop)
        for case in await self._store.cases_to_revoke(_PAGE):
            event = revocation_told(case)
            if event:
                await self._streams.send_always([event])
            await self._store.revocation_sent(case.key)
        for case in await self._store.cases_to_tell(now, _PAGE):
            await self.tell(case)

    async def tell(self, case: Case) -> Case:
        """Tell one decision, unless a newer revision or the kill of its original has come.

        Gives the case as it is then. Marking it as sent compares in the same write what is
        known of newer revisions, and whether a kill has taken it back. From there on it has
        left, and is told again by whoever finds it if we end here.
        """
        newest = await self._store.newest(case.article_id)
        if newest is not None and newest.revision > case.revision:
            await self._store.overtake(case.key, newest)
            case = await self._store.case(case.key) or case
        if (await self._store.killed.killed_of([case]))[case.key]:
            case = await self._store.take_back_copy(case.key) or case
            await self._timeline.append(decision_records(case))
        going = leaving(case)
        if going is None or case.leaves_at is None:
            return case
        if going is not case and not await self._store.replace(case, going):
            return await self._told_by_another(case)
        await self._timeline.append(decision_records(going))
        if returned := sent_back_told(going):
            await self._streams.send(returned)
        event = standing_approval(going)
        if event:
            await self._streams.send([event])
        return await self._left(going)

    async def _told_by_another(self, case: Case) -> Case:
        """Give the case as another left it; who is answered now reads in its life why."""
        found = await self._store.case(case.key)
        if found is not None and found.leaving:
            await self._timeline.append(decision_records(found))
        return found or case

    async def _left(self, case: Case) -> Case:
        """Remember that it was told, whatever else is known of the case by now."""
        while not await self._store.replace(case, done := left(case)):
            found = await self._store.case(case.key)
            if found is None or not found.leaving:
                return found or case
            case = found
        return done
