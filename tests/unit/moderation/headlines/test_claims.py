from __future__ import annotations

import pytest

from services.moderation.headlines.counted.terms import another_term
from services.moderation.headlines.opposed.claims import denied_claim
from services.moderation.headlines.others import another_of_its_kind

REST = (
    " a spokesman said that the matter would be looked at again next spring, when the figures "
    "for the year are known. the board meets on tuesday and the public may attend as before."
)


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("mill to axe 90 jobs", "there will be no job cuts at the mill."),
        ("klinikum entlasst 120 pflegekrafte", "kundigungen soll es nicht geben."),
        ("la fabrica despide a 80", "no habra despidos en la fabrica."),
        ("sei morti nell'incidente", "non ci sono vittime."),
        ("dix morts a la gare", "on ne deplore aucun deces."),
        ("zwei tote bei brand", "niemand kam ums leben."),
        ("twaalf doden bij brand", "er vielen geen doden."),
        ("mill to close in june", "the mill stays open, the owners said."),
        ("police arrested five", "nobody has been arrested."),
    ],
)
def test_what_the_text_only_denies_is_no_claim_of_its_headline(
    headline: str, text: str
) -> None:
    assert denied_claim(headline, text + REST) is not None


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("mill to axe 90 jobs", "the mill cuts 90 jobs. there will be no layoffs elsewhere."),
        ("mill to axe 90 jobs", "ninety posts go. no other job cuts are planned."),
        (
            "fc ontslaat trainer",
            "hij is niet langer trainer van de club. de club ontsloeg hem.",
        ),
        ("klubben sparkar tranaren", "han ar inte langre tranare. klubben sparkade honom."),
        ("no job cuts at mill", "there will be no job cuts at the mill."),
        ("mill may close", "the mill stays open for now."),
        ("will the mill close?", "the mill stays open."),
        ("mill to close in june", "the mill shuts in june. the shop stays open."),
        ("mill to close in june", "people fought to keep the mill open."),
    ],
)
def test_one_mention_that_stands_bears_it_out(headline: str, text: str) -> None:
    assert denied_claim(headline, text + REST) is None


def test_a_thing_of_the_same_kind_is_another_story() -> None:
    lead = "a plane came down in the river on friday."

    assert another_of_its_kind("bus falls into river", lead + REST, "en") is not None
    assert another_of_its_kind("plane falls into river", lead + REST, "en") is None
    told = f"{lead} the bus on the bank was hit."
    assert another_of_its_kind("bus falls into river", told + REST, "en") is None


def test_all_are_not_a_few() -> None:
    lead = "two of the 84 schools will be shut. all other schools are open as normal."

    assert another_of_its_kind("every school to close", lead + REST, "en") is not None
    assert another_of_its_kind("two schools to close", lead + REST, "en") is None


@pytest.mark.parametrize(
    ("headline", "text", "wrong"),
    [
        ("driver jailed for 12 years", "he was jailed for three years.", True),
        ("driver jailed for 12 years", "he was jailed for twelve years.", False),
        ("driver jailed for 12 years", "he was jailed for a dozen years.", False),
        ("driver jailed for a year", "he was jailed for 12 months.", False),
        ("driver, 12 years on the road", "he was jailed for three years.", False),
    ],
)
def test_a_sentence_is_as_long_as_the_text_says(headline: str, text: str, wrong: bool) -> None:
    assert (another_term(headline, text + REST, "en") is not None) is wrong
