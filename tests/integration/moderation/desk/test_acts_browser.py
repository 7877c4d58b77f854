"""Embargoes, the front, and what is said when an act is taken back, in a real browser."""

from __future__ import annotations

import asyncio

from playwright.async_api import Route, expect

from shared.events import ArticleCanceled
from shared.payloads import Stopped
from tests.browsing import time_stands
from tests.eventually import eventually
from tests.factories import MONDAY
from tests.integration.moderation.desk.desk_room import DeskRoom
from tests.integration.moderation.moderation_room import LOUD


async def test_an_embargo_is_set_and_undone_by_keyboard(desk_room: DeskRoom) -> None:
    page = await desk_room.sit_before("a")

    async with time_stands(page):
        await page.keyboard.press("g")
        await page.get_by_label("Until, in").fill("2099-01-01T12:00")
        await page.get_by_label("Note, for the record").fill("Agreed")
        await page.get_by_role("button", name="Set", exact=True).click()
        await expect(page.locator(".banner.calm")).to_contain_text("Embargoed until")
        set_ = await desk_room.case(f"{'a' * 20}:1")
        await page.keyboard.press("u")
        await expect(page.locator(".banner.calm")).to_have_count(0)
    undone = await desk_room.case(f"{'a' * 20}:1")

    assert set_["embargoed_until"].startswith("2099")
    assert undone["embargoed_until"] is None


async def test_who_loses_an_approval_to_a_kill_is_told_by_whom(desk_room: DeskRoom) -> None:
    await desk_room.hold(*"ab")
    page = await desk_room.sit_down()
    await page.keyboard.press("j")
    await expect(page.locator("#story .title")).to_have_text(f"{LOUD} A")
    async with time_stands(page):
        await page.keyboard.press("a")
        await expect(page.locator(".toast")).to_have_count(1)

        killed = Stopped(
            article_id="a" * 20, revision=1, source="harbour-wire", reason="Wrong", at=MONDAY
        )
        await desk_room.send(ArticleCanceled.of(killed, at=MONDAY))

        notice = page.locator("#toasts .notice")
        await expect(notice).to_contain_text("canceled by")
        await expect(notice).to_contain_text("It was taken back")
    await page.keyboard.press("k")
    await expect(notice).to_be_visible()
    await notice.get_by_role("button", name="Close").click()
    await expect(notice).to_have_count(0)
    assert await desk_room.approved() == []


async def test_what_is_said_of_a_story_is_done_though_it_is_read_anew_meanwhile(
    desk_room: DeskRoom,
) -> None:
    page = await desk_room.sit_before("a")
    asked, let_through = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        asked.set()
        await let_through.wait()
        await route.continue_()

    case = f"/v1/cases/{'a' * 20}:1"
    await page.route(f"**{case}", late)
    await desk_room.desk.post(f"{case}/comment", json={"note": "Look at the second name."})
    await asyncio.wait_for(asked.wait(), 20)  # the page follows
    await page.keyboard.press("b")
    await page.get_by_label("Note").fill("Who says so?")
    let_through.set()
    await expect(page.locator("#story")).to_contain_text("Look at the second name.")

    await page.locator("#ask-do").click()

    await expect(page.locator(".toast")).to_contain_text("Sent back")
    assert (await desk_room.case(f"{'a' * 20}:1"))["state"] == "rejected"


async def test_the_front_is_arranged_moved_and_put_back(desk_room: DeskRoom) -> None:
    await desk_room.hold(*"ab")
    pins = [{"article_id": letter * 20} for letter in "ab"]
    await desk_room.desk.post("/v1/desk/front", json={"pins": pins})
    page = await desk_room.sit_down()
    await page.get_by_role("button", name="Front").click()
    rows = page.locator(".front-list li .headline")
    await expect(rows).to_have_text([f"1. {LOUD} A", f"2. {LOUD} B"])

    await page.get_by_role("button", name=f"Lead: {LOUD} B").press("Enter")
    await expect(rows).to_have_text([f"1. {LOUD} B", f"2. {LOUD} A"])
    await page.get_by_role("button", name=f"Unpin: {LOUD} A").press("Enter")
    await expect(page.locator("#front-save")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#status")).to_contain_text("The front is arranged")
    arranged = (await desk_room.desk.get("/v1/desk/front")).json()
    await page.locator(".toast").get_by_role("button", name="Undo").click()

    async def back() -> bool:
        front = (await desk_room.desk.get("/v1/desk/front")).json()
        return [pin["article_id"][0] for pin in front["pins"]] == ["a", "b"]

    await eventually(back, what="the front is as it was")
    assert [pin["article_id"][0] for pin in arranged["pins"]] == ["b"]
    await expect(rows).to_have_text([f"1. {LOUD} A", f"2. {LOUD} B"])
    await page.set_viewport_size({"width": 390, "height": 800})
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not await page.evaluate(wider)


async def test_many_are_decided_by_two_clicks_and_taken_back_by_one_key(
    desk_room: DeskRoom,
) -> None:
    await desk_room.hold(*"abc")
    page = await desk_room.sit_down()
    await expect(page.locator("#list li")).to_have_count(3)
    await page.locator("#list input").first.click()
    await page.locator("#bulk-all").click()
    await expect(page.locator("#bulk-count")).to_have_text("3 marked")
    # A colleague is quicker with one of them.
    await desk_room.act("reject", f"{'b' * 20}:1", note="Not ours")

    async with time_stands(page):
        await page.locator("#bulk-approve").click()
        await page.locator("#ask-do").click()
        await expect(page.locator("#status")).to_contain_text("2 done, 1 not")
        await expect(page.locator("#status")).to_contain_text("rejected by desk")
        await expect(page.locator(".toast")).to_contain_text("Approved: 2 stories")
        await page.keyboard.press("u")

        await expect(page.locator("#status")).to_contain_text("2 done.")
    for letter in "ac":
        await desk_room.case(f"{letter * 20}:1", state="held")
    assert await desk_room.approved() == []
