from __future__ import annotations

import pytest

from services.moderation.folding import fold
from services.moderation.headlines.amounts.multiples import another_multiple
from services.moderation.headlines.counted.terms import another_term

_REST = (
    " The rest of the text is about something else and goes on for a while, as texts do." * 2
)


@pytest.mark.parametrize(
    ("language", "headline", "text"),
    [
        ("en", "Fares to double", "A single will cost £2.15 instead of £2."),
        ("en", "Brackwell doubles profit", "Profit fell to $48 million, from $96 million."),
        ("de", "Gebühren verdoppeln sich", "Ein Platz kostet künftig 216 statt 200 Euro."),
        ("fr", "Le tarif double", "Le tarif passera de 2 euros à 2,20 euros."),
        ("es", "La deuda se triplica", "La deuda pasó de 40 a 44 millones de euros."),
        ("it", "Raddoppia il biglietto", "Il biglietto aumenterà del 10 per cento."),
        ("pt", "Preço da água duplica", "A água vai aumentar 6 por cento em janeiro."),
        ("nl", "Rekening halveert", "De rekening daalt van 200 naar 190 euro."),
        ("sv", "Avgiften fördubblas", "Avgiften höjs med sju procent från januari."),
    ],
)
def test_what_rises_a_little_does_not_double(language: str, headline: str, text: str) -> None:
    assert another_multiple(fold(headline).text, fold(text + _REST).text, language)


@pytest.mark.parametrize(
    ("language", "headline", "text"),
    [
        ("en", "Profit doubles", "Net profit rose to £41m from £20m a year before."),
        ("en", "Sales double", "Sales were twice what they were. Profit was up 12 per cent."),
        ("de", "Gewinn verdoppelt", "Der Gewinn stieg von 20 auf 41 Millionen Euro."),
        ("it", "Multe triplicate", "Le multe sono passate da 1.200 a 3.700 in un anno."),
        ("nl", "Winst gehalveerd", "De winst daalde van 12 naar 5,8 miljoen euro."),
        ("sv", "Halverad arbetslöshet", "Arbetslösheten sjönk från 8 till 4,1 procent."),
    ],
)
def test_what_doubles_by_its_figures_does(language: str, headline: str, text: str) -> None:
    assert not another_multiple(fold(headline).text, fold(text + _REST).text, language)


@pytest.mark.parametrize(
    ("language", "headline", "text", "another"),
    [
        ("en", "Five-year deal for Moran", "Moran signed a two-year contract.", True),
        ("de", "Fünfjahresvertrag für Kern", "Kern unterschrieb für zwei Jahre.", True),
        ("fr", "Bernier signe pour cinq ans", "Le contrat court sur deux ans.", True),
        ("en", "Two-year deal for Moran", "Moran has signed for two seasons.", False),
        ("pt", "Central renova por três anos", "Assinou até 2029, após um ano.", False),
    ],
)
def test_years_of_a_contract(language: str, headline: str, text: str, another: bool) -> None:
    told = another_term(fold(headline).text, fold(text + _REST).text, language)

    assert (told is not None) == another
