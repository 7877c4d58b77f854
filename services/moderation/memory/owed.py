"""Edge: what the next stages owe a record of: approvals, and the stops that people set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import get_args

from services.moderation.memory.documents import to_case
from services.moderation.telling import (
    DeskStop,
    StopAct,
    revocation_told,
    sent_back_told,
    standing_approval,
)
from shared.database import Database, Document, Index, insert_if_absent, to_ms
from shared.events import Event
from shared.reconcile import OpenRows, OpenWork

INDEXES = (Index("acts", ("open_since",)), Index("acts", ("leaves_at",)))

_ACT = "act "
"""What sets the keys of acts apart from those of cases in the ledger."""


class OwedWork:
    """The ledger of the reconciler, and people's stops until they have left."""

    def __init__(self, database: Database) -> None:
        self._acts = database["acts"]
        self._open_acts = OpenRows(self._acts)
        self._open_cases = OpenRows(database["cases"])

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
        works = [
            OpenWork(_ACT + row["_id"], since, _events_of_stop(row))
            for since, row in await self._open_acts.open_rows(before, limit)
        ]
        works += [
            OpenWork(row["_id"], since, _events_of_case(row))
            for since, row in await self._open_cases.open_rows(before, limit)
        ]
        return works[:limit]

    async def close_work(self, keys: Sequence[str]) -> None:
        """Forget what is owed: the next stages have it."""
        for rows, ids in self._by_collection(keys):
            await rows.close_work(ids)

    async def postpone_work(self, keys: Sequence[str], until: datetime) -> None:
        """Look at these again when `until` has become old enough."""
        for rows, ids in self._by_collection(keys):
            await rows.postpone_work(ids, until)

    def _by_collection(self, keys: Iterable[str]) -> list[tuple[OpenRows, list[str]]]:
        acts = [key.removeprefix(_ACT) for key in keys if key.startswith(_ACT)]
        cases = [key for key in keys if not key.startswith(_ACT)]
        pairs = ((self._open_acts, acts), (self._open_cases, cases))
        return [(rows, ids) for rows, ids in pairs if ids]


def _events_of_stop(row: Document) -> tuple[Event, ...]:
    return (DeskStop.model_validate(row).event,)


def _events_of_case(row: Document) -> tuple[Event, ...]:
    """Give what is owed; nothing where a kill came, which closes the work."""
    case = to_case(row)
    event = standing_approval(case) or revocation_told(case)
    return (*sent_back_told(case), *((event,) if event else ()))
