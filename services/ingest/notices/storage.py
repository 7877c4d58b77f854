"""The webhooks of sources, and what each is still to be told.

Collection `source_webhooks`: a source with a webhook, whose `due_at` is when somebody may look
at it. A lease moves that into the future and raises `fence`, so that a process which dies gives
it back by itself, and one that was only slow finds its fence passed. `owed` counts what was
added: who gives a source back knows by it that something came meanwhile.
Collection `source_notices`: what it is told, under the id of the event that it stems from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from services.ingest.notices.due import Notice, NoticeState
from shared.answers import Breaker
from shared.database import Database, Document, Index, claim, from_ms, to_ms
from shared.sealing import Seal

INDEXES = (
    Index("source_webhooks", ("due_at",)),
    Index("source_notices", ("source", "state")),
    Index("source_notices", ("article_id",)),
)

_NEVER = 2**52
"""In milliseconds: nothing waits."""
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A source's webhook in the hands of one process. `version` counts its secrets."""

    source: str
    url: str
    version: int
    fence: int
    owed: int
    breaker: Breaker


@dataclass(frozen=True, slots=True)
class _GivenUp:
    """How many notices a source was not told, since when, and what it answered last."""

    source: str
    count: int
    since: datetime
    answer: str


class NoticeStore:
    """What ingest knows of webhooks and notices."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._webhooks = database["source_webhooks"]
        self._notices = database["source_notices"]
        self._seal = seal

    # --- the operator's ------------------------------------------------------------------

    async def set_webhook(self, source: str, url: str, *, now: datetime) -> tuple[int, bool]:
        """Set where a source is told; give its secret's version, and whether it is new.

        At the same address nothing changes. What waited goes to the new one.
        """
        while True:
            found = await self._webhooks.find_one({"_id": source})
            if found is None:
                fresh = {
                    "_id": source,
                    "url": self._seal.close(url),
                    "version": 1,
                    "fence": 1,
                    "owed": 0,
                    "holder": "",
                    "failures": 0,
                    "open_until": 0,
                    "due_at": to_ms(now),
                    "created_at": now,
                }
                if (await claim(self._webhooks, [fresh]))[0]:
                    return 1, True
                continue
            if self._seal.open(found["url"]) == url:
                return int(found["version"]), False
            change = {"url": self._seal.close(url), **_anew(now)}
            if await self._set(source, found["fence"], change, version=1):
                return int(found["version"]) + 1, True

    async def new_secret(self, source: str) -> int | None:
        """Count a webhook's secret on; None where there is no webhook."""
        found = await self._webhooks.find_one({"_id": source})
        if found is None:
            return None
        version = int(found["version"])
        guard = {"_id": source, "version": version}
        changed = await self._webhooks.update_one(guard, {"$inc": {"version": 1}})
        return version + 1 if changed.matched_count else await self.new_secret(source)

    async def remove(self, source: str) -> bool:
        """Tell a source nothing more; False where it was not told."""
        removed = await self._webhooks.delete_one({"_id": source})
        await self._notices.delete_many({"source": source})
        return bool(removed.deleted_count)

    async def retry(self, source: str, *, now: datetime) -> int | None:
        """Try at once what waits, and again what was given up; tell how many. None: no hook."""
        found = await self._webhooks.find_one({"_id": source})
        if found is None:
            return None
        undelivered = [NoticeState.WAITING.value, NoticeState.GIVEN_UP.value]
        changed = await self._notices.update_many(
            {"source": source, "state": {"$in": undelivered}},
            {"$set": {"state": NoticeState.WAITING.value, "due_at": to_ms(now), "attempts": 0}},
        )
        well = {"failures": 0, "open_until": 0}
        await self._webhooks.update_one({"_id": source}, {"$set": well, "$inc": {"owed": 1}})
        await self._look_soon(source, now)
        return int(changed.matched_count)

    async def described(self, source: str, *, now: datetime) -> dict[str, Any] | None:
        """Tell how a source is told and how that goes, without anything secret."""
        found = await self._webhooks.find_one({"_id": source})
        if found is None:
            return None
        counts = {state.value: await self._count(source, state) for state in NoticeState}
        failures, open_until = int(found["failures"]), int(found["open_until"])
        broken = open_until > to_ms(now)
        return {
            "url": _shown(self._seal.open(found["url"])),
            "state": "broken" if broken else "failing" if failures else "ok",
            **counts,
            "failures": failures,
            "last_answer": found.get("last_answer"),
            "last_ok_at": _iso(found.get("last_ok_at")),
            "due_at": None if found["due_at"] >= _NEVER else _iso(found["due_at"]),
        }

    async def _count(self, source: str, state: NoticeState) -> int:
        wanted = {"source": source, "state": state.value}
        return len(await self._notices.find(wanted, {"_id": 1}).to_list(None))

    async def given_up(self) -> list[_GivenUp]:
        """Give the sources that were not told something, for a person to see to."""
        found: dict[str, list[Document]] = {}
        async for each in self._notices.find({"state": NoticeState.GIVEN_UP.value}):
            found.setdefault(each["source"], []).append(each)
        return [
            _GivenUp(
                source,
                len(those),
                from_ms(min(each["ended_at"] for each in those)),
                max(those, key=lambda each: each["ended_at"])["answer"],
            )
            for source, those in found.items()
        ]

    async def reseal(self, *, readable_only: bool) -> int:
        """Seal the addresses anew with the newest key, those that lie open or all."""
        count = 0
        async for found in self._webhooks.find({}):
            anew = self._seal.anew(found["url"], readable_only=readable_only)
            if anew == found["url"]:
                continue
            query = {"_id": found["_id"], "url": found["url"]}
            changed = await self._webhooks.update_one(query, {"$set": {"url": anew}})
            count += changed.matched_count
        return count

    # --- what is owed --------------------------------------------------------------------

    async def with_webhook(self, sources: Sequence[str]) -> frozenset[str]:
        """Tell which of these sources have a webhook."""
        if not sources:  # nx-27017 looks at every document for an empty `$in`
            return frozenset()
        found = self._webhooks.find({"_id": {"$in": [*{*sources}]}}, {"_id": 1})
        return frozenset([each["_id"] async for each in found])

    async def owe(self, notices: Sequence[Notice], now: datetime) -> None:
        """Keep what sources are to be told; what is there already stays as it is."""
        if not notices:
            return
        await claim(self._notices, [_document(notice) for notice in notices])
        for source in {notice.source for notice in notices}:
            await self._webhooks.update_one({"_id": source}, {"$inc": {"owed": 1}})
            await self._look_soon(source, now)

    async def _look_soon(self, source: str, now: datetime) -> None:
        """Make a source due; who has it in hand sees by `owed` that there is more."""
        await self._webhooks.update_one(
            {"_id": source, "holder": ""}, {"$set": {"due_at": to_ms(now)}}
        )

    async def purge(self, article_ids: Sequence[str]) -> None:
        """Forget what was to be said, or was said, of recalled stories."""
        if article_ids:
            await self._notices.delete_many({"article_id": {"$in": [*article_ids]}})

    # --- the couriers' -------------------------------------------------------------------

    async def lease_due(self, holder: str, *, now: datetime, lease_s: float) -> Webhook | None:
        """Take the source that has been due for longest; it goes to one process."""
        due = self._webhooks.find({"due_at": {"$lte": to_ms(now)}}).sort("due_at", 1)
        for found in await due.limit(10).to_list(10):
            until = to_ms(now + timedelta(seconds=lease_s))
            change = {"due_at": until, "holder": holder}
            if await self._set(found["_id"], found["fence"], change):
                return self._webhook({**found, "fence": int(found["fence"]) + 1})
        return None

    async def renew(self, webhook: Webhook, *, now: datetime, lease_s: float) -> bool:
        """Keep a source in hand; False where another has it, or the operator changed it."""
        until = to_ms(now + timedelta(seconds=lease_s))
        changed = await self._webhooks.update_one(
            {"_id": webhook.source, "fence": webhook.fence}, {"$set": {"due_at": until}}
        )
        return changed.matched_count == 1

    async def waiting(self, source: str) -> list[Notice]:
        """Give what a source is still to be told, without the words, in the order decided."""
        wanted = {"source": source, "state": NoticeState.WAITING.value}
        found = self._notices.find(wanted, {"body": 0}).sort("order", 1).limit(_AT_ONCE)
        return [_notice(each) async for each in found]

    async def body(self, notice: Notice) -> bytes | None:
        """Give what is to be said; None where it was purged."""
        found = await self._notices.find_one({"_id": notice.id}, {"body": 1})
        return found["body"].encode() if found else None

    async def tried(self, webhook: Webhook, notice: Notice, now: datetime) -> None:
        """Note what came of a try."""
        change: Document = {
            "state": notice.state.value,
            "due_at": to_ms(notice.due_at),
            "attempts": notice.attempts,
            "answer": notice.answer,
        }
        if notice.state is not NoticeState.WAITING:
            change["ended_at"] = to_ms(now)
        guard = {"_id": notice.id, "state": NoticeState.WAITING.value}
        await self._notices.update_one(guard, {"$set": change})
        said: Document = {
            "failures": webhook.breaker.failures,
            "open_until": int(webhook.breaker.open_until * 1000),
            "last_answer": notice.answer,
        }
        if notice.state is NoticeState.DELIVERED:
            said["last_ok_at"] = to_ms(now)
        await self._webhooks.update_one(
            {"_id": webhook.source, "fence": webhook.fence}, {"$set": said}
        )

    async def give_back(self, webhook: Webhook, due_at: datetime | None) -> bool:
        """Give a source back until it is due again; False where something came meanwhile."""
        until = _NEVER if due_at is None else to_ms(due_at)
        changed = await self._webhooks.update_one(
            {"_id": webhook.source, "fence": webhook.fence, "owed": webhook.owed},
            {"$set": {"due_at": until, "holder": ""}},
        )
        return changed.matched_count == 1

    async def again(self, webhook: Webhook) -> Webhook | None:
        """Give a source in hand as it is now; None where it is so no more."""
        found = await self._webhooks.find_one({"_id": webhook.source, "fence": webhook.fence})
        return self._webhook(found) if found else None

    async def _set(self, source: str, at: int, change: Document, *, version: int = 0) -> bool:
        update: Document = {"$set": change, "$inc": {"fence": 1}}
        if version:
            update["$inc"]["version"] = version
        result = await self._webhooks.update_one({"_id": source, "fence": at}, update)
        return result.matched_count == 1

    def _webhook(self, found: Document) -> Webhook:
        return Webhook(
            source=found["_id"],
            url=self._seal.open(found["url"]),
            version=int(found["version"]),
            fence=int(found["fence"]),
            owed=int(found["owed"]),
            breaker=Breaker(
                failures=int(found["failures"]), open_until=int(found["open_until"]) / 1000
            ),
        )


def _anew(now: datetime) -> Document:
    return {"holder": "", "due_at": to_ms(now), "failures": 0, "open_until": 0}


def _document(notice: Notice) -> Document:
    return {
        "_id": notice.id,
        "source": notice.source,
        "article_id": notice.article_id,
        "order": notice.order,
        "body": notice.body.decode(),
        "state": notice.state.value,
        "due_at": to_ms(notice.due_at),
        "attempts": notice.attempts,
        "answer": notice.answer,
    }


def _notice(found: Document) -> Notice:
    return Notice(
        id=found["_id"],
        source=found["source"],
        article_id=found["article_id"],
        order=found["order"],
        body=b"",
        state=NoticeState(found["state"]),
        due_at=from_ms(found["due_at"]),
        attempts=int(found["attempts"]),
        answer=found["answer"],
    )


def _shown(url: str) -> str:
    """Write an address without what may be secret in it: many hooks have a key for a path."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/…"


def _iso(milliseconds: int | None) -> str | None:
    return None if milliseconds is None else from_ms(milliseconds).isoformat()
