"""The end of the log in one process's memory."""

from __future__ import annotations

import pytest

from services.publish.bell import Bell
from services.publish.channels.tail import Tail
from services.publish.rows import Row
from services.publish.storage import INDEXES
from shared.database import Database, ensure_indexes
from tests.integration.publish.test_log import Publisher
from tests.unit.publish.stories import a_kill, an_approval


@pytest.fixture
async def publisher(database: Database) -> Publisher:
    await ensure_indexes(database, INDEXES)
    return Publisher(database)


async def told(publisher: Publisher, tail: Tail) -> int:
    await publisher.log.drain()
    return await tail.look()


async def test_it_gives_what_the_log_has_from_memory_and_from_before_it(
    publisher: Publisher,
) -> None:
    tail = Tail(publisher.store, Bell())
    await publisher.handle(an_approval(1))
    assert await told(publisher, tail) == 1
    await publisher.handle(an_approval(2))
    await told(publisher, tail)

    for after in range(3):
        assert await tail.rows_after(after, 10) == await publisher.store.rows_after(after, 10)
    assert [row.sequence for row in await tail.rows_after(0, 1)] == [1]


async def test_a_kill_takes_the_words_out_of_what_is_kept(publisher: Publisher) -> None:
    tail = Tail(publisher.store, Bell())
    await tail.look()
    await publisher.handle(an_approval(1))
    await told(publisher, tail)
    assert [row.is_redacted for row in await tail.rows_after(0, 10)] == [False]

    await publisher.handle(a_kill(1))
    await told(publisher, tail)

    rows = await tail.rows_after(0, 10)
    assert rows == await publisher.store.rows_after(0, 10)
    assert [(row.item, row.is_redacted) for row in rows] == [(None, True), (None, False)]


async def test_a_crowd_that_begins_at_the_first_row_reads_the_store_once_and_no_killed_word(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    await publisher.handle(an_approval(1))
    await publisher.handle(an_approval(1, article_id="b" * 20))
    await publisher.log.drain()
    tail = Tail(publisher.store, Bell())
    await tail.look()  # nothing is kept: both rows were there before
    read, asked = publisher.store.rows_after, []

    async def counted(sequence: int, limit: int) -> list[Row]:
        asked.append(sequence)
        return await read(sequence, limit)

    monkeypatch.setattr(publisher.store, "rows_after", counted)
    found = [await tail.older_rows_after(0, 10) for _ in range(50)]
    assert asked == [0]
    assert all(rows == found[0] for rows in found)
    assert [row.is_redacted for row in found[0]] == [False, False]

    await publisher.handle(a_kill(1))
    await told(publisher, tail)

    rows = await tail.older_rows_after(0, 10)
    assert [(row.sequence, row.item is None) for row in rows] == [
        (1, True),
        (2, False),
        (3, True),
    ]


async def test_what_was_read_while_a_kill_came_is_kept_for_nobody(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    await publisher.handle(an_approval(1))
    await publisher.log.drain()
    tail = Tail(publisher.store, Bell())
    await tail.look()
    read = publisher.store.rows_after

    async def then_a_kill(sequence: int, limit: int) -> list[Row]:
        rows = await read(sequence, limit)
        monkeypatch.undo()
        await publisher.handle(a_kill(1))
        await told(publisher, tail)
        return rows

    monkeypatch.setattr(publisher.store, "rows_after", then_a_kill)
    await tail.older_rows_after(0, 10)

    rows = await tail.older_rows_after(0, 10)
    assert [row.item for row in rows] == [None, None]


async def test_a_log_that_was_set_back_is_read_anew(
    publisher: Publisher, database: Database
) -> None:
    tail = Tail(publisher.store, Bell())
    await publisher.handle(an_approval(1))
    await told(publisher, tail)
    epoch = await tail.epoch()
    await database["published_log"].delete_many({})

    assert await tail.look() == 0
    await publisher.store.renew_epoch(1)
    await publisher.store.renew_epoch(1)

    assert await tail.rows_after(0, 10) == []
    renewed = await publisher.store.epoch()
    assert renewed != epoch
    await publisher.store.renew_epoch(1)
    assert await publisher.store.epoch() == renewed
