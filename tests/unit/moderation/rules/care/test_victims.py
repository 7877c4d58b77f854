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


A_WOMAN = (
    "A man of 40 was convicted of raping a woman. The woman {}. He will be sentenced in May."
)
TELLS = [
    "studies law",
    "lives with her aunt",
    "sings in a choir",
    "has a dog and a bicycle",
    "is 31 and gave evidence from behind a screen",
]
TELLS_MORE = [
    "is the only vet in the village and sings in its choir",
    "is the youngest daughter of the pharmacist and studies law at Elm College",
    "keeps the tea rooms on Harbour Row and won the county cup last year",
    "posts as @snail_of_elmdale and works at the Elmdale ferry",
    "lives at number 8 in Snail Lane and teaches at the village school",
]


@pytest.mark.parametrize("told", TELLS)
def test_one_thing_that_many_have_makes_nobody_known(told: str) -> None:
    assert said(victims, a_story(headline="Convicted", body=A_WOMAN.format(told))) == []


@pytest.mark.parametrize("told", TELLS_MORE)
def test_some_things_together_make_somebody_known(told: str) -> None:
    found = said(victims, a_story(headline="Convicted", body=A_WOMAN.format(told)))

    assert [severity for severity, _ in found] == ["doubt"]


@pytest.mark.parametrize(
    "body",
    [
        (
            "A man of 40 raped a student. She plays for the Snails. The woman lives on the"
            " island and was crowned carnival queen in May."
        ),
        (
            "The only vet in the village raped a woman. She is the club's treasurer and is"
            " married to its chairman."
        ),
    ],
)
def test_what_several_sentences_tell_counts_together(body: str) -> None:
    assert [
        severity for severity, _ in said(victims, a_story(headline="Jailed", body=body))
    ] == ["doubt"]


@pytest.mark.parametrize(
    "told",
    [
        "The accused, who is the village's only vet and captain of its team, denies it.",
        "Her lawyer Ann Roe, 50, captain of the women's eight and a mother, said no more.",
        "Judge Max Moe, son of the former mayor, who won the county cup, thanked the jury.",
    ],
)
def test_what_is_told_of_others_makes_nobody_known(told: str) -> None:
    body = f"A man of 40 is on trial for the rape of a woman. {told}"

    assert said(victims, a_story(headline="On trial", body=body)) == []


@pytest.mark.parametrize(
    ("language", "last"),
    [
        ("en", "The kingdom beheads smugglers, rapists and murderers."),
        ("de", "Das Königreich köpft Schmuggler, Vergewaltiger und Mörder."),
        ("fr", "Le royaume décapite trafiquants, violeurs et meurtriers."),
        ("es", "Hay una multa por cada violación o infracción de las normas."),
        ("es", "Hay multas por el abuso de situación de necesidad."),
        ("es", "Denunciaron que el avión violó el espacio aéreo."),
        ("pt", "Há uma multa por cada violação das regras da cidade."),
        ("es", "El reino decapita a traficantes, violadores y asesinos."),
    ],
)
def test_offenders_among_others_and_broken_rules_make_nobody_a_victim(
    language: str, last: str
) -> None:
    body = f"Rui Doe was executed in Harbour Town on Sunday. He was the 26th this year. {last}"
    story = a_story(headline="Harbour Town executes a robber", body=body, language=language)

    assert said(victims, story) == []


def test_what_a_body_is_for_is_nobody() -> None:
    told = "The woman told the Harbour Centre for Investigative Reporting that he had lied."
    story = a_story(headline="Driver jailed", body=JAILED.format(told))

    assert said(victims, story) == []
