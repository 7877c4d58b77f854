"""Sites that fetch: what a token shows and hides, waiting, acknowledgements, comparisons."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.eventually import eventually
from tests.integration.far_site import a_far_site
from tests.integration.publish.publish_room import OPERATOR, Place, PublishRoom, a_publish_room
from tests.unit.publish.stories import STORY, a_kill, an_approval

SPORT = "b" * 20
HIDDEN = "copydesk.hidden"


@pytest.fixture
async def room(
    place: Place,
) -> AsyncIterator[PublishRoom]:
    async with a_publish_room(place) as room:
        yield room


def a_sport_story(revision: int = 1) -> Any:
    return an_approval(revision, article_id=SPORT, enrichment={"section": "sport"})


def types(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"].removeprefix("copydesk.article.") for event in events]


async def test_a_site_sees_what_its_filter_lets_through_and_no_number_is_missing(
    room: PublishRoom,
) -> None:
    site = await room.add_site("daily", channel="poll", filters=["section=sport"])
    await room.tell(an_approval(1), a_sport_story())
    await room.tell(a_kill(1), a_kill(1, article_id=SPORT))

    events = await room.log(site)
    everything = await room.log()

    assert [int(event["sequence"]) for event in events] == [1, 2, 3, 4]
    shown = {event["sequence"]: event for event in everything}
    for event in events:
        if event["type"] == HIDDEN:
            assert event == {"sequence": event["sequence"], "type": HIDDEN}
            assert shown[event["sequence"]]["subject"] == STORY
        else:
            assert event == shown[event["sequence"]]
            assert event["subject"] == SPORT
    assert sorted(types(events)) == [HIDDEN, HIDDEN, "killed.v1", "published.v1"]


async def test_who_was_shown_a_story_sees_it_change_its_section_and_end(
    room: PublishRoom,
) -> None:
    site = await room.add_site("daily", channel="poll", filters=["section=news"])
    await room.tell(an_approval(1))
    await room.tell(an_approval(2, enrichment={"section": "sport"}))
    await room.tell(a_kill(2))

    assert types(await room.log(site)) == ["published.v1", "updated.v1", "killed.v1"]


async def test_products_widen_and_filters_narrow(room: PublishRoom) -> None:
    await room.ask("POST", "/v1/products", {"product": "games", "filter": "section=sport"})
    site = await room.add_site(
        "daily", channel="poll", products=["games"], filters=["section=world language=en"]
    )
    await room.tell(an_approval(1), a_sport_story())

    seen = [event["subject"] for event in await room.log(site) if event["type"] != HIDDEN]

    assert seen == [SPORT]
    refused = await room.http.delete("/v1/products/games", headers=OPERATOR)
    assert refused.status_code == 409


async def test_a_story_that_a_site_may_not_see_is_not_told_of_anywhere(
    room: PublishRoom,
) -> None:
    site = await room.add_site("daily", channel="poll", filters=["section=sport"])
    await room.tell(an_approval(1), a_sport_story())

    mine = await room.http.get(f"/v1/articles/{SPORT}", headers=site)
    others = await room.http.get(f"/v1/articles/{STORY}", headers=site)
    manifest = (await room.http.get("/v1/manifest", headers=site)).json()
    await room.tell(a_kill(1))
    gone = await room.http.get(f"/v1/articles/{STORY}", headers=site)
    [event] = [each for each in await room.log() if each["type"].endswith("killed.v1")]
    ack = {"event_id": event["id"]}
    acknowledged = await room.http.post("/v1/acks", json=ack, headers=site)

    assert mine.status_code == 200
    assert "private" in mine.headers["cache-control"]
    assert (others.status_code, gone.status_code) == (404, 404)
    assert [each["article_id"] for each in manifest["articles"]] == [SPORT]
    assert acknowledged.status_code == 404
    assert await room.kill_at("daily") is None


@pytest.mark.parametrize("token", ["wrong", "", "Ω"], ids=["wrong", "none", "not ASCII"])
@pytest.mark.parametrize(
    "call", ["/v1/events", "/v1/manifest", "/v1/events/stream", f"/v1/articles/{STORY}"]
)
async def test_a_token_that_nobody_has_opens_nothing(
    room: PublishRoom, call: str, token: str
) -> None:
    headers = httpx.Headers([("Authorization", f"Bearer {token}")], encoding="utf-8")
    answer = await room.http.get(call, headers=headers)

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_new_token_replaces_the_old_one_and_a_removed_site_has_none(
    room: PublishRoom,
) -> None:
    old = await room.add_site("daily", channel="poll")
    made = await room.ask("POST", "/v1/sites/daily/token")
    new = {"Authorization": f"Bearer {made['token']}"}

    async def refused(headers: dict[str, str]) -> bool:
        return (await room.http.get("/sites/me", headers=headers)).status_code == 401

    await eventually(lambda: refused(old), what="the old token is refused")
    assert (await room.http.get("/sites/me", headers=new)).json()["site"] == "daily"
    await room.ask("DELETE", "/v1/sites/daily")
    await eventually(lambda: refused(new), what="the site's token is refused")


async def test_a_log_that_asks_for_tokens_takes_a_sites(
    place: Place,
) -> None:
    async with a_publish_room(place, events_token_required="true") as room:
        site = await room.add_site("daily", channel="poll")

        assert (await room.http.get("/v1/events")).status_code == 401
        assert (await room.http.get("/v1/events", headers=site)).status_code == 200
        for call in ("/v1/sites", "/v1/kills"):
            assert (await room.http.get(call, headers=site)).status_code == 401
        assert (await room.http.get("/sites/me", headers=OPERATOR)).status_code == 403


async def test_who_waits_is_answered_when_there_is_something(room: PublishRoom) -> None:
    site = await room.add_site("daily", channel="poll")
    waiting = asyncio.create_task(room.http.get("/v1/events?after=0&wait=20", headers=site))
    empty = await room.http.get("/v1/events?after=0&wait=0.1", headers=site)
    assert empty.json()["events"] == []

    await room.tell(an_approval(1))

    answer = (await asyncio.wait_for(waiting, 10)).json()
    assert types(answer["events"]) == ["published.v1"]
    assert (answer["next"], answer["epoch"]) == (1, empty.json()["epoch"])


async def test_a_kill_is_known_at_every_site_whatever_its_channel(room: PublishRoom) -> None:
    async with a_far_site() as far:
        poll = await room.add_site("polls", channel="poll")
        listener = await room.add_site("listens", channel="sse")
        stream = await room.add_site("streams", channel="stream")
        hook = await room.add_site("hooks", channel="webhook", url=far.url)
        await room.add_site("elsewhere", channel="poll", filters=["section=sport"])
        await room.tell(an_approval(1))
        await eventually(lambda: _has(far.requests, 1), what="the webhook")

        await room.tell(a_kill(1))
        for name in ("polls", "listens", "streams"):
            await room.until_kill_is(name, "waiting")
        await room.until_kill_is("hooks", "delivered")
        assert await room.kill_at("elsewhere") is None

        await room.log(poll)
        await room.until_kill_is("polls", "delivered")
        [event] = [each for each in await room.log() if each["type"].endswith("killed.v1")]
        by_id, by_number = {"event_id": event["id"]}, {"sequence": int(event["sequence"])}
        for headers, ack in ((poll, by_id), (stream, by_number), (hook, by_id)):
            answer = await room.http.post("/v1/acks", json=ack, headers=headers)
            assert answer.status_code == 204
        for name in ("polls", "streams", "hooks"):
            await room.until_kill_is(name, "acknowledged")

        await room.ask("GET", "/v1/kills")
        heard = await _listen(room, listener, count=2)
    assert types(heard) == ["published.v1", "killed.v1"]


async def _has(things: list[Any], count: int) -> bool:
    return len(things) >= count


async def _listen(
    room: PublishRoom, headers: dict[str, str], *, count: int
) -> list[dict[str, Any]]:
    """Listen to the stream as a browser does, by way of the app: until so many rows came."""
    heard: list[dict[str, Any]] = []
    app = room.http._transport.app  # type: ignore[attr-defined]
    given = [(name.lower().encode(), said.encode()) for name, said in headers.items()]
    enough = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await enough.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        lines = message.get("body", b"").split(b"\n")
        heard.extend(json.loads(line[6:]) for line in lines if line.startswith(b"data: "))
        if len(heard) >= count:
            enough.set()

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/v1/events/stream",
        "raw_path": b"/v1/events/stream",
        "query_string": b"after=0",
        "headers": given,
        "http_version": "1.1",
        "scheme": "http",
        "server": ("news.example", 80),
    }
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(app(scope, receive, send), 10)
    return heard


async def test_a_listener_with_a_token_hears_what_it_may_and_counts_as_told(
    room: PublishRoom,
) -> None:
    site = await room.add_site("listens", channel="sse", filters=["section=sport"])
    await room.tell(an_approval(1))
    await room.tell(a_sport_story())
    await room.tell(a_kill(1, article_id=SPORT))

    heard = await _listen(room, site, count=3)

    assert types(heard) == [HIDDEN, "published.v1", "killed.v1"]
    await room.until_kill_is("listens", "delivered", SPORT)


async def test_an_acknowledgement_counts_when_it_outruns_our_books(room: PublishRoom) -> None:
    site = await room.add_site("polls", channel="poll")
    await room.tell(an_approval(1))
    await room.tell(a_kill(1))

    answer = await room.http.post("/v1/acks", json={"sequence": 2}, headers=site)

    assert answer.status_code == 204
    await room.until_kill_is("polls", "acknowledged")


@pytest.mark.parametrize(
    ("ack", "status"),
    [
        ({}, 422),
        ({"sequence": 1, "event_id": "x"}, 422),
        ({"sequence": 0}, 422),
        ({"sequence": 99}, 404),
        ({"event_id": "no-such:1"}, 404),
        ({"sequence": "0000000000000001"}, 204),
    ],
    ids=["nothing", "both", "no row", "not yet", "unknown", "as it was sent"],
)
async def test_an_acknowledgement_names_one_event(
    room: PublishRoom, ack: dict[str, Any], status: int
) -> None:
    site = await room.add_site("polls", channel="poll")
    await room.tell(an_approval(1))

    answer = await room.http.post("/v1/acks", json=ack, headers=site)

    assert answer.status_code == status, answer.text


async def test_who_says_that_it_has_read_what_is_not_there_has_not(room: PublishRoom) -> None:
    site = await room.add_site("polls", channel="poll")
    await room.tell(an_approval(1))
    await room.http.get("/v1/events?after=999999999", headers=site)

    await room.tell(a_kill(1))

    await room.until_kill_is("polls", "waiting")


async def test_a_kill_that_is_not_taken_is_overdue(
    place: Place,
) -> None:
    async with a_publish_room(place, kill_overdue_after_s="0.2") as room:
        await room.add_site("polls", channel="poll")
        await room.tell(an_approval(1))
        await room.tell(a_kill(1))

        await room.until_kill_is("polls", "overdue")

        async def alert() -> bool:
            metrics = (await room.http.get("/metrics")).text
            return "copydesk_kills_overdue 1.0" in metrics

        await eventually(alert, what="the alert")


async def test_a_site_learns_what_to_delete_update_and_fetch(room: PublishRoom) -> None:
    third, fourth = "c" * 20, "d" * 20
    site = await room.add_site("daily", channel="poll")
    await room.tell(
        an_approval(1), an_approval(1, article_id=third), an_approval(1, article_id=fourth)
    )
    events = {event["subject"]: event["data"] for event in await room.log(site)}
    await room.tell(a_sport_story(), an_approval(2, article_id=third))
    await room.tell(a_kill(1))
    held = [
        {"article_id": STORY, "step": 1},
        {"article_id": third, "hash": events[third]["hash"]},
        {"article_id": fourth, "step": 1, "hash": events[fourth]["hash"]},
        {"article_id": "never-was", "step": 1},
    ]

    answer = await room.http.post("/v1/diff", json={"articles": held}, headers=site)

    expected = {"delete": [STORY, "never-was"], "update": [third], "fetch": [SPORT]}
    assert answer.json() == expected


async def test_a_site_can_look_itself_up(room: PublishRoom) -> None:
    site = await room.add_site("daily", channel="poll", filters=["language=en"])
    await room.tell(an_approval(1))
    await room.log(site)

    me = (await room.http.get("/sites/me", headers=site)).json()

    assert (me["site"], me["channel"], me["filters"]) == ("daily", "poll", ["language=en"])
    assert (me["read_to"], me["newest"]) == (1, 1)
    assert "secret" not in json.dumps(me)
    assert "token" not in json.dumps(me)


@pytest.mark.parametrize(
    ("facts", "pointer"),
    [
        ({"filters": ["section"]}, "/filters/0"),
        ({"filters": ["section=world", "colour=red"]}, "/filters/1"),
        ({"products": ["nothing-like-it"]}, "/products/0"),
    ],
    ids=["no value", "no such key", "no such product"],
)
async def test_a_site_that_cannot_work_is_not_registered(
    room: PublishRoom, facts: dict[str, Any], pointer: str
) -> None:
    asked = {"site": "daily", "channel": "poll", **facts}
    answer = await room.http.post("/v1/sites", json=asked, headers=OPERATOR)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer
