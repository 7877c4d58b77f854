"""Pure: the numbers of a folded text, in digits or in words, and what unit they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_UNITS = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty",
    "de": "zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn"
    " sechzehn siebzehn achtzehn neunzehn zwanzig",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize"
    " quatorze quinze seize dix-sept dix-huit dix-neuf vingt",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
    " dieciseis diecisiete dieciocho diecinueve veinte",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
    " quindici sedici diciassette diciotto diciannove venti",
    "pt": "dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze"
    " dezasseis dezassete dezoito dezanove vinte",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
    " zestien zeventien achttien negentien twintig",
    "sv": "tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton"
    " sjutton arton nitton tjugo",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingts"
    " quatre-vingt-dix",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "sv": "tjugo trettio fyrtio femtio sextio sjuttio attio nittio",
}
_ALSO = {
    "en": {"dozen": 12, "hundred": 100},
    "de": {"dutzend": 12, "hundert": 100},
    "fr": {"douzaine": 12, "cent": 100, "quatre-vingt": 80},
    "es": {"docena": 12, "cien": 100, "ciento": 100},
    "it": {"dozzina": 12, "cento": 100},
    "pt": {"duas": 2, "duzia": 12, "cem": 100, "cento": 100, "dezesseis": 16, "dezessete": 17,
           "dezenove": 19},
    "nl": {"dozijn": 12, "honderd": 100},
    "sv": {"dussin": 12, "hundra": 100},
}  # fmt: skip


def _tens(language: str) -> dict[str, int]:
    tens = {word: 10 * at for at, word in enumerate(_TENS[language].split(), 2)}
    return tens | ({"dreißig": 30} if language == "de" else {})


WORDS = {
    language: {
        **{word: at for at, word in enumerate(said.split(), 2)},
        **_ALSO[language],
        **_tens(language),
    }
    for language, said in _UNITS.items()
}
"""Each language's plain words for numbers from two on."""
_ONES = {"en": "one", "de": "ein", "fr": "un", "es": "un", "it": "un", "pt": "um",
         "nl": "een", "sv": "ett"}  # fmt: skip
_LINKS = {"de": "und", "nl": "en"}
_ROUND = {
    "fr": {"dizaine": 10, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
           "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100},
    "es": {"decena": 10, "veintena": 20, "treintena": 30, "cuarentena": 40,
           "cincuentena": 50, "centenar": 100},
    "it": {"decina": 10, "quindicina": 15, "ventina": 20, "trentina": 30, "quarantina": 40,
           "cinquantina": 50, "centinaio": 100},
    "pt": {"dezena": 10, "vintena": 20, "centena": 100},
    "nl": {"tiental": 10, "twintigtal": 20, "dertigtal": 30, "veertigtal": 40,
           "vijftigtal": 50, "honderdtal": 100},
    "sv": {"tiotal": 10, "tjugotal": 20, "trettiotal": 30, "fyrtiotal": 40,
           "femtiotal": 50, "hundratal": 100},
}  # fmt: skip
_HUNDREDS = {
    "es": "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient",
    "pt": "duzent trezent quatrocent quinhent seiscent setecent oitocent novecent",
}
_HUNDRED = {"de": "hundert", "nl": "honderd", "sv": "hundra", "it": "cento"}


def _hundreds(language: str) -> dict[str, int]:
    """Give the hundreds that some languages write as one word."""
    if stems := _HUNDREDS.get(language):
        by_hundred = enumerate(stems.split(), 2)
        return {stem + end: 100 * at for at, stem in by_hundred for end in ("os", "as")}
    if hundred := _HUNDRED.get(language):
        return {word + hundred: 100 * at for at, word in enumerate(_few(language), 2)}
    return {}


def _few(language: str) -> list[str]:
    return _UNITS[language].split()[:8]


def _joined(language: str) -> dict[str, int]:
    """Give the numbers between the tens that some languages write as one word."""
    few = enumerate([_ONES[language], *_few(language)], 1)
    tens = _tens(language)
    if language in _LINKS:
        link = _LINKS[language]
        return {
            f"{small}{link}{ten}": value + at
            for at, small in few
            for ten, value in tens.items()
        }
    if language == "es":
        return {f"veinti{small}": 20 + at for at, small in few}
    if language == "it":
        return {
            f"{ten[:-1] if small in ('un', 'otto') else ten}{small}": value + at
            for at, small in few
            for ten, value in tens.items()
        }
    if language == "sv":
        return {f"{ten}{small}": value + at for at, small in few for ten, value in tens.items()}
    return {}


_READS = {
    language: {
        **_joined(language),
        **_hundreds(language),
        **_ROUND.get(language, {}),
        **words,
    }
    for language, words in WORDS.items()
}
_ABOUT = frozenset(
    ["dozen", "dutzend", "douzaine", "docena", "dozzina", "duzia", "dozijn", "dussin"]
).union(*_ROUND.values())
_HALF = frozenset(
    [
        "half",
        "halbes",
        "halben",
        "demi",
        "demie",
        "medio",
        "media",
        "mezzo",
        "mezza",
        "meio",
        "meia",
        "halvt",
    ]
)
_SCALES = {
    "mln": 1e6, "bln": 1e9, "trln": 1e12,
    "k": 1e3, "thousand": 1e3, "tausend": 1e3, "mille": 1e3, "mil": 1e3, "mila": 1e3,
    "duizend": 1e3, "tusen": 1e3,
    "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "millionen": 1e6,
    "millones": 1e6, "milioni": 1e6, "milione": 1e6, "milhoes": 1e6, "milhao": 1e6,
    "miljoen": 1e6, "miljoner": 1e6, "miljon": 1e6,
    "bn": 1e9, "billion": 1e9, "billions": 1e9, "milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9,
    "milliard": 1e9, "milliards": 1e9, "miliardi": 1e9, "miliardo": 1e9, "miljard": 1e9,
    "miljarder": 1e9,
}  # fmt: skip
_COUNTS = {
    **dict.fromkeys(("hundred", "cents", "cent", "hundert", "honderd", "hundra"), 1e2),
    **dict.fromkeys(
        ["dozen", "dutzend", "douzaines", "docenas", "dozzine", "duzias", "dozijn", "dussin"],
        12,
    ),
}
_BY = {**_SCALES, **_COUNTS}
"""By what a number is multiplied that one of these words follows."""
_AND = {"en": "and", "es": "y", "pt": "e"}
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-zß]+")
_TOKEN = re.compile(
    r"[a-zß]+|(?<![\w/.,])(?P<digits>\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?(?!,?\d)"
    r"|\d+(?:[.,]\d{1,2})?(?!\d))"
)
_THOUSANDS = re.compile(r"(\d{1,3}(?:[ .,]\d{3})+)(?:[.,](\d{1,2}))?")
MONEY = (
    r"pounds?|euros?|eur|dollars?|francs?|franken|kronor|kroner|kr|zloty|yen|libras?|dolares"
    r"|sterline|dollari|franchi|rand|reais|pesos|pence|pfund|cents?|centimes?|centimos"
)
_CENTS = re.compile(r"\b(?:pence|p|cents?|centimes?|centimos)$")
PER_CENT = (
    r" ?(?:%|(?:per ?cent|pct|prozent|pour cent|por ciento|por cento|per cento|procent)\b)"
)
_TIME = (
    r"years?|jahre?[ns]?|ans|anos?|anni|anno|jaar|ars?|months?|weeks?|days?|hours?|minutes?"
    r"|seconds?|monate?n?|wochen?|tage?n?|stunden?|minuten|sekunden|uhr|mois|semaines?|jours?"
    r"|heures?|secondes?|mes|meses|semanas?|dias?|horas?|minutos?|segundos?|mesi|mese"
    r"|settiman[ae]|giorni|giorno|ore|ora|minuti|secondi|maanden|maand|weken|week|dagen|dag"
    r"|centur(?:y|ies)|decades?|jahrhunderte?n?|jahrzehnte?n?|siecles?|decennies?|siglos?|decadas?"
    r"|secol[io]|decenni[oa]?|seculos?|eeuwen|eeuw|decennium|sekel|seklen|arhundraden?|decennier"
    r"|uur|uren|seconden|manader|veckor|dagar|timmar|minuter|sekunder|o'clock|a\.?m|p\.?m|h"
    r"|(?:year|day|week|month|hour|minute)-\w+|jahrig\w*|jarig\w*|arig\w*|arskontrakt"
    r"|games?|matches|appearances|spielen?|matchs|partidos|partite|jogos|wedstrijden|matcher"
    r"|(?:de |d')?(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december|januar|februar|marz|mai|juni|juli|oktober|dezember|janvier|fevrier"
    r"|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|enero|febrero|marzo"
    r"|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio"
    r"|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|marco|maio"
    r"|junho|julho|setembro|outubro|novembro|dezembro|januari|februari|maart|mei|augustus"
    r"|augusti|maj)"
)
_MEASURE = (
    r"(?:square |cubic )?(?:mill?i|centi|[kq]uilo|kilo)?(?:met(?:re|er)s?|metros?|metri)"
    r"|[kcm]m|miles?"
    r"|millas|miglia|mijl|mil|feet|foot|inches|tonn?e[ns]?|toneladas?|tonnellate|ton|litros?"
    r"|lit(?:re|er)s?|litri|kilos?|kilogram\w*|quilos?|chili|kg|degrees?|grad[oi]?s?|graus"
    r"|degres|graden|grader|mph|km/h|kph|megawatt\w*|mw|volts?|points?|percentage"
)
_AFTER = re.compile(
    rf"(?P<share>{PER_CENT})|(?P<money> ?(?:[£$€]|(?:d'|d[ei] )?(?:{MONEY})\b|p\b))"
    rf"|(?P<time>[ -](?:{_TIME})\b|-?(?:jahrig|jarig|aring|arig)|(?:st|nd|rd|th|h|eme|er)\b"
    rf"|[:.h]\d\d(?!\d)|\. (?:{_TIME})\b)|(?P<measure>[ -]?(?:{_MEASURE})\b)"
    r"|(?P<times> (?:times|mal|fois|veces|volte|vezes|keer|ganger|fold)\b|-?fold\b)"
    r"|(?P<joined>[-–/:](?=\w|\s))"
)
_PERSON = (
    r"boy|girl|man|woman|teenager|youth|lad|pupil|child|son|daughter|mann|frau|junge|madchen"
    r"|garcon|fille|homme|femme|chic[oa]|nin[oa]|hombre|mujer|joven|ragazz[oa]|bambin[oa]"
    r"|uomo|donna|rapaz|jovem|menin[oa]|homem|mulher|jongen|meisje|vrouw|pojke|flicka|kvinna"
)
_SIGNS = ("£", "$", "€", "£ ", "$ ", "€ ", " chf ", " eur ", " usd ", " gbp ", " sek ", "(chf ")
_TIMES = tuple(
    f" {word} "
    for word in (
        *(
            "aged",
            "age",
            "im alter von",
            "um",
            "a las",
            "om",
            "kl",
            "kl.",
            "klockan",
            "january",
        ),
        *(
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
        ),
        *("november", "december", "januari", "februari"),
    )
)
_LABELS = (
    *"-/:",
    *(" top ", " number ", " nummer ", " nr ", " nr. ", " no. ", " route ", " section "),
    *(" channel ", " formula ", " phase ", " page ", " nord ", " line ", " linie ", " ligne "),
    *(" linea ", " linha ", " lijn ", " linje ", " tempo ", " vag ", " highway ", " camisa "),
)
_OF = (
    " of ",
    " von ",
    " de ",
    " di ",
    " van ",
    " pa ",
    " med ",
    " and ",
    " und ",
    " et ",
    " y ",
)
_OF_AGE = re.compile(
    rf"\b(?:{_PERSON})s? (?:of|von|de|di|van|pa|med) (?:\d\d (?:and|und|et|y|e|en|och) )?$"
)
_YEAR = re.compile(
    r"(?:\b(?:in|im|en|em|nel|since|seit|depuis|desde|dal|until|till|bis|of|de|del|from|i|ar"
    r"|jahre?|by|before|after|sinds|sedan|tot|til|ate|hasta|fino al?|em|au|ete|sommer|summer"
    r"|autumn|winter|spring) )$"
)
_LONGEST_AGE = 2
_AGE = re.compile(r", \d{1,2}(?=[,.;:]|$)")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_BACK = 24
_ENDS = ("", *".,;:)!?")
_LARGE = 1e6
_OF_MONEY = re.compile(
    r"$|[,.;:!?)]| (?:for|to|in|on|over|from|out|into|fur|in|aus|zu|pour|dans|en|para|por|per"
    r"|nel|em|voor|uit|op|aan|till|for|i|pa|until|bis|deal|bill|loss|profit|plan|fine)\b"
)
"""What follows a sum of millions whose money goes without saying."""


class Number(NamedTuple):
    """A number of a text; `unit` is empty where it is a plain count."""

    value: float
    start: int
    end: int
    unit: str = ""
    about: bool = False


def numbers(text: str, language: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Give the numbers of a folded text, in digits or words, in their order."""
    end = len(text) if end is None else end
    words = _READS.get(language, {})
    if not _DIGIT.search(text, start, end) and words.keys().isdisjoint(
        _WORD.findall(text, start, end)
    ):
        return []
    return [_with_unit(number, text) for number in _plain(text, language, start, end)]


def _number(digits: str) -> float:
    """Read digits with marks for thousands, or for a fraction."""
    thousands = _THOUSANDS.fullmatch(digits)
    if thousands:
        whole = re.sub(r"[ .,]", "", thousands[1])
        return float(f"{whole}.{thousands[2] or 0}")
    return float(digits.replace(",", "."))


def _plain(text: str, language: str, start: int, end: int) -> Iterator[Number]:
    """Give runs of words and digits that make one number."""
    words = _READS.get(language, {})
    link = _AND.get(language)
    run: Number | None = None
    halved = linked = False
    for match in _TOKEN.finditer(text, start, end):
        said = match[0]
        digits = match.lastgroup is not None
        value = _number(said) if digits else words.get(said)
        if value is None and said not in _BY:
            if run is not None and said == link and not linked and text[run.end] == " ":
                linked = True
                continue
            if run is not None:
                yield run
            halved = said in _HALF or (halved and said == "a")
            run, linked = None, False
            continue
        more = _more(run, match, None if digits else value, text, linked=linked)
        if run is not None and more is not None:
            about = run.about or said in _ABOUT
            run = Number(more, run.start, match.end(), about=about)
        else:
            if run is not None:
                yield run
            run = None
            if value is not None:
                about = said in _ABOUT
                halves = 2 if halved and about else 1
                run = Number(value / halves, match.start(), match.end(), about=about)
        halved = linked = False
    if run is not None:
        yield run


def _more(
    run: Number | None, match: re.Match[str], value: float | None, text: str, *, linked: bool
) -> float | None:
    """Give what a word makes of the number before it, if they are one."""
    if run is None:
        return None
    gap = text[run.end : match.start()]
    by = _BY.get(match[0])
    if by is not None and (gap in ("", " ") or (gap == "-" and len(match[0]) > 1)):
        return run.value * by
    if value is not None and (linked or gap in (" ", "-")):
        return _together(run.value, value)
    return None


def _together(one: float, other: float) -> float | None:
    """Give what two words say that follow one another: twenty-three, quatre-vingt, cent dix."""
    rest = one % 100
    if one == 4 and other == 20:  # noqa: PLR2004 - quatre-vingt
        return 80
    if one == 10 and 7 <= other <= 9:  # noqa: PLR2004 - dix-sept
        return one + other
    if rest and not rest % 10 and rest > 10 and other < (20 if rest in (60, 80) else 10):  # noqa: PLR2004 - soixante-douze
        return one + other
    if one >= 100 and not rest and other < (1000 if not one % 1000 else 100):  # noqa: PLR2004 - cent dix
        return one + other
    return None


def _with_unit(number: Number, text: str) -> Number:
    before = " " + text[max(number.start - _BACK, 0) : number.start]
    after = _AFTER.match(text, number.end)
    if before.endswith(_SIGNS):
        unit = "money"
    elif after:
        unit = after.lastgroup or ""
        if unit == "money" and _CENTS.search(after[0]):
            number = number._replace(value=number.value / 100)
    else:
        unit = _by_what_precedes(before)
    if not unit:
        if (
            number.value >= _LARGE
            and text[number.end - 1].isalpha()
            and _OF_MONEY.match(text, number.end)
        ):
            unit = "money"
        elif _is_year(number, text) or _is_age(number, text):
            unit = "time"
    return number._replace(unit=unit)


def _by_what_precedes(before: str) -> str:
    if before.endswith(_TIMES) or (before.endswith(_OF) and _OF_AGE.search(before)):
        return "time"
    return "joined" if before.endswith(_LABELS) else ""


def _is_age(number: Number, text: str) -> bool:
    """Tell an age between commas, as papers give it."""
    return number.end - number.start <= _LONGEST_AGE and (
        _AGE.match(text, max(number.start - 2, 0)) is not None
    )


def _is_year(number: Number, text: str) -> bool:
    return (
        _FIRST_YEAR <= number.value <= _LAST_YEAR
        and text[number.start : number.end].isdigit()
        and (
            text[number.end : number.end + 1] in _ENDS
            or _YEAR.search(text, max(number.start - _BACK, 0), number.start) is not None
        )
    )
