"""Pure: the names in a headline, and which of them are places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.moderation.folding import fold
from services.moderation.headlines.forms import LETTERS
from services.moderation.meanings.vocabulary import LANGUAGES, rows_of
from services.moderation.story import Story


class Name(NamedTuple):
    """One name of a headline."""

    parts: tuple[str, ...]
    """Its words of some letters, folded."""
    place: bool

    def is_in(self, text: str) -> bool:
        """Tell whether a folded text has any part of it, but perhaps for its last letter."""
        return any(part[: max(LETTERS, len(part) - 1)] in text for part in self.parts)


_LINKS = frozenset(
    {
        *("de", "del", "della", "delle", "di", "do", "da", "dos", "van", "von", "der", "den"),
        *("la", "le", "les", "of", "the", "sur"),
    }
)
"""Small words within a name."""
_BEFORE_PLACES = frozenset(
    """
    in at near from to of bei aus nahe nach von en a au aux de del di do da em no na te bij uit
    van i pa vid till fran
    """.split()
)
"""What stands before a place, in any of the languages."""
_ENDS = ":.?!,;"
_MARKS = "'’\"()“”„«»" + _ENDS
_PARTED = re.compile(r"[\s'’-]+")
_MANY = 2
"""Words with capitals that make a name in German, where every noun has one."""


def names_of(story: Story) -> list[Name]:
    """Give a headline's names: what enrichment knows, and what else only its capitals show."""
    headline = story.enrichment.headline
    found: list[Name] = []
    taken: set[str] = set()
    for each, place in _named(story):
        parts = _parts(each)
        if each in headline and parts and taken.isdisjoint(parts):
            found.append(Name(parts, place))
            taken.update(parts)
    title = story.cased(0, max(story.body_at - 2, 0))
    if not title.istitle() and not title.isupper():
        for run, place in _runs(title.split(), story.language):
            parts = tuple(part for part in run if part not in taken)
            if parts:
                found.append(Name(parts, place))
                taken.update(parts)
    return found


def _named(story: Story) -> Iterator[tuple[str, bool]]:
    known = story.enrichment
    yield from ((place.name, True) for place in known.places)
    for person in known.people:
        yield person.name, False
        yield person.name.rpartition(" ")[2], False
    yield from ((each.name, False) for each in known.organisations)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in _PARTED.split(fold(name).text) if len(part) >= LETTERS)


def _runs(words: list[str], language: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Give words with capitals that stand together, and whether a place's word is ahead."""
    run: list[str] = []
    before = last = ""
    opens = True
    for word in [*words, ""]:
        bare = word.strip(_MARKS).removesuffix("'s").removesuffix("’s")
        if bare[:1].isupper():
            if not run:
                before, opens = last, not last
            run.append(bare)
        elif run and bare in _LINKS:
            run.append(bare)
        if run and (word[-1:] in _ENDS or not (bare[:1].isupper() or bare in _LINKS)):
            while run[-1] in _LINKS:
                run.pop()
            if parts := _of_a_name(run, language, before=before, opens=opens):
                yield parts, before in _BEFORE_PLACES
            run = []
        last = fold(bare).text if bare else ""


def _of_a_name(
    run: list[str], language: str, *, before: str, opens: bool
) -> tuple[str, ...]:
    """Leave out what has a capital because it is a noun, or begins the headline."""
    parts = tuple(part for each in run for part in _parts(each))
    if language == "de":
        if len(run) < _MANY and before not in _BEFORE_PLACES:
            return ()
        return tuple(part for part in parts if not rows_of(part, language))
    if not opens:
        return parts
    if len(run) == 1:
        return ()
    first = fold(run[0]).text
    joined = run[1] in _LINKS or len(run[0]) < LETTERS
    if joined or (language in LANGUAGES and rows_of(first, language)):
        return tuple(part for part in parts if part != first)
    return parts
