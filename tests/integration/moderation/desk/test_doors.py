"""What another site, a planted cookie or a guesser gets at the desk: nothing, anywhere."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.integration.moderation.moderation_room import (
    ID,
    LOUD,
    Newsroom,
    enriched,
)

HERE = {"Origin": "https://desk"}
OURS = ("/v1/people", "/v1/audit", "/v1/sources", "/v1/secrets", "/v1/dead-letters")
"""For the operator, who has no browser."""


async def signed_in(room: Newsroom, name: str, role: str = "chief") -> tuple[str, str]:
    """Give a browser's cookie and its CSRF token."""
    form = {"name": name, "password": (await room.person(name, role))["password"]}
    room.desk.headers.pop("Authorization", None)
    answer = await room.desk.post("/desk/login", data=form, headers=HERE)
    cookie = answer.cookies["__Host-desk"]
    page = await room.desk.get("/desk", headers={"Cookie": f"__Host-desk={cookie}"})
    found = re.search(r'name="csrf" content="([0-9a-f]+)"', page.text)
    assert found
    room.desk.cookies.clear()
    return cookie, found[1]


async def changing_routes(room: Newsroom) -> list[tuple[str, str]]:
    """Give every call that changes something for whoever sits at the desk."""
    described = (await room.desk.get("/openapi.json")).json()["paths"]
    return [
        (method.upper(), re.sub(r"\{[^}]*case[^}]*\}", f"{ID}:1", path).replace(
            "{article_id}", ID).replace("{id_}", "x"))
        for path, calls in described.items()
        for method in calls
        if method not in ("get", "head", "options")
        and path.startswith("/v1/")
        and not path.startswith(OURS)
    ]  # fmt: skip


async def test_no_call_of_a_browser_counts_without_its_token_and_our_origin(
    room: Newsroom,
) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")
    cookie, token = await signed_in(room, "Kim Berg")
    _, anothers = await signed_in(room, "Bo Lind")
    forged: dict[str, dict[str, str]] = {
        "no token": HERE,
        "an empty token": {**HERE, "X-CSRF-Token": ""},
        "another session's": {**HERE, "X-CSRF-Token": anothers},
        "no origin": {"X-CSRF-Token": token},
        "no origin at all": {"X-CSRF-Token": token, "Origin": "null"},
        "a foreign origin": {"X-CSRF-Token": token, "Origin": "https://evil.example"},
        "ours as a name of theirs": {
            "X-CSRF-Token": token,
            "Origin": "https://desk.evil.example",
        },
        "another port": {"X-CSRF-Token": token, "Origin": "https://desk:8443"},
    }
    routes = await changing_routes(room)
    passed: list[tuple[str, str, int]] = []

    for method, path in routes:
        for how, headers in forged.items():
            answer = await room.desk.request(
                method,
                path,
                json={"note": "x"},
                headers={**headers, "Cookie": f"__Host-desk={cookie}"},
            )
            if answer.status_code not in (403, 401, 429):
                passed.append((path, how, answer.status_code))

    assert len(routes) > 15
    assert passed == []
    right = {**HERE, "X-CSRF-Token": token, "Cookie": f"__Host-desk={cookie}"}
    kept = await room.desk.get(f"/v1/cases/{ID}:1", headers=right)
    assert (kept.json()["state"], kept.json()["remarks"]) == ("held", [])
    done = await room.desk.post(
        f"/v1/cases/{ID}:1/comment", json={"note": "seen"}, headers=right
    )
    assert done.status_code == 200


async def test_the_forms_of_the_page_want_the_same(room: Newsroom) -> None:
    cookie, token = await signed_in(room, "Kim Berg")
    mine = {"Cookie": f"__Host-desk={cookie}"}
    evil = {**mine, "Origin": "https://evil.example"}

    answers = [
        await room.desk.post(f"/desk/me/{path}", data=form, headers=headers)
        for path in ("password", "second-factor", "sessions")
        for form, headers in (
            ({"csrf": token, "password": "x"}, evil),
            ({"csrf": token, "password": "x"}, mine),
            ({"password": "x"}, {**mine, **HERE}),
            ({"csrf": "0" * 64, "password": "x"}, {**mine, **HERE}),
        )
    ]
    out = await room.desk.post("/desk/logout", headers=evil)
    still = await room.desk.get("/v1/cases", headers=mine)

    assert {answer.status_code for answer in answers} == {403}
    assert all("own page" in answer.text for answer in answers)
    assert (out.status_code, still.status_code) == (403, 200)


@pytest.mark.parametrize("name", ["__Host-desk", "desk"])
async def test_a_cookie_that_somebody_planted_never_becomes_a_session(
    room: Newsroom, name: str
) -> None:
    made = await room.person("Ida Holm")
    room.desk.headers.pop("Authorization")
    planted = {"Cookie": f"{name}=chosen-by-somebody-else"}
    form = {"name": "Ida Holm", "password": made["password"]}

    answer = await room.desk.post("/desk/login", data=form, headers={**HERE, **planted})
    room.desk.cookies.clear()
    theirs = await room.desk.get("/v1/cases", headers=planted)

    assert answer.status_code == 303
    assert answer.cookies["__Host-desk"] != "chosen-by-somebody-else"
    assert theirs.status_code == 401


async def test_one_password_tried_on_many_names_is_braked_by_address(room: Newsroom) -> None:
    room.desk.headers.pop("Authorization")

    async def guess(number: int) -> httpx.Response:
        form = {"name": f"Somebody {number}", "password": "Summer2026!"}
        return await room.desk.post("/desk/login", data=form, headers=HERE)

    statuses = [(await guess(number)).status_code for number in range(32)]

    assert statuses[:30] == [403] * 30
    assert statuses[-1] == 429
