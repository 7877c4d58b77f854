"""Who sent a message, out of its From line; pure.

The standard library descends into brackets by calling itself: a line of ten thousand of them
ends it.
"""

from __future__ import annotations

import re

_LONGEST = 1000
_ANGLED = re.compile(r"^([^<>]*)<[ \t]*([^<>\s]{1,320})[ \t]*>")
_BARE = re.compile(r"^[ \t]*([^\s()<>@,;]{1,64}@[^\s()<>@,;]{1,255})[ \t]*(?:\(([^()]*)\)|$|,)")


def name_and_address(line: str) -> tuple[str, str]:
    """Give the name and the address of the first sender; each may be empty."""
    line = line[:_LONGEST]
    if found := _ANGLED.match(line):
        return _name(found[1]), found[2]
    if found := _BARE.match(line):
        return _name(found[2] or ""), found[1]
    return ("", "") if set(line) & set("()<>@") else (_name(line), "")


def _name(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = re.sub(r"\\(.)", r"\1", text[1:-1])
    return text.strip()
