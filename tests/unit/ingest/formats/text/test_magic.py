"""What is no text is known by its bytes, and named; copy is never taken for it."""

from __future__ import annotations

import io
import zipfile

import pytest

from services.ingest.formats.parsed import UnreadableError
from services.ingest.formats.text.magic import kind_of
from tests.unit.ingest.formats.reading import read


def a_zip(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return packed.getvalue()


NAMED = {
    "PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "PDF": b"%PDF-1.7\n1 0 obj",
    "WebP": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "MP4": b"\x00\x00\x00\x18ftypmp42",
    "AVIF": b"\x00\x00\x00\x1cftypavif",
    "Excel": a_zip("[Content_Types].xml", "xl/workbook.xml"),
    "iCalendar": b"\r\nBEGIN:VCALENDAR\r\nVERSION:2.0",
    "vCard": b"BEGIN:VCARD\nFN:Ann Lee",
    "binary": bytes(range(256)) * 4,
    "SQLite": b"SQLite format 3\x00" + b"\x00" * 80,
}


@pytest.mark.parametrize(("name", "content"), NAMED.items(), ids=NAMED)
@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "application/json", ""])
def test_it_is_refused_by_name_whatever_it_says_it_is(
    name: str, content: bytes, media_type: str
) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(content, media_type=media_type)

    (problem,) = refused.value.problems
    assert name in problem.detail
    assert problem.fix


COPY = {
    "telex": b"\x16\x16\x01a0001 u i\x13\x11 bc-ferry 11-23 0400\r\n\x02Ferry runs\x03\x04",
    "UTF-16": "Ferry runs again, at last.".encode("utf-16"),
    "Japanese": "渡し船が再開した。".encode("cp932"),
    "a stray control": b"Ferry\x07 runs again",
    "a story of PDF": b"%PDF files are what ministers like best",
    "braces": b"{\\rt is no code",
}


@pytest.mark.parametrize("content", COPY.values(), ids=COPY)
def test_copy_is_not_taken_for_it(content: bytes) -> None:
    assert kind_of(content) is None
