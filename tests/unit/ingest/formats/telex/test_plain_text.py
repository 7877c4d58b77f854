from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.formats.parsed import UnreadableError
from services.ingest.formats.wording.kill_notices import is_kill_notice
from tests.unit.ingest.formats.reading import read, read_one


def plain(content: bytes | str, charset: str | None = None) -> tuple[str, str]:
    item = read_one(content, media_type="text/plain", charset=charset).item
    return item.headline(), item.bodies[0].value if item.bodies else ""


def test_headline_blank_line_and_body_are_the_text_that_came() -> None:
    came = "Ferries resume\n\nLISBON, Jan 3 (X) – They sail.\n  Indented.\n\n\nEnd.\n"

    headline, body = plain(came)

    assert f"{headline}\n\n{body}" == came


def test_what_stands_above_the_headline_is_a_note() -> None:
    item, extras = read_one(
        "PRESS RELEASE\nEMBARGOED UNTIL 00:01 GMT TUESDAY 24 NOVEMBER 2026\n\n"
        "Ferries resume\n\nBy Ann Bell\n\nPORT ELLIS, Nov 23 (XYZ) - They sail.\n",
        media_type="text/plain",
    )

    assert item.headline() == "Ferries resume"
    assert item.embargoed_until == datetime(2026, 11, 24, 0, 1, tzinfo=UTC)
    assert item.ed_note is not None
    assert item.ed_note.startswith("PRESS RELEASE\nEMBARGOED")
    assert item.by == "By Ann Bell"
    assert [author.name for author in extras.authors] == ["Ann Bell"]
    assert item.located == "PORT ELLIS"
    assert item.bodies[0].value.startswith("By Ann Bell")


words = st.text("aäß,. \t", min_size=1).filter(str.strip)


@given(
    headline=words.map(lambda text: " ".join(text.split())), body=st.lists(words, min_size=1)
)
def test_any_text_is_put_together_again(headline: str, body: list[str]) -> None:
    came = f"{headline}\n\n" + "\n".join(body)

    assert "\n\n".join(plain(came)) == came


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("Zwölf Fähren\n\nÜber’s Meer".encode(), None),
        ("Zwölf Fähren\n\nÜber’s Meer".encode("utf-8-sig"), None),
        ("Zwölf Fähren\n\nÜber’s Meer".encode("utf-16"), None),
        ("Zwölf Fähren\n\nÜber’s Meer".encode("cp1252"), "iso-8859-1"),
        ("Zwölf Fähren\n\nÜber’s Meer".encode("cp1252"), None),
        ("Zwölf Fähren\n\nÜber’s Meer".encode(), "windows-1252"),
        ("Zwo\u0308lf Fa\u0308hren\r\n\r\nÜber’s\xa0Meer".encode(), "utf-8"),
    ],
    ids=[
        "utf-8",
        "marked",
        "utf-16",
        "declared latin-1",
        "undeclared windows",
        "mislabelled",
        "decomposed",
    ],
)
def test_characters_arrive_whatever_their_encoding(content: bytes, charset: str | None) -> None:
    assert plain(content, charset) == ("Zwölf Fähren", "Über’s Meer")


def test_a_guessed_encoding_is_told_with_the_line() -> None:
    parsed = read(b"Ferries\n\nF\xe4hren", media_type="text/plain")

    assert [problem.line for problem in parsed.problems] == [3]
    assert "windows-1252" in parsed.problems[0].fix


def test_control_characters_do_not_arrive() -> None:
    assert plain("A\x00B\x07 C\n\nD\x1bE\x85F") == ("AB C", "DE\nF")


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\x00\x01\x02"])
def test_nothing_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(content, media_type="text/plain")


def test_columns_are_preserved_and_prose_is_not() -> None:
    table = "Results\n\n" + "Arsenal     3   1\nChelsea     0   2\n" * 4
    assert read_one(table, media_type="text/plain").extras.preserved
    assert not read_one("A\n\nB. C.\nD.\nE.\nF.", media_type="text/plain").extras.preserved


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("MANDATORY KILL", "Kill UK-STORM/FERRIES. It is wrong."),
        ("STORY WITHDRAWN: ferries", ""),
        ("Story withdrawn", "The agency withdraws it."),
        ("EDS: MANDATORY KILL NOTICE", ""),
        ("UK-STORM/FERRIES", "MANDATORY KILL\nUK-STORM/FERRIES"),
        ("KILL UK-STORM/FERRIES", ""),
        ("Kill BC-EU--Storm", "Editors: do not use."),
        ("URGENT - Please kill the story slugged FERRIES", ""),
        ("This story has been withdrawn.", ""),
        ("BULLETIN KILL: BC-EU--Storm", "MANDATORY KILL."),
    ],
)
def test_notices_are_kills(headline: str, text: str) -> None:
    assert is_kill_notice(headline, text)


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Police kill two in raid", ""),
        ("KILL BILL RETURNS TO CINEMAS", ""),
        ("KILL-SWITCH LAW PASSES", ""),
        ("Mandatory kill switches for cars from May", "Cars will need a kill switch."),
        ("Mandatory kill of poultry ordered", "Farmers must kill all birds."),
        ("Story of a killing wins prize", ""),
        ("Item withdrawn from auction", "A painting was withdrawn."),
        ("Minister resigns", "He said: story withdrawn. " * 3),
        ("Storms kill 12", "MANDATORY KILL\n" + "A long story about it. " * 200),
    ],
)
def test_stories_are_no_kills(headline: str, text: str) -> None:
    assert not is_kill_notice(headline, text)


def test_a_kill_notice_arrives_as_canceled() -> None:
    item = read_one("MANDATORY KILL\n\nKill FERRIES.", media_type="text/plain").item

    assert item.pub_status == "canceled"
    assert item.ed_note == "MANDATORY KILL"


def test_a_hold_and_an_embargo_in_words_are_heard() -> None:
    hold = read_one("HOLD: Ferries\n\nThey sail.", media_type="text/plain").item
    embargo = read_one(
        "Ferries sail\n\nEMBARGOED UNTIL 0600 GMT NOV 24\n\nThey sail.", media_type="text/plain"
    ).item

    assert hold.pub_status == "withheld"
    assert embargo.embargoed_until == datetime(2026, 11, 24, 6, tzinfo=UTC)


def test_a_kill_notice_names_what_it_cites() -> None:
    item = read_one(
        "MANDATORY KILL\n\nKill tag:w.example,2026:7.", media_type="text/plain"
    ).item

    assert [alt.value for alt in item.alt_ids] == ["tag:w.example,2026:7"]
