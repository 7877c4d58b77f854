"""The desk in any order: three processes, each with acts of its own, step by step.

Each step is one call to the store, in an order that a seed draws. What people may do to a story
is drawn as well: approvals kept back or not, undo, sending back, embargoes, edits; beside it
newer revisions come and a story that it copies is killed. What is asked is promise 3 and the
desk's own: nothing is marked as sent once a newer revision is known, or the kill.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from services.moderation.cases import Case
from services.moderation.decisions import Decided, Refusal, decide, edit, undo
from services.moderation.desk.acts.outbox import Outbox
from services.moderation.embargoes import Wish, embargo, undo_embargo
from services.moderation.judge import judge_revision
from services.moderation.storage import CaseStore
from shared import clock
from shared.database import Database
from shared.events import ApprovalRevoked, ArticleApproved, event_from_fields
from shared.lifecycle import State
from tests.integration.moderation.moderation_room import ID, LOUD, enriched
from tests.integration.moderation.test_outbox import (
    NAMES,
    Stepping,
    Turns,
    a_kill,
    a_room,
    an_original,
    several,
)
from tests.unit.moderation.stories import a_policy

CALM = "Harbour board approves ferry timetable"
HELD_IF_LOUD = a_policy("[rules.shouting]\nhold_at = 0.5\n[rules.duplicate]\nenabled = false")
Act = Callable[[Case, int, datetime], Decided | Refusal | None]


def _decides(choice: Any, undo_s: int = 0) -> Act:
    return lambda case, newest, at: decide(
        case, choice, newest=newest, by="ida", note="why", at=at,
        undo_for=timedelta(seconds=undo_s),
    )  # fmt: skip


def _embargoes(hours: int | None) -> Act:
    return lambda case, newest, at: embargo(
        case,
        Wish(until=at + timedelta(hours=hours) if hours else None),
        newest=newest, by="ida", note="why", at=at, is_live=False,
    )  # fmt: skip


ACTS: dict[str, Act] = {
    "approve": _decides("approve"),
    "approve, to be undone": _decides("approve", 60),
    "reject": _decides("reject"),
    "send back": _decides("send_back"),
    "undo": lambda case, _, at: undo(case, by="ida", note="", at=at),
    "embargo": _embargoes(1),
    "another embargo": _embargoes(2),
    "no embargo": _embargoes(None),
    "undo the embargo": lambda case, _, at: undo_embargo(case, by="ida", note="", at=at),
    "edit": lambda case, newest, at: edit(
        case, {"headline": "Quieter"}, newest=newest, by="ida", note="", at=at
    ),
}


async def do(store: CaseStore, outbox: Outbox, key: str, act: Act) -> None:
    """Do what the desk's routes do: on what is there now, again while others change it."""
    newest = await store.newest_revision(ID)
    while (before := await store.case(key)) is not None:
        at = clock.now()
        said = act(before, newest, at)
        if not isinstance(said, Decided) or not said.changed:
            return
        if await store.replace(before, said.case):
            if said.case.leaves_at and said.case.leaves_at <= at:
                await outbox.tell(said.case)
            return


async def come(store: CaseStore, revision: int, headline: str) -> None:
    """Open a revision's case, judged on what is known, as the stage does."""
    event = enriched(headline=headline, revision=revision, names=NAMES)
    (known,) = await store.known([event])
    case = judge_revision(event, known, clock.now(), policy=HELD_IF_LOUD)
    await store.open([(event, case)])


@pytest.mark.parametrize("seed", range(40))
async def test_in_no_order_does_what_is_overtaken_or_killed_leave(
    seed: int, redis: Redis, database: Database
) -> None:
    drawn = random.Random(seed)
    turns = Turns(seed)
    calm, _ = a_room(database, redis)
    await calm.open([an_original(names=NAMES)])
    await come(calm, 1, drawn.choice([LOUD, CALM]))
    acts = [(drawn.choice([*ACTS]), drawn.choice([1, 1, 2])) for _ in range(8)]
    loudness = [drawn.choice([LOUD, CALM]) for _ in range(2)]
    is_killed = drawn.random() < 0.5

    async def desk(acts: list[tuple[str, int]], name: str) -> None:
        store, outbox = a_room(Stepping(database, turns, name), redis)
        for act, revision in acts:
            await do(store, outbox, f"{ID}:{revision}", ACTS[act])
            await outbox.drain()

    async def stage() -> None:
        store, _ = a_room(Stepping(database, turns, "stage"), redis)
        await come(store, 2, loudness[0])
        if is_killed:
            await store.stop([a_kill()])
        await come(store, 3, loudness[1])

    await several(
        turns,
        {
            "desk": lambda: desk(acts[:4], "desk"),
            "other desk": lambda: desk(acts[4:], "other desk"),
            "stage": stage,
        },
    )

    _nothing_old_was_marked(turns, (seed, acts))
    await _has_come_to_rest(calm, database, redis, is_killed=is_killed, told=(seed, acts))


def _nothing_old_was_marked(turns: Turns, told: Any) -> None:
    """Ask of every mark that nobody knew of a newer revision yet, nor of the kill."""
    known: set[int] = set()
    for _, what, about in turns.taken:
        if what == "inserted":
            known |= {int(key.partition(":")[2]) for key in about.split()}
        elif what == "marked":
            revision = int(about.partition(":")[2])
            assert max(known, default=0) <= revision, (told, turns.taken)


async def _has_come_to_rest(
    calm: CaseStore, database: Database, redis: Redis, *, is_killed: bool, told: Any
) -> None:
    """Everything that was decided is told, once more by whoever comes next, and no more."""
    await database["cases"].update_many(
        {"leaves_at": {"$gt": 0}}, {"$set": {"leaves_at": 1}}
    )  # who waits for an undo has waited
    _, outbox = a_room(database, redis)
    await outbox.drain()
    sent: Any = await redis.xrange(ArticleApproved.stream)
    approved = [event_from_fields(fields) for _, fields in sent]
    taken: Any = await redis.xrange(ApprovalRevoked.stream)
    revoked = {
        (event.key, event.data.decision)
        for event in (event_from_fields(fields) for _, fields in taken)
        if isinstance(event, ApprovalRevoked)
    }
    newest = await calm.case(f"{ID}:3")
    assert newest is not None
    for revision in (1, 2, 3):
        case = await calm.case(f"{ID}:{revision}")
        assert case is not None
        assert (case.leaves_at, case.leaving) == (None, False), told
        assert revision == 3 or case.state is not State.HELD or case.is_back, told
        given = [event.data.decision for event in approved if event.key == case.key]
        assert max(given, default=0) <= case.approvals, told
        if case.state is State.APPROVED and case.approval is not None:
            assert case.approvals in given, told
        if is_killed and case.state is State.APPROVED and revision == 3:
            # It came after the kill, and is judged as a copy of it: nobody has let it pass.
            raise AssertionError(told)
        if is_killed and given and case.state is State.SUPERSEDED:
            last = [key for key in revoked if key[0] == case.key]
            assert last or case.approvals < max(given) or not case.article, told
