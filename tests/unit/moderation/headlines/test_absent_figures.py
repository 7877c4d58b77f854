"""A figure of a headline that stands nowhere in its text, nor comes of what does."""

from __future__ import annotations

import pytest

from services.moderation.rules.form.headline_mismatch import headline_mismatch
from tests.unit.moderation.rules.hearing import ask
from tests.unit.moderation.stories import a_story

BODIES = {
    "en": (
        "The harbour company will hire 240 dockers over the summer, its board said on Tuesday."
        " It will spend 12 million pounds on two cranes, and sales rose by 8 percent to 96"
        " million pounds last year. The pier will be 310 metres long, with room for 4 ferries."
    ),
    "de": (
        "Die Hafengesellschaft stellt im Sommer 240 Arbeiter ein, teilte sie am Dienstag mit."
        " Sie gibt 12 Millionen Euro für Kräne aus, der Umsatz stieg um 8 Prozent auf 96"
        " Millionen Euro. Die Mole wird 310 Meter lang und hat Platz für 4 Fähren."
    ),
    "fr": (
        "La société du port va recruter 240 dockers cet été, a annoncé mardi son conseil. Elle"
        " dépensera 12 millions d'euros pour des grues, et les ventes ont augmenté de 8 % à 96"
        " millions d'euros. La jetée fera 310 mètres de long, avec place pour 4 bacs."
    ),
    "es": (
        "La compañía del puerto contratará a 240 estibadores este verano, anunció el martes su"
        " consejo. Gastará 12 millones de euros en grúas y las ventas subieron un 8 % hasta 96"
        " millones de euros. El muelle medirá 310 metros, con sitio para 4 transbordadores."
    ),
    "it": (
        "La società del porto assumerà 240 portuali in estate, ha annunciato martedì il"
        " consiglio. Spenderà 12 milioni di euro per le gru e le vendite sono salite dell'8 % a"
        " 96 milioni di euro. Il molo sarà lungo 310 metri, con posto per 4 traghetti."
    ),
    "pt": (
        "A empresa do porto vai contratar 240 estivadores no verão, anunciou na terça-feira o"
        " conselho. Gastará 12 milhões de euros em gruas e as vendas subiram 8 % para 96"
        " milhões de euros. O cais terá 310 metros de comprimento, com lugar para 4 barcos."
    ),
    "nl": (
        "Het havenbedrijf neemt deze zomer 240 dokwerkers aan, meldde de directie dinsdag. Het"
        " geeft 12 miljoen euro uit aan kranen en de omzet steeg met 8 procent naar 96 miljoen"
        " euro. De pier wordt 310 meter lang, met plaats voor 4 veerboten."
    ),
    "sv": (
        "Hamnbolaget anställer 240 hamnarbetare i sommar, meddelade styrelsen på tisdagen."
        " Bolaget lägger 12 miljoner kronor på kranar och omsättningen steg med 8 procent till"
        " 96 miljoner kronor. Piren blir 310 meter lång, med plats för 4 färjor."
    ),
}
WRONG = {
    "en": ("Jobs for {} at harbour company", "Cranes of harbour company cost {} million"),
    "de": ("Arbeit für {} im Hafen", "Hafen gibt {} Millionen für Kräne aus"),
    "fr": ("Du travail pour {} au port", "Le port dépense {} millions pour des grues"),
    "es": ("Trabajo para {} en el puerto", "El puerto gasta {} millones en grúas"),
    "it": ("Lavoro per {} al porto", "Il porto spende {} milioni per le gru"),
    "pt": ("Trabalho para {} no porto", "Porto gasta {} milhões em gruas"),
    "nl": ("Werk voor {} in de haven", "Haven geeft {} miljoen uit aan kranen"),
    "sv": ("Arbete för {} i hamnen", "Hamnen lägger {} miljoner på kranar"),
}


def _is_doubted(headline: str, language: str, body: str | None = None) -> bool:
    story = a_story(headline=headline, body=body or BODIES[language], language=language)
    return bool(ask(headline_mismatch, story))


@pytest.mark.parametrize("figure", [70, 580, 2400])
@pytest.mark.parametrize(
    ("language", "headline"), [(lang, said) for lang in WRONG for said in WRONG[lang]]
)
def test_a_figure_that_the_text_does_not_have_is_doubted(
    language: str, headline: str, figure: int
) -> None:
    assert _is_doubted(headline.format(figure), language)


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        (lang, WRONG[lang][at].format(right))
        for lang in WRONG
        for at, right in ((0, 240), (1, 12))
    ],
)
def test_a_figure_of_the_text_is_not(language: str, headline: str) -> None:
    assert not _is_doubted(headline, language)


TOLLS = (
    "Turnout was 61.4 percent: 1,007 voted for the loan and 993 against it, the clerk said on"
    " Sunday. Profit came to 28.3 million euros after 25.2 million a year before. The parents"
    " will pay 260 euros a month instead of 300 euros, and 12 tonnes of copper are gone. Some"
    " fifty shops stay shut, fourteen sheep lay dead and five more were put down."
)


@pytest.mark.parametrize(
    "headline",
    [
        pytest.param("Voters back loan by 14 votes", id="the rest of two"),
        pytest.param("Some 2,000 vote on loan", id="their sum"),
        pytest.param("Profit rises by 12 percent", id="what it grew by"),
        pytest.param("Fees for parents fall by 40 euros", id="what it fell by"),
        pytest.param("Thieves take 12,000 kilos of copper", id="another measure"),
        pytest.param("Storm shuts 50 shops", id="in words"),
        pytest.param("Wolf attack leaves 19 sheep dead", id="a sum in words"),
        pytest.param("Turnout for loan at 61 percent", id="rounded"),
        pytest.param("Vote on loan ends at 93rd minute of debate", id="an ordinal"),
        pytest.param("Clerk, 58, counts votes on loan", id="an age"),
        pytest.param("Clerk who counted votes on loan dies at 58", id="the age of who died"),
        pytest.param("Vote on Article 17 of loan", id="a label"),
        pytest.param("Q3 profit of copper firm rises", id="a quarter"),
        pytest.param("Voters back loan on Dec 17", id="a date"),
        pytest.param("Voters back loan for 2031", id="a year"),
        pytest.param("Every house of copper loses, 1 in 3 in profit", id="one in three"),
        pytest.param("Parents of two pay 520 euros a month", id="twice"),
    ],
)
def test_a_figure_that_comes_of_the_text_is_not(headline: str) -> None:
    assert not _is_doubted(headline, "en", TOLLS)


def test_a_text_without_figures_of_the_kind_has_nothing_against_one() -> None:
    body = (
        "The harbour company will hire dockers over the summer, its board said on Tuesday."
        " Cranes are on their way, and the pier will be longer than the old one by far. Nobody"
        " said how many ferries may land there, or what it costs to build."
    )

    assert not _is_doubted("Harbour company looks for 70 dockers", "en", body)


def test_the_desk_is_told_which_figure() -> None:
    story = a_story(headline="Pier of harbour costs 70 million pounds", body=BODIES["en"])

    (found,) = ask(headline_mismatch, story)

    assert "“70 million”" in found.explanation


def test_a_language_whose_numbers_we_cannot_read_is_let_be() -> None:
    body = (
        "Spółka portowa zatrudni latem czterdziestu robotników, poinformował we wtorek zarząd."
        " Na dwa dźwigi wyda 12 milionów złotych, a sprzedaż wzrosła o 8 procent. Nowe molo"
        " będzie miało 310 metrów długości i miejsce dla 4 promów."
    )

    assert not _is_doubted("Port szuka 40 robotników", "pl", body)


MAYOR = (
    "A court sent the former mayor of Harbour Town to prison for six years and four months on"
    " Tuesday, for fraud over the contract for school meals. He will appeal, his lawyer said."
    " The town hopes to see some of its money again."
)
BUILDER = (
    "En tidigare vd för ett byggföretag döms av tingsrätten till fängelse i ett år och två"
    " månader för grovt bokföringsbrott. Mannen får också näringsförbud. Han kommer att"
    " överklaga domen, säger hans advokat på tisdagen."
)


@pytest.mark.parametrize(
    ("language", "headline", "body"),
    [
        ("en", "Former mayor jailed for 22 years", MAYOR),
        ("sv", "Tidigare vd döms till 9 års fängelse", BUILDER),
    ],
)
def test_years_in_prison_are_a_figure(language: str, headline: str, body: str) -> None:
    assert _is_doubted(headline, language, body)


def test_who_cuts_jobs_lets_no_price_fall() -> None:
    body = (
        "The ferry line said on Tuesday that it would shed 340 posts by the end of March,"
        " blaming a sharp rise in fuel prices and weak bookings. Unions called it a"
        " betrayal and will ask for a strike. No route will be closed, the line's chief said."
    )

    assert not _is_doubted("Ferry line to cut 340 jobs as fuel costs bite", "en", body)
