"""Pure: a headline's figure that is its text's but for a nought, or for the order of digits.

Told of shares, sums and counts alike, where the headline's figure is nowhere in the text, nor
what two of its figures come to.
"""

from __future__ import annotations

import re
from itertools import combinations

from services.moderation.headlines.counted.counts import SENTENCE
from services.moderation.headlines.counted.numbers import Number, numbers

_MOST_READ = 1200
_LEAD = 2
"""Sentences of which one has the figure that was meant."""
_TENFOLD = (10, 100, 1000)
_EXACT = 0.01
_CLOSE = 0.12
_LARGE = 1000
"""From which counts are no other thing's by chance."""
_MOST_FIGURES = 12
_SLIPPED = "The headline's figure “{}” is not the text's, which says “{}”."
YEAR = re.compile(r"(?:19|20)\d\d")


def slipped(headline: str, text: str, language: str) -> str | None:
    """Say which figure of a folded headline has slipped; None where each may be meant."""
    said = [each for each in numbers(headline, language) if _counts(each, headline)]
    if not said:
        return None
    text, rest = text[:_MOST_READ], text[_MOST_READ:]
    told = numbers(text, language)
    lead = sum(len(part) + 1 for part in SENTENCE.split(text)[:_LEAD])
    for figure in said:
        meant = [
            each
            for each in told
            if each.start < lead and is_of_one_kind(figure, each) and _is_slip(figure, each)
        ]
        if meant and not _is_told(figure, told) and not _is_said(figure, rest, language):
            first = meant[0]
            return _SLIPPED.format(
                headline[figure.start : figure.end], text[first.start : first.end]
            )
    return None


def is_shifted(value: float, other: float) -> bool:
    """Tell one number from another that has more noughts or fewer."""
    larger, smaller = max(value, other), min(value, other)
    return any(smaller and abs(larger / smaller - by) <= by * _EXACT for by in _TENFOLD)


def _counts(number: Number, headline: str) -> bool:
    if number.unit == "share":
        return True
    return (
        number.unit in ("", "money", "measure")
        and number.value >= _LARGE
        and not YEAR.fullmatch(headline, number.start, number.end)
    )


def is_of_one_kind(said: Number, told: Number) -> bool:
    """Tell figures of one unit; a sum's money may go without saying."""
    large = min(said.value, told.value) >= _LARGE
    return said.unit == told.unit or (large and {said.unit, told.unit} == {"", "money"})


def is_so_many_tonnes(one: Number, other: Number) -> bool:
    """Tell 9,000 kilos from nine tonnes: the same."""
    larger, smaller = max(one.value, other.value), min(one.value, other.value)
    measured = one.unit == other.unit == "measure"
    return measured and abs(larger - smaller * 1000) <= larger * _CLOSE


def _is_said(figure: Number, rest: str, language: str) -> bool:
    """Tell a figure that a text gives further down."""
    return any(
        is_of_one_kind(figure, each) and abs(figure.value - each.value) <= figure.value * _EXACT
        for each in numbers(rest, language)
    )


def _is_slip(said: Number, told: Number) -> bool:
    return is_shifted(said.value, told.value) or _is_permuted(said.value, told.value)


def _is_permuted(value: float, other: float) -> bool:
    """Tell 7.4 from 4.7, and 1,962 from 1,692."""
    one, two = f"{value:g}", f"{other:g}"
    return (
        one != two
        and len(one) == len(two)
        and one.find(".") == two.find(".")
        and sorted(one) == sorted(two)
    )


def _is_told(figure: Number, told: list[Number]) -> bool:
    """Tell a figure that a text gives, in any unit, rounded, or as what two come to."""
    value = figure.value
    if any(is_so_many_tonnes(figure, each) for each in told):
        return True
    near = value * (_EXACT if figure.unit == "share" else _CLOSE)
    values = [each.value for each in told][:_MOST_FIGURES]
    if any(abs(value - each) <= near for each in values):
        return True
    return any(
        abs(value - total) <= value * _EXACT
        for one, other in combinations(sorted(values), 2)
        for total in (one + other, other - one, one * other)[: 2 if figure.unit else 3]
    )
