from __future__ import annotations

from services.moderation.rules.form.headline_mismatch import headline_mismatch
from tests.unit.moderation.rules.hearing import ask, said
from tests.unit.moderation.stories import BODY, a_story

LONG = f"{BODY}\n\n{BODY}"


def test_doubts_a_headline_over_another_story() -> None:
    story = a_story(headline="Astronomers photograph distant galaxy cluster", body=LONG)

    assert said(headline_mismatch, story) == [("doubt", 1.0)]


def test_inflected_words_are_the_same_words() -> None:
    story = a_story(headline="Boards approve additional ferry crossings", body=LONG)

    assert ask(headline_mismatch, story) == []


def test_short_headlines_may_be_wit() -> None:
    assert ask(headline_mismatch, a_story(headline="All at sea", body=LONG)) == []


def test_short_texts_are_not_judged() -> None:
    story = a_story(headline="Astronomers photograph distant galaxy cluster", body=BODY[:90])

    assert ask(headline_mismatch, story) == []


def test_languages_without_spaces_are_not_judged() -> None:
    story = a_story(headline="Astronomers see distant galaxy", body=LONG, language="ja")

    assert ask(headline_mismatch, story) == []


UNKNOWN = "Cobblers repaint quirky tricycles before jubilee"


def test_a_long_text_without_any_of_a_headlines_words_is_another_story() -> None:
    assert said(headline_mismatch, a_story(headline=UNKNOWN, body=LONG)) == [("doubt", 0.9)]


def test_two_words_at_its_end_are_enough_to_belong_together() -> None:
    text = f"{LONG}\n\nThe pier's signs are painted by the town's cobbler for the jubilee."

    assert ask(headline_mismatch, a_story(headline=UNKNOWN, body=text)) == []


def test_a_short_text_may_tell_it_in_other_words() -> None:
    text = " ".join(BODY.split()[:75])

    assert ask(headline_mismatch, a_story(headline=UNKNOWN, body=text)) == []


def test_in_languages_whose_forms_are_unknown_it_tells_nothing() -> None:
    story = a_story(headline=UNKNOWN, body=LONG, language="fi")

    assert ask(headline_mismatch, story) == []
