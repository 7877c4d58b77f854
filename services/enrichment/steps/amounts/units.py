"""What stands behind a figure that is no money: “%”, “°C”, “km/h”, “square miles”, “pounds”."""

from __future__ import annotations

import re

from services.enrichment.steps.amounts.tables import UNITS
from services.enrichment.words import Words

_PERCENT = re.compile(r"\s?[%％]")
SIGNS_OF_UNITS = frozenset("%％k°")
_MOST_TOKENS_OF_A_UNIT = 3
_BEFORE_A_UNIT = frozenset(("", " ", "\u00a0", "-"))
_POUNDS = frozenset(("pounds", "pound", "lbs", "lb"))
_FIRST_WORDS = frozenset(unit.partition(" ")[0] for unit in UNITS)
BEGIN_A_UNIT = _FIRST_WORDS | _POUNDS
"""The words, in small letters, that units begin with."""


def unit_behind(words: Words, index: int, end: int) -> tuple[str | None, int]:
    """Give the unit behind a figure that ends at `end`, and where the unit ends."""
    text, lowers = words.text, words.lowers
    behind = text[end : end + 3]
    if not SIGNS_OF_UNITS.isdisjoint(behind):
        match = _PERCENT.match(text, end)
        if match:
            return "%", match.end()
        if text.startswith((" km/h", "km/h", "\u00a0km/h"), end):
            return "km/h", text.index("h", end) + 1
        if behind.startswith(("°C", " °C", "° C")):
            return "°C", text.index("C", end) + 1
        if behind.startswith(("°F", " °F")):
            return "°F", text.index("F", end) + 1
    first = index + 1
    if first >= len(lowers) or text[end : words.starts[first]] not in _BEFORE_A_UNIT:
        return None, end
    if lowers[first] in _FIRST_WORDS:
        for last in range(min(len(lowers) - 1, index + _MOST_TOKENS_OF_A_UNIT), index, -1):
            phrase = " ".join(lowers[first : last + 1])
            unit = UNITS.get(phrase)
            if unit and words.ends[last] - words.starts[first] == len(phrase):
                return unit, words.ends[last]
    return ("lb", words.ends[first]) if lowers[first] in _POUNDS else (None, end)
