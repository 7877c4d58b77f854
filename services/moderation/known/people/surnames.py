"""Pure: who is meant by one name alone, where a story has given it in full before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from services.moderation import lexicon, people
from services.moderation.folding import fold
from services.moderation.people import Person
from services.moderation.story import Story

_FAR_BACK = 1_000
"""Signs before a sentence in which the full name may stand."""
_WORD = r"[A-Z\u00c0-\u00de][^\W\d_]{2,}(?:['’-][^\W\d_]{2,})?"
_ALONE = re.compile(rf"(?<![^\W_])({_WORD})(?![^\W_])")
_IN_FULL = re.compile(rf"([^\W\d_]+),? {_WORD}(?: [A-Z]\.)? ({_WORD})(?![^\W_])(?! {_WORD})")
"""What somebody is, their first name and their last ("Commissioner Dale Pruitt")."""


def stands(story: Story, start: int, place: int, end: int) -> bool:
    """Tell whether somebody named in full before `start` is meant between two places."""
    near = {match[1] for match in _ALONE.finditer(story.cased(place, end))}
    return bool(near) and not near.isdisjoint(_known(story, start))


@lru_cache(maxsize=16)
def _known(story: Story, end: int) -> frozenset[str]:
    start = max(story.body_at, end - _FAR_BACK)
    if end <= start:
        return frozenset()
    read = people.read(story, start, end).people.values()
    names = {story.cased(person.start, person.end).split()[-1] for person in read}
    titled = {
        match[2]
        for match in _IN_FULL.finditer(story.cased(start, end))
        if fold(match[1]).text in _offices()
    }
    return frozenset(names | titled)


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    return lexicon.all_words("people.title") | lexicon.all_words("claim.office")


_SHORTEST = 3


def names_alone(named: Sequence[Person], by_last: Mapping[str, int]) -> dict[str, int]:
    """Give the folded names, last or first, that may stand alone, with whose they are.

    `by_last` has the last names; a first name that two of them have is nobody's.
    """
    names = {name: index for name, index in by_last.items() if len(name) >= _SHORTEST}
    firsts: dict[str, int] = {}
    for index, person in enumerate(named):
        first, _, more = person.name.partition(" ")
        folded = fold(first).text
        if more and len(folded) >= _SHORTEST and "." not in first:
            firsts[folded] = -1 if folded in firsts else index
    for name, index in firsts.items():
        if index >= 0:
            names.setdefault(name, index)
    return names
