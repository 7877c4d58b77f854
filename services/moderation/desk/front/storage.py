"""Edge: fronts as people arranged them, and which of them publish has not been seen to have."""

from __future__ import annotations

from datetime import datetime

from services.moderation.telling import front_arranged
from shared.database import Database, Document, Index, claim, to_ms
from shared.events import FrontArranged
from shared.payloads import Arranged
from shared.reconcile import OpenRows, OpenWork

INDEXES = (Index("desk_fronts", ("open_since",)),)


class FrontStore(OpenRows):
    """One document a front: its newest arrangement; what is owed of it is in its ledger."""

    def __init__(self, database: Database) -> None:
        self._fronts = database["desk_fronts"]
        super().__init__(self._fronts)

    async def front(self, id_: str) -> Arranged | None:
        """Give a front as it was arranged last."""
        found = await self._fronts.find_one({"_id": id_})
        return Arranged.model_validate(found["front"]) if found else None

    async def all(self) -> list[Arranged]:
        """Give every front that was ever arranged, in the order of their names."""
        rows = self._fronts.find({}).sort("_id", 1)
        return [Arranged.model_validate(row["front"]) async for row in rows]

    async def keep(self, front: Arranged) -> bool:
        """Keep an arrangement, if nobody arranged the front since the one before it."""
        document = _to_document(front)
        if front.number == 1:
            return (await claim(self._fronts, [document]))[0]
        guard = {"_id": front.article_id, "number": front.number - 1}
        return await self._fronts.find_one_and_replace(guard, document) is not None

    # --- the ledger of the reconciler ----------------------------------------------------

    async def open_work(self, before: datetime, limit: int) -> list[OpenWork]:
        """Give the arrangements that publish has not been seen to handle."""
        return [
            OpenWork(row["_id"], since, (_event_of(row),))
            for since, row in await self.open_rows(before, limit)
        ]


def _event_of(row: Document) -> FrontArranged:
    return front_arranged(Arranged.model_validate(row["front"]))


def _to_document(front: Arranged) -> Document:
    return {
        "_id": front.article_id,
        "number": front.number,
        "front": front.model_dump(mode="json"),
        "open_since": to_ms(front.at),
    }
