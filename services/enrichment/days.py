"""Days as wires write them: months and weekdays by language, and “30 Jan 2024” read."""

from __future__ import annotations

import re
from datetime import datetime

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            (
                "january jan января січня stycznia januar jänner jän janvier janv enero"
                " ene gennaio gen janeiro januari"
            ),
            (
                "february feb февраля лютого lutego februar feber février fevrier févr"
                " fév febrero febbraio fevereiro fev februari"
            ),
            "march mar марта березня marca märz mrz mars marzo março maart mrt",
            "april apr апреля квітня kwietnia avril avr abril abr aprile",
            "may мая травня maja mai mayo maggio mag maio mei",
            "june jun июня червня czerwca juni juin junio giugno giu junho",
            "july jul июля липня lipca juli juillet juil julio luglio lug julho",
            "august aug августа серпня sierpnia août aout agosto ago augustus",
            (
                "september sep sept сентября вересня września septembre septiembre"
                " setiembre settembre set setembro"
            ),
            (
                "october oct октября жовтня października oktober okt octobre octubre"
                " ottobre ott outubro out"
            ),
            "november nov ноября листопада listopada novembre noviembre novembro",
            (
                "december dec декабря грудня grudnia dezember dez décembre déc"
                " diciembre dic dicembre dezembro"
            ),
        ),
        start=1,
    )
    for name in names.split()
}
"""1 to 12; also as wires abbreviate them."""
WEEKDAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "monday montag lundi lunes lunedì segunda-feira segunda maandag",
            "tuesday dienstag mardi martes martedì terça-feira terça dinsdag",
            "wednesday mittwoch mercredi miércoles mercoledì quarta-feira quarta woensdag",
            "thursday donnerstag jeudi jueves giovedì quinta-feira quinta donderdag",
            "friday freitag vendredi viernes venerdì sexta-feira sexta vrijdag",
            "saturday samstag sonnabend samedi sábado sabato zaterdag",
            "sunday sonntag dimanche domingo domenica zondag",
        )
    )
    for name in names.split()
}
"""0 is Monday."""

_BESIDE_A_DAY = frozenset(
    "de del do di le den dem am the of st nd rd th er on mon tue tues wed thu thur thurs fri"
    " sat sun mo di mi do fr sa so lun mar mer jeu ven sam dim".split()
)
_PIECES = re.compile(r"\d+|[^\W\d_]+")
LAST_DAY, LAST_MONTH = 31, 12
_DIGITS_OF_YEAR = 4
_MOST_PIECES = 7


def day_in(text: str) -> tuple[int, int, int] | None:
    """Read nothing but a day and a month: day, month, and the year or 0."""
    pieces = [piece.lower() for piece in _PIECES.findall(text)]
    if not 1 < len(pieces) <= _MOST_PIECES:
        return None
    numbers = [int(piece) for piece in pieces if piece.isascii() and piece.isdigit()]
    words = [piece for piece in pieces if not piece.isdigit()]
    months = [MONTHS[word] for word in words if word in MONTHS]
    if any(
        word not in MONTHS and word not in _BESIDE_A_DAY and word not in WEEKDAYS
        for word in words
    ):
        return None
    years = [number for piece, number in zip(
        (p for p in pieces if p.isascii() and p.isdigit()), numbers, strict=True)
        if len(piece) == _DIGITS_OF_YEAR]  # fmt: skip
    days = [number for number in numbers if number not in years]
    if months and len(days) == 1:
        return _checked(days[0], months[-1], years)
    if not words and len(days) == 2 and not text.strip().isdigit():
        iso = bool(years) and text.strip().startswith(str(years[0]))
        day, month = (days[1], days[0]) if iso or days[1] > LAST_MONTH else (days[0], days[1])
        return _checked(day, month, years)
    return None


def _checked(day: int, month: int, years: list[int]) -> tuple[int, int, int] | None:
    if not (1 <= day <= LAST_DAY and 1 <= month <= LAST_MONTH) or len(years) > 1:
        return None
    return day, month, years[0] if years else 0


def iso_day(text: str | None) -> tuple[int, int, int] | None:
    """Read “2024-01-30”, with a time or without."""
    if not text:
        return None
    try:
        day = datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None
    return day.day, day.month, day.year
