"""Edge: cases, what was stopped, and what people at the desk have set going.

A case is inserted once, under its revision. Whatever changes it later compares `changes` and
`newer` and replaces it, so that of two people (or a person and a kill, or an act that leaves
and a newer revision that comes) one decides and the other is told.
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

from services.moderation.cases import Case
from services.moderation.decisions import (
    overtaken,
    owed_since,
    stopped,
)
from services.moderation.desk.queue.storage import QueueStore
from services.moderation.embargoes import whose_embargo
from services.moderation.judge import Known
from services.moderation.storage_embargoes import carried, embargoes_before
from services.moderation.storage_killed import INDEXES as KILLED_INDEXES
from services.moderation.storage_killed import KilledStories, copies_of, names_of
from services.moderation.takebacks import called_back, is_copy_of_killed, revoked
from services.moderation.telling import (
    DeskStop,
    decision_records,
    overtaken_records,
    revocation_told,
    sent_back_told,
    standing_approval,
)
from shared import clock
from shared.chronicle import Chronicle
from shared.database import (
    Database,
    Document,
    Index,
    from_ms,
    guarded_upserts,
    insert_if_absent,
    to_ms,
)
from shared.events import Event
from shared.lifecycle import State
from shared.reconcile import OpenWork
from shared.stops import Stop
from shared.timeline import live_revision

INDEXES = (
    Index("cases", ("article_id", "revision")),
    Index("cases", ("article_id",)),  # nx-27017 does not use the first half of an index
    Index("cases", ("state", "order")),
    Index("cases", ("order",)),
    Index("cases", ("decided",)),
    Index("cases", ("open_since",)),
    Index("cases", ("leaves_at",)),
    Index("cases", ("touched",)),
    Index("cases", ("names",)),
    Index("cases", ("copies",)),
    Index("cases", ("revokes_at",)),
    *KILLED_INDEXES,
    Index("acts", ("open_since",)),
    Index("acts", ("leaves_at",)),
)

_PAYLOAD = {"article", "enrichment"}
_ACT = "act "
"""What sets the keys of acts apart from those of cases in the ledger."""


@dataclass(frozen=True, slots=True)
class _Newest:
    """The newest revision of an article that is known, and the event that brought it."""

    revision: int
    event_id: str
    at: datetime


class CaseStore:
    """Moderation's memory."""

    def __init__(self, database: Database, chronicle: Chronicle, queue: QueueStore) -> None:
        self._cases = database["cases"]
        self.killed = KilledStories(database)
        self._acts = database["acts"]
        self._chronicle = chronicle
        self._queue = queue

    # --- the stage on article.enriched ---------------------------------------------------

    async def known(self, events: Sequence[Event]) -> list[Known]:
        """Load what is known of each event's article."""
        ids = [*{event.subject for event in events}]
        cases, tombstones = await asyncio.gather(
            self._cases.find(
                {"article_id": {"$in": ids}},
                {"article_id": 1, "revision": 1, "approvals": 1, "edited": 1},
            ).to_list(None),
            self.killed.stops_of(ids),
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
                edited=frozenset(
                    case["revision"]
                    for case in revisions[event.subject]
                    if case.get("edited", 0) > 0
                ),
            )
            for event in events
        ]

    async def open(self, decided: Sequence[tuple[Event, Case]]) -> list[Case | None]:
        """Insert each case unless its revision has one; give back what is stored.

        Older revisions are told first, so that none of them leaves once this one is known.
        Then what came at the same moment elsewhere is settled: both sides insert first and
        look second, so one of them sees the other.
        """
        dead = await self.killed.learn(decided)
        killed = await self.killed.killed_of([case for _, case in decided])
        cases = [
            is_copy_of_killed(case, killed[case.key], case.judged_at) or case
            for _, case in decided
        ]
        embargoes = await embargoes_before(self._cases, cases)
        cases = [carried(case, embargoes.get(case.key)) or case for case in cases]
        documents = [_to_document(case) for case in cases]
        await self._settle(cases, with_tombstones=False)
        stored = await insert_if_absent(self._cases, documents)
        kept = [
            case if mine is found else _to_case(found)
            for case, mine, found in zip(cases, documents, stored, strict=True)
        ]
        await self._queue.opened(kept)
        await self._settle(cases, with_tombstones=True)
        if dead:
            await self._call_back_copies_of(dead)
        # Again: who sets one now finds this revision, who set one before is found.
        embargoes = await embargoes_before(self._cases, kept)
        kept = [await self._carry(case, embargoes.get(case.key)) for case in kept]
        return await self._unless_killed(kept)

    async def _carry(self, case: Case, said: Document | None) -> Case:
        while after := carried(case, said):
            if await self.replace(case, after):
                return after
            case = await self.case(case.key) or case
        return case

    async def _unless_killed(self, cases: Sequence[Case]) -> list[Case | None]:
        """Look again at what was let pass: a kill may have come while it was written."""
        passed = [case for case in cases if case.state is State.APPROVED]
        killed = await self.killed.killed_of(passed) if passed else {}
        return [
            await self.take_back_copy(case.key) or case if killed.get(case.key) else case
            for case in cases
        ]

    async def _settle(self, cases: Sequence[Case], *, with_tombstones: bool) -> None:
        """Tell older revisions of the newest, and close held ones under a tombstone."""
        ids = [*{case.article_id for case in cases}]
        fields = dict.fromkeys(
            (
                *("article_id", "revision", "state", "event_id", "judged_at"),
                *("newer", "changes", "leaves_at"),
            ),
            1,
        )
        rows = await self._cases.find({"article_id": {"$in": ids}}, fields).to_list(None)
        newest: dict[str, _Newest] = {}
        opening = [(c.article_id, _Newest(c.revision, c.event_id, c.judged_at)) for c in cases]
        known = [
            (row["article_id"], _Newest(row["revision"], row["event_id"], row["judged_at"]))
            for row in rows
        ]
        for article_id, each in (*opening, *known):
            best = newest.get(article_id)
            if best is None or each.revision > best.revision:
                newest[article_id] = each
        older = [
            (row, newest[row["article_id"]])
            for row in rows
            if newest[row["article_id"]].revision > row["revision"] and not row.get("newer")
        ]
        plain = [pair for pair in older if not _may_change(pair[0])]
        marks = [
            ({"_id": row["_id"], "changes": row["changes"]}, {"$set": {"newer": top.revision}})
            for row, top in plain
        ]
        marked = await guarded_upserts(self._cases, marks)
        lost = [pair for pair, won in zip(plain, marked, strict=True) if not won]
        for row, top in (*(pair for pair in older if _may_change(pair[0])), *lost):
            await self.overtake(row["_id"], top)
        if not with_tombstones:
            return
        tombstones = await self.killed.stops_of(ids)
        for row in rows:
            if row["state"] == State.HELD.value:
                for tombstone in tombstones[row["article_id"]]:
                    await self._stop(row["_id"], tombstone)

    async def overtake(self, key: str, newest: _Newest) -> None:
        """Tell a case of a newer revision: what waits or has not left is closed."""
        while case := await self.case(key):
            after = overtaken(case, newest.revision, newest.event_id, newest.at)
            if after is None:
                return
            # The record first: a crash between the two leaves a case that is closed again.
            if after.state is not case.state or after.decisions != case.decisions:
                await self._chronicle.append(overtaken_records(after, newest.at))
            if await self.replace(case, after):
                return

    # --- the stage on article.canceled ---------------------------------------------------

    async def nothing(self, events: Sequence[Event]) -> list[None]:
        """Load nothing: stopping needs to know nothing."""
        return [None] * len(events)

    async def stop(self, decided: Sequence[tuple[Event, Stop]]) -> list[Stop | None]:
        """Keep each tombstone, then close the cases under it; a repeat closes what is left."""
        tombstones = [tombstone for _, tombstone in decided]
        await self.killed.keep(decided)
        dead = {each.article_id for each in tombstones if each.state is not State.WITHHELD}
        if dead:
            await self._call_back_copies_of(dead)
        for tombstone in {each.event_id: each for each in tombstones}.values():
            found = self._cases.find({"article_id": tombstone.article_id}, {"_id": 1})
            for row in await found.to_list(None):
                await self._stop(row["_id"], tombstone)
        return [*tombstones]

    async def _call_back_copies_of(self, dead: Iterable[str]) -> None:
        """Take back what was let pass of copies of what was just killed.

        The kill is kept first and copies are looked at second; the outbox looks for kills first
        and marks what leaves second, and the stage opens its cases first and looks for kills
        second: one of the two sees the other.
        """
        for key in await self.killed.let_pass(dead):
            await self.take_back_copy(key)

    async def take_back_copy(self, key: str) -> Case | None:
        """Take an approval back where it is of a killed story's copy; give the case then.

        One that has left is called back from publish, unless the copy is live by it: that is
        for a person to end.
        """
        while case := await self.case(key):
            killed, now = (await self.killed.killed_of([case]))[key], clock.now()
            after = called_back(case, killed, now)
            if after is not None and await self._is_live(case):
                return case
            if after is None and case.leaves_at:
                after = is_copy_of_killed(case, killed, now)
            if after is None:
                return case
            if after.revocation:
                await self._chronicle.append(decision_records(after))
            if await self.replace(case, after):
                return after
        return None

    async def _is_live(self, case: Case) -> bool:
        return live_revision(await self._chronicle.of(case.article_id)) == case.revision

    async def _stop(self, key: str, tombstone: Stop) -> None:
        while case := await self.case(key):
            closed = stopped(case, tombstone)
            if closed is None or await self.replace(case, closed):
                return

    # --- the desk ------------------------------------------------------------------------

    async def case(self, key: str) -> Case | None:
        """Give a case as it is now."""
        document = await self._cases.find_one({"_id": key})
        return _to_case(document) if document else None

    async def newest_revision(self, article_id: str) -> int:
        """Give the newest revision that has a case, 0 for none."""
        newest = await self.newest(article_id)
        return newest.revision if newest else 0

    async def newest(self, article_id: str) -> _Newest | None:
        """Give the newest revision that has a case."""
        fields = {"revision": 1, "event_id": 1, "judged_at": 1}
        rows = self._cases.find({"article_id": article_id}, fields).sort("revision", -1)
        found = await rows.limit(1).to_list(1)
        if not found:
            return None
        return _Newest(int(found[0]["revision"]), found[0]["event_id"], found[0]["judged_at"])

    async def cases(self, keys: Sequence[str]) -> list[Case]:
        """Give those of these cases that there are, without their texts, in this order."""
        if not keys:  # nx-27017 looks at every document for an empty `$in`
            return []
        without = dict.fromkeys(_PAYLOAD, 0)
        rows = await self._cases.find({"_id": {"$in": [*keys]}}, without).to_list(None)
        found = {row["_id"]: _to_case(row) for row in rows}
        return [found[key] for key in keys if key in found]

    async def whole_cases(self, keys: Sequence[str]) -> list[Case]:
        """Give those of these cases that there are, with their texts, in no order."""
        if not keys:  # nx-27017 looks at every document for an empty `$in`
            return []
        return [_to_case(row) async for row in self._cases.find({"_id": {"$in": [*keys]}})]

    async def changes_since(self, touched: int, limit: int) -> list[tuple[int, str, int]]:
        """Give (when in ms, key, count of changes) of the cases written since, in order."""
        rows = self._cases.find({"touched": {"$gte": touched}}, {"touched": 1, "changes": 1})
        found = await rows.sort("touched", 1).limit(limit).to_list(None)
        return [(int(row["touched"]), row["_id"], int(row["changes"])) for row in found]

    async def changes_after(self, order: str, limit: int) -> list[tuple[str, str, int]]:
        """Give (place, key, count of changes) of all cases in the order they came."""
        rows = self._cases.find({"order": {"$gt": order}}, {"order": 1, "changes": 1})
        found = await rows.sort("order", 1).limit(limit).to_list(None)
        return [(row["order"], row["_id"], int(row["changes"])) for row in found]

    async def count_cases(self) -> int:
        """Tell how many cases there are."""
        return int(await self._cases.estimated_document_count())

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
        # A case of an earlier version of ours has no `newer`.
        newer = before.newer or {"$in": [0, None]}
        guard = {"_id": before.key, "changes": before.changes, "newer": newer}
        if await self._cases.find_one_and_replace(guard, document) is None:
            return False
        await self._queue.moved(before.state, after)
        return True

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

    async def cases_to_revoke(self, limit: int) -> list[Case]:
        """Give the cases whose approval was taken back, of which publish has not been told."""
        found = self._cases.find({"revokes_at": {"$gt": 0}}).limit(limit)
        return [_to_case(row) async for row in found]

    async def revocation_sent(self, key: str) -> None:
        """Remember that publish has been told."""
        while case := await self.case(key):
            done = revoked(case)
            if done is None or await self.replace(case, done):
                return

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


def _may_change(row: Document) -> bool:
    """Tell whether a newer revision changes more of a case than that it is known."""
    return row["state"] == State.HELD.value or row.get("leaves_at") is not None


def _events_of_stop(row: Document) -> tuple[Event, ...]:
    return (DeskStop.model_validate(row).event,)


def _events_of_case(row: Document) -> tuple[Event, ...]:
    """Give what is owed; nothing where a kill came, which closes the work."""
    case = _to_case(row)
    event = standing_approval(case) or revocation_told(case)
    return (*sent_back_told(case), *((event,) if event else ()))


def _to_document(case: Case) -> Document:
    """Write a case: what it is found and guarded by as BSON, the rest as JSON."""
    at = case.judged_at
    document = {
        **case.model_dump(mode="json", exclude=_PAYLOAD | {"leaves_at", "deadline"}),
        "_id": case.key,
        "order": f"{to_ms(at):015d} {case.key}",
        "touched": to_ms(clock.now()),
        "edited": case.edit if case.overlay and case.overlay.changes_words else 0,
        "names": names_of(case.article),
        "copies": copies_of(case.enrichment),
        "judged_at": at,
        "deadline": case.deadline,
    }
    if case.edits and (until := case.edits[-1].embargo):
        document["embargo"] = {"until": until.isoformat(), "by": whose_embargo(case) or ""}
    if people := [each for each in case.decisions if not each.is_ours]:
        document["decided"] = to_ms(people[-1].at)
    for name in _PAYLOAD:
        payload = getattr(case, name)
        if payload is not None:
            document[name] = payload.model_dump(
                mode="json", by_alias=True, exclude_defaults=True
            )
    if case.leaves_at is not None:
        document["leaves_at"] = to_ms(case.leaves_at)
    if case.revocation and not case.revocation.told:
        document["revokes_at"] = to_ms(case.revocation.at)
    if since := owed_since(case):
        document["open_since"] = to_ms(since)
    return document


def _to_case(document: Document) -> Case:
    leaves_at = document.get("leaves_at")
    return Case.model_validate(
        {**document, "leaves_at": None if leaves_at is None else from_ms(leaves_at)}
    )
