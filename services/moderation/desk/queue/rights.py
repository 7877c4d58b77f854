"""Edge: who may decide on what: shared queues may be for chiefs only."""

from __future__ import annotations

from services.moderation.desk.people.accounts import Caller, may
from services.moderation.desk.queue.rows import fits
from services.moderation.desk.queue.saved import SavedQueues
from services.moderation.desk.queue.storage import QueueStore
from shared import clock
from shared.problems import Problem


class Rights:
    """Asks the shared queues whether a case is for this caller."""

    def __init__(self, saved: SavedQueues, queue: QueueStore) -> None:
        self._saved = saved
        self._queue = queue

    async def check(self, key: str, caller: Caller) -> None:
        """Refuse a caller who may not decide in a shared queue that has this case."""
        closed = [
            queue
            for queue in await self._saved.all()
            if queue.shared and not may(caller.role, queue.role)
        ]
        if not closed:
            return
        row = await self._queue.row(key)
        now = clock.now()
        for queue in closed:
            if row is not None and fits(row, queue.filter, now):
                raise Problem(
                    403,
                    f"This takes a {queue.role}",
                    f"The story is in the queue “{queue.name}”.",
                    role=caller.role,
                    needs=queue.role,
                )
