"""Edge: puts right what a crash left between a case and what is drawn from it.

A case is the truth; its row, the counts and the audit's entries are written after it. What was
not is written here, at start and with every turn of the reconciler. How far it has come
outlives the process: who starts goes on from there, and looks at everything only where rows are
missing, or were drawn in another way.
"""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

from services.moderation.desk.audit.chain import happened_to
from services.moderation.desk.audit.storage import AuditStore
from services.moderation.desk.queue.storage import QueueStore
from services.moderation.storage import CaseStore
from shared import clock
from shared.database import to_ms

_PAGE = 500
_WHOLE = 50
"""Cases that are read with their texts at once."""
_LOOKED_BACK = timedelta(seconds=10)
"""How long a write may take, and clocks differ, before it is looked for no more."""


class Mending:
    """Draws again from cases what is missing or old."""

    def __init__(self, store: CaseStore, queue: QueueStore, audit: AuditStore) -> None:
        self._store = store
        self._queue = queue
        self._audit = audit
        self._since: int | None = None

    async def run(self) -> None:
        """Mend what was changed since the last turn; all of it where that is not known."""
        began = to_ms(clock.now() - _LOOKED_BACK)
        if self._since is None:
            self._since = await self._queue.mended_until()
            known = await self._queue.count_rows()
            if known < await self._store.changes.count():
                self._since = None
        if self._since is None:
            await self._mend_all()
        else:
            await self._mend_since(self._since)
        self._since = began
        await self._queue.recount()
        await self._queue.mended(began)

    async def _mend_all(self) -> None:
        """Look at every case, half of the time: the desk and the stages need the store, too."""
        anew = await self._queue.is_drawn_otherwise()
        after = ""
        while page := await self._store.changes.after(after, _PAGE):
            began = time.monotonic()
            await self._mend({key: changes for _, key, changes in page}, anew=anew)
            after = page[-1][0]
            await asyncio.sleep(time.monotonic() - began)

    async def _mend_since(self, since: int) -> None:
        while page := await self._store.changes.since(since, _PAGE):
            await self._mend({key: changes for _, key, changes in page})
            if len(page) < _PAGE:
                return
            since = max(page[-1][0], since + 1)

    async def _mend(self, changes: dict[str, int], *, anew: bool = False) -> None:
        stale = [*changes] if anew else await self._queue.stale(changes)
        for at in range(0, len(stale), _WHOLE):
            cases = await self._store.changes.whole(stale[at : at + _WHOLE])
            await self._queue.rewrite(cases, anew=anew)
        acted = [key for key, number in changes.items() if number]
        cases = await self._store.cases(acted)
        await self._audit.append([act for case in cases for act in happened_to(case)])
