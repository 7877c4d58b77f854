"""What the words of an item say of it: marker, dateline, authors, embargo, hold, kill.

Wires that have no field for these write them into headlines, sluglines and notes, each in a set
form. Only set forms count; a guess that could hold back or kill a story is not made here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from services.ingest import wire_dates
from services.ingest.kill_notices import is_kill_notice, top_of
from services.ingest.markup import html_to_text
from services.ingest.parsed import Problem
from shared.articles import AltId, Author, PubStatus, WireDateline

# --- markers -----------------------------------------------------------------------------

_NUMBER = r"(?:\d{1,2}(?:st|nd|rd|th)?|first|second|third)"
_TAKE = (
    rf"(?:{_NUMBER}\s?(?:NEWS)?\s?LE?A?D(?:[- ]WRITE?[- ]?THRU)?"
    rf"|(?:{_NUMBER}\s)?WRITE?[- ]?THRU|{_NUMBER}\s?ADD)"
)
_MARKER = (
    rf"(?:UPDATE\s+\d{{1,2}}|WRAPUP\s+\d{{1,2}}|RPT|REFILE|REPEAT|CORRECTED|CORRECTION|CORRECTIVE"
    rf"|CLARIFICATION|ADVISORY|EXTRA|URGENT|ALERT|BREAKING|BULLETIN|FLASH|LEAD|ROUNDUP|FEATURE"
    rf"|{_TAKE}"
    r"|(?:MANDATORY\s+)?KILL(?:\s+NOTICE)?|(?:STORY\s+)?WITHDRAWN|HOLD|EMBARGO(?:ED)?|SPERRFRIST|EIL|VORRANG|ZUSAMMENFASSUNG|KORREKTUR|BERICHTIGUNG)"
)
_ALONE = re.compile(rf"(?i)\W{{0,4}}(?:{_NUMBER}\s+)?{_MARKER}(?:[\s:,-]+{_MARKER})*\W{{0,4}}")
_ONE_IN_FRONT = (
    r"(?:(?:UPDATE|WRAPUP) \d{1,2}|CORRECTED|CORRECTION|CLARIFICATION|REFILE|RPT|ADVISORY"
    r"|(?:Correction|Clarification)(?=:))"
)
_IN_FRONT = re.compile(rf"{_ONE_IN_FRONT}(?:\s?[-–—:/]\s?{_ONE_IN_FRONT})*(?=\s?[-–—:]\s?\S)")
_CORRECTS = re.compile(
    r"\b(?:CORRECT(?:ED|ION|IVE)|Correct(?:ed|ion|ive)|KORREKTUR|BERICHTIGUNG|Korrektur"
    r"|Berichtigung|RECTIFICATIF|CORRECCIÓN)\b"
)
_BEHIND = re.compile(rf",\s?({_TAKE}(?:[, ]+{_TAKE})*)(?:,\s?\d{{1,5}})?\s*$", re.IGNORECASE)
_IN_PARENTHESES = re.compile(rf"\(({_MARKER}(?:[, ]+{_MARKER})*)\)\s*$", re.IGNORECASE)


def is_marker(line: str) -> bool:
    """Tell whether a line is nothing but a version marker (`EXTRA`, `1st Ld-Writethru`)."""
    return len(line) < 60 and _ALONE.fullmatch(line.strip()) is not None


def marker_of(*lines: str | None) -> str | None:
    """Find the version marker in a headline or slugline.

    `UPDATE 1-…`, `SLUG/ (UPDATE 1)`, `BC-EU--Storm, 1st Ld-Writethru`.
    """
    for line in lines:
        end = (line or "")[-120:]
        found = _IN_FRONT.match(line or "")
        behind = _IN_PARENTHESES.search(end) or _BEHIND.search(end)
        if found or behind:
            return found.group() if found else behind and behind.group(1)
    return None


def signals_of(*markers: str | None) -> tuple[str, ...]:
    """Give IPTC's signal for a correction, and ours for an advisory, where a marker says so."""
    said = [(marker or "")[:200] for marker in markers]
    corrects = any(_CORRECTS.search(marker) for marker in said)
    advises = any("ADVISORY" in marker for marker in said)
    return (*(("sig:correction",) if corrects else ()), *(("advisory",) if advises else ()))


# --- bylines and datelines ---------------------------------------------------------------

_BY = re.compile(r"^\s*(?:by|von|par|por|di|av|af|door)\s*:?\s+", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b|&)\s*")
_A_NAME = re.compile(r"[^\W\d_][\w'’.\-]*(?:\s+[\w'’.\-]+){1,4}")


def authors_of(byline: str, *, role: str | None = None) -> tuple[Author, ...]:
    """Read the people out of `By A and B, Agency`; what is no two-word name is left out."""
    return signed_by(byline, role=role) if _BY.match(byline) else ()


def signed_by(byline: str, *, role: str | None = None) -> tuple[Author, ...]:
    """Read the people out of a field that is a byline, such as `Ann Lee and Bo Ek/AGENCY`."""
    people = _BETWEEN_NAMES.split(_BY.sub("", byline).partition("/")[0])
    names: list[str] = []
    for position, part in enumerate(people):
        if _AGENCY_WORDS.search(part):
            if not position:
                continue
            break
        if _A_NAME.fullmatch(part.strip()):
            names.append(part.strip())
    return tuple(Author(name=name, role=role) for name in dict.fromkeys(names))


_AGENCY_WORDS = re.compile(
    r"(?i)\b(?:press|agency|news|writer|correspondent|reporter|editor|association|online|times)\b"
)
_DATELINE = re.compile(
    r"^\s*(?P<text>(?:\d{1,2}\.\d{1,2}\.\s)?(?P<place>[^\W\d_][^()\n–—]{1,60}?)(?:\s\((?P<country>[^()\n]{2,30})\)(?=,))?"
    r"(?:[,\s]+(?P<date>(?:[A-Z][^\W\d_]{2,8}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,9}\.?)"
    r"(?:,?\s\d{4})?))?,?"
    r"\s*\((?P<agency>[^\W\d_][\w./& -]{0,30})\)\s?(?P<dash>\.?--?|_|–|—|:)?)"
    r"(?=\s|(?<=\)--)\w)"  # press releases leave no blank: `DENVER--(AGENCY)--Ferry Inc. has`
)


_AGENCY_FIRST = re.compile(
    r"^\s*(?P<text>\((?P<agency>[A-Z][\w./& -]{0,30})\)\s?(?P<dash>--?|–|—)\s?"
    r"(?P<place>[A-Z][^()\n\d–—,]{1,40}?)(?:,?\s+(?P<date>\d{1,2}\s[^\W\d_]{3,9}))?\s(?:--?|–|—))(?=\s)"
)
"""As Italian wires write it: `(ANSA) - ROMA, 02 MAR - …`."""


_IN_SLASHES = re.compile(
    r"^\s*(?P<text>(?P<place>[^\W\d_][^()/\n\d–—,]{1,40}?)"
    r"(?:,\s(?P<date>(?:\d{1,2}\.?\s)?[^\W\d_]{3,12}))?\.?"
    r"\s/(?P<agency>[^\W\d_]{2,12})/\.?)(?=\s)"
)
"""As Denmark's and Russia's wires write it: `ODENSE, mandag /ritzau/`."""
_FIGURES = re.compile(r"[,\s]+(?=\d{4}\.|\d{1,2}[./]\d)")


def dateline_of(paragraph: str) -> WireDateline | None:
    """Read `BERLIN, Germany (dpa) -` off the beginning of a story; None where there is none.

    An agency in parentheses is required: without one this is a matter for enrichment.
    """
    found = (
        _DATELINE.match(paragraph[:200])
        or _AGENCY_FIRST.match(paragraph[:200])
        or _IN_SLASHES.match(paragraph[:200])
    )
    if found is None:
        return None
    where, date = found["place"].strip(" ,-"), found["date"]
    if date is None and (figures := _FIGURES.search(where)):  # `2026. november 23.`, `23/11`
        where, date = where[: figures.start()], where[figures.end() :]
    place, _, region = where.partition(",")
    if not place[:1].isupper() or len(place.split()) > 5:
        return None
    if _A_DATE.fullmatch(place):  # `Nov 23 (RTX) -`, where a wire leaves the place out
        return WireDateline(
            text=found["text"].strip(), date=place, agency=found["agency"].strip()
        )
    if not found.groupdict().get("dash", "/") and not re.fullmatch(
        r"[A-Z]{2,8}|dpa|epd|kna|sda|ats|ntb", found["agency"]
    ):
        return None
    return WireDateline(
        text=found["text"].strip(),
        place=place.strip(),
        region=region.strip() or None,
        country=found.groupdict().get("country"),
        date=date,
        agency=found["agency"].strip(),
    )


_MONTH_AND_DAY = (
    r"(?:[A-Z][^\W\d_]{2,8}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,9}\.?)(?:,?\s\d{4})?"
)
_AGENCY_BARE = re.compile(
    rf"^\s*(?P<text>(?P<place>[A-Z][^()\n\d–—]{{1,40}}?),(?:\s(?P<date>{_MONTH_AND_DAY}),?)?"
    r"\s(?P<agency>[A-Z]{2,8})\s?(?:--?|_|–|—))(?=\s)"
)
"""As Australia's wire writes it: `BALLINA, March 2 AAP - …`."""
_IN_CAPITALS = re.compile(
    rf"^\s*(?P<text>(?P<place>[^\W\d_a-z](?:[^\W\d_a-z]|[ .'’-]){{2,30}}?)"
    rf"(?:,\s(?P<region>[A-Z][\w.]{{1,15}}(?:\s[A-Z][\w.]{{1,15}})?))?"
    rf"(?:,\s(?P<date>{_MONTH_AND_DAY}))?\s(?:--?|_|–|—))(?=\s)"
)
_NO_PLACES = frozenset(
    re.findall(
        r"\w+",
        "ADDS ADVISORY ANALYSIS ATTENTION AUDIO BACKGROUND BREAKING BRIEF BRIEFS CHRONOLOGY "
        "CORRECTION CORRECTED CORRECTS DETAILS EDITORS EDS EXCLUSIVE EXPLAINER FACTBOX "
        "FEATURE FLASH GRAPHIC HIGHLIGHTS INTERVIEW LEAD LIVE MORE NEWS NOTE NOTES OPINION "
        "PHOTO PHOTOS "
        "PREVIEW PROFILE QUOTES RECASTS RESULTS REVIEW ROUNDUP SUMMARY TIMELINE UPDATE UPDATES "
        "URGENT VIDEO WATCH WRAP",
    )
)


def dateline_of_story(body: str) -> WireDateline | None:
    """Read the dateline off the beginning of a story, in HTML, where no field has it.

    Below headings, an `(Adds quote)`, points and a byline it has to name its agency.
    """
    top = body[:_TOP_OF_A_STORY]
    parts = top.split("<p>")[1:_PARAGRAPHS_ABOVE] or [top]
    texts = (html.unescape(re.sub(r"<[^<>]*>", "", p.partition("</p>")[0])) for p in parts)
    first = next(texts)
    read = dateline_above(first)
    return read or next((found for text in texts if (found := dateline_of(text))), None)


_TOP_OF_A_STORY = 4_000
_PARAGRAPHS_ABOVE = 9


def dateline_above(paragraph: str) -> WireDateline | None:
    """Read a story's dateline, also one whose agency has no parentheses or is left out.

    Without an agency only a place in capitals counts: `OTTAWA - …`, `RICHMOND, Va. _ …`.
    """
    read = dateline_of(paragraph)
    if read is not None:
        return read
    found = _AGENCY_BARE.match(paragraph[:200]) or _IN_CAPITALS.match(paragraph[:200])
    if found is None or not _NO_PLACES.isdisjoint(re.findall(r"\w+", found["place"])):
        return None
    said = found.groupdict()
    place, _, region = found["place"].strip(" ,").partition(",")
    if is_marker(place) or len(place.split()) > 4:
        return None
    return WireDateline(
        text=found["text"].strip(),
        place=place.strip(),
        region=said.get("region") or region.strip() or None,
        date=found["date"],
        agency=said.get("agency"),
    )


def dateline_in(text: str) -> WireDateline:
    """Read a field that is a dateline, with or without date and agency: `BALLINA, March 2`."""
    found = dateline_of(f"{text} ")
    if found is not None:
        return found
    agency = re.search(
        r"\(([A-Z][\w./& -]{1,30}|[a-z]{2,8}(?:/[a-z]{2,8})?)\)\s*[^\w\s]*\s*$", text
    )
    bare = (text[: agency.start()] if agency else text).strip(" -–—_.,:=")
    date = _A_DATE.search(bare)
    parts = [part.strip(" ,") for part in bare[: date.start() if date else None].split(",")]
    place, region = ([part for part in parts if part] + ["", ""])[:2]
    return WireDateline(
        text=text or None,
        place=place or None,
        region=region or None,
        date=date.group() if date else None,
        agency=agency.group(1) if agency else None,
    )


# --- embargo, hold, kill -----------------------------------------------------------------

_MONTH_NAME = "|".join(sorted(wire_dates.MONTHS, key=len, reverse=True))
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
_LONGEST_NOTICE = 6000
"""Characters of mark-up; notices are short, and a long story is none."""
_HOLD = re.compile(
    r"^\W{0,4}(?:dpa[\s:-]+)?(?:ACHTUNG[\s:,-]+|URGENT[\s:,-]+|PLEASE\s+|BITTE\s+)?"
    r"(?:HOLD|WITHHOLD|DO NOT (?:USE|PUBLISH|RELEASE)|NICHT VERWENDEN|ZURÜCKHALTEN"
    r"|NE PAS (?:UTILISER|PUBLIER)|NO (?:USAR|PUBLICAR)|NON (?:USARE|PUBBLICARE))\b"
    r"(?=\W*$|\s*[:!–—]|\s-\s)"
)
_ADVISORY = re.compile(
    r"^\W{0,4}(?:ADVISORY\s?[-–—]\s?(?=\S)|ADVISORY TO (?:EDITORS|CLIENTS|SUBSCRIBERS)\b"
    r"|(?:EDITORS?['’]?S?|CLIENTS?['’]?S?) ADVISORY\b"
    r"|(?i:NOTE TO (?:EDITORS|CLIENTS|SUBSCRIBERS))\W*$)"
)
"""What is for newsrooms to know, and for nobody to publish."""
_PLEASE_HOLD = re.compile(
    r"(?i)^\W{0,4}(?:(?:eds?|editors?|attention|urgent|advisory)[\s:,–—-]{1,4}){0,2}"
    r"(?:(?:please|kindly) (?:hold|withhold|do not (?:use|publish|run|release))\b"
    r"|bitte verwenden sie (?:die|diese|unsere) (?:[\w-]+ ){0,2}?(?:meldung|nachricht)\b)"
    r"(?=.{0,120}\b(?:story|article|item|report|copy|notice|bis auf weiteres|nicht)\b)"
)
"""A notice that asks for a hold in a sentence; in a headline it could be a story's."""
_CLOCK = re.compile(
    rf"\b(?P<hour>2[0-4]|[01]?\d)(?:[:.h]?(?P<minute>[0-5]\d))?(?!\d)\s?(?P<half>[apAP]\.?[mM]\b\.?)?"
    rf"(?:\s?(?:(?P<uhr>Uhr)|h|hrs|hours)\b)?(?:\s?(?P<zone>{wire_dates.ZONE}))?",
)
_UHR = re.compile(r"\d\s?Uhr\b(?!\s(?:Ortszeit|lokaler))")
_A_DATE = re.compile(
    rf"(?i)\b(?:(?:{_MONTH_NAME})\.?\s+\d{{1,2}}|\d{{1,2}}\.?\s+(?:de\s+)?(?:{_MONTH_NAME})\b\.?)"
    r"(?:,?\s+(?:19|20)\d{2})?|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?(?!\d)"
)
_DAY = re.compile(
    rf"(?i)\b(?:(?P<month>{_MONTH_NAME})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?(?P<month2>{_MONTH_NAME})\b\.?)"
    r"(?:,?\s+(?P<year>(?:19|20)\d{2}))?"
    r"|\b(?P<iso>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?)"
    r"|\b(?P<day3>\d{1,2})(?P<dot>[./])(?P<month3>\d{1,2})(?P=dot)(?P<year3>\d{4})\b"
    r"|\b(?P<day4>\d{1,2})\.(?P<month4>\d{1,2})\.(?!\d)"
)


def says_hold(*lines: str | None) -> bool:
    """Tell whether a line is a wire's hold (dpa `HOLD`, `ACHTUNG: HOLD`)."""
    return any(_HOLD.search(line or "") for line in lines)


def _asks_for_a_hold(lines: Iterable[str]) -> bool:
    return any(_HOLD.search(line) or _PLEASE_HOLD.search(line[:400]) for line in lines)


def is_advisory(*headlines: str | None) -> bool:
    """Tell whether a headline says that this is for newsrooms to know only.

    Such a notice is withheld itself; it holds nothing of what it cites.
    """
    return any(_ADVISORY.search(headline or "") for headline in headlines)


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
    return _EMBARGO_WITH_A_DATE.search(line) is not None and _DAY.search(line) is not None


def embargo_end(line: str, received_at: datetime) -> datetime | None:
    """Read until when (`0001 Friday September 9`, `23. November, 10.00 Uhr MEZ`), else None.

    Both day and time have to be there; a time without zone is none: an hour too early is
    too early. `Uhr` is said where it is CET, an hour later in summer than it has to be.
    """
    found = _EMBARGO.search(line) or _EMBARGO_IN_FRONT.search(line)
    rest = line[found.start() if found else 0 :][:400]
    day = _DAY.search(rest)
    if day is None:
        return None
    if day["iso"] and len(day["iso"]) > 16:
        return wire_dates.moment(day["iso"])
    around = rest[: day.start()] + " ; " + rest[day.end() :]
    around = re.sub(r"(?i)\b(?:12\s?)?noon\b", "12:00", around)
    around = re.sub(r"(?i)\b(?:12\s?)?midnight\b", "24:00", around)  # the later reading
    clock = _clock(around)
    if clock is None:
        return None
    hour, minute, zone_name = clock
    apart = wire_dates.ZONE_BY_NAME.search(around)  # `0001 Friday September 9 GMT`
    zone = wire_dates.zone_of(zone_name) or wire_dates.zone_of(apart and apart.group())
    if zone is None and _UHR.search(around):
        zone = wire_dates.zone_of("CET")
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
        month = wire_dates.MONTHS[(day["month"] or day["month2"]).lower()]
        number = int(day["day"] or day["day2"])
        year = int(day["year"] or 0)
    extra = timedelta(days=1) if hour == 24 else timedelta()
    hour %= 24
    if year:
        moment = wire_dates.dated(
            received_at, year=year, month=month, day=number, hour=hour, minute=minute, zone=zone
        )
    else:
        moment = wire_dates.coming(
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


def status_of(
    said: PubStatus,
    *,
    headlines: Sequence[str | None],
    notes: Sequence[str | None] = (),
    tops: Sequence[str] = (),
    body: str = "",
    text: str | None = None,
    embargoed_until: datetime | None = None,
    received_at: datetime,
    where: Callable[[], str] | None = None,
    line: int | None = None,
) -> tuple[PubStatus, datetime | None, tuple[Problem, ...]]:
    """Weigh what a field says against what the words say; the more careful of the two wins.

    The story is given as HTML in `body`, or as plain `text`.
    `tops` are the first lines of the story, which are held to stricter forms than `notes`.
    Gives the status, the end of an embargo, and a problem (`where` gives its XPath) where an
    embargo has no end that we can read: that item is withheld until the wire says usable.
    """
    if said == "canceled":
        return said, embargoed_until, ()
    heads = [one for one in headlines if one]
    marks = [one for one in notes if one]
    if text is None:
        text = html_to_text(body) if len(body) < _LONGEST_NOTICE else ""
    if is_kill_notice("", text) or any(
        is_kill_notice(one) or _ends_with_kill(one) for one in (*heads, *marks)
    ):
        return "canceled", embargoed_until, ()
    if (
        said == "withheld"
        or says_hold(*heads, *tops[:2])
        or is_advisory(*heads)
        or _asks_for_a_hold([*marks, *top_of(text)[:3]])
    ):
        return "withheld", embargoed_until, ()
    if embargoed_until is not None:
        return said, embargoed_until, ()
    said_so = [
        one
        for one in (*marks, *heads, *(tops or _first_lines(body)))
        if says_embargo(one, anywhere=one in marks)
    ]
    if not said_so:
        return said, None, ()
    ends = [embargo_end(one, received_at) for one in said_so]
    # `EMBARGOED: …` in a subject is no other embargo than the one whose time stands below.
    unread = any(
        end is None and (_A_TIME.search(one) or _DAY.search(one))
        for one, end in zip(said_so, ends, strict=True)
    )
    latest = max((end for end in ends if end is not None), default=None)
    if latest is not None and not unread:
        return said, latest, ()
    return (
        "withheld",
        None,
        (embargo_without_end(xpath=where() if where else None, line=line),),
    )


_A_TIME = re.compile(
    r"(?i)\b\d{1,2}[:.h]\d{2}\b|\b\d{1,4}\s?(?:[ap]\.?m\b|uhr|h(?:rs|ours)?\b|gmt|utc)"
    r"|\badv[ -]?\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:noon|midnight|tomorrow|further)\b|\b(?:mon|diens|donners|frei|sams|sonn)tag\b|\bmittwoch\b"
)
"""What a line has that says until when, whether we can read it or not."""


def _first_lines(body: str) -> list[str]:
    """Give the first lines of a story in HTML, where an embargo may stand; cheaply."""
    head = body[:1500]
    lowered = head.lower()
    if not any(word in lowered for word in _OF_EMBARGOES):
        return []
    return [line for line in html_to_text(head).splitlines() if line.strip()][:3]


_OF_EMBARGOES = ("embarg", "sperrfrist", "hold for", "hold-for", "not for")


def embargo_without_end(xpath: str | None = None, line: int | None = None) -> Problem:
    """Say that an item was withheld because its embargo does not say until when."""
    return Problem(
        detail="The item is under an embargo without a time that can be read; it is withheld.",
        fix="Give the embargo's end as a date-time with its zone, or send the item as usable.",
        xpath=xpath,
        line=line,
    )


def cited_names(*texts: str | None) -> tuple[AltId, ...]:
    """Give the identifiers (`urn:…`, `tag:…`) that a notice cites, for a kill to reach them."""
    found = _IDENTIFIER.findall(" ".join(text or "" for text in texts)[:_LONGEST_NOTICE])
    names = dict.fromkeys(name.rstrip(".,;:)") for name in found)
    return tuple(AltId(role="cited", value=name) for name in [*names][:10])


def cited_by_a_stop(
    status: PubStatus, headline: str | None, *texts: str | None
) -> tuple[AltId, ...]:
    """Give the identifiers that a kill or a hold cites; of an advisory, or of a story, none."""
    if status == "usable" or (status == "withheld" and is_advisory(headline)):
        return ()
    return cited_names(*texts)


_IDENTIFIER = re.compile(r"\b(?:urn|tag):[\w.,:/#%~+-]{6,200}")


def _ends_with_kill(line: str) -> bool:
    """Tell AP's `BC-EU--Storm-KILL` and `BC-EU--Storm, KILL` from headlines in capitals."""
    end = line[-120:].rstrip()
    return end.endswith("KILL") and _KILL_AT_THE_END.search(end) is not None


_KILL_AT_THE_END = re.compile(r"[a-z]\S*(?:[-–]|,\s?)(?:MANDATORY )?KILL$")


# --- paragraphs --------------------------------------------------------------------------

_COLUMNS = re.compile(r"\S {3,}\S|\S\t+\S|\.{4,}")


_MORE = re.compile(
    r"(?i)^\W{0,2}(?:\d+ ?- ?)?(?:more|mehr|forts|end|ende|schluss|fin|fine|-30-|-0-|ends)"
    r"\W{0,2}(?:[a-zäöü]{2,4}(?:/[a-zäöü]{2,4}){0,3})?$"
)


_AT_THE_END = re.compile(r"NNNN|[A-Z]{2,4}\d{3,5}\s+\d{4}-\d\d-\d\d/\d\d:\d\d")
"""What networks and APA (`APA0123    2026-11-23/10:11`) put below a message."""


def without_end_mark(lines: Sequence[str]) -> list[str]:
    """Leave out the last line where it says to the desk that more comes, or no more."""
    kept = [*lines]
    while kept and (not kept[-1].strip(" \t\r<") or _AT_THE_END.fullmatch(kept[-1].strip())):
        kept.pop()
    bare = kept[-1].strip(" \t<") if kept else ""
    if bare == "MORE" or (bare[:1] in ("(", "-") and _MORE.match(bare)):
        kept.pop()
    return kept


def looks_tabular(lines: Sequence[str]) -> bool:
    """Tell a table set with blanks from running text: most of its lines have columns."""
    full = [line for line in lines if line.strip()]
    return len(full) > 1 and sum(
        bool(_COLUMNS.search(line.strip())) for line in full
    ) * 2 > len(full)


def paragraphs(lines: Sequence[str], *, indent: int = 2) -> Iterator[list[str]]:
    """Group lines of wrapped text: a blank or indented line, or a bullet, begins one."""
    current: list[str] = []
    for line in lines:
        bare = line.strip()
        begins = line[:1] == "\t" or len(line) - len(line.lstrip(" ")) >= indent
        begins = begins or bare.startswith(("* ", "• "))
        if current and (not bare or (begins and not looks_tabular([*current[-4:], line]))):
            yield current
            current = []
        if bare:
            current.append(line.rstrip())
    if current:
        yield current


def to_html(lines: Sequence[str], *, indent: int = 2) -> str:
    """Write wrapped lines as paragraphs, and what is set in columns as preformatted text."""
    written: list[str] = []
    for part in paragraphs(lines, indent=indent):
        if looks_tabular(part):
            written.append(f"<pre>{html.escape(chr(10).join(part), quote=False)}</pre>")
        else:
            glue = "<br/>" if looks_listed(part) else " "
            written_lines = (html.escape(" ".join(line.split()), quote=False) for line in part)
            text = _WRAPPED_WITHOUT_BLANKS.sub("", "\n".join(written_lines)).replace("\n", glue)
            written.append(f"<p>{text}</p>")
    return "".join(written)


_IDEOGRAPH = r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_WRAPPED_WITHOUT_BLANKS = re.compile(rf"(?<={_IDEOGRAPH})\n(?={_IDEOGRAPH})")
"""Chinese and Japanese have no blanks between words, so none where a line ends."""


def looks_listed(lines: Sequence[str]) -> bool:
    """Tell results and lists from wrapped text: short lines, most of them with figures."""
    return (
        len(lines) > 2
        and all(len(line.strip()) < _SHORTEST_WRAPPED for line in lines)
        and sum(bool(re.search(r"\d", line)) for line in lines) * 2 >= len(lines)
    )


_SHORTEST_WRAPPED = 45
"""Characters; telex lines are wrapped at 60 to 69, columns of newspapers are no wire's."""


def count_words(markup: str) -> int:
    """Count the words of a body, as wires without a count of their own leave it to us."""
    return len(_TAG.sub(" ", _TAG_IN_A_LINE.sub("", markup)).split())


_TAG = re.compile(r"<[^<>]*>")
_TAG_IN_A_LINE = re.compile(
    r"</?(?:a|abbr|b|cite|em|i|q|s|small|span|strong|sub|sup|u)\b[^<>]*>"
)
