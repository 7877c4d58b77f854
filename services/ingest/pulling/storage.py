"""What is pulled, from where, how far, and which poller has it in hand.

One document a source. `due_at` is when a poller may take it: a lease moves it into the future
and raises `fence`, so that a poller which dies gives it back by itself, and one that was only
slow finds its fence passed and can move nothing any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import orjson

from services.ingest.pulling.due import Standing, breaker
from services.ingest.pulling.plan import PullPlan, shown_url
from services.ingest.pulling.pulled import Cursor
from shared.database import Database, Document, Index, claim, from_ms, to_ms
from shared.sealing import Seal

INDEXES = (Index("pulls", ("due_at",)),)


class LeaseLostError(Exception):
    """Another poller has the source, or the operator has changed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A source in the hands of one poller, and how far it is read."""

    source: str
    plan: PullPlan
    fence: int
    standing: Standing
    cursor: Cursor
    seen: tuple[str, ...]
    attempt: str | None
    """What was being taken in when the last poller stopped, and its receipt."""
    receipt: str | None


class PullStore:
    """The plans, the leases and the cursors of sources that are pulled from."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._pulls = database["pulls"]
        self._seal = seal

    # --- the operator's ------------------------------------------------------------------

    async def set_plan(self, source: str, plan: PullPlan, *, now: datetime) -> None:
        """Set how a source is pulled; it is due now. Whoever has it in hand loses it.

        Where it has been read to is kept, unless it is another place now.
        """
        while True:
            found = await self._pulls.find_one({"_id": source})
            if found is None:
                fresh = {"_id": source, "fence": 1, "plan": self._kept(plan), **_unread(now)}
                if (await claim(self._pulls, [fresh]))[0]:
                    return
                continue
            known = self._plan(found)
            change: Document = {"plan": self._kept(plan), "due_at": to_ms(now), "failures": 0}
            if not plan.same_place(known):
                change |= _unread(now)
            if await self._set(source, found["fence"], change, fence=1):
                return

    async def remove(self, source: str) -> bool:
        """Pull no more from a source; False where it was not."""
        return bool((await self._pulls.delete_one({"_id": source})).deleted_count)

    async def find(self, source: str) -> Lease | None:
        """Give a source as a poller would have it, without leasing it."""
        found = await self._pulls.find_one({"_id": source})
        return self._lease(found) if found else None

    async def described(self, source: str, *, now: datetime) -> dict[str, Any] | None:
        """Tell how a source is pulled and how that goes, without its secret."""
        found = await self._pulls.find_one({"_id": source})
        if found is None:
            return None
        lease = self._lease(found)
        plan, standing = lease.plan, lease.standing
        due_at = from_ms(found["due_at"])
        return {
            "url": shown_url(plan.url),
            "kind": plan.kind.value,
            "every_s": plan.every_s,
            "media_type": plan.media_type,
            "next_field": plan.next_field,
            "secret": "set" if plan.secret else None,
            "breaker": breaker(standing.failures, due_at, now).value,
            "failures": standing.failures,
            "last_error": standing.last_error,
            "last_polled_at": _iso(standing.last_polled_at),
            "last_ok_at": _iso(standing.last_ok_at),
            "due_at": None if found["holder"] else due_at.isoformat(),
            "polled_by": found["holder"] or None,
        }

    # --- the pollers' --------------------------------------------------------------------

    async def lease_due(
        self, holder: str, *, now: datetime, lease_s: float, most: int
    ) -> list[Lease]:
        """Take sources that are due, the longest waiting first; each goes to one poller."""
        query = self._pulls.find({"due_at": {"$lte": to_ms(now)}}).sort("due_at", 1)
        leases = []
        for found in await query.limit(most).to_list(most):
            until = to_ms(now + timedelta(seconds=lease_s))
            change = {"due_at": until, "holder": holder}
            if await self._set(found["_id"], found["fence"], change, fence=1):
                leases.append(self._lease({**found, "fence": found["fence"] + 1}))
        return leases

    async def renew(self, lease: Lease, *, now: datetime, lease_s: float) -> None:
        """Keep a source in hand; raises `LeaseLostError`."""
        until = to_ms(now + timedelta(seconds=lease_s))
        await self._guarded(lease, {"due_at": until})

    async def begin(self, lease: Lease, attempt: str, receipt: str) -> None:
        """Note what is being taken in, and its receipt; raises `LeaseLostError`.

        Who comes after a crash takes the same thing under the same receipt.
        """
        await self._guarded(lease, {"attempt": attempt, "receipt": receipt})

    async def move(self, lease: Lease, cursor: Cursor, seen: Sequence[str]) -> None:
        """Move the cursor: what lies before it is stored. Raises `LeaseLostError`."""
        moved = {"cursor": _text(cursor), "seen": list(seen), "attempt": None, "receipt": None}
        await self._guarded(lease, moved)

    async def finish(self, lease: Lease, standing: Standing, due_at: datetime) -> None:
        """Give a source back until it is due again; raises `LeaseLostError`."""
        change = {
            "holder": "",
            "due_at": to_ms(due_at),
            "failures": standing.failures,
            "last_polled_at": _ms(standing.last_polled_at),
            "last_ok_at": _ms(standing.last_ok_at),
            "last_error": standing.last_error,
        }
        await self._guarded(lease, change)

    async def _guarded(self, lease: Lease, change: Document) -> None:
        if not await self._set(lease.source, lease.fence, change):
            raise LeaseLostError(lease.source)

    async def _set(self, source: str, at: int, change: Document, *, fence: int = 0) -> bool:
        update: Document = {"$set": change}
        if fence:
            update["$inc"] = {"fence": fence}
        result = await self._pulls.update_one({"_id": source, "fence": at}, update)
        return result.matched_count == 1

    def _lease(self, document: Document) -> Lease:
        return _lease(document, self._plan(document))

    def _plan(self, document: Document) -> PullPlan:
        kept = PullPlan(**document["plan"])
        return (
            kept if kept.secret is None else replace(kept, secret=self._seal.open(kept.secret))
        )

    def _kept(self, plan: PullPlan) -> Document:
        kept = asdict(plan)
        if plan.secret is not None:
            kept["secret"] = self._seal.close(plan.secret)
        return kept

    async def reseal(self, *, readable_only: bool) -> int:
        """Seal the secrets anew with the newest key, those that lie open or all."""
        count = 0
        async for found in self._pulls.find({}):
            kept = found["plan"]["secret"]
            anew = kept and self._seal.anew(kept, readable_only=readable_only)
            if anew == kept:
                continue
            query = {"_id": found["_id"], "plan.secret": kept}
            changed = await self._pulls.update_one(query, {"$set": {"plan.secret": anew}})
            count += changed.matched_count
        return count


def _unread(now: datetime) -> Document:
    return {
        "due_at": to_ms(now),
        "holder": "",
        "failures": 0,
        "last_polled_at": None,
        "last_ok_at": None,
        "last_error": None,
        "cursor": _text({}),
        "seen": [],
        "attempt": None,
        "receipt": None,
    }


def _lease(document: Document, plan: PullPlan) -> Lease:
    return Lease(
        source=document["_id"],
        plan=plan,
        fence=document["fence"],
        standing=Standing(
            failures=document["failures"],
            last_polled_at=_moment(document["last_polled_at"]),
            last_ok_at=_moment(document["last_ok_at"]),
            last_error=document["last_error"],
        ),
        cursor=orjson.loads(document["cursor"]),
        seen=tuple(document["seen"]),
        attempt=document["attempt"],
        receipt=document["receipt"],
    )


def _text(cursor: Cursor) -> str:
    # A cursor's keys may be file names, with dots and dollars in them.
    return orjson.dumps(cursor).decode()


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else to_ms(moment)


def _moment(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else from_ms(milliseconds)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
