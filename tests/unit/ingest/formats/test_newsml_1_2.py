"""NewsML 1.2: items in components, with pictures beside the text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.formats import newsml_1_2
from services.ingest.parsed import Parsed, UnreadableError
from tests.unit.ingest.formats.samples import NEWSML_1_2, a_payload


def parse(old: bytes = b"", new: bytes = b"") -> Parsed:
    assert old in NEWSML_1_2
    return newsml_1_2.parse(a_payload(NEWSML_1_2.replace(old, new) if old else NEWSML_1_2))


def test_a_revision_belongs_to_its_story() -> None:
    first = parse().items[0].item
    second = parse(b"PONT7:2U", b"PONT7:3U").items[0].item

    assert first.uri == second.uri == "urn:newsml:wire.example:20261123:PONT7"
    assert first.alt_ids[0].value == "urn:newsml:wire.example:20261123:PONT7:2U"
    assert first.version == "2"


def test_lines_and_metadata_go_to_their_places() -> None:
    item, extras = parse().items[0]

    assert item.headline() == "Le pont est rouvert"
    assert (item.slugline, item.by, item.language) == ("Pont-trafic", "Par Luc Martin", "fr")
    assert item.bodies[0].value == "<p>Le pont a rouvert lundi, un an après.</p>"
    assert (item.urgency, extras.word_count, extras.sequence) == (3, 9, "88")
    assert item.first_created == datetime(2026, 11, 23, 5, tzinfo=UTC)
    assert [subject.uri for subject in item.subjects] == [
        "http://cv.iptc.org/newscodes/subjectcode/04015003",
        "http://cv.iptc.org/newscodes/subjectcode/04000000",
    ]
    assert (item.usage_terms, item.copyright_notice, item.ed_note) == (
        "Presse", "EXW 2026", "Photo suit",
    )  # fmt: skip
    assert extras.dateline is not None
    assert (extras.dateline.place, extras.dateline.agency) == ("Lyon", "EXW")
    assert extras.authors[0].name == "Luc Martin"


def test_a_picture_goes_beside_the_text() -> None:
    (picture,) = parse().items[0].item.associations

    assert picture["headlines"] == [{"role": "main", "value": "Le pont, lundi"}]
    assert picture["renditions"][0]["title"] == "pont.jpg"


@pytest.mark.parametrize(
    ("said", "status"),
    [(b"Canceled", "canceled"), (b"Withheld", "withheld"), (b"Usable", "usable")],
)
def test_the_status_is_the_status(said: bytes, status: str) -> None:
    parsed = parse(b'<Status FormalName="Usable"/>', b'<Status FormalName="%s"/>' % said)

    assert parsed.items[0].item.pub_status == status


def test_an_instruction_to_delete_is_a_kill() -> None:
    parsed = parse(
        b'<Urgency FormalName="3"/>',
        b'<Urgency FormalName="3"/><Instruction FormalName="Delete"/>',
    )

    assert parsed.items[0].item.pub_status == "canceled"


def test_an_embargo_ends_when_the_status_will_change() -> None:
    parsed = parse(
        b'<Status FormalName="Usable"/>',
        b'<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/>'
        b"<DateAndTime>20261124T080000Z</DateAndTime></StatusWillChange>",
    )

    assert parsed.items[0].item.embargoed_until == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert parsed.items[0].item.pub_status == "usable"


def test_an_embargo_without_end_withholds() -> None:
    parsed = parse(b'<Status FormalName="Usable"/>', b'<Status FormalName="Embargoed"/>')

    assert parsed.items[0].item.pub_status == "withheld"
    assert parsed.problems[0].xpath == "/NewsML/NewsItem/NewsManagement/Status"


def test_two_items_are_two() -> None:
    start, end = NEWSML_1_2.index(b"<NewsItem "), NEWSML_1_2.index(b"</NewsML>")
    item = NEWSML_1_2[start:end]

    parsed = parse(item, item + item.replace(b"PONT7", b"PONT8"))

    assert [one.item.uri for one in parsed.items] == [
        "urn:newsml:wire.example:20261123:PONT7", "urn:newsml:wire.example:20261123:PONT8",
    ]  # fmt: skip


def test_other_xml_is_refused() -> None:
    with pytest.raises(UnreadableError):
        newsml_1_2.parse(a_payload("<NewsML/>"))
