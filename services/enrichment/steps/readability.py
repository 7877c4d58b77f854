"""How hard a text is to read: LIX, which counts the same in every language with spaces.

LIX is the words in a sentence plus the percentage of words longer than six letters (Björnsson
1968): below 40 easy, above 60 hard.
"""

from __future__ import annotations

from services.enrichment.words import SOLO, Words
from shared.articles import Readability

_LONG = 6
_FEWEST_WORDS = 30


def measure_readability(words: Words) -> Readability | None:
    """Give the measure, or None of a text too short, or without spaces between its words."""
    count = len(words)
    if count < _FEWEST_WORDS or (not words.spaced and SOLO.match(words.texts[count // 2])):
        return None
    long = len([1 for token in words.texts if len(token) > _LONG]) / count
    in_sentence = count / max(1, len(words.sentences))
    return Readability(
        lix=round(in_sentence + 100 * long, 1),
        words_a_sentence=round(in_sentence, 1),
        long_words=round(long, 2),
    )
