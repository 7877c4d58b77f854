"""The texts of a public item: plain, on one line, without what was set aside."""

from __future__ import annotations

import re
import unicodedata

from services.publish.public_item.markup import without_controls, without_tags
from shared.articles import Enrichment
from shared.ninjs import Text

_TAG = re.compile(r"</?(?:a|b|br|div|em|h[1-6]|i|li|p|span|strong|ul)\b[^>]*>", re.IGNORECASE)
_TOO_SHORT = 3
"""Letters of a text like “By”, which says nothing wherever it stands."""
_LEAK_WORDS = 5
"""So many words in a row that were set aside, and are not in the story, are a leak."""


class SetAsideText:
    """Recognises what enrichment set aside when it turns up in another field."""

    def __init__(self, enrichment: Enrichment) -> None:
        asides = [aside.text for aside in enrichment.set_aside if aside.text.strip()]
        self._windows: set[str] = set()
        self._short: list[str] = []
        if not asides:
            return
        story = _folded(f"{enrichment.headline}\n{enrichment.body}")
        self._windows = {window for text in asides for window in _windows(_folded(text))}
        self._windows -= _windows(story)
        short = (
            text for aside in asides if len((text := _folded(aside)).split()) < _LEAK_WORDS
        )
        self._short = [text for text in short if len(text) > _TOO_SHORT and text not in story]

    def keep(self, text: str | None) -> str | None:
        """Give the text back, or None where it holds something that was set aside."""
        if not text:
            return None
        if not self._windows and not self._short:
            return text
        folded = _folded(text)
        if any(f" {short} " in f" {folded} " for short in self._short):
            return None
        return None if _windows(folded) & self._windows else text


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def _windows(folded: str) -> set[str]:
    words = folded.split()
    return {
        " ".join(words[at : at + _LEAK_WORDS]) for at in range(len(words) - _LEAK_WORDS + 1)
    }


def plain(text: Text) -> str:
    """Give the words of a short text; where a wire does not say, only known tags are tags."""
    if text.content_type == "text/plain":
        return text.value
    if text.content_type == "text/html" or _TAG.search(text.value):
        return without_tags(text.value)
    return text.value


def line(text: str) -> str:
    """Write text as one plain line."""
    return " ".join(without_controls(text.replace("\r", " ")).split())
