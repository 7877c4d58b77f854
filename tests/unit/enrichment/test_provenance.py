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


NEWS = "The harbour board said on Monday that ferries would sail again after the storm."


@pytest.mark.parametrize(
    ("story", "agency"),
    [
        ([f"(Reuters) — {NEWS}"], "Reuters"),
        ([f"(AP) {NEWS}"], "AP"),
        ([f"Reuters - {NEWS}"], "Reuters"),
        ([f"/PRNewswire/ -- {NEWS}"], "PR Newswire"),
        (["A note to readers", f"(dpa) – {NEWS}"], "dpa"),
        ([NEWS, f"{NEWS} (AFP)"], "AFP"),
        ([NEWS, f"{NEWS} - ANI"], "ANI"),
        ([NEWS], None),
        (["Petra: I was asleep when the ferry came in, and nobody woke me."], None),
        ([f"The (pa) system failed. {NEWS}"], None),
    ],
)
def test_a_story_names_its_agency_without_a_city(story: list[str], agency: str | None) -> None:
    assert trace_provenance(carrier="blog", story=story).agency == agency


def test_an_agency_without_a_city_is_a_re_host_at_a_source_without_the_rights() -> None:
    traced = trace_provenance(carrier="blog", story=[f"(Reuters) — {NEWS}"])

    assert traced.rehosted


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("Ann Roe, Reuters", "Reuters"),
        ("Associated Press", "AP"),
        ("Petra Roe", None),
        ("Sana Ahmed", None),
        ("SANA", "SANA"),
    ],
)
def test_a_byline_names_the_agency_and_people_are_none(byline: str, agency: str | None) -> None:
    assert trace_provenance(carrier="blog", bylines=[byline]).agency == agency


@pytest.mark.parametrize(
    "line", ["Источник: ТАСС", "来源：新华社", "Kaynak: Anadolu", "Źródło: PAP", "Källa: TT"]
)
def test_a_source_line_speaks_any_language(line: str) -> None:
    traced = trace_provenance(carrier="blog", set_aside=[aside("source", line)])

    assert traced.agency is not None


def test_the_site_that_signs_the_copy_carries_it() -> None:
    footer = "cheap-shoes.com best-loans.net\nharbour-news.asia Ferries sail again"

    traced = trace_provenance(carrier="a-blog", set_aside=[aside("link_farm", footer)])

    assert traced.carrier == "harbour-news.asia"


def test_a_source_that_signs_its_own_copy_stays_the_carrier() -> None:
    footer = "The post Ferries sail again appeared first on harbour-news.com."

    traced = trace_provenance(carrier="harbour-news", set_aside=[aside("source", footer)])

    assert traced.carrier == "harbour-news"
