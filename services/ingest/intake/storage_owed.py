"""Revisions whose events the next stages are not seen to have handled; kills stand apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.ingest.intake.kept import events_of, record_of
from services.ingest.intake.storage import StoryStore, kept_of
from shared.chronicle import Chronicle
from shared.database import Database, from_ms, to_ms
from shared.reconcile import OpenWork


class Owed:
    """What is owed of kills, or of all else.

    Behind a backlog of news a kill would wait until all that is older was looked at, which has
    a minute's time where it has seconds.
    """

    def __init__(self, database: Database, stories: StoryStore, *, kills: bool) -> None:
        self._articles = database["articles"]
        self._chronicle = Chronicle(database)
        self._stories = stories
        self._which: dict[str, Any] = {"outcome": "canceled" if kills else {"$ne": "canceled"}}

    async def open_work(self, before: datetime, limit: int) -> Sequence[OpenWork]:
        """Give revisions whose events nobody has been seen to handle, oldest first.

        What their writer may have left undone with them, the head and the timeline, is done
        here first.
        """
        found = self._articles.find({"open_since": {"$lt": to_ms(before)}, **self._which})
        documents = await found.sort("open_since", 1).limit(limit).to_list(limit)
        open_ = [(from_ms(document["open_since"]), kept_of(document)) for document in documents]
        if not open_:
            return []
        await self._chronicle.append([record_of(kept) for _, kept in open_])
        await self._stories.repair_heads([kept for _, kept in open_])
        return [OpenWork(kept.key, since, events_of(kept)) for since, kept in open_]

    async def close_work(self, keys: Sequence[str]) -> None:
        """Forget what is owed: the next stages have it."""
        await self._articles.update_many(
            {"_id": {"$in": list(keys)}}, {"$unset": {"open_since": ""}}
        )

    async def postpone_work(self, keys: Sequence[str], until: datetime) -> None:
        """Look at these again when `until` has become old enough."""
        await self._articles.update_many(
            {"_id": {"$in": list(keys)}, "open_since": {"$exists": True}},
            {"$set": {"open_since": to_ms(until)}},
        )
