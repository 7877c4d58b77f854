"""Edge: the audit's entries. They are only ever added; a recall takes their notes."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from services.moderation.desk.audit.chain import NOTHING_BEFORE, Entry, Happened, link
from shared.database import Database, Document, Index, claim, from_ms, to_ms

INDEXES = (
    Index("audit", ("event_id",), unique=True),
    Index("audit", ("at",)),
    Index("audit", ("article_id",)),
)

_PAGE = 500
_TRIES = 200


class AuditStore:
    """Who did what. Numbers are keys, so that two processes never write the same one."""

    def __init__(self, database: Database) -> None:
        self._entries = database["audit"]

    async def note(
        self, what: str, *, by: str, about: str, at: datetime, note: str = ""
    ) -> None:
        """Put something on the record that has no document of its own to be told from."""
        happening = f"{what}:{to_ms(at)}:{secrets.token_hex(4)}"
        await self.append(
            [Happened(id=happening, at=at, by=by, what=what, about=about, note=note)]
        )

    async def append(self, happened: Sequence[Happened]) -> int:
        """Put on the record what is not there yet; tell how much that was."""
        added = 0
        for each in await self._missing(happened):
            added += await self._append(each)
        return added

    async def _missing(self, happened: Sequence[Happened]) -> list[Happened]:
        if not happened:  # nx-27017 looks at every document for an empty `$in`
            return []
        found = self._entries.find(
            {"event_id": {"$in": [each.id for each in happened]}}, {"event_id": 1}
        )
        known = {row["event_id"] async for row in found}
        return [each for each in happened if each.id not in known]

    async def _append(self, happened: Happened) -> bool:
        salt = secrets.token_hex(16)
        for _ in range(_TRIES):
            last = await self.last()
            number, previous = (last.number, last.hash) if last else (0, NOTHING_BEFORE)
            entry = link(happened, number=number + 1, previous=previous, salt=salt)
            if (await claim(self._entries, [_to_document(entry)]))[0]:
                return True
            if not await self._missing([happened]):
                return False
        message = "too many write the audit at once"
        raise RuntimeError(message)

    async def last(self) -> Entry | None:
        """Give the end of the chain."""
        rows = await self._entries.find({}).sort("_id", -1).limit(1).to_list(1)
        return _to_entry(rows[0]) if rows else None

    async def entries(self, after: int = 0) -> AsyncIterator[list[Entry]]:
        """Give the entries in order, some at a time."""
        while True:
            found = self._entries.find({"_id": {"$gt": _key(after)}})
            page = [_to_entry(row) async for row in found.sort("_id", 1).limit(_PAGE)]
            if page:
                yield page
                after = page[-1].number
            if len(page) < _PAGE:
                return

    async def first_since(self, since: datetime) -> int:
        """Give the number before the first entry that was made since then."""
        found = self._entries.find({"at": {"$gte": to_ms(since)}}, {"_id": 1})
        rows = await found.sort("at", 1).limit(1).to_list(1)
        if not rows:
            last = await self.last()
            return last.number if last else 0
        return int(rows[0]["_id"]) - 1

    async def purge(self, article_id: str) -> None:
        """Take every word that people wrote about an article; what they did stays."""
        found = self._entries.find({"article_id": article_id}, {"_id": 1})
        keys = [row["_id"] async for row in found]
        change = {"$unset": {"note": "", "salt": ""}}
        await self._entries.update_many({"_id": {"$in": keys}}, change)


def _key(number: int) -> str:
    return f"{number:016d}"


def _to_document(entry: Entry) -> Document:
    written = entry.model_dump(exclude={"number", "id", "at", "note", "salt"})
    noted = {"note": entry.note, "salt": entry.salt} if entry.note is not None else {}
    return {
        **written,
        **noted,
        "_id": _key(entry.number),
        "event_id": entry.id,
        "at": to_ms(entry.at),
        "article_id": entry.about.partition(":")[0],
    }


def _to_entry(row: Document) -> Entry:
    return Entry.model_validate(
        {**row, "number": int(row["_id"]), "id": row["event_id"], "at": from_ms(row["at"])}
    )
