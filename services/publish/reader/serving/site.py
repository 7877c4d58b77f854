"""The site's edge: a path comes in, a page goes out, from the cache or made anew.

A process that has not seen the end of the log within a second serves nothing it keeps. It
reads on first; if that takes too long, it makes the page anew and asks the store whether all
that it shows is still live.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Protocol, TypeVar
from urllib.parse import parse_qsl

from fastapi import APIRouter, FastAPI
from fastapi import Request as HttpRequest
from fastapi.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from services.publish.reader.cache import Answer, Cache, Page
from services.publish.reader.catalogue.catalog import Catalog
from services.publish.reader.catalogue.follower import Follower
from services.publish.reader.catalogue.shelves import EVERYTHING
from services.publish.reader.catalogue.view import View
from services.publish.reader.pages import feeds, lists, searching, stories
from services.publish.reader.printing.addresses import Wanted, wanted
from services.publish.reader.printing.press import Moved, Press, Request
from services.publish.reader.serving.door import answer, key_of
from services.publish.slugs import OURS
from shared.payloads import Arranged
from shared.problems import Problem

T = TypeVar("T")
_Make = Callable[[Press, View, Wanted, Request], Page | Moved | None]
_MAKERS: dict[str, _Make] = {
    "front": lists.front,
    "section": lists.front,
    "shelf": lists.shelf,
    "index": lists.index,
    "archive": lists.archive,
    "story": stories.story,
    "changes": stories.changes,
    "search": searching.page,
    "feed": feeds.feed,
    "news_sitemap": feeds.news_sitemap,
    "sitemap": feeds.sitemap_index,
    "sitemap_chunk": feeds.sitemap_chunk,
    "robots": feeds.robots,
    "tdmrep": feeds.tdmrep,
    "static": feeds.static,
    "favicon": feeds.favicon,
    "file": feeds.file,
}
"""Kind of page -> what makes it."""
_OF_AN_EDITION = frozenset({"front", "shelf", "index", "archive", "feed", "news_sitemap"})
_READ_BY_MACHINES = frozenset(
    {"feed", "news_sitemap", "sitemap", "sitemap_chunk", "robots", "tdmrep", "static"}
)
_NEVER_KEPT = frozenset({"search"})
_FIELDS = 40
_TRIES = 3
_THREADS = 2
_OPEN_WITHIN_S = 2.0


def make_page(press: Press, view: View, asked: Wanted, request: Request) -> Page | Moved | None:
    """Make a page, None where nothing stands: an edition without stories has none either."""
    maker = _MAKERS.get(asked.kind)
    if maker is None:
        return None
    if (
        asked.kind in _OF_AN_EDITION
        and asked.edition != press.editions.main
        and view.label(EVERYTHING) is None
    ):
        return None
    return maker(press, view, asked, request)


class Live(Protocol):
    """Whoever knows what is live of a story at this moment."""

    async def live_hashes(self, article_ids: list[str]) -> Mapping[str, str]:
        """Give the hash of what is live of each of these that is live."""
        ...


class Site:
    """Answers what the door does not know."""

    def __init__(
        self,
        press: Press,
        follower: Follower,
        cache: Cache,
        store: Live,
        now: Callable[[], datetime],
    ) -> None:
        self.press = press
        self._follower = follower
        self._cache = cache
        self._store = store
        self.now = now
        self._catalog: Catalog | None = None
        self._threads = ThreadPoolExecutor(_THREADS, "pages")
        self._opened = asyncio.Event()
        self._indexed: Callable[[], Awaitable[None]] | None = None
        self._in_hand: dict[str, asyncio.Task[Answer | Moved]] = {}

    def open(
        self, catalog: Catalog, press: Press, indexed: Callable[[], Awaitable[None]]
    ) -> None:
        """Begin to answer; searches wait for `indexed` first."""
        self._opened.set()
        self._catalog = catalog
        self._indexed = indexed
        self.press = press

    def close(self) -> None:
        """Make no more pages."""
        self._threads.shutdown(wait=False)

    async def known(self, path: str, query: bytes, *, is_person: bool) -> Answer | Moved:
        """Give the answer to a path; raises a problem for machines that ask for nothing."""
        await self._open_by_now()
        asked = wanted(path, self.press.editions)
        if asked.kind == "search":
            await self._searched()
        is_current = self._follower.is_fresh() or await self._follower.catch_up()
        values = _values(query, asked)
        key = key_of(path, query if values else b"")
        if is_current and (found := self._cache.get(key)):
            return found
        if not is_current:
            if not self._follower.has_caught_up:
                raise _not_yet()
            return await self._checked(asked, path, values, is_person=is_person)
        return await self._once(key, asked, path, values, is_person=is_person)

    async def arranged(self) -> tuple[Arranged, ...]:
        """Give every front that people arranged, as of now."""
        await self._open_by_now()
        await self._follower.catch_up()
        return self._follower.arranged

    async def pictured(self, sha256: str) -> set[tuple[str, str]]:
        """Give (state, focal point) of the stories that show or showed a picture, as of now."""
        await self._open_by_now()
        if not (self._follower.is_fresh() or await self._follower.catch_up()):
            raise _not_yet()
        catalog = self._catalog
        assert catalog is not None
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, catalog.pictured, sha256)

    async def search(self, make: Callable[[Press, View, Request], T]) -> T:
        """Read the catalogue and the index, which knows what was live when this is asked."""
        await self._open_by_now()
        await self._searched()
        return await self.run(make)

    async def run(self, make: Callable[[Press, View, Request], T]) -> T:
        """Read the catalogue for something that is no page."""
        await self._open_by_now()
        is_current = self._follower.is_fresh() or await self._follower.catch_up()
        catalog = self._catalog
        if catalog is None or not (is_current or self._follower.has_caught_up):
            raise _not_yet()

        def read(view: View) -> T:
            with catalog.snapshot():
                return make(self.press, view, Request(path="/", values={}, now=self.now()))

        hidden: frozenset[str] = frozenset()
        for _ in range(_TRIES):
            view = self._view(catalog, self.press.editions.main, hidden)
            loop = asyncio.get_running_loop()
            made = await loop.run_in_executor(self._threads, read, view)
            changed = frozenset() if is_current else await self._changed(view.shown)
            if not changed:
                return made
            hidden |= changed
        raise _not_yet()

    # --- parts ---------------------------------------------------------------------------

    async def _open_by_now(self) -> None:
        if not self._opened.is_set():
            try:
                await asyncio.wait_for(self._opened.wait(), _OPEN_WITHIN_S)
            except TimeoutError:
                raise _not_yet() from None

    async def _searched(self) -> None:
        """Wait for the index to know what is live by now."""
        if self._indexed and (self._follower.is_fresh() or await self._follower.catch_up()):
            await self._indexed()

    async def _once(
        self, key: str, asked: Wanted, path: str, values: dict[str, str], *, is_person: bool
    ) -> Answer | Moved:
        """Make a page once, however many ask for it meanwhile."""
        task_key = f"{key} {is_person}"
        task = self._in_hand.get(task_key)
        if task is None:
            made = self._kept(key, asked, path, values, is_person=is_person)
            task = self._in_hand[task_key] = asyncio.create_task(made)
            task.add_done_callback(lambda _: self._in_hand.pop(task_key, None))
        return await asyncio.shield(task)

    async def _kept(
        self, key: str, asked: Wanted, path: str, values: dict[str, str], *, is_person: bool
    ) -> Answer | Moved:
        moment = self._cache.moment
        made = await self._make(asked, path, values, frozenset(), is_person=is_person)
        if isinstance(made, Moved):
            return made
        ready = Answer(made)
        if made.status == 200 and asked.kind not in _NEVER_KEPT:  # noqa: PLR2004 - OK
            self._cache.put(key, ready, moment)
        return ready

    async def _checked(
        self, asked: Wanted, path: str, values: dict[str, str], *, is_person: bool
    ) -> Answer | Moved:
        """Make a page of which every story is live at this moment, whatever we have read."""
        hidden: frozenset[str] = frozenset()
        for _ in range(_TRIES):
            made = await self._make(asked, path, values, hidden, is_person=is_person)
            if isinstance(made, Moved):
                break
            changed = await self._changed(made.shown)
            if not changed:
                return Answer(made)
            hidden |= changed
        raise _not_yet()

    async def _changed(self, shown: Mapping[str, str]) -> frozenset[str]:
        """Tell which of what is shown is no longer live as it is shown."""
        live = await self._store.live_hashes(list(shown))
        return frozenset(each for each, seen in shown.items() if live.get(each) != seen)

    async def _make(
        self,
        asked: Wanted,
        path: str,
        values: dict[str, str],
        hidden: frozenset[str],
        *,
        is_person: bool,
    ) -> Page | Moved:
        catalog = self._catalog
        if catalog is None:
            raise _not_yet()
        request = Request(path=path, values=values, now=self.now())
        arranged = self._follower.arranged

        def make() -> Page | Moved:
            view = View(catalog, self.press.site, asked.edition, arranged, hidden)
            with catalog.snapshot():
                made = make_page(self.press, view, asked, request)
                if made is None and is_person and asked.kind not in _READ_BY_MACHINES:
                    made = self.press.note(view, request, 404, *stories.NOTHING_HERE)
                if isinstance(made, Moved) and asked.kind == "file":
                    made = self._to_a_section(made, view, request, is_person=is_person)
            if made is None:
                raise _nothing(path)
            return made

        return await asyncio.get_running_loop().run_in_executor(self._threads, make)

    def _to_a_section(
        self, moved: Moved, view: View, request: Request, *, is_person: bool
    ) -> Page | Moved | None:
        """Lead to a section's slash where there is such a section."""
        there = wanted(moved.path, self.press.editions)
        at = Request(path=moved.path, values={}, now=request.now)
        if make_page(self.press, view.on(there.edition), there, at) is not None:
            return moved
        return self.press.note(view, request, 404, *stories.NOTHING_HERE) if is_person else None

    def _view(self, catalog: Catalog, edition: str, hidden: frozenset[str]) -> View:
        return View(catalog, self.press.site, edition, self._follower.arranged, hidden)


_FRAMEWORKS = (b"content-length", b"content-type")


class _Sent(Response):
    """An answer as the framework passes it on."""

    def __init__(self, known: Answer) -> None:
        super().__init__(status_code=known.page.status)
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it in the form that is asked for."""
        del receive
        more = [each for each in self.raw_headers if each[0] not in _FRAMEWORKS]
        await answer(self._known, scope, send, more)


def answer_people(app: FastAPI, site: Site) -> None:
    """Let what goes wrong with a browser's request be told on a page; machines get problems."""

    @app.exception_handler(Problem)
    async def _problem(request: HttpRequest, problem: Problem) -> Response:
        if request.method not in ("GET", "HEAD") or not _is_person(request):
            return problem.to_response()
        page = site.press.bare_note(problem.status, problem.title, problem.detail, site.now())
        response = _Sent(Answer(page))
        for name, value in problem.headers.items():
            response.headers[name] = value
        return response


def routes(site: Site) -> APIRouter:
    """Make the routes of the site. They take any path: include them last."""
    router = APIRouter(tags=["the site"], include_in_schema=False)

    @router.api_route("/{path:path}", methods=["GET", "HEAD"])
    async def page(request: HttpRequest) -> Response:
        path = request.scope["path"]
        if path.split("/")[1] in ("v1", "desk", "docs"):
            # A mistaken call of the API: its callers want no page.
            if not _is_person(request):
                raise Problem(404, "There is no such call", "See /docs for those there are.")
            path = "/v1/-/"
        known = await site.known(
            path, request.scope["query_string"], is_person=not _wants_problems(request)
        )
        if isinstance(known, Moved):
            return RedirectResponse(known.location, 308)
        return _Sent(known)

    return router


def _is_person(request: HttpRequest) -> bool:
    """Tell whether a browser asks."""
    return "text/html" in request.headers.get("accept", "")


def _wants_problems(request: HttpRequest) -> bool:
    """Tell whether whoever asks wants anything but a page."""
    accepted = request.headers.get("accept", "")
    return "json" in accepted and "text/html" not in accepted


def _values(query: bytes, asked: Wanted) -> dict[str, str]:
    """Read the query, where the page asked for has any use for it."""
    if asked.kind not in ("search", "front", "section", "shelf"):
        return {}
    try:
        pairs = parse_qsl(query.decode("latin-1"), max_num_fields=_FIELDS)
    except ValueError:
        return {}
    names = ("before",) if asked.kind != "search" else None
    return {name: value for name, value in pairs if names is None or name in names}


def _nothing(path: str) -> Problem:
    first = path.split("/")[1]
    what = "call" if first in OURS else "page"
    return Problem(404, f"There is no such {what}")


def _not_yet() -> Problem:
    return Problem(
        503,
        "The site is reading what was published",
        "It answers once it knows what is live.",
        headers={"Retry-After": "1"},
    )
