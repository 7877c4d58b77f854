"""The `timeline` collection: every stage appends to it, people and the reconciler read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from shared.database import Database, Document, Index, claim
from shared.events import Event
from shared.lifecycle import State
from shared.timeline import TimelineRecord

INDEXES = (Index("timeline", ("article_id", "revision")), Index("timeline", ("at",)))

_CODES = frozenset(
    {"receipt", "starts_anew_as", "entry", "act", "before", "verdict", "policy_version"}
)
"""Details that are names of ours, never of a story's."""


class Chronicle:
    """Records of what happened to each revision: append-only, but for a recall's redaction."""

    def __init__(self, database: Database) -> None:
        self._records = database["timeline"]

    async def append(self, records: Sequence[TimelineRecord]) -> None:
        """Add records; one that is there already stays as it is."""
        await claim(self._records, self.documents(records))

    @staticmethod
    def documents(records: Sequence[TimelineRecord]) -> list[Document]:
        """Write records as `append` stores them, for a store that inserts them itself."""
        by_key = {record.key: record for record in records}
        return [_to_document(record) for record in by_key.values()]

    async def of(self, article_id: str) -> list[TimelineRecord]:
        """Give an article's whole life, in the order it happened."""
        found = self._records.find({"article_id": article_id}).sort([("at", 1), ("_id", 1)])
        return [TimelineRecord.model_validate(document) async for document in found]

    async def latest(self, stage: str, before: datetime, limit: int) -> list[TimelineRecord]:
        """Give a stage's newest records of what moved before a time, the newest first."""
        wanted = {"stage": stage, "at": {"$lt": before}, "details.sequence": {"$gt": 0}}
        found = self._records.find(wanted).sort("at", -1).limit(limit)
        return [TimelineRecord.model_validate(document) async for document in found]

    async def redact(self, article_id: str) -> None:
        """Take the words out of an article's life: a recall leaves what was done and when.

        Of reasons their rules stay, of details the figures. Why it was recalled is a person's
        word about it, and stays.
        """
        for record in await self.of(article_id):
            if record.outcome != State.RECALLED.value and (record.reasons or record.details):
                change = {"$set": _without_words(record)}
                await self._records.update_one({"_id": record.key}, change)

    async def seen(self, expected: Iterable[tuple[Event, str]]) -> set[tuple[str, str]]:
        """Tell which (event id, stage) pairs have a record; one that died there counts."""
        keys = {
            f"{event.key}:{stage}:{event.id}": (event.id, stage) for event, stage in expected
        }
        dead = {f"{key}:dead": pair for key, pair in keys.items()}
        known = {**keys, **dead}
        found = self._records.find({"_id": {"$in": list(known)}}, {"_id": 1})
        return {known[document["_id"]] async for document in found}


def _to_document(record: TimelineRecord) -> Document:
    written = record.model_dump(mode="json", exclude_defaults=True)
    return {"_id": record.key, **written, "at": record.at}


def _without_words(record: TimelineRecord) -> Document:
    return {
        "reasons": [
            {"rule": reason.rule, "severity": reason.severity, "explanation": ""}
            for reason in record.reasons
        ],
        "details": {
            name: value
            for name, value in record.details.items()
            if isinstance(value, bool | int | float) or name in _CODES
        },
    }
