"""An evening at the desk, in a browser: every service runs, and sites answer badly."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from shared import clock
from tests.browsing import a_browser, time_stands
from tests.e2e.desk import DESK, LOUD, OPERATOR, act, case, live, sent, sit_down, until
from tests.e2e.room import Room, a_newsroom, a_story
from tests.eventually import eventually
from tests.integration.far_site import FarSite, a_far_site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

KILLED = "copydesk.article.killed.v1"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with a_newsroom(
        tmp_path_factory.mktemp("desk"),
        COPYDESK_WEBHOOK_ALLOW_PRIVATE="true",
        COPYDESK_KEY_PEPPER="pepper",
    ) as room:
        yield room


@pytest.fixture(scope="module")
def key(room: Room) -> str:
    return room.add_source("own-wire", rights=["self"])


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with a_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
async def page(room: Room, browser: Browser) -> AsyncIterator[Page]:
    page = await sit_down(room, browser)
    yield page
    await page.context.close()


@pytest.fixture(scope="module")
async def sites(room: Room) -> AsyncIterator[dict[str, FarSite]]:
    """Sites over loopback: one takes everything, one is busy at a kill, one hangs at it."""
    async with AsyncExitStack() as stack:
        found = {
            name: await stack.enter_async_context(a_far_site())
            for name in ("daily", "busy", "hung")
        }
        for name, far in found.items():
            made = room.http.post(
                f"{room.url('publish')}/v1/sites",
                json={"site": name, "url": far.url},
                headers=OPERATOR,
            )
            assert made.status_code == 201, made.text
        yield found


async def test_ten_held_stories_go_out_by_twenty_keystrokes(
    room: Room, key: str, page: Page
) -> None:
    ids = [await sent(room, key, number) for number in range(10, 20)]
    await page.reload()
    await expect(page.locator("#list li")).to_have_count(10)
    keystrokes = 0

    async def press(letter: str) -> None:
        nonlocal keystrokes
        keystrokes += 1
        await page.keyboard.press(letter)

    await press("j")
    for number in range(10, 20):
        await expect(page.locator("#story .title")).to_have_text(f"{LOUD} {number}")
        if number % 3 == 0:
            await press("r")
            await expect(page.locator("#ask")).to_be_visible()
            await press("2")
        else:
            await press("a")
    await expect(page.locator("#empty")).to_be_visible()

    assert keystrokes <= 20
    for number, article_id in enumerate(ids, 10):
        if number % 3:
            await live(room, article_id)
        else:
            await until(room, f"{article_id}:1", "rejected")
        assert case(room, f"{article_id}:1")["decisions"][-1]["by"] == "Ida Holm"


async def test_what_is_sent_back_reaches_the_wires_own_webhook_and_its_receipt(
    room: Room, page: Page
) -> None:
    async with a_far_site() as wire:
        wires_key = room.add_source("far-wire", rights=["self"])
        sources = f"{room.url('ingest')}/v1/sources/far-wire"
        hook = room.http.put(f"{sources}/webhook", json={"url": wire.url}, headers=OPERATOR)
        assert hook.status_code == 200, hook.text
        taken = room.post(wires_key, a_story(25, headline=f"{LOUD} 25")).json()
        article_id = taken["article_id"]
        await until(room, f"{article_id}:1", "held")
        await page.goto(f"{room.url('moderation')}/desk?case={article_id}:1")
        await expect(page.locator("#story .title")).to_have_text(f"{LOUD} 25")

        await page.keyboard.press("b")
        await page.get_by_label("Note").fill("Who says so?")
        await page.locator("#ask-do").click()
        await expect(page.locator(".toast")).to_have_count(1)
        assert wire.events() == []  # it can be undone still

        async def told() -> list[dict[str, Any]]:
            return wire.events()

        (notice, *_) = await eventually(told, within_s=60, what="the wire is told")
        receipt = room.http.get(
            f"{room.url('ingest')}/v1/receipts/{taken['receipt']}",
            headers={"X-API-Key": wires_key},
        ).json()
        shown = room.http.get(f"{sources}/webhook", headers=OPERATOR).json()

    assert hook.json()["webhook_secret"].startswith("whsec_")
    assert notice["type"] == "copydesk.article.sent_back.v1"
    assert notice["data"]["receipt"] == taken["receipt"]
    assert notice["data"]["reason"] == "Who says so?"
    assert "Ida" not in str(notice)
    assert receipt["state"] == "rejected"
    assert any(
        (each["rule"], each["explanation"]) == ("sent_back", "Who says so?")
        for each in receipt["reasons"]
    )
    assert (shown["state"], shown["given_up"]) == ("ok", 0)


async def test_an_edit_goes_to_readers_and_a_schedule_keeps_a_story_back(
    room: Room, key: str, page: Page
) -> None:
    edited, later = [await sent(room, key, number) for number in (30, 31)]

    for article_id, label, value in (
        (edited, "Headline", "Minister leaves office over ferries"),
        (later, "Not before", "2099-01-01T12:00"),
    ):
        await page.goto(f"{room.url('moderation')}/desk?case={article_id}:1")
        await expect(page.locator("#story .acts")).to_contain_text("Edit")
        await page.keyboard.press("i")
        await page.get_by_label(label).fill(value)
        await page.get_by_role("button", name="Save", exact=True).click()
        await expect(page.locator(".banner.calm")).to_contain_text("Edited by Ida Holm")
        # The stream may tell of it before the answer is there; a key meanwhile does nothing.
        await expect(page.locator("body[data-busy]")).to_have_count(0)
        await page.keyboard.press("A")
        await expect(page.locator("#story p.facts")).to_contain_text("approved")
    shown = room.http.get(await live(room, edited))
    await expect(page.locator("#around .timeline")).to_contain_text("scheduled", timeout=30_000)

    assert "Minister leaves office over ferries" in shown.text
    assert f"{LOUD} 30" not in shown.text
    assert room.http.get(f"{room.url('publish')}/v1/articles/{later}").status_code == 404


async def test_the_desks_embargo_moved_lets_a_story_out_then_and_lifted_at_once(
    room: Room, key: str
) -> None:
    """By its API: publish runs, and has the story on its list for 2099."""
    moved, lifted = [await sent(room, key, number) for number in (35, 36)]
    for article_id in (moved, lifted):
        path = f"cases/{article_id}:1"
        await act(room, f"{path}/embargo", until="2099-01-01T00:00:00Z", note="Agreed")
        await act(room, f"{path}/approve", edit=1)

        async def waits(article_id: str = article_id) -> bool:
            path = f"{room.url('moderation')}/v1/articles/{article_id}/story"
            lines = room.http.get(path, headers=DESK).json()["timeline"]
            return "scheduled" in str(lines)

        await eventually(waits, within_s=60, what=f"{article_id} is scheduled")
        assert room.http.get(f"{room.url('publish')}/v1/articles/{article_id}").is_error

    until_then = clock.now() + timedelta(seconds=5)
    await act(room, f"cases/{moved}:1/embargo", until=until_then.isoformat(), note="Sooner")
    await act(room, f"cases/{lifted}:1/embargo", until=None, note="It is out elsewhere")
    asked = clock.now()
    urls = {article_id: await live(room, article_id) for article_id in (lifted, moved)}

    log = room.http.get(f"{room.url('publish')}/v1/events?limit=1000").json()["events"]
    told = {
        event["subject"]: datetime.fromisoformat(event["time"])
        for event in log
        if event["subject"] in urls
    }
    assert told[moved] >= until_then
    assert told[lifted] >= asked - timedelta(seconds=5)
    assert [event["type"] for event in log if event["subject"] in urls] == [
        "copydesk.article.published.v1"
    ] * 2


async def test_a_newer_revision_is_met_and_goes_out_instead(
    room: Room, key: str, browser: Browser
) -> None:
    article_id = await sent(room, key, 40)
    page = await sit_down(room, browser, "Eva Ek")
    await page.goto(f"{room.url('moderation')}/desk?case={article_id}:1")
    await expect(page.locator("#story .title")).to_have_text(f"{LOUD} 40")
    async with time_stands(page):
        await page.keyboard.press("A")
        await expect(page.locator(".toast")).to_have_count(1)

        await sent(room, key, 40, version=2)

        await expect(page.locator("#status")).to_contain_text("a newer revision came before")
    await expect(page.locator("#story .banner")).to_contain_text("revision 2 has arrived")
    story = page.get_by_role("region", name="The story", exact=True)
    await story.get_by_role("button", name="Open it").click()
    await expect(page.locator("#story p.facts")).to_contain_text("r2 ")
    await page.keyboard.press("d")
    await expect(page.locator("#body ins").first).to_be_visible()
    await expect(page.locator("#body")).to_contain_text("brought up to date for the 2. time")
    await page.keyboard.press("A")
    url = await live(room, article_id)
    assert "brought up to date for the 2. time" in room.http.get(url).text
    assert case(room, f"{article_id}:1")["state"] == "superseded"
    await page.context.close()


async def test_a_kill_of_a_live_story_is_followed_from_site_to_site(
    room: Room, key: str, page: Page, sites: dict[str, FarSite]
) -> None:
    def hangs(event: dict[str, Any]) -> int | None:
        return None if event["type"] == KILLED else 204

    sites["hung"].answers = hangs
    answer = room.post(key, a_story(50)).json()
    article_id = answer["article_id"]
    url = await live(room, article_id)

    async def told() -> bool:
        return all(far.requests for far in sites.values())

    await eventually(told, what="every site has the story")
    sites["busy"].statuses = [503, 503]
    await page.get_by_role("button", name="Live", exact=True).click()
    await (
        page.locator("#view .live-list button").filter(has_text=a_story(50)["headline"]).click()
    )
    around = page.locator("#around")
    await expect(around).to_contain_text("Revision 1 since")
    await expect(around.locator("[data-site=daily]")).to_contain_text("answered 204")

    await page.get_by_role("button", name="Kill…").click()
    await expect(page.locator("#ask-warning")).to_contain_text("Revision 1 is live.")
    for name in sites:
        await expect(page.locator("#ask-warning")).to_contain_text(name)
    slug = re.escape(case(room, f"{article_id}:1")["slug"])
    await page.get_by_label(re.compile(f"Type its slug: {slug}")).fill("no such slug")
    await page.get_by_label("Note").fill("It was another minister")
    await page.get_by_role("button", name="Kill it everywhere").click()
    await expect(page.locator("#status")).to_contain_text("Type the story's slug")
    assert room.http.get(url).status_code == 200
    await page.get_by_role("button", name="Kill…").click()
    await page.get_by_label("Type its slug").fill(case(room, f"{article_id}:1")["slug"])
    await page.get_by_label("Note").fill("It was another minister")
    await page.get_by_role("button", name="Kill it everywhere").click()

    await expect(around.locator("[data-site=busy]")).to_contain_text("answered 503")
    await expect(around.locator("[data-site=busy]")).to_contain_text(re.compile("tried \\d"))
    await expect(around.locator("[data-site=hung]")).to_contain_text("has not answered yet")
    await expect(around.locator("[data-site=daily]")).to_contain_text("kill taken")
    await expect(around.locator("[data-site=busy]")).to_contain_text("kill taken")
    await expect(around.locator("[data-site=busy]")).to_contain_text("answered 204")
    await expect(around.locator("[data-site=hung]")).to_contain_text(
        "no answer", timeout=40_000
    )
    await expect(around).to_contain_text("Not live: killed")
    await expect(page.get_by_role("button", name="Kill…")).to_have_count(0)
    gone = room.http.get(url)
    assert gone.status_code == 410
    assert "its source" not in gone.text.lower()
    assert [event["type"] for event in sites["busy"].events()][-3:] == [KILLED] * 3
