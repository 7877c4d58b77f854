import pytest

from services.enrichment.steps.genre import suggest_genre, suggest_urgency
from shared.articles import Topic


@pytest.mark.parametrize(
    ("headline", "marker", "agency", "genre", "rule"),
    [
        ("Why snails are slow", "ANALYSIS", "Reuters", "Analysis", "marker"),
        ("Snails rise", "CORRECTED-UPDATE 2", "Reuters", "Update", "marker"),
        ("Opinion: Snails are slow", None, None, "Opinion", "headline"),
        ("Snail king Ann Roe dies aged 91", None, "AP", "Obituary", "headline"),
        ("Snail Ltd. names chief", None, "PR Newswire", "Press Release", "agency"),
        ("Snails rise", None, "AP", "Current", "default"),
    ],
)
def test_the_genre_says_its_rule(
    headline: str, marker: str | None, agency: str | None, genre: str, rule: str
) -> None:
    found = suggest_genre(headline, marker, agency)

    assert (found.name, found.rule) == (genre, rule)


def test_urgency_comes_from_the_marker_then_from_grave_topics() -> None:
    disaster = Topic(qcode="medtop:20000148", name="disaster", relevance=0.7, evidence=())

    assert suggest_urgency("URGENT", ()).value == 2
    assert suggest_urgency("FEATURE", (disaster,)).value == 6
    assert suggest_urgency(None, (disaster,)).value == 3
    assert suggest_urgency(None, ()).value == 5
