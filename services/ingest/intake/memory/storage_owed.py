"""Revisions whose events the next stages are not seen to have handled; kills stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.ingest.intake.decisions.kept import events_of, record_of
from services.ingest.intake.memory.storage import StoryStore, kept_of
from shared.chronicle import Chronicle
from shared.database import Database
from shared.reconcile import OpenRows, OpenWork


class Owed(OpenRows):
    """What is owed of kills, or of all else.

    Behind a backlog of news a kill would wait until all that is older was looked at, which has
    a minute's time where it has seconds.
    """

    def __init__(self, database: Database, stories: StoryStore, *, kills: bool) -> None:
        super().__init__(database["articles"])
        self._chronicle = Chronicle(database)
        self._stories = stories
        self._which: dict[str, Any] = {"outcome": "canceled" if kills else {"$ne": "canceled"}}

    async def open_work(self, before: datetime, limit: int) -> Sequence[OpenWork]:
        """Give revisions whose events nobody has been seen to handle, oldest first.

        What their writer may have left undone with them, the head and the timeline, is done
        here first.
        """
        rows = await self.open_rows(before, limit, self._which)
        open_ = [(since, kept_of(row)) for since, row in rows]
        if not open_:
            return []
        await self._chronicle.append([record_of(kept) for _, kept in open_])
        await self._stories.repair_heads([kept for _, kept in open_])
        return [OpenWork(kept.key, since, events_of(kept)) for since, kept in open_]
