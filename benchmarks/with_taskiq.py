"""The three hops with Taskiq: its broker on Redis streams as it comes, no result backend."""

from __future__ import annotations

import asyncio
import os
from typing import Any

from redis.asyncio import Redis
from taskiq_redis import RedisStreamBroker

from benchmarks.event_plane import addition

URL = os.environ["COPYDESK_BENCH_URL"]
ADDED = [addition(hop) for hop in range(3)]

broker = RedisStreamBroker(url=URL)
end = Redis.from_url(URL)


@broker.task
async def enrich(article: dict[str, Any]) -> None:
    await moderate.kiq(article | ADDED[0])


@broker.task
async def moderate(article: dict[str, Any]) -> None:
    await publish.kiq(article | ADDED[1])


@broker.task
async def publish(article: dict[str, Any]) -> None:
    article.update(ADDED[2])
    await end.incr("end")


def send(articles: list[dict[str, Any]]) -> None:
    async def sending() -> None:
        await broker.startup()
        for article in articles:
            await enrich.kiq(article)
        await broker.shutdown()

    asyncio.run(sending())
