"""The three hops with Celery: late acknowledgement, JSON, no results."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from redis import Redis

from benchmarks.event_plane import addition

URL = os.environ["COPYDESK_BENCH_URL"]
ADDED = [addition(hop) for hop in range(3)]
QUEUES = ("enrichment", "moderation", "publish")

app = Celery("peers", broker=URL)
app.conf.update(
    task_acks_late=True,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    worker_prefetch_multiplier=64,  # its guide, "Optimizing": 64 or more for many short tasks
    broker_connection_retry_on_startup=True,
)
end = Redis.from_url(URL)


@app.task(queue=QUEUES[0])
def enrich(article: dict[str, Any]) -> None:
    moderate.delay(article | ADDED[0])


@app.task(queue=QUEUES[1])
def moderate(article: dict[str, Any]) -> None:
    publish.delay(article | ADDED[1])


@app.task(queue=QUEUES[2])
def publish(article: dict[str, Any]) -> None:
    article.update(ADDED[2])
    end.incr("end")


def send(articles: list[dict[str, Any]]) -> None:
    for article in articles:
        enrich.delay(article)
