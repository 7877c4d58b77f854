from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.notices.due import (
    Notice,
    NoticeState,
    after,
    looked_at_again,
    next_of_each_story,
    notice_of,
)
from shared.answers import RETRY_AFTER, Answer, Breaker
from shared.events import ArticleSentBack
from shared.payloads import SentBack
from tests.factories import MONDAY

LATER = MONDAY + timedelta(minutes=1)


def a_notice(
    article_id: str = "a" * 20, *, minutes: int = 0, revision: int = 1, decision: int = 1
) -> Notice:
    at = MONDAY + timedelta(minutes=minutes)
    data = SentBack(
        article_id=article_id,
        revision=revision,
        decision=decision,
        source="wire",
        uri="urn:wire:1",
        reason="Who says so?",
        at=at,
    )
    return notice_of(ArticleSentBack.of(data, at=at, nth=decision), "01JD", MONDAY)


def test_the_wire_is_told_why_under_its_own_names_and_not_by_whom() -> None:
    told = json.loads(a_notice().body)

    assert told["type"] == "copydesk.article.sent_back.v1"
    assert (told["specversion"], told["subject"]) == ("1.0", "a" * 20)
    assert told["data"] == {
        "article_id": "a" * 20,
        "revision": 1,
        "uri": "urn:wire:1",
        "receipt": "01JD",
        "state": "rejected",
        "reason": "Who says so?",
        "at": MONDAY.isoformat(),
    }


def test_each_sending_back_is_a_notice_of_its_own() -> None:
    assert len({a_notice().id, a_notice(decision=3).id, a_notice(revision=2).id}) == 3


@pytest.mark.parametrize("status", [None, 301, 401, 404, 429, 500])
def test_whatever_it_answers_it_is_tried_again_for_days_and_then_given_up(
    status: int | None,
) -> None:
    notice, now, waits = a_notice(), MONDAY, []
    while notice.state is NoticeState.WAITING:
        notice = after(notice, Answer(status), now, 0.5)
        if notice.state is NoticeState.WAITING:
            waits.append(notice.due_at - now)
            now = notice.due_at

    assert waits == list(RETRY_AFTER)
    assert notice.state is NoticeState.GIVEN_UP
    assert now - MONDAY > timedelta(days=2)


@pytest.mark.parametrize(
    ("status", "state"), [(204, NoticeState.DELIVERED), (410, NoticeState.GIVEN_UP)]
)
def test_what_is_taken_is_done_and_what_is_gone_is_given_up(
    status: int, state: NoticeState
) -> None:
    assert after(a_notice(), Answer(status), LATER, 0.5).state is state


def test_who_asks_for_more_time_gets_it_up_to_a_day() -> None:
    later = after(a_notice(), Answer(503, retry_after=timedelta(hours=1)), LATER, 0.5)
    much_later = after(a_notice(), Answer(503, retry_after=timedelta(days=9)), LATER, 0.5)

    assert later.due_at == LATER + timedelta(hours=1)
    assert much_later.due_at == LATER + timedelta(days=1)


def test_what_comes_later_of_a_story_waits_for_what_came_before() -> None:
    first, second = a_notice(minutes=1), a_notice(minutes=2, revision=2)
    other = a_notice("b" * 20, minutes=3)
    slow = replace(first, due_at=MONDAY + timedelta(hours=5))

    assert next_of_each_story([second, other, slow]) == [other, slow]
    assert next_of_each_story([second, other]) == [second, other]


def test_a_source_is_looked_at_when_the_next_notice_is_due_and_not_while_it_is_left_alone() -> (
    None
):
    resting = Breaker(failures=9, open_until=(MONDAY + timedelta(minutes=10)).timestamp())

    assert looked_at_again([], Breaker(), MONDAY) is None
    assert looked_at_again([a_notice()], Breaker(), MONDAY) == MONDAY
    assert looked_at_again([a_notice()], resting, MONDAY) == MONDAY + timedelta(minutes=10)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5)), max_size=20))
def test_of_each_story_one_is_under_way_and_it_is_the_first(
    decided: list[tuple[str, int]],
) -> None:
    waiting = [a_notice(story * 20, minutes=minutes) for story, minutes in decided]

    chosen = next_of_each_story(waiting)

    assert len({each.article_id for each in chosen}) == len(chosen)
    for each in chosen:
        those = [other.order for other in waiting if other.article_id == each.article_id]
        assert each.order == min(those)
