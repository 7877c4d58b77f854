"""Pure: text as rules match it, with the way back to where it stood.

People hide words from filters by look-alikes of width, by case and by characters that show
nothing. Matching is done on NFKC, case-folded text without those; a match is reported at its
place in the text as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
    "\ufeff"
)
"""Soft hyphens, zero-width characters and bidi controls."""

_MARKS = "\u0300-\u036f"
_RUN = re.compile(f"[\\w{''.join(sorted(INVISIBLE))}{_MARKS}]+")
"""A word with whatever hides in it."""
_WORD = re.compile(r"[^\W_]+")
_HIDING = {ord(letter): None for letter in INVISIBLE}


class PhraseError(ValueError):
    """A phrase that cannot be matched; the message says why."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as matching sees it, and where it stands in the text as it is."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Split a text into folded words that know their places."""
    return [
        Token(word, run.start(), run.end())
        for run in _RUN.finditer(text)
        for word in _WORD.findall(_fold(run.group()))
    ]


@lru_cache(maxsize=16)
def folded_words(text: str) -> tuple[str, ...]:
    """Split a text into the words that matching compares.

    The last texts are remembered: several rules ask for the words of one story.
    """
    return tuple(_WORD.findall(_fold(text)))


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text.translate(_HIDING)).casefold()


@dataclass(frozen=True, slots=True)
class _WordPattern:
    word: str
    open_start: bool
    open_end: bool

    def matches(self, word: str) -> bool:
        if self.open_start and self.open_end:
            return self.word in word
        if self.open_start:
            return word.endswith(self.word)
        if self.open_end:
            return word.startswith(self.word)
        return word == self.word


Phrase = tuple[_WordPattern, ...]


def read_phrase(text: str) -> Phrase:
    """Read words, each with `*` at its start or end for any letters.

    Raises `PhraseError` where there is no word, or a `*` within one.
    """
    patterns = []
    for part in unicodedata.normalize("NFC", text).split():
        words = folded_words(part)
        starred = part.strip("*")
        if "*" in starred:
            raise PhraseError(f"a * stands within {part!r}")
        if not words:
            raise PhraseError(f"{part!r} has no letter or digit to look for")
        last = len(words) - 1
        patterns += [
            _WordPattern(
                word,
                open_start=place == 0 and part.startswith("*"),
                open_end=place == last and part.endswith("*"),
            )
            for place, word in enumerate(words)
        ]
    if not patterns:
        raise PhraseError("the phrase is empty")
    return tuple(patterns)


def occurrences(phrase: Phrase, within: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Find where a phrase stands; the cost is the text's length times the phrase's."""
    first = phrase[0]
    for place in range(len(within) - len(phrase) + 1):
        if first.matches(within[place].word) and all(
            pattern.matches(token.word)
            for pattern, token in zip(phrase[1:], within[place + 1 :], strict=False)
        ):
            yield within[place].start, within[place + len(phrase) - 1].end
