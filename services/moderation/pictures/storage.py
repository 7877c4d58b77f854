"""Edge: what moderation remembers of pictures: by name for rules, by looks for people."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence

from pymongo import UpdateOne

from services.moderation.pictures.telling import (
    LOOKS_ALIKE_BITS,
    bands_of,
    differing_bits,
)
from shared.articles import Noun
from shared.database import Database, Document, Index, claim, guarded_upserts, to_ms
from shared.events import Event
from shared.media import Media, MediaEnd, href_of

INDEXES = (
    Index("case_picture_names", ("name",)),
    Index("case_picture_bands", ("band",)),
)
_MOST_ALIKE = 20
_READ_OF_A_BAND = 500


class Noted(Noun):
    """A picture as the desk knows it. `ended` is how it was stopped, empty where it was not."""

    media: Media
    ended: str = ""
    reason: str = ""


class Alike(Noun):
    """Another picture that looks like one, and in how many of 64 bits it differs."""

    source: str
    sha256: str
    bits: int


class CasePictures:
    """The collections of this room."""

    def __init__(self, database: Database) -> None:
        self._pictures = database["case_pictures"]
        self._names = database["case_picture_names"]
        self._bands = database["case_picture_bands"]

    async def note(self, events: Sequence[Event]) -> None:
        """Keep what events say of pictures; of two about one, the higher number holds."""
        names: dict[str, Document] = {}
        bands: dict[str, Document] = {}
        writes = []
        for event in sorted(events, key=lambda each: each.data.number):
            data: Media | MediaEnd = event.data
            for name in (href_of(data.sha256), *data.hrefs, *data.guids):
                key = f"{data.source} {name}"
                row = {"_id": f"{key} {data.sha256}", "name": key, "picture": data.article_id}
                names[row["_id"]] = row
            writes.append(_write(data))
            for band in bands_of(data.perceptual_hash) if isinstance(data, Media) else ():
                row = {"_id": f"{band} {data.article_id}", "band": band}
                bands[row["_id"]] = row | {"picture": data.article_id}
        await claim(self._names, list(names.values()))
        await claim(self._bands, list(bands.values()))
        for write in writes:
            # One after the other: an older one that loses has nothing to say any more.
            await guarded_upserts(self._pictures, [write])
        firsts = [
            UpdateOne(
                {"_id": each.data.article_id, "media": {"$exists": False}},
                {"$set": {"media": each.data.model_dump(mode="json")}},
            )
            for each in events
            if isinstance(each.data, Media)
        ]
        if firsts:
            await self._pictures.bulk_write(firsts, ordered=False)

    async def named(self, source: str, names: Collection[str]) -> list[Noted]:
        """Give the pictures that a source's names mean."""
        if not names:
            return []
        keys = sorted(f"{source} {name}" for name in names)
        rows = self._names.find({"name": {"$in": keys}})
        ids = sorted({row["picture"] async for row in rows})
        return [each async for each in self._found(ids)]

    async def one(self, source: str, sha256: str) -> Noted | None:
        """Give one picture."""
        return next(iter([each async for each in self._found([f"{source}:{sha256}"])]), None)

    async def alike(self, media: Media) -> list[Alike]:
        """Give pictures that look like one, the likest first."""
        bands = [*bands_of(media.perceptual_hash)]
        if not bands:
            return []
        rows = self._bands.find({"band": {"$in": bands}}).limit(_READ_OF_A_BAND)
        ids = {row["picture"] async for row in rows} - {media.article_id}
        found = []
        async for each in self._found(sorted(ids)):
            other = each.media
            bits = differing_bits(media.perceptual_hash, other.perceptual_hash)
            if bits <= LOOKS_ALIKE_BITS and other.sha256 != media.sha256:
                found.append(Alike(source=other.source, sha256=other.sha256, bits=bits))
        return sorted(found, key=lambda each: each.bits)[:_MOST_ALIKE]

    async def _found(self, ids: Collection[str]) -> AsyncIterator[Noted]:
        async for doc in self._pictures.find({"_id": {"$in": list(ids)}}):
            if "media" in doc:
                yield Noted(
                    media=Media.model_validate(doc["media"]),
                    ended=doc.get("ended", ""),
                    reason=doc.get("reason", ""),
                )


def _write(data: Media | MediaEnd) -> tuple[Document, Document]:
    guard: Document = {
        "_id": data.article_id,
        "number": {"$lt": data.number},
        "final": {"$ne": 1},
    }
    if isinstance(data, MediaEnd):
        facts: Document = {"number": data.number, "ended": data.state, "reason": data.reason}
        if data.state in ("canceled", "recalled"):
            facts["final"] = 1
            # An end is for ever, whatever number came before it.
            del guard["number"], guard["final"]
    else:
        facts = {
            "number": data.number,
            "ended": "",
            "reason": "",
            "media": data.model_dump(mode="json"),
        }
    return guard, {"$set": facts | {"at": to_ms(data.at)}}
