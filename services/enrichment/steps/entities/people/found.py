"""People: who is named, under which names, in what role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from services.enrichment.data.vocabulary import stopwords
from services.enrichment.steps.entities.lexicon import (
    LIKELY,
    LONGEST_ROLE,
    OF,
    PLAIN_TITLES,
    SURE,
    Lexicon,
)
from services.enrichment.steps.entities.organisations.found import Organisations
from services.enrichment.steps.entities.people.presented import Presented, names_an_office
from services.enrichment.steps.entities.people.roles import Roles
from services.enrichment.steps.entities.tokens import Tokens
from shared.articles import Person


@dataclass(slots=True)
class _Found:
    """A person in the making."""

    name: str
    family: str
    mentions: int = 0
    role: str | None = None
    at: int = 0


_ADDRESSES = frozenset("Me Maître Mme Mr Mrs Ms Dr Atty Rev Reverend Engr".split())
_ENGLISH = frozenset("the of and to in said for on with was by at is".split())
_ROMANCE_AND_DUTCH = frozenset(
    "le la les de du et un une que qui pour dans el los las y en por con il lo gli di che per"
    " una o os e em do da não com het een van en dat op niet zijn voor".split()
)
_IN_PROSE = 7
_IN_ENGLISH = 12
"""In English more than every twelfth word is one of these."""
_BEFORE_OTHERS = OF | frozenset("the la le el il lo dello degli dei delle do dos das".split())
"""Behind one of these stands whom or what somebody works for, and then the name."""
_LONG_NAME = 6
_FEWEST = 2
_WESTERN_SURNAMES = frozenset(
    "Kardashian Jackson Smith Johnson Basinger Cattrall Clijsters Brown Jones Williams".split()
)


class People:
    """The people of one text, in the making."""

    def __init__(
        self,
        tokens: Tokens,
        lexicon: Lexicon,
        evidence: Mapping[str, int],
        singles: list[tuple[int, int]],
        organisations: Organisations,
    ) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.evidence = evidence
        self.singles = singles
        self.roles = Roles(tokens, lexicon)
        self.known: dict[str, _Found] = {}
        self.by_family: dict[str, list[_Found]] = {}
        self.pairs: list[tuple[int, int]] = []
        """Runs of capitals that no list knows, to be settled when all is read."""
        self.noun_capitals = False
        self.organisations = organisations

    @cached_property
    def in_english(self) -> bool:
        """Tell whether the text is in English, by its small words."""
        words = self.tokens.words
        return words.count_of(_ENGLISH) * _IN_ENGLISH > len(words)

    @cached_property
    def _capitals_say_nothing(self) -> bool:
        """Tell German, and lists of headlines, from copy that only names many."""
        words = self.tokens.words
        small = words.count_of(_ENGLISH | _ROMANCE_AND_DUTCH) * _IN_PROSE
        return self.noun_capitals and small <= len(words)

    def note(self, at: int, end: int, first: int, last: int, title: int | None = None) -> None:
        """Write a person down, with the role that stands at the name."""
        if title is None:
            at = self._from(at, end, first)
        name = self.tokens.slice(at, end)
        single = end - at == 1
        role = self.roles.before(title if title is not None else at, at, first)
        after = self.roles.after(end, last)
        if after and (not role or role.lower() in PLAIN_TITLES):
            role = after
        if single:
            self.singles.append((at, end))
            if name not in self.known:
                family = name
                if family not in self.by_family:
                    self.known[name] = _Found(name, name, at=at, role=role)
                    return
            known = self.known.get(name)
            if known and not known.role:
                known.role = role
            elif role and name in self.by_family and not self.by_family[name][-1].role:
                self.by_family[name][-1].role = role
            return
        family = self._family(at, end)
        person = self.known.get(name)
        if person is None:
            person = self._same_person(name, family) or _Found(name, family, at=at)
            if person.name not in self.known:
                self.known[person.name] = person
                self.by_family.setdefault(family, []).append(person)
        person.mentions += 1
        if role and (person.role is None or person.role.lower() in PLAIN_TITLES):
            person.role = role

    def _from(self, at: int, end: int, first: int) -> int:
        """Give where a name begins: with the first name that no list knows, without “Me”."""
        tokens, lexicon = self.tokens, self.lexicon
        if tokens.texts[at] in _ADDRESSES and end - at > _FEWEST:
            return at + 1
        begun = at - 1
        if begun < first or not tokens.capital[begun] or self._capitals_say_nothing:
            return at
        token = tokens.texts[begun]
        if not tokens.joined(begun, at) or self.singles[-1:] != [(begun, at)]:
            return at
        lower = token.lower()
        opens = begun == first
        if (
            len(token) <= _FEWEST
            or token.isupper()
            or lower in lexicon.common
            or lower in lexicon.says
            or token in lexicon.never
            or token in lexicon.not_person
            or token in lexicon.org_last
            or token in lexicon.organisation_lengths
            or token in lexicon.place_lengths
            or token in lexicon.places.demonyms
            or lexicon.is_role(token)
            or names_an_office(token, lexicon)
            or lower in lexicon.modifier
            or (begun > first and tokens.texts[begun - 1].lower() in _BEFORE_OTHERS)
            or (opens and (not self.in_english or lower in stopwords()))
        ):
            return at
        self.singles.pop()
        return begun

    def _family(self, at: int, end: int) -> str:
        lexicon = self.lexicon
        token = self.tokens.texts[at]
        if (
            token in lexicon.family_first
            and self.tokens.texts[end - 1] not in _WESTERN_SURNAMES
        ):
            eastern = any(
                self.evidence.get(code) for code in ("CN", "KR", "KP", "TW", "VN", "HK", "SG")
            )
            if token not in lexicon.first_names or eastern:
                return token
        index = end - 1
        if (
            self.tokens.texts[index].lower() in ("jr", "sr", "iii", "ii", "iv")
            and index > at + 1
        ):
            index -= 1
        start = index
        while start - 1 > at and self.tokens.texts[start - 1] in lexicon.particle:
            start -= 1
        return self.tokens.slice(start, index + 1)

    def _same_person(self, name: str, family: str) -> _Found | None:
        """Find “Ursula G. Le Guin” for “Ursula Le Guin”."""
        first = name.split(maxsplit=1)[0]
        for person in self.by_family.get(family, ()):
            if person.name.split()[0] == first:
                return person
        return None

    def settle_pairs(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Make people of those whom the copy presents as people; give back the others."""
        presented = Presented(
            self.tokens,
            self.lexicon,
            self.roles,
            self.singles,
            english=self.in_english,
            silent=self._capitals_say_nothing,
            sport=self.organisations.about_sport,
        )
        count = len(self.tokens.texts)
        for at, end in presented.leaders():
            self.note(at, end, max(0, at - LONGEST_ROLE), count)
        left: list[tuple[int, int]] = []
        for at, end in pairs:
            name = self.tokens.slice(at, end)
            if name in self.known:
                self.known[name].mentions += 1
                continue
            begun = presented.without_position(at, end)
            if presented.is_person(begun, end):
                first = max(0, begun - LONGEST_ROLE)
                self.note(begun, end, first, min(count, end + 2 * LONGEST_ROLE))
            else:
                left.append((at, end))
        return left

    def merge_single_names(self) -> None:
        """Make one of “Wang” and “Wang Yi”."""
        for person in [*self.known.values()]:
            if person.name == person.family and person.name in self.by_family:
                full = self.nearest(person.name, person.at)
                full.role = full.role or person.role
                del self.known[person.name]
        folded = {family.casefold(): family for family in self.by_family}
        for name, person in [*self.known.items()]:
            family = folded.get(name.casefold()) or self._spelled_otherwise(name)
            if family is not None and person.family != family:
                self.nearest(family, person.at).mentions += person.mentions
                del self.known[name]

    def _spelled_otherwise(self, name: str) -> str | None:
        """Find Zelensky for “Zelenskyy”."""
        if len(name) < _LONG_NAME:
            return None
        stem = name[: max(_LONG_NAME, len(name) - 2)]
        return next(
            (
                family
                for family in self.by_family
                if family.startswith(stem) and abs(len(family) - len(name)) <= _FEWEST
            ),
            None,
        )

    def mention(self, name: str, at: int) -> bool:
        """Count a name that stands alone, if it is somebody's."""
        if name in self.by_family:
            self.nearest(name, at).mentions += 1
        elif name in self.known:
            self.known[name].mentions += 1
        else:
            return False
        return True

    def settle_last_parts(self, singles: Sequence[str]) -> None:
        """Count “Leyen” for “von der Leyen”; `singles` are nobody's yet."""
        for family, found in self.by_family.items():
            if " " in family:
                found[0].mentions += singles.count(family.split()[-1])

    def nearest(self, family: str, at: int) -> _Found:
        """Of several people of one name, the one named last before."""
        people = self.by_family.get(family)
        if not people:
            return self.known[family]
        before = [person for person in people if person.at <= at]
        return before[-1] if before else people[0]

    def named(self) -> tuple[Person, ...]:
        """Everybody found, the most mentioned first, then as they come in the text."""
        people = [person for person in self.known.values() if person.mentions or person.role]
        people.sort(key=lambda person: (-person.mentions, person.at))
        return tuple(
            Person(
                name=person.name,
                mentions=max(1, person.mentions),
                role=person.role,
                span=self.tokens.where(person.name, person.at),
                confidence=SURE if person.role or person.mentions > 1 else LIKELY,
            )
            for person in people
        )
