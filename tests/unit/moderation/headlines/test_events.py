from __future__ import annotations

import pytest

from services.moderation.folding import fold
from services.moderation.headlines.opposed.events import another_event

REOPENED = (
    "the bridge over the river opens again on monday after fourteen months of work, the "
    "province said. six spans were renewed, at a cost of four million. traders in the "
    "area were pleased, and the first bus will cross at six in the morning."
)


def test_an_event_of_which_the_text_has_no_word_is_told() -> None:
    assert another_event("bridge collapses over river", REOPENED) is not None
    assert another_event("dozens injured on bridge", REOPENED) is not None


def test_any_word_for_it_bears_it_out() -> None:
    assert (
        another_event("bridge collapses", f"{REOPENED} the old spans came down in may.") is None
    )
    assert another_event("dozens injured", f"{REOPENED} forty were hurt at the fair.") is None


def test_a_question_and_a_flash_are_let_be() -> None:
    assert another_event("could the bridge collapse?", REOPENED) is None
    assert another_event("bridge collapses", "more to come.") is None


_GALLERY = (
    "The painter Kate Marlowe will give forty pictures to the gallery at Marwick next Saturday."
    " I still paint every morning, the artist, 88, said by telephone from her studio. The"
    " ceremony begins at noon, with the town band and a reading by two of her pupils."
)


def test_a_death_of_which_the_text_has_no_word_is_told() -> None:
    assert another_event("painter kate marlowe dies", fold(_GALLERY).text) is not None


@pytest.mark.parametrize("told", ["Her funeral is on Friday.", "She passed away on Monday."])
def test_a_death_told_in_any_word_is_let_be(told: str) -> None:
    assert another_event("painter kate marlowe dies", fold(f"{_GALLERY} {told}").text) is None
