"""Ingest is killed again and again while items with pictures flow, from a server that lies.

Nothing is lost, no story waits for its picture, and in the end every document has its object
and every object its document.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis

from shared.database import Database
from shared.events import event_from_fields
from shared.objects import open_objects
from shared.settings import Settings
from tests.eventually import eventually
from tests.integration.ingest.pulled_from import Asked, Reply, WebServer, a_web_server, ok
from tests.integration.service_process import OPERATOR, Process, a_process
from tests.pictures import a_jpeg

pytestmark = [pytest.mark.crash, pytest.mark.long, pytest.mark.timeout(300)]

ITEMS = 120
KILLS = 6
TIMES = {
    "RECONCILE_EVERY_S": "0.3",
    "STALLED_AFTER_S": "1",
    "STALLED_KILL_AFTER_S": "1",
    "BACKLOG_MARGIN_S": "0.5",
    "SOURCE_CACHE_S": "0",
    "POLL_ALLOW_NETWORKS": "127.0.0.0/8",
    "PICTURE_LOOK_EVERY_S": "0.1",
    "PICTURE_LEASE_S": "2",
    "PICTURE_TIMEOUT_S": "2",
    "PICTURE_JANITOR_EVERY_S": "0.5",
    "PICTURE_GRACE_S": "3",
}


@dataclass
class Room:
    http: httpx.AsyncClient
    ingest: Process
    web: WebServer
    objects: Path
    key: str
    pictures: dict[str, bytes] = field(default_factory=dict)


@pytest.fixture
async def room(
    tmp_path: Path, redis_url: str, redis: Redis, mongo_url: str, database: Database
) -> AsyncIterator[Room]:
    del redis  # empties the database that the process is given
    async with AsyncExitStack() as stack:
        web = await stack.enter_async_context(a_web_server())
        ingest = stack.enter_context(
            a_process(
                "ingest",
                tmp_path / "ingest.log",
                redis_url=redis_url,
                mongo_url=mongo_url,
                database=database.name,
                OBJECTS=str(tmp_path / "objects"),
                **TIMES,
            )
        )
        http = await stack.enter_async_context(httpx.AsyncClient(timeout=10))
        await ingest.until_ready(http)
        added = await http.post(
            f"{ingest.url}/v1/sources",
            json={"source": "wire", "rights": ["self"]},
            headers=OPERATOR,
        )
        yield Room(http, ingest, web, tmp_path / "objects", added.json()["key"])


def a_moody_page(data: bytes, rng: random.Random) -> Any:
    """Serve a picture, now and then as bad servers do: away, slow, short, called a page."""

    def answer(_asked: Asked) -> Reply:
        mood = rng.random()
        if mood < 0.15:
            return Reply(503, {"Retry-After": "0"})
        if mood < 0.2:
            return Reply(200, {"Content-Type": "image/jpeg"}, [data[:100]], hangs=True)
        if mood < 0.3:
            short = {"Content-Type": "image/jpeg", "Content-Length": str(len(data) + 9999)}
            return Reply(200, short, [data])
        return ok(data, "text/html" if mood < 0.5 else "image/jpeg")

    return answer


def an_item(number: int, href: str) -> dict[str, Any]:
    return {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": f"urn:wire:story-{number}",
        "type": "text",
        "headlines": [{"role": "main", "value": f"Story {number} of the storm"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": "Words. " * 50}],
        "associations": [
            {
                "name": "lead",
                "uri": f"urn:wire:picture-{number}",
                "type": "picture",
                "renditions": [{"name": "main", "href": href}],
            }
        ],
    }


async def post(room: Room, item: dict[str, Any]) -> None:
    """Post until it is answered, as a careful wire does."""

    async def taken() -> bool:
        try:
            answer = await room.http.post(
                f"{room.ingest.url}/v1/articles",
                json=item,
                headers={"Authorization": f"Bearer {room.key}"},
            )
        except httpx.TransportError:
            return False
        return answer.status_code in (200, 202)

    await eventually(taken, within_s=60)


async def kill_again_and_again(room: Room, redis: Redis, rng: random.Random) -> None:
    for _ in range(KILLS):
        before = await redis.xlen("media.stored")

        async def goes_on(before: int = before, more: int = rng.randrange(2, 12)) -> bool:
            return bool(await redis.xlen("media.stored") >= before + more)

        await eventually(goes_on, within_s=60)
        room.ingest.kill()
        room.ingest.start()
        await room.ingest.until_ready(room.http)


async def test_no_picture_is_lost_or_left_over_when_ingest_is_killed(
    room: Room, redis: Redis, database: Database
) -> None:
    rng = random.Random(20261128)
    for number in range(ITEMS):
        data = a_jpeg(64, 48, seed=number)
        room.pictures[f"/{number}.jpg"] = data
        room.web.pages[f"/{number}.jpg"] = a_moody_page(data, rng)

    async def flow() -> None:
        for number in range(ITEMS):
            await post(room, an_item(number, room.web.url(f"/{number}.jpg")))

    async def hurry() -> None:
        """Let what failed be tried at once: the waits between tries are a day's."""
        while True:
            failed = {"due_at": {"$gt": 0}, "failures": {"$gt": 0}}
            async for each in database["pictures"].find(failed):
                if each["due_at"] > each["at"] + 15_000:
                    await database["pictures"].update_one(
                        {"_id": each["_id"], "fence": each["fence"]}, {"$set": {"due_at": 1}}
                    )
            await asyncio.sleep(0.3)

    hurrying = asyncio.create_task(hurry())
    await asyncio.gather(flow(), kill_again_and_again(room, redis, rng))

    async def all_there() -> bool:
        return await database["pictures"].count_documents({"state": "done"}) == ITEMS

    await eventually(all_there, within_s=120)
    hurrying.cancel()

    objects = open_objects(Settings(objects=str(room.objects)), "originals")
    kept = [each["sha256"] async for each in database["media"].find({})]

    async def no_orphans() -> bool:
        lying = [each.sha256 async for page in objects.pages() for each in page]
        return sorted(lying) == sorted(set(kept))

    await eventually(no_orphans, within_s=30)
    entries: Any = await redis.xrange("media.stored")
    told = {event_from_fields(fields).data.sha256 for _, fields in entries}
    received: Any = await redis.xrange("article.received")
    assert len({event_from_fields(fields).subject for _, fields in received}) == ITEMS
    assert told == {*kept}
    for sha256 in kept:
        assert await objects.get(sha256) in room.pictures.values()
