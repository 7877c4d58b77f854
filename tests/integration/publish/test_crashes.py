"""A publisher that dies at any of its writes: whoever comes next does the rest, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from services.publish.channels.log import Log
from services.publish.outcomes.released import Release
from services.publish.release import release
from services.publish.rows import Row, Told
from services.publish.storage import INDEXES, Decision, PublishStore, Waiting
from shared.chronicle import Chronicle
from shared.clock import now
from shared.database import Database, ensure_indexes
from shared.events import Event
from shared.lifecycle import State
from shared.metrics import Metrics
from shared.timeline import TimelineRecord, state_of
from tests.factories import MONDAY
from tests.unit.publish.stories import SITE, STORY, a_hold, a_kill, an_approval

NOW = MONDAY + timedelta(minutes=1)


class KilledError(Exception):
    """The process is gone."""


class Mortal(PublishStore):
    """A store whose process dies before or after its n-th write, or half way through one."""

    def __init__(self, database: Database, dies_at: int) -> None:
        super().__init__(database)
        self._left = dies_at

    def beat(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise KilledError

    async def save(self, decisions: Sequence[Decision]) -> list[Release | None]:
        self.beat()
        saved = await super().save(decisions)
        self.beat()
        return saved

    async def append(self, rows: Sequence[Row]) -> int:
        self.beat()
        half = len(rows) // 2
        if half:
            inserted = await super().append(rows[:half])
            self.beat()
            if inserted < half:
                return inserted
        inserted = half + await super().append(rows[half:])
        self.beat()
        return inserted

    async def redact(self, kills: Sequence[tuple[str, int, str]]) -> None:
        self.beat()
        await super().redact(kills)
        self.beat()

    async def settle(self, settled: Sequence[tuple[Waiting, Told | None]]) -> None:
        self.beat()
        await super().settle(settled)
        self.beat()


async def publish(store: PublishStore, timeline: Chronicle, *events: Event) -> None:
    """Do what the stage and the drain do, one event after the other."""

    async def append(records: Sequence[TimelineRecord]) -> None:
        await timeline.append(records)
        if isinstance(store, Mortal):
            store.beat()

    log = Log(store, append, Metrics(), now)
    for event in events:
        saved: list[Release | None] = [None]
        while saved == [None]:
            [context] = await store.load([event])
            saved = await store.save([(event, release(event, context, NOW, site_url=SITE))])
    await log.drain()


OTHER = "b" * 20
STORIES: dict[str, tuple[list[Event], list[str], State]] = {
    "an update": (
        [an_approval(1), an_approval(1, article_id=OTHER), an_approval(2)],
        ["published", "updated"],
        State.PUBLISHED,
    ),
    "a kill": (
        [an_approval(1), an_approval(1, article_id=OTHER), a_kill(1)],
        ["published", "killed"],
        State.CANCELED,
    ),
    "a hold and back": (
        [an_approval(1), a_hold(2), an_approval(3)],
        ["published", "unpublished", "published"],
        State.PUBLISHED,
    ),
}


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("dies_at", range(1, 15))
async def test_a_death_at_any_write_changes_nothing_for_readers(
    database: Database, name: str, dies_at: int
) -> None:
    await ensure_indexes(database, INDEXES)
    timeline = Chronicle(database)
    events, kinds, state = STORIES[name]
    try:
        await publish(Mortal(database, dies_at), timeline, *events)
    except KilledError:
        # What was not acknowledged is delivered again, to another process.
        await publish(PublishStore(database), timeline, *events)

    store = PublishStore(database)
    rows = await store.rows_after(0, 100)
    assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
    theirs = [row for row in rows if row.article_id == STORY]
    assert [row.type.split(".")[2] for row in theirs] == kinds
    assert [row.step for row in theirs] == [1, 2, 3][: len(kinds)]
    if state is State.CANCELED:
        assert not any(row.item for row in theirs)
    records = await timeline.of(STORY)
    assert state_of(records) is state
    said = {record.details["sequence"] for record in records if "sequence" in record.details}
    assert said == {row.sequence for row in theirs}
    assert await store.waiting(10) == []
    [told] = [each for each in await store.told_after(0, 10) if each.article_id == STORY]
    assert (told.state, told.sequence) == (state, theirs[-1].sequence)
