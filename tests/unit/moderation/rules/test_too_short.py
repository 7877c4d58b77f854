from __future__ import annotations

import pytest

from services.moderation.rules.too_short import too_short
from tests.unit.moderation.rules.hearing import ask, said
from tests.unit.moderation.stories import a_story


@pytest.mark.parametrize(
    ("words", "score"),
    [(1, 0.97), (2, 0.95), (20, 0.5), (39, 0.03)],
    ids=["one word", "two words", "half of enough", "just short"],
)
def test_doubts_the_more_the_fewer_the_words(words: int, score: float) -> None:
    body = " ".join(["ferry"] * words)

    ((severity, found),) = said(too_short, a_story(body=body))

    assert severity == "doubt"
    assert found == pytest.approx(score, abs=0.011)


def test_forty_words_are_enough() -> None:
    assert ask(too_short, a_story(body=" ".join(["ferry"] * 40))) == []


def test_counts_characters_where_words_have_no_spaces() -> None:
    long_enough = "港湾委員会は冬の時刻表を承認した。" * 6

    assert ask(too_short, a_story(body=long_enough, language="ja")) == []
    assert said(too_short, a_story(body=long_enough[:20], language="ja"))[0][0] == "doubt"


@pytest.mark.parametrize("body", ["", " \n\n ", "---"], ids=["empty", "blank", "dashes"])
def test_blocks_a_story_without_text(body: str) -> None:
    assert said(too_short, a_story(body=body)) == [("block", 1.0)]


def test_blocks_a_story_without_headline() -> None:
    assert said(too_short, a_story(headline=" ")) == [("block", 1.0)]


def test_a_picture_needs_no_text() -> None:
    assert ask(too_short, a_story(body="", item_type="picture")) == []
