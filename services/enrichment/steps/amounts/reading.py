"""One reading of one text's amounts, from digits and number words on."""

from __future__ import annotations

import re
from itertools import compress, count

from services.enrichment.steps.amounts.figures import DIGITS_OF_A_GROUP, Figures
from services.enrichment.steps.amounts.money import BEGIN_A_CURRENCY, SIGNS_BEHIND, Money
from services.enrichment.steps.amounts.tables import (
    ARTICLES,
    CODES,
    CURRENCIES,
    NUMBER_WORDS,
    SCALES,
    SIGNS,
    SUFFIX_UNITS,
    UNITS,
)
from services.enrichment.steps.amounts.units import BEGIN_A_UNIT, SIGNS_OF_UNITS, unit_behind
from services.enrichment.words import Words
from shared.articles import Amount, Span


def read_amounts(words: Words) -> tuple[Amount, ...]:
    """Find all amounts in the order of the text; spans are of the body."""
    reader = _Reader(words)
    lowers = words.lowers
    letters = bytes(map(str.isalpha, lowers))
    figures = compress(count(), letters.translate(_TURNED))
    at_words = [*words.those_in(_COUNTED_OR_SCALES)]
    counted = [at for at in at_words if lowers[at] in _COUNTED]
    # “a million dollars”; nothing else that begins with “a” is an amount.
    scaled = [
        at - 1 for at in at_words if at and lowers[at - 1] in ARTICLES and lowers[at] in SCALES
    ]
    found = map(reader.at, sorted({*figures, *counted, *scaled}))
    return tuple([amount for amount in found if amount is not None])


_TURNED = bytes((1, 0)) + bytes(254)
"""Makes 1 of 0 and 0 of 1."""
_COUNTED = NUMBER_WORDS.keys() - ARTICLES
_COUNTED_OR_SCALES = _COUNTED | SCALES.keys()
_FIGURE = re.compile(r"(\d[\d.,]*+)([^\W\d_]*+)")
_LONGEST_FIGURE = 24
_BEHIND_AN_AMOUNT = SCALES.keys() | BEGIN_A_CURRENCY | BEGIN_A_UNIT
_SIGNS_BEHIND = SIGNS_BEHIND | SIGNS_OF_UNITS
_FARTHEST_SIGN = 3
_NO_LETTER_OF_MONEY = "\u3000"
"""From here on are the scripts whose currencies stand behind figures without a space."""
_MINUS = frozenset((" -", " −", "(-", " –"))


class _Reader:
    """Reads amounts out of one text."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.text = words.text
        self.figures = Figures(words)
        self.money = Money(words, self.figures)
        self.until = 0
        """Where the last amount ended; nothing before it is read again."""

    def at(self, index: int) -> Amount | None:
        """Read the amount that begins with this token, if one does."""
        words = self.words
        token = words.texts[index]
        if words.starts[index] < self.until:
            return None
        if token[0].isdigit():
            return None if self._is_bare(index, token) else self._figure(index, token)
        first = token[0]
        if first == "R" and len(token) > 1 and token[1].isdigit():
            return self._rand(index, token)
        if len(token) > 3 and token[:3] in CODES and token[3].isdigit():
            return self._glued_code(index, token)
        return self._words(index) if words.lowers[index] in NUMBER_WORDS else None

    def _is_bare(self, index: int, token: str) -> bool:
        """Know most figures of a table, and years: nothing beside them makes them amounts."""
        words = self.words
        following = words.lowers[index + 1] if index + 1 < len(words.lowers) else ""
        if following in _BEHIND_AN_AMOUNT or following >= _NO_LETTER_OF_MONEY:
            return False
        end = words.ends[index]
        return (
            token.isdecimal()
            and (
                following.isalpha()
                or (following.isdecimal() and len(following) != DIGITS_OF_A_GROUP)
            )
            and _SIGNS_BEHIND.isdisjoint(self.text[end : end + _FARTHEST_SIGN])
            and self.money.before(words.starts[index])[1] is None
        )

    def _figure(self, index: int, token: str) -> Amount | None:
        words = self.words
        match = _FIGURE.match(token)
        if match is None or len(match.group(1)) > _LONGEST_FIGURE:
            return None
        digits, suffix = match.groups()
        rest = token[match.end() :]
        value = self.figures.value(digits)
        if value is None:
            return None
        start = words.starts[index]
        end = start + match.end()
        sign_at, currency = self.money.before(start)
        lower = suffix.lower()
        suffixed = self._suffixed(index, lower, currency, rest)
        if suffixed is None:
            return None
        scale, unit, currency = suffixed
        if not rest and not suffix and len(digits) <= DIGITS_OF_A_GROUP:
            whole, index, end = self.figures.spaced(digits, index, end)
            if whole != digits:
                value = self.figures.value(whole) or 0.0
        if rest:
            # “10-15%”, “$5-billion”, “100-metre”
            return self._joined(index, match.end(), value, (sign_at, currency))
        following = index
        if scale == 1.0 and unit is None:
            scale, following, end = self.figures.scale(index, end)
        if currency is None and unit is None:
            currency, factor, money_end = self.money.behind(following, end)
            if currency:
                return self._amount(start, money_end, value * scale * factor, currency, None)
            if scale > 1 or not lower:
                unit, unit_end = unit_behind(self.words, following, end)
                end = unit_end
        elif currency is not None:
            sharper, _, money_end = self.money.behind(following, end)
            if sharper and currency in (sharper, "USD"):
                end, currency = money_end, sharper
            start = sign_at
        if currency is None and unit is None:
            return None
        if unit in ("°C", "°F", "°", "%") and self.text[max(0, start - 2) : start] in _MINUS:
            start, value = start - 1, -value
        return self._amount(start, end, value * scale, currency, unit)

    def _suffixed(
        self, index: int, suffix: str, currency: str | None, rest: str
    ) -> tuple[float, str | None, str | None] | None:
        """Give scale, unit and currency of “5m”, “5km”, “5rs”; None where it is no figure."""
        if not suffix:
            return 1.0, None, currency
        if suffix in SCALES and suffix not in ("mil", "mille", "mila"):
            if suffix not in ("m", "b", "k") or currency or self.money.follows(index):
                return SCALES[suffix], None, currency
            return (1.0, "m", None) if suffix == "m" and not rest else None
        if suffix in SUFFIX_UNITS:
            return 1.0, SUFFIX_UNITS[suffix], currency
        if suffix in ("rs", "kr"):
            sign = suffix.capitalize() if suffix == "rs" else suffix
            return 1.0, None, currency or SIGNS[sign]
        return None

    def _amount(
        self, start: int, end: int, value: float, currency: str | None, unit: str | None
    ) -> Amount:
        self.until = end
        value = round(value, 6)
        return Amount(
            text=self.text[start:end],
            currency=self.money.settled(currency),
            value=value,
            unit=unit,
            span=Span(start=start, end=end, of="body"),
        )

    def _joined(
        self, index: int, at: int, value: float, sign: tuple[int, str | None]
    ) -> Amount | None:
        """Read what a hyphen joins: “10-15%” (its lower end) and “100-metre”."""
        sign_at, currency = sign
        token = self.words.texts[index]
        words = self.words
        tail = token[at:].lstrip("-‐‑")
        start, end = words.starts[index], words.ends[index]
        lower = tail.lower()
        if lower in SCALES and lower not in ("m", "b", "k"):
            scale = SCALES[lower]
            if currency:
                return self._amount(sign_at, end, value * scale, currency, None)
            found, factor, money_end = self.money.behind(index, end)
            if found:
                return self._amount(start, money_end, value * scale * factor, found, None)
            return None
        parts = lower.split("-")
        if parts[0] in CURRENCIES and parts[0] not in ("pound", "real", "won"):
            return self._amount(start, end, value, CURRENCIES[parts[0]], None)
        if len(parts) > 1 and parts[0] in SCALES and parts[1] in CURRENCIES:
            return self._amount(
                start, end, value * SCALES[parts[0]], CURRENCIES[parts[1]], None
            )
        if lower in UNITS or parts[0] in UNITS:
            return self._amount(start, end, value, None, UNITS.get(lower) or UNITS[parts[0]])
        if lower and lower[0].isdigit():
            match = _FIGURE.fullmatch(tail)
            upper = self.figures.value(match.group(1)) if match else None
            if match is None or upper is None:
                return None
            scale = SCALES.get(match.group(2).lower(), 1.0)
            following = index
            if scale == 1.0:
                scale, following, end = self.figures.scale(index, end)
            if currency:
                return self._amount(sign_at, end, value * scale, currency, None)
            found, factor, money_end = self.money.behind(following, end)
            if found:
                return self._amount(start, money_end, value * scale * factor, found, None)
            unit, unit_end = unit_behind(self.words, following, end)
            if unit:
                return self._amount(start, unit_end, value * scale, None, unit)
        return None

    def _rand(self, index: int, token: str) -> Amount | None:
        match = _FIGURE.match(token, 1)
        value = self.figures.value(match.group(1)) if match else None
        if match is None or value is None:
            return None
        suffix = match.group(2).lower()
        end = self.words.starts[index] + match.end()
        if match.end() != len(token) or (suffix and suffix not in SCALES):
            return None
        scale = SCALES.get(suffix, 1.0)
        if scale == 1.0:
            scale, _, end = self.figures.scale(index, end)
        if scale == 1.0:
            return None
        return self._amount(self.words.starts[index], end, value * scale, "ZAR", None)

    def _glued_code(self, index: int, token: str) -> Amount | None:
        match = _FIGURE.match(token, 3)
        value = self.figures.value(match.group(1)) if match else None
        if match is None or value is None or match.end() != len(token):
            return None
        suffix = match.group(2).lower()
        if suffix and suffix not in SCALES:
            return None
        end = self.words.ends[index]
        scale = SCALES.get(suffix, 1.0)
        if not suffix:
            scale, _, end = self.figures.scale(index, end)
        code = "CNY" if token[:3] == "RMB" else token[:3]
        return self._amount(self.words.starts[index], end, value * scale, code, None)

    def _words(self, index: int) -> Amount | None:
        """Read “three million euros” and “ten percent”."""
        words = self.words
        start, end = words.starts[index], words.ends[index]
        value = float(NUMBER_WORDS[words.lowers[index]])
        if value == 1 and index and words.lowers[index - 1] == "half":
            value, start = 0.5, words.starts[index - 1]
        scale, following, end = self.figures.scale(index, end)
        currency, factor, money_end = self.money.behind(following, end)
        if currency and (scale > 1 or words.lowers[index] not in ARTICLES):
            return self._amount(start, money_end, value * scale * factor, currency, None)
        if scale == 1.0 and words.lowers[index] in ARTICLES:
            return None
        unit, unit_end = unit_behind(self.words, following, end)
        if unit is None:
            return None
        return self._amount(start, unit_end, value * scale, None, unit)
