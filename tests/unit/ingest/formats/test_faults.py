"""What a wire engineer is told: the cause, the place, the way out, format by format."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Payload, Problem, UnreadableError

G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1">
<itemMeta><itemClass qcode="ninat:text"/>
<versionCreated>2026-11-23T08:00:00Z</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><headline>Ferries resume</headline></contentMeta></newsItem>"""
NITF = """<!DOCTYPE nitf [
<!ENTITY agency "Example Wire">
]>
<nitf><head><docdata><doc-id id-string="1"/></docdata></head><body><body.content>
<p>Ferries resumed, &agency; reported.</p></body.content></body></nitf>"""
ANPA = (
    "\x16\x16\x01a0417\x1fUS a-\r\nr i \x13\x11BC-Ferries 11-23 0210\r\n"
    "\x02^BC-Ferries,210<\r\n^Ferries resume<\r\n\tThey did.\r\n\x03XX-NY-11-23-26 0810GMT<\x04"
)
RSS = (
    "<rss version='2.0'><channel><item><guid>1</guid><title>Ferries resume</title></item>"
    "</channel></rss>"
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>Ferries</title></entry>"
    "</feed>"
)
FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "1", "title": "Ferries", "content_text": "They resumed."}],
    }
)


def problems_of(media_type: str, content: str) -> tuple[Problem, ...]:
    payload = Payload(
        content=content.encode(),
        media_type=media_type,
        received_at=datetime(2026, 11, 23, 8, tzinfo=UTC),
    )
    try:
        return parse_payload(payload).problems
    except UnreadableError as error:
        return error.problems


SOUND = {
    "NewsML-G2": ("application/xml", G2),
    "ANPA": ("text/plain", ANPA),
    "RSS": ("application/rss+xml", RSS),
    "Atom": ("application/atom+xml", ATOM),
    "JSON Feed": ("application/feed+json", FEED),
}


@pytest.mark.parametrize(("media_type", "content"), SOUND.values(), ids=SOUND)
def test_nothing_is_said_of_what_is_sound(media_type: str, content: str) -> None:
    told = [one for one in problems_of(media_type, content) if "no text" not in one.detail]

    assert told == []


@pytest.mark.parametrize("content", [RSS, ATOM, G2], ids=["RSS", "Atom", "NewsML-G2"])
def test_what_comes_without_any_text_is_told(content: str) -> None:
    assert [one.detail for one in problems_of("application/xml", content)] == [
        "item 1 has no text; what is published needs some"
    ]


FAULTS = {
    "G2 without its namespace": (
        "application/xml",
        G2.replace(' xmlns="http://iptc.org/std/nar/2006-10-01/"', ""),
        {"xpath": "/newsItem"},
        "no namespace",
    ),
    "G2 in a namespace of its own": (
        "application/xml",
        G2.replace("http://iptc.org/std/nar/2006-10-01/", "http://www.newsml.org/g2"),
        {"xpath": "/newsItem"},
        "'http://www.newsml.org/g2'",
    ),
    "G2 with a date without an offset": (
        "application/xml",
        G2.replace("08:00:00Z", "08:00:00"),
        {"xpath": "/newsItem/itemMeta/versionCreated"},
        "no offset",
    ),
    "NITF with an entity of its own": (
        "application/xml",
        NITF,
        {"line": 5},
        "'&agency;' is an entity",
    ),
    "ANPA with a European date": (
        "text/plain",
        ANPA.replace("BC-Ferries 11-23", "BC-Ferries 23-11"),
        {"line": 2},
        "23-11 is no month and day",
    ),
    "ANPA without a second header line": (
        "text/plain",
        ANPA.replace("r i \x13\x11BC-Ferries 11-23 0210", "urgent"),
        {"line": 2},
        "second line is not priority",
    ),
    "ANPA with a stamp of another kind": (
        "text/plain",
        ANPA.replace("XX-NY-11-23-26", "23.11.26"),
        {"line": 6},
        "is no stamp",
    ),
    "IPTC 7901 with a blank in its number": (
        "text/plain",
        "\x01abc 0123 4 i 211\r\n\x02Ferries resume =\r\n    They do.\r\n\x03231108 NOV 26\x04",
        {"line": 1},
        "'abc 0123 4 i 211' is no header",
    ),
    "RSS without a guid": (
        "application/rss+xml",
        RSS.replace("<guid>1</guid>", ""),
        {"xpath": "/rss/channel/item"},
        "neither <guid> nor link",
    ),
    "Atom without an id": (
        "application/atom+xml",
        ATOM.replace("<id>1</id>", ""),
        {"xpath": "/feed/entry"},
        "neither <id> nor link",
    ),
    "JSON Feed without an id": (
        "application/feed+json",
        FEED.replace('"id": "1", ', ""),
        {"pointer": "/items/0/id"},
        "has no id",
    ),
    "simple JSON with an empty story": (
        "application/json",
        '{"headline": "Ferries", "text": "  "}',
        {"pointer": "/text"},
        "the story is missing",
    ),
}


@pytest.mark.parametrize(
    ("media_type", "content", "where", "cause"), FAULTS.values(), ids=FAULTS
)
def test_a_fault_is_told_with_its_cause_its_place_and_the_way_out(
    media_type: str, content: str, where: dict[str, str | int], cause: str
) -> None:
    told = [problem.to_json() for problem in problems_of(media_type, content)]

    (one,) = [each for each in told if cause in str(each["detail"])]
    assert {key: one.get(key) for key in where} == where
    assert one["fix"]


def test_a_feed_of_nameless_items_is_not_answered_with_a_thousand_problems() -> None:
    items = "<item><title>Ferries</title></item>" * 900

    told = problems_of("application/rss+xml", f"<rss><channel>{items}</channel></rss>")

    assert 1 <= len(told) <= 100
