from __future__ import annotations

import pytest

from services.moderation.rules.form.headline_mismatch import headline_mismatch
from tests.unit.moderation.rules.hearing import ask
from tests.unit.moderation.stories import a_story

UP = "Rents in Harbour Town {} by four per cent last year, the council said on Monday. {}"
REST = (
    "It wants to build 300 flats by the lake and has asked the port for land that is not used."
)


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        ("Rents fall in Harbour Town", "rose"),
        ("Rents rise in Harbour Town", "fell"),
        ("Rents unchanged in Harbour Town", "climbed"),
    ],
)
def test_what_goes_the_other_way_is_told(headline: str, lead: str) -> None:
    story = a_story(headline=headline, body=UP.format(lead, REST))

    assert [finding.severity for finding in ask(headline_mismatch, story)] == ["doubt"]


@pytest.mark.parametrize(
    ("headline", "lead"),
    [
        ("Rents rise in Harbour Town", "rose"),
        ("Will rents fall in Harbour Town?", "rose"),
        ("Rents could fall in Harbour Town", "rose"),
        ("Rents rise but demand falls in Harbour Town", "rose"),
    ],
)
def test_what_agrees_asks_or_plans_is_let_be(headline: str, lead: str) -> None:
    story = a_story(headline=headline, body=UP.format(lead, REST))

    assert ask(headline_mismatch, story) == []


def test_two_sides_that_changed_places_are_told() -> None:
    body = (
        "United won the cup for the first time on Saturday, beating Rovers 2-1 at the end. "
        "The captain lifted the trophy in front of 40,000 supporters, and all sang for hours."
    )

    assert ask(
        headline_mismatch, a_story(headline="Rovers beat United in cup final", body=body)
    )
    assert not ask(
        headline_mismatch, a_story(headline="United beat Rovers in cup final", body=body)
    )


@pytest.mark.parametrize(
    ("language", "headline", "body"),
    [
        (
            "en",
            "Harbour Agency bans some scientists from its boards",
            (
                "The Harbour Agency said on Tuesday it will bar scientists who won its grants"
                " from its boards, a move critics say could open the way to others."
            ),
        ),
        (
            "pt",
            "Ana Roe contraria pesquisas, derrota Rui Doe e é eleita prefeita de Roehausen",
            (
                "Ana Roe venceu no domingo a eleição para a prefeitura de Roehausen, derrotando"
                " o prefeito Rui Doe, que governava desde 2015 a cidade."
            ),
        ),
        (
            "es",
            "Ana Roe derrota a Luis Doe y es elegida alcaldesa de Roehausen",
            (
                "Ana Roe venció el domingo en las elecciones a la alcaldía de Roehausen con el"
                " 54 por ciento de los votos y gobernará desde mayo."
            ),
        ),
    ],
)
def test_a_grant_allows_nothing_and_who_defeats_has_won(
    language: str, headline: str, body: str
) -> None:
    story = a_story(headline=headline, body=body, language=language)

    assert ask(headline_mismatch, story) == []
