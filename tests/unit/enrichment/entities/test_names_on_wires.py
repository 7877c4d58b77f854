"""Names as agencies' copy writes them: whom it presents by a noun, and where a name ends."""

from __future__ import annotations

import pytest

from services.enrichment.steps.entities import Names, find_names
from services.enrichment.words import read


def _names(text: str) -> Names:
    return find_names(read(text), None)


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("It was claimed by the separatist group ARC.", ["ARC"]),
        ("It would punish two airlines, Elmavia and ACES.", ["Elmavia", "ACES"]),
        ("KOVRIN researcher Ann Roe said so.", ["KOVRIN"]),
        ("The Snelgazet newspaper named nobody.", ["Snelgazet"]),
        ("Snelmec, the steelmaking arm of a group, fell.", ["Snelmec"]),
        ("It was called by Elmi Batavuna, the political wing of a group.", ["Elmi Batavuna"]),
        ("They met in the Movement for a Democratic Elmland.",
         ["Movement for a Democratic Elmland"]),
        ("It went to the Monopolies and Mergers Commission on Friday.",
         ["Monopolies and Mergers Commission"]),
        ("The Elmami League of Prime Minister Ann Roe won.", ["Elmami League"]),
        ("She heads the Department of Humanitarian affairs. Others left.",
         ["Department of Humanitarian affairs"]),
        ("The 11th Circuit U.S. Court of Appeals refused.", ["U.S. Court of Appeals"]),
        ("Ann Roe and Co Inc said on Friday that it was sold.", ["Ann Roe and Co Inc"]),
        ("An analyst for Kalv, Voorhus & Co. was told.", ["Kalv, Voorhus & Co."]),
        ("It was sold to KLJ Merchant Banking Partners LP, Elm Medical Inc. and others.",
         ["KLJ Merchant Banking Partners LP", "Elm Medical Inc."]),
        ("A boy who attended Sale Grammar School won.", ["Sale Grammar School"]),
        ("South Korea-based Snel Electronics said so.", ["Snel Electronics"]),
        ("He runs the Miss Venezuela Organisation.", ["Miss Venezuela Organisation"]),
        ("The Australian reported it.", ["The Australian"]),
        ("St. Louis-based Elmantile Bancorp Inc. fell.", ["Elmantile Bancorp Inc."]),
        ("It closed N'Djamena University on Monday.", ["N'Djamena University"]),
        ("The Rally for the Return of Snails in Rwanda (RRS) urged it.",
         ["Rally for the Return of Snails in Rwanda"]),
    ],
)  # fmt: skip
def test_an_organisation_is_found_whole(text: str, organisations: list[str]) -> None:
    assert [each.name for each in _names(text).organisations] == organisations


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("Firmó el acuerdo entre la UXQ y la gente.", ["UXQ"]),
        ("Roe, del PXQ, lo dijo en la sede de ayer.", ["PXQ"]),
        ("Los militantes del partido Lavolas salieron.", ["Lavolas"]),
        ("El presidente del Consejo por la Paz habló ayer.", ["Consejo por la Paz"]),
        ("L'Union pour la Mémoire a parlé hier.", ["Union pour la Mémoire"]),
        ("La Policía Foral y la Cámara Foral lo dijeron.", ["Policía Foral", "Cámara Foral"]),
        ("La Asociación de Prensa Extranjera en Panamá (APEP) lo dijo ayer.",
         ["Asociación de Prensa Extranjera en Panamá"]),
        ("El miembro de la Comisión de UXQ Emilio Roe hablará.", ["Comisión de UXQ"]),
        ("Marleen Vanderpoorte (VQD) en Johan Lanotte (SQP) kwamen.", ["VQD", "SQP"]),
        ("Ron Doe (AP) schreef het gisteren in de stad.", []),
    ],
)  # fmt: skip
def test_an_organisation_is_found_outside_english(text: str, organisations: list[str]) -> None:
    assert [each.name for each in _names(text).organisations] == organisations


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("El tenista español Serguix Brugova cayó ayer en la final.", ["Serguix Brugova"]),
        ("La joueuse française Elmira Doudova a gagné hier la finale.", ["Elmira Doudova"]),
        ("Lo dijo el portavoz parlamentario de UXQ, Pernax Barrova, en la sede.",
         ["Pernax Barrova"]),
        ("Le président Wahido a promis hier de venir.", ["Wahido"]),
        ("President Wahido heeft beloofd te komen.", ["Wahido"]),
        ("Así lo explicó a Efe Castellano tras el derrumbe de la sede.", []),
    ],
)  # fmt: skip
def test_people_are_told_by_what_they_are_outside_english(text: str, people: list[str]) -> None:
    assert [each.name for each in _names(text).people] == people


@pytest.mark.parametrize(
    "text",
    [
        "Sheep may get Bovine Spongiform Encephalopathy (BSE) there.",
        "It was paid for under the Private Finance Initiative.",
        "Korean goalkeeper Ann Roe saved a goal; the captain scored in the match.",
        "The Australian opposition demanded it. A newspaper wrote it.",
        "BUSINESS PAGES - the shutdown of factories.",
        "It would expand Jewish West Bank settlements.",
        "A WWII veteran and a DUI suspect left.",
    ],
)
def test_what_is_no_organisation_is_none(text: str) -> None:
    assert [each.name for each in _names(text).organisations] == []


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Elmawati Sukarnova, deposed leader of the party, spoke.", ["Elmawati Sukarnova"]),
        ("“Soon,” said Undersecretary-General Yasuki Akahira.", ["Yasuki Akahira"]),
        ("She attended the Miss Teen USA pageant; the Miss Universe title was lost.", []),
        ("The Los Angeles-based Snail fell.", []),
    ],
)
def test_people_are_told_by_their_office_and_no_crown_is_one(
    text: str, people: list[str]
) -> None:
    assert [each.name for each in _names(text).people] == people


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The Seattle-based firm fell, a New York-listed one rose.", {"Seattle", "New York"}),
        ("A mosque in the Bulgarian town of Kazanovluk was hit.", {"Kazanovluk"}),
        ("It happened between the towns of Elmousse and Oslo.", {"Elmousse", "Oslo"}),
        ("It was bound for Shannon, Ireland, at night.", {"Shannon", "Ireland"}),
        ("Nobody knew when Qinglin port would be opened.", {"Qinglin"}),
        ("It fell at mines in Mpumalonga province.", {"Mpumalonga"}),
        ("He drowned on Lake Maracaibo on Monday.", {"Lake Maracaibo"}),
        ("Tampico port authorities warned of it.", {"Tampico"}),
        ("Wales grappled with its cases.", {"Wales"}),
        ("Nuns left Zaire on Friday.", {"Zaire"}),
        ("The airport in Surcin was open.", {"Surcin"}),
        ("The Gulf War ended before the Warsaw Pact did.", set()),
        ("There is no God but him.", set()),
    ],
)  # fmt: skip
def test_places_are_told_by_the_words_beside_them(text: str, places: set[str]) -> None:
    assert {each.name for each in _names(text).places} == places


def test_a_town_called_one_is_in_the_land_whose_people_are_named() -> None:
    (town,) = _names("A mosque in the Bulgarian town of Kazanovluk was hit.").places

    assert (town.name, town.country) == ("Kazanovluk", "BG")
