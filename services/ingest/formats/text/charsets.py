"""Which characters these bytes are: byte order mark, what was declared, UTF-8, a guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import NamedTuple

from services.ingest.formats.parsed import Problem
from services.ingest.formats.text.guessing import guess

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What is named is read as the superset that it is in practice (WHATWG Encoding, “labels”).
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "gb18030",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "euc_kr": "cp949",
    "johab": "cp949",
    "big5": "big5hkscs",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}


class _Decoded(NamedTuple):
    """The text, the encoding it was read in, and what was wrong with it."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(content: bytes, *declared: str | None) -> _Decoded:
    """Read bytes as text, whatever they are; a guess or a replacement is a problem.

    A byte order mark says most. Valid UTF-8 with letters beyond ASCII is UTF-8 whatever any
    label says; then the labels count, in the order given; then a guess.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, "replace")
            return _Decoded(text, encoding, _lost(text, encoding))
    labels = [label for label in declared if label]
    known = [(label, codec) for label in labels if (codec := _codec(label))]
    unknown = tuple(_unknown(label) for label in labels if _codec(label) is None)[:1]
    first = known[0] if known else None
    if _is_utf_8(content) and not (first and first[1].startswith(("utf-16", "utf-32"))):
        wrong = unknown
        if first and first[1] != "utf-8":
            wrong = (*unknown, _mislabelled(content, first[0]))
        return _Decoded(content.decode(), "utf-8", wrong)
    for label, codec in known:
        try:
            text = content.decode(codec)
        except (UnicodeDecodeError, ValueError):
            continue
        if first and codec != first[1]:
            unknown = (*unknown, _misdeclared(content, first[0], first[1], label))
        return _Decoded(text, codec, unknown)
    if not known and content.isascii():
        return _Decoded(content.decode("ascii"), "utf-8", unknown)
    return _guessed(content, known, unknown)


def _guessed(
    content: bytes, known: Sequence[tuple[str, str]], unknown: tuple[Problem, ...]
) -> _Decoded:
    """Read what no label fits: with losses where its label says much, else by a guess."""
    label, wanted = known[0] if known else ("utf-8", "utf-8")
    if wanted not in {"utf-8", "cp1252"} and wanted.startswith(_OF_SEVERAL_BYTES):
        text = content.decode(wanted, "replace")
        return _Decoded(text, wanted, (*unknown, *_lost(text, wanted)))
    used = guess(content) if wanted == "utf-8" else "windows-1252"
    text = _windows_1252(content) if used == "windows-1252" else content.decode(used, "replace")
    return _Decoded(text, used, (*unknown, _misdeclared(content, label, wanted, used)))


_OF_SEVERAL_BYTES = ("utf", "gb", "big", "cp932", "cp949", "euc", "iso2022")


def _codec(label: str | None) -> str | None:
    if not label:
        return None
    try:
        info = codecs.lookup(label.strip().strip("\"'").lower())
    except (LookupError, ValueError):
        return None
    # `base64`, `zlib` and the like are codecs of bytes, not charsets.
    if not getattr(info, "_is_text_encoding", True) or info.name in {"idna", "punycode"}:
        return None
    if info.name in {"unicode_escape", "raw_unicode_escape", "raw-unicode-escape"}:
        return None
    return _MEANT.get(info.name, info.name)


def _windows_1252(content: bytes) -> str:
    # Five bytes have no character in Windows-1252; browsers read them as C1 controls.
    return "".join(
        part if part != "\ufffd" else "" for part in content.decode("cp1252", "replace")
    )


def _is_utf_8(content: bytes) -> bool:
    """Tell text in UTF-8 that has letters beyond ASCII: by chance, hardly any other is that."""
    if content.isascii():
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _mislabelled(content: bytes, declared: str) -> Problem:
    found = re.search(rb"[\x80-\xff]", content)
    first = found.start() if found else 0
    return Problem(
        detail=f"this says it is {declared}, and is UTF-8; it was read as that",
        fix="name the encoding that it has: utf-8",
        line=content.count(b"\n", 0, first) + 1,
    )


def _line_of(content: bytes, encoding: str) -> int | None:
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    except ValueError:
        return None
    return None


def _misdeclared(content: bytes, declared: str, wanted: str, used: str) -> Problem:
    return Problem(
        detail=f"the bytes are not {declared}; they were read as {used}",
        fix="send UTF-8, or name the encoding: Content-Type: …; charset=windows-1252",
        line=_line_of(content, wanted),
    )


def _unknown(declared: str) -> Problem:
    return Problem(
        detail=f"there is no encoding called “{declared[:40]}”",
        fix="send UTF-8, or name a registered charset in Content-Type",
    )


def _lost(text: str, encoding: str) -> tuple[Problem, ...]:
    place = text.find("\ufffd")
    if place < 0:
        return ()
    return (
        Problem(
            detail=f"some bytes are no {encoding}; each became U+FFFD",
            fix="send UTF-8, or name the right encoding in Content-Type",
            line=text.count("\n", 0, place) + 1,
        ),
    )
