from __future__ import annotations

import pytest

from services.moderation.rules.law.rights import rights
from shared.articles import Dateline, Provenance
from tests.unit.moderation.rules.hearing import ask, marked, said
from tests.unit.moderation.stories import BODY, a_story

REUTERS = Provenance(agency="Reuters", carrier="some-site", rehosted=True)


@pytest.mark.parametrize(
    ("source", "named", "agency"),
    [
        ("carrier", ("Reuters",), "Reuters"),
        ("carrier", ("THOMSON REUTERS",), "Reuters"),
        ("carrier", ("reuters",), "Thomson Reuters"),
        ("carrier", ("AP",), "The Associated Press"),
        ("carrier", ("A.P.",), "AP"),
        ("carrier", ("Xinhua News Agency",), "Xinhua"),
        ("carrier", ("Deutsche Presse-Agentur",), "dpa"),
        ("carrier", ("AFP", "Reuters"), "Reuters"),
        ("reuters", (), "Reuters"),
        ("reuters-en", ("self",), "Thomson Reuters"),
        ("harbour-wire", ("self",), "Harbour Wire"),
        ("harbour-wire", ("self",), None),
        ("harbour-wire", (), None),
        ("island-news", ("self",), "Island Press Service"),
    ],
    ids=str,
)
def test_lets_pass_what_the_source_may_carry(
    source: str, named: tuple[str, ...], agency: str | None
) -> None:
    story = a_story(source=source, source_rights=named, provenance=Provenance(agency=agency))

    assert ask(rights, story) == []


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("carrier", ()),
        ("carrier", ("self",)),
        ("carrier", ("AP", "dpa")),
        ("carrier", ("Reutersville Gazette",)),
        ("not-reuters", ("self",)),
    ],
    ids=str,
)
def test_blocks_an_agencys_copy_without_rights_to_it(
    source: str, named: tuple[str, ...]
) -> None:
    story = a_story(source=source, source_rights=named, provenance=REUTERS)

    assert said(rights, story) == [("block", 1.0)]


def test_a_name_that_is_no_agencys_needs_rights_unless_copy_is_the_sources_own() -> None:
    provenance = Provenance(agency="Island Press Service")

    story = a_story(source_rights=("AP",), provenance=provenance)

    assert said(rights, story) == [("block", 1.0)]


def test_reads_the_dateline_too_and_marks_the_name() -> None:
    dateline = Dateline(place="Oslo", agency="AFP", method="item", confidence=1)
    story = a_story(body=f"OSLO, Nov 23 (AFP) – {BODY}", dateline=dateline)

    assert said(rights, story) == [("block", 1.0)]
    assert marked(rights, story) == ["AFP"]


def test_one_agency_under_two_names_is_one_objection() -> None:
    dateline = Dateline(place="Oslo", agency="Reuters", method="item", confidence=1)
    story = a_story(provenance=Provenance(agency="Thomson Reuters"), dateline=dateline)

    assert len(ask(rights, story)) == 1


def test_says_what_the_source_may_carry() -> None:
    (finding,) = ask(rights, a_story(source_rights=("AP", "self"), provenance=REUTERS))

    assert finding.explanation.endswith("no rights to it: it may carry AP.")
