"""The reader's site, wired: what follows the log, what answers, what is told of changes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from fastapi import FastAPI
from fastapi.params import Depends
from starlette.types import ASGIApp
from structlog.typing import FilteringBoundLogger

from services.publish.reader.cache import Cache
from services.publish.reader.catalogue.catalog import Catalog
from services.publish.reader.catalogue.follower import Follower, Fronts, Rows, Telling
from services.publish.reader.catalogue.place import Place, take_place
from services.publish.reader.catalogue.view import LOG, story_tag
from services.publish.reader.config import SiteSettings
from services.publish.reader.pings import Pinged, Pings
from services.publish.reader.printing.press import press
from services.publish.reader.search.index import SearchIndex
from services.publish.reader.search.indexing import Indexing
from services.publish.reader.serving.api import Shown, calls
from services.publish.reader.serving.door import Door
from services.publish.reader.serving.live import LiveBar, live_bar
from services.publish.reader.serving.site import Live, Site, answer_people, routes
from shared.openapi import App
from shared.service import Service

_INDEXED_EVERY_S = 2.0
"""How soon what nobody searches for is indexed."""
_ARTICLE = re.compile(r"/v1/articles/([a-z2-7]{10})[a-z2-7]*")


class _Published(Rows, Live, Pinged, Protocol):
    """What of publish's store the site reads."""


class ReadersSite:
    """The site of one process."""

    def __init__(
        self,
        settings: SiteSettings,
        store: _Published,
        *,
        log: Telling,
        arrangements: Fronts,
        say: FilteringBoundLogger,
        now: Callable[[], datetime],
        is_teller: Callable[[], bool],
    ) -> None:
        """Make it; `is_teller` is whether this process of all tells search engines and hubs."""
        self._settings = settings
        self._press = press(settings)
        self._cache = Cache(settings.site_cache_bytes, lambda: now().timestamp())
        self.follower = Follower(store, arrangements, log, self._cache, say)
        self.site = Site(self._press, self.follower, self._cache, store, now)
        self.pings = Pings(
            self._press,
            settings,
            store,
            say,
            is_ours=is_teller,
            caught_up=self.follower.catch_up,
        )
        self._indexing: Indexing | None = None
        self._catalog: Catalog | None = None
        self._place: Place | None = None

    def run_in(self, service: Service) -> None:
        """Run with a service."""
        service.on_start(self.open)
        service.run(self.follower.run, name="site")
        service.run(self.pings.run, name="pings")
        service.every(_INDEXED_EVERY_S, self.index, name="search index")
        service.on_stop(self.close)

    def include(
        self,
        app: FastAPI,
        *,
        guards: Sequence[Depends],
        shown: Shown,
        is_open: bool,
        log_seen: Callable[[], int],
        is_leaving: Callable[[], bool],
    ) -> None:
        """Put the site's calls and pages into the app: they take any path, so last.

        `guards` let in whom the log is open to, `is_open` where that is everybody, and `shown`
        tells which stories a reader of the log may be told of. `log_seen` is how far what
        answers `/v1/events` has read: an answer of one that is behind is not kept.
        """
        app.include_router(calls(self.site, guards, shown))
        self.bar = LiveBar(self.site, self.follower, is_leaving)
        app.include_router(live_bar(self.bar))
        app.include_router(routes(self.site))
        answer_people(app, self.site)
        if not isinstance(app, App):
            raise TypeError("the site stands before the doors of an App")
        doors = app.doors

        def made_from(path: str) -> frozenset[str] | None:
            is_behind = log_seen() < self.follower.sequence
            return None if is_behind else _made_from(path)

        def before(inner: ASGIApp) -> Door:
            # What we know by heart costs less than asking who wants it.
            guarded = doors(inner) if doors else inner
            return Door(
                guarded,
                cache=self._cache,
                is_fresh=self.follower.is_fresh,
                soon_fresh=self.follower.soon_fresh,
                kept=made_from if is_open else _nothing_kept,
            )

        app.doors = before

    async def open(self) -> None:
        """Open catalogue and index; the site answers from here on."""
        if self._catalog is not None:
            return
        self._place = await asyncio.to_thread(take_place, self._settings.site_dir)
        home = self._place.directory
        searching = await asyncio.to_thread(SearchIndex, home, self._press.site)
        made = press(self._settings, searching)
        self._catalog = await asyncio.to_thread(
            Catalog, home / "catalog.db", made.shape, made.shelve
        )
        self._indexing = Indexing(searching, self._catalog)
        await self._indexing.open()
        self.follower.open(self._catalog)
        self.pings.open(self._catalog)
        self.site.open(self._catalog, made, self._indexing.caught_up)

    async def close(self) -> None:
        """Let go of the files."""
        self.site.close()
        await asyncio.to_thread(self.follower.close)
        if self._indexing:
            await asyncio.to_thread(self._indexing.close)
        if self._catalog:
            self._catalog.close()
        if self._place:
            self._place.leave()

    async def index(self) -> None:
        """Index what was read, for searches to come."""
        if self._indexing:
            await self._indexing.keep_up()


def _made_from(path: str) -> frozenset[str] | None:
    """Tell what an open call's answer is made from."""
    if path == "/v1/events":
        return frozenset({LOG})
    if found := _ARTICLE.fullmatch(path):
        return frozenset({story_tag(found[1])})
    return None


def _nothing_kept(_path: str) -> None: ...
