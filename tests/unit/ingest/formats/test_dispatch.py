from __future__ import annotations

import gzip
import json

import pytest

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import UnknownFormatError, UnreadableError
from services.ingest.formats.recognise import ACCEPTED_MEDIA_TYPES, guess_media_type, holds_one
from tests.unit.ingest.formats.reading import a_payload, read

SIMPLE = {"headline": "Ferries resume", "text": "They sail."}


@pytest.mark.parametrize(
    ("content", "media_type", "name"),
    [
        (SIMPLE, "application/json", "simple_json"),
        (SIMPLE, "application/json; charset=utf-8", "simple_json"),
        ({"uri": "urn:x:1", "headline": "F"}, "application/json", None),
        (
            {"uri": "urn:x:1", "versionCreated": "2026-11-23T08:00:00Z"},
            "application/json",
            "ninjs",
        ),
        ({"guid": "1", "type": "text", "headline": "F"}, "application/json", "ninjs"),
        ({"data": {"item": {"headline": "F"}}}, "application/json", "ap_json"),
        ({"urn": "urn:x:1", "article_html": "<p>F</p>"}, "application/json", "digitalwires"),
        (
            {"version": "https://jsonfeed.org/version/1.1", "items": []},
            "application/json",
            "json_feed",
        ),
        ("<html><h1>Ferries resume</h1></html>", "text/html", "web_page"),
        ("<html><h1>Ferries resume</h1></html>", "application/xml", "web_page"),
        ("Ferries resume\n\nThey sail.", "text/plain", "plain_text"),
        ("Ferries resume\n\nThey sail.", "", "plain_text"),
        (json.dumps(SIMPLE) + "\n" + json.dumps(SIMPLE), "application/x-ndjson", "simple_json"),
    ],
)
def test_media_type_and_content_name_the_format(
    content: object, media_type: str, name: str | None
) -> None:
    payload = a_payload(content, media_type)  # type: ignore[arg-type]
    if name is None:
        with pytest.raises(UnreadableError):
            parse_payload(payload)
    else:
        assert parse_payload(payload).format == name


@pytest.mark.parametrize(
    "media_type",
    ["image/png", "application/x-tar", "application/x-www-form-urlencoded", "nonsense"],
)
def test_another_media_type_is_refused_with_those_we_read(media_type: str) -> None:
    with pytest.raises(UnknownFormatError) as refused:
        read("x", media_type=media_type)

    assert all(accepted in str(refused.value) for accepted in ACCEPTED_MEDIA_TYPES)


def test_compressed_content_is_inflated() -> None:
    content = gzip.compress(json.dumps(SIMPLE).encode())

    assert read(content, media_type="application/json").format == "simple_json"
    assert read(content, media_type="application/octet-stream").format == "simple_json"


@pytest.mark.parametrize(
    "content",
    [gzip.compress(b" " * 30_000_000), gzip.compress(b"x" * 100)[:-10], b"\x1f\x8bnonsense"],
    ids=["a bomb", "cut off", "no gzip"],
)
def test_what_cannot_be_inflated_says_why(content: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(content, media_type="application/json")

    assert refused.value.problems[0].fix


@pytest.mark.parametrize(
    ("name", "head", "media_type"),
    [
        ("a.json", b'\xef\xbb\xbf {"a": 1}', "application/json"),
        ("a.ndjson", b'{"a": 1}\n{"a": 2}', "application/x-ndjson"),
        ("a.txt", b'{"a": 1}', "application/json"),
        ("a", b"<?xml version='1.0'?><!-- c --><nitf>", "application/xml"),
        ("a", b"<!DOCTYPE html><p>", "text/html"),
        ("a.html", b"Ferries", "text/html"),
        ("a.tst", b"\x16\x16\x01x", "text/plain"),
        ("a", b"From: a\r\nTo: b\r\nSubject: c\r\n\r\nd", "message/rfc822"),
        ("a.eml", b"X: y", "message/rfc822"),
        ("a.txt", b"Note: ferries resume.", "text/plain"),
        ("a.gz", b"\x1f\x8b\x08", "application/gzip"),
        ("a", "\ufeff{".encode("utf-16-le"), "application/json"),
        ("a", b"", "text/plain"),
    ],
)
def test_a_file_tells_its_media_type_by_its_content(
    name: str, head: bytes, media_type: str
) -> None:
    assert guess_media_type(name, head) == media_type


def test_a_bad_line_of_ndjson_is_told_by_its_number() -> None:
    good = json.dumps(SIMPLE)

    parsed = read(f'{good}\n\n{{"headline": 1}}\n{good}\n{{', media_type="application/x-ndjson")

    assert len(parsed.items) == 2
    assert {problem.line for problem in parsed.problems} == {3, 5}


@pytest.mark.parametrize(
    ("content", "place"),
    [("nothing", "/"), ("<poem/>", "<nitf>"), ("", "XML")],
)
def test_xml_that_is_none_says_what_to_do(content: str, place: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(content, media_type="application/xml")

    problem = refused.value.problems[0]
    assert place in problem.fix
    assert problem.line == 1


@pytest.mark.parametrize(
    ("media_type", "content", "one"),
    [
        ("application/json", b' {"uri": "x", "text": "\xff\xff', True),
        ("application/json", b'\xef\xbb\xbf[{"uri": "x"}]', False),
        ("application/json", b'{"data": {"items": []}}', False),
        ("application/x-ndjson", b"{}\n{}", False),
        ("text/html", b"<p>x", True),
        ("application/xml", b"<nitf><body>", True),
        ("application/xml", b"<newsItem><contentSet>", True),
        ("application/xml", b"<newsMessage><itemSet>", False),
        ("application/xml", b"<rss><channel>", False),
        ("message/rfc822", b"From: a@example.org\r\n\r\nx", False),
        ("text/plain", b"A story.\n\nIt goes on.", True),
    ],
)
def test_it_is_known_before_parsing_what_can_hold_one_item_only(
    media_type: str, content: bytes, one: bool
) -> None:
    payload = a_payload(content, media_type)

    assert holds_one(payload) is one


@pytest.mark.parametrize(
    ("content", "media_type", "called"),
    [
        ("headline,text\nFerries resume,They sail.\n", "text/csv", "CSV"),
        ("headline,text\nFerries resume,They sail.\n", "text/csv; header=present", "CSV"),
        ("WEBVTT\n\n00:00.000 --> 00:04.000\nThey sail.\n", "text/vtt", "WebVTT"),
        ("WEBVTT\n\n00:00.000 --> 00:04.000\nThey sail.\n", "text/plain", "WebVTT"),
        ("\ufeffWEBVTT\n\n00:00.000 --> 00:04.000\nThey sail.\n", "", "WebVTT"),
        ("1\n00:00:00,000 --> 00:00:04,000\nSail.\n", "application/x-subrip", "SubRip"),
    ],
)
def test_tables_and_subtitles_are_refused_by_name(
    content: str, media_type: str, called: str
) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(content, media_type=media_type)

    (problem,) = refused.value.problems
    assert called in problem.detail
    assert problem.line == 1
    assert problem.fix
