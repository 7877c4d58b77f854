"""Pure: a headline's figure that in its text is what was before: "instead of ten minutes"."""

from __future__ import annotations

import re

from services.moderation.headlines.counted.counts import SENTENCE
from services.moderation.headlines.counted.numbers import Number, numbers

_MOST_READ = 1200
_LEAD = 2
"""Sentences of which one says what is now."""
_BEFORE = 40
_IN_PLACE_OF = (
    r"\b(?:instead of|rather than|(?:an)?statt|anstelle (?:von|der|des)|au lieu de"
    r"|plutot qu[e']|en (?:vez|lugar) de|invece (?:di|che|del\w*)|anziche|em vez de"
    r"|ao inves de|in plaats van|i ?stallet for)\b"
)
_INSTEAD = re.compile(rf"{_IN_PLACE_OF}[^.,;:]{{0,24}}$")
"""Before what is so no more."""
_FROM = re.compile(
    r"\b(?:(?:up|down) from|bisher|zuletzt|zuvor|previously|formerly|jusqu'(?:ici|alors)"
    r"|auparavant|hasta ahora|antes|finora|prima|ate agora|tot nu toe|voorheen|hittills"
    r"|tidigare|compared with) $"
)
"""Right before the other of two figures."""
_OLD = re.compile(
    rf"{_IN_PLACE_OF}"
    r"|\b(?:from|von|vom|desde|depuis|van|fran|dal\w*"
    r"|after|nach|apres|tras|despues|dopo|apos|na|efter|no longer|nicht mehr|ne \w+ plus|ya no"
    r"|non \w+ piu|nao \w+ mais|niet (?:meer|langer)|inte langre|ends?|endet|fin d[eu]|formerly"
    r"|former|once|fruher\w*|ancien\w*|antigu\w*|ex|antig\w*|voormalig\w*|tidigare|scraps?"
    r"|drops?|abandons?|schafft|streicht|supprim\w*|elimina\w*|abol\w*|schrapt|slopar)\b"
)
"""What in a headline makes of its figure one that was."""
_SAID = "The headline's figure “{}” is in the text what was before; now it is “{}”."


def formerly(headline: str, text: str, language: str) -> str | None:
    """Say which figure of a folded headline its folded text has only as what it was."""
    said = [each for each in numbers(headline, language) if each.value > 1]
    if not said or _OLD.search(headline):
        return None
    text = text[:_MOST_READ]
    told = numbers(text, language)
    lead = sum(len(part) + 1 for part in SENTENCE.split(text)[:_LEAD])
    for figure in said:
        same = [each for each in told if each.value == figure.value]
        if not same or any(each.start >= lead or not _is_former(each, text) for each in same):
            continue
        now = [each for each in told if _takes_its_place(each, same[0], text)]
        if now:
            return _SAID.format(
                headline[figure.start : figure.end], text[now[0].start : now[0].end]
            )
    return None


def _is_former(number: Number, text: str) -> bool:
    before = text[max(number.start - _BEFORE, 0) : number.start]
    return _INSTEAD.search(before) is not None or _FROM.search(before) is not None


def _takes_its_place(number: Number, former: Number, text: str) -> bool:
    """Tell another figure of the same unit in the same sentence, that is no former one."""
    between = text[min(number.end, former.end) : max(number.start, former.start)]
    return (
        number.value != former.value
        and (number.unit == former.unit or not (number.unit and former.unit))
        and SENTENCE.search(between) is None
        and not _is_former(number, text)
    )
