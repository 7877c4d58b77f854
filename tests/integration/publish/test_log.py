"""The published log under several drainers, stalls and crashes, on a real server."""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

import pytest

from services.publish.channels.log import Log
from services.publish.publication import Outgoing, Publication
from services.publish.release import release
from services.publish.rows import Row, cloudevent, data_json
from services.publish.storage import INDEXES, PublishStore, Waiting
from shared.chronicle import Chronicle
from shared.clock import now
from shared.database import Database, ensure_indexes
from shared.events import Event
from shared.lifecycle import State
from shared.metrics import Metrics
from shared.timeline import state_of
from tests.factories import MONDAY
from tests.unit.publish.stories import SITE, STORY, a_kill, a_recall, an_approval

pytestmark = pytest.mark.every_server

NOW = MONDAY + timedelta(minutes=1)


class Publisher:
    """One process: its own store and drain, on the database all share."""

    def __init__(self, database: Database) -> None:
        self.store = PublishStore(database)
        self.timeline = Chronicle(database)
        self.log = Log(self.store, self.timeline.append, Metrics(), now)

    async def handle(self, *events: Event) -> None:
        """Decide and save, again where somebody else was faster."""
        todo = list(events)
        while todo:
            contexts = await self.store.load(todo)
            decided = [
                (event, release(event, context, NOW, site_url=SITE))
                for event, context in zip(todo, contexts, strict=True)
            ]
            saved = await self.store.save(decided)
            todo = [event for event, kept in zip(todo, saved, strict=True) if kept is None]

    async def publication(self, article_id: str = STORY) -> Publication:
        return (await self.store.publications([article_id]))[article_id]


@pytest.fixture
async def publishers(database: Database) -> Sequence[Publisher]:
    await ensure_indexes(database, INDEXES)
    return [Publisher(database) for _ in range(4)]


async def rows_of(publisher: Publisher) -> list[Row]:
    return await publisher.store.rows_after(0, 2000)


def types(rows: Sequence[Row]) -> list[str]:
    return [row.type.split(".")[2] for row in rows]


def an_id(number: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return "".join(letters[(number // 32**place) % 32] for place in range(20))


def events_of(waiting: Sequence[Waiting]) -> list[Outgoing]:
    return [event for each in waiting for event in each.outbox]


async def test_a_published_story_is_numbered_recorded_and_settled(
    publishers: Sequence[Publisher],
) -> None:
    one = publishers[0]
    await one.handle(an_approval(1))

    await one.log.drain()

    [row] = await rows_of(one)
    assert (row.sequence, row.event_id) == (1, f"{STORY}:1")
    assert cloudevent(row)["sequence"] == "0000000000000001"
    [record] = await one.timeline.of(STORY)
    assert (record.outcome, record.state) == ("published", State.PUBLISHED)
    assert record.details == {"url": row.data["url"], "sequence": 1}
    assert (await one.publication()).outbox == ()
    assert await one.log.drain() == 0


async def test_many_drainers_make_one_log_without_gaps_or_repeats(
    publishers: Sequence[Publisher],
) -> None:
    ids = [an_id(number) for number in range(250)]

    async def feed(publisher: Publisher, revision: int) -> None:
        for at in range(0, len(ids), 50):
            await publisher.handle(
                *(an_approval(revision, article_id=id_) for id_ in ids[at : at + 50])
            )
            await publisher.log.drain()

    async def drain(publisher: Publisher) -> None:
        for _ in range(12):
            await publisher.log.drain()

    await asyncio.gather(
        *(feed(publisher, revision) for revision, publisher in enumerate(publishers, 1)),
        *(drain(publisher) for publisher in publishers),
    )
    while await publishers[0].log.drain():
        pass

    rows = await rows_of(publishers[0])
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    assert len({row.event_id for row in rows}) == len(rows)
    by_article = defaultdict(list)
    for row in rows:
        by_article[row.article_id].append(row)
    assert by_article.keys() == set(ids)
    for theirs in by_article.values():
        assert [row.step for row in theirs] == list(range(1, len(theirs) + 1))
        revisions = [row.revision for row in theirs]
        assert revisions == sorted(revisions)
        assert revisions[-1] == 4


async def test_who_stalls_before_the_log_cannot_publish_after_a_kill(
    publishers: Sequence[Publisher],
) -> None:
    slow, quick = publishers[:2]
    await slow.handle(an_approval(1))
    seen_before_the_kill = await slow.store.waiting(10)

    await quick.handle(a_kill(1))
    await quick.log.drain()
    numbers = await slow.log.number(events_of(seen_before_the_kill))

    rows = await rows_of(quick)
    assert types(rows) == ["published", "killed"]
    assert numbers == {f"{STORY}:1": 1}
    assert [row.item for row in rows] == [None, None]
    assert rows[0].is_redacted
    assert rows[0].hash


async def test_words_that_a_stalled_drainer_logs_are_taken_out_by_the_kill(
    publishers: Sequence[Publisher],
) -> None:
    slow, quick = publishers[:2]
    await slow.handle(an_approval(1))
    seen_before_the_kill = await slow.store.waiting(10)
    await quick.handle(a_kill(1))

    await slow.log.number(events_of(seen_before_the_kill))
    assert (await rows_of(quick))[0].item
    await quick.log.drain()

    rows = await rows_of(quick)
    assert types(rows) == ["published", "killed"]
    assert [row.item for row in rows] == [None, None]
    assert '"redacted":true' in data_json(rows[0]).decode()


async def test_a_drain_may_stop_after_any_part(publishers: Sequence[Publisher]) -> None:
    cut_off, other = publishers[:2]
    await cut_off.handle(an_approval(1))
    await cut_off.handle(an_approval(2))
    waiting = await cut_off.store.waiting(10)
    await cut_off.log.number(events_of(waiting))

    await other.handle(an_approval(3))
    await other.log.drain()
    await cut_off.store.settle([(each, None) for each in waiting])

    rows = await rows_of(other)
    assert [(row.sequence, row.step) for row in rows] == [(1, 1), (2, 2), (3, 3)]
    records = await other.timeline.of(STORY)
    assert state_of(records) is State.PUBLISHED
    assert (await other.publication()).outbox == ()


async def test_a_late_settlement_drops_no_step_that_came_in_meanwhile(
    publishers: Sequence[Publisher],
) -> None:
    slow, quick = publishers[:2]
    await slow.handle(an_approval(1))
    waiting = await slow.store.waiting(10)
    await slow.log.number(events_of(waiting))

    await quick.handle(an_approval(2))
    await slow.store.settle([(each, None) for each in waiting])
    await quick.log.drain()

    assert types(await rows_of(quick)) == ["published", "updated"]


async def test_a_recall_leaves_no_word_of_the_headline_in_the_log(
    publishers: Sequence[Publisher], database: Database
) -> None:
    one = publishers[0]
    await one.handle(an_approval(1, headline="Zebra minister resigns"))
    await one.log.drain()

    await one.handle(a_recall(1))
    await one.log.drain()

    kept = [doc async for doc in database["published_log"].find({})]
    kept += [doc async for doc in database["publications"].find({})]
    assert "zebra" not in repr(kept).lower()
    assert kept[0]["hash"]


async def test_competing_events_of_one_story_all_find_their_place(
    publishers: Sequence[Publisher],
) -> None:
    events = [an_approval(revision) for revision in range(1, 9)]

    await asyncio.gather(
        *(
            publisher.handle(event)
            for publisher, event in zip(itertools.cycle(publishers), events, strict=False)
        )
    )
    await publishers[0].log.drain()

    publication = await publishers[0].publication()
    assert publication.live is not None
    assert publication.live.revision == 8
    rows = await rows_of(publishers[0])
    revisions = [row.revision for row in rows]
    assert revisions == sorted(revisions)
    assert [row.step for row in rows] == list(range(1, len(rows) + 1))


async def test_the_manifest_tells_what_the_log_told(publishers: Sequence[Publisher]) -> None:
    one = publishers[0]
    ids = [an_id(number) for number in range(3)]
    await one.handle(*(an_approval(1, article_id=id_) for id_ in ids))
    await one.log.drain()
    await one.handle(a_kill(1, article_id=ids[0]))
    unlogged = await one.store.told_after(0, 10)
    await one.log.drain()

    told = await one.store.told_after(0, 10)

    assert {each.state for each in unlogged} == {State.PUBLISHED}
    assert [(each.article_id, each.state) for each in told][-1] == (ids[0], State.CANCELED)
    assert len(told) == 3
    assert await one.store.told_after(told[-1].sequence, 10) == []


async def test_the_hash_of_what_is_live_is_found_and_of_nothing_else(
    publishers: Sequence[Publisher],
) -> None:
    one = publishers[0]
    await one.handle(an_approval(1), an_approval(1, article_id="k" * 20))
    await one.handle(a_kill(1, article_id="k" * 20))
    live = (await one.publication()).live

    found = await one.store.live_hashes([STORY, "k" * 20, "n" * 20])

    assert live is not None
    assert found == {STORY: live.hash}
