import pytest

from services.moderation.folding import fold
from services.moderation.headlines.amounts.figures import another_figure
from services.moderation.headlines.amounts.formerly import formerly
from services.moderation.headlines.counted.numbers import numbers
from services.moderation.headlines.counted.terms import another_term


def _told(headline: str, text: str, language: str) -> str | None:
    return formerly(fold(headline).text, fold(text).text, language)


@pytest.mark.parametrize(
    ("language", "headline", "text"),
    [
        (
            "en",
            "Bus to run every ten minutes",
            "It runs every 30 minutes instead of every ten.",
        ),
        ("en", "Rents rise 3 per cent", "Rents rose by 5 per cent, up from 3 per cent in May."),
        ("de", "Bus fährt alle zehn Minuten", "Statt alle zehn kommt er alle dreißig Minuten."),
        ("fr", "Un bus toutes les dix minutes", "Il passera toutes les vingt au lieu de dix."),
        ("es", "Autobús cada diez minutos", "Pasará cada veinte minutos en lugar de diez."),
        ("it", "Un bus ogni dieci minuti", "Passerà ogni venti minuti invece di dieci."),
        ("pt", "Autocarro a cada dez minutos", "Passa a cada vinte minutos em vez de dez."),
        (
            "nl",
            "Bus rijdt elke tien minuten",
            "Hij rijdt elke twintig in plaats van elke tien.",
        ),
        ("sv", "Biblioteket stänger 19", "Biblioteket stänger klockan 16 i stället för 19."),
    ],
)
def test_a_headline_takes_what_was_for_what_is(language: str, headline: str, text: str) -> None:
    assert _told(headline, text, language)


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Bus to run every 30 minutes", "It runs every 30 minutes instead of every ten."),
        ("Library drops 7 pm closing", "The library closes at 4 instead of 7 from March."),
        ("Rents up from 3 per cent", "Rents rose by 5 per cent, up from 3 per cent in May."),
        (
            "Ten buses an hour",
            "Ten buses will run each hour instead of six. Ten stops are new.",
        ),
        (
            "Ten minutes to save a life",
            "Crews came in ten minutes. They walked instead of ten.",
        ),
    ],
)
def test_what_is_so_now_or_said_to_go_is_right(headline: str, text: str) -> None:
    assert not _told(headline, text, "en")


@pytest.mark.parametrize(
    ("language", "headline", "text"),
    [
        (
            "en",
            "Carer jailed for 18 years",
            "The court jailed the carer for 18 months on Monday.",
        ),
        (
            "de",
            "Pfleger muss 18 Jahre in Haft",
            "Das Gericht hat ihn zu 18 Monaten Haft verurteilt.",
        ),
        (
            "es",
            "Condenado a 18 años de cárcel",
            "El juez le ha condenado a 18 meses de cárcel ayer.",
        ),
    ],
)
def test_so_many_years_are_not_as_many_months(language: str, headline: str, text: str) -> None:
    long = (
        text + " The case had run since spring, and the family said nothing of it afterwards."
    )
    told = long + " Nobody else was in the room, and no appeal is known so far in this case."
    assert another_term(fold(headline).text, fold(told).text, language)


@pytest.mark.parametrize(
    ("language", "sum_"),
    [
        ("fr", "cinq millions d'euros"),
        ("es", "cinco millones de euros"),
        ("it", "cinque milioni di euro"),
        ("pt", "5 milhões de reais"),
    ],
)
def test_millions_of_euros_are_money(language: str, sum_: str) -> None:
    assert [each.unit for each in numbers(fold(sum_).text, language)] == ["money"]


def test_another_sum_in_words_is_another_sum() -> None:
    text = "la empresa gastara cinco millones de euros en su planta."
    assert another_figure("la empresa invertira 50 millones en su planta", text, "es")
