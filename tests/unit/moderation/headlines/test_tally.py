from __future__ import annotations

import pytest

from services.moderation.folding import fold
from services.moderation.headlines.counted.tally import another_tally, counts_dead


@pytest.mark.parametrize(
    ("language", "headline", "text"),
    [
        ("en", "Nine dead in hotel fire", "Two guests died and nine were treated for smoke."),
        ("de", "Vierzehn Tote nach Brand", "Vier Menschen sind gestorben, 14 wurden verletzt."),
        ("fr", "Neuf morts dans un car", "L'accident a fait deux morts et neuf blessés."),
        ("es", "Diez muertos en un choque", "Dos personas murieron y diez resultaron heridas."),
        ("it", "Otto morti nel crollo", "Sono morte due persone, otto i feriti ricoverati."),
        ("pt", "Dez mortos na A1", "Dez pessoas ficaram feridas, nenhuma corre perigo."),
        ("nl", "Zeven doden op A28", "Twee mensen zijn omgekomen. Zeven raakten gewond."),
        ("sv", "Elva döda i buss", "Två personer dog och elva skadades i bussen."),
    ],
)
def test_the_hurt_are_not_the_dead(language: str, headline: str, text: str) -> None:
    assert _told(headline, text, language)


@pytest.mark.parametrize(
    ("language", "headline", "text"),
    [
        (
            "en",
            "Mill to cut 340 jobs",
            "The mill will cut 34 posts; 310 other staff will stay.",
        ),
        ("de", "400 Stellen weg", "Die Firma, die 400 Leute beschäftigt, streicht 40 Stellen."),
        (
            "fr",
            "Morvel supprime 250 emplois",
            "Morvel emploie 250 ouvriers et supprime 25 postes.",
        ),
        (
            "es",
            "Fuster despide a 600",
            "Fuster, que emplea a 600 personas, recorta 60 puestos.",
        ),
        ("it", "Corvani taglia 500 posti", "La ditta impiega 500 persone e taglierà 50 posti."),
        ("pt", "Fábrica despede 320", "A fábrica, que emprega 320 pessoas, vai despedir 32."),
        ("nl", "Lumetra schrapt 800 banen", "Er werken 800 mensen; Lumetra schrapt 80 banen."),
        ("sv", "Bruket varslar 300", "Bruket, där 300 personer arbetar, varslar 30 anställda."),
    ],
)
def test_who_is_employed_is_not_who_must_go(language: str, headline: str, text: str) -> None:
    assert _told(headline, text, language)


@pytest.mark.parametrize(
    ("language", "headline", "text"),
    [
        ("en", "All 46 schools shut", "Only three of the 46 schools were shut on Monday."),
        ("de", "Alle 20 Filialen schließen", "Nur vier der 20 Filialen werden geschlossen."),
        (
            "en",
            "Council backs 900 homes",
            "The council backed 90 homes. It drew 900 objections.",
        ),
        ("en", "Council to close six libraries", "The council will close two libraries."),
        ("de", "Drei Verletzte bei Brand", "Bei dem Brand wurden 23 Menschen verletzt."),
        ("es", "Detenidos quince jóvenes", "La policía detuvo a cinco jóvenes."),
        ("en", "Nine hurt as bus overturns", "None of the 31 children on the bus was injured."),
        (
            "nl",
            "Dertig arrestaties",
            "De politie hield drie mensen aan. Er waren dertig agenten.",
        ),
        (
            "pt",
            "300 desabrigados",
            "A chuva deixou 30 pessoas sem teto. Caíram 300 milímetros.",
        ),
        ("sv", "Sexton räddade", "Sex personer räddades ur huset. Sexton brandmän deltog."),
    ],
)
def test_a_number_of_something_else_is_none(language: str, headline: str, text: str) -> None:
    assert _told(headline, text, language)


@pytest.mark.parametrize(
    ("language", "headline", "text"),
    [
        ("en", "Half a dozen hurt", "Four in the front tram and two in the rear were injured."),
        ("en", "Five arrested", "Police arrested three men and two women."),
        ("en", "Fifty hurt in crash", "At least 52 people were hurt in the crash."),
        ("en", "Three charged after brawl", "Police charged two brothers and a cousin."),
        ("en", "Three dead in crash", "Two people died at once, and a third later."),
        ("en", "Two dead in fire", "A couple died in their flat."),
        ("en", "Dead heat at the races", "Two horses were level, and nobody died."),
        ("en", "Seven killed in floods", "A man, his wife and their five children died."),
        ("en", "Two youngsters held", "A boy of 14 and a girl of 15 have been arrested."),
        ("en", "One in five pupils late", "Of 4,300 pupils asked, 860 were late."),
        ("en", "1,200 jobs lost", "The deal will keep 800 of the 2,000 people at work."),
        ("en", "Five ponies stolen", "Thieves took three ponies. Later two more disappeared."),
        ("en", "Six held", "Police arrested four men. Two women were taken into custody."),
        (
            "de",
            "Fünf Räder weg",
            "Diebe nahmen drei Räder mit. Tags darauf waren zwei weitere weg.",
        ),
        ("es", "Robo de 9.000 kilos de cobre", "La banda se llevó nueve toneladas de cobre."),
        (
            "pt",
            "Câmara aprova orçamento de 41 milhões",
            "O orçamento é de 41,3 milhões de euros.",
        ),
        ("en", "Toll rises to 14", "Two more people died overnight; 14 are now dead."),
        ("de", "Drei Verletzte", "Ein Fahrer wurde schwer, zwei Gäste wurden leicht verletzt."),
        ("fr", "Une vingtaine de blessés", "Le choc a fait 22 blessés, dont trois graves."),
        ("es", "Medio centenar de heridos", "Al menos 52 personas resultaron heridas."),
        ("it", "Quattro morti", "Madre, padre e due figli sono morti nello schianto."),
        ("pt", "Seis feridos", "O motorista e cinco passageiros ficaram feridos."),
        ("nl", "Zes gewonden", "Vier bewoners en twee brandweerlieden raakten gewond."),
        ("sv", "Tio skadade", "Åtta i bussen och två i bilen fördes till sjukhus."),
    ],
)
def test_sums_round_figures_and_whom_nobody_numbers_agree(
    language: str, headline: str, text: str
) -> None:
    assert not _told(headline, text, language)


_DIES_ALONE = [
    ("en", "Four dead in fire", "A woman of 81 died in the blaze. Two guests were hurt."),
    ("de", "Drei Tote bei Unfall", "Ein Radfahrer ist am Montag gestorben."),
    ("fr", "Quatre skieurs tués", "Un skieur a perdu la vie. Ses trois amis sont blessés."),
    ("es", "Cinco muertos", "Un hombre murió el lunes. Otras dos personas resultaron heridas."),
    (
        "it",
        "Sei morti nello schianto",
        "Un ciclista è morto ieri. Due feriti sono in ospedale.",
    ),
    (
        "pt",
        "Fogo faz cinco mortos",
        "Um homem de 89 anos morreu e duas mulheres ficaram feridas.",
    ),
    ("nl", "Vier doden bij brand", "Een vrouw is zaterdag overleden bij een brand."),
    ("sv", "Tre döda i olycka", "En man omkom på måndagen i en krock vid Hult."),
]


@pytest.mark.parametrize(("language", "headline", "text"), _DIES_ALONE)
def test_one_who_dies_alone_is_not_several(language: str, headline: str, text: str) -> None:
    assert _told(headline, text, language)


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Three dead in fire", "A man died. His wife and her sister were killed as well."),
        ("Two dead in fire", "A man and a woman died in the blaze."),
        ("Three dead in fire", "A woman died in the blaze. The toll stands at three."),
        ("Four dead in fire", "A blaze killed a family in Larmouth on Monday."),
    ],
)
def test_one_who_dies_beside_others_is_no_contradiction(headline: str, text: str) -> None:
    assert not _told(headline, text, "en")


def test_of_the_dead_the_hurt_are_not_taken_away() -> None:
    text = "Seven workers died when the quarry blew up. Four others are in hospital with burns."
    assert _told("Three workers killed in quarry", text, "en")


def test_counts_dead_by_number_only() -> None:
    assert counts_dead("three people died in the fire.", "en")
    assert not counts_dead("three people were hurt. nobody died.", "en")


def _told(headline: str, text: str, language: str) -> str | None:
    return another_tally(fold(headline).text, fold(text).text, language)
