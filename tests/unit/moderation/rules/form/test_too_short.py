from __future__ import annotations

import pytest

from services.moderation.rules.form.too_short import too_short
from tests.unit.moderation.rules.hearing import ask, said
from tests.unit.moderation.stories import a_story


@pytest.mark.parametrize(
    "body",
    ["Ferries", "More soon.", "Police at scene", "Developing story. More to follow.", "Tbc."],
)
def test_doubts_what_is_no_sentence_or_only_promises_one(body: str) -> None:
    ((severity, score),) = said(too_short, a_story(body=body))

    assert severity == "doubt"
    assert score >= 0.6


@pytest.mark.parametrize(
    "body",
    [
        "The pier has burnt down.",
        "OSLO (NW) - Ferries sail again, the board says. More to follow.",
        "Ferries to the outer islands sail again from Monday",
    ],
)
def test_a_flash_of_one_sentence_is_a_story(body: str) -> None:
    assert ask(too_short, a_story(body=body)) == []


def test_counts_characters_where_words_have_no_spaces() -> None:
    long_enough = "港湾委員会は冬の時刻表を承認した。" * 6

    assert ask(too_short, a_story(body=long_enough, language="ja")) == []
    assert said(too_short, a_story(body=long_enough[:5], language="ja"))[0][0] == "doubt"


@pytest.mark.parametrize("body", ["", " \n\n ", "---"], ids=["empty", "blank", "dashes"])
def test_blocks_a_story_without_text(body: str) -> None:
    assert said(too_short, a_story(body=body)) == [("block", 1.0)]


def test_blocks_a_story_without_headline() -> None:
    assert said(too_short, a_story(headline=" ")) == [("block", 1.0)]


def test_a_picture_needs_no_text() -> None:
    assert ask(too_short, a_story(body="", item_type="picture")) == []
