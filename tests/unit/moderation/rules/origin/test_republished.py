from __future__ import annotations

from services.moderation.rules.origin.republished import republished
from shared.articles import Provenance, SetAside, Span
from tests.unit.moderation.rules.hearing import ask, said
from tests.unit.moderation.stories import BODY, a_story

SOURCE_LINE = SetAside(kind="source", text="Source: Reuters", span=Span(start=700, end=715))
BYLINE = SetAside(kind="machine_byline", text="by admin", span=Span(start=60, end=68))
FROM_REUTERS = Provenance(agency="Reuters", carrier="harbour-wire", rehosted=True)


def test_doubts_an_agencys_copy_that_a_site_has_scraped() -> None:
    story = a_story(
        body=f"OSLO, Nov 23 (Reuters) – {BODY}",
        provenance=FROM_REUTERS,
        set_aside=(BYLINE, SOURCE_LINE),
    )

    (finding,) = ask(republished, story)

    assert (finding.severity, finding.score) == ("doubt", 0.8)
    assert "Reuters's copy, re-hosted by harbour-wire" in finding.explanation
    assert [span.of for span in finding.spans] == ["body", "copy", "copy"]


def test_doubts_less_where_the_source_may_carry_the_agency() -> None:
    story = a_story(
        source_rights=("Thomson Reuters",),
        provenance=FROM_REUTERS,
        set_aside=(BYLINE, SOURCE_LINE),
    )

    assert said(republished, story) == [("doubt", 0.5)]


def test_leaves_an_agencys_own_wire_alone() -> None:
    story = a_story(source="reuters", provenance=FROM_REUTERS, set_aside=(SOURCE_LINE,))

    assert ask(republished, story) == []


def test_leaves_clean_copy_of_a_carried_agency_alone() -> None:
    story = a_story(source_rights=("Reuters",), provenance=Provenance(agency="Reuters"))

    assert ask(republished, story) == []


def test_leaves_copy_without_an_agency_alone() -> None:
    assert ask(republished, a_story(set_aside=(BYLINE,))) == []
