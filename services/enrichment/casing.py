"""Names written in capitals, in the case readers expect."""

from __future__ import annotations

import re

_PARTICLES = frozenset(
    "de da do das dos del della di du des la le les el al au aux der den van von zu am"
    " an auf im in of the and und et y e en on sur sous upon bin ibn bint".split()
)
_PART = re.compile(r"[^\W\d_]+")
_LEFT_ALONE = frozenset("DC USA UK UN UAE II III IV JR.".split())
_AFTER_PREFIX = re.compile(r"^(Mc|O['’]|D['’]|L['’])([^\W\d_])(.*)$", re.DOTALL)
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+")


def readers_case(name: str) -> str:
    """Write “RIO DE JANEIRO” as “Rio de Janeiro”; what is not in capitals stays as it is."""
    if not _is_capitals(name):
        return name
    return " ".join(_word(word, first=at == 0) for at, word in enumerate(name.split()))


def _is_capitals(name: str) -> bool:
    letters = [letter for letter in name if letter.isalpha()]
    lower = sum(letter.islower() for letter in letters)
    # "McALLEN", "von HOFF": a few small letters do not make it readers' case.
    return len(letters) > 1 and lower * 3 < len(letters)


def _word(word: str, *, first: bool) -> str:
    if word in _LEFT_ALONE or _DOTTED.fullmatch(word):
        return word
    if not first and word.lower() in _PARTICLES:
        return word.lower()
    if "-" in word:
        head, *rest = word.split("-")
        return "-".join(
            [_word(head, first=first), *(_word(part, first=False) for part in rest)]
        )
    if "/" in word:
        return "/".join(_word(part, first=True) for part in word.split("/"))
    lowered = _PART.sub(lambda part: part.group().capitalize(), word)
    lowered = re.sub(r"(['’])S\b", r"\1s", lowered)
    prefixed = _AFTER_PREFIX.match(lowered)
    if prefixed:
        return prefixed.group(1) + prefixed.group(2).upper() + prefixed.group(3)
    return lowered
