"""Several ingest processes at one story: what holds whoever is faster."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import structlog
from redis.asyncio import Redis

from services.ingest.formats.parsed import ParsedItem, Payload
from services.ingest.identity.arrival import arrive
from services.ingest.intake.decisions.deliveries import Delivery, Taken
from services.ingest.intake.memory.storage import StoryStore
from services.ingest.intake.reception import new_receipt
from services.ingest.intake.shelf import Shelf
from services.ingest.intake.telling import Herald
from services.ingest.intake.writer import Writer
from services.ingest.story import Story
from shared import clock
from shared.articles import Extras, SourceFacts
from shared.chronicle import Chronicle
from shared.database import Database
from shared.events import Event, event_from_fields
from shared.lifecycle import State
from shared.metrics import Metrics
from shared.ninjs import AltId, Item, Text
from shared.streams import Streams

pytestmark = pytest.mark.every_server


@dataclass
class Processes:
    """Two processes of ingest, without the HTTP in front of them."""

    writers: Sequence[Writer]
    store: StoryStore
    redis: Redis

    async def take(self, process: int, delivery: Delivery) -> Taken:
        return (await self.writers[process].take(delivery))[0]

    async def story(self, article_id: str) -> Story:
        return (await self.store.stories([article_id]))[article_id]

    async def sent(self, stream: str) -> list[Event]:
        """Give each event once: who meets a revision half done sends its event as well."""
        entries: Any = await self.redis.xrange(stream)
        events = [event_from_fields(fields) for _, fields in entries]
        return [*{event.id: event for event in events}.values()]


@pytest.fixture
async def processes(redis: Redis, database: Database) -> AsyncIterator[Processes]:
    writers = [
        Writer(
            Shelf(database, clock.now),
            Herald(
                chronicle=Chronicle(database),
                streams=Streams(redis),
                metrics=Metrics(),
                log=structlog.get_logger(),
            ),
        )
        for _ in range(2)
    ]
    tasks = [asyncio.create_task(writer.run()) for writer in writers for _ in range(2)]
    yield Processes(writers, StoryStore(database), redis)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def a_delivery(words: str, **changes: Any) -> Delivery:
    receipt = new_receipt(clock.now())
    ordinary: dict[str, Any] = {"uri": "urn:wire:1", "headlines": (Text(value=words),)}
    item = Item(**(ordinary | changes))
    return Delivery(
        receipt=receipt,
        source=SourceFacts(id="wire"),
        payload=Payload(
            content=words.encode(), media_type="text/plain", received_at=clock.now()
        ),
        headers={},
        traceparent="",
        format="test",
        items=(arrive(ParsedItem(item, Extras()), source="wire", receipt=receipt),),
    )


async def everything(processes: Processes, deliveries: Sequence[Delivery]) -> list[Taken]:
    return await asyncio.gather(
        *(processes.take(number % 2, delivery) for number, delivery in enumerate(deliveries))
    )


@pytest.mark.parametrize("seed", range(5))
async def test_revisions_are_claimed_once_and_the_newest_is_the_highest_version(
    processes: Processes, seed: int
) -> None:
    versions = list(range(1, 21))
    random.Random(seed).shuffle(versions)
    deliveries = [a_delivery(f"take {version}", version=str(version)) for version in versions]

    taken = await everything(processes, deliveries)

    assert sorted(each.standing.revision for each in taken) == list(range(1, 21))
    story = await processes.story(taken[0].standing.article_id)
    assert story.newest is not None
    assert story.newest.number == 20
    assert story.highest == 20
    sent = {event.data.revision for event in await processes.sent("article.received")}
    received = {each.standing.revision for each in taken if each.standing.outcome == "received"}
    assert sent == received
    assert 20 in sent


@pytest.mark.parametrize("seed", range(5))
async def test_items_without_versions_each_get_a_revision(
    processes: Processes, seed: int
) -> None:
    deliveries = [a_delivery(f"take {number}") for number in range(20)]
    random.Random(seed).shuffle(deliveries)

    taken = await everything(processes, deliveries)

    assert sorted(each.standing.revision for each in taken) == list(range(1, 21))


@pytest.mark.parametrize("seed", range(5))
async def test_the_same_item_to_both_is_taken_once(processes: Processes, seed: int) -> None:
    deliveries = [a_delivery("same", version="3") for _ in range(10)]
    random.Random(seed).shuffle(deliveries)

    taken = await everything(processes, deliveries)

    assert {each.standing.revision for each in taken} == {3}
    assert [each.standing.outcome for each in taken].count("received") == 1
    sent = {event.id for event in await processes.sent("article.received")}
    assert len(sent) == 1


@pytest.mark.parametrize("seed", range(8))
async def test_a_kill_wins_whoever_is_faster(processes: Processes, seed: int) -> None:
    deliveries = [
        a_delivery(f"take {version}", version=str(version)) for version in range(1, 11)
    ]
    deliveries.append(a_delivery("kill", version="4", pub_status="canceled"))
    random.Random(seed).shuffle(deliveries)

    taken = await everything(processes, deliveries)

    story = await processes.story(taken[0].standing.article_id)
    assert story.tombstone is State.CANCELED
    assert len(await processes.sent("article.canceled")) == 1
    late = await processes.take(0, a_delivery("late", version="30"))
    assert late.standing.state is State.CANCELED
    sent = [event.data.revision for event in await processes.sent("article.received")]
    assert 30 not in sent


NAME = (AltId(role="internal", value="4711"),)


@pytest.mark.parametrize("seed", range(8))
async def test_a_kill_by_name_and_its_story_meet_whoever_is_faster(
    processes: Processes, seed: int
) -> None:
    story = a_delivery("story", uri="urn:wire:story", alt_ids=NAME)
    notice = a_delivery("kill", uri="urn:wire:kill", alt_ids=NAME, pub_status="canceled")
    both = [story, notice]
    random.Random(seed).shuffle(both)

    await everything(processes, both)

    found = await processes.story(story.items[0].article_id)
    assert found.tombstone is State.CANCELED
    stopped = {event.data.article_id for event in await processes.sent("article.canceled")}
    received = {event.data.article_id for event in await processes.sent("article.received")}
    assert received <= stopped
