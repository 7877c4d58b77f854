"""The desk's page in a real browser: keyboard, races, many stories, every width and light."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import socket
import time
from collections.abc import AsyncIterator
from importlib import resources
from typing import Any

import httpx
import pyotp
import pytest
import uvicorn
from playwright.async_api import Browser, Page, Route, async_playwright, expect
from redis.asyncio import Redis

from services.moderation.main import build
from services.moderation.settings import ModerationSettings
from shared import clock
from shared.database import Database
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.moderation_room import (
    DESK,
    LOUD,
    Newsroom,
    enriched,
    quick_settings,
)
from tests.unit.moderation.stories import BODY

pytestmark = pytest.mark.browser

LETTERS = "abcdefghij"
AXE = resources.files("axe_playwright_python") / "axe.min.js"


@contextlib.asynccontextmanager
async def served(settings: ModerationSettings) -> AsyncIterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            build(settings), log_level="critical", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listening]))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"

        async def ready() -> bool:
            with contextlib.suppress(httpx.TransportError):
                async with httpx.AsyncClient() as client:
                    return (await client.get(f"{url}/readyz")).status_code == 200
            return False

        await eventually(ready, what="served")
        yield url
        server.should_exit = True
        await task


@pytest.fixture
async def settings(
    redis: Redis, redis_url: str, mongo_url: str, database: Database
) -> ModerationSettings:
    return quick_settings(redis_url, mongo_url, database)


@pytest.fixture
async def room(
    settings: ModerationSettings, redis: Redis, database: Database
) -> AsyncIterator[Newsroom]:
    async with (
        served(settings) as url,
        httpx.AsyncClient(base_url=url, headers=DESK) as desk,
    ):
        yield Newsroom(desk, Streams(redis), redis, database)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        yield browser
        await browser.close()


async def at_the_desk(
    browser: Browser, room: Newsroom, *, name: str = "Ida Holm", role: str = "moderator"
) -> Page:
    """Open the desk as somebody with a second factor."""
    made = await room.person(name, role, totp=True)
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(8000)
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    await page.goto(f"{room.desk.base_url}/desk")
    await page.get_by_label("Name").fill(name)
    await page.get_by_label("Password").fill(made["password"])
    await page.get_by_label("Code").fill(pyotp.TOTP(made["totp_secret"]).at(clock.now()))
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.locator("#matches")).not_to_be_empty()
    return page


async def hold(room: Newsroom, *letters: str, **story: Any) -> None:
    for letter in letters:
        headline = story.get("headline", f"{LOUD} {letter.upper()}")
        await room.send(enriched(**{**story, "headline": headline, "article_id": letter * 20}))
    for letter in letters:
        await room.case(f"{letter * 20}:{story.get('revision', 1)}", state="held")


async def test_ten_held_stories_take_twenty_keystrokes(
    browser: Browser, room: Newsroom
) -> None:
    await hold(room, *LETTERS)
    page = await at_the_desk(browser, room)
    title = page.locator("#story .title")
    await expect(page.locator("#list li")).to_have_count(10)
    keystrokes = 0

    async def press(key: str) -> None:
        nonlocal keystrokes
        keystrokes += 1
        await page.keyboard.press(key)

    await press("j")
    for number, letter in enumerate(LETTERS):
        await expect(title).to_have_text(f"{LOUD} {letter.upper()}")
        if number % 3 == 0:
            await press("r")
            await expect(page.locator("#ask")).to_be_visible()
            await press("2")
        else:
            await press("a")
    await expect(page.locator("#empty")).to_be_visible()
    await expect(page.locator(".toast")).to_have_count(10)

    assert keystrokes <= 20
    for number, letter in enumerate(LETTERS):
        state = "rejected" if number % 3 == 0 else "approved"
        case = await room.case(f"{letter * 20}:1", state=state)
        assert case["decisions"][-1]["by"] == "Ida Holm"


async def test_an_act_is_for_the_story_on_the_screen_and_happens_once(
    browser: Browser, room: Newsroom
) -> None:
    await hold(room, *"abc")
    page = await at_the_desk(browser, room)
    title = page.locator("#story .title")
    await page.keyboard.press("j")
    await expect(title).to_have_text(f"{LOUD} A")
    gate = asyncio.Event()

    async def slowly(route: Route) -> None:
        await gate.wait()
        await route.continue_()

    await page.route(f"**/v1/cases/{'b' * 20}:1", slowly)
    await page.keyboard.press("j")  # the next story is chosen, and is not there yet
    await page.keyboard.press("a")
    await expect(page.locator("#status")).to_contain_text("still loading")
    gate.set()
    await expect(title).to_have_text(f"{LOUD} B")
    await page.keyboard.down("a")
    for _ in range(5):
        await page.keyboard.down("a")  # a key that is held repeats
    await page.keyboard.up("a")
    await room.case(f"{'b' * 20}:1", state="approved")
    await expect(title).to_have_text(f"{LOUD} C")
    await expect(page.locator(".toast")).to_have_count(1)

    states = [(await room.case(f"{letter * 20}:1"))["state"] for letter in "abc"]
    assert states == ["held", "approved", "held"]


async def test_every_act_can_be_undone_while_its_countdown_runs(
    browser: Browser, room: Newsroom
) -> None:
    await hold(room, *"abc")
    page = await at_the_desk(browser, room)
    title = page.locator("#story .title")
    await page.keyboard.press("j")
    for letter in "AB":
        await expect(title).to_have_text(f"{LOUD} {letter}")
        await page.keyboard.press("a")
    await expect(title).to_have_text(f"{LOUD} C")
    await expect(page.locator(".toast")).to_have_count(2)
    await expect(page.locator(".toast .count").first).to_have_text("9")

    await page.keyboard.press("u")
    await expect(title).to_have_text(f"{LOUD} B")
    await page.keyboard.press("u")
    await expect(title).to_have_text(f"{LOUD} A")

    await expect(page.locator(".toast")).to_have_count(0)
    for letter in "ab":
        await room.case(f"{letter * 20}:1", state="held")
    assert await room.approved() == []


async def test_a_link_to_a_case_opens_that_case(browser: Browser, room: Newsroom) -> None:
    await hold(room, *"abc")
    page = await at_the_desk(browser, room)

    await page.goto(f"{room.desk.base_url}/desk?case={'b' * 20}:1")

    await expect(page.locator("#story .title")).to_have_text(f"{LOUD} B")
    await page.keyboard.press("A")
    await expect(page.locator("#story p.facts")).to_contain_text("approved")
    await room.case(f"{'b' * 20}:1", state="approved")


async def test_two_browsers_on_one_story(browser: Browser, room: Newsroom) -> None:
    await hold(room, *"ab")
    ida = await at_the_desk(browser, room)
    bo = await at_the_desk(browser, room, name="Bo Lind")
    for page in (ida, bo):
        await page.keyboard.press("j")
        await expect(page.locator("#story .title")).to_have_text(f"{LOUD} A")

    await ida.keyboard.press("c")
    await expect(bo.locator("#story p.facts")).to_contain_text("claimed by Ida Holm")
    await bo.keyboard.press("a")
    await expect(bo.locator("#ask-title")).to_have_text("Ida Holm is at it")
    await bo.keyboard.press("Escape")
    await ida.keyboard.press("a")
    await expect(bo.locator("#story p.facts")).to_contain_text("approved")
    await expect(bo.locator("#status")).to_contain_text("approved by Ida Holm at")
    await expect(bo.locator(f'#list [data-key="{"a" * 20}:1"]')).to_have_class("gone")
    await room.send(enriched(headline=LOUD, article_id="a" * 20, revision=2))

    await expect(ida.locator("#status")).to_contain_text("a newer revision came before")
    await expect(ida.locator("#toasts .notice")).to_contain_text("It was taken back")
    await expect(ida.locator(".toast")).to_have_count(0)
    await room.case(f"{'a' * 20}:1", state="superseded")
    await expect(bo.locator("#story .banner")).to_contain_text("revision 2 has arrived")


async def test_a_story_is_edited_scheduled_and_kept_when_the_wire_sends_another(
    browser: Browser, room: Newsroom
) -> None:
    await hold(room, "a")
    page = await at_the_desk(browser, room)
    await page.keyboard.press("j")
    await expect(page.locator("#story .title")).to_have_text(f"{LOUD} A")

    await page.keyboard.press("i")
    await page.get_by_label("Headline").fill("Minister leaves office")
    await page.get_by_label("Not before").fill("2099-01-01T12:00")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.locator("#story .title")).to_have_text("Minister leaves office")
    await expect(page.locator(".banner.calm")).to_contain_text("Not before")
    await expect(page.locator("dialog[open]")).to_have_count(0)
    await expect(page.locator("#status")).to_contain_text("Saved")
    await page.keyboard.press("a")
    await expect(page.locator("#empty")).to_be_visible(timeout=15_000)
    (event,) = await eventually(room.approved, what="approved")
    await room.send(enriched(article_id="a" * 20, revision=2))
    await room.case(f"{'a' * 20}:2", state="held")
    await expect(page.locator("#list li")).to_have_count(1)
    await page.keyboard.press("j")
    await page.locator("#keep-ours").click()
    await expect(page.locator("#story .title")).to_have_text("Minister leaves office")

    assert event.data.overlay is not None
    assert event.data.overlay.due_at is not None
    assert event.data.overlay.due_at.year in (2098, 2099)
    kept = await room.case(f"{'a' * 20}:2")
    assert kept["overlay"]["headline"] == "Minister leaves office"


async def test_what_a_wire_sends_is_shown_and_never_run(
    browser: Browser, room: Newsroom
) -> None:
    evil = "<img src=x onerror=alert(1)>\u202e<script>alert(2)</script>😀"
    await room.send(
        enriched(
            headline=f"SHOCKING {evil} CLAIMS ABOUT FERRIES",
            body=f"😀 Mail marit.holm77@mail.example {evil}\n\n{BODY}",
            section=f"x{evil}", summary=evil, source="<b>wire</b>",
        )
    )  # fmt: skip
    key = f"{'a' * 20}:1"
    await room.case(key, state="held")
    for what, body in (
        ("comment", {"note": evil}),
        ("assign", {"owner": evil[:90]}),
        ("edit", {"summary": evil, "section": evil[:50], "slug": evil, "public_note": evil}),
    ):
        assert (await room.act(what, key, **body)).status_code == 200
    page = await at_the_desk(browser, room, role="chief")
    ran: list[str] = []
    page.on("dialog", lambda dialog: ran.append(dialog.message))

    await page.keyboard.press("j")
    await expect(page.locator("#story .title")).to_contain_text("SHOCKING <img src=x")
    await expect(page.locator("#story .body mark").first).to_have_text(
        "marit.holm77@mail.example"
    )
    await expect(page.locator("#around .timeline")).to_be_visible()
    await page.keyboard.press("v")
    await page.get_by_role("button", name="Figures").click()
    await expect(page.locator("#view h2")).to_have_text("The last 30 days")
    await page.get_by_role("button", name="Live").click()
    await expect(page.locator("#view h2")).to_have_text("Live, newest first")

    assert ran == []
    assert await page.locator("#story img, #around img, #list img, #story script").count() == 0


async def test_a_kill_shows_what_it_reaches_and_wants_the_slug(
    browser: Browser, room: Newsroom
) -> None:
    await hold(room, "a")
    moderator = await at_the_desk(browser, room)
    chief = await at_the_desk(browser, room, name="Kim Berg", role="chief")
    for page in (moderator, chief):
        await page.keyboard.press("j")
        await expect(page.locator("#story .acts")).to_contain_text("Approve")
    await expect(moderator.get_by_role("button", name="Kill…")).to_have_count(0)

    await chief.get_by_role("button", name="Kill…").click()
    await expect(chief.locator("#ask-warning")).to_contain_text("Nothing of it is live")
    await chief.get_by_label("Type its slug").fill("something else")
    await chief.get_by_label("Note").fill("Untrue")
    await chief.get_by_role("button", name="Kill it everywhere").click()
    await expect(chief.locator("#status")).to_contain_text("Type the story's slug")
    slug = (await room.case(f"{'a' * 20}:1"))["slug"]
    await chief.get_by_role("button", name="Kill…").click()
    await chief.get_by_label("Type its slug").fill(slug)
    await chief.get_by_label("Note").fill("Untrue")
    await chief.get_by_role("button", name="Kill it everywhere").click()

    await room.case(f"{'a' * 20}:1", state="canceled")
    await expect(chief.locator("#story p.facts")).to_contain_text("canceled")
    await expect(chief.get_by_role("button", name="Kill…")).to_have_count(0)
    await expect(moderator.locator("#story p.facts")).to_contain_text("canceled")


async def test_twenty_thousand_held_stories_open_within_a_second_and_scroll(
    browser: Browser, room: Newsroom
) -> None:
    await hold(room, "a")
    await seed(room, 20_000)
    page = await at_the_desk(browser, room)

    async def took(path: str, **wanted: str) -> tuple[float, Any]:
        tries = []
        for _ in range(3):
            began = time.perf_counter()
            answer = await room.desk.get(path, params=wanted)
            tries.append(time.perf_counter() - began)
        return min(tries), answer.json()

    opened, first = await took("/v1/cases", state="held", sort="deadline", limit="60")
    filtered, found = await took("/v1/cases", state="held", source="wire-7", q="ferries 4")
    counted, counts = await took("/v1/cases/counts")
    await expect(page.locator("#matches")).to_have_text("1000+ match")
    await page.locator("#queue").evaluate("queue => queue.scrollTo(0, queue.scrollHeight)")
    await expect(page.locator("#list li")).to_have_count(120)

    assert first["matches"] == "1000+"
    assert found["matches"] > 0
    assert counts["held"] == 20_001
    assert max(opened, filtered, counted) < 1
    assert first["next"] is not None


async def seed(room: Newsroom, count: int) -> None:
    """Put many held cases where one is, as the stage would have."""
    key = f"{'a' * 20}:1"
    case = await room.database["cases"].find_one({"_id": key})
    row = await room.database["queue"].find_one({"_id": key})
    assert case is not None
    assert row is not None
    digits = str.maketrans("0123456789", "bcdefghijk")
    ids = [f"{number:020d}".translate(digits) for number in range(count)]
    for name, of in (("cases", case), ("queue", row)):
        for start in range(0, count, 1000):
            documents = []
            for number, id_ in enumerate(ids[start : start + 1000], start):
                order = f"{int(row['order'][:15]) + number:015d} {id_}:1"
                own: dict[str, Any] = {"_id": f"{id_}:1", "article_id": id_, "order": order}
                if name == "cases":
                    own["touched"] = 0
                else:
                    own |= {
                        "due": f"{order[:15]} {order}",
                        "urge": f"9 {order[:15]} {order}",
                        "source": f"wire-{number % 30}",
                        "text": f"{row['text']} {number}",
                        "moved": 0,
                    }
                documents.append({**of, **own})
            await room.database[name].insert_many(documents, ordered=False)
    await room.database["queue_counts"].update_one({}, {"$inc": {"held": count, "writes": 1}})


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_view_is_fit_for_everybody_at_every_width(
    browser: Browser, room: Newsroom, scheme: str
) -> None:
    await hold(room, *"ab")
    page = await at_the_desk(browser, room, role="chief")
    await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    found: list[str] = []

    async def check(what: str) -> None:
        await page.evaluate(AXE.read_text(encoding="utf-8"))
        answer = await page.evaluate("axe.run(document)")
        found.extend(f"{what}: {each['id']}" for each in answer["violations"])

    for width in (1440, 390):
        await page.set_viewport_size({"width": width, "height": 844})
        await check(f"list at {width}")
        await page.locator("#list li button").first.click()
        await expect(page.locator("#around .timeline")).to_be_visible()
        await check(f"story at {width}")
        await page.keyboard.press("r")
        await check(f"dialog at {width}")
        await page.keyboard.press("Escape")
        for view in ("Live", "Figures"):
            await page.locator("#tabs").get_by_role("button", name=view).click()
            await expect(page.locator("#view h2")).to_be_visible()
            await check(f"{view} at {width}")
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        await page.locator("#tabs button").first.click()
    await page.get_by_text("Ida Holm").click()
    await check("menu")
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_label("Password")).to_be_visible()
    await check("sign in")

    assert found == []
