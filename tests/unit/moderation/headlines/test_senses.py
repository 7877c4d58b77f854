from __future__ import annotations

import pytest

from services.moderation.rules.form.headline_mismatch import headline_mismatch
from tests.unit.moderation.rules.hearing import ask
from tests.unit.moderation.stories import a_story

REST = (
    " The council of Harbour Town will talk of it again in spring, when a report is due. A"
    " similar case kept the region busy a year ago, and little came of it."
)


def told(headline: str, lead: str) -> list[str]:
    """What the rule says of a headline over a lead."""
    return [
        finding.explanation
        for finding in ask(headline_mismatch, a_story(headline=headline, body=lead + REST))
    ]


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        (
            "Ferry workers laid off in Harbour Town",
            "The ferry line in Harbour Town said on Monday that it would recruit 60 people.",
        ),
        (
            "Factory in Harbour Town shuts",
            "The factory in Harbour Town will stay in business under a new owner.",
        ),
        (
            "Cavers drown in flooded cave",
            "All nine cavers walked out of the flooded cave unaided on Monday morning.",
        ),
        (
            "Tap water in Harbour Town contaminated",
            "Tap water in Harbour Town got the all-clear on Monday after tests for bacteria.",
        ),
    ],
)
def test_a_claim_that_the_lead_excludes_is_told_with_both_words(
    headline: str, lead: str
) -> None:
    (why,) = told(headline, lead)

    assert why.startswith("The headline says “")
    assert "the text “" in why


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        (
            "Ferry workers laid off in Harbour Town",
            "The ferry line in Harbour Town laid off 60, though it will recruit cooks.",
        ),
        (
            "Minister Lund steps down",
            "Minister Lund resigned on Monday. Her deputy is staying on.",
        ),
        (
            "Santa in bank of Harbour Town nearly gets arrested",
            "In a bank of Harbour Town a Santa nearly ended up in a cell, police said.",
        ),
        (
            "Elmland crown closes down on import settlements",
            "The Elmland crown slid on Friday, from an opening of 8.3, on import settlements.",
        ),
        (
            "Harbour Town bonds won by Ann Roe & Co",
            "Ann Roe & Co said on Monday that it won bonds of Harbour Town worth $1 million.",
        ),
        (
            "Elmland economy in decline",
            "Despite a brief increase in Elmland jobs, the economy does badly, a report said.",
        ),
        (
            "Harbour index closes lower",
            "The Harbour index lost 1.2 percent on Monday after opening firmer at 830.",
        ),
        (
            "Agency says view of the economy unchanged by growth data",
            "The agency has not changed its view of the economy, though growth was weak.",
        ),
        (
            "Will Minister Lund step down?",
            "Minister Lund said on Monday that she was staying on, whatever the papers wrote.",
        ),
        (
            "Minister Lund refuses to step down",
            "Minister Lund said on Monday that she was staying on, whatever the papers wrote.",
        ),
        (
            "Cavers drown in flooded cave",
            "Nine cavers drowned on Monday. Others survived the same cave in 1987.",
        ),
    ],
)
def test_what_bears_it_out_asks_denies_or_is_of_another_is_let_be(
    headline: str, lead: str
) -> None:
    assert told(headline, lead) == []


def test_a_winner_is_known_by_who_stands_before_the_verb() -> None:
    lead = "Rovers edged past United 2-1 on Saturday and lifted the cup in Harbour Town."

    assert told("United win the cup", lead)
    assert not told("Rovers win the cup", lead)
