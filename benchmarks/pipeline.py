"""The pipeline as a whole: what it costs, how it scales, what it holds (DESIGN, section 10).

    python -m benchmarks.pipeline [--articles 1000] [--backlog 100000]

Three questions, on the embedded servers, with the times that production has:

- How much CPU time of the four services goes into an article beside the pure functions, which
  are measured by themselves on the same articles in the same run? (Servers are not counted.)
- How much faster does a second enrichment worker empty a backlog, the other stages stopped?
- How much does a stage hold while the backlog it works on grows from 1,000 to 100,000?
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import orjson
from redis import Redis

from benchmarks.kin import a_wire_story
from benchmarks.results import keep, table
from services.enrichment.enrich import read, warm_up
from services.enrichment.outcomes import decide
from services.enrichment.storage import EnrichmentStore
from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Payload
from services.ingest.identity.arrival import Arrival, arrive
from services.moderation.judge import Known, judge_revision
from services.moderation.policy import default_policy_text, read_policy
from services.moderation.rules import RULE_NAMES
from services.publish.release import release
from shared.articles import Article, SourceFacts
from shared.database import connect
from shared.events import ArticleApproved, ArticleEnriched, ArticleReceived
from shared.payloads import Approved, Enriched, Received
from tests.e2e.room import Room, a_newsroom
from tests.unit.enrichment.stories import paragraphs_of

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SITE = "https://news.example.org"
BATCH = 50
AT_ONCE = 2000
T = TypeVar("T")
AS_IN_PRODUCTION = {
    "COPYDESK_RECLAIM_AFTER_S": "30",
    "COPYDESK_RETRY_AFTER_S": "1",
    "COPYDESK_RECONCILE_EVERY_S": "60",
    "COPYDESK_STALLED_AFTER_S": "60",
    "COPYDESK_STALLED_KILL_AFTER_S": "5",
    "COPYDESK_BACKLOG_MARGIN_S": "10",
    "COPYDESK_JANITOR_EVERY_S": "15",
}
STAGES = ("ingest", "enrichment", "moderation", "publish")
MOST_BESIDE_MS = 2.0
CONNECTIONS = 8
TICKS = os.sysconf("SC_CLK_TCK")


def a_post(number: int) -> bytes:
    """Write a story of some 500 words, unlike any other, as a wire posts it."""
    sentences = a_wire_story(number)
    story = {
        "uri": f"urn:newsml:wire.example.org:2026:{number}",
        "version": "1",
        "headline": sentences[0].rstrip("."),
        "text": paragraphs_of(sentences),
        "language": "en",
    }
    return orjson.dumps(story)


# --- what an article costs -----------------------------------------------------------------


def cost(articles: int) -> list[dict[str, Any]]:
    """Send stories through the newsroom; give the services' CPU time beside the decisions."""
    bodies = [a_post(number) for number in range(articles)]
    with temporary() as folder, a_newsroom(folder, **AS_IN_PRODUCTION) as room:
        key = room.add_source("bench-wire", rights=["self"])
        asyncio.run(post(room, key, [a_post(number) for number in range(1_000_000, 1_000_100)]))
        wait_until_through(room, 100)
        before = cpu_seconds(room)
        asyncio.run(post(room, key, bodies))
        wait_until_through(room, 100 + articles)
        spent = {name: cpu - before[name] for name, cpu in cpu_seconds(room).items()}
        pure = asyncio.run(deciding(bodies, room.servers.mongo_url))
    for name in STAGES:
        print(
            f"{name:12} {1000 * spent[name] / articles:6.2f} ms an article, of it "
            f"{1000 * pure[name] / articles:5.2f} pure"
        )
    beside = 1000 * (sum(spent.values()) - sum(pure.values())) / articles
    return [
        {
            "name": "whole pipeline, beside the pure functions",
            "value": round(beside, 2),
            "unit": "ms CPU/article",
            "against": f"{MOST_BESIDE_MS:g} ms",
            "ratio": round(beside / MOST_BESIDE_MS, 2),
            "goal": "at most 1",
        }
    ]


async def post(room: Room, key: str, bodies: list[bytes]) -> None:
    """Post each story by itself, over a few connections that are kept."""
    waiting = list(reversed(bodies))

    async def one_after_another() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", room.ports["ingest"])
        while waiting:
            body = waiting.pop()
            writer.write(
                b"POST /v1/articles HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer "
                + key.encode()
                + b"\r\ncontent-type: application/json\r\ncontent-length: "
                + str(len(body)).encode()
                + b"\r\n\r\n"
                + body
            )
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 202"), head
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
            await reader.readexactly(length)
        writer.close()

    await asyncio.gather(*(one_after_another() for _ in range(CONNECTIONS)))


def wait_until_through(room: Room, count: int) -> None:
    redis = Redis.from_url(room.servers.redis_url)

    def told() -> bool:
        return bool(redis.xlen("article.published") >= count)

    room.wait_for(told, what=f"{count} articles are published", within_s=300)


def cpu_seconds(room: Room) -> dict[str, float]:
    return {name: cpu_of(process.pid) for name, process in room.processes.items()}


def cpu_of(pid: int) -> float:
    """User and system time of a process so far (proc(5), /proc/pid/stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


async def deciding(bodies: list[bytes], mongo_url: str) -> dict[str, float]:
    """Run the pure functions alone over the same stories; CPU seconds by stage.

    What enrichment decides on comes from the store, as in the service: what is like a story is
    compared with it by a pure function too.
    """
    warm_up()
    database = connect(mongo_url, service="bench")
    store = EnrichmentStore(database, kin_days=30)
    policy = read_policy(default_policy_text(), rules=RULE_NAMES)
    spent = dict.fromkeys(STAGES, 0.0)

    def timed(stage: str, work: Callable[[], T]) -> T:
        began = time.process_time()
        made = work()
        spent[stage] += time.process_time() - began
        return made

    for at in range(0, len(bodies), BATCH):
        heard = [
            received_event(timed("ingest", partial(parsed, body)))
            for body in bodies[at : at + BATCH]
        ]
        for event, known in zip(heard, await store.load(heard), strict=True):
            article = event.data.article
            timed("enrichment", partial(read, article))  # the store has it done, off the loop
            outcome = timed("enrichment", partial(decide, event, known, NOW))
            assert outcome.enrichment is not None
            enriched = ArticleEnriched.of(
                Enriched(
                    article_id=article.article_id,
                    revision=1,
                    article=article,
                    enrichment=outcome.enrichment,
                ),
                at=NOW,
            )
            judged = partial(judge_revision, enriched, Known(), NOW, policy=policy)
            case = timed("moderation", judged)
            assert case.verdict is not None
            approved = ArticleApproved.of(
                Approved(
                    article_id=article.article_id,
                    revision=1,
                    at=NOW,
                    article=article,
                    enrichment=outcome.enrichment,
                    verdict=case.verdict,
                ),
                at=NOW,
            )
            timed("publish", partial(release, approved, None, NOW, site_url=SITE))
    database.client.close()
    return spent


def parsed(body: bytes) -> Arrival:
    payload = Payload(content=body, media_type="application/json", received_at=NOW)
    return arrive(parse_payload(payload).items[0], source="bench-wire", receipt="r")


def received_event(arrival: Arrival) -> ArticleReceived:
    article = Article(
        article_id=arrival.article_id,
        revision=1,
        source=SourceFacts(id="bench-wire", rights=("self",)),
        received_at=NOW,
        item=arrival.item,
        extras=arrival.extras,
    )
    data = Received(article_id=article.article_id, revision=1, article=article)
    return ArticleReceived.of(data, at=NOW)


# --- a second worker -----------------------------------------------------------------------


def second_worker(articles: int, rounds: int) -> list[dict[str, Any]]:
    """Empty the same backlog with one enrichment worker and with two, in turn."""
    took: dict[int, list[float]] = {1: [], 2: []}
    for number in range(rounds):
        for workers in (1, 2) if number % 2 else (2, 1):
            took[workers].append(emptied_in(workers, articles))
            print(
                f"round {number + 1}: {workers} worker(s) {took[workers][-1]:6.1f} s",
                flush=True,
            )
    ratio = statistics.median(one / two for one, two in zip(took[1], took[2], strict=True))
    return [
        {
            "name": "a second enrichment worker",
            "value": round(articles / statistics.median(took[2])),
            "unit": "articles/s",
            "against": "one worker",
            "ratio": round(ratio, 2),
            "goal": 1.6,
        }
    ]


def emptied_in(workers: int, articles: int) -> float:
    """Give the seconds that so many workers need, all started before the backlog is there."""
    names = [f"enrichment-{n + 2}" for n in range(workers)]
    with temporary() as folder, a_newsroom(folder, **AS_IN_PRODUCTION) as room:
        for name in STAGES:
            room.kill(name)
            del room.processes[name]
        for name in names:
            room.start(name)
        room.wait_until_ready()
        with Redis.from_url(room.servers.redis_url) as redis:
            lay(redis, articles)
            began = time.perf_counter()
            while redis.xlen("article.enriched") < articles:
                time.sleep(0.02)
            return time.perf_counter() - began


# --- what a stage holds --------------------------------------------------------------------


def memory(backlog: int) -> list[dict[str, Any]]:
    """Compare what the enrichment stage holds behind a small and behind a large backlog."""
    small, large = held_behind(1000), held_behind(backlog)
    print(f"holds {small:.0f} MB behind 1,000 entries, {large:.0f} MB behind {backlog:,}")
    return [
        {
            "name": f"memory of a stage behind {backlog:,} entries",
            "value": round(large),
            "unit": "MB",
            "against": "behind 1,000",
            "ratio": round(large / small, 2),
            "goal": "flat",
        }
    ]


def held_behind(backlog: int) -> float:
    """Give the most memory that enrichment held (MB) while 1,000 of the entries were done."""
    with temporary() as folder, a_newsroom(folder, **AS_IN_PRODUCTION) as room:
        for name in ("ingest", "moderation", "publish"):
            room.kill(name)
            del room.processes[name]
        process = room.processes["enrichment"]
        pid = process.pid
        with Redis.from_url(room.servers.redis_url) as redis:
            process.send_signal(signal.SIGSTOP)  # until all of the backlog is there
            lay(redis, backlog)
            process.send_signal(signal.SIGCONT)
            most = 0.0
            while redis.xlen("article.enriched") < 1000:
                most = max(most, resident_mb(pid))
                time.sleep(0.02)
            return most


def resident_mb(pid: int) -> float:
    return (
        int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        * os.sysconf("SC_PAGE_SIZE")
        / 1e6
    )


def lay(redis: Redis, articles: int) -> None:
    """Put a backlog of stories before enrichment, as ingest sends them."""
    pipe = redis.pipeline(transaction=True)
    for number in range(articles):
        event = received_event(parsed(a_post(number)))
        pipe.xadd(event.stream, event.to_fields())  # type: ignore[arg-type]
        if number % AT_ONCE == AT_ONCE - 1:
            pipe.execute()
    pipe.execute()


@contextlib.contextmanager
def temporary() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--backlog", type=int, default=100_000)
    parser.add_argument("--only", choices=("cost", "second_worker", "memory"))
    asked = parser.parse_args()
    rows = []
    if asked.only in (None, "cost"):
        rows += cost(asked.articles)
    if asked.only in (None, "second_worker"):
        rows += second_worker(asked.articles, asked.rounds)
    if asked.only in (None, "memory"):
        rows += memory(asked.backlog)
    keep(rows)
    print(table(rows))


if __name__ == "__main__":
    main()
