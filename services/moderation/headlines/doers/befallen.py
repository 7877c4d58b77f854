"""Pure: whom something happened to, or who did it, by the headline and by the text.

A driver killed in the headline who is a pedestrian in the text, a finance minister who resigns
where it is the one for health. Told only where the text has the same deed in its first two
sentences, of a person of a kind that excludes the headline's, and nowhere of anybody else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from services.moderation.headlines.doers.parts import (
    LANGUAGES,
    OPENING,
    Part,
    Sentence,
    parts_of,
)
from services.moderation.headlines.doers.persons import OFFICES, Person, exclude, persons_in
from services.moderation.story import Story

_SHORTEST_BODY = 100
_LEAD, _READ = 2, 4
"""Sentences in which another may stand, and in which the headline's may."""
_ASKS = re.compile(r"[?¿]")
_ANOTHER = "By the text it is somebody else than the headline has it: “{}”, not “{}”."


def another_person(story: Story) -> str | None:
    """Say that a deed is, by the text, another's than the headline has it."""
    title = story.title
    if story.language not in LANGUAGES or len(story.folded) - story.body_at < _SHORTEST_BODY:
        return None
    people = persons_in(title, story.language, 0, len(title))
    if not people or _ASKS.search(title):
        return None
    office = _another_office(story, people)
    if office:
        return office
    said = parts_of(Sentence(title, story.language, people, 0, len(title)))
    if not said:
        return None
    told = _told(story, {deed for deed, _ in said})
    for deed, part in said:
        for person, acts in (*_sure(part.befallen, acts=False), *_sure(part.doers, acts=True)):
            other = _another(person, told[deed], acts=acts)
            if other:
                return _not_the_same(story, other, person)
    return None


def _another_office(story: Story, named: Sequence[Person]) -> str | None:
    """Tell a headline's only office of which the text has none, and opens with another."""
    offices = [each for each in named if each.kinds & OFFICES]
    if len(offices) != 1:
        return None
    told: list[Person] = []
    opening = story.body_at + OPENING
    for start, end in islice(story.sentences(story.body_at), _READ):
        told += persons_in(story.folded, story.language, start, end)
    others = [each for each in told if each.kinds & OFFICES]
    if not others or others[0].start > opening:
        return None
    if not all(exclude(offices[0].kinds, each.kinds) for each in others):
        return None
    return _not_the_same(story, others[0], offices[0])


def _not_the_same(story: Story, told: Person, named: Person) -> str:
    return _ANOTHER.format(
        story.as_written(told.start, told.end), story.as_written(named.start, named.end)
    )


def _sure(people: Sequence[Person], *, acts: bool) -> list[tuple[Person, bool]]:
    """Give who is meant, where a headline names nobody else who may be."""
    apart = any(exclude(people[0].kinds, each.kinds) for each in people[1:])
    return [] if apart else [(each, acts) for each in people]


def _told(story: Story, deeds: set[str]) -> dict[str, list[tuple[int, Part]]]:
    """Give, by deed, the parts that the text's first sentences tell of, and in which."""
    found: dict[str, list[tuple[int, Part]]] = defaultdict(list)
    sentences = islice(story.sentences(story.body_at), _READ)
    for number, (start, end) in enumerate(sentences):
        people = persons_in(story.folded, story.language, start, end)
        sentence = Sentence(story.folded, story.language, people, start, end)
        for deed, part in parts_of(sentence, deeds):
            found[deed].append((number, part))
    return found


def _another(person: Person, told: list[tuple[int, Part]], *, acts: bool) -> Person | None:
    """Give who else a text has a deed of first, where it has it of nobody who may be meant."""
    first, opening = None, min((number for number, _ in told), default=_LEAD)
    for number, part in told:
        people = part.doers if acts else part.befallen
        if any(not exclude(person.kinds, each.kinds) for each in (*people, *part.earlier)):
            return None
        if people and first is None and number == opening < _LEAD:
            first = people[0]
    return first
