"""Puts a picture's bytes and its document in their places, tells of it, and ends it.

The bytes come first, then the names, then the document, then the event; whatever dies between
two of them, the errand is run again, or the reconciler and the janitor find what is left.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from structlog.typing import FilteringBoundLogger

from services.ingest.formats.parts import bytes_in
from services.ingest.identity.ids import named_id
from services.ingest.intake.memory.storage import StoryStore
from services.ingest.intake.memory.storage_deliveries import DeliveryStore
from services.ingest.pictures.errands import Errand
from services.ingest.pictures.facts import PictureFacts
from services.ingest.pictures.standing import (
    Ended,
    KeptPicture,
    Statement,
    changed,
    end,
    event_of,
    first_kept,
    hashed,
    heard,
    hold,
    is_settled,
    reinstate,
    release,
    renumbered,
    resume,
    returned,
    unhold,
)
from services.ingest.pictures.storage import ErrandStore, Found, MediaStore
from shared import streams as redis_streams
from shared.events import ArticleCanceled, ArticleRecalled, ArticleWithheld, Event
from shared.lifecycle import State
from shared.media import Caption, href_of
from shared.objects import Objects
from shared.streams import Streams

_ENDS: dict[type[Event], Ended] = {
    ArticleWithheld: "withheld",
    ArticleCanceled: "canceled",
    ArticleRecalled: "recalled",
}
_GONE = frozenset({State.CANCELED, State.RECALLED})

_Change = Callable[[KeptPicture], KeptPicture]


class Keeper:
    """Keeps pictures. Everything here may be done again: it comes to the same."""

    def __init__(
        self,
        media: MediaStore,
        errands: ErrandStore,
        stories: StoryStore,
        objects: Objects,
        *,
        deliveries: DeliveryStore,
        streams: Streams,
        now: Callable[[], datetime],
        log: FilteringBoundLogger,
    ) -> None:
        self._media = media
        self._errands = errands
        self._stories = stories
        self._deliveries = deliveries
        self.objects = objects
        self._streams = streams
        self._now = now
        self._log = log

    # --- one comes -----------------------------------------------------------------------

    async def keep(
        self,
        data: bytes,
        facts: PictureFacts,
        *,
        source: str,
        rights: tuple[str, ...] = (),
        errand: Errand | None = None,
    ) -> KeptPicture:
        """Keep a picture's bytes and what is known of it."""
        sha256 = await self.objects.put(data)
        new = first_kept(
            facts, source=source, sha256=sha256, size=len(data), rights=rights, at=self._now()
        )

        def told(kept: KeptPicture) -> KeptPicture:
            there = returned(kept, new)
            if errand is None:
                return there
            return heard(there, errand.statements, hrefs=errand.hrefs, guids=errand.guids)

        kept = await self._change(new.key, told, new=new)
        if not await self.objects.exists(sha256):  # the janitor met us
            await self.objects.put(data)
        return await self._checked(kept)

    async def hear(self, source: str, sha256: str, errand: Errand) -> KeptPicture | None:
        """Add what items say of a picture that is kept; None where it is not, or its bytes."""
        found = await self._media.find(f"{source}:{sha256}")
        if found is None or not found.kept.has_bytes:
            return None
        kept = await self._change(
            found.kept.key,
            lambda known: heard(
                known, errand.statements, hrefs=errand.hrefs, guids=errand.guids
            ),
        )
        return await self._checked(kept)

    async def kept_under(self, source: str, names: Iterable[str]) -> list[KeptPicture]:
        """Give a source's pictures that answer to any of these names."""
        found = [await self._media.find(key) for key in await self._media.named(source, names)]
        return [each.kept for each in found if each is not None]

    async def _checked(self, kept: KeptPicture) -> KeptPicture:
        """End what must not be shown: asked once it is there, so that no kill slips between.

        A kill sets its tombstone before anybody is told of it; who is told looks for pictures
        that are there. One of the two sees the other.
        """
        own = kept.statement.article_id if kept.statement and kept.statement.is_own else None
        by_name = {named_id(kept.media.source, guid) for guid in kept.media.guids}
        stories = await self._stories.stories(
            {*kept.articles, *by_name, *([own] if own else [])}
        )
        ends = [stories[id_].tombstone for id_ in {*by_name, *([own] if own else [])}]
        ended: Ended | None = None
        if State.RECALLED in ends:
            ended = "recalled"
        elif (State.CANCELED in ends and kept.reinstated_at is None) or await self._was_killed(
            kept
        ):
            ended = "canceled"
        elif kept.articles and all(
            stories[id_].tombstone is State.RECALLED for id_ in kept.articles
        ):
            ended = "recalled"
        if ended is not None:
            return await self.end(kept.key, ended, reason="it was stopped before", by="wire")
        same = await self._media.same_bytes(kept.media.sha256)
        if any(not each.kept.is_live and each.kept.key != kept.key for each in same):
            return await self._change(kept.key, lambda known: hold(known, _SAME_BYTES))
        return kept

    async def _was_killed(self, kept: KeptPicture) -> bool:
        """Tell whether it was killed, by any of its names, before it came."""
        media = kept.media
        names = (*media.hrefs, *media.guids, href_of(media.sha256))
        at = await self._media.stopped_at(media.source, names)
        return at is not None and not is_settled(kept, at)

    # --- one ends ------------------------------------------------------------------------

    async def end(self, key: str, how: Ended, *, reason: str, by: str) -> KeptPicture:
        """End a picture of a source; another's use of the same bytes waits for a person."""
        kept = await self._change(key, lambda known: end(known, how, reason=reason, by=by))
        await self._finish(kept)
        return kept

    async def withdraw(self, source: str, statement: Statement, names: Sequence[str]) -> None:
        """Let an item of a source withdraw the pictures that answer to these names.

        A kill is remembered by all of them, for a picture that comes only later.
        """
        if statement.pub_status == "canceled":
            await self._media.stop_names(source, names, statement.at)
        for key in await self._media.named(source, names):
            kept = await self._change(key, lambda known: heard(known, [statement]))
            await self._finish(kept)

    async def story_stopped(self, event: Event) -> None:
        """End the picture that an item is; a recall also those that nobody else shows."""
        how = _ENDS[type(event)]
        article_id = event.data.article_id
        for key in await self._media.of_article(article_id):
            found = await self._media.find(key)
            if found is None:
                continue
            if how == "canceled" and is_settled(found.kept, event.data.at):
                continue
            if article_id in _itself(found.kept) or (
                how == "recalled" and await self._is_only_of(found, article_id)
            ):
                await self.end(key, how, reason=event.data.reason, by=event.data.by)
        if how == "recalled":
            await self._errands.forget_story(article_id)

    async def release(self, key: str) -> KeptPicture:
        """Let a picture be shown that was held, or withheld by a person."""
        return await self._change(key, lambda known: resume(release(known)))

    async def hash_anew(self, key: str, perceptual_hash: str) -> None:
        """Keep and tell a hash that is made in another way than it was."""
        await self._change(key, lambda known: hashed(known, perceptual_hash))

    async def reinstate(self, key: str) -> KeptPicture:
        """Take back the kill of a picture, and what it held of other sources."""
        kept = await self._change(key, lambda known: reinstate(known, self._now()))
        same = await self._media.same_bytes(kept.media.sha256)
        if kept.is_live and all(each.kept.is_live for each in same):
            for other in same:
                await self._change(other.kept.key, lambda known: unhold(known, _SAME_BYTES))
        return kept

    async def _is_only_of(self, found: Found, article_id: str) -> bool:
        others = [id_ for id_ in found.kept.articles if id_ != article_id]
        stories = await self._stories.stories(others)
        return all(story.tombstone in _GONE for story in stories.values())

    async def _finish(self, kept: KeptPicture) -> None:
        """Do what follows from an end; done again it does no more."""
        if kept.ended in ("canceled", "recalled"):
            for other in await self._media.same_bytes(kept.media.sha256):
                if other.kept.key != kept.key:
                    await self._change(other.kept.key, lambda known: hold(known, _SAME_BYTES))
        if kept.ended == "recalled":
            await self.purge(kept)
            await self._purge_deliveries(kept)

    async def purge(self, kept: KeptPicture) -> None:
        """Delete a picture's bytes and words, unless another source still has the bytes."""
        same = await self._media.same_bytes(kept.media.sha256)
        needed = any(
            each.kept.key != kept.key and each.kept.has_bytes and each.kept.ended != "recalled"
            for each in same
        )
        if not needed:
            await self.objects.delete(kept.media.sha256)
        source = kept.media.source
        await self._errands.forget(
            [
                Errand(source=source, hrefs=(href,), asked_at=kept.media.at).key
                for href in kept.media.hrefs
            ]
        )
        await self._change(kept.key, _without_words)

    async def _purge_deliveries(self, kept: KeptPicture) -> None:
        """Delete what brought a recalled picture's bytes; what was read of it stays."""
        sha256 = kept.media.sha256
        articles = {*kept.articles, *_itself(kept)}
        for receipt in await self._stories.receipts_of(articles):
            found = await self._deliveries.delivery(receipt, with_content=True)
            if found is None or found.content is None:
                continue
            content, kind = found.content, found.media_type
            if await asyncio.to_thread(bytes_in, content, kind, sha256) is not None:
                await self._deliveries.purge(receipt)

    # --- the document --------------------------------------------------------------------

    async def _change(
        self, key: str, change: _Change, *, new: KeptPicture | None = None
    ) -> KeptPicture:
        """Change what is kept of a picture by compare-and-set, then tell of it."""
        while True:
            found = await self._media.find(key)
            before = found.kept if found else None
            at = self._now()
            start = before or new
            if start is None:
                raise LookupError(key)
            after = renumbered(before, change(start), at)
            if before is not None and after == before:
                return before
            if await self._media.save(found, after, at):
                break
        if before is None or event_of(before) != event_of(after):
            await self._tell(after)
        return after

    async def _tell(self, kept: KeptPicture) -> None:
        """Send what is saved; what cannot be sent now, the reconciler sends later."""
        event = event_of(kept)
        is_end = event.stream != "media.stored"
        try:
            await (self._streams.send_always if is_end else self._streams.send)([event])
        except Exception as error:  # noqa: BLE001 - it is ours and safe
            if not redis_streams.is_away(error):
                self._log.exception("picture_not_told", picture=kept.key)
            return
        self._log.info(
            "picture_stored" if not is_end else "picture_withdrawn",
            picture=kept.key,
            number=kept.media.number,
        )


_SAME_BYTES = "another source has withdrawn the same picture"


def _itself(kept: KeptPicture) -> set[str]:
    """Name the items that are the picture: the one that came, and what its uris would be."""
    own = kept.statement
    by_name = {named_id(kept.media.source, guid) for guid in kept.media.guids}
    return by_name | ({own.article_id} if own is not None and own.is_own else set())


def _without_words(kept: KeptPicture) -> KeptPicture:
    media = changed(kept.media, {"says": Caption(), "credentials": None, "perceptual_hash": ""})
    blank = changed(kept.statement, {"says": Caption()}) if kept.statement else None
    return changed(
        kept, {"media": media, "file": Caption(), "statement": blank, "has_bytes": False}
    )
