"""The event plane: three stages, no work, no documents (DESIGN, section 10).

Ours (FastStream's subscriber, our loop and commit) against a hand-written loop, and against
Celery, Dramatiq and Taskiq in their documented production settings, all on one Valkey with one
process a stage or as many workers. Runs are interleaved; what counts is the ratio within a run.

    python -m benchmarks.event_plane [--articles 20000] [--rounds 5] [--peers]
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from redis import Redis

from benchmarks.results import keep, table
from services.control.machine.embedded import Embedded

HOPS = ("article.received", "article.enriched", "article.approved")
END = "article.published"
BODY = "Ferries resumed on Monday after a two-day stoppage, the operator said. " * 24


def fill(redis: Redis, count: int) -> None:
    """Send `count` articles of about 2 KB, as ingest would."""
    from shared.events import ArticleReceived
    from shared.payloads import Received
    from tests.factories import MONDAY, an_article

    pipe = redis.pipeline(transaction=False)
    for number in range(count):
        article = an_article(article_id=f"article{number:013d}", body=BODY)
        data = Received(article_id=article.article_id, revision=1, article=article)
        event = ArticleReceived.of(data, at=MONDAY)
        pipe.xadd(event.stream, event.to_fields())  # type: ignore[arg-type]
        if number % 500 == 499:
            pipe.execute()
    pipe.execute()


# --- one stage by hand -------------------------------------------------------------------


async def by_hand(url: str, hop: int) -> None:
    """Read 100, decode, send on in one MULTI, acknowledge: the least that does the job."""
    from redis.asyncio import Redis as AsyncRedis

    redis = AsyncRedis.from_url(url)
    stream, group = HOPS[hop], f"group{hop}"
    onward = (*HOPS, END)[hop + 1]
    with contextlib.suppress(Exception):
        await redis.xgroup_create(stream, group, id="0", mkstream=True)
    added: Any = addition(hop)
    while True:
        read: Any = await redis.xreadgroup(group, "c", {stream: ">"}, count=100, block=1000)
        for _, entries in read:
            async with redis.pipeline(transaction=True) as pipe:
                for _, fields in entries:
                    data = orjson.loads(fields[b"data"])
                    data.update(added)
                    fields[b"data"] = orjson.dumps(data)
                    fields[b"type"] = f"copydesk.{onward}.v1"
                    pipe.xadd(onward, fields)
                await pipe.execute()
            await redis.xack(stream, group, *[id_ for id_, _ in entries])


def addition(hop: int) -> dict[str, Any]:
    """What each stage adds to the event it passes on, for us and by hand alike."""
    from tests.factories import a_verdict, an_article, an_enrichment

    article = an_article(body=BODY)
    enrichment = an_enrichment(article, body="").model_dump(mode="json", exclude_defaults=True)
    verdict = a_verdict(article).model_dump(mode="json", exclude_defaults=True)
    return ({"enrichment": enrichment}, {"verdict": verdict}, {"step": 1})[hop]


# --- one stage of ours -------------------------------------------------------------------


async def ours(url: str, hop: int) -> None:
    """Run our subscriber, loop and commit; documents and timeline are left out."""
    import logging

    import structlog

    from shared.connection import connect_redis
    from shared.events import ArticleApproved, ArticleEnriched, ArticlePublished, Event
    from shared.memory import settle_memory
    from shared.metrics import Metrics
    from shared.payloads import Approved, Enriched, Published
    from shared.recovery import Patience
    from shared.stage import Stage, StageRunner
    from shared.streams import Streams
    from shared.subscription import Subscription, make_broker
    from shared.timeline import TimelineRecord
    from tests.factories import MONDAY, a_verdict, an_article, an_enrichment

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    plain = an_article(body=BODY)
    enrichment, verdict = an_enrichment(plain, body=""), a_verdict(plain)

    class Nowhere:
        """Keeps no timeline: the event plane alone is measured."""

        async def append(self, records: Any) -> None: ...

    def tell(event: Event, _: Any) -> list[Event]:
        data = event.data
        ids = {"article_id": data.article_id, "revision": data.revision}
        if hop == 0:
            onward = Enriched(**ids, article=data.article, enrichment=enrichment)
            return [ArticleEnriched.of(onward, at=MONDAY, cause=event)]
        if hop == 1:
            approved = Approved(
                **ids,
                at=MONDAY,
                article=data.article,
                enrichment=data.enrichment,
                verdict=verdict,
            )
            return [ArticleApproved.of(approved, at=MONDAY, cause=event)]
        item = data.article.item.to_ninjs()
        published = Published(**ids, step=1, url="https://news.example.org/x", item=item)
        return [ArticlePublished.of(published, at=MONDAY, correlation_id="", traceparent="")]

    def record(event: Event, _: Any) -> TimelineRecord:
        return TimelineRecord(
            article_id=event.data.article_id,
            revision=event.data.revision,
            stage="bench",
            event_id=event.id,
            at=MONDAY,
            outcome="passed",
        )

    async def load(events: Any) -> Any:
        return events

    async def save(decided: Any) -> Any:
        return [document for _, document in decided]

    streams = Streams(connect_redis(url))
    runner: StageRunner[Any, Any] = StageRunner(
        Stage(
            hears=HOPS[hop],
            load=load,
            decide=lambda event, _context, _now: event.id,
            save=save,
            tell=tell,
            record=record,
        ),
        service=f"group{hop}",
        consumer="c",
        streams=streams,
        chronicle=Nowhere(),  # type: ignore[arg-type]
        metrics=Metrics(),
        log=structlog.get_logger(),
        patience=Patience(reclaim_after_s=30, retry_after_s=1, max_failures=8),
        batch_size=100,
    )
    await streams.ensure_group(HOPS[hop], f"group{hop}")
    broker = make_broker(url, logging.getLogger("bench"), 1)
    subscription = Subscription(broker, runner)
    await broker.start()
    assert subscription.listens
    settle_memory()  # as every service does at its start
    await asyncio.gather(
        runner.recovery.keep_alive(), runner.recovery.retry(), runner.recovery.reclaim()
    )


# --- measuring ---------------------------------------------------------------------------


@contextlib.contextmanager
def processes(kind: str, url: str) -> Iterator[None]:
    """Run one process a stage."""
    command = [sys.executable, "-m", "benchmarks.event_plane", "--stage", kind, "--url", url]
    running = [subprocess.Popen([*command, "--hop", str(hop)]) for hop in range(3)]
    try:
        yield
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.wait()


def measure(kind: str, url: str, articles: int) -> float:
    """Give the articles a second that reach the end, once all three stages have begun."""
    redis = Redis.from_url(url)
    redis.flushdb()
    for stream, group in zip(HOPS, ("group0", "group1", "group2"), strict=True):
        redis.xgroup_create(stream, group, id="0", mkstream=True)
    with processes(kind, url):
        fill(redis, 200)  # warm: every stage has read, decided and sent
        wait_for(redis, 200)
        redis.delete(END)
        lay_down(redis, articles)
        began = time.perf_counter()
        wait_for(redis, articles)
        return articles / (time.perf_counter() - began)


def lay_down(redis: Redis, articles: int) -> None:
    """Add the whole backlog in one script, so that all of it is there at the start."""
    newest: Any = redis.xrevrange(HOPS[0], count=1)
    [(_, fields)] = newest
    script = redis.register_script(
        "local old = ARGV[2] "
        "for i = 1, tonumber(ARGV[1]) do "
        "  local new, entry = string.format('backlog%013d', i), {} "
        "  for j = 3, #ARGV do entry[#entry + 1] = string.gsub(ARGV[j], old, new) end "
        "  redis.call('XADD', KEYS[1], '*', unpack(entry)) "
        "end"
    )
    flat = [part for pair in fields.items() for part in pair]
    script(keys=[HOPS[0]], args=[articles, fields[b"subject"], *flat])


def wait_for(redis: Redis, count: int) -> None:
    deadline = time.monotonic() + 180
    while redis.xlen(END) < count:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{redis.xlen(END)} of {count} arrived")
        time.sleep(0.01)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--stage")
    parser.add_argument("--url")
    parser.add_argument("--hop", type=int)
    asked = parser.parse_args()
    if asked.stage:
        stage = {"ours": ours, "by_hand": by_hand}[asked.stage]
        asyncio.run(stage(asked.url, asked.hop))
        return

    found: dict[str, list[float]] = {"ours": [], "by_hand": []}
    with tempfile.TemporaryDirectory() as folder, Embedded(Path(folder)) as servers:
        url = servers.redis_url
        for number in range(asked.rounds):
            # Whoever runs first in a round runs second in the next.
            kinds = ["by_hand", "ours"] if number % 2 else ["ours", "by_hand"]
            for kind in kinds:
                rate = measure(kind, url, asked.articles)
                found[kind].append(rate)
                print(f"round {number + 1}: {kind:8} {rate:8.0f} articles/s", flush=True)
    ratio = statistics.median(
        mine / theirs for mine, theirs in zip(found["ours"], found["by_hand"], strict=True)
    )
    row = {
        "name": "event plane, 3 stages",
        "value": round(statistics.median(found["ours"])),
        "unit": "articles/s",
        "against": "a hand-written loop",
        "ratio": round(ratio, 3),
        "goal": 0.7,
    }
    keep([row])
    print(table([row]))


if __name__ == "__main__":
    main()
