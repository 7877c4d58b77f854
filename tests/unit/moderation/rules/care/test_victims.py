from __future__ import annotations

import pytest

from services.moderation.rules.care.victims import victims
from tests.unit.moderation.rules.hearing import marked, said
from tests.unit.moderation.stories import a_story

JAILED = "A driver was jailed for rape by a court in Harbour Town. {} The sentence is final."


@pytest.mark.parametrize(
    "told",
    [
        "Ann Roe, 24, told jurors that she had trusted him.",
        "Ann Roe, 24, was found by a cyclist. She was taken to hospital.",
        "The woman, Ann Roe, 24, has left the town.",
        "The court accepted the account of Ann Roe.",
        "He was convicted of assaulting Ann Roe in his car.",
    ],
)
def test_whom_the_copy_tells_as_the_one_is_a_victim(told: str) -> None:
    story = a_story(headline="Driver jailed", body=JAILED.format(told))

    assert [severity for severity, _ in said(victims, story)] == ["doubt"]
    assert "Ann Roe" in marked(victims, story)


@pytest.mark.parametrize(
    "told",
    [
        "Ann Roe, 47, prosecuting, told jurors that he had shown no remorse.",
        "Ann Roe, his wife, wept as she left the court.",
        "Ann Roe, 41, who runs a charity, said that she hoped others would come forward.",
        "Detective Inspector Ann Roe praised those who gave evidence.",
        "Ann Roe, 29, admitted helping him and wept as she was sentenced.",
    ],
)
def test_who_works_on_it_or_is_accused_is_none(told: str) -> None:
    assert said(victims, a_story(headline="Driver jailed", body=JAILED.format(told))) == []


ACCUSED = "A coach of 50 was charged with rape. {} Police are looking for witnesses."


@pytest.mark.parametrize(
    "told",
    [
        "He denies attacking Ann Roe. She has left the town.",
        "In her lawsuit Ann Roe says that the club knew. She is a student.",
    ],
)
def test_what_is_told_in_several_sentences_counts_together(told: str) -> None:
    assert "Ann Roe" in marked(victims, a_story(headline="Charge", body=ACCUSED.format(told)))


@pytest.mark.parametrize(
    "told",
    [
        "Florist Ann Roe, 63, heard screams and called the police.",
        "His wife, the pianist Ann Roe, 49, wept in court.",
        "Ann Roe, 45, who worked with him, never suspected a thing.",
        "Ann Roe, 52, a forensic expert, told the court of injuries.",
    ],
)
def test_who_stands_near_is_none(told: str) -> None:
    assert said(victims, a_story(headline="Charge", body=ACCUSED.format(told))) == []
