"""The dates that wires write, as moments: ISO 8601, RFC 5322, years left out, zones by name."""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

from services.ingest.formats.wording.written_dates import (
    NOWHERE,
    Near,
    read_written,
    zone_by_name,
)

_HOUR_OFFSETS = {
    "GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "IST": 1,
    "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "ET": -5, "CT": -6, "MT": -7, "PT": -8,  # the winter's: an hour late beats an hour early
    "AKST": -9, "AKDT": -8, "HST": -10, "AEST": 10, "AEDT": 11, "AWST": 8, "JST": 9,
    "NZST": 12, "NZDT": 13,
}  # fmt: skip
ZONE = r"(?:[A-Z]{1,4}|[+-]\d{2}:?\d{2})"
"""A zone as wires write it: a name of up to four capitals, or an offset."""
ZONE_BY_NAME = re.compile(
    rf"\b(?:{'|'.join(name for name in _HOUR_OFFSETS if len(name) > 1)})\b"
)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jän jänner januari enero ene janvier janv gennaio janeiro",
            "feb february februar februari febrero février févr fév febbraio fevereiro fev",
            "mar march märz maerz mrz mär maart marzo mars março",
            "apr april abril abr avril avr aprile",
            "may mai maj mei mayo maggio maio", "jun june juni junio juin giugno junho",
            "jul july juli julio juillet juil luglio julho",
            "aug august augustus augusti agosto août ago",
            "sep sept september septiembre septembre settembre setembro",
            "oct october okt oktober octubre octobre ottobre outubro",
            "nov november noviembre novembre novembro",
            "dec december dez dezember des desember diciembre dic décembre déc dicembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_ISO = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})"
    r"(?:[T ]?(?P<hour>\d{2}):?(?P<minute>\d{2})"
    r"(?::?(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?(?:\d{2})?|[A-Z]{2,4}(?:[+-]\d{2}:\d{2})?)?)?",
    re.ASCII,
)
_BY_DOTS = re.compile(
    r"(?:(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"
    r"|(?P<year2>\d{4})\.(?P<month2>\d{2})\.(?P<day2>\d{2}))(?=[ ,T]|\Z),?",
    re.ASCII,
)
_HALF_OF_THE_DAY = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?P<rest>(?::\d{2}){1,2})\s?(?P<half>[AaPp])\.?[Mm]\b\.?"
)
_JAVASCRIPT = re.compile(r" (?:GMT|UTC)([+-]\d{4})(?: \([^()]{1,60}\))?$")
"""`GMT+0100 (Central European Standard Time)`, as JavaScript prints a zone."""
_SERIALISED = re.compile(r"^\\?/Date\((\d{10,13})(?:[+-]\d{4})?\)\\?/$")
"""As .NET writes milliseconds since 1970 into JSON."""
_PLACE = re.compile(r"\s?\[?\(?([A-Z][a-z]{2,}/[A-Z][A-Za-z_/-]{2,40})\)?\]?$")
_NOON = 12
_NO_YEAR = "0001"
"""What .NET and Go write where there is no date."""
_LONGEST_DATE = 100
_BETWEEN_YEARS = timedelta(days=3)
"""A clock that runs ahead may date an item a little after we got it, never more."""


def zone_of(name: str | None) -> timezone | None:
    """Give a zone by its name or offset; None where we do not know it."""
    if name is None:
        return None
    written = name.strip().upper()
    if written in _HOUR_OFFSETS:
        return timezone(timedelta(hours=_HOUR_OFFSETS[written]))
    offset = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?", written, re.ASCII)
    if offset is None:
        return None
    sign, hours, minutes = offset.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if span >= timedelta(hours=24):
        return None
    return timezone(span if sign == "+" else -span)


def moment(text: str | None, near: Near = NOWHERE) -> datetime | None:
    """Read a date-time: ISO 8601 (also basic, or a date alone), RFC 5322, or as people write.

    A wire that leaves the zone out is taken as writing its own, where `near` says it, else UTC,
    as NITF and NewsML advise. None where no reading of it is sure.
    """
    written = " ".join((text or "").split())
    if not written or len(written) > _LONGEST_DATE:
        return None
    if len(written) == 20 and written[10] == "T" and written[19] == "Z":
        with contextlib.suppress(ValueError):  # a leap second, say
            return datetime.fromisoformat(written) if written[:4] != _NO_YEAR else None
    if "/" in written:
        written, near = _without_place(_SERIALISED.sub(r"\1", written), near)
    written = _as_iso(_JAVASCRIPT.sub(r" \1", written))
    iso = _ISO.fullmatch(written)
    if iso is not None and iso["year"] == _NO_YEAR:
        return None
    if iso is not None:
        part = (iso["part"] or "0")[:6].ljust(6, "0")
        midnight = (iso["hour"], iso["minute"], iso["second"] or "00") == ("24", "00", "00")
        try:
            return timedelta(days=midnight) + datetime(
                int(iso["year"]),
                int(iso["month"]),
                int(iso["day"]),
                0 if midnight else int(iso["hour"] or 0),
                int(iso["minute"] or 0),
                min(int(iso["second"] or 0), 59),  # a leap second
                int(part),
                tzinfo=zone_of(iso["zone"]) or near.tz or UTC,
            )
        except (ValueError, OverflowError):
            return None
    if near.country is None or zone_by_name(written, near) == zone_by_name(written, NOWHERE):
        read = _rfc_5322(_HALF_OF_THE_DAY.sub(_on_the_whole_day, written), near)
        if read is not None:
            return read
    return read_written(written, near)


def says_zone(text: str) -> bool:
    """Tell whether a date-time that `moment` reads names its zone or offset."""
    written = _HALF_AT_THE_END.sub("", text.strip())
    return _ZONE_AT_THE_END.search(written) is not None and not _DAY_ALONE.fullmatch(written)


_HALF_AT_THE_END = re.compile(r"(?i)\s?[ap]\.?m\.?$")
_ZONE_AT_THE_END = re.compile(
    r"(?:\d ?Z|[\d )][A-Z]{2,5}"
    r"|(?::\d{2}|T\d{4,6})(?:[.,]\d{1,9})?\s?(?:[A-Z]{2,4})?[+\u2212-]\d{2}:?(?:\d{2})?)$",
    re.IGNORECASE,
)
_DAY_ALONE = re.compile(r"\d{4}-?\d{2}-?\d{2}|\D+")


def _without_place(written: str, near: Near) -> tuple[str, Near]:
    """Cut off a zone by its place, `08:10 America/New_York` or `08:10[Europe/Berlin]`."""
    placed = _PLACE.search(written)
    there = near._replace(zone=placed[1]) if placed else near
    return (written[: placed.start()], there) if placed and there.tz else (written, near)


def _as_iso(written: str) -> str:
    """Write what is ISO 8601 but for a sign or dots as that: `23.11.2026 08:10`, `…t08:10z`."""
    if written[:1].isdigit():
        written = re.sub(r"(?<=\d)t(?=\d)", "T", written.replace("\u2212", "-"))
        written = re.sub(r"(?<=\d)z$", "Z", written)
        dots = _BY_DOTS.match(written)
        if dots:
            year, month, day = (dots[n] or dots[f"{n}2"] for n in ("year", "month", "day"))
            written = f"{year}-{month:0>2}-{day:0>2}{written[dots.end() :]}"
    return written


def _on_the_whole_day(clock: re.Match[str]) -> str:
    """Write `10:11 PM` as `22:11`; the mail's reader would take it for the morning."""
    hour = int(clock["hour"])
    if hour <= _NOON:  # else somebody wrote both
        hour = hour % 12 + (12 if clock["half"] in "Pp" else 0)
    return f"{hour:02d}{clock['rest']}"


def dated(
    received_at: datetime,
    *,
    month: int,
    day: int,
    year: int | None = None,
    hour: int = 0,
    minute: int = 0,
    zone: tzinfo | None = None,
) -> datetime | None:
    """Make a moment of a date that may lack century or year: then the latest not to come.

    The latest year in which the date lies no more than a few days after its arrival.
    """
    tz = zone or UTC
    if year is not None:
        full = year if year > 99 else _century(year, received_at)
        return _valid(full, month, day, (hour, minute), tz)
    for back in range(9):  # eight years reach a 29 February in any century
        guess = _valid(received_at.year + 1 - back, month, day, (hour, minute), tz)
        if guess is not None and guess <= received_at + _BETWEEN_YEARS:
            return guess
    return None


def coming(
    received_at: datetime,
    *,
    month: int,
    day: int,
    hour: int = 0,
    minute: int = 0,
    zone: tzinfo | None = None,
) -> datetime | None:
    """Make a moment of a date without year that was to come: an embargo's, say.

    The one nearest to the arrival, on either side.
    """
    guesses = [
        guess
        for year in (received_at.year - 1, received_at.year, received_at.year + 1)
        if (guess := _valid(year, month, day, (hour, minute), zone or UTC)) is not None
    ]
    return min(guesses, key=lambda guess: abs(guess - received_at), default=None)


def _century(year: int, received_at: datetime) -> int:
    century = received_at.year // 100 * 100
    return century + year if century + year <= received_at.year + 1 else century - 100 + year


def _valid(
    year: int, month: int, day: int, clock: tuple[int, int], tz: tzinfo
) -> datetime | None:
    try:
        return datetime(year, month, day, *clock, tzinfo=tz)
    except ValueError:
        return None


def _rfc_5322(written: str, near: Near) -> datetime | None:
    try:
        read = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if read.tzinfo is not None:
        try:
            read.astimezone(UTC)
        except (ValueError, OverflowError):
            return None
        return read
    last = written.rsplit(" ", 1)[-1]
    named = zone_of(last) or zone_by_name(last, near)
    return read.replace(tzinfo=named or near.tz or UTC)
