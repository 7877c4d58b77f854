"""The root element of an XML document, found without parsing it."""

from __future__ import annotations

import re
from typing import NamedTuple

_LOOKED_AT = 65_536
_BEFORE_ROOT = re.compile(
    r"(?:\s+|<\?[^>]*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]*\[[^\]]*\]\s*>|[^>\[]*>))+",
    re.DOTALL | re.IGNORECASE,
)
_MARKS = re.compile(r"^(?:ï»¿|ÿþ|þÿ|Ã¯Â»Â¿|[ \t])+")
"""Byte order marks as single bytes look, also those sent twice or taken for letters."""
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")


class XmlRoot(NamedTuple):
    """The root's local name, and the line it stands on."""

    name: str
    line: int


_DOCUMENT = re.compile(
    r"<\?xml\b[^<>]{0,500}\?>(?=\s*<)"
    r"|<(?:rss|feed|rdf:RDF|nitf|NewsML|newsItem|newsMessage|urlset)\s[^<>]{0,3000}>"
)
_NOTICE = 8_192


def document_start(text: str) -> int:
    """Find where the document begins behind what a server put in front; 0 where it does so.

    In front may be a comment, or a notice of PHP with mark-up of its own: never a page.
    """
    head = text[:_NOTICE]
    first = _ROOT.search(head)
    found = _DOCUMENT.search(head)
    if found is None or found.start() == 0:
        return 0
    if first is not None and first.start() < found.start():
        name = first[1].lower()
        if name not in _IN_NOTICES or "<html" in head[: found.start()].lower():
            return 0
    return found.start()


_IN_NOTICES = frozenset({"br", "b", "p", "font", "div", "pre", "strong", "i", "em", "hr"})


def find_root(content: bytes) -> XmlRoot | None:
    """Find the root element in the first 64 kB, in any encoding that has ASCII in it."""
    head = content[:_LOOKED_AT]
    text = head.replace(b"\x00", b"").decode("latin-1")
    text = _MARKS.sub("", text)
    began = document_start(text)
    text = "\n" * text.count("\n", 0, began) + text[began:]
    before = _BEFORE_ROOT.match(text)
    start = before.end() if before else 0
    root = _ROOT.match(text, start)
    if root is None:
        return None
    return XmlRoot(root[1], text.count("\n", 0, start) + 1)
