"""Pure: how many of all, by a headline and by its text: nine out of ten, half, one in four."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from services.moderation.headlines.amounts.figures import figures
from services.moderation.headlines.counted.numbers import PER_CENT, WORDS

_SHORTEST_BODY = 150
_LEAD = 400
_FAR = 0.15
"""By how much two shares differ that are not one, rounded."""
_MOST_FIGURES = 8
_ONES = "one|an?|ein|eine[rsnm]?|une?|un[oa]|uma?|een"
_OF = (
    r"(?: \w+){0,2}? (?:out of(?: every)?|in|von|sur|de cada|su|em cada|op de|van de|av)"
    r" (?:every )?"
)
_SPOKEN = re.compile(
    rf"\b(?P<few>[a-z]{{2,9}}|\d{{1,2}}){_OF}(?P<all>[a-z]{{3,9}}|\d{{1,3}})\b"
)
_EVERY = re.compile(
    r"\bjede[rsnm]? (?P<nth>zweite|dritte|vierte|funfte|sechste|zehnte)[rsnm]?\b"
)
_NTH = {"zweite": 2, "dritte": 3, "vierte": 4, "funfte": 5, "sechste": 6, "zehnte": 10}
_PARTS = {
    1 / 2: r"half(?: of| the| a)|halves of|halfte|moitie|mitad|meta (?:de|dei|degli|delle|di)"
    r"|metade|helft",
    2 / 3: r"two[ -]thirds|zwei drittel|deux tiers|dos tercios|due terzi|dois tercos"
    r"|twee ?derde",
    3 / 4: r"three[ -]quarters|drei viertel|dreiviertel|trois quarts|tres cuartos|tre quarti"
    r"|tres quartos|driekwart",
    1 / 3: r"(?:a|one)[ -]third|(?:ein|einem|einen) drittel|un tiers|un tercio|un terzo"
    r"|um terco|een derde",
    1 / 4: r"(?:a|one)[ -]quarter of|(?:ein|einem|einen) viertel|un quart (?:de|des)"
    r"|un cuarto de|un quarto d|um quarto d|een kwart",
}
_PART = {value: re.compile(rf"\b(?:{way})\b") for value, way in _PARTS.items()}
_PERCENT = re.compile(rf"(?<![\d.,])(\d{{1,3}}(?:[.,]\d{{1,2}})?){PER_CENT}")
_POINTS = 0.01
_ROUNDED = 0.1
"""What two percentages may differ by that are one, rounded."""


def another_share(headline: str, text: str, language: str) -> str | None:
    """Say that a folded headline's only share is none of those that its folded text tells.

    A share of the rest, or one that two figures of the text come to, agrees.
    """
    if len(text) < _SHORTEST_BODY:
        return None
    if _PERCENT.search(headline):
        return _another_percentage(headline, text)
    said = {*_shares(headline, language)}
    if len(said) != 1:
        return None
    (share,) = said
    told = {*_shares(text[:_LEAD], language)}
    if not told:
        return None
    counts = [each.value for each in figures(text[:_LEAD], language) if each.value > 1]
    told |= {_percent(number) for number in _PERCENT.findall(text)}
    told |= {few / all_ for few, all_ in permutations(counts[:_MOST_FIGURES], 2) if few < all_}
    if any(abs(share - each) <= _FAR or abs(1 - share - each) <= _FAR for each in told):
        return None
    return "The headline speaks of another share than the text."


def _another_percentage(headline: str, text: str) -> str | None:
    """Tell of a headline's only percentage of which the text, which gives others, has none."""
    said = {*map(_percent, _PERCENT.findall(headline))}
    given = [*map(_percent, _PERCENT.findall(text))]
    if len(said) != 1 or not given:
        return None
    (share,) = said
    near = max(_POINTS, share * _ROUNDED)
    if any(abs(share - each) <= near for each in given):
        return None
    if len({*given}) > 1 or re.search(rf"(?<![\d.,]){100 * share:g}\b(?![.,]\d)", text):
        return None  # it may be worked out of them
    return f"The headline says {100 * share:g} %; the text says another share."


def _shares(text: str, language: str) -> Iterator[float]:
    for value, pattern in _PART.items():
        if pattern.search(text):
            yield value
    for match in _EVERY.finditer(text):
        yield 1 / _NTH[match["nth"]]
    words = WORDS.get(language, {})
    for match in _SPOKEN.finditer(text):
        few, of = _number(match["few"], words), _number(match["all"], words)
        if few and of and few < of:
            yield few / of


def _number(said: str, words: dict[str, int]) -> int | None:
    if said.isdigit():
        return int(said)
    return 1 if re.fullmatch(_ONES, said) else words.get(said)


def _percent(number: str) -> float:
    return float(number.replace(",", ".")) / 100
