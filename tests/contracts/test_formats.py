"""What holds for every format: any bytes are items or a named error, soon, and valid ninjs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from services.ingest.formats import FORMATS, parse_payload
from services.ingest.formats.enclosed import with_embedded
from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    UnknownFormatError,
    UnreadableError,
)
from services.ingest.formats.recognise import ACCEPTED_MEDIA_TYPES, guess_media_type
from tests.unit.ingest.formats import office
from tests.unit.ingest.formats.cms.stories import ALL as SYSTEMS
from tests.unit.ingest.formats.reports.carriers import zipped

DOCUMENTS = tuple(office.ALL[kind] for kind in sorted(office.ALL))
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
SCHEMA = CORPUS / "ninjs" / "schema" / "ninjs-schema_3.1.json"
needs_schema = pytest.mark.skipif(
    not SCHEMA.exists(), reason="../shared/corpus/ninjs/schema is not here"
)
RECEIVED_AT = datetime(2026, 11, 23, 8, tzinfo=UTC)

GEO_JSON = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"enum": ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon"]}
    },
}


def a_payload(content: bytes, media_type: str = "application/octet-stream") -> Payload:
    return Payload(content=content, media_type=media_type, received_at=RECEIVED_AT)


# --- samples of our own, one or more a format --------------------------------------------

STORY = "Ferries resumed on Monday after a stoppage of two days, the operator said."
SAMPLES: tuple[bytes, ...] = (
    zipped(a__txt=f"Ferries resume\n\n{STORY}".encode()),
    json.dumps(
        {
            "uri": "urn:x:1", "versionCreated": "2026-11-23T08:00:00Z", "pubStatus": "usable",
            "headlines": [{"role": "main", "value": "Ferries resume"}],
            "bodies": [{"contentType": "text/html", "value": f"<p>{STORY}</p>"}],
            "subjects": [{"name": "ferries", "uri": "http://cv.example.org/1", "relevance": 4}],
            "places": [{"name": "X", "geoJSON": {"type": "Point", "coordinates": [1, 2]}}],
            "associations": [{"name": "p", "uri": "urn:x:2", "type": "picture"}],
            "renditions": [{"name": "web", "href": "https://example.org/1", "width": 3}],
            "altIds": [{"role": "usn", "value": "1"}], "urgency": 4,
        }
    ).encode(),
    json.dumps(
        {
            "guid": "1", "type": "text", "versioncreated": "2026-11-23T08:00:00+0000",
            "headline": "Ferries resume", "body_html": f"<p>{STORY}</p>", "urgency": "3",
            "place": [{"code": "X", "name": "X"}], "extra": {"a": 1},
            "authors": [{"name": "A", "role": "writer"}], "pubstatus": "usable",
            "associations": {"featuremedia": {"guid": "2", "type": "picture",
                "renditions": {"original": {"href": "https://e.org/1.jpg"}}}, "b": None},
        }
    ).encode(),
    json.dumps({"headline": "Ferries resume", "text": STORY, "url": "https://e.org/1"}).encode(),
    json.dumps({"articles": [{"title": "Ferries resume", "content": STORY}]}).encode(),
    json.dumps(
        {"entries": [{
            "format": "digitalwires@1", "urn": "urn:newsml:agentur.example:1", "version": 2,
            "version_created": "2026-11-23T09:00:00+01:00", "pubstatus": "usable",
            "kicker": "Verkehr", "headline": "Ferries resume", "teaser": "Nach zwei Tagen.",
            "byline": "Von A", "article_html": f"<section><p>{STORY}</p></section>",
            "ednotes": [{"ednote": "Bild folgt", "is_publishable": True}],
            "notepad": {"nonpublic_html": "<p>Redaktion: 1</p>"},
            "categories": [
                {"type": "dpatextgenre:geosubject", "name": "X", "qcode": "x:1"},
                {"type": "dpatype:keyword", "name": "Fähre"},
            ],
            "associations": [{"urn": "urn:2", "type": "image", "caption": "Eine Fähre",
                "renditions": [{"url": "https://e.org/1.jpg"}]}],
        }]}
    ).encode(),
    json.dumps(
        {"data": {"items": [{"item": {
            "altids": {"itemid": "abc", "transref": "s1"}, "version": 2, "type": "text",
            "pubstatus": "embargoed", "embargoed": "2026-11-24T08:00:00Z",
            "signals": ["newscontent"],
            "headline": "Ferries", "slugline": "BC-EU--Ferries, 1st Ld",
            "bylines": [{"by": "By A"}],
            "renditions": {"nitf": {"href": "https://e.org/n", "words": 3}}}}]}}
    ).encode(),
    json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "F",
         "items": [{"id": "1", "title": "Ferries", "content_html": f"<p>{STORY}</p>"}]}
    ).encode(),
    json.dumps(
        {"specversion": "1.0", "id": "1", "source": "/x", "type": "t",
         "datacontenttype": "text/plain", "data": f"Ferries resume\n\n{STORY}"}
    ).encode(),
    f"<!doctype html><html lang=en><head><title>Ferries resume</title></head><body>"
    f"<article><h1>Ferries resume</h1><p>{STORY}</p><p>{STORY}<br>Again, it said.</p></article>"
    "</body></html>".encode(),
    f"Ferries resume\n\n{STORY}\n".encode(),
    f"""<?xml version="1.0"?><nitf><head><docdata><doc-id id-string="1"/>
    <date.issue norm="20261123T080000Z"/><urgency ed-urg="4"/></docdata></head><body>
    <body.head><hedline><hl1>Ferries resume</hl1></hedline></body.head>
    <body.content><p>{STORY}</p></body.content></body></nitf>""".encode(),
    f"""<rss version="2.0"><channel><title>F</title><item><guid>1</guid><title>Ferries</title>
    <description>{STORY}</description><pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate></item>
    </channel></rss>""".encode(),
    f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><id>f</id><entry><id>1</id>
    <title>Ferries</title><updated>2026-11-23T08:00:00Z</updated>
    <content type="html">&lt;p>{STORY}
    &lt;/p></content></entry></feed>""".encode(),
    f"From: a@example.org\r\nTo: b@example.org\r\nSubject: Ferries resume\r\nDate: Mon, 23 Nov "
    f"2026 08:00:00 +0000\r\nContent-Type: text/plain\r\n\r\n{STORY}\r\n".encode(),
    f"\x01abc062 4 i 211  abc 061\r\n\r\nFerries/\r\n\x02Ferries resume =\r\n{STORY}\r\n"
    "\x03231108 NOV 26\x04".encode(),
    b"\x16\x16\x01a0417\x1fUS a-\r\nr i \x13\x11BC-Ferries 11-23 0210\r\n"
    + f"\x02^BC-Ferries,210<\r\n^Ferries resume<\r\n\t{STORY}"
    "\r\n\x03XX-NY-11-23-26 0810GMT<\x04".encode(),
    f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1">
    <itemMeta><itemClass qcode="ninat:text"/>
    <versionCreated>2026-11-23T08:00:00Z</versionCreated></itemMeta><contentMeta>
    <headline>Ferries resume</headline><urgency>4</urgency>
    <subject qcode="medtop:1"><name>x</name></subject></contentMeta><contentSet><inlineXML>
    <html xmlns="http://www.w3.org/1999/xhtml"><body><p>{STORY}</p></body></html></inlineXML>
    </contentSet></newsItem>""".encode(),
    f"""<NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier><ProviderId>x.org
    </ProviderId><DateId>20261123</DateId><NewsItemId>1</NewsItemId><RevisionId
    PreviousRevision="0" Update="N">1</RevisionId><PublicIdentifier>urn:x:1</PublicIdentifier>
    </NewsIdentifier></Identification><NewsManagement><Status FormalName="Usable"/><Urgency
    FormalName="4"/></NewsManagement><NewsComponent><NewsLines>
    <HeadLine>Ferries resume</HeadLine></NewsLines><ContentItem>
    <DataContent><p>{STORY}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>""".encode(),
    f"""<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>F</title><item>
    <title>Ferries resume</title><guid>1</guid><content:encoded>{STORY}</content:encoded>
    <wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
    <wp:post_date_gmt>2026-11-23 08:00:00</wp:post_date_gmt></item></channel></rss>""".encode(),
    f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a1</identifier><sender>w
    </sender><sent>2026-11-23T08:00:00+00:00</sent><status>Actual</status><msgType>Alert</msgType>
    <scope>Public</scope><info><event>Storm</event><severity>Severe</severity><headline>Ferries
    stop</headline><description>{STORY}</description><area><areaDesc>Quay</areaDesc></area></info>
    </alert>""".encode(),
    *(json.dumps(story).encode() for story in SYSTEMS.values()),
    *DOCUMENTS,
)  # fmt: skip
SAMPLE_NAMES = [f"sample {index}" for index in range(len(SAMPLES))]


def outcome(parse: Callable[[Payload], Parsed], payload: Payload) -> Parsed | None:
    """Parse within bounds; None for what is refused with reasons."""
    started = time.process_time()
    reasons = None
    try:
        parsed = parse(payload)
    except UnreadableError as error:
        reasons = [*error.problems]
        parsed = None
    except UnknownFormatError:
        parsed = None
    assert time.process_time() - started < 10, "too slow"
    assert reasons is None or (reasons and all(one.detail and one.fix for one in reasons))
    return parsed


STRANGE = (
    b"null", b"[]", b"{}", b"-1", b"1e999", b'"', b"<p>", b"\x00", b"]]>", b"<!--", b"\\ud800",
    b"&#0;", b"\xff", b"9" * 30, b"true", b'"$where":', b"<table>", b"0000-00-00T99:99:99Z",
)  # fmt: skip


READ_HERE = tuple(sample for sample in SAMPLES if sample not in DOCUMENTS)
"""Without those that another process opens, each of which takes half a second."""


def mutations() -> st.SearchStrategy[bytes]:
    """Our samples, cut, doubled, and with strange bytes in them."""

    @st.composite
    def mutated(draw: st.DrawFn) -> bytes:
        content = draw(st.sampled_from(READ_HERE))
        for _ in range(draw(st.integers(0, 4))):
            at = draw(st.integers(0, len(content)))
            to = draw(st.integers(at, min(len(content), at + 40)))
            put = draw(
                st.one_of(
                    st.binary(max_size=6),
                    st.sampled_from(STRANGE),
                )
            )
            content = content[:at] + put + content[to:]
        return content

    return mutated()


@pytest.mark.parametrize("name", FORMATS)
@given(content=st.binary(max_size=400))
def test_any_bytes_are_items_or_a_named_error(name: str, content: bytes) -> None:
    outcome(FORMATS[name], a_payload(content))


@pytest.mark.parametrize("name", FORMATS)
@given(content=mutations())
def test_damaged_copy_is_items_or_a_named_error(name: str, content: bytes) -> None:
    outcome(FORMATS[name], a_payload(content))


@needs_schema
@given(content=mutations(), media_type=st.sampled_from(ACCEPTED_MEDIA_TYPES))
def test_whatever_came_what_we_write_is_valid_ninjs(content: bytes, media_type: str) -> None:
    parsed = outcome(parse_payload, a_payload(content, media_type))

    for one in parsed.items if parsed else ():
        assert_valid(one)


@pytest.mark.parametrize("content", SAMPLES, ids=SAMPLE_NAMES)
@needs_schema
def test_our_samples_are_read_and_written_as_valid_ninjs(content: bytes) -> None:
    parsed = parse_payload(a_payload(content, guess_media_type("", content)))

    assert parsed.items[0].item.headline().startswith(("Ferries", "Gulls"))
    for one in parsed.items:
        assert_valid(one)


OURS = Path(__file__).parents[1] / "unit" / "ingest" / "formats" / "agency_copy"


def files() -> list[Path]:
    """Give our invented agency copy, and the corpus where it is here."""
    return [*(path for path in OURS.iterdir() if path.name != "expected.json"), *corpus_files()]


def corpus_files() -> list[Path]:
    folders = ("wire", "ninjs/examples", "ninjs/examples/iptc", "html", "seed")
    return [
        path
        for folder in folders
        for path in sorted((CORPUS / folder).glob("*"))
        if path.is_file()
        and path.name not in {"LICENSE", "expected.json", "ground-truth.json"}
        and (folder != "html" or path.name[0] in "0123")
    ]


@pytest.mark.parametrize("path", sorted(files()), ids=lambda path: path.name[:30])
@needs_schema
def test_real_copy_is_read_and_written_as_valid_ninjs(path: Path) -> None:
    content = path.read_bytes()
    parsed = parse_payload(a_payload(content, guess_media_type(path.name, content)))

    assert parsed.items
    for whole in parsed.items:
        for one in with_embedded(whole):
            assert_valid(one)


# --- bombs -------------------------------------------------------------------------------

MANY = 1_000_000
BOMBS = {
    "deep arrays": b"[" * MANY,
    "deep objects": b'{"a":' * (MANY // 5),
    "deep and closed": b"[" * 900 + b"]" * 900,
    "a long list of numbers": b"[" + b"1," * (MANY // 2) + b"1]",
    "a huge number": b'{"uri": "urn:x:1", "headline": "x", "version": ' + b"9" * MANY + b"}",
    "many keys": b"{" + b",".join(b'"%d":1' % n for n in range(MANY // 10)) + b"}",
    "a key again and again": b"{" + b'"uri": "urn:x:1",\n' * (MANY // 18) + b'"headline": "x"}',
    "many keys twice": b"{" + b",".join(b'"%d":1' % (n // 2) for n in range(MANY // 10)) + b"}",
    "items with keys twice": b'{"items":['
    + b",".join(b'{"a%d":1,"a%d":2}' % (n, n) for n in range(MANY // 20))
    + b"]}",
    "many items": b'{"items":[' + b'{"guid":"1","headline":"x"},' * (MANY // 30) + b"{}]}",
    "many feed items": b'{"version":"https://jsonfeed.org/version/1","items":['
    + b'{"id":"1","title":"x"},' * (MANY // 25)
    + b"{}]}",
    "deep mark-up": b"<html><body>" + b"<div>" * (MANY // 5),
    "deep inline mark-up": b"<html><body>" + b"<b>" * (MANY // 3),
    "many paragraphs": b"<html><body>" + b"<p>x" * (MANY // 4),
    "open comments": b"<html><body>" + b"<!--" * (MANY // 4),
    "open tags": b"<html><body>" + b"<a " * (MANY // 3),
    "entities": b"<html><body><p>" + b"&amp;" * (MANY // 5),
    "deep HTML in JSON": b'{"headline":"x","html":"' + b"<div>" * (MANY // 6) + b'"}',
    "deep mark-up in a headline": b'{"headline":"' + b"<p>" * (MANY // 4) + b'","text":"x"}',
    "blank lines": b"\n" * MANY,
    "one long line": b"x" * MANY,
    "columns": b"x   x\n" * (MANY // 6),
    "blanks in a form that came by mail": b"From: a@b.example\r\nSubject: Ferries resume\r\n"
    b"Date: Mon, 23 Nov 2026 08:00:00 +0000\r\n\r\n"
    b'{"Headline": "Ferries resume",'
    + b" " * (MANY // 4)
    + b'"Body": "x"}',
    "less-than signs": b"<" * MANY,
    "an ANPA head that runs on": b"\x16\x16\x01a0123\x1f\r\nd i \x1f bc-ferries 11-23 0100"
    b"\r\n\x02^BC-Ferries,100\r\n"
    + b"runs on\r\n" * (MANY // 9)
    + b"\x03XX-NY-11-23-26 0810GMT\r\n",
    "an XML bomb": b'<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><nitf><head/><body><body.content><p>&j;</p></body.content></body></nitf>",
    "deep XML": b"<nitf>" + b"<p>" * (MANY // 3),
    "many entries": b'<rss version="2.0"><channel>'
    + b"<item><title>x</title></item>" * (MANY // 30)
    + b"</channel></rss>",
}  # fmt: skip


def test_every_format_has_a_sample() -> None:
    read = {
        parse_payload(a_payload(content, guess_media_type("", content))).format
        for content in SAMPLES
    }

    assert read >= FORMATS.keys() - {"cloudevents"}  # whose content is in a format of its own


MOST_MEGABYTES = 600
"""Above what the formats need to be loaded; a bomb that is read whole takes thousands."""


def test_bombs_go_off_in_little_memory() -> None:
    """In a process of its own, whose largest size tells."""
    program = (
        "import resource, tests.contracts.test_formats as formats\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "for name in formats.BOMBS: formats.test_a_bomb_goes_off_softly(name)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )

    assert done.returncode == 0, done.stderr[-2_000:]
    assert int(done.stdout) < MOST_MEGABYTES


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_goes_off_softly(name: str) -> None:
    content = BOMBS[name]
    media_type = guess_media_type("", content[:65_536])

    parsed = outcome(parse_payload, a_payload(content, media_type))

    assert parsed is None or len(parsed.items) <= 1_000


RUNS = {
    "spaces": (b" ", b" "), "tabs": (b" ", b"\t"), "hyphens": (b" ", b" -"),
    "no-break spaces": (b" ", "\N{NO-BREAK SPACE}".encode()), "blank lines": (b"\n", b"\n"),
}  # fmt: skip


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("sample", SAMPLES, ids=SAMPLE_NAMES)
def test_long_runs_of_one_sign_are_read_soon(sample: bytes, run: str) -> None:
    """What tries such a run again from each of its signs takes minutes."""
    instead_of, sign = RUNS[run]

    outcome(
        parse_payload,
        a_payload(sample.replace(instead_of, sign * 40_000), guess_media_type("", sample)),
    )


# --- validity ----------------------------------------------------------------------------


def assert_valid(one: ParsedItem) -> None:
    written = one.item.to_ninjs()
    # Intake gives every item a uri before it travels.
    written.setdefault("uri", "urn:copydesk:made-at-intake")
    problems = [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
        for error in validator().iter_errors(written)
    ]
    assert not problems
    stored = json.dumps([written, one.extras.to_json()], ensure_ascii=False)
    assert "\x00" not in stored
    assert not any(key.startswith("$") for key in keys_of(json.loads(stored)))
    stored.encode("utf-8")


def keys_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for part in value.values():
            yield from keys_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from keys_of(part)


_VALIDATORS: list[Draft202012Validator] = []


def validator() -> Draft202012Validator:
    if not _VALIDATORS:
        geo = Resource.from_contents(GEO_JSON, default_specification=DRAFT202012)
        schema: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
        checker = FormatChecker()
        checker.checks("uri")(is_a_uri)
        checker.checks("date-time")(is_a_date_time)
        _VALIDATORS.append(
            Draft202012Validator(
                schema,
                registry=Registry().with_resource(
                    "https://geojson.org/schema/GeoJSON.json", geo
                ),
                format_checker=checker,
            )
        )
    return _VALIDATORS[0]


URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:(?:[\w.~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+", re.ASCII
)


def is_a_uri(value: object) -> bool:
    return not isinstance(value, str) or URI.fullmatch(value) is not None


def is_a_date_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    return bool(
        re.fullmatch(
            r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)",
            value,
            re.ASCII,
        )
    )


@needs_schema
def test_the_validator_finds_what_is_wrong() -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator().validate({"uri": "no uri", "pubStatus": "maybe", "unknown": 1})
