"""Tells stories anew when a picture of theirs came, changed, or ended; safe in any process.

A picture is marked in the write that changes it, and unmarked when its stories are saved: what
dies in between is done again by whoever looks next, and deciding again changes nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from services.publish.bell import Bell
from services.publish.pictures.keeping import retold
from services.publish.pictures.showing import names_of
from services.publish.pictures.storage import PictureStore, Stored
from services.publish.publication import Publication, Revision
from services.publish.released import Release
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
        for each, _ in waiting:
            users = await self._pictures.users(each.names)
            await self._retell(users)
            await self._clear_up(each, users)
        await self._pictures.settle(waiting, now)
        return len(waiting)

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

    async def _clear_up(self, picture: Stored, users: Sequence[str]) -> None:
        """Delete the renditions of a picture that no story has any more."""
        found = (await self._publications.publications(users)).values() if users else ()
        if not picture.kept.ended and _is_in_any(picture.sha256, found):
            return
        for name in await self._pictures.drop_renditions(picture.sha256):
            # No document names it any more: should the store be away, `sweep` finds it.
            with contextlib.suppress(ObjectsAwayError):
                await self._renditions.delete(name)


def _revisions(publications: Iterable[Publication]) -> list[Revision]:
    return [
        each
        for publication in publications
        for each in (publication.live, publication.next, publication.down)
        if each is not None
    ]


def _is_in_any(sha256: str, publications: Iterable[Publication]) -> bool:
    address = f"/media/{sha256}/"
    return any(address in each.item for each in _revisions(publications))
