"""Which lines of a page have words that may make them furniture."""

import pytest

from services.enrichment.lines.telltales import ADDRESSED, RUNS_ON, told_in

HALF = "\ud83d"
"""Half a letter, as no text should have it."""


@pytest.mark.parametrize("beside", ["", HALF], ids=["whole letters", "half a letter"])
def test_each_line_is_told_its_own_words(beside: str) -> None:
    told = told_in([f"“İ”…{beside}", "A REFEREE", "", "Photo: Ann Roe", "an end"])

    assert told == [frozenset(), {RUNS_ON}, frozenset(), {"hint", "caption", "credits"}, set()]
    assert told_in([]) == []


@pytest.mark.parametrize(
    "line", ["HTTP://SNAIL.EXAMPLE", "WWW.É", "see snail.example", "on Monday.the ferry"]
)
def test_what_may_be_an_address_is_told(line: str) -> None:
    first, second = told_in(["a line\nof two", line])

    assert not first
    assert ADDRESSED in second


def test_no_small_letter_but_one_is_longer_than_its_capital() -> None:
    """Places in a text in small letters are places in the text."""
    letters = map(chr, [*range(0xD800), *range(0xE000, 0x110000)])

    assert [letter for letter in letters if len(letter.lower()) > 1] == ["İ"]
