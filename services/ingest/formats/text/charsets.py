"""Which characters these bytes are: byte order mark, what was declared, UTF-8, a guess."""

from __future__ import annotations

import codecs
import re
import string
from collections import Counter
from typing import NamedTuple

from services.ingest.formats.parsed import Problem

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages and wires call Latin-1 or ASCII is Windows-1252 (WHATWG Encoding, “labels”).
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}

_ONE_BYTE_A_LETTER = frozenset({"cp1252", "iso8859-15"})
"""Where each byte is a letter, anything can be read; text in UTF-8 would become `FÃ¤hre`."""


class Decoded(NamedTuple):
    """The text, the encoding it was read in, and what was wrong with it."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """Read bytes as text, whatever they are; a guess or a replacement is a problem."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding, _lost(text, encoding))
    wanted = _codec(declared)
    unknown: tuple[Problem, ...] = ()
    if declared and wanted is None:
        unknown = (_unknown(declared),)
    if wanted in _ONE_BYTE_A_LETTER and _is_utf_8(content):
        return Decoded(content.decode(), "utf-8", (_mislabelled(content, declared or wanted),))
    for encoding in dict.fromkeys((wanted or "utf-8", "utf-8")):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, ValueError):
            continue
        wrong = unknown
        if wanted and encoding != wanted:
            wrong = (*unknown, _misdeclared(content, declared or wanted, wanted, encoding))
        return Decoded(text, encoding, wrong)
    if wanted and wanted not in {"utf-8", "cp1252"} and wanted.startswith(("utf", "gb", "big")):
        text = content.decode(wanted, "replace")
        return Decoded(text, wanted, (*unknown, *_lost(text, wanted)))
    used = _guess(content) if wanted in {None, "utf-8"} else "windows-1252"
    text = _windows_1252(content) if used == "windows-1252" else content.decode(used, "ignore")
    guessed = _misdeclared(content, declared or "utf-8", wanted or "utf-8", used)
    return Decoded(text, used, (*unknown, guessed))


_LOOKED_AT = 100_000
_A_LETTER_OF_EACH = re.compile(rb"[A-Za-z][\xb1\xb3\xb6\xb9\xbc\xbf][a-z]")
"""Polish: in Windows-1252 these are signs, which do not stand within a word."""


def _guess(content: bytes) -> str:
    """Guess what undeclared bytes that are no UTF-8 are, by what no other language would have.

    Most letters beyond ASCII: Cyrillic. Signs within words, or letters that no language of
    Windows-1252 has together: Polish, Czech, Hungarian. Else Windows-1252.
    """
    seen = content[:_LOOKED_AT]
    high = Counter(byte for byte in seen if byte >= 0xC0)
    letters = high.total()
    if letters > sum(seen.count(byte) for byte in _ASCII_LETTERS):
        is_koi8 = sum(high[byte] for byte in range(0xC0, 0xE0)) * 2 > letters
        common = high[0xC1] + high[0xCF] if is_koi8 else high[0xE0] + high[0xEE]
        if common * 20 > letters:  # `а` and `о`; Greek has rare letters there
            return "koi8-r" if is_koi8 else "windows-1251"
    polish = len(_A_LETTER_OF_EACH.findall(seen)) > 1
    czech = min(high[0xF8], high[0xEC]) > 1  # `řě`, else `øì`
    hungarian = min(high[0xF5], high[0xFB]) > 0  # `őű`, else `õû`
    if not (polish or czech or hungarian):
        return "windows-1252"
    is_latin_2 = not re.search(rb"[\x80-\x9f]", seen) and not (polish and b"\xb1" not in seen)
    return "iso8859-2" if is_latin_2 else "windows-1250"


_ASCII_LETTERS = string.ascii_letters.encode()


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
