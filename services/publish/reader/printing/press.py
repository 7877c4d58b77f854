"""What every page is made with, and how one is finished: frame, headers, lifetime."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from services.publish.reader.cache import Page
from services.publish.reader.catalogue.editions import Editions, base_language, editions
from services.publish.reader.catalogue.entry import Entry
from services.publish.reader.catalogue.shelves import shelves_of
from services.publish.reader.catalogue.view import View
from services.publish.reader.config import SiteSettings
from services.publish.reader.printing.look import Look, look
from services.publish.reader.printing.rights import Rights, rights
from services.publish.reader.search.index import SearchIndex
from services.publish.renderers.page import Frame, Pages
from services.publish.renderers.words import LOCALES, Writer
from services.publish.story import Site, Story, story_of
from shared import clock

_HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
SECTIONS_SHOWN = 9
_ON_A_PAGE = 30
_ON_A_FILE = 500
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """The page stands elsewhere, for good."""

    path: str

    @property
    def location(self) -> str:
        """Give the path for a header."""
        return quote(self.path, safe="/?=&%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One page that is asked for."""

    path: str
    values: Mapping[str, str]
    now: datetime

    @property
    def before(self) -> int | None:
        """Give the number that a list goes on before."""
        said = self.values.get("before", "")
        longest = 18
        is_number = said.isascii() and said.isdigit() and len(said) <= longest
        return int(said) if is_number else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The site as configured: its look, editions, rights, and its index."""

    site: Site
    zone: ZoneInfo
    editions: Editions
    look: Look
    pages: Pages
    rights: Rights
    shows_versions: bool = False
    is_static: bool = False
    """Whether the pages are files: nothing answers a search, and none knows what day it is."""
    indexnow_key: str = ""
    index: SearchIndex | None = None
    made_at: datetime
    """When our look was read: no page is older than that."""

    @property
    def policy(self) -> str:
        """Give the Content-Security-Policy of our pages."""
        return (
            f"default-src 'none'; style-src '{self.look.css_hash}'; script-src 'self'; "
            "connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        )

    @property
    def shape(self) -> str:
        """Name what decides how the catalogue is ordered: another one means another order."""
        return f"{self.zone.key} {self.editions.all} {LOCALES.name}"

    def shelve(self, entry: Entry) -> dict[str, str]:
        """Give the shelves of a live article, with its edition before each."""
        story = story_of(entry, self.site)
        edition = self.editions.of(story.language)
        return {
            f"{edition}|{shelf}": label for shelf, label in shelves_of(story, self.zone).items()
        }

    @property
    def on_a_page(self) -> int:
        """Give how many stories a list shows; files have no pages of older ones."""
        return _ON_A_FILE if self.is_static else _ON_A_PAGE

    def frame(
        self,
        view: View,
        request: Request,
        *,
        path: str,
        title: str = "",
        section: str | None = None,
        feeds: str = "",
        stories: Iterable[Story] = (),
        others: bool = True,
    ) -> Frame:
        """Surround a page. `path` is its own within the edition; `others` links editions.

        What is made of `stories` that may not be indexed is not to be indexed either.
        """
        shown = list(stories)
        base = self.editions.base(view.edition)
        alternates: list[tuple[str, str]] = []
        if others and len(self.editions.all) > 1:
            there = view.has_stories(self.editions.all)
            if len(there) > 1:
                # A shelf's key need not exist in the other edition; its front does.
                same = path if path == "/" else ""
                alternates = [
                    (each, self.editions.base(each) + (same or "/"))
                    for each in there
                    if each != view.edition
                ]
                alternates = [(view.edition, base + path), *alternates]
                if path == "/":
                    alternates.append(("x-default", "/"))
        return Frame(
            site=self.site,
            edition=view.edition,
            base=base,
            sections=view.sections(SECTIONS_SHOWN),
            now=request.now,
            section=section,
            path=base + path,
            alternates=alternates,
            feeds=feeds,
            title=title,
            footer=tuple(self.look.pages.values()),
            reserved=self.rights.is_reserved(shown),
            is_indexed=not shown or any(self.rights.is_indexed(each) for each in shown),
            tdm_policy=self.rights.policy,
            is_static=self.is_static,
        )

    def page(
        self,
        view: View,
        request: Request,
        frame: Frame,
        body: bytes,
        *,
        status: int = 200,
        until: datetime | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """Finish a page: it is another one tomorrow at the latest, for the date on top.

        A file has no date on top.
        """
        midnight = None if self.is_static else self.tomorrow(request.now)
        return Page(
            body=body,
            media_type=_HTML,
            status=status,
            headers={
                **HEADERS,
                "Content-Security-Policy": self.policy,
                "Content-Language": view.edition,
                **self.rights.headers(reserved=frame.reserved, indexed=frame.is_indexed),
                **(headers or {}),
            },
            tags=frozenset(view.tags),
            shown=dict(view.shown),
            until=min((each for each in (until, midnight) if each), default=None),
        )

    def note(self, view: View, request: Request, status: int, title: str, text: str) -> Page:
        """Say why there is nothing to read here."""
        frame = self.frame(view, request, path="/", others=False)
        title, text = self.pages.word(frame, title), self.pages.word(frame, text)
        frame = self.frame(view, request, path=request.path, title=title, others=False)
        body = self.pages.render("note.html", frame, text=text)
        headers = {"X-Robots-Tag": "noindex", "Cache-Control": "no-cache"}
        return self.page(view, request, frame, body, status=status, headers=headers)

    def bare_note(self, status: int, title: str, text: str, now: datetime) -> Page:
        """Say what is wrong without reading anything: there may be nothing to read yet."""
        frame = Frame(
            site=self.site,
            edition=self.editions.main,
            now=now,
            title=title,
            is_indexed=False,
            is_static=self.is_static,
        )
        said = {"X-Robots-Tag": "noindex", "Cache-Control": "no-cache"}
        return Page(
            body=self.pages.render("note.html", frame, text=text),
            media_type=_HTML,
            status=status,
            headers={**HEADERS, "Content-Security-Policy": self.policy, **said},
        )

    def writer(self, edition: str) -> Writer:
        """Give who writes dates and numbers for an edition."""
        own = self.site.language
        return Writer(own if base_language(own) == edition else edition, self.zone)

    def tomorrow(self, now: datetime) -> datetime:
        """Give the next midnight of the site."""
        day = now.astimezone(self.zone).date() + timedelta(days=1)
        return datetime.combine(day, time(), self.zone)


def press(
    settings: SiteSettings, index: SearchIndex | None = None, *, is_static: bool = False
) -> Press:
    """Make it of the settings."""
    zone = ZoneInfo(settings.site_zone)
    looks = look(settings.site_look, logo=settings.site_logo, accent=settings.site_accent)
    known_rights = rights(
        settings.site_tdm,
        settings.site_tdm_policy,
        settings.site_tdm_sources,
        settings.site_noindex_sources,
        settings.site_refused_crawlers,
    )
    return Press(
        site=Site(
            url=settings.site_url,
            title=settings.site_title,
            description=settings.site_description,
            language=settings.site_language,
            principles=settings.publishing_principles,
            zone=zone,
            hub=settings.websub_hub,
        ),
        zone=zone,
        editions=editions(settings.site_language, settings.site_editions),
        look=looks,
        pages=Pages(looks, known_rights.is_indexed),
        rights=known_rights,
        shows_versions=settings.site_versions,
        indexnow_key=settings.indexnow_key,
        index=index,
        is_static=is_static,
        made_at=clock.now(),
    )
