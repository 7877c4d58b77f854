"""Pure: everybody whom a story names, each place where it does, and the words that give parts.

A story names somebody once in full, then by the last name, then as "the student" or "she". Here
all of that is one list of mentions; the words of `lexicon/cast.txt` that stand near a mention
say what part it has there (`telling`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from services.moderation import people
from services.moderation.cast import wording
from services.moderation.folding import fold
from services.moderation.known.people import surnames
from services.moderation.known.things import is_of_a_place
from services.moderation.lexicon import Hit
from services.moderation.people import Person
from services.moderation.story import Story

_MOST_SENTENCES = 40
_MOST_PARTS = 30
_MOST_MENTIONS = 150


@dataclass(slots=True)
class _Part:
    """Somebody named, by the fullest name."""

    person: Person
    ages: set[int] = field(default_factory=set)

    @property
    def full(self) -> bool:
        """Tell a name of two words from one alone, or one with an initial."""
        name = self.person.name
        return " " in name and not name.endswith(".") and name[-2] != " "


@dataclass(frozen=True, slots=True)
class Mention:
    """One place at which somebody is named."""

    part: int
    start: int
    end: int
    sentence: int


class _Age(NamedTuple):
    """An age that is told."""

    start: int
    child: bool


@dataclass(slots=True)
class Company:
    """Who is named in a story, where, and the words that give parts, each in order."""

    parts: list[_Part]
    mentions: list[Mention]
    sentences: list[tuple[int, int]]
    cues: list[Hit]
    starts: list[int]
    ages: list[_Age]

    def near(self, start: int, end: int) -> list[Hit]:
        """Give the words that begin and end between two places."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [cue for cue in self.cues[first:last] if cue.end <= end]

    def aged(self, start: int, end: int) -> list[_Age]:
        """Give the ages that are told between two places."""
        first, last = (
            bisect_left(self.ages, _Age(place, child=False)) for place in (start, end)
        )
        return self.ages[first:last]


@lru_cache(maxsize=8)
def company(story: Story) -> Company:
    """Read a story's first sentences, its headline among them."""
    sentences = [*_sentences(story)]
    cues = _cues(story, sentences)
    nouns = {cue.start: cue for cue in cues if cue.group in NOUNS}
    parts: list[_Part] = []
    by_last: dict[str, int] = {}
    found: list[tuple[int, int, int]] = []
    ages: list[_Age] = []
    for start, end in sentences:
        reading = people.read(story, start, end)
        for named in reading.people.values():
            person = _without_part(named, nouns)
            if _is_place(story, person):
                continue
            part = _part_of(person, parts, by_last)
            if part is not None:
                found.append((person.start, person.end, part))
        ages += _ages(reading)
    mentions = _mentions(story, sentences, parts, by_last, sorted(found))
    return Company(parts, mentions, sentences, cues, [cue.start for cue in cues], ages)


NOUNS = frozenset(
    f"cast.{name}"
    for name in ("office", "kin", "near", "accused", "victim", "his_victim", "woman", "man")
)


def _without_part(person: Person, nouns: dict[int, Hit]) -> Person:
    """Give a name without the noun before it, which German writes with a capital."""
    if person.name[1:2] in {"'", "’"} and person.name[0] in "LlDd":
        person = person._replace(name=person.name[2:], start=person.start + 2)
    start, stop = person.start, person.end - len(person.name.split()[-1])
    for place in range(person.start, stop):
        noun = nouns.get(place)
        if noun is not None and noun.end < stop:
            start = noun.end + 1
    if start == person.start:
        return person
    return person._replace(name=person.name[start - person.start :], start=start)


_PLACED = re.compile(
    r"(?:[,(] |\d\)?,? |\) )(?:of|from|aus|uit|de|d'|di|do|da|en|a|in|i) $"
    r"|\b(?:street|road|rue|calle|via|rua) $"
)
_OF_PLACES = re.compile(
    r"\b(?:terrace|way|row|rise|lane|crescent|general|infirmary|gardens|grove|port|st|mount|"
    r"santa|saint|porto|puerto|villa|vila|monte|rio|costa|sierra|serra|bad|sankt)\b"
)


_BODY = re.compile(
    r" (?:town|parish|city|county|district|borough|village|community|primary|secondary|high)?"
    r" ?(?:council|school|hospital|police|station|hall|barracks|university|prison)\b"
)
"""After a place: "on Brackley Fen town council"."""


_HELPERS = re.compile(
    r"wei(?:ss|ß)er ring|(?:la )?rape crisis(?: \w+)?|victim support(?: \w+)?|women's aid"
    r"|terre des femmes|telefono rosa|slachtofferhulp(?: \w+)?|france victimes|safeline"
    r"|veilig thuis|fondation des femmes"
)
"""Bodies that help victims, called like somebody."""


def _is_place(story: Story, person: Person) -> bool:
    if _BODY.match(story.folded, person.end) or is_of_a_place(story, person.name, person.start):
        return True
    if _PLACED.search(story.folded, max(person.start - 12, 0), person.start):
        return True
    first, _, rest = story.folded[person.start : person.end].partition(" ")
    if _HELPERS.fullmatch(story.folded, person.start, person.end):
        return True
    return bool(rest) and bool(
        _OF_PLACES.match(first) or _OF_PLACES.fullmatch(rest.split()[-1])
    )


def _sentences(story: Story) -> Iterator[tuple[int, int]]:
    """Give the headline's sentences, and those near a word of crime: others tell other news."""
    hits = sorted(hit.start for group in _OF_CRIME for hit in story.hits(group))
    before: list[tuple[int, int]] = []
    given = 0
    after = _NEAR
    for start, end in story.sentences():
        if given >= _MOST_SENTENCES:
            return
        if bisect_left(hits, start) < bisect_left(hits, end):
            yield from before
            given += len(before) + 1
            before, after = [], 0
            yield start, end
        elif after < _NEAR or start < story.body_at:
            after += 1
            given += 1
            yield start, end
        else:
            before = [*before[1 - _NEAR :], (start, end)]


_OF_CRIME = ("crime.sexual", "crime.story")
_NEAR = 6
"""Sentences before and after one of a crime that may tell of it as well."""


_SIGN = re.compile(f"[{people.CHILD}{people.ADULT}]")


def _ages(reading: people.Reading) -> Iterator[_Age]:
    for match in _SIGN.finditer(reading.signs):
        yield _Age(reading.at[match.start()], match[0] == people.CHILD)


def _part_of(person: Person, parts: list[_Part], by_last: dict[str, int]) -> int | None:
    last = fold(person.name.split()[-1]).text.removesuffix("'s")
    index = by_last.get(last)
    if index is not None:
        known, new = parts[index].person.name, person.name
        if new == known or " " not in new or " " not in known:
            if " " in new and " " not in known:
                parts[index].person = person
            return index
        for other, part in enumerate(parts):
            if part.person.name == new:
                return other
    if len(parts) >= _MOST_PARTS:
        return None
    parts.append(_Part(person))
    by_last.setdefault(last, len(parts) - 1)
    return len(parts) - 1


def _mentions(
    story: Story,
    sentences: list[tuple[int, int]],
    parts: list[_Part],
    by_last: dict[str, int],
    found: list[tuple[int, int, int]],
) -> list[Mention]:
    begins = [start for start, _ in sentences]
    taken = [start for start, _, _ in found]
    whole = list(found)
    for start, end, part in _alone(story, sentences[-1][1] if sentences else 0, parts, by_last):
        at = bisect_left(taken, start + 1)
        if at and found[at - 1][1] > start:
            continue
        whole.append((start, end, part))
        if len(whole) >= _MOST_MENTIONS:
            break
    whole.sort()
    return [
        Mention(part, start, end, bisect_left(begins, start + 1) - 1)
        for start, end, part in whole
    ]


def _alone(
    story: Story, last: int, parts: list[_Part], by_last: dict[str, int]
) -> Iterator[tuple[int, int, int]]:
    """Find where somebody named in full stands by the last or the first name alone."""
    names = surnames.names_alone([part.person for part in parts], by_last)
    if not names:
        return
    each = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    for match in re.finditer(rf"\b(?:{each})\b", story.folded[:last]):
        start, end = match.span()
        if story.cased(start, start + 1).isupper():
            yield start, end, names[match[0]]


SEXUAL = "crime.sexual"


def _cues(story: Story, sentences: list[tuple[int, int]]) -> list[Hit]:
    found: list[Hit] = []
    kept: list[Hit] = []
    for start, end in sentences:
        kept += story.between(SEXUAL, start, end)
        found += wording.cues(story.folded, start, end, story.languages)
    found.sort(key=lambda hit: (hit.start, -hit.end))
    longest = (0, 0)
    for hit in found:
        place = (hit.start, hit.end)
        if hit.end > longest[1]:
            longest = place
        elif place != longest:
            continue
        kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, -hit.end))
