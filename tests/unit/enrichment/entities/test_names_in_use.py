"""Names as a story writes and uses them, kind by kind: whole, and by what they are there."""

from __future__ import annotations

import pytest

from services.enrichment.steps.entities import Names, find_names
from services.enrichment.steps.quotes import read_quotes
from services.enrichment.words import read

SPORT = (
    " The match was won by a late goal. The captain scored, the goalkeeper made saves, and the"
    " coach praised the team after the final."
)
POLITICS = " The minister said the government had lost the vote in parliament."

BENCH = """Chief Justice Ann Roe and Justice Rui Doe heard it.

“Termites have a taste for evidence,” the Chief Justice said."""
MINISTERS = """Elmland’s Home Affairs Minister, Ann Roe, rejected it. The interior minister of
Oakland, Rui Doe, was abroad.

“We went where we were told,” the home affairs minister said."""
SHERIFF = """Sheriff Ann Roe told reporters that deputies had saved many.

“We asked people to leave on Thursday, and we begged.”

Gov. Rui Doe declared an emergency."""


def names_in(text: str, headline: str = "") -> Names:
    return find_names(read(text), None, headline)


def organisations_in(text: str, headline: str = "") -> set[str]:
    return {each.name for each in names_in(text, headline).organisations}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shares of Exxon Mobil rose, and the firm was pleased with it.", "Exxon Mobil"),
        ("Shares of ExxonMobil rose, and Exxon Mobil said it was pleased.", "ExxonMobil"),
        ("The party of the Sinn Féin leader was ahead in the poll.", "Sinn Féin"),
        ("It was made by Tata Motors, and Tata said that it was sold.", "Tata Motors"),
        (
            "The treaty was hailed by the WHO, and the world was pleased.",
            "World Health Organization",
        ),
    ],
)
def test_a_known_organisation_goes_by_the_storys_fullest_name(text: str, name: str) -> None:
    assert organisations_in(text) == {name}


def test_what_another_language_declines_goes_by_the_lists_name() -> None:
    text = "Der Vertrag mit der Deutschen Bahn ist am Montag unterschrieben worden."

    assert "Deutsche Bahn" in organisations_in(text)


def test_a_headline_counts_for_the_same_organisation_under_another_name() -> None:
    (found,) = names_in("Shares of Exxon Mobil rose.", "ExxonMobil gains").organisations

    assert (found.name, found.mentions) == ("Exxon Mobil", 2)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Institute of Snailology and Slugonomy (ISS) said",
         "Institute of Snailology and Slugonomy"),
        ("the Union of Students in Ireland said", "Union of Students in Ireland"),
        ("the Congress of University Gardeners met", "Congress of University Gardeners"),
        ("the Anti-Doping Agency of Kenya said", "Anti-Doping Agency of Kenya"),
        ("the Confederation of Snail Growers’ Associations of India said",
         "Confederation of Snail Growers’ Associations of India"),
        ("the Irish Gardeners and Nurses Organisation said",
         "Irish Gardeners and Nurses Organisation"),
        ("The firm Quennell & Thrupp said so", "Quennell & Thrupp"),
        ("it was told by Athletics Kenya that", "Athletics Kenya"),
        ("Caritas Lebanon said that it would", "Caritas Lebanon"),
        ("St Hilda’s Catholic Primary School is shut", "St Hilda’s Catholic Primary School"),
        ("she told the Daily Snail that", "Daily Snail"),
        ("he said on Radio Quennell that", "Radio Quennell"),
        ("data compiled by QLEG showed it", "QLEG"),
        ("the Quennell Park District will", "Quennell Park District"),
    ],
)  # fmt: skip
def test_a_name_is_taken_whole(text: str, name: str) -> None:
    assert organisations_in(text) == {name}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Greens opposed the bill, and Labour backed it." + POLITICS, {"Greens", "Labour"}),
        ("They played on the Greens of the old course." + SPORT, set()),
        ("Elmbridge captain Ann Roe was pleased." + SPORT, {"Elmbridge"}),
        ("They face either Elmbridge or Oakhanger." + SPORT, {"Elmbridge", "Oakhanger"}),
    ],
)
def test_parties_and_clubs_are_told_by_what_the_story_is_about(
    text: str, names: set[str]
) -> None:
    assert organisations_in(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "He lives between Orange and Dubbo and has done so for years.",
        "The boat sank in the Atlantic on Monday.",
        "Schools in Kaduna, Delta and Anambra states are shut.",
        "She landed at Quennell International Airport on Monday.",
        "She told TDs that the roof leaked.",
        "He reads papers in Medicine & Biology at night.",
    ],
)
def test_what_only_looks_like_an_organisation_is_none(text: str) -> None:
    assert organisations_in(text) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The novelist Siti Nurbaya binti Osman won it.", "Siti Nurbaya binti Osman"),
        ("The lawyer Wout Van der Borght said so.", "Wout Van der Borght"),
        ("The writer João Ubaldo Nogueira Filho won it.", "João Ubaldo Nogueira Filho"),
        ("Marine Le Pen, who leads the party, said so.", "Marine Le Pen"),
    ],
)
def test_a_persons_name_is_whole(text: str, name: str) -> None:
    assert [each.name for each in names_in(text).people] == [name]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (BENCH, "Ann Roe"),
        (MINISTERS, "Ann Roe"),
        (SHERIFF, "Ann Roe"),
    ],
)
def test_who_speaks_is_told_by_the_whole_role_and_by_whom_was_told(
    text: str, speaker: str
) -> None:
    words = read(text)
    names = find_names(words, None)

    (quote,) = read_quotes(words, names.people, names.organisations)

    assert quote.speaker == speaker
