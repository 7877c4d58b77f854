"""Where a person's name ends, if one begins."""

from __future__ import annotations

from services.enrichment.data.gazetteer import Spot
from services.enrichment.steps.entities.lexicon import (
    LETTERS,
    LONGEST_PERSON,
    MONTHS_AS_NAMES,
    SHORT_NAME,
    Lexicon,
)
from services.enrichment.steps.entities.places.found import Places
from services.enrichment.steps.entities.places.namesakes import NAMES_TOO
from services.enrichment.steps.entities.tokens import Tokens, is_capital

_FROM = frozenset(("von", "van", "der", "aus", "af", "av", "du", "des"))
"""Behind a whole name these say where someone is from, or the next name begins."""

_PARTICLES = frozenset(("Van", "Von", "De", "Den", "Vande", "Auf"))
"""As Flemings write them, before a small “der”."""

_BEFORE_A_MONTH = frozenset(
    "in of by since until till from to last next this early late mid before after during on and"
    " or through every".split()
)

_NOT_A_SURNAME = frozenset(
    "is was has had will would says said and or but in on at to by of the a an as for from with"
    " told who not no are were be been may might can could should did does".split()
)

_SURNAMES_TOO = frozenset(
    "Hill Hills Hall Woods Park Parks Lane Day West North Wall Mill Mills Castle Street Pond"
    " Point Forest Law House Field Tower Towers Temple Garden Farm Mount Cross Bridge Press"
    " Power Church Court Steel Post Guard Courier"
    " May".split()
)
_STREETS = frozenset(
    "St Street Ave Avenue Blvd Boulevard Rd Road Dr Drive Ln Lane Pl Place Hwy Highway".split()
)
_NAMED_AFTER = frozenset(
    "Airport Stadium Bridge Highway Expressway Award Prize Cup Trophy Arena Avenue"
    " Street".split()
)
_BEFORE_A_PLACE = frozenset("in at near on to from of outside around the across".split())


_ANDS = frozenset(("e", "y"))
_SPANISH = frozenset("Gasset Cajal Medrano Azaña Unamuno".split())
_GENERATIONS = frozenset(
    ("II", "III", "IV", "Jr", "Sr", "Junior", "Júnior", "Filho", "Neto", "Sobrinho")
)
_AGENCIES_TOO = frozenset(("Efe", "Ansa", "Lusa"))
_LONGEST_SYLLABLE = 6
_VIETNAMESE = frozenset(
    "Nguyen Nguyễn Tran Trần Le Lê Pham Phạm Phan Vu Vũ Vo Võ Dang Đặng Bui Bùi Do Đỗ Ngo Ngô"
    " Duong Dương Hoang Hoàng Huynh Huỳnh Truong Trương Dinh Đinh Luong Trinh".split()
)


class PersonNames:
    """Measures people's names."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, places: Places) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.places = places

    def end(self, at: int, end: int, *, titled: bool = False) -> int:
        """Give the end of a person's name that starts here, or `at`."""
        lexicon = self.lexicon
        texts = self.tokens.texts
        token = texts[at]
        known = (
            (token in lexicon.first_names and not self._is_told(at))
            or (token in LETTERS and self._goes_on(at, end))
            or ("-" in token and token.split("-", 1)[0] in lexicon.first_names)
            or (token in MONTHS_AS_NAMES and self._names_a_woman(at, end))
        )
        family = token in lexicon.family_first
        initial = (
            (len(token) == 1 or token[1] == ".") and self._initial(at) and self._begins(at)
        )
        if not (known or family or titled or (initial and at + 1 < end)):
            return at
        if token in lexicon.never and not (known or family):
            return at
        if token in lexicon.org_last or token in lexicon.org_first:
            return at
        if (
            titled
            and (token in lexicon.not_person or self.places.known(at, end)[0])
            and not known
        ):
            followed = at + 1 < end and is_capital(texts[at + 1])
            if not followed or token in lexicon.not_person:
                return at
        capitals = 1
        index = at + 1
        while index < end and index - at < LONGEST_PERSON:
            token = texts[index]
            if token in lexicon.particle:
                if capitals >= 2 and token in _FROM and texts[index - 1] not in _PARTICLES:
                    break
                if token in _ANDS and not self._goes_on_and(index, end, capitals):
                    break
                index += 1
                continue
            if (
                self._ends_before(index)
                and not (known and capitals == 1 and self._is_surname_too(at, index))
                and not (texts[at] in _VIETNAMESE and len(token) <= _LONGEST_SYLLABLE)
            ):
                if capitals == 1:
                    return at + 1 if titled and token not in lexicon.not_person else at
                break
            if (
                capitals > 1
                and self._is_a_word(index, family=family)
                and not self._is_last_name(at, index, end)
            ):
                break
            if (
                capitals == 1
                and token.lower() in _NOT_A_SURNAME
                and not self._initial(index)
                and not (known and self._is_surname_too(at, index))
            ):
                break
            capitals += 1
            index += 1
        while index > at and texts[index - 1] in lexicon.particle:
            index -= 1
        if index < len(texts) and texts[index] in _GENERATIONS and capitals >= 2:
            index += int(self.tokens.touches(index - 1, index))
        if capitals >= 2:
            if self._is_firm(at, index):
                return at
            unnamed = not (known or family or titled) and self._followed_by_role(index)
            house = initial and (unnamed or self._names_a_street(index))
            return at if house else index
        return index if titled and len(texts[at]) > 1 else at

    def _is_told(self, at: int) -> bool:
        """Tell the agency in “explicó a Efe Roe” from whom it would name."""
        texts = self.tokens.texts
        return texts[at] in _AGENCIES_TOO and at > 0 and texts[at - 1] in ("a", "ad", "à")

    def somebody(self, at: int, end: int, spots: tuple[Spot, ...], place_end: int) -> int:
        """Give the end of a person's name that a place may begin too, or `at`."""
        found = self.end(at, end)
        if spots and found > at:
            if place_end - at > 1 and self._is_whole_place(place_end, end, spots):
                return at
            if found == at + 2 and self._is_nobody(at, spots[0], goes_on=found < end):
                return at
        return found

    def _is_whole_place(self, place_end: int, end: int, spots: tuple[Spot, ...]) -> bool:
        """Tell “Mato Grosso e Minas Gerais”, which is nobody, by the place it begins with."""
        return spots[0].alone and (place_end >= end or not self.tokens.capital[place_end])

    def _is_nobody(self, at: int, spot: Spot, *, goes_on: bool) -> bool:
        """Tell “France Unbowed” and “Venice Film Festival” from people called so."""
        token, lexicon = self.tokens.texts[at + 1], self.lexicon
        if token in lexicon.surnames or token in lexicon.first_names or not spot.alone:
            return False
        if spot.kind == "country":
            written = self.tokens.texts[at]
            return written == spot.name and written not in NAMES_TOO
        return goes_on and token.lower() in lexicon.common

    def gives_a_name(self, at: int, end: int) -> bool:
        """Tell that what follows a person's name is a thing that is called by it."""
        texts = self.tokens.texts
        if not self.tokens.touches(at - 1, at):
            return False
        return texts[at] in _NAMED_AFTER or (
            at + 1 < end and texts[at] == "International" and texts[at + 1] in _NAMED_AFTER
        )

    def _is_firm(self, at: int, end: int) -> bool:
        """Know “Roe Doe & Qux”, inside a name or right behind it."""
        words = self.tokens.words
        last = words.ends[end - 1]
        return "&" in words.text[words.starts[at] : last + 2]

    def _goes_on_and(self, index: int, end: int, capitals: int) -> bool:
        """Tell “Ortega y Gasset”, one name, from “Roe y Doe”, two."""
        texts = self.tokens.texts
        following = texts[index + 1] if index + 1 < end else ""
        one = index + 2 >= end or not is_capital(texts[index + 2])
        return (
            capitals >= 1
            and one
            and is_capital(following)
            and (following in self.lexicon.surnames or following in _SPANISH)
            and following not in self.lexicon.first_names
        )

    def _is_last_name(self, at: int, index: int, end: int) -> bool:
        """Tell that the last of several names is one, whatever else it may be.

        “Ann Roe Xavier”; “Nguyen Thi Bich Lien”, all whose names are short.
        """
        texts = self.tokens.texts
        token = texts[index]
        if token.lower() in self.lexicon.title:
            return False
        if texts[at] in _VIETNAMESE:
            return len(token) <= _LONGEST_SYLLABLE
        last = index + 1 >= end or not self.tokens.joined(index, index + 1)
        surname = (
            token[:2] == "Mc"
            or token in self.lexicon.surnames
            or token in self.lexicon.first_names
        )
        return last and surname and token.lower() not in self.lexicon.common

    def _is_a_word(self, index: int, *, family: bool) -> bool:
        """Tell whether what follows a whole name is a word, a title or an organisation."""
        token = self.tokens.texts[index]
        if len(token) == 1 or len(self.tokens.texts[index - 1]) == 1:
            return False  # an initial is nobody's last name
        words = self.tokens.words
        if (
            words.starts[index] - words.ends[index - 1] > 1
            and words.text[words.ends[index - 1]] in " \u00a0"
        ):
            return False  # “Ann "Baby" Roe”
        lower = token.lower()
        word = lower in self.lexicon.common and not (family and len(token) < SHORT_NAME)
        return word or lower in self.lexicon.title or token in self.lexicon.organisation_lengths

    def _ends_before(self, index: int) -> bool:
        """Tell whether a word is no part of a person's name."""
        lexicon = self.lexicon
        token = self.tokens.texts[index]
        return (
            token in lexicon.org_last
            or token in lexicon.not_person
            or token in lexicon.never
            or token in lexicon.places.demonyms
        )

    def _is_surname_too(self, at: int, index: int) -> bool:
        """Tell “Fiona Hill” from a hill: behind a first name, and not in or at it."""
        before = self.tokens.texts[at - 1].lower() if at else ""
        texts = self.tokens.texts
        on = index + 1 < len(texts) and self.tokens.joined(index, index + 1)
        goes_on = on and (is_capital(texts[index + 1]) or texts[index + 1][0].isdigit())
        return texts[index] in _SURNAMES_TOO and before not in _BEFORE_A_PLACE and not goes_on

    def _goes_on(self, at: int, end: int) -> bool:
        following = self.tokens.texts[at + 1] if at + 1 < end else ""
        return following[1:2].islower() and following.lower() not in self.lexicon.common

    def _names_a_woman(self, at: int, end: int) -> bool:
        """Tell “April Sorensen” from “in April Sorensen resigned”."""
        if at + 1 >= end or (at and self.tokens.texts[at - 1].lower() in _BEFORE_A_MONTH):
            return False
        following = self.tokens.texts[at + 1]
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
        return (
            at < len(self.tokens.texts) and self.tokens.texts[at].lower() in self.lexicon.role
        )

    def _names_a_street(self, at: int) -> bool:
        """Tell that “N. Elm” in “1225 N. Elm St.” is a street."""
        texts = self.tokens.texts
        return at < len(texts) and self.tokens.near(at - 1, at) and texts[at] in _STREETS

    def _begins(self, at: int) -> bool:
        """Tell the “J.” before a name from the last letter of “Vitamin K. So …”."""
        tokens = self.tokens
        behind = at > 0 and tokens.joined(at - 1, at) and is_capital(tokens.texts[at - 1])
        following = tokens.texts[at + 1] if at + 1 < len(tokens.texts) else ""
        return not behind and not {following.lower()} & _NOT_A_SURNAME

    def _initial(self, at: int) -> bool:
        """Tell whether this is the “J.” of “J. Edgar Hoover”."""
        token = self.tokens.texts[at]
        if len(token) == 1:
            end = self.tokens.words.ends[at]
            return self.tokens.words.text[end : end + 1] == "."
        return len(token) == 4 and token[1] == "." and token not in self.lexicon.place_lengths
