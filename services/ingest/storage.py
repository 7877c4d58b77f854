"""What ingest remembers: deliveries, revisions, heads, names, sources, answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from bson.binary import Binary
from bson.errors import InvalidDocument
from pymongo import UpdateOne

from services.ingest.batch import Name
from services.ingest.deliveries import Outcome, RawItem
from services.ingest.identity import name_key, other_names
from services.ingest.keys import Source, StoredKey
from services.ingest.parsed import Problem
from services.ingest.receive import (
    MOVES_ON,
    Kept,
    Mark,
    Revision,
    Story,
    events_of,
    fold,
    record_of,
)
from services.ingest.reinstatement import Reinstatement
from shared.articles import Article, SourceFacts
from shared.chronicle import Chronicle
from shared.database import (
    Database,
    Document,
    Index,
    OrderedInserts,
    claim,
    guarded_upserts,
)
from shared.lifecycle import State
from shared.reconcile import OpenWork
from shared.timeline import Reason, TimelineRecord

INDEXES = (
    Index("articles", ("article_id",)),
    Index("articles", ("open_since",)),
    Index("idempotency_keys", ("at",)),
)

LARGEST_PART = 8 * 1024 * 1024
"""Bytes of a delivery in one document: MongoDB's documents hold 16 MB at most."""


class Begin(StrEnum):
    """What came of beginning a request under its Idempotency-Key."""

    NOW = "now"
    STILL_RUNNING = "still_running"
    WITH_OTHER_PAYLOAD = "with_other_payload"


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it was given."""

    status: int
    headers: dict[str, str]
    body: bytes


class AtOnce(NamedTuple):
    """How far `keep_at_once` came: the first so many revisions and heads are stored."""

    claimed: int
    moved: int
    whole: bool
    """Whether all of it is stored, also what is told of it."""


class UnstorableError(ValueError):
    """Something in an item has no form in the database; the message says what."""


class IngestStore:
    """Ingest's collections; the only place of ingest that knows MongoDB."""

    def __init__(self, database: Database) -> None:
        self._at_once = OrderedInserts(database)
        self._raw_items = database["raw_items"]
        self._articles = database["articles"]
        self._heads = database["heads"]
        self._names = database["names"]
        self._quarantine = database["quarantine"]
        self._chronicle = Chronicle(database)

    # --- deciding about stories ----------------------------------------------------------

    async def stories(self, article_ids: Iterable[str]) -> dict[str, Story]:
        """Give what the heads know of these articles, with an empty story for a new one."""
        ids = list(article_ids)
        stories = {id_: Story(article_id=id_) for id_ in ids}
        for head in await self._heads.find({"_id": {"$in": ids}}).to_list(None):
            stories[head["_id"]] = _story(head)
        return stories

    async def complete_stories(
        self, article_ids: Iterable[str]
    ) -> tuple[dict[str, Story], list[Kept]]:
        """Give stories with all their revisions, and the revisions their heads lag behind.

        A process that stopped between claiming a revision and moving the head leaves one
        behind; whoever meets it finishes it.
        """
        ids = list(article_ids)
        heads = await self.stories(ids)
        found: dict[str, list[Kept]] = {id_: [] for id_ in ids}
        async for document in self._articles.find({"article_id": {"$in": ids}}):
            found[document["article_id"]].append(_kept(document))
        stories = {id_: fold(heads[id_], [kept.revision for kept in found[id_]]) for id_ in ids}
        behind = [
            kept
            for id_ in ids
            for kept in found[id_]
            if kept.outcome in MOVES_ON and kept.article.revision > _newest(heads[id_])
        ]
        return stories, behind

    async def keep_at_once(
        self,
        deliveries: Sequence[RawItem],
        revisions: Sequence[Kept],
        heads: Sequence[tuple[str, Story]],
        records: Sequence[TimelineRecord],
        *,
        at: datetime,
    ) -> AtOnce:
        """Keep deliveries, their revisions, the heads of new stories and what is told of them.

        In this order and in one command, up to the first that somebody else has stored: the
        caller takes it up from there.
        """
        if not await self._at_once.possible():
            return AtOnce(0, 0, whole=False)
        parts = [part for delivery in deliveries for part in _parts(delivery)]
        writes = (
            ("raw_items", parts),
            ("articles", [_revision_document(kept, at) for kept in revisions]),
            ("heads", [_head_document(source, story) for source, story in heads]),
            ("timeline", Chronicle.documents(records)),
        )
        documents = [(name, each) for name, documents in writes for each in documents]
        try:
            kept = await self._at_once.insert(documents)
        except (InvalidDocument, OverflowError, UnicodeError) as error:
            raise UnstorableError(str(error)[:300]) from error
        claimed = min(max(kept - len(parts), 0), len(revisions))
        moved = min(max(kept - len(parts) - len(revisions), 0), len(heads))
        return AtOnce(claimed, moved, whole=kept == len(documents))

    async def claim_revisions(self, revisions: Sequence[Kept], *, at: datetime) -> list[bool]:
        """Insert each revision under its number; tell which were free."""
        documents = [_revision_document(kept, at) for kept in revisions]
        try:
            return await claim(self._articles, documents)
        except (InvalidDocument, OverflowError, UnicodeError) as error:
            raise UnstorableError(str(error)[:300]) from error

    async def restate(self, kept: Kept) -> None:
        """Write anew what became of a revision of ours that was overtaken at its claim."""
        change: Document = {
            "outcome": kept.outcome,
            "state": kept.state,
            "reasons": [reason.model_dump(mode="json") for reason in kept.reasons],
            "calls_person": kept.calls_person,
        }
        if kept.state is State.RECALLED:
            change["article"] = _without_words(kept.article)
        await self._articles.update_one(
            {"_id": kept.key, "receipt": kept.receipt},
            {"$set": change, "$unset": {"open_since": ""}},
        )

    async def move_heads(self, stories: Sequence[tuple[str, Story]]) -> list[bool]:
        """Move each (source, story)'s head, unless somebody else has since it was read."""
        # A head that was not there is inserted: half the work of a guarded upsert on nx-27017.
        new = [pair for pair in stories if pair[1].changes == 0]
        known = [pair for pair in stories if pair[1].changes != 0]
        inserted = await claim(
            self._heads,
            [_head_document(source, story) for source, story in new],
        )
        moved = await guarded_upserts(
            self._heads,
            [
                (
                    {"_id": story.article_id, "changes": story.changes},
                    {"$set": _head_fields(source, story)},
                )
                for source, story in known
            ],
        )
        won = iter(inserted), iter(moved)
        return [next(won[story.changes != 0]) for _, story in stories]

    # --- names (altIds) ------------------------------------------------------------------

    async def register_names(
        self, names: Sequence[tuple[str, str, str]]
    ) -> set[tuple[str, str]]:
        """Remember which article each (source, name, article_id) belongs to.

        Gives the (source, name)s that were unknown until now: no kill or hold named them, and
        no story bore them.
        """
        won = await claim(
            self._names,
            [
                {"_id": name_key(source, name), "source": source, "articles": [article_id]}
                for source, name, article_id in names
            ],
        )
        known = [bearer for bearer, mine in zip(names, won, strict=True) if not mine]
        if known:
            await self._names.bulk_write(
                [
                    UpdateOne(
                        {"_id": name_key(source, name)},
                        {"$set": {"source": source}, "$addToSet": {"articles": article_id}},
                        upsert=True,
                    )
                    for source, name, article_id in known
                ],
                ordered=False,
            )
        return {bearer[:2] for bearer, mine in zip(names, won, strict=True) if mine}

    async def kill_names(self, names: Mapping[tuple[str, str], str]) -> None:
        """Remember which kill's receipt named each (source, name).

        A story that bears one of them later is dead on arrival.
        """
        if names:
            await self._names.bulk_write(
                [
                    UpdateOne(
                        {"_id": name_key(source, name)},
                        {"$set": {"source": source, "killed_by": receipt}},
                        upsert=True,
                    )
                    for (source, name), receipt in names.items()
                ],
                ordered=False,
            )

    async def hold_names(self, names: Mapping[tuple[str, str], Mark]) -> None:
        """Remember the hold that named each (source, name), for a story that comes after it."""
        if names:
            await self._names.bulk_write(
                [
                    UpdateOne(
                        {"_id": name_key(source, name)},
                        {"$set": {"source": source, "held": mark._asdict()}},
                        upsert=True,
                    )
                    for (source, name), mark in names.items()
                ],
                ordered=False,
            )

    async def names(self, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Name]:
        """Give each (source, name)'s articles, and whether a kill or a hold named it."""
        wanted = {name_key(source, name): (source, name) for source, name in names}
        if not wanted:
            return {}
        return {
            wanted[found["_id"]]: Name(
                frozenset(found.get("articles", ())),
                killed="killed_by" in found,
                held=_mark(found["held"]) if "held" in found else None,
            )
            async for found in self._names.find({"_id": {"$in": list(wanted)}})
        }

    # --- deliveries ----------------------------------------------------------------------

    async def keep_deliveries(self, deliveries: Sequence[RawItem]) -> None:
        """Keep deliveries as they came; one that is kept already stays as it is."""
        await claim(
            self._raw_items, [part for delivery in deliveries for part in _parts(delivery)]
        )
        bad = [delivery for delivery in deliveries if delivery.state == "quarantined"]
        await claim(self._quarantine, [_quarantine_document(delivery) for delivery in bad])

    async def set_outcomes(self, receipt: str, outcomes: Sequence[Outcome]) -> None:
        """Write what became of a delivery's items, where it is not what was expected."""
        await self._raw_items.update_one(
            {"_id": receipt},
            {"$set": {"items": [_outcome_document(each) for each in outcomes]}},
        )

    async def delivery(self, receipt: str, *, with_content: bool = False) -> RawItem | None:
        """Give a delivery by its receipt."""
        projection = None if with_content else {"body": 0}
        found = await self._raw_items.find_one({"_id": receipt}, projection)
        if found is None or "part_of" in found:
            return None
        if with_content and found.get("parts", 1) > 1:
            keys = [f"{receipt}/{number:04}" for number in range(1, found["parts"])]
            parts = {
                part["_id"]: part["body"]
                async for part in self._raw_items.find({"_id": {"$in": keys}})
            }
            found["body"] += b"".join(parts[key] for key in keys)
        return _raw_item(found)

    async def quarantined(
        self, *, source: str | None = None, limit: int = 100
    ) -> list[dict[str, Any]]:
        """List what could not be read, oldest first, as people want to see it."""
        query = {"source": source} if source else {}
        found = self._quarantine.find(query).sort("_id", 1).limit(limit)
        return [
            {
                "receipt": each["_id"],
                "source": each["source"],
                "at": each["at"].isoformat(),
                "media_type": each["media_type"],
                "size": each["size"],
                "errors": each["errors"],
            }
            async for each in found
        ]

    async def release(self, delivery: RawItem) -> None:
        """Take a delivery out of quarantine: it could be read after all."""
        await self._raw_items.update_one(
            {"_id": delivery.receipt},
            {
                "$set": {
                    "state": delivery.state,
                    "format": delivery.format,
                    "media_type": delivery.media_type,
                    "items": [_outcome_document(each) for each in delivery.outcomes],
                }
            },
        )
        await self._quarantine.delete_one({"_id": delivery.receipt})

    # --- kills and recalls by people -----------------------------------------------------

    async def source_of(self, article_id: str) -> str | None:
        """Tell which wire's story this is; None where we do not know it."""
        head = await self._heads.find_one({"_id": article_id}, {"source": 1})
        return head["source"] if head else None

    async def set_tombstones(self, tombstones: Mapping[str, tuple[str, State]]) -> None:
        """Set (source, state) as the tombstone of each article; a recall outweighs a kill."""
        todo = dict(tombstones)
        while todo:
            stories = await self.stories(todo)
            moved = [
                (source, replace(stories[id_], tombstone=state))
                for id_, (source, state) in todo.items()
                if stories[id_].tombstone not in (state, State.RECALLED)
            ]
            won = await self.move_heads(moved)
            todo = {
                story.article_id: todo[story.article_id]
                for (_, story), mine in zip(moved, won, strict=True)
                if not mine
            }

    async def reinstate(self, wanted: Reinstatement) -> Reinstatement | None:
        """Let a canceled article start anew; the first to say so stands. None if it is not so.

        What it starts anew as is there before anything leads to it: cut off anywhere, this can
        be done again.
        """
        id_ = wanted.article_id
        head = await self._heads.find_one({"_id": id_})
        if head is None or head.get("tombstone") != State.CANCELED:
            return None
        anew = Story(article_id=wanted.successor, reinstates=id_)
        await self.move_heads([(head["source"], anew)])
        await self._free_names(head["source"], id_)
        facts = wanted.model_dump(mode="json", exclude={"article_id", "successor"})
        await self._heads.update_one(
            {"_id": id_, "tombstone": State.CANCELED, "successor": {"$exists": False}},
            {
                "$set": {"successor": wanted.successor, "reinstated": facts},
                "$inc": {"changes": 1},
            },
        )
        after = await self._heads.find_one({"_id": id_})
        if after is None or "reinstated" not in after:
            return None
        return Reinstatement.model_validate(
            {**after["reinstated"], "article_id": id_, "successor": after["successor"]}
        )

    async def _free_names(self, source: str, article_id: str) -> None:
        """Forget that a kill named what this story is called: the next one to come lives."""
        found = self._articles.find({"article_id": article_id})
        items = [_kept(document).article.item async for document in found]
        told = [item for item in items if item.pub_status != "canceled"] or items
        names = {
            name_key(source, name)
            for item in told
            for name in (*([item.uri] if item.uri else []), *other_names(item))
        }
        await self._names.update_many(
            {"_id": {"$in": sorted(names)}}, {"$unset": {"killed_by": ""}}
        )

    async def purge(self, article_ids: Sequence[str]) -> None:
        """Delete every word of these stories; hashes, numbers and times stay."""
        for article_id in article_ids:
            receipts = {
                record.details["receipt"]
                for record in await self._chronicle.of(article_id)
                if "receipt" in record.details
            }
            async for document in self._articles.find({"article_id": article_id}):
                kept = _kept(document)
                receipts.add(kept.receipt)
                await self._articles.update_one(
                    {"_id": kept.key},
                    {
                        "$set": {"article": _without_words(kept.article), "purged": True},
                        "$unset": {"open_since": ""},
                    },
                )
            for receipt in receipts:
                delivery = await self._raw_items.find_one({"_id": receipt}, {"parts": 1})
                parts = delivery.get("parts", 1) if delivery else 1
                keys = [receipt, *(f"{receipt}/{number:04}" for number in range(1, parts))]
                await self._raw_items.update_many(
                    {"_id": {"$in": keys}}, {"$unset": {"body": ""}, "$set": {"purged": True}}
                )

    # --- the reconciler's ledger ---------------------------------------------------------

    async def open_work(self, before: datetime, limit: int) -> Sequence[OpenWork]:
        """Give revisions whose events nobody has been seen to handle, oldest first.

        What their writer may have left undone with them, the head and the timeline, is done
        here first.
        """
        found = self._articles.find({"open_since": {"$lt": _ms(before)}})
        documents = await found.sort("open_since", 1).limit(limit).to_list(limit)
        open_ = [(_moment(document["open_since"]), _kept(document)) for document in documents]
        if not open_:
            return []
        await self._chronicle.append([record_of(kept) for _, kept in open_])
        await self._repair_heads([kept for _, kept in open_])
        return [OpenWork(kept.key, since, events_of(kept)) for since, kept in open_]

    async def _repair_heads(self, revisions: Sequence[Kept]) -> None:
        heads = await self.stories({kept.article.article_id for kept in revisions})
        lagging = {
            kept.article.article_id: kept.article.source.id
            for kept in revisions
            if kept.article.revision > _newest(heads[kept.article.article_id])
        }
        if lagging:
            stories, _ = await self.complete_stories(lagging)
            # A loser met someone who moved the head just now, who knew of the same revisions.
            await self.move_heads([(lagging[id_], story) for id_, story in stories.items()])

    async def close_work(self, keys: Sequence[str]) -> None:
        """Forget what is owed: the next stages have it."""
        await self._articles.update_many(
            {"_id": {"$in": list(keys)}}, {"$unset": {"open_since": ""}}
        )

    async def postpone_work(self, keys: Sequence[str], until: datetime) -> None:
        """Look at these again when `until` has become old enough."""
        await self._articles.update_many(
            {"_id": {"$in": list(keys)}, "open_since": {"$exists": True}},
            {"$set": {"open_since": _ms(until)}},
        )


class SourceStore:
    """The wires: keys, rights, limits, and what they sent."""

    def __init__(self, database: Database) -> None:
        self._sources = database["sources"]

    async def find(self, id_: str) -> Source | None:
        """Give a source; None where there is none of that id."""
        found = await self._sources.find_one({"_id": id_}, {"statistics": 0})
        return _source(found) if found else None

    async def add(self, source: Source, *, at: datetime) -> bool:
        """Add a source; False where the id is taken."""
        document = {
            "_id": source.id,
            "rights": list(source.facts.rights),
            "trust": source.facts.trust,
            "canonical": source.facts.canonical,
            "keys": [_key_document(key) for key in source.keys],
            "rotations": source.rotations,
            "paused": source.paused,
            "rate_limit": source.rate_limit,
            "signed": source.signed,
            "signing_version": source.signing_version,
            "created_at": at,
        }
        return (await claim(self._sources, [document]))[0]

    async def set_keys(self, source: Source, keys: Sequence[StoredKey]) -> bool:
        """Change a source's keys, unless somebody else did since it was read."""
        result = await self._sources.update_one(
            {"_id": source.id, "rotations": source.rotations},
            {"$set": {"keys": [_key_document(key) for key in keys]}, "$inc": {"rotations": 1}},
        )
        return result.matched_count == 1

    async def set_paused(self, id_: str, *, paused: bool) -> bool:
        """Pause or resume a source; False where there is none of that id."""
        result = await self._sources.update_one({"_id": id_}, {"$set": {"paused": paused}})
        return result.matched_count == 1

    async def set_facts(self, source: Source) -> bool:
        """Change what the operator says of a source; its keys stay."""
        result = await self._sources.update_one(
            {"_id": source.id},
            {
                "$set": {
                    "rights": list(source.facts.rights),
                    "trust": source.facts.trust,
                    "canonical": source.facts.canonical,
                    "rate_limit": source.rate_limit,
                    "signed": source.signed,
                }
            },
        )
        return result.matched_count == 1

    async def next_secret(self, source: Source) -> Source | None:
        """Count a source's signing secret on; None where somebody else did meanwhile."""
        version = source.signing_version
        result = await self._sources.update_one(
            {"_id": source.id, "signing_version": version},
            {"$set": {"signed": True}, "$inc": {"signing_version": 1}},
        )
        if result.matched_count != 1:
            return None
        return replace(source, signed=True, signing_version=version + 1)

    async def drop_readable_secrets(self) -> None:
        """Forget the secrets that 0.1.0 stored; their sources sign by derived ones."""
        async for found in self._sources.find({"signed": {"$exists": False}}):
            signed = found.get("signing_secret") is not None
            await self._sources.update_one(
                {"_id": found["_id"], "signed": {"$exists": False}},
                {
                    "$set": {"signed": signed, "signing_version": int(signed)},
                    "$unset": {"signing_secret": ""},
                },
            )

    async def described(self, id_: str | None = None) -> list[dict[str, Any]]:
        """List sources (or one) with their statistics, without anything secret."""
        found = self._sources.find({"_id": id_} if id_ else {}).sort("_id", 1)
        return [_described(each) async for each in found]

    async def activity(self) -> dict[str, tuple[datetime, datetime]]:
        """Tell since when we know each source that has sent something, and when it sent last.

        Paused ones are left out: from them nothing is expected.
        """
        found = self._sources.find({}, {"created_at": 1, "last_item": 1, "paused": 1})
        return {
            each["_id"]: (each["created_at"], each["last_item"]["at"])
            async for each in found
            if each.get("last_item") and not each["paused"]
        }

    async def count(self, statistics: Mapping[str, SourceCounts]) -> None:
        """Add what each source sent since the last time."""
        updates = [
            UpdateOne(
                {"_id": id_},
                {
                    "$inc": {
                        f"statistics.{outcome}": count
                        for outcome, count in counts.outcomes.items()
                    },
                    "$set": {"last_item": {"at": counts.last_at}},
                },
            )
            for id_, counts in statistics.items()
        ]
        if updates:
            await self._sources.bulk_write(updates, ordered=False)


@dataclass(slots=True)
class SourceCounts:
    """What a source sent, by what became of it, when it sent last, and its own numbers."""

    outcomes: dict[str, int]
    last_at: datetime
    numbers: list[tuple[tuple[str, ...], int]] = field(default_factory=list)


class AnswerStore:
    """Answers by Idempotency-Key, so that a request sent again is not done again."""

    def __init__(self, database: Database) -> None:
        self._keys = database["idempotency_keys"]

    async def begin(
        self, key: str, fingerprint: str, *, now: datetime, running_for: timedelta
    ) -> Begin | StoredAnswer:
        """Begin a request under its key, or tell what became of the one that had it.

        A request that has run for longer than `running_for` has died; the key is free again.
        """
        fresh = {"fingerprint": fingerprint, "at": _ms(now), "answer": None}
        if (await claim(self._keys, [{"_id": key, **fresh}]))[0]:
            return Begin.NOW
        found = await self._keys.find_one({"_id": key})
        if found is None:
            return await self.begin(key, fingerprint, now=now, running_for=running_for)
        if found["fingerprint"] != fingerprint:
            return Begin.WITH_OTHER_PAYLOAD
        if found["answer"] is not None:
            return StoredAnswer(**found["answer"])
        if found["at"] > _ms(now - running_for):
            return Begin.STILL_RUNNING
        taken = await self._keys.update_one({"_id": key, "at": found["at"]}, {"$set": fresh})
        return Begin.NOW if taken.modified_count else Begin.STILL_RUNNING

    async def finish(self, key: str, answer: StoredAnswer) -> None:
        """Keep the answer to a request."""
        await self._keys.update_one({"_id": key}, {"$set": {"answer": asdict(answer)}})

    async def abandon(self, key: str) -> None:
        """Free a key: its request was refused and may be tried again."""
        await self._keys.delete_one({"_id": key})

    async def forget(self, before: datetime, *, most: int = 1000) -> None:
        """Delete answers older than this, a batch at a time."""
        while True:
            found = self._keys.find({"at": {"$lt": _ms(before)}}, {"_id": 1}).limit(most)
            old = [each["_id"] async for each in found]
            if not old:
                return
            await self._keys.delete_many({"_id": {"$in": old}})


def _newest(story: Story) -> int:
    return story.newest.number if story.newest else 0


def _ms(moment: datetime) -> int:
    """Write a time that changes as ms since 1970.

    nx-27017 makes a string of a datetime that is set in an existing document.
    """
    return int(moment.timestamp() * 1000)


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


# --- documents ---------------------------------------------------------------------------


def _story(head: Document) -> Story:
    newest = head.get("newest")
    tombstone = head.get("tombstone")
    return Story(
        article_id=head["_id"],
        newest=Revision(newest["number"], _mark(newest), newest["outcome"], newest["receipt"])
        if newest
        else None,
        highest=head["highest"],
        tombstone=State(tombstone) if tombstone else None,
        held=_mark(head["held"]) if "held" in head else None,
        changes=head["changes"],
        successor=head.get("successor", ""),
        reinstates=head.get("reinstates", ""),
    )


def _head_document(source: str, story: Story) -> Document:
    return {"_id": story.article_id, **_head_fields(source, story)}


def _head_fields(source: str, story: Story) -> Document:
    fields: Document = {
        "source": source,
        "highest": story.highest,
        "changes": story.changes + 1,
    }
    if story.newest:
        number, mark, outcome, receipt = story.newest
        fields["newest"] = {
            "number": number,
            **mark._asdict(),
            "outcome": outcome,
            "receipt": receipt,
        }
    if story.tombstone:
        fields["tombstone"] = story.tombstone
    if story.held:
        fields["held"] = story.held._asdict()
    if story.reinstates:
        fields["reinstates"] = story.reinstates
    return fields


def _mark(document: Document) -> Mark:
    return Mark(document["version"], document["created"], document["fingerprint"])


def _revision_document(kept: Kept, at: datetime) -> Document:
    article = kept.article
    document: Document = {
        "_id": kept.key,
        "article_id": article.article_id,
        "revision": article.revision,
        "source": article.source.id,
        "receipt": kept.receipt,
        "outcome": kept.outcome,
        "state": kept.state,
        **kept.mark._asdict(),
        "received_at": article.received_at,
        "traceparent": kept.traceparent,
        "format": kept.format,
        "article": _without_words(article)
        if kept.state is State.RECALLED
        else article.model_dump(mode="json", exclude_defaults=True),
    }
    if kept.reasons:
        document["reasons"] = [reason.model_dump(mode="json") for reason in kept.reasons]
    if kept.calls_person:
        document["calls_person"] = True
    if kept.outcome in MOVES_ON:
        document["open_since"] = _ms(at)
    return document


def _kept(document: Document) -> Kept:
    return Kept(
        article=Article.model_validate(document["article"]),
        mark=_mark(document),
        outcome=document["outcome"],
        state=State(document["state"]),
        reasons=tuple(Reason.model_validate(each) for each in document.get("reasons", ())),
        calls_person=document.get("calls_person", False),
        receipt=document["receipt"],
        traceparent=document["traceparent"],
        format=document["format"],
    )


def _without_words(article: Article) -> Document:
    written = article.model_dump(mode="json", exclude_defaults=True, exclude={"item", "extras"})
    item = article.item.model_dump(
        mode="json", include={"uri", "version", "pub_status", "version_created"}
    )
    return {**written, "item": item}


def _parts(delivery: RawItem) -> list[Document]:
    """Write a delivery as one document, and more where its bytes do not fit."""
    content = delivery.content
    document: Document = {
        "_id": delivery.receipt,
        "source": delivery.source,
        "state": delivery.state,
        "media_type": delivery.media_type,
        "sha256": delivery.sha256,
        "size": delivery.size,
        "received_at": delivery.received_at,
        "items": [_outcome_document(each) for each in delivery.outcomes],
    }
    optional = {
        "charset": delivery.charset,
        "url": delivery.url,
        "headers": dict(delivery.headers),
        "format": delivery.format,
        "same_as": delivery.same_as,
        "problems": [_problem_document(problem) for problem in delivery.problems],
    }
    document.update({key: value for key, value in optional.items() if value})
    if content is None:
        return [document]
    document["body"] = Binary(content[:LARGEST_PART])
    more = [
        {
            "_id": f"{delivery.receipt}/{start // LARGEST_PART:04}",
            "part_of": delivery.receipt,
            "body": Binary(content[start : start + LARGEST_PART]),
        }
        for start in range(LARGEST_PART, len(content), LARGEST_PART)
    ]
    if more:
        document["parts"] = 1 + len(more)
    return [*more, document]


def _raw_item(document: Document) -> RawItem:
    body = document.get("body")
    return RawItem(
        receipt=document["_id"],
        source=document["source"],
        content=bytes(body) if body is not None else None,
        sha256=document["sha256"],
        size=document["size"],
        media_type=document["media_type"],
        charset=document.get("charset"),
        url=document.get("url"),
        headers=document.get("headers", {}),
        received_at=document["received_at"],
        state=document["state"],
        format=document.get("format", ""),
        outcomes=tuple(
            Outcome(each["article_id"], each["revision"], each["outcome"], State(each["state"]))
            for each in document["items"]
        ),
        problems=tuple(Problem(**each) for each in document.get("problems", ())),
        same_as=document.get("same_as"),
    )


def _outcome_document(outcome: Outcome) -> Document:
    return {
        "article_id": outcome.article_id,
        "revision": outcome.revision,
        "outcome": outcome.outcome,
        "state": outcome.state,
    }


def _problem_document(problem: Problem) -> Document:
    return {**problem.to_json(), "fatal": problem.fatal}


def _quarantine_document(delivery: RawItem) -> Document:
    return {
        "_id": delivery.receipt,
        "source": delivery.source,
        "at": delivery.received_at,
        "media_type": delivery.media_type,
        "size": delivery.size,
        "errors": [problem.to_json() for problem in delivery.problems],
    }


def _source(document: Document) -> Source:
    return Source(
        facts=SourceFacts(
            id=document["_id"],
            trust=document["trust"],
            rights=tuple(document["rights"]),
            canonical=document["canonical"],
        ),
        keys=tuple(StoredKey(**key) for key in document["keys"]),
        rotations=document["rotations"],
        paused=document["paused"],
        rate_limit=document["rate_limit"],
        signed=bool(document["signed"]),
        signing_version=document["signing_version"],
    )


def _key_document(key: StoredKey) -> Document:
    return {"hash": key.hash, "hint": key.hint, "created_at": key.created_at}


def _described(document: Document) -> dict[str, Any]:
    last_item = document.get("last_item")
    return {
        "source": document["_id"],
        "rights": document["rights"],
        "trust": document["trust"],
        "canonical": document["canonical"],
        "paused": bool(document["paused"]),  # nx-27017 sets 1 and 0
        "rate_limit": document["rate_limit"],
        "signed": bool(document["signed"]),
        "keys": [
            {"hint": f"…{key['hint']}", "created_at": key["created_at"].isoformat()}
            for key in document["keys"]
        ],
        "created_at": document["created_at"].isoformat(),
        "last_item_at": last_item["at"].isoformat() if last_item else None,
        "statistics": document.get("statistics", {}),
    }
