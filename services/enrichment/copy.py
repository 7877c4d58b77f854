"""The copy as it came: one text to point into, and the paragraphs it is made of.

`text` is headline, blank line, body text; every span with `of="copy"` counts its code points. A
plain body stands in it untouched; an HTML body as the text a reader would see.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lxml import etree

from shared.ninjs import Item, Text

_SHORTEST_PARAGRAPH_LINE = 80
_WIDTHS_OF_WRAPPED_TEXT = range(50, 121)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where a paragraph stands in the copy, and what it reads once white space is tidied."""

    start: int
    end: int
    text: str
    links: tuple[str, ...] = ()
    """Targets of the links in it, where the body was HTML."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A headline and the paragraphs under it."""

    text: str
    headline: str
    paragraphs: tuple[Paragraph, ...]


def copy_of(item: Item, *, preserved: bool = False) -> Copy:
    """Put headline and body into one text; `preserved` keeps line breaks that matter."""
    headline = item.headline()
    body = item.body()
    if body is not None and _is_html(body):
        shown, links = _text_of_html(body.value)
        keep_lines = True
    else:
        shown, links = (body.value if body is not None else ""), ()
        keep_lines = preserved
    text = f"{headline}\n\n{shown}"
    offset = len(headline) + 2
    plain = _is_plain(shown)
    if keep_lines:
        ranges = _kept_lines(text, offset, plain=plain)
    else:
        ranges = _unwrapped(text, offset, plain=plain)
    paragraphs = tuple(
        Paragraph(start, end, tidied, _links_in(links, start - offset, end - offset))
        for start, end, as_lines in ranges
        if (tidied := tidy(text[start:end], keep_lines=as_lines, plain=plain))
    )
    return Copy(text=text, headline=headline, paragraphs=paragraphs)


# --- white space -------------------------------------------------------------------------

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)


_PLAIN = bytes((0x0A, *range(0x20, 0x7F))) + "“”‘’—–…".encode("cp1252")


def _is_plain(text: str) -> bool:
    """Know most copy: ASCII, the marks that copy is set with, line ends, and nothing unseen."""
    try:  # to look at every letter here takes much longer
        return not text.encode("cp1252").translate(None, _PLAIN)
    except UnicodeEncodeError:
        return False


def tidy(text: str, *, keep_lines: bool = False, plain: bool = False) -> str:
    """Fold white space of all kinds, drop what cannot be seen, compose letters (NFC).

    `plain` is known of a text that there is nothing to compose or to drop in it.
    """
    if plain and not ("\n" in text or "  " in text or text[:1] == " " or text[-1:] == " "):
        return text
    printable = text.isprintable()  # as no white space is but the space
    if not printable:
        text = _INVISIBLE.sub("", text)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    elif printable and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    if keep_lines:
        lines = (" ".join(line.split()) for line in text.splitlines())
        return "\n".join(line for line in lines if line)
    return " ".join(text.split())


# --- paragraphs of plain text ------------------------------------------------------------

_Line = tuple[int, int]
_Block = tuple[int, int, bool]
"""Start, end, and whether its line breaks matter."""


def _unwrapped(text: str, at: int, *, plain: bool) -> list[_Block]:
    """Read paragraphs from lines: apart by blank lines, by every line end, or hard-wrapped."""
    blocks = _blocks(text, at, plain=plain)
    joins = _joins(text, [line for block in blocks for line in block])
    found: list[_Block] = []
    for block in blocks:
        start, end = block[0]
        for line in block[1:]:
            if line[0] in joins:
                end = line[1]
            else:
                found.append((start, end, False))
                start, end = line
        found.append((start, end, False))
    return found


def _kept_lines(text: str, at: int, *, plain: bool) -> list[_Block]:
    """Keep lines together (verse, tables) unless they are paragraphs in themselves."""
    found: list[_Block] = []
    for block in _blocks(text, at, plain=plain):
        if any(end - start > _SHORTEST_PARAGRAPH_LINE and "|" not in text[start:end]
               for start, end in block):  # fmt: skip
            found.extend((start, end, False) for start, end in block)
        else:
            found.append((block[0][0], block[-1][1], True))
    return found


def _blocks(text: str, at: int, *, plain: bool) -> list[list[_Line]]:
    """Split into lines without the white space around them, grouped by blank lines."""
    blocks: list[list[_Line]] = [[]]
    for line in text[at:].splitlines(keepends=True):
        bare = line.strip()
        if bare and not (plain or bare.isprintable()) and not _INVISIBLE.sub("", bare).strip():
            bare = ""
        if bare:
            start = at + line.index(bare[0])
            blocks[-1].append((start, start + len(bare)))
        elif blocks[-1]:
            blocks.append([])
        at += len(line)
    return [block for block in blocks if block]


_ENDS = '.!?:;"”’»)]'


def _joins(text: str, lines: list[_Line]) -> set[int]:
    """Tell which lines (by their start) only go on because the one before was full.

    Lines are hard-wrapped where they are narrow, and the next line's first word would not have
    fitted; at least one such line must go on in lower case. A long line that ends no sentence
    is then taken for a full one.
    """
    width = max((end - start for start, end in lines), default=0)
    if width not in _WIDTHS_OF_WRAPPED_TEXT:
        return set()
    joins: set[int] = set()
    proven = False
    for (start, end), (following, stop) in pairwise(lines):
        first = text[following:stop].split(None, 1)[0]
        full = end - start + 1 + len(first) > width
        if full or (text[end - 1] not in _ENDS and (end - start) * 3 > width * 2):
            joins.add(following)
        proven = proven or (full and first[0].islower())
    return joins if proven else set()


# --- HTML --------------------------------------------------------------------------------

_SEEN = re.compile(r"<(?:p|div|br|table|span|a|h[1-6]|ul|body)\b", re.IGNORECASE)
_HIDDEN = frozenset(
    "script style noscript template head title svg iframe select option".split()
)
_BLOCKS = frozenset(
    "p div section article main header footer aside nav figure figcaption blockquote ul ol li"
    " dl dt dd h1 h2 h3 h4 h5 h6 table caption thead tbody tfoot pre hr address form fieldset"
    " body html block hl1 hl2 body.content hedline".split()
)
_CELLS = frozenset({"td", "th"})


def _is_html(body: Text) -> bool:
    if body.content_type:
        return "html" in body.content_type or body.content_type.endswith("/xml")
    return bool(_SEEN.search(body.value))


class _Reader:
    """Collects a page's text while lxml parses it; no tree is built, so depth is no matter."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.links: list[tuple[int, str]] = []
        self._hidden = 0
        self._preformatted = 0
        self._gap = ""
        """What stands between the text so far and the next, once there is a next."""

    def start(self, tag: str | bytes, attrib: Mapping[Any, Any]) -> None:
        """Meet an opening tag."""
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in ("br", "tr"):
            self._gap = max(self._gap.strip(" "), "\n", key=len)
        elif tag in _CELLS:
            self._gap = self._gap if "\n" in self._gap else " | "
        elif tag in _BLOCKS:
            self._gap = "\n\n"
            self._preformatted += tag == "pre"
        elif tag == "a" and not self._hidden and (target := attrib.get("href")):
            self.links.append((self.length + len(self._gap), target))

    def end(self, tag: str | bytes) -> None:
        """Meet a closing tag."""
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self._gap = "\n\n"
            if tag == "pre":
                self._preformatted = max(0, self._preformatted - 1)

    def data(self, data: str | bytes) -> None:
        """Meet text; it may come in several pieces."""
        if self._hidden:
            return
        text = str(data)
        if self._preformatted:
            self._put(text)
            return
        folded = " ".join(text.split())
        if not folded:
            self._gap = self._gap or " "
            return
        if text[0].isspace():
            self._gap = self._gap or " "
        self._put(folded)
        if text[-1].isspace():
            self._gap = " "

    def comment(self, text: str | bytes) -> None:
        """Leave comments out."""

    def close(self) -> str:
        """Give the text so far."""
        return "".join(self.parts)

    def _put(self, text: str) -> None:
        if self.length:
            text = self._gap + text
        self._gap = ""
        self.parts.append(text)
        self.length += len(text)


def _text_of_html(html: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Give the text a reader would see, blank lines between paragraphs, and the links."""
    reader = _Reader()
    source = html.encode("utf-8", "replace").replace(b"\x00", b"")
    if not source.strip():
        return "", ()
    parser = etree.HTMLParser(target=reader, encoding="utf-8", no_network=True)
    try:
        parser.feed(source)
        text = str(parser.close())
    except etree.LxmlError:
        text = reader.close()  # what was read up to the fault
    return text, tuple(reader.links)


def _links_in(links: tuple[tuple[int, str], ...], start: int, end: int) -> tuple[str, ...]:
    return tuple(target for at, target in links if start <= at < end) if links else ()
