"""Edge: who may decide on what: shared queues may be for some people only."""

from __future__ import annotations

from services.moderation.desk.people.accounts import Caller
from services.moderation.desk.queue.rows import Filter, Row, fits
from services.moderation.desk.queue.saved import SavedQueues
from services.moderation.desk.queue.storage import QueueStore
from shared import clock
from shared.lifecycle import State
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
            if queue.shared and not queue.is_for(caller)
        ]
        if not closed:
            return
        row = await self._queue.row(key)
        now = clock.now()
        for queue in closed:
            if row is not None and fits(row, _lasting(queue.filter, row), now):
                needs = "chief" if queue.people else queue.role
                others = f", which is for {', '.join(queue.people)}" if queue.people else ""
                raise Problem(
                    403,
                    f"This takes a {needs}",
                    f"The story is in the queue “{queue.name}”{others}.",
                    role=caller.role,
                    needs=needs,
                    queue=queue.name,
                )


def _lasting(wanted: Filter, row: Row) -> Filter:
    """Give the filter for what was once in a queue of held stories.

    Who decided it leaves it there for those who may decide in that queue: a rejection is
    no way out of it.
    """
    if wanted.state is State.HELD and State.HELD in (row.state, row.outcome):
        return Filter.model_validate({**dict(wanted), "state": None})
    return wanted
