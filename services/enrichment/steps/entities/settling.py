"""What needed the whole text: whom a single word means, and what unknown names are."""

from __future__ import annotations

import re

from services.enrichment.data.towns import towns_called
from services.enrichment.lines.agencies import agency_named
from services.enrichment.steps.entities.by_use import clubs, parties
from services.enrichment.steps.entities.lexicon import Lexicon, facts_of
from services.enrichment.steps.entities.organisations.bodies import Bodies
from services.enrichment.steps.entities.organisations.found import Organisations
from services.enrichment.steps.entities.organisations.introductions import Introductions
from services.enrichment.steps.entities.people.found import People
from services.enrichment.steps.entities.places.found import Places
from services.enrichment.steps.entities.places.small_towns import SmallTowns
from services.enrichment.steps.entities.tokens import Tokens

_SCORE = re.compile(r" \d{1,2}[-–:]\d{1,2} (?=[^\W\d_a-z])")
_FORMER = ("ex-", "Ex-", "non-", "Non-")
_STATIONS = ("-TV", "-FM", "-AM")
_LINKED = 3
_LINKS = frozenset(("e", "y", "di", "de", "da", "do"))


class Settling:
    """Settles what the reading of the sentences left open."""

    def __init__(
        self,
        tokens: Tokens,
        lexicon: Lexicon,
        people: People,
        organisations: Organisations,
        places: Places,
    ) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.people = people
        self.organisations = organisations
        self.places = places
        self.small = SmallTowns(tokens, lexicon, places.known, places.found, places.evidence)
        self.introductions = Introductions(tokens, lexicon)
        self.bodies = Bodies(tokens, lexicon)

    def settle(self, singles: list[tuple[int, int]]) -> None:
        """Link “Wang” to “Wang Yi”; what is left over is a place, or nobody."""
        people, organisations = self.people, self.organisations
        self._part_pairs(singles)
        self._settle_pairs()
        people.merge_single_names()
        organisations.settle_maybe()
        for name in [name for name in organisations.counted if name in people.by_family]:
            people.by_family[name][0].mentions += organisations.counted.pop(name)
        self._settle_first_names()
        taken: set[int] = set()
        left: list[tuple[str, int, int]] = []
        named = [(self.tokens.slice(at, end), at, end) for at, end in singles]
        for name, at, end in named:
            if people.mention(name, at):
                taken.add(at)
            elif name in organisations.acronyms:
                organisations.counted[organisations.acronyms[name]] += 1
            elif self._is_introduced(at, end) or name in organisations.counted:
                organisations.note(name, at)
            else:
                left.append((name, at, end))
        parties(self.tokens, self.lexicon, organisations)
        clubs(self.tokens, singles, people, organisations)
        self._settle_places(taken)
        for name, at, end in left:
            if name in self.places.found and not facts_of(name).place:
                self.places.count(name, self.places.found[name].spots, at)
            elif self.small.may_place(at, end) and name not in organisations.counted:
                self._settle_small(at, end, name)
        people.settle_last_parts([name for name, at, _ in named if at not in taken])

    def _settle_first_names(self) -> None:
        """Count “Chelsea” for Chelsea Roe, where no match is told of."""
        counted, names = self.organisations.counted, self.lexicon.first_names
        if names.keys().isdisjoint(counted) or self.organisations.about_sport:
            return
        for name in [name for name in counted if name in names]:
            whose = [
                person
                for person in self.people.known.values()
                if person.name.startswith(f"{name} ")
            ]
            if len(whose) == 1:
                whose[0].mentions += counted.pop(name)

    def _settle_small(self, at: int, end: int, name: str) -> None:
        """Count a place that the words around it tell."""
        if town := self.small.unlisted(at, end):
            self.places.count(town.name, (town,), at)
        elif hinted := self.small.hinted(at, end):
            listed = name in self.lexicon.places.spots
            self.places.count(name, hinted, at, mentions=0 if listed else 1)

    def _part_pairs(self, singles: list[tuple[int, int]]) -> None:
        """Take “Bologna e Rimini” apart, and the noun from “Firma Brunn”."""
        kept = []
        for at, end in self.people.pairs:
            parted = self._two_places(at, end)
            if parted:
                singles += parted
                continue
            begin = self.bodies.start(at, end)
            if begin == at and self.people.noun_capitals and self._is_noun(at):
                begin = at + 1
            if begin > at:
                self.organisations.note(self.tokens.slice(begin, end), begin)
            else:
                kept.append((at, end))
        self.people.pairs[:] = kept

    def _is_noun(self, at: int) -> bool:
        return self.tokens.texts[at].lower() in self.lexicon.org_noun

    def _two_places(self, at: int, end: int) -> list[tuple[int, int]]:
        """Give the two names that “e”, “y” or “di” links, one of them a place."""
        texts = self.tokens.texts
        if end - at != _LINKED or texts[at + 1] not in _LINKS:
            return []
        if texts[at] in self.lexicon.first_names:
            return []
        places = self.lexicon.places.spots
        if not any(
            name in places or towns_called(name) for name in (texts[at], texts[end - 1])
        ):
            return []
        return [(at, at + 1), (end - 1, end)]

    def _settle_pairs(self) -> None:
        """Make organisations of names that are called so, then people of those presented."""
        left: list[tuple[int, int]] = []
        for at, end in self.people.pairs:
            if acronym := self.introductions.acronym(at, end):
                short, begin, last = acronym
                name = self.tokens.slice(begin, last)
                self.organisations.note(name, begin)
                self.organisations.acronyms[short] = name
            elif self.introductions.sure(at, end) or self._scores(end):
                self.organisations.note(self.tokens.slice(at, end), at)
            elif land := self.small.unlisted(at, end):
                self.places.count(land.name, (land,), at)
            else:
                left.append((at, end))
        for at, end in self.people.settle_pairs(left):
            name = self.tokens.slice(at, end)
            if self.introductions.likely(at, end) or self.organisations.counted[name]:
                self.organisations.note(name, at)

    def _scores(self, end: int) -> bool:
        """Know who plays in “Elmford Rangers 1-14 Oakham 1-13” by the score behind."""
        texts = self.tokens.texts
        return (
            end < len(texts)
            and texts[end][0].isdigit()
            and self.organisations.about_sport
            and _SCORE.match(self.tokens.words.text, self.tokens.words.ends[end - 1])
            is not None
        )

    def _is_introduced(self, at: int, end: int) -> bool:
        """Tell whether a single word that no list knows is an organisation's name here."""
        facts = facts_of(self.tokens.texts[at])
        if self.tokens.texts[at].startswith(_FORMER):
            return False
        if self._is_somebodys_party(at, end):
            return True
        if self.tokens.texts[at].endswith(_STATIONS) and self.tokens.texts[at].isupper():
            return True  # “KSNL-TV”
        if facts.ordinary:  # “the separatist group ARC”
            return self.tokens.texts[at].isupper() and self.introductions.called(at, end)
        if facts.place and self.places.known(at, end)[0]:
            return False
        return self.introductions.sure(at, end) or self.introductions.likely(at, end)

    def _is_somebodys_party(self, at: int, end: int) -> bool:
        """Know the letters in “Ann Roe (ABC) said”, where they are no country's."""
        texts, words = self.tokens.texts, self.tokens.words
        if (
            at == 0
            or not texts[at].isupper()
            or words.text[words.starts[at] - 2 : words.starts[at]] != " ("
        ):
            return False
        if (
            not words.text.startswith(")", words.ends[end - 1])
            or self.organisations.about_sport
        ):
            return False
        return (
            texts[at].isalpha()
            and texts[at - 1] in self.people.by_family
            and agency_named(texts[at]) is None
        )

    def _settle_places(self, taken: set[int]) -> None:
        """Count the places that may have been people, but for those that were."""
        people, places = self.people, self.places
        clubs = self.organisations.clubs
        for name in clubs:
            places.found.pop(name, None)
        for at, name, spots in places.unsure:
            if name in clubs:
                self.organisations.note(name, at)
                continue
            if at in taken:
                continue
            known = places.found.get(name)
            if name in people.by_family or name in people.known:
                if spots and known:
                    places.count(name, spots, at)
                elif spots:
                    people.nearest(name, at).mentions += 1
            elif spots:
                places.count(name, spots, at)
            elif known:
                places.count(name, known.spots, at)
