"""What a headline names: it counts for those whom the story names, and adds who is sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from services.enrichment.steps.entities.lexicon import Lexicon
from services.enrichment.steps.entities.organisations.doubles import letters_of
from shared.articles import Organisation, Person, Place, Span


def people_with(
    found: Sequence[Person], named: Sequence[Person], words: Sequence[str], lexicon: Lexicon
) -> tuple[Person, ...]:
    """Add the headline's people; whole names of people whose first name is known are sure."""
    by_family = {person.name.split()[-1]: person.name for person in reversed(found)}
    counts = dict.fromkeys((person.name for person in found), 0)
    for family in {word for word in words if word in by_family}:
        counts[by_family[family]] += 1
    new = [
        _moved(person)
        for person in named
        if " " in person.name
        and person.name.split()[-1] not in by_family
        and person.name.split()[0] in lexicon.first_names
        and person.name.split()[-1].lower() not in lexicon.common
    ]
    counted = [_counted(person, counts[person.name]) for person in found]
    return tuple(sorted([*counted, *new], key=lambda person: -person.mentions))


def organisations_with(
    found: Sequence[Organisation], named: Sequence[Organisation], lexicon: Lexicon
) -> tuple[Organisation, ...]:
    """Add the headline's organisations that the lists know beyond doubt."""
    known = lexicon.organisations

    def listed(name: str) -> str:
        return known[name].name if name in known else name

    if not named:
        return tuple(found)
    in_title = {listed(each.name): each for each in named}
    here = {listed(each.name) for each in found}
    whole = {each.name.casefold(): listed(each.name) for each in found}
    for name in [name for name in in_title if name not in here]:
        if name.casefold() in whole:
            in_title[whole[name.casefold()]] = in_title.pop(name)
    here |= {letters_of(each.name) for each in found}
    counted = [_counted(each, int(listed(each.name) in in_title)) for each in found]
    new = [
        _moved(each)
        for name, each in in_title.items()
        if name in known
        and known[name].sure == "plain"
        and name not in here
        and not _among(each.name, found)
    ]
    return tuple(sorted([*counted, *new], key=lambda each: -each.mentions))


def meant(
    headline: str, named: Sequence[Organisation], people: Sequence[Person]
) -> Sequence[Organisation]:
    """Leave out whose headline it is (“RTRS - Rain”, “Rain | BBC News”), and Chelsea Roe."""
    firsts = {person.name.partition(" ")[0] for person in people} if named else ()
    return [
        each
        for each in named
        if each.name not in firsts
        and not headline.startswith(f"{each.name} - ")
        and not headline.endswith((f" - {each.name}", f" | {each.name}"))
    ]


def places_with(
    found: Sequence[Place], named: Sequence[Place], lexicon: Lexicon
) -> tuple[Place, ...]:
    """Add the headline's countries and regions; a town only where the story names it too."""
    in_title = {each.name for each in named}
    counted = [_counted(each, int(each.name in in_title)) for each in found]
    return tuple(
        sorted([*counted, *_new_places(found, named, lexicon)], key=lambda each: -each.mentions)
    )


def _new_places(
    found: Sequence[Place], named: Sequence[Place], lexicon: Lexicon
) -> Iterator[Place]:
    for place in named:
        spots = lexicon.places.spots.get(place.name, ())
        if spots and spots[0].kind != "city" and not _among(place.name, found):
            yield _moved(place)


_Named = TypeVar("_Named", Person, Organisation, Place)


def _counted(each: _Named, times: int) -> _Named:
    if not times:
        return each
    return each.model_copy(update={"mentions": each.mentions + times})


def _moved(each: _Named) -> _Named:
    """Say that it stands in the headline."""
    span = each.span and Span(start=each.span.start, end=each.span.end, of="headline")
    return each.model_copy(update={"span": span})


def _among(name: str, found: Sequence[Organisation] | Sequence[Place]) -> bool:
    return any(name in each.name or each.name in name for each in found)
