"""Figures of headlines that lost a nought or changed their digits, and those that agree."""

from __future__ import annotations

import pytest

from services.moderation.folding import fold
from services.moderation.headlines.counted.slips import slipped
from services.moderation.headlines.counted.tally import another_tally

_SLIPPED = (
    ("en", "Jobless rate climbs to 7.4 percent", "It rose to 4.7 percent from 4.5 in spring."),
    ("fr", "Le cimentier supprime 2 400 postes", "Un plan de départs portant sur 240 emplois."),
    ("it", "Multa da 50 milioni al caseificio", "La sanzione è di 5 milioni di euro."),
    ("de", "Strompreis sinkt um 40 Prozent", "Der Arbeitspreis sinkt um vier Prozent."),
    ("nl", "Boete van 3.000 euro voor visser", "De visser moet 300 euro betalen."),
    ("sv", "Banken höjer räntan till 5,2 procent", "Räntan höjs till 2,5 procent i maj."),
)
_AGREE = (
    ("en", "Jobless rate climbs to 4.7 percent", "It rose to 4.7 percent from 4.5 in spring."),
    ("en", "Firm to cut 2,400 jobs", "Some 2,397 jobs go, 240 of them at its headquarters."),
    ("en", "Rate rises by 0.3 points", "It rose to 3.7 percent from 3.4, and 3 points in all."),
    (
        "en",
        "Fine of 50 million for dairy",
        "It must pay 30 million now, 20 million later, not 5 million.",
    ),
    (
        "en",
        "Lamp firm lands $1 billion contract, plans $100 million plant",
        "It signed a $1 billion contract. "
        + "It said little else. " * 70
        + "A $100 million plant will follow.",
    ),
    ("en", "Twenty years of queues", "The kiosk sold two million tickets in its time."),
    ("de", "Strompreis sinkt um vier Prozent", "Der Arbeitspreis sinkt um 4 Prozent."),
)


@pytest.mark.parametrize(("language", "headline", "body"), _SLIPPED)
def test_a_figure_that_slipped_is_shown_with_what_was_meant(
    language: str, headline: str, body: str
) -> None:
    assert slipped(fold(headline).text, fold(body).text, language) is not None


@pytest.mark.parametrize(("language", "headline", "body"), _AGREE)
def test_a_figure_may_be_rounded_a_sum_or_in_words(
    language: str, headline: str, body: str
) -> None:
    assert slipped(fold(headline).text, fold(body).text, language) is None


_OTHERS = (
    (
        "nl",
        "Dertig gewonden bij botsing tussen trams",
        (
            "Bij een aanrijding zijn drie mensen lichtgewond geraakt. De overige 27 bleven "
            "ongedeerd."
        ),
    ),
    (
        "sv",
        "Tjugo skolor stängs på grund av mögel",
        (
            "Två skolor i Granvik får stänga. Kommunens övriga arton skolor håller öppet som "
            "vanligt."
        ),
    ),
    (
        "en",
        "Thirty-four drown as ferry sinks",
        "Four people died when a ferry went down. The other 34 on board were pulled out alive.",
    ),
)


@pytest.mark.parametrize(("language", "headline", "body"), _OTHERS)
def test_those_of_whom_something_else_is_said_are_no_part_of_a_sum(
    language: str, headline: str, body: str
) -> None:
    assert another_tally(fold(headline).text, fold(body).text, language) is not None
