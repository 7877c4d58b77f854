"""Answers by Idempotency-Key, so that a request sent again is not done again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import orjson

from shared.database import Database, Index, claim

INDEXES = (
    Index("idempotency_keys", ("at",)),
    Index("idempotency_keys", ("receipts",)),
)

_WORDLESS = frozenset({"line", "status", "receipt", "article_id", "revision"})
"""What an answer keeps after a recall; the problems and titles of it quote what was sent."""


class Begin(StrEnum):
    """What came of beginning a request under its Idempotency-Key."""

    NOW = "now"
    STILL_RUNNING = "still_running"
    WITH_OTHER_PAYLOAD = "with_other_payload"


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it was given."""

    status: int
    headers: dict[str, str]
    body: bytes


class AnswerStore:
    """Answers by Idempotency-Key, so that a request sent again is not done again."""

    def __init__(self, database: Database) -> None:
        self._keys = database["idempotency_keys"]

    async def begin(
        self, key: str, fingerprint: str, *, now: datetime, running_for: timedelta
    ) -> Begin | StoredAnswer:
        """Begin a request under its key, or tell what became of the one that had it.

        A request that has not been renewed for `running_for` has died; the key is free again.
        """
        fresh = {"fingerprint": fingerprint, "at": _ms(now), "answer": None}
        if (await claim(self._keys, [{"_id": key, **fresh}]))[0]:
            return Begin.NOW
        found = await self._keys.find_one({"_id": key})
        if found is None:
            return await self.begin(key, fingerprint, now=now, running_for=running_for)
        if found["fingerprint"] != fingerprint:
            return Begin.WITH_OTHER_PAYLOAD
        if found["answer"] is not None:
            return StoredAnswer(**found["answer"])
        if found["at"] > _ms(now - running_for):
            return Begin.STILL_RUNNING
        taken = await self._keys.update_one({"_id": key, "at": found["at"]}, {"$set": fresh})
        return Begin.NOW if taken.modified_count else Begin.STILL_RUNNING

    async def renew(self, key: str, *, now: datetime) -> None:
        """Say that a request under its key is alive: its holder does so until it is done."""
        await self._keys.update_one({"_id": key, "answer": None}, {"$set": {"at": _ms(now)}})

    async def finish(self, key: str, answer: StoredAnswer) -> None:
        """Keep the answer to a request."""
        receipts = [line["receipt"] for line in _lines(answer.body) if "receipt" in line]
        kept = {"answer": asdict(answer), "receipts": receipts}
        await self._keys.update_one({"_id": key}, {"$set": kept})

    async def forget_words(self, receipts: Collection[str]) -> None:
        """Take out of the answers to these deliveries whatever quotes them."""
        if not receipts:
            return
        found = self._keys.find({"receipts": {"$in": sorted(receipts)}})
        async for row in found:
            lines = [
                {name: value for name, value in line.items() if name in _WORDLESS}
                if line.get("receipt") in receipts
                else line
                for line in _lines(row["answer"]["body"])
            ]
            body = b"\n".join(orjson.dumps(line) for line in lines)
            await self._keys.update_one(
                {"_id": row["_id"]}, {"$set": {"answer": {**row["answer"], "body": body}}}
            )

    async def abandon(self, key: str) -> None:
        """Free a key: its request was refused and may be tried again."""
        await self._keys.delete_one({"_id": key})

    async def forget(self, before: datetime, *, most: int = 1000) -> None:
        """Delete answers older than this, a batch at a time."""
        while True:
            found = self._keys.find({"at": {"$lt": _ms(before)}}, {"_id": 1}).limit(most)
            old = [each["_id"] async for each in found]
            if not old:
                return
            await self._keys.delete_many({"_id": {"$in": old}})


def _lines(body: bytes) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in body.splitlines() if line.strip()]


def _ms(moment: datetime) -> int:
    """Write a time that changes as ms since 1970.

    nx-27017 makes a string of a datetime that is set in an existing document.
    """
    return int(moment.timestamp() * 1000)
