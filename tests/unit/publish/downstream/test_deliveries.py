from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.publish.about import About
from services.publish.downstream.deliveries import (
    KILL_GIVEN_UP_AFTER,
    KILL_TRIES,
    Delivery,
    DeliveryState,
    after,
    owed,
)
from services.publish.downstream.filters import read_filter
from services.publish.downstream.sites import EVERYTHING, Downstream, View
from services.publish.rows import Row
from shared.answers import RETRY_AFTER, Answer
from tests.factories import MONDAY

STORY = "abcdefghij2345677654"
NOW = MONDAY + timedelta(hours=1)
WORLD = About(section="world")
SPORT_ONLY = View(filters=(read_filter("section=sport"),))


def a_site(**more: Any) -> Downstream:
    return Downstream.model_validate({"id": "daily", "created_at": MONDAY, **more})


def a_row(sequence: int, kind: str = "published", **more: Any) -> Row:
    facts: dict[str, Any] = {
        "sequence": sequence,
        "event_id": f"{STORY}:{sequence}",
        "type": f"copydesk.article.{kind}.v1",
        "article_id": STORY,
        "step": sequence,
        "revision": sequence,
        "time": MONDAY,
        "data": {"url": "http://site.example/world/story-abcdefghij"},
        "item": None
        if kind == "killed"
        else '{"language":"pt-BR","subjects":[{"uri":"x/01"}]}',
        "hash": None,
        "abouts": (WORLD,),
    }
    return Row(**{**facts, **more})


def a_delivery(sequence: int = 1, **more: Any) -> Delivery:
    return Delivery.model_validate(
        {"site": "daily", "article_id": STORY, "sequence": sequence, "due_at": NOW, **more}
    )


class TestOwed:
    def test_a_story_that_is_wanted_is_owed_at_once(self) -> None:
        due = owed(a_site(), EVERYTHING, a_row(1), None, NOW)

        assert due is not None
        assert (due.sequence, due.due_at, due.state) == (1, NOW, DeliveryState.PENDING)

    def test_a_newer_row_takes_the_place_of_one_that_was_not_delivered(self) -> None:
        waiting = a_delivery(1, attempts=4, due_at=NOW + timedelta(hours=5))

        due = owed(a_site(), EVERYTHING, a_row(2, "updated"), waiting, NOW)

        assert due is not None
        assert (due.sequence, due.attempts, due.due_at) == (2, 0, NOW)

    @pytest.mark.parametrize("sequence", [1, 2])
    def test_an_older_row_or_the_same_changes_nothing(self, sequence: int) -> None:
        assert owed(a_site(), EVERYTHING, a_row(sequence), a_delivery(2), NOW) is None

    def test_a_kill_goes_to_whoever_was_ever_sent_the_story(self) -> None:
        had_it = a_delivery(1, state="delivered", due_at=None, delivered=1)

        due = owed(a_site(), SPORT_ONLY, a_row(2, "killed"), had_it, NOW)

        assert due is not None
        assert due.is_kill
        assert due.due_at == NOW

    @pytest.mark.parametrize("kind", ["killed", "unpublished"])
    def test_the_end_of_a_story_is_no_news_to_who_never_had_it(self, kind: str) -> None:
        assert owed(a_site(), EVERYTHING, a_row(1, kind), None, NOW) is None

    def test_redacted_words_are_owed_to_nobody(self) -> None:
        assert (
            owed(a_site(), EVERYTHING, a_row(1, is_redacted=True, item=None), None, NOW) is None
        )

    def test_what_is_not_wanted_is_not_owed(self) -> None:
        assert owed(a_site(), SPORT_ONLY, a_row(1), None, NOW) is None

    @pytest.mark.parametrize("channel", ["poll", "sse", "stream"])
    def test_a_site_that_fetches_is_watched_for_kills_of_what_it_may_see(
        self, channel: str
    ) -> None:
        site = a_site(channel=channel)

        watched = owed(site, EVERYTHING, a_row(2, "killed"), None, NOW)

        assert watched is not None
        assert (watched.is_kill, watched.channel, watched.due_at) == (True, channel, None)
        assert owed(site, EVERYTHING, a_row(1), None, NOW) is None
        assert owed(site, SPORT_ONLY, a_row(2, "killed"), None, NOW) is None
        assert owed(site, EVERYTHING, a_row(2, "killed"), watched, NOW) is None


class TestAnswers:
    def test_what_is_taken_is_done(self) -> None:
        done = after(a_delivery(1), 1, Answer(200), NOW, 0.5)

        assert (done.state, done.delivered, done.due_at, done.attempts) == (
            DeliveryState.DELIVERED,
            1,
            None,
            1,
        )

    def test_retries_wait_longer_and_longer_and_then_end(self) -> None:
        delivery = a_delivery(1)
        waits = []
        while delivery.due_at is not None:
            delivery = after(delivery, 1, Answer(500), NOW, 0.5)
            if delivery.due_at is not None:
                waits.append(delivery.due_at - NOW)

        assert waits == list(RETRY_AFTER)
        assert delivery.state is DeliveryState.DEAD

    def test_a_site_may_ask_for_more_time(self) -> None:
        answer = Answer(503, retry_after=timedelta(minutes=3))

        later = after(a_delivery(1), 1, answer, NOW, 0.5)

        assert later.due_at == NOW + timedelta(minutes=3)

    def test_a_refusal_is_not_asked_again(self) -> None:
        refused = after(a_delivery(1), 1, Answer(422), NOW, 0.5)

        assert refused.state is DeliveryState.DEAD

    def test_a_kill_has_a_schedule_of_its_own_for_days(self) -> None:
        delivery = a_delivery(1, is_kill=True, since=NOW)
        now, waits = NOW, []
        for _ in range(9):
            delivery = after(delivery, 1, Answer(503), now, 0.5)
            assert delivery.due_at is not None
            waits.append((delivery.due_at - now).total_seconds())
            now = delivery.due_at

        assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
        late = after(delivery, 1, Answer(503), NOW + timedelta(days=5), 0.5)
        assert late.state is DeliveryState.PENDING
        tried = delivery.changed(attempts=KILL_TRIES)
        over = after(tried, 1, Answer(503), NOW + KILL_GIVEN_UP_AFTER * 2, 0.5)
        assert over.state is DeliveryState.DEAD

    def test_a_clock_set_forward_ends_no_kills_tries(self) -> None:
        first = a_delivery(1, is_kill=True, since=NOW)

        later = after(first, 1, Answer(503), NOW + KILL_GIVEN_UP_AFTER * 3, 0.5)

        assert later.state is DeliveryState.PENDING

    def test_tries_that_were_quick_do_not_end_a_kill_before_its_days_are_over(self) -> None:
        tried = a_delivery(1, is_kill=True, since=NOW, attempts=KILL_TRIES * 2)

        later = after(tried, 1, Answer(503), NOW + KILL_GIVEN_UP_AFTER / 2, 0.5)

        assert later.state is DeliveryState.PENDING

    def test_a_kill_waits_a_minute_at_most_whatever_a_site_asks_for(self) -> None:
        answer = Answer(429, retry_after=timedelta(hours=3))

        later = after(a_delivery(1, is_kill=True), 1, answer, NOW, 0.5)

        assert later.due_at == NOW + timedelta(minutes=1)

    @pytest.mark.parametrize("status", [404, 410])
    def test_a_kill_is_asked_again_whatever_the_answer(self, status: int) -> None:
        refused = after(a_delivery(1, is_kill=True), 1, Answer(status), NOW, 0.5)

        assert refused.state is DeliveryState.PENDING
        assert refused.due_at is not None

    @pytest.mark.parametrize("status", [200, 500, 404])
    def test_a_newer_row_that_came_meanwhile_is_due_at_once(self, status: int) -> None:
        grown = a_delivery(1).changed(sequence=2)

        ended = after(grown, 1, Answer(status), NOW, 0.5)

        assert (ended.due_at, ended.state) == (NOW, DeliveryState.PENDING)
        assert ended.delivered == (1 if status == 200 else 0)


@given(
    st.lists(
        st.tuples(st.sampled_from(["row", "try", "end"]), st.sampled_from([200, 500, 404]))
    )
)
def test_whatever_happens_the_newest_row_is_delivered_or_due_or_dead(
    acts: list[tuple[str, int]],
) -> None:
    delivery = a_delivery(1)
    newest, trying = 1, 0
    for act, status in acts:
        if act == "row":
            newest += 1
            changed = owed(a_site(), EVERYTHING, a_row(newest), delivery, NOW)
            delivery = changed or delivery
        elif act == "try" and not trying and delivery.due_at is not None:
            trying = delivery.sequence
        elif act == "end" and trying:
            delivery = after(delivery, trying, Answer(status), NOW, 0.5)
            trying = 0

        assert delivery.sequence == newest
        settled = delivery.state is not DeliveryState.PENDING
        assert settled == (delivery.due_at is None)
        if delivery.state is DeliveryState.DELIVERED:
            assert delivery.delivered == newest
