"""The public stream: a copy of the log that may be lost and comes back the same."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import structlog
from redis.asyncio import Redis

from services.publish.channels.public_stream import PublicStream
from services.publish.rows import Row
from services.publish.storage import INDEXES, PublishStore
from shared.database import Database, ensure_indexes
from shared.streams import PUBLIC_STREAM
from tests.factories import MONDAY

pytestmark = pytest.mark.every_server


@pytest.fixture
async def store(database: Database) -> PublishStore:
    await ensure_indexes(database, INDEXES)
    return PublishStore(database)


def a_copier(redis: Redis, store: PublishStore, *, keep: int = 1000) -> PublicStream:
    return PublicStream(redis, store, structlog.get_logger(), keep=keep)


def a_row(sequence: int, *, article: str = "", step: int = 1, kind: str = "published") -> Row:
    article = article or f"story{sequence:015d}"
    return Row(
        sequence=sequence,
        event_id=f"{article}:{step}",
        type=f"copydesk.article.{kind}.v1",
        article_id=article,
        step=step,
        revision=step,
        time=MONDAY,
        data={"article_id": article, "revision": step, "step": step, "url": "http://x/"},
        item=None if kind == "killed" else '{"uri":"urn:x","title":"Zebra"}',
        hash="0" * 64,
    )


async def entries_of(redis: Any) -> list[tuple[bytes, dict[bytes, bytes]]]:
    """Give the stream as it is; redis-py's own types allow for everything."""
    entries: list[tuple[bytes, dict[bytes, bytes]]] = await redis.xrange(PUBLIC_STREAM)
    return entries


async def ids(redis: Redis) -> list[int]:
    return [int(id_.partition(b"-")[0]) for id_, _ in await entries_of(redis)]


async def test_copies_every_row_under_its_number(redis: Redis, store: PublishStore) -> None:
    await store.append([a_row(n) for n in range(1, 251)])

    assert await a_copier(redis, store).copy() == 250

    assert await ids(redis) == list(range(1, 251))
    assert await a_copier(redis, store).copy() == 0


async def test_copiers_that_race_add_each_row_once(redis: Redis, store: PublishStore) -> None:
    copiers = [a_copier(redis, store) for _ in range(4)]
    for start in range(1, 401, 100):
        await store.append([a_row(n) for n in range(start, start + 100)])
        await asyncio.gather(*(copier.copy() for copier in copiers))
    while await copiers[0].copy():
        pass

    assert await ids(redis) == list(range(1, 401))


async def test_a_copier_that_read_before_another_wrote_adds_nothing(
    redis: Redis, store: PublishStore
) -> None:
    await store.append([a_row(1), a_row(2)])
    stale = await store.rows_after(0, 10)
    slow, quick = a_copier(redis, store), a_copier(redis, store)
    await quick.copy()

    assert not await slow.append(stale, continues=0)
    assert await ids(redis) == [1, 2]


async def test_a_lost_stream_comes_back_the_same(redis: Redis, store: PublishStore) -> None:
    await store.append([a_row(n) for n in range(1, 31)])
    await a_copier(redis, store).copy()
    before = await entries_of(redis)
    await redis.flushdb()
    await store.append([a_row(31)])

    await a_copier(redis, store).copy()

    after = await entries_of(redis)
    assert after[:30] == before
    assert await ids(redis) == list(range(1, 32))


async def test_a_stream_that_lost_its_last_second_is_made_whole(
    redis: Redis, store: PublishStore
) -> None:
    await store.append([a_row(n) for n in range(1, 6)])
    await a_copier(redis, store).append(await store.rows_after(0, 3), continues=0)
    assert await ids(redis) == [1, 2, 3]

    await a_copier(redis, store).copy()

    assert await ids(redis) == [1, 2, 3, 4, 5]


async def test_a_group_made_before_the_first_entry_is_no_obstacle(
    redis: Redis, store: PublishStore
) -> None:
    await redis.xgroup_create(PUBLIC_STREAM, "site", id="0", mkstream=True)
    await store.append([a_row(1)])

    await a_copier(redis, store).copy()

    assert await ids(redis) == [1]


async def test_keeps_only_the_newest(redis: Redis, store: PublishStore) -> None:
    await store.append([a_row(n) for n in range(1, 31)])
    copier = a_copier(redis, store, keep=10)

    await copier.copy()
    assert await ids(redis) == list(range(21, 31))

    await store.append([a_row(31)])
    await copier.copy()
    assert await ids(redis) == list(range(22, 32))


async def test_a_kill_takes_the_storys_entries_out_in_the_same_step(
    redis: Redis, store: PublishStore
) -> None:
    story = "zzzzzzzzzzzzzzzzzzzz"
    rows = [a_row(1), a_row(2, article=story), a_row(3), a_row(4, article=story, step=2)]
    await store.append(rows)
    await a_copier(redis, store).copy()
    await store.append([a_row(5, article=story, step=3, kind="killed"), a_row(6)])

    await a_copier(redis, store).copy()

    assert await ids(redis) == [1, 3, 5, 6]


async def test_redacted_rows_do_not_come_back_with_a_lost_stream(
    redis: Redis, store: PublishStore
) -> None:
    story = "zzzzzzzzzzzzzzzzzzzz"
    await store.append([a_row(1, article=story)])
    await store.append([a_row(2, article=story, step=2, kind="killed"), a_row(3)])
    await store.redact([(story, 2, "http://x/")])

    await a_copier(redis, store).copy()

    assert await ids(redis) == [2, 3]


async def test_a_stretch_of_redacted_rows_holds_nobody_up(
    redis: Redis, store: PublishStore
) -> None:
    story = "zzzzzzzzzzzzzzzzzzzz"
    for start in (1, 201):
        await store.append([a_row(n, article=story, step=n) for n in range(start, start + 200)])
    await store.redact([(story, 401, "http://x/")])
    await store.append([a_row(401, article=story, step=401, kind="killed")])

    await a_copier(redis, store).copy()

    assert await ids(redis) == [401]


async def test_a_stream_that_is_ahead_of_the_log_is_left_alone(
    redis: Redis, store: PublishStore
) -> None:
    await redis.xadd(PUBLIC_STREAM, {"type": "from before MongoDB was set back"}, id="900-0")
    await store.append([a_row(1)])

    assert await a_copier(redis, store).copy() == 0
    assert await ids(redis) == [900]


async def test_entries_are_flat_cloudevents(redis: Redis, store: PublishStore) -> None:
    await store.append([a_row(1)])

    await a_copier(redis, store).copy()

    [(_, fields)] = await entries_of(redis)
    assert fields[b"specversion"] == b"1.0"
    assert fields[b"sequence"] == b"0000000000000001"
    assert b'"item":{"uri":"urn:x","title":"Zebra"}' in fields[b"data"]
