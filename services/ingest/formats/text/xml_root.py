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


def find_root(content: bytes) -> XmlRoot | None:
    """Find the root element in the first 64 kB, in any encoding that has ASCII in it."""
    head = content[:_LOOKED_AT]
    text = head.replace(b"\x00", b"").decode("latin-1")
    text = _MARKS.sub("", text)
    before = _BEFORE_ROOT.match(text)
    start = before.end() if before else 0
    root = _ROOT.match(text, start)
    if root is None:
        return None
    return XmlRoot(root[1], text.count("\n", 0, start) + 1)
