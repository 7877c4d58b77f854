"""Pure: the words of a headline by which one knows what it is about."""

from __future__ import annotations

import re

from services.moderation import lexicon

_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORTEST = 4
_STEM = 3, 2
"""Of a long word's letters, the first two of three stand for it in any form."""
_LONGEST = 8
"""Letters of a word by which any of its kin is known: hospitalised, hospitalisations."""


def topic_words(headline: str) -> list[str]:
    """Give how a folded headline's words begin, without those that tell nothing."""
    of, kept = _STEM
    filler = lexicon.words("headline.filler")
    return [
        word[: max(_SHORTEST, min(_LONGEST, -(-len(word) * kept // of)))]
        for word in dict.fromkeys(_WORD.findall(headline))
        if word not in filler and (len(word) >= _SHORTEST or word.upper() == word)
    ]
