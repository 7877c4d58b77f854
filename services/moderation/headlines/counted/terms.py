"""Pure: how long somebody must go to prison or stay away, by a headline and by its text."""

from __future__ import annotations

import re
from typing import NamedTuple

from services.moderation.headlines.counted.numbers import WORDS

_SHORTEST_BODY = 150
_PENALTY = re.compile(
    r"\b(?:jailed|jail|prison|imprison\w*|sentence[ds]?|behind bars|custody|detained|banned|ban"
    r"|haft|gefangnis\w*|freiheitsstrafe|verurteilt|gesperrt|sperre|prison|condamne\w*"
    r"|reclusion|ferme|suspendu\w*|carcel|prision|condenad\w*|condena\w*|sancionad\w*"
    r"|carcere|reclusione|condannat\w*|condanna|squalificat\w*|prisao|cadeia|suspens\w*"
    r"|cel|gevangenis\w*|celstraf|veroordeeld|geschorst|fangelse|domd|domdes|avstangd)\b"
)
_TERM = re.compile(
    r"\b(\d{1,2}|[a-z-]{1,14})[ '-](?:(years?|jahren?|ans?|anos?|anni|anno|jaar|ar)"
    r"|(months?|monaten?|mois|mes|meses|mesi|mese|maanden?|manader)"
    r"|weeks?|wochen?|semaines?|semanas?|settimane|weken|veckor)\b(?![- ]?old| alt)"
)
_IN_WEEKS = 52, 4, 1
_SENTENCE = re.compile(r"(?<=[.!?]) ")
_ELIDED = {
    "vent": 20,
    "trent": 30,
    "quarant": 40,
    "a": 1,
    "one": 1,
    "une": 1,
    "un": 1,
    "uno": 1,
}
_NEAR = 0.15
_OTHER = "The headline gives another sentence or ban than the text."


def another_term(headline: str, text: str, language: str) -> str | None:
    """Say that a folded headline's sentence is not its folded text's, which has one."""
    if len(text) < _SHORTEST_BODY or not _PENALTY.search(headline):
        return None
    said = _terms(headline, language)
    if len(said) != 1 or _is_said(said[0], text, language):
        return None
    for part in _SENTENCE.split(text):
        if _PENALTY.search(part) and (told := _terms(part, language)):
            return _OTHER if len(told) == 1 and not _are_one(said[0], told[0]) else None
    return None


class _Term(NamedTuple):
    number: int
    weeks: int


def _terms(text: str, language: str) -> list[_Term]:
    words = {**_ELIDED, **WORDS.get(language, {})}
    found = []
    for match in _TERM.finditer(text):
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
    """Tell whether a number stands anywhere in a text, in figures or in words."""
    value, words = term.number, WORDS.get(language, {})
    return re.search(rf"\b{value}\b", text) is not None or any(
        words.get(word) == value for word in re.findall(r"[a-z]+", text)
    )
