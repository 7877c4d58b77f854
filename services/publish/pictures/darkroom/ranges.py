"""Pure: which part of a body a `Range` header asks for (RFC 9110, section 14.2)."""

from __future__ import annotations

import re

_ONE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII)


def part_of(said: str, size: int) -> tuple[int, int] | None:
    """Give start and end (exclusive); None to send everything, (0, 0) for a part there is not.

    Several parts at once are sent as everything, as the standard allows.
    """
    found = _ONE.fullmatch(said)
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        last = min(int(found[2]), size)
        return (size - last, size) if last else (0, 0)
    start = int(found[1])
    end = min(int(found[2]) + 1, size) if found[2] else size
    if found[2] and int(found[2]) < start:
        return None
    return (start, end) if start < size else (0, 0)
