"""Edge: cases, what was stopped, and what people at the desk have set going.

A case is inserted once, under its revision. Whatever changes it later compares `changes` and
replaces it, so that of two people (or a person and a kill) one decides and the other is told.
Fields that are set by updates are numbers: the embedded server turns a date or a truth value
that `$set` writes into a text or a number. `leaves_at` and `open_since` are ms since 1970.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.moderation.decisions import (
    Case,
    DeskStop,
    closing_record,
    owed_since,
    standing_approval,
    stopped,
    superseded,
)
from services.moderation.judge import Known
from shared.chronicle import Chronicle
from shared.database import Database, Document, Index, claim, from_ms, insert_if_absent, to_ms
from shared.events import Event
from shared.lifecycle import State
from shared.reconcile import OpenWork
from shared.stops import Stop

INDEXES = (
    Index("cases", ("article_id", "revision")),
    Index("cases", ("state", "order")),
    Index("cases", ("order",)),
    Index("cases", ("decided",)),
    Index("cases", ("open_since",)),
    Index("cases", ("leaves_at",)),
    Index("moderation_tombstones", ("article_id",)),
    Index("acts", ("open_since",)),
    Index("acts", ("leaves_at",)),
)

_PAYLOAD = {"article", "enrichment"}
_ACT = "act "
"""What sets the keys of acts apart from those of cases in the ledger."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some cases in the order they came, and where the next page starts."""

    cases: tuple[Case, ...]
    after: str | None


class CaseStore:
    """Moderation's memory."""

    def __init__(self, database: Database, chronicle: Chronicle) -> None:
        self._cases = database["cases"]
        self._tombstones = database["moderation_tombstones"]
        self._acts = database["acts"]
        self._chronicle = chronicle

    # --- the stage on article.enriched ---------------------------------------------------

    async def known(self, events: Sequence[Event]) -> list[Known]:
        """Load what is known of each event's article."""
        ids = [*{event.subject for event in events}]
        cases, tombstones = await asyncio.gather(
            self._cases.find(
                {"article_id": {"$in": ids}}, {"article_id": 1, "revision": 1, "approvals": 1}
            ).to_list(None),
            self._tombstones_of(ids),
        )
        revisions: dict[str, list[Document]] = defaultdict(list)
        for case in cases:
            revisions[case["article_id"]].append(case)
        return [
            Known(
                newest=max((case["revision"] for case in revisions[event.subject]), default=0),
                approved=frozenset(
                    case["revision"]
                    for case in revisions[event.subject]
                    if case.get("approvals", 0) > 0
                ),
                tombstones=tuple(tombstones[event.subject]),
            )
            for event in events
        ]

    async def open(self, decided: Sequence[tuple[Event, Case]]) -> list[Case | None]:
        """Insert each case unless its revision has one; give back what is stored.

        Then settle what came at the same moment elsewhere: both sides insert first and look
        second, so one of them sees the other.
        """
        documents = [_to_document(case) for _, case in decided]
        stored = await insert_if_absent(self._cases, documents)
        await self._settle([case for _, case in decided])
        return [
            case if mine is found else _to_case(found)
            for (_, case), mine, found in zip(decided, documents, stored, strict=True)
        ]

    async def _settle(self, cases: Sequence[Case]) -> None:
        """Close held cases that a newer revision or a tombstone has overtaken."""
        ids = [*{case.article_id for case in cases}]
        rows, tombstones = await asyncio.gather(
            self._cases.find(
                {"article_id": {"$in": ids}},
                {"article_id": 1, "revision": 1, "state": 1, "event_id": 1, "judged_at": 1},
            ).to_list(None),
            self._tombstones_of(ids),
        )
        newest: dict[str, Document] = {}
        for row in rows:
            best = newest.get(row["article_id"])
            if best is None or row["revision"] > best["revision"]:
                newest[row["article_id"]] = row
        for row in rows:
            if row["state"] != State.HELD.value:
                continue
            top = newest[row["article_id"]]
            if top["revision"] > row["revision"]:
                await self._supersede(row["_id"], top["event_id"], top["judged_at"])
            for tombstone in tombstones[row["article_id"]]:
                await self._stop(row["_id"], tombstone)

    async def _supersede(self, key: str, by_event: str, at: datetime) -> None:
        while case := await self.case(key):
            closed = superseded(case, by_event)
            if closed is None:
                return
            # The record first: a crash between the two leaves a case that is closed again.
            await self._chronicle.append([closing_record(closed, at)])
            if await self.replace(case, closed):
                return

    # --- the stage on article.canceled ---------------------------------------------------

    async def nothing(self, events: Sequence[Event]) -> list[None]:
        """Load nothing: stopping needs to know nothing."""
        return [None] * len(events)

    async def stop(self, decided: Sequence[tuple[Event, Stop]]) -> list[Stop | None]:
        """Keep each tombstone, then close the cases under it; a repeat closes what is left."""
        tombstones = [tombstone for _, tombstone in decided]
        by_event = {tombstone.event_id: tombstone for tombstone in tombstones}
        await claim(
            self._tombstones,
            [
                {"_id": tombstone.event_id, **tombstone.model_dump(mode="json")}
                for tombstone in by_event.values()
            ],
        )
        for tombstone in by_event.values():
            found = self._cases.find({"article_id": tombstone.article_id}, {"_id": 1})
            for row in await found.to_list(None):
                await self._stop(row["_id"], tombstone)
        return [*tombstones]

    async def _stop(self, key: str, tombstone: Stop) -> None:
        while case := await self.case(key):
            closed = stopped(case, tombstone)
            if closed is None or await self.replace(case, closed):
                return

    async def _tombstones_of(self, ids: Sequence[str]) -> dict[str, list[Stop]]:
        found: dict[str, list[Stop]] = defaultdict(list)
        async for row in self._tombstones.find({"article_id": {"$in": [*ids]}}):
            found[row["article_id"]].append(Stop.model_validate(row))
        return found

    # --- the desk ------------------------------------------------------------------------

    async def case(self, key: str) -> Case | None:
        """Give a case as it is now."""
        document = await self._cases.find_one({"_id": key})
        return _to_case(document) if document else None

    async def newest_revision(self, article_id: str) -> int:
        """Give the newest revision that has a case, 0 for none."""
        rows = self._cases.find({"article_id": article_id}, {"revision": 1})
        newest = await rows.sort("revision", -1).limit(1).to_list(1)
        return int(newest[0]["revision"]) if newest else 0

    async def page(
        self, *, state: str | None, source: str | None, limit: int, after: str | None
    ) -> Page:
        """List cases without their texts, the longest waiting first."""
        wanted: dict[str, Any] = {}
        if state:
            wanted["state"] = state
        if source:
            wanted["source"] = source
        if after:
            wanted["order"] = {"$gt": after}
        without = dict.fromkeys(_PAYLOAD, 0)
        rows = await (
            self._cases.find(wanted, without).sort("order", 1).limit(limit + 1).to_list(None)
        )
        more = len(rows) > limit
        kept = rows[:limit]
        return Page(
            cases=tuple(_to_case(row) for row in kept),
            after=kept[-1]["order"] if more else None,
        )

    async def counts(self, states: Sequence[State]) -> dict[str, int]:
        """Count the cases in each of these states."""
        found = await asyncio.gather(
            *(self._cases.count_documents({"state": state.value}) for state in states)
        )
        return {state.value: int(count) for state, count in zip(states, found, strict=True)}

    async def cases_of(self, article_id: str) -> list[Case]:
        """Give every revision's case of an article without its text, the newest first."""
        without = dict.fromkeys(_PAYLOAD, 0)
        rows = self._cases.find({"article_id": article_id}, without).sort("revision", -1)
        return [_to_case(row) async for row in rows]

    async def decided_since(self, since: datetime, limit: int) -> list[Case]:
        """Give the cases that people have decided since, the first decided first."""
        without = dict.fromkeys(_PAYLOAD, 0)
        wanted = {"decided": {"$gte": to_ms(since)}}
        rows = self._cases.find(wanted, without).sort("decided", 1).limit(limit)
        return [_to_case(row) async for row in rows]

    async def held_since(self) -> datetime | None:
        """Tell since when the longest waiting held case waits."""
        rows = self._cases.find({"state": State.HELD.value}, {"judged_at": 1})
        oldest = await rows.sort("order", 1).limit(1).to_list(1)
        return oldest[0]["judged_at"] if oldest else None

    async def replace(self, before: Case, after: Case) -> bool:
        """Store a changed case if it is still the one that was changed; tell whether it was."""
        document = _to_document(after)
        opened = await self._cases.find_one_and_replace(
            {"_id": before.key, "changes": before.changes}, document
        )
        return opened is not None

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

    # --- what has still to leave ---------------------------------------------------------

    async def stops_to_send(self, now: datetime, limit: int) -> list[DeskStop]:
        """Give the kills and recalls that have not left yet."""
        found = self._acts.find({"leaves_at": {"$lte": to_ms(now)}}).limit(limit)
        return [DeskStop.model_validate(row) async for row in found]

    async def stop_sent(self, stop: DeskStop) -> None:
        """Remember that a kill or recall has left."""
        await self._acts.update_one({"_id": stop.key}, {"$unset": {"leaves_at": ""}})

    async def cases_to_tell(self, now: datetime, limit: int) -> list[Case]:
        """Give the decided cases that the world has not been told of yet."""
        found = self._cases.find({"leaves_at": {"$lte": to_ms(now)}}).limit(limit)
        return [_to_case(row) async for row in found]

    # --- the ledger of the reconciler ----------------------------------------------------

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
    event = standing_approval(_to_case(row))
    return (event,) if event else ()


def _to_document(case: Case) -> Document:
    """Write a case: what it is found and guarded by as BSON, the rest as JSON."""
    at = case.judged_at
    document = {
        **case.model_dump(mode="json", exclude=_PAYLOAD | {"leaves_at", "deadline"}),
        "_id": case.key,
        "order": f"{to_ms(at):015d} {case.key}",
        "judged_at": at,
        "deadline": case.deadline,
    }
    if case.decisions:
        document["decided"] = to_ms(case.decisions[-1].at)
    for name in _PAYLOAD:
        payload = getattr(case, name)
        if payload is not None:
            document[name] = payload.model_dump(
                mode="json", by_alias=True, exclude_defaults=True
            )
    if case.leaves_at is not None:
        document["leaves_at"] = to_ms(case.leaves_at)
    if since := owed_since(case):
        document["open_since"] = to_ms(since)
    return document


def _to_case(document: Document) -> Case:
    leaves_at = document.get("leaves_at")
    return Case.model_validate(
        {**document, "leaves_at": None if leaves_at is None else from_ms(leaves_at)}
    )
