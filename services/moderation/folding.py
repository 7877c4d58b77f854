"""Pure: a text as its words are compared, sign for sign as long as the text itself.

Capitals, accents and the forms of quotes and spaces make no difference to what a phrase says.
Characters that show nothing are left out, and then `at` leads back to where a sign stood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from services.moderation.matching import INVISIBLE


class Folded(NamedTuple):
    """A folded text; `at` gives its signs' places where they are not those of the text."""

    text: str
    at: Sequence[int] | None = None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the text as it is."""
        if self.at is None:
            return start, end
        return self.at[start], self.at[end - 1] + 1


def _bare(letter: str) -> str:
    first = unicodedata.normalize("NFD", letter)[0]
    return first if first.isascii() and first.isalpha() else letter


_LETTERS = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]
_PLAIN = {
    **{code: bare for code in _LETTERS if (bare := _bare(chr(code))) != chr(code)},
    **{ord(sign): plain for sign, plain in zip("øđłıħ", "odlih", strict=True)},
    **dict.fromkeys(map(ord, "‘’ʼ‛´`"), "'"),
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\t\n\r"), " "),
    **dict.fromkeys(map(ord, "‐‑‒–"), "-"),
}
_ODD = re.compile(
    f"[{''.join(sorted(INVISIBLE))}\u0300-\u036f\u0130\ufb00-\ufb06\uff01-\uff5e"
    "\U0001d400-\U0001d7ff]"
)
"""What does not fold sign for sign."""


def foreign(text: str) -> str:
    """Give a text's distinct signs that are not ASCII, in any order."""
    if text.isascii():
        return ""
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return "".join({*beyond.decode("utf-8", "surrogatepass")})


def fold(text: str) -> Folded:
    """Fold a text in time that grows with its length."""
    if text.isascii():
        return Folded(text.lower().replace("\n", " "))
    strange = foreign(text)
    if _ODD.search(strange):
        return _fold_by_sign(text)
    lower = text.lower()
    if len(lower) != len(text):
        return _fold_by_sign(text)
    signs = {sign for sign in strange.lower() if not sign.isascii() and ord(sign) in _PLAIN}
    if len(signs) > _FEW_SIGNS:
        return Folded(_FOREIGN.sub(_plain, lower).replace("\n", " "))
    for sign in signs:
        lower = lower.replace(sign, _PLAIN[ord(sign)])
    return Folded(lower.replace("\n", " "))


_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_ASCII = bytes(range(128))
_FEW_SIGNS = 40
"""Signs that are as quickly replaced one after the other as all at once."""


def _plain(match: re.Match[str]) -> str:
    return match[0].translate(_PLAIN)


def _fold_by_sign(text: str) -> Folded:
    signs: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(text):
        if sign in INVISIBLE or "\u0300" <= sign <= "\u036f":
            continue
        for part in unicodedata.normalize("NFKC", sign).lower().translate(_PLAIN):
            if not "\u0300" <= part <= "\u036f":
                signs.append(part)
                at.append(place)
    return Folded("".join(signs), at)
