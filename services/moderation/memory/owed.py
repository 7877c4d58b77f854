"""Edge: what the next stages owe a record of: approvals, and the stops that people set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, get_args

from services.moderation.memory.documents import to_case
from services.moderation.telling import (
    DeskStop,
    StopAct,
    revocation_told,
    sent_back_told,
    standing_approval,
)
from shared.database import Database, Document, Index, from_ms, insert_if_absent, to_ms
from shared.events import Event
from shared.reconcile import OpenWork

INDEXES = (Index("acts", ("open_since",)), Index("acts", ("leaves_at",)))

_ACT = "act "
"""What sets the keys of acts apart from those of cases in the ledger."""


class OwedWork:
    """The ledger of the reconciler, and people's stops until they have left."""

    def __init__(self, database: Database) -> None:
        self._acts = database["acts"]
        self._cases = database["cases"]

    async def keep_stop(self, stop: DeskStop) -> DeskStop:
        """Keep a person's kill or recall, to be sent; give back the first one of its kind."""
        document = {
            "_id": stop.key,
            **stop.model_dump(mode="json"),
            "leaves_at": to_ms(stop.data.at),
            "open_since": to_ms(stop.data.at),
        }
        stored = (await insert_if_absent(self._acts, [document]))[0]
        return DeskStop.model_validate(stored)

    async def forget_names(self, article_id: str) -> None:
        """Take a recalled story's names out of the acts that ended it, as words of it."""
        keys = [f"{article_id}:{act}" for act in get_args(StopAct)]
        await self._acts.update_many({"_id": {"$in": keys}}, {"$set": {"data.alt_ids": []}})

    async def stops_to_send(self, limit: int) -> list[DeskStop]:
        """Give the kills and recalls that have not left yet, whatever any clock says."""
        found = self._acts.find({"leaves_at": {"$gt": 0}}).limit(limit)
        return [DeskStop.model_validate(row) async for row in found]

    async def stop_sent(self, stop: DeskStop) -> None:
        """Remember that a kill or recall has left."""
        await self._acts.update_one({"_id": stop.key}, {"$unset": {"leaves_at": ""}})

    async def open_work(self, before: datetime, limit: int) -> list[OpenWork]:
        """Give approvals and stops that the next stages have not been seen to handle."""
        overdue = {"open_since": {"$lt": to_ms(before)}}
        stops = await self._acts.find(overdue).sort("open_since", 1).limit(limit).to_list(None)
        cases = await self._cases.find(overdue).sort("open_since", 1).limit(limit).to_list(None)
        works = [
            OpenWork(_ACT + row["_id"], from_ms(row["open_since"]), _events_of_stop(row))
            for row in stops
        ]
        works += [
            OpenWork(row["_id"], from_ms(row["open_since"]), _events_of_case(row))
            for row in cases
        ]
        return works[:limit]

    async def close_work(self, keys: Sequence[str]) -> None:
        """Forget what is owed: the next stages have it."""
        for collection, ids in self._by_collection(keys):
            await collection.update_many({"_id": {"$in": ids}}, {"$unset": {"open_since": ""}})

    async def postpone_work(self, keys: Sequence[str], until: datetime) -> None:
        """Look at these again when `until` has become old enough."""
        for collection, ids in self._by_collection(keys):
            await collection.update_many(
                {"_id": {"$in": ids}, "open_since": {"$exists": True}},
                {"$set": {"open_since": to_ms(until)}},
            )

    def _by_collection(self, keys: Iterable[str]) -> list[tuple[Any, list[str]]]:
        acts = [key.removeprefix(_ACT) for key in keys if key.startswith(_ACT)]
        cases = [key for key in keys if not key.startswith(_ACT)]
        pairs = ((self._acts, acts), (self._cases, cases))
        return [(collection, ids) for collection, ids in pairs if ids]


def _events_of_stop(row: Document) -> tuple[Event, ...]:
    return (DeskStop.model_validate(row).event,)


def _events_of_case(row: Document) -> tuple[Event, ...]:
    """Give what is owed; nothing where a kill came, which closes the work."""
    case = to_case(row)
    event = standing_approval(case) or revocation_told(case)
    return (*sent_back_told(case), *((event,) if event else ()))
