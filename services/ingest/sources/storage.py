"""What ingest remembers of its sources: keys, rights, limits, and what they sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pymongo import UpdateOne

from services.ingest.sources.keys import Source, StoredKey
from shared.articles import SourceFacts
from shared.database import Database, Document, claim


class SourceStore:
    """The wires: keys, rights, limits, and what they sent."""

    def __init__(self, database: Database) -> None:
        self._sources = database["sources"]

    async def find(self, id_: str) -> Source | None:
        """Give a source; None where there is none of that id."""
        found = await self._sources.find_one({"_id": id_}, {"statistics": 0})
        return _source(found) if found else None

    async def add(self, source: Source, *, at: datetime) -> bool:
        """Add a source; False where the id is taken."""
        document = {
            "_id": source.id,
            "rights": list(source.facts.rights),
            "trust": source.facts.trust,
            "canonical": source.facts.canonical,
            "keys": [_key_document(key) for key in source.keys],
            "rotations": source.rotations,
            "paused": source.paused,
            "rate_limit": source.rate_limit,
            "signed": source.signed,
            "signing_version": source.signing_version,
            "created_at": at,
        }
        return (await claim(self._sources, [document]))[0]

    async def set_keys(self, source: Source, keys: Sequence[StoredKey]) -> bool:
        """Change a source's keys, unless somebody else did since it was read."""
        result = await self._sources.update_one(
            {"_id": source.id, "rotations": source.rotations},
            {"$set": {"keys": [_key_document(key) for key in keys]}, "$inc": {"rotations": 1}},
        )
        return result.matched_count == 1

    async def set_paused(self, id_: str, *, paused: bool) -> bool:
        """Pause or resume a source; False where there is none of that id."""
        result = await self._sources.update_one({"_id": id_}, {"$set": {"paused": paused}})
        return result.matched_count == 1

    async def set_facts(self, source: Source) -> bool:
        """Change what the operator says of a source; its keys stay."""
        result = await self._sources.update_one(
            {"_id": source.id},
            {
                "$set": {
                    "rights": list(source.facts.rights),
                    "trust": source.facts.trust,
                    "canonical": source.facts.canonical,
                    "rate_limit": source.rate_limit,
                    "signed": source.signed,
                }
            },
        )
        return result.matched_count == 1

    async def next_secret(self, source: Source) -> Source | None:
        """Count a source's signing secret on; None where somebody else did meanwhile."""
        version = source.signing_version
        result = await self._sources.update_one(
            {"_id": source.id, "signing_version": version},
            {"$set": {"signed": True}, "$inc": {"signing_version": 1}},
        )
        if result.matched_count != 1:
            return None
        return replace(source, signed=True, signing_version=version + 1)

    async def drop_readable_secrets(self) -> None:
        """Forget the secrets that 0.1.0 stored; their sources sign by derived ones."""
        async for found in self._sources.find({"signed": {"$exists": False}}):
            signed = found.get("signing_secret") is not None
            await self._sources.update_one(
                {"_id": found["_id"], "signed": {"$exists": False}},
                {
                    "$set": {"signed": signed, "signing_version": int(signed)},
                    "$unset": {"signing_secret": ""},
                },
            )

    async def described(self, id_: str | None = None) -> list[dict[str, Any]]:
        """List sources (or one) with their statistics, without anything secret."""
        found = self._sources.find({"_id": id_} if id_ else {}).sort("_id", 1)
        return [_described(each) async for each in found]

    async def activity(self) -> dict[str, tuple[datetime, datetime]]:
        """Tell since when we know each source that has sent something, and when it sent last.

        Paused ones are left out: from them nothing is expected.
        """
        found = self._sources.find({}, {"created_at": 1, "last_item": 1, "paused": 1})
        return {
            each["_id"]: (each["created_at"], each["last_item"]["at"])
            async for each in found
            if each.get("last_item") and not each["paused"]
        }

    async def count(self, statistics: Mapping[str, SourceCounts]) -> None:
        """Add what each source sent since the last time."""
        updates = [
            UpdateOne(
                {"_id": id_},
                {
                    "$inc": {
                        f"statistics.{outcome}": count
                        for outcome, count in counts.outcomes.items()
                    },
                    "$set": {"last_item": {"at": counts.last_at}},
                },
            )
            for id_, counts in statistics.items()
        ]
        if updates:
            await self._sources.bulk_write(updates, ordered=False)


@dataclass(slots=True)
class SourceCounts:
    """What a source sent, by what became of it, when it sent last, and its own numbers."""

    outcomes: dict[str, int]
    last_at: datetime
    numbers: list[tuple[tuple[str, ...], int]] = field(default_factory=list)


def _source(document: Document) -> Source:
    return Source(
        facts=SourceFacts(
            id=document["_id"],
            trust=document["trust"],
            rights=tuple(document["rights"]),
            canonical=document["canonical"],
        ),
        keys=tuple(StoredKey(**key) for key in document["keys"]),
        rotations=document["rotations"],
        paused=document["paused"],
        rate_limit=document["rate_limit"],
        signed=bool(document["signed"]),
        signing_version=document["signing_version"],
    )


def _key_document(key: StoredKey) -> Document:
    return {"hash": key.hash, "hint": key.hint, "created_at": key.created_at}


def _described(document: Document) -> dict[str, Any]:
    last_item = document.get("last_item")
    return {
        "source": document["_id"],
        "rights": document["rights"],
        "trust": document["trust"],
        "canonical": document["canonical"],
        "paused": bool(document["paused"]),  # nx-27017 sets 1 and 0
        "rate_limit": document["rate_limit"],
        "signed": bool(document["signed"]),
        "keys": [
            {"hint": f"…{key['hint']}", "created_at": key["created_at"].isoformat()}
            for key in document["keys"]
        ],
        "created_at": document["created_at"].isoformat(),
        "last_item_at": last_item["at"].isoformat() if last_item else None,
        "statistics": document.get("statistics", {}),
    }
