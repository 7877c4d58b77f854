"""Boxes of mail (mbox, RFC 4155): several messages in one file; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BEGINS = re.compile(
    rb"(?:\A|\n\r?\n)(From [^\r\n]{1,200}?\d{4}[^\r\n]{0,40}\r?\n)"
    rb"(?=[A-Za-z][A-Za-z0-9-]{0,60}:)"
)
"""The line before a message, after a blank one; a letter may begin a line with “From ” too."""


class _Letter(NamedTuple):
    """One message of a box, and the line at which it begins."""

    content: bytes
    line: int


def letters_in(content: bytes) -> Iterator[_Letter]:
    """Part a box into its messages; what is no box is one message."""
    content = content.lstrip(b" \t\r\n\0\xef\xbb\xbf")
    if not content.startswith(b"From "):
        yield _Letter(content, 1)
        return
    starts = [found.start(1) for found in _BEGINS.finditer(content)] or [0]
    line = 1
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        part = content[start:end]
        yield _Letter(part.replace(b"\n>From ", b"\nFrom "), line)
        line += part.count(b"\n")
