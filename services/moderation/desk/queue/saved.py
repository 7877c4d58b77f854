"""Edge: queues that people keep, for themselves or for everybody, with who may decide there."""

from __future__ import annotations

from services.moderation.desk.people.accounts import Caller, Role, id_of, may
from services.moderation.desk.queue.rows import Filter, Sort
from shared.articles import Noun
from shared.database import Database, Document, Index

INDEXES = (Index("saved_queues", ("owner",)),)


class SavedQueue(Noun):
    """A filter with a name.

    In a shared one only `role` and above decide, and where `people` are named only these and
    chiefs.
    """

    id: str
    name: str
    owner: str
    shared: bool = False
    role: Role = "moderator"
    people: tuple[str, ...] = ()
    filter: Filter
    sort: Sort = "deadline"

    def is_for(self, caller: Caller) -> bool:
        """Tell whether somebody may decide in it."""
        is_named = not self.people or id_of(caller.name) in {*map(id_of, self.people)}
        return may(caller.role, "chief") or (may(caller.role, self.role) and is_named)


class SavedQueues:
    """The queues that are kept."""

    def __init__(self, database: Database) -> None:
        self._queues = database["saved_queues"]

    async def keep(self, queue: SavedQueue) -> None:
        """Keep a queue; one of the same owner and name is replaced."""
        await self._queues.replace_one({"_id": queue.id}, _to_document(queue), upsert=True)

    async def drop(self, id_: str) -> None:
        """Keep a queue no longer."""
        await self._queues.delete_one({"_id": id_})

    async def all(self) -> list[SavedQueue]:
        """Give every queue."""
        return [_to_queue(row) async for row in self._queues.find({}).sort("_id", 1)]


def _to_document(queue: SavedQueue) -> Document:
    written = queue.model_dump(mode="json", exclude={"id"})
    return {**written, "_id": queue.id, "shared": int(queue.shared)}


def _to_queue(row: Document) -> SavedQueue:
    return SavedQueue.model_validate({**row, "id": row["_id"], "shared": bool(row["shared"])})
