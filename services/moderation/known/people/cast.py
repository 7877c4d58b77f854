"""Pure: everybody whom a story names, by every name it gives them, in one text of signs.

A sentence tells one thing of somebody, the next calls them by the last name and tells another.
Here the real sentences of a story become one text in which each mention of somebody is `§` and
an age `¤` or `¢`, as `people` writes them, and each word for a sexual offence `‡`; `who` says
whose mention stands where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from services.moderation import people
from services.moderation.folding import fold
from services.moderation.known.people import surnames
from services.moderation.known.people.openings import matches
from services.moderation.known.people.survivors import all_sentences, with_offences
from services.moderation.people import Person
from services.moderation.story import Story

_MOST_PARTS = 30
_COURTESY = (
    r"(?:mr|mrs|ms|miss|frau|herrn?|mme|madame|monsieur|mlle|dona|senor|senora|sra|signora|signor"
    r"|mevrouw|meneer|dhr|mw|dr)"
)
_POLITE = re.compile(rf"\b{_COURTESY}\.? $")


@dataclass(slots=True)
class Part:
    """Somebody named: the first full name, and whether a title before it is an office."""

    person: Person
    office: bool
    mentions: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Cast:
    """The text of signs, and whose mention stands at which sign."""

    text: str
    parts: list[Part]
    who: dict[int, int]

    def told(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """Give of whom a pattern tells something: it begins or ends with the mention."""
        for match in matches(pattern, self.text):
            at = match.start() if match[0][0] == people.NAME else match.end() - 1
            index = self.who.get(at)
            if index is not None:
                yield index, match


@lru_cache(maxsize=8)
def cast_of(story: Story, first: int = 0, last: int | None = None) -> Cast:
    """Read a story's first sentences, its headline among them, into one text of signs.

    Of a story's many sentences those between two places may be enough.
    """
    parts: list[Part] = []
    by_last: dict[str, int] = {}
    known: list[tuple[int, int]] = []
    chunks: list[str] = []
    length = 0
    for start, end in all_sentences(story):
        if start >= story.body_at and (start < first or (last is not None and start >= last)):
            continue
        reading = people.read(story, start, end)
        signs, at = with_offences(story, reading, start, end)
        for index in _places(signs):
            person = reading.people.get(at[index])
            part = person and _part_of(story, person, parts, by_last)
            if part is not None:
                known.append((length + index, part))
        chunks.append(signs.replace(people.OFFICE, people.NAME))
        length += len(signs)
    return _with_mentions("".join(chunks), parts, by_last, known)


_PLACE = re.compile(f"[{people.NAME}{people.OFFICE}]")


def _places(signs: str) -> Iterator[int]:
    return (match.start() for match in _PLACE.finditer(signs))


def _part_of(
    story: Story, person: Person, parts: list[Part], by_last: dict[str, int]
) -> int | None:
    last = fold(person.name.split()[-1]).text.removesuffix("'s")
    before = story.folded[max(person.start - 12, 0) : person.start]
    office = person.office and not _POLITE.search(before)
    found = by_last.get(last)
    if found is not None:
        part = parts[found]
        part.office = part.office or office
        known, new = part.person.name, person.name
        if new == known or " " not in new or " " not in known:
            if " " in new and " " not in known:
                part.person = person
            return found
    if len(parts) >= _MOST_PARTS:
        return None
    parts.append(Part(person, office))
    by_last.setdefault(last, len(parts) - 1)
    return len(parts) - 1


def _with_mentions(
    text: str, parts: list[Part], by_last: dict[str, int], known: list[tuple[int, int]]
) -> Cast:
    out: list[str] = []
    who: dict[int, int] = {}
    length = place = 0
    rest = iter([*known, (len(text) + 1, -1)])
    at, index = next(rest)
    for start, end, part in [*_aliases(text, parts, by_last), (len(text), len(text), -1)]:
        while at < start:
            who[length + at - place] = index
            at, index = next(rest)
        out.append(text[place:start])
        length += start - place
        if part >= 0:
            who[length] = part
            out.append(people.NAME)
            length += 1
        place = end
    for at, index in who.items():
        parts[index].mentions.append(at)
    return Cast("".join(out), parts, who)


def _aliases(
    text: str, parts: list[Part], by_last: dict[str, int]
) -> Iterator[tuple[int, int, int]]:
    """Find where somebody named in full stands by the last or the first name alone."""
    names = surnames.names_alone([part.person for part in parts], by_last)
    if not names:
        return
    each = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    for match in re.finditer(rf"\b({each})\b", text):
        polite = _BEFORE_ALIAS.search(text, max(match.start() - 9, 0), match.start())
        yield polite.start() if polite else match.start(), match.end(), names[match[1]]


_BEFORE_ALIAS = re.compile(
    r"\b(?:mr|mrs|ms|miss|frau|herrn?|mme|madame|mlle|sra?|mevrouw|dhr|mw)\.? $"
)
