"""Edge: the rows of the queues, and how many there are of each state.

The rows are drawn from the cases, which are the truth: whoever changes a case writes its row,
and `mend` writes those again that a crash left behind. So are the counts: raised and lowered
by each change, and put right by `mend`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.moderation.cases import Case
from services.moderation.desk.queue.rows import LEAST_URGENT, Filter, Row, Sort, row_of
from shared import clock
from shared.database import Database, Document, Index, claim, guarded_upserts, to_ms
from shared.lifecycle import State

INDEXES = (
    Index("queue", ("state", "order")),
    Index("queue", ("state", "due")),
    Index("queue", ("state", "urge")),
    Index("queue", ("order",)),
    Index("queue", ("moved",)),
    Index("queue", ("article_id",)),
    Index("queue", ("source",)),
    Index("queue", ("asks",)),
)

_COUNTED_UP_TO = 1000
_COUNTS = "states"
_MENDED = "mended"
_DRAWN = 2
"""Raised when `row_of` draws rows in another way: all are drawn anew then."""
_SORTED_BY: dict[str, tuple[str, int]] = {
    "deadline": ("due", 1),
    "urgency": ("urge", 1),
    "oldest": ("order", 1),
    "newest": ("order", -1),
}


@dataclass(frozen=True, slots=True)
class _Found:
    """Some rows in their order, where the next ones start, and how many match in all."""

    rows: tuple[Row, ...]
    after: str | None
    matches: int | str | None


class QueueStore:
    """The rows and the counts."""

    def __init__(self, database: Database) -> None:
        self._rows = database["queue"]
        self._counts = database["queue_counts"]

    # --- written with each change of a case ----------------------------------------------

    async def opened(self, cases: Sequence[Case]) -> None:
        """Write the rows of cases that were opened; one that is there stays."""
        now = to_ms(clock.now())
        won = await claim(self._rows, [_to_document(row_of(case), now) for case in cases])
        new = [case.state for case, mine in zip(cases, won, strict=True) if mine]
        if new:
            await self._count({state: new.count(state) for state in {*new}})

    async def moved(self, before: State, case: Case) -> None:
        """Write the row of a case that has changed, unless a later change has been written."""
        await self._write([case])
        if before is not case.state:
            await self._count({before: -1, case.state: 1})

    async def _write(self, cases: Sequence[Case], *, anew: bool = False) -> None:
        now = to_ms(clock.now())
        documents = [_to_document(row_of(case), now) for case in cases]
        await guarded_upserts(
            self._rows,
            [
                (
                    {"_id": case.key, "changes": {"$lt": case.changes + anew}},
                    {"$set": _without_id(document)},
                )
                for case, document in zip(cases, documents, strict=True)
            ],
        )

    async def _count(self, by_state: dict[State, int]) -> None:
        # Not in a document of their own: nx-27017 keeps `of.held` of an upsert as a name.
        change = {state.value: number for state, number in by_state.items()}
        await self._counts.update_one(
            {"_id": _COUNTS}, {"$inc": {**change, "writes": 1}}, upsert=True
        )

    # --- read ----------------------------------------------------------------------------

    async def counts(self) -> dict[str, int]:
        """Give how many cases there are of each state."""
        found = await self._counts.find_one({"_id": _COUNTS}) or {}
        return {state: max(number, 0) for state, number in _counted(found).items()}

    async def page(
        self, queue: Filter, *, sort: Sort, after: str | None, limit: int, count: bool
    ) -> _Found:
        """Give a queue's rows from a place on; counts no further than anybody reads."""
        field, direction = _SORTED_BY[sort]
        wanted = _query(queue, clock.now())
        onward = dict(wanted)
        if after:
            beyond = {"$gt" if direction > 0 else "$lt": after}
            onward[field] = {**onward.get(field, {}), **beyond}
        cursor = self._rows.find(onward).sort(field, direction).limit(limit + 1)
        rows, matches = await asyncio.gather(
            cursor.to_list(None), self._matches(wanted) if count else _nothing()
        )
        kept = rows[:limit]
        return _Found(
            rows=tuple(_to_row(row) for row in kept),
            after=kept[-1][field] if len(rows) > limit else None,
            matches=matches,
        )

    async def _matches(self, wanted: Document) -> int | str:
        found = (
            await self._rows.find(wanted, {"_id": 1}).limit(_COUNTED_UP_TO + 1).to_list(None)
        )
        return len(found) if len(found) <= _COUNTED_UP_TO else f"{_COUNTED_UP_TO}+"

    async def keys(self, queue: Filter, limit: int) -> list[str]:
        """Give the keys of everything that matches, the longest waiting first."""
        found = self._rows.find(_query(queue, clock.now()), {"_id": 1})
        return [row["_id"] async for row in found.sort("order", 1).limit(limit)]

    async def row(self, key: str) -> Row | None:
        """Give one case's row."""
        found = await self._rows.find_one({"_id": key})
        return _to_row(found) if found else None

    async def of_source(self, source: str) -> dict[str, Any]:
        """Tell what became of a source's stories so far: how many, and which share."""
        stages: list[Document] = [
            {"$match": {"source": source}},
            {"$group": {"_id": "$state", "n": {"$sum": 1}}},
        ]
        states = {row["_id"]: int(row["n"]) async for row in self._rows.aggregate(stages)}
        held = await self._count_of({"source": source, "outcome": State.HELD.value})
        corrected = await self._count_of({"source": source, "corrects": 1})
        total = sum(states.values())
        killed = states.get("canceled", 0) + states.get("recalled", 0)
        counted = {"held": held, "killed": killed, "corrected": corrected}
        return {
            "source": source,
            "stories": total,
            "rejected": states.get("rejected", 0),
            **counted,
            **{
                f"{name}_share": round(number / total, 3) if total else None
                for name, number in counted.items()
            },
        }

    async def _count_of(self, wanted: Document) -> int:
        stages: list[Document] = [
            {"$match": wanted},
            {"$group": {"_id": "$source", "n": {"$sum": 1}}},
        ]
        return sum([int(row["n"]) async for row in self._rows.aggregate(stages)])

    async def moved_since(self, since: datetime, limit: int) -> list[tuple[int, Row]]:
        """Give the rows that were written since then, each with when (ms), the first first."""
        found = self._rows.find({"moved": {"$gte": to_ms(since)}})
        return [
            (int(row["moved"]), _to_row(row))
            async for row in found.sort("moved", 1).limit(limit)
        ]

    # --- put right -----------------------------------------------------------------------

    async def stale(self, changes: dict[str, int]) -> list[str]:
        """Tell which of these cases, by key and count of changes, have no row or an old one."""
        if not changes:  # nx-27017 looks at every document for an empty `$in`
            return []
        found = self._rows.find({"_id": {"$in": [*changes]}}, {"changes": 1})
        known = {row["_id"]: int(row["changes"]) async for row in found}
        return [key for key, number in changes.items() if known.get(key, -1) < number]

    async def rewrite(self, cases: Sequence[Case], *, anew: bool = False) -> None:
        """Write rows that were missing or old; `recount` sees to the counts.

        `anew`: also those of the same change, as rows were drawn in another way then.
        """
        await self._write(cases, anew=anew)

    async def mended_until(self) -> int | None:
        """Tell up to when (ms) all rows are as their cases; None where nobody has looked."""
        found = await self._counts.find_one({"_id": _MENDED})
        return int(found["until"]) if found and int(found["drawn"]) == _DRAWN else None

    async def is_drawn_otherwise(self) -> bool:
        """Tell whether the rows that there are were drawn in another way than now."""
        found = await self._counts.find_one({"_id": _MENDED})
        return found is not None and int(found["drawn"]) != _DRAWN

    async def mended(self, until: int) -> None:
        """Remember that all rows that were written until then are as their cases."""
        said = {"until": until, "drawn": _DRAWN}
        await self._counts.update_one({"_id": _MENDED}, {"$set": said}, upsert=True)

    async def count_rows(self) -> int:
        """Tell how many rows there are."""
        return int(await self._rows.estimated_document_count())

    async def recount(self) -> bool:
        """Put the counts right if nothing moves meanwhile; tell whether they were wrong."""
        before = await self._counts.find_one({"_id": _COUNTS}) or {}
        groups = self._rows.aggregate([{"$group": {"_id": "$state", "n": {"$sum": 1}}}])
        counted = {group["_id"]: int(group["n"]) async for group in groups}
        known = _counted(before)
        if counted == {state: number for state, number in known.items() if number}:
            return False
        put = {**dict.fromkeys(known, 0), **counted, "writes": int(before.get("writes", 0)) + 1}
        if not before:
            return (await claim(self._counts, [{"_id": _COUNTS, **put}]))[0]
        guard = {"_id": _COUNTS, "writes": before["writes"]}
        return await self._counts.find_one_and_update(guard, {"$set": put}) is not None


def _counted(document: Document) -> dict[str, int]:
    return {
        state.value: int(document[state.value]) for state in State if state.value in document
    }


async def _nothing() -> None:
    return None


def _query(queue: Filter, now: datetime) -> Document:
    wanted: Document = {}
    for name in ("source", "section", "language", "owner", "mentions"):
        if (value := getattr(queue, name)) is not None:
            wanted[name] = value
    if queue.mentions is not None:
        # nx-27017 finds nothing by an index on an array: those who ask somebody are few.
        wanted["asks"] = {"$gt": 0}
    if queue.state is not None:
        wanted["state"] = queue.state.value
    if queue.rule is not None:
        wanted["rules"] = queue.rule
    if queue.topic is not None:
        wanted["topics"] = queue.topic
    if queue.urgency is not None:
        # Without an urgency of its own a story is the least urgent: its sort key says so.
        wanted["urge"] = {"$lt": f"{min(queue.urgency, LEAST_URGENT) + 1}"}
        if queue.urgency >= LEAST_URGENT:
            del wanted["urge"]
    if (before := queue.due_before(now)) is not None:
        wanted["due"] = {"$lt": before}
    if words := queue.words():
        # One expression: nx-27017 finds it among 20,000 rows in 60 ms, an `$and` in seconds.
        each = "".join(f"(?=.*{re.escape(word)})" for word in words)
        wanted["text"] = {"$regex": f"^{each}" if len(words) > 1 else re.escape(words[0])}
    return wanted


def _to_document(row: Row, moved: int) -> Document:
    written: dict[str, Any] = row.model_dump(mode="json", exclude={"key"})
    # Numbers, not truth values: the embedded server turns those that `$set` writes into text.
    return {
        "_id": row.key,
        **written,
        "edited": int(row.edited),
        "corrects": int(row.corrects),
        "asks": len(row.mentions),
        "moved": moved,
    }


def _without_id(document: Document) -> Document:
    return {name: value for name, value in document.items() if name != "_id"}


def _to_row(document: Document) -> Row:
    return Row.model_validate({**document, "key": document["_id"]})
