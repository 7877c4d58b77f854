"""What publish remembers of pictures: what is known of each, who names it, its renditions.

Written first is what others look for, read last what they have written: of a picture that
comes and a story that goes live at one moment, at least one finds the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pymongo import DeleteMany, UpdateOne

from services.publish.pictures.shown.keeping import Heard, PictureEvent, names_in
from services.publish.pictures.shown.showing import Kept
from shared.database import Database, Document, Index, claim, guarded_upserts, to_ms
from shared.events import MediaWithdrawn

INDEXES = (
    Index("site_pictures", ("open",)),
    Index("site_pictures", ("wake_at",)),
    Index("site_pictures", ("sha256",)),
    Index("site_picture_names", ("name",)),
    Index("site_picture_uses", ("name",)),
    Index("site_picture_uses", ("article_id",)),
    Index("site_renditions", ("sha256",)),
    Index("site_renditions", ("object",)),
)

_ENDS_FIRST = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A picture as it is kept, and by how manieth write."""

    id: str
    kept: Kept
    version: int
    names: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Give the name of its bytes."""
        return self.id.rpartition(":")[2]


class PictureStore:
    """The collections of this room."""

    def __init__(self, database: Database) -> None:
        self._pictures = database["site_pictures"]
        self._names = database["site_picture_names"]
        self._uses = database["site_picture_uses"]
        self._renditions = database["site_renditions"]

    # --- what is known -------------------------------------------------------------------

    async def load(self, events: Sequence[PictureEvent]) -> list[Stored | None]:
        """Give what is known of each event's picture."""
        ids = [event.data.article_id for event in events]
        found = {each.id: each for each in await self._find({"_id": {"$in": list(set(ids))}})}
        return [found.get(each) for each in ids]

    async def save(
        self, heard: Sequence[tuple[PictureEvent, Heard]], now: datetime
    ) -> list[Heard | None]:
        """Keep what was heard, marked for its stories to be told anew; None for who lost."""
        changed = [(event, each) for event, each in heard if each.kept is not None]
        names = [
            {
                "_id": f"{name}:{event.data.sha256}",
                "name": name,
                "picture": event.data.article_id,
            }
            for event, _ in changed
            for name in names_in(event)
        ]
        if names:
            await claim(self._names, list({each["_id"]: each for each in names}.values()))
        writes = [_write(event, each, now) for event, each in changed]
        won = iter(await guarded_upserts(self._pictures, writes))
        return [each if each.kept is None or next(won) else None for _, each in heard]

    async def known(self, names: Collection[str]) -> dict[str, Kept]:
        """Give what is known of the pictures that these names mean, the newest of each."""
        if not names:
            return {}
        rows = [r async for r in self._names.find({"name": {"$in": sorted(names)}})]
        ids = sorted({row["picture"] for row in rows})
        found = {each.id: each for each in await self._find({"_id": {"$in": ids}})}
        known: dict[str, Stored] = {}
        for row in rows:
            each = found.get(row["picture"])
            before = known.get(row["name"])
            if each and (before is None or _rank(each) > _rank(before)):
                known[row["name"]] = each
        return {name: each.kept for name, each in known.items()}

    async def of_bytes(self, sha256: str) -> list[tuple[Kept, bool]]:
        """Give what each source's use of the same bytes has come to, and if it was released."""
        found = self._pictures.find({"sha256": sha256})
        return [(_stored(doc).kept, bool(doc.get("released"))) async for doc in found]

    async def release(self, names: Collection[str]) -> None:
        """Note that a person lets pictures of these names be shown although they are held."""
        if not names:
            return
        rows = self._names.find({"name": {"$in": sorted(names)}})
        writes = [
            UpdateOne({"_id": each}, {"$set": {"released": True}})
            for each in sorted({row["picture"] async for row in rows})
        ]
        if writes:
            await self._pictures.bulk_write(writes, ordered=False)

    # --- whose stories change ------------------------------------------------------------

    async def note_uses(self, uses: Iterable[tuple[str, str]]) -> None:
        """Note that articles (second) name pictures (first)."""
        rows = {
            f"{name}:{article}": {
                "_id": f"{name}:{article}",
                "name": name,
                "article_id": article,
            }
            for name, article in uses
        }
        if rows:
            await claim(self._uses, list(rows.values()))

    async def users(self, names: Collection[str]) -> list[str]:
        """Give the articles that name pictures so."""
        found = self._uses.find({"name": {"$in": sorted(names)}})
        return sorted({row["article_id"] async for row in found})

    async def pictures_of(self, article_ids: Collection[str]) -> list[Stored]:
        """Give the pictures that articles name, or named."""
        if not article_ids:
            return []
        rows = self._uses.find({"article_id": {"$in": sorted(article_ids)}})
        names = sorted({row["name"] async for row in rows})
        ids = {r["picture"] async for r in self._names.find({"name": {"$in": names}})}
        return await self._find({"_id": {"$in": sorted(ids)}})

    async def mark(self, ids: Collection[str], now: datetime) -> None:
        """Ask for the stories of pictures to be told anew."""
        writes = [UpdateOne({"_id": each}, {"$set": {"open": to_ms(now)}}) for each in ids]
        if writes:
            await self._pictures.bulk_write(writes, ordered=False)

    async def mark_named(self, names: Collection[str], now: datetime) -> bool:
        """Ask the same for the pictures of these names; tell whether there are any."""
        if not names:
            return False
        rows = self._names.find({"name": {"$in": sorted(names)}})
        ids = {row["picture"] async for row in rows}
        await self.mark(ids, now)
        return bool(ids)

    async def waiting(self, now: datetime, limit: int) -> list[tuple[Stored, int]]:
        """Give pictures whose stories are to be told anew, with their mark."""
        marked = self._pictures.find({"open": {"$gt": 0}}).sort("open", 1).limit(limit)
        found = [doc async for doc in marked]
        due = self._pictures.find({"wake_at": {"$lte": to_ms(now)}}).limit(limit)
        known = {doc["_id"] for doc in found}
        found += [doc async for doc in due if doc["_id"] not in known]
        return [(_stored(doc), doc.get("open", 0)) for doc in found]

    async def settle(self, done: Sequence[tuple[Stored, int]], now: datetime) -> None:
        """Take the marks away that nobody has set anew since."""
        writes = []
        for each, mark in done:
            wake = each.kept.next_change(now)
            change: Document = {"$unset": {"open": ""}}
            if wake is None:
                change["$unset"]["wake_at"] = ""
            else:
                change["$set"] = {"wake_at": to_ms(wake)}
            guard: Document = {"_id": each.id, "version": each.version}
            if mark:
                guard["open"] = mark
            writes.append(UpdateOne(guard, change))
        if writes:
            await self._pictures.bulk_write(writes, ordered=False)

    # --- renditions ----------------------------------------------------------------------

    async def rendition(self, key: str) -> str | None:
        """Give the name of the bytes of a rendition that was made."""
        found = await self._renditions.find_one({"_id": key})
        return str(found["object"]) if found else None

    async def keep_rendition(self, key: str, sha256: str, name: str) -> None:
        """Note a rendition, of which picture it is and where its bytes lie."""
        change = {"$set": {"sha256": sha256, "object": name}}
        await self._renditions.update_one({"_id": key}, change, upsert=True)

    async def drop_renditions(self, sha256: str) -> list[str]:
        """Forget a picture's renditions; give the bytes that nobody else means."""
        names = {d["object"] async for d in self._renditions.find({"sha256": sha256})}
        if names:
            await self._renditions.bulk_write([DeleteMany({"sha256": sha256})])
        kept = await self.meant(names)
        return sorted(names - kept)

    async def meant(self, names: Collection[str]) -> set[str]:
        """Tell which of these bytes some rendition means."""
        found = self._renditions.find({"object": {"$in": sorted(names)}}, {"object": 1})
        return {doc["object"] async for doc in found}

    # --- parts ---------------------------------------------------------------------------

    async def _find(self, asked: Mapping[str, object]) -> list[Stored]:
        return [_stored(doc) async for doc in self._pictures.find(dict(asked))]


def _rank(stored: Stored) -> tuple[float, int]:
    media = stored.kept.media
    return (media.at.timestamp() if media else 0.0, stored.kept.number)


def _write(event: PictureEvent, heard: Heard, now: datetime) -> tuple[Document, Document]:
    kept = heard.kept
    assert kept is not None
    facts: Document = {
        "version": heard.version + 1,
        "source": event.data.source,
        "sha256": event.data.sha256,
        "kept": kept.model_dump(mode="json", exclude_defaults=True),
        "open": _ENDS_FIRST if isinstance(event, MediaWithdrawn) else to_ms(now),
    }
    # Each document is made here, with its list: nx-27017 would add nothing to one without.
    change: Document = {"$set": facts, "$addToSet": {"names": {"$each": [*names_in(event)]}}}
    return {"_id": event.data.article_id, "version": heard.version}, change


def _stored(doc: Document) -> Stored:
    return Stored(
        id=doc["_id"],
        kept=Kept.model_validate(doc["kept"]),
        version=doc["version"],
        names=tuple(doc.get("names", ())),
    )
