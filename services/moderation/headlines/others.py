"""Pure: a bus in a headline that is a plane in its text, a man a woman, every school a few.

What a headline names is one of a set of which a story of this kind has one. Where no word of it
stands in the text, and the first sentence has another of the set instead, they are two stories.
The sets are the group `headline.others` of the lexicon.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from services.moderation import lexicon
from services.moderation.folding import fold
from services.moderation.headlines.opposed.claims import is_denied
from services.moderation.headlines.words import topic_words

_SHORTEST_BODY = 150
_LEAD = 170
"""Signs of a text's start in which it says what it is about."""
_STOP = re.compile(r"[.!?\n](?:\s|$)")
_OTHER = "The headline and the text's first sentence are about different things."
_FEW = "The headline speaks of all; the text of some, and leaves the rest out."
_ALL = re.compile(
    r"\b(?:all|every|each|entire|alle|samtliche|jede[rs]?|tous les|toutes les|chaque"
    r"|todos los|todas las|cada|tutti i|tutti gli|tutte le|ogni|todos os|todas as|elke|iedere"
    r"|samtliga|varje|the whole(?: of)?|all of|ganz|der ganze|die ganze|das ganze|tout le"
    r"|toute la|dans toute|toda la|todo el|tutto il|tutta la|toda a|todo o|hele|heel|het hele"
    r"|de hele|hela|all) (?:\w+ )?(\w{4,})"
)
_TURNS_OUT = re.compile(
    r"\b(?:turns? out|proves? to be|was really|entpupp\w*|stellt sich|s'avere\w*|se revele\w*"
    r"|resulta|result\w+ ser|si rivela\w*|revela-se|afinal|era|blijkt|blijken|visar sig)\b"
)
"""How a headline says itself that the one thing was the other."""
_REST = re.compile(
    r"\b(?:(?:all|the) (?:other|others|rest|remaining)|alle (?:anderen|ubrigen)|die ubrigen"
    r"|tous les autres|toutes les autres|les autres|(?:todos|todas) (?:los|las) demas|el resto"
    r"|(?:tutti|tutte) (?:gli|le) altr[ie]|(?:todos|todas) (?:os|as) (?:outr[oa]s|demais)"
    r"|alle andere|de overige|(?:alla )?(?:andra|ovriga))\b[^.]{0,60}\b(?:open|normal"
    r"|unaffected"
    r"|usual|not|no|geoffnet|offen|nicht|ouvert\w*|pas|normalement|abiert\w*|normal\w*|apert\w*"
    r"|regolar\w*|non|abert\w*|nao|gewoon|niet|oppn\w*|inte|som vanligt)\b"
    r"|\b(?:the rest of|der rest d|l'essentiel d|le reste d|el resto de|il resto de|o resto d"
    r"|de rest van|resten av|ovrig \w+|de overige|die ubrigen|the other"
    r"|the remaining)[^.]{0,60}"
    r"\b(?:not affected|unaffected|nicht betroffen|nergens last|blir kvar|stays?|remains?"
    r"|bleib\w*"
    r"|reste\w*|sigue\w*|resta\w*|continua\w*|blijf\w*|blijven|paverkas inte|berors inte)\b"
    r"|\b(?:only|just|nur|lediglich|seulement|solo|soltanto|apenas|slechts|alleen|bara|endast"
    r"|concerne|betrifft|riguarda|afecta solo|abrange|betreft|beror) "
    r"(?:a |nur |solo |apenas )?(?:one|two|three|four|five|ein\w?|zwei|drei|vier|une?|deux"
    r"|trois"
    r"|quatre|un[oa]?|dos|tres|cuatro|due|tre|quattro|um|uma|dois|duas|quatro|een|twee|drie"
    r"|en|ett"
    r"|tva|fyra|\d{1,2}) [^\W\d_]+"
)


def another_of_its_kind(headline: str, text: str, language: str) -> str | None:
    """Say that folded headline and text name two of a kind, or all and a few."""
    if len(text) < _SHORTEST_BODY or "?" in headline or _TURNS_OUT.search(headline):
        return None
    stop = _STOP.search(text)
    lead = text[: min(stop.start() if stop else len(text), _LEAD)]
    if _ALL.search(headline) and _REST.search(text) and not _ALL.search(lead):
        return _FEW
    if not _named_at_all(language).search(headline):
        return None
    about = topic_words(headline)
    for kinds in _sets(language):
        named = [kind for kind in kinds if kind.named.search(headline)]
        if len(named) != 1:
            continue
        if any(not is_denied(text, each) for each in named[0].told.finditer(text)):
            continue
        others = [kind for kind in kinds if kind.named.search(lead)]
        if len(others) == 1 and any(word in lead for word in about):
            return _OTHER
    return None


class _Kind(NamedTuple):
    named: re.Pattern[str]
    told: re.Pattern[str]
    """The same, and what else shows that it is meant."""


@lru_cache(maxsize=16)
def _sets(language: str) -> tuple[tuple[_Kind, ...], ...]:
    said = lexicon.groups()["headline.others"].get(language, ())
    return tuple(tuple(_kind(words) for words in each.split("=")) for each in said)


@lru_cache(maxsize=16)
def _named_at_all(language: str) -> re.Pattern[str]:
    """Give what finds any thing of any set: most headlines have none."""
    ways = [kind.named.pattern for kinds in _sets(language) for kind in kinds]
    return re.compile("|".join(ways) or r"(?!)")


def _kind(words: str) -> _Kind:
    named, _, beside = words.partition("/")
    return _Kind(_any(named.split("|")), _any([*named.split("|"), *beside.split("|")]))


def _any(words: list[str]) -> re.Pattern[str]:
    """Give what finds any of some words; a star stands for any letters."""
    ways = (
        re.escape(fold(word.strip()).text).replace(r"\*", r"\w*")
        for word in words
        if word.strip()
    )
    return re.compile(rf"\b(?:{'|'.join(ways)})\b")
