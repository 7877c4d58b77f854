"""What ingest remembers of stories: their revisions, and the head of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from bson.errors import InvalidDocument

from services.ingest.identity.names import other_names, spellings, stop_names
from services.ingest.intake.decisions.deliveries import RawItem
from services.ingest.intake.decisions.filing import Buried
from services.ingest.intake.decisions.kept import Kept
from services.ingest.intake.decisions.reinstatement import Reinstatement
from services.ingest.intake.memory.storage_deliveries import parts_of, purge_delivery
from services.ingest.intake.memory.storage_names import NameStore, mark_of
from services.ingest.receive import fold
from services.ingest.story import MOVES_ON, Revision, Story
from shared.articles import Article
from shared.chronicle import Chronicle
from shared.database import (
    Database,
    Document,
    Index,
    OrderedInserts,
    claim,
    guarded_upserts,
    to_ms,
)
from shared.lifecycle import State
from shared.timeline import Reason, TimelineRecord

INDEXES = (
    Index("articles", ("article_id",)),
    Index("articles", ("open_since",)),
    Index("articles", ("pictures_since",)),
)


class _AtOnce(NamedTuple):
    """How far `keep_at_once` came: the first so many revisions and heads are stored."""

    claimed: int
    moved: int
    whole: bool
    """Whether all of it is stored, also what is told of it."""


class UnstorableError(ValueError):
    """Something in an item has no form in the database; the message says what."""


class StoryStore:
    """Stories as deciding needs them. `articles` holds the revisions, `heads` the newest."""

    def __init__(self, database: Database) -> None:
        self._at_once = OrderedInserts(database)
        self._raw_items = database["raw_items"]
        self._articles = database["articles"]
        self._heads = database["heads"]
        self._names = NameStore(database)
        self._chronicle = Chronicle(database)

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
            found[document["article_id"]].append(kept_of(document))
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
    ) -> _AtOnce:
        """Keep deliveries, their revisions, the heads of new stories and what is told of them.

        In this order and in one command, up to the first that somebody else has stored: the
        caller takes it up from there.
        """
        if not await self._at_once.possible():
            return _AtOnce(0, 0, whole=False)
        parts = [part for delivery in deliveries for part in parts_of(delivery)]
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
        return _AtOnce(claimed, moved, whole=kept == len(documents))

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
        write: Document = {"$set": change}
        if kept.kept_out is None:
            write["$unset"] = {"open_since": ""}
        await self._articles.update_one({"_id": kept.key, "receipt": kept.receipt}, write)

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

    async def source_of(self, article_id: str) -> str | None:
        """Tell which wire's story this is; None where we do not know it."""
        head = await self._heads.find_one({"_id": article_id}, {"source": 1})
        return head["source"] if head else None

    async def set_tombstones(
        self, tombstones: Mapping[str, tuple[str, State]], *, at: datetime
    ) -> None:
        """Set (source, state) as the tombstone of each article; a recall outweighs a kill."""
        await self.bury(
            {id_: Buried(source, state, at) for id_, (source, state) in tombstones.items()}
        )
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
        written, folded = await self._names_of(id_)
        await self._names.free(head["source"], written)
        await self._names.dig_up(id_, folded)
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

    async def bury(self, stopped: Mapping[str, Buried]) -> None:
        """Keep stories that were stopped for ever under all the names they have borne.

        A name that several stories of a wire bear names none of them.
        """
        told: dict[str, list[Article]] = {}
        async for document in self._articles.find({"article_id": {"$in": [*stopped]}}):
            told.setdefault(document["article_id"], []).append(kept_of(document).article)
        names: dict[str, list[str]] = {}
        for id_, articles in told.items():
            borne = {name for each in articles for name in other_names(each.item)}
            shared = await self._names.shared(stopped[id_].source, borne)
            common = spellings(shared)
            found = {
                name: None
                for each in _not_the_notice(articles)
                for name in stop_names(each.item, each.extras)
                if name not in common
            }
            names[id_] = [*found]
        await self._names.bury(names, stopped)

    async def _names_of(self, article_id: str) -> tuple[set[str], set[str]]:
        """Give what a story is called, also by others than its kill: as written, and folded."""
        found = self._articles.find({"article_id": article_id})
        told = _not_the_notice([kept_of(document).article async for document in found])
        written = {
            name
            for each in told
            for name in (*([each.item.uri] if each.item.uri else []), *other_names(each.item))
        }
        return written, {name for each in told for name in stop_names(each.item, each.extras)}

    async def receipts_of(self, article_ids: Iterable[str]) -> set[str]:
        """Give the receipts of what brought these articles' revisions, and repeats of them."""
        ids = sorted(article_ids)
        found = self._articles.find({"article_id": {"$in": ids}}, {"receipt": 1})
        told = [record for id_ in ids for record in await self._chronicle.of(id_)]
        said = {str(each.details["receipt"]) for each in told if "receipt" in each.details}
        return said | {row["receipt"] async for row in found}

    async def receipts_by_revision(self, keys: Sequence[str]) -> dict[str, str]:
        """Give the receipt of each of these revisions, `article_id:revision`."""
        found = self._articles.find({"_id": {"$in": [*keys]}}, {"receipt": 1})
        return {row["_id"]: row["receipt"] async for row in found}

    async def purge(self, article_ids: Sequence[str]) -> frozenset[str]:
        """Delete every word of these stories; hashes, numbers and times stay.

        Gives the receipts of what brought them.
        """
        purged: set[str] = set()
        for article_id in article_ids:
            receipts = {
                record.details["receipt"]
                for record in await self._chronicle.of(article_id)
                if "receipt" in record.details
            }
            async for document in self._articles.find({"article_id": article_id}):
                kept = kept_of(document)
                receipts.add(kept.receipt)
                await self._articles.update_one(
                    {"_id": kept.key},
                    {
                        "$set": {"article": _without_words(kept.article), "purged": True},
                        "$unset": {"open_since": ""},
                    },
                )
            for receipt in receipts:
                await purge_delivery(self._raw_items, receipt)
            purged |= receipts
        return frozenset(purged)

    async def repair_heads(self, revisions: Sequence[Kept]) -> None:
        """Move the heads that the writers of these revisions may have left behind."""
        heads = await self.stories({kept.article.article_id for kept in revisions})
        lagging = {
            kept.article.article_id: kept.article.source.id
            for kept in revisions
            if kept.outcome in MOVES_ON
            and kept.article.revision > _newest(heads[kept.article.article_id])
        }
        if lagging:
            stories, _ = await self.complete_stories(lagging)
            # A loser met someone who moved the head just now, who knew of the same revisions.
            await self.move_heads([(lagging[id_], story) for id_, story in stories.items()])

    async def naming_pictures(self, limit: int) -> list[Kept]:
        """Give revisions whose pictures nobody has asked for yet, oldest first."""
        found = self._articles.find({"pictures_since": {"$gt": 0}}).sort("pictures_since", 1)
        return [kept_of(document) async for document in found.limit(limit)]

    async def pictures_asked(self, keys: Sequence[str]) -> None:
        """Forget that these revisions name pictures: they are asked for."""
        await self._articles.update_many(
            {"_id": {"$in": list(keys)}}, {"$unset": {"pictures_since": ""}}
        )


def _not_the_notice(articles: Sequence[Article]) -> Sequence[Article]:
    return [each for each in articles if each.item.pub_status != "canceled"] or articles


def _newest(story: Story) -> int:
    return story.newest.number if story.newest else 0


# --- documents ---------------------------------------------------------------------------


def _story(head: Document) -> Story:
    newest = head.get("newest")
    tombstone = head.get("tombstone")
    return Story(
        article_id=head["_id"],
        newest=Revision(newest["number"], mark_of(newest), newest["outcome"], newest["receipt"])
        if newest
        else None,
        highest=head["highest"],
        tombstone=State(tombstone) if tombstone else None,
        held=mark_of(head["held"]) if "held" in head else None,
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
        "article": _without_words(article) if kept.state is State.RECALLED else _written(kept),
    }
    if kept.reasons:
        document["reasons"] = [reason.model_dump(mode="json") for reason in kept.reasons]
    if kept.calls_person:
        document["calls_person"] = True
    if kept.outcome in MOVES_ON or kept.kept_out:
        document["open_since"] = to_ms(at)
    if kept.outcome == "received" and (article.item.renditions or article.item.associations):
        document["pictures_since"] = to_ms(at)
    return document


def kept_of(document: Document) -> Kept:
    """Read a stored revision."""
    return Kept(
        article=Article.model_validate(document["article"]),
        mark=mark_of(document),
        outcome=document["outcome"],
        state=State(document["state"]),
        reasons=tuple(Reason.model_validate(each) for each in document.get("reasons", ())),
        calls_person=document.get("calls_person", False),
        receipt=document["receipt"],
        traceparent=document["traceparent"],
        format=document["format"],
    )


def _written(kept: Kept) -> Document:
    """Write the article down; what was written to be hashed is not written again."""
    if kept.written is None:
        return kept.article.model_dump(mode="json", exclude_defaults=True)
    item, extras = kept.written
    around = kept.article.model_dump(
        mode="json", exclude_defaults=True, exclude={"item", "extras"}
    )
    return {**around, "item": item, **({"extras": extras} if extras else {})}


def _without_words(article: Article) -> Document:
    """Write what stays of a recalled revision: a name can be a word of it, hashes know it."""
    written = article.model_dump(
        mode="json", exclude_defaults=True, exclude={"item", "extras", "names"}
    )
    item = article.item.model_dump(
        mode="json", include={"version", "pub_status", "version_created"}
    )
    return {**written, "item": item}
