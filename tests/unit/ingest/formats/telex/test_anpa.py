"""ANPA 1312: AP's telex messages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.formats.parsed import Parsed, UnreadableError
from services.ingest.formats.telex import anpa
from shared.articles import Author
from tests.unit.ingest.formats.samples import ANPA, ANPA_TABLE, a_payload


def parse(old: bytes = b"", new: bytes = b"") -> Parsed:
    assert old in ANPA
    return anpa.parse(a_payload(ANPA.replace(old, new) if old else ANPA, "text/plain"))


def test_header_and_heads() -> None:
    item, extras = parse().items[0]

    assert (extras.sequence, extras.categories, extras.word_count) == ("0417", ("d",), 312)
    assert item.headline() == "Old bridge carries cars again"
    assert item.slugline == "Lowmarsh Bridge"
    assert item.title == "BC-US--Lowmarsh Bridge, 1st Ld-Writethru"
    assert extras.take_key == "1st Ld-Writethru"
    assert item.by == "By IDA OKAFOR"
    assert extras.authors == (Author(name="IDA OKAFOR", role="Example Press"),)
    assert item.ed_note == "UPDATES with quote."
    assert extras.notes == ("AP Photo LM101",)


def test_tabs_begin_paragraphs_and_typewriter_signs_become_print() -> None:
    body = parse().items[0].item.bodies[0].value

    assert body == (
        "<p>LOWMARSH, Ohio (AP) - Cars crossed the bridge Monday.</p>"
        '<p>"It holds," the mayor said.</p>'
    )


def test_the_stamp_knows_american_zones() -> None:
    item = parse().items[0].item

    assert item.version_created == datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def test_a_stamp_without_year_is_the_latest_that_can_be() -> None:
    item = anpa.parse(a_payload(ANPA_TABLE, "text/plain")).items[0].item

    assert item.version_created == datetime(2026, 11, 23, 5, tzinfo=UTC)


def test_tabular_matter_keeps_its_lines() -> None:
    item, extras = anpa.parse(a_payload(ANPA_TABLE, "text/plain")).items[0]

    assert extras.preserved
    assert item.bodies[0].value.splitlines()[1:] == [
        "Lowmarsh      9    2",
        "Port Ellis    7    4</pre>",
    ]


def test_a_write_through_is_a_revision_of_its_story() -> None:
    later = parse(b", 1st Ld-Writethru,312", b", 2nd Ld-Writethru,340").items[0].item

    assert later.uri == parse().items[0].item.uri


@pytest.mark.parametrize("part", [b"2nd Add", b"1st Sub", b"1st Insert"])
def test_a_part_of_a_story_does_not_replace_it(part: bytes) -> None:
    sent = parse(b"1st Ld-Writethru,312", part + b", a0417,90").items[0].item

    assert sent.uri != parse().items[0].item.uri


@pytest.mark.parametrize("version", [b"KILL", b"URGENT-KILL", b"Mandatory Kill"])
def test_a_kill_has_the_uri_of_its_story(version: bytes) -> None:
    killed = parse(b"1st Ld-Writethru,312", version + b",30").items[0].item

    assert killed.pub_status == "canceled"
    assert killed.uri == parse().items[0].item.uri


def test_a_notice_kills_the_story_it_cites_also_the_day_after() -> None:
    notice = (
        b"\x16\x16\x01a0500\x1f_asian\r\nb d\x13\x11 BC-APNewsAlert   11-24 0030\r\n"
        b"\x02^BC-APNewsAlert, KILL,30<\r\n^MANDATORY KILL<\r\n"
        b"\t   Kill BC-US--Lowmarsh Bridge, a0417.\r\n\x03AP-NY-11-24-26 0230EST<\x04"
    )

    killed = anpa.parse(a_payload(notice, "text/plain")).items[0].item

    assert killed.pub_status == "canceled"
    named = {alt.value for alt in killed.alt_ids}
    assert parse().items[0].item.uri in named
    assert "a0417/2026-11-23" in named


def test_a_hold_for_release_without_a_readable_time_withholds() -> None:
    parsed = parse(b"^Eds: UPDATES with quote.", b"^Eds: HOLD FOR RELEASE UNTIL NOON.")

    assert parsed.items[0].item.pub_status == "withheld"
    assert parsed.problems[0].line == 1


def test_several_messages_are_several_items() -> None:
    parsed = anpa.parse(a_payload(ANPA + ANPA_TABLE, "text/plain"))

    assert [one.extras.sequence for one in parsed.items] == ["0417", "0901"]


def test_words_without_a_header_are_refused() -> None:
    with pytest.raises(UnreadableError):
        anpa.parse(a_payload(b"just words", "text/plain"))


def test_a_table_below_a_byline_begins_with_its_subhead() -> None:
    content = ANPA_TABLE.replace(b"^Standings<\r\n", b"^By The Example Press=\r\n^EAST<\r\n")

    item = anpa.parse(a_payload(content, "text/plain")).items[0].item

    assert item.headline() == "BBA--Standings"
    assert item.bodies[0].value.startswith("<pre>EAST\nEast")


def test_a_corrective_is_marked() -> None:
    assert parse(b"1st Ld-Writethru,312", b"CORRECTIVE,312").items[0].extras.signals == (
        "sig:correction",
    )
