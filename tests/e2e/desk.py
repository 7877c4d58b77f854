"""People who sit before the desk of a whole newsroom, and what they find there."""

from __future__ import annotations

from typing import Any, Literal

import httpx
from playwright.async_api import Browser, Page

from tests.browsing import sign_in
from tests.e2e.room import Room, a_story
from tests.eventually import eventually

OPERATOR = {"authorization": "Bearer operator"}
DESK = {"authorization": "Bearer desk"}
LOUD = "MINISTER LEAVES OFFICE AFTER VOTE ON FERRIES"
"""A headline that the default policy holds."""
_TIMEOUT_MS = 30_000


async def sit_down(
    room: Room,
    browser: Browser,
    name: str = "Ida Holm",
    role: str = "chief",
    *,
    width: int = 1440,
    scheme: Literal["light", "dark"] = "light",
) -> Page:
    """Open the desk as somebody with a second factor, whose account is made for it."""
    body = {"name": name, "role": role, "totp": True}
    url = room.url("moderation")
    made = room.http.post(f"{url}/v1/people", json=body, headers=OPERATOR)
    if made.status_code == httpx.codes.CONFLICT:
        made = room.http.post(
            f"{url}/v1/people/{name}/reset", json={"role": role, "totp": True}, headers=OPERATOR
        )
    made.raise_for_status()
    context = await browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    context.set_default_timeout(_TIMEOUT_MS)
    page = await context.new_page()
    await page.goto(f"{url}/desk")
    await sign_in(page, made.json())
    return page


def case(room: Room, key: str) -> dict[str, Any]:
    """Give a case as the desk's API does, nothing where it is not there yet."""
    answer = room.http.get(f"{room.url('moderation')}/v1/cases/{key}", headers=DESK)
    found: dict[str, Any] = answer.json() if answer.is_success else {}
    return found


async def until(room: Room, key: str, *states: str) -> dict[str, Any]:
    """Wait until a case is in one of these states."""

    async def there() -> dict[str, Any] | None:
        found = case(room, key)
        return found if found.get("state") in states else None

    found = await eventually(there, within_s=60, what=f"{key} is {states}")
    assert found is not None
    return found


async def act(room: Room, path: str, **body: Any) -> dict[str, Any]:
    """Do as a script does with the shared desk token."""
    answer = room.http.post(f"{room.url('moderation')}/v1/{path}", json=body, headers=DESK)
    assert answer.is_success, answer.text
    done: dict[str, Any] = answer.json()
    return done


async def sent(
    room: Room, key: str, number: int, *, version: int = 1, state: str = "held", **more: Any
) -> str:
    """Have a wire send a story and wait until the desk has it; a loud one, unless named."""
    story = a_story(number, version=version, **{"headline": f"{LOUD} {number}", **more})
    taken = room.post(key, story)
    assert taken.status_code in (200, 202), taken.text
    article_id: str = taken.json()["article_id"]
    revision = int(taken.json().get("revision") or version)
    await until(room, f"{article_id}:{revision}", state)
    return article_id


async def live(room: Room, article_id: str) -> str:
    """Wait until readers have a story; give its page's address."""

    async def there() -> str | None:
        path = f"{room.url('moderation')}/v1/articles/{article_id}/story"
        found = room.http.get(path, headers=DESK).json()["live"]
        return found["url"] if found["revision"] and found["sequence"] else None

    return await eventually(there, within_s=60, what=f"{article_id} is live") or ""
