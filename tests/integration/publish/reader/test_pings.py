"""An engine and a hub over real HTTP: away, slow, short of patience; and we are killed."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest
from redis.asyncio import Redis

from shared.database import Database
from shared.streams import Streams
from tests.eventually import eventually
from tests.integration.far_site import Answers, FarSite, a_far_site
from tests.integration.publish.publish_room import Place, a_publish_room
from tests.integration.service_process import Process, a_process
from tests.unit.publish.stories import STORY, a_kill, an_approval

SITE = "http://news.example"
OTHER = "b" * 20
BEFORE = "z" * 20


@pytest.fixture
async def engine() -> AsyncIterator[FarSite]:
    async with a_far_site() as far:
        yield far


@pytest.fixture
async def hub() -> AsyncIterator[FarSite]:
    async with a_far_site() as far:
        yield far


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.publish.reader.pings._EVERY_S", 0.05)


def told_to(engine: FarSite) -> list[str]:
    """Give the addresses that an engine was told of, in order."""
    return [url for _, _, body in engine.requests for url in json.loads(body)["urlList"]]


def feeds_told_to(hub: FarSite) -> set[str]:
    return {url for _, _, body in hub.requests for url in parse_qs(body.decode())["hub.url"]}


def settings(engine: FarSite, hub: FarSite) -> dict[str, str]:
    return {"indexnow_key": "k3y", "indexnow_endpoint": engine.url, "websub_hub": hub.url}


async def noted(database: Database, sequence: int) -> None:
    """Wait until it is noted of both that they were told so far."""

    async def so_far() -> bool:
        found = database["log_state"].find({"_id": {"$regex": "^pinged:"}})
        return [doc["sequence"] async for doc in found] == [sequence, sequence]

    await eventually(so_far, within_s=15, what=f"both were told up to {sequence}")


async def test_of_two_processes_one_tells_and_everything_is_told_of_once(
    place: Place, database: Database, engine: FarSite, hub: FarSite
) -> None:
    two = ("one", "two")
    async with a_publish_room(place, processes=two, **settings(engine, hub)) as room:
        await noted(database, 0)
        await room.tell(an_approval(1), an_approval(1, article_id=OTHER))
        await noted(database, 2)
        url = (await room.log())[0]["data"]["url"]
        await room.tell(a_kill(1))
        await noted(database, 3)

    told = told_to(engine)
    assert len(told) == 3
    assert told.count(url) == 2
    assert {f"{SITE}/feed.xml", f"{SITE}/atom.xml", f"{SITE}/feed.json"} <= feeds_told_to(hub)


async def test_who_is_slow_or_out_of_patience_holds_up_nobody_and_misses_nothing(
    place: Place,
    database: Database,
    engine: FarSite,
    hub: FarSite,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("services.publish.reader.pings._TIMEOUT_S", 0.3)
    async with a_publish_room(place, **settings(engine, hub)) as room:
        await noted(database, 0)
        engine.answers = lambda _: None  # it hangs
        await room.tell(an_approval(1))

        async def hub_heard() -> bool:
            return bool(hub.requests)

        await eventually(hub_heard, what="the hub is told")
        await room.tell(a_kill(1))
        engine.statuses = [429, 503, 500]
        engine.answers = lambda _: 200
        await noted(database, 2)

    last = json.loads(engine.requests[-1][2])["urlList"]
    assert len(last) == 1, "what came meanwhile is told of at once"
    assert len(engine.requests) >= 5, "it was asked again as long as it was not well"


@pytest.mark.crash
@pytest.mark.long
async def test_a_death_between_a_ping_and_its_note_loses_none(  # noqa: PLR0917 - fixtures
    redis: Redis,
    database: Database,
    redis_url: str,
    mongo_url: str,
    engine: FarSite,
    hub: FarSite,
    tmp_path: Path,
) -> None:
    names = {name.upper(): value for name, value in settings(engine, hub).items()}
    with a_process(
        "publish",
        tmp_path / "log",
        redis_url=redis_url,
        mongo_url=mongo_url,
        database=database.name,
        SITE_URL=SITE,
        SITES_LEASE_S="1",
        DRAIN_EVERY_S="0.05",
        **names,
    ) as process:
        async with httpx.AsyncClient() as http:
            await process.until_ready(http)
            await noted(database, 0)
            for number, event in enumerate((an_approval(1), a_kill(1)), 1):
                engine.answers = dies_on_hearing(process, engine)
                await Streams(redis).send([event])

                async def is_dead() -> bool:
                    return process.process is not None and process.process.poll() is not None

                await eventually(is_dead, within_s=15, what="it was told and died")
                process.start()
                await process.until_ready(http)
                await noted(database, number)

    told = told_to(engine)
    assert len(set(told)) == 1
    assert told[0].endswith(STORY[:10])
    assert len(told) == 4, "each of two is told again, as nobody knew of it"


def dies_on_hearing(process: Process, engine: FarSite) -> Answers:
    """Give what answers the next ping by killing who sends it, and all others well."""

    def answer(_said: object) -> int | None:
        engine.answers = lambda _: 200
        process.kill()
        return 200

    return answer
