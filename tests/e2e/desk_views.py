"""A furnished desk, and a walk through every view of it: for axe, and for pictures."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page, expect

from tests.e2e.desk import LOUD, OPERATOR, act, case, live, sent, until
from tests.e2e.room import Room, a_newsroom, a_story
from tests.e2e.test_pictures import ALT, SAYS, a_ninjs, an_agency
from tests.eventually import eventually
from tests.integration.far_site import a_far_site
from tests.pictures import a_jpeg

_PRIVATE = "Ask marit.holm77@mail.example for the timetable."


@dataclass(frozen=True, slots=True)
class Furnished:
    """A newsroom, and its stories by what is the matter with each (`article_id:revision`)."""

    room: Room
    marked: str
    changed: str
    edited: str
    pictured: str
    claimed: str
    killed: str

    def url(self, key: str = "") -> str:
        """Give the address of the desk, or of a case at it."""
        return f"{self.room.url('moderation')}/desk{f'?case={key}' if key else ''}"


def _text(number: int) -> str:
    return f"{a_story(number)['text']}\n\n{_PRIVATE}"


@contextlib.asynccontextmanager
async def a_furnished_desk(data: Path) -> AsyncIterator[Furnished]:
    """Run every service, with stories in each state that the desk shows in a way of its own."""
    with (
        an_agency({"/ferry.jpg": a_jpeg(1200, 800, seed=7, says=SAYS)}) as agency,
        a_newsroom(
            data,
            COPYDESK_OBJECTS=str(data / "objects"),
            COPYDESK_POLL_ALLOW_NETWORKS="127.0.0.0/8",
            COPYDESK_PICTURE_LOOK_EVERY_S="0.1",
            COPYDESK_WEBHOOK_ALLOW_PRIVATE="true",
        ) as room,
    ):
        async with a_far_site() as daily, a_far_site() as busy:
            for name, far in (("daily", daily), ("evening", busy)):
                body = {"site": name, "url": far.url}
                room.http.post(f"{room.url('publish')}/v1/sites", json=body, headers=OPERATOR)
            key = room.add_source("own-wire", rights=["self"])
            yield Furnished(
                room,
                marked=await _marked(room, key),
                changed=await _changed(room, key),
                edited=await _edited(room, key),
                pictured=await a_pictured_story(room, key, agency, number=4),
                claimed=await _claimed(room, key),
                killed=await _killed(room, key),
            )


async def _marked(room: Room, key: str) -> str:
    case_ = f"{await sent(room, key, 1, text=_text(1), urgency=2)}:1"
    await act(room, f"cases/{case_}/comment", note="The ministry calls back at noon.")
    return case_


async def _changed(room: Room, key: str) -> str:
    """Have a story live in its first revision, and held in its second."""
    id_ = await sent(room, key, 2, state="approved", headline=a_story(2)["headline"])
    await live(room, id_)
    await sent(room, key, 2, version=2, text=_text(2) + "\n\nTwo more boats were added.")
    return f"{id_}:2"


async def _edited(room: Room, key: str) -> str:
    id_ = await sent(room, key, 3)
    edit = {"headline": "Minister leaves office over ferries", "note": "Quieter"}
    await act(room, f"cases/{id_}:1/edit", **edit)
    await act(room, f"cases/{id_}:1/approve")
    await live(room, id_)
    await sent(room, key, 3, version=2, text=_text(3))
    return f"{id_}:2"


async def a_pictured_story(
    room: Room, key: str, agency: str, *, number: int, name: str = "ninjs"
) -> str:
    """Have a story with a picture held, and wait until its picture is there."""
    story = a_ninjs(f"{agency}/ferry.jpg", number=number, name=name)
    story["headlines"][0]["value"] = f"{LOUD} {number}"
    id_ = room.post(key, story).json()["article_id"]
    await until(room, f"{id_}:1", "held")

    async def is_there() -> bool:
        pictures = case(room, f"{id_}:1/pictures").get("pictures") or [{}]
        return bool(pictures[0].get("look"))

    await eventually(is_there, within_s=60, what="the picture is there")
    return f"{id_}:1"


async def _claimed(room: Room, key: str) -> str:
    case_ = f"{await sent(room, key, 5, text=_text(5))}:1"
    await act(room, f"cases/{case_}/claim", minutes=400)
    return case_


async def _killed(room: Room, key: str) -> str:
    id_ = await sent(room, key, 6, state="approved", headline=a_story(6)["headline"])
    await live(room, id_)
    await act(room, f"articles/{id_}/kill", note="It was another minister.")
    await until(room, f"{id_}:1", "canceled")
    rejected = await sent(room, key, 7, text=_text(7))
    await act(room, f"cases/{rejected}:1/reject", note="One source only")
    return f"{id_}:1"


# --- the walk -----------------------------------------------------------------------------


async def views(page: Page, at: Furnished) -> AsyncIterator[str]:
    """Open one view after the other; its name is given while it stands there."""
    for walk in (_queue, _stories, _dialogs, _others, _menus):
        async for name in walk(page, at):
            yield name


async def _open(page: Page, at: Furnished, key: str) -> None:
    await page.goto(at.url(key))
    await expect(page.locator("#story .acts")).not_to_be_empty()
    await expect(page.locator("#around .timeline li").first).to_be_attached()


async def _queue(page: Page, at: Furnished) -> AsyncIterator[str]:
    await page.goto(at.url())
    await expect(page.locator("#list li").first).to_be_visible()
    yield "queue"
    await page.locator("#more-filters summary").click()
    await page.locator("#list input").first.check()
    await expect(page.locator("#bulk")).to_be_visible()
    yield "filter and several marked"


async def _stories(page: Page, at: Furnished) -> AsyncIterator[str]:
    await _open(page, at, at.marked)
    yield "story"
    await page.keyboard.press("v")
    await expect(page.locator("#body .raw")).to_be_visible()
    yield "raw"
    await _open(page, at, at.changed)
    await page.keyboard.press("d")
    await expect(page.locator("#body ins").first).to_be_visible()
    yield "difference"
    await page.keyboard.press("D")
    await expect(page.locator("#body ins").first).to_be_visible()
    yield "difference from live"
    await _open(page, at, at.edited)
    await page.get_by_role("button", name="Show both").click()
    await expect(page.locator("#body del").first).to_be_visible()
    yield "both edits"
    await _open(page, at, at.pictured)
    await expect(page.get_by_alt_text(ALT)).to_be_attached()
    await page.locator("#pictures fieldset").scroll_into_view_if_needed()
    yield "pictures"
    await _open(page, at, at.killed)
    yield "killed"


async def _dialogs(page: Page, at: Furnished) -> AsyncIterator[str]:
    await _open(page, at, at.marked)
    for key, name in (
        ("r", "reject"), ("b", "send back"), ("i", "edit"), ("h", "hold longer"),
        ("e", "escalate"), ("t", "assign"), ("m", "comment"),
    ):  # fmt: skip
        await page.keyboard.press(key)
        await expect(page.locator("#ask")).to_be_visible()
        yield name
        await page.keyboard.press("Escape")
        await expect(page.locator("#ask")).to_be_hidden()
    await _open(page, at, at.changed)
    await page.get_by_role("button", name="Kill…").click()
    await expect(page.locator("#ask-warning")).to_contain_text("evening")
    await page.get_by_label("Type its slug").fill("another")
    yield "kill"
    await page.keyboard.press("Escape")
    await _open(page, at, at.claimed)
    await page.keyboard.press("a")
    await expect(page.locator("#ask-title")).to_have_text("desk is at it")
    yield "claimed by another"
    await page.keyboard.press("Escape")
    await expect(page.locator("#ask")).to_be_hidden()
    await _open(page, at, at.marked)
    await page.keyboard.press("a")
    await expect(page.locator(".toast")).to_be_visible()
    yield "undo"
    await page.keyboard.press("u")
    await expect(page.locator(".toast")).to_have_count(0)
    await until(at.room, at.marked, "held")


_HEADINGS = {"Live": "Live, newest first", "Front": "The front", "Figures": "The last 30 days"}
"""By which a view is known to be there, and no longer the one before."""


async def _others(page: Page, at: Furnished) -> AsyncIterator[str]:
    for name in await page.locator("#tabs button").all_inner_texts():
        if name[-1].isdigit():
            continue
        await page.locator("#tabs").get_by_role("button", name=name, exact=True).click()
        await expect(page.locator("#view h2").first).to_have_text(_HEADINGS[name])
        yield name.lower()
    await page.goto(at.url())
    await page.locator("#tabs").get_by_role("button", name="Canceled").click()
    await expect(page.locator("#list li").first).to_be_visible()
    await page.locator("#search").fill("nothing that stands anywhere")
    await expect(page.locator("#empty")).to_be_visible()
    yield "nothing found"


async def _menus(page: Page, at: Furnished) -> AsyncIterator[str]:
    await page.goto(at.url())
    await expect(page.locator("#list li").first).to_be_visible()
    await page.locator(".me summary").click()
    yield "menu"
    for button, name, dialog in (("Keys", "keys", "#help"), ("Account…", "account", "#ask")):
        await page.get_by_role("button", name=button).click()
        await expect(page.locator(dialog)).to_be_visible()
        yield name
        await page.keyboard.press("Escape")
        await expect(page.locator(dialog)).to_be_hidden()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_label("Password")).to_be_visible()
    yield "sign in"
