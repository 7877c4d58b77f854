"""Words that rules look for, by what they tell and by language; all found in one pass. Pure.

Each text file here is a list of groups: `[suicide.method]`, then for each language a line of
phrases between semicolons. `*` at a phrase's start or end stands for any letters; accents and
case do not matter. To know one more word, write it there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from functools import cache
from importlib import resources
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from services.moderation.folding import fold

_FILES = (
    "people",
    "crime",
    "care",
    "law",
    "desk",
    "abuse",
    "contact",
    "headlines",
    "fields",
    "opposites",
    "senses",
    "axes",
    "leanings",
    "cast",
    "charges",
    "plain",
    "overstated",
    "contraries",
    "persons",
    "particulars",
)
_ANY = "any"
"""The language of what is the same in all of them."""


class _Cue(NamedTuple):
    """One phrase: which group it speaks for, and where words may go on."""

    group: str
    open_start: bool
    open_end: bool


class Hit(NamedTuple):
    """A phrase of a group in a folded text."""

    group: str
    start: int
    end: int


@cache
def groups() -> dict[str, dict[str, tuple[str, ...]]]:
    """Give every group's phrases by language, as they are written."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for name in _FILES:
        group = ""
        for line in _read(name):
            if line.startswith("["):
                group = line.strip("[] ")
                continue
            language, _, said = line.partition(":")
            phrases = tuple(part.strip() for part in said.split(";") if part.strip())
            found[group][language] = found[group].get(language, ()) + phrases
    return dict(found)


@cache
def words(group: str, language: str = _ANY) -> frozenset[str]:
    """Give a group's phrases without a star, folded, in one language and in all."""
    said = groups()[group]
    return frozenset(
        fold(phrase).text for each in (language, _ANY) for phrase in said.get(each, ())
    )


@cache
def all_words(group: str) -> frozenset[str]:
    """Give a group's phrases in every language, folded."""
    return frozenset(
        fold(phrase).text for phrases in groups()[group].values() for phrase in phrases
    )


_LISTS = frozenset(
    {
        "people.title",
        "people.first",
        "people.no_name",
        "headline.alike",
        "headline.deeds",
        "headline.fields",
        "headline.filler",
        "headline.others",
        "headline.roles",
        "unwritten.head",
        "unwritten.beside",
        "unwritten.order",
        "unwritten.small",
    }
)
"""Groups that are asked for as lists: nothing looks for their words in a text."""

NEARBY = frozenset(
    {
        "abuse.human",
        "abuse.is",
        "abuse.people",
        "claim.attributed",
        "claim.office",
        "contact.office",
        "contact.own",
        "contact.phone",
        "court.forbids",
        "court.lifted",
        "court.print",
        "crime.character",
        "crime.fiction",
        "crime.justice",
        "crime.play",
        "crime.victim",
        "crime.woman",
        "generated.subject",
        "suicide.escape",
        "suicide.help",
        "suicide.method",
        "suicide.why",
    }
)
"""Groups of frequent words that matter only beside others, and are looked for there."""


@cache
def nearby(group: str, languages: frozenset[str]) -> re.Pattern[str]:
    """Give what finds a group's phrases in folded text; no language stands for every one."""
    said = groups()[group]
    phrases = {
        phrase
        for language, spoken in said.items()
        if not languages or language == _ANY or language in languages
        for phrase in spoken
    }
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase.strip("*")), phrase))
    whole = [_way(phrase) for phrase in longest_first if _begins_a_word(phrase)]
    others = [_way(phrase) for phrase in longest_first if not _begins_a_word(phrase)]
    begins = [rf"\b(?:{'|'.join(whole)})"] if whole else []
    return re.compile("|".join([*begins, *others]) or r"(?!)")


def _begins_a_word(phrase: str) -> bool:
    return phrase[:1].isalnum()


def _way(phrase: str) -> str:
    plain = fold(phrase.strip("*")).text
    after = "" if phrase.endswith("*") or not plain[-1:].isalnum() else r"(?![^\W_])"
    return re.escape(plain) + after


TURNS = "turn."
"""Groups of frequent words that are looked for in texts over which a headline has one."""
SETTLES, CHARGES = "settle.", "charge."
"""What settles a grave charge, and the many words of them, looked for where nothing does."""
_PREFIXES = (TURNS, SETTLES, CHARGES)
_SENSES = "sense."
"""The same, by language: `headlines/senses/` looks for them."""


_PLAIN = "plain."
"""Phrases by language as well: `headlines/opposed/plain.py` looks for them."""
_OVERSTATED = "overstated."
"""The same: `headlines/opposed/overstated.py` does."""
_PARTS = "cast.", "known."
"""Words for somebody's part, and what one is known by: `cast/wording.py` looks for them."""
_PERSONS = "person.", "deed."
"""Who somebody is, and what happens to them: `headlines/doers/` looks for them."""
_APART = (_SENSES, _PLAIN, _OVERSTATED, *_PARTS, *_PERSONS)


@cache
def _languages() -> frozenset[str]:
    return frozenset(each for said in groups().values() for each in said) - {_ANY}


@cache
def _automaton(prefix: str, language: str) -> tuple[AhoCorasick, tuple[tuple[_Cue, ...], ...]]:
    """Give what finds a language's cues, and those of all.

    Each language has its own, of 2 to 7 MB: one for all of them together takes 59, and what a
    story needs of it is in no cache.
    """
    spoken: dict[str, set[_Cue]] = defaultdict(set)
    for group, by_language in groups().items():
        if group in _LISTS or group in NEARBY or group.startswith(_APART):
            continue
        if prefix != next((each for each in _PREFIXES if group.startswith(each)), ""):
            continue
        for each in dict.fromkeys((language, _ANY)):
            for phrase in by_language.get(each, ()):
                cue = _Cue(group, phrase.startswith("*"), phrase.endswith("*"))
                spoken[fold(phrase.strip("*")).text].add(cue)
    cues = tuple(tuple(sorted(said)) for said in spoken.values())
    return AhoCorasick(list(spoken), implementation=Implementation.DFA), cues


def look(folded: str, languages: Collection[str] = (), *, prefix: str = "") -> list[Hit]:
    """Find every cue in a folded text; the cost grows with its length, not with the lists.

    `languages` are those that count, and none of them stands for every one; `prefix` names
    groups that are looked for apart.
    """
    known = _languages()
    speaking = sorted(known.intersection(languages) if languages else known)
    first, *others = (_look(folded, prefix, each) for each in speaking or [_ANY])
    if not others:
        return first
    found = {hit for hits in (first, *others) for hit in hits}
    return sorted(found, key=lambda hit: (hit.end, hit.start))


def matches(automaton: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    """Give which phrases stand where in a text; half a surrogate pair is part of none."""
    try:
        return automaton.find_matches_as_indexes(text, overlapping=True)
    except UnicodeEncodeError:
        whole = text.encode("utf-8", "replace").decode()
        return automaton.find_matches_as_indexes(whole, overlapping=True)


def _look(folded: str, prefix: str, language: str) -> list[Hit]:
    automaton, cues = _automaton(prefix, language)
    last = len(folded)
    found = []
    for number, start, end in matches(automaton, folded):
        before = start > 0 and folded[start - 1].isalnum()
        after = end < last and folded[end].isalnum()
        for group, open_start, open_end in cues[number]:
            if (before and not open_start) or (after and not open_end):
                continue
            first = _to_start(folded, start) if before else start
            found.append(Hit(group, first, _to_end(folded, end) if after else end))
    return found


_LONGEST_REST = 40
"""Letters that a star stands for, at most, where a whole word is marked."""


def _to_start(folded: str, start: int) -> int:
    lowest = max(start - _LONGEST_REST, 0)
    while start > lowest and folded[start - 1].isalnum():
        start -= 1
    return start


def _to_end(folded: str, end: int) -> int:
    highest = min(end + _LONGEST_REST, len(folded))
    while end < highest and folded[end].isalnum():
        end += 1
    return end


def _read(name: str) -> list[str]:
    text = (resources.files("services.moderation.lexicon") / f"{name}.txt").read_text("utf-8")
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
