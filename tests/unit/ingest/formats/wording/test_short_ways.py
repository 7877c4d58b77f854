"""Most texts are passed over in a short way, which misses nothing that the long way finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.formats.text.markup import clean_html, has_words, html_to_text
from services.ingest.formats.text.signs import signs_of
from services.ingest.formats.wording.embargo.embargoes import (
    is_silent,
    lines_under_embargo,
    says_embargo,
)
from services.ingest.formats.wording.kill_notices import is_kill_notice
from services.ingest.formats.wording.paragraphs import count_words
from services.ingest.formats.wording.stops import Stop, stop_in_words

LINES = [
    row.rsplit(" | ", 1)[1]
    for row in (Path(__file__).parent / "embargo" / "lines.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if not row.startswith("#")
]
ORDINARY = [
    "Ferry sails again after the storm",
    "Council adjourned until Tuesday, 10:00",
    "Use of the quay is free before noon [map]",
    "  Prior claims on hold – again",
    "Ausgabe frei; nicht nur für Fahrgäste",
    "Avant la tempête, rien n’était interdit",
    "",
]
WORDS = st.sampled_from([*LINES, *ORDINARY]).flatmap(
    lambda line: st.tuples(
        st.sampled_from(["", "(", "* ", " " * 14, "“", "Ed: "]),
        st.sampled_from([line, line.upper(), line.lower(), line[:30], f"{line})"]),
    ).map("".join)
)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_lines_that_are_silent_together_are_so_one_by_one(lines: list[str]) -> None:
    if is_silent("\n".join(lines)):
        for line in lines:
            assert not says_embargo(line)
            assert not says_embargo(line, anywhere=False)
            assert [*lines_under_embargo(line)] == []
            assert [*lines_under_embargo(line, is_markup=True)] == []


def test_headlines_that_say_after_and_until_of_much_else_are_silent() -> None:
    assert is_silent("Ferry sails again after the storm\nCouncil adjourned until Tuesday")


STOPS = [
    "KILL: UK-STORM/FERRIES",
    "Mandatory kill",
    "Retraction notice: ferries",
    "This story has been withdrawn by the wire",
    'The report headlined "Ferries" was retracted',
    "There will be no substitute story",
    "Meldung bitte löschen",
    "Diese Meldung ist zu streichen",
    "Unsere Nachricht wurde zurückgezogen",
    "Disregard and do not use",
    "WITHDRAWN – Ferries",
    "STORNO",
    "RÜCKZUG",
    "LÖSCHUNG",
    "STREICHUNG",
    "Dépêche annulée",
    "PRIÈRE D’ANNULER",
    "ANULACIÓN",
    "SE ANULA",
    "INTREKKING",
    "BERICHT INGETROKKEN",
    "Bericht vervalt",
    "ELIMINAR, ELIMINAR",
    "АННУЛИРОВАНИЕ",
    "حظر حظر حظر",
    "UTGÅR",
    "TRUKKET",
    "TREKKES TILBAKE",
    "TRÆKKES TILBAGE",
    "BC-EU--Storm, KILL",
    "Meldung Bıtte löschen",
    "Thiſ story is Kılled",
]
HOLDS = [
    "HOLD",
    "ACHTUNG: WITHHOLD",
    "DO NOT PUBLISH",
    "NICHT VERWENDEN",
    "ZURÜCKHALTEN",
    "NE PAS PUBLIER",
    "NO USAR",
    "NO PUBLICAR",
    "NON USARE",
    "NON PUBBLICARE",
    "ADVISORY – Storm",
    "EDITORS’ ADVISORY",
    "Note to editors",
]
ASKS = [
    "Editors, please hold this story",
    "kindly withhold the copy",
    "please do not run the report",
    "Bitte verwenden Sie diese Meldung nicht",
]


@pytest.mark.parametrize("line", STOPS)
def test_no_kill_is_passed_over_with_lines_that_are_none(line: str) -> None:
    assert is_kill_notice(line) or line.endswith("KILL")
    assert stop_in_words(heads=["Ferries sail", line], marks=[]).status == "canceled"
    assert stop_in_words(heads=["Ferries sail"], marks=["(Eds: adds)", line]) == Stop(
        "canceled"
    )


@pytest.mark.parametrize("line", HOLDS)
def test_no_hold_is_passed_over_with_lines_that_are_none(line: str) -> None:
    assert stop_in_words(heads=["Ferries sail", line], marks=[]).status == "withheld"


@pytest.mark.parametrize("line", HOLDS[:10])
def test_no_hold_above_a_story_is_passed_over(line: str) -> None:
    assert stop_in_words(heads=["Ferries sail"], marks=[], tops=["By Ann Lee", line]) == Stop(
        "withheld"
    )


@pytest.mark.parametrize("line", ASKS)
def test_no_asking_for_a_hold_is_passed_over(line: str) -> None:
    assert stop_in_words(heads=["Ferries sail"], marks=[line]) == Stop("withheld")


PIECES = (
    "<p>", "</p>", "<br/>", "<b>", "</b>", '<a href="https://x.example/?a=1">', "</a>",
    "<blockquote>", "word", "Wort", "é", "“", " ", "\n", "\t", "&amp;", "&lt;", "\xa0", "漢字",
    "e\u0301", "a-b", "<table>", "<td>", "</td>",
)  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(MARKUP)
def test_the_words_of_mark_up_are_counted_as_they_stand_without_its_tags(markup: str) -> None:
    in_a_line = re.compile(r"</?(?:a|b)\b[^<>]*>")
    bare = re.sub(r"<[^<>]*>", " ", in_a_line.sub("", markup))
    assert count_words(markup) == len(bare.split())
    assert count_words(markup + "漢" * 500) == len(f"{bare}{'漢' * 500}".split())


@given(MARKUP, st.integers(1, 30))
def test_how_much_clean_mark_up_says_is_told_by_what_it_reads_as(
    markup: str, most: int
) -> None:
    cleaned = clean_html(markup)
    assert has_words(cleaned, more_than=most) == (
        len("".join(html_to_text(cleaned).split())) > most
    )


def test_what_is_known_of_one_story_is_not_told_of_another() -> None:
    one, other = "“One” story. " * 100, "Another – story. " * 100
    for text in (one, other, other, one, "short", one):
        assert signs_of(text).data == text.encode()
        assert signs_of(text) == signs_of(f"{text} "[:-1])
