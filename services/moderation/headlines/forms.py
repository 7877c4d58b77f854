"""Pure: whether a headline's word stands in a text, in any form or as a part of another."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

LETTERS = 4
"""Letters that two forms of a word share at least."""
_COMPOUND = 5
"""Letters of a word that may be a part of a longer one ("Hafen", "Hafenbehörde")."""


class _Beside(NamedTuple):
    """A text as a headline's words are looked for in it."""

    text: str
    words: Collection[str]
    stems: dict[str, list[str]]
    """The words that may be forms or parts of a headline's word, by their stem."""


def words_beside(said: list[str], text: str, words: dict[str, None]) -> _Beside:
    """Gather what a text has for a headline's words; `words` are its own, each once."""
    stems: dict[str, list[str]] = {}
    within = {word[at : at + LETTERS] for word in said for at in range(len(word))}
    for word in words:
        if word[:LETTERS] in within and _tells(word):
            stems.setdefault(word[:LETTERS], []).append(word)
    return _Beside(text, words, stems)


def _tells(word: str) -> bool:
    return len(word) >= LETTERS or word.isdigit()


def is_there(word: str, beside: _Beside) -> bool:
    """Tell whether a word stands in the text, in any form or as a part."""
    if word in beside.words and _tells(word):
        return True
    if word.isdigit():
        return False
    if any(_same(word, other) for other in beside.stems.get(word[:LETTERS], ())):
        return True
    return len(word) > _COMPOUND and (_has_a_part(word, beside.stems) or word in beside.text)


def _has_a_part(word: str, stems: dict[str, list[str]]) -> bool:
    return any(
        len(part) >= _COMPOUND and word.startswith(part, at)
        for at in range(len(word) - _COMPOUND + 1)
        for part in stems.get(word[at : at + LETTERS], ())
    )


def _same(word: str, other: str) -> bool:
    """Tell forms of one word: they share all but an ending."""
    shorter = min(len(word), len(other))
    shared = next((at for at in range(shorter) if word[at] != other[at]), shorter)
    return shared >= max(LETTERS, -(-shorter * 7 // 10))
