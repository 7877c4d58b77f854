"""Everything that names are told by, gathered once: gazetteer, lists of names and of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from services.enrichment.data.gazetteer import Gazetteer, Spot, gazetteer
from services.enrichment.data.vocabulary import (
    Known,
    common_words,
    first_names,
    name_words,
    organisations,
    speech_verbs,
    surnames,
)


class Facts(NamedTuple):
    """What may begin with a word as it is written, so that most are asked about once."""

    organisation: bool
    place: bool
    title: bool
    person: bool
    opens: bool
    """Its capital may be its sentence's."""
    passed: bool
    """It is nobody's name by itself: “Monday”, “Minister”."""
    ordinary: bool
    """It says nothing of an organisation: a word, a first name."""
    country: str | None
    """Whose people are called so."""
    alone: bool
    """No list has a name that begins with it, and its capital is no sentence's."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that is looked up, gathered once."""

    places: Gazetteer
    place_lengths: dict[str, int]
    """First words of the gazetteer's names, and the most words that such a name has."""
    place_next: dict[str, frozenset[str]]
    """The two characters that follow such a first word in the names of several, and nothing
    where it is a name by itself as well."""
    organisations: dict[str, Known]
    organisation_lengths: dict[str, int]
    organisation_next: dict[str, frozenset[str]]
    first_names: dict[str, str]
    surnames: frozenset[str]
    common: frozenset[str]
    says: frozenset[str]
    title: frozenset[str]
    role: frozenset[str]
    modifier: frozenset[str]
    org_last: frozenset[str]
    org_first: frozenset[str]
    not_person: frozenset[str]
    family_first: frozenset[str]
    particle: frozenset[str]
    never: frozenset[str]
    org_noun: frozenset[str]
    org_weak: frozenset[str]
    org_behind: frozenset[str]
    sport: frozenset[str]

    def is_title(self, token: str) -> bool:
        """Know a title, also one that German has put together: “Umweltministerin”."""
        return _is_title(token)

    def is_role(self, token: str) -> bool:
        """Know a role or a title."""
        return _is_role(token)

    def is_unlisted(self, token: str) -> bool:
        """Know a word at which no list ends an unknown name, or begins another."""
        return _is_unlisted(token)

    def is_impersonal(self, token: str) -> bool:
        """Know what is no part of an unknown person's name: “Bank”, “Swedish”, “NATO”."""
        return _is_impersonal(token)


@cache
def lexicon() -> Lexicon:
    """Gather everything, once."""
    kinds = name_words()
    places = gazetteer()
    known = organisations()
    place_lengths, place_next = _beginnings(places.spots)
    organisation_lengths, organisation_next = _beginnings(known)
    return Lexicon(
        places=places,
        place_lengths=place_lengths,
        place_next=place_next,
        organisations=known,
        organisation_lengths=organisation_lengths,
        organisation_next=organisation_next,
        first_names=first_names(),
        surnames=surnames(),
        common=common_words(),
        says=speech_verbs(),
        title=kinds["title"],
        role=kinds["role"],
        modifier=kinds["modifier"],
        org_last=kinds["org_last"],
        org_first=kinds["org_first"],
        not_person=kinds["not_person"],
        family_first=kinds["family_first"],
        particle=kinds["particle"],
        never=kinds["never"],
        org_noun=kinds["org_noun"],
        org_weak=kinds["org_weak"],
        org_behind=kinds["org_behind"],
        sport=kinds["sport"],
    )


@lru_cache(maxsize=8192)
def facts_of(token: str) -> Facts:
    """Give what may begin with a word, all at once."""
    known = lexicon()
    lower = token.lower()
    organisation = token in known.organisation_lengths
    place = (token in known.place_lengths and token not in _NO_PLACES) or (
        token.isupper() and len(token) >= SHORT_NAME - 1 and not token[1].islower()
    )
    title = _is_addressed_so(lower, known.title)
    person = _may_begin_a_person(token, known)
    country = known.places.demonyms.get(token)
    opens = token in SENTENCE_STARTERS or token in NOT_FIRST
    return Facts(
        organisation=organisation,
        place=place,
        title=title,
        person=person,
        opens=opens,
        passed=token in known.never or lower in known.role or lower in known.modifier,
        ordinary=lower in known.common or token in known.never or token in known.first_names,
        country=country,
        alone=not (
            organisation
            or place
            or title
            or person
            or "-" in token
            or token in known.org_first
            or country is not None
            or opens
        ),
    )


def _may_begin_a_person(token: str, known: Lexicon) -> bool:
    """Tell whether a word may begin a person's name whom no title presents."""
    return (
        token in known.first_names
        or token in known.family_first
        or token in LETTERS
        or token in MONTHS_AS_NAMES
        or len(token) == 1
        or token[1] == "."
        or token.partition("-")[0] in known.first_names
    )


@lru_cache(maxsize=8192)
def _is_title(token: str) -> bool:
    return _is_addressed_so(token.lower(), lexicon().title)


def _is_addressed_so(lower: str, titles: frozenset[str]) -> bool:
    return lower in titles or (
        len(lower) > _SHORTEST_COMPOUND
        and lower[-1] in _ENDS_OF_TITLES
        and lower.endswith(_COMPOUND_TITLES)
    )


@lru_cache(maxsize=8192)
def _is_role(token: str) -> bool:
    lower = token.lower()
    return lower in name_words()["role"] or lower.endswith(_SCHOLARS) or _is_title(token)


@lru_cache(maxsize=8192)
def _is_unlisted(token: str) -> bool:
    known = lexicon()
    return not (
        token in known.never
        or token in known.particle
        or token in known.first_names
        or token in known.organisation_lengths
        or token in known.places.spots
        or token.lower() in known.title
    )


@lru_cache(maxsize=8192)
def _is_impersonal(token: str) -> bool:
    known = lexicon()
    return (
        token in known.not_person
        or token in known.org_last
        or token in known.org_first
        or token in known.places.demonyms
        or (token.isupper() and len(token) > _LONGEST_INITIALS and "." not in token)
        or (not token.isalpha() and any(map(str.isdigit, token)))
    )


_NO_PLACES = frozenset(("God", "Lord", "Christ"))
"""Small towns have such names too."""

_FIRST_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\s.&,]+(?:\.[^\s.&,]+)*")


def _beginnings(
    names: dict[str, Known] | dict[str, tuple[Spot, ...]],
) -> tuple[dict[str, int], dict[str, frozenset[str]]]:
    lengths: dict[str, int] = {}
    following: dict[str, set[str]] = {}
    alone: set[str] = set()
    for name in names:
        match = _FIRST_WORD.match(name)
        if match:
            first = match.group().removesuffix("'s")
            length = name.count(" ") + name.count("&") + 1
            if lengths.get(first, 0) < length:
                lengths[first] = length
            if length > 1:
                behind = name[len(first) : len(first) + 2]
                following.setdefault(first, set()).add(behind)
            else:
                alone.add(first)
    for first in alone & following.keys():
        following[first].add("")
    return lengths, {first: frozenset(behind) for first, behind in following.items()}


SHORT_NAME = 4

_LONGEST_INITIALS = 2

LONGEST_PERSON = 5

LONGEST_ROLE = 9

_SCHOLARS = ("ologist", "ographer", "ometrist", "iatrist")
_SHORTEST_COMPOUND = 8

_COMPOUND_TITLES = (
    "minister", "ministerin", "präsident", "präsidentin", "sprecher", "sprecherin", "kanzler",
    "kanzlerin", "meister", "meisterin", "trainer", "trainerin", "direktor", "direktorin",
    "chef", "chefin", "vorstand", "forscher", "forscherin", "experte", "expertin",
    "sekretär", "sekretärin", "vorsitzende",
    "vorsitzender", "anwalt", "anwältin", "richter", "richterin", "leiter", "leiterin",
)  # fmt: skip

_ENDS_OF_TITLES = frozenset(title[-1] for title in _COMPOUND_TITLES)

OF = frozenset("of for de del da do dos della du des für van der".split())

PLAIN_TITLES = frozenset(
    "president minister prime minister chancellor senator sen. sen rep. rep gov. gov governor"
    " king queen pope judge justice dr dr. general gen. gen captain coach herr frau".split()
) | {"prime minister"}

SENTENCE_STARTERS = frozenset(
    "The A An In On At For From By With But And Or If As It He She They We You I This That"
    " These Those There Here When While After Before Since Until Though Although However Then"
    " Also Still Yet Now Today Yesterday Tomorrow Last Next More Most Many Some All Both Each"
    " Other Others Another Such His Her Its Their Our My Your No Not One Two Three Four Five"
    " Six Seven Eight Nine Ten Officials Police Authorities Government Meanwhile Earlier Later"
    " Under Over About Among Between During Despite Following According Asked Speaking Writing"
    " What Why How Who Where Which Whether Because So To Of Der Die Das Ein Eine Im Am Bei Nach"
    " Le La Les Un Une El Los Las Il Lo Gli En De Du Des O Os As Da Do Na No Em".split()
)
NOT_FIRST = frozenset("Former Interim Acting Ex Late Outgoing Incoming".split())
CAPITAL_PARTICLES = frozenset("Le La De Du Van Von Di Della Del".split())
"""As some write them: “Marine Le Pen”."""
MONTHS_AS_NAMES = frozenset("April May June August".split())
LETTERS = frozenset("AJ BJ CC CJ DJ EJ JD JJ JR JT KC KJ LJ MJ OJ PJ RJ TJ TK VJ".split())
"""First names that are two letters."""
SURE, LIKELY = 0.95, 0.8
"""What a name with a role, a second mention or one reading alone is worth, and any other: nine
in ten of all names in the second labelled set were right at first sight (tests/labelled)."""
