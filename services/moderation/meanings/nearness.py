"""Pure: how near in meaning some words are to a text's."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import lru_cache
from math import log, sqrt
from operator import mul, sub
from typing import NamedTuple

from services.moderation.meanings.vocabulary import (
    DIMENSIONS,
    FINEST,
    LANGUAGES,
    UNIT,
    ZERO,
    rows_of_all,
    usual,
    vector,
    weight,
)

FEWEST_SAID, FEWEST_TOLD = 2, 8
"""Known words of either, below which nothing can be told."""
_SAID, _MOST_SAID, _MORE_SAID = 4, 7, 0.1
"""Of more known words one is the likelier to be near: above so many, by so much for each."""
_TOLD, _MORE_TOLD = 30, 0.1
"""The same of a text's words, by the logarithm of how many there are."""
_LANE = 4
"""Bytes of a large number in which a sum of products has room."""
_SHARES = 255
"""By how many steps a word weighs more than another."""


class _Word(NamedTuple):
    """A word's vector, as it is multiplied."""

    line: bytes
    wide: int
    """Its numbers with a lane each."""
    share: int
    moved: int
    """What `ZERO` adds to its product with a line of ones, times `ZERO`."""
    usual: float


def nearness(said: Iterable[str], told: Iterable[str], language: str) -> float | None:
    """Give how near folded words of a headline come to those of a text; None if unknown.

    The sum of two cosines, each less what it comes to with any text: of both as a whole, and of
    the words with the one that is nearest to each, on the average and at best. Other subjects
    are at zero or below; the more words of either are known, the more is expected of them.
    """
    if language not in LANGUAGES:
        return None
    heads, words = _words(said, language), _words(told, language)
    if len(heads) < FEWEST_SAID or len(words) < FEWEST_TOLD:
        return None
    any_one = usual()
    ours = map(sub, _whole(heads), any_one.headline)
    theirs = map(sub, _whole(words), any_one.text)
    shares = [word.share for word in heads]
    ahead: list[float] = [*map(sub, _nearest(heads, words), [word.usual for word in heads])]
    mean: float = sum(map(mul, ahead, shares)) / sum(shares)
    more = _MORE_SAID * (min(len(heads), _MOST_SAID) - _SAID)
    whole: float = sum(map(mul, ours, theirs))
    return whole + (mean + max(ahead)) / 2 - more - _MORE_TOLD * log(len(words) / _TOLD)


def _words(words: Iterable[str], language: str) -> list[_Word]:
    return [_word(row) for row in rows_of_all(words, language)]


@lru_cache(maxsize=16_384)
def _word(row: int) -> _Word:
    line = vector(row)
    share = max(1, round(weight(row) * _SHARES))
    return _Word(line, _lanes(line), share, ZERO * sum(line), usual().nearest[row] / FINEST)


def _lanes(line: bytes) -> int:
    lanes = bytearray(_LANE * len(line))
    lanes[::_LANE] = line
    return int.from_bytes(lanes, "little")


def _numbers(wide: int, many: int) -> tuple[int, ...]:
    return struct.unpack(f"<{many}I", wide.to_bytes(_LANE * many, "little"))


def _whole(words: list[_Word]) -> list[float]:
    """Give the weighed sum of vectors as a unit one."""
    shares = [word.share for word in words]
    moved = ZERO * sum(shares)
    wide = sum(map(mul, [word.wide for word in words], shares))
    sums = [each - moved for each in _numbers(wide, DIMENSIONS)]
    length = sqrt(sum(map(mul, sums, sums))) or 1.0
    return [each / length for each in sums]


def _nearest(heads: list[_Word], words: list[_Word]) -> list[float]:
    """Give each head's largest cosine with a word; a head is multiplied with all at once."""
    text = b"".join([word.line for word in words])
    columns = [_lanes(text[at::DIMENSIONS]) for at in range(DIMENSIONS)]
    moved = [word.moved for word in words]
    found = []
    for head in heads:
        products = _numbers(sum(map(mul, head.line, columns)), len(words))
        largest = max(map(sub, products, moved)) - head.moved + ZERO * ZERO * DIMENSIONS
        found.append(largest / UNIT**2)
    return found
