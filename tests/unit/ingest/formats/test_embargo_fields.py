"""A field that looks like an embargo withholds what it cannot be read for, and says so."""

# ruff: noqa: E501  mark-up is told as wires send it

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Parsed
from tests.unit.ingest.formats.reading import RECEIVED_AT, a_payload, read, read_one

FUTURE = "2027-01-01T00:00:00Z"
PAST = "2026-01-01T00:00:00Z"
NITF = """<nitf><head>{meta}<docdata><doc-id id-string="1"/><date.issue norm="20261123T070000Z"/>
{release}</docdata></head><body><body.head><hedline><hl1>Ferries sail</hl1></hedline>
</body.head><body.content><p>{text}</p></body.content></body></nitf>"""
G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><itemMeta>
<itemClass qcode="ninat:text"/><versionCreated>2026-11-23T07:00:00Z</versionCreated>{embargoed}
</itemMeta><contentMeta><headline>Ferries sail</headline></contentMeta></newsItem>"""
RSS = """<rss version="2.0"><channel><title>F</title><item><guid>1</guid><title>Ferries sail</title>
<description>They sailed.</description>{embargo}</item></channel></rss>"""


def simple(**fields: Any) -> dict[str, Any]:
    return {"uri": "urn:x:1", "headline": "Ferries sail", "text": "They sailed.", **fields}


def is_doubted(parsed: Parsed) -> bool:
    (item, extras), *_ = parsed.items
    told = [problem.detail for problem in parsed.problems]
    return item.pub_status == "withheld" and extras.embargo_unclear in told


@pytest.mark.parametrize(
    "fields",
    [
        {"embargoed": {"until": FUTURE}},
        {"embargoed": [FUTURE]},
        {"embargoed": 1798761600},
        {"embargoed": True},
        {"embargoed": "tomorrow"},
        {"embargoed": "2027-13-45"},
        {"embargo": FUTURE},
        {"embargo": "tomorrow"},
        {"embargoUntil": FUTURE},
        {"Sperrfrist": "1. Januar"},
        {"not_before": FUTURE},
        {"embargoed": PAST, "text": "Embargo: 1 January 2027, 10:00 GMT\n\nThey sailed."},
        {"embargoed": FUTURE, "text": "Embargo: 1 January 2026, 10:00 GMT\n\nThey sailed."},
        {"embargoed": PAST, "embargo": FUTURE},
        {"embargoed": "27-01-01"},
        {"embargoed": "1/2/27"},
        {"embargoed": "2026-01-01/2027-01-01"},
        {"klausul": FUTURE},
        {"解禁": FUTURE},
        {"hold_till": "Friday"},
        {"doNotUseBefore": FUTURE},
        {"release_at": FUTURE},
        {"goLiveAt": FUTURE},
        {"rights": {"deal": {"embargo": FUTURE}}},
        {"metadata": [{"embargo_until": "soon"}]},
        {"custom": {"key": "embargo", "value": FUTURE}},
        {"extra": [{"name": "Sperrfrist", "value": "bald"}]},
        {"signals": ["sig:embargoed"]},
        {"profile": "embargoed"},
    ],
    ids=str,
)
def test_a_field_of_json_that_cannot_be_read(fields: dict[str, Any]) -> None:
    assert is_doubted(read(simple(**fields)))


@pytest.mark.parametrize(
    "pairs",
    [
        f'"embargoed": "{FUTURE}", "embargoed": null',
        f'"embargoed": "{FUTURE}", "embargoed": "{PAST}"',
        f'"embargoed": null, "embargoed": "{FUTURE}"',
        f'"embargo": "{FUTURE}", "embargo": "none"',
        f'"embargoed": "{PAST}", "Embargoed": "{FUTURE}"',
        f'"rights": {{"embargo": "{FUTURE}"}}, "rights": {{}}',
        f'"meta": [{{"embargo": "{FUTURE}"}}], "meta": null',
        '"text": "EMBARGO: to be told\\n\\nThey sail.", "text": "They sailed."',
        '"headline": "[EMBARGO] Ferries sail", "headline": "Ferries sail"',
    ],
)
def test_a_key_that_is_there_twice(pairs: str) -> None:
    sent = f'{{"headline": "Ferries sail", "text": "They sailed.", {pairs}}}'

    assert is_doubted(read(sent))


def test_a_status_that_is_there_twice_is_none_to_publish_by() -> None:
    sent = '{"headline": "F", "text": "T", "pubstatus": "canceled", "pubstatus": "usable"}'

    assert read_one(sent).item.pub_status == "withheld"


@pytest.mark.parametrize("other", ["withheld", "canceled", "embargoed"])
def test_nor_is_one_that_is_there_in_two_spellings(other: str) -> None:
    sent = simple(pubstatus="usable", pub_status=other)

    assert read_one(sent).item.pub_status == "withheld"


@pytest.mark.parametrize(
    "sent",
    [
        {"embargo": "soon", "items": [simple()]},
        {"version": "https://jsonfeed.org/version/1.1", "title": "F", "embargo": "soon",
         "items": [{"id": "1", "title": "Ferries sail", "content_text": "They sailed."}]},
        {"specversion": "1.0", "id": "1", "source": "/x", "type": "t", "embargo": "soon",
         "datacontenttype": "application/json", "data": simple()},
        {"specversion": "1.0", "id": "1", "source": "/x", "type": "t", "embargo": "soon",
         "datacontenttype": "application/xml", "data": RSS.format(embargo="")},
    ],
    ids=["a list", "a JSON Feed", "a CloudEvent", "a CloudEvent of XML"],
)  # fmt: skip
def test_an_envelopes_embargo_holds_for_what_is_in_it(sent: dict[str, Any]) -> None:
    assert is_doubted(read(sent))


@pytest.mark.parametrize(
    "sent",
    [
        NITF.format(release='<date.release norm="tomorrow"/>', meta="", text="They sailed."),
        NITF.format(release='<date.release norm=""/>', meta="", text="They sailed."),
        NITF.format(release="<date.release/>", meta="", text="They sailed."),
        NITF.format(
            release="", meta=f'<meta name="embargo" content="{FUTURE}"/>', text="They sailed."
        ),
        NITF.format(
            release='<date.release norm="20261123T075900Z"/>',
            meta="",
            text="EMBARGO: 1 January 2027, 10:00 GMT",
        ),
        G2.format(embargoed="<embargoed/>"),
        G2.format(embargoed="<embargoed>Friday</embargoed>"),
        G2.format(embargoed=f"<embargoUntil>{FUTURE}</embargoUntil>"),
        NITF.format(
            release='<date.release norm="20261123T070000Z"/><doc.rights startdate="soon"/>',
            meta="",
            text="They sailed.",
        ),
        NITF.format(release='<date.release norm="0"/>', meta="", text="They sailed."),
        NITF.format(
            release="", meta='<meta name="hold-until" content="Friday"/>', text="They sailed."
        ),
        G2.format(embargoed="<holdUntil>Friday</holdUntil>"),
        G2.format(embargoed='<signal qcode="sig:embargoed"/>'),
        G2.format(embargoed='<itemMetaExtProperty rel="x:sperrfrist" value="bald"/>'),
        G2.format(embargoed=f"<releaseDate>{FUTURE}</releaseDate>"),
        RSS.format(embargo="<sperrfrist>bald</sperrfrist>"),
        RSS.format(embargo=f"<a:notBefore xmlns:a='urn:a'>{FUTURE}</a:notBefore>"),
        RSS.format(embargo="<category>Embargoed</category>"),
        RSS.format(embargo="<embargoDate>Friday</embargoDate>"),
        RSS.format(embargo=f"<embargo>{FUTURE}</embargo>"),
    ],
)
def test_a_field_of_xml_that_cannot_be_read(sent: str) -> None:
    assert is_doubted(read(sent, media_type="application/xml"))


@pytest.mark.parametrize("name", ["release_at", "releaseDate", "publish_at", "valid_from"])
@pytest.mark.parametrize("said", [PAST, "soon", True, None])
def test_a_beginning_that_is_over_is_no_embargo(name: str, said: object) -> None:
    assert read_one(simple(**{name: said})).item.pub_status == "usable"


def test_an_embargo_on_a_picture_is_no_storys() -> None:
    beside = {"name": "photo", "uri": "urn:p:1", "type": "picture", "embargoed": FUTURE}
    sent = {"uri": "urn:x:1", "headline": "Ferries sail", "body_text": "They sailed.",
            "associations": [beside]}  # fmt: skip

    assert read_one(sent).item.pub_status == "usable"


@pytest.mark.parametrize(
    "release",
    [
        f'<date.release norm="20260101T000000Z"/><date.release norm="{FUTURE}"/>',
        f'<date.release norm="{FUTURE}"/><date.release norm="20260101T000000Z"/>',
        '<date.release norm="20260101T000000Z">1 January 2027, 00:00 GMT</date.release>',
        f'<date.release norm="20261123T070000Z"/><doc.rights startdate="{FUTURE}"/>',
    ],
)
def test_of_all_releases_of_a_nitf_the_latest_counts(release: str) -> None:
    sent = NITF.format(release=release, meta="", text="They sailed.")

    item = read_one(sent, media_type="application/xml").item

    assert item.embargoed_until == datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("said", [None, False, "", "none", "No"])
def test_a_field_that_says_there_is_none(said: object) -> None:
    assert read_one(simple(embargoed=said)).item.pub_status == "usable"


def test_of_several_ends_the_latest_counts() -> None:
    text = "Embargo: 2 January 2027, 10:00 GMT\n\nThey sailed."

    item = read_one(simple(embargoed=FUTURE, text=text)).item

    assert item.embargoed_until == datetime(2027, 1, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "until"),
    [
        ("Europe/Berlin", datetime(2026, 12, 31, 23, tzinfo=UTC)),
        ("Asia/Tokyo", datetime(2026, 12, 31, 15, tzinfo=UTC)),
        (None, datetime(2027, 1, 1, 12, tzinfo=UTC)),
        ("No/Where", datetime(2027, 1, 1, 12, tzinfo=UTC)),
    ],
    ids=["its source's", "another's", "none known", "none there is"],
)
@pytest.mark.parametrize(
    "fields",
    [
        {"embargoed": "2027-01-01T00:00:00"},
        {"embargoed": "2027-01-01"},
        {"text": "Embargo: 1 January 2027, 00:00\n\nThey sailed."},
    ],
    ids=["a field", "a day alone", "words"],
)
def test_a_time_without_a_zone(
    fields: dict[str, Any], zone: str | None, until: datetime
) -> None:
    parsed = parse_payload(replace(a_payload(simple(**fields)), zone=zone))

    assert parsed.items[0].item.embargoed_until == until


def test_an_hour_that_comes_twice_is_the_later_one() -> None:
    sent = simple(embargoed="2027-10-31T02:30:00")

    parsed = parse_payload(replace(a_payload(sent), zone="Europe/Berlin"))

    assert parsed.items[0].item.embargoed_until == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_a_hold_by_name_alone_is_taken() -> None:
    item, extras = read_one({"uri": "urn:x:1", "pubstatus": "withheld"})

    assert (item.uri, item.pub_status, extras.embargo_unclear) == ("urn:x:1", "withheld", None)


@pytest.mark.parametrize(
    "headline",
    ["[EMBARGO] Ferries sail", "(embargoed) Ferries sail", "【Embargo】 Ferries sail",
     "[SPERRFRIST] Ferries sail", "Embargoed: Ferries sail"],
)  # fmt: skip
def test_a_mark_before_the_headline_withholds(headline: str) -> None:
    assert is_doubted(read(simple(headline=headline)))


def test_an_embargo_that_is_over_lets_go() -> None:
    item = read_one(simple(embargoed=PAST)).item

    assert item.pub_status == "usable"
    assert item.embargoed_until is not None
    assert item.embargoed_until < RECEIVED_AT
