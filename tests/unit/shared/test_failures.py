from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.failures import LONGEST_WAIT_S, Failure, FloodBrake
from tests.factories import MONDAY


def a_failure(times: int, *, chance: float = 0.5) -> Failure:
    failure = Failure()
    for _ in range(times):
        failure = failure.after("E: why", "stack", now=MONDAY, retry_after_s=1, chance=chance)
    return failure


@pytest.mark.parametrize(("times", "seconds"), [(1, 1), (2, 2), (3, 4), (4, 8), (8, 128)])
def test_waits_double(times: int, seconds: int) -> None:
    assert a_failure(times).due == MONDAY + timedelta(seconds=seconds)


@given(times=st.integers(1, 40), chance=st.floats(0, 1))
def test_jitter_stays_within_a_quarter_and_waits_have_an_end(times: int, chance: float) -> None:
    due = a_failure(times, chance=chance).due
    assert due is not None
    plain = min(2 ** (times - 1), LONGEST_WAIT_S)
    assert plain * 0.749 <= (due - MONDAY).total_seconds() <= plain * 1.251


def test_first_and_last_time_are_kept() -> None:
    later = MONDAY + timedelta(hours=1)

    failure = a_failure(1).after("E: again", "s", now=later, retry_after_s=1, chance=0)

    assert (failure.first, failure.last, failure.count) == (MONDAY, later, 2)


def test_having_failed_clears_the_suspicion_of_ending_processes() -> None:
    suspected = Failure(alone=2)
    failed = suspected.after("E: why", "", now=MONDAY, retry_after_s=1, chance=0)
    assert failed.alone == 0


def test_a_flood_of_deaths_brakes() -> None:
    brake = FloodBrake()
    brake.saw(0, handled=100, died=49)
    assert not brake.on
    brake.saw(1, handled=1, died=1)
    assert brake.on


def test_many_deaths_among_very_many_entries_are_no_flood() -> None:
    brake = FloodBrake()
    brake.saw(0, handled=1000, died=199)
    assert not brake.on


def test_deaths_of_another_minute_do_not_count() -> None:
    brake = FloodBrake()
    brake.saw(0, handled=49, died=49)
    brake.saw(61, handled=49, died=49)
    assert not brake.on


def test_five_successes_in_a_row_release_the_brake() -> None:
    brake = FloodBrake(on=True)
    for died in (0, 0, 0, 0, 1, 0, 0, 0, 0):
        brake.saw(0, handled=1, died=died)
    assert brake.on
    brake.saw(0, handled=1, died=0)
    assert not brake.on
