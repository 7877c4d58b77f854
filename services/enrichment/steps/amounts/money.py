"""Money: the sign before a figure, the currency behind it, and whose it is."""

from __future__ import annotations

import re
from functools import cached_property
from string import ascii_uppercase

from services.enrichment.steps.amounts.figures import Figures
from services.enrichment.steps.amounts.tables import (
    CODES,
    CURRENCIES,
    HUNDREDTHS,
    NATIONAL,
    NATIONALITIES,
    SCALES,
    SHARED,
    SIGNS,
)
from services.enrichment.words import Words

_SIGN_BEFORE = re.compile(
    r"(U\.S\.\$|US\$|C\$|CA\$|CAD\$|A\$|AU\$|NZ\$|HK\$|S\$|NT\$|R\$|MX\$|CN¥|[$€£¥￥₹₽₩₺₴₪₦₱₫฿₵₸]"
    r"|\bRs\.?|\bRM|\bRp|\bFr\.?|\bkr|\b[A-Z]{3}) ?$"
)
_ENDS_OF_SIGNS = frozenset("$€£¥￥₹₽₩₺₴₪₦₱₫฿₵₸s.Mpr" + ascii_uppercase)
_SIGN_AFTER = re.compile(r"\s?([€£$₽₴₪₹元円])")
SIGNS_BEHIND = frozenset("€£$₽₴₪₹元円")
_LONGEST_SIGN = 6
_BEFORE_A_CURRENCY = frozenset(("de", "d", "di", "new", "hong", "of", "euro"))
BEGIN_A_CURRENCY = (
    CURRENCIES.keys() | map(str.lower, CODES) | NATIONALITIES | _BEFORE_A_CURRENCY | {"us"}
)
"""The words, in small letters, that a currency behind a figure begins with."""
_KOREAN = frozenset(("korea", "korean", "seoul"))
_CHINESE = frozenset(("yuan", "renminbi", "rmb", "china", "beijing", "chinese"))
_JAPANESE = frozenset(("japan", "yen", "tokyo", "japanese", "円"))
"""What a text says that speaks of the won, the yuan and the yen."""


class Money:
    """Tells which money the figures of one text are of."""

    def __init__(self, words: Words, figures: Figures) -> None:
        self.words = words
        self.text = words.text
        self.figures = figures

    def before(self, start: int) -> tuple[int, str | None]:
        """Give the currency whose sign stands before a figure, and where the sign begins."""
        before = self.text[max(0, start - _LONGEST_SIGN) : start]
        if before.removesuffix("\n").removesuffix(" ")[-1:] not in _ENDS_OF_SIGNS:
            return start, None
        match = _SIGN_BEFORE.search(before)
        if match is None:
            return start, None
        sign = match.group(1)
        at = start - (len(before) - match.start())
        if sign in SIGNS:
            if (
                sign[0].isalpha()
                and sign[-1] not in "$¥"
                and at
                and self.text[at - 1].isalnum()
            ):
                return start, None
            return at, self._of_nation(SIGNS[sign]) if sign[0] in "Rk" else SIGNS[sign]
        if sign in CODES and (at == 0 or not self.text[at - 1].isalnum()):
            return at, "CNY" if sign == "RMB" else sign
        return start, None

    def behind(self, index: int, end: int) -> tuple[str | None, float, int]:
        """Give the currency named behind a figure: “Canadian dollars”, “€”, “EUR”."""
        words = self.words
        here = not SIGNS_BEHIND.isdisjoint(self.text[end : end + 2])
        match = _SIGN_AFTER.match(self.text, end) if here else None
        if match and match.group(1) != "$":
            return SIGNS[match.group(1)], 1.0, match.end()
        if match and match.group(1) == "$" and self.figures.commas_are_decimal:
            return "USD", 1.0, match.end()
        national = ""
        at = index + 1
        for _ in range(3):
            if at >= len(words.texts) or self.text[
                words.ends[at - 1] : words.starts[at]
            ] not in ("", " ", "\u00a0", "-", ". "):
                break
            lower = words.lowers[at]
            if words.texts[at] in CODES:
                return ("CNY" if lower == "rmb" else words.texts[at]), 1.0, words.ends[at]
            solo = words.texts[at] >= "\u3000" and self._solo_currency(at)
            if solo:
                return solo[0], 1.0, solo[1]
            if lower[:2] in ("d'", "d’"):
                lower = lower[2:]
            code = CURRENCIES.get(lower)
            if code:
                if (
                    lower in ("pounds", "pound")
                    and not national
                    and not self._sterling(index, at)
                ):
                    return None, 1.0, end
                if lower in ("won", "real") and words.texts[at] != lower:
                    return None, 1.0, end
                if lower == "won" and not self._korea():
                    return None, 1.0, end
                if lower in ("real", "rand", "dong") and at == index + 1 and not end:
                    return None, 1.0, end
                factor = 0.01 if lower in HUNDREDTHS else 1.0
                if not national and code in SHARED:
                    return self._of_nation(code), factor, words.ends[at]
                return NATIONAL.get((national, code), code), factor, words.ends[at]
            if (
                lower in NATIONALITIES
                or lower in _BEFORE_A_CURRENCY
                or (lower == "us" and words.texts[at] == "US")
            ):
                national = lower if lower not in ("de", "d", "di", "of") else national
                at += 1
                continue
            break
        return None, 1.0, end

    def follows(self, index: int) -> bool:
        """Tell whether a currency stands behind a token."""
        return self.behind(index, self.words.ends[index])[0] is not None

    def _of_nation(self, code: str) -> str:
        """Give the peso, rupee or krone of the only such nation that the text speaks of."""
        nations = SHARED.get(code)
        if nations is None:
            return code
        told = self.words.counts
        found = {own for word, own in nations.items() if word in told}
        return found.pop() if len(found) == 1 else code

    def _solo_currency(self, at: int) -> tuple[str, int] | None:
        start = self.words.starts[at]
        for length in (3, 2, 1):
            code = CURRENCIES.get(self.text[start : start + length])
            if code:
                return code, start + length
        return None

    def _sterling(self, index: int, at: int) -> bool:
        """Tell money from weight: pounds of millions, or in a text that has a `£`."""
        if at - index > 1 or self.words.lowers[index] in SCALES:
            return True
        return self.words.lowers[at + 1 : at + 2] == ("sterling",) or "£" in self.text

    def _korea(self) -> bool:
        return bool(self.words.counts.keys() & _KOREAN)

    def settled(self, currency: str | None) -> str | None:
        """Give the currency of a `¥`, which nations share; any other is its own."""
        return "CNY" if currency == "JPY" and self._yuan else currency

    @cached_property
    def _yuan(self) -> bool:
        """Tell whether the text speaks of the yuan, or of China and not of Japan."""
        told = self.words.counts.keys()
        return bool(told & _CHINESE) and not told & _JAPANESE
