"""Pure: how many died, by a headline and by its text, where each says so plainly."""

from __future__ import annotations

import re

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozens": None,
    "ein": 1, "einen": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "funf": 5, "sechs": 6,
    "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwolf": 12,
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
    "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7,
    "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12,
    "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8, "nove": 9,
    "dieci": 10, "undici": 11, "dodici": 12,
    "um": 1, "uma": 1, "dois": 2, "duas": 2, "quatro": 4, "sete": 7, "oito": 8, "dez": 10,
    "doze": 12, "een": 1, "twee": 2, "drie": 3, "vijf": 5, "zes": 6, "zeven": 7, "negen": 9,
    "tien": 10, "twaalf": 12, "en": 1, "tva": 2, "fyra": 4, "fem": 5, "sex": 6, "sju": 7,
    "atta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12,
}  # fmt: skip
_NUMBER = rf"\b(\d{{1,4}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b(?![.,:]?\d)"
_DIED = (
    r"\b(?:dead|died|die|dies|killed|perish\w*|deaths|tote[nr]?|todesopfer|getotet|starben"
    r"|sterben"
    r"|gestorben|ums leben|umgekommen|morts?|mortes|tues?|tuees|decedes|deces|meurent|muertos"
    r"|muertas|fallecid[oa]s|mueren|murieron|fallecieron|morti|morte|uccis[ie]|muoiono|mortos"
    r"|mortas|morrem|morreram|doden|dood|gedood|omgekomen|overleden|stierven|doda|dodades"
    r"|omkom\w*|dog)\b"
)
_PEOPLE = (
    r"(?: (?:more |other )?(?:people|persons|men|women|children|menschen|personen|personnes"
    r"|personas"
    r"|persone|pessoas|mensen|personer|manniskor|workers|soldiers|passengers|\w{4,}))?"
)
_BEING = (
    r"(?: (?:were|was|are|have|had|been|wurden|wurde|sind|sont|ont|ete|han|sido|fueron|sono"
    r"|stat[ei]"
    r"|foram|zijn|werden|har|blev|kamen|reported|feared))*"
)
_TOLD = re.compile(
    rf"(?<!and )(?<!und )(?<!et )(?<!another ){_NUMBER}{_PEOPLE}{_BEING} {_DIED}"
)
_ANY_NUMBER = re.compile(_NUMBER)
_DEATH = re.compile(_DIED)
_MORE = re.compile(
    r"\b(?:another|third|second|others?|later|also|weiter\w*|auch|spater|autres?|aussi"
    r"|otr[oa]s?"
    r"|tambien|altr[eoi]|anche|outr[oa]s?|tambem|ander\w*|ook|annan|ocksa|toll|total)\b"
)
_HURT = re.compile(
    rf"{_NUMBER}{_PEOPLE}(?: others?)?{_BEING}"
    r" (?:injured|hurt|wounded|hospitali[sz]ed|taken to|treated|verletzt\w*|schwerverletzt\w*"
    r"|leichtverletzt\w*|ins krankenhaus|blesse\w*|hospitalis\w*|herid[oa]s?|hospitalizad\w*"
    r"|ferit[eio]|ricoverat\w*|ferid[oa]s?|internad\w*|gewond\w*|naar het ziekenhuis"
    r"|skadad\w*)\b"
)
_SEVERAL = 2
_SENTENCE = re.compile(r"[.!?\n]\s")


def tells_another_toll(headline: str, text: str) -> bool:
    """Tell whether folded headline and text give different numbers of dead.

    Only where the headline's number is nowhere in the text but for the hurt, and it gives
    another, always the same and without more to come.
    """
    told = _TOLD.search(headline)
    if told is None or (said := _value(told[1])) is None or said < _SEVERAL:
        return False
    mourning = [part for part in _SENTENCE.split(text) if _DEATH.search(part)]
    if not mourning or any(_MORE.search(part) for part in mourning):
        return False
    hurt = {match.start(1) for match in _HURT.finditer(text)}
    counted = (each for each in _ANY_NUMBER.finditer(text) if each.start(1) not in hurt)
    if any(_value(each[1]) == said for each in counted):
        return False
    given = [_value(match[1]) for match in _TOLD.finditer(mourning[0])]
    if len(given) != 1 or given[0] is None:
        return False
    others = (_value(match[1]) for part in mourning[1:] for match in _TOLD.finditer(part))
    return all(other == given[0] for other in others)


def counts_dead(text: str) -> bool:
    """Tell whether a folded text counts any dead."""
    return _TOLD.search(text) is not None


def _value(number: str) -> int | None:
    return int(number) if number.isdigit() else _NUMBERS[number]
