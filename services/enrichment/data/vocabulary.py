"""The lists of words that several steps look things up in, read once each."""

from __future__ import annotations

from functools import cache

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
    return {name: gender for name, gender in rows("first_names.tsv.gz")}  # noqa: C416 - dict() has no type for rows


@cache
def common_words() -> frozenset[str]:
    """Frequent English words that are written small."""
    return frozenset(word for (word,) in rows("common_words.txt.gz"))


@cache
def organisations() -> dict[str, str]:
    """Known organisations: each of their names, and the one we write."""
    found: dict[str, str] = {}
    for name, *others in rows("organisations.tsv"):
        found[name] = name
        for other in others[0].split("|") if others else ():
            found[other] = name
    return found


@cache
def stopwords() -> frozenset[str]:
    """Words of many languages that say nothing of a story's subject."""
    return frozenset(word for _, words in rows("stopwords.tsv") for word in words.split())
