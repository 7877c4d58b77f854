"""Every view of the desk is fit for everybody: at every width, in light and dark, by axe."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Literal

import pytest
from playwright.async_api import Browser, expect

from tests.browsing import SCREENS, a_browser, violations
from tests.e2e.desk import case, sit_down
from tests.e2e.desk_views import Furnished, a_furnished_desk, a_pictured_story, views
from tests.e2e.test_pictures import SAYS, an_agency
from tests.eventually import eventually
from tests.pictures import a_jpeg

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
async def furnished(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Furnished]:
    async with a_furnished_desk(tmp_path_factory.mktemp("views")) as furnished:
        yield furnished


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with a_browser() as browser:
        yield browser


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
async def test_no_view_has_anything_that_axe_objects_to_or_is_wider_than_the_screen(
    furnished: Furnished, browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = await sit_down(furnished.room, browser, width=width, scheme=scheme)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    seen: list[str] = []
    found: list[str] = []

    async for name in views(page, furnished):
        seen.append(name)
        found += await violations(page, name)
        wide = await page.evaluate("document.documentElement.scrollWidth")
        found += [f"{name}: {wide} px wide"] if wide > width else []
    await page.context.close()

    assert errors == []
    assert found == []
    assert {"queue", "story", "raw", "difference", "pictures", "live", "figures"} <= {*seen}


async def test_a_chief_takes_a_picture_out_everywhere_and_shows_it_again(
    furnished: Furnished, browser: Browser
) -> None:
    room = furnished.room
    key = room.add_source("picture-wire", rights=["self"])
    with an_agency({"/ferry.jpg": a_jpeg(1200, 800, seed=91, says=SAYS)}) as agency:
        pictured = await a_pictured_story(room, key, agency, number=91, name="desk")

    async def is_(state: str) -> bool:
        return [each["state"] for each in case(room, f"{pictured}/pictures")["pictures"]] == [
            state
        ]

    by_moderator = await sit_down(room, browser, name="Bo Berg", role="moderator")
    await by_moderator.goto(furnished.url(pictured))
    await expect(by_moderator.locator("#pictures fieldset")).to_be_visible()
    shown_to_bo = await by_moderator.locator("#pictures .picture-acts button").count()
    page = await sit_down(room, browser)
    for title, state in (
        ("Kill this picture", "canceled"),
        ("Show this picture again", "usable"),
    ):
        await page.goto(furnished.url(pictured))
        await page.get_by_role("button", name=f"{title}…").click()
        await page.get_by_label("Note").fill("It shows somebody else")
        await page.locator("#ask-do").click()
        await expect(page.locator("#pictures legend")).to_contain_text(
            {"canceled": "canceled", "usable": "usable"}[state]
        )
        await eventually(lambda s=state: is_(s), within_s=60, what=state)  # type: ignore[misc]
    for each in (page, by_moderator):
        await each.context.close()

    assert shown_to_bo == 0
