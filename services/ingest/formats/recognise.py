"""Which format a payload is in, by its media type and, where that says little, by content.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

import orjson

from services.ingest.documents.opening import KINDS
from services.ingest.formats.json import cloudevents
from services.ingest.formats.parsed import Payload, Problem, UnknownFormatError, UnreadableError
from services.ingest.formats.text.inflating import inflate
from services.ingest.formats.text.magic import Kind, kind_of
from services.ingest.formats.text.xml_root import XmlRoot, find_root

_ROOTS: Mapping[str, str] = MappingProxyType(
    {
        "nitf": "nitf",
        "NewsML": "newsml_1_2",
        "newsItem": "newsml_g2",
        "newsMessage": "newsml_g2",
        "packageItem": "newsml_g2",
        "conceptItem": "newsml_g2",
        "knowledgeItem": "newsml_g2",
        "planningItem": "newsml_g2",
        "catalogItem": "newsml_g2",
        "rss": "rss",
        "RDF": "rss",
        "feed": "atom",
        "entry": "atom",
        "deleted-entry": "atom",
        "alert": "cap",
        "html": "web_page",
    }
)
"""The format of an XML document by the local name of its root element."""
_JSON = frozenset(
    {
        "application/json",
        "text/json",
        "text/x-json",
        "application/x-json",
        "application/javascript",
        "text/javascript",
    }
)
_XML = frozenset(
    {
        "application/xml",
        "text/xml",
        "application/vnd.iptc.g2.newsitem+xml",
        "application/vnd.iptc.g2.newsmessage+xml",
        "application/vnd.iptc.g2.packageitem+xml",
        "application/nitf+xml",
        "application/vnd.iptc.nitf",
        "application/vnd.iptc.newsml",
        "text/vnd.iptc.nitf",  # as IANA has registered it
        "text/vnd.iptc.newsml",
        "text/nitf",
        "text/rss",
        "text/rss+xml",
        "text/atom+xml",
        "application/rss",
        "application/atom",
        "application/x-rss+xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
    }
)
_TEXT = frozenset(
    {
        "text/plain",
        "text/vnd.iptc.anpa",
        "application/x-iptc7901",
        "text/x-plain",
        "text",
        "text/markdown",
        "text/x-markdown",
    }
)
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_MAIL = frozenset({"message/rfc822", "application/mbox", "message/global"})
_DOCUMENTS = frozenset(
    {
        "application/pdf",
        "application/x-pdf",
        "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text",
        "application/rtf",
        "application/x-rtf",
        "text/rtf",
        "text/richtext",
        "application/ms-tnef",
        "application/vnd.ms-tnef",
        "application/zip",
        "application/x-zip",
        "application/x-zip-compressed",
    }
)
_PAGES = frozenset(
    {"html", "head", "body", "article", "section", "div", "p", "h1", "main", "meta"}
)
_UNSAID = frozenset({"", "application/octet-stream", "application/gzip", "application/x-gzip"})
ACCEPTED_MEDIA_TYPES: tuple[str, ...] = (
    "application/json",
    "application/x-ndjson",
    cloudevents.MEDIA_TYPE,
    "application/feed+json",
    "application/vnd.iptc.g2.newsitem+xml",
    "application/vnd.iptc.g2.newsmessage+xml",
    "application/vnd.iptc.g2.packageitem+xml",
    "application/xml",
    "text/xml",
    "application/rss+xml",
    "application/atom+xml",
    "message/rfc822",
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "application/rtf",
    "application/zip",
    "application/octet-stream",
)
"""What intake takes, for `Accept-Post` (https://www.w3.org/TR/ldp/#header-accept-post)."""
NDJSON = "application/x-ndjson"
_NDJSON = frozenset(
    {NDJSON, "application/jsonl", "application/x-jsonlines", "application/jsonlines"}
)
_MOST_BYTES = 20_000_000
"""Of a payload once it is inflated: DESIGN's limit of a request."""
JSON = "json"
"""Some JSON: `json_format` tells which once it is read."""
_ZIP = "zip"
"""An archive of files, each read as if it had come by itself."""
LINES = "ndjson"
"""JSON, each line a payload of its own."""


class _Recognised(NamedTuple):
    """The format of a payload, the payload inflated and named, and what it had said wrongly."""

    format: str
    payload: Payload
    problems: tuple[Problem, ...] = ()


def recognise(payload: Payload) -> _Recognised:
    """Name the format of a payload (or `JSON`, or `LINES`), by what it says and what it is.

    What the bytes are outweighs what their label says: pictures and documents are no text, a
    feed is none the less one where it is called a page. `UnknownFormatError`: nothing here
    reads this media type. `UnreadableError`: it is nothing that is read here, by name.
    """
    payload = _plainly(payload)
    said = payload.media_type
    meant = _family(said)
    if meant is None:
        raise UnknownFormatError(
            f"nothing here reads “{said[:80]}”; send one of {', '.join(ACCEPTED_MEDIA_TYPES)}"
        )
    kind = kind_of(payload.content)
    if kind is not None and kind.name in KINDS:
        return _Recognised("document", payload)
    if kind is not None and kind.name == _ZIP:
        return _Recognised(_ZIP, payload)
    if meant == "document" and kind is None:
        raise UnreadableError(_no_document(said))
    if kind is not None:
        raise UnreadableError(_no_copy(kind))
    seen = _seen(payload.content, meant)
    if seen is None or seen == meant:
        name = _format(meant, payload)
        if name == "web_page" and _OF_FEEDS.search(said):
            raise UnreadableError(_no_feed(said))
        return _Recognised(name, payload)
    payload = replace(payload, media_type=_TYPES[seen])
    return _Recognised(_format(seen, payload), payload, (_mislabelled(said, seen),))


_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "json": "application/json",
        "xml": "application/xml",
        "html": "text/html",
        "mail": "message/rfc822",
        "text": "text/plain",
    }
)


def _family(said: str) -> str | None:
    """Tell what a media type promises."""
    if said in _NDJSON:
        return LINES
    if said in _HTML:
        return "html"
    if said in _MAIL:
        return "mail"
    if said in _JSON or said.endswith("+json"):
        return "json"
    if said in _XML or said.endswith(("+xml", "/xml")):
        return "xml"
    if said in _DOCUMENTS:
        return "document"
    return "text" if said in _TEXT else None


def _seen(content: bytes, meant: str) -> str | None:
    """Tell what bytes are by themselves; None where only their label can say it."""
    if meant in {LINES, "mail"}:
        return None
    if content[:1] in {b"{", b"["} and meant in {"json", "xml"}:
        return "json"  # as most items are: nothing else need be looked at
    start = _beginning(content[:8192])
    if start[:1] in {"{", "["}:
        return "json" if meant in {"json", "xml"} or _is_json(content) else None
    if start.startswith("<"):
        root = find_root(content)
        if root is not None and (_of_root(root.name) or "web_page") != "web_page":
            return "xml"
        is_page = start[:14].lower() == "<!doctype html" or (
            root is not None and root.name.lower() == "html"
        )
        if is_page and meant in {"json", "text"}:
            return "html"
        return "xml" if meant == "json" else None
    if meant == "text" and _text_format(content) == "plain_text" and _is_email(start):
        return "mail"
    return None


def _is_json(content: bytes) -> bool:
    try:
        value = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return False
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict)


def _format(family: str, payload: Payload) -> str:
    if family == "json":
        return _SAID_IN_JSON.get(payload.media_type, JSON)
    if family == "xml":
        return _xml_format(payload)
    if family == "text":
        return _text_format(payload.content)
    return {"html": "web_page", "mail": "email"}.get(family, family)


_SAID_IN_JSON: Mapping[str, str] = MappingProxyType(
    {"application/feed+json": "json_feed", cloudevents.MEDIA_TYPE: "cloudevents"}
)


def _mislabelled(said: str, seen: str) -> Problem:
    called = {"json": "JSON", "xml": "XML", "html": "a page", "mail": "a mail"}[seen]
    return Problem(
        detail=f"this says {said}, and is {called}; it was read as that",
        fix=f"send it as {_TYPES[seen]}, or as what it is more precisely",
        line=1,
    )


def _no_document(said: str) -> Problem:
    return _refusal(
        f"this says {said}, and no such document begins here",
        "send the whole file as it was saved, or its text as text/plain",
    )


_OF_FEEDS = re.compile(r"\b(?:rss|atom|rdf)\+xml")


def _no_feed(said: str) -> Problem:
    return _refusal(
        f"this says {said}, and is a page: what a site shows where its feed is gone",
        "send the feed; a story's page is sent as text/html",
    )


def _no_copy(kind: Kind) -> Problem:
    return _refusal(
        f"this is {kind.called}, and no copy that can be read here",
        "send the text of the story: as plain text, HTML, or one of the wires' formats",
    )


def _refusal(detail: str, fix: str) -> Problem:
    return Problem(detail=detail, fix=fix, line=1, fatal=True)


def holds_one(payload: Payload) -> bool:
    """Tell, before anything is parsed, that there can be no second item in a payload.

    Raises as `recognise` does.
    """
    name, payload, _ = recognise(payload)
    if name == JSON:
        # Of JSON only a list holds several, or an object with a list of items.
        is_list = payload.content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
        return not (
            is_list
            or b'items"' in payload.content
            or _HOLDS_A_LIST.search(payload.content[:_BEGINNING])
        )
    if name == "newsml_g2":
        root = find_root(payload.content)
        return root is not None and root.name == "newsItem"
    return name in _OF_ONE_ITEM


_BEGINNING = 4_096
_HOLDS_A_LIST = re.compile(rb'"\s*:\s*\[\s*\{')
_OF_ONE_ITEM = frozenset({"web_page", "plain_text", "nitf"})


def guess_media_type(name: str, head: bytes) -> str:
    """Guess the media type of a file from its first bytes, and only then from its name."""
    suffix = name.lower().rpartition(".")[2] if "." in name else ""
    start = _beginning(head)
    if head.startswith(b"\x1f\x8b"):
        return "application/gzip"
    if start[:1] in {"{", "["}:
        return NDJSON if suffix in {"ndjson", "jsonl"} else "application/json"
    if start.startswith("<"):
        root = find_root(head)
        is_page = root is None or root.name.lower() in _PAGES or suffix in {"html", "htm"}
        if start[:14].lower() == "<!doctype html" or (is_page and start[:5] != "<?xml"):
            return "text/html"
        return "application/xml"
    if kind_of(head) is not None:
        return "application/octet-stream"
    if suffix in {"eml", "mbox"} or _is_email(start):
        return "message/rfc822"
    if suffix in {"html", "htm", "xhtml"}:
        return "text/html"
    return "text/plain"


_CHARSET = re.compile(r"(?i)charset\s*=\s*\"?([A-Za-z0-9._:+-]+)")


def _plainly(payload: Payload) -> Payload:
    """Part the media type from its parameters, inflate, and guess what was not said."""
    content = payload.content
    if content.startswith(b"\x1f\x8b"):
        content = inflate(content, most_bytes=_MOST_BYTES)
    kind, _, parameters = payload.media_type.partition(";")
    kind = kind.strip().lower()
    charset = payload.charset
    if charset is None and parameters and (found := _CHARSET.search(parameters)):
        charset = found[1]
    if kind in _UNSAID:
        kind = guess_media_type("", content[:65_536])
        kind = "text/plain" if kind in _UNSAID else kind  # and then refused, by name
    if (content, kind, charset) == (payload.content, payload.media_type, payload.charset):
        return payload
    return replace(payload, content=content, media_type=kind, charset=charset)


def _xml_format(payload: Payload) -> str:
    root = find_root(payload.content)
    if root is None:
        raise UnreadableError(_no_xml(payload.content))
    name = _wordpress(root, payload.content) or _of_root(root.name) or _wrapped(payload)
    if name is None:
        raise UnreadableError(
            Problem(
                detail=f"the root element <{root.name[:60]}> is of no format that is read here",
                fix=f"send one of {', '.join(f'<{known}>' for known in _ROOTS)}",
                xpath=f"/{root.name[:60]}",
                line=root.line,
                fatal=True,
            )
        )
    return name


def _of_root(name: str) -> str | None:
    """Name the format by the root element; RSS is written by hand, and in capitals too."""
    return _ROOTS.get(name) or ("rss" if name.lower() == "rss" else None)


_INSIDE = re.compile(rb"<(?:\w{1,20}:)?(nitf|newsMessage|newsItem|packageItem|NewsML)[\s>]")


def _wrapped(payload: Payload) -> str | None:
    """Find a wire's document in an envelope of somebody's own."""
    found = _INSIDE.search(payload.content[:65_536])
    return _ROOTS[found[1].decode()] if found else None


def _wordpress(root: XmlRoot, content: bytes) -> str | None:
    """Tell WordPress' export from other RSS by its namespace."""
    if root.name == "rss" and b"wordpress.org/export/" in content[:8192]:
        return "wordpress"
    return None


def _no_xml(content: bytes) -> Problem:
    start = _beginning(content[:512])
    if not start:
        detail, fix = "the body is empty", "send an XML document"
    elif start[:1] in {"{", "["}:
        detail, fix = "this is JSON, not XML", "send it as application/json"
    else:
        detail, fix = (
            f"no XML begins here: “{start[:30]}”",
            "send one well-formed XML document, or plain text as text/plain",
        )
    return Problem(detail=detail, fix=fix, line=1, fatal=True)


_BARE_7901 = re.compile(rb"[A-Za-z]{2,4}\d{3,6}[ ]+[1-9][ ]+[A-Za-z]{1,4}[ ]+\d{1,5}(?=\s)")
"""The first line of a message that has lost its SOH on the way."""
_ANPA_LINES = re.compile(
    rb"[\x16\x01]{0,4}\s*[A-Za-z]{1,3}\d{3,5}[^\r\n]{0,40}[\r\n]+"
    rb"[ ]*[a-zA-Z][ ]+[a-zA-Z0-9][ ]*[\x11-\x14 ]{0,5}[^\r\n]{0,80}"
    rb"[ ]\d{1,2}-\d{1,2}(?:[ ]+\d{1,5})?\s"
)
"""ANPA's two lines above a story, with or without the controls around them."""
_ZCZC = re.compile(rb"ZCZC[^\r\n]{0,40}[\r\n]+")
"""What telex networks put above a message."""


def _text_format(content: bytes) -> str:
    """Tell the wires' line formats from plain text by their control characters."""
    head = content.lstrip(b"\x00\r\n \t")[:400]
    if head.startswith(b"ZCZC"):
        head = _ZCZC.sub(b"", head, count=1).lstrip(b"\r\n \t")
    if head.startswith((b"\x16\x16\x01", b"\x16\x01")) or (
        b"\x01" in head[:4] and b"\x1f" in head and b"\x13\x11" in head
    ):
        return "anpa"
    if _ANPA_LINES.match(head):
        return "anpa"
    if head.startswith(b"\x01") or _BARE_7901.match(head):
        return "iptc7901"
    return "plain_text"


_HEADER = re.compile(
    r"(?:From [^\n]+\n)?(?:(?:Received|Return-Path|Delivered-To|From|To|Subject|Date|"
    r"Message-ID|MIME-Version|Content-Type|X-[\w-]+|Reply-To|Cc|Sender|DKIM-Signature|Authentication-Results"
    r"|Content-Transfer-Encoding|ARC-[\w-]+):[^\n]*\n(?:[ \t]+\S[^\n]*\n)*){3}",
    re.IGNORECASE,
)


def _is_email(start: str) -> bool:
    return _HEADER.match(start.replace("\r\n", "\n")) is not None


def _beginning(head: bytes) -> str:
    """Give the first characters as text, without byte order mark and blanks."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if head.startswith(mark):
            text = head[len(mark) : 8192].decode(encoding, "replace")
            break
    else:
        zeros = head[1:2] == b"\x00" or head[:1] == b"\x00"
        text = head[:8192].replace(b"\x00", b"" if zeros else b"\x00").decode("latin-1")
    return _MARKS.sub("", text)


_MARKS = re.compile("^(?:\\s|\ufeff|ï»¿|Ã¯Â»Â¿)+")
"""Blanks, and byte order marks sent twice or taken for letters on the way."""
