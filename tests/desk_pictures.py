"""Makes the pictures of docs/desk.md: `python -m tests.desk_pictures`. Invented copy only."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import uvicorn
from playwright.async_api import async_playwright
from redis.asyncio import Redis

from services.control.embedded import Embedded
from services.moderation.main import build
from shared.database import connect
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.moderation_room import DESK, Newsroom, enriched, quick_settings
from tests.unit.moderation.stories import BODY

FOLDER = Path(__file__).parents[1] / "docs" / "desk"
HEADLINES = (
    "MINISTER LEAVES OFFICE AFTER VOTE ON FERRIES",
    "HARBOUR BOARD WANTS EARLIER BOATS",
    "STORM CLOSES THE EASTERN PIER",
    "FISHERMEN GET A NEW LOADING RAMP",
)


@contextlib.asynccontextmanager
async def a_room() -> AsyncIterator[Newsroom]:
    """Run moderation on servers of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Embedded(Path(folder)) as servers,
        socket.socket() as listening,
    ):
        database = connect(servers.mongo_url, service="pictures", name="pictures")
        redis = Redis.from_url(servers.redis_url)
        listening.bind(("127.0.0.1", 0))
        settings = quick_settings(servers.redis_url, servers.mongo_url, database)
        server = uvicorn.Server(
            uvicorn.Config(build(settings), log_level="critical", timeout_graceful_shutdown=1)
        )
        task = asyncio.create_task(server.serve(sockets=[listening]))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=url, headers=DESK) as desk:

            async def ready() -> bool:
                with contextlib.suppress(httpx.TransportError):
                    return (await desk.get("/readyz")).status_code == 200
                return False

            await eventually(ready, what="ready")
            yield Newsroom(desk, Streams(redis), redis, database)
        server.should_exit = True
        await task
        await redis.aclose()


async def main() -> None:
    """Take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    async with a_room() as room, async_playwright() as playwright:
        made = await room.person("Ida Holm", "chief")
        for letter, headline in zip("abcd", HEADLINES, strict=True):
            body = f"Mail marit.holm77@mail.example for the timetable.\n\n{BODY}"
            story = enriched(headline=headline, article_id=letter * 20, body=body)
            await room.send(story)
            await room.case(f"{letter * 20}:1", state="held")
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        await page.goto(f"{room.desk.base_url}/desk")
        await page.get_by_label("Name").fill("Ida Holm")
        await page.get_by_label("Password").fill(made["password"])
        await page.get_by_role("button", name="Sign in").click()
        await page.locator("#list li button").first.click()
        await page.locator("#around .timeline").wait_for()
        await page.screenshot(path=FOLDER / "wide.png")
        await page.emulate_media(color_scheme="dark")
        await page.set_viewport_size({"width": 390, "height": 844})
        await page.screenshot(path=FOLDER / "narrow.png")
        await browser.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
