"""Runs of capitals that no list knows: demonyms, and names to be settled when all is read."""

from __future__ import annotations

from services.enrichment.steps.entities.lexicon import (
    CAPITAL_PARTICLES,
    LONGEST_PERSON,
    Facts,
    Lexicon,
)
from services.enrichment.steps.entities.organisations.bodies import Bodies
from services.enrichment.steps.entities.organisations.found import Organisations
from services.enrichment.steps.entities.people.found import People
from services.enrichment.steps.entities.places.found import Places
from services.enrichment.steps.entities.spellings import site
from services.enrichment.steps.entities.tokens import Tokens

_FEW = 3
_ANDS = frozenset(("y", "e", "et", "und", "en"))
_OF_ADJECTIVES = (
    "ed", "ing", "wide", "style", "born", "friendly", "only", "free", "era", "owner", "maker",
    "operator", "parent", "wide", "like", "sized",
)  # fmt: skip
_BEFORE_ADJECTIVES = frozenset("Pro Anti Non Ex Pre Post Un Semi Multi Cross Self".split())


def is_adjective(token: str) -> bool:
    """Know “NBA-leading” and “GOP-dominated”, which begin no name."""
    head, hyphen, tail = token.partition("-")
    return (
        bool(hyphen)
        and len(head) > 1
        and (tail.endswith(_OF_ADJECTIVES) or (head in _BEFORE_ADJECTIVES and tail.islower()))
        and not (head == "Anti" and tail[0].isupper())
    )


class Unlisted:
    """Takes what no list knows, or notes it for when all is read."""

    def __init__(
        self,
        tokens: Tokens,
        lexicon: Lexicon,
        *,
        bodies: Bodies,
        organisations: Organisations,
        people: People,
        places: Places,
        singles: list[tuple[int, int]],
    ) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._bodies = bodies
        self._organisations = organisations
        self._people = people
        self._places = places
        self._singles = singles

    def take(self, at: int, end: int, sentence: tuple[int, int], facts: Facts) -> int:
        """Take a demonym, with the body of state behind it, or what no list knows."""
        token = self._tokens.texts[at]
        if "-" in token and is_adjective(token):
            return at + 1
        if facts.country is not None:
            self._places.evidence[facts.country] += 1
            ministry = self._bodies.national(at, sentence[1])
            if ministry > at:
                self._organisations.note(self._tokens.slice(at, ministry), at)
            return max(at + 1, ministry)
        particle = at + 2 < end and self._tokens.texts[at + 1] in CAPITAL_PARTICLES
        passed = facts.passed and not particle  # “Marine Le Pen”
        return at + 1 if passed else self._unknown(at, end, sentence[0])

    def _unknown(self, at: int, end: int, first: int) -> int:
        """Note a run that no list knows, to be settled when all is read."""
        lexicon, texts = self._lexicon, self._tokens.texts
        if end - at == 1:
            return self.single(at)
        if texts[at].isupper() and at + 2 < end:
            if len(texts[at]) < _FEW:
                return at + 1  # “QB Ann Roe”
            if texts[at + 1] in _ANDS:
                return self.single(at)  # “entre la ABC y la Junta”
        stop = at + 1
        while (
            stop < end
            and stop - at < LONGEST_PERSON
            and (lexicon.is_unlisted(texts[stop]) or not self._breaks(stop, at, end, first))
        ):
            stop += 1
        while stop > at + 1 and texts[stop - 1] in lexicon.particle:
            stop -= 1
        if stop - at == 1:
            return self.single(at)
        words = self._tokens.words
        ordinary = at == first and texts[at].lower() in lexicon.common
        if not ordinary or words.text.startswith(", who ", words.ends[stop - 1]):
            self._people.pairs.append((at, stop))
            return stop
        return at + 1

    def _breaks(self, stop: int, at: int, end: int, first: int) -> bool:
        """Tell whether a listed word ends the unknown name that begins at `at`."""
        lexicon, texts, namesakes = self._lexicon, self._tokens.texts, self._places.namesakes
        token = texts[stop]
        if token in lexicon.never or token.lower() in lexicon.title:
            return True
        if token in lexicon.first_names and stop + 1 < end and token not in CAPITAL_PARTICLES:
            return True
        if namesakes.is_plain(stop) and not namesakes.family_of(at, stop):
            called = at > first and lexicon.is_role(texts[at - 1])
            if not called:
                return True
        nouns = self._people.noun_capitals
        if (stop - at > 1 or nouns) and self._leads_elsewhere(stop, end):
            return True
        known = token in lexicon.organisation_lengths and (at == first or nouns)
        return known and self._is_known(stop, end)

    def _is_known(self, at: int, end: int) -> bool:
        """Tell whether a known organisation of a plain name begins here."""
        known, _ = self._organisations.known(at, end)
        return known is not None and known.sure == "plain"

    def single(self, at: int) -> int:
        """Note a word that no list knows and no other belongs to."""
        address = site(self._tokens, at)
        if address:
            self._organisations.note(address, at)
            return at + 2
        self._singles.append((at, at + 1))
        return at + 1

    def _leads_elsewhere(self, at: int, end: int) -> bool:
        """Tell “van de” before “NS”: behind a whole name it may say where somebody is from."""
        particle = self._lexicon.particle
        if self._tokens.texts[at] not in particle:
            return False
        while at < end and self._tokens.texts[at] in particle:
            at += 1
        organisation, _ = self._organisations.known(at, end)
        return organisation is not None or self._places.namesakes.is_plain(at)
