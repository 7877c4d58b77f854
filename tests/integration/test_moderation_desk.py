"""The desk: who gets in, what people arrange there, and the page in a real browser."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import shutil
import socket
from collections.abc import AsyncIterator

import httpx
import pytest
import uvicorn
from playwright.async_api import Page, async_playwright, expect
from redis.asyncio import Redis

from services.moderation.main import build
from services.moderation.settings import ModerationSettings
from shared.database import Database
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.moderation_room import (
    DESK,
    ID,
    LOUD,
    TOKEN,
    Newsroom,
    enriched,
    quick_settings,
    running,
)
from tests.unit.moderation.stories import BODY

ORIGIN = {"Origin": "https://desk"}


@pytest.fixture
async def settings(
    redis: Redis, redis_url: str, mongo_url: str, database: Database
) -> ModerationSettings:
    return quick_settings(redis_url, mongo_url, database)


@pytest.fixture
async def room(
    settings: ModerationSettings, redis: Redis, database: Database
) -> AsyncIterator[Newsroom]:
    async with running(settings) as desk:
        yield Newsroom(desk, Streams(redis), redis, database)


async def sign_in(room: Newsroom) -> dict[str, str]:
    """Sign in as a browser does; give the headers that its script sends."""
    room.desk.headers.pop("Authorization", None)
    form = {"name": "Ida  Holm", "token": TOKEN}
    answer = await room.desk.post("/desk/login", data=form, headers=ORIGIN)
    assert answer.status_code == 303
    page = await room.desk.get("/desk")
    found = re.search(r'name="csrf" content="([0-9a-f]+)"', page.text)
    assert found
    return {**ORIGIN, "X-CSRF-Token": found[1]}


async def test_the_desk_asks_who_is_there(room: Newsroom) -> None:
    room.desk.headers.pop("Authorization")

    page = await room.desk.get("/desk")
    wrong = await room.desk.post(
        "/desk/login", data={"name": "Ida", "token": "guess"}, headers=ORIGIN
    )
    elsewhere = await room.desk.post("/desk/login", data={"name": "Ida", "token": TOKEN})

    assert "Sign in" in page.text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert (wrong.status_code, elsewhere.status_code) == (403, 403)
    assert not room.desk.cookies


async def test_a_session_reads_and_decides_under_its_own_name(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    headers = await sign_in(room)

    listed = await room.desk.get("/v1/cases", params={"state": "held"})
    act = {"note": "fine", "by": "somebody else"}
    approved = await room.desk.post(f"/v1/cases/{ID}:1/approve", json=act, headers=headers)

    assert len(listed.json()["cases"]) == 1
    assert approved.json()["decisions"][0]["by"] == "Ida Holm"


@pytest.mark.parametrize("missing", ["X-CSRF-Token", "Origin"], ids=["no token", "no origin"])
async def test_another_site_cannot_decide_through_a_browser(
    room: Newsroom, missing: str
) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    headers = await sign_in(room)
    del headers[missing]

    answer = await room.desk.post(f"/v1/cases/{ID}:1/approve", json={}, headers=headers)

    assert answer.status_code == 403
    assert (await room.desk.get(f"/v1/cases/{ID}:1")).json()["state"] == "held"


async def test_the_cookie_is_for_this_host_only_and_not_for_scripts(room: Newsroom) -> None:
    form = {"name": "Ida", "token": TOKEN}
    answer = await room.desk.post("/desk/login", data=form, headers=ORIGIN)

    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-desk=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))


async def test_a_claim_can_be_taken_over_and_runs_out(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")

    mine = await room.act("claim", by="ida")
    theirs = await room.act("claim", by="bo")
    taken = await room.act("claim", by="bo", take_over=True, minutes=0.0001)
    again = await eventually(lambda: _claimed(room), what="the claim ran out")

    assert mine.json()["lock"]["by"] == "ida"
    assert theirs.status_code == 409
    assert "ida" in theirs.json()["detail"]
    assert taken.json()["lock"]["by"] == "bo"
    assert again


async def _claimed(room: Newsroom) -> bool:
    return (await room.act("claim", by="ida")).status_code == 200


async def test_many_are_decided_at_once_and_answered_one_by_one(room: Newsroom) -> None:
    await room.send(
        enriched(headline=LOUD),
        enriched(headline=LOUD, article_id="b" * 20),
        enriched(article_id="c" * 20),
    )
    keys = [f"{letter * 20}:1" for letter in "abcd"]
    await room.case(keys[0], state="held")
    await room.case(keys[1], state="held")
    await room.case(keys[2], state="approved")

    bulk = {"cases": keys, "act": "reject", "note": "Not ours"}
    answer = await room.desk.post("/v1/desk/bulk", json=bulk)
    noteless = await room.desk.post("/v1/desk/bulk", json={**bulk, "note": ""})

    statuses = [result["status"] for result in answer.json()["results"]]
    assert statuses == [200, 200, 409, 404]
    assert {result["status"] for result in noteless.json()["results"]} == {422}


async def test_what_people_did_can_be_exported(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    await room.act("comment", by="bo", note="Ask the ministry")
    await room.act("assign", by="bo", owner="duty editor")
    await room.act("approve", by="ida", note="They confirmed it")

    audit = await room.desk.get("/v1/desk/decisions", params={"since": "2020-01-01T00:00:00Z"})

    lines = [json.loads(line) for line in audit.text.splitlines()]
    assert [(line["by"], line.get("kind", line.get("act"))) for line in lines] == [
        ("bo", "comment"),
        ("bo", "assign"),
        ("ida", "approve"),
    ]
    assert lines[2]["verdict"] == "held"
    counts = (await room.desk.get("/v1/desk/counts")).json()
    assert counts["counts"]["approved"] == 1
    assert counts["held_since"] is None


async def test_every_revision_of_a_story_is_at_hand(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD), enriched(headline=LOUD, revision=2))
    await room.case(f"{ID}:2", state="held")
    await room.case(state="superseded")

    cases = (await room.desk.get(f"/v1/articles/{ID}/cases")).json()["cases"]

    assert [(case["revision"], case["state"]) for case in cases] == [
        (2, "held"),
        (1, "superseded"),
    ]


# --- in a browser ------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def served(settings: ModerationSettings) -> AsyncIterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(build(settings), log_level="critical")
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
async def page() -> AsyncIterator[Page]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        page = await browser.new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        yield page
        await browser.close()
        assert problems == []


@pytest.mark.browser
async def test_a_person_works_the_queue_with_the_keyboard(
    page: Page, settings: ModerationSettings, redis: Redis, database: Database
) -> None:
    odd = "SHOCKING <img src=x onerror=alert(1)> CLAIMS 😀 ABOUT FERRIES"
    async with served(settings) as url, httpx.AsyncClient(base_url=url, headers=DESK) as desk:
        room = Newsroom(desk, Streams(redis), redis, database)
        contact = "Mail marit.holm77@mail.example 😀 now."
        await room.send(enriched(headline=odd, body=f"😀 {contact}\n\n{BODY}"))
        await room.case(state="held")
        await room.send(enriched(headline=LOUD, article_id="b" * 20))
        await room.case(f"{'b' * 20}:1", state="held")

        await page.goto(f"{url}/desk")
        await page.get_by_label("Your name").fill("Ida Holm")
        await page.get_by_label("The desk’s token").fill(TOKEN)
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.locator("#list li")).to_have_count(2)
        await page.keyboard.press("j")

        story = page.locator("#story")
        await expect(story.locator(".title")).to_have_text(odd)
        await expect(story.locator(".body mark")).to_have_text("marit.holm77@mail.example")

        await page.keyboard.press("a")
        await expect(page.locator("#toast")).to_contain_text("Approved.")
        await expect(story.locator(".title")).to_have_text(LOUD)
        await page.keyboard.press("u")
        await expect(story.locator(".title")).to_have_text(odd)
        await room.case(state="held")

        await page.keyboard.press("r")
        await page.get_by_role("button", name="Reject", exact=True).click()
        await expect(page.locator("#ask-problem")).to_contain_text("Say why")
        await page.get_by_role("button", name="Spam or link farm").click()
        await page.get_by_role("button", name="Reject", exact=True).click()
        rejected = await room.case(state="rejected")

        await expect(page.locator("#list li")).to_have_count(1)
        await room.send(enriched(headline=LOUD, article_id="b" * 20, revision=2))
        await expect(story.locator(".banner")).to_contain_text("revision 2 has arrived")

    assert rejected["decisions"][-1]["by"] == "Ida Holm"
    assert rejected["decisions"][-1]["note"] == "Spam or link farm"
