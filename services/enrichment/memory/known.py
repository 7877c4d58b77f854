"""Edge: what moderation is owed of the killed: which events said what each is known by.

A stop closes all else that is owed of a story, and nobody decides it again: what Redis loses
of this is sent again from here. Hashes and ids only; a row is gone once moderation has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shared import clock
from shared.database import Database, Document, Index, claim, to_ms
from shared.events import Event, KilledKnown
from shared.payloads import KnownBy
from shared.reconcile import OpenRows, OpenWork

INDEXES = (Index("killed_told", ("open_since",)),)


class KnownLedger(OpenRows):
    """A ledger of the reconciler, whose rows are there for nothing else."""

    def __init__(self, database: Database) -> None:
        self._told = database["killed_told"]
        super().__init__(self._told)

    async def owe(self, events: Sequence[Event]) -> None:
        """Keep events that are about to be sent, until they have arrived."""
        if events:
            since = to_ms(clock.now())
            await claim(
                self._told, [{**_written(each), "open_since": since} for each in events]
            )

    async def open_work(self, before: datetime, limit: int) -> list[OpenWork]:
        """Give what moderation has not been seen to handle, oldest first."""
        return [
            OpenWork(row["_id"], since, (_read(row),))
            for since, row in await self.open_rows(before, limit)
        ]

    async def close_work(self, keys: Sequence[str]) -> None:
        """Forget what is owed: moderation has it."""
        await self._told.delete_many({"_id": {"$in": [*keys]}})


def _written(event: Event) -> Document:
    return {
        "_id": event.id,
        "known": event.data.model_dump(mode="json"),
        "correlation_id": event.correlation_id,
        "traceparent": event.traceparent,
    }


def _read(row: Document) -> KilledKnown:
    known = KnownBy.model_validate(row["known"])
    return KilledKnown(
        id=row["_id"],
        subject=known.article_id,
        time=known.at,
        data=known,
        correlation_id=row["correlation_id"],
        traceparent=row["traceparent"],
    )
