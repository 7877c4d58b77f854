"""Pure: the persons of a stretch of text by kinds, and which kinds exclude each other.

The kinds are the groups `person.` of `lexicon/persons.txt`. A driver and a passenger are two
people, and so are a firefighter and a student; a driver may be any man, and a widow is a woman.
"""

from __future__ import annotations

from typing import NamedTuple

from services.moderation.headlines.senses.spoken import Word, words_of_senses

_GROUPS = "person."
_SETS = """
driver cyclist walker passenger pilot
biker cyclist walker
landlord tenant
seller buyer
boss worker
doctor nurse patient
guard prisoner
hiker climber skier swimmer angler hunter surfer diver cyclist
striker midfielder defender keeper coach referee fan
player coach referee fan
actor singer writer director artist
premier mayor governor
minister mayor governor councillor
mp mayor councillor
parent offspring
man woman
baby child teen adult old
firefighter police paramedic soldier guard pupil teacher doctor nurse farmer priest journalist \
lawyer judge prosecutor driver pilot builder cook postman seller prisoner
"""
"""Of each of these sets somebody is one; who is of two at once excludes neither."""
_MINISTRIES = """
finance economy health interior defence justice education transport foreign farming \
environment culture labour
"""
OFFICES = frozenset(_MINISTRIES.split()) | {
    "striker",
    "midfielder",
    "defender",
    "keeper",
    "coach",
}
"""Kinds of which a headline names the one it is about."""
_AXES = tuple(frozenset(line.split()) for line in (_SETS.strip() + _MINISTRIES).splitlines())


class Person(NamedTuple):
    """Somebody at their place in a folded text."""

    kinds: frozenset[str]
    start: int
    end: int


def persons_in(text: str, language: str, start: int, end: int) -> list[Person]:
    """Find the persons between two places, in order; a longer word hides those within it."""
    spans: dict[tuple[int, int], tuple[int, set[str]]] = {}
    for word in words_of_senses(text, language, start, end, prefix=_GROUPS):
        span = _whole(text, word, start), word.end
        at, kinds = spans.get(span, (word.start, set()))
        if word.start <= at:
            spans[span] = word.start, kinds | {word.group} if word.start == at else {word.group}
    persons: list[Person] = []
    for (first, last), (_, kinds) in sorted(spans.items(), key=_longest_first):
        if not persons or persons[-1].end < last:
            persons.append(Person(frozenset(kinds), first, last))
    return persons


def _longest_first(span: tuple[tuple[int, int], object]) -> tuple[int, int]:
    (start, end), _ = span
    return start, -end


def _whole(text: str, word: Word, lowest: int) -> int:
    """Give where the whole word begins of which a person's is the end."""
    at = word.start
    while at > lowest and text[at - 1].isalnum():
        at -= 1
    return at


def exclude(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether nobody is of both kinds."""
    return any(one & axis and other & axis and not (one & other & axis) for axis in _AXES)
