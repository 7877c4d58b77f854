"""Places by name, in many languages: countries, regions and cities, with where they lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from sys import intern
from typing import Literal

from services.enrichment.data import rows

_Kind = Literal["country", "region", "city"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a name can mean. `region` is GeoNames' admin1 code, where it helps.

    `alone`: the name means the place without any help from the words around it. The others
    are also words or people's names, or so small that a namesake is as likely.
    """

    name: str
    kind: _Kind
    country: str
    region: str
    lat: float | None
    lon: float | None
    thousands: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places by each of their names, the most important one first."""

    spots: dict[str, tuple[Spot, ...]]
    demonyms: dict[str, str]
    """“Russian” and the like, and the country meant."""
    longest: int
    """The most words that a name has."""

    def find(self, name: str) -> tuple[Spot, ...]:
        """Give what the name can mean; all capitals are read as a dateline's."""
        found = self.spots.get(name)
        if found is None and name.isupper() and len(name) > _LONGEST_CODE:
            found = self.spots.get(name.title()) or self.spots.get(_titled(name))
        return found or ()


_LONGEST_CODE = 3
_A_REGION = 400
"""Thousands of people at which a city outweighs a region of the same name."""
_LARGE = 100
_SMALL = 80
"""Thousands of people below which a city is a namesake of what editors wrote down."""
_SHORTEST_DEMONYM = 5
"""“US” is a country as well; “Swiss” is none, whatever some language says."""
_LONGEST_NAME = 6


@cache
def gazetteer() -> Gazetteer:
    """Read the gazetteer, once."""
    found: dict[str, list[Spot]] = {}
    demonyms: dict[str, str] = {}
    for code, name, _, lat, lon, people, others in rows("countries.tsv"):
        spot = Spot(name, "country", code, "", _degrees(lat), _degrees(lon), 0, alone=True)
        _enter(found, spot, others)
        demonyms.update(dict.fromkeys(filter(None, people.split("|")), code))
    added: dict[tuple[str, str], Spot] = {}
    for name, others, kind, country, region, lat, lon, thousands in rows("more_places.tsv"):
        known = kind == "city"
        size = int(thousands) if known else _A_REGION
        spot = Spot(
            name,
            "city" if known else "region",
            country,
            region,
            float(lat),
            float(lon),
            size,
            alone=size >= _LARGE,
        )
        if known:
            added.update(((each, country), spot) for each in (name, *others.split("|")))
        _enter(found, spot, others)
    _enter_regions(found)
    for name, country, region, lat, lon, thousands, flag, others in rows("cities.tsv.gz"):
        written = added.get((name, country))
        if written and int(thousands) > _SMALL:
            # What editors wrote down stands for it, under what it is called elsewhere too.
            for other in filter(None, others.split("|")):
                if other.count(" ") < _LONGEST_NAME and written not in found.get(other, ()):
                    found.setdefault(other, []).append(written)
            continue
        spot = Spot(
            name,
            "city",
            intern(country),
            intern(region),
            float(lat),
            float(lon),
            int(thousands),
            not flag,
        )
        _enter(found, spot, others)
        on_water = _ON_WATER.search(name)
        if on_water and country in _WRITTEN_SHORT:
            found.setdefault(name[: on_water.start()], []).append(spot)
    for known_as, spots in found.items():
        if len(spots) > 1:
            spots.sort(key=lambda spot: _rank(spot, known_as))
    return Gazetteer(
        spots={
            name: tuple(spots)
            for name, spots in found.items()
            if name not in demonyms or len(name) < _SHORTEST_DEMONYM
        },
        demonyms=demonyms,
        longest=_LONGEST_NAME,
    )


_ON_WATER = re.compile(r" (?:am|an der|im|ob der) (?=[A-Z])")
_WRITTEN_SHORT = frozenset({"DE", "AT", "CH"})
"""“Ludwigshafen am Rhein” is Ludwigshafen to its papers."""


def _enter_regions(found: dict[str, list[Spot]]) -> None:
    """Enter the regions that editors wrote down without saying where they lie."""
    for sure, country, names in rows("regions.tsv"):
        for name in names.split("|"):
            if name not in found:
                alone = sure == "sure"
                spot = Spot(
                    name, "region", intern(country), "", None, None, _A_REGION, alone=alone
                )
                for written in _apostrophes(name):
                    found[written] = [spot]


def _apostrophes(name: str) -> list[str]:
    """Give “Savai'i” with each of the signs that stand for the okina."""
    return [name.replace("'", sign) for sign in "'’ʻʼ‘"] if "'" in name else [name]


def _enter(found: dict[str, list[Spot]], spot: Spot, others: str) -> None:
    found.setdefault(spot.name, []).append(spot)
    for other in others.split("|") if others else ():
        if other.count(" ") < _LONGEST_NAME:
            found.setdefault(other, []).append(spot)


def _rank(spot: Spot, known_as: str) -> tuple[bool, bool, int]:
    """Put a name's own bearer before those who have it as a second name."""
    country = spot.kind == "country"
    other = spot.name != known_as and spot.kind == "city"
    return (other, not country, -spot.thousands)


def _degrees(text: str) -> float | None:
    return float(text) if text else None


def _titled(name: str) -> str:
    """“RIO DE JANEIRO” as “Rio de Janeiro”."""
    small = ("DE", "DO", "DA", "DEL", "AM", "OF", "AND", "THE")
    return " ".join(
        part.lower() if at and part in small else part.title()
        for at, part in enumerate(name.split())
    )
