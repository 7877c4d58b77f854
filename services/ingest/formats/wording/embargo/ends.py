"""Until when an embargo holds, as a line says it: day, time and zone; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from services.ingest.formats.wording import dates
from services.ingest.formats.wording.embargo.folding import folded

_RUSSIAN_MONTHS = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
)
_MONTHS = MappingProxyType(
    {
        **dates.MONTHS,
        **{name: number for number, name in enumerate(_RUSSIAN_MONTHS.split(), start=1)},
    }
)
MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
LATEST_ZONE = timezone(timedelta(hours=-12))
"""Where a day comes last: a time whose zone nobody knows has come everywhere by then."""
_LONGEST_LINE = 2000
_READ_OF_A_LINE = 400
_LONGEST_AGO = timedelta(days=31)
"""A day without a year that is longer past is next year's: embargoes are written ahead."""

_CLOCK = re.compile(
    rf"\b(?P<hour>2[0-4]|[01]?\d)(?:[:.h]?(?P<minute>[0-5]\d))?(?!\d)\s?(?P<half>[apAP]\.?[mM]\b\.?)?"
    r"(?:\s?(?:(?P<uhr>Uhr)|(?P<h>h(?:rs|ours?|eures?|oras?)?|uur|час(?:ов|а)?|o['’]clock))\b)?"
    rf"(?:\s?(?P<zone>(?:GMT|UTC)?[+-]\d{{1,2}}(?::?\d{{2}})?(?!\d)|{dates.ZONE}))?",
)
_CLOCK_IN_SIGNS = re.compile(
    r"(?P<half>午前|午後|上午|下午|凌晨|晚上|晚间|夜)?\s?(?P<hour>2[0-4]|[01]?\d)\s?"
    r"[时時点點](?:\s?(?P<minute>[0-5]?\d)\s?分)?"
)
_AFTERNOON = frozenset({"午後", "下午", "晚上", "晚间", "夜"})
_UHR = re.compile(r"\d\s?Uhr\b(?!\s(?:Ortszeit|lokaler))")
_ANOTHER_ZONE = re.compile(
    r"(?i)\b(?!(?:any|this|that|same|some|first|last|long|in|on|the|release|embargo)\b)"
    r"[^\W\d_]+ time\b"
    r"|\bheures?\s(?:d|local)|\bhora\s(?:d|local)|\bore?a?\s(?:d|local)|ortszeit|lokaler zeit"
    r"|[a-z]tijd\b|времени|\d\s?(?:[ap]\.?m\.?\s?)?(?-i:[A-Z]{2,4}T\b)"
)
"""A place's time, or a zone's letters, which we do not know."""
A_DATE = re.compile(
    rf"(?i)\b(?:(?:{MONTH_NAME})\.?\s+\d{{1,2}}|\d{{1,2}}\.?\s+(?:de\s+)?(?:{MONTH_NAME})\b\.?)"
    r"(?:,?\s+(?:19|20)\d{2})?|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?(?!\d)"
)
A_DAY = re.compile(
    rf"(?i)\b(?:(?P<month>{MONTH_NAME})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er|[.º°ª])?\s+(?:of\s+|de\s+)?(?P<month2>{MONTH_NAME})\b\.?)"
    r"(?:,?\s+(?:(?:de|del|of)\s+)?(?P<year>(?:19|20)\d{2}))?"
    r"|\b(?P<iso>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?)"
    r"|\b(?P<day3>\d{1,2})(?P<dot>[./])(?P<month3>\d{1,2})(?P=dot)(?P<year3>\d{4})\b"
    r"|\b(?P<day4>\d{1,2})\.(?P<month4>\d{1,2})\.(?!\d)"
    r"|(?<!\d)(?P<year5>\d{4})(?P<sign>[年/.]|\s?년\s?)\s?(?P<month5>\d{1,2})(?:[月월]|[/.])\s?(?P<day5>\d{1,2})(?!\d)[日일]?"
    r"|(?<![\d年])(?P<month6>\d{1,2})月\s?(?P<day6>\d{1,2})日"
)
_WEEKDAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes"
    r"|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|(?:maan|dins|woens|donder|vrij|zater|zon)dag"
    r"|понедельник\w*|вторник\w*|сред[аыу]|четверг\w*|пятниц\w*|суббот\w*|воскресень\w*"
)
_IN_ARABIC = (
    "يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|كانون|شباط"
    "|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين|الجمعة|السبت|الأحد|الاثنين|الثلاثاء|الأربعاء"
    "|الخميس|غدا|إشعار"
)
_RELATIVE = (
    r"tomorrow|tonight|today|noon|midnight|further|mitternacht|mittags?|morgen|heute|minuit"
    r"|midi|demain|medianoche|mediodía|mañana|mezzanotte|mezzogiorno|domani|meia-noite|meio-dia"
    r"|amanhã|middernacht|полуноч\w*|полдень|завтра|auf weiteres|nouvel ordre|nuevo aviso"
    r"|nuovo avviso"
)
_A_CLOCK = (
    r"ore\s\d{1,2}|\d{1,2}[:.h]\d{2}(?:\b|(?=h|uhr|uur))|\d{1,4}\s?(?:[ap]\.?m\b|uhr|h(?:rs|ours|eures?|oras?)?\b|uur|час"
    r"|gmt|utc|ce?s?t\b|mesz|mez|bst|est|edt|pst|pdt|et\b|pt\b)"
)
WHEN = (
    rf"(?:(?:{A_DAY.pattern.removeprefix('(?i)')})|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2}}|{_A_CLOCK}"
    rf"|\d{{1,2}}\s?[时時点點月日]|(?:\d{{1,2}}\s)?(?:{_IN_ARABIC})"
    r"|\d{1,2}\.?\s[^\W\d_]{3,12}\.?\s(?:19|20)\d{2}\b"
    rf"|(?:{_WEEKDAY}|{MONTH_NAME}|{_RELATIVE})\b)"
)
WHEN = re.sub(r"\(\?P<\w+>", "(?:", WHEN).replace("(?P=dot)", "[./]")
A_TIME = re.compile(
    rf"(?i)\b(?:{_A_CLOCK})|\badv[ -]?\d"
    rf"|\b(?:{_WEEKDAY}|{_RELATIVE}|{_IN_ARABIC})\b|\d\s?[时時点點月日]"
)
"""What a line has that says until when, whether we can read it or not."""


class End(NamedTuple):
    """When an embargo ends; a guess where its zone is not known, the latest that it can be."""

    at: datetime
    is_guess: bool = False


def embargo_end(line: str, received_at: datetime, zone: tzinfo | None = None) -> End | None:
    """Read until when (`0001 Friday September 9`, `23. November, 10.00 Uhr MEZ`), else None.

    Both day and time have to be there. A time without a zone is read in `zone`, the source's,
    and where that is not known, or another place's time is meant, where the day comes last.
    `Uhr` is said where it is CET, an hour later in summer than it has to be. A day alone is an
    end only when it is over everywhere.
    """
    line = folded(line[:_LONGEST_LINE])
    found = _ANY_TERM.search(line)
    rest = line[found.start() if found else 0 :][:_READ_OF_A_LINE]
    day = A_DAY.search(rest)
    if day is None:
        rest = line[:_READ_OF_A_LINE]  # `до 1 января 10:00 МСК не публиковать`
        day = A_DAY.search(rest)
    if day is None:
        return None
    if day["iso"] and len(day["iso"]) > 16:
        written = dates.moment(day["iso"])
        if written is None:
            return None
        if _HAS_OFFSET.search(day["iso"]):
            return End(written)
        return _latest(written.replace(tzinfo=None), zone)
    numbers = _numbers(day)
    if numbers is None:
        return None
    if day["iso"] and len(day["iso"]) == 16:
        clocks: list[_Clock] = [(int(day["iso"][11:13]), int(day["iso"][14:16]), None)]
        around = rest[day.end() :]
    else:
        around = rest[: day.start()] + " ; " + rest[day.end() :]
        around = _MIDNIGHT.sub("24:00", _NOON.sub("12:00", around))  # the later reading
        clocks = [*_clocks(around)]
    ends = [
        end
        for clock in clocks
        if (end := _moment(numbers, clock, around, received_at, zone)) is not None
    ]
    if not clocks:
        over = _moment(numbers, (24, 0, "latest"), "", received_at, None)
        return over if over is not None and over.at <= received_at else None
    latest = max(ends, default=None)
    years = [int(year) for year in _A_YEAR.findall(rest)]
    if latest is None or any(year > latest.at.year + 1 for year in years):
        return None  # a year that we did not understand
    return latest


_ANY_TERM = re.compile(r"(?i)(?:embarg|sperrfrist|эмбарго|hold[ -]for[ -]release|解禁)")
_HAS_OFFSET = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")
_NOON = re.compile(r"(?i)\b(?:12\s?)?(?:noon|mittags?|midi|mediodía|mezzogiorno|meio-dia)\b")
_MIDNIGHT = re.compile(
    r"(?i)\b(?:12\s?)?(?:midnight|mitternacht|minuit|medianoche|mezzanotte|meia-noite|middernacht)\b"
)
_A_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


_Clock: TypeAlias = tuple[int, int, str | None]
"""Hour, minute and the zone as written."""


def _numbers(day: re.Match[str]) -> tuple[int, int, int] | None:
    """Give year (0 where none is said), month and day."""
    if day["iso"]:
        year, month, number = (int(part) for part in day["iso"][:10].split("-"))
    elif day["day3"]:
        year, month, number = int(day["year3"]), int(day["month3"]), int(day["day3"])
        if day["dot"] == "/" and month <= 12 and number <= 12 and month != number:
            return None  # 3/4/2026: the third of April, or the fourth of March
        if day["dot"] == "/" and month > 12:
            month, number = number, month
    elif day["day4"]:
        year, month, number = 0, int(day["month4"]), int(day["day4"])
    elif day["day5"]:
        year, month, number = int(day["year5"]), int(day["month5"]), int(day["day5"])
    elif day["day6"]:
        year, month, number = 0, int(day["month6"]), int(day["day6"])
    else:
        month = _MONTHS[(day["month"] or day["month2"]).lower()]
        year, number = int(day["year"] or 0), int(day["day"] or day["day2"])
    return year, month, number


def _moment(
    numbers: tuple[int, int, int],
    clock: _Clock,
    around: str,
    received_at: datetime,
    zone: tzinfo | None,
) -> End | None:
    hour, minute, zone_name = clock
    extra = timedelta(days=1) if hour == 24 else timedelta()
    where = _zone(zone_name, around, zone)
    year, month, number = numbers
    years = [year] if year else [received_at.year + n for n in (-1, 0, 1, 2, 3, 4, 5)]
    for each in years:
        try:
            there = datetime(each, month, number, hour % 24, minute) + extra  # noqa: DTZ001
        except (ValueError, OverflowError):
            continue
        end = _latest(there, where)
        if year or (end is not None and end.at >= received_at - _LONGEST_AGO):
            return end
    return None


def _latest(there: datetime, zone: tzinfo | None) -> End | None:
    """Put a time on the clocks of a zone, the later of two where they are put back."""
    try:
        at = there.replace(tzinfo=zone or LATEST_ZONE, fold=1).astimezone(UTC).replace(fold=0)
    except (ValueError, OverflowError):
        return None
    return End(at, is_guess=zone in (None, LATEST_ZONE))


def _zone(name: str | None, around: str, zone: tzinfo | None) -> tzinfo | None:
    known = _offset(name) or dates.zone_of(name)
    if known is None:
        apart = dates.ZONE_BY_NAME.search(around)  # `0001 Friday September 9 GMT`
        known = dates.zone_of(apart.group()) if apart else None
    if known is None and (name == "latest" or _ANOTHER_ZONE.search(around)):
        return LATEST_ZONE
    if known is None and "МСК" in around:
        return dates.zone_of("MSK")
    if known is None and zone is None and _UHR.search(around):
        return dates.zone_of("CET")
    return known or zone


def _offset(name: str | None) -> tzinfo | None:
    found = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?", name or "", re.ASCII)
    return dates.zone_of(f"{found[1]}{found[2]:0>2}:{found[3] or '00'}") if found else None


def _clocks(text: str) -> Iterator[_Clock]:
    for found in islice(_CLOCK.finditer(text), _MOST_CLOCKS):
        hour, half = int(found["hour"]), (found["half"] or "").lower()
        if not (found["minute"] or half or found["zone"] or found["uhr"] or found["h"]):
            continue
        if half.startswith("p") and hour < 12:
            hour += 12
        elif half.startswith("a") and hour == 12:
            hour = 0
        yield hour, int(found["minute"] or 0), found["zone"]
    for found in islice(_CLOCK_IN_SIGNS.finditer(text), _MOST_CLOCKS):
        hour = int(found["hour"])
        hour += 12 if found["half"] in _AFTERNOON and hour < 12 else 0
        yield hour, int(found["minute"] or 0), None


_MOST_CLOCKS = 8
