"""A run of one sign, or of two in turn, is read in time that grows with its length.

These are the signs that grammars begin something with; `make fuzz` tries all pairs.
"""

from __future__ import annotations

from functools import partial

import pytest

from tests.fuzz.probe import FORMATS, STEPS, grows_too_fast

SIGNS = ("&", "<", "(", " ", "\n", "a", ".", "“", "*[", "a\n", "A ", "é")
ONE_PLACE_A_FORMAT = {place.partition(":")[0]: place for place in reversed(FORMATS)}


@pytest.mark.parametrize("place", ONE_PLACE_A_FORMAT.values())
def test_a_format_reads_long_runs_in_proportion(place: str) -> None:
    assert not [too for signs in SIGNS if (too := grows_too_fast(FORMATS[place], signs))]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_reads_long_runs_in_proportion(step: str) -> None:
    assert not [too for signs in SIGNS if (too := grows_too_fast(STEPS[step], signs))]


def test_the_probe_finds_what_grows_out_of_proportion() -> None:
    def cube(text: str) -> int:
        return sum(1 for _ in range((len(text) // 500) ** 3))

    assert grows_too_fast(lambda text: partial(cube, text), "ab")
    assert not grows_too_fast(lambda text: text.lower, "ab")
