from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.sources.habits import Habit, Silence, hour_number, silence, watched

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
LONG_AGO = MONDAY - timedelta(weeks=52)
HOUR = timedelta(hours=1)


def a_habit(
    rate: Callable[[datetime], int], *, weeks: int = 6, until: datetime = MONDAY
) -> Habit:
    begun = until - timedelta(weeks=weeks)
    hours = [begun + HOUR * step for step in range(weeks * 168)]
    return Habit({hour_number(at): rate(at) for at in hours}, first=hour_number(begun))


def quiet(
    habit: Habit, last: datetime, now: datetime, watched_since: datetime = LONG_AGO
) -> Silence | None:
    return silence(habit, last_item_at=last, watched_since=watched_since, now=now)


def busy(_: datetime) -> int:
    return 20


def office_hours(at: datetime) -> int:
    return 6 if at.weekday() < 5 and 8 <= at.hour < 18 else 0


def once_a_day(at: datetime) -> int:
    return int(at.hour == 6)


def once_a_week(at: datetime) -> int:
    return int(at.weekday() == 4 and at.hour == 15)


def test_a_busy_wire_that_stops_is_quiet_after_an_hour_or_two() -> None:
    habit = a_habit(busy)
    last = MONDAY + timedelta(minutes=10)

    assert quiet(habit, last, MONDAY + timedelta(minutes=59)) is None
    found = quiet(habit, last, MONDAY + timedelta(hours=2))
    assert found is not None
    assert found.reason == (
        "nothing since 2026-11-23 00:10 UTC; in the same 1 hour of 6 weeks before it sent "
        "20 items (at least 20)"
    )


def test_nights_and_weekends_are_no_silence() -> None:
    friday_evening = MONDAY + timedelta(days=4, hours=17, minutes=50)
    habit = a_habit(office_hours, until=friday_evening.replace(minute=0))
    monday = friday_evening + timedelta(days=2, hours=14, minutes=10)

    assert quiet(habit, friday_evening, monday) is None
    assert quiet(habit, friday_evening, monday + timedelta(hours=1)) is not None


def test_a_wire_that_sends_once_a_day_may_miss_one() -> None:
    habit = a_habit(once_a_day)
    last = MONDAY - timedelta(hours=17, minutes=30)

    assert quiet(habit, last, MONDAY + timedelta(days=1, hours=8)) is None
    assert quiet(habit, last, MONDAY + timedelta(days=2, hours=8)) is not None


def test_a_wire_that_sends_once_a_week_is_given_weeks() -> None:
    habit = a_habit(once_a_week, weeks=12)
    last = MONDAY - timedelta(days=2, hours=8)

    assert quiet(habit, last, MONDAY + timedelta(weeks=1)) is None
    assert quiet(habit, last, MONDAY + timedelta(weeks=3)) is not None


@pytest.mark.parametrize("weeks", [0, 1])
def test_before_there_is_a_habit_nothing_is_quiet(weeks: int) -> None:
    habit = a_habit(busy, weeks=weeks)

    for hours in (1, 24, 24 * 6):
        assert quiet(habit, MONDAY, MONDAY + timedelta(hours=hours)) is None


def test_one_odd_week_changes_nothing() -> None:
    holiday = MONDAY - timedelta(weeks=2)

    habit = a_habit(lambda at: 0 if holiday <= at < holiday + timedelta(days=2) else 20)

    assert quiet(habit, MONDAY, MONDAY + timedelta(hours=5)) is not None


def test_a_wire_that_comes_and_goes_has_no_habit() -> None:
    habit = a_habit(lambda at: 9 * (hour_number(at) // 168 % 2))

    assert quiet(habit, MONDAY, MONDAY + timedelta(hours=20)) is None


def test_our_own_outage_is_not_the_wires_silence() -> None:
    habit = a_habit(busy)
    back = MONDAY + timedelta(hours=30)

    assert quiet(habit, MONDAY, back + timedelta(minutes=10), watched_since=back) is None
    assert (
        quiet(habit, MONDAY, back + timedelta(hours=2, minutes=1), watched_since=back)
        is not None
    )


@given(
    minutes=st.integers(-60 * 24 * 400, 60 * 24 * 400),
    last=st.integers(-60 * 24 * 400, 60 * 24 * 400),
)
def test_whatever_the_clocks_say_there_is_an_answer(minutes: int, last: int) -> None:
    now, last_item_at = (MONDAY + timedelta(minutes=each) for each in (minutes, last))

    found = quiet(a_habit(busy), last_item_at, now)

    assert found is None or found.since <= now


def test_what_is_usual_is_the_median_of_each_hour() -> None:
    usual = a_habit(office_hours).usual(MONDAY)

    assert len(usual) == 168
    assert usual[:24] == [0.0] * 8 + [6.0] * 10 + [0.0] * 6
    assert usual[5 * 24 :] == [0.0] * 48


CHECKS = {
    "the first time": (None, None, MONDAY),
    "as ever": (LONG_AGO, MONDAY - timedelta(minutes=1), LONG_AGO),
    "after a break of ours": (LONG_AGO, MONDAY - timedelta(hours=2), MONDAY),
    "after the clock was set back": (LONG_AGO, MONDAY + timedelta(hours=2), MONDAY),
    "clocks of two machines differ a little": (
        LONG_AGO,
        MONDAY + timedelta(seconds=20),
        LONG_AGO,
    ),
}


@pytest.mark.parametrize(("since", "checked", "expected"), CHECKS.values(), ids=CHECKS)
def test_we_have_watched_since(
    since: datetime | None, checked: datetime | None, expected: datetime
) -> None:
    assert watched(since, checked, MONDAY) == expected
