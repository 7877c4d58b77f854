"""The kill lane and the approvals, with pictures beside stories: what a stage of publish needs.

A story is loaded with what is known of its pictures; an event about a picture is heard by this
room. What is saved asks for the stories of pictures to be told anew (`following`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.publish.bell import Bell
from services.publish.outcomes.records import decided_record
from services.publish.outcomes.released import Release
from services.publish.pictures.shown.keeping import Heard, PictureEvent, hear, heard_record
from services.publish.pictures.shown.showing import Kept, Known
from services.publish.pictures.shown.slots import name_of
from services.publish.pictures.storage import PictureStore, Stored
from services.publish.publication import Publication
from services.publish.release import release
from services.publish.storage import PublishStore
from shared.events import (
    ArticleApproved,
    ArticleCanceled,
    ArticleRecalled,
    Event,
    MediaStored,
    MediaWithdrawn,
)
from shared.media import pictures_of
from shared.timeline import TimelineRecord

Decided = Release | Heard


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What a decision needs: of a story, or of a picture."""

    publication: Publication | None = None
    pictures: Known = field(default_factory=dict)
    picture: Stored | None = None


class Deciding:
    """Loads, decides and saves what publish hears."""

    def __init__(
        self,
        store: PublishStore,
        pictures: PictureStore,
        heard: Bell,
        now: Callable[[], datetime],
        *,
        site_url: str,
    ) -> None:
        self._store = store
        self._pictures = pictures
        self._heard = heard
        self._now = now
        self._site_url = site_url

    async def load(self, events: Sequence[Event]) -> list[_Loaded]:
        """Give what each event's decision needs."""
        of_pictures = [each for each in events if isinstance(each, PictureEvent)]
        others = [each for each in events if not isinstance(each, PictureEvent)]
        stored = iter(await self._pictures.load(of_pictures) if of_pictures else ())
        publications = iter(await self._store.load(others) if others else ())
        known = await self._pictures.known({name for each in others for name in _names(each)})
        return [
            _Loaded(picture=next(stored))
            if isinstance(each, PictureEvent)
            else _Loaded(
                publication=next(publications),
                pictures={name: known[name] for name in _names(each) if name in known},
            )
            for each in events
        ]

    def decide(self, event: Event, loaded: _Loaded, now: datetime) -> Decided:
        """Decide, as a pure function of what was loaded."""
        if isinstance(event, PictureEvent):
            before = loaded.picture
            return hear(
                event, before.kept if before else None, before.version if before else 0, now
            )
        return release(
            event,
            loaded.publication,
            now,
            site_url=self._site_url,
            pictures=loaded.pictures,
        )

    async def save(self, decisions: Sequence[tuple[Event, Decided]]) -> list[Decided | None]:
        """Save all; None for who lost."""
        heard: list[tuple[PictureEvent, Heard]] = []
        releases: list[tuple[Event, Release]] = []
        for event, decided in decisions:
            if isinstance(decided, Heard):
                assert isinstance(event, PictureEvent)
                heard.append((event, decided))
            else:
                releases.append((event, decided))
        now = self._now()
        of_pictures = iter(await self._pictures.save(heard, now))
        kept = iter(await self._released(releases, now))
        if heard:
            self._heard.ring()
        return [
            next(of_pictures) if isinstance(each, Heard) else next(kept)
            for _, each in decisions
        ]

    async def _released(
        self, releases: Sequence[tuple[Event, Release]], now: datetime
    ) -> list[Release | None]:
        uses = [(n, e.data.article_id) for e, _ in releases for n in _names(e)]
        await self._pictures.note_uses(uses)
        kept = await self._store.save(releases)
        await self._pictures.release(
            {name for event, _ in releases for name in _released_names(event)}
        )
        known = await self._pictures.known({name for name, _ in uses})
        missed = {n for event, done in releases for n in _missed(known, event, done, now)}
        ended = [
            event.data.article_id
            for event, _ in releases
            if isinstance(event, ArticleCanceled | ArticleRecalled)
        ]
        is_marked = await self._pictures.mark_named(missed, now)
        if ended:
            of_ended = await self._pictures.pictures_of(ended)
            await self._pictures.mark([each.id for each in of_ended], now)
            is_marked |= bool(of_ended)
        if is_marked:
            self._heard.ring()
        return kept


def decided_or_heard_record(event: Event, decided: Decided) -> TimelineRecord:
    """Write down what was decided, of a story or of a picture."""
    if isinstance(decided, Heard):
        assert isinstance(event, MediaStored | MediaWithdrawn)
        return heard_record(event, decided)
    return decided_record(event, decided)


def _names(event: Event) -> list[str]:
    """Give the names of the pictures that an approved story means."""
    if not isinstance(event, ArticleApproved):
        return []
    article = event.data.article
    return [
        name_of(article.source.id, name)
        for picture in pictures_of(article.item)
        for name in picture.names
    ]


def _missed(known: Known, event: Event, decided: Release, now: datetime) -> list[str]:
    """Give the names of pictures that came or ended while the story was decided on.

    What is known only now, and does not stand in the story as it should, is looked at again.
    """
    publication = decided.publication
    revisions = (publication.live, publication.next) if publication else ()
    text = "".join(each.item for each in revisions if each)
    return [
        name
        for name in _names(event)
        if name in known
        and (publication is None or _stands(known[name], text) != known[name].may_be_shown(now))
    ]


def _stands(kept: Kept, text: str) -> bool:
    return kept.media is not None and f"/media/{kept.media.sha256}/" in text


def _released_names(event: Event) -> list[str]:
    overlay = event.data.overlay if isinstance(event, ArticleApproved) else None
    released = (
        {each.picture for each in (overlay.pictures or ()) if each.released} if overlay else ()
    )
    source = event.data.article.source.id if released else ""
    return [name_of(source, each) for each in released]
