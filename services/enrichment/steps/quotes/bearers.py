"""The people of a text by their names and roles, and where its sentences name them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from services.enrichment.data.vocabulary import (
    first_names,
    name_words,
    speech_verbs,
)
from services.enrichment.steps.quotes.descriptions import (
    same_role,
)
from services.enrichment.words import Words
from shared.articles import Organisation, Person

FAR = 800

_ROLE_BEFORE_NAME = 9

_FIGURE_ENDS = re.compile(r"\d[%’')]?\. (?=[^\W\d_a-z])")
"""“… in minute 38. His coach”, which may be no end of a sentence."""

_LATEST_ROLE = 4

_MOST_ACTING = 40
"""Organisations of which one may be “the company”."""

_OPENS_A_ROLE = frozenset("the il lo la le el der die o a de het".split())

_LATEST_SUBJECT = 12
"""Tokens of a sentence among which its subject is named."""

_LONG = 5

_NOT_BEFORE_A_SUBJECT = frozenset(
    "to by with for of from against about than like at on in into de da do di del della à au"
    " aux du des por para con com von vom für mit gegen an van voor door met tegen aan".split()
)

_INITIAL = 2

_FEW = 2

_SUBJECTS = frozenset(("he", "she"))
"""Who has been named before: whom else the sentence names is not its subject."""

NEVER_OPENS = frozenset(
    "in on at of for from with by to as if that this it its they them we us you i he she who"
    " which what when where why how and or but so because after before while since until than"
    " there here not no nor also only even just about into over under between among"
    " during".split()
)

_STRETCH_END = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})\.|[;:”\"»]|, (?=[a-z])"
)

WORD = re.compile(r"[^\W\d_](?:[\w’'\-]*\w)?")


@cache
def speakers() -> frozenset[str]:
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


_SPEAKS_FOR = re.compile(
    r"(?i:an?|the|eine?|der|die|une?|l[ae]|el|una|um|uma|il|een|de|en) "
    r"(?:[^\W\d_][\w-]+ ){1,3}"
    r"(?:for|of|close to|von|für|del?|d[io]|da|van|voor|för|av) "
    r"(?:(?:Mr|Mrs|Ms|Dr|President|Senator)\.? )?(\w[\w’'-]*)(?: [A-Z][\w’'-]*)*\.?$"
)
"""“A lawyer for Roe” is not Roe."""


class Bearers:
    """Whom names, first names and roles of a text stand for."""

    def __init__(
        self,
        words: Words,
        people: Sequence[Person],
        organisations: Sequence[Organisation] = (),
    ) -> None:
        self.words = words
        self.organisations = frozenset(each.name for each in organisations)
        self.most_named = [each.name for each in organisations[:_MOST_ACTING]]
        self.roles = {person.name: (person.role or "").lower() for person in people}
        self.by_family: dict[str, str] = {}
        for person in people:
            parts = person.name.split()
            for part in (parts[-1], parts[0], person.name, parts[-1].lstrip("'‘ʻ")):
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
            tokens = WORD.findall(stretch[:160])
            for place, token in enumerate(tokens[:_ROLE_BEFORE_NAME]):
                if token not in self.by_family:
                    continue
                name = self._called(tokens, place)
                if name is None or self._speaks_for(stretch):
                    return None
                return self._bearer(tokens[place + 1 :]) or name
            return None
        for stretch in text[:200].split(","):
            found = self._subject_of(WORD.findall(stretch))
            if found is not None:
                return None if self._speaks_for(stretch.strip()) else found
        return None

    def _called(self, tokens: Sequence[str], place: int) -> str | None:
        """Give whom a token names: Mark Doe, not Mark Roe, before “Doe”."""
        token = tokens[place]
        name = self.by_family.get(token)
        if name is None or token == name.rpartition(" ")[2]:
            return name
        following = [each for each in tokens[place + 1 : place + 3] if len(each) > 1]
        if not following or not following[0][0].isupper() or following[0] in name:
            return name
        other = self.by_family.get(following[0])
        return other if other is not None and token in other.split() else None

    def _speaks_for(self, stretch: str) -> bool:
        other = _SPEAKS_FOR.match(stretch)
        return other is not None and other[1] in self.by_family

    def _named_at(self, token: int) -> str | None:
        """Give whom a token of the text names, by what stands behind it in its sentence."""
        words = self.words
        if words.texts[token] not in self.by_family:
            return None
        goes_on = words.text[words.ends[token] : words.ends[token] + 1] == " "
        return self._called(words.texts[token : token + (3 if goes_on else 1)], 0)

    def _subject_of(self, tokens: Sequence[str]) -> str | None:
        """Give Roe in “Roe told Qux to go”, and Qux in “Roe's lawyer Tom Qux”."""
        found, behind = None, 0
        for place, token in enumerate(tokens):
            if token not in self.by_family:
                continue
            name = self._called(tokens, place)
            between = [each for each in tokens[behind:place] if each[0].islower()]
            beside = not between or between[-1] == "and" or between[-1] in name_words()["role"]
            if name is not None and (found is None or beside):
                found = name
            behind = place + 1
        return found

    def _bearer(self, tokens: Sequence[str]) -> str | None:
        """Give Qux in “Roe biographer Tom Qux”, of what follows a name; None without a role."""
        for place, token in enumerate(tokens[1 : _LATEST_ROLE + 1], start=1):
            if token in self.by_family and tokens[place - 1].lower() in name_words()["role"]:
                between = tokens[: place - 1]
                meant = self._called(tokens, place)
                return meant if NEVER_OPENS.isdisjoint({*between} - {"and"}) else None
        return None

    def apposed(self, text: str) -> str | None:
        """Give Roe in “the pastor, the Rev. Ann Roe of …”, where a role comes first."""
        head, comma, rest = text[:240].partition(",")
        words = head.split()
        if not comma or not words or len(words) > _ROLE_BEFORE_NAME + 3:
            return None
        if not words[0].islower() or words[0] in NEVER_OPENS:
            return None
        rest = rest.lstrip()
        opens = rest[:1].isupper() or rest.startswith(("the ", "a ", "le ", "la ", "o ", "l'"))
        stretch = _STRETCH_END.split(rest, maxsplit=1)[0].partition(",")[0]
        return self.known(stretch, first=True) if opens else None

    def behind_addressee(self, text: str) -> str:
        """Give Roe in “disse à Lusa Ana Roe” and “à Lusa o presidente, Rui Roe”; or nobody."""
        stretch = re.split(r"[.;:”»“«\"\n]", text[:240], maxsplit=1)[0]
        tokens = WORD.findall(stretch)
        for place in range(len(tokens)):
            name = self._called(tokens, place)
            if name is not None and place > 1 and self._names(name, stretch):
                return name
        return ""

    @staticmethod
    def _names(name: str, stretch: str) -> bool:
        return any(part in stretch for part in name.split())

    def holding(self, head: str, at: int) -> list[str]:
        """Give who holds a role, whoever was named last before a place of the text first."""
        if head in name_words()["modifier"] and head not in speakers():
            return []
        found: list[str] = []
        for word in same_role(head):
            found += self.holders.get(word, [])
        if not found and len(head) >= _LONG:
            # “Innenminister” is “der Minister”
            for word, names in self.holders.items():
                if word.endswith(head) and len(word) > len(head) + 1:
                    found += names
        if len(found) < _FEW:
            return found
        before = [name for _, name in self.named(at - FAR, at) if name in found]
        return [*dict.fromkeys(reversed(before))]

    def whole_role(self, heads: Sequence[str]) -> str | None:
        """Give the only one whose role is all of “chief justice”, not its last word only."""
        if len(heads) < _FEW:
            return None
        phrase = " ".join(reversed(heads))
        holding = [name for name, role in self.roles.items() if phrase in role]
        return holding[0] if len(holding) == 1 else None

    def acting_next(self, at: int) -> str | None:
        """Give the subject of the sentence behind a place: a pull quote's speaker."""
        following = self.sentence_of(at - 1) + 1
        if following >= len(self.words.sentences):
            return None
        return self.acting(*self.words.sentences[following])

    def told_before(self, paragraph: int) -> str | None:
        """Give who “told reporters” in the paragraph before, whose words a quote then gives."""
        if not paragraph:
            return None
        start, end = self.words.paragraphs[paragraph - 1]
        at = self.words.text.find(" told ", start, min(end, start + FAR))
        if at < 0:
            return None
        sentence = self.words.sentences[self.sentence_of(at)]
        return self.acting(max(start, sentence[0]), min(sentence[1], end))

    def acting(self, start: int, end: int) -> str | None:
        """Give the person who is a sentence's subject, or who speaks in it."""
        end = min(end, start + 2 * FAR)
        for stop in _FIGURE_ENDS.finditer(self.words.text, start, end):
            start = stop.end()
        tokens = self.tokens(start, end)
        lowers, texts = self.words.lowers, self.words.texts
        if tokens and lowers[tokens[0]] in _OPENS_A_ROLE:
            for token in tokens[1:_LATEST_ROLE]:
                if texts[token] in self.by_family or lowers[token] in _NOT_BEFORE_A_SUBJECT:
                    break
                if holding := self.holding(lowers[token], start):
                    return holding[0]
        hindered = False
        for token in tokens[:_LATEST_SUBJECT]:
            if lowers[token] in _SUBJECTS:
                return None
            name = self._named_at(token)
            if name is not None and not hindered and not texts[token].endswith(("'s", "’s")):
                return name
            if token > tokens[0] and self.words.text[self.words.ends[token - 1]] == ",":
                hindered = False
            hindered = hindered or lowers[token] in _NOT_BEFORE_A_SUBJECT
        for token in tokens[1:]:
            if lowers[token - 1] in speech_verbs() and (name := self._named_at(token)):
                return name
        return None

    def subject(self, start: int, end: int) -> str | None:
        """Give the first person whom a stretch names, but for “Qux’s”."""
        for token, name in self.named(start, end):
            whole = self.words.texts[token]
            if whole in self.by_family and not whole.endswith(("'s", "’s")):
                return name
        return None

    def named(self, start: int, end: int) -> list[tuple[int, str]]:
        """Give the tokens of a stretch's beginning that name people of ours, and whom."""
        start = max(0, start)
        return [
            (token, name)
            for token in self.tokens(start, min(end, start + FAR))
            if (name := self._named_at(token)) is not None
        ]

    def named_before(self, paragraph: int, at: int) -> set[str]:
        """Give the people whom a paragraph names before the quote."""
        start = self.words.paragraphs[paragraph][0]
        return {name for _, name in self.named(max(start, at - FAR), at)}

    def who_is(self, speaker: str, at: int) -> str | None:
        """Find the person whom “actor” or “foreign minister” means, without an article."""
        if not speaker.islower() or len(words := speaker.split()) > _FEW + 1:
            return None
        holders = self.holders.get(words[-1], [])
        if len(holders) > 1:
            before = [name for _, name in self.named(at - FAR, at) if name in holders]
            return before[-1] if before else None
        return holders[0] if holders else None


def gender_of(name: str) -> str:
    """Give `m` or `f` where only men or only women have the first name."""
    return first_names().get(name.split(" ", 1)[0], "")
