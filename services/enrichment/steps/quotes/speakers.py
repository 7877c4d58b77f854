"""Who can speak, whom “she” and “the minister” mean, and who spoke last."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from services.enrichment.data.vocabulary import (
    common_words,
    first_names,
    name_words,
    speech_verbs,
)
from services.enrichment.words import Words
from shared.articles import Person

_PRONOUNS_OF_PEOPLE = frozenset(
    "he she i er sie il elle él ella lui lei ele ela hij zij han hun hon он она вона"
    " він".split()
)

_PRONOUNS_OF_BODIES = frozenset("it they we es ils elles ellos loro eles они оно".split())

_SAFE_DISTANCE = 3
"""Paragraphs within which “he” can still mean the last speaker."""

_FAR = 800

_ROLE_BEFORE_NAME = 9

_FEW_WORDS = 3

_INITIAL = 2

_NEVER_OPENS = frozenset(
    "in on at of for from with by to as if that this it its they them we us you i he she who"
    " which what when where why how and or but so because after before while since until than"
    " there here not no nor also only even just about into over under between among"
    " during".split()
)

_FINITE = frozenset(
    "is are was were be been am has have had does did do will would can could may might must"
    " shall should isn't wasn't didn't doesn't won't ist war sind hat est sont fue era".split()
)

_WOMEN = frozenset("she elle ella lei ela hon она вона zij".split())

_MEN = frozenset("he il él lui ele hij han он він".split())

_STRETCH_END = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})\.|[;:”\"»]|, (?=[a-z])"
)

_WORD = re.compile(r"[^\W\d_](?:[\w’'\-]*\w)?")


@cache
def _speakers() -> frozenset[str]:
    """Nouns for people and bodies, as they speak in copy without a name."""
    return name_words()["role"] | _WHO_SPEAKS


_WHO_SPEAKS = frozenset(
    "man woman mother father brother sister son daughter husband wife widow friend"
    " relative neighbour neighbor witness resident survivor victim family fan voter"
    " protester protestor demonstrator worker employee passenger driver tourist customer"
    " student pupil parent expert source insider critic observer authority authorities"
    " ministry government police army navy military court office agency department company"
    " firm bank union group party club team council commission committee regulator carrier"
    " airline maker retailer lender airport hospital university school church embassy"
    " parliament service services board foundation charity organisation organization"
    " association federation campaign network shepherd farmer fisherman pensioner teenager"
    " girl boy child migrant refugee soldier rebel militant prosecutor judge lawyer doctor"
    " ministerium behörde polizei regierung sprecher unternehmen konzern gericht verband"
    " partei gewerkschaft frau mann zeuge anwohner ministère gouvernement parquet syndicat"
    " entreprise société direction ministerio gobierno policía fiscalía empresa sindicato"
    " ministero governo polizia procura azienda sindacato ministério polícia regering"
    " ministerie politie bedrijf".split()
)


_WRITTEN_OUT = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general",
    "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "col": "colonel",
    "prof": "professor", "dr": "doctor", "rev": "reverend", "adm": "admiral",
}  # fmt: skip
"""“Sen. Roe” is whom “the senator” means."""


class Speakers:
    """The people of a text as they speak, quote by quote."""

    def __init__(self, words: Words, people: Sequence[Person]) -> None:
        self.words = words
        self.by_family: dict[str, str] = {}
        for person in people:
            parts = person.name.split()
            for part in (parts[-1], parts[0], person.name):
                self.by_family.setdefault(part, person.name)
        for person in people:
            # Spanish copy calls Ana Roe Doe “Roe”.
            for part in person.name.split()[1:-1]:
                if len(part) > _INITIAL and part[0].isupper():
                    self.by_family.setdefault(part, person.name)
        # A family name wins over someone else's first name.
        for person in people:
            self.by_family[person.name.split()[-1]] = person.name
        self.people = {person.name: person.mentions for person in people}
        self.holders: dict[str, list[str]] = {}
        """People by each word of their roles."""
        for person in people:
            for word in {
                _WRITTEN_OUT.get(word.rstrip("."), word)
                for word in (person.role or "").lower().split()
            }:
                self.holders.setdefault(word, []).append(person.name)
        self.sentence_starts = [start for start, _ in words.sentences]
        self.last: str | None = None
        self.before_last: tuple[str, int] | None = None
        self.last_paragraph = -1
        self.last_end = -1
        self.last_is_person = False

    def sentence_of(self, at: int) -> int:
        """Give the number of the sentence at a place of the text."""
        return max(0, bisect_right(self.sentence_starts, at) - 1)

    def tokens(self, start: int, end: int) -> range:
        """Give the tokens of a stretch of the text."""
        starts = self.words.starts
        return range(bisect_left(starts, start), bisect_left(starts, end))

    def known(self, text: str, *, first: bool) -> str | None:
        """Give the person of ours that a stretch of text names.

        Behind the verb the first word must be part of the name; before it, the last one named
        ahead of a comma counts (“Acme analyst Tom Qux”).
        """
        if first:
            stretch = _STRETCH_END.split(text, maxsplit=1)[0]
            for token in _WORD.findall(stretch[:160])[:_ROLE_BEFORE_NAME]:
                name = self.by_family.get(token)
                if name:
                    return name if self._names(name, stretch) else None
            return None
        for stretch in text[:200].split(","):
            found = None
            for token in _WORD.findall(stretch):
                name = self.by_family.get(token)
                if name and (found is None or self._names(name, stretch)):
                    found = name
            if found is not None:
                return found
        return None

    @staticmethod
    def _names(name: str, stretch: str) -> bool:
        return any(part in stretch for part in name.split())

    def resolve(self, speaker: str, paragraph: int, at: int) -> str | None:
        """Name whom the words before or behind a verb mean; None where nobody is named."""
        lower = speaker.lower()
        near = paragraph - self.last_paragraph <= _SAFE_DISTANCE
        if lower in _PRONOUNS_OF_PEOPLE:
            return self._meant(lower, paragraph, at)
        if lower in _PRONOUNS_OF_BODIES:
            return self.last if self.last and near and not self.last_is_person else None
        opening = lower.partition(" ")[0]
        if opening in _PRONOUNS_OF_PEOPLE and lower.count(" ") == 1:
            return self._meant(opening, paragraph, at)  # “he instead”
        return self._who_is(speaker, at) or (speaker if self._can_speak(speaker) else None)

    def _who_is(self, speaker: str, at: int) -> str | None:
        """Find the person whom “the actor” or “the foreign minister” means."""
        if not speaker.islower() or len(words := speaker.split()) > _FEW_WORDS:
            return None
        holders = self.holders.get(words[-1], [])
        if len(holders) > 1:
            before = [name for _, name in self._named(at - _FAR, at) if name in holders]
            return before[-1] if before else None
        return holders[0] if holders else None

    def _can_speak(self, speaker: str) -> bool:
        """Tell somebody, or a body, from words that only happen to stand beside the verb."""
        if speaker in self.people or speaker > "\u0370":
            return True
        tokens = speaker.split()
        if not tokens or any(token in speech_verbs() or token[0].isdigit() for token in tokens):
            return False
        lowers = [token.lower() for token in tokens]
        if lowers[0] in _NEVER_OPENS or not _FINITE.isdisjoint(lowers):
            return False
        if len(tokens) > 1 and tokens[0] in first_names() and tokens[1][:1].isupper():
            return True
        return any(
            token in self.by_family
            or token.lower().removesuffix("s") in _speakers()
            or token.lower() in _speakers()
            or (
                _WORD.match(token)
                and token[0].isupper()
                and token.lower().removesuffix("'s") not in common_words()
            )
            for token in tokens
        )

    def _meant(self, pronoun: str, paragraph: int, at: int) -> str | None:
        """Tell whom “she” means.

        The only person whom the paragraph has named so far; else the last speaker, unless the
        first name speaks against it; then the one before, if that name speaks for it.
        """
        wanted = "f" if pronoun in _WOMEN else "m" if pronoun in _MEN else ""

        def fits(name: str) -> bool:
            return not wanted or _gender(name) in ("", wanted)

        fitting = {name for name in self._named_before(paragraph, at) if fits(name)}
        if len(fitting) == 1:
            return fitting.pop()
        sentence = self.sentence_of(at)
        begins = self.words.sentences[sentence][0]
        subject = self.subject(begins, at)
        if fitting and self.last in fitting:
            return self.last
        if fitting:
            return subject if subject in fitting else None
        if begins <= self.words.paragraphs[paragraph][0] and sentence:
            subject = self.subject(*self.words.sentences[sentence - 1])
            told = self.last_end < self.words.sentences[sentence - 1][0]
            if subject and fits(subject) and (told or self.last is None):
                return subject
        return self._last_speaker(wanted, paragraph) or self._most_named(wanted, paragraph, at)

    def _last_speaker(self, wanted: str, paragraph: int) -> str | None:
        if self.last is None or not self.last_is_person:
            return None
        if paragraph - self.last_paragraph > _SAFE_DISTANCE:
            return None
        given = _gender(self.last)
        if not wanted or not given or given == wanted:
            return self.last
        if self.before_last is not None:
            name, where = self.before_last
            if paragraph - where <= _SAFE_DISTANCE and _gender(name) == wanted:
                return name
        return None

    def _most_named(self, wanted: str, paragraph: int, at: int) -> str | None:
        """Of those named just before, give the one whom the whole story names most.

        Once somebody has spoken, that must be who did.
        """
        start = max(at - _FAR, self.words.paragraphs[max(0, paragraph - 2)][0])
        named = {name for _, name in self._named(start, at)}
        fitting = [name for name in named if not wanted or _gender(name) in ("", wanted)]
        most = max(fitting, key=lambda name: self.people[name], default=None)
        return most if self.last in (None, most) else None

    def subject(self, start: int, end: int) -> str | None:
        """Give the first person whom a stretch names, but for “Qux’s”."""
        for token, name in self._named(start, end):
            whole = self.words.texts[token]
            if whole in self.by_family and not whole.endswith(("'s", "’s")):
                return name
        return None

    def _named(self, start: int, end: int) -> list[tuple[int, str]]:
        """Give the tokens of a stretch's beginning that name people of ours, and whom."""
        start = max(0, start)
        texts = self.words.texts
        return [
            (token, self.by_family[texts[token]])
            for token in self.tokens(start, min(end, start + _FAR))
            if texts[token] in self.by_family
        ]

    def _named_before(self, paragraph: int, at: int) -> set[str]:
        """Give the people whom a paragraph names before the quote."""
        start = self.words.paragraphs[paragraph][0]
        tokens = self.tokens(max(start, at - _FAR), at)
        texts = self.words.texts
        return {
            self.by_family[texts[token]] for token in tokens if texts[token] in self.by_family
        }

    def remember(self, name: str | None, paragraph: int, end: int) -> None:
        """Note who has spoken."""
        if name is None:
            return
        if name != self.last and self.last is not None and self.last_is_person:
            self.before_last = (self.last, self.last_paragraph)
        self.last = name
        self.last_paragraph = paragraph
        self.last_end = end
        self.last_is_person = name in self.people

    def remember_place(self, name: str | None, paragraph: int, end: int) -> None:
        """Note that the last speaker goes on."""
        if name is not None:
            self.last_paragraph = paragraph
            self.last_end = end


def _gender(name: str) -> str:
    return first_names().get(name.split(" ", 1)[0], "")
