"""What publish remembers: publications and the published log.

Everything looked up by time is kept in whole milliseconds as a number, and what is listed in
order under one plain field: the embedded server uses its indexes for these only.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from pymongo import DESCENDING, UpdateOne
from pymongo.errors import BulkWriteError
from pymongo.read_concern import ReadConcern

from services.publish.about import About, without_words
from services.publish.outcomes.released import Release
from services.publish.pictures.shown.keeping import next_picture_change
from services.publish.pictures.shown.reading import foci_in, uris_of, without
from services.publish.publication import Outgoing, Publication, short_id
from services.publish.release import next_due
from services.publish.rows import Row, Told, sequence_key
from shared import clock
from shared.database import DUPLICATE_KEY, Database, Document, Index, claim, guarded_upserts
from shared.events import ArticleKilled, Event
from shared.lifecycle import State

INDEXES = (
    Index("publications", ("shortid",)),
    Index("publications", ("outbox_open",)),
    Index("publications", ("wake_at",)),
    Index("publications", ("pictures_at",)),
    Index("publications", ("sequence",)),
    Index("published_log", ("event_id",), unique=True),
    Index("published_log", ("article_id",)),
    Index("published_log", ("type",)),
)

_KILLS_FIRST = 1

Decision = tuple[Event, Release]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article with steps to tell, as of `step`."""

    article_id: str
    step: int
    outbox: tuple[Outgoing, ...]


class PublishStore:
    """The collections of publish. Knows nothing of when or why."""

    def __init__(self, database: Database) -> None:
        self._publications = database["publications"]
        self._log = database["published_log"]
        self._log_state = database["log_state"]
        # A row that a fail-over may roll back must not be counted on from.
        self._durable_log = database["published_log"].with_options(
            read_concern=ReadConcern("majority")
        )

    # --- deciding ------------------------------------------------------------------------

    async def load(self, events: Sequence[Event]) -> list[Publication | None]:
        """Give the publication that each event is about."""
        found = await self.publications([event.data.article_id for event in events])
        return [found.get(event.data.article_id) for event in events]

    async def publications(self, article_ids: Sequence[str]) -> dict[str, Publication]:
        """Give the publications of these articles that exist."""
        cursor = self._publications.find({"_id": {"$in": list(set(article_ids))}})
        return {doc["_id"]: _publication(doc) async for doc in cursor}

    async def save(self, decisions: Sequence[Decision]) -> list[Release | None]:
        """Save what changed by compare-and-set on the step; None for who lost."""
        return await self.save_releases([release for _, release in decisions])

    async def save_releases(self, releases: Sequence[Release]) -> list[Release | None]:
        """Save releases that no event of a stream asked for; None for who lost."""
        changed = [release.publication for release in releases if release.publication]
        writes = [_guarded_write(publication) for publication in changed]
        won = iter(await guarded_upserts(self._publications, writes))
        return [
            release if release.publication is None or next(won) else None
            for release in releases
        ]

    async def due(self, now: datetime, limit: int) -> list[Publication]:
        """Give publications that the clock has something to do with."""
        cursor = self._publications.find({"wake_at": {"$lte": _ms(now)}})
        return [_publication(doc) async for doc in cursor.sort("wake_at", 1).limit(limit)]

    async def pictures_due(self, now: datetime, limit: int) -> list[str]:
        """Give the articles whose pictures time has changed, by what the stories say."""
        found = self._publications.find({"pictures_at": {"$lte": _ms(now)}}, {"_id": 1})
        return [doc["_id"] async for doc in found.sort("pictures_at", 1).limit(limit)]

    async def pictures_were_due(self, article_ids: Sequence[str], now: datetime) -> None:
        """Look at the pictures of these articles no more before the next time."""
        found = await self.publications(article_ids)
        writes = [
            UpdateOne(
                {"_id": each.article_id, "step": each.step},
                {"$set": {"pictures_at": _ms(at)}} if at else {"$unset": {"pictures_at": ""}},
            )
            for each in found.values()
            for at in [next_picture_change(each, now)]
        ]
        if writes:
            await self._publications.bulk_write(writes, ordered=False)

    # --- the outbox ----------------------------------------------------------------------

    async def waiting(self, limit: int) -> list[Waiting]:
        """Give articles with steps to tell, those that wait longest first."""
        cursor = self._publications.find(
            {"outbox_open": {"$gt": 0}}, {"step": 1, "outbox": 1}
        ).sort("outbox_open", 1)
        return [
            Waiting(
                article_id=doc["_id"],
                step=doc["step"],
                outbox=tuple(Outgoing.model_validate(each) for each in doc["outbox"]),
            )
            async for doc in cursor.limit(limit)
        ]

    async def settle(self, settled: Sequence[tuple[Waiting, Told | None]]) -> None:
        """Empty outboxes that are told, unless a step has come in meanwhile."""
        writes = []
        for waiting, told in settled:
            facts: Document = {"outbox": []}
            if told is not None:
                facts["sequence"] = sequence_key(told.sequence)
                facts["told"] = {
                    "revision": told.revision,
                    "step": told.step,
                    "hash": told.hash,
                    "state": told.state.value,
                    "abouts": _abouts_written(told.abouts),
                }
            writes.append(
                UpdateOne(
                    {"_id": waiting.article_id, "step": waiting.step},
                    {"$set": facts, "$unset": {"outbox_open": ""}},
                )
            )
        if writes:
            await self._publications.bulk_write(writes, ordered=False)

    # --- the log -------------------------------------------------------------------------

    async def last_sequence(self) -> int:
        """Give the number of the newest row, 0 for an empty log."""
        cursor = self._durable_log.find({}, {"_id": 1}).sort("_id", DESCENDING).limit(1)
        found = await cursor.to_list(1)
        return int(found[0]["_id"]) if found else 0

    async def append(self, rows: Sequence[Row]) -> int:
        """Insert rows in order, and stop at the first whose number or event id is taken.

        Gives how many went in.
        """
        try:
            await self._log.insert_many([_row_document(row) for row in rows], ordered=True)
        except BulkWriteError as error:
            details: Mapping[str, Any] = error.details or {}
            failures = details.get("writeErrors", [])
            if [failure["code"] for failure in failures] != [DUPLICATE_KEY]:
                raise
            if details.get("writeConcernErrors"):
                raise
            return int(failures[0]["index"])
        return len(rows)

    async def sequences_of(self, event_ids: Sequence[str]) -> dict[str, int]:
        """Tell which of these events are in the log, and under which number."""
        cursor = self._log.find({"event_id": {"$in": list(event_ids)}}, {"event_id": 1})
        return {doc["event_id"]: int(doc["_id"]) async for doc in cursor}

    async def redact(self, kills: Sequence[tuple[str, int, str]]) -> None:
        """Take the words out of all rows of an article before a step, (article id, step, URL).

        The URL takes the place of theirs, which may spell the headline out.
        """
        if not kills:
            return
        found = self._log.find(
            {"article_id": {"$in": [article_id for article_id, _, _ in kills]}},
            {"article_id": 1, "step": 1, "item": 1, "data": 1, "abouts": 1},
        )
        ends = {article_id: (step, url) for article_id, step, url in kills}
        # By `_id`: not every server finds what to update by other indexes.
        writes = [
            UpdateOne(
                {"_id": row["_id"]},
                {
                    "$set": {
                        "redacted": True,
                        "data.url": ends[row["article_id"]][1],
                        **_taken_with_it(row),
                    },
                    "$unset": {"item": "", "data.correction": ""},
                },
            )
            async for row in found
            if row["step"] < ends[row["article_id"]][0]
        ]
        if writes:
            await self._log.bulk_write(writes, ordered=False)

    async def take_pictures(
        self, article_ids: Sequence[str], sha256: str, is_named: Callable[[str], bool]
    ) -> None:
        """Take a killed picture, and what was said of it, out of these articles' rows.

        Last those that show it: by them others find how the rows before it came call it.
        """
        for article_id in article_ids:
            found = self._log.find({"article_id": article_id}, {"item": 1, "data": 1})
            rows = await found.to_list(None)
            for row in sorted(rows, key=lambda r: f"/media/{sha256}/" in r.get("item", "")):
                item = row.get("item") or ""
                left = without(item, [sha256], is_named=is_named) if item else item
                if left != item:
                    taken = {*row["data"].get("pictures_taken", ()), sha256}
                    change = {"item": left, "data.pictures_taken": sorted(taken)}
                    await self._log.update_one({"_id": row["_id"]}, {"$set": change})

    async def sequences_naming(
        self, article_id: str, taken: Collection[str], before: int
    ) -> list[int]:
        """Give the numbers of an article's rows before one that show or name pictures."""
        found = self._log.find({"article_id": article_id}, {"item": 1, "data": 1})
        rows = [row for row in await found.to_list(None) if int(row["_id"]) < before]
        uris = uris_of((row.get("item") for row in rows), taken)
        return sorted(
            int(row["_id"])
            for row in rows
            if {*taken} & {*row.get("data", {}).get("pictures_taken", ())}
            or (
                (item := row.get("item"))
                and without(item, taken, is_named=uris.__contains__) != item
            )
        )

    async def rows_after(self, sequence: int, limit: int) -> list[Row]:
        """Give the rows that follow a number, in order."""
        if limit <= 0:
            return []
        # The log has no gaps: naming the keys is quicker than a range on every server.
        first = sequence + 1
        keys = [sequence_key(number) for number in range(first, first + limit)]
        found = [_row(doc) async for doc in self._log.find({"_id": {"$in": keys}})]
        rows = {row.sequence: row for row in found}
        following = []
        for number in range(first, first + limit):
            if number not in rows:
                # What was inserted while we read is for the next time, in order.
                break
            following.append(rows[number])
        return following

    async def sequences_before(self, article_id: str, sequence: int) -> list[int]:
        """Give the numbers of an article's rows before one, in order."""
        cursor = self._log.find({"article_id": article_id}, {"_id": 1})
        numbers = sorted([int(doc["_id"]) async for doc in cursor])
        return [number for number in numbers if number < sequence]

    async def row(self, sequence: int) -> Row | None:
        """Give one row."""
        return next(iter(await self.rows_after(sequence - 1, 1)), None)

    async def kill_rows(self, limit: int) -> list[Row]:
        """Give the newest kills, newest first."""
        found = self._log.find({"type": ArticleKilled.type})
        return [_row(doc) async for doc in found.sort("_id", DESCENDING).limit(limit)]

    async def kill_row_of(self, article_id: str) -> Row | None:
        """Give the newest kill of a story."""
        rows = self._log.find({"article_id": article_id})
        kills = [_row(doc) async for doc in rows if doc["type"] == ArticleKilled.type]
        return max(kills, key=lambda row: row.sequence, default=None)

    # --- which log this is ---------------------------------------------------------------

    async def epoch(self) -> str:
        """Name this log: another name means that numbers were given anew."""
        found = await self._log_state.find_one({"_id": "log"})
        if found is None:
            await claim(self._log_state, [{"_id": "log", "epoch": secrets.token_hex(8)}])
            found = await self._log_state.find_one({"_id": "log"}) or {}
        return str(found["epoch"])

    async def renew_epoch(self, ahead: int) -> None:
        """Name the log anew, once for each `ahead`: the row that others have and it lost."""
        await self.epoch()
        await self._log_state.update_one(
            {"_id": "log", "ahead": {"$nin": [ahead]}},
            {"$set": {"epoch": secrets.token_hex(8), "ahead": ahead}},
        )

    # --- who is told of the site's changes -----------------------------------------------

    async def pinged(self, receiver: str) -> int | None:
        """Give the last row that a receiver of pings was told of."""
        found = await self._log_state.find_one({"_id": f"pinged:{receiver}"})
        return int(found["sequence"]) if found else None

    async def move_pinged(self, receiver: str, before: int | None, after: int) -> bool:
        """Note how far it was told, unless another process did."""
        key = f"pinged:{receiver}"
        if before is None:
            await claim(self._log_state, [{"_id": key, "sequence": after}])
            return True
        moved = await self._log_state.update_one(
            {"_id": key, "sequence": before}, {"$set": {"sequence": after}}
        )
        return bool(moved.modified_count)

    # --- readers -------------------------------------------------------------------------

    async def live_hashes(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Give the hash of what is live of each of these articles that is live."""
        found = self._publications.find(
            {"_id": {"$in": list(article_ids)}}, {"publication.live.hash": 1}
        )
        return {doc["_id"]: live async for doc in found if (live := _live_hash(doc))}

    async def told_after(self, sequence: int, limit: int) -> list[Told]:
        """Give what the world was told last of each article, by the number of that row."""
        fields = {"sequence": 1, "told": 1}
        cursor = self._publications.find({"sequence": {"$gt": sequence_key(sequence)}}, fields)
        return [
            Told(
                article_id=doc["_id"],
                sequence=int(doc["sequence"]),
                revision=doc["told"]["revision"],
                step=doc["told"]["step"],
                hash=doc["told"]["hash"],
                state=State(doc["told"]["state"]),
                abouts=_abouts(doc["told"]),
            )
            async for doc in cursor.sort("sequence", 1).limit(limit)
        ]


def _taken_with_it(row: Document) -> Document:
    """Keep of a row's pictures, as its item goes, which they were: gone, not unknown.

    And what it was about, for filters, without a word.
    """
    known = _abouts(row)
    abouts = {} if known is None else {"abouts": _abouts_written(without_words(known))}
    if not row.get("item"):
        return abouts
    shown = {*foci_in(orjson.loads(row["item"]))}
    taken = sorted(shown | {*row.get("data", {}).get("pictures_taken", ())})
    return abouts | ({"data.pictures_taken": taken} if taken else {})


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _queue_number(publication: Publication) -> int | None:
    """Give an article's place in the queue of those with something to tell: kills go first."""
    if not publication.outbox:
        return None
    return _KILLS_FIRST if publication.is_gone else _ms(publication.outbox[0].at)


def _guarded_write(publication: Publication) -> tuple[Document, Document]:
    """Write a publication whole, if its step is still the one it was made from."""
    facts: Document = {
        "step": publication.step,
        "state": publication.state.value,
        "shortid": short_id(publication.article_id),
        "publication": publication.model_dump(mode="json", exclude={"outbox"}),
        "outbox": [each.model_dump(mode="json") for each in publication.outbox],
    }
    wake = next_due(publication)
    pictures = next_picture_change(publication, clock.now())
    looked_up_by = {
        "outbox_open": _queue_number(publication),
        "wake_at": _ms(wake) if wake else None,
        "pictures_at": _ms(pictures) if pictures else None,
    }
    change: Document = {
        "$set": facts | {k: v for k, v in looked_up_by.items() if v is not None},
        "$unset": {k: "" for k, v in looked_up_by.items() if v is None},
    }
    return {"_id": publication.article_id, "step": publication.step - 1}, change


def _publication(doc: Document) -> Publication:
    payload = doc["publication"]
    live = payload.get("live")
    if live is not None and "item" not in live:
        payload = payload | {"live": live | {"item": ""}}
    return Publication.model_validate(payload | {"outbox": doc.get("outbox", [])})


def _row_document(row: Row) -> Document:
    doc: Document = {
        "_id": sequence_key(row.sequence),
        "event_id": row.event_id,
        "type": row.type,
        "article_id": row.article_id,
        "step": row.step,
        "revision": row.revision,
        "time": row.time,
        "data": dict(row.data),
        "hash": row.hash,
        "correlation_id": row.correlation_id,
        "traceparent": row.traceparent,
    }
    if row.abouts is not None:
        doc["abouts"] = _abouts_written(row.abouts)
    if row.item is not None:
        doc["item"] = row.item
    if row.is_redacted:
        doc["redacted"] = True
    return doc


def _abouts_written(abouts: Sequence[About] | None) -> list[Document] | None:
    if abouts is None:
        return None
    return [each.model_dump(mode="json", exclude_defaults=True) for each in abouts]


def _abouts(doc: Document) -> tuple[About, ...] | None:
    written = doc.get("abouts")
    return None if written is None else tuple(About.model_validate(each) for each in written)


def _live_hash(doc: Document) -> str | None:
    # MongoDB gives parts of a document in their places, nx-27017 under the whole path.
    if flat := doc.get("publication.live.hash"):
        return str(flat)
    live = doc.get("publication", {}).get("live")
    return str(live["hash"]) if live else None


def _row(doc: Document) -> Row:
    return Row(
        sequence=int(doc["_id"]),
        event_id=doc["event_id"],
        type=doc["type"],
        article_id=doc["article_id"],
        step=doc["step"],
        revision=doc["revision"],
        time=doc["time"].astimezone(UTC),
        data=doc["data"],
        item=doc.get("item"),
        hash=doc.get("hash"),
        abouts=_abouts(doc),
        is_redacted=bool(doc.get("redacted")),
        correlation_id=doc.get("correlation_id", ""),
        traceparent=doc.get("traceparent", ""),
    )
