"""Pure: how many, by a folded headline, held against what its folded text counts.

Each number is bound to what it counts: a kind such as the dead, the hurt or the jobs lost, or
else the noun beside it. A headline's number agrees with any of its kind or of none, rounded, as
a sum or as what is left; it is another's where the text counts that kind otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from services.moderation.headlines.counted.kinds import WEAK, alike, bystanders, signs
from services.moderation.headlines.counted.numbers import WORDS, Number, numbers
from services.moderation.headlines.words import topic_words

_LEAD = 3
_MOST_SIGNS = 3000
_FEWEST = 2
_EXACT = 20
"""Up to which numbers are told as they are."""
_CLOSE, _ABOUT, _SUM = 0.12, 0.25, 0.04
_MORE_THAN_TOLD = 1.15
_FAR_MORE = 2.5
_FEW = 4
_MOST_SUMMED = 6
_BESIDE = 34
_TAIL = 14
_SENTENCE = re.compile(r"(?<=[.!?]) ")
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
_MORE = re.compile(
    r"\b(?:another|third|fourth|fifth|others?|further|later|also|more|weiter\w*|auch|spater"
    r"|autres?|aussi|plus tard|otr[oa]s?|tambien|mas tarde|altr[eio]|anche|outr[oa]s?|tambem"
    r"|ander\w*|ook|later|annan|andra|ocksa|ytterligare|toll|total|totale?|insgesamt|each|je"
    r"|jeweils|chacune?|cada|ciascun\w*|elk|vardera|couple|pair|twins|both|trio|beide\w*"
    r"|ehepaar|jumeaux|pareja|matrimonio|coppia|gemelli|casal|echtpaar|stel|bada|altogether"
    r"|dutzende\w*|dozens|scores|dizaines|decenas|decine|dezenas|tientallen|tiotals"
    r"|dozzine|docenas|duzias|hundreds|hunderte|centaines|centenares|centinaia|centenas"
    r"|honderden|hundratals|several|mehrere|plusieurs|varios|varias|vari|varie|meerdere|flera)\b"
)
"""By which there may be more of a kind than a number tells."""
_ADDED = re.compile(
    r"\b(?:more|another|further|weitere\w*|autres?|de plus|mas|otr[oa]s|altr[ei]|mais|outr[oa]s"
    r"|nog|ytterligare|among|darunter|dont|entre ell[oa]s|tra cui|entre el[ea]s|onder wie)\b"
)
"""By which a headline's number is some of more."""
_OF_THEM = re.compile(
    r" (?:\w+ )?(?:of (?:them|whom|these|those)|davon|von ihnen|von denen|d'entre (?:eux|elles)"
    r"|de (?:ellos|ellas|los cuales)|di (?:loro|essi|cui)|d(?:eles|elas|os quais)"
    r"|van (?:hen|wie)|av dem)\b"
)
_OF_ALL = re.compile(
    r"\b(?:of(?: (?:its|the|their|our|all))?|von(?: den| ihren)?|der|seiner|ihrer|sur|de ses|des"
    r"|de sus|de los|de las|su(?:i|gli|lle)?|de[il]|degli|delle|dos|das|van de|av(?: de)?) $"
)
"""Before a number of which another is a part."""
_OVER = re.compile(
    r"\b(?:over|more than|mehr als|uber|plus de|mas de|piu di|oltre|mais de|meer dan|ruim"
    r"|over|mer an|fler an|at least|mindestens|wenigstens|au moins|al menos|almeno|pelo menos"
    r"|minstens|ten minste|minst) $"
)
_SHARE_OF = re.compile(
    r"\b(?:[a-z]{2,9}|\d{1,2}) (?:in|out of(?: every)?|von|sur|de cada|su|em cada|op de|van de|av)(?: the)? "
    r"(?P<all>[a-z]{2,9}|\d{1,3})\b"
)
"""A share in a headline, whose numbers are no counts: "one in three nurses"."""
_AGED = re.compile(
    r"\b(?:boys|girls|teenagers|brothers|sisters|siblings|men|women|pupils|jongens|meisjes"
    r"|mannen|vrouwen|broers|zussen|jungen|madchen|manner|frauen|bruder|schwestern|garcons"
    r"|filles|hommes|femmes|freres|soeurs|ninos|ninas|jovenes|hombres|mujeres|hermanos"
    r"|hermanas|ragazzi|ragazze|uomini|donne|fratelli|sorelle|rapazes|meninos|meninas|jovens"
    r"|homens|mulheres|irmaos|irmas)(?:,? (?:aged|of|van|im alter von|von|de|di)|,) "
    r"\d{1,2}(?:(?:,| and| und| et| y| e| en) \d{1,2}){1,4}\b"
)
"""Ages of several people, which are no counts."""
_ONE_MORE = re.compile(
    r"\b(?:and|und|et|y|e|en|och) (?:the|his|her|their|an?|one|der|die|das|sein\w*|ihr\w*"
    r"|ein\w*|le|la|l'|son|sa|ses|leurs?|une?|el|su|un[oa]?|il|lo|os?|uma?|de|het|zijn|haar|een"
    r"|hans|hennes|en|ett)\b"
)
_ALL = re.compile(
    r"\b(?:all|alle|saemtliche|samtliche|tous les|toutes les|les|todos los|todas las|los|las"
    r"|tutti i|tutte le|tutti gli|todos os|todas as|alla)(?: of)?(?: the)? $"
)
_OTHER_COUNT = "The headline counts otherwise than the text."


class _Count(NamedTuple):
    """A number, what it counts, and whether that stands in its own clause."""

    number: Number
    kind: str
    plain: bool
    sentence: int
    part: bool

    @property
    def value(self) -> float:
        return self.number.value


def another_tally(headline: str, text: str, language: str) -> str | None:
    """Say that a number of a folded headline stands for something else in its text."""
    said = [*_said(headline, language)]
    if not said:
        return None
    text = text[:_MOST_SIGNS]
    if any(_only_some(number, headline, text, language) for number in said):
        return _OTHER_COUNT
    pattern = signs(headline, language)
    bound = _counts(headline, language, pattern)
    for number in said:
        kind = next((each.kind for each in bound if each.number == number and each.plain), "")
        nouns = [] if kind else _nouns(headline, number)
        if not (kind or nouns) or _is_added(number, bound, headline):
            continue
        told = [
            *_counts(
                text, language, pattern if kind else None, nouns, bystanders(headline, kind)
            )
        ]
        if _is_another(number, kind or _NOUN, told, headline, text, pattern):
            return _OTHER_COUNT
    return None


def _is_added(number: Number, bound: list[_Count], headline: str) -> bool:
    """Tell a number that a headline adds to others: two more, a boy and two friends."""
    if _ADDED.search(headline) or _FEARED.search(headline):
        return True
    alone = all(each.number.unit or each.number.start >= number.start for each in bound)
    return alone and _AND_SO_MANY.search(headline, 0, number.start) is not None


_FEARED = re.compile(
    r"\b(?:feared|presumed|befurchtet|vermutlich|presumes?|redoute\w*|temen|teme|temidos"
    r"|si temono|temem|temidos|gevreesd|vrees\w*|befara\w*)\b"
)
_AND_SO_MANY = re.compile(r"[\w,] (?:and|und|et|y|e|en|och) $")
_NOUN = "noun"
"""The kind of what a number counts beside its noun."""
_BYSTANDERS = "bystanders"
"""The kind of who only helped, or signed."""
_WHOLE = "whole"
"""The kind of all of which a number counts a part: of the 46."""


def counts_dead(text: str, language: str) -> bool:
    """Tell whether a folded text counts any dead."""
    pattern = signs("dead tote morts muertos morti mortos doden doda", language)
    return any(each.kind == "dead" and each.plain for each in _counts(text, language, pattern))


def _said(headline: str, language: str) -> Iterator[Number]:
    found = numbers(headline, language)
    if not found:
        return
    aged = [match.span() for match in _AGED.finditer(headline)]
    words = WORDS.get(language, {})
    shares = [
        match.span()
        for match in _SHARE_OF.finditer(headline)
        if match["all"].isdigit() or match["all"] in words
    ]
    for number in found:
        if (
            number.unit not in ("", "measure")
            or number.value < _FEWEST
            or _OF_ALL.search(headline, 0, number.start)
            or any(start <= number.start < end for start, end in aged + shares)
        ):
            continue
        yield number


def _nouns(headline: str, number: Number) -> list[str]:
    """Give how the words begin that say what a number counts."""
    return topic_words(_beside(headline, number))[:2]


def _beside(text: str, number: Number) -> str:
    """Give what follows a number, up to a mark or to where something took place."""
    after = _OF.sub("", text[number.end : number.end + _BESIDE])
    return _UP_TO.split(after, maxsplit=1)[0]


_OF = re.compile(r"^ (?:de |d'|di |of )")
_UP_TO = re.compile(
    r"[,.:;] | - | (?:of|von|in|at|on|over|after|for|from|by|with|as|to|and|im|am|auf|nach|bei"
    r"|beim|mit|fur|zum|zur|aus|und|en|dans|sur|apres|pour|par|et|con|tras|por|para|y|nel|nella"
    r"|alla|per|dopo|su|em|no|na|nos|nas|apos|op|bij|voor|met|naar|uit|i|pa|vid|efter|med|och) "
)


def _counts(
    text: str,
    language: str,
    pattern: re.Pattern[str] | None,
    nouns: Sequence[str] = (),
    others: Sequence[re.Pattern[str]] = (),
) -> list[_Count]:
    """Bind each number of a text to a kind, or to one of some nouns."""
    found: list[_Count] = []
    place = 0
    every = numbers(text, language)
    clause = _CLAUSE[language] if language in _CLAUSE else _CLAUSE["en"]
    for at, sentence in enumerate(_SENTENCE.split(text)):
        end = place + len(sentence)
        inside = [each for each in every if place <= each.start < end]
        if inside:
            breaks = [match.start() for match in clause.finditer(text, place, end)]
            marks = (
                [
                    (match.lastgroup or "", *match.span())
                    for match in pattern.finditer(text, place, end)
                ]
                if pattern
                else []
            )
            whole = {
                each
                for each in inside
                if _OF_ALL.search(text, max(each.start - _TAIL, place), each.start)
            }
            counted = [each for each in inside if each not in whole and not each.unit]
            for each in inside:
                kind, plain = _bound(each, counted, marks, breaks, text)
                if nouns and _stands_by(text, each, nouns):
                    kind, plain = _NOUN, True
                elif not plain and any(way.match(text, each.end) for way in others):
                    kind, plain = _BYSTANDERS, True
                if each in whole:
                    kind, plain = _WHOLE, True
                part = each in whole or _OF_THEM.match(text, each.end) is not None
                found.append(_Count(each, kind, plain, at, part))
        place = end + 1
    return found


def _stands_by(text: str, number: Number, nouns: Sequence[str]) -> bool:
    near = _beside(text, number)
    return any(re.search(rf"\b{re.escape(noun)}", near) for noun in nouns)


def _bound(
    number: Number,
    beside: list[Number],
    marks: list[tuple[str, int, int]],
    breaks: list[int],
    text: str,
) -> tuple[str, bool]:
    """Give the kind whose sign stands next to a number, and whether in its own clause."""
    if not marks:
        return "", False
    start = max((at for at in breaks if at < number.start), default=-1)
    stop = min((at for at in breaks if at >= number.end), default=1 << 30)

    def rank(mark: tuple[str, int, int]) -> tuple[bool, bool, bool, int]:
        kind, first, last = mark
        low, high = (number.end, first) if first >= number.end else (last, number.start)
        between = any(low <= each.start < high for each in beside)
        return (
            not start <= first < stop,
            between,
            kind in WEAK,
            high - low,
        )

    best = min(marks, key=rank)
    away, between, *_ = rank(best)
    strong = [mark for mark in marks if mark[0] not in WEAK]
    if best[0] in WEAK and strong and start >= 0 and text[start].isalpha():
        return min(strong, key=rank)[0], False
    return best[0], not away and not between


def _is_another(
    number: Number,
    kind: str,
    told: list[_Count],
    headline: str,
    text: str,
    pattern: re.Pattern[str] | None,
) -> bool:
    """Tell whether a text counts a kind otherwise than a headline's number does."""
    over = _OVER.search(headline, 0, number.start) is not None
    parts = _SENTENCE.split(text)
    fit = [each for each in told if _may_be(each, kind, number)]
    if any(_is_near(number, each.number, over=over) for each in fit):
        return False
    lead = [each for each in told if each.sentence < _LEAD]
    of_kind = [
        each
        for each in lead
        if each.plain and alike(each.kind, kind) and not each.part and each.value >= 1
        and each.number.unit in ("", "measure")
    ]  # fmt: skip
    taken = any(
        _is_near(number, each.number) and each.plain and not each.number.unit for each in told
    )
    if not of_kind:
        return _is_of_none(kind, taken, fit, text, pattern)
    values = {each.value for each in of_kind}
    if _is_sum(number, kind, fit) or _is_with_others(number, of_kind, fit, text):
        return False
    if len(values) == 1 and _is_shifted(number.value, *values):
        return True
    if _is_rest(number, kind, told):
        return False
    if (
        kind == _NOUN
        and number.value <= _EXACT
        and not any(_shares_topic(headline, each, parts) for each in of_kind)
    ):
        return False
    if taken:
        return True
    sentences = {each.sentence for each in of_kind}
    more = any(_MORE.search(parts[at]) for at in sentences)
    largest = max(values)
    if number.value < min(each.value for each in fit if each.sentence < _LEAD):
        return True
    total = sum({each.number: each.value for each in fit if each.sentence < _LEAD}.values())
    if len(of_kind) > 1:
        return number.value > total * _MORE_THAN_TOLD and not more
    if number.value >= largest * _FAR_MORE:
        return True
    return not more and not any(_ONE_MORE.search(parts[at]) for at in sentences)


_NONE = re.compile(
    r"\b(?:none|nobody|no one|no|not one|niemand\w*|kein\w*|aucune?|personne n\w*|ningun[oa]?"
    r"|nadie|nessun[oa]?|nenhuma?|ninguem|geen|niemand|ingen|inga|n'a pas)\b(?! (?:else|andere))"
    r"(?P<who>[^.,;:]{0,60})"
)
_SPARED = frozenset(("dead", "hurt", "missing", "arrested"))


def _is_of_none(
    kind: str, taken: bool, fit: list[_Count], text: str, pattern: re.Pattern[str] | None
) -> bool:
    """Tell a kind of which the text counts none, or of which it does not speak at all."""
    if pattern is None or kind not in _SPARED:
        return False
    if any(each.plain or each.kind == kind for each in fit if each.kind):
        return False
    if taken and kind == "dead":
        return not any(mark.lastgroup == "dead" for mark in pattern.finditer(text))
    lead = " ".join(_SENTENCE.split(text)[:_LEAD])
    return any(
        (mark := pattern.search(none["who"])) is not None and mark.lastgroup == kind
        for none in _NONE.finditer(lead)
    )


def _shares_topic(headline: str, count: _Count, parts: list[str]) -> bool:
    """Tell a count in whose sentence more of the headline stands than what it counts."""
    part = parts[count.sentence]
    return sum(word in part for word in topic_words(headline)) > 1


def _may_be(each: _Count, kind: str, number: Number) -> bool:
    """Tell whether a number of the text may count what the headline's does."""
    if each.number.unit not in ("", "joined") and each.number.unit != number.unit:
        return False
    if each.kind == _BYSTANDERS:
        return False
    return kind == _NOUN or not each.plain or alike(each.kind, kind)


def _is_near(number: Number, other: Number, *, over: bool = False) -> bool:
    value = number.value
    if over and value <= other.value <= value * (1 + _ABOUT):
        return True
    if number.about or other.about:
        return abs(value - other.value) <= max(value, other.value) * _ABOUT
    return abs(value - other.value) <= (value * _CLOSE if value > _EXACT else 0.5)


def _is_sum(number: Number, kind: str, fit: list[_Count]) -> bool:
    """Tell a sum of what one sentence counts, or of all of a kind."""
    by_sentence: dict[int, list[float]] = {}
    for each in fit:
        if not each.part and each.sentence < _LEAD:
            by_sentence.setdefault(each.sentence, []).append(each.value)
    groups = [*by_sentence.values()]
    groups.append([each.value for each in fit if each.plain and alike(each.kind, kind)])
    return any(
        _comes_to(sum(some), number)
        for group in groups
        for size in range(2, _MOST_SUMMED)
        for some in combinations(group[:_MOST_SUMMED], size)
    )


def _is_rest(number: Number, kind: str, told: list[_Count]) -> bool:
    """Tell what is left of one number of a text after another, or so many times so many."""
    counts = sorted((each.value for each in told if not each.number.unit), reverse=True)
    return any(
        _comes_to(one - other, number) or (kind == _NOUN and _comes_to(one * other, number))
        for one, other in combinations(counts[: 2 * _MOST_SUMMED], 2)
    )


def _comes_to(value: float, number: Number) -> bool:
    return abs(number.value - value) <= max(number.value * _SUM, 0.5)


def _is_with_others(
    number: Number, of_kind: list[_Count], fit: list[_Count], text: str
) -> bool:
    """Tell a few more than the text counts, which names others beside: the driver and five."""
    return any(
        0 < number.value - each.value <= _FEW
        and _AND_SO_MANY.search(text, max(each.number.start - _TAIL, 0), each.number.start)
        and not any(
            other.sentence == each.sentence and other.number.start < each.number.start
            for other in fit
        )
        for each in of_kind
    )


def _is_shifted(value: float, other: float) -> bool:
    larger, smaller = max(value, other), min(value, other)
    return any(smaller and abs(larger / smaller - by) <= by * 0.01 for by in (10, 100, 1000))


def _only_some(number: Number, headline: str, text: str, language: str) -> bool:
    """Tell "all 46" over a text that tells of but some of the 46."""
    if not _ALL.search(headline, 0, number.start):
        return False
    found = numbers(text, language)
    some = False
    for at, each in enumerate(found):
        if each.unit or each.value != number.value:
            continue
        before = found[at - 1] if at else None
        if (
            before is None
            or before.unit
            or not 0 < before.value < each.value
            or not re.fullmatch(
                r" (?:\w+ )?(?:of (?:its|the|their|our|all)|von(?: den| ihren)?|der|sur|sur les"
                r"|des|de los|de las|su|sui|sulle|de[il]|degli|delle|dos|das|van de|av de) ",
                text[before.end : each.start],
            )
        ):
            return False
        some = True
    return some
