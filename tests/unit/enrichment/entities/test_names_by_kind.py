"""Organisations and places by the kinds that copy by strangers showed to be missed."""

import pytest

from services.enrichment.data.towns import towns_called
from services.enrichment.steps.entities import Names, find_names
from services.enrichment.words import read


def _names_in(text: str) -> Names:
    return find_names(read(text), None)


def _organisations(text: str) -> list[str]:
    return [organisation.name for organisation in _names_in(text).organisations]


def _places(text: str) -> list[str]:
    return [place.name for place in _names_in(text).places]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Electricity Company of Ghana said on Monday that two lines had failed.",
            ["Electricity Company of Ghana"],
        ),
        (
            "The Ministry of Transport, Tourism and Communications confirmed the delay.",
            ["Ministry of Transport, Tourism and Communications"],
        ),
        (
            "The Lebanese Society of Cardiology and the American College of Sofia agreed.",
            ["Lebanese Society of Cardiology", "American College of Sofia"],
        ),
        ("Then the German Ministry of Justice answered.", ["Ministry of Justice"]),
        ("The City of Cardiff Council will vote on it.", ["City of Cardiff Council"]),
        (
            "The Tanzania Livestock and Pasture Research Institute lent two scientists.",
            ["Tanzania Livestock and Pasture Research Institute"],
        ),
        ("The All India Federation of Weavers struck.", ["All India Federation of Weavers"]),
        ("The Committee on Petitions heard her twice.", ["Committee on Petitions"]),
        ("Ghent University & Research Park opened.", ["Ghent University & Research Park"]),
        (
            "Oxfam Novib paid, and Greenpeace Polska agreed.",
            ["Oxfam Novib", "Greenpeace Polska"],
        ),
        (
            "The Kenya Red Cross and the Armenian Red Cross Society sent tents.",
            ["Kenya Red Cross", "Armenian Red Cross Society"],
        ),
    ],
)
def test_a_name_is_taken_whole(text: str, names: list[str]) -> None:
    assert _organisations(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Das Amtsgericht Traunstein tagt, die Staatsanwaltschaft Ulm ermittelt.",
            ["Amtsgericht Traunstein", "Staatsanwaltschaft Ulm"],
        ),
        (
            "Der Maschinenhersteller Brunnwald GmbH und der Finanzinvestor Oakmere Capital.",
            ["Brunnwald GmbH", "Oakmere Capital"],
        ),
        (
            "La Confédération nationale du travail et la Caisse nationale d'assurance maladie.",
            ["Confédération nationale du travail", "Caisse nationale d'assurance maladie"],
        ),
        (
            "El Tribunal superior de justicia de Murcia anuló la licencia.",
            ["Tribunal superior de justicia de Murcia"],
        ),
        (
            "El Colegio Oficial de Veterinarios y la Universidad de Zaragoza piden calma.",
            ["Colegio Oficial de Veterinarios", "Universidad de Zaragoza"],
        ),
        ("Das Wasserwirtschaftsamt Kempten rechnet damit.", ["Wasserwirtschaftsamt Kempten"]),
        ("Rival Tollgate Resources fell.", ["Tollgate Resources"]),
        ("La Procura di Forlì ha aperto un fascicolo.", ["Procura di Forlì"]),
        (
            "O Governo Regional da Madeira e o Serviço Regional de Saúde anunciaram obras.",
            ["Governo Regional da Madeira", "Serviço Regional de Saúde"],
        ),
        (
            "Het Ministerie van Defensie en de Universiteit Leiden tekenden.",
            ["Ministerie van Defensie", "Universiteit Leiden"],
        ),
        (
            "Pupils of Ysgol Bro Ddyfi sang, and Teatr Wielki lent the costumes.",
            ["Ysgol Bro Ddyfi", "Teatr Wielki"],
        ),
    ],
)
def test_each_language_has_its_own_heads_of_names(text: str, names: list[str]) -> None:
    assert _organisations(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vellance, which makes axles for lorries, cut 40 jobs.", ["Vellance"]),
        ("On Monday Orlebrand said it would appeal.", ["Orlebrand"]),
        ("The RSPW said the dog was safe.", ["RSPW"]),
        ("The XQTB has fined two banks.", ["XQTB"]),
        ("The GDP has grown, and the IPO was put off.", []),
    ],
)
def test_what_stands_beside_a_name_shows_an_organisation(text: str, names: list[str]) -> None:
    assert _organisations(text) == names


def test_a_town_that_plays_is_a_club_in_copy_about_sport() -> None:
    game = "Oldham 2 Walsall 1. The striker scored twice as Walsall lost the match to Oldham."
    assert _organisations(game) == ["Oldham", "Walsall"]
    assert not _places(game)
    result = "Harrogate Town lost 3-1 to Accrington. The match had one goal, by a striker."
    assert _organisations(result) == ["Harrogate Town", "Accrington"]
    fire = "A fire in Walsall was out by noon. Police in Oldham play no part in it."
    assert not _organisations(fire)
    assert _places(fire) == ["Walsall", "Oldham"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "A farm outside Wolfurt burned. She lives in Sainte-Livrade-sur-Lot.",
            ["Wolfurt", "Sainte-Livrade-sur-Lot"],
        ),
        (
            "Winds tore at Savai\u02bbi and Vava'u, crossed the Tasman Sea to North Island.",
            ["Savai\u02bbi", "Vava'u", "Tasman Sea", "North Island"],
        ),
        (
            "Floods hit Vorarlberg, Valais, Mato Grosso e Minas Gerais, and Tohoku.",
            ["Vorarlberg", "Valais", "Mato Grosso", "Minas Gerais", "Tohoku"],
        ),
        (
            "Il fiume ha rotto l'argine tra Cotignola e Russi; il maire de Douarnenez tace.",
            ["Cotignola", "Russi", "Douarnenez"],
        ),
        (
            "Snow fell in County Leitrim and in Roaring Spring, Pennsylvania.",
            ["County Leitrim", "Roaring Spring", "Pennsylvania"],
        ),
        ("They spoke of Forest, of Crest and of Mason.", []),
    ],
)
def test_small_towns_and_regions_are_known_where_the_text_places_them(
    text: str, names: list[str]
) -> None:
    assert _places(text) == names


def test_a_small_town_has_its_country_and_where_it_lies() -> None:
    (town,) = [town for town in towns_called("Wolfurt") if town.country == "AT"]
    assert (round(town.lat), round(town.lon)) == (47, 10)
    assert towns_called("Nosuchtownatall") == ()
