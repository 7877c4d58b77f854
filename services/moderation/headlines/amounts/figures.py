"""Pure: figures of a headline that its text gives otherwise: how much, how old, which day.

Only where the headline's figure is nowhere in the text, not even rounded or as a sum, and the
text has one in its place. What is counted stands in `tally`.
"""

from __future__ import annotations

import re

from services.moderation.headlines.counted.numbers import WORDS, Number, numbers
from services.moderation.headlines.counted.slips import is_shifted
from services.moderation.headlines.words import topic_words

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
_BESIDE = 34
_CLOSE = 0.12
_EXACT = 20
"""Up to which numbers are told as they are."""
_SUM = 0.04
_FEWEST = 2
SENTENCE = re.compile(r"(?<=[.!?]) ")


def lead_of(text: str, sentences: int) -> int:
    """Give where a text's first sentences end."""
    return sum(len(part) + 1 for part in SENTENCE.split(text, sentences)[:sentences])


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
    r"|yesterday|gestern|hier|ayer|ieri|ontem|gisteren|igar|(?:start|beginning) of the week"
    r"|wochenbeginn|anfang der woche|debut de (?:la )?semaine|principios de semana"
    r"|inizio (?:della )?settimana|inicio da semana|begin (?:van de|deze) week|veckans borjan"
    r"|\d{1,2}\.? (?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december|januar|februar|marz|mai|juni|juli|oktober|dezember|janvier|fevrier"
    r"|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|de \w+|gennaio|febbraio"
    r"|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|dicembre|januari"
    r"|februari|maart"
    r"|mei|augustus|augusti))\b"
)
_AGE = re.compile(
    r", (?:aged )?(\d{1,2})(?=[,.:;]|$)|\b(\d{1,2})[ -]years?[ -]old|\b(\d{1,2})-?jahrig"
    r"|(?<!tras )(?<!hace )(?<!durante )(?<!apres )(?<!depuis )(?<!pendant )(?<!dopo )"
    r"(?<!apos )(?<!sinds )"
    r"\b(\d{1,2}) (?:ans|anos|anni|jaar|jahre alt)\b(?! (?:despues|apres|plus tard|dopo"
    r"|depois|mais tarde|later|atras|fa\b|antes|avant|prima|eerder|geleden))"
    r"|\b(\d{1,2})-?jarige"
    r"|\b(\d{1,2})-?ari(?:n)?g\w*"
    r"|\((\d{1,2})\)"
)
_OF_YEARS = re.compile(
    r"\b(?:(?:boy|girl|man|woman|teenager|youth|lad|pupil|child|son|daughter|mann|frau|junge"
    r"|madchen|garcon|fille|homme|femme|chic[oa]|nin[oa]|hombre|mujer|joven|ragazz[oa]"
    r"|bambin[oa]|uomo|donna|rapaz|jovem|menin[oa]|homem|mulher|jongen|meisje|man|vrouw|pojke"
    r"|flicka|kvinna)s? (?:of|von|de|di|van|pa|im alter von)|aged) (?P<age>\d{1,2})\b"
)
"""An age behind whom it is of: "a boy of 15"."""
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
_OTHER_COUNT = "The headline counts otherwise than the text."
_OTHER_SUM = "The headline gives another amount than the text."
_OTHER_AGE = "The headline gives another age than the text."
_OTHER_DAY = "The headline names another day than the text."


def another_figure(headline: str, text: str, language: str) -> str | None:
    """Say which figure of a folded headline its folded text gives otherwise."""
    if _another_day(headline, text):
        return _OTHER_DAY
    if _far_fewer(headline, text, language):
        return _OTHER_COUNT
    said = [each for each in figures(headline, language) if each.unit == "money"]
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
    if any(
        figure.value not in aged
        and not 1 <= figure.value < _FEWEST
        and not _is_near(figure.value, values)
        and _is_another_sum(figure.value, given, text)
        for figure in said
    ):
        return _OTHER_SUM
    return None


def _far_fewer(headline: str, text: str, language: str) -> bool:
    """Tell "thousands" over a text that counts the same by tens."""
    for pattern, least in ((_THOUSANDS, 1000), (_HUNDREDS, 100)):
        said = pattern.search(headline)
        if said is None or pattern.search(text) or _HOWEVER_MANY.search(text):
            continue
        nouns = topic_words(headline[said.end() : said.end() + _BESIDE])[:1]
        given = [figure for figure in figures(text, language) if not figure.unit]
        beside = [
            figure.value
            for figure in given
            if any(noun in text[figure.end : figure.end + 16] for noun in nouns)
        ]
        if beside and max(figure.value for figure in given) < least / 2:
            return True
    return False


def figures(text: str, language: str) -> list[Number]:
    """Give the counts and sums of a folded text, in digits or words; no years, hours, ages."""
    return [each for each in numbers(text, language) if each.unit in ("", "money")]


def _told(text: str, language: str) -> set[float]:
    """Give every number that stands in words, of years too."""
    words = WORDS.get(language, {})
    return {float(words[word]) for word in re.findall(r"[a-z]+", text) if word in words}


def _ages(text: str) -> set[float]:
    found = {float(next(filter(None, match.groups()))) for match in _AGE.finditer(text)}
    return found | {float(match["age"]) for match in _OF_YEARS.finditer(text)}


def ages_and_words(text: str, language: str) -> set[float]:
    """Give every age of a folded text, and every number that stands in words."""
    return _ages(text) | _told(text, language)


def is_rounded(value: float, other: float) -> bool:
    """Tell a figure that another is, rounded."""
    return abs(value - other) <= _close(value)


def _is_near(value: float, values: set[float]) -> bool:
    """Tell whether a value stands among some, rounded, or as a sum, rest or share of two."""
    if any(is_rounded(value, each) for each in values):
        return True
    few = sorted(values)[:30]
    return any(
        abs(value - total) <= value * _SUM
        for at, one in enumerate(few)
        for other in few[at:]
        for total in (one + other, other - one, one * other)
    )


def _close(value: float) -> float:
    return 0.5 if 1 <= value <= _EXACT else value * _CLOSE


def _is_another_sum(value: float, given: list[Number], text: str) -> bool:
    sums = [figure for figure in given if figure.unit == "money"]
    if not sums:
        return False
    if any(is_shifted(value, figure.value) for figure in sums):
        return True
    lead = lead_of(text, 2)
    return len(sums) == 1 and sums[0].start < lead


def _another_day(headline: str, text: str) -> bool:
    named = {_day(match[1]) for match in _DAY.finditer(headline)}
    if len(named) != 1 or _OTHERWISE.search(text):
        return False
    told = {_day(match[1]) for match in _ANY_DAY.finditer(text)}
    return bool(told) and not named & told


def _day(name: str) -> int:
    return next(number for number, days in enumerate(_DAYS) if name in days)
