from __future__ import annotations

import pytest

from services.moderation.rules.care.insults import insults
from tests.unit.moderation.rules.hearing import ask, marked, said
from tests.unit.moderation.stories import BODY, a_story


def test_doubts_abuse_in_our_own_voice_and_marks_it() -> None:
    story = a_story(headline="Board of morons", body=f"{BODY} What assholes they are.")

    assert said(insults, story) == [("doubt", 0.8)]
    assert marked(insults, story) == ["morons", "assholes"]


@pytest.mark.parametrize("quoted", ["“Those morons,” he said.", '"Morons!" he said.'])
def test_only_notes_what_somebody_else_said(quoted: str) -> None:
    assert said(insults, a_story(body=f"{BODY} {quoted}")) == [("note", 0.3)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr Wang met Dick Cheney in Scunthorpe and Essex.",
        "The retardant slowed the fire; the cockpit was intact.",
        "He gave up his reputation as the clown prince of tennis on Wednesday.",
        "Le train a du retard.",
    ],
)
def test_leaves_names_and_other_words_alone(text: str) -> None:
    assert ask(insults, a_story(body=text, language="fr" if "train" in text else "en")) == []


def test_a_language_without_a_list_is_not_judged() -> None:
    assert ask(insults, a_story(body="moron moron", language="cy")) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La facture demeure élevée et les élus s'attardent sur le sujet."),
        ("sv", "Det går att höra hur hyran består, och rätta räkningar kommer loss i mars."),
    ],
)
def test_ordinary_words_that_fold_like_abuse_are_none(language: str, text: str) -> None:
    assert ask(insults, a_story(body=text, language=language)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Notre maire est un demeuré et sa bande de demeurés aussi."),
        ("sv", "Hon är en hora och hennes syster en annan hora."),
    ],
)
def test_abuse_as_it_is_written_is_still_abuse(language: str, text: str) -> None:
    assert said(insults, a_story(body=text, language=language))
