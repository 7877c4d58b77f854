from __future__ import annotations

import pytest

from services.enrichment.steps.provenance import trace_provenance
from shared.articles import Provenance, SetAside, Span


def aside(kind: str, text: str) -> SetAside:
    return SetAside(kind=kind, text=text, span=Span(start=0, end=len(text)))


def test_a_wires_own_story_is_no_re_host() -> None:
    assert trace_provenance(carrier="reuters-en", dateline_agency="Reuters") == Provenance(
        agency="Reuters", carrier="reuters-en", rehosted=False
    )


def test_an_agencys_story_at_somebody_elses_is_a_re_host() -> None:
    traced = trace_provenance(carrier="quayside-blog", dateline_agency="Reuters")

    assert (traced.agency, traced.rehosted) == ("Reuters", True)


def test_whoever_may_carry_an_agency_does_not_re_host_it() -> None:
    traced = trace_provenance(carrier="gazette", carries=("AP",), dateline_agency="AP")

    assert not traced.rehosted


@pytest.mark.parametrize(
    ("given", "agency"),
    [
        ([aside("source", "Source : Reuters")], "Reuters"),
        ([aside("source", "Source: Associated Press")], "AP"),
        ([aside("standards", "Our Standards: Thomson Reuters Trust Principles")], "Reuters"),
        ([aside("copyright", "© 2026 Agence France-Presse")], "AFP"),
        ([aside("byline", "By Ann Roe, Associated Press")], "AP"),
        ([aside("source", "Source: the harbour board")], None),
    ],
)  # fmt: skip
def test_what_was_set_aside_names_the_agency(given: list[SetAside], agency: str | None) -> None:
    assert trace_provenance(carrier="blog", set_aside=given).agency == agency


def test_the_wires_own_claims_name_the_agency() -> None:
    assert trace_provenance(carrier="hub", claims=["dpa"]).agency == "dpa"


@pytest.mark.parametrize("kind", ["machine_byline", "link_farm"])
def test_signs_of_a_re_host(kind: str) -> None:
    assert trace_provenance(carrier="blog", set_aside=[aside(kind, "by admin")]).rehosted


def test_a_story_of_ones_own_has_no_agency() -> None:
    assert trace_provenance(carrier="gazette") == Provenance(carrier="gazette")
