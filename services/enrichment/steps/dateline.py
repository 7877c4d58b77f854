"""Where, when and by whom a story was filed: “MOSCOW, Jan 30 (Reuters) – …”.

Accepted with a known agency, a date, or a place in capitals or known to the gazetteer; a dash
in an ordinary sentence makes no dateline. A year that is not written comes from the item's own
dates, from the weekday in the text, or is the latest that has passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from services.enrichment.casing import readers_case
from services.enrichment.data.gazetteer import Spot, gazetteer
from services.enrichment.days import LAST_DAY, LAST_MONTH, WEEKDAYS, day_in, iso_day
from services.enrichment.lines.agencies import agency_named
from shared.articles import Dateline, WireDateline


def read_dateline(
    leads: Sequence[str],
    *,
    item_dates: Sequence[datetime] = (),
    now: datetime,
    wire: WireDateline | None = None,
) -> Dateline | None:
    """Read the dateline at the beginning of one of the story's first paragraphs.

    Below the first it takes an agency or a date to be one. `item_dates` are the item's own,
    best first; `wire` is a dateline that the wire marked as such: it outweighs the text's.
    """
    found = _of_wire(wire) or _of_leads(leads)
    if found is None:
        return None
    near = item_dates[0].date() if item_dates else None
    day, method, sure = _resolve(found, "\n".join(leads), near, now.date())
    if wire is not None and (wire.place or wire.text):
        method = "wire"
    return Dateline(
        place=found.place,
        region=found.region,
        country=found.country,
        date=day.isoformat() if day else None,
        agency=found.agency,
        method=method,
        confidence=round(min(found.confidence, sure), 2),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the dash, once understood."""

    place: str
    region: str | None = None
    country: str | None = None
    agency: str | None = None
    day: int = 0
    month: int = 0
    year: int = 0
    confidence: float = 0.0


def _of_leads(leads: Sequence[str]) -> _Head | None:
    for at, lead in enumerate(leads):
        found = _of_unspaced(lead) or next(filter(None, map(_of_head, _heads(lead))), None)
        if found is not None and (
            at == 0 or found.agency or found.month or _under_a_byline(leads[:at], lead)
        ):
            return found
    return None


_LONGEST_BYLINE = 60


def _under_a_byline(above: Sequence[str], lead: str) -> bool:
    """Tell that a place in capitals stands under the line of who wrote it, and the paper's."""
    opening = lead.lstrip("*_ ")[:_LONGEST_BYLINE].replace(",", " ").partition(" ")[0]
    return opening.isupper() and all(
        len(line) <= _LONGEST_BYLINE and line.rstrip()[-1:] not in '.!?:”"' for line in above
    )


# --- the head of the lead ----------------------------------------------------------------

_LONGEST = 140
_MARK = re.compile(
    r"(?=[\s–—―‒.:=-])"  # which most letters are not
    r"(?:\s*[–—―‒]\s*|\s+-{1,3}\s*|\s*--+\s*|(?<=\))\s*[-.:=]+\s*"
    r"|(?<=\))\s+(?=[^\W\d_]|[\"“«„])|(?<=/)\.?\s*-*\s+|\s+_\s+|:\s+"
    r"|(?<=[^\W\da-z_]{3})\.-\s*)"
)
_IN_MARKS = re.compile(r"[–—―‒_:)/]|-(?<=[\s.-]-)")
"""One of these is in every mark."""
_MOST_MARKS = 5
_STOPPED = re.compile(
    r"([A-ZÄÖÜ]{4,}(?:[ /-][A-ZÄÖÜ]{2,}){0,3})\. "
    r"(?=(?:Der|Die|Das|Ein|Eine|Im|In|Am|An|Auf|Bei|Mit|Nach|Für|Seit|Wegen|Zum|Zur|Es|Rund"
    r"|Mehr|Zwei|Drei|Vier|Knapp|Wer|Wie|Was|Weil|Wenn|Vor|Von|Unter|Über|Als|Kein|Keine)\b)"
)
"""“MUSTERSTADT. Der Hafen …”, as German papers have it."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    head: str
    rest: str
    mark: str
    agency: str | None = None


def _heads(lead: str) -> Iterator[_Candidate]:
    """Give what might be a dateline: the text before each of the first dashes and the like."""
    text = lead[:_LONGEST].lstrip("*_ \t")
    stopped = _STOPPED.match(text)
    if stopped:
        yield _Candidate(stopped.group(1), text[stopped.end() :], "—")
    if not _IN_MARKS.search(text):
        return
    begin = 0
    agency: str | None = None
    for nth, mark in enumerate(_MARK.finditer(text)):
        if nth >= _MOST_MARKS:
            return
        head = text[begin : mark.start()].strip()
        if not head:
            continue
        named = agency_named(head.strip("()/[] ")) if begin == 0 else None
        if named:  # "(ANSA) - ROMA, 30 GEN - …"
            agency, begin = named, mark.end()
            continue
        if text[mark.end() : mark.end() + 1] in ("(", "/"):
            continue  # "NEW YORK--(BUSINESS WIRE)--…"
        yield _Candidate(head, text[mark.end() :], mark.group().strip(), agency)


_UNSPACED = (
    re.compile(
        r"(?P<agency>新华社|新華社|中新社|中新网|中央社|中通社)(?P<place>[\u4e00-\u9fff]{2,12}?)"
        r"(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?:电|電|讯|訊)"
    ),
    re.compile(
        r"[【（(](?P<place>[\u3040-\u30ff\u4e00-\u9fff]{2,12}?)(?:(?P<month>\d{1,2})月)?"
        r"(?:(?P<day>\d{1,2})日)?[＝=]?(?P<agency>共同|時事)(?:通信)?[】）)=＝]"
    ),
    re.compile(r"[(\[](?P<place>[\uac00-\ud7af]{2,12})=(?P<agency>연합뉴스)[)\]]"),
)
"""“新华社北京1月30日电”, “【札幌共同】”, “(서울=연합뉴스)”."""
_OPENS_UNSPACED = frozenset("新中【（([")


def _of_unspaced(lead: str) -> _Head | None:
    if lead[:1] not in _OPENS_UNSPACED:
        return None
    for pattern in _UNSPACED:
        found = pattern.match(lead)
        if found:
            parts = found.groupdict()
            month, day = int(parts.get("month") or 0), int(parts.get("day") or 0)
            known = 1 <= month <= LAST_MONTH and 1 <= day <= LAST_DAY
            return _Head(
                place=parts["place"],
                country=_country_of(parts["place"]),
                agency=agency_named(parts["agency"]),
                day=day if known else 0,
                month=month if known else 0,
                confidence=_SURE_AGENCY,
            )
    return None


_COUNTRY_IN_BRACKETS = re.compile(r"\s*\(([^()]{2,40})\)")
_IN_BRACKETS = re.compile(r"\s*(?:\(([^()]{2,40})\)|/([^/\s]{2,30})/?|\[([^\[\]]{2,40})\])\s*$")
_NO_PLACE = frozenset(
    "BREAKING UPDATE UPDATED EXCLUSIVE ANALYSIS OPINION WATCH VIDEO PHOTOS LIVE NEWS ALERT NOTE"
    " EDITOR'S CORRECTION CORRECTED EDITORIAL REVIEW INTERVIEW NEW FACT CHECK TIMELINE BREXIT"
    " COVID COVID-19 Q&A FAQ WARNING SPOILER RESULT RESULTS SUMMARY STORY HIGHLIGHTS KEY POINTS"
    " READ MORE FILE PHOTO ADVISORY EMBARGOED HOLD URGENT LEAD QUICK TAKE BACKGROUND CONTEXT"
    " THE A AN AND BUT OR IN ON AT IT HE SHE WE I NO YES THIS THAT WHAT WHY HOW WHO WHEN NFL"
    " NBA NHL MLB FIFA UEFA NATO EU UN WHO NASA FBI CIA FOOTBALL SOCCER RUGBY TENNIS CRICKET"
    " GOLF BASEBALL BASKETBALL HOCKEY CYCLING".split()
)
_SURE_AGENCY, _UNKNOWN_AGENCY = 0.95, 0.85
_WITH_DATE, _CAPITALS_KNOWN, _WITH_REGION, _KNOWN, _CAPITALS = 0.9, 0.85, 0.75, 0.6, 0.5


def _of_head(candidate: _Candidate) -> _Head | None:
    head = candidate.head
    agency, sure_of_agency = candidate.agency, candidate.agency is not None
    bracketed = _IN_BRACKETS.search(head)
    if bracketed:
        inside = next(group for group in bracketed.groups() if group)
        named = agency_named(inside)
        if named is None and (_spot(inside) or not _may_be_agency(inside)):
            return None
        agency, sure_of_agency = named or inside, named is not None
        head = head[: bracketed.start()].rstrip(" -–—")
    elif candidate.mark == "" or head.endswith(")"):
        return None  # brackets without a dash are only a dateline's if an agency is in them
    if candidate.mark == "" and not sure_of_agency:
        return None
    head = _COUNTRY_IN_BRACKETS.sub(r", \1", head)  # “Monterrey (México), 30 nov”
    found = _of_parts([part.strip() for part in head.split(",")])
    if found is None:
        return None
    if found.agency:
        agency, sure_of_agency = found.agency, True
    confidence = _confidence(candidate, head, found, agency=agency, sure=sure_of_agency)
    return replace(found, agency=agency, confidence=confidence) if confidence else None


def _confidence(
    candidate: _Candidate, head: str, found: _Head, *, agency: str | None, sure: bool
) -> float:
    capitals = head.split(",", maxsplit=1)[0].strip(" .")
    in_capitals = sum(letter.isupper() for letter in capitals) * 3 >= 2 * sum(
        letter.isalpha() for letter in capitals
    )
    if candidate.mark == ":" and not (in_capitals and found.country):
        return 0.0
    if agency:
        return _SURE_AGENCY if sure else _UNKNOWN_AGENCY
    if found.month:
        return _WITH_DATE if in_capitals or found.country else _KNOWN
    if in_capitals:
        known_words = [word in _NO_PLACE for word in capitals.split()]
        if all(known_words) or (any(known_words) and not found.country):
            return 0.0
        if found.country:
            return _CAPITALS_KNOWN
        return _CAPITALS if _begins_a_sentence(candidate.rest) else 0.0
    if found.country and _begins_a_sentence(candidate.rest):
        return _WITH_REGION if found.region or "," in head else _KNOWN
    return 0.0


def _begins_a_sentence(text: str) -> bool:
    first = text.lstrip("\"“‘'«„(¿¡ ")[:1]
    return first.isupper() or first.isdigit()


_MOST_WORDS_OF_AGENCY = 4


def _may_be_agency(text: str) -> bool:
    words = text.split()
    return len(words) <= _MOST_WORDS_OF_AGENCY and not text[0].isdigit() and text[0].isalpha()


# --- its parts ---------------------------------------------------------------------------


def _of_parts(parts: list[str]) -> _Head | None:
    """Understand “place, region, date, agency”; every part must be one of them."""
    first, day = _place_and_day(parts[0])
    place = _place(first)
    if place is None:
        return None
    found = _Head(
        place=place, country=_country_of(place.partition("/")[0].partition(" and ")[0])
    )
    if day:
        found = replace(found, day=day[0], month=day[1], year=day[2])
    for part in filter(None, parts[1:]):
        more = _with_part(found, part)
        if more is None:
            return None
        found = more
    return found


def _with_part(found: _Head, part: str) -> _Head | None:
    if found.month and not found.year and _YEAR.fullmatch(part):
        return replace(found, year=int(part))
    rest, day = _place_and_day(part)
    if day and not found.month:
        found = replace(found, day=day[0], month=day[1], year=day[2])
        if not rest:
            return found
        part = rest
    if part.lower() in WEEKDAYS:
        return found
    named = agency_named(part)
    spot = _spot(part)
    if named and spot is None:
        return replace(found, agency=named)
    if found.region is None and spot is not None and spot.kind != "city":
        region = None if spot.kind == "country" else spot.name
        return replace(found, region=region, country=spot.country)
    another = _place(part)
    if another is not None and (spot is not None or part.isupper()):
        return replace(found, region=found.region or another)
    return None


_YEAR = re.compile(r"(?:19|20)\d\d")
_SEVERAL = re.compile(r"\s*/\s*|\s+(?:and|und|et|y|e|en|&)\s+")
_MOST_WORDS_OF_PLACE = 5
_PARTICLES = frozenset(
    "de da do dos das del della di du des la le les el al am an im in der den van of the sur"
    " sous ob bei auf upon near off aan".split()
)


def _place(text: str) -> str | None:
    """Give the place in readers' case, several apart by a slash; None for mere words."""
    places = _SEVERAL.split(text.strip(" .*_-–—")) if text else []
    if not places or not all(map(_reads_like_place, places)):
        return None
    return "/".join(_readers_place(place) for place in places)


def _reads_like_place(text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS_OF_PLACE or not _is_capital(words[0]):
        return False
    for word in words:
        if not (_is_capital(word) or word.lower() in _PARTICLES or word[0] in "'’"):
            return False
        if any(not (letter.isalpha() or letter in "-.'’") for letter in word):
            return False
        if "." in word[:-1] and not word.isupper():
            return False  # a site's name, not "N.Y."
    return len(text) > 1


def _is_capital(word: str) -> bool:
    """Take letters of scripts without capitals for capitals."""
    return word[0].isalpha() and not word[0].islower()


def _readers_place(text: str) -> str:
    return readers_case(text.strip())


def _spot(name: str) -> Spot | None:
    spots = gazetteer().find(name.strip())
    if not spots:
        spots = gazetteer().find(readers_case(name.strip()))
    if not spots and name.endswith("."):
        spots = gazetteer().find(name.rstrip("."))
    return spots[0] if spots else None


def _country_of(place: str) -> str | None:
    spot = _spot(place)
    return spot.country if spot else None


# --- days --------------------------------------------------------------------------------


def _place_and_day(part: str) -> tuple[str, tuple[int, int, int] | None]:
    """Split “LONDON Jan 30” into the place and (day, month, year or 0)."""
    words = part.split() if any(map(str.isdigit, part)) else []
    for first in range(min(len(words), _MOST_WORDS_OF_PLACE + 1)):
        day = day_in(" ".join(words[first:]))
        if day:
            return " ".join(words[:first]), day
    return part, None


_NEAR = timedelta(days=45)
_YEARS_TRIED = 12
_AHEAD = timedelta(days=2)
_STATED, _BY_ITEM, _BY_WEEKDAY, _BY_PAST, _OF_ITEM = 0.98, 0.95, 0.9, 0.5, 0.7
_LONGEST_SEARCHED = 1500
_WORD = re.compile(r"[^\W\d_]+(?:-feira)?")


def _resolve(
    found: _Head, text: str, near: date | None, today: date
) -> tuple[date | None, str, float]:
    """Give the full date, how we know the year, and how sure that is."""
    if not found.month:
        return (near, "item", 1.0) if near else (None, "undated", 1.0)
    if found.year:
        day = _date(found.year, found)
        return day, "stated", _STATED if day else 0.3
    if near:
        years = (near.year - 1, near.year, near.year + 1)
        days = [day for year in years if (day := _date(year, found))]
        nearest = min(days, key=lambda day: abs(day - near), default=None)
        if nearest and abs(nearest - near) <= _NEAR:
            return nearest, "item", _BY_ITEM
    past = [
        day
        for year in range(today.year + 1, today.year - _YEARS_TRIED, -1)
        if (day := _date(year, found)) and day <= today + _AHEAD
    ]
    weekday = _weekday(text)
    fitting = [day for day in past if day.weekday() == weekday]
    if fitting:
        return fitting[0], "weekday", _BY_WEEKDAY
    return (past[0], "nearest_past", _BY_PAST) if past else (None, "undated", _BY_PAST)


def _date(year: int, found: _Head) -> date | None:
    try:
        return date(year, found.month, found.day)
    except ValueError:
        return None


def _weekday(text: str) -> int | None:
    for word in _WORD.findall(text[:_LONGEST_SEARCHED]):
        number = WEEKDAYS.get(word.lower())
        if number is not None and word not in _NO_WEEKDAYS:
            return number
    return None


_NO_WEEKDAYS = frozenset({"Domingo", "segunda", "terça", "quarta", "quinta", "sexta"})
"""Santo Domingo; and ordinal numbers in Portuguese unless “-feira” follows."""


# --- what a wire says --------------------------------------------------------------------


def _of_wire(wire: WireDateline | None) -> _Head | None:
    """Take the wire's mark-up; where it only has a text, that is read like a lead."""
    if wire is None:
        return None
    texts = [text for text in (wire.text, wire.place) if text]
    read = None
    for text in texts:
        candidates = [*_heads(f"{text.strip().rstrip('-–— ')} — X"), _Candidate(text, "X", "—")]
        read = next(filter(None, map(_of_head, candidates)), None)
        if read:
            break
    if read is None:
        if not wire.place:
            return None
        read = _Head(place=readers_case(wire.place.strip()), country=_country_of(wire.place))
    if wire.place and "," not in wire.place:
        read = replace(read, place=readers_case(wire.place.strip()))
    country = (
        _country_code(wire.country)
        or (_country_code(wire.region) if wire.region and not _region(wire.region) else None)
        or read.country
        or _country_of(read.place)
    )
    day = day_in(wire.date) if wire.date else None
    day = day or iso_day(wire.date)
    if day:
        read = replace(read, day=day[0], month=day[1], year=day[2] or read.year)
    agency = (agency_named(wire.agency) or wire.agency) if wire.agency else read.agency
    return replace(
        read,
        region=_region(wire.region) if wire.region else read.region,
        country=country,
        agency=agency,
        confidence=_SURE_AGENCY,
    )


def _region(name: str) -> str | None:
    """Write “VA” as “Virginia”; a country is no region."""
    spot = _spot(name)
    if spot is None or spot.kind == "city":
        return readers_case(name.strip())
    return spot.name if spot.kind == "region" else None


_CODE_LETTERS = 2


def _country_code(country: str | None) -> str | None:
    if not country:
        return None
    if len(country.strip()) == _CODE_LETTERS and country.strip().isalpha():
        return country.strip().upper()
    spot = _spot(country)
    return spot.country if spot and spot.kind == "country" else None
