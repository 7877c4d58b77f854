"""The desk's outbox as a model: an act against a newer revision, in any order, with crashes.

Both sides are run step by step, each step one call to the store, in an order that a seed draws.
What is asked: nothing is marked as sent once the newer revision is known; what was marked is
told; what was not is taken back, and says so.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from redis.asyncio import Redis

from services.moderation.cases import Case
from services.moderation.decisions import Decided, decide, leaving
from services.moderation.desk.acts.outbox import Outbox
from services.moderation.desk.queue.storage import QueueStore
from services.moderation.judge import Known, judge_revision
from services.moderation.storage import CaseStore
from services.moderation.telling import events_told
from shared import clock
from shared.articles import Copy, Kin
from shared.chronicle import Chronicle
from shared.database import Database
from shared.events import (
    ApprovalRevoked,
    ArticleApproved,
    ArticleCanceled,
    KilledKnown,
    event_from_fields,
)
from shared.lifecycle import State
from shared.payloads import KnownBy, Stopped
from shared.stops import Stop, stop_of
from shared.streams import Streams
from shared.timeline import TimelineRecord
from tests.integration.moderation.moderation_room import ID, LOUD, enriched
from tests.unit.moderation.stories import a_policy, the_default_policy

DESK, STAGE = "desk", "stage"
WRITES = ("find_one_and_replace", "bulk_write", "insert_many", "update_one", "find_one")


class CrashError(Exception):
    """The process ended here."""


class Turns:
    """Lets one of several at a time take its next step, drawn by a seed."""

    def __init__(self, seed: int, crash: tuple[str, int] | None = None) -> None:
        self._random = random.Random(seed)
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self._running: set[str] = set()
        self._crash = crash
        self._steps: dict[str, int] = {}
        self.taken: list[tuple[str, str, str]] = []

    def begin(self, *names: str) -> None:
        self._running = {*names}

    async def step(self, name: str, collection: str, method: str) -> None:
        if name not in self._running:
            return
        self._steps[name] = self._steps.get(name, 0) + 1
        if self._crash == (name, self._steps[name]):
            raise CrashError
        self._waiting[name] = asyncio.get_running_loop().create_future()
        mine = self._waiting[name]
        self._next()
        await mine
        self.taken.append((name, collection, method))

    def end(self, name: str) -> None:
        self._running.discard(name)
        self._next()

    def _next(self) -> None:
        if self._running and self._running == {*self._waiting}:
            chosen = self._random.choice(sorted(self._waiting))
            self._waiting.pop(chosen).set_result(None)


class Stepping:
    """A database whose every call waits for its turn."""

    def __init__(self, database: Database, turns: Turns, name: str) -> None:
        self._database, self._turns, self._name = database, turns, name

    def __getitem__(self, collection: str) -> Any:
        return SteppingCollection(self._database[collection], self._turns, self._name)


class SteppingCollection:
    def __init__(self, collection: Any, turns: Turns, name: str) -> None:
        self._collection, self._turns, self._name = collection, turns, name

    def __getattr__(self, method: str) -> Any:
        real = getattr(self._collection, method)
        if method not in WRITES:
            return real

        async def stepped(*args: Any, **kwargs: Any) -> Any:
            await self._turns.step(self._name, self._collection.name, method)
            done = await real(*args, **kwargs)
            if method == "find_one_and_replace":
                is_leaving = bool(args[1].get("leaving")) and not args[1].get("newer")
                marked = is_leaving and done is not None
                self._turns.taken.append(
                    (self._name, "marked" if marked else "", args[0].get("_id", ""))
                )
            if method == "bulk_write" and self._collection.name == "cases":
                rows = [
                    each._doc["_id"] for each in args[0] if "InsertOne" in type(each).__name__
                ]
                what = "inserted" if rows else ""
                self._turns.taken.append((self._name, what, " ".join(rows)))
            return done

        return stepped


def a_room(database: Any, redis: Redis) -> tuple[CaseStore, Outbox]:
    chronicle = Chronicle(database)
    store = CaseStore(database, chronicle, QueueStore(database))
    return store, Outbox(store, Streams(redis), chronicle, every_s=1)


def a_case(revision: int) -> tuple[Any, Case]:
    event = enriched(headline=LOUD, revision=revision)
    now = clock.now()
    return event, judge_revision(event, Known(), now, policy=the_default_policy())


async def held_as_a_copy(store: CaseStore) -> Case:
    """Give the case, which waits for a person because a story it is a copy of was killed."""
    case = await store.case(f"{ID}:1")
    assert case is not None
    assert case.state is State.HELD
    assert case.verdict is not None
    assert case.verdict.reasons[0].rule == "killed_before"
    return case


async def approve(store: CaseStore, outbox: Outbox) -> str:
    """Do what the desk does: decide on what is there, then let it leave."""
    while True:
        before = await store.case(f"{ID}:1")
        assert before is not None
        newest = await store.newest_revision(ID)
        said = decide(
            before, "approve", newest=newest, by="ida", note="", at=clock.now(),
            undo_for=timedelta(),
        )  # fmt: skip
        if not isinstance(said, Decided):
            return "refused"
        if await store.replace(before, said.case):
            await outbox.tell(said.case)
            return "decided"


async def both(
    turns: Turns, desk: Callable[[], Awaitable[object]], stage: Callable[[], Awaitable[object]]
) -> None:
    await several(turns, {DESK: desk, STAGE: stage})


async def several(turns: Turns, works: dict[str, Callable[[], Awaitable[object]]]) -> None:
    """Let all of these run beside one another, one step of one of them at a time."""
    turns.begin(*works)

    async def run(name: str, work: Callable[[], Awaitable[object]]) -> None:
        try:
            await work()
        except CrashError:
            pass
        finally:
            turns.end(name)

    await asyncio.gather(*(run(name, work) for name, work in works.items()))


async def told(redis: Redis) -> list[str]:
    entries: Any = await redis.xrange(ArticleApproved.stream)
    return [event_from_fields(fields).key for _, fields in entries]


CRASHES = [None, *((who, step) for who in (DESK, STAGE) for step in range(1, 10))]


@pytest.mark.parametrize("crash", CRASHES, ids=str)
async def test_an_act_leaves_only_while_its_revision_is_the_newest_known(
    crash: tuple[str, int] | None, redis: Redis, database: Database
) -> None:
    for seed in range(12 if crash is None else 3):
        for name in ("cases", "queue", "queue_counts", "timeline"):
            await database[name].delete_many({})
        await redis.flushdb()
        turns = Turns(seed, crash)
        calm, afterwards = a_room(database, redis)
        await calm.open([a_case(1)])
        desk, outbox = a_room(Stepping(database, turns, DESK), redis)
        stage, _ = a_room(Stepping(database, turns, STAGE), redis)
        second = a_case(2)

        async def act(desk: CaseStore = desk, outbox: Outbox = outbox) -> None:
            await approve(desk, outbox)

        async def come(stage: CaseStore = stage, second: Any = second) -> None:
            await stage.open([second])

        await both(turns, act, come)
        await calm.open([second])  # what died is read again
        await afterwards.drain()

        marked = [n for n, each in enumerate(turns.taken) if each[1] == "marked"]
        inserted = [n for n, each in enumerate(turns.taken) if each[1] == "inserted"]
        older = await calm.case(f"{ID}:1")
        newer = await calm.case(f"{ID}:2")
        assert older is not None
        assert newer is not None
        assert newer.state is State.HELD
        if marked:
            assert not inserted or marked[0] < inserted[0], (seed, turns.taken)
            sent = await told(redis)
            assert {*sent} == {f"{ID}:1"}, seed
            assert len(sent) == 1 or crash is not None  # a repeat has the same id
            assert (older.state, older.leaves_at) == (State.APPROVED, None)
        else:
            assert await told(redis) == [], (seed, turns.taken)
            assert older.state is State.SUPERSEDED
            if older.decisions:
                assert [d.act for d in older.decisions] == ["approve", "overtaken"]


async def test_whose_act_another_process_is_telling_is_answered_with_its_record(
    redis: Redis, database: Database
) -> None:
    """The loop of some process marked the decision first, and has not written it down yet."""
    store, outbox = a_room(database, redis)
    await store.open([a_case(1)])
    held = await store.case(f"{ID}:1")
    assert held is not None
    said = decide(
        held, "reject", newest=1, by="ida", note="Who says so?", at=clock.now(),
        undo_for=timedelta(),
    )  # fmt: skip
    assert isinstance(said, Decided)
    going = leaving(said.case)
    assert going is not None
    assert await store.replace(held, said.case)
    assert await store.replace(said.case, going)

    answered = await outbox.tell(said.case)

    assert answered.state is State.REJECTED
    (record,) = [r for r in await Chronicle(database).of(ID) if r.stage == "desk"]
    assert record.reasons[0].explanation == "Who says so?"


ORIGINAL = "b" * 20
NAMES = ("urn:wire:ferries",)
THE_SAME = Copy(article_id=ORIGINAL, revision=1, containment=0.97)


def an_original(**story: Any) -> tuple[Any, Case]:
    event = enriched(headline=LOUD, article_id=ORIGINAL, **story)
    return event, judge_revision(event, Known(), clock.now(), policy=the_default_policy())


def a_copy(*, headline: str = LOUD, **story: Any) -> tuple[Any, Case]:
    event = enriched(headline=headline, **story)
    policy = a_policy("[rules.shouting]\nhold_at = 0.5\n[rules.duplicate]\nenabled = false")
    return event, judge_revision(event, Known(), clock.now(), policy=policy)


def a_kill() -> tuple[Any, Stop]:
    data = Stopped(article_id=ORIGINAL, revision=1, source="other-wire", at=clock.now())
    event = ArticleCanceled.of(data, at=clock.now())
    return event, stop_of(event)


KNOWN_BY: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "its name": ({"names": NAMES}, {"names": NAMES}),
    "its words": ({}, {"kin": Kin(cluster=ORIGINAL, copies=(THE_SAME,))}),
    "its words, told by the original": (
        {"kin": Kin(cluster=ID, copies=(Copy(article_id=ID, revision=1, containment=0.97),))},
        {},
    ),
}


@pytest.mark.parametrize("known_by", KNOWN_BY)
async def test_an_act_leaves_only_while_what_it_is_a_copy_of_lives(
    known_by: str, redis: Redis, database: Database
) -> None:
    original, copy = KNOWN_BY[known_by]
    left = 0
    for seed in range(12):
        for name in ("cases", "queue", "queue_counts", "timeline", "moderation_tombstones"):
            await database[name].delete_many({})
        await redis.flushdb()
        turns = Turns(seed)
        calm, _ = a_room(database, redis)
        await calm.open([an_original(**original), a_copy(**copy)])
        desk, outbox = a_room(Stepping(database, turns, DESK), redis)
        stage, _ = a_room(Stepping(database, turns, STAGE), redis)

        async def act(desk: CaseStore = desk, outbox: Outbox = outbox) -> None:
            await approve(desk, outbox)

        async def kill(stage: CaseStore = stage) -> None:
            await stage.stop([a_kill()])

        await both(turns, act, kill)

        marked = [n for n, each in enumerate(turns.taken) if each[1] == "marked"]
        killed = [n for n, each in enumerate(turns.taken) if each[1] == "moderation_tombstones"]
        case = await calm.case(f"{ID}:1")
        assert case is not None
        if marked:
            assert marked[0] < killed[0], (seed, turns.taken)
            left += 1
            continue
        assert await told(redis) == [], (seed, turns.taken)
        assert (case.state, case.approvals) == (State.HELD, 0)
        assert [d.act for d in case.decisions] == ["approve", "overtaken"]
        assert case.verdict is not None
        assert case.verdict.reasons[0].rule == "killed_before"
        _, outbox = a_room(database, redis)
        await approve(calm, outbox)  # by somebody who has read it
        assert await told(redis) == [f"{ID}:1"]
    assert left < 12, "no order was drawn in which the kill was first"


async def revoked(redis: Redis) -> list[tuple[str, int]]:
    entries: Any = await redis.xrange(ApprovalRevoked.stream)
    events = [event_from_fields(fields) for _, fields in entries]
    return [(event.key, event.data.decision) for event in events]


ORDERS = {
    "the kill last": ("original", "copy", "kill"),
    "the original long after its kill": ("copy", "kill", "original"),
    "the copy before its original": ("copy", "original", "kill"),
}


@pytest.mark.parametrize("decides", ["policy", "ida"])
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("known_by", KNOWN_BY)
async def test_what_has_left_and_is_not_live_is_called_back_when_its_original_is_killed(
    known_by: str, order: str, decides: str, redis: Redis, database: Database
) -> None:
    original, copy = KNOWN_BY[known_by]
    store, outbox = a_room(database, redis)
    headline = LOUD if decides == "ida" else "Harbour board approves ferry timetable"
    for step in ORDERS[order]:
        if step == "original":
            event, _ = an_original(**original)
            known = (await store.known([event]))[0]
            await store.open(
                [
                    (
                        event,
                        judge_revision(event, known, clock.now(), policy=the_default_policy()),
                    )
                ]
            )
        elif step == "copy":
            await store.open([a_copy(headline=headline, **copy)])
            if decides == "ida":
                assert await approve(store, outbox) == "decided"
        else:
            await store.stop([a_kill()])
            await store.stop([a_kill()])  # a repeat changes nothing
    await outbox.drain()
    await outbox.drain()

    await held_as_a_copy(store)
    assert await revoked(redis) == [(f"{ID}:1", 1)]
    # Until publish says that it has heard, it is owed.
    (work,) = [
        work
        for work in await store.owed.open_work(clock.now() + timedelta(hours=1), 10)
        if work.key == f"{ID}:1"
    ]
    assert [type(event) for event in work.events] == [ApprovalRevoked]
    assert [group for _, group in work.expected] == ["publish"]
    # A person who has read it lets it pass: by another approval than the one taken back.
    assert await approve(store, outbox) == "decided"
    entries: Any = await redis.xrange(ArticleApproved.stream)
    assert event_from_fields(entries[-1][1]).data.decision == 2
    assert await revoked(redis) == [(f"{ID}:1", 1)]


def a_notice_of(known_by: str) -> tuple[Any, KnownBy]:
    data = KnownBy(
        article_id=ORIGINAL,
        revision=1,
        state=State.RECALLED,
        source="other-wire",
        at=clock.now(),
        names=tuple(an_original(names=NAMES)[0].data.article.hashed_names)
        if known_by == "its name"
        else (),
        copies=() if known_by == "its name" else (ID,),
    )
    return KilledKnown.of(data, at=data.at), data


@pytest.mark.parametrize("decides", ["policy", "ida"])
@pytest.mark.parametrize("known_by", ["its name", "its words"])
@pytest.mark.parametrize("order", [*permutations(("copy", "told", "kill"))], ids=" ".join)
async def test_a_copy_of_what_was_ended_before_we_judged_it_is_called_back(
    order: tuple[str, ...], known_by: str, decides: str, redis: Redis, database: Database
) -> None:
    """Moderation never has a word of the story: enrichment tells what it is known by."""
    names = NAMES if known_by == "its name" else ()
    store, outbox = a_room(database, redis)
    other, _ = a_room(database, redis)  # another process
    for step in order:
        if step == "copy":
            headline = LOUD if decides == "ida" else "Harbour board approves ferry timetable"
            await store.open([a_copy(headline=headline, names=names)])
            if decides == "ida":
                await approve(store, outbox)
        elif step == "told":
            await other.learn([a_notice_of(known_by)])
            await store.learn([a_notice_of(known_by)])
        else:
            await store.stop([a_kill()])
            await other.stop([a_kill()])
    await outbox.drain()

    kept = await held_as_a_copy(store)
    assert await revoked(redis) == ([(f"{ID}:1", 1)] if kept.approvals else [])
    assert kept.approvals or await told(redis) == []
    assert await approve(store, outbox) == "decided"  # by somebody who has read it


@pytest.mark.parametrize("known_by", KNOWN_BY)
async def test_of_a_story_and_its_kill_at_one_moment_one_sees_the_other(
    known_by: str, redis: Redis, database: Database
) -> None:
    """Two processes: one opens the story's case while the other keeps its kill."""
    original, copy = KNOWN_BY[known_by]
    for seed in range(20):
        for name in ("cases", "queue", "queue_counts", "timeline", "moderation_tombstones"):
            await database[name].delete_many({})
        await redis.flushdb()
        turns = Turns(seed)
        calm, outbox = a_room(database, redis)
        await calm.open([a_copy(headline="Harbour board approves ferry timetable", **copy)])
        opening, _ = a_room(Stepping(database, turns, DESK), redis)
        killing, _ = a_room(Stepping(database, turns, STAGE), redis)

        async def come(store: CaseStore = opening) -> None:
            await store.open([an_original(**original)])

        async def kill(store: CaseStore = killing) -> None:
            await store.stop([a_kill()])

        await both(turns, come, kill)
        await outbox.drain()

        kept = await calm.case(f"{ID}:1")
        assert kept is not None
        assert kept.state is State.HELD, (seed, turns.taken)
        assert await revoked(redis) == [(f"{ID}:1", 1)], seed


async def test_a_copy_that_is_live_is_for_a_person_to_end(
    redis: Redis, database: Database
) -> None:
    store, outbox = a_room(database, redis)
    original, copy = KNOWN_BY["its name"]
    passed = a_copy(headline="Harbour board approves ferry timetable", **copy)
    await store.open([an_original(**original), passed])
    live = TimelineRecord(
        article_id=ID,
        revision=1,
        stage="publish",
        event_id=f"{ID}:1",
        at=clock.now(),
        outcome="published",
        state=State.PUBLISHED,
        details={"sequence": 1},
    )
    await Chronicle(database).append([live])

    await store.stop([a_kill()])
    await outbox.drain()

    kept = await store.case(f"{ID}:1")
    assert kept is not None
    assert (kept.state, await revoked(redis)) == (State.APPROVED, [])


async def test_what_starts_a_killed_story_anew_is_not_called_back(
    redis: Redis, database: Database
) -> None:
    store, outbox = a_room(database, redis)
    await store.open([an_original(names=NAMES)])
    await store.stop([a_kill()])
    await store.open([a_copy(names=NAMES, reinstates=ORIGINAL)])
    await outbox.drain()

    kept = await store.case(f"{ID}:1")
    assert kept is not None
    assert kept.verdict is not None
    assert [each.rule for each in kept.verdict.reasons] == ["reinstated", "shouting"]
    assert await approve(store, outbox) == "decided"
    assert (await told(redis), await revoked(redis)) == ([f"{ID}:1"], [])


@pytest.mark.parametrize("known_by", KNOWN_BY)
async def test_what_the_policy_let_pass_is_held_where_the_kill_was_quicker(
    known_by: str, redis: Redis, database: Database
) -> None:
    original, copy = KNOWN_BY[known_by]
    store, _ = a_room(database, redis)
    await store.open([an_original(**original)])
    event, case = a_copy(headline="Harbour board approves ferry timetable", **copy)
    case_ = case if case.state is State.APPROVED else None
    assert case_ is not None, case.verdict

    await store.stop([a_kill()])
    (kept,) = await store.open([(event, case_)])

    assert kept is not None
    assert kept.state is State.HELD
    assert events_told(event, kept) == []
    assert kept.article is not None
    assert [each.article_id for each in kept.article.killed] == [ORIGINAL]
