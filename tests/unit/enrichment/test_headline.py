from __future__ import annotations

import pytest

from services.enrichment.steps.headline import clean_headline

TITLE = "Ferries resume after long storm"


@pytest.mark.parametrize(
    "headline",
    [
        "Home prices rise in May",
        "Homeland security bill passes",
        "News Corp to split in two",
        "World Cup: hosts win again",
        "Update your phone now, makers say",
        "LEAD poisoning found in school",
        "US/China: talks resume",
        "Home > away in the league table",
        "Storm – the long one – ends",
        "Live music returns to the quays",
        "",
    ],
)
def test_an_ordinary_headline_stays_as_it_is(headline: str) -> None:
    clean = clean_headline(headline)

    assert (clean.text, clean.marker, clean.set_aside) == (headline, None, ())


@pytest.mark.parametrize(
    ("glued", "crumb"),
    [
        (f"HomeNews {TITLE}", "HomeNews"),
        (f"HomeWorldPolitics {TITLE}", "HomeWorldPolitics"),
        (f"Home » World » {TITLE}", "Home » World »"),
        (f"Home / News / {TITLE}", "Home / News /"),
        (f"HomeNews{TITLE}", "HomeNews"),
    ],
)
def test_a_breadcrumb_is_set_aside_with_its_place(glued: str, crumb: str) -> None:
    clean = clean_headline(glued)

    assert clean.text == TITLE
    (aside,) = clean.set_aside
    assert (aside.kind, aside.text) == ("breadcrumb", crumb)
    assert glued[aside.span.start : aside.span.end] == crumb


def test_the_title_in_the_body_proves_what_was_glued_on() -> None:
    clean = clean_headline(f"Quayside Blog: {TITLE} - Quayside", [TITLE])

    assert clean.text == TITLE
    assert [(aside.kind, aside.text) for aside in clean.set_aside] == [
        ("breadcrumb", "Quayside Blog:"),
        ("site_name", "- Quayside"),
    ]


@pytest.mark.parametrize("between", [" ", "*", " | ", " - "])
def test_a_repeated_headline_is_read_once(between: str) -> None:
    clean = clean_headline(f"{TITLE}{between}{TITLE}")

    assert clean.text == TITLE
    assert [aside.kind for aside in clean.set_aside] == ["repeated_headline"]


@pytest.mark.parametrize(
    ("headline", "marker"),
    [
        (f"UPDATE 1-{TITLE}", "UPDATE 1"),
        (f"CORRECTED-UPDATE 2-{TITLE}", "CORRECTED-UPDATE 2"),
        (f"REFILE-UPDATE 1-{TITLE}", "REFILE-UPDATE 1"),
        (f"WRAPUP 2-{TITLE}", "WRAPUP 2"),
        (f"CORRECTED-{TITLE}", "CORRECTED"),
        (f"EXCLUSIVE-{TITLE}", "EXCLUSIVE"),
        (f"BREAKING: {TITLE}", "BREAKING"),
        (f"URGENT - {TITLE}", "URGENT"),
        (f"{TITLE}, 1st Ld-Writethru", "1st Ld-Writethru"),
        (f"(2nd LD) {TITLE}", "2nd LD"),
        (f"LEAD 1-{TITLE}", "LEAD 1"),
        (f"Eil: {TITLE}", "Eil"),
        (f"EIL +++ {TITLE}", "EIL"),
        (f"ROUNDUP 2: {TITLE}", "ROUNDUP 2"),
        (f"ALERTE - {TITLE}", "ALERTE"),
        (f"Correction: {TITLE}", "Correction"),
    ],
)
def test_a_wires_marker_leaves_the_readers_headline(headline: str, marker: str) -> None:
    clean = clean_headline(headline)

    assert (clean.text, clean.marker) == (TITLE, marker)


def test_a_headline_that_is_only_a_marker_stays() -> None:
    assert clean_headline("UPDATE 1-").text == "UPDATE 1-"


def test_an_agencys_name_behind_the_title_is_set_aside() -> None:
    clean = clean_headline(f"{TITLE} | Reuters")

    assert clean.text == TITLE
    assert clean.set_aside[0].kind == "site_name"
