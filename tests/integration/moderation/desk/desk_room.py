"""The desk in a real browser: moderation at an address, and people who sit before its page."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Page, expect
from redis.asyncio import Redis

from services.moderation.main import build
from services.moderation.settings import ModerationSettings
from shared.database import Database
from shared.streams import Streams
from tests.browsing import sign_in
from tests.integration.moderation.moderation_room import DESK, LOUD, Newsroom, enriched
from tests.served import a_service

_TIMEOUT_MS = 30_000


class DeskRoom(Newsroom):
    """A newsroom whose people sit before a browser."""

    browser: Browser

    async def sit_down(
        self, *, name: str = "Ida Holm", role: str = "moderator", width: int = 1440
    ) -> Page:
        """Open the desk as somebody with a second factor; a script that fails ends the test."""
        made = await self.person(name, role, totp=True)
        page = await self.before_the_door(width=width)
        await sign_in(page, made)
        return page

    async def sit_before(self, letter: str, **who: Any) -> Page:
        """Open the desk where one story is held, and that story by its key."""
        await self.hold(letter)
        page = await self.sit_down(**who)
        await page.keyboard.press("j")
        await expect(page.locator("#story .title")).to_have_text(f"{LOUD} {letter.upper()}")
        await expect(page.locator("body[data-busy]")).to_have_count(0)
        return page

    async def before_the_door(self, *, width: int = 1440) -> Page:
        """Open the desk in a browser of its own, where nobody is signed in yet."""
        context = await self.browser.new_context(viewport={"width": width, "height": 900})
        context.set_default_timeout(_TIMEOUT_MS)
        page = await context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        await page.goto(f"{self.desk.base_url}/desk")
        return page

    async def hold(self, *letters: str, **story: Any) -> None:
        """Have a story of each letter held."""
        for letter in letters:
            headline = story.get("headline", f"{LOUD} {letter.upper()}")
            facts = {**story, "headline": headline, "article_id": letter * 20}
            await self.send(enriched(**facts))
        for letter in letters:
            await self.case(f"{letter * 20}:{story.get('revision', 1)}", state="held")


@contextlib.asynccontextmanager
async def a_desk(
    settings: ModerationSettings, redis: Redis, database: Database, browser: Browser
) -> AsyncIterator[DeskRoom]:
    """Run moderation for people with browsers; whoever sat down leaves before it stops."""
    async with (
        a_service(build(settings)) as url,
        httpx.AsyncClient(base_url=url, headers=DESK) as desk,
    ):
        room = DeskRoom(desk, Streams(redis), redis, database)
        room.browser = browser
        yield room
        for context in browser.contexts:
            await context.close()
