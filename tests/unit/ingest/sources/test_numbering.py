from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.sources.numbering import (
    FORGOTTEN_AFTER,
    LAST_NUMBER,
    PATIENCE,
    Lane,
    gaps_of,
    heard,
    lanes_of,
    number_of,
)
from shared.articles import Extras

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOW + PATIENCE


def after(numbers: Iterable[int], lane: Lane | None = None) -> Lane:
    lane = lane or Lane()
    for number in numbers:
        lane = heard(lane, number, NOW)
    return lane


def missing(lane: Lane, at: datetime = LATER) -> list[str]:
    return [gap.reason for gap in gaps_of({"all": lane}, at).values()]


def test_numbers_that_run_on_miss_nothing() -> None:
    assert missing(after(range(1, 200))) == []


def test_a_number_that_never_came_is_missing_after_some_patience() -> None:
    lane = after([*range(1, 100), 101, 102])

    assert missing(lane, NOW + PATIENCE / 2) == []
    assert missing(lane) == ["numbers 0100 have not come"]
    assert missing(lane, NOW + FORGOTTEN_AFTER) == []


def test_a_late_one_closes_its_gap() -> None:
    lane = after([*range(1, 100), 105, 102])

    assert missing(lane) == ["numbers 0100 to 0101, 0103 to 0104 have not come"]
    assert missing(after([100, 101, 104, 103], lane)) == []


CIRCUMSTANCES = {
    "the count goes round": [*range(9_900, LAST_NUMBER + 1), *range(1, 50)],
    "the count goes round through zero": [*range(9_900, LAST_NUMBER + 1), *range(50)],
    "a new day begins at 1": [*range(1, 412), *range(1, 300), *range(1, 90)],
    "a new day begins at 0": [*range(412), *range(300)],
    "numbers come twice": [number for number in range(1, 90) for _ in range(2)],
    "updates have the number of what they replace": [*range(1, 90), 70, 85, *range(90, 99)],
    "the count is another from now on": [*range(1, 99), *range(5_000, 5_099)],
}


@pytest.mark.parametrize("numbers", CIRCUMSTANCES.values(), ids=CIRCUMSTANCES)
def test_nothing_is_missing_when(numbers: list[int]) -> None:
    assert missing(after(numbers)) == []


LOSSES = {
    "around the turn": (
        [*range(9_900, 9_998), *range(3, 50)],
        ["numbers 9998 to 9999, 0001 to 0002 have not come"],
    ),
    "at the beginning of a day": (
        [*range(1, 412), 4, 5, 6],
        ["numbers 0001 to 0003 have not come"],
    ),
    "two hundred at once": (
        [*range(1, 400), *range(600, 610)],
        ["numbers 0400 to 0599 have not come"],
    ),
}


@pytest.mark.parametrize(("numbers", "said"), LOSSES.values(), ids=LOSSES)
def test_what_was_lost_is_missing(numbers: list[int], said: list[str]) -> None:
    assert missing(after(numbers)) == said


@given(start=st.integers(1, LAST_NUMBER), seed=st.integers(0, 10**6))
def test_whatever_order_numbers_come_in_nearby_nothing_is_missing(
    start: int, seed: int
) -> None:
    numbers = [(start + step - 1) % LAST_NUMBER + 1 for step in range(200)]
    dice = random.Random(seed)
    for at in range(0, 200, 4):
        part = numbers[at : at + 4]
        dice.shuffle(part)
        numbers[at : at + 4] = part

    assert missing(after(numbers)) == []


@given(
    start=st.integers(1, LAST_NUMBER - 200),
    lost=st.sets(st.integers(120, 190), min_size=1, max_size=5),
)
def test_just_what_was_lost_is_missing(start: int, lost: set[int]) -> None:
    lane = after(start + step for step in range(200) if step not in lost)

    (gap,) = gaps_of({"all": lane}, LATER).values()
    assert gap.count == len(lost)


@given(numbers=st.lists(st.integers(0, LAST_NUMBER), max_size=200))
def test_whatever_numbers_come_its_state_stays_small(numbers: list[int]) -> None:
    lane = after(numbers)

    assert len(lane.missing) <= 40
    assert 0 <= lane.sound <= lane.steps <= 200


def an_extras(number: int, category: str = "i", provider: str = "abc") -> Extras:
    return Extras(sequence=f"{number:04}", categories=(category,), original_source=provider)


def a_source(items: Iterable[Extras]) -> dict[str, Lane]:
    lanes: dict[str, Lane] = {}
    for extras in items:
        number = number_of(extras)
        assert number is not None
        for name in lanes_of(extras):
            lanes[name] = heard(lanes.get(name, Lane()), number, NOW)
    return lanes


def test_a_source_that_counts_as_a_whole_is_one_count() -> None:
    dice = random.Random(1)
    items = [an_extras(number, dice.choice("iisp")) for number in range(1, 200)]

    assert gaps_of(a_source(items), LATER) == {}
    del items[150]
    assert [gap.reason for gap in gaps_of(a_source(items), LATER).values()] == [
        "numbers 0151 have not come"
    ]


def two_services(lost: int | None = None) -> list[Extras]:
    dice = random.Random(2)
    counts = {"i": iter(range(400, 700)), "s": iter(range(7_000, 7_300))}
    categories = [dice.choice("iiiis") for _ in range(250)]
    items = [an_extras(next(counts[category]), category) for category in categories]
    return [item for item in items if number_of(item) != lost]


def test_a_source_with_two_services_is_two_counts() -> None:
    assert gaps_of(a_source(two_services()), LATER) == {}
    gaps = gaps_of(a_source(two_services(lost=480)), LATER)
    assert [gap.reason for gap in gaps.values()] == [
        "numbers 0480 of category abc/i have not come"
    ]


def test_numbers_at_random_are_no_count() -> None:
    dice = random.Random(3)
    items = [an_extras(dice.randint(1, 9_999)) for _ in range(500)]

    assert gaps_of(a_source(items), LATER) == {}


@pytest.mark.parametrize("text", [None, "", "a0417", "12345", "-1", "١٢", "1.5"])
def test_what_is_no_number_is_not_counted(text: str | None) -> None:
    assert number_of(Extras(sequence=text)) is None
    assert lanes_of(Extras(sequence=text)) == ()
