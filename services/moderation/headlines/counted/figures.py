"""Pure: figures of a headline that its text gives otherwise: how many, how much, how old, when.

Only where the headline's figure is nowhere in the text, not even rounded or as a sum, and the
text has one in its place.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from services.moderation.headlines.words import topic_words

_LANGUAGES = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty",
    "de": "zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn"
    " sechzehn siebzehn achtzehn neunzehn zwanzig",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize"
    " quatorze quinze seize"
    " dix-sept dix-huit dix-neuf vingt",
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
_ALSO = {
    "en": {"dozen": 12, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100},
    "de": {"dutzend": 12, "dreissig": 30, "vierzig": 40, "funfzig": 50, "hundert": 100},
    "fr": {"douzaine": 12, "trente": 30, "quarante": 40, "cinquante": 50, "cent": 100},
    "es": {"docena": 12, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "cien": 100},
    "it": {"dozzina": 12, "trenta": 30, "quaranta": 40, "cinquanta": 50, "cento": 100},
    "pt": {"duas": 2, "duzia": 12, "trinta": 30, "quarenta": 40, "cinquenta": 50, "cem": 100},
    "nl": {"dozijn": 12, "dertig": 30, "veertig": 40, "vijftig": 50, "honderd": 100},
    "sv": {"dussin": 12, "trettio": 30, "fyrtio": 40, "femtio": 50, "hundra": 100},
}
WORDS = {
    language: {**{word: at for at, word in enumerate(said.split(), 2)}, **_ALSO[language]}
    for language, said in _LANGUAGES.items()
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
for _language, _said in _TENS.items():
    WORDS[_language].update({word: 10 * at for at, word in enumerate(_said.split(), 2)})
_HUNDREDS = re.compile(
    r"\b(?:hundreds|hunderte|des centaines de|cientos de|centinaia di|centenas de|honderden"
    r"|hundratals)\b"
)
_THOUSANDS = re.compile(
    r"\b(?:thousands|tausende|des milliers de|miles de|migliaia di|milhares de|duizenden"
    r"|tusentals)\b"
)
_HOWEVER_MANY = re.compile(
    r"\b(?:thousand|hundred|tausend\w*|hundert\w*|millier|centaine|mille|cents?|mil|millar\w*"
    r"|centenar\w*|cien\w*|mila|cento\w*|centinaio|migliaio|milhar|centena|cem|duizend|honderd"
    r"|tusen|hundra|crowds?|sea of|dozens of thousands)\b"
)
_SCALES = {
    "k": 1e3, "thousand": 1e3, "tausend": 1e3, "mille": 1e3, "mil": 1e3, "mila": 1e3,
    "duizend": 1e3, "tusen": 1e3,
    "m": 1e6, "mn": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6, "millionen": 1e6,
    "millones": 1e6, "milioni": 1e6, "milione": 1e6, "milhoes": 1e6, "milhao": 1e6,
    "miljoen": 1e6, "miljoner": 1e6, "miljon": 1e6,
    "bn": 1e9, "billion": 1e9, "billions": 1e9, "milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9,
    "milliard": 1e9, "milliards": 1e9, "miliardi": 1e9, "miliardo": 1e9, "miljard": 1e9,
    "miljarder": 1e9, "dozen": 12, "dutzend": 12, "douzaines": 12, "docenas": 12, "dozzine": 12,
    "duzias": 12, "dozijn": 12, "dussin": 12,
}  # fmt: skip
_CURRENCY = (
    r"(?:pounds?|euros?|dollars?|francs?|franken|kronor|kroner|zloty|yen|libras?|dolares"
    r"|sterline|dollari|franchi|rand|reais|pesos|pence|pfund)"
)
_DIGITS = r"\d{1,3}(?:[ .,]\d{3})+(?![\d,])|\d+(?:[.,]\d{1,2})?(?!\d)"
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_NUMBER = (
    r"(?<![\w.,])(?P<sign>[£$€] ?)?"
    rf"(?:(?P<digits>{_DIGITS})|(?P<word>[a-z-]{{3,12}})(?= ))"
    rf"(?: ?(?P<scale>{_SCALE})\b)?(?: (?P<unit>{_CURRENCY})\b| ?(?P<sign2>[£$€]|p\b))?"
)
_READ = re.compile(_NUMBER)
_KINDS = (
    ("injur", "hurt", "wound", "verletz", "bless", "herid", "ferit", "ferid", "gewond", "skad"),
    ("arrest", "detain", "held", "festgen", "festnahm", "verhaft",
        "interpel", "detenid", "detuv"
     , "fermat", "detid", "deteve", "preso", "aangehoud", "opgepakt", "grip", "custody"),
    ("job", "posts", "roles", "stelle", "arbeitsplatz", "emploi", "poste", "empleo", "puesto"
     , "empreg", "banen"
     , "arbeidsplaats", "jobb", "tjanst", "posti", "posto"),
    ("rescue", "saved", "gerettet", "sauve", "secour", "rescat", "salvat", "resgat", "gered"),
    ("evacuat", "evakui", "evacu", "ontruim"),
    ("missing", "vermiss", "disparu", "desaparec", "dispers", "vermist", "saknad", "saknas"),
)  # fmt: skip
_OF_IT = 16
_BESIDE = 34
_FAR = 52
_CLOSE = 0.12
_EXACT = 20
"""Up to which numbers are told as they are."""
_SUM = 0.04
_FEWEST = 2
_SENTENCE = re.compile(r"(?<=[.!?]) ")
_LEAD = 3
_JOINED = re.compile(
    r"\b(?:and|und|et|y|e|en|och|another|more|other|weitere\w*|autres?|otr[oa]s|altr[ie]"
    r"|outr[oa]s"
    r"|andere|ytterligare|total|insgesamt|each|je)\b"
)
_NOT_COUNTED = re.compile(
    r"^ ?(?:st|nd|rd|th|er|eme|years?|jahre?n?|ans|anos|anni|jaar|ar|months?|weeks?|days?"
    r"|hours?"
    r"|minutes?|monate?n?|wochen|tage?n?|stunden|uhr|mois|jours|heures?|meses|dias|horas"
    r"|mesi|giorni"
    r"|ore|maanden|dagen|uur|veckor|dagar|timmar|-|:|/|%|percent|per|prozent|pour|por|procent)"
)
_DAYS = (
    ("monday", "montag", "lundi", "lunes", "lunedi", "segunda-feira", "maandag", "mandag"),
    ("tuesday", "dienstag", "mardi", "martes", "martedi", "terca-feira", "dinsdag", "tisdag"),
    ("wednesday", "mittwoch", "mercredi", "miercoles", "mercoledi", "quarta-feira", "woensdag"
     , "onsdag"),
    ("thursday", "donnerstag", "jeudi", "jueves", "giovedi", "quinta-feira", "donderdag"
     , "torsdag"),
    ("friday", "freitag", "vendredi", "viernes", "venerdi", "sexta-feira", "vrijdag", "fredag"),
    ("saturday", "samstag", "sonnabend", "samedi", "sabado", "sabato", "zaterdag", "lordag"),
    ("sunday", "sonntag", "dimanche", "domingo", "domenica", "zondag", "sondag"),
)  # fmt: skip
_DAY = re.compile(
    r"(?:\b(?:on|from|until|by|for|am|ab|bis|op|vanaf|tot|pa|ce|este|el|na|no|per|da)\s)?\b("
    + "|".join(day for days in _DAYS for day in days)
    + r")\b(?=[,.]?$|[,:;]| (?:to|as|bis|in|with|mit)\b)"
)
_ANY_DAY = re.compile(r"\b(" + "|".join(day for days in _DAYS for day in days) + r")s?\b")
_OTHERWISE = re.compile(
    r"\b(?:tomorrow|today|weekend|morgen|heute|wochenende|demain|aujourd'hui|week-end"
    r"|manana|hoy"
    r"|fin de semana|domani|oggi|fine settimana|amanha|hoje|vandaag|imorgon|idag|helgen|tonight"
    r"|yesterday|gestern|hier|ayer|ieri|ontem|gisteren|igar"
    r"|\d{1,2}\.? (?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december|januar|februar|marz|mai|juni|juli|oktober|dezember|janvier|fevrier"
    r"|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|de \w+|gennaio|febbraio"
    r"|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|dicembre|januari"
    r"|februari|maart"
    r"|mei|augustus|augusti))\b"
)
_AGE = re.compile(
    r", (?:aged )?(\d{1,2})(?=[,.:;]|$)|\b(\d{1,2})[ -]years?[ -]old|\b(\d{1,2})-?jahrig"
    r"|\b(\d{1,2}) (?:ans|anos|anni|jaar|jahre alt)\b|\b(\d{1,2})-?jarige|\b(\d{1,2})-?aring"
    r"|\((\d{1,2})\)"
)
_OF_YEARS = re.compile(
    r"\b(?:(?:boy|girl|man|woman|teenager|youth|lad|pupil|child|son|daughter|mann|frau|junge"
    r"|madchen|garcon|fille|homme|femme|chic[oa]|nin[oa]|hombre|mujer|joven|ragazz[oa]"
    r"|bambin[oa]|uomo|donna|rapaz|jovem|menin[oa]|homem|mulher|jongen|meisje|man|vrouw|pojke"
    r"|flicka|kvinna)s? (?:of|von|de|di|van|pa|im alter von)|aged) (?P<age>\d{1,2})\b"
)
"""An age behind whom it is of: "a boy of 15"."""
_SHARE = r"(?:in|out of(?: every)?|von|sur|de cada|su|em cada|op de|van de|av)(?: the)? "
_SHARE_OF = re.compile(
    rf"\b(?:one|an?|ein\w{{0,2}}|une?|un[oa]?|uma?|een|en|two|three|four|nine|\d{{1,2}}|zwei|drei"
    rf"|deux|trois|dos|tres|due|tre|dois|duas|twee|drie|tva|neun|neuf|nueve|nove|negen|nio) "
    rf"{_SHARE}(?P<all>[a-z]{{2,9}}|\d{{1,3}})\b"
)
"""A share in a headline, whose numbers are no counts: "one in three nurses"."""
_YOUTH = re.compile(
    r"\b(?:teen\w*|minors?|juvenile\w*|boys?|girls?|youths?|pupils?|jugendlich\w*"
    r"|minderjahrig\w*"
    r"|jungen?|madchen|schuler\w*|mineure?s?|adolescent\w*|garcons?|filles?|lyceen\w*"
    r"|collegien\w*|menor(?:es)?|adolescente\w*|chic[oa]s?|nin[oa]s?|minorenn\w*|ragazz\w+"
    r"|jovem"
    r"|jovens|rapaz\w*|menin[oa]s?|jongens?|meisjes?|minderjarig\w*|tieners?)\b"
)
_OF_AGE = 18
"""Below which a text may keep somebody's age to itself, and give another's."""
_AGED = re.compile(
    r"\b(?:boys|girls|teenagers|brothers|sisters|siblings|men|women|pupils|jongens|meisjes"
    r"|mannen"
    r"|vrouwen|broers|zussen|jungen|madchen|manner|frauen|bruder|schwestern|garcons|filles"
    r"|hommes|femmes|freres|soeurs|ninos|ninas|jovenes|hombres|mujeres|hermanos|hermanas"
    r"|ragazzi"
    r"|ragazze|uomini|donne|fratelli|sorelle|rapazes|meninos|meninas|jovens|homens|mulheres"
    r"|irmaos|irmas)(?:,? (?:aged|of|van|im alter von|von|de|di)|,) "
    r"\d{1,2}(?:(?:,| and| und| et| y| e| en) \d{1,2}){1,4}\b"
)
"""Ages of several people, which are no counts."""
_OTHER_COUNT = "The headline counts otherwise than the text."
_OTHER_SUM = "The headline gives another amount than the text."
_OTHER_AGE = "The headline gives another age than the text."
_OTHER_DAY = "The headline names another day than the text."


class _Figure(NamedTuple):
    value: float
    start: int
    end: int
    money: bool


def another_figure(headline: str, text: str, language: str) -> str | None:
    """Say which figure of a folded headline its folded text gives otherwise."""
    if _another_day(headline, text):
        return _OTHER_DAY
    if _far_fewer(headline, text, language):
        return _OTHER_COUNT
    said = figures(headline, language)
    aged = _ages(headline)
    if not said and not aged:
        return None
    given = figures(text, language)
    values = {figure.value for figure in given} | _ages(text)
    if aged and not aged & values:
        values |= _told(text, language)
    if len(aged) == 1 and not aged & values and len(ages := _ages(text)) == 1 and ages != aged:
        kept = min(aged) < _OF_AGE <= min(ages) and _YOUTH.search(text)
        return None if kept else _OTHER_AGE
    years = [match.span() for match in _AGED.finditer(headline)]
    years += [
        match.span()
        for match in _SHARE_OF.finditer(headline)
        if match["all"].isdigit() or match["all"] in WORDS.get(language, {})
    ]
    for figure in said:
        if any(start <= figure.start < end for start, end in years):
            continue
        if not figure.money and _is_shifted_count(figure.value, headline, given, text):
            return _OTHER_COUNT
        if figure.value in aged or figure.value < _FEWEST or _is_near(figure.value, values):
            continue
        if figure.money and _is_another_sum(figure.value, given, text):
            return _OTHER_SUM
        if not figure.money and _is_another_count(figure, headline, given, text):
            return _OTHER_COUNT
    return None


def _far_fewer(headline: str, text: str, language: str) -> bool:
    """Tell "thousands" over a text that counts the same by tens."""
    for pattern, least in ((_THOUSANDS, 1000), (_HUNDREDS, 100)):
        said = pattern.search(headline)
        if said is None or pattern.search(text) or _HOWEVER_MANY.search(text):
            continue
        nouns = topic_words(headline[said.end() : said.end() + _BESIDE])[:1]
        given = [figure for figure in figures(text, language) if not figure.money]
        beside = [
            figure.value
            for figure in given
            if any(noun in text[figure.end : figure.end + 16] for noun in nouns)
        ]
        if beside and max(figure.value for figure in given) < least / 2:
            return True
    return False


def figures(text: str, language: str) -> list[_Figure]:
    """Give the counts and sums of a folded text, in digits or words; no years, hours, ages."""
    words = WORDS.get(language, {})
    found = []
    place = 0
    aged = {match.start("age") for match in _OF_YEARS.finditer(text)}
    while match := _READ.search(text, place):
        place = match.start() + 1 if match["word"] else match.end()
        if match["word"]:
            value = words.get(match["word"])
            if value is None:
                place = match.start() + len(match["word"])
                continue
            place = match.end()
            number = float(value)
        else:
            number = _value(match["digits"])
        number *= _SCALES.get(match["scale"] or "", 1)
        money = bool(match["sign"] or match["unit"] or match["sign2"])
        if match.start() in aged:
            continue
        if money or match["scale"] or not _NOT_COUNTED.match(text, match.end()):
            found.append(_Figure(number, match.start(), match.end(), money))
    return found


def _value(digits: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[ .,]\d{3})+", digits):
        return float(re.sub(r"[ .,]", "", digits))
    return float(digits.replace(",", "."))


def _told(text: str, language: str) -> set[float]:
    """Give every number that stands in words, of years too."""
    words = WORDS.get(language, {})
    return {float(words[word]) for word in re.findall(r"[a-z]+", text) if word in words}


def _ages(text: str) -> set[float]:
    found = {float(next(filter(None, match.groups()))) for match in _AGE.finditer(text)}
    return found | {float(match["age"]) for match in _OF_YEARS.finditer(text)}


def _is_near(value: float, values: set[float]) -> bool:
    """Tell whether a value stands among some, rounded, or as a sum, rest or share of two."""
    if any(abs(value - each) <= _close(value) for each in values):
        return True
    few = sorted(values)[:30]
    return any(
        abs(value - total) <= value * _SUM
        for at, one in enumerate(few)
        for other in few[at:]
        for total in (one + other, other - one, one * other)
    )


def _close(value: float) -> float:
    return value * _CLOSE if value > _EXACT else 0.5


def _is_another_sum(value: float, given: list[_Figure], text: str) -> bool:
    sums = [figure for figure in given if figure.money]
    if not sums:
        return False
    if any(_is_shifted(value, figure.value) for figure in sums):
        return True
    lead = sum(len(part) + 1 for part in _SENTENCE.split(text)[:2])
    return len(sums) == 1 and sums[0].start < lead


def _is_shifted(value: float, other: float) -> bool:
    larger, smaller = max(value, other), min(value, other)
    return any(smaller and abs(larger / smaller - by) <= by * 0.01 for by in (10, 100, 1000))


def _is_shifted_count(value: float, headline: str, given: list[_Figure], text: str) -> bool:
    """Tell a count of which the text's only one of its kind is just a tenth, or ten times it.

    Nothing near it may stand in the text, but a sum or a product that comes near is chance.
    """
    kinds = [kind for kind in _KINDS if any(part in headline for part in kind)]
    if value < _EXACT or any(abs(value - each.value) <= _close(value) for each in given):
        return False
    lead = sum(len(part) + 1 for part in _SENTENCE.split(text)[:_LEAD])
    counted = {
        each.value
        for each in given
        if each.start < lead
        and not each.money
        and any(
            part in re.split(r"[,.;]", text[each.end : each.end + _OF_IT])[0]
            for kind in kinds
            for part in kind
        )
    }
    return len(counted) == 1 and _is_shifted(value, *counted)


def _is_another_count(figure: _Figure, headline: str, given: list[_Figure], text: str) -> bool:
    after = headline[figure.end : figure.end + _BESIDE]
    after = re.split(r"[,.:;–-] |\bof\b|\bvon\b", after)[0]
    kinds = [kind for kind in _KINDS if any(part in headline for part in kind)]
    nouns = topic_words(after)[:2]
    sentences = _SENTENCE.split(text)[:_LEAD]
    place = 0
    counted: list[float] = []
    joined = False
    for sentence in sentences:
        inside = [each for each in given if place <= each.start < place + len(sentence)]
        for each in inside:
            if each.money:
                continue
            start, end = each.start - place, each.end - place
            near = sentence[max(start - _BESIDE, 0) : end + _FAR]
            beside = re.split(r"[,.;]", sentence[end : end + _BESIDE])[0]
            if any(part in near for kind in kinds for part in kind) or any(
                re.search(rf"\b{re.escape(noun)}", beside) for noun in nouns
            ):
                counted.append(each.value)
                joined = joined or _JOINED.search(sentence) is not None
        place += len(sentence) + 1
    if not counted:
        return False
    if figure.value < min(counted):
        return True
    if len(counted) > 1:
        return figure.value > sum(counted) * 1.15
    return not joined or figure.value >= counted[0] * 2.5


def _another_day(headline: str, text: str) -> bool:
    named = {_day(match[1]) for match in _DAY.finditer(headline)}
    if len(named) != 1 or _OTHERWISE.search(text):
        return False
    told = {_day(match[1]) for match in _ANY_DAY.finditer(text)}
    return bool(told) and not named & told


def _day(name: str) -> int:
    return next(number for number, days in enumerate(_DAYS) if name in days)
