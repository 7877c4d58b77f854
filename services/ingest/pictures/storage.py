"""What ingest remembers of pictures: those it keeps, by all their names, and those to be had.

One document a picture in `media` (`source:sha256`), guarded by `changes`; its names at its
source, and the items that name it, are rows of `media_names`. One document an errand in
`pictures`: `due_at` is when somebody may run it, moved on by a lease that raises `fence`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.ingest.identity.ids import named_id
from services.ingest.pictures.errands import Errand, merged
from services.ingest.pictures.standing import KeptPicture, changed, event_of
from shared.database import Database, Document, Index, claim, from_ms, to_ms
from shared.reconcile import OpenRows, OpenWork

INDEXES = (
    Index("media", ("sha256",)),
    Index("media", ("open_since",)),
    Index("media", ("idle_since",)),
    Index("media_names", ("name",)),
    Index("pictures", ("due_at",)),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A kept picture as it was read, with what guards its next change."""

    kept: KeptPicture
    changes: int


@dataclass(frozen=True, slots=True)
class Lease:
    """An errand in one fetcher's hands."""

    errand: Errand
    fence: int
    changes: int
    failures: int


class MediaStore(OpenRows):
    """The pictures that are kept."""

    def __init__(self, database: Database) -> None:
        self._media = database["media"]
        super().__init__(self._media)
        self._names = database["media_names"]

    async def find(self, key: str) -> Found | None:
        """Give a picture by its key, `source:sha256`."""
        found = await self._media.find_one({"_id": key})
        return _found(found) if found else None

    async def named(self, source: str, names: Iterable[str]) -> list[str]:
        """Give the keys of a source's pictures that answer to any of these names."""
        wanted = [_name(source, each) for each in names]
        rows = self._names.find({"name": {"$in": wanted}}, {"media": 1})
        return [*dict.fromkeys([row["media"] async for row in rows])]

    async def of_article(self, article_id: str) -> list[str]:
        """Give the keys of the pictures that an item names, is, or would be by its uri."""
        rows = self._names.find({"name": _article(article_id)}, {"media": 1})
        return [*dict.fromkeys([row["media"] async for row in rows])]

    async def stop_names(self, source: str, names: Iterable[str], at: datetime) -> None:
        """Remember that a source killed what answers to these names, what comes later too."""
        for each in names:
            key = _stop(source, each)
            change = {"$set": {"name": key, "at": to_ms(at)}}
            await self._names.update_one({"_id": key}, change, upsert=True)

    async def stopped_at(self, source: str, names: Iterable[str]) -> datetime | None:
        """Tell when a source last killed what answers to one of these names."""
        wanted = [_stop(source, each) for each in names]
        rows = self._names.find({"name": {"$in": wanted}}, {"at": 1})
        return from_ms(max(found)) if (found := [row["at"] async for row in rows]) else None

    async def same_bytes(self, sha256: str) -> list[Found]:
        """Give what every source's picture of these bytes is."""
        return [_found(each) async for each in self._media.find({"sha256": sha256})]

    async def save(self, before: Found | None, after: KeptPicture, at: datetime) -> bool:
        """Keep a picture as it is now; False where somebody else has changed it meanwhile.

        Its names come first: one that leads nowhere does no harm.
        """
        await self._save_names(after)
        is_told = before is not None and event_of(before.kept) == event_of(after)
        document: Document = {
            "source": after.media.source,
            "sha256": after.media.sha256,
            "ended": after.ended,
            "picture": after.model_dump(mode="json", exclude_defaults=True),
            "at": to_ms(at),
        }
        if not is_told:
            document["open_since"] = to_ms(at)
        if not after.articles or not after.is_live:
            document["idle_since"] = to_ms(at)
        if before is None:
            return (await claim(self._media, [{"_id": after.key, "changes": 1, **document}]))[0]
        gone = {} if "idle_since" in document else {"$unset": {"idle_since": ""}}
        result = await self._media.update_one(
            {"_id": after.key, "changes": before.changes},
            {"$set": document, "$inc": {"changes": 1}, **gone},
        )
        return result.matched_count == 1

    async def _save_names(self, kept: KeptPicture) -> None:
        media = kept.media
        names = [_name(media.source, each) for each in (*media.hrefs, *media.guids)]
        own = {named_id(media.source, each) for each in media.guids}
        names += [_article(each) for each in {*kept.articles, *own}]
        rows = [
            {"_id": _row(kept.key, name), "name": name, "media": kept.key} for name in names
        ]
        known = self._names.find({"_id": {"$in": [row["_id"] for row in rows]}}, {"_id": 1})
        there = {row["_id"] async for row in known}
        await claim(self._names, [row for row in rows if row["_id"] not in there])

    async def idle(self, before: datetime, limit: int) -> list[Found]:
        """Give pictures that nothing has needed since a time, the longest first."""
        found = self._media.find({"idle_since": {"$lt": to_ms(before)}}).sort("idle_since", 1)
        return [_found(each) async for each in found.limit(limit)]

    async def not_idle(self, key: str) -> None:
        """Look at a picture no more: its bytes are gone already."""
        await self._media.update_one({"_id": key}, {"$unset": {"idle_since": ""}})

    async def after(self, key: str, limit: int) -> list[Found]:
        """Give the pictures whose keys follow this one."""
        found = self._media.find({"_id": {"$gt": key}}).sort("_id", 1).limit(limit)
        return [_found(each) async for each in found]

    # --- what the others have not been seen to hear --------------------------------------

    async def open_work(self, before: datetime, limit: int) -> Sequence[OpenWork]:
        """Give pictures whose news nobody has been seen to handle, oldest first."""
        return [
            OpenWork(row["_id"], since, (event_of(_found(row).kept),))
            for since, row in await self.open_rows(before, limit)
        ]


class ErrandStore:
    """The pictures that are to be had, and how that goes."""

    def __init__(self, database: Database) -> None:
        self._errands = database["pictures"]

    async def add(self, errand: Errand, *, now: datetime, stopped: bool) -> Errand:
        """Ask for a picture, or add to what is asked already; give all that was said of it.

        One that was given up is tried anew: its wire still names it.
        """
        while True:
            fresh = _asked(errand, now, stopped=stopped)
            if (await claim(self._errands, [fresh]))[0]:
                return errand
            found = await self._errands.find_one({"_id": errand.key})
            if found is None:
                continue
            known = _errand(found)
            whole = changed(
                known,
                {
                    "hrefs": tuple(dict.fromkeys((*known.hrefs, *errand.hrefs))),
                    "guids": tuple(dict.fromkeys((*known.guids, *errand.guids))),
                    "receipt": errand.receipt or known.receipt,
                    "statements": merged((*known.statements, *errand.statements)),
                },
            )
            change: Document = {"errand": whole.model_dump(mode="json")}
            update: Document = {"$set": change, "$inc": {"changes": 1}}
            if stopped:
                change["state"] = "stopped"
                update["$unset"] = {"due_at": ""}
            elif found["state"] in ("gave_up", "refused") and whole != known:
                change |= {"state": "due", "due_at": to_ms(now), "failures": 0}
            result = await self._errands.update_one(
                {"_id": errand.key, "changes": found["changes"]}, update
            )
            if result.matched_count:
                return whole

    async def lease_due(
        self, *, now: datetime, lease_s: float, most: int, busy: Sequence[str] = ()
    ) -> list[Lease]:
        """Take errands that are due, of sources that are not busy; each goes to one fetcher."""
        query: Document = {"due_at": {"$lte": to_ms(now)}}
        if busy:
            query["source"] = {"$nin": [*busy]}
        until = to_ms(now + timedelta(seconds=lease_s))
        leases = []
        found = self._errands.find(query).sort("due_at", 1).limit(most)
        for each in await found.to_list(most):
            result = await self._errands.update_one(
                {"_id": each["_id"], "fence": each["fence"]},
                {"$set": {"due_at": until}, "$inc": {"fence": 1}},
            )
            if result.matched_count:
                leases.append(_lease({**each, "fence": each["fence"] + 1}))
        return leases

    async def finish(self, lease: Lease, state: str, **facts: Any) -> Lease | None:
        """Close an errand; give it anew where more was said of it meanwhile, None where done.

        None also where another fetcher has it now.
        """
        return await self._guarded(lease, {"state": state, **facts}, over=True)

    async def postpone(self, lease: Lease, *, until: datetime, reason: str) -> None:
        """Try again later."""
        await self._guarded(
            lease,
            {"due_at": to_ms(until), "failures": lease.failures + 1, "reason": reason},
            over=False,
        )

    async def give_back(self, lease: Lease, *, until: datetime) -> None:
        """Let it be tried again soon, through no fault of the picture's."""
        await self._guarded(lease, {"due_at": to_ms(until)}, over=False)

    async def _guarded(self, lease: Lease, change: Document, *, over: bool) -> Lease | None:
        update: Document = {"$set": change}
        guard: Document = {"_id": lease.errand.key, "fence": lease.fence}
        if over:
            update["$unset"] = {"due_at": ""}
            guard["changes"] = lease.changes
        if (await self._errands.update_one(guard, update)).matched_count or not over:
            return None
        found = await self._errands.find_one({"_id": lease.errand.key, "fence": lease.fence})
        return _lease(found) if found else None

    async def renew(self, key: str, *, now: datetime) -> None:
        """Have a picture again whose bytes are lost."""
        await self._errands.update_one(
            {"_id": key, "state": {"$ne": "stopped"}},
            {"$set": {"state": "due", "due_at": to_ms(now), "failures": 0}},
        )

    async def forget(self, keys: Sequence[str]) -> None:
        """Delete errands, with the words in them."""
        await self._errands.delete_many({"_id": {"$in": [*keys]}})

    async def forget_story(self, article_id: str) -> None:
        """Take what a story said of pictures; an errand that nobody else wants goes with it.

        Reads through all errands, as is done for a recall only.
        """
        asked = {"errand.statements.article_id": article_id}
        async for found in self._errands.find(asked):
            errand = _errand(found)
            others = [each for each in errand.statements if each.article_id != article_id]
            guard = {"_id": found["_id"], "changes": found["changes"]}
            if not others:
                await self._errands.delete_one(guard)
                continue
            left = changed(errand, {"statements": tuple(others)}).model_dump(mode="json")
            update: Document = {"$set": {"errand": left}, "$inc": {"changes": 1}}
            await self._errands.update_one(guard, update)

    async def waiting(self) -> int:
        """Count the errands that are still to be run."""
        return int(await self._errands.count_documents({"due_at": {"$gt": 0}}))


def _asked(errand: Errand, now: datetime, *, stopped: bool) -> Document:
    document: Document = {
        "_id": errand.key,
        "source": errand.source,
        "errand": errand.model_dump(mode="json"),
        "state": "stopped" if stopped else "due",
        "fence": 0,
        "changes": 0,
        "failures": 0,
        "at": to_ms(now),
    }
    return document if stopped else {**document, "due_at": to_ms(now)}


def _errand(document: Document) -> Errand:
    return Errand.model_validate(document["errand"])


def _lease(document: Document) -> Lease:
    return Lease(
        errand=_errand(document),
        fence=document["fence"],
        changes=document["changes"],
        failures=document["failures"],
    )


def _found(document: Document) -> Found:
    return Found(KeptPicture.model_validate(document["picture"]), document["changes"])


def _name(source: str, name: str) -> str:
    return hashlib.sha256(f"{source}\n{name}".encode(errors="replace")).hexdigest()[:40]


def _stop(source: str, name: str) -> str:
    return f"stop:{_name(source, name)}"


def _article(article_id: str) -> str:
    return f"article:{article_id}"


def _row(key: str, name: str) -> str:
    return hashlib.sha256(f"{key}\n{name}".encode()).hexdigest()[:40]
