"""Pure: which words mean what English ones do, and the English words' vectors."""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from itertools import count
from typing import NamedTuple

from services.moderation.folding import fold

DIMENSIONS = 48
"""Numbers of a vector, each in a byte."""
ZERO, UNIT = 128, 127
"""The byte that stands for nought, and how many more stand for one."""
FINEST = 255
"""The byte that stands for a cosine of one, where none is negative."""
COMPOUNDING = frozenset({"de", "nl", "sv", "da", "nb", "no"})
"""Languages that write several words as one."""
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv")
"""The columns of `words.tsv`."""
_COMMON, _STEEP = 2000, 0.8
"""The row of a word that tells half of what a rare one does, and how that grows."""
_SHORTEST, _SHORTEST_VERB = 3, 4
"""Letters of a stem."""
_SHORTEST_PART, _SHORTEST_END, _SHORTEST_WHOLE = 4, 5, 8
"""Letters of a compound's parts, of one at its end beside something unknown, and of all."""
_LONGEST = 40
_JOINTS = ("", "s", "n", "en", "er", "es", "e")
"""Between the parts of a compound."""


class _Inflection(NamedTuple):
    """How a language's words end, folded."""

    verb: tuple[str, ...]
    """What infinitives end in."""
    verbs: re.Pattern[str]
    """What other forms of verbs end in."""
    noun: tuple[str, ...]
    """What other words' base forms end in that not all their forms have."""
    nouns: re.Pattern[str]


def _inflection(verb: str, verbs: str, noun: str, nouns: str) -> _Inflection:
    return _Inflection(
        tuple(verb.split()), re.compile(verbs), tuple(noun.split()), re.compile(nouns)
    )


_INFLECTIONS = {
    "de": _inflection(
        "en", "t|te|ten|et|ete|e|end[er]?|st|ung|ungen", "e", "e?n?s?|er[ns]?|innen|in"
    ),
    "fr": _inflection(
        "er ir re",
        "e[rsz]?|ee?s?|ent|ant|ait|aient|era|eront|a|i[ets]?|is?se\\w*|u[es]?s?|t|ra|ront|ation",
        "l",
        "[lsx]|e|es|nes?|les?|ux",
    ),
    "es": _inflection(
        "ar er ir",
        "[aeo]n?|[ai]d[oa]s?|[ai]ron|o|io|ieron|aron|ando|iendo|ara|aba|aban|ia|ian|[aei]ra[n]?",
        "a e o z",
        "[aeo]s?|z|ces|s",
    ),
    "it": _inflection(
        "are ere ire",
        "[aeio]|[aeo]no|[aiu]t[oaei]|ando|endo|ava|avano|eva|era|eranno|ira|iranno|sce|scono",
        "a e o i io",
        "[aeio]|h[ei]|i[oae]",
    ),
    "pt": _inflection(
        "ar er ir",
        "[aeo]m?|[ai]d[oa]s?|ou|iu|eu|aram|eram|iram|ando|endo|indo|ava|avam|[aei]ra[om]?",
        "a e o ao l m",
        "[aeo]s?|oes|aes|aos?|[ilmn]s|l|m|s",
    ),
    "nl": _inflection(
        "en", "t|te|ten|de|den|d|end[e]?|e|ing|ingen", "", "e?n|e?s|e|t|je|jes|er|ers"
    ),
    "sv": _inflection(
        "a",
        "ar|er|ade?s?|at?s?|ts?|te|des?|d|as|ande|ning\\w*|s|na",
        "a e",
        "e?[nt]s?|[aeo]r(?:na)?s?|na|s|a",
    ),
}
_GE = frozenset({"de", "nl"})
_DOUBLE = re.compile(r"([aeou])\1([^aeiou])$")


class _Stem(NamedTuple):
    row: int
    endings: re.Pattern[str]


class _Known(NamedTuple):
    """A language's words, and what their other forms begin with."""

    whole: dict[str, int]
    stems: dict[str, list[_Stem]]
    silent: frozenset[str] = frozenset()
    """Small words and others that only look like one of them."""
    participles: bool = False
    """Whether those of its verbs begin with "ge"."""


def glosses() -> Iterator[tuple[str, list[str]]]:
    """Give each English word of `words.tsv` with its other columns."""
    for line in resources.files(__package__).joinpath("words.tsv").read_text().splitlines():
        if not line.startswith("#"):
            english, *others = line.split("\t")
            yield english, others


@cache
def _silent() -> dict[str, frozenset[str]]:
    lines = resources.files(__package__).joinpath("silent.tsv").read_text().splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {language: frozenset(words.split()) for language, words in rows}


@cache
def _vectors() -> bytes:
    """Give all vectors one after the other, unit ones times `UNIT` and moved by `ZERO`."""
    return _unpacked("vectors.bin.gz")


def vector(row: int) -> bytes:
    """Give the vector of a word."""
    return _vectors()[row * DIMENSIONS : (row + 1) * DIMENSIONS]


def weight(row: int) -> float:
    """Give how much a word tells of a subject, the more the rarer it is: 0 to 1."""
    return 1 / (1 + math.pow(_COMMON / (row + 1), _STEEP))


class _Usual(NamedTuple):
    """How any headline, text and word are to any other, in cosines."""

    headline: list[float]
    text: list[float]
    nearest: bytes
    """By row, how near a text's nearest word comes; `FINEST` is one."""


@cache
def usual() -> _Usual:
    """Give what is usual."""
    read = json.loads(resources.files(__package__).joinpath("usual.json").read_text())
    return _Usual(read["headline"], read["text"], _unpacked("usual.bin.gz"))


@lru_cache(maxsize=16_384)
def rows_of(word: str, language: str) -> tuple[int, ...]:
    """Give the rows of a folded word, in any form; of a compound those of its parts."""
    known = _words(language)
    if word in known.silent or len(word) > _LONGEST:
        return ()
    found = _row_of(word, known)
    if found is not None:
        return (found,)
    if language in COMPOUNDING and len(word) >= _SHORTEST_WHOLE:
        return _parts(word, known)
    return ()


def is_word(word: str, language: str) -> bool:
    """Tell a folded word of a language, in any form, but not what is only made up of words."""
    known = _words(language)
    return word in known.silent or _row_of(word, known) is not None


def rows_of_all(words: Iterable[str], language: str) -> list[int]:
    """Give the rows of some words, each once, in their order."""
    return list(dict.fromkeys([row for word in words for row in rows_of(word, language)]))


def _row_of(word: str, known: _Known) -> int | None:
    found = known.whole.get(word)
    if found is not None:
        return found
    for end in range(len(word), _SHORTEST - 1, -1):
        for stem in known.stems.get(word[:end], ()):
            if stem.endings.fullmatch(word, end):
                return stem.row
    return _row_of(word[2:], known) if known.participles and word.startswith("ge") else None


def _parts(word: str, known: _Known) -> tuple[int, ...]:
    """Give the rows of two words that a word is made of, or of what it ends with."""
    last: int | None = None
    for at in range(_SHORTEST, len(word) - _SHORTEST_PART + 1):
        here = _row_of(word[at:], known)
        if here is None:
            continue
        if last is None and at >= _SHORTEST_PART and len(word) - at >= _SHORTEST_END:
            last = here
        for joint in _JOINTS:
            first = word[: at - len(joint)]
            if len(first) >= _SHORTEST and word.startswith(joint, len(first)):
                row = known.whole.get(first)
                if row is not None:
                    return row, here
    return () if last is None else (last,)


@cache
def _words(language: str) -> _Known:
    english = dict(zip(_unpacked("english.txt.gz").decode().split("\n"), count()))
    if language == "en":
        return _Known(english, {})
    at = LANGUAGES.index(language) - 1
    known = _Known({}, {}, _silent().get(language, frozenset()), language in _GE)
    told = [(english[gloss], columns[at]) for gloss, columns in glosses() if gloss in english]
    for row, cell in sorted(told):
        for said in cell.split("/"):
            if word := fold(said).text:
                _learn(word, row, known, language)
    return known


def _learn(word: str, row: int, known: _Known, language: str) -> None:
    known.whole.setdefault(word, row)
    inflection = _INFLECTIONS[language]
    for ending in inflection.verb:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_VERB:
            stem = word.removesuffix(ending)
            known.stems.setdefault(stem, []).append(_Stem(row, inflection.verbs))
            break
    known.stems.setdefault(word, []).append(_Stem(row, inflection.nouns))
    for ending in inflection.noun:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            stem = word.removesuffix(ending)
            known.stems.setdefault(stem, []).append(_Stem(row, inflection.nouns))
    if language == "nl" and (double := _DOUBLE.search(word)):
        stem = word[: double.start() + 1] + double[2]
        known.stems.setdefault(stem, []).append(_Stem(row, inflection.nouns))


def _unpacked(name: str) -> bytes:
    return gzip.decompress(resources.files(__package__).joinpath(name).read_bytes())
