"""The lists of words that several steps look things up in, read once each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from services.enrichment.data import rows


@cache
def name_words() -> dict[str, frozenset[str]]:
    """Classes of words by which names are told apart (`name_words.tsv`)."""
    return {kind: frozenset(words.split("|")) for kind, words in rows("name_words.tsv")}


@cache
def speech_verbs() -> frozenset[str]:
    """Verbs of speech of every language that we have them for, in lower case."""
    return frozenset(verb for _, verbs in rows("speech.tsv") for verb in verbs.split("|"))


@cache
def first_names() -> dict[str, str]:
    """First names of many countries; `m` or `f` where only men or only women have them."""
    tables = ("more_first_names.tsv.gz", "first_names.tsv.gz")
    return {name: gender for table in tables for name, gender in rows(table)}


@cache
def surnames() -> frozenset[str]:
    """Family names that are no ordinary English words."""
    return frozenset(name for (name,) in rows("surnames.txt.gz"))


@cache
def common_words() -> frozenset[str]:
    """Frequent English words that are written small."""
    return frozenset(word for (word,) in rows("common_words.txt.gz"))


_Sure = Literal["plain", "word", "team"]
"""How much a name says by itself: all, only within a sentence, only in a story about sport."""


@dataclass(frozen=True, slots=True)
class Known:
    """A known organisation: the name we write, how sure its name is, and what it is."""

    name: str
    sure: _Sure = "plain"
    kind: str = ""


@cache
def organisations() -> dict[str, Known]:
    """Known organisations by each of their names; what editors wrote down comes first."""
    found: dict[str, Known] = {}
    for name, *others in rows("organisations/known.tsv"):
        known = Known(name)
        for other in (name, *(others[0].split("|") if others else ())):
            found[other] = known
    for sure, kind, names in rows("organisations/more.tsv"):
        for name in names.split("|"):
            if name not in found or not found[name].kind:
                shown = found[name].name if name in found else name
                found[name] = Known(shown, _SURE[sure], kind)
    for name, *others in rows("organisations/indices.tsv.gz"):
        for other in (name, *(others[0].split("|") if others else ())):
            found.setdefault(other, Known(name, kind="companies"))
    for field in _FIELDS:
        for sure, kind, names in rows(f"organisations/{field}.tsv"):
            for name in names.split("|"):
                found.setdefault(name, Known(name, _SURE[sure], kind))
    return found


_FIELDS = ("companies", "media", "politics", "bodies", "sport")
_SURE: dict[str, _Sure] = {"plain": "plain", "word": "word", "team": "team"}


@cache
def stopwords() -> frozenset[str]:
    """Words of many languages that say nothing of a story's subject."""
    return frozenset(word for _, words in rows("stopwords.tsv") for word in words.split())
