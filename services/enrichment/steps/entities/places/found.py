"""Places: what a name can mean, whether it is meant here, and which of its bearers it is."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial

from services.enrichment.casing import readers_case
from services.enrichment.data.gazetteer import Spot, gazetteer
from services.enrichment.steps.entities.lexicon import LIKELY, SHORT_NAME, SURE, Lexicon
from services.enrichment.steps.entities.places.namesakes import (
    GEOGRAPHY,
    NAMES_TOO,
    WELL_KNOWN,
    Namesakes,
)
from services.enrichment.steps.entities.places.small_towns import (
    BEFORE_TOWNS,
    LINKS_TO,
    MOUNTS,
    PREPOSITIONS,
    TOWN_OF,
    unlisted_spot,
)
from services.enrichment.steps.entities.tokens import Tokens, is_capital
from shared.articles import Dateline, Place

_nothing = partial(defaultdict[str, int], int)
"""Counts of nothing yet, which take a fraction of the time of a `Counter`."""


@dataclass(slots=True)
class _Spotted:
    """A place in the making: what its name can mean, and how it was written."""

    name: str
    spots: tuple[Spot, ...]
    mentions: int
    at: int
    evidence: dict[str, int] = field(default_factory=_nothing)
    """What this very name has said for a country, which must not speak for itself."""


_OF_A_CONTINENT = frozenset(("Latin", "South", "North", "Central"))

_MONEY = frozenset(("dollar", "dollars", "cents"))

_OF_TOWNS = frozenset(
    "port police mayor residents airport officials city prosecutors firefighters harbour harbor"
    " authorities council magistrates hospital hospitals schools councillors commuters".split()
)
"""Behind a town's name where it opens a sentence: “Elmford police”."""

_GERMAN_ARTICLES = frozenset(("das", "ein", "einem", "einen", "beim", "zum", "im"))


_A_COUNTRY = 4.5
"""What a country weighs against cities, by the logarithm of their thousands."""

_WATERS = frozenset(("Sea", "River", "Ocean", "Strait"))
_WORDS_TOO = frozenset("Turkey Guinea Jersey Reunion Chad US".split())
"""Countries whose names may be words where they open a sentence."""
_NO_WORDS = frozenset(("Wales",))
_LONGEST_ABBREVIATION = 5


class Places:
    """The places of one text, in the making."""

    def __init__(
        self,
        tokens: Tokens,
        lexicon: Lexicon,
        dateline: Dateline | None,
        singles: list[tuple[int, int]],
    ) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.dateline = dateline
        self.singles = singles
        self.namesakes = Namesakes(tokens, lexicon)
        self.found: dict[str, _Spotted] = {}
        self.unsure: list[tuple[int, str, tuple[Spot, ...]]] = []
        self.evidence = _nothing()
        """Countries, and `US-TX` regions, that the text speaks of beyond doubt."""

    def known(self, at: int, last: int) -> tuple[tuple[Spot, ...], int]:
        """Give what the gazetteer knows by the words here, and their end."""
        lexicon = self.lexicon
        words = self.tokens.words
        token = self.tokens.texts[at]
        most = lexicon.place_lengths.get(token)
        if most is None:
            small = len(token) < SHORT_NAME - 1 or token[1].islower()
            return ((), at) if small else self._shouted(at, last)
        if most > 1 and self.tokens.behind(at) not in (following := lexicon.place_next[token]):
            if "" not in following:
                return (), at
            most = 1
        for length in range(min(most, last - at), 0, -1):
            end = at + length
            stop = self.tokens.finishes[end - 1]
            name = words.text[self.tokens.begins[at] : stop]
            spots = lexicon.places.spots.get(name, ())
            if not spots and words.text[stop : stop + 1] == ".":
                spots = lexicon.places.spots.get(name + ".", ())
            if spots:
                return spots, end
        return (), at

    def _shouted(self, at: int, last: int) -> tuple[tuple[Spot, ...], int]:
        """Know “LOS ANGELES” for a place; “LONE” is none."""
        token = self.tokens.texts[at]
        if not token.isupper():
            return (), at
        for length in (3, 2, 1):
            if at + length <= last and self.tokens.texts[at + length - 1].isupper():
                name = self.tokens.slice(at, at + length)
                if len(name) >= SHORT_NAME and (spots := self.lexicon.places.find(name)):
                    return spots, at + length
        return (), at

    def note_dateline(self) -> None:
        """Count the dateline's place where the gazetteer does not know it."""
        filed = self.dateline
        words = self.tokens.words
        if filed is None or self.lexicon.places.find(filed.place):
            return
        if words.text[: len(filed.place)].casefold() == filed.place.casefold():
            self.count(filed.place, (unlisted_spot(filed.place, filed.country or ""),), 0)

    def take(self, at: int, end: int, run_end: int, spots: tuple[Spot, ...], first: int) -> int:
        """Count a place that the words around it allow; give the token after it."""
        texts = self.tokens.texts
        name = self.tokens.slice(at, end)
        if name == "US" and at + 1 < run_end and texts[at + 1] == "Open":
            return end + 1
        if at > first and texts[at - 1] in MOUNTS and self.tokens.touches(at - 1, at):
            whole = self.tokens.slice(at - 1, end)
            self.count(whole, (unlisted_spot(whole, spots[0].country),), at - 1)
            return end
        if end < run_end and texts[end] in GEOGRAPHY:
            if texts[end] in _WATERS and at and texts[at - 1] in ("the", "The"):
                whole = self.tokens.slice(at, end + 1)
                self.count(whole, (unlisted_spot(whole, ""),), at)
            return end + 1
        if end + 1 == run_end and texts[end] == "County" and spots[0].country == "US":
            whole = self.tokens.slice(at, run_end)
            self.count(whole, (unlisted_spot(whole, "US"),), at)
            return run_end
        if end < len(texts) and texts[end].lower() in _MONEY:
            return end
        if self.namesakes.listed_name(at, end) or self.namesakes.ranked(at, first):
            return end
        if at > first and texts[at - 1] in _OF_A_CONTINENT and name == "America":
            return end
        if at > first and texts[at - 1] in _GERMAN_ARTICLES and spots[0].kind == "city":
            return end  # “das Derby”
        narrowed = self._qualified(end, len(texts), spots)
        if narrowed:
            self.count(name, narrowed, at)
            return end
        elsewhere = self._elsewhere(end, len(texts)) if spots[0].kind == "city" else None
        if elsewhere is not None:
            self.count(name, (unlisted_spot(readers_case(name), elsewhere.country),), at)
            return end
        if name.isupper() and len(name) <= SHORT_NAME - 1 and spots[0].kind == "region":
            return end
        self._weigh(at, end, run_end, spots, first)
        return end

    def _weigh(
        self, at: int, end: int, run_end: int, spots: tuple[Spot, ...], first: int
    ) -> None:
        """Count a place, keep it for the end, or leave it, by what stands before it."""
        texts = self.tokens.texts
        name = self.tokens.slice(at, end)
        before = texts[at - 1] if at > first and self.tokens.near(at - 1, at) else ""
        helped = before.lower() in BEFORE_TOWNS or (
            before in LINKS_TO and at - 2 >= first and texts[at - 2].lower() in TOWN_OF
        )
        alone = spots[0].alone
        following = texts[end] if end < len(texts) else ""
        starts = (
            at == first
            and end - at == 1
            and not helped
            and following not in _OF_TOWNS
            and self._may_be_a_word(name, spots)
        )
        inside_run = end < run_end or (
            at > first
            and is_capital(before)
            and before.lower() not in PREPOSITIONS
            and self.tokens.joined(at - 1, at)
        )
        dateline = (
            self.dateline is not None and self.dateline.place.casefold() == name.casefold()
        )
        if not (dateline or (alone and not starts) or helped):
            self.singles.append((at, end))
            self.unsure.append((at, name, ()))
        elif alone or not inside_run:
            small = spots[0].thousands < WELL_KNOWN
            somebodys = name in NAMES_TOO and not helped
            if end - at == 1 and (
                somebodys or (spots[0].kind == "city" and (small or not helped))
            ):
                self.unsure.append((at, name, spots))
            else:
                self.count(name, spots, at)

    def _may_be_a_word(self, name: str, spots: tuple[Spot, ...]) -> bool:
        """Tell whether what opens a sentence may have its capital from there."""
        spot = spots[0]
        if (spot.kind == "country" and name not in _WORDS_TOO) or name in _NO_WORDS:
            return False
        return name.lower() in self.lexicon.common or (
            spot.kind == "city"
            and name.isascii()
            and (spot.thousands < WELL_KNOWN or name.casefold() != spot.name.casefold())
        )

    def _qualified(self, end: int, last: int, spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
        """Narrow “Paris” by the “, Texas” behind it."""
        words = self.tokens.words
        if end >= last or words.text[words.ends[end - 1] : words.starts[end]] != ", ":
            return ()
        regions, _ = self.known(end, last)
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
                return narrowed
        return ()

    def _elsewhere(self, end: int, last: int) -> Spot | None:
        """Give the “, Ohio,” behind a town that no list has there."""
        words = self.tokens.words
        if end >= last or words.text[words.ends[end - 1] : words.starts[end]] != ", ":
            return None
        regions, stop = self.known(end, last)
        if not regions or regions[0].kind != "region":
            return None
        after = words.ends[stop - 1]
        closed = words.text[after : after + 2].lstrip(" ")[:1]
        return regions[0] if closed in (",", ".", "(", ";", ")", "—", "–") else None

    def count(self, name: str, spots: tuple[Spot, ...], at: int, mentions: int = 1) -> None:
        """Count a place, and what it says of the countries that the text speaks of."""
        known = self.found.get(name)
        if known is None:
            known = self.found[name] = _Spotted(name, spots, mentions, at)
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

    def settled(self) -> tuple[Place, ...]:
        """Give the places, each name with its likeliest bearer."""
        if self.dateline is not None and self.dateline.country:
            self.evidence[self.dateline.country] += 1
        chosen: dict[Spot, _Spotted] = {}
        for spotted in self.found.values():
            spot = spotted.spots[0]
            if len(spotted.spots) > 1:
                spot = max(spotted.spots, key=partial(self._likelihood, spotted=spotted))
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
                span=self.tokens.where(spotted.name, spotted.at),
                confidence=SURE if self._is_sure(spotted, spot) else LIKELY,
            ))
            for spot, spotted in chosen.items()
        ]  # fmt: skip
        found.sort(key=lambda pair: (-pair[0].mentions, pair[0].at))
        return tuple(place for _, place in found)

    def _is_sure(self, spotted: _Spotted, spot: Spot) -> bool:
        """Tell whether a name has one reading, or something else speaks for its country."""
        elsewhere = self.evidence[spot.country] - spotted.evidence[spot.country]
        return len(spotted.spots) == 1 or elsewhere > 0

    def _likelihood(self, spot: Spot, spotted: _Spotted) -> float:
        """Weigh a reading by its size and by what else the text speaks of."""
        own, written = spotted.evidence, spotted.name
        rivals = any(other.name == written and other.alone for other in spotted.spots)
        evidence = {
            key: self.evidence[key] - own[key]
            for key in (spot.country, f"{spot.country}-{spot.region}")
        }
        weight = _A_COUNTRY if spot.kind == "country" else math.log10(spot.thousands + 1)
        if spot.kind == "country" and spot.name != written and rivals:
            weight = 0.0  # “Granada” is Grenada in Spanish, and a city
        if evidence[spot.country] > 0:
            weight += 1.5
        if spot.region and evidence[f"{spot.country}-{spot.region}"] > 0:
            weight += 1.5
        if spot.kind == "region" and evidence[spot.country] > 0:
            weight += 1.0
        return weight


def _better(shown: str, other: str) -> bool:
    """Tell whether the first of two names of one place is the one to show."""
    if shown.isupper() != other.isupper():
        return other.isupper()
    return len(shown) >= SHORT_NAME or len(other) < SHORT_NAME


def _shown(name: str, spot: Spot) -> str:
    """“U.S.” as “United States”, “MOSCOW” as “Moscow”, all else as written."""
    if name.isupper() and ("." in name or len(name) < SHORT_NAME):
        return spot.name
    if name.isupper():
        titled = name.title()
        return titled if spot in gazetteer().spots.get(titled, ()) else spot.name
    if spot.kind == "region" and len(name) <= _LONGEST_ABBREVIATION and name.isascii():
        return spot.name
    return name
