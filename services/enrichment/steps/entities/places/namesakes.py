"""Places that are somebody's name, a team's, or the first half of either."""

from __future__ import annotations

from services.enrichment.data.gazetteer import Spot
from services.enrichment.steps.entities.lexicon import Lexicon
from services.enrichment.steps.entities.spellings import abbreviation
from services.enrichment.steps.entities.tokens import Tokens

NAMES_TOO = frozenset("Chad Jordan Georgia Israel Kenya India Malta Virginia Carolina".split())
"""Countries and states that are first names as well."""
FIRST_NAMES_TOO = frozenset(
    "Milan Florence Sydney Paris London Austin Dallas Houston Madison Brooklyn Sofia Victoria"
    " Adelaide Charlotte Savannah Orlando Santiago Valencia Vienna Petra Camden Israel".split()
)
"""Cities that are first names as well."""
WELL_KNOWN = 500
"""Thousands of people from which a city may open a sentence without help."""
GEOGRAPHY = frozenset(
    "Sea Strait Ocean Street Road Avenue Accord Accords Agreement Protocol Convention Gulf"
    " Pact Shield Declaration Treaty"
    " River Lake Bay Channel Canal Airport Square Bridge Park Derby Boulevard Lane"
    " Drive".split()
)

_WATERS = frozenset("Amazon Atlantic Pacific Macquarie Orinoco Danube".split())
_FIRMS_FIRST = frozenset("Apple Amazon Tesla Santander".split())
_OF_FIRMS = frozenset(
    "warehouse warehouses plant factory deal lawsuit case app cloud website site offer bid"
    " takeover merger job jobs brand".split()
)
_OF_MEMBERS = frozenset(
    "Union Association Federation Society Conference Council Congress Confederation League"
    " Alliance Coalition Community Communities".split()
)
_GAMES = frozenset("cricket football rugby hockey boxing tennis athletics golf".split())
_MOST_STATES = 3
_NOT_ALL = frozenset(("Congress", "House", "Order"))
_HOUSES = frozenset(
    "Representatives Lords Commons Delegates Assembly Deputies Peoples Councillors Keys"
    " Burgesses Bishops Chiefs Councils Nationalities Federation Elders Laity".split()
)
_HONOURS = frozenset(
    "British Merit Canada Australia Lenin Bath Garter Honour Courage Glory Friendship Victory"
    " Thistle Ontario Jamaica Independence Liberty Service".split()
)


class Namesakes:
    """Tells a place's name from the same name of somebody or something else."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon

    def listed_name(self, at: int, end: int) -> bool:
        """Tell the “Kent” of “Kent, Stephanie and Rachel Roe”."""
        tokens, names = self.tokens, self.lexicon.first_names
        if end - at > 1 or end >= len(tokens.texts) or tokens.texts[at] not in names:
            return False
        words, following = tokens.words, tokens.texts[end]
        gap = words.text[words.ends[at] : words.starts[end]]
        return (
            gap == ", "
            and following in names
            and following not in self.lexicon.place_lengths
            and end + 1 < len(tokens.texts)
            and words.text[words.ends[end] : words.starts[end + 1]] in (", ", " ")
            and (
                tokens.texts[end + 1] in ("and", "&", "und", "et", "y", "e", "en")
                or tokens.texts[end + 1] in names
            )
        )

    def ranked(self, at: int, first: int) -> bool:
        """Tell the team in “No. 1 Alabama”."""
        texts = self.tokens.texts
        return at - 2 >= first and texts[at - 1].isdigit() and texts[at - 2].lower() == "no"

    def first_of_name(self, at: int, place_end: int, end: int, spot: Spot) -> bool:
        """Tell whether a place's name is rather the first half of somebody's."""
        if place_end - at > 1:
            return False
        if at + 1 >= end:
            return False
        following = self.tokens.texts[at + 1]
        if at and self.lexicon.is_role(self.tokens.texts[at - 1]):
            return following[:1].isupper()  # “prefeita Jandira Toledo”
        if self.tokens.texts[at] in FIRST_NAMES_TOO:
            return self._is_nobody_elses(at + 1)
        if self.tokens.texts[at] in NAMES_TOO:
            return following in self.lexicon.surnames and following not in GEOGRAPHY
        if spot.kind != "city" or spot.thousands >= 2 * WELL_KNOWN:
            return False
        lexicon = self.lexicon
        return not (
            self.is_plain(at + 1)
            or following in lexicon.never
            or following in lexicon.org_last
            or following in lexicon.not_person
            or following in lexicon.organisation_lengths
            or following.lower() in lexicon.common
            or self.lexicon.is_title(following)
        )

    def _is_nobody_elses(self, at: int) -> bool:
        """Tell whether a word can only be a family name: no word, no place, no organisation."""
        token = self.tokens.texts[at]
        lexicon = self.lexicon
        return token[1:].islower() and not (
            token.lower() in lexicon.common
            or token in lexicon.place_lengths
            or token in lexicon.organisation_lengths
            or token in lexicon.org_last
            or token in lexicon.not_person
            or token in lexicon.never
        )

    def is_plain(self, at: int) -> bool:
        """Tell whether a word is so well known a place that it is nobody's family name."""
        spots = self.lexicon.places.spots.get(self.tokens.texts[at], ())
        return (
            bool(spots)
            and spots[0].alone
            and (spots[0].kind != "city" or spots[0].thousands > WELL_KNOWN)
        )

    def family_of(self, at: int, stop: int) -> bool:
        """Tell the “Jordan” of “Kidd Jordan”, behind what is no word, from the country."""
        token = self.tokens.texts[at]
        return (
            stop - at == 1
            and self.tokens.texts[stop] in NAMES_TOO
            and token[1:].islower()
            and token.lower() not in self.lexicon.common
        )


def stands_for_a_land(tokens: Tokens, lexicon: Lexicon, at: int, end: int) -> bool:
    """Tell the river in “on the Amazon”, the town in “in Orange” and “Delta state”."""
    texts = tokens.texts
    if texts[at] not in lexicon.places.spots and texts[at] not in _WATERS:
        return False
    if not at or tokens.words.texts[at] != texts[at]:
        return False
    before, following = texts[at - 1], texts[end] if end < len(texts) else ""
    lower = following.lower()
    if lower in ("state", "and") and not {"states", "state"}.isdisjoint(
        texts[end : end + _MOST_STATES]
    ):
        return True
    if not tokens.near(at - 1, at):
        return False
    if lower in _OF_FIRMS or lower in lexicon.org_noun or lower in lexicon.org_behind:
        return False
    if before == "the":
        return not following[:1].isupper() or not tokens.joined(end - 1, end)
    if before in ("in", "near", "across", "outside", "between"):
        return texts[at] not in _FIRMS_FIRST
    return before in lexicon.places.demonyms and texts[at] in _WATERS


def in_brackets_too(tokens: Tokens, at: int) -> bool:
    """Tell that letters in brackets stand behind the one word after a link."""
    return (
        at + 1 < len(tokens.texts)
        and tokens.capital[at + 1] == 1
        and abbreviation(tokens.words.text, tokens.finishes[at + 1]) is not None
    )


def in_a_country(tokens: Tokens, lexicon: Lexicon, head: int, at: int) -> bool:
    """Tell “Union of Students in Elmland” from what some body does there.

    Letters in brackets behind the country are its too: “Rally for Democracy in Elmland (RDE)”.
    """
    texts = tokens.texts
    if at + 1 >= len(texts):
        return False
    if in_brackets_too(tokens, at):
        return True
    members = texts[head] in _OF_MEMBERS and texts[at - 1][-1:] == "s"
    game = texts[head] == "Board" and texts[at - 1].lower() in _GAMES
    if not members and not game:
        return False
    spots = lexicon.places.spots.get(texts[at + 1], ())
    return bool(spots) and spots[0].kind == "country"


def is_body(tokens: Tokens, lexicon: Lexicon, at: int, last: int) -> bool:
    """Tell “House of Commons” and “Congress of Snails” from a series, a medal, a country's."""
    texts = tokens.texts
    if texts[at] not in _NOT_ALL:
        return True
    if texts[at] == "Congress":
        return (
            at + 2 < last
            and texts[at + 1] == "of"
            and tokens.capital[at + 2] == 1
            and texts[at + 2] not in lexicon.places.spots
        )
    behind = texts[at + 2 : min(last, at + 4)]
    if texts[at] == "House":
        return not _HOUSES.isdisjoint(behind)
    return _HONOURS.isdisjoint(behind)
