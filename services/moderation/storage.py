"""Edge: cases, and what changes them: newer revisions, kills, people.

A case is inserted once, under its revision. Whatever changes it later compares `changes` and
`newer` and replaces it, so that of two people (or a person and a kill, or an act that leaves
and a newer revision that comes) one decides and the other is told.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.moderation.cases import Case
from services.moderation.decisions import (
    overtaken,
    stopped,
)
from services.moderation.desk.queue.storage import QueueStore
from services.moderation.judge import Known
from services.moderation.memory.changes import CaseChanges
from services.moderation.memory.documents import PAYLOAD, to_case, to_document
from services.moderation.memory.owed import INDEXES as OWED_INDEXES
from services.moderation.memory.owed import OwedWork
from services.moderation.storage_embargoes import carried, embargoes_before
from services.moderation.storage_killed import INDEXES as KILLED_INDEXES
from services.moderation.storage_killed import KilledStories
from services.moderation.takebacks import called_back, is_copy_of_killed, revoked
from services.moderation.telling import (
    decision_records,
    overtaken_records,
)
from shared import clock
from shared.chronicle import Chronicle
from shared.database import (
    Database,
    Document,
    Index,
    guarded_upserts,
    insert_if_absent,
    to_ms,
)
from shared.events import Event
from shared.lifecycle import State
from shared.payloads import KnownBy
from shared.stops import Stop
from shared.timeline import live_revision

INDEXES = (
    Index("cases", ("article_id", "revision")),
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
    *OWED_INDEXES,
)


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
        self.owed = OwedWork(database)
        self.changes = CaseChanges(database)
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
        killed = await self.killed.killed_of([case for _, case in decided])
        cases = [
            is_copy_of_killed(case, killed[case.key], case.judged_at) or case
            for _, case in decided
        ]
        embargoes = await embargoes_before(self._cases, cases)
        cases = [carried(case, embargoes.get(case.key)) or case for case in cases]
        documents = [to_document(case) for case in cases]
        await self._settle(cases, with_tombstones=False)
        stored = await insert_if_absent(self._cases, documents)
        kept = [
            case if mine is found else to_case(found)
            for case, mine, found in zip(cases, documents, stored, strict=True)
        ]
        await self._queue.opened(kept)
        await self._settle(cases, with_tombstones=True)
        if dead := await self.killed.learn([event for event, _ in decided]):
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

    async def learn(self, told: Sequence[tuple[Event, KnownBy]]) -> None:
        """Keep what killed stories are known by, and take back what was let pass of copies."""
        if told:
            await self.killed.keep_known_by(told)
            await self._call_back_copies_of({known_by.article_id for _, known_by in told})

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
        return to_case(document) if document else None

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
        without = dict.fromkeys(PAYLOAD, 0)
        rows = await self._cases.find({"_id": {"$in": [*keys]}}, without).to_list(None)
        found = {row["_id"]: to_case(row) for row in rows}
        return [found[key] for key in keys if key in found]

    async def cases_of(self, article_id: str) -> list[Case]:
        """Give every revision's case of an article without its text, the newest first."""
        without = dict.fromkeys(PAYLOAD, 0)
        rows = self._cases.find({"article_id": article_id}, without).sort("revision", -1)
        return [to_case(row) async for row in rows]

    async def decided_since(self, since: datetime, limit: int) -> list[Case]:
        """Give the cases that people have decided since, the first decided first."""
        without = dict.fromkeys(PAYLOAD, 0)
        wanted = {"decided": {"$gte": to_ms(since)}}
        rows = self._cases.find(wanted, without).sort("decided", 1).limit(limit)
        return [to_case(row) async for row in rows]

    async def held_since(self) -> datetime | None:
        """Tell since when the longest waiting held case waits."""
        rows = self._cases.find({"state": State.HELD.value}, {"judged_at": 1})
        oldest = await rows.sort("order", 1).limit(1).to_list(1)
        return oldest[0]["judged_at"] if oldest else None

    async def replace(self, before: Case, after: Case) -> bool:
        """Store a changed case if it is still the one that was changed; tell whether it was."""
        document = to_document(after)
        # A case of an earlier version of ours has no `newer`.
        newer = before.newer or {"$in": [0, None]}
        guard = {"_id": before.key, "changes": before.changes, "newer": newer}
        if await self._cases.find_one_and_replace(guard, document) is None:
            return False
        await self._queue.moved(before.state, after)
        return True

    # --- what has still to leave ---------------------------------------------------------

    async def cases_to_tell(self, now: datetime, limit: int) -> list[Case]:
        """Give the decided cases that the world has not been told of yet."""
        found = self._cases.find({"leaves_at": {"$lte": to_ms(now)}}).limit(limit)
        return [to_case(row) async for row in found]

    async def cases_to_revoke(self, limit: int) -> list[Case]:
        """Give the cases whose approval was taken back, of which publish has not been told."""
        found = self._cases.find({"revokes_at": {"$gt": 0}}).limit(limit)
        return [to_case(row) async for row in found]

    async def revocation_sent(self, key: str) -> None:
        """Remember that publish has been told."""
        while case := await self.case(key):
            done = revoked(case)
            if done is None or await self.replace(case, done):
                return


def _may_change(row: Document) -> bool:
    """Tell whether a newer revision changes more of a case than that it is known."""
    return row["state"] == State.HELD.value or row.get("leaves_at") is not None
