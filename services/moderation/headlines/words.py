"""Pure: the words of a headline by which one knows what it is about."""

from __future__ import annotations

import re
from functools import lru_cache

from services.moderation import lexicon
from services.moderation.folding import fold

_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORTEST = 4
_KEPT = 3, 2
"""Of a long word's letters, the first two of three stand for it in any form."""
_LONGEST = 8
"""Letters of a word by which any of its kin is known: hospitalised, hospitalisations."""


STEM = 5
"""Letters by which words are looked up that mean the same."""


def topic_words(headline: str) -> list[str]:
    """Give how a folded headline's words begin, without those that tell nothing."""
    return [*_topic_words(headline)]


@lru_cache(maxsize=32)
def _topic_words(headline: str) -> tuple[str, ...]:
    """Remember those of the last headlines: several looks ask for the words of one."""
    of, kept = _KEPT
    filler = lexicon.words("headline.filler")
    return tuple(
        word[: max(_SHORTEST, min(_LONGEST, -(-len(word) * kept // of)))]
        for word in dict.fromkeys(_WORD.findall(headline))
        if word not in filler and (len(word) >= _SHORTEST or word.upper() == word)
    )


_SHORT = re.compile(r"\b[a-z]{3}\b")


def short_words(headline: str) -> list[str]:
    """Give words of three letters that may be what it is about: gas, tax, bus."""
    filler, nothing = lexicon.words("headline.filler"), lexicon.words("sense.nothing")
    return [
        word for word in _SHORT.findall(headline) if word not in filler and word not in nothing
    ]


@lru_cache(maxsize=32)
def synonyms(language: str) -> dict[str, frozenset[str]]:
    """Give for each stem the stems of words that mean the same, in a language and English."""
    found: dict[str, set[str]] = {}
    said = lexicon.groups()["headline.alike"]
    for each in dict.fromkeys((language, "en")) if language in said else said:
        for phrase in said.get(each, ()):
            stems = {fold(word).text.strip()[:STEM] for word in phrase.split("=")}
            for stem in stems:
                found.setdefault(stem, set()).update(stems)
    return {stem: frozenset(stems) for stem, stems in found.items()}
