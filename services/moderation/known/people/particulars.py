"""Pure: what the copy tells of somebody it does not name, and whether that is a name as well.

No one of these makes anybody known: what she studies, where she lives, whose daughter she is,
that she sings. Some of them together do, wherever the sentences stand that tell them; so does
one that few have, beside any other. Each kind counts once (`lexicon/particulars.txt`), and a
second post or prize a little more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from services.moderation import people
from services.moderation.cast import wording
from services.moderation.lexicon import Hit
from services.moderation.people import Person
from services.moderation.story import Story

_Place = tuple[int, int]
_KINDS = "known."
_WEIGHTS = {
    "known.only": 1.0,
    "known.post": 1.0,
    "known.kin": 1.0,
    "known.parent": 1.7,
    "known.won": 1.0,
    "known.online": 1.0,
    "known.handle": 2.0,
    "known.house": 0.8,
    "known.his": 1.0,
    "known.trade": 0.6,
    "known.works": 0.6,
    "known.lives": 0.6,
    "known.member": 0.7,
    "known.small": 0.5,
    "known.came": 0.4,
    "known.former": 0.4,
    "named": 0.4,
    "initial": 0.8,
    "second": 0.7,
}
"""By hand, on strangers' cases: of 300 stories that let nobody be known none has more than 1.0,
and of as many others hardly one less than 1.7."""
_FEW = ("only", "post", "kin", "parent", "won", "online", "handle", "house")
_OF_FEW = frozenset({"initial", *(f"known.{kind}" for kind in _FEW)})
"""Without one of these it may be many."""
_ENOUGH, _OF_MANY = 1.7, 2.3
_MOST_STRETCHES = 80
_FAR, _FAR_FROM_OFFENCE = 260, 90


def particulars(
    story: Story, sentences: Iterable[_Place], *, of_a_child: bool = False
) -> _Place | None:
    """Give the sentence that tells most, where together they tell who it is."""
    kinds: set[str] = set()
    best: tuple[float, _Place] | None = None
    stretches = _stretches(story, sentences, of_a_child=of_a_child)
    for start, end, cues in islice(stretches, _MOST_STRETCHES):
        found = _kinds(story, start, end, cues)
        weight = sum(_WEIGHTS[kind] for kind in found)
        if best is None or weight > best[0]:
            best = (weight, (start, end))
        kinds |= found
    enough = _ENOUGH if kinds & _OF_FEW else _OF_MANY
    return best[1] if best and sum(_WEIGHTS[kind] for kind in kinds) >= enough else None


class _Sentence(NamedTuple):
    start: int
    end: int
    cues: list[Hit]
    named: list[Person]
    """Who has a full name in it."""
    of_the_offence: bool


def _read(story: Story, start: int, end: int) -> _Sentence:
    cues = wording.cues(story.folded, start, end, story.languages, _KINDS)
    reading = people.read(story, start, min(end, start + people.LONGEST_STRETCH))
    named = [
        person
        for person in reading.people.values()
        if " " in person.name and len(person.name.split()[-1].rstrip(".")) > 1
    ]
    return _Sentence(
        start,
        end,
        sorted(cues, key=lambda cue: cue.start),
        named,
        story.within("crime.sexual", start, end),
    )


def _stretches(
    story: Story, sentences: Iterable[_Place], *, of_a_child: bool
) -> Iterator[tuple[int, int, list[Hit]]]:
    """Give what is said of whom it was done to: from each word for her to somebody else.

    With the words of all kinds in it.
    """
    told = -_NEAR
    alone = False
    for number, (start, end) in enumerate(sentences):
        sentence = _read(story, start, end)
        grown = of_a_child and _WOMAN.search(story.folded, start, end)
        openers = _OPENERS if of_a_child else _OPENERS - {"known.suspect"}
        near = number - told <= _NEAR
        begins = [] if grown else [*_begins(story, sentence, openers if near else _NONE)]
        if of_a_child:
            begins += [
                (cue.start, cue.end, _FAR) for cue in sentence.cues if cue.group == "known.kin"
            ]
            if alone and number - told == 1 and sentence.cues:
                begins += _of_a_parent(sentence)
        if not begins:
            continue
        told, alone = number, not (sentence.named or _GROWN.search(story.folded, start, end))
        others = _OTHERS - {"known.he", "known.denies"} if of_a_child else _OTHERS
        other = [cue for cue in sentence.cues if cue.group in others]
        ends = [*_ends_with_names(story, sentence)]
        for first, spoken, far in begins:
            told_by = _WHO_TOLD.match(story.folded, spoken, end)
            after = told_by.end() if told_by else spoken
            cue = next((each for each in other if each.start >= after), None)
            if cue and cue.group == "known.denies" and first - start < _AT_ONCE:
                continue
            stops = [place for place in ends if place >= after]
            last = min([cue.start if cue else end, after + far, end, *stops])
            within = [
                each for each in sentence.cues if first <= each.start and each.end <= last
            ]
            yield first, last, within


_OPENERS = frozenset({"known.she", "known.suspect"})
_NONE: frozenset[str] = frozenset()
_WOMAN = re.compile(
    r"\b(?:wom[ae]n|frau|femme|(?:ex)?mujer|donna|moglie|mulher|vrouw|kvinnan?)\b"
)
_OTHERS = frozenset({"known.else", "known.he", "known.denies"})
_GROWN = re.compile(
    r"\b(?:m[ae]n|wom[ae]n|father|mother|mann|manner|frau|vater|mutter|homme|femme|pere|mere"
    r"|hombre|mujer|padre|madre|uomo|donna|homem|mulher|pai|mae|vrouw|vader|moeder|kvinna"
    r"|pappa|mamma)\b"
)
"""Who else's mother the next sentence may speak of."""


def _of_a_parent(sentence: _Sentence) -> list[tuple[int, int, int]]:
    first = sentence.cues[0]
    if first.group != "known.parent" or first.start - sentence.start >= _AT_ONCE:
        return []
    return [(first.start, first.end, _FAR)]


def _begins(
    story: Story, sentence: _Sentence, openers: frozenset[str]
) -> Iterator[tuple[int, int, int]]:
    """Give where a sentence begins to speak of her, and goes on, and how far it may.

    With `openers` she is spoken of before, and a word of these may be all it begins with.
    """
    start, end, cues, named, of_the_offence = sentence
    called = openers and _INITIALLED.match(story.cased(start, end))
    if called:
        yield start, start + called.end(), _FAR
    for cue in cues:
        plain = of_the_offence or not _is_named(cue, named)
        if plain and cue.group in openers and _opens(story, cue.start, start):
            yield cue.start, cue.end, _FAR
        if cue.group == "known.his" and of_the_offence:
            yield cue.start, cue.end, _FAR
        if cue.group == "known.her" and plain:
            before = story.folded[max(cue.start - _FAR_BEFORE, start) : cue.start]
            own = _WORDS_BEFORE.search(before)
            yield cue.start - len(own[0] if own else ""), cue.end, _FAR
    for hit in story.between("crime.sexual", max(start, story.body_at), end):
        to = _TO_WHOM.match(story.folded, hit.end)
        if to and (story.language == "de" or story.cased(to.end() - 1, to.end()).islower()):
            yield hit.end, hit.end, _FAR_FROM_OFFENCE


def _opens(story: Story, place: int, start: int) -> bool:
    """Tell a word that begins a sentence, or a clause that says what was told."""
    if place - start < _AT_ONCE:
        return True
    return bool(_THAT.search(story.folded, max(place - _AT_ONCE * 2, start), place))


_THAT = re.compile(r"\b(?:that|dass|que|qu'|che|dat|att) ?\Z")


_WHO_TOLD = re.compile(
    r",? (?:who|whom|whose|die|der|das|deren|qui|que|dont|che|cui|wie|som|vars)\b[^,.;]{0,80},"
)
"""What is said of her between commas, before the sentence goes on about her."""


def _is_named(cue: Hit, named: list[Person]) -> bool:
    return any(
        -_BESIDE < person.start - cue.end < 2 * _AT_ONCE
        or 0 <= cue.start - person.end < _BESIDE
        for person in named
    )


_AT_ONCE, _FAR_BEFORE, _BESIDE = 4, 45, 24
"""Signs: between a sentence's start and a word that opens it; that belong to the word after
them; between a name and what is said beside it."""
_NEAR = 2
"""Sentences after one about her that may go on with "she"."""
_WORDS_BEFORE = re.compile(r"(?:(?<![\w'-])[\w'-]+ ){0,3}\Z")
"""What stands before a word for her and belongs to it: "his youngest", "the only"."""
_INITIALLED = re.compile(r"(?:[A-ZÀ-Ž][\w-]+ )?[A-ZÀ-Ž]\.,? ")
"""A name that hides but the last one."""
_TO_WHOM = re.compile(
    r" (?:(?:of|on|against|an|von|sur|contre|a|di|su|contra|op|mot|pa|de) )?"
    r"(?:(?:the|an?|his|her|der|die|das|den|eine[rn]?|seine[rn]?|la|une|d'une|sa|una|su|della"
    r"|sulla|alla|uma|sua|da|de|het|een|zijn|en|ett|sin) |(?:d|del)?l')\w"
)


def _ends_with_names(story: Story, sentence: _Sentence) -> Iterator[int]:
    """Give where it goes on about a grown-up it names, or has named whose kin she is."""
    for person in sentence.named:
        age = _AGE.match(story.folded, person.end)
        if age:
            kin = any(
                cue.group in _WHOSE and 0 <= person.start - cue.end < _BESIDE
                for cue in sentence.cues
            )
            yield age.end() if kin else person.start


_WHOSE = frozenset({"known.kin", "known.his", "known.parent"})
_AGE = re.compile(r",? \(?(?:aged |de |di |van |im alter von )?[2-9]\d\b")


def _kinds(story: Story, start: int, end: int, cues: list[Hit]) -> set[str]:
    cues = [cue for cue in cues if cue.group in _WEIGHTS and not _is_of_nobody(story, cue, end)]
    found = {cue.group for cue in cues}
    said = {story.folded[cue.start : cue.end] for cue in cues if cue.group in _OF_FEW}
    if len(said) > len(found & _OF_FEW):
        found.add("second")
    cased = story.cased(start, end)
    if "@" in cased:
        found.add("known.handle")
    if "known.lives" in found and _HOUSE.search(cased):
        found.add("known.house")
    if _INITIAL.search(cased):
        found.add("initial")
    if story.language != "de" and _NAMED.search(cased):
        found.add("named")
    return found


_INITIAL = re.compile(r"\b[A-ZÀ-Ž][a-zà-ž]+ [A-ZÀ-Ž]\.(?=[ ,;)])")
"""A name that is cut to its first letter hides little beside all the rest."""
_NAMED = re.compile(r"[a-zà-ž,] [A-ZÀ-Ž][\w'’-]+")
_HOUSE = re.compile(
    r"[A-ZÀ-Ž][\w'’-]+,? \d{1,4}\b|\b\d{1,4}[a-z]?,? (?:\w+ ){0,2}[A-ZÀ-Ž]\w+ [A-ZÀ-Ž]\w+"
)
"""A street with its number, by whichever comes first."""
_NAMED_IN_FULL = re.compile(r",? (?:[a-zà-ž'’-]+ ){0,3}[A-ZÀ-Ž][\w'’-]+ [A-ZÀ-Ž][\w'’-]+")
_OF_CASE = re.compile(
    r"(?:\w+ )?(?:to\b|witness|person|one\b|victim|complainant|time|case|zeug|opfer|mal\b"
    r"|temoin|victime|personne|fois|testigo|victima|persona|vez|testimon|vittima|volta"
    r"|testemunh|vitima|pessoa|getuige|slachtoffer|keer|vittne|offer|gang)"
)


def _is_of_nobody(story: Story, cue: Hit, end: int) -> bool:
    """Tell the only one to speak, and a mother without a name: nobody is known by these."""
    if cue.group == "known.parent":
        return not _NAMED_IN_FULL.match(story.cased(cue.end, end))
    return cue.group == "known.only" and bool(_OF_CASE.match(story.folded, cue.end + 1))
