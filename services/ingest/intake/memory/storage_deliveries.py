"""What ingest remembers of deliveries: their bytes, what became of them, and the quarantine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bson.binary import Binary

from services.ingest.formats.parsed import Problem
from services.ingest.intake.decisions.deliveries import RawItem, Standing
from shared.database import Collection, Database, Document, claim
from shared.lifecycle import State

_LARGEST_PART = 8 * 1024 * 1024

"""Bytes of a delivery in one document: MongoDB's documents hold 16 MB at most."""


class DeliveryStore:
    """Deliveries as they came."""

    def __init__(self, database: Database) -> None:
        self._raw_items = database["raw_items"]
        self._quarantine = database["quarantine"]

    async def keep_deliveries(self, deliveries: Sequence[RawItem]) -> None:
        """Keep deliveries as they came; one that is kept already stays as it is."""
        await claim(
            self._raw_items, [part for delivery in deliveries for part in parts_of(delivery)]
        )
        bad = [delivery for delivery in deliveries if delivery.state == "quarantined"]
        await claim(self._quarantine, [_quarantine_document(delivery) for delivery in bad])

    async def set_standings(self, receipt: str, standings: Sequence[Standing]) -> None:
        """Write what became of a delivery's items, where it is not what was expected."""
        await self._raw_items.update_one(
            {"_id": receipt},
            {"$set": {"items": [_standing_document(each) for each in standings]}},
        )

    async def delivery(self, receipt: str, *, with_content: bool = False) -> RawItem | None:
        """Give a delivery by its receipt."""
        projection = None if with_content else {"body": 0}
        found = await self._raw_items.find_one({"_id": receipt}, projection)
        if found is None or "part_of" in found:
            return None
        if with_content and found.get("parts", 1) > 1:
            keys = [f"{receipt}/{number:04}" for number in range(1, found["parts"])]
            parts = {
                part["_id"]: part["body"]
                async for part in self._raw_items.find({"_id": {"$in": keys}})
            }
            found["body"] += b"".join(parts[key] for key in keys)
        return _raw_item(found)

    async def quarantined(
        self, *, source: str | None = None, limit: int = 100
    ) -> list[dict[str, Any]]:
        """List what could not be read, oldest first, as people want to see it."""
        query = {"source": source} if source else {}
        found = self._quarantine.find(query).sort("_id", 1).limit(limit)
        return [
            {
                "receipt": each["_id"],
                "source": each["source"],
                "at": each["at"].isoformat(),
                "media_type": each["media_type"],
                "size": each["size"],
                "errors": each["errors"],
            }
            async for each in found
        ]

    async def release(self, delivery: RawItem) -> None:
        """Take a delivery out of quarantine: it could be read after all."""
        await self._raw_items.update_one(
            {"_id": delivery.receipt},
            {
                "$set": {
                    "state": delivery.state,
                    "format": delivery.format,
                    "media_type": delivery.media_type,
                    "items": [_standing_document(each) for each in delivery.standings],
                }
            },
        )
        await self._quarantine.delete_one({"_id": delivery.receipt})

    async def drop(self, receipt: str) -> bool:
        """Delete what a quarantined delivery said, for good; False where none is."""
        if await self._quarantine.find_one({"_id": receipt}, {"_id": 1}) is None:
            return False
        await self.purge(receipt)
        await self._quarantine.delete_one({"_id": receipt})
        return True

    async def purge(self, receipt: str) -> None:
        """Delete what a delivery said; that it came stays."""
        await purge_delivery(self._raw_items, receipt)


async def purge_delivery(raw_items: Collection, receipt: str) -> None:
    """Delete every word of a delivery; hash, size, times and what became of it stay."""
    delivery = await raw_items.find_one({"_id": receipt}, {"parts": 1})
    parts = delivery.get("parts", 1) if delivery else 1
    keys = [receipt, *(f"{receipt}/{number:04}" for number in range(1, parts))]
    words = dict.fromkeys(("body", "url", "headers", "problems"), "")
    await raw_items.update_many(
        {"_id": {"$in": keys}}, {"$unset": words, "$set": {"purged": True}}
    )


# --- documents ---------------------------------------------------------------------------


def parts_of(delivery: RawItem) -> list[Document]:
    """Write a delivery as one document, and more where its bytes do not fit."""
    content = delivery.content
    document: Document = {
        "_id": delivery.receipt,
        "source": delivery.source,
        "state": delivery.state,
        "media_type": delivery.media_type,
        "sha256": delivery.sha256,
        "size": delivery.size,
        "received_at": delivery.received_at,
        "items": [_standing_document(each) for each in delivery.standings],
    }
    optional = {
        "charset": delivery.charset,
        "url": delivery.url,
        "headers": dict(delivery.headers),
        "format": delivery.format,
        "same_as": delivery.same_as,
        "problems": [_problem_document(problem) for problem in delivery.problems],
    }
    document.update({key: value for key, value in optional.items() if value})
    if content is None:
        return [document]
    document["body"] = Binary(content[:_LARGEST_PART])
    more = [
        {
            "_id": f"{delivery.receipt}/{start // _LARGEST_PART:04}",
            "part_of": delivery.receipt,
            "body": Binary(content[start : start + _LARGEST_PART]),
        }
        for start in range(_LARGEST_PART, len(content), _LARGEST_PART)
    ]
    if more:
        document["parts"] = 1 + len(more)
    return [*more, document]


def _raw_item(document: Document) -> RawItem:
    body = document.get("body")
    return RawItem(
        receipt=document["_id"],
        source=document["source"],
        content=bytes(body) if body is not None else None,
        sha256=document["sha256"],
        size=document["size"],
        media_type=document["media_type"],
        charset=document.get("charset"),
        url=document.get("url"),
        headers=document.get("headers", {}),
        received_at=document["received_at"],
        state=document["state"],
        format=document.get("format", ""),
        standings=tuple(
            Standing(
                each["article_id"], each["revision"], each["outcome"], State(each["state"])
            )
            for each in document["items"]
        ),
        problems=tuple(Problem(**each) for each in document.get("problems", ())),
        same_as=document.get("same_as"),
    )


def _standing_document(standing: Standing) -> Document:
    return {
        "article_id": standing.article_id,
        "revision": standing.revision,
        "outcome": standing.outcome,
        "state": standing.state,
    }


def _problem_document(problem: Problem) -> Document:
    return {**problem.to_json(), "fatal": problem.fatal}


def _quarantine_document(delivery: RawItem) -> Document:
    return {
        "_id": delivery.receipt,
        "source": delivery.source,
        "at": delivery.received_at,
        "media_type": delivery.media_type,
        "size": delivery.size,
        "errors": [problem.to_json() for problem in delivery.problems],
    }
