"""XML from strangers: read safely, mended where that is harmless, refused with a place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.formats.parsed import Payload, UnreadableError
from services.ingest.formats.xml import document


def read(content: str | bytes, charset: str | None = None) -> document.Document:
    raw = content.encode() if isinstance(content, str) else content
    return document.read_xml(
        Payload(
            content=raw,
            media_type="application/xml",
            charset=charset,
            received_at=datetime(2026, 11, 23, tzinfo=UTC),
        )
    )


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "boom"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>&c;</a>'

    with pytest.raises(UnreadableError) as refused:
        read(bomb)

    assert any("entities" in problem.detail for problem in refused.value.problems)


def test_a_doctype_is_ignored_and_lines_still_count() -> None:
    lines = ['<?xml version="1.0"?>', '<!DOCTYPE a SYSTEM "a.dtd" [', "<!-- > -->", "]>", "<a>"]

    root = read("\n".join([*lines, "<b/></a>"])).root
    inner = document.find(root, "b")

    assert inner is not None
    assert inner.sourceline is not None
    assert int(str(inner.sourceline)) == 6


@pytest.mark.parametrize(
    ("content", "text", "problems"),
    [
        ('<?xml version="1.0" encoding="iso-8859-1"?><a>é</a>'.encode("latin-1"), "é", 0),
        ('<?xml version="1.0" encoding="utf-8"?><a>é</a>'.encode("latin-1"), "é", 1),
        ('<?xml version="1.0" encoding="utf-16"?><a>é</a>'.encode(), "é", 0),
        ('<?xml version="1.0" encoding="utf-16"?><a>é</a>'.encode("utf-16"), "é", 0),
        ("\ufeff<a>é</a>".encode(), "é", 0),
        (b"\r\n <a>x</a>", "x", 0),
        (b"<a>x\x00\x0by</a>", "xy", 1),
        (b"<a>Fish & chips</a>", "Fish & chips", 1),
        (b"<a>Fish&nbsp;&eacute;</a>", "Fish é", 1),
        (b"<a><![CDATA[R&D &nbsp;]]></a>", "R&D &nbsp;", 0),
    ],
    ids=[
        "declared", "declared wrongly", "cannot be UTF-16", "UTF-16", "mark", "blanks in front",
        "controls", "ampersand", "named characters", "CDATA",
    ],
)  # fmt: skip
def test_odd_documents_are_read(content: bytes, text: str, problems: int) -> None:
    read_ = read(content)

    assert document.words(read_.root) == text
    assert len(read_.problems) == problems
    assert all(problem.line for problem in read_.problems)


@pytest.mark.parametrize("content", ["", "words", "<a>", "<a><b></a>", "{}", "<a/><b/>"])
def test_what_is_no_xml_is_refused_with_its_line(content: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(content)

    assert refused.value.problems[-1].line
    assert refused.value.problems[-1].fatal


def test_depth_and_number_are_bounded() -> None:
    for content in ("<a>" * 300 + "</a>" * 300, "<a>" + "<b/>" * 250_000 + "</a>"):
        with pytest.raises(UnreadableError):
            read(content)


def test_elements_are_found_by_local_name_and_told_by_place() -> None:
    root = read('<n:a xmlns:n="urn:n"><n:b/><b><c x="1">t</c></b></n:a>').root
    found = document.find(root, "b/c")

    assert found is not None
    assert document.place(found) == "/a/b[2]/c"
    assert document.attribute(found, "y", "x") == "1"
