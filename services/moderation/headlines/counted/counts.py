"""Pure: the numbers of a folded text, each bound to what it counts, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.moderation.headlines.counted.kinds import WEAK
from services.moderation.headlines.counted.numbers import Number, numbers

LEAD = 3
_MOST_NUMBERS = 60
_MOST_SIGNS = 40
_BESIDE = 34
_TAIL = 14
_BACK = 24
_ABOUT = 1.5
SENTENCE = re.compile(r"(?<=[.!?;]) ")
_CLAUSE = {
    language: re.compile(rf"[,;:()] | - |\b(?:{words})\b")
    for language, words in {
        "en": "and|but|while|whereas|when|as",
        "de": "und|aber|wahrend|sowie",
        "fr": "et|mais|tandis",
        "es": "y|pero|mientras",
        "it": "e|ed|ma|mentre",
        "pt": "e|mas|enquanto",
        "nl": "en|maar|terwijl",
        "sv": "och|men|medan",
    }.items()
}
_OF_THEM = re.compile(
    r" (?:\w+ )?(?:of (?:them|whom|these|those)|davon|von ihnen|von denen|d'entre (?:eux|elles)"
    r"|de (?:ellos|ellas|los cuales)|di (?:loro|essi|cui)|d(?:eles|elas|os quais)"
    r"|van (?:hen|wie)|av dem)\b"
)
OF_ALL = re.compile(
    r"\b(?:of(?: (?:its|the|their|our|all))?|von(?: den| ihren)?|der|seiner|ihrer|sur|de ses"
    r"|des"
    r"|de sus|de los|de las|su(?:i|gli|lle)?|de[il]|degli|delle|dos|das|van de|av(?: de)?) $"
)
"""Before a number of which another is a part."""
_THE_REST = re.compile(
    r"\b(?:(?:the |all )?(?:other|remaining)|(?:die |alle )?(?:ubrigen|anderen|restlichen"
    r"|verbleibenden)|autres|(?:los |las )?(?:otr[oa]s|demas|restantes)|altr[ie]|restanti"
    r"|(?:os |as )?(?:outr[oa]s|demais)|overige|andere|resterende|ovriga|andra|aterstaende) $"
)
"""Before a number of those of whom something else is said."""
_OF = re.compile(r"^ (?:de |d'|di |of )")
_UP_TO = re.compile(
    r"[,.:;] | - | (?:of|von|in|at|on|over|after|for|from|by|with|as|to|and|im|am|auf|nach|bei"
    r"|beim|mit|fur|zum|zur|aus|und|en|dans|sur|apres|pour|par|et|con|tras|por|para|y|nel|nella"
    r"|alla|per|dopo|su|em|no|na|nos|nas|apos|op|bij|voor|met|naar|uit|i|pa|vid|efter|med|och) "
)
NOUN = "noun"
"""The kind of what a number counts beside its noun."""
_BYSTANDERS = "bystanders"
"""The kind of who only helped, or signed."""
_WHOLE = "whole"
"""The kind of all of which a number counts a part: of the 46."""


class Count(NamedTuple):
    """A number, what it counts, and whether that stands in its own clause."""

    number: Number
    kind: str
    plain: bool
    sentence: int
    part: bool
    rest: bool
    """Whether it counts the others, of whom something else is said."""

    @property
    def value(self) -> float:
        """Give the number itself."""
        return self.number.value


class Sought(NamedTuple):
    """By what a text's numbers are bound: signs of kinds, nouns, and who does not count."""

    signs: re.Pattern[str] | None = None
    nouns: Sequence[str] = ()
    bystanders: Sequence[re.Pattern[str]] = ()
    value: float | None = None
    """Of which later sentences must come near, to be read."""


class _Sign(NamedTuple):
    kind: str
    start: int
    end: int


def counts(text: str, language: str, sought: Sought) -> Iterator[Count]:
    """Bind each number of a text to a kind, or to one of some nouns."""
    place = seen = 0
    for at, sentence in enumerate(SENTENCE.split(text)):
        end = place + len(sentence)
        inside = numbers(text, language, place, end)[: _MOST_NUMBERS - seen]
        seen += len(inside)
        if inside and (at < LEAD or _may_tell(sought.value, inside)):
            yield from _counts_in(text, (place, end), at, inside, language, sought)
        place = end + 1
        if seen >= _MOST_NUMBERS:
            return


def _may_tell(value: float | None, inside: list[Number]) -> bool:
    return value is None or any(
        value / _ABOUT <= each.value <= value * _ABOUT for each in inside
    )


def beside(text: str, number: Number) -> str:
    """Give what follows a number, up to a mark or to where something took place."""
    after = _OF.sub("", text[number.end : number.end + _BESIDE])
    return _UP_TO.split(after, maxsplit=1)[0]


def _counts_in(  # noqa: PLR0917 - one sentence of a text, and how it is read
    text: str,
    where: tuple[int, int],
    at: int,
    inside: list[Number],
    language: str,
    sought: Sought,
) -> Iterator[Count]:
    clause = _CLAUSE.get(language, _CLAUSE["en"])
    breaks = [match.start() for match in clause.finditer(text, *where)]
    signs: list[_Sign] = []
    if sought.signs:
        found = sought.signs.finditer(text, *where)
        signs = [_Sign(match.lastgroup or "", *match.span()) for match in found][:_MOST_SIGNS]
    whole = {
        each
        for each in inside
        if OF_ALL.search(text, max(each.start - _TAIL, where[0]), each.start)
    }
    counted = [each for each in inside if each not in whole and not each.unit]
    for each in inside:
        kind, plain = _bound(text, each, counted, signs, breaks)
        if each in whole:
            kind, plain = _WHOLE, True
        elif sought.nouns and _stands_by(text, each, sought.nouns):
            kind, plain = NOUN, True
        elif not signs and any(way.match(text, each.end) for way in sought.bystanders):
            kind, plain = _BYSTANDERS, True
        part = each in whole or _OF_THEM.match(text, each.end) is not None
        rest = _THE_REST.search(text, max(each.start - _BACK, where[0]), each.start)
        yield Count(each, kind, plain, at, part, rest is not None)


def _stands_by(text: str, number: Number, nouns: Sequence[str]) -> bool:
    near = beside(text, number)
    return any(re.search(rf"\b{re.escape(noun)}", near) for noun in nouns)


def _bound(
    text: str, number: Number, others: list[Number], signs: list[_Sign], breaks: list[int]
) -> tuple[str, bool]:
    """Give the kind whose sign stands next to a number, and whether in its own clause."""
    if not signs:
        return "", False
    start = max((at for at in breaks if at < number.start), default=-1)
    stop = min((at for at in breaks if at >= number.end), default=len(text) + 1)

    def rank(sign: _Sign) -> tuple[bool, bool, bool, int]:
        follows = sign.start >= number.end
        low, high = (number.end, sign.start) if follows else (sign.end, number.start)
        between = any(low <= each.start < high for each in others)
        return not start <= sign.start < stop, between, sign.kind in WEAK, high - low

    best = min(signs, key=rank)
    strong = [sign for sign in signs if sign.kind not in WEAK]
    if best.kind in WEAK and strong and start >= 0 and text[start].isalpha():
        return min(strong, key=rank).kind, False
    away, between, *_ = rank(best)
    return best.kind, not away and not between
