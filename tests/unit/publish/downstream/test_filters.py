from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.publish.about import About, about_item, without_words
from services.publish.downstream.filters import FilterError, read_filter

STORY = About(
    source="wire",
    section="world",
    language="en-gb",
    topics=("11000000", "20000638"),
    places=("de", "fr"),
    urgency=3,
)


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("section=world", True),
        ("section=World", True),
        ("section=business", False),
        ("section=world,business", True),
        ("section=!world", False),
        ("section=!sport", True),
        ("section=!sport,!world", False),
        ("section=world,!sport", True),
        ("topic=medtop:11000000", True),
        ("topic=11000000", True),
        ("topic=http://cv.iptc.org/newscodes/mediatopic/11000000", True),
        ("topic=medtop:04000000", False),
        ("topic=!medtop:20000638", False),
        ("place=FR", True),
        ("place=us,FR", True),
        ("place=US", False),
        ("place=!DE", False),
        ("language=en", True),
        ("language=en-GB", True),
        ("language=en-US", False),
        ("language=!en", False),
        ("urgency<=3", True),
        ("urgency<3", False),
        ("urgency>=3", True),
        ("urgency>3", False),
        ("urgency=3", True),
        ("urgency=1,2", False),
        ("urgency=!3", False),
        ("section=world,business topic=medtop:11000000 place=FR language=en urgency<=3", True),
        ("section=world place=FR language=de", False),
        ("section=world section=!world", False),
    ],
)
def test_all_conditions_must_hold_and_commas_are_or(text: str, passes: bool) -> None:
    assert read_filter(text).wants(STORY) is passes


@pytest.mark.parametrize("text", ["urgency<=9", "topic=01", "place=FR", "language=en"])
def test_what_a_story_does_not_say_is_not_what_a_filter_wants(text: str) -> None:
    assert not read_filter(text).wants(About())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "section",
        "section=",
        "section=world,",
        "section=!",
        "colour=red",
        "section<=3",
        "urgency<=high",
        "urgency<=0",
        "urgency<1",
        "urgency=²",
        "x" * 3000,
    ],
)
def test_what_cannot_be_read_is_said(text: str) -> None:
    with pytest.raises(FilterError):
        read_filter(text)


@given(st.text(alphabet="section=!,<>urgency: é\u200b1", max_size=60))
def test_any_text_is_a_filter_or_an_error(text: str) -> None:
    with contextlib.suppress(FilterError):
        read_filter(text).wants(STORY)


def test_what_an_item_is_about_can_be_read_from_it() -> None:
    item = (
        '{"language":"pt-BR","urgency":2,"subjects":[{"uri":"x/01"},{"name":"no code"}],'
        '"places":[{"name":"Lisboa","literal":"PT"},{"name":"Norte","literal":"O Norte"}]}'
    )

    about = about_item(item, "World")

    assert about == About(
        section="world", language="pt-br", topics=("01",), places=("pt",), urgency=2
    )


@pytest.mark.parametrize(
    "text", ["topic=medtop:11000000", "topic=!medtop:20000638", "topic=!x", "topic=x,11000000"]
)
def test_a_filter_sees_of_what_was_taken_back_what_it_saw_before(text: str) -> None:
    (kept,) = without_words([STORY])

    assert "11000000" not in repr(kept)
    assert without_words([kept]) == (kept,)
    assert read_filter(text).wants(kept) is read_filter(text).wants(STORY)
