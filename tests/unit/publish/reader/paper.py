"""A newspaper without servers: publish's decisions, its log in memory, its site."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import httpx
import structlog
from fastapi import Request

from services.publish.bell import Bell
from services.publish.downstream.sites import EVERYTHING, View
from services.publish.outcomes.released import Release
from services.publish.pictures.shown.keeping import retold
from services.publish.pictures.shown.showing import Kept
from services.publish.pictures.shown.slots import names_of_media
from services.publish.publication import Publication
from services.publish.reader.config import SiteSettings
from services.publish.reader.wiring import ReadersSite
from services.publish.release import due, release
from services.publish.rows import Row, rows_of
from shared.events import ArticleKilled, Event
from shared.media import Media
from shared.openapi import App
from shared.payloads import Arranged
from shared.problems import answer_problems
from tests.factories import MONDAY
from tests.unit.publish.stories import SITE


class _Open:
    """Readers of a log that is open to everybody."""

    async def view(self, _request: Request) -> View:
        return EVERYTHING


async def _everything(_view: View, article_ids: Sequence[str]) -> set[str]:
    return {*article_ids}


class Paper:
    """What publish decides, and what its site shows. Time passes only where a test says so."""

    told: Bell
    is_numbering = False
    is_leaving = False

    def __init__(self, home: Path, **settings: Any) -> None:
        self.home = home
        self.settings = settings
        self.now = MONDAY + timedelta(hours=1)
        self.publications: dict[str, Publication] = {}
        self.log: list[Row] = []
        self.pictures: dict[str, Kept] = {}
        self.fronts: dict[str, Arranged] = {}
        self.told = Bell()
        self.is_teller = True
        self.pinged_up_to: dict[str, int] = {}
        self._start()

    def _start(self) -> None:
        known = {"site_url": SITE, "site_dir": self.home, "site_title": "The Post & Co"}
        self.readers = ReadersSite(
            SiteSettings(**{**known, **self.settings}),
            self,
            log=self,
            arrangements=self,
            say=structlog.get_logger(),
            now=lambda: self.now,
            is_teller=lambda: self.is_teller,
        )
        app = App(docs_url=None, redoc_url=None)
        answer_problems(app)
        app.state.readers = _Open()
        self.readers.include(
            app,
            guards=(),
            shown=_everything,
            is_open=True,
            log_seen=lambda: len(self.log),
            is_leaving=lambda: self.is_leaving,
        )
        self.app = app
        transport = httpx.ASGITransport(app=app)
        self.reader = httpx.AsyncClient(transport=transport, base_url=SITE)

    async def open(self) -> Paper:
        await self.readers.open()
        return self

    async def restart(self) -> None:
        """Begin again with what the process had kept; nothing of memory survives."""
        await self.readers.close()
        self.told = Bell()
        self._start()
        await self.open()

    def beginner(self, home: Path) -> Paper:
        """Give a process that begins to read the same log now."""
        other = Paper(home, **self.settings)
        other.now, other.log = self.now, self.log
        other.publications, other.fronts = self.publications, self.fronts
        other.pinged_up_to = self.pinged_up_to
        return other

    # --- what publish does ---------------------------------------------------------------

    def hear(self, *events: Event) -> None:
        """Decide on events, one after the other, a second apart."""
        for event in events:
            before = self.publications.get(event.data.article_id)
            known = self.pictures
            self._save(release(event, before, self.now, site_url=SITE, pictures=known))

    def keep(self, *pictures: Media) -> None:
        """Let pictures come, or change, and their stories be told anew."""
        for media in pictures:
            names = names_of_media(media.source, media.sha256, media.hrefs, media.guids)
            self.pictures |= dict.fromkeys(names, Kept(media=media))
        self._retell()

    def end(self, media: Media, state: Literal["canceled", "recalled"] = "canceled") -> None:
        """Let a picture be killed by its source."""
        names = names_of_media(media.source, media.sha256, media.hrefs, media.guids)
        self.pictures |= dict.fromkeys(names, Kept(media=media, ended=state))
        self._retell()

    def _retell(self) -> None:
        for each in list(self.publications.values()):
            self._save(retold(each, self.pictures, self.now, site_url=SITE))

    def act(self, decide: Callable[..., Release | None], article_id: str) -> None:
        """Let a person take a story down, or bring it back."""
        before = self.publications.get(article_id)
        if before is not None:
            done = decide(before, by="ada", note="", now=self.now, site_url=SITE)
            self._save(done)

    def pass_time(self, span: timedelta) -> None:
        """Let time pass, with all that it asks for."""
        self.now += span
        for publication in list(self.publications.values()):
            while done := due(
                self.publications[publication.article_id], self.now, site_url=SITE
            ):
                self._save(done)

    def arrange(self, arranged: Arranged) -> None:
        self.fronts[arranged.article_id] = arranged

    def _save(self, done: Release | None) -> None:
        self.now += timedelta(seconds=1)
        if done is None or done.publication is None:
            return
        publication = done.publication
        for outgoing in publication.outbox:
            if outgoing.type == ArticleKilled.type and outgoing.data:
                self._redact(publication.article_id, outgoing.data.url)
            self.log += rows_of([outgoing], after=len(self.log))
        self.publications[publication.article_id] = publication.changed(outbox=())
        self.told.ring()

    def _redact(self, article_id: str, url: str) -> None:
        for at, row in enumerate(self.log):
            if row.article_id == article_id:
                data = {k: v for k, v in row.data.items() if k != "correction"} | {"url": url}
                self.log[at] = replace(row, item=None, is_redacted=True, data=data)

    # --- what the site asks of publish ---------------------------------------------------

    async def rows_after(self, sequence: int, limit: int) -> list[Row]:
        return self.log[sequence : sequence + limit]

    async def live_hashes(self, article_ids: list[str]) -> Mapping[str, str]:
        found = (self.publications[each] for each in article_ids)
        return {each.article_id: each.live.hash for each in found if each.live}

    async def all(self) -> tuple[Arranged, ...]:
        return tuple(self.fronts.values())

    async def pinged(self, receiver: str) -> int | None:
        return self.pinged_up_to.get(receiver)

    async def move_pinged(self, receiver: str, before: int | None, after: int) -> bool:
        if self.pinged_up_to.get(receiver) != before:
            return False
        self.pinged_up_to[receiver] = after
        return True

    # --- what readers do -----------------------------------------------------------------

    async def get(self, path: str, **headers: str) -> httpx.Response:
        given = {"accept": "text/html"} | {k.replace("_", "-"): v for k, v in headers.items()}
        return await self.reader.get(path, headers=given)

    async def text(self, path: str) -> str:
        answer = await self.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def path_of(self, article_id: str) -> str:
        live = self.publications[article_id].live
        assert live is not None
        return live.path


def ids(count: int) -> Sequence[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [letter * 20 for letter in letters[:count]]
