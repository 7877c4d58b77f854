import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.enrichment.steps.entities import Names, find_names
from services.enrichment.steps.entities.tokens import Tokens, is_capital
from services.enrichment.words import read
from shared.articles import Dateline, Organisation, Person, Place


def names_in(text: str, dateline: Dateline | None = None) -> Names:
    return find_names(read(text), dateline)


def people_in(text: str) -> dict[str, str | None]:
    return {person.name: person.role for person in names_in(text).people}


def places_in(text: str, dateline: Dateline | None = None) -> dict[str, str | None]:
    return {place.name: place.country for place in names_in(text, dateline).places}


def organisations_in(text: str) -> set[str]:
    return {organisation.name for organisation in names_in(text).organisations}


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Norwegian President Ingrid Solbakken left.",
            "Ingrid Solbakken",
            "Norwegian President",
        ),
        (
            "said Chilean foreign ministry spokesperson Rosa Quispe on Monday.",
            "Rosa Quispe",
            "Chilean foreign ministry spokesperson",
        ),
        ("Chile’s chief diplomat Rosa Quispe left.", "Rosa Quispe", "chief diplomat"),
        (
            "Rosa Quispe, chief economist at the Snail Bank, left.",
            "Rosa Quispe",
            "chief economist at the Snail Bank",
        ),
        ("Rosa Quispe, 41, a nurse, left.", "Rosa Quispe", "nurse"),
        ("U.S. Secretary of State Rosa Quispe left.", "Rosa Quispe", "U.S. Secretary of State"),
        (
            "El presidente de Colombia, Rosa Quispe, habló.",
            "Rosa Quispe",
            "presidente de Colombia",
        ),
        ("Mr. Stefan Brandl left.", "Stefan Brandl", None),
        (
            "Es sprach Umweltministerin Henrike Vollmann.",
            "Henrike Vollmann",
            "Umweltministerin",
        ),
        ("President Wen Jialu left for China.", "Wen Jialu", "President"),
    ],
)
def test_a_person_comes_with_the_role_beside_the_name(
    text: str, name: str, role: str | None
) -> None:
    assert people_in(text) == {name: role}


def test_a_family_name_counts_for_the_full_name() -> None:
    found = names_in(
        "Anna Solbakken spoke in Oslo. Solbakken left. “No,” Solbakken’s aide said."
    )

    assert [(person.name, person.mentions) for person in found.people] == [
        ("Anna Solbakken", 3)
    ]


def test_those_who_put_the_family_name_first_are_linked_by_it() -> None:
    found = names_in("China’s minister Wang Liwei met reporters. Wang said nothing. Wang left.")

    assert [(person.name, person.mentions) for person in found.people] == [("Wang Liwei", 3)]


def test_a_name_with_particles_is_one_name() -> None:
    found = names_in(
        "Ursula von der Hagen spoke. Later, von der Hagen left. Von der Hagen is 60."
    )

    assert [(person.name, person.mentions) for person in found.people] == [
        ("Ursula von der Hagen", 3)
    ]


def test_a_family_name_that_is_a_city_stays_with_its_bearer() -> None:
    found = names_in("Denise Houston won the race. Houston, 24, had led from the start.")

    assert not found.places
    assert found.people[0].mentions == 2


@pytest.mark.parametrize(
    "text",
    [
        "The Premier League and the Nobel Prize and Lake Superior.",
        "Monday was cold. Internet users stayed at Home.",
        "Christmas Eve at Golden Gate Bridge.",
        "He won the Snail Cup on Victory Road.",
    ],
)
def test_capitals_alone_make_no_person(text: str) -> None:
    assert people_in(text) == {}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("It rained in Paris.", {"Paris": "FR"}),
        ("It rained in Paris, Texas.", {"Paris": "US", "Texas": "US"}),
        ("It rained in London, Ontario.", {"London": "CA", "Ontario": "CA"}),
        ("SPRINGFIELD, Ill. — It rained.", {"Springfield": "US", "Illinois": "US"}),
        ("LOS ANGELES (AP) — It rained.", {"Los Angeles": "US"}),
        (
            "In Georgia and Alabama, U.S. farmers wait.",
            {"Georgia": "US", "Alabama": "US", "United States": "US"},
        ),
        ("Georgia and its capital, Tbilisi.", {"Georgia": "GE", "Tbilisi": "GE"}),
        ("The U.S. and the UK met.", {"United States": "US", "United Kingdom": "GB"}),
        ("In Moskau und Köln regnet es.", {"Moskau": "RU", "Köln": "DE"}),
        ("L’Allemagne et l’Italie.", {"Allemagne": "DE", "Italie": "IT"}),
        ("Встреча в Москве, в России.", {"Москва": "RU", "Россия": "RU"}),
        ("中国和日内瓦。", {"中国": "CN", "日内瓦": "CH"}),
        ("اجتماع في القاهرة", {"القاهرة": "EG"}),
        ("Seattle-based makers of planes", {"Seattle": "US"}),
        ("The West and Asia are no countries.", {"Asia": None}),
        ("Nice weather. Reading is fun. Mobile phones. Of course.", {}),
        (
            "The fire at Heathrow near Reading, in Nice and outside Bath.",
            {"Reading": "GB", "Nice": "FR", "Bath": "GB"},
        ),
        (
            "The Taiwan Strait and the South China Sea.",
            {"Taiwan Strait": None, "South China Sea": None},
        ),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_places_have_the_country_that_the_text_means(
    text: str, places: dict[str, str | None]
) -> None:
    assert places_in(text) == places


def test_places_have_coordinates() -> None:
    place = names_in("It rained in Nairobi.").places[0]

    assert place.lat == pytest.approx(-1.28, abs=0.1)
    assert place.lon == pytest.approx(36.82, abs=0.1)


def test_the_dateline_vouches_for_its_place() -> None:
    dateline = Dateline(place="Bath", country="GB", method="none", confidence=1.0)

    assert places_in("BATH (PA) - Rain fell.", dateline) == {"Bath": "GB"}


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("NATO met.", "NATO"),
        ("The WHO warned.", "World Health Organization"),
        ("the Ministry of Health and Welfare said", "Ministry of Health and Welfare"),
        ("The Chinese foreign ministry said", "Chinese foreign ministry"),
        ("the Bank of Ruritania said", "Bank of Ruritania"),
        ("a study at Northmoor University found", "Northmoor University"),
        ("shares in Acme Boat Company rose", "Acme Boat Company"),
    ],
)
def test_organisations_are_known_or_named_as_such(text: str, organisation: str) -> None:
    assert organisations_in(text) == {organisation}


def test_an_abbreviation_in_brackets_counts_for_the_organisation() -> None:
    found = names_in("The World Snail Union (WSU) met. Later the WSU voted.")

    assert [(each.name, each.mentions) for each in found.organisations] == [
        ("World Snail Union", 3)
    ]


def test_each_name_says_where_it_first_stands_and_how_sure_it_is() -> None:
    text = (
        "Officials met in Lyon on Monday. French President Rosa Quispe spoke to the World "
        "Bank. Later Quispe flew to Marseille with Jonas Weller."
    )

    names = names_in(text)

    found: list[Person | Organisation | Place] = [
        *names.people,
        *names.organisations,
        *names.places,
    ]
    assert {each.name for each in found} >= {"Rosa Quispe", "World Bank", "Lyon", "Marseille"}
    for each in found:
        assert each.span is not None
        assert text[each.span.start : each.span.end] == each.name
        assert each.span.of == "body"
    sure = {each.name: each.confidence for each in names.people}
    assert sure["Rosa Quispe"] == 0.95
    assert sure["Jonas Weller"] == 0.8


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Shares of Quellora fell on Monday.", "Quellora"),
        ("The gas company Quellora said no.", "Quellora"),
        ("Quellora, a start-up with nine staff, said no.", "Quellora"),
        ("Quellora, which makes lamps, said no.", "Quellora"),
        ("He told Quellora Insider that snails sleep.", "Quellora Insider"),
        ("Members of the Snail Racing Council (SRC) met.", "Snail Racing Council"),
        (
            "She sued the Securities and Exchange Commission.",
            "Securities and Exchange Commission",
        ),
        ("It lost to the Communist party in March.", "Communist party"),
        ("The Elm County Sheriff’s Department closed.", "Elm County Sheriff’s Department"),
        ("He read it in the People’s Daily.", "People's Daily"),
        ("The Chinese Ministry of State Security listened.", "Ministry of State Security"),
        ("She went to Elm University School of Law.", "Elm University School of Law"),
        ("He wrote for Snails.info on Monday.", "Snails.info"),
        ("Makers such as Quellora and Brenholt cut jobs.", "Brenholt"),
        ("The retailers Quellora (Norway), Brenholt and Tavik closed.", "Brenholt"),
        ("The retailers Quellora (Norway), Brenholt and Tavik closed.", "Tavik"),
        ("National Snail Farms Sweden, or NSFS, met.", "National Snail Farms Sweden"),
        ("The fire still burns, the QRS said.", "QRS"),
        ("That is right, QXBC analyst Ann Roe said.", "QXBC"),
    ],
)  # fmt: skip
def test_an_organisation_is_known_by_the_words_beside_it(text: str, organisation: str) -> None:
    assert organisation in organisations_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Target the young, he said. Visa rules change.",
        "The heat was on, and magic was in the air.",
        "Giants of the forest fell in the storm.",
        "They played at the Ardmore Center before a crowd.",
        "It won the Snail Movie Academy Award.",
        "Apple pie is good.",
        "The retailers closed, Brenholt and Tavik said.",
        "The MVP said no, and so the CEO says.",
        "The makers met Quellora in June, or so Brenholt, 41, said.",
    ],
)
def test_words_that_are_also_names_are_no_organisations(text: str) -> None:
    assert not organisations_in(text)


def test_a_teams_nickname_counts_in_a_story_about_sport() -> None:
    game = "The Wild scored two goals in the second period and beat the Sabres, the coach said."

    assert organisations_in(game) == {"Wild", "Sabres"}
    assert not organisations_in("The Wild is a poem about winds and the moor at night.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tavierre Thomas left the room.", "Tavierre Thomas"),
        ("After Fiona Hill left, the room was quiet.", "Fiona Hill"),
        ("The mogul, Debola Lagos, came late.", "Debola Lagos"),
        ("He scored for the team after Chad Thomas had fallen in the box.", "Chad Thomas"),
        ("The winner was CJ Thomas of the town.", "CJ Thomas"),
        ("said study co-author Anezina Qux, a fellow of the academy.", "Anezina Qux"),
        ("said immunologist De’Broski Herbert on Monday.", "De’Broski Herbert"),
    ],
)
def test_a_person_may_have_a_first_name_that_no_list_has(text: str, name: str) -> None:
    assert name in people_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "They met in the Sierra Nevada.",
        "They met at Heinz Field.",
        "He wrote to P.O. Box 9.",
        "It fell against Sterling GBP.",
    ],
)
def test_what_follows_a_first_name_may_be_no_person(text: str) -> None:
    assert not people_in(text)


def test_one_person_spelled_in_two_ways_is_one() -> None:
    text = "Volodymyr Zelenskiy spoke. Later Zelenskyy left for Kyiv."

    assert list(people_in(text)) == ["Volodymyr Zelenskiy"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Snails live in Europe and in the Middle East.", "Middle East"),
        ("The boat sank in the Black Sea.", "Black Sea"),
        ("He comes from Southeast Asia.", "Southeast Asia"),
    ],
)
def test_continents_regions_and_seas_are_places_without_a_country(
    text: str, place: str
) -> None:
    assert places_in(text)[place] is None


def test_a_headline_counts_for_those_whom_the_story_names() -> None:
    body = read("Rosa Quispe left for Peru on Monday.")

    named = find_names(body, None, "Quispe flies to Peru as Erik Haugli stays at Boeing")

    assert [(each.name, each.mentions) for each in named.people] == [
        ("Rosa Quispe", 2),
        ("Erik Haugli", 1),
    ]
    assert [(each.name, each.mentions) for each in named.places] == [("Peru", 2)]
    assert [each.name for each in named.organisations] == ["Boeing"]
    assert named.people[1].span is not None
    assert named.people[1].span.of == "headline"


@pytest.mark.parametrize(
    ("text", "people", "places"),
    [
        (
            "The festival's founder, educator Kidd Jordan, hired a student. Jordan smiled.",
            {"Kidd Jordan": "educator"},
            set(),
        ),
        (
            "The hall at 1225 N. Elmwood St. opens for Kent, Stephanie and Rachel Snail.",
            {"Rachel Snail": None},
            set(),
        ),
        (
            "The hospital’s chief executive, Corwin Austin, apologised in a letter on Monday.",
            {"Corwin Austin": "chief executive"},
            set(),
        ),
        ("They said that Mark May had left the town.", {"Mark May": None}, set()),
        ("Patients in Greenvale, Ohio, fell ill on Monday.", {}, {"Greenvale/US", "Ohio/US"}),
        ("Snail State meets No. 1 Alabama in the final on Monday.", {}, set()),
    ],
    ids=[
        "a surname that is a country",
        "a street and a list of first names",
        "a role behind whose it is",
        "a surname that is a month",
        "a town that no list has there",
        "a ranked team",
    ],
)
def test_names_that_mean_something_else_too(
    text: str, people: dict[str, str | None], places: set[str]
) -> None:
    found = find_names(read(text), None)

    assert {person.name: person.role for person in found.people} == people
    assert {f"{place.name}/{place.country}" for place in found.places} == places


def test_an_organisation_with_and_is_taken_whole() -> None:
    found = find_names(read("It is owned by the Jazz and Heritage Foundation."), None)

    assert [each.name for each in found.organisations] == ["Jazz and Heritage Foundation"]


@given(
    st.lists(
        st.sampled_from(
            ["Roe", "roe", "Élan", "élan", "Roe’s", "l’Élan", "al-Roe", "Ёлка", "3D", "ª", "ǅ"]
        ),
        min_size=1,
    )
)
def test_a_capital_is_one_in_whatever_letters_the_text_is(words: list[str]) -> None:
    tokens = Tokens(read(", ".join(words)))

    assert [*tokens.capital] == [is_capital(token) for token in tokens.texts]
