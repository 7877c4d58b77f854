"""Pure: what doubles, trebles or halves by a folded headline, and by how much in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from services.moderation.headlines.amounts.figures import SENTENCE
from services.moderation.headlines.counted.numbers import MONEY, PER_CENT, Number, numbers

_SHORTEST_BODY = 100
_LEAD = 3
_MOST_READ, _MOST_NUMBERS = 3000, 60
_TIMES = {
    2.0: re.compile(
        r"\b(?:(?:to|will|would|may|could|must|and|prices|fares|sales|profits) double"
        r"|doubles|doubled|doubling|verdoppel\w+|doubl(?:ent|era|eront|e)|duplica\w*"
        r"|duplicar\w*|raddoppi\w*|dobra\w*|verdubbel\w*|fordubbl\w*|dubblas|dubblades)\b"
    ),
    3.0: re.compile(
        r"\b(?:trebl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing|ent|era|eront)|verdreifach\w*"
        r"|triplic\w*"
        r"|verdrievoudig\w*|tredubbl\w*)\b"
    ),
    4.0: re.compile(
        r"\b(?:quadrupl\w+|vervierfach\w*|cuadruplic\w*|quadruplic\w*|verviervoudig\w*"
        r"|fyrdubbl\w*)\b"
    ),
    0.5: re.compile(
        r"\b(?:halv(?:e|es|ed|ing)|halbier\w*|divise\w* par deux|reduc\w+ a la mitad"
        r"|(?:cae|caen|baja|bajan) a la mitad|dimezz\w*|(?:reduz\w*|cai|caem) (?:para|a) metade"
        r"|halveer\w*|halveren|gehalveerd|halvera\w*)\b"
    ),
}
_LIKE = {
    2.0: re.compile(
        r"\b(?:doubl\w*|twice|two-?fold|two times|\w*doppel\w*|zweimal|deux fois|duplic\w*"
        r"|doble"
        r"|dos veces|raddoppi\w*|doppi[oa]|due volte|dobr\w*|duas vezes|\w*dubbel\w*|twee keer"
        r"|tweemaal|\w*dubbl\w*|tva ganger)\b"
    ),
    3.0: re.compile(
        r"\b(?:trebl\w*|tripl\w*|three-?fold|three times|dreimal|\w*dreifach\w*|trois fois"
        r"|tres veces|tre volte|tres vezes|drie keer|\w*drievoud\w*|tredubb\w*|tre ganger)\b"
    ),
    4.0: re.compile(
        r"\b(?:quadrupl\w*|four-?fold|four times|viermal|\w*vierfach\w*|quatre fois"
        r"|cuadrupl\w*|cuatro veces|quattro volte|quatro vezes|vier keer|\w*viervoud\w*"
        r"|fyrdubb\w*|fyra ganger)\b"
    ),
    0.5: re.compile(
        r"\b(?:hal(?:f|v\w*)|halb\w*|halfte|moitie|divise\w*|mitad|dimezz\w*|meta|metade|helft"
        r"|gehalveerd|halfering|halft\w*)\b"
    ),
}
"""Words by which a text itself tells such a multiple."""
_MOVES = re.compile(
    r"\b(?:up|rise[sn]?|rising|rose|increas\w+|grow\w*|grew|dearer|down|fall\w*|fell|drop\w*"
    r"|cut|steig\w*|stieg\w*|erhoh\w*|zuleg\w*|sink\w*|sank\w*|gesunken|gestiegen|teurer"
    r"|augment\w+|hausse|baiss\w*|progress\w*|recul\w*|sub[eiao]\w*|alza|baj[aoe]\w*|ca[eiy]\w*"
    r"|aument\w+|cresc\w*|crec\w*|rincar\w*|sal[eigh]\w*|cal[aoi]\w*|scend\w*|sob[ei]\w*"
    r"|desc\w*"
    r"|stijg\w*|steeg|stegen|gestegen|daal\w*|daling|gedaald|omhoog|hoger|hoj\w*|stig\w*|steg"
    r"|okar|okade|okat|sjunk\w*|sank|minska\w*)\b"
)
_NEW_FIRST = re.compile(
    r"(?: [a-z-]+){0,3},? (?:instead of|up from|down from|from|rather than|compared (?:with|to)"
    r"|against|after|anstatt|statt|nach|gegenuber|au lieu d(?:e|es)|contre|en vez de"
    r"|en lugar de|frente a|desde|invece d(?:i|ei|egli)|contro i?|dai|rispetto ai?"
    r"|em vez d[eo]s?"
    r"|contra(?: os)?|face aos?|in plaats van|tegen(?:over)?|vanaf|i stallet for|mot|fran"
    r"|jamfort med)(?: [a-z]+){0,3}?(?: |')(?:[£$€] ?)?$"
)
_OLD_BEFORE = re.compile(
    r"\b(?:from|von|de|d'|da|dai|dos|desde|van|fran) (?:(?:about|rund|etwa|cerca de|circa) )?"
    r"(?:[£$€] ?)?$"
)
_NEW_AFTER = re.compile(
    r"(?: [a-z-]+){0,2} (?:to|auf|a|para|naar|till|ai|aos?)(?: [a-z]+)?(?: |')(?:[£$€] ?)?$"
)
_UNIT = re.compile(rf"^(?: ?(?:[£$€]|(?:{MONEY})\b|p\b)|{PER_CENT})?")
_BACK = 20
_OFF = 1.25
"""By what factor two multiples differ that are not one."""
_SCALED = 30
_LIKENESS = 0.12
_OTHER = "The headline tells of another multiple than the text."


def another_multiple(headline: str, text: str, language: str) -> str | None:
    """Say that what a folded headline has double or halve goes otherwise in its folded text."""
    times = next((by for by, way in _TIMES.items() if way.search(headline)), None)
    if times is None or len(text) < _SHORTEST_BODY:
        return None
    if _LIKE[times].search(text):
        return None
    lead = " ".join(SENTENCE.split(text[:_MOST_READ])[:_LEAD])
    found = numbers(lead, language)[:_MOST_NUMBERS]
    told = [*_multiples(lead, found)]
    if told:
        return None if any(_is_near(times, each) for each in told) else _OTHER
    if _have_ratio(times, numbers(text[:_MOST_READ], language)):
        return None
    shares = [each.value / 100 for each in found if each.unit == "share"]
    if not shares or not _MOVES.search(lead):
        return None
    grown = max(1 + each for each in shares)
    fallen = min(1 - each for each in shares)
    return None if _is_near(times, grown) or _is_near(times, fallen) else _OTHER


def _multiples(text: str, found: list[Number]) -> Iterator[float]:
    """Give by how much each pair of old and new of a text differs."""
    for one, other in pairwise(found):
        if not _are_of_one_kind(one, other):
            continue
        between = text[one.end : other.start]
        before = text[max(one.start - _BACK, 0) : one.start]
        after_unit = _UNIT.sub("", between)
        if _OLD_BEFORE.search(before) and _NEW_AFTER.search(" " + after_unit.lstrip()):
            old, new = one.value, other.value
        elif _NEW_FIRST.search(" " + after_unit.lstrip()):
            old, new = other.value, one.value
        else:
            continue
        if old and new:
            yield _unscaled(new / old)


def _unscaled(multiple: float) -> float:
    """Take a scale out that only one of two has: "from 20 to 41 million"."""
    for scale in (1e9, 1e6, 1e3):
        for by in (scale, 1 / scale):
            if 1 / _SCALED < multiple / by < _SCALED and not 1 / _SCALED < multiple < _SCALED:
                return multiple / by
    return multiple


def _are_of_one_kind(one: Number, other: Number) -> bool:
    units = {one.unit, other.unit} - {""}
    return len(units) <= 1 and not units & {"time", "joined", "times"}


def _have_ratio(times: float, found: list[Number]) -> bool:
    """Tell whether any two numbers of a text are such a multiple of one another."""
    values = sorted({each.value for each in found if each.value > 0})[:40]
    ratio = max(times, 1 / times)
    return any(
        abs(larger / smaller - ratio) <= ratio * _LIKENESS
        for smaller, larger in combinations(values, 2)
    )


def _is_near(one: float, other: float) -> bool:
    return other > 0 and max(one / other, other / one) <= _OFF
