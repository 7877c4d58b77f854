"""When a source is polled again, after what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.pulling.due import (
    LONGEST_BACK_OFF_S,
    OPENS_AT,
    Breaker,
    Failed,
    Interrupted,
    Standing,
    Went,
    after,
    back_off_s,
    breaker,
    retry_after_s,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FAILING = Standing(failures=5, last_error="the server answers 500")


def seconds(due_at: datetime) -> float:
    return (due_at - NOW).total_seconds()


def test_a_poll_that_went_well_is_repeated_after_its_time_and_heals() -> None:
    standing, due_at = after(FAILING, Went(), every_s=300, now=NOW, chance=0.5)

    assert standing == Standing(last_polled_at=NOW, last_ok_at=NOW)
    assert seconds(due_at) == 300


def test_where_there_is_more_the_source_is_due_at_once() -> None:
    _, due_at = after(Standing(), Went(more=True), every_s=300, now=NOW, chance=0.5)

    assert due_at == NOW


@pytest.mark.parametrize(
    ("failures", "waits"), [(1, 300), (2, 600), (3, 1200), (4, 2400), (5, 3600), (500, 3600)]
)
def test_each_failure_in_a_row_doubles_the_wait_up_to_an_hour(
    failures: int, waits: float
) -> None:
    assert back_off_s(failures, 300) == waits


def test_a_source_polled_once_a_day_is_not_polled_more_often_because_it_fails() -> None:
    assert back_off_s(9, 86_400) == 86_400


@pytest.mark.parametrize(
    ("asked", "waits"), [(None, 300), (10, 300), (900, 900), (10**9, 86_400)]
)
def test_retry_after_is_honoured_for_a_day_at_most(asked: float | None, waits: float) -> None:
    outcome = Failed("the server answers 503", asked)

    _, due_at = after(Standing(), outcome, every_s=300, now=NOW, chance=0.5)

    assert seconds(due_at) == waits


def test_an_interruption_is_no_failure_and_is_made_up_for_soon() -> None:
    standing, due_at = after(
        FAILING, Interrupted("a store is away"), every_s=300, now=NOW, chance=0.5
    )

    assert standing == FAILING
    assert seconds(due_at) == 5


@pytest.mark.parametrize(
    ("failures", "late_s", "state"),
    [
        (0, -1, Breaker.CLOSED),
        (OPENS_AT - 1, 1, Breaker.CLOSED),
        (OPENS_AT, -1, Breaker.OPEN),
        (OPENS_AT, 0, Breaker.HALF_OPEN),
        (OPENS_AT + 9, 1, Breaker.HALF_OPEN),
    ],
)
def test_the_breaker_opens_after_some_failures_and_lets_one_try_through_when_due(
    failures: int, late_s: int, state: Breaker
) -> None:
    assert breaker(failures, NOW, NOW + timedelta(seconds=late_s)) is state


@given(
    st.lists(
        st.sampled_from(
            [Went(), Went(more=True), Failed("x"), Failed("x", 60), Interrupted("y")]
        ),
        max_size=30,
    ),
    st.floats(0, 1),
    st.integers(1, 86_400),
)
def test_whatever_happens_a_source_is_due_again_and_never_in_the_past(
    outcomes: list[Went | Failed | Interrupted], chance: float, every_s: int
) -> None:
    standing, now = Standing(), NOW
    for outcome in outcomes:
        standing, due_at = after(standing, outcome, every_s=every_s, now=now, chance=chance)
        longest = max(LONGEST_BACK_OFF_S, every_s) * 1.1
        assert 0 <= (due_at - now).total_seconds() <= longest
        now = due_at
    last = [each for each in outcomes if not isinstance(each, Interrupted)][-1:]
    assert (standing.failures == 0) is (not last or isinstance(last[0], Went))


@pytest.mark.parametrize(
    ("value", "waits"),
    [
        ("120", 120.0),
        ("Mon, 23 Nov 2026 08:02:00 GMT", 120.0),
        ("Mon, 23 Nov 2026 07:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
        ("9" * 40, 86_400.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_a_date(
    value: str | None, waits: float | None
) -> None:
    assert retry_after_s(value, NOW) == waits


@given(st.text(max_size=40))
def test_any_retry_after_is_read_without_an_error(value: str) -> None:
    found = retry_after_s(value, NOW)
    assert found is None or found >= 0
