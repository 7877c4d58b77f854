"""Webhooks to a site that answers, fails, hangs or goes away, over real HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from shared.database import Database
from shared.signing import sign
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.far_site import FarSite, a_far_site
from tests.integration.publish.publish_room import OPERATOR, Place, PublishRoom, a_publish_room
from tests.integration.service_process import a_process
from tests.unit.publish.stories import STORY, a_hold, a_kill, an_approval

OTHER = "b" * 20
KILL = "copydesk.article.killed.v1"


@pytest.fixture
async def far() -> AsyncIterator[FarSite]:
    async with a_far_site() as far:
        yield far


@pytest.fixture
async def room(
    place: Place,
) -> AsyncIterator[PublishRoom]:
    async with a_publish_room(place) as room:
        yield room


async def came(far: FarSite, count: int, within_s: float = 5) -> None:
    async def enough() -> bool:
        return len(far.requests) >= count

    await eventually(enough, within_s=within_s, what=f"{count} requests at the site")


async def test_a_story_is_delivered_signed_and_once(room: PublishRoom, far: FarSite) -> None:
    made = await room.ask("POST", "/v1/sites", {"site": "daily", "url": far.url})

    await room.tell(an_approval(1))
    await came(far, 1)
    await room.tell(an_approval(1, article_id=OTHER))
    await came(far, 2)

    (_, headers, body), _ = far.requests
    event, _ = far.events()
    assert event["sequence"] == "0000000000000001"
    assert event["data"]["item"]["headlines"][0]["value"] == "Ferries resume after storm"
    assert headers["webhook-id"] == f"{STORY}:1"
    assert headers["host"] == f"localhost:{far.port}"
    stamp = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == sign([made["secret"]], f"{STORY}:1", stamp, body)


async def test_a_newer_revision_takes_the_place_of_one_that_could_not_be_delivered(
    room: PublishRoom, far: FarSite
) -> None:
    await room.add_site("daily", url=far.url)
    far.statuses = [500]
    await room.tell(an_approval(1))
    await came(far, 1)

    await room.tell(an_approval(2))
    await came(far, 2)

    assert far.steps() == [1, 2]


async def test_a_kill_is_tried_within_seconds_again_and_again(
    room: PublishRoom, far: FarSite
) -> None:
    await room.add_site("daily", url=far.url)
    await room.tell(an_approval(1))
    await came(far, 1)
    far.statuses = [503, 404]

    await room.tell(a_kill(1))

    await room.until_kill_is("daily", "delivered")
    assert far.steps() == [1, 2, 2, 2]
    found = await room.kill_at("daily")
    assert found is not None
    assert (found["channel"], found["attempts"]) == ("webhook", 3)


async def test_a_kill_overtakes_its_story_where_a_site_hangs(
    room: PublishRoom, far: FarSite
) -> None:
    far.answers = lambda event: 204 if event["type"] == KILL else None
    await room.add_site("daily", url=far.url)
    await room.tell(an_approval(1), an_approval(1, article_id=OTHER))
    await came(far, 1)
    hangs = far.events()[0]["subject"]

    await room.tell(a_kill(1, article_id=hangs))

    await room.until_kill_is("daily", "delivered", hangs)


async def test_a_kill_reaches_a_site_that_was_switched_off(
    room: PublishRoom, far: FarSite
) -> None:
    await room.add_site("daily", url=far.url)
    await room.tell(an_approval(1))
    await came(far, 1)
    far.statuses = [410]
    await room.tell(an_approval(2))
    await came(far, 2)

    async def is_off() -> bool:
        return not (await room.ask("GET", "/v1/sites/daily"))["is_enabled"]

    await eventually(is_off, what="the site is switched off")
    await room.tell(an_approval(1, article_id=OTHER), a_kill(2))

    await room.until_kill_is("daily", "delivered")
    assert [event["type"].split(".")[2] for event in far.events()] == [
        "published",
        "updated",
        "killed",
    ]


async def test_who_never_had_a_story_gets_no_end_of_it(room: PublishRoom, far: FarSite) -> None:
    await room.tell(an_approval(1), an_approval(1, article_id=OTHER))
    await room.add_site("daily", url=far.url)

    await room.tell(a_hold(1, article_id=OTHER), a_kill(1), an_approval(1, article_id="c" * 20))
    await came(far, 1)

    assert [event["subject"] for event in far.events()] == ["c" * 20]
    assert await room.kill_at("daily") is None


async def test_a_site_may_begin_with_what_is_there(room: PublishRoom, far: FarSite) -> None:
    gone = "d" * 20
    await room.tell(
        an_approval(1),
        an_approval(1, article_id=gone),
        an_approval(1, article_id=OTHER, enrichment={"section": "sport"}),
    )
    await room.tell(a_kill(1, article_id=gone), an_approval(2))

    await room.add_site("daily", url=far.url, filters=["section=!sport"], after=0)
    await came(far, 1)
    await room.tell(an_approval(3))
    await came(far, 2)

    assert far.steps() == [2, 3]
    assert {event["subject"] for event in far.events()} == {STORY}


async def test_a_site_that_is_forgotten_is_sent_nothing(
    room: PublishRoom, far: FarSite
) -> None:
    token = await room.add_site("daily", url=far.url)
    await room.add_site("weekly", url=f"http://localhost:{far.port}/weekly")
    await room.tell(an_approval(1))
    await came(far, 2)

    await room.ask("DELETE", "/v1/sites/daily")

    async def is_forgotten() -> bool:
        return (await room.http.get("/sites/me", headers=token)).status_code == 401

    await eventually(is_forgotten, what="the site is forgotten")
    await room.tell(an_approval(2))

    async def weekly_has_both() -> bool:
        return len(far.events("/weekly")) == 2

    await eventually(weekly_has_both, what="the other site has both steps")
    assert far.steps() == [1]


async def test_what_died_is_sent_when_the_operator_asks(
    room: PublishRoom, far: FarSite
) -> None:
    await room.add_site("daily", url=far.url)
    far.statuses = [422]
    await room.tell(an_approval(1))

    async def is_dead() -> bool:
        answer = await room.ask("GET", "/v1/sites/daily/deliveries?state=dead")
        return len(answer["deliveries"]) == 1

    await eventually(is_dead, what="the delivery is dead")
    await room.ask("POST", f"/v1/sites/daily/deliveries/{STORY}/retry")

    await came(far, 2)
    assert far.steps() == [1, 1]


async def test_the_healthy_have_a_kill_at_once_whatever_the_others_do(
    room: PublishRoom, far: FarSite
) -> None:
    async with a_far_site() as hangs, a_far_site() as busy, a_far_site() as broken:
        hangs.answers = lambda _event: None
        busy.answers = lambda _event: 429
        broken.answers = lambda _event: 500
        ill = {"hangs": hangs, "busy": busy, "broken": broken}
        for number in range(10):
            await room.add_site(f"well-{number}", url=f"http://localhost:{far.port}/{number}")
            for name, each in ill.items():
                await room.add_site(f"{name}-{number}", url=each.url)
        await room.tell(an_approval(1), an_approval(1, article_id=OTHER))
        await came(far, 20)

        began = time.monotonic()
        await room.tell(a_kill(1), a_kill(1, article_id=OTHER))
        await came(far, 40)
        waited = time.monotonic() - began

    assert waited < 2
    for number in range(10):
        await room.until_kill_is(f"well-{number}", "delivered")
    [kill] = (await room.ask("GET", f"/v1/kills/{STORY}"))["kills"]
    states = {each["site"]: each["state"] for each in kill["sites"]}
    assert len(states) == 40
    assert {s for name, s in states.items() if name.startswith("well")} == {"delivered"}
    assert {s for name, s in states.items() if not name.startswith("well")} == {"waiting"}


async def test_two_processes_carry_everything_once_and_in_order(
    place: Place,
    far: FarSite,
) -> None:
    ids = [letter * 20 for letter in "abcdefgh"]
    sites = [f"site-{number}" for number in range(12)]
    async with a_publish_room(place, processes=("one", "two")) as room:
        for site in sites:
            await room.add_site(site, url=f"http://localhost:{far.port}/{site}")
        await eventually(lambda: _both_serve(place.database), what="both processes serve sites")
        await room.tell(*(an_approval(1, article_id=id_) for id_ in ids))
        await came(far, len(ids) * len(sites), within_s=10)
        await room.tell(*(a_kill(1, article_id=id_) for id_ in ids))
        await came(far, 2 * len(ids) * len(sites), within_s=10)

    for site in sites:
        told = [(event["subject"], event["data"]["step"]) for event in far.events(f"/{site}")]
        assert sorted(told) == sorted((id_, step) for id_ in ids for step in (1, 2))
        assert all(told.index((id_, 1)) < told.index((id_, 2)) for id_ in ids)


async def test_the_sites_of_a_process_that_was_killed_wait_no_longer_than_its_lease(
    tmp_path: Path,
    place: Place,
    far: FarSite,
) -> None:
    lease_s = 2.0
    sites = [f"site-{number}" for number in range(12)]
    settings = {
        "SITES_LEASE_S": str(lease_s),
        "WEBHOOK_ALLOW_PRIVATE": "true",
        "DRAIN_EVERY_S": "0.1",
        "RECLAIM_AFTER_S": "0.5",
    }
    places = {
        "redis_url": place.redis_url,
        "mongo_url": place.mongo_url,
        "database": place.database.name,
    }
    with (
        a_process("publish", tmp_path / "one.log", **places, **settings) as one,
        a_process("publish", tmp_path / "two.log", **places, **settings) as two,
    ):
        async with httpx.AsyncClient(
            headers={"Authorization": "Bearer operator-token"}
        ) as http:
            await one.until_ready(http)
            await two.until_ready(http)
            for site in sites:
                url = f"http://localhost:{far.port}/{site}"
                facts = {"site": site, "url": url}
                answer = await http.post(f"{one.url}/v1/sites", json=facts)
                answer.raise_for_status()

            await eventually(
                lambda: _both_serve(place.database),
                within_s=15,
                what="both processes serve sites",
            )
            await Streams(place.redis).send([an_approval(1)])
            await came(far, len(sites), within_s=10)

            one.kill()
            await Streams(place.redis).send([a_kill(1)])
            began = time.monotonic()
            await came(far, 2 * len(sites), within_s=20)
            waited = time.monotonic() - began

    assert {len(far.events(f"/{site}")) for site in sites} == {2}
    # Its lease, and what the log and the sending take on a loaded machine.
    assert waited < lease_s + 2


async def _both_serve(database: Database) -> bool:
    table = await database["shares"].find_one({"_id": "downstream"})
    owners = [each["owner"] for each in table["shares"]] if table else []
    return len(set(owners)) == 2 and all(owners)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://127.0.0.1:6379/",
        "http://2130706433/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://user:password@news.example/",
        "ftp://x.example/",
        "x",
        "http://[::1",
        "http://a..b/",
        "http://localhost:99999/",
        "",
    ],
)
async def test_no_webhook_leads_into_our_own_networks(
    place: Place,
    url: str,
) -> None:
    async with a_publish_room(place, webhook_allow_private="false") as room:
        answer = await room.http.post(
            "/v1/sites", json={"site": "daily", "url": url}, headers=OPERATOR
        )

    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == "/url"


async def test_a_name_that_leads_inside_later_is_not_called(
    place: Place,
    far: FarSite,
) -> None:
    async with a_publish_room(place) as room:
        await room.add_site("daily", url=far.url)
    async with a_publish_room(place, webhook_allow_private="false") as room:
        await room.tell(an_approval(1))

        async def was_tried() -> bool:
            answer = await room.ask("GET", f"/v1/articles/{STORY}/deliveries")
            return any("private network" in each["answer"] for each in answer["sites"])

        await eventually(was_tried, what="the try has failed")

    await asyncio.sleep(0)
    assert far.requests == []


async def test_what_a_newsroom_owed_before_this_way_of_delivering_is_delivered(
    place: Place, far: FarSite
) -> None:
    async with a_publish_room(place) as room:
        await room.tell(an_approval(1))
    since = "2026-11-23T08:00:00Z"
    site = {
        "id": "daily",
        "channel": "webhook",
        "url": far.url,
        "wants": {"sections": ["news"], "languages": [], "topics": []},
        "secrets": ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        "is_enabled": True,
        "disabled_because": None,
        "created_at": since,
    }
    await place.database["sites"].insert_one({"_id": "daily", "fanned": 1, "site": site})
    owed = {
        "site": "daily",
        "article_id": STORY,
        "sequence": 1,
        "state": "pending",
        "due_at": since,
        "busy": "somebody who died",
        "attempts": 0,
        "delivered": 0,
    }
    await place.database["deliveries"].insert_one(
        {
            "_id": f"daily:{STORY}",
            "article_id": STORY,
            "sequence": 1,
            "busy": "somebody who died",
            "attempts": 0,
            "shelf": "daily/pending",
            "queue": "daily/000001795420800000",
            "delivery": owed,
        }
    )

    async with a_publish_room(place) as room:
        await came(far, 1)
        assert (await room.ask("GET", "/v1/sites/daily"))["filters"] == ["section=news"]
        await room.tell(a_kill(1))
        await room.until_kill_is("daily", "delivered")

    assert far.steps() == [1, 2]
