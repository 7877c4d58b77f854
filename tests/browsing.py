"""Debian's chromium for tests: how it is started, how somebody signs in, what axe finds."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.async_api import Browser, Page, Route, async_playwright, expect

from shared import clock

ARGUMENTS = ["--no-sandbox"]
expect.set_options(timeout=20_000)
"""ms; five seconds are too few on a machine with ten other things to do."""
SHOTS = os.environ.get("COPYDESK_SHOTS", "")
"""A folder for screenshots to look at; none are kept without it."""
SCREENS = [
    pytest.param(390, "dark", id="narrow, dark"),
    pytest.param(1440, "light", id="wide, light", marks=pytest.mark.long),
    pytest.param(390, "light", id="narrow, light", marks=pytest.mark.long),
    pytest.param(1440, "dark", id="wide, dark", marks=pytest.mark.long),
]
"""Widths and schemes of pages: CI looks at what breaks soonest, `make test` at all."""
_AXE = resources.files("axe_playwright_python") / "axe.min.js"


def find_chromium() -> str:
    """Give where chromium is, or skip the test."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no chromium on this machine")
    return found


@contextlib.asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    """Start one; whoever wants cookies of their own opens a context."""
    chromium = find_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        await browser.close()


async def keep_shot(page: Page, name: str) -> None:
    """Keep a picture of a whole page, where somebody wants to look at it."""
    if SHOTS:
        await page.evaluate("scrollTo(0, 0)")
        named = re.sub(r"[^\w-]+", "_", name).strip("_") or "front"
        await page.screenshot(path=Path(SHOTS) / f"{named[:80]}.png", full_page=True)


async def sign_in(page: Page, made: dict[str, Any]) -> None:
    """Sign in at the desk with an account as it was made, and its second factor if any."""
    await page.get_by_label("Name").fill(made["user"])
    await page.get_by_label("Password").fill(made["password"])
    if secret := made.get("totp_secret"):
        await page.get_by_label("Code").fill(pyotp.TOTP(secret).at(clock.now()))
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.locator("#matches")).not_to_be_empty()


_KEPT_BACK = re.compile(r"/v1/(cases/.+/(approve|reject|send-back|embargo)|desk/bulk)$")


@contextlib.asynccontextmanager
async def time_stands(page: Page) -> AsyncIterator[None]:
    """Let no countdown of the desk run out, however slow the machine is.

    The page's clock stands, and what is decided meanwhile is kept back for a minute.
    """
    await page.route(_KEPT_BACK, _for_a_minute)
    await page.clock.install()
    await page.clock.pause_at(clock.now() + timedelta(minutes=1))
    yield
    await page.clock.resume()
    await page.unroute(_KEPT_BACK, _for_a_minute)


async def _for_a_minute(route: Route) -> None:
    said = {**json.loads(route.request.post_data or "{}"), "undo_s": 60}
    await route.continue_(post_data=json.dumps(said))


async def violations(page: Page, what: str) -> list[str]:
    """Tell what axe objects to on a page at rest, each with the first place it is at."""
    await expect(page.locator("[aria-busy='true']")).to_have_count(0)
    await page.evaluate(_AXE.read_text(encoding="utf-8"))
    answer = await page.evaluate("axe.run(document)")
    return [
        f"{what}: {each['id']} at {each['nodes'][0]['target']}" for each in answer["violations"]
    ]
