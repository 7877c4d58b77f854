"""The three hops with Dramatiq: its Redis broker as it comes, no results."""

from __future__ import annotations

import os
from typing import Any

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from redis import Redis

from benchmarks.event_plane import addition

URL = os.environ["COPYDESK_BENCH_URL"]
ADDED = [addition(hop) for hop in range(3)]

dramatiq.set_broker(RedisBroker(url=URL))
end = Redis.from_url(URL)


@dramatiq.actor(queue_name="enrichment")
def enrich(article: dict[str, Any]) -> None:
    moderate.send(article | ADDED[0])


@dramatiq.actor(queue_name="moderation")
def moderate(article: dict[str, Any]) -> None:
    publish.send(article | ADDED[1])


@dramatiq.actor(queue_name="publish")
def publish(article: dict[str, Any]) -> None:
    article.update(ADDED[2])
    end.incr("end")


def send(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        enrich.send(article)
