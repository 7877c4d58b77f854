"""IPTC 7901: telex messages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.formats.parsed import Parsed, UnreadableError
from services.ingest.formats.telex import iptc7901
from tests.unit.ingest.formats.samples import IPTC_7901, a_payload


def parse(old: bytes = b"", new: bytes = b"") -> Parsed:
    assert old in IPTC_7901
    content = IPTC_7901.replace(old, new) if old else IPTC_7901
    return iptc7901.parse(a_payload(content, "text/plain"))


def test_header_keywords_and_headline_of_several_lines() -> None:
    item, extras = parse().items[0]

    assert (extras.sequence, extras.categories, extras.word_count) == ("0417", ("pl",), 58)
    assert item.urgency == 3
    assert item.slugline == "Harbour/Ferries"
    assert item.headline() == "Ferry sails again after two days in port, says harbour master"
    assert extras.take_key == "2ND LEAD"
    assert item.title == f"2ND LEAD {item.headline()}"


def test_lines_become_paragraphs_and_columns_stay() -> None:
    body = parse().items[0].item.bodies[0].value

    assert body.startswith(
        "<p>Port Ellis (dpa) - The ferry left at dawn on Monday, two days later"
    )
    assert "Müller" in body
    assert body.endswith(
        "<pre>Team        Won   Lost\nPort          3      1\nEllis         2      2</pre>"
    )


def test_byline_dateline_and_source() -> None:
    item, extras = parse().items[0]

    assert item.by == "By Ann Bell, dpa"
    assert [author.name for author in extras.authors] == ["Ann Bell"]
    assert extras.dateline is not None
    assert (extras.dateline.place, extras.dateline.agency) == ("Port Ellis", "dpa")
    assert extras.original_source == "dpa"


def test_what_is_not_for_publication_is_a_private_note() -> None:
    item, extras = parse().items[0]

    assert "555 0100" not in item.bodies[0].value
    assert "555 0100" in extras.notes[0]
    assert "* *" not in item.bodies[0].value


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        (b"230730 GMT Nov 26", datetime(2026, 11, 23, 7, 30, tzinfo=UTC)),
        (b"230830 MEZ Nov 26", datetime(2026, 11, 23, 7, 30, tzinfo=UTC)),
        (b"230730 NOV 26", datetime(2026, 11, 23, 7, 30, tzinfo=UTC)),
        (b"230730 GMT Nov", datetime(2026, 11, 23, 7, 30, tzinfo=UTC)),
        (b"312330 GMT Dec", datetime(2025, 12, 31, 23, 30, tzinfo=UTC)),
    ],
    ids=["GMT", "German winter time", "no zone", "no year", "no year, from last year"],
)
def test_the_stamp_is_the_date(stamp: bytes, moment: datetime) -> None:
    assert parse(b"230730 GMT Nov 26", stamp).items[0].item.version_created == moment


def test_a_date_that_is_none_is_told_with_its_line() -> None:
    parsed = parse(b"230730 GMT Nov 26", b"yesterday")

    assert parsed.items[0].item.version_created is None
    assert parsed.problems[0].line == 1


@pytest.mark.parametrize("marker", [b"MANDATORY KILL", b"KILL NOTICE", b"STORY WITHDRAWN"])
def test_a_kill_names_the_story_it_kills(marker: bytes) -> None:
    story = parse().items[0].item
    killed = parse(b"2ND LEAD\r\n\r\n", marker + b"\r\n\r\n").items[0].item

    assert killed.pub_status == "canceled"
    assert {alt.value for alt in story.alt_ids} <= {alt.value for alt in killed.alt_ids}


def test_a_kill_names_the_number_it_cites() -> None:
    notice = (
        b"\x01xya0500 1 pl 20\r\nHarbour/\r\n\x02MANDATORY KILL =\r\n\r\n"
        b"Please kill xya0417, Ferry sails.\r\n\x03230800 GMT Nov 26\x04"
    )

    killed = iptc7901.parse(a_payload(notice, "text/plain")).items[0].item

    assert killed.pub_status == "canceled"
    assert "xya0417/2026-11-23" in [alt.value for alt in killed.alt_ids]


def test_a_hold_withholds() -> None:
    assert parse(b"2ND LEAD", b"HOLD").items[0].item.pub_status == "withheld"


@pytest.mark.parametrize(
    ("line", "until"),
    [
        (
            b"SPERRFRIST: 24. November 2026, 10.00 Uhr MEZ",
            datetime(2026, 11, 24, 9, tzinfo=UTC),
        ),
        (b"EMBARGOED UNTIL 0001 GMT November 24", datetime(2026, 11, 24, 0, 1, tzinfo=UTC)),
    ],
)
def test_an_embargo_in_words_has_its_time(line: bytes, until: datetime) -> None:
    item = parse(b"   By Ann Bell, dpa =", b"   " + line).items[0].item

    assert (item.pub_status, item.embargoed_until) == ("usable", until)


def test_an_embargo_without_zone_withholds() -> None:
    parsed = parse(b"   By Ann Bell, dpa =", b"   EMBARGOED UNTIL TUESDAY MORNING")

    assert parsed.items[0].item.pub_status == "withheld"
    assert parsed.problems[0].line == 1


def test_several_messages_are_several_items() -> None:
    second = IPTC_7901.replace(b"xya0417", b"xya0418")

    parsed = iptc7901.parse(a_payload(IPTC_7901 + b"\r\n" + second, "text/plain"))

    assert [one.extras.sequence for one in parsed.items] == ["0417", "0418"]


def test_utf_8_is_read_as_such() -> None:
    assert "Müller" in parse(b"M\xfcller", "Müller".encode()).items[0].item.bodies[0].value


def test_words_without_a_header_are_refused() -> None:
    with pytest.raises(UnreadableError):
        iptc7901.parse(a_payload(b"just words", "text/plain"))
