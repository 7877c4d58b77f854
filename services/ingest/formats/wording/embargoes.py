"""Embargoes in words, and until when they hold; pure.

Only set forms count: a story that is about an embargo is under none.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from services.ingest.formats.parsed import Problem
from services.ingest.formats.wording import dates

_MONTH_NAME = "|".join(sorted(dates.MONTHS, key=len, reverse=True))


_EMBARGO = re.compile(
    r"\bEMBARGO(?:ED)?\b|\bEMBARGADO\b|\b[Ee]mbargoed (?:until|to|till|for)\b"
    r"|\b[Ee]mbargo (?:until|jusqu|hasta|bis)|\b[Ss]ous embargo\b|\bSPERRFRIST\b"
    r"|\bSperrfrist(?::|\s+\d{1,2}\.)|\bHOLD FOR RELEASE\b|\b[Hh]old[- ]for[- ][Rr]elease\b"
    r"|\b(?i:not for (?:publication|release|use) (?:before|until))\b"
    r"|\b(?i:in advance for (?:use|release))\b|\b(?i:sperrfrist bis)\b"
    r"|\b(?i:for release (?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    rf"|{_MONTH_NAME}|\d))"
)


_EMBARGO_IN_FRONT = re.compile(
    r"^\W{0,4}(?:(?:(?:STRICTLY?|SOUS|UNDER|ACHTUNG)[\s:,-]+){0,3}"
    r"(?:EMBARGO(?:ED)?|EMBARGADO|SPERRFRIST)"
    r"(?=\s*(?:$|[:!–—(]|\s-|(?i:UNTIL|TILL|TO\b|FOR\b|BIS\b|JUSQU|HASTA)|\d))"
    r"|(?i:HOLD[ -]FOR[ -]RELEASE)\b"
    r"|(?i:(?:strictly )?embargoed (?:until|to|till|for release)\b)|Sperrfrist:|Sous embargo\b"
    r"|(?i:NOT FOR (?:PUBLICATION|RELEASE|USE) (?:BEFORE|UNTIL)\b)"
    r"|\$?(?i:adv)[ -]?\d{1,2}\b)"  # AP's advances: `$adv 24`, `ADV24`
)


_UNDER_EMBARGO = (
    r"(?:strictly )?(?:embargoed|under (?:an? )?(?:strict )?embargo) (?:until|till)\b"
)


_EMBARGO_BEHIND = re.compile(
    rf"(?i)(?:^\W{{0,4}}|[-–—:(\[|]\s?){_UNDER_EMBARGO}"
    r"|\b(?:this|it|release|report|story|information|material|article) (?:is|are) "
    rf"{_UNDER_EMBARGO}"
)
"""As press offices write it, behind a subject or in a sentence to editors."""


_EMBARGO_WITH_A_DATE = re.compile(
    r"(?i)^\W{0,4}(?:(?:strict|under|sous)\s+)?(?:embargo(?:ed)?|embargado|sperrfrist)"
    r"\s*(?:[:(–—-]|until|till|to|for|bis|jusqu|hasta)"
)
"""In ordinary letters the word begins a story as well; a date behind it tells the two apart."""


_LIFTED = re.compile(
    r"(?i)\b(?:no|without|ohne|keine|not)\s+(?:an?\s+)?(?:embargo|sperrfrist)"
    r"|\bembargo(?:ed)?\s+(?:is\s+|was\s+|has\s+been\s+)?(?:lifted|over|ended|expired|broken)"
    r"|\bembargo\s*:\s*(?:no|none|n/a|keine?)\b|\bembargo\s+on\b|\bsperrfrist\s+(?:aufgehoben|entfällt|abgelaufen)|\b(?:trade|arms|oil)\s+embargo"
)


_CLOCK = re.compile(
    rf"\b(?P<hour>2[0-4]|[01]?\d)(?:[:.h]?(?P<minute>[0-5]\d))?(?!\d)\s?(?P<half>[apAP]\.?[mM]\b\.?)?"
    rf"(?:\s?(?:(?P<uhr>Uhr)|h|hrs|hours)\b)?(?:\s?(?P<zone>{dates.ZONE}))?",
)


_UHR = re.compile(r"\d\s?Uhr\b(?!\s(?:Ortszeit|lokaler))")


A_DATE = re.compile(
    rf"(?i)\b(?:(?:{_MONTH_NAME})\.?\s+\d{{1,2}}|\d{{1,2}}\.?\s+(?:de\s+)?(?:{_MONTH_NAME})\b\.?)"
    r"(?:,?\s+(?:19|20)\d{2})?|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?(?!\d)"
)


A_DAY = re.compile(
    rf"(?i)\b(?:(?P<month>{_MONTH_NAME})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?(?P<month2>{_MONTH_NAME})\b\.?)"
    r"(?:,?\s+(?P<year>(?:19|20)\d{2}))?"
    r"|\b(?P<iso>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?)"
    r"|\b(?P<day3>\d{1,2})(?P<dot>[./])(?P<month3>\d{1,2})(?P=dot)(?P<year3>\d{4})\b"
    r"|\b(?P<day4>\d{1,2})\.(?P<month4>\d{1,2})\.(?!\d)"
)


def says_embargo(line: str, *, anywhere: bool = True) -> bool:
    """Tell whether a line puts the item under an embargo.

    In a note to editors the word may stand anywhere; elsewhere only at the beginning, since
    stories are written about embargoes too.
    """
    line = line[:2000]
    if _LIFTED.search(line):
        return False
    if anywhere and _EMBARGO.search(line):
        return True
    if _EMBARGO_IN_FRONT.search(line) or _EMBARGO_BEHIND.search(line):
        return True
    return _EMBARGO_WITH_A_DATE.search(line) is not None and A_DAY.search(line) is not None


def embargo_end(line: str, received_at: datetime) -> datetime | None:
    """Read until when (`0001 Friday September 9`, `23. November, 10.00 Uhr MEZ`), else None.

    Both day and time have to be there; a time without zone is none: an hour too early is
    too early. `Uhr` is said where it is CET, an hour later in summer than it has to be.
    """
    found = _EMBARGO.search(line) or _EMBARGO_IN_FRONT.search(line)
    rest = line[found.start() if found else 0 :][:400]
    day = A_DAY.search(rest)
    if day is None:
        return None
    if day["iso"] and len(day["iso"]) > 16:
        return dates.moment(day["iso"])
    around = rest[: day.start()] + " ; " + rest[day.end() :]
    around = re.sub(r"(?i)\b(?:12\s?)?noon\b", "12:00", around)
    around = re.sub(r"(?i)\b(?:12\s?)?midnight\b", "24:00", around)  # the later reading
    clock = _clock(around)
    if clock is None:
        return None
    hour, minute, zone_name = clock
    apart = dates.ZONE_BY_NAME.search(around)  # `0001 Friday September 9 GMT`
    zone = dates.zone_of(zone_name) or dates.zone_of(apart and apart.group())
    if zone is None and _UHR.search(around):
        zone = dates.zone_of("CET")
    if zone is None:
        return None
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
    else:
        month = dates.MONTHS[(day["month"] or day["month2"]).lower()]
        number = int(day["day"] or day["day2"])
        year = int(day["year"] or 0)
    extra = timedelta(days=1) if hour == 24 else timedelta()
    hour %= 24
    if year:
        moment = dates.dated(
            received_at, year=year, month=month, day=number, hour=hour, minute=minute, zone=zone
        )
    else:
        moment = dates.coming(
            received_at, month=month, day=number, hour=hour, minute=minute, zone=zone
        )
    return moment + extra if moment else None


def _clock(text: str) -> tuple[int, int, str | None] | None:
    for found in _CLOCK.finditer(text):
        hour, half = int(found["hour"]), (found["half"] or "").lower()
        if not (found["minute"] or half or found["zone"] or found["uhr"]):
            continue
        if half.startswith("p") and hour < 12:
            hour += 12
        elif half.startswith("a") and hour == 12:
            hour = 0
        return hour, int(found["minute"] or 0), found["zone"]
    return None


A_TIME = re.compile(
    r"(?i)\b\d{1,2}[:.h]\d{2}\b|\b\d{1,4}\s?(?:[ap]\.?m\b|uhr|h(?:rs|ours)?\b|gmt|utc)"
    r"|\badv[ -]?\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:noon|midnight|tomorrow|further)\b|\b(?:mon|diens|donners|frei|sams|sonn)tag\b|\bmittwoch\b"
)
"""What a line has that says until when, whether we can read it or not."""


def embargo_without_end(xpath: str | None = None, line: int | None = None) -> Problem:
    """Say that an item was withheld because its embargo does not say until when."""
    return Problem(
        detail="The item is under an embargo without a time that can be read; it is withheld.",
        fix="Give the embargo's end as a date-time with its zone, or send the item as usable.",
        xpath=xpath,
        line=line,
    )
