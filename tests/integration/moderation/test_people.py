"""Who gets in at the desk, and what each may do there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from services.moderation.settings import ModerationSettings
from shared import clock
from shared.database import Database
from shared.streams import Streams
from tests.contracts.routes import NOWHERE, calls_of_service
from tests.integration.moderation.moderation_room import (
    ID,
    LOUD,
    OPERATOR,
    Newsroom,
    enriched,
    running,
)

ORIGIN = {"Origin": "https://desk"}


async def login(
    room: Newsroom, password: str, *, name: str = "ida holm", code: str = ""
) -> httpx.Response:
    """Sign in as a browser does."""
    room.desk.headers.pop("Authorization", None)
    form = {"name": name, "password": password, "code": code}
    return await room.desk.post("/desk/login", data=form, headers=ORIGIN)


async def inside(room: Newsroom) -> dict[str, str]:
    """Give the headers that the page's script sends."""
    page = await room.desk.get("/desk")
    found = re.search(r'name="csrf" content="([0-9a-f]+)"', page.text)
    assert found, page.text
    return {**ORIGIN, "X-CSRF-Token": found[1]}


async def a_held_story(room: Newsroom) -> None:
    await room.send(enriched(headline=LOUD))
    await room.case(state="held")


async def test_a_person_acts_under_the_name_of_their_account(room: Newsroom) -> None:
    await a_held_story(room)
    made = await room.person("Ida  Holm")
    signed_in = await login(room, made["password"])
    headers = await inside(room)

    act = {"note": "fine", "by": "somebody else"}
    approved = await room.desk.post(f"/v1/cases/{ID}:1/approve", json=act, headers=headers)

    assert made["user"] == "Ida Holm"
    assert signed_in.status_code == 303
    cookie = signed_in.headers["set-cookie"]
    assert cookie.startswith("__Host-desk=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert approved.json()["decisions"][0]["by"] == "Ida Holm"
    assert (
        "frame-ancestors 'none'"
        in (await room.desk.get("/desk")).headers["content-security-policy"]
    )


async def test_another_site_cannot_decide_through_a_browser(room: Newsroom) -> None:
    await a_held_story(room)
    await login(room, (await room.person())["password"])
    headers = await inside(room)
    elsewhere = {"Origin": "https://evil.example"}
    form = {"name": "Ida Holm", "password": "x"}
    foreign = await room.desk.post("/desk/login", data=form, headers=elsewhere)

    for missing in headers:
        some = {name: value for name, value in headers.items() if name != missing}
        answer = await room.desk.post(f"/v1/cases/{ID}:1/approve", json={}, headers=some)
        assert answer.status_code == 403, missing

    assert foreign.status_code == 403
    assert (await room.desk.get(f"/v1/cases/{ID}:1")).json()["state"] == "held"


NEEDS = {
    "moderator": (
        f"cases/{ID}:1/approve", f"cases/{ID}:1/reject", f"cases/{ID}:1/send-back",
        f"cases/{ID}:1/undo", f"cases/{ID}:1/edit", f"cases/{ID}:1/postpone",
        f"cases/{ID}:1/claim", f"cases/{ID}:1/release", f"cases/{ID}:1/assign",
        f"cases/{ID}:1/escalate", f"cases/{ID}:1/comment", "desk/bulk", "queues",
        f"cases/{ID}:1/embargo", "desk/front",
    ),
    "chief": (
        f"articles/{ID}/kill", f"articles/{ID}/recall", f"articles/{ID}/unpublish",
        f"articles/{ID}/bring-back", f"articles/{ID}/reinstate",
        f"pictures/wire/{'0' * 64}/kill", f"pictures/wire/{'0' * 64}/recall",
        f"pictures/wire/{'0' * 64}/release", f"pictures/wire/{'0' * 64}/reinstate",
    ),
}  # fmt: skip


ELSEWHERE = ("/v1/policy", "/v1/queues/")
"""Acts whose own tests say who may: the policy's keepers, and whose queue it is."""


def test_every_act_of_the_desk_is_held_to_its_role(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NOWHERE.items():
        monkeypatch.setenv(name, value)
    held = [path for paths in NEEDS.values() for path in paths]
    acts = [
        call.path
        for call in calls_of_service("moderation")
        if call.method != "GET" and "desk" in call.callers
        and not call.path.startswith(ELSEWHERE)
    ]  # fmt: skip

    assert len(acts) > 15
    for act in acts:
        pattern = re.sub(r"\{[^}]+\}", "[^/]+", act.removeprefix("/v1/"))
        assert any(re.fullmatch(pattern, path) for path in held), act


async def test_each_role_may_do_its_own_and_no_more(room: Newsroom) -> None:
    callers = {role: await room.token(role, role) for role in ("reader", "moderator", "chief")}
    rank = ["reader", "moderator", "chief"]
    wrong: list[tuple[str, str, int]] = []
    body = {"note": "", "hours": 0, "owner": ""}  # nobody gets as far as an act

    for needed, paths in NEEDS.items():
        for path in paths:
            for role, header in callers.items():
                answer = await room.desk.post(f"/v1/{path}", json=body, headers=header)
                allowed = rank.index(role) >= rank.index(needed)
                if (answer.status_code == 403) is allowed:
                    wrong.append((path, role, answer.status_code))
            stranger = await room.desk.post(
                f"/v1/{path}", json=body, headers={"Authorization": "Bearer nobody"}
            )
            if stranger.status_code not in (401, 429):
                wrong.append((path, "stranger", stranger.status_code))
    reading = await room.desk.get("/v1/cases", headers=callers["reader"])
    people = [
        await room.desk.post("/v1/people", json={}, headers=callers["chief"]),
        await room.desk.get("/v1/audit", headers=callers["chief"]),
    ]

    assert wrong == []
    assert reading.status_code == 200
    assert [answer.status_code for answer in people] == [401, 401]


async def test_a_kill_wants_the_slug_of_the_story_from_everybody_with_eyes(
    room: Newsroom,
) -> None:
    await a_held_story(room)
    kim = await room.token("kim", "chief")
    slug = (await room.desk.get(f"/v1/cases/{ID}:1")).json()["slug"]
    path = f"/v1/articles/{ID}/kill"

    without = await room.desk.post(path, json={"note": "Untrue"}, headers=kim)
    wrong = await room.desk.post(path, json={"note": "Untrue", "slug": "other"}, headers=kim)
    shown = await room.desk.get(f"/v1/articles/{ID}/consequences", headers=kim)
    right = await room.desk.post(
        path, json={"note": "Untrue", "slug": slug.upper().replace("-", " ")}, headers=kim
    )

    assert (without.status_code, wrong.status_code) == (422, 422)
    assert without.json()["errors"][0]["pointer"] == "/slug"
    assert shown.json()["slug"] == slug
    assert right.status_code == 202
    assert right.json()["by"] == "kim"
    await room.case(state="canceled")


async def test_guesses_are_braked_over_all_processes_and_a_right_one_forgives(
    room: Newsroom, settings: ModerationSettings
) -> None:
    password = (await room.person())["password"]
    async with running(settings) as other:
        second = room._replace(desk=other)
        right = [await login(room, password) for _ in range(8)]
        wrong = [await login(each, "guess") for each in (room, second) * 5]
        braked = [await login(each, password) for each in (room, second)]
    bystander = await login(room, (await room.person("Bo"))["password"], name="Bo")

    assert {answer.status_code for answer in right} == {303}
    assert {answer.status_code for answer in wrong} == {403}
    assert {answer.status_code for answer in braked} == {429}
    assert int(braked[0].headers["retry-after"]) > 10
    assert bystander.status_code == 303


async def test_a_second_factor_is_asked_for_and_a_code_is_good_once(room: Newsroom) -> None:
    made = await room.person(totp=True)
    code = pyotp.TOTP(made["totp_secret"]).at(clock.now())

    without = await login(room, made["password"])
    wrong = await login(room, made["password"], code="000000")
    right = await login(room, made["password"], code=code)
    again = await login(room, made["password"], code=code)

    assert made["totp_uri"].startswith("otpauth://totp/Copydesk:Ida%20Holm?")
    assert [answer.status_code for answer in (without, wrong, right, again)] == [
        *(403, 403, 303, 403),
    ]


async def test_a_session_is_new_at_sign_in_and_ends_on_the_server(room: Newsroom) -> None:
    made = await room.person()
    await login(room, made["password"])
    planted = room.desk.cookies["__Host-desk"]
    await login(room, made["password"])
    mine = room.desk.cookies["__Host-desk"]
    fixed = await room.desk.get("/v1/cases", headers={"Cookie": f"__Host-desk={planted}"})
    headers = await inside(room)

    await room.desk.post("/desk/logout", headers=ORIGIN)
    room.desk.cookies.clear()
    stolen = await room.desk.get(
        "/v1/cases", headers={"Cookie": f"__Host-desk={mine}", **headers}
    )

    assert mine != planted
    assert fixed.status_code == 401  # what the browser came with has ended
    assert stolen.status_code == 401


async def test_a_disabled_account_is_out_at_once_and_a_reset_lets_it_in(
    room: Newsroom,
) -> None:
    made = await room.person()
    token = await room.token("Ida Holm", "chief")
    await login(room, made["password"])
    capped = await room.desk.post(f"/v1/articles/{ID}/kill", json={}, headers=token)

    await room.desk.post("/v1/people/Ida Holm/disable", headers=OPERATOR)
    after = [
        await room.desk.get("/v1/cases"),
        await room.desk.get("/v1/cases", headers=token),
        await login(room, made["password"]),
    ]
    reset = await room.desk.post("/v1/people/ida holm/reset", json={}, headers=OPERATOR)
    again = await login(room, reset.json()["password"])
    listed = (await room.desk.get("/v1/people", headers=OPERATOR)).json()["people"]

    assert capped.status_code == 403  # no token may more than its account
    assert [answer.status_code for answer in after] == [401, 401, 403]
    assert again.status_code == 303
    assert [(each["user"], each["role"]) for each in listed] == [("Ida Holm", "moderator")]


async def test_a_name_is_fit_for_the_record(room: Newsroom) -> None:
    for name in ("desk", "Policy", "", " ", "a\tb\0", "<b>Ida</b>", "x" * 61):
        body = {"name": name, "role": "moderator"}

        answer = await room.desk.post("/v1/people", json=body, headers=OPERATOR)

        assert answer.status_code == 422, name


async def test_people_change_their_own_password_and_second_factor(room: Newsroom) -> None:
    made = await room.person()
    await login(room, made["password"])
    csrf = (await inside(room))["X-CSRF-Token"]

    async def change(path: str, **form: str) -> int:
        answer = await room.desk.post(
            f"/desk/me/{path}", data={"csrf": csrf, **form}, headers=ORIGIN
        )
        return answer.status_code

    assert await change("password", password="guess", new="a long enough one") == 403
    assert await change("password", password=made["password"], new="short") == 422
    assert await change("password", password=made["password"], new="a long enough one") == 200
    assert await change("second-factor", password="a long enough one") == 200
    assert (await room.desk.get("/v1/cases")).status_code == 200
    assert (await login(room, "a long enough one")).status_code == 403  # the code is missing


async def test_a_password_is_hashed_anew_when_its_cost_has_changed(
    settings: ModerationSettings, redis: Redis, database: Database
) -> None:
    async def kept() -> str:
        found = await database["people"].find_one({"_id": "ida holm"})
        return str(found and found["password_hash"])

    async with running(settings) as desk:
        room = Newsroom(desk, Streams(redis), redis, database)
        password = (await room.person())["password"]
        cheap = await kept()
    dearer = settings.model_copy(update={"desk_password_mib": 13})
    async with running(dearer) as desk:
        room = Newsroom(desk, Streams(redis), redis, database)
        wrong = await login(room, "guess")
        untouched = await kept()
        entered = [(await login(room, password)).status_code for _ in range(2)]
        dear = await kept()

    assert (wrong.status_code, untouched) == (403, cheap)
    assert entered == [303, 303]
    assert "m=12288," in cheap
    assert "m=13312," in dear


SSO_PAGE = (Path(__file__).parents[3] / "docs/single-sign-on.md").read_text(encoding="utf-8")
SSO_HEADERS = sorted({*re.findall(r"^    COPYDESK_SSO_HEADER=(\S+)$", SSO_PAGE, re.MULTILINE)})


@pytest.mark.parametrize("header", SSO_HEADERS)
async def test_single_sign_on_counts_only_from_our_own_proxy(
    settings: ModerationSettings, redis: Redis, database: Database, header: str
) -> None:
    given: dict[str, Any] = {**settings.model_dump(), "sso_header": header}
    ours = ModerationSettings.model_validate({**given, "sso_proxies": "127.0.0.0/8"})
    others = ModerationSettings.model_validate({**given, "sso_proxies": "10.0.0.0/8"})
    names = {header: "ida holm"}
    entered: dict[str, tuple[int, bool, int]] = {}
    for which, chosen in (("ours", ours), ("others", others)):
        async with running(chosen) as desk:
            room = Newsroom(desk, Streams(redis), redis, database)
            if which == "ours":
                await room.person()
            desk.headers.pop("Authorization")
            answer = await desk.get("/desk", headers=names)
            unknown = await desk.get("/desk", headers={header: "nobody"})
            reading = await desk.get("/v1/cases", headers=names)
            asked = "Password" in unknown.text
            assert ("has no account of your name" in unknown.text) is (which == "ours")
            entered[which] = (answer.status_code, asked, reading.status_code)

    assert entered == {"ours": (303, True, 200), "others": (200, True, 401)}


def test_single_sign_on_without_a_proxy_is_refused() -> None:
    with pytest.raises(ValueError, match="COPYDESK_SSO_PROXIES"):
        ModerationSettings.model_validate({"sso_header": "Remote-User"})


async def test_the_page_speaks_the_browsers_language(room: Newsroom) -> None:
    german = await room.desk.get("/desk", headers={"Accept-Language": "de-AT,de;q=0.9,en"})
    other = await room.desk.get("/desk", headers={"Accept-Language": "tlh"})

    assert 'lang="de"' in german.text
    assert "Anmelden" in german.text
    assert 'lang="en"' in other.text


async def test_second_factors_are_sealed_and_their_key_can_be_changed(
    settings: ModerationSettings,
    redis: Redis,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began = clock.now()

    def keyed(keys: str) -> ModerationSettings:
        return settings.model_copy(update={"secrets_key": SecretStr(keys)})

    async def kept() -> str:
        found = await database["people"].find_one({"_id": "ida holm"})
        return str(found and found["totp"])

    def a_room(desk: httpx.AsyncClient) -> Newsroom:
        return Newsroom(desk, Streams(redis), redis, database)

    async def signs_in(desk: httpx.AsyncClient, ahead: int) -> int:
        code = pyotp.TOTP(made["totp_secret"]).at(int(began.timestamp()) + ahead)
        with monkeypatch.context() as still:  # a code of half a minute ago is soon too old
            still.setattr(clock, "now", lambda: began)
            return (await login(a_room(desk), made["password"], code=code)).status_code

    async with running(settings) as desk:
        made = await a_room(desk).person(totp=True)
        lies_open = await kept()
    async with running(keyed("one")) as desk:
        sealed = await kept()
    async with running(keyed("two,one")) as desk:
        before = await signs_in(desk, -30)
        rotated = await desk.post("/v1/secrets/rotate", headers=OPERATOR)
        anew = await kept()
    async with running(keyed("two")) as desk:
        after = await signs_in(desk, 0)
    async with running(settings) as desk:
        without_key = await signs_in(desk, 30)

    assert lies_open == made["totp_secret"]
    assert sealed.startswith("fernet:")
    assert rotated.json() == {"sealed": 1}
    assert anew.startswith("fernet:")
    assert anew != sealed
    assert (before, after, without_key) == (303, 303, 503)
