"""Pure: how long somebody goes to prison, is banned or under contract, by headline and text."""

from __future__ import annotations

import re
from typing import NamedTuple

from services.moderation.headlines.amounts.figures import SENTENCE
from services.moderation.headlines.counted.numbers import WORDS

_SHORTEST_BODY = 150
_PENALTY = re.compile(
    r"\b(?:jailed|jail|prison|imprison\w*|sentence[ds]?|behind bars|custody|detained|banned|ban"
    r"|haft|gefangnis\w*|freiheitsstrafe|verurteilt|gesperrt|sperre|prison|condamne\w*"
    r"|reclusion|ferme|suspendu\w*|carcel|prision|condenad\w*|condena\w*|sancionad\w*"
    r"|carcere|reclusione|condannat\w*|condanna|squalificat\w*|prisao|cadeia|suspens\w*"
    r"|cel|gevangenis\w*|celstraf|veroordeeld|geschorst|fangelse|domd|domdes|avstangd)\b"
)
_CONTRACT = re.compile(
    r"\b(?:deals?|contracts?|signs?|signed|extension|\w*vertrag\w*|unterschr\w*"
    r"|contrats?|signe\w*|prolong\w*|contratos?|firma\w*|renov\w*|renuev\w*|contratt[oi]"
    r"|rinnov\w*|assin\w*|teken\w*|verleng\w*|\w*kontrakt\w*|forlang\w*)\b"
)
_KINDS_OF_TERM = _PENALTY, _CONTRACT
_TERM = re.compile(
    r"\b(\d{1,2}|[a-z-]{1,14}?)[ '-]?(?:(years?|jahren?|jahresvertrag\w*|ans?|anos?|anni|anno"
    r"|jaar|jarig\w*|ars?kontrakt\w*|arig\w*|ar|seasons?|saisons?|temporadas?|stagioni|epocas?"
    r"|seizoenen|sasonger)"
    r"|(months?|monaten?|mois|mes|meses|mesi|mese|maanden?|manader)"
    r"|weeks?|wochen?|semaines?|semanas?|settimane|weken|veckor)\b(?![- ]?old| alt)"
)
_IN_WEEKS = 52, 4, 1
_ELIDED = {
    "vent": 20,
    "trent": 30,
    "quarant": 40,
    **dict.fromkeys(
        [
            "a",
            "one",
            "ein",
            "eine",
            "einem",
            "einer",
            "un",
            "une",
            "uno",
            "una",
            "um",
            "uma",
            "een",
            "ett",
        ],
        1,
    ),
}
_NEAR = 0.15
_OTHER = {
    _PENALTY: "The headline gives another sentence or ban than the text.",
    _CONTRACT: "The headline gives another term than the text.",
}
_UNTIL = re.compile(
    r"\b(?:until|till|to|through|bis|jusqu'(?:en|a)|hasta|fino al?|ate|tot"
    r"|till)(?: [a-z]+){0,3}"
    r" 20\d\d\b"
)
"""Up to when a contract runs, of which its years may be worked out."""


def another_term(headline: str, text: str, language: str) -> str | None:
    """Say that a folded headline's sentence or contract is not its folded text's only one."""
    if len(text) < _SHORTEST_BODY:
        return None
    kind = next((kind for kind in _KINDS_OF_TERM if kind.search(headline)), None)
    if kind is None:
        return None
    said = _terms(headline, language)
    if len(said) != 1 or _is_said(said[0], text, language):
        return None
    if kind is _CONTRACT and _UNTIL.search(text):
        return None
    for part in SENTENCE.split(text):
        if kind.search(part) and (told := _terms(part, language)):
            return _OTHER[kind] if len(told) == 1 and not _are_one(said[0], told[0]) else None
    return None


_BEFORE = 30
_OF_AGE = re.compile(
    r"\b(?:aged|agee?s?(?: de)?|im alter von|(?:man|woman|boy|girl|mann|frau|homme|femme|garcon"
    r"|fille|hombre|mujer|joven|chic[oa]|nin[oa]|uomo|donna|ragazz[oa]|bambin[oa]|homem|mulher"
    r"|jovem|rapaz|menin[oa]|vrouw|jongen|meisje|kvinna|pojke|flicka)"
    r" (?:of|von|de|di|van|pa)) $"
)
"""Before somebody's age, which is no term."""


class _Term(NamedTuple):
    number: int
    weeks: int


def _terms(text: str, language: str) -> list[_Term]:
    words = {**_ELIDED, **WORDS.get(language, {})}
    found = []
    for match in _TERM.finditer(text):
        if _OF_AGE.search(text, max(match.start() - _BEFORE, 0), match.start()):
            continue
        value = int(match[1]) if match[1].isdigit() else words.get(match[1])
        if value is not None:
            year, month, week = _IN_WEEKS
            found.append(
                _Term(value, value * (year if match[2] else month if match[3] else week))
            )
    return found


def _are_one(one: _Term, other: _Term) -> bool:
    """Tell 18 months from a year and a half: the same, rounded."""
    return abs(one.weeks - other.weeks) <= _NEAR * max(one.weeks, other.weeks)


def _is_said(term: _Term, text: str, language: str) -> bool:
    """Tell whether a number stands anywhere in a text but as so many of another unit."""
    value, words = term.number, WORDS.get(language, {})
    said = len(re.findall(rf"\b{value}\b", text))
    said += sum(words.get(word) == value for word in re.findall(r"[a-z]+", text))
    otherwise = [each for each in _terms(text, language) if each.number == value]
    return said > sum(not _are_one(term, each) for each in otherwise)
