"""Every view of the desk is fit for everybody: at every width, in light and dark, by axe."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Literal

import pytest
from playwright.async_api import Browser

from tests.browsing import a_browser, violations
from tests.e2e.desk import sit_down
from tests.e2e.desk_views import Furnished, a_furnished_desk, views

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
async def furnished(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Furnished]:
    async with a_furnished_desk(tmp_path_factory.mktemp("views")) as furnished:
        yield furnished


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with a_browser() as browser:
        yield browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
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
