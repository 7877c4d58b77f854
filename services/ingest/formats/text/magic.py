"""What bytes are that are no text, known by their first ones and named for people.

Signatures after the formats' own standards and the WHATWG's “MIME Sniffing”. Pure.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import NamedTuple


class Kind(NamedTuple):
    """What bytes are: our word for it, and what people call it."""

    name: str
    called: str


WITHOUT_TEXT = frozenset({"picture", "sound", "video", "contact", "font"})
"""Kinds of files that go beside a story and tell none."""

_FIRST_BYTES: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n", Kind("picture", "a PNG picture")),
    (b"\xff\xd8\xff", Kind("picture", "a JPEG picture")),
    (b"GIF87a", Kind("picture", "a GIF picture")),
    (b"GIF89a", Kind("picture", "a GIF picture")),
    (b"II*\x00", Kind("picture", "a TIFF picture")),
    (b"MM\x00*", Kind("picture", "a TIFF picture")),
    (b"8BPS", Kind("picture", "a Photoshop picture")),
    (b"\x00\x00\x01\x00", Kind("picture", "an icon")),
    (b"%PDF-", Kind("pdf", "a PDF")),
    (b"%!PS", Kind("postscript", "PostScript")),
    (b"{\\rtf", Kind("rtf", "RTF")),
    (b"\x78\x9f\x3e\x22", Kind("tnef", "a winmail.dat (TNEF)")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", Kind("ole", "an old Office document or Outlook message")),
    (b"BEGIN:VCALENDAR", Kind("calendar", "a calendar entry (iCalendar)")),
    (b"WEBVTT", Kind("subtitles", "subtitles (WebVTT)")),
    (b"BEGIN:VCARD", Kind("contact", "a contact card (vCard)")),
    (b"Rar!\x1a\x07", Kind("archive", "a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Kind("archive", "a 7z archive")),
    (b"BZh", Kind("archive", "bzip2")),
    (b"\xfd7zXZ\x00", Kind("archive", "xz")),
    (b"\x28\xb5\x2f\xfd", Kind("archive", "zstd")),
    (b"ID3", Kind("sound", "an MP3")),
    (b"OggS", Kind("sound", "an Ogg file")),
    (b"fLaC", Kind("sound", "a FLAC file")),
    (b"\x1aE\xdf\xa3", Kind("video", "a WebM or Matroska video")),
    (b"SQLite format 3\x00", Kind("database", "an SQLite database")),
    (b"\x7fELF", Kind("program", "a program")),
    (b"wOFF", Kind("font", "a font")),
    (b"wOF2", Kind("font", "a font")),
)
_ANY = re.compile(b"|".join(re.escape(first) for first, _ in _FIRST_BYTES))
_IN_A_ZIP = (
    ("word/document.xml", Kind("docx", "a Word document (DOCX)")),
    ("xl/workbook.xml", Kind("spreadsheet", "an Excel workbook")),
    ("ppt/presentation.xml", Kind("slides", "a PowerPoint presentation")),
)
_BY_MIMETYPE = {
    b"application/vnd.oasis.opendocument.text": Kind("odt", "an OpenDocument text (ODT)"),
    b"application/epub+zip": Kind("book", "an EPUB book"),
}
_DAMAGED = (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, OSError, EOFError)
"""What the standard library raises at archives that are none."""
_LOOKED_AT = 2048
_FEW = 4
"""So many stray controls may be damage of the way."""
_BLANKS = b" \t\r\n\x0c\x0b"
_MARK = b"\xef\xbb\xbf"
_NO_TEXT = b"\x00\x05\x06\x0e\x15\x17\x18\x19\x1a\x1c\x7f"
"""Controls that no line format of the wires uses to frame its messages."""


def kind_of(content: bytes) -> Kind | None:
    """Tell what bytes are that are neither text nor mark-up; None where they may be text."""
    head = content[:_LOOKED_AT]
    bare = head.removeprefix(_MARK).lstrip(_BLANKS)
    may_be_known = _ANY.match(head) or (bare is not head and _ANY.match(bare))
    for first, kind in _FIRST_BYTES if may_be_known else ():
        if head.startswith(first) or (first[:1].isascii() and bare.startswith(first)):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(content)
    if head[:4] == b"RIFF":
        return {
            b"WEBP": Kind("picture", "a WebP picture"),
            b"WAVE": Kind("sound", "a WAVE file"),
        }.get(head[8:12], Kind("video", "an AVI or RIFF file"))
    if head[4:8] == b"ftyp":
        if head[8:12] in {b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1"}:
            return Kind("picture", "an AVIF or HEIC picture")
        return Kind("video", "an MP4 video or sound")
    if head[:2] == b"MZ" and b"\x00" in head[:64]:
        return Kind("program", "a program")
    return Kind("binary", "binary data") if _is_binary(head) else None


def _zip_kind(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = packed.namelist()[:2000]
            if names and names[0] == "mimetype" and packed.getinfo("mimetype").file_size < 200:
                kind = _BY_MIMETYPE.get(packed.read("mimetype").strip())
                if kind:
                    return kind
    except _DAMAGED:
        return Kind("archive", "a damaged ZIP archive")
    for name, kind in _IN_A_ZIP:
        if name in names:
            return kind
    return Kind("zip", "a ZIP archive")


def _is_binary(head: bytes) -> bool:
    """Tell bytes from text in any encoding: by NULs that no UTF-16 has, and by controls."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    none_of_text = len(head) - len(head.translate(None, _NO_TEXT))
    if not none_of_text:
        return False
    zeros = head.count(0)
    if zeros:
        even, odd = head[::2].count(0), head[1::2].count(0)
        is_utf_16 = max(even, odd) * 5 > len(head) and min(even, odd) * 20 < max(even, odd)
        is_padding = not head.rstrip(b"\x00").count(0) or not head.lstrip(b"\x00").count(0)
        if not (is_utf_16 or is_padding or zeros < _FEW):
            return True
    rare = none_of_text - zeros
    return rare > 2 * _FEW and rare * 32 > len(head)
