"""The site: pages, feeds and the news sitemap, made anew from what is live at each request."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from services.publish.api import entity_tag
from services.publish.conditional import answer
from services.publish.publication import Publication
from services.publish.renderers import FEEDS, sitemap
from services.publish.renderers.channel import Channel, Gone
from services.publish.renderers.page import Frame, Pages
from services.publish.slugs import OURS, short_id_in
from services.publish.storage import PublishStore
from services.publish.story import Site, Story, section_title, story_of
from shared.lifecycle import State
from shared.problems import Problem

STORIES_ON_A_PAGE = 34
STORIES_IN_A_FEED = 50
TOMBSTONES_IN_A_FEED = 50
RELATED = 4
SECTIONS_SHOWN = 9
SECTIONS_FOR_S = 5.0
"""How long the list of sections may be out of date."""
STORIES_COUNTED = 300
"""So many of the newest stories say which sections there are."""

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_NOTHING_HERE = ("There is no such page", "It may have moved, or it may not be out yet.")
_KILLED = ("This story was withdrawn", "It was taken back, and will not return.")
_RECALLED = (
    "This story is not available for legal reasons",
    "It was taken back, and nothing of it is kept for readers.",
)


class Reading:
    """What readers are shown."""

    def __init__(
        self, store: PublishStore, pages: Pages, site: Site, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._pages = pages
        self._site = site
        self._now = now
        self._sections: tuple[str, ...] = ()
        self._sections_at = float("-inf")

    async def front(self, request: Request, section: str | None = None) -> Response:
        """Show the newest stories; a section without any does not exist."""
        stories = await self._newest(STORIES_ON_A_PAGE, section)
        if section is not None and not stories:
            return await self._note(404, *_NOTHING_HERE)
        frame = await self._frame(section)
        body = self._pages.front(stories, frame)
        return self._page(request, body, frame)

    async def story(self, request: Request, section: str, name: str) -> Response:
        """Show a story under its present address, and lead there from any it had before."""
        path = f"/{section}/{name}"
        short = short_id_in(path)
        found = await self._store.by_short_id(short) if short else None
        if found is None or (found.live is None and not found.is_gone):
            return await self._note(404, *_NOTHING_HERE)
        if found.state is State.RECALLED:
            return await self._note(451, *_RECALLED)
        if found.live is None:
            return await self._note(410, *_KILLED)
        if path != found.live.path:
            return RedirectResponse(quote(found.live.path), 308)
        story = story_of(found, self._site)
        related = [
            each
            for each in await self._newest(RELATED + 1, story.section)
            if each.article_id != story.article_id
        ][:RELATED]
        frame = await self._frame(story.section)
        body = self._pages.story(story, related, frame)
        return self._page(
            request, body, frame, etag=entity_tag(found), last_modified=found.modified_at
        )

    async def feed(self, request: Request, name: str, section: str | None = None) -> Response:
        """Give a feed of the site or of a section."""
        media_type, render = FEEDS[name]
        stories = await self._newest(STORIES_IN_A_FEED, section)
        down = await self._store.taken_down(TOMBSTONES_IN_A_FEED)
        was_here = [each for each in down if section is None or _stood_in(each, section)]
        if section is not None and not stories and not was_here:
            raise Problem(404, "There is no such section")
        # Nobody knows any more where a recalled story stood: its end is told in every feed.
        gone = [
            Gone(id=f"urn:copydesk:{each.article_id}", at=each.modified_at)
            for each in down
            if each.modified_at and (each in was_here or each.state is State.RECALLED)
        ]
        changed = max(
            (*(story.modified_at for story in stories), *(each.at for each in gone)),
            default=_BEGINNING,
        )
        title = self._site.title
        channel = Channel(
            site=self._site,
            title=f"{title}: {section_title(section)}" if section else title,
            path=f"/{section}/" if section else "/",
            feed_path=f"/{section}/{name}" if section else f"/{name}",
            updated_at=changed,
            stories=stories,
            gone=gone,
        )
        body = render(channel)
        # What leaves a section for another, or by a recall, leaves no date behind: there only
        # the tag tells that it is gone.
        dated = changed if section is None else None
        return answer(request, body, media_type, last_modified=dated, headers=_HEADERS)

    async def sitemap(self, request: Request, section: str | None = None) -> Response:
        """Give the news sitemap of the site or of a section."""
        since = self._now() - sitemap.WINDOW
        found = await self._store.published_since(since, sitemap.MOST, section)
        body = sitemap.render([story_of(each, self._site) for each in found], self._site)
        return answer(request, body, XML, headers=_HEADERS)

    def robots(self) -> str:
        """Tell crawlers where the news is."""
        where = self._site.absolute("/news-sitemap.xml")
        return f"User-agent: *\nAllow: /\nDisallow: /v1/\n\nSitemap: {where}\n"

    # --- parts ---------------------------------------------------------------------------

    async def _newest(self, limit: int, section: str | None = None) -> list[Story]:
        found = await self._store.newest(limit, section)
        return [story_of(each, self._site) for each in found if each.live]

    async def _frame(self, section: str | None = None) -> Frame:
        if time.monotonic() - self._sections_at > SECTIONS_FOR_S:
            counted = Counter(await self._store.sections(STORIES_COUNTED))
            self._sections = tuple(name for name, _ in counted.most_common(SECTIONS_SHOWN))
            self._sections_at = time.monotonic()
        return Frame(
            site=self._site,
            sections=self._sections,
            now=self._now(),
            nonce=secrets.token_urlsafe(16),
            section=section,
        )

    def _page(
        self,
        request: Request,
        body: bytes,
        frame: Frame,
        *,
        etag: str | None = None,
        last_modified: datetime | None = None,
    ) -> Response:
        headers = _page_headers(frame)
        if etag is None:
            lasting = body.replace(frame.nonce.encode(), b"")
            etag = hashlib.sha256(lasting).hexdigest()[:32]
        return answer(
            request, body, HTML, etag=etag, last_modified=last_modified, headers=headers
        )

    async def _note(self, status: int, title: str, text: str) -> Response:
        frame = await self._frame()
        headers = {
            **_page_headers(frame),
            "X-Robots-Tag": "noindex",
            "Cache-Control": "no-cache",
        }
        body = self._pages.note(title, text, frame)
        return Response(body, status, headers=headers, media_type=HTML)


def _stood_in(publication: Publication, section: str) -> bool:
    paths = (publication.path, *publication.slugs)
    return any(path.startswith(f"/{section}/") for path in paths)


def site(reading: Reading) -> APIRouter:
    """Make the routes of the site. They take any path: include them last."""
    router = APIRouter(tags=["the site"], include_in_schema=False)
    read = ["GET", "HEAD"]

    @router.api_route("/", methods=read)
    async def front(request: Request) -> Response:
        return await reading.front(request)

    @router.api_route("/news-sitemap.xml", methods=read)
    async def sitemap_(request: Request) -> Response:
        return await reading.sitemap(request)

    @router.api_route("/robots.txt", methods=read)
    async def robots() -> Response:
        return Response(reading.robots(), media_type="text/plain; charset=utf-8")

    for name in FEEDS:
        _add_feed(router, reading, name)

    @router.api_route("/{section}/news-sitemap.xml", methods=read)
    async def section_sitemap(request: Request, section: str) -> Response:
        return await reading.sitemap(request, section)

    @router.api_route("/{section}/", methods=read)
    async def section_front(request: Request, section: str) -> Response:
        return await reading.front(request, _a_section(section))

    @router.api_route("/{section}/{name}", methods=read)
    async def story(request: Request, section: str, name: str) -> Response:
        return await reading.story(request, _a_section(section), name)

    return router


def _add_feed(router: APIRouter, reading: Reading, name: str) -> None:
    async def feed(request: Request) -> Response:
        return await reading.feed(request, name)

    async def section_feed(request: Request, section: str) -> Response:
        return await reading.feed(request, name, section)

    read = ["GET", "HEAD"]
    router.add_api_route(f"/{name}", feed, methods=read)
    router.add_api_route(f"/{{section}}/{name}", section_feed, methods=read)


def _a_section(section: str) -> str:
    """Refuse what can only be a mistaken call of the API: its callers want no page."""
    if section in OURS:
        raise Problem(404, "There is no such call", "See /docs for those there are.")
    return section


def _page_headers(frame: Frame) -> dict[str, str]:
    policy = (
        "default-src 'none'; "
        f"style-src 'nonce-{frame.nonce}'; script-src 'nonce-{frame.nonce}'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {**_HEADERS, "Content-Security-Policy": policy}
