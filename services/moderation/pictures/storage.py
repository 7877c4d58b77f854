"""Edge: what moderation remembers of pictures: by name for rules, by looks for people."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pymongo import UpdateOne

from services.moderation.pictures.telling import (
    LOOKS_ALIKE_BITS,
    bands_of,
    differing_bits,
)
from shared.articles import Article, Noun
from shared.database import Database, Document, Index, claim, guarded_upserts, to_ms
from shared.events import Event
from shared.media import Caption, Media, MediaEnd, href_of, pictures_of

INDEXES = (
    Index("case_pictures", ("look",)),
    Index("case_picture_uses", ("name",)),
    Index("case_picture_uses", ("case",)),
    Index("case_picture_names", ("name",)),
    Index("case_picture_names", ("picture",)),
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


@dataclass(frozen=True, slots=True)
class _Marked:
    """A picture whose stories' cases are to be judged again, and the mark that says so."""

    picture: str
    mark: int


class CasePictures:
    """The collections of this room."""

    def __init__(self, database: Database) -> None:
        self._pictures = database["case_pictures"]
        self._names = database["case_picture_names"]
        self._bands = database["case_picture_bands"]
        self._uses = database["case_picture_uses"]

    async def note(self, events: Sequence[Event], now: datetime) -> None:
        """Keep what events say of pictures; of two about one, the higher number holds.

        What is written asks for their stories' cases to be judged again.
        """
        names: dict[str, Document] = {}
        bands: dict[str, Document] = {}
        writes: list[tuple[Document, Document]] = []
        for event in sorted(events, key=lambda each: each.data.number):
            data: Media | MediaEnd = event.data
            for name in (href_of(data.sha256), *data.hrefs, *data.guids):
                key = f"{data.source} {name}"
                row = {"_id": f"{key} {data.sha256}", "name": key, "picture": data.article_id}
                names[row["_id"]] = row
            writes += _writes(data, now)
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
                {
                    "_id": each.data.article_id,
                    "media": {"$exists": False},
                    "ended": {"$ne": "recalled"},
                },
                {"$set": {"media": each.data.model_dump(mode="json")}},
            )
            for each in events
            if isinstance(each.data, Media)
        ]
        if firsts:
            await self._pictures.bulk_write(firsts, ordered=False)
        if recalled := [e.data.article_id for e in events if _is_recall(e)]:
            for doc in [d async for d in self._pictures.find({"_id": {"$in": recalled}})]:
                await self._forget_words(doc)

    async def _forget_words(self, doc: Document) -> None:
        """Keep of a recalled picture that it was there, and by which names."""
        if "media" in doc:
            media = Media.model_validate(doc["media"])
            bands = [f"{band} {doc['_id']}" for band in bands_of(media.perceptual_hash)]
            bare = {"says": Caption(), "credentials": None, "perceptual_hash": ""}
            blank = Media.model_validate({**dict(media), **bare}).model_dump(mode="json")
            await self._pictures.update_one({"_id": doc["_id"]}, {"$set": {"media": blank}})
            await self._bands.delete_many({"_id": {"$in": bands}})

    # --- whose cases change --------------------------------------------------------------

    async def note_uses(self, articles: Iterable[tuple[str, Article]]) -> None:
        """Note which cases (first) name which pictures, before the cases are there."""
        rows = {}
        for case, article in articles:
            for name in _names_in(article):
                key = f"{article.source.id} {name}"
                rows[f"{key} {case}"] = {"_id": f"{key} {case}", "name": key, "case": case}
        if rows:
            await claim(self._uses, list(rows.values()))

    async def forget_uses(self, article_id: str) -> None:
        """Forget which pictures a recalled story named: an address can be a word of it."""
        its = {"case": {"$gte": f"{article_id}:", "$lt": f"{article_id};"}}
        keys = [row["_id"] async for row in self._uses.find(its, {"_id": 1})]
        await self._uses.delete_many({"_id": {"$in": keys}})

    async def mark_named(self, articles: Iterable[Article], now: datetime) -> None:
        """Ask for the cases of pictures that are known to be judged again."""
        names = {f"{each.source.id} {n}" for each in articles for n in _names_in(each)}
        if names:
            rows = self._names.find({"name": {"$in": sorted(names)}})
            await self._mark({row["picture"] async for row in rows}, now)

    async def _mark(self, pictures: Iterable[str], now: datetime) -> None:
        writes = [UpdateOne({"_id": each}, {"$set": {"look": to_ms(now)}}) for each in pictures]
        if writes:
            await self._pictures.bulk_write(writes, ordered=False)

    async def marked(self, limit: int) -> list[_Marked]:
        """Give pictures whose cases are to be judged again, those that wait longest first."""
        found = self._pictures.find({"look": {"$gt": 0}}, {"look": 1}).sort("look", 1)
        return [_Marked(doc["_id"], doc["look"]) async for doc in found.limit(limit)]

    async def cases_of(self, picture: str) -> list[str]:
        """Give the keys of the cases that name a picture."""
        rows = [row["name"] async for row in self._names.find({"picture": picture})]
        uses = self._uses.find({"name": {"$in": sorted(rows)}})
        return sorted({row["case"] async for row in uses})

    async def settle(self, done: _Marked) -> None:
        """Take a mark away, unless somebody has set it anew."""
        guard = {"_id": done.picture, "look": done.mark}
        await self._pictures.update_one(guard, {"$unset": {"look": ""}})

    async def held(self, source: str, names: Collection[str]) -> set[str]:
        """Give those of a source's names whose pictures are held, and none else is there."""
        keys = {f"{source} {name}": name for name in names}
        rows = [r async for r in self._names.find({"name": {"$in": sorted(keys)}})]
        ids = sorted({row["picture"] for row in rows})
        ends = {
            doc["_id"]: doc.get("ended", "")
            async for doc in self._pictures.find({"_id": {"$in": ids}}, {"ended": 1})
        }
        of_name: dict[str, set[str]] = {}
        for row in rows:
            if row["picture"] in ends:
                of_name.setdefault(keys[row["name"]], set()).add(ends[row["picture"]])
        return {name for name, found in of_name.items() if "held" in found and "" not in found}

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


def _names_in(article: Article) -> set[str]:
    return {name for each in pictures_of(article.item) for name in each.names}


def _is_recall(event: Event) -> bool:
    return isinstance(event.data, MediaEnd) and event.data.state == "recalled"


def _writes(data: Media | MediaEnd, now: datetime) -> list[tuple[Document, Document]]:
    """Write what is news, whatever order it comes in; of the guards at most one lets it pass.

    An end is for ever, whatever number came before it, unless a person took it back: `final` is
    its number, and `reinstated` that of the newest end that was taken back.
    """
    common: Document = {"number": data.number, "at": to_ms(data.at), "look": to_ms(now)}
    this: Document = {"_id": data.article_id}
    if isinstance(data, MediaEnd):
        facts = {**common, "ended": data.state, "reason": data.reason}
        if data.state not in ("canceled", "recalled"):
            newer = {"number": {"$lt": data.number}, "final": {"$exists": False}}
            return [({**this, **newer}, {"$set": facts})]
        facts["final"] = data.number
        if data.state == "recalled":
            return [(this, {"$set": facts})]
        kept = {"ended": {"$ne": "recalled"}}
        return [
            ({**this, **kept, "reinstated": {"$exists": False}}, {"$set": facts}),
            ({**this, **kept, "reinstated": {"$lt": data.number}}, {"$set": facts}),
        ]
    facts = {**common, "ended": "", "reason": "", "media": data.model_dump(mode="json")}
    newer = {"number": {"$lt": data.number}}
    if not data.reinstated:
        return [({**this, **newer, "final": {"$exists": False}}, {"$set": facts})]
    facts["reinstated"] = data.reinstated
    ended = {"final": {"$lte": data.reinstated}, "ended": {"$ne": "recalled"}}
    return [
        ({**this, **newer, "final": {"$exists": False}}, {"$set": facts}),
        ({**this, **newer, **ended}, {"$set": facts, "$unset": {"final": ""}}),
    ]
