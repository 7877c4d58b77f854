"""Figures: what their digits come to, and the words that raise them (“1 500”, “2 million”)."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from services.enrichment.steps.amounts.tables import SCALES
from services.enrichment.words import Words

_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_COMMA_DECIMAL = re.compile(r",(?<=\d,)\d{1,2}(?!\d)")
_POINT_DECIMAL = re.compile(r"\.(?<=\d\.)\d{1,2}(?![\d.])")
"""The mark first, which is quickly found; a digit stands before it."""
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LOOKED_AT = 20_000
DIGITS_OF_A_GROUP = 3


class Figures:
    """Reads the figures of one text."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.text = words.text

    @cached_property
    def commas_are_decimal(self) -> bool:
        """Tell whether the text writes 1,5 for one and a half."""
        return _written_with_commas(self.words)

    def value(self, digits: str) -> float | None:
        """Give what digits with points and commas come to."""
        digits = digits.rstrip(".,")
        if digits.isdecimal():
            return float(digits)
        if _GROUPED.fullmatch(digits) and not (
            self.commas_are_decimal and digits.count(",") == 1 and "." not in digits
        ):
            return float(digits.replace(",", ""))
        if _DOTTED.fullmatch(digits) and (
            self.commas_are_decimal or digits.count(".") > 1 or "," in digits
        ):
            return float(digits.replace(".", "").replace(",", "."))
        if digits.count(",") == 1 and "." not in digits:
            return float(digits.replace(",", "."))
        try:
            return float(digits)
        except ValueError:
            return None

    def spaced(self, digits: str, index: int, end: int) -> tuple[str, int, int]:
        """Read on in “1 500 000”, where groups stand apart by a space."""
        words = self.words
        while index + 1 < len(words.texts) and len(words.texts[index + 1]) == DIGITS_OF_A_GROUP:
            gap = self.gap(index, index + 1)
            hard = gap in ("\u00a0", "\u202f", "\u2009")
            if not words.texts[index + 1].isdigit() or not (
                hard or (gap == " " and self.commas_are_decimal)
            ):
                break
            index += 1
            digits += words.texts[index]
            end = words.ends[index]
        return digits, index, end

    def scale(self, index: int, end: int) -> tuple[float, int, int]:
        """Give what “thousand million” behind a figure comes to, its last token and its end."""
        words = self.words
        scale = 1.0
        at = index
        while at + 1 < len(words.texts) and at - index < 3:
            gap = self.gap(at, at + 1)
            if gap not in ("", " ", "\u00a0", "-"):
                break
            whole = words.lowers[at + 1]
            lower = whole.partition("-")[0]
            if lower in ("m", "b", "k") or lower not in SCALES:
                break
            if lower == "mil" and self.words.lowers[at + 1 : at + 3] == ("mil",):
                break
            scale *= SCALES[lower]
            at += 1
            end = words.ends[at]
            if lower != whole:
                end = words.starts[at] + len(lower)
                break
            if self.text[end : end + 1] == "." and lower in (
                "mio",
                "mrd",
                "млн",
                "млрд",
                "тыс",
            ):
                end += 1
                if self.text[end : end + 1] == " " and at + 1 < len(words.texts):
                    break
        return scale, at, end

    def gap(self, left: int, right: int) -> str:
        """Give what stands between two tokens."""
        return self.text[self.words.ends[left] : self.words.starts[right]]


def _written_with_commas(words: Words) -> bool:
    """Tell whether the text writes 1,5 for one and a half, as most of Europe does."""
    text = words.text[:_LOOKED_AT]
    commas = _apart(_COMMA_DECIMAL, text)
    points = _apart(_POINT_DECIMAL, text)
    if commas != points:
        return commas > points
    if _CYRILLIC.search(text[:200]):
        return True
    counts = Counter(words.lowers[:400])
    foreign = sum(
        counts[word]
        for word in ("der", "und", "les", "des", "los", "del", "che", "para", "het", "och")
    )
    return foreign > counts["the"] + counts["of"]


def _apart(pattern: re.Pattern[str], text: str) -> int:
    """Count decimals; “1,2,3” is one, as a digit belongs to one of them."""
    found = end = 0
    for decimal in pattern.finditer(text):
        if decimal.start() > end:
            found, end = found + 1, decimal.end()
    return found
