"""What stands behind a figure that is no money: “%”, “°C”, “km/h”, “square miles”, “pounds”."""

from __future__ import annotations

import re

from services.enrichment.steps.amounts.tables import UNITS
from services.enrichment.words import Words

_PERCENT = re.compile(r"\s?[%％]")
_MOST_TOKENS_OF_A_UNIT = 3


def unit_behind(words: Words, index: int, end: int) -> tuple[str | None, int]:
    """Give the unit behind a figure that ends at `end`, and where the unit ends."""
    match = _PERCENT.match(words.text, end)
    if match:
        return "%", match.end()
    if words.text.startswith((" km/h", "km/h", "\u00a0km/h"), end):
        return "km/h", words.text.index("h", end) + 1
    if words.text.startswith(("°C", " °C", "° C"), end):
        return "°C", words.text.index("C", end) + 1
    if words.text.startswith(("°F", " °F"), end):
        return "°F", words.text.index("F", end) + 1
    for length in range(_MOST_TOKENS_OF_A_UNIT, 0, -1):
        last = index + length
        if last >= len(words.texts):
            continue
        if words.text[end : words.starts[index + 1]] not in ("", " ", "\u00a0", "-"):
            return None, end
        phrase = " ".join(words.lowers[index + 1 : last + 1])
        unit = UNITS.get(phrase)
        if unit and words.ends[last] - words.starts[index + 1] == len(phrase):
            return unit, words.ends[last]
    if index + 1 < len(words.texts) and words.lowers[index + 1] in (
        "pounds",
        "pound",
        "lbs",
        "lb",
    ):
        return "lb", words.ends[index + 1]
    return None, end
