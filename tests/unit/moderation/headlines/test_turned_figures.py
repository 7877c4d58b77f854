"""A figure that goes the other way in the text, a date on another day, a denial of leaving."""

from __future__ import annotations

import pytest

from services.moderation.rules.form.headline_mismatch import headline_mismatch
from tests.unit.moderation.rules.hearing import ask
from tests.unit.moderation.stories import a_story

STORES = (
    "The retail partnership said its department stores took 4.5 percent more in the week to"
    " November 30 than a year before, when the shops had stood shut for a day. Over 18 weeks"
    " takings were up 13.6 percent. Supermarkets sold 8.5 percent less, and fewer customers"
    " came. A bonus of 300 million pounds will be paid in March, 20 million less than in 2025."
)
STRIKE = (
    "SOFIA, Aug 26 (Agency) - Air traffic controllers will go on strike on September 3 to ask"
    " for higher pay, the head of their union said on Monday. Talks with the ministry began on"
    " Aug 12 and came to nothing, he said. Flights over the country will not be touched."
)


def _said(headline: str, body: str, language: str = "en") -> list[str]:
    story = a_story(headline=headline, body=body, language=language)
    return [found.explanation for found in ask(headline_mismatch, story)]


@pytest.mark.parametrize(
    "headline",
    [
        "Retail partnership's store sales down 13.6 percent",
        "Retail partnership down 13.6 pct over 18 weeks",
        "Partnership's supermarkets up 8.5 percent",
        "Retail partnership takings slump 13.6 percent",
    ],
)
def test_a_figure_that_goes_the_other_way_is_doubted(headline: str) -> None:
    assert _said(headline, STORES)


@pytest.mark.parametrize(
    "headline",
    [
        "Retail partnership's store sales up 13.6 percent",
        "Retail partnership up 13.6 pct over 18 weeks",
        "Partnership's supermarkets down 8.5 percent",
        "Partnership: stores up, supermarkets down 8.5 percent",
        "Partnership bonus falls to 300 million pounds",
        "Department stores take 4.5 percent more at partnership",
    ],
)
def test_a_figure_that_goes_its_own_way_is_not(headline: str) -> None:
    assert not _said(headline, STORES)


@pytest.mark.parametrize(
    "headline",
    [
        "Air traffic controllers to strike September 11",
        "Controllers of air traffic to strike on 11 September",
        "Air traffic strike set for Sept 17",
    ],
)
def test_a_date_on_another_day_of_the_month_is_doubted(headline: str) -> None:
    assert _said(headline, STRIKE)


@pytest.mark.parametrize(
    "headline",
    [
        pytest.param("Air traffic controllers to strike September 3", id="right"),
        pytest.param("Air traffic controllers to strike Sept 3", id="shorter"),
        pytest.param("Talks on air traffic strike failed Aug 12", id="another right one"),
        pytest.param("Air traffic controllers to strike on October 9", id="another month"),
        pytest.param("Air traffic talks August 28, strike September 9", id="two"),
        pytest.param("Air traffic controllers may strike in September 2011", id="a year"),
    ],
)
def test_a_date_of_the_text_or_of_another_month_is_not(headline: str) -> None:
    assert not _said(headline, STRIKE)


ELSEWHERE = {
    "Fluglotsen streiken am {}. September": (
        "de",
        (
            "Die Fluglotsen treten am 3. September in den Ausstand, sagte ihre Gewerkschaft am"
            " Montag. Gespräche mit dem Ministerium blieben ohne Ergebnis, und ein neues"
            " Angebot liegt nicht vor. Überflüge sind nicht betroffen."
        ),
    ),
    "Les contrôleurs aériens en grève le {} septembre": (
        "fr",
        (
            "Les contrôleurs aériens feront grève le 3 septembre, a annoncé lundi leur"
            " syndicat. Les discussions avec le ministère n'ont rien donné, et aucune offre"
            " nouvelle n'est faite. Les survols ne sont pas concernés."
        ),
    ),
    "Los controladores aéreos, en huelga el {} de septiembre": (
        "es",
        (
            "Los controladores aéreos irán a la huelga el 3 de septiembre, anunció el lunes su"
            " sindicato. Las conversaciones con el ministerio no dieron fruto y no hay oferta"
            " nueva sobre la mesa. Los sobrevuelos no se verán afectados."
        ),
    ),
}


@pytest.mark.parametrize("headline", ELSEWHERE)
def test_dates_are_read_in_other_languages(headline: str) -> None:
    language, body = ELSEWHERE[headline]

    assert _said(headline.format(11), body, language)
    assert not _said(headline.format(3), body, language)


def test_who_dismisses_reports_sends_nobody_home() -> None:
    body = (
        "The premier has dismissed reports that he had told the treasurer he would quit before"
        " the vote. He told a broadcaster that nobody does deals over jobs like this. A new"
        " book says that he went back on a pledge to make way after ministers had asked."
    )

    assert not _said("Premier dismisses quit claim report", body)
