"""Pure: a headline's date of which its text has another day: the 11th where it is the 3rd."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.moderation.headlines.amounts.figures import lead_of

_SHORTEST_BODY = 150
_LEAD = 3
_MONTHS = (
    "jan|january|januar|janvier|enero|gennaio|janeiro|januari",
    "feb|february|februar|fevrier|febrero|febbraio|fevereiro|februari",
    "mar|march|marz|mars|marzo|marco|maart",
    "apr|april|avril|abril|aprile",
    "may|mai|mayo|maggio|maio|mei|maj",
    "jun|june|juni|juin|junio|giugno|junho",
    "jul|july|juli|juillet|julio|luglio|julho",
    "aug|august|aout|agosto|augustus|augusti",
    "sep|sept|september|septembre|septiembre|settembre|setembro",
    "oct|okt|october|oktober|octobre|octubre|ottobre|outubro",
    "nov|november|novembre|noviembre|novembro",
    "dec|dez|dic|december|dezember|decembre|diciembre|dicembre|dezembro",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS) for name in names.split("|")}
_ANY = "|".join(sorted(_MONTH, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?P<month>{_ANY})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b"
    r"(?![.,:]\d|:| ?(?:%|per ?cent|pct))"
    rf"|(?<![\d.,/-])(?P<first>\d{{1,2}})(?:\.|st|nd|rd|th|er|º|°)? (?:of |de |d'|di )?"
    rf"(?P<its>{_ANY})\b"
)
_DATELINE = re.compile(r"[^.]{2,80}? ?(?:\([^)]{2,40}\)|[-–—]{1,2} )")


class _Date(NamedTuple):
    month: int
    day: int
    start: int
    said: str


def another_date(headline: str, text: str) -> str | None:
    """Say which date of a folded headline its folded text has on another day of the month.

    A headline of two dates, and one whose day stands anywhere in the text, is let be.
    """
    said = [*_dates(headline)]
    if len(said) != 1 or len(text) < _SHORTEST_BODY:
        return None
    (date,) = said
    if re.search(rf"(?<![\d.,]){date.day}(?!\d|[.,]\d)", text):
        return None
    dateline = _DATELINE.match(text)
    begins = dateline.end() if dateline else 0
    lead = lead_of(text, _LEAD)
    for told in _dates(text):
        if told.month == date.month and begins <= told.start < lead:
            return f"The headline says “{date.said}”, the text “{told.said}”."
    return None


def _dates(text: str) -> Iterator[_Date]:
    for match in _DATE.finditer(text):
        month, day = match["month"] or match["its"], match["day"] or match["first"]
        if int(day):
            yield _Date(_MONTH[month], int(day), match.start(), match[0])
