"""Ingest is killed again and again while wires post: nothing is lost, nothing is there twice.

The wires are careful: whoever gets no answer asks again, some with an Idempotency-Key.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
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
from tests.eventually import eventually
from tests.integration.service_process import OPERATOR, Process, a_process

pytestmark = [pytest.mark.crash, pytest.mark.long, pytest.mark.timeout(300)]

WIRES = 8
KILLS = 8
VERSIONS = 3
TIMES = {
    "RECLAIM_AFTER_S": "1",
    "RECONCILE_EVERY_S": "0.3",
    "STALLED_AFTER_S": "1",
    "STALLED_KILL_AFTER_S": "1",
    "BACKLOG_MARGIN_S": "0.5",
    "IDEMPOTENCY_RUNNING_S": "1",
    "SOURCE_CACHE_S": "0",
}


@dataclass
class Newsroom:
    """Two processes of ingest that take turns in dying, and one of enrichment that does not."""

    http: httpx.AsyncClient
    ingest: tuple[Process, Process]
    key: str
    asked: int = 0
    closing: bool = False
    answered: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@pytest.fixture
async def newsroom(
    tmp_path: Path, redis_url: str, redis: Redis, mongo_url: str, database: Database
) -> AsyncIterator[Newsroom]:
    del redis  # empties the database that the processes are given
    servers = {"redis_url": redis_url, "mongo_url": mongo_url, "database": database.name}
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(httpx.AsyncClient(timeout=10))
        one, two, enrichment = (
            stack.enter_context(
                a_process(service, tmp_path / f"{name}.log", **servers, **{**TIMES, **own})
            )
            for service, name, own in (
                ("ingest", "one", {}),
                ("ingest", "two", {}),
                # Nobody hears it here: it must not take that for a loss and tell it again.
                ("enrichment", "three", {"STALLED_AFTER_S": "3600"}),
            )
        )
        for process in (one, two, enrichment):
            await process.until_ready(http)
        added = await http.post(
            f"{one.url}/v1/sources",
            json={"source": "wire", "rights": ["self"]},
            headers=OPERATOR,
        )
        yield Newsroom(http, (one, two), added.json()["key"])


async def post_until_answered(
    newsroom: Newsroom, story: dict[str, Any], dice: random.Random, key: str | None
) -> None:
    headers = {"Authorization": f"Bearer {newsroom.key}"}
    if key:
        headers["Idempotency-Key"] = key
    while True:
        newsroom.asked += 1
        try:
            answer = await newsroom.http.post(
                f"{dice.choice(newsroom.ingest).url}/v1/articles", json=story, headers=headers
            )
        except httpx.TransportError:
            await asyncio.sleep(0.02)  # as long as a wire waits before it tries again
            continue
        if answer.status_code in (409, 503):
            await asyncio.sleep(0.1)
            continue
        assert answer.status_code in (200, 202), answer.text
        newsroom.answered.append((story["uri"], answer.json()))
        return


async def a_wire(newsroom: Newsroom, number: int, seed: int) -> None:
    """Send story after story, each in versions, the next when the one before is answered."""
    dice = random.Random(seed * 100 + number)
    count = 0
    while not newsroom.closing:
        count += 1
        uri = f"urn:wire:{number}:{count}"
        with_key = dice.random() < 0.5
        versioned = dice.random() < 0.5
        for version in range(1, VERSIONS + 1):
            story = {
                "uri": uri,
                "headline": f"Harbour {number} reopens after storm {count}",
                "text": f"Quay {dice.random()} reopened on Monday, in take {version}.",
                **({"version": str(version)} if versioned else {}),
            }
            key = f"{uri}:{version}" if with_key else None
            await post_until_answered(newsroom, story, dice, key)


async def kill_again_and_again(newsroom: Newsroom, dice: random.Random) -> None:
    for number in range(KILLS):
        victim = newsroom.ingest[number % 2]
        await victim.until_ready(newsroom.http)
        enough = newsroom.asked + dice.randint(5, 60)

        async def asked(enough: int = enough) -> bool:
            return newsroom.asked >= enough

        await eventually(asked, what="requests are under way")
        victim.kill()
        victim.start()
    newsroom.closing = True


async def told_in(redis: Redis, stream: str) -> dict[tuple[str, int], set[tuple[str, bytes]]]:
    """Give what a stream tells of each revision: its distinct events, by id and content."""
    entries: Any = await redis.xrange(stream)
    told: dict[tuple[str, int], set[tuple[str, bytes]]] = {}
    for _, fields in entries:
        event = event_from_fields(fields)
        revision = event.data.article_id, event.data.revision
        told.setdefault(revision, set()).add((event.id, fields[b"data"]))
    return told


async def test_a_killed_ingest_loses_nothing_and_doubles_nothing(
    newsroom: Newsroom, redis: Redis, database: Database
) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # noqa: T201  shown when it fails

    await asyncio.gather(
        kill_again_and_again(newsroom, random.Random(seed)),
        *(a_wire(newsroom, number, seed) for number in range(WIRES)),
    )

    for process in newsroom.ingest:
        await process.until_ready(newsroom.http)
    told = {(answer["article_id"], answer["revision"]) for _, answer in newsroom.answered}
    stories = {uri for uri, _ in newsroom.answered}
    assert len(newsroom.answered) == len(told) == VERSIONS * len(stories)
    assert len(stories) == len({article_id for article_id, _ in told})
    stored = Counter(
        [
            (found["article_id"], found["revision"])
            async for found in database["articles"].find({}, {"article_id": 1, "revision": 1})
        ]
    )
    assert stored == Counter(told)

    async def enriched() -> bool:
        return set(await told_in(redis, "article.enriched")) >= told

    await eventually(enriched, within_s=30, what="enrichment has told of every revision")
    for stream in ("article.received", "article.enriched"):
        events = await told_in(redis, stream)
        assert set(events) <= told  # the janitor trims what has been read
        # What was sent anew after a crash is the same event again: same id, same content.
        assert {len(same) for same in events.values()} <= {1}, stream  # or all was read
    done = Counter(
        [
            (found["article_id"], found["revision"])
            async for found in database["timeline"].find({"stage": "enrichment"})
        ]
    )
    assert done == stored
    for uri, answer in newsroom.answered[::10]:
        receipt = await newsroom.http.get(
            f"{newsroom.ingest[0].url}/v1/receipts/{answer['receipt']}",
            headers={"X-API-Key": newsroom.key},
        )
        assert receipt.json()["article_id"] == answer["article_id"], uri
        assert receipt.json()["state"] in ("enriched", "superseded"), receipt.text
