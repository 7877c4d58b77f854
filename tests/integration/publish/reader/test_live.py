"""The bar of new stories in a real browser, whose stream breaks off, or is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Route, expect

from services.control.machine.ports import LOOPBACK, find_free
from services.publish.reader.serving import live
from tests.served import served
from tests.unit.publish.reader.paper import Paper, ids
from tests.unit.publish.stories import an_approval

pytestmark = pytest.mark.browser
A, B, C, D = ids(4)


@dataclass
class Room:
    """A paper that a browser reads."""

    paper: Paper
    url: str

    async def comes(self, *articles: str) -> None:
        """Let stories come, and be read by whoever listens."""
        for each in articles:
            self.paper.hear(an_approval(1, article_id=each, headline=f"Story {each[0]}"))
        await self.paper.readers.follower.catch_up()


@pytest.fixture
async def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Room]:
    monkeypatch.setattr(live, "_RETRY_MS", 50)
    port = find_free()
    url = f"http://{LOOPBACK}:{port}"
    paper = await Paper(tmp_path, site_url=url).open()
    async with served(paper.app, port):
        yield Room(paper, url)
        paper.is_leaving = True  # lets the streams end
    await paper.readers.close()


async def says(page: Page, words: str) -> None:
    await expect(page.locator("#live")).to_contain_text(words, timeout=20_000)


async def test_what_comes_while_the_stream_is_broken_is_counted(
    room: Room, browser: Browser
) -> None:
    await room.comes(A)
    page = await browser.new_page()
    await page.goto(room.url)
    await room.comes(B)
    await says(page, "One new story")

    room.paper.is_leaving = True  # every stream ends at once, as when a process is replaced
    await room.comes(C)
    room.paper.is_leaving = False

    await says(page, "2 new stories")
    await room.comes(D)
    await says(page, "3 new stories")
    assert await page.get_by_role("heading", name="Story d").count() == 0  # nothing jumps
    await page.locator("#live a").click()
    await expect(page.locator("#live")).to_be_hidden()
    await page.close()


async def test_a_page_that_was_refused_asks_again(room: Room, browser: Browser) -> None:
    page = await browser.new_page()
    await page.clock.install()
    refused = 0

    async def refuse(route: Route) -> None:
        nonlocal refused
        refused += 1
        await route.fulfill(status=503)

    await page.route("**/v1/live*", refuse)
    async with page.expect_response("**/v1/live*"):
        await page.goto(room.url)
    await room.comes(A)
    await page.unroute("**/v1/live*")

    for _ in range(20):
        await page.clock.fast_forward(300_000)
        if await page.locator("#live").is_visible():
            break
    await says(page, "One new story")
    assert refused == 1
    await page.close()
