"""Nothing is lost and nothing is told twice, whatever is killed at whatever moment."""

from __future__ import annotations

import itertools
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from tests.e2e.room import Room, a_kill, a_newsroom, a_story

pytestmark = [pytest.mark.crash, pytest.mark.long, pytest.mark.timeout(420)]

SEED = int(os.environ.get("COPYDESK_CRASH_SEED") or random.SystemRandom().randrange(10**6))
ARTICLES = int(os.environ.get("COPYDESK_CRASH_ARTICLES") or 500)
"""Of the long run; `make crash` sends 2,000, ten times over."""
BATCH = 50


def kill_at_random_during(
    room: Room,
    work: Callable[[list[str]], dict[str, str]],
    *,
    every: int,
    at_least: int,
    dice: random.Random,
) -> dict[str, str]:
    """Kill a process and start it anew, again and again, until the work is done.

    It is the work's progress that calls for the next kill, at most `every` items on, never a
    clock: a fast machine would be done after few kills, and a slow one, on which processes
    start more slowly than they are killed, never. Where all was sent sooner than a process
    starts, the kills that are missing from `at_least` follow while the stages still work on it.
    The work has the other thread: a process is tethered to the thread that starts it.
    """
    killed = 0
    taken: list[str] = []
    with ThreadPoolExecutor(1) as other:
        done = other.submit(work, taken)
        enough = 0
        while not done.done() or killed < at_least:
            wait([done], 0.02)
            if len(taken) >= enough or done.done():
                if done.done():
                    room.wait_until_ready()  # or it kills what never stood
                enough = len(taken) + dice.randint(1, every)
                name = dice.choice([*room.processes])
                room.kill(name)
                room.start(name)
                killed += 1
        return done.result()


def send_all(
    room: Room, key: str, items: list[dict[str, Any]], taken: list[str] | None = None
) -> dict[str, str]:
    """Send items in batches; give the article id of each uri, and add each that is `taken`."""
    ids = {}
    for batch in (
        itertools.batched(items, BATCH) if hasattr(itertools, "batched") else _batched(items)
    ):
        for item, answer in zip(batch, room.post_until_taken(key, list(batch)), strict=True):
            ids[item["uri"]] = answer["article_id"]
            if taken is not None:
                taken.append(item["uri"])
    return ids


def _batched(items: list[Any]) -> list[list[Any]]:
    return [items[at : at + BATCH] for at in range(0, len(items), BATCH)]


def check_log(events: list[dict[str, Any]]) -> None:
    """Hold the published log to its promise: gapless, each event once, steps in order."""
    assert [int(event["sequence"]) for event in events] == list(range(1, len(events) + 1))
    assert max(Counter(event["id"] for event in events).values()) == 1
    steps: dict[str, int] = {}
    revisions: dict[str, int] = {}
    killed: set[str] = set()
    for event in events:
        article, data = event["subject"], event["data"]
        assert data["step"] > steps.get(article, 0), f"{event['id']} came out of order"
        assert article not in killed, f"{event['id']} came after the kill"
        steps[article] = data["step"]
        if event["type"] == "copydesk.article.killed.v1":
            killed.add(article)
        else:
            assert data["revision"] >= revisions.get(article, 0), "an older revision came back"
            revisions[article] = data["revision"]
    for event in events:
        if event["subject"] in killed:
            assert not event["data"].get("item"), f"{event['id']} kept its body after the kill"


def check_public_stream(room: Room, events: list[dict[str, Any]]) -> None:
    """Hold the public stream to the log: the same events, once, in order, by their numbers."""
    redis: Any = Redis.from_url(room.servers.redis_url)
    expected = [event["id"] for event in events if not event["data"].get("redacted")]

    def copied() -> bool:
        return bool(told()[-1:] == expected[-1:])

    def told() -> list[str]:
        return [fields[b"id"].decode() for _, fields in redis.xrange("article.published")]

    room.wait_for(copied, what="the public stream has caught up")
    entries = redis.xrange("article.published")
    by_id = {event["id"]: int(event["sequence"]) for event in events}
    assert told() == expected
    for entry_id, fields in entries:
        assert entry_id.decode() == f"{by_id[fields[b'id'].decode()]}-0"


def expect_endings(room: Room, endings: dict[str, tuple[str, int]]) -> None:
    """Wait until the log's newest event of each article is the expected (type, revision).

    However long that takes, as long as anything is read: what a killed stage tells again keeps
    those behind it busy, and nothing new is in the log meanwhile.
    """
    redis: Any = Redis.from_url(room.servers.redis_url)
    newest: dict[str, tuple[str, int]] = {}
    read = 0

    def missing() -> dict[str, Any]:
        nonlocal read
        for event in room.log(after=read):
            newest[event["subject"]] = (event["type"].split(".")[2], event["data"]["revision"])
            read = int(event["sequence"])
        return {
            article: (newest.get(article), ending)
            for article, ending in endings.items()
            if newest.get(article) is None
            or newest[article][0] not in ending[0]
            or (ending[1] and newest[article][1] != ending[1])
        }

    def moving() -> tuple[int, int]:
        streams = redis.scan_iter(_type="stream")
        groups = [group for stream in streams for group in redis.xinfo_groups(stream)]
        return read, sum(group["entries-read"] or 0 for group in groups)

    try:
        room.wait_for(lambda: not missing(), what="all ended", within_s=STILL_S, moving=moving)
    except AssertionError:
        left = missing()
        some = dict(itertools.islice(left.items(), 5))
        lives = {article: room.life(article)["revisions"] for article in [*some][:2]}
        pytest.fail(f"seed {SEED}: {len(left)} not ended as they should: {some}; {lives}")


STILL_S = 100
"""How long all may stand still while some have not ended: a stage's restart and its turn."""


def no_dead_letters(room: Room) -> None:
    redis: Any = Redis.from_url(room.servers.redis_url)
    dead = {
        key.decode(): redis.xrange(key, count=2)
        for key in redis.scan_iter("*.dead")
        if redis.xlen(key)
    }
    assert dead == {}, f"seed {SEED}: {dead}"


LIVE = "published|updated|corrected"


@pytest.mark.timeout(600 + ARTICLES)
def test_every_process_is_killed_at_random_while_articles_flow(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    unseen = range(ARTICLES + 1000, ARTICLES + 1020)
    stories = [a_story(number, seed=SEED) for number in range(ARTICLES)]
    updates = [a_story(n, version=2, seed=SEED) for n in range(0, ARTICLES, 10)]
    kills = [a_kill(stories[n]) for n in range(5, ARTICLES, 20)]
    early = [a_kill(a_story(n, seed=SEED)) for n in unseen]
    late = [a_story(n, seed=SEED) for n in unseen]

    with a_newsroom(tmp_path, "enrichment", "publish") as room:
        key = room.add_source("own-wire", rights=["self"])
        replayed = [stories[n] for n in range(0, ARTICLES, 40)]
        ids = kill_at_random_during(
            room,
            partial(send_all, room, key, early + stories + updates + kills + late + replayed),
            every=ARTICLES // 8,
            at_least=8,
            dice=dice,
        )
        room.wait_until_ready()
        endings: dict[str, tuple[str, int]] = {
            ids[story["uri"]]: (LIVE, 1) for story in stories
        }
        endings |= {ids[story["uri"]]: (LIVE, 2) for story in updates}
        endings |= {ids[story["uri"]]: ("killed", 0) for story in kills + early}
        expect_endings(room, endings)

        events = room.log()
        check_log(events)
        check_public_stream(room, events)
        no_dead_letters(room)
        assert len(ids) == ARTICLES + 20


def test_redis_is_killed_and_restarted_in_mid_flow(tmp_path: Path) -> None:
    stories = [a_story(number, seed=SEED) for number in range(300)]
    kills = [a_kill(story) for story in stories[::10]]

    with a_newsroom(tmp_path) as room:
        key = room.add_source("own-wire", rights=["self"])
        ids = send_all(room, key, stories[:150])
        room.servers.kill_redis()
        room.servers.start_redis()
        ids |= send_all(room, key, stories[150:])
        room.servers.kill_redis()
        room.servers.start_redis()
        ids |= send_all(room, key, kills)
        expect_endings(room, endings_of(ids, stories, kills))

        events = room.log()
        check_log(events)
        check_public_stream(room, events)
        no_dead_letters(room)


def test_mongo_is_killed_and_restarted_in_mid_flow(tmp_path: Path) -> None:
    stories = [a_story(number, seed=SEED) for number in range(300)]
    kills = [a_kill(story) for story in stories[::10]]

    with a_newsroom(tmp_path) as room:
        key = room.add_source("own-wire", rights=["self"])
        ids = send_all(room, key, stories)
        room.servers.kill_mongo()
        room.servers.start_mongo()
        ids |= send_all(room, key, kills)
        room.servers.kill_mongo()
        room.servers.start_mongo()
        expect_endings(room, endings_of(ids, stories, kills))

        events = room.log()
        check_log(events)
        check_public_stream(room, events)
        no_dead_letters(room)


def test_with_an_empty_redis_the_newsroom_finds_its_way_back(tmp_path: Path) -> None:
    """The documents are the truth: the reconciler brings every article home."""
    stories = [a_story(number, seed=SEED) for number in range(300)]
    kills = [a_kill(story) for story in stories[::10]]

    with a_newsroom(tmp_path) as room:
        redis: Any = Redis.from_url(room.servers.redis_url)
        key = room.add_source("own-wire", rights=["self"])
        ids = send_all(room, key, stories[:200])
        redis.flushall()
        ids |= send_all(room, key, stories[200:] + kills)
        redis.flushall()
        expect_endings(room, endings_of(ids, stories, kills))

        events = room.log()
        check_log(events)
        check_public_stream(room, events)
        no_dead_letters(room)


@pytest.mark.timeout(600 + ARTICLES)
def test_mongo_away_for_three_minutes_kills_no_entry(tmp_path: Path) -> None:
    """Far longer than all retries of an entry together: deliveries are not failures."""
    stories = [a_story(number, seed=SEED) for number in range(120)]

    with a_newsroom(tmp_path) as room:
        key = room.add_source("own-wire", rights=["self"])
        ids = send_all(room, key, stories)
        room.servers.kill_mongo()
        back_at = time.monotonic() + 180
        room.wait_for(lambda: time.monotonic() > back_at, what="three minutes", within_s=200)
        no_dead_letters(room)
        room.servers.start_mongo()
        expect_endings(room, endings_of(ids, stories, []))

        check_log(room.log())
        no_dead_letters(room)


def test_a_publisher_that_stalls_never_tells_of_a_killed_story(tmp_path: Path) -> None:
    """One of two publishers is stopped at random moments while stories are told and killed."""
    dice = random.Random(SEED)
    stories = [a_story(number, seed=SEED) for number in range(120)]
    kills = [a_kill(story) for story in stories]

    with a_newsroom(tmp_path, "publish") as room:
        key = room.add_source("own-wire", rights=["self"])
        ids = send_all(room, key, stories)
        stalled = [room.processes["publish"], room.processes["publish-2"]]
        for at in range(0, len(kills), 20):
            victim = dice.choice(stalled)
            victim.send_signal(signal.SIGSTOP)
            ids |= send_all(room, key, kills[at : at + 20])
            other = "publish-2" if victim is stalled[0] else "publish"
            first = ids[kills[at]["uri"]]
            room.wait_for(
                partial(killed_in, room, other, first),
                what="the other publisher told the kill",
            )
            victim.send_signal(signal.SIGCONT)
        expect_endings(room, endings_of(ids, stories, kills))

        events = room.log()
        check_log(events)
        check_public_stream(room, events)
        no_dead_letters(room)


def killed_in(room: Room, publisher: str, article_id: str) -> bool:
    return any(
        event["subject"] == article_id and event["type"].endswith("killed.v1")
        for event in room.log(publisher=publisher)
    )


def endings_of(
    ids: dict[str, str], stories: list[dict[str, Any]], kills: list[dict[str, Any]]
) -> dict[str, tuple[str, int]]:
    live: dict[str, tuple[str, int]] = {ids[story["uri"]]: (LIVE, 1) for story in stories}
    return live | {ids[kill["uri"]]: ("killed", 0) for kill in kills}
