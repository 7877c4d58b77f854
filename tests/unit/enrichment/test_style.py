import pytest

from services.enrichment.data import rows
from services.enrichment.steps.style import find_style
from services.enrichment.words import read


def kinds(headline: str, body: str) -> list[tuple[str, str, str | None]]:
    return [(each.kind, each.text, each.instead) for each in find_style(headline, read(body))]


def test_a_loaded_term_comes_with_a_neutral_one_and_its_place() -> None:
    body = "The regime closed the border."

    (found,) = find_style("", read(body))

    assert (found.kind, found.text, found.instead) == ("loaded_term", "regime", "government")
    assert (found.span.of, body[found.span.start : found.span.end]) == ("body", "regime")


def test_a_term_of_several_words_counts_whole() -> None:
    assert kinds("", "He committed suicide in May.") == [
        ("loaded_term", "committed suicide", "died by suicide")
    ]


@pytest.mark.parametrize(
    "body", ["He spoke of “the regime” there.", "The Mob Wives show.", "A plain sentence."]
)
def test_quoted_words_and_names_are_left_alone(body: str) -> None:
    assert kinds("", body) == []


def test_the_headline_is_looked_at_too() -> None:
    (found,) = find_style("Mayor slams plan", read("A mayor spoke."))

    assert (found.text, found.span.of) == ("slams", "headline")


def test_a_claim_without_a_source_is_noted() -> None:
    assert kinds("", "The deal is reportedly done. Some say it is not.") == [
        ("unattributed_claim", "reportedly", None),
        ("unattributed_claim", "Some say", None),
    ]


@pytest.mark.parametrize(
    ("headline", "body", "clash"),
    [
        ("Bus crash kills 19", "The crash killed 16 people.", True),
        ("Bus crash kills 16", "The crash killed 16 people.", False),
        ("Bus crash kills 16", "Sixteen people were killed.", False),
        ("Bus crash kills 5", "Two adults died and three children were killed.", False),
        ("Bus crash kills 19", "Many people died on the road in 2023.", False),
        ("Fire kills two", "Fire killed 3 people.", True),
    ],
)
def test_a_toll_that_the_body_gives_otherwise_is_noted(
    headline: str, body: str, *, clash: bool
) -> None:
    assert ("number_mismatch" in [kind for kind, _, _ in kinds(headline, body)]) is clash


def test_every_term_of_the_editors_has_an_alternative() -> None:
    for term, instead, *_ in rows("loaded_terms.tsv"):
        assert term == term.strip()
        assert instead.strip()
