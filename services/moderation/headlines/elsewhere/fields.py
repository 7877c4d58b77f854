"""Pure: the fields of life that words belong to: fire, courts, football."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from services.moderation import lexicon
from services.moderation.folding import fold
from services.moderation.headlines.forms import LETTERS
from services.moderation.meanings.vocabulary import COMPOUNDING

_REALMS = (
    (9, 10, 11, 12, 13, 39),
    (14, 15, 16, 17),
    (17, 18, 19, 20),
    (22, 23, 24, 25),
    (26, 40),
    (27, 39),
    (28, 29),
    (29, 30),
    (10, 33),
)
"""Fields, by their number, of which one story has several: police, courts, violence."""
_NOWHERE: frozenset[int] = frozenset()
_SHORT = 3
"""Letters of words that stand in the lists as they are; longer ones may go on."""


def realms_of(fields: frozenset[int]) -> frozenset[int]:
    """Give fields, and those that one story has beside them."""
    return fields.union(*(realm for realm in _REALMS if not fields.isdisjoint(realm)))


@lru_cache(maxsize=32)
def words_of_fields(language: str) -> dict[str, frozenset[int]]:
    """Give the fields of life that words belong to, by how these words begin."""
    found: dict[str, set[int]] = {}
    said = lexicon.groups()["headline.fields"].get(language, ())
    for number, field in enumerate(said):
        for word in field.split():
            found.setdefault(fold(word).text, set()).add(number)
    return {word: frozenset(fields) for word, fields in found.items()}


@lru_cache(maxsize=32)
def fields_of(language: str) -> Callable[[str], frozenset[int]]:
    """Give what tells a word's fields, which is asked of every word of a text."""
    fields = words_of_fields(language)

    @lru_cache(maxsize=8192)
    def of(word: str) -> frozenset[int]:
        """Tell them by its beginning, or in compounding languages by any part."""
        found = fields.get(f"{word}.") or _begins(word, fields)
        if language not in COMPOUNDING or len(word) < 2 * LETTERS:
            return found
        for start in range(3, len(word) - LETTERS + 1):
            found |= _begins(word[start:], fields)
        return found

    return of


def _begins(word: str, fields: dict[str, frozenset[int]]) -> frozenset[int]:
    for end in range(len(word), 1, -1):
        known = fields.get(word[:end])
        if known and (end > _SHORT or end == len(word)):
            return known
    return _NOWHERE
