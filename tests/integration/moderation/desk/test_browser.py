"""The desk's page in a real browser: keyboard, races, edits, kills."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.browsing import time_stands
from tests.eventually import eventually
from tests.integration.moderation.desk.desk_room import DeskRoom
from tests.integration.moderation.moderation_room import LOUD, enriched

pytestmark = pytest.mark.browser

LETTERS = "abcdefghij"


async def test_ten_held_stories_take_twenty_keystrokes(desk_room: DeskRoom) -> None:
    await desk_room.hold(*LETTERS)
    page = await desk_room.sit_down()
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
        toast = page.locator(".toast", has_text=f"{LOUD} {letter.upper()}")
        await expect(toast).to_be_visible()
    await expect(page.locator("#empty")).to_be_visible()

    assert keystrokes <= 20
    for number, letter in enumerate(LETTERS):
        state = "rejected" if number % 3 == 0 else "approved"
        case = await desk_room.case(f"{letter * 20}:1", state=state)
        assert case["decisions"][-1]["by"] == "Ida Holm"


async def test_an_act_is_for_the_story_on_the_screen_and_happens_once(
    desk_room: DeskRoom,
) -> None:
    await desk_room.hold(*"abc")
    page = await desk_room.sit_down()
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
    await desk_room.case(f"{'b' * 20}:1", state="approved")
    await expect(title).to_have_text(f"{LOUD} C")
    await expect(page.locator(".toast")).to_have_count(1)

    states = [(await desk_room.case(f"{letter * 20}:1"))["state"] for letter in "abc"]
    assert states == ["held", "approved", "held"]


async def test_a_link_does_not_take_the_screen_from_who_has_begun(desk_room: DeskRoom) -> None:
    await desk_room.hold(*"ab")
    page = await desk_room.sit_down()
    gate = asyncio.Event()

    async def slowly(route: Route) -> None:
        await gate.wait()
        await route.continue_()

    await page.route("**/v1/desk/people", slowly)  # which the page reads before it follows
    await page.goto(f"{page.url}?case={'b' * 20}:1")
    await expect(page.locator("#list li")).to_have_count(2)
    await page.keyboard.press("j")
    await expect(page.locator("#story .title")).to_have_text(f"{LOUD} A")
    async with page.expect_response("**/v1/desk/people"):
        gate.set()
    await page.evaluate("new Promise((done) => setTimeout(done))")  # all that was due is done

    current = page.locator('#list button[aria-current="true"]')
    await expect(current).to_have_count(1)
    await expect(current).to_contain_text(f"{LOUD} A")


async def test_every_act_can_be_undone_while_its_countdown_runs(desk_room: DeskRoom) -> None:
    await desk_room.hold(*"abc")
    page = await desk_room.sit_down()
    title = page.locator("#story .title")
    await page.keyboard.press("j")
    async with time_stands(page):
        for letter in "AB":
            await expect(title).to_have_text(f"{LOUD} {letter}")
            await expect(page.locator("body[data-busy]")).to_have_count(0)
            await page.keyboard.press("a")
        await expect(title).to_have_text(f"{LOUD} C")
        counts = page.locator(".toast .count")
        await expect(counts).to_have_text(["10", "10"])
        await page.clock.run_for(1500)
        await expect(counts).to_have_text(["9", "9"])

        for letter in "BA":
            await expect(page.locator("body[data-busy]")).to_have_count(0)
            await page.keyboard.press("u")
            await expect(title).to_have_text(f"{LOUD} {letter}")

        await expect(page.locator(".toast")).to_have_count(0)
        for letter in "ab":
            await desk_room.case(f"{letter * 20}:1", state="held")
    assert await desk_room.approved() == []


async def test_a_link_to_a_case_opens_that_case(desk_room: DeskRoom) -> None:
    await desk_room.hold(*"abc")
    page = await desk_room.sit_down()

    await page.goto(f"{desk_room.desk.base_url}/desk?case={'b' * 20}:1")

    await expect(page.locator("#story .title")).to_have_text(f"{LOUD} B")
    await page.keyboard.press("A")
    await expect(page.locator("#story p.facts")).to_contain_text("approved")
    await desk_room.case(f"{'b' * 20}:1", state="approved")


async def test_two_browsers_on_one_story(desk_room: DeskRoom) -> None:
    await desk_room.hold(*"ab")
    ida = await desk_room.sit_down()
    bo = await desk_room.sit_down(name="Bo Lind")
    for page in (ida, bo):
        await page.keyboard.press("j")
        await expect(page.locator("#story .title")).to_have_text(f"{LOUD} A")

    await ida.keyboard.press("c")
    await expect(bo.locator("#story p.facts")).to_contain_text("claimed by Ida Holm")
    await bo.keyboard.press("a")
    await expect(bo.locator("#ask-title")).to_have_text("Ida Holm is at it")
    await bo.keyboard.press("Escape")
    async with time_stands(ida):
        await ida.keyboard.press("a")
        await expect(bo.locator("#story p.facts")).to_contain_text("approved")
        await expect(bo.locator("#status")).to_contain_text("approved by Ida Holm at")
        await expect(bo.locator(f'#list [data-key="{"a" * 20}:1"]')).to_have_class("gone")
        await desk_room.send(enriched(headline=LOUD, article_id="a" * 20, revision=2))

        await expect(ida.locator("#status")).to_contain_text("a newer revision came before")
        await expect(ida.locator(".toast")).to_have_count(0)
    await desk_room.case(f"{'a' * 20}:1", state="superseded")
    await expect(bo.locator("#story .banner")).to_contain_text("revision 2 has arrived")


async def test_who_edits_second_reads_who_was_first_and_loses_no_word(
    desk_room: DeskRoom,
) -> None:
    page = await desk_room.sit_before("a")
    await page.keyboard.press("i")
    await page.get_by_label("Headline").fill("Minister resigns over ferries")
    bo = await desk_room.token("Bo Lind", "moderator")
    key = f"{'a' * 20}:1"
    theirs = {"headline": "Minister leaves", "summary": "Theirs.", "edit": 0}
    first = await desk_room.desk.post(f"/v1/cases/{key}/edit", json=theirs, headers=bo)

    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.locator("#ask-warning")).to_contain_text("Bo Lind edited it at")
    between = await desk_room.case(key)
    await expect(page.get_by_label("Headline")).to_have_value("Minister resigns over ferries")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.locator("#story .title")).to_have_text("Minister resigns over ferries")

    assert first.status_code == 200
    assert between["overlay"]["headline"] == "Minister leaves"
    assert (await desk_room.case(key))["overlay"]["by"] == "Ida Holm"


async def test_a_story_is_edited_scheduled_and_kept_when_the_wire_sends_another(
    desk_room: DeskRoom,
) -> None:
    page = await desk_room.sit_before("a")

    await page.keyboard.press("i")
    await page.get_by_label("Headline").fill("Minister leaves office")
    await page.get_by_label("Not before").fill("2099-01-01T12:00")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.locator("#story .title")).to_have_text("Minister leaves office")
    await expect(page.locator(".banner.calm")).to_contain_text("Not before")
    await expect(page.locator("dialog[open]")).to_have_count(0)
    await expect(page.locator("#status")).to_contain_text("Saved")
    # What the page heard may show the edit before the act that made it has ended.
    await expect(page.locator("body[data-busy]")).to_have_count(0)
    await page.keyboard.press("a")
    await expect(page.locator("#empty")).to_be_visible(timeout=15_000)
    (event,) = await eventually(desk_room.approved, what="approved")
    await desk_room.send(enriched(article_id="a" * 20, revision=2))
    await desk_room.case(f"{'a' * 20}:2", state="held")
    await expect(page.locator("#list li")).to_have_count(1)
    await page.keyboard.press("j")
    await page.locator("#keep-ours").click()
    await expect(page.locator("#story .title")).to_have_text("Minister leaves office")

    assert event.data.overlay is not None
    assert event.data.overlay.due_at is not None
    assert event.data.overlay.due_at.year in (2098, 2099)
    kept = await desk_room.case(f"{'a' * 20}:2")
    assert kept["overlay"]["headline"] == "Minister leaves office"


async def test_a_kill_shows_what_it_reaches_and_wants_the_slug(desk_room: DeskRoom) -> None:
    await desk_room.hold("a")
    moderator = await desk_room.sit_down()
    chief = await desk_room.sit_down(name="Kim Berg", role="chief")
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
    slug = (await desk_room.case(f"{'a' * 20}:1"))["slug"]
    await chief.get_by_role("button", name="Kill…").click()
    await chief.get_by_label("Type its slug").fill(slug)
    await chief.get_by_label("Note").fill("Untrue")
    await chief.get_by_role("button", name="Kill it everywhere").click()

    await desk_room.case(f"{'a' * 20}:1", state="canceled")
    await expect(chief.locator("#story p.facts")).to_contain_text("canceled")
    await expect(chief.get_by_role("button", name="Kill…")).to_have_count(0)
    await expect(moderator.locator("#story p.facts")).to_contain_text("canceled")
