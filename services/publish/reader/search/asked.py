"""What somebody searches for: words, phrases, words to leave out, and filters; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from services.publish.reader.catalogue.shelves import topic_shelf
from services.publish.slugs import slug

LONGEST_QUERY = 300
_MOST_TERMS = 12
_TERM = re.compile(r'(?P<not>-?)(?:"(?P<phrase>[^"]{1,200})"?|(?P<word>[^\s"]+))')
_CJK = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff])")

_Sort = Literal["relevance", "newest"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several in a row, that shall be there or shall not."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One search. `shelves` are filters: all of them must have the story."""

    terms: tuple[Term, ...] = ()
    shelves: tuple[str, ...] = ()
    language: str = ""
    since: datetime | None = None
    until: datetime | None = None
    sort: _Sort = "relevance"

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked for."""
        wanted = any(not term.is_excluded for term in self.terms)
        return not (wanted or self.shelves or self.language or self.since or self.until)


def asked(values: Mapping[str, str], zone: tzinfo = UTC) -> Asked:
    """Read a search from a form or a call; what cannot be read is left out."""
    shelves = []
    for kind, name in (("section", "section"), ("place", "place"), ("person", "person")):
        if key := slug(values.get(name, "")[:LONGEST_QUERY]):
            shelves.append(f"{kind}:{key}")
    if topic := values.get("topic", "")[:LONGEST_QUERY].strip():
        code = topic.removeprefix("medtop:").rpartition("/")[2]
        by_code = topic_shelf(code)
        shelves.append(by_code if by_code[6:].isdigit() else named_topic(topic))
    return Asked(
        terms=tuple(_terms(values.get("q", "")[:LONGEST_QUERY])),
        shelves=tuple(shelves),
        language=values.get("language", "").strip().lower().partition("-")[0][:3],
        since=_moment(values.get("from", ""), zone, end=False),
        until=_moment(values.get("to", ""), zone, end=True),
        sort="newest" if values.get("sort") == "newest" else "relevance",
    )


def unreadable(values: Mapping[str, str], zone: tzinfo = UTC) -> list[str]:
    """Name the times that are given and that nobody can read."""
    return [
        name
        for name in ("from", "to")
        if values.get(name) and _moment(values[name], zone, end=False) is None
    ]


def named_topic(name: str) -> str:
    """Give what the index knows a topic by, whatever its code."""
    return f"named:{slug(name)}"


class _Visible(dict[int, int | None]):
    """For `str.translate`: drops the signs that only say how to write others."""

    def __missing__(self, code: int) -> int | None:
        kept = self[code] = None if unicodedata.category(chr(code)) == "Cf" else code
        return kept


_VISIBLE = _Visible()


def spaced(text: str) -> str:
    """Write a text for the index: folded, each sign of scripts without spaces by itself."""
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", text).translate(_VISIBLE)
    return _CJK.sub(r" \1 ", folded)


def _terms(text: str) -> list[Term]:
    terms = []
    for found in _TERM.finditer(unicodedata.normalize("NFC", text)):
        said = found["phrase"] or found["word"] or ""
        words = spaced(said).strip()
        if any(char.isalnum() for char in words):
            is_phrase = found["phrase"] is not None or bool(_CJK.search(said))
            terms.append(Term(words, is_phrase, bool(found["not"])))
    return terms[:_MOST_TERMS]


def _moment(written: str, zone: tzinfo, *, end: bool) -> datetime | None:
    try:
        if len(written) == len("2026-11-23"):
            day = date.fromisoformat(written) + timedelta(days=1 if end else 0)
            return datetime.combine(day, time(), zone)
        read = datetime.fromisoformat(written)
    except (ValueError, OverflowError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=zone)
