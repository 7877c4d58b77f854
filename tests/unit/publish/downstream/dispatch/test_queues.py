from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from services.publish.downstream.deliveries import Delivery, after
from services.publish.downstream.dispatch.queues import FULL, TRIES_AT_ONCE, Queue
from services.publish.downstream.sites import EVERYTHING, Downstream
from shared.answers import Answer, Verdict
from tests.factories import MONDAY

NOW = MONDAY


def a_queue(**facts: Any) -> Queue:
    return Queue(Downstream(id="daily", created_at=MONDAY), EVERYTHING, **facts)


def a_delivery(number: int, *, sequence: int = 1, **facts: Any) -> Delivery:
    known = {"site": "daily", "article_id": f"story-{number}", "due_at": NOW}
    return Delivery.model_validate({**known, "sequence": sequence, **facts})


def test_a_site_that_has_never_answered_is_tried_once_at_a_time() -> None:
    queue = a_queue()
    for number in range(10):
        queue.put(a_delivery(number))

    assert len(queue.ready(NOW, 0)) == 1
    queue.is_proven = True
    assert len(queue.ready(NOW, 0)) == TRIES_AT_ONCE


def test_no_other_delivery_occupies_the_lane_of_a_kill() -> None:
    queue = a_queue()
    for number in range(10):
        queue.put(a_delivery(number))
    queue.trying = {"story-0": 1}
    queue.put(a_delivery(50, is_kill=True))

    [kill] = queue.ready(NOW, 0)

    assert kill.article_id == "story-50"


def test_a_kill_is_tried_while_the_breaker_is_open_or_the_site_is_off() -> None:
    queue = a_queue()
    for _ in range(9):
        queue.breaker.saw(Verdict.LATER, 0)
    queue.put(a_delivery(1))
    queue.put(a_delivery(2, is_kill=True))
    assert [each.article_id for each in queue.ready(NOW, 1)] == ["story-2"]

    off = {**dict(queue.site), "is_enabled": False}
    queue = Queue(Downstream.model_validate(off), EVERYTHING)
    queue.put(a_delivery(1))
    assert queue.ready(NOW, 0) == []
    queue.put(a_delivery(2, is_kill=True))
    assert [each.article_id for each in queue.ready(NOW, 0)] == ["story-2"]


def test_a_kill_takes_the_place_of_its_story() -> None:
    queue = a_queue()
    queue.put(a_delivery(1))
    queue.put(a_delivery(1, sequence=2, is_kill=True))
    queue.put(a_delivery(1))

    assert [each.sequence for each in queue.ready(NOW, 0)] == [2]
    assert queue.rest == {}


def test_where_a_site_is_down_one_kill_finds_it_out_for_all_and_a_new_one_is_tried() -> None:
    queue = a_queue()
    soon, later = NOW + timedelta(seconds=1), NOW + timedelta(seconds=30)
    for number in range(5):
        queue.put(a_delivery(number, is_kill=True, attempts=3, due_at=soon))
    queue.put(a_delivery(7, is_kill=True))

    queue.heard(a_delivery(0, is_kill=True, attempts=4, due_at=later), is_well=False)

    due = {each.article_id: each.due_at for each in queue.kills.values()}
    assert {due[f"story-{number}"] for number in range(1, 5)} == {later}
    assert due["story-7"] == NOW
    well = a_delivery(0, is_kill=True, state="delivered", delivered_at=soon, due_at=None)
    queue.heard(well, is_well=True)
    assert {queue.kills[f"story-{number}"].due_at for number in range(1, 5)} == {soon}


def test_one_step_of_a_story_at_a_time() -> None:
    queue = a_queue(is_proven=True)
    queue.put(a_delivery(1))
    queue.trying = {"story-1": 1}
    queue.put(a_delivery(1, sequence=2))

    assert queue.ready(NOW, 0) == []


def test_what_does_not_fit_waits_in_the_store_and_kills_always_fit() -> None:
    queue = a_queue()
    fitted = [queue.put(a_delivery(number)) for number in range(FULL + 5)]
    kills = [queue.put(a_delivery(n, is_kill=True)) for n in range(5000, 5000 + FULL + 5)]

    assert sum(fitted) == FULL
    assert queue.is_behind
    assert all(kills)


def test_it_wakes_when_the_next_is_due_and_never_for_nothing() -> None:
    queue = a_queue()
    assert queue.wakes_in(NOW, 0) is None

    queue.put(a_delivery(1, due_at=NOW + timedelta(seconds=8)))
    assert queue.wakes_in(NOW, 0) == 8
    queue.put(a_delivery(2, is_kill=True, due_at=NOW + timedelta(seconds=2)))
    assert queue.wakes_in(NOW, 0) == 2


@pytest.mark.parametrize(
    "back", [timedelta(minutes=5), timedelta(hours=1), timedelta(days=400)]
)
def test_a_clock_that_is_set_back_keeps_no_kill_waiting(back: timedelta) -> None:
    queue = a_queue()
    refused = after(a_delivery(1, is_kill=True, since=NOW), 1, Answer(404), NOW, 1.0)
    queue.put(refused)
    assert queue.ready(NOW, 0) == []

    assert queue.wakes_in(NOW - back, 0) == 0
    assert queue.ready(NOW - back, 0) == [refused]


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("tries", [1, 5, 9, 500])
@pytest.mark.parametrize("asked", [None, timedelta(hours=6), timedelta(days=30)])
@pytest.mark.parametrize("status", [None, 301, 404, 410, 429, 500, 503])
def test_a_kill_is_tried_again_within_its_minute_whatever_is_answered(
    status: int | None, asked: timedelta | None, tries: int, chance: float
) -> None:
    queue = a_queue()
    kill = a_delivery(1, is_kill=True, since=NOW, attempts=tries)
    for number in range(300):
        queue.put(a_delivery(number + 2))
    queue.put(after(kill, 1, Answer(status, retry_after=asked), NOW, chance))

    wait = queue.wakes_in(NOW, 0)
    assert wait is not None
    assert queue.ready(NOW + timedelta(seconds=67), 0)[0].is_kill
    assert not any(each.is_kill for each in queue.ready(NOW, 0))
