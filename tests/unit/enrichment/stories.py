"""Texts that nobody wrote: words of their own, as often as words come in real ones."""

from __future__ import annotations

import itertools
import random

_SYLLABLES = [first + second for first in "bdfghklmnprstvz" for second in "aeiou"]
_VOCABULARY_SIZE = 4000
_AN_INSULT = "kike"
"""What these syllables spell too: a story that has it is held, and a benchmark waits for it."""


def _vocabulary() -> list[str]:
    chance = random.Random(0)
    words = {
        "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))): None
        for _ in range(_VOCABULARY_SIZE * 2)
    }
    return [f"{word}no" if word == _AN_INSULT else word for word in words][:_VOCABULARY_SIZE]


_WORDS = _vocabulary()
_WEIGHTS = [*itertools.accumulate(1 / (rank + 1) for rank in range(len(_WORDS)))]
"""Cumulative."""


def sentences_of(seed: int, count: int = 30) -> list[str]:
    """Write sentences of some 18 words, the same ones for the same seed."""
    chance = random.Random(seed)
    return [
        " ".join(
            chance.choices(_WORDS, cum_weights=_WEIGHTS, k=chance.randint(8, 28))
        ).capitalize()
        + "."
        for _ in range(count)
    ]


def paragraphs_of(sentences: list[str]) -> str:
    """Put three sentences into each paragraph."""
    return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


def a_text(seed: int, count: int = 30) -> str:
    """Write a text of `count` sentences."""
    return paragraphs_of(sentences_of(seed, count))


def with_footer(text: str, seed: int) -> str:
    """Add what a re-host adds: many words that are not the story's."""
    return text + "\n\n" + a_text(seed + 1_000_000, 8)


def half(sentences: list[str]) -> str:
    """Keep the first half."""
    return paragraphs_of(sentences[: len(sentences) // 2])


def rewritten(sentences: list[str], seed: int) -> str:
    """Shuffle the sentences, drop a fifth, change every fifteenth word."""
    chance = random.Random(seed + 7)
    kept = chance.sample(sentences, k=len(sentences) * 4 // 5)
    words = " ".join(kept).split(" ")
    for at in range(0, len(words), 15):
        words[at] = chance.choice(_WORDS)
    return " ".join(words)
