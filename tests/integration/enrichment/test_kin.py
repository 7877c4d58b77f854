"""Copies are found on a real server, batch by batch, at a cost that does not grow."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from datetime import timedelta

import pytest

from services.enrichment.memory.kin import MOST_CANDIDATES, MOST_IN_A_BAND
from services.enrichment.outcomes import Known, decide
from services.enrichment.storage import INDEXES, EnrichmentStore
from shared.database import Database, ensure_indexes
from shared.events import ArticleReceived
from shared.payloads import Received
from tests.factories import MONDAY, an_article
from tests.unit.enrichment.stories import (
    a_text,
    half,
    paragraphs_of,
    rewritten,
    sentences_of,
    with_footer,
)

pytestmark = pytest.mark.every_server

STORIES = 40
BATCH = 40


def received(number: int, body: str) -> ArticleReceived:
    letters = f"{number:020d}".translate(str.maketrans("0123456789", "abcdefghij"))
    article = an_article(letters, headline=f"Story {number}", body=body)
    data = Received(article_id=letters, revision=1, article=article)
    return ArticleReceived.of(data, at=MONDAY)


@pytest.fixture
async def store(database: Database) -> EnrichmentStore:
    await ensure_indexes(database, INDEXES)
    return EnrichmentStore(database, kin_days=30)


async def copies_found(
    store: EnrichmentStore, events: Sequence[ArticleReceived]
) -> dict[str, set[str]]:
    """Enrich a batch as the stage does; say which articles each one is a copy of."""
    known: list[Known] = await store.load(events)
    decided = [
        (event, decide(event, each, MONDAY)) for event, each in zip(events, known, strict=True)
    ]
    await store.save(decided)
    found: dict[str, set[str]] = {}
    for _, outcome in decided:
        assert outcome.enrichment is not None
        assert outcome.enrichment.kin is not None
        found[outcome.article_id] = {copy.article_id for copy in outcome.enrichment.kin.copies}
    return found


async def test_copies_are_found_and_strangers_are_not(store: EnrichmentStore) -> None:
    originals, others, origin = [], [], {}
    for seed in range(STORIES):
        sentences = sentences_of(seed)
        text = paragraphs_of(sentences)
        originals.append(received(seed, text))
        for kind, body in enumerate(
            (text, with_footer(text, seed), half(sentences), rewritten(sentences, seed))
        ):
            other = received(1000 * (kind + 1) + seed, body)
            others.append(other)
            origin[other.subject] = originals[-1].subject
    random.Random(1).shuffle(others)

    first = await copies_found(store, originals)
    found: dict[str, set[str]] = {}
    for at in range(0, len(others), BATCH):
        found |= await copies_found(store, others[at : at + BATCH])

    assert not any(first.values())
    hits = sum(origin[copy] in named for copy, named in found.items())
    assert hits >= 0.98 * len(others)
    for copy, named in found.items():
        assert {origin.get(each, each) for each in named} <= {origin[copy]}


async def test_looking_up_costs_the_same_however_many_stories_there_are(
    store: EnrichmentStore, database: Database
) -> None:
    batches = [
        [received(at * 100 + seed, a_text(at * 100 + seed)) for seed in range(20)]
        for at in (1, 2)
    ]

    async def seconds(events: list[ArticleReceived]) -> float:
        await store.load(events)  # enters them; what follows only looks up
        spent = []
        for _ in range(3):
            began = time.perf_counter()
            await store.load(events)
            spent.append(time.perf_counter() - began)
        return min(spent)

    few = await seconds(batches[0])
    chance = random.Random(2)
    for number in range(30):
        await database["bands"].insert_many(
            [
                {
                    "_id": f"4:{chance.getrandbits(64):016x}",
                    "in": [f"stranger{number}:1@{int(MONDAY.timestamp())}"],
                    "day": 20000,
                }
                for _ in range(2100)
            ]
        )
    many = await seconds(batches[1])

    assert many < 3 * few + 0.2


async def test_a_band_that_half_the_world_stands_in_does_not_grow(
    store: EnrichmentStore, database: Database
) -> None:
    text = a_text(6)
    for first in range(0, 3 * MOST_IN_A_BAND, BATCH):
        await store.load([received(first + at, text) for at in range(BATCH)])

    standing = [len(band["in"]) async for band in database["bands"].find({})]
    (known,) = await store.load([received(9999, text)])

    assert {*standing} == {MOST_IN_A_BAND}
    assert len(known.similar.candidates) == MOST_CANDIDATES


async def test_a_crash_between_bands_and_enrichments_leaves_nothing_wrong(
    store: EnrichmentStore, database: Database
) -> None:
    text = a_text(7)
    events = [received(1, text), received(2, text)]
    await store.load(events)  # and died here
    before = {band["_id"]: band["in"] async for band in database["bands"].find({})}

    first = await copies_found(store, events)
    after = {band["_id"]: band["in"] async for band in database["bands"].find({})}

    assert after == before
    assert first == {events[0].subject: set(), events[1].subject: {events[0].subject}}


async def test_of_two_workers_on_a_story_and_its_copy_one_names_the_other(
    store: EnrichmentStore, database: Database
) -> None:
    other_worker = EnrichmentStore(database, kin_days=30)
    pairs = [
        (received(seed, a_text(seed)), received(500 + seed, a_text(seed))) for seed in range(20)
    ]

    ours, theirs = await asyncio.gather(
        copies_found(store, [one for one, _ in pairs]),
        copies_found(other_worker, [other for _, other in pairs]),
    )

    for one, other in pairs:
        named = [other.subject in ours[one.subject], one.subject in theirs[other.subject]]
        assert sum(named) == 1


async def test_copies_that_are_too_old_are_no_copies(database: Database) -> None:
    await ensure_indexes(database, INDEXES)
    store = EnrichmentStore(database, kin_days=30)
    old, new = received(1, a_text(8)), received(2, a_text(8))
    later = new.data.article.model_copy(update={"received_at": MONDAY + timedelta(days=31)})
    await copies_found(store, [old])

    found = await copies_found(
        store,
        [
            ArticleReceived.of(
                Received(article_id=new.subject, revision=1, article=later), at=MONDAY
            )
        ],
    )

    assert found == {new.subject: set()}


async def test_a_batch_that_is_tried_again_finds_the_same(store: EnrichmentStore) -> None:
    text = a_text(5)
    events = [received(1, text), received(2, text)]

    first = await copies_found(store, events)
    again = await copies_found(store, events)

    assert first == again
    assert first[events[1].subject] == {events[0].subject}
