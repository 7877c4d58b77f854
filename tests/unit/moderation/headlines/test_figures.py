from __future__ import annotations

import pytest

from services.moderation.headlines.amounts.figures import another_figure
from services.moderation.headlines.counted.numbers import numbers


@pytest.mark.parametrize(
    ("headline", "text", "language"),
    [
        ("firm fined £5m over fall", "the firm was fined £500,000 on monday.", "en"),
        ("sciopero venerdi", "lo sciopero di giovedi e stato confermato.", "it"),
        ("man, 34, found", "the man, 61, was found on the hill.", "en"),
        ("duizenden boeren boos", "tachtig boeren waren boos.", "nl"),
    ],
)
def test_another_figure_in_its_place_is_told(headline: str, text: str, language: str) -> None:
    assert another_figure(headline, text, language) is not None


@pytest.mark.parametrize(
    ("headline", "text", "language"),
    [
        ("hundreds march for hospital", "more than 400 people marched.", "en"),
        ("half of millions given away", "who won £14.2m gave £7m of it.", "en"),
        ("zwei drittel fuer mueller", "mueller erhielt 67,4 prozent.", "de"),
        ("la uva, a 62 centimos", "cobran 0,62 euros por kilo de uva.", "es"),
        ("campeonas 19 anos despues", "la opuesta, de 27 anos, anoto 27 puntos.", "es"),
        ("el tren vuelve tras 29 anos", "una mujer de 61 anos compro el boleto.", "es"),
        ("strike on friday", "the strike will begin on 9 may, the union said on monday.", "en"),
    ],
)
def test_rounded_summed_and_told_otherwise_it_is_the_same(
    headline: str, text: str, language: str
) -> None:
    assert another_figure(headline, text, language) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("unas 1.300, informo", 1_300),
        ("some 12,300,000, it said", 12_300_000),
        ("1.300,50 euros", 1_300.5),
        ("1 300 personnes", 1_300),
        ("3,5 points", 3.5),
        ("62 centimos", 0.62),
    ],
)
def test_figures_are_read_whole(text: str, value: float) -> None:
    assert [each.value for each in numbers(text, "es")] == [pytest.approx(value)]
