from __future__ import annotations

import pytest

from services.enrichment.steps.length import count_words, estimate_reading_minutes
from services.enrichment.words import read


@pytest.mark.parametrize(
    ("count", "minutes"),
    [(0, 0), (1, 1), (230, 1), (231, 2)],
    ids=["empty", "one word", "exactly a minute", "one word over"],
)
def test_minutes_are_whole_and_rounded_up(count: int, minutes: int) -> None:
    assert estimate_reading_minutes(count) == minutes


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("Ferries don't sail.", 3), ("渡轮恢复航行", 3), ("The 渡轮 sails", 3)],
)
def test_two_letters_are_a_word_where_a_script_has_no_spaces(text: str, count: int) -> None:
    assert count_words(read(text)) == count
