"""People, organisations and places: a gazetteer, lists of words, and how they stand together.

Precision comes first: a capital alone makes no name. A person needs a first name that we know,
a title, or the way that copy presents people (“Anna Qux, 41, a nurse”); an organisation needs
a word that organisations have, or to be known; a place needs to be in the gazetteer.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from services.enrichment.data.gazetteer import Gazetteer, Spot, gazetteer
from services.enrichment.data.vocabulary import (
    common_words,
    first_names,
    name_words,
    organisations,
    speech_verbs,
)
from services.enrichment.words import SOLO, Words
from shared.articles import Dateline, Organisation, Person, Place, Span


@dataclass(frozen=True, slots=True)
class Names:
    """Everybody and everything named, the most mentioned first."""

    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[Place, ...] = ()


def find_names(words: Words, dateline: Dateline | None) -> Names:
    """Name who and what a text is about.

    `dateline` speaks for its place and its country. Texts beyond `MOST_TOKENS` are read up to
    there.
    """
    if not words.texts:
        return Names()
    finder = _Finder(words, dateline)
    finder.read()
    return finder.names()


MOST_TOKENS = 20_000
_SHOUTED = 0.6
_FEWEST_TO_TELL = 40
"""Tokens from which on the share of capitals says something of the whole text."""
_NOUNS_IN_CAPITALS = 0.24
"""From this share of capitals within sentences on, a text is in German or all headlines."""
_LONGEST_PERSON = 5
_LONGEST_ORGANISATION = 8
_LONGEST_ROLE = 9
_APPOSITION = 90
"""The longest “, the chief economist of …,” in characters."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Everything that is looked up, gathered once."""

    places: Gazetteer
    place_lengths: dict[str, int]
    """First words of the gazetteer's names, and the most words that such a name has."""
    organisations: dict[str, str]
    organisation_lengths: dict[str, int]
    first_names: dict[str, str]
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


@cache
def _lexicon() -> _Lexicon:
    kinds = name_words()
    places = gazetteer()
    known = organisations()
    return _Lexicon(
        places=places,
        place_lengths=_lengths(places.spots),
        organisations=known,
        organisation_lengths=_lengths(known),
        first_names=first_names(),
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
    )


_FIRST_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\s.&,]+(?:\.[^\s.&,]+)*")


def _lengths(
    names: dict[str, object] | dict[str, str] | dict[str, tuple[Spot, ...]],
) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        match = _FIRST_WORD.match(name)
        if match:
            first = match.group()
            length = name.count(" ") + name.count("&") + 1
            if found.get(first, 0) < length:
                found[first] = length
    return found


@dataclass(slots=True)
class _Found:
    """A person in the making."""

    name: str
    family: str
    mentions: int = 0
    role: str | None = None
    roles_seen: int = 0
    at: int = 0


@dataclass(slots=True)
class _Spotted:
    """A place in the making: what its name can mean, and how it was written."""

    name: str
    spots: tuple[Spot, ...]
    mentions: int
    at: int
    evidence: Counter[str] = field(default_factory=Counter)
    """What this very name has said for a country, which must not speak for itself."""


_PREPOSITIONS = frozenset(
    "in at near from outside around across toward towards into via through inside over between"
    " aus nach bei bis aan te à en dans vers depuis près a al desde hacia cerca di da nel nella"
    " em na no para w z v i til fra från till ved hos within beyond off under utanför buiten"
    " nabij près chez"
    " в из под к около близ у".split()
)
_BASED = frozenset(
    "based born listed backed led funded controlled occupied held owned educated bound"
    " headquartered registered made brokered administered annexed".split()
)
_TOWN_OF = frozenset("city town village port capital suburb province region state".split())
_ORGANISATION_LINKS = frozenset(
    "of for and the on in de del della di du des der für und y e et dos do da la las"
    " los".split()
)
_ABBREVIATED = frozenset(
    "dr mr mrs ms st gen sen rep gov lt col sgt capt prof rev jr sr adm maj cmdr hon mt ft"
    " mgr ste".split()
)
_MINISTRIES = frozenset(
    "foreign defence defense finance interior health energy education justice trade economy"
    " agriculture transport labour labor environment culture industry commerce".split()
)
_BODIES = frozenset("ministry parliament government army military navy police court".split())
_PRONOUNS = frozenset("he she it they we i you who".split())
_GEOGRAPHY = frozenset(
    "Sea Strait Ocean Street Road Avenue Accord Accords Agreement Protocol Convention Gulf"
    " River Lake Bay Channel Canal Airport Square Bridge Park Derby Boulevard Lane"
    " Drive".split()
)
_OF_A_CONTINENT = frozenset(("Latin", "South", "North", "Central"))
_MONEY = frozenset(("dollar", "dollars", "cents"))
_GERMAN_ARTICLES = frozenset(("das", "ein", "einem", "einen", "beim", "zum", "im"))
_SHORT_NAME = 4
_WELL_KNOWN = 500
"""Thousands of people from which a city may open a sentence without help."""
_OLDEST = 120


class _Finder:
    """One reading of one text, sentence by sentence."""

    def __init__(self, words: Words, dateline: Dateline | None) -> None:
        self.words = words
        self.dateline = dateline
        self.lexicon = _lexicon()
        self.people: dict[str, _Found] = {}
        self.by_family: dict[str, list[_Found]] = {}
        self.organisations: Counter[str] = Counter()
        self.first_seen: dict[str, int] = {}
        self.places: dict[str, _Spotted] = {}
        self.singles: list[tuple[int, int]] = []
        """Single capitalised words nobody knew, by token, to be linked to people."""
        self.unsure_places: list[tuple[int, int, str, tuple[Spot, ...]]] = []
        self.pairs: list[tuple[int, int]] = []
        self.evidence: Counter[str] = Counter()
        """Countries, and `US-TX` regions, that the text speaks of beyond doubt."""
        self.acronyms: dict[str, str] = {}
        self.texts, self.begins, self.finishes = _without_endings(words)
        self.noun_capitals = False

    # --- reading -------------------------------------------------------------------------

    def read(self) -> None:
        """Go through the text once, then settle what needed the whole of it."""
        words = self.words
        count = len(self.texts)
        capital = [
            token[0].isupper() or ("-" in token and _is_capital(token)) for token in self.texts
        ]
        inside = sum(capital)
        self.noun_capitals = (
            inside > count * _NOUNS_IN_CAPITALS and count > 1.5 * _FEWEST_TO_TELL
        )
        if inside > _FEWEST_TO_TELL and self._is_shouted():
            self._read_shouted()
            return
        for first, last in words.sentence_tokens:
            if first >= count:
                break
            self._read_sentence(first, min(last, count), capital)
        if not words.text.isascii():
            self._read_other_scripts()
        self._settle_pairs()
        self._settle_singles()

    def _is_shouted(self) -> bool:
        """Tell whether most of the longer words are all in capitals."""
        long = [token for token in self.texts if len(token) > _SHORT_NAME - 1]
        return len(long) > _FEWEST_TO_TELL and (
            sum(map(str.isupper, long)) > _SHOUTED * len(long)
        )

    def _read_sentence(self, first: int, last: int, capital: list[bool]) -> None:
        at = first
        if (
            last - first > 1
            and self.texts[first] in _SENTENCE_STARTERS
            and not capital[first + 1]
            and self.texts[first + 1] not in self.lexicon.particle
        ):
            at += 1  # “The minister”: most sentences, and no name
        while at < last:
            if not capital[at]:
                at += 1
                continue
            end = at + 1
            while end < last and self._joined(end - 1, end):
                if capital[end]:
                    end += 1
                elif self.texts[end] in self.lexicon.particle:
                    stop = end + 1
                    while (
                        stop < last
                        and self.texts[stop] in self.lexicon.particle
                        and self._joined(stop - 1, stop)
                    ):
                        stop += 1
                    if stop < last and capital[stop] and self._joined(stop - 1, stop):
                        end = stop + 1
                    else:
                        break
                else:
                    break
            at = self._read_run(at, end, first, last)

    def _joined(self, left: int, right: int) -> bool:
        """Tell whether two tokens can be parts of one name."""
        words = self.words
        end, start = words.ends[left], words.starts[right]
        gap = start - end
        if gap == 1:
            return words.text[end] in " \u00a0" and words.texts[left].endswith(self.texts[left])
        if gap == 2 and words.text[end] == ".":
            token = self.texts[left]
            return words.text[start - 1] == " " and (
                len(token) == 1 or token.lower() in _ABBREVIATED
            )
        return gap == 3 and words.text[end:start] == " & "

    def _read_run(self, at: int, end: int, first: int, last: int) -> int:
        """Take a run of capitals apart; give the token after what was taken.

        Whoever knows the words at its beginning takes them; who does not gives `at` back.
        """
        while at < end:
            organisation, organisation_end = self._known_organisation(at, last)
            spots, place_end = self._known_place(at, last)
            if organisation and organisation_end >= place_end:
                at = self._take_known(organisation, at, organisation_end, end, (first, last))
                continue
            if self._opens_a_sentence(at, end, first, spots):
                at += 1
                continue
            begun = at
            for taken in (
                self._take_named_organisation(at, end, last, place_end),
                self._take_titled(at, end, (first, last), bool(spots)),
            ):
                at = max(at, taken)
                if at > begun:
                    break
            if at > begun:
                continue
            person = self._person_end(at, end)
            if person > max(at, place_end):
                self._person(at, person, first, last)
                at = person
            elif spots and not self._first_of_name(at, place_end, end, spots[0]):
                at = self._place(at, place_end, end, spots, first)
            else:
                at = self._take_unnamed(at, end, first, last)
        return at

    def _take_known(
        self, name: str, at: int, name_end: int, end: int, sentence: tuple[int, int]
    ) -> int:
        """Take a known organisation, or the longer name that it begins."""
        longer = self._longer_organisation(at, end)
        if longer > name_end:
            self._organisation(self._slice(at, longer), at)
            return longer
        if name_end - at == 1 and self.texts[at] in self.lexicon.first_names:
            person = self._person_end(at, end)
            if person > at + 1:
                self._person(at, person, *sentence)
                return person
        self._organisation(name, at)
        return name_end

    def _opens_a_sentence(self, at: int, end: int, first: int, spots: tuple[Spot, ...]) -> bool:
        """Tell whether a word has its capital from its place only, or belongs to no name."""
        token = self.texts[at]
        if token in _NOT_FIRST:
            return True
        if spots or token not in _SENTENCE_STARTERS:
            return False
        # “spokeswoman An Peeters”
        presented = at > first and self.texts[at - 1].lower() in self.lexicon.role
        return not (presented and at + 1 < end)

    def _take_named_organisation(self, at: int, end: int, last: int, place_end: int) -> int:
        """Take what its own words make an organisation."""
        alone = end - at == 1
        if alone and self.texts[at] not in self.lexicon.org_first:
            return at
        taken = self._organisation_of(at, last)
        if taken == at:
            taken = self._longer_organisation(at, end)
            if taken <= max(at + 1, place_end):
                return at
        self._organisation(self._slice(at, taken), at)
        return taken

    def _take_titled(
        self,
        at: int,
        end: int,
        sentence: tuple[int, int],
        place: bool,  # noqa: FBT001 - handed on as it came
    ) -> int:
        """Take titles and the person behind them."""
        titled = at
        while titled < end and self._is_title(self.texts[titled]):
            titled += 1
        if titled < end and self.texts[titled] in _OF:
            return at  # “Secretaria de Saúde”
        if at < titled < end and titled - at <= _SHORT_NAME:
            person = self._person_end(titled, end, titled=True)
            if person > titled:
                self._person(titled, person, *sentence, title=at)
                return person
        if self.texts[at] in self.lexicon.first_names or place:
            return at
        return titled

    def _take_unnamed(self, at: int, end: int, first: int, last: int) -> int:
        """Take a demonym, with the body of state behind it, or what no list knows."""
        lexicon = self.lexicon
        token = self.texts[at]
        country = lexicon.places.demonyms.get(token)
        if country is not None:
            self.evidence[country] += 1
            ministry = self._national_body(at, last)
            if ministry > at:
                self._organisation(self._slice(at, ministry), at)
            return max(at + 1, ministry)
        lower = token.lower()
        if token in lexicon.never or lower in lexicon.role or lower in lexicon.modifier:
            return at + 1
        return self._unknown(at, end, first)

    def _slice(self, at: int, end: int) -> str:
        words = self.words
        stop = self.finishes[end - 1]
        text = words.text[self.begins[at] : stop]
        if words.text[stop : stop + 1] == "." and self.texts[end - 1] in (
            "Inc",
            "Corp",
            "Ltd",
            "Co",
        ):
            text += "."
        return text.replace("\u00a0", " ") if "\u00a0" in text else text

    def _known_organisation(self, at: int, last: int) -> tuple[str | None, int]:
        most = self.lexicon.organisation_lengths.get(self.texts[at])
        if most is None:
            return None, at
        for length in range(min(most, last - at), 0, -1):
            name = self.lexicon.organisations.get(self._slice(at, at + length))
            if name:
                return name, at + length
        return None, at

    def _known_place(self, at: int, last: int) -> tuple[tuple[Spot, ...], int]:
        lexicon = self.lexicon
        words = self.words
        token = self.texts[at]
        most = lexicon.place_lengths.get(token)
        if most is None:
            return self._shouted_place(at, last)
        for length in range(min(most, last - at), 0, -1):
            end = at + length
            stop = self.finishes[end - 1]
            name = words.text[self.begins[at] : stop]
            spots = lexicon.places.spots.get(name, ())
            if not spots and words.text[stop : stop + 1] == ".":
                spots = lexicon.places.spots.get(name + ".", ())
            if spots:
                return spots, end
        return (), at

    def _shouted_place(self, at: int, last: int) -> tuple[tuple[Spot, ...], int]:
        """Know “LOS ANGELES” for a place; “LONE” is none."""
        token = self.texts[at]
        if len(token) < _SHORT_NAME - 1 or token[1].islower() or not token.isupper():
            return (), at
        for length in (3, 2, 1):
            if at + length <= last and self.texts[at + length - 1].isupper():
                name = self._slice(at, at + length)
                spots = self.lexicon.places.find(name)
                if spots and len(name) >= _SHORT_NAME:
                    return spots, at + length
        return (), at

    def _longer_organisation(self, at: int, end: int) -> int:
        """Give the end of “Kyiv City Council” and the like, or `at`."""
        lexicon = self.lexicon
        texts = self.texts
        found = at
        for index in range(at, min(end, at + _LONGEST_ORGANISATION)):
            token = texts[index]
            if index > at and token in lexicon.org_last and not token.isdigit():
                found = index + 1
            elif (
                index > at
                and (
                    token.lower() in lexicon.title
                    and not (index + 1 < end and texts[index + 1] in lexicon.org_last)
                )
            ) or (token in lexicon.particle and index + 1 >= end):
                break
        if found > at and texts[at].lower() in lexicon.title and texts[at] not in _BOTH:
            return at
        if texts[found - 1] in _WEAK_LAST and all(
            token.lower() in lexicon.common for token in texts[at:found]
        ):
            return found if self._abbreviated(found) else at
        return found

    def _abbreviated(self, end: int) -> bool:
        """Tell whether a name's abbreviation follows it in brackets."""
        after = self.finishes[end - 1]
        return _IN_BRACKETS.match(self.words.text[after : after + 12]) is not None

    def _organisation_of(self, at: int, last: int) -> int:
        """Give the end of “Ministry of Foreign Affairs” and the like, or `at`."""
        start = at
        while (
            start < min(last, at + _SHORT_NAME)
            and self.texts[start] not in self.lexicon.org_first
            and _is_capital(self.texts[start])
            and start + 1 < last
            and self._joined(start, start + 1)
        ):
            start += 1
        if start >= last or self.texts[start] not in self.lexicon.org_first:
            return at
        end = start + 1
        if end >= last or self.texts[end] not in (
            "of",
            "for",
            "de",
            "del",
            "della",
            "du",
            "für",
            "do",
            "da",
            "des",
        ):
            return at
        best = at
        while end < min(last, start + _LONGEST_ORGANISATION) and self._joined(end - 1, end):
            if _is_capital(self.texts[end]):
                end += 1
                best = end
            elif self.texts[end] in _ORGANISATION_LINKS:
                if self.texts[end] == "and" and best > at and not self._continues(end, last):
                    break
                if self.texts[end] in ("in", "on"):
                    break
                end += 1
            else:
                break
        return best

    def _continues(self, at: int, last: int) -> bool:
        """Tell whether “and X” belongs to “Ministry of Health and X”."""
        return (
            at + 1 < last
            and self.texts[at + 1] not in self.lexicon.place_lengths
            and self.texts[at + 1].lower() in self.lexicon.common
        )

    def _national_body(self, at: int, last: int) -> int:
        """Give the end of “Chinese foreign ministry”, after its country, or `at`."""
        end = at + 1
        if end < last and self._near(at, end) and self.texts[end].lower() in _MINISTRIES:
            end += 1
            if (
                end < last
                and self._near(end - 1, end)
                and self.texts[end].lower() == "ministry"
            ):
                return end + 1
        return at

    def _near(self, left: int, right: int) -> bool:
        return self.words.starts[right] - self.words.ends[left] == 1

    def _person_end(self, at: int, end: int, *, titled: bool = False) -> int:
        """Give the end of a person's name that starts here, or `at`."""
        lexicon = self.lexicon
        texts = self.texts
        token = texts[at]
        known = (
            token in lexicon.first_names
            or ("-" in token and token.split("-", 1)[0] in lexicon.first_names)
            or (token in _MONTHS_AS_NAMES and self._names_a_woman(at, end))
        )
        family = token in lexicon.family_first
        initial = self._initial(at)
        if not (known or family or titled or (initial and at + 1 < end)):
            return at
        if token in lexicon.never and not (known or family):
            return at
        if token in lexicon.org_last or token in lexicon.org_first:
            return at
        if (
            titled
            and (token in lexicon.not_person or self._known_place(at, end)[0])
            and not known
        ):
            followed = at + 1 < end and _is_capital(texts[at + 1])
            if not followed or token in lexicon.not_person:
                return at
        capitals = 1
        index = at + 1
        while index < end and index - at < _LONGEST_PERSON:
            token = texts[index]
            if token in lexicon.particle:
                if capitals >= 2 and token in _FROM:
                    break
                index += 1
                continue
            if (
                token in lexicon.org_last
                or token in lexicon.not_person
                or token in lexicon.never
                or token in lexicon.places.demonyms
            ):
                if capitals == 1:
                    return at + 1 if titled and token not in lexicon.not_person else at
                break
            if (
                capitals > 1
                and len(token) > 1
                and len(texts[index - 1]) > 1  # an initial is nobody's last name
                and (
                    (
                        token.lower() in lexicon.common
                        and not (family and len(token) < _SHORT_NAME)
                    )
                    or token.lower() in lexicon.title
                    or token in lexicon.organisation_lengths
                )
            ):
                break
            if capitals == 1 and token.lower() in _NOT_A_SURNAME:
                break
            capitals += 1
            index += 1
        while index > at and texts[index - 1] in lexicon.particle:
            index -= 1
        if capitals >= 2:
            house = (
                initial and not (known or family or titled) and self._followed_by_role(index)
            )
            return at if house else index
        return index if titled and len(texts[at]) > 1 else at

    def _names_a_woman(self, at: int, end: int) -> bool:
        """Tell “April Sorensen” from “in April Sorensen resigned”."""
        if at + 1 >= end or (at and self.texts[at - 1].lower() in _BEFORE_A_MONTH):
            return False
        following = self.texts[at + 1]
        lexicon = self.lexicon
        return not (
            following in lexicon.never
            or following.lower() in lexicon.common
            or following in lexicon.places.demonyms
            or following in lexicon.place_lengths
            or following.isupper()
        )

    def _followed_by_role(self, at: int) -> bool:
        """Tell that “D.A. Davidson” in “D.A. Davidson analyst Tom Forte” is a house."""
        return at < len(self.texts) and self.texts[at].lower() in self.lexicon.role

    def _is_title(self, token: str) -> bool:
        """Know a title, also one that German has put together: “Umweltministerin”."""
        lower = token.lower()
        return lower in self.lexicon.title or (
            len(lower) > _SHORTEST_COMPOUND and lower.endswith(_COMPOUND_TITLES)
        )

    def _initial(self, at: int) -> bool:
        """Tell whether this is the “J.” of “J. Edgar Hoover”."""
        token = self.texts[at]
        if len(token) == 1:
            end = self.words.ends[at]
            return self.words.text[end : end + 1] == "."
        return len(token) == 4 and token[1] == "." and token not in self.lexicon.place_lengths

    # --- writing down --------------------------------------------------------------------

    def _organisation(self, name: str, at: int) -> None:
        self.organisations[name] += 1
        self.first_seen.setdefault(name, at)
        words = self.words
        # "World Snail Union (WSU)" makes WSU known for the rest of the text.
        following = words.text[words.starts[at] + len(name) :][:12]
        match = _IN_BRACKETS.match(following)
        if match and match.group(1) not in self.lexicon.organisations:
            self.acronyms[match.group(1)] = name

    def _person(
        self, at: int, end: int, first: int, last: int, title: int | None = None
    ) -> None:
        name = self._slice(at, end)
        single = end - at == 1
        role = self._role_before(title if title is not None else at, at, first)
        after = self._role_after(end, last)
        if after and (not role or role.lower() in _PLAIN_TITLES):
            role = after
        if single:
            self.singles.append((at, end))
            if name not in self.people:
                family = name
                if family not in self.by_family:
                    self.people[name] = _Found(name, name, at=at, role=role)
                    return
            known = self.people.get(name)
            if known and not known.role:
                known.role = role
            elif role and name in self.by_family and not self.by_family[name][-1].role:
                self.by_family[name][-1].role = role
            return
        family = self._family(at, end)
        person = self.people.get(name)
        if person is None:
            person = self._same_person(name, family) or _Found(name, family, at=at)
            if person.name not in self.people:
                self.people[person.name] = person
                self.by_family.setdefault(family, []).append(person)
        person.mentions += 1
        if role and (person.role is None or person.role.lower() in _PLAIN_TITLES):
            person.role = role

    def _family(self, at: int, end: int) -> str:
        lexicon = self.lexicon
        token = self.texts[at]
        if token in lexicon.family_first and self.texts[end - 1] not in _WESTERN_SURNAMES:
            eastern = any(
                self.evidence[code] for code in ("CN", "KR", "KP", "TW", "VN", "HK", "SG")
            )
            if token not in lexicon.first_names or eastern:
                return token
        index = end - 1
        if self.texts[index].lower() in ("jr", "sr", "iii", "ii", "iv") and index > at + 1:
            index -= 1
        start = index
        while start - 1 > at and self.texts[start - 1] in lexicon.particle:
            start -= 1
        return self._slice(start, index + 1)

    def _same_person(self, name: str, family: str) -> _Found | None:
        """Find “Ursula G. Le Guin” for “Ursula Le Guin”."""
        first = name.split(maxsplit=1)[0]
        for person in self.by_family.get(family, ()):
            if person.name.split()[0] == first:
                return person
        return None

    def _role_before(self, at: int, name_at: int, first: int) -> str | None:
        """Give “Chinese foreign ministry spokesperson” before a name."""
        start = at
        seen = name_at > at
        while start > first and at - start < _LONGEST_ROLE:
            previous = start - 1
            if not self._touches(previous, start):
                break
            office = self._office_of(previous, first)
            if office < previous:
                start, seen = office, True
                continue
            known = self._is_role(self.texts[previous])
            if not known and not self._may_stand_in_role(previous, seen=seen):
                break
            seen = seen or known
            start = previous
        if not seen:
            return self._role_with_comma(at, first)
        while start < name_at and self.texts[start].lower() in _NOT_OPENING_A_ROLE:
            start += 1
        if start == name_at:
            return None
        role = self.words.text[self.words.starts[start] : self.words.starts[name_at]]
        role = role.rstrip(" \u00a0,")
        if role.lower().rstrip(".") in _COURTESY:
            return None
        return role

    def _is_role(self, token: str) -> bool:
        return token.lower() in self.lexicon.role or self._is_title(token)

    def _touches(self, left: int, right: int) -> bool:
        """Tell whether only a space parts two tokens, and no possessive."""
        words = self.words
        return (
            self._near(left, right)
            and words.text[words.ends[left]] in " \u00a0"
            and words.texts[left].endswith(self.texts[left])
        )

    def _may_stand_in_role(self, at: int, *, seen: bool) -> bool:
        lexicon = self.lexicon
        token = self.texts[at]
        lower = token.lower()
        if lower in lexicon.modifier or token in lexicon.places.demonyms:
            return True
        if not seen or token in _SENTENCE_STARTERS:
            return False
        if _is_capital(token):
            return token not in _CALENDAR
        return "-" in lower and lower.partition("-")[0] in lexicon.modifier

    def _office_of(self, at: int, first: int) -> int:
        """Give where “Secretary of State” begins that ends at this token, or the token."""
        if not _is_capital(self.texts[at]):
            return at
        for of in range(at - 1, max(first, at - _SHORT_NAME), -1):
            if not self._touches(of, of + 1):
                return at
            if self.texts[of] in _OF and of > first and self._touches(of - 1, of):
                return of - 1 if self._is_role(self.texts[of - 1]) else at
            if not _is_capital(self.texts[of]) and self.texts[of] not in ("and", "the"):
                return at
        return at

    def _role_with_comma(self, at: int, first: int) -> str | None:
        """Give “presidente de Colombia” before “, Gustavo Petro”; an “of” must be in it."""
        words = self.words
        if at - 1 <= first or words.text[words.ends[at - 1] : words.starts[at]] != ", ":
            return None
        has_of = False
        for start in range(at - 1, max(first, at - 1 - _LONGEST_ROLE) - 1, -1):
            lower = self.texts[start].lower()
            if start < at - 1 and not self._near(start, start + 1):
                return None
            if lower in self.lexicon.says:
                return None
            has_of = has_of or lower in _OF
            if has_of and self._is_role(lower) and lower not in _OF:
                while (
                    start > first
                    and self._touches(start - 1, start)
                    and (self.texts[start - 1].lower() in self.lexicon.modifier)
                ):
                    start -= 1  # noqa: PLW2901 - the role opens further left
                return words.text[words.starts[start] : words.ends[at - 1]]
        return None

    def _role_after(self, end: int, last: int) -> str | None:
        """Give “chief economist of the Snail Bank” after “, the” behind a name."""
        words = self.words
        if end >= last or words.text[words.ends[end - 1] : words.starts[end]] != ", ":
            return None
        at = end
        if self.texts[at].isdigit() and at + 1 < last:
            if words.text[words.ends[at] : words.starts[at + 1]] != ", ":
                return None
            at += 1
        if self.texts[at].lower() in ("a", "an", "the", "who"):
            if self.texts[at].lower() == "who":
                return None
            at += 1
        lexicon = self.lexicon
        role = False
        index = at
        while index < last and index - at < _LONGEST_ROLE + 3:
            lower = self.texts[index].lower()
            if lower in lexicon.role or lower in lexicon.title:
                role = True
            elif not role and (
                index - at >= _SHORT_NAME + 1 or lower in lexicon.says or lower in _PRONOUNS
            ):
                return None
            if index + 1 >= last:
                index += 1
                break
            gap = words.text[words.ends[index] : words.starts[index + 1]]
            index += 1
            if gap not in (" ", "\u00a0", " & ", "/"):
                break
        if not role or index == at:
            return None
        text = words.text[words.starts[at] : words.ends[index - 1]]
        closed = words.text[words.ends[index - 1] : words.ends[index - 1] + 1]
        if len(text) > _APPOSITION or closed not in ",.;)—–":
            return None
        if any(token in lexicon.says for token in text.lower().split()[1:]):
            return None
        return text

    def _place(
        self, at: int, end: int, run_end: int, spots: tuple[Spot, ...], first: int
    ) -> int:
        """Count a place that the words around it allow; give the token after it."""
        last = len(self.texts)
        words = self.words
        texts = self.texts
        name = self._slice(at, end)
        if name == "US" and at + 1 < run_end and texts[at + 1] == "Open":
            return end + 1
        if end < run_end and texts[end] in _GEOGRAPHY:
            return end + 1
        if end < last and texts[end].lower() in _MONEY:
            return end
        if at > first and texts[at - 1] in _OF_A_CONTINENT and name == "America":
            return end
        if at > first and texts[at - 1] in _GERMAN_ARTICLES and spots[0].kind == "city":
            return end  # “das Derby”
        narrowed, region_end = self._qualified(end, last, spots)
        if narrowed:
            self._count_place(name, narrowed, at)
            return end
        if name.isupper() and len(name) <= _SHORT_NAME - 1 and spots[0].kind == "region":
            return end
        before = texts[at - 1] if at > first and self._near(at - 1, at) else ""
        helped = before.lower() in _PREPOSITIONS or (
            before == "of" and at - 2 >= first and texts[at - 2].lower() in _TOWN_OF
        )
        alone = spots[0].alone
        starts = (
            at == first
            and end - at == 1
            and not helped
            and (
                name.lower() in self.lexicon.common
                or (
                    spots[0].kind == "city"
                    and name.isascii()
                    and (
                        spots[0].thousands < _WELL_KNOWN
                        or name.casefold() != spots[0].name.casefold()
                    )
                )
            )
        )
        inside_run = end < run_end or (
            at > first and _is_capital(before) and self._joined(at - 1, at)
        )
        dateline = (
            self.dateline is not None and self.dateline.place.casefold() == name.casefold()
        )
        if dateline or (alone and not starts) or helped:
            if inside_run and not alone:
                return end
            small = spots[0].thousands < _WELL_KNOWN
            if end - at == 1 and spots[0].kind == "city" and (small or not helped):
                self.unsure_places.append((at, end, name, spots))
            else:
                self._count_place(name, spots, at)
            return end
        self.singles.append((at, end))
        self.unsure_places.append((at, end, name, ()))
        _ = region_end, words
        return end

    def _qualified(
        self, end: int, last: int, spots: tuple[Spot, ...]
    ) -> tuple[tuple[Spot, ...], int]:
        """Narrow “Paris” by the “, Texas” behind it."""
        words = self.words
        if end >= last or words.text[words.ends[end - 1] : words.starts[end]] != ", ":
            return (), end
        regions, region_end = self._known_place(end, last)
        for region in regions:
            if region.kind == "city":
                continue
            narrowed = tuple(
                spot
                for spot in spots
                if spot.country == region.country
                and (
                    region.kind == "country"
                    or not region.region
                    or spot.region == region.region
                )
                and spot.kind != "country"
            )
            if narrowed:
                return narrowed, region_end
        return (), end

    def _count_place(
        self, name: str, spots: tuple[Spot, ...], at: int, mentions: int = 1
    ) -> None:
        known = self.places.get(name)
        if known is None:
            known = self.places[name] = _Spotted(name, spots, mentions, at)
        else:
            known.mentions += mentions
            if len(spots) < len(known.spots):
                known.spots = spots
        best = spots[0]
        if (
            len(spots) == 1
            or best.kind == "country"
            or best.thousands > 10 * spots[1].thousands
        ):
            for key in (best.country, f"{best.country}-{best.region}"):
                self.evidence[key] += 1
                known.evidence[key] += 1

    def _unknown(self, at: int, end: int, first: int) -> int:
        """Note a run that no list knows, to be settled when all is read."""
        lexicon = self.lexicon
        stop = at + 1
        while (
            stop < end
            and self.texts[stop] not in lexicon.never
            and not self._plain_place(stop)
            and self.texts[stop].lower() not in lexicon.title
            and not (self.texts[stop] in lexicon.first_names and stop + 1 < end)
            and stop - at < _LONGEST_PERSON
        ):
            stop += 1
        while stop > at + 1 and self.texts[stop - 1] in lexicon.particle:
            stop -= 1
        if stop - at == 1:
            self.singles.append((at, stop))
            self._place_based(at)
        elif not (at == first and self.texts[at].lower() in lexicon.common):
            self.pairs.append((at, stop))
        else:
            return at + 1
        return stop

    def _first_of_name(self, at: int, place_end: int, end: int, spot: Spot) -> bool:
        """Tell whether a place's name is rather the first half of somebody's."""
        if place_end - at > 1:
            return False
        if at + 1 >= end or spot.kind != "city" or spot.thousands >= 2 * _WELL_KNOWN:
            return False
        following = self.texts[at + 1]
        lexicon = self.lexicon
        return not (
            self._plain_place(at + 1)
            or following in lexicon.never
            or following in lexicon.org_last
            or following in lexicon.not_person
            or following in lexicon.organisation_lengths
            or following.lower() in lexicon.common
            or self._is_title(following)
        )

    def _plain_place(self, at: int) -> bool:
        """Tell whether a word is so well known a place that it is nobody's family name."""
        spots = self.lexicon.places.spots.get(self.texts[at], ())
        return (
            bool(spots)
            and spots[0].alone
            and (spots[0].kind != "city" or spots[0].thousands > _WELL_KNOWN)
        )

    def _place_based(self, at: int) -> None:
        """Count Seattle in “Seattle-based”."""
        head, hyphen, tail = self.texts[at].partition("-")
        if hyphen and tail in _BASED:
            spots = self.lexicon.places.spots.get(head, ())
            if spots and spots[0].alone:
                self._count_place(head, spots, at)

    # --- settling ------------------------------------------------------------------------

    def _settle_pairs(self) -> None:
        """Make people of those whom the copy presents as people."""
        for at, end in self.pairs:
            name = self._slice(at, end)
            if name in self.people:
                self.people[name].mentions += 1
                continue
            tokens = self.texts[at:end]
            if any(
                token in self.lexicon.not_person
                or token in self.lexicon.org_last
                or (token.isupper() and len(token) > 1 and "." not in token)
                or any(letter.isdigit() for letter in token)
                for token in tokens
            ):
                continue
            if len(tokens) > 3 or all(token.lower() in self.lexicon.common for token in tokens):
                continue
            if self._presented(at, end):
                first = max(0, at - _LONGEST_ROLE)
                self._person(at, end, first, min(len(self.texts), end + 2 * _LONGEST_ROLE))

    def _presented(self, at: int, end: int) -> bool:
        """Tell whether a name stands where copy puts people."""
        words = self.words
        texts = self.texts
        lexicon = self.lexicon
        count = len(texts)
        if (
            at
            and self._near(at - 1, at)
            and texts[at - 1].lower() in lexicon.role
            and not self.noun_capitals
        ):
            return True
        gap = words.text[words.ends[end - 1] : words.starts[end]] if end < count else ""
        if gap == ", " and texts[end].isdigit() and int(texts[end][:4]) < _OLDEST:
            return True
        limit = min(count, end + 2 * _LONGEST_ROLE)
        if gap == ", " and self._role_after(end, limit):
            return True
        says = (gap == " " and texts[end].lower() in lexicon.says) or (
            at and self._near(at - 1, at) and texts[at - 1].lower() in lexicon.says
        )
        if not says or self.noun_capitals:
            return False
        family = texts[end - 1]
        again = any(texts[single] == family for single, _ in self.singles)
        return again or gap.startswith(",")

    def _settle_singles(self) -> None:
        """Link “Wang” to “Wang Yi”; what is left over is a place, or nobody."""
        for person in [*self.people.values()]:
            if person.name == person.family and person.name in self.by_family:
                full = self._nearest(person.name, person.at)
                full.role = full.role or person.role
                del self.people[person.name]
        folded = {family.casefold(): family for family in self.by_family}
        for name, person in [*self.people.items()]:
            family = folded.get(name.casefold())
            if family is not None and person.family != family:
                self._nearest(family, person.at).mentions += person.mentions
                del self.people[name]
        for name in [name for name in self.organisations if name in self.by_family]:
            self.by_family[name][0].mentions += self.organisations.pop(name)
        taken: set[int] = set()
        for at, end in self.singles:
            name = self._slice(at, end)
            if name in self.by_family:
                self._nearest(name, at).mentions += 1
                taken.add(at)
            elif name in self.people:
                self.people[name].mentions += 1
                taken.add(at)
            elif name in self.acronyms:
                self.organisations[self.acronyms[name]] += 1
        for at, end, name, spots in self.unsure_places:
            if at in taken:
                continue
            if name in self.by_family or name in self.people:
                if spots and self.places.get(name):
                    self._count_place(name, spots, at)
                elif spots:
                    self._nearest(name, at).mentions += 1
            elif spots:
                self._count_place(name, spots, at)
            elif name in self.places:
                self._count_place(name, self.places[name].spots, at)
            _ = end
        for family, found in self.by_family.items():
            parts = family.split()
            if len(parts) > 1:
                last = parts[-1]
                for at, end in self.singles:
                    if self._slice(at, end) == last and at not in taken:
                        found[0].mentions += 1

    def _nearest(self, family: str, at: int) -> _Found:
        """Of several people of one name, the one named last before."""
        people = self.by_family.get(family)
        if not people:
            return self.people[family]
        before = [person for person in people if person.at <= at]
        return before[-1] if before else people[0]

    # --- other texts ---------------------------------------------------------------------

    def _read_shouted(self) -> None:
        """In a text all in capitals only places can be told."""
        at, count = 0, len(self.texts)
        while at < count:
            step = 1
            if self.texts[at][:1].isupper() and len(self.texts[at]) >= _SHORT_NAME:
                for length in (3, 2, 1):
                    if at + length <= count:
                        spots = self.lexicon.places.find(self._slice(at, at + length))
                        if spots and spots[0].alone:
                            self._count_place(spots[0].name, spots, at)
                            step = length
                            break
            at += step

    def _read_other_scripts(self) -> None:
        """Places in scripts without capitals or without spaces, and in Russian's cases."""
        words = self.words
        spots = self.lexicon.places.spots
        at, count = 0, len(self.texts)
        while at < count:
            token = self.texts[at]
            letter = token[0]
            step = 1
            if letter >= "\u0400":
                if SOLO.match(letter):
                    for length in (6, 5, 4, 3, 2):
                        end = at + length
                        if (
                            end > count
                            or words.starts[end - 1] - words.starts[at] != length - 1
                        ):
                            continue
                        name = words.text[words.starts[at] : words.ends[end - 1]]
                        if name in spots and (length > 2 or not _KANA.match(name)):
                            self._count_place(name, spots[name], at)
                            step = length
                            break
                elif "\u0400" <= letter <= "\u04ff":
                    if letter.isupper() and token not in spots:
                        self._russian(token, at)
                elif not letter.isupper():
                    least = 2 if letter >= "\uac00" else _SHORT_NAME - 1
                    for name in _without_particles(token):
                        if name in spots and name not in _NO_PLACES and len(name) >= least:
                            self._count_place(name, spots[name], at)
                            break
            at += step

    def _russian(self, token: str, at: int) -> None:
        if token.isupper() and len(token) >= _SHORT_NAME:
            token = token.title()
        stem = _stem(token)
        name = _cyrillic_stems().get(stem) if len(stem) >= _SHORT_NAME - 1 else None
        if name and not token.endswith(_ADJECTIVES):
            self._count_place(name, self.lexicon.places.spots[name], at)

    # --- giving out ----------------------------------------------------------------------

    def names(self) -> Names:
        """Everything found, the most mentioned first, then as they come in the text."""
        people = [person for person in self.people.values() if person.mentions or person.role]
        people.sort(key=lambda person: (-person.mentions, person.at))
        return Names(
            people=tuple(
                Person(
                    name=person.name,
                    mentions=max(1, person.mentions),
                    role=person.role,
                    span=self._where(person.name, person.at),
                    confidence=_SURE if person.role or person.mentions > 1 else _LIKELY,
                )
                for person in people
            ),
            organisations=tuple(
                Organisation(
                    name=name,
                    mentions=mentions,
                    span=self._where(name, self.first_seen[name]),
                    confidence=_SURE if name in self.lexicon.organisations else _LIKELY,
                )
                for name, mentions in sorted(
                    self._merged().items(),
                    key=lambda pair: (-pair[1], self.first_seen[pair[0]]),
                )
            ),
            places=self._settled_places(),
        )

    def _where(self, name: str, at: int) -> Span:
        """Give the place of a first mention, which may be shorter than the name."""
        start = self.words.starts[at]
        end = start + len(name)
        if not self.words.text.startswith(name, start):
            end = self.words.ends[at]
        return Span(start=start, end=end, of="body")

    def _merged(self) -> dict[str, int]:
        """Give the organisations, “the” left out and the same name counted once."""
        merged: dict[str, int] = {}
        spelled: dict[str, str] = {}
        for name, mentions in self.organisations.items():
            key = name.removeprefix("The ").casefold()
            shown = spelled.setdefault(key, name)
            merged[shown] = merged.get(shown, 0) + mentions
        return merged

    def _settled_places(self) -> tuple[Place, ...]:
        if self.dateline is not None and self.dateline.country:
            self.evidence[self.dateline.country] += 1
        chosen: dict[Spot, _Spotted] = {}
        for spotted in self.places.values():
            spot = spotted.spots[0]
            if len(spotted.spots) > 1:
                own = spotted.evidence
                spot = max(spotted.spots, key=lambda spot: self._likelihood(spot, own))
            known = chosen.get(spot)
            if known is None:
                chosen[spot] = spotted
            else:
                shown = known.name if _better(known.name, spotted.name) else spotted.name
                chosen[spot] = _Spotted(
                    shown,
                    known.spots,
                    known.mentions + spotted.mentions,
                    min(known.at, spotted.at),
                )
        found = [
            (spotted, Place(
                name=_shown(spotted.name, spot),
                country=spot.country or None,
                lat=spot.lat,
                lon=spot.lon,
                mentions=spotted.mentions,
                span=self._where(spotted.name, spotted.at),
                confidence=_SURE if self._is_plain(spotted, spot) else _LIKELY,
            ))
            for spot, spotted in chosen.items()
        ]  # fmt: skip
        found.sort(key=lambda pair: (-pair[0].mentions, pair[0].at))
        return tuple(place for _, place in found)

    def _is_plain(self, spotted: _Spotted, spot: Spot) -> bool:
        """Tell whether a name has one reading, or something else speaks for its country."""
        elsewhere = self.evidence[spot.country] - spotted.evidence[spot.country]
        return len(spotted.spots) == 1 or elsewhere > 0

    def _likelihood(self, spot: Spot, own: Counter[str]) -> float:
        """Weigh a reading by its size and by what else the text speaks of."""
        evidence = {
            key: self.evidence[key] - own[key]
            for key in (spot.country, f"{spot.country}-{spot.region}")
        }
        weight = _A_COUNTRY if spot.kind == "country" else math.log10(spot.thousands + 1)
        if evidence[spot.country] > 0:
            weight += 1.5
        if spot.region and evidence[f"{spot.country}-{spot.region}"] > 0:
            weight += 1.5
        if spot.kind == "region" and evidence[spot.country] > 0:
            weight += 1.0
        return weight


_SURE, _LIKELY = 0.95, 0.8
"""What a name with a role, a second mention or one reading alone is worth, and any other: nine
in ten of all names in the second labelled set were right at first sight (tests/labelled)."""
_SHORTEST_COMPOUND = 8
_COMPOUND_TITLES = (
    "minister", "ministerin", "präsident", "präsidentin", "sprecher", "sprecherin", "kanzler",
    "kanzlerin", "meister", "meisterin", "trainer", "trainerin", "direktor", "direktorin",
    "chef", "chefin", "vorstand", "forscher", "forscherin", "experte", "expertin",
    "sekretär", "sekretärin", "vorsitzende",
    "vorsitzender", "anwalt", "anwältin", "richter", "richterin", "leiter", "leiterin",
)  # fmt: skip
_A_COUNTRY = 4.5
"""What a country weighs against cities, by the logarithm of their thousands."""
_IN_BRACKETS = re.compile(r" \(([A-Z][A-Za-z&-]{1,7})\)")
_COURTESY = frozenset(
    "mr mrs ms miss sir dame lord lady herr frau monsieur madame m mme señor señora signor"
    " signora senhor senhora".split()
)
_PLAIN_TITLES = frozenset(
    "president minister prime minister chancellor senator sen. sen rep. rep gov. gov governor"
    " king queen pope judge justice dr dr. general gen. gen captain coach herr frau".split()
) | {"prime minister"}
_BOTH = frozenset(("General", "Justice", "Commissioner", "King", "Prince", "Crown", "Queen"))
_WEAK_LAST = frozenset(
    "Capital Community Energy Finance Financial Force Forces Front Management Markets Media"
    " Mission"
    " Network Networks News Office Press Program Programme Post Records Reserve Service"
    " Services"
    " Society Software Solutions Staff Studios Survey Systems Team Technology Television Times"
    " Trust Union Watch Works Exchange Futures International Partners School Center Centre"
    " Command Industries Insurance Initiative Conference League Community Guard Board".split()
)
"""Words that make an organisation only beside one that is no ordinary word."""
_NOT_FIRST = frozenset("Former Interim Acting Ex Late Outgoing Incoming".split())
_FROM = frozenset(("von", "van", "der", "aus", "af", "av", "du", "des"))
"""Behind a whole name these say where someone is from, or the next name begins."""
_CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May"
    " June July August September October November December I".split()
)
_MONTHS_AS_NAMES = frozenset("April May June August".split())
_BEFORE_A_MONTH = frozenset(
    "in of by since until till from to last next this early late mid before after during on and"
    " or through every".split()
)
_OF = frozenset("of for de del da do dos della du des für van".split())
_NOT_OPENING_A_ROLE = frozenset("a an the and by his her its their".split())
_NOT_A_SURNAME = frozenset(
    "is was has had will would says said and or but in on at to by of the a an as for from with"
    " told who not no are were be been may might can could should did does".split()
)
_WESTERN_SURNAMES = frozenset(
    "Kardashian Jackson Smith Johnson Basinger Cattrall Clijsters Brown Jones Williams".split()
)
_SENTENCE_STARTERS = frozenset(
    "The A An In On At For From By With But And Or If As It He She They We You I This That"
    " These Those There Here When While After Before Since Until Though Although However Then"
    " Also Still Yet Now Today Yesterday Tomorrow Last Next More Most Many Some All Both Each"
    " Other Others Another Such His Her Its Their Our My Your No Not One Two Three Four Five"
    " Six Seven Eight Nine Ten Officials Police Authorities Government Meanwhile Earlier Later"
    " Under Over About Among Between During Despite Following According Asked Speaking Writing"
    " What Why How Who Where Which Whether Because So To Of Der Die Das Ein Eine Im Am Bei Nach"
    " Le La Les Un Une El Los Las Il Lo Gli En De Du Des O Os As Da Do Na No Em".split()
)
_ADJECTIVES = ("ский", "ская", "ское", "ские", "ского", "ской", "ских", "ским", "скую", "скими")


def _without_endings(words: Words) -> tuple[list[str], Sequence[int], Sequence[int]]:
    """Give the tokens without possessive endings and elided articles, and where they stand."""
    texts = [*words.texts[:MOST_TOKENS]]
    if "’" not in words.text and "'" not in words.text:
        return texts, words.starts, words.ends
    begins, finishes = [*words.starts], [*words.ends]
    for at, token in enumerate(texts):
        if "’" in token or "'" in token:
            bare = texts[at] = _bare(token)
            if not token.startswith(bare):
                begins[at] += len(token) - len(bare)
            finishes[at] = begins[at] + len(bare)
    return texts, begins, finishes


def _bare(token: str) -> str:
    """Give the token without its possessive ending."""
    if token[-2:] in ("'s", "’s"):
        return token[:-2]
    if "’" in token or "'" in token:
        # “İzmir’de”: Turkish puts its endings behind an apostrophe.
        head, _, tail = token.replace("'", "’").partition("’")
        if (
            len(head) >= _SHORT_NAME - 1
            and head[0].isupper()
            and tail.islower()
            and len(tail) < _SHORT_NAME + 2
        ):
            return head
        # “l’Allemagne”, “dell’Italia”
        if tail[:1].isupper() and head.lower() in _ELIDED:
            return tail
    return token


_ELIDED = frozenset("l d qu dell nell all sull dall un c s n j m t".split())


def _is_capital(token: str) -> bool:
    first = token[:1]
    if first.isupper():
        return True
    head, hyphen, tail = token.partition("-")
    return bool(hyphen) and len(head) <= 3 and tail[:1].isupper() and head.isalpha()


def _better(shown: str, other: str) -> bool:
    """Tell whether the first of two names of one place is the one to show."""
    if shown.isupper() != other.isupper():
        return other.isupper()
    return len(shown) >= _SHORT_NAME or len(other) < _SHORT_NAME


def _shown(name: str, spot: Spot) -> str:
    """“U.S.” as “United States”, “MOSCOW” as “Moscow”, all else as written."""
    if name.isupper() and ("." in name or len(name) < _SHORT_NAME):
        return spot.name
    if name.isupper():
        titled = name.title()
        return titled if spot in gazetteer().spots.get(titled, ()) else spot.name
    if spot.kind == "region" and len(name) <= _LONGEST_ABBREVIATION and name.isascii():
        return spot.name
    return name


_LONGEST_ABBREVIATION = 5


@cache
def _cyrillic_stems() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in gazetteer().spots:
        if "\u0400" <= name[0] <= "\u04ff" and " " not in name:
            stem = _stem(name)
            if len(stem) >= _SHORT_NAME and len(found.get(stem, "")) < len(name):
                found[stem] = name
    return found


_KANA = re.compile(r"[\u3040-\u30ff]{2}")
_ENDING = re.compile(
    r"(?:ами|ями|ого|ому|ой|ей|ом|ем|ью|ах|ях|ию|ии|ия|ие|ы|и|а|я|у|ю|е|о|ь|й)$"
)


def _stem(token: str) -> str:
    return _ENDING.sub("", token)


_NO_PLACES = frozenset({"위해"})
"""Everyday words that are cities as well (“for”, Weihai)."""
_KOREAN = (
    "에서는",
    "에서",
    "에는",
    "으로",
    "에",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "와",
    "과",
    "도",
    "로",
    "서",
    "시",
)


def _without_particles(token: str) -> tuple[str, ...]:
    """Give an Arabic, Hebrew or Korean word, and what is left without its particles."""
    found = [token]
    if token[0] in "وفبلكובלמהש" and len(token) > _SHORT_NAME:
        found.append(token[1:])
    found += [token.removesuffix(suffix) for suffix in _KOREAN if token.endswith(suffix)]
    return tuple(found)
