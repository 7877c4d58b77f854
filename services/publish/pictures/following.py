"""Tells stories anew when a picture of theirs came, changed, or ended; safe in any process.

A picture is marked in the write that changes it, and unmarked when its stories are saved: what
dies in between is done again by whoever looks next, and deciding again changes nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from services.publish.bell import Bell
from services.publish.outcomes.released import Release
from services.publish.pictures.shown.keeping import retold
from services.publish.pictures.shown.showing import names_of
from services.publish.pictures.shown.slots import HIDDEN, name_of
from services.publish.pictures.storage import PictureStore, Stored
from services.publish.publication import Publication, Revision
from shared import clock
from shared.objects import Objects, ObjectsAwayError

_AT_ONCE = 50
_TRIES = 20
_LEFT_ALONE = timedelta(hours=1)
"""A rendition so young may be one whose document is still being written."""


class _Publications(Protocol):
    """Whoever keeps what is live."""

    async def publications(self, article_ids: Sequence[str]) -> Mapping[str, Publication]:
        """Give the publications of these articles that exist."""
        ...

    async def take_pictures(
        self, article_ids: Sequence[str], sha256: str, is_named: Callable[[str], bool]
    ) -> None:
        """Take a killed picture, and what was said of it, out of these articles' rows."""
        ...

    async def pictures_due(self, now: datetime, limit: int) -> list[str]:
        """Give the articles whose pictures time has changed, by what the stories say."""
        ...

    async def pictures_were_due(self, article_ids: Sequence[str], now: datetime) -> None:
        """Look at the pictures of these articles no more before the next time."""
        ...

    async def save_releases(self, releases: Sequence[Release]) -> list[Release | None]:
        """Save releases by compare-and-set; None for who lost."""
        ...


class Following:
    """The loop of one process."""

    def __init__(
        self,
        pictures: PictureStore,
        publications: _Publications,
        renditions: Objects,
        told: Bell,
        *,
        site_url: str,
    ) -> None:
        self._pictures = pictures
        self._publications = publications
        self._renditions = renditions
        self._told = told
        self._site_url = site_url
        self.heard = Bell()
        """Rung when a picture was marked."""

    async def run(self, every_s: float) -> None:
        """Look whenever something was marked here, and every so often for other processes."""
        while True:
            rings = self.heard.rings
            while await self.follow():
                pass
            await self.heard.wait(rings, every_s)

    async def follow(self) -> int:
        """Do what is marked; give how many pictures that were."""
        now = clock.now()
        waiting = await self._pictures.waiting(now, _AT_ONCE)
        done = []
        for each, mark in waiting:
            users = await self._pictures.users(each.names)
            await self._retell(users)
            if await self._clear_up(each, users):
                done.append((each, mark))
        await self._pictures.settle(done, now)
        if due := await self._publications.pictures_due(now, _AT_ONCE):
            await self._retell(due)
            await self._publications.pictures_were_due(due, now)
        return len(done) + len(due)

    async def sweep(self) -> None:
        """Delete renditions that no document names: their process died between the two."""
        oldest_left = clock.now() - _LEFT_ALONE
        async for page in self._renditions.pages():
            meant = await self._pictures.meant([each.sha256 for each in page])
            for each in page:
                if each.sha256 not in meant and each.since < oldest_left:
                    await self._renditions.delete(each.sha256)

    async def _retell(self, article_ids: Iterable[str]) -> None:
        """Tell these stories as they are now, again where others change them meanwhile."""
        left = list(article_ids)
        for _ in range(_TRIES):
            found = list((await self._publications.publications(left)).values()) if left else []
            if not found:
                return
            known = await self._pictures.known(names_of(_revisions(found)))
            now = clock.now()
            decided = [retold(each, known, now, site_url=self._site_url) for each in found]
            releases = [each for each in decided if each is not None]
            kept = await self._publications.save_releases(releases)
            if any(kept):
                self._told.ring()
            left = [
                each.publication.article_id
                for each, won in zip(releases, kept, strict=True)
                if won is None and each.publication
            ]
        raise RuntimeError(f"stories change too quickly: {left[:5]}")

    async def _clear_up(self, picture: Stored, users: Sequence[str]) -> bool:
        """Delete the renditions of a picture that no story has any more, and its words.

        False where what showed it is still on its way to the log: that is looked at again.
        """
        found = (await self._publications.publications(users)).values() if users else ()
        if not picture.kept.ended and _is_in_any(picture.sha256, found):
            return True
        for name in await self._pictures.drop_renditions(picture.sha256):
            # No document names it any more: should the store be away, `sweep` finds it.
            with contextlib.suppress(ObjectsAwayError):
                await self._renditions.delete(name)
        if not picture.kept.ended:
            return True
        await self._publications.take_pictures(users, picture.sha256, _naming(picture))
        return not _is_untold(picture.sha256, found)


def _revisions(publications: Iterable[Publication]) -> list[Revision]:
    return [
        each
        for publication in publications
        for each in (publication.live, publication.next, publication.down)
        if each is not None
    ]


def _naming(picture: Stored) -> Callable[[str], bool]:
    """Give what tells whether an association's uri in public means a picture."""
    source = picture.id.rpartition(":")[0]

    def is_named(uri: str) -> bool:
        name = uri.removeprefix(HIDDEN) if uri.startswith(HIDDEN) else name_of(source, uri)
        return bool(uri) and name in picture.names

    return is_named


def _is_untold(sha256: str, publications: Iterable[Publication]) -> bool:
    address = f"/media/{sha256}/"
    waiting = (each.item for publication in publications for each in publication.outbox)
    return any(address in item for item in waiting if item)


def _is_in_any(sha256: str, publications: Iterable[Publication]) -> bool:
    address = f"/media/{sha256}/"
    return any(address in each.item for each in _revisions(publications))
