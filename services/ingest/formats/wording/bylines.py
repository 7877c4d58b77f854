"""Who wrote it, as bylines say it: `By Ann Lee and Bo Ek, AGENCY`; pure."""

from __future__ import annotations

import re
from functools import lru_cache

from shared.articles import Author

_BY = re.compile(r"^\s*(?:by|von|par|por|di|av|af|door)\s*:?\s+", re.IGNORECASE)


_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b|&)\s*")


_A_NAME = re.compile(r"[^\W\d_][\w'’.\-]*(?:\s+[\w'’.\-]+){1,4}")


def authors_of(byline: str, *, role: str | None = None) -> tuple[Author, ...]:
    """Read the people out of `By A and B, Agency`; what is no two-word name is left out."""
    return signed_by(byline, role=role) if _BY.match(byline) else ()


def signed_by(byline: str, *, role: str | None = None) -> tuple[Author, ...]:
    """Read the people out of a field that is a byline, such as `Ann Lee and Bo Ek/AGENCY`."""
    if len(byline) < _LONGEST_REMEMBERED:
        return _remembered(byline, role)
    return _read(byline, role)


_LONGEST_REMEMBERED = 200


def _read(byline: str, role: str | None) -> tuple[Author, ...]:
    people = _BETWEEN_NAMES.split(_BY.sub("", byline).partition("/")[0])
    names: list[str] = []
    for position, part in enumerate(people):
        if _AGENCY_WORDS.search(part):
            if not position:
                continue
            break
        if _A_NAME.fullmatch(part.strip()):
            names.append(part.strip())
    return tuple(Author(name=name, role=role) for name in dict.fromkeys(names))


_remembered = lru_cache(maxsize=1024)(_read)
"""The same people sign all day."""
_AGENCY_WORDS = re.compile(
    r"(?i)\b(?:press|agency|news|writer|correspondent|reporter|editor|association|online|times)\b"
)
