"""Addresses of stories: readable, stable, and found by the short id at their end; pure."""

from __future__ import annotations

import re
import unicodedata

LONGEST_SLUG = 80
"""Code points; cut at a word."""

_SPELLED = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th",
        "ı": "i", "ħ": "h", "ŋ": "ng", "ə": "e", "’": None, "'": None, "‘": None, "ʼ": None,
    }
)  # fmt: skip
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_PATH = re.compile(r"/(?P<section>[^/]+)/(?:(?P<slug>[^/]*)-)?(?P<short_id>[a-z2-7]{10})")
OURS = frozenset(
    {
        "v1", "docs", "redoc", "asyncapi", "metrics", "livez", "readyz", "static", "desk",
        "search", "topics", "people", "organisations", "places", "authors", "sources",
        "archive", "corrections", "media", "sites", "live", "en", "de", "fr", "es", "ar",
    }
)  # fmt: skip
"""First parts of paths that are no sections."""
SECTION_OF_NONE = "news"


def slug(text: str, language: str = "") -> str:
    """Write a headline for an address.

    Latin letters lose their marks, other scripts keep their letters; zero-width and bidi
    characters vanish, so that nobody can make two addresses that look alike.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    if language.partition("-")[0] == "de":
        text = text.translate(_GERMAN)
    letters = "".join(_plain(char) for char in text.translate(_SPELLED))
    return _cut("-".join(letters.split()))


def section_slug(section: str) -> str:
    """Write a section's name for an address; never one of our own first parts."""
    written = slug(section) or SECTION_OF_NONE
    return SECTION_OF_NONE if written in OURS or "." in written else written


def story_path(section: str, slug_: str, short_id: str) -> str:
    """Give the path of a story, `/{section}/{slug}-{shortid}`, not percent-encoded."""
    return f"/{section}/{slug_ or 'story'}-{short_id}"


def short_id_in(path: str) -> str | None:
    """Find the short id that a story's path ends with."""
    found = _PATH.fullmatch(path)
    return found["short_id"] if found else None


def _plain(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() else " "
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    if category[0] not in "LMN":
        return " "
    if unicodedata.name(char, "").startswith("LATIN"):
        kept = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
        return kept if kept.isalnum() else ""
    # What casefolding splits off a Latin letter (İ) is a mark without a letter of its own.
    return "" if unicodedata.name(char, "").startswith("COMBINING") else char


def _cut(written: str) -> str:
    if len(written) <= LONGEST_SLUG:
        return written
    head, dash, _ = written[: LONGEST_SLUG + 1].rpartition("-")
    return head if dash else written[:LONGEST_SLUG]
