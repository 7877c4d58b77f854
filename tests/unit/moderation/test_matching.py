"""Text as rules match it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.matching import (
    PhraseError,
    folded_words,
    occurrences,
    read_phrase,
    tokens,
)


@pytest.mark.parametrize("text", ["", "  ", "*", "--", "a*b", "*a*b", "\u200b"])
def test_a_phrase_without_words_or_with_a_star_within_is_refused(text: str) -> None:
    with pytest.raises(PhraseError):
        read_phrase(text)


@given(st.text(max_size=200))
def test_tokens_stand_where_they_say(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.word in folded_words(text[token.start : token.end])


@given(
    st.lists(st.sampled_from(["Ferry", "STRASSE", "ｗｉｄｅ", "wal\u200brus", "é"]), min_size=1)
)
def test_a_text_contains_each_of_its_words(words: list[str]) -> None:
    text = " ".join(words)

    for word in words:
        assert [*occurrences(read_phrase(word), tokens(text))]
