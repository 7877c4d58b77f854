"""Pure: who is named in a sentence, and how old a sentence says that somebody is.

Rules about people look at short stretches only, around a word that made them look. A stretch is
read into signs: `§` for a name, `†` for one under an office, `¤` for an age below 18 or a word
that says as much, `¢` for a grown-up's age; the rest stays as it is. What is said of whom is
then a matter of what stands beside what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from services.moderation import lexicon
from services.moderation.folding import fold
from services.moderation.story import Story

NAME, OFFICE, CHILD, ADULT = "§", "†", "¤", "¢"
_OF_AGE = 18

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-ŽȘȚ][^\W\d_]*(?:['’-][^\W\d_]+){0,3}"
_PARTICLE = (
    r"(?:de|da|do|dos|das|del|della|dei|di|du|des|van|von|der|den|ten|ter|la|le|el|al|bin"
    r"|ben|ibn"
    r"|af|av|zu|y)"
)
_NAME = re.compile(
    rf"{_CAPITAL}\.?(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_CAPITAL}){{1,4}}"
    rf"|{_CAPITAL}[ \u00a0][A-Z]\.(?=[ ,;)])"
)
_PLACED = re.compile(
    r"\b(?:in|at|near|outside|across|aus|bei|en|em|nel|nella|a|te|till|från|i|op|of|through)\s$"
)
"""What stands before a place of two words, and seldom before a person."""
_OF_PLACE = frozenset(
    {"in", "near", "outside", "across", "aus", "bei", "en", "em", "nel", "te"}
)

_TEENS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "zwolf": 12, "dreizehn": 13, "vierzehn": 14, "funfzehn": 15, "sechzehn": 16, "siebzehn": 17,
    "elf": 11, "zehn": 10, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "dix-sept": 17, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16,
    "diecisiete": 17, "dodici": 12, "tredici": 13, "quattordici": 14, "quindici": 15,
    "sedici": 16, "diciassette": 17, "doze": 12, "treze": 13, "dezasseis": 16, "dezassete": 17,
    "dezesseis": 16, "dezessete": 17, "twaalf": 12, "dertien": 13, "veertien": 14,
    "vijftien": 15, "zestien": 16, "zeventien": 17, "tolv": 12, "tretton": 13, "fjorton": 14,
    "femton": 15, "sexton": 16, "sjutton": 17,
}  # fmt: skip
_NUMBER = rf"(\d{{1,3}}|{'|'.join(sorted(_TEENS, key=len, reverse=True))})"
_NOT_A_TERM = (
    r"(?!\s(?:(?:de|di|da|d'|in|im|of|for|voor|till|i)\s?(?:prison|reclusion|detention|"
    r"carcel|prision|carcere|reclusione|cadeia|prisao|jail|haft|gefangnis|cel|fangelse|custody|"
    r"emprisonnement|experience|experiencia|esperienza)|later|ago|after|despues|tarde|depois|"
    r"dopo|fa\b|plus|geleden|later|celstraf|gevangenis|senare|fangelse|sedan|atras|haft))"
)
_AGE = re.compile(
    rf"\b{_NUMBER}[ -]?years?[ -]old\b(?:s\b)?|\baged?(?: of)? {_NUMBER}\b"
    rf"|\b(?:boys?|girls?|pupil|teenager|youth|child|son|daughter) of {_NUMBER}\b"
    rf"|\b{_NUMBER}[ -]?jahrig\w*|\b{_NUMBER} jahre alt\w*|\bim alter von {_NUMBER}\b"
    rf"|\b(?:age\w* (?:seulement )?d[e'] ?|de |di |dell'eta di |con |com |van |pa "
    rf"|med )?{_NUMBER}"
    rf" (?:ans|anos|anni|jaar(?: oud\w*)?|ar(?: gammal| gamla)?)\b{_NOT_A_TERM}"
    rf"|\b{_NUMBER}[ -]?(?:jarige?n?|enne|enni)\b|\b(?:quattordic|quindic|sedic|tredic"
    rf"|dodic)enne\b"
    rf"|\bdiciassettenne\b|\b{_NUMBER}[ -]?ar(?:ig|ing)\w*|\b{_NUMBER}[ -]?letni\w*"
    rf"|\b(?:had |has )?(?:just )?turned {_NUMBER}\b"
    rf"|\bwurde(?: im \w+)? {_NUMBER}(?=[ ,.](?!\w*\s?jahre))"
    rf"|\bis (?:only |just |now )?{_NUMBER}(?=[.,;]|$)"
    rf"|(?<=[§,] )\(?{_NUMBER}(?=[,.)]|$)(?!,\d)|(?<=§ \(){_NUMBER}(?=\))"
    rf"|(?<=\(){_NUMBER}(?=\))"
)
_SPELT = re.compile(r"(quattordic|quindic|sedic|tredic|dodic|diciassett)enn")


class Person(NamedTuple):
    """A name in a folded text; `office` where a title before it says what somebody is."""

    name: str
    start: int
    end: int
    office: bool


class Reading(NamedTuple):
    """A stretch read into signs, and the names and ages behind them, in order."""

    signs: str
    at: tuple[int, ...]
    """Each sign's place in the folded text."""
    people: dict[int, Person]
    """Who stands at which sign."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the folded text of some signs."""
        last = self.people.get(end - 1)
        return self.at[start], last.end if last else self.at[end - 1] + 1


def read(story: Story, start: int, end: int) -> Reading:
    """Read a stretch of a story's folded text; it is at most some sentences long."""
    end = min(end, start + _LONGEST_STRETCH)
    entries: list[tuple[int, int, str, Person | None]] = [
        (person.start, person.end, OFFICE if person.office else NAME, person)
        for person in _named(story, start, end)
    ]
    entries += [
        (hit.start, hit.end, CHILD, None)
        for hit in story.between("people.minor", start, end)
        if hit.end <= end
    ]
    signs: list[str] = []
    at: list[int] = []
    known: dict[int, Person] = {}
    place = start
    for begins, ends, sign, person in sorted(entries, key=lambda entry: entry[:2]):
        if begins < place:
            continue
        signs.append(story.folded[place:begins])
        at.extend(range(place, begins))
        if person:
            known[len(at)] = person
        signs.append(sign)
        at.append(begins)
        place = ends
    signs.append(story.folded[place:end])
    at.extend(range(place, end))
    return _with_ages(Reading("".join(signs), tuple(at), known))


_LONGEST_STRETCH = 2_000


def _with_ages(reading: Reading) -> Reading:
    parts: list[str] = []
    at: list[int] = []
    people: dict[int, Person] = {}
    place = 0

    def keep(until: int) -> None:
        for index in range(place, until):
            if index in reading.people:
                people[len(at)] = reading.people[index]
            at.append(reading.at[index])
        parts.append(reading.signs[place:until])

    for match in _AGE.finditer(reading.signs):
        years = _years(match)
        if years is None:
            continue
        keep(match.start())
        parts.append(CHILD if years < _OF_AGE else ADULT)
        at.append(reading.at[match.start()])
        place = match.end()
    keep(len(reading.signs))
    return Reading("".join(parts), tuple(at), people)


def _years(match: re.Match[str]) -> int | None:
    said = next((group for group in match.groups() if group), None)
    if said is None:
        spelt = _SPELT.search(match[0])
        return 14 if spelt else None
    years = int(said) if said.isdigit() else _TEENS[said]
    return years if 0 < years < 110 else None


def _named(story: Story, start: int, end: int) -> Iterator[Person]:
    """Find people's names: words in capitals that are no office, place or day."""
    text = story.cased(start, end)
    elsewhere = _not_people(story)
    for match in _NAME.finditer(text):
        words = match[0].split()
        folded = [fold(word).text.strip(".") for word in words]
        skipped, office = 0, False
        while skipped < len(words) and (
            folded[skipped] in _titles()
            or folded[skipped] in _first()
            or _AGE.fullmatch(folded[skipped])
        ):
            office = office or folded[skipped] in _titles()
            skipped += 1
        kept = words[skipped:]
        if len(kept) < 2 and not (kept and office):
            continue
        if any(word in _no_names() for word in folded[skipped:]) or all(
            word.isupper() and len(word) > 2 for word in kept
        ):
            continue
        offset = len(match[0]) - len(" ".join(kept))
        name = " ".join(kept)
        at = match.start() + offset
        before = _PLACED.search(text, max(at - 12, 0), at) if not offset else None
        if name in elsewhere or (before and before[0].strip().lower() in _OF_PLACE):
            continue
        office = office or _is_office_before(text, at)
        yield Person(name, start + at, start + match.end(), office)


_WORD_BEFORE = re.compile(r"([^\W\d_]+)[.,]?\s$")


def _is_office_before(text: str, at: int) -> bool:
    """Tell whether the word before a name is an office, in small letters."""
    word = _WORD_BEFORE.search(text, max(at - 25, 0), at)
    return bool(word) and fold(word[1]).text in _titles() if word else False


def _not_people(story: Story) -> frozenset[str]:
    enrichment = story.enrichment
    people = {person.name for person in enrichment.people}
    others = {place.name for place in enrichment.places}
    others |= {organisation.name for organisation in enrichment.organisations}
    return frozenset(others - people)


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return lexicon.all_words("people.title")


@lru_cache(maxsize=1)
def _first() -> frozenset[str]:
    return lexicon.all_words("people.first")


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    return lexicon.all_words("people.no_name")
