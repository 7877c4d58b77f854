"""How long a story is, in words and in minutes."""

from __future__ import annotations

import math

from services.enrichment.words import SOLO, Words

_LETTERS_A_WORD = 2
"""Chinese and Japanese words have about two characters; Thai ones more, with their vowels."""


def count_words(words: Words) -> int:
    """Count words; where a script has no spaces, two letters count as one."""
    if words.spaced:
        return len(words)
    solo = sum(1 for token in words.texts if len(token) == 1 and SOLO.match(token))
    return len(words) - solo + math.ceil(solo / _LETTERS_A_WORD)


def estimate_reading_minutes(word_count: int, *, words_a_minute: int = 230) -> int:
    """Give whole minutes, rounded up."""
    return math.ceil(word_count / words_a_minute)
