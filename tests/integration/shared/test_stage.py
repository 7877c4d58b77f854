"""The loop on real servers: what is read is decided once, told once, and never lost."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import random
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from pymongo.errors import AutoReconnect
from redis.asyncio import Redis
from redis.exceptions import OutOfMemoryError, ResponseError

from services.control.machine.embedded import Embedded
from services.control.machine.ports import find_free
from services.control.machine.tethered import start_tethered, stop
from shared.chronicle import Chronicle
from shared.database import Database, connect
from shared.entries import Dead, Done, Entry
from shared.events import ArticleApproved, ArticleEnriched, Event
from shared.failures import Failure
from shared.payloads import Enriched
from shared.recovery import Patience
from shared.service import Service
from shared.settings import Settings
from shared.stage import Stage, StageRunner
from shared.streams import Streams
from shared.timeline import TimelineRecord
from tests.eventually import eventually
from tests.factories import MONDAY, a_received, an_article, an_enrichment
from tests.integration.shared import a_stage

pytestmark = pytest.mark.every_server


def settings_for(redis_url: str, mongo_url: str, database: Database, **more: Any) -> Settings:
    quick = {
        "reclaim_after_s": 0.3,
        "retry_after_s": 0.05,
        "janitor_every_s": 0.2,
        "max_failures": 3,
    }
    return Settings(
        redis_url=redis_url,
        mongo_url=mongo_url,
        mongo_database=database.name,
        log_level="CRITICAL",
        operator_token="secret",
        **{**quick, **more},
    )


@contextlib.asynccontextmanager
async def running(
    settings: Settings, stage: Stage[Any, Any] | None = None
) -> AsyncIterator[tuple[Service, httpx.AsyncClient]]:
    """Run the small stage in this process, with an HTTP client to its app."""
    service = Service("enrichment", settings)
    service.stage(stage or a_stage.stage_of(service))
    app = service.app()
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as client,
    ):

        async def ready() -> bool:
            return (await client.get("/readyz")).status_code == 200

        await eventually(ready, what="ready")
        yield service, client


@pytest.fixture
async def settings(redis: Any, redis_url: str, mongo_url: str, database: Database) -> Settings:
    return settings_for(redis_url, mongo_url, database)


async def told(redis: Any) -> list[str]:
    return [fields[b"id"].decode() for _, fields in await redis.xrange("article.enriched")]


async def test_what_was_sent_before_the_first_start_is_handled(
    redis: Any, settings: Settings
) -> None:
    await Streams(redis).send([a_received(revision=n) for n in range(1, 251)])

    async with running(settings):
        await eventually(lambda: has_told(redis, 250))

    assert len(set(await told(redis))) == 250


async def has_told(redis: Any, count: int) -> bool:
    return bool(await redis.xlen("article.enriched") >= count)


async def test_order_within_an_article_is_kept(redis: Any, settings: Settings) -> None:
    await Streams(redis).send([a_received(revision=n) for n in range(1, 31)])

    async with running(settings):
        await eventually(lambda: has_told(redis, 30))

    assert [int(id_.split(":")[1]) for id_ in await told(redis)] == list(range(1, 31))


async def test_a_bad_entry_never_fails_its_batch(redis: Any, settings: Settings) -> None:
    streams = Streams(redis)
    await streams.send([a_received(revision=1)])
    await redis.xadd("article.received", {"junk": "\xff"})
    await streams.send([a_received(revision=2, headline="POISON"), a_received(revision=3)])

    async with running(settings) as (_, client):
        await eventually(lambda: has_told(redis, 2))
        await eventually(lambda: has_died(redis, 2), what="two dead letters")
        operator = {"authorization": "Bearer secret"}
        dead = (await client.get("/v1/dead", headers=operator)).json()["dead"]

    by_reason = {letter["reason"]: letter for letter in dead}
    assert by_reason["unreadable"]["error"] == "field 'type' is missing"
    assert by_reason["unreadable"]["fields"] == {"junk": "ÿ"}
    assert by_reason["failed"]["count"] == "3"
    assert by_reason["failed"]["error"] == "ValueError: nobody can read this"
    assert "decide" in by_reason["failed"]["stack"]
    assert (await redis.xpending("article.received", "enrichment"))["pending"] == 0
    assert await redis.exists("article.received.failures.enrichment") == 0


@pytest.mark.parametrize(
    "change",
    [
        {"time": "0001-01-01T00:00:00+14:00"},
        {"time": "9999-12-31T23:59:59-14:00"},
        {"data": "[" * 20_000},
        {"data": "1" * 20_000},
        {"type": "copydesk.article.approved.v1"},
    ],
    ids=["a time too early", "a time too late", "too deep", "too long", "of another stream"],
)
async def test_an_entry_that_cannot_be_read_holds_up_no_other(
    change: dict[str, str], redis: Any, redis_url: str, mongo_url: str, database: Database
) -> None:
    settings = settings_for(redis_url, mongo_url, database, reclaim_after_s=60)
    streams = Streams(redis)
    await streams.send([a_received(revision=1)])
    await redis.xadd("article.received", {**a_received(revision=2).to_fields(), **change})
    await streams.send([a_received(revision=3)])

    async with running(settings):
        await eventually(lambda: has_told(redis, 2))
        await eventually(lambda: has_died(redis, 1))

    [(_, letter)] = await redis.xrange("article.received.dead")
    assert letter[b"dead_reason"] == b"unreadable"


@pytest.mark.parametrize(
    "odd",
    [{"at": datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))}, {"revision": 2**63}],
    ids=["a time before the first year", "a number of 65 bits"],
)
async def test_a_line_of_the_timeline_that_no_store_takes_holds_up_no_other(
    odd: dict[str, Any], redis: Any, redis_url: str, mongo_url: str, database: Database
) -> None:
    settings = settings_for(redis_url, mongo_url, database, reclaim_after_s=60)
    plain = a_stage.stage_of(Service("enrichment", settings))

    def record(event: Any, stored: dict[str, Any]) -> TimelineRecord:
        written = a_stage.record(event, stored)
        is_odd = event.data.revision == 2
        return TimelineRecord.model_validate({**dict(written), **(odd if is_odd else {})})

    stage = Stage(
        hears=plain.hears,
        load=plain.load,
        decide=plain.decide,
        save=plain.save,
        tell=plain.tell,
        record=record,
    )
    await Streams(redis).send([a_received(revision=n) for n in (1, 2, 3)])

    async with running(settings, stage):
        await eventually(lambda: has_told(redis, 2))
        await eventually(lambda: has_died(redis, 1))

    assert [int(id_.split(":")[1]) for id_ in await told(redis)] == [1, 3]


async def has_died(redis: Any, count: int) -> bool:
    return bool(await redis.xlen("article.received.dead") >= count)


async def test_a_death_stands_in_the_articles_timeline(
    redis: Any, settings: Settings, database: Database
) -> None:
    event = a_received(headline="POISON")
    await Streams(redis).send([event])

    async with running(settings):
        await eventually(lambda: has_died(redis, 1))

    life = await Chronicle(database).of(event.subject)
    assert [(record.outcome, record.state) for record in life] == [("dead", "dead")]
    assert "nobody can read this" in life[0].reasons[0].explanation


async def test_a_replayed_dead_letter_goes_the_whole_way(
    redis: Any, settings: Settings, database: Database
) -> None:
    await Streams(redis).send([a_received(headline="POISON")])
    operator = {"authorization": "Bearer secret"}

    async with running(settings):
        await eventually(lambda: has_died(redis, 1))
    cured = a_stage_that_reads_everything(settings)
    async with running(settings, cured) as (_, client):
        [letter] = (await client.get("/v1/dead", headers=operator)).json()["dead"]
        answer = await client.post(
            f"/v1/dead/{letter['stream']}/{letter['id']}/replay", headers=operator
        )
        await eventually(lambda: has_told(redis, 1))

    assert answer.status_code == 200
    assert await redis.xlen("article.received.dead") == 0


async def test_an_entry_deleted_while_it_waits_to_be_tried_again_is_cleared(
    redis: Any, redis_url: str, mongo_url: str, database: Database
) -> None:
    settings = settings_for(
        redis_url, mongo_url, database, reclaim_after_s=60, retry_after_s=1, max_failures=99
    )
    await Streams(redis).send([a_received(headline="POISON")])

    async def failed() -> bool:
        return bool(await redis.exists("article.received.failures.enrichment"))

    async def cleared() -> bool:
        listed = (await redis.xpending("article.received", "enrichment"))["pending"]
        return not listed and not await failed()

    async with running(settings):
        await eventually(failed)
        [(id_, _)] = await redis.xrange("article.received")
        await redis.xdel("article.received", id_)
        await eventually(cleared, what="nothing pending, no failure remembered")

    assert await redis.xlen("article.received.dead") == 0


def a_stage_that_reads_everything(settings: Settings) -> Stage[Any, Any]:
    cured = a_stage.stage_of(Service("enrichment", settings))

    def decide(event: Any, context: Any, now: Any) -> Any:
        article = event.data.article.model_dump(mode="json")
        return {"_id": event.key, "at": now, "article": article}

    return Stage(
        hears=cured.hears,
        load=cured.load,
        decide=decide,
        save=cured.save,
        tell=cured.tell,
        record=cured.record,
    )


async def test_a_repeat_tells_what_the_first_try_saved(redis: Any, settings: Settings) -> None:
    event = a_received()
    await Streams(redis).send([event])
    async with running(settings):
        await eventually(lambda: has_told(redis, 1))
        await Streams(redis).send([event])
        await eventually(lambda: has_told(redis, 2))

    first, second = await redis.xrange("article.enriched")
    assert first[1] == second[1]


async def test_what_a_dead_consumer_left_is_taken_over(redis: Any, settings: Settings) -> None:
    streams = Streams(redis)
    await streams.ensure_group("article.received", "enrichment")
    await streams.send([a_received(revision=n) for n in range(1, 121)])
    await redis.xreadgroup("enrichment", "dead-one", {"article.received": ">"}, count=120)

    async with running(settings):
        await eventually(lambda: has_told(redis, 120))

    assert len(set(await told(redis))) == 120


async def test_two_consumers_at_one_entry_tell_it_once(redis: Any, settings: Settings) -> None:
    streams = Streams(redis)
    await streams.ensure_group("article.received", "enrichment")
    await streams.send([a_received()])
    [[_, [(id_, _fields)]]] = await redis.xreadgroup(
        "enrichment", "slow-one", {"article.received": ">"}
    )

    async with running(settings):
        await eventually(lambda: has_told(redis, 1))
    finished = await streams.commit(
        "article.received", "enrichment", [Done(id_.decode(), [a_received(revision=9)])]
    )

    assert finished == [False]
    assert await redis.xlen("article.enriched") == 1


async def test_a_commit_leaves_out_what_others_have_finished(
    redis: Any, settings: Settings
) -> None:
    streams = Streams(redis)
    ids = await read_by_a_slow_one(redis, 9)
    await redis.xack("article.received", "enrichment", ids[0], ids[3], ids[4], ids[8])
    outcomes = [Done(id_, [an_enriched(n)]) for n, id_ in enumerate(ids)]
    random.shuffle(outcomes)

    finished = await streams.commit("article.received", "enrichment", outcomes)

    mine = [outcome.entry_id for outcome, yes in zip(outcomes, finished, strict=True) if yes]
    assert sorted(mine) == [ids[n] for n in (1, 2, 5, 6, 7)]
    assert [int(id_.split(":")[1]) for id_ in await told(redis)] == [1, 2, 5, 6, 7]
    assert (await redis.xpending("article.received", "enrichment"))["pending"] == 0


async def test_a_commit_writes_events_of_any_kind_as_they_are(redis: Any) -> None:
    """The script is told what events have in common once; readers must not notice."""
    streams = Streams(redis)
    ids = await read_by_a_slow_one(redis, 5)
    letter = Entry(ids[4], {b"type": b"nonsense", b"data": b"{"})
    traced = dataclasses.replace(an_enriched(3), correlation_id="c-3", traceparent="00-3")
    approved = ArticleApproved.of(a_received(revision=9).data, at=MONDAY)
    outcomes: list[Done | Dead] = [
        Done(ids[0], [an_enriched(0), approved]),
        Done(ids[1]),
        Done(ids[2], [an_enriched(2)]),
        Done(ids[3], [traced]),
        Dead(letter, "unreadable", Failure(count=1, error="why"), "enrichment"),
    ]

    await streams.commit("article.received", "enrichment", outcomes)

    sent = [fields for _, fields in await redis.xrange("article.enriched")]
    assert sent == [in_bytes(event) for event in (an_enriched(0), an_enriched(2), traced)]
    [(_, fields)] = await redis.xrange("article.approved")
    assert fields == in_bytes(approved)
    [dead] = await streams.dead_letters("article.received", limit=9)
    assert dead.fields.items() > letter.fields.items()
    assert dead.fields[b"dead_error"] == b"why"


def in_bytes(event: Event) -> dict[bytes, bytes]:
    return {
        name.encode(): value if isinstance(value, bytes) else value.encode()
        for name, value in event.to_fields().items()
    }


async def test_what_a_stream_refuses_stays_pending(redis: Any, settings: Settings) -> None:
    """Half a commit is no loss: what went out is acknowledged, and nothing else is."""
    streams = Streams(redis)
    ids = await read_by_a_slow_one(redis, 4)
    await redis.set("article.approved", "no stream at all")
    refused = ArticleApproved.of(a_received(revision=9).data, at=MONDAY)
    outcomes = [Done(id_, [an_enriched(n)]) for n, id_ in enumerate(ids)]
    outcomes[2] = Done(ids[2], [refused])

    with pytest.raises(ResponseError, match="WRONGTYPE"):
        await streams.commit("article.received", "enrichment", outcomes)

    pending = await redis.xpending_range("article.received", "enrichment", "-", "+", 10)
    assert [each["message_id"].decode() for each in pending] == ids[2:]
    assert len(await told(redis)) == 2


async def read_by_a_slow_one(redis: Any, count: int) -> list[str]:
    """Give the ids of so many entries that another consumer has read and not finished."""
    streams = Streams(redis)
    await streams.ensure_group("article.received", "enrichment")
    await streams.send([a_received(revision=n) for n in range(count)])
    [[_, entries]] = await redis.xreadgroup(
        "enrichment", "slow-one", {"article.received": ">"}, count=count
    )
    return [id_.decode() for id_, _ in entries]


def an_enriched(revision: int) -> ArticleEnriched:
    article = an_article(revision=revision)
    data = Enriched(
        article_id=article.article_id,
        revision=revision,
        article=article,
        enrichment=an_enrichment(article),
    )
    return ArticleEnriched.of(data, at=MONDAY)


async def test_a_flood_of_deaths_stops_the_stage_until_five_in_a_row_succeed(
    redis: Any, redis_url: str, mongo_url: str, database: Database
) -> None:
    settings = settings_for(redis_url, mongo_url, database, max_failures=1)
    streams = Streams(redis)
    await streams.send([a_received(revision=n, headline="POISON") for n in range(60)])
    async with running(settings) as (service, _):
        brake = service._subscriptions[0]._runner._brake
        await eventually(lambda: _is(brake.on), what="the brake is on")
        await streams.send([a_received(revision=100 + n) for n in range(20)])

        async def waits() -> bool:
            return bool(service.metrics.braked.labels("enrichment")._value.get() == 1)

        await eventually(waits)
        told_while_braked = await redis.xlen("article.enriched")

    brake_off = settings_for(redis_url, mongo_url, database, max_failures=1)
    async with running(brake_off) as (service, _):
        brake = service._subscriptions[0]._runner._brake
        brake.on, brake.probe_every_s = True, 0.05
        await eventually(lambda: has_told(redis, 20))
        released = not brake.on

    assert told_while_braked == 0
    assert released
    assert await redis.xlen("article.received.dead") == 60


async def test_a_full_redis_still_lets_the_stages_finish(tmp_path: Any) -> None:
    """Commits and kills only finish or free what it already holds, so they pass."""
    with Embedded(tmp_path) as own:
        redis: Any = Redis.from_url(own.redis_url)
        database = connect(own.mongo_url, service="tests")
        settings = settings_for(own.redis_url, own.mongo_url, database)
        streams = Streams(redis)
        poison = a_received(revision=5, headline="POISON")
        await streams.send([*(a_received(revision=n) for n in range(5)), poison])
        await redis.config_set("maxmemory", 1)
        async with running(settings):
            await eventually(lambda: has_told(redis, 5))
            await eventually(lambda: has_died(redis, 1))
        with pytest.raises(OutOfMemoryError):
            await streams.send([a_received(revision=6)])
        await streams.send_always([a_received(revision=7)])

        [(_, last)] = await redis.xrevrange("article.received", count=1)
        assert last[b"id"].decode() == a_received(revision=7).id
        await redis.aclose()
        database.client.close()


async def test_slow_is_not_dead(redis: Any, settings: Settings) -> None:
    """While it decides, a consumer's entries are not reclaimed by another."""
    gate = asyncio.Event()
    loop = asyncio.get_running_loop()
    decided: list[str] = []
    plain = a_stage.stage_of(Service("enrichment", settings))

    def decide(event: Any, context: Any, now: Any) -> Any:
        decided.append(event.id)
        asyncio.run_coroutine_threadsafe(gate.wait(), loop).result()
        return a_stage.decide(event, context, now)

    slow = Stage(
        hears=plain.hears,
        load=plain.load,
        decide=decide,
        save=plain.save,
        tell=plain.tell,
        record=plain.record,
    )
    await Streams(redis).send([a_received()])
    async with running(settings, slow), running(settings, slow):
        await eventually(lambda: _is(len(decided) >= 1))
        for _ in range(6):
            idle = (await redis.xpending_range("article.received", "enrichment", "-", "+", 1))[
                0
            ]
            await eventually(partial(kept_alive, redis, idle))
        gate.set()
        await eventually(lambda: has_told(redis, 1))

    assert len(decided) == 1


async def _is(fact: object) -> object:
    return fact


async def kept_alive(redis: Any, before: dict[str, Any]) -> bool:
    """Whether the entry's idle time was set back since, by whoever holds it."""
    now = await redis.xpending_range("article.received", "enrichment", "-", "+", 1)
    return bool(now) and now[0]["time_since_delivered"] < before["time_since_delivered"] + 20


async def test_a_flush_deafens_nobody(redis: Any, settings: Settings) -> None:
    async with running(settings) as (_, client):
        await redis.flushdb()

        async def deaf() -> bool:
            return (await client.get("/readyz")).status_code == 503

        async def hears() -> bool:
            return (await client.get("/readyz")).status_code == 200

        await eventually(deaf, what="readiness says that it is deaf")
        await eventually(hears, what="it listens again")
        await Streams(redis).send([a_received()])
        await eventually(lambda: has_told(redis, 1))


async def test_entries_are_trimmed_only_behind_every_group(
    redis: Any, settings: Settings
) -> None:
    streams = Streams(redis)
    await streams.send([a_received(revision=n) for n in range(1, 21)])

    assert await streams.trim("article.received") == -1
    async with running(settings):
        await eventually(lambda: has_told(redis, 20))

        async def trimmed() -> bool:
            return bool(await redis.xlen("article.received") == 0)

        await eventually(trimmed)


async def test_mongo_away_kills_no_entry(tmp_path: Any, redis: Any, redis_url: str) -> None:
    with Embedded(tmp_path) as own:
        database = connect(own.mongo_url, service="tests")
        settings = settings_for(redis_url, own.mongo_url, database)
        async with running(settings) as (service, _):
            await Streams(redis).send([a_received(revision=1)])
            await eventually(lambda: has_told(redis, 1))
            own.kill_mongo()
            await Streams(redis).send([a_received(revision=n) for n in range(2, 12)])

            async def waits() -> bool:
                away = service.metrics.store_away.labels("enrichment")
                return bool(away._value.get() == 1)

            await eventually(waits, what="the stage waits for its store")
            own.start_mongo()
            await eventually(lambda: has_told(redis, 11), within_s=30)

        assert await redis.xlen("article.received.dead") == 0
        assert len(set(await told(redis))) == 11
        database.client.close()


async def test_an_entry_that_ends_its_process_is_dead_lettered_and_the_others_live(
    tmp_path: Path, redis: Any, settings: Settings, database: Database
) -> None:
    """It takes its process down each time; two reclaims later it runs alone, three times."""
    streams = Streams(redis)
    healthy = [a_received(article_id=f"healthy{n:013d}") for n in range(5)]
    deadly = a_received(article_id="deadly00000000000001", headline="DEADLY")
    await streams.send([*healthy[:2], deadly, *healthy[2:]])
    environment = {
        **os.environ,
        "COPYDESK_REDIS_URL": settings.redis_url,
        "COPYDESK_MONGO_URL": settings.mongo_url,
        "COPYDESK_MONGO_DATABASE": database.name,
        "COPYDESK_RECLAIM_AFTER_S": "0.3",
    }
    command = ["-m", "uvicorn", "--factory", "tests.integration.shared.a_stage:build"]
    deaths = 0
    while not await has_died(redis, 1):
        process = start_tethered(
            [sys.executable, *command, "--port", str(find_free())],
            log=tmp_path / "stage.log",
            environment=environment,
        )

        async def over(process: Any = process) -> bool:
            return process.poll() is not None or await has_died(redis, 1)

        await eventually(over, within_s=30)
        deaths += process.poll() is not None
        assert deaths <= 6, "one delivery, two reclaims, three tries alone"
    await eventually(lambda: has_told(redis, 5))
    stop(process, within_s=10)

    [(_, letter)] = await redis.xrange("article.received.dead")
    assert letter[b"dead_reason"] == b"ended its process 3 times"
    assert letter[b"id"].decode() == deadly.id
    assert len(set(await told(redis))) == 5
    life = await Chronicle(database).of(deadly.subject)
    assert [record.outcome for record in life] == ["dead"]


async def left_three_times(redis: Any, event: Event) -> str:
    """Leave an entry pending as three processes did that were killed with it in hand."""
    await Streams(redis).ensure_group("article.received", "enrichment")
    await Streams(redis).send([event])
    [(_, [(id_, _)])] = await redis.xreadgroup("enrichment", "gone", {"article.received": ">"})
    await redis.xclaim(
        "article.received", "enrichment", "gone", 0, [id_], idle=60_000, retrycount=3
    )
    return str(id_.decode())


async def is_with(redis: Any, id_: str, consumer: str) -> bool:
    [row] = await redis.xpending_range("article.received", "enrichment", id_, id_, 1)
    return bool(row["consumer"] == consumer.encode())


async def noted(redis: Any, id_: str) -> int:
    """Tell how many tries alone are noted against an entry."""
    known = await Streams(redis).remembered("article.received", "enrichment", [id_])
    return known[id_].alone if id_ in known else 0


async def test_an_entry_that_waits_for_its_turn_is_not_blamed_for_the_end_of_its_process(
    redis: Any, settings: Settings
) -> None:
    """Else a few kills -9 from outside, at busy times, make an innocent entry a dead letter."""
    innocent = a_received(article_id="innocent000000000001")
    gate = asyncio.Event()
    notes = []

    async def load(events: Sequence[Event]) -> list[int]:
        if events[0].subject == innocent.subject:
            notes.append(await noted(redis, id_))
        else:
            await gate.wait()
        return [0 for _ in events]

    id_ = await left_three_times(redis, innocent)
    await Streams(redis).send([a_received(article_id="busy0000000000000001")])
    plain = a_stage.stage_of(Service("enrichment", settings))
    async with running(settings, dataclasses.replace(plain, load=load)) as (service, _):
        await eventually(lambda: is_with(redis, id_, service.consumer))
        for _ in range(50):
            assert await noted(redis, id_) == 0
        gate.set()
        await eventually(lambda: has_told(redis, 2))

    assert notes == [1], "the note is there when its turn has come"
    assert not await redis.exists("article.received.failures.enrichment")


async def test_leaving_or_waiting_for_a_store_is_not_an_end_that_an_entry_brought_about(
    redis: Any, settings: Settings
) -> None:
    innocent = a_received(article_id="innocent000000000001")
    away, tried_again, gate = True, asyncio.Event(), asyncio.Event()
    notes = []

    async def load(events: Sequence[Event]) -> list[int]:
        nonlocal away
        notes.append(await noted(redis, id_))
        if away:
            away = False
            raise AutoReconnect("nobody answers")
        tried_again.set()
        await gate.wait()
        return [0 for _ in events]

    id_ = await left_three_times(redis, innocent)
    plain = a_stage.stage_of(Service("enrichment", settings))
    stage = dataclasses.replace(plain, load=load)
    async with running(settings, stage):
        await asyncio.wait_for(tried_again.wait(), 10)
    assert notes == [1, 0], "noted, and taken back when MongoDB went away"
    tried_again.clear()
    async with running(settings, stage):
        await asyncio.wait_for(tried_again.wait(), 10)
    assert notes == [1, 0, 1]
    assert await noted(redis, id_) == 0, "we left in order"

    gate.set()
    async with running(settings, stage):
        await eventually(lambda: has_told(redis, 1))
    assert not await redis.exists("article.received.failures.enrichment")


async def test_a_batch_too_large_halves_the_next_ones(redis: Any, settings: Settings) -> None:
    service = Service("enrichment", settings)
    runner = StageRunner(
        a_stage.stage_of(service),
        service="enrichment",
        consumer="c",
        streams=service.streams,
        chronicle=service.timeline,
        metrics=service.metrics,
        log=service.log,
        patience=Patience(reclaim_after_s=30, retry_after_s=1, max_failures=8),
        batch_size=100,
    )
    await service.streams.ensure_group("article.received", "enrichment")
    large = {b"type": b"x", b"data": b"x" * 9_000_000}

    await runner.handle([Entry("1-1", large)])
    alone = runner.batch_size
    await runner.handle([Entry("1-1", large), Entry("1-2", large)])
    await service.redis.aclose()

    assert (alone, runner.batch_size) == (100, 50)
