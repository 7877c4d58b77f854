"""What we rely on in FastStream beyond what it documents; a version that changes it fails."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from redis.asyncio import Redis

from shared.entries import Entry
from shared.streams import Streams
from shared.subscription import Subscription, make_broker, start_broker, stop_broker
from tests.eventually import eventually
from tests.factories import a_received

pytestmark = pytest.mark.every_server

STREAM, GROUP = "article.received", "enrichment"


@dataclass
class Keeping:
    """Stands where a stage's loop does, and only keeps what it is brought."""

    stage: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(hears=STREAM))
    batch_size: int = 100
    group: str = GROUP
    consumer: str = "keeper"
    batches: list[list[Entry]] = field(default_factory=list)

    async def handle(self, entries: Sequence[Entry]) -> None:
        self.batches.append([*entries])

    async def has(self, count: int) -> bool:
        return sum(map(len, self.batches)) >= count


@pytest.fixture
def keeping() -> Keeping:
    return Keeping()


@contextlib.asynccontextmanager
async def reading(url: str, redis: Redis, keeping: Any) -> AsyncIterator[Subscription]:
    await Streams(redis).ensure_group(STREAM, GROUP)
    broker = make_broker(url, logging.getLogger("tests"), grace_s=1)
    subscription = Subscription(broker, keeping)
    await start_broker(broker)
    try:
        yield subscription
    finally:
        await stop_broker(broker)


async def test_entries_come_as_they_lie_in_the_stream_readable_or_not(
    redis: Redis, redis_url: str, keeping: Keeping
) -> None:
    fields: list[dict[Any, Any]] = [
        {b"junk": b"\xff\xfe"},
        {b"__data__": b"\x89BIN", b"type": b"x"},
        {b"data": b"},{"},
    ]
    ids: list[Any] = [await redis.xadd(STREAM, each) for each in fields]

    async with reading(redis_url, redis, keeping):
        await eventually(lambda: keeping.has(3))

    [batch] = keeping.batches
    assert batch == [Entry(id_.decode(), each) for id_, each in zip(ids, fields, strict=True)]


async def test_reading_acknowledges_nothing(
    redis: Redis, redis_url: str, keeping: Keeping
) -> None:
    await Streams(redis).send([a_received(revision=n) for n in (1, 2)])

    async with reading(redis_url, redis, keeping):
        await eventually(lambda: keeping.has(2))

    assert (await redis.xpending(STREAM, GROUP))["pending"] == 2


async def test_what_the_loop_raises_acknowledges_nothing_and_ends_no_reading(
    redis: Redis, redis_url: str
) -> None:
    class Raising(Keeping):
        async def handle(self, entries: Sequence[Entry]) -> None:
            await super().handle(entries)
            if len(self.batches) == 1:
                raise ValueError

    keeping = Raising()
    async with reading(redis_url, redis, keeping):
        for n in (1, 2):
            await Streams(redis).send([a_received(revision=n)])
            await eventually(lambda: keeping.has(n))  # noqa: B023 - it is asked at once

    assert (await redis.xpending(STREAM, GROUP))["pending"] == 2


async def test_no_group_is_made_but_ours(
    redis: Redis, redis_url: str, keeping: Keeping
) -> None:
    await redis.config_resetstat()

    async with reading(redis_url, redis, keeping):
        await Streams(redis).send([a_received()])
        await eventually(lambda: keeping.has(1))

    made = (await redis.info("commandstats")).get("cmdstat_xgroup|create", {"calls": 0})
    assert made["calls"] == 1, "the one that `reading` asked for"


async def test_a_smaller_batch_is_asked_for_from_the_next_read_on(
    redis: Redis, redis_url: str, keeping: Keeping
) -> None:
    async with reading(redis_url, redis, keeping) as subscription:
        keeping.batch_size = 2
        subscription.adapt()
        await Streams(redis).send([a_received()])  # ends the read that waits
        await eventually(lambda: keeping.has(1))
        await Streams(redis).send([a_received(revision=n) for n in range(2, 10)])
        await eventually(lambda: keeping.has(9))

    assert max(map(len, keeping.batches)) <= 2


async def test_a_lost_group_ends_the_reading_and_a_restart_resumes_it(
    redis: Redis, redis_url: str, keeping: Keeping
) -> None:
    async with reading(redis_url, redis, keeping) as subscription:
        assert subscription.listens

        async def deaf() -> bool:
            return not subscription.listens

        await redis.delete(STREAM)
        await eventually(deaf)
        await Streams(redis).ensure_group(STREAM, GROUP)
        await subscription.restart()
        await Streams(redis).send([a_received()])
        await eventually(lambda: keeping.has(1))
        assert subscription.listens


async def test_stopped_in_mid_read_it_leaves_no_connection_open(
    redis: Redis, redis_url: str, keeping: Keeping
) -> None:
    for n in range(1, 21):
        async with reading(redis_url, redis, keeping):
            await Streams(redis).send([a_received(revision=n)])
            await eventually(lambda: keeping.has(n))  # noqa: B023 - it is asked at once

    own = redis.connection_pool.connection_kwargs["db"]

    async def all_closed() -> bool:
        clients: list[dict[str, str]] = await redis.client_list()
        return not any(int(e["db"]) == own and e["cmd"] == "xreadgroup" for e in clients)

    # A server may list a connection whose end lies in its socket, yet unread.
    await eventually(all_closed, what="the end of every connection")
