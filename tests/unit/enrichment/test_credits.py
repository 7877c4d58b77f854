from __future__ import annotations

import pytest

from services.enrichment.lines.credits import read_credit_line
from services.enrichment.steps.credits import read_credits
from shared.articles import Author, Credit


def said(*lines: str, **given: object) -> list[tuple[str, str, str | None]]:
    found = read_credits(lines, **given)  # type: ignore[arg-type]
    return [(credit.role, credit.name, credit.place) for credit in found]


def test_several_roles_names_and_places() -> None:
    assert said(
        "Writing by Ann Roe; Additional reporting by Joe Doe in Rome; Editing by Kim O'Quill"
    ) == [
        ("writing", "Ann Roe", None),
        ("additional_reporting", "Joe Doe", "Rome"),
        ("editing", "Kim O'Quill", None),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(Reporting by Ann Roe)", [("reporting", "Ann Roe", None)]),
        (
            "Reporting by ANN ROE and JOE McDOE in NEW YORK, Kim Lee; editing by A. B. Quill",
            [
                ("reporting", "Ann Roe", "New York"),
                ("reporting", "Joe McDoe", "New York"),
                ("reporting", "Kim Lee", None),
                ("editing", "A. B. Quill", None),
            ],
        ),
        (
            "Reporting and writing by Ann Roe. Editing by Joe Doe.",
            [
                ("reporting", "Ann Roe", None),
                ("writing", "Ann Roe", None),
                ("editing", "Joe Doe", None),
            ],
        ),
        (
            "Additional reporting by Ann Roe, editing by Joe Doe",
            [("additional_reporting", "Ann Roe", None), ("editing", "Joe Doe", None)],
        ),
        (
            "Associated Press writers Ann Roe in Paris and Joe Doe in Rome contributed.",
            [
                ("additional_reporting", "Ann Roe", "Paris"),
                ("additional_reporting", "Joe Doe", "Rome"),
            ],
        ),
        (
            "(Reportage de Anne Roux à Lyon ; édité par Jean Dupuis)",
            [("reporting", "Anne Roux", "Lyon"), ("editing", "Jean Dupuis", None)],
        ),
        (
            "(Reporte de Ana Ruiz; editado en español por Juan Gil)",
            [("reporting", "Ana Ruiz", None), ("editing", "Juan Gil", None)],
        ),
        (
            "(Bericht von Anna Rabe, redigiert von Max Dachs.)",
            [("reporting", "Anna Rabe", None), ("editing", "Max Dachs", None)],
        ),
        ("Compiled by Ann Roe", [("compiled", "Ann Roe", None)]),
        ("Photography by Ann Roe", [("photography", "Ann Roe", None)]),
        ("Editing by the Singapore newsroom", []),
        ("Reporting by Reuters", []),
        (
            "Reporting by Ann Roe; Editing by Joe Doe ((ann.roe@example.org; +44 20;))",
            [("reporting", "Ann Roe", None), ("editing", "Joe Doe", None)],
        ),
    ],
)
def test_credit_lines(line: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert said(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by state media is restricted.",
        "Editing by committee is a bad idea, he said.",
        "The book was written by her grandmother in a fortnight.",
        "She contributed to the fund.",
        "",
        "by",
        "Editing by",
    ],
)
def test_sentences_are_no_credits(line: str) -> None:
    assert read_credit_line(line) is None


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By ANN ROE and Joe Doe", [("writing", "Ann Roe"), ("writing", "Joe Doe")]),
        ("By Ann Roe, Associated Press", [("writing", "Ann Roe")]),
        ("Ann Roe, AP Business Writer", [("writing", "Ann Roe")]),
        (
            "Von Anna Rabe und Max Dachs, dpa",
            [("writing", "Anna Rabe"), ("writing", "Max Dachs")],
        ),
        ("By Reuters Staff", []),
        ("by admin", []),
        ("By LOLITA C. QUILL", [("writing", "Lolita C. Quill")]),
    ],
)  # fmt: skip
def test_bylines(byline: str, expected: list[tuple[str, str]]) -> None:
    assert [(role, name) for role, name, _ in said(bylines=[byline])] == expected


def test_nobody_is_credited_twice_for_the_same_work() -> None:
    assert said(
        "Reporting by Ann Roe; Reporting by Ann Roe",
        bylines=["By Ann Roe"],
        authors=[Author(name="ANN ROE", role="writer"), Author(name="Kim Lee", role="Editor")],
    ) == [("reporting", "Ann Roe", None), ("editing", "Kim Lee", None)]


def test_an_agency_is_no_author() -> None:
    assert read_credits([], authors=[Author(name="Reuters")]) == ()
    assert read_credits([], authors=[Author(name="Ann Roe")]) == (
        Credit(role="writing", name="Ann Roe"),
    )


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("A gull. (Photo: Ann Roe/PA Wire)", "Ann Roe"),
        ("A gull waits for bread. (AP Photo/Joe McDoe)", "Joe McDoe"),
        ("Foto: Kim Quill/dpa", "Kim Quill"),
    ],
)
def test_captions_name_photographers(caption: str, name: str) -> None:
    assert said(captions=[caption]) == [("photography", name, None)]


def test_a_caption_of_an_agency_credits_nobody() -> None:
    assert said(captions=["A gull. (Photo: Reuters)"]) == []


def test_a_region_behind_a_place_is_nobody() -> None:
    assert said(
        "Associated Press writer Ann Roe in Little Rock, Arkansas, contributed to this report."
    ) == [("additional_reporting", "Ann Roe", "Little Rock")]
