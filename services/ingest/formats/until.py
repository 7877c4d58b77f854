"""Until when an item is withheld, by its fields and by its words; pure.

What looks like an embargo and cannot be read, or contradicts another, withholds (DESIGN,
section 6); of several times the latest counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.ingest.formats.fields import EmbargoField, FieldsRead, Spot
from services.ingest.formats.parsed import Payload, Problem, Words
from services.ingest.formats.text.markup import html_to_text
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.embargo.embargoes import (
    is_silent,
    lines_under_embargo,
    says_embargo,
)
from services.ingest.formats.wording.embargo.ends import (
    A_DAY,
    A_TIME,
    LATEST_ZONE,
    End,
    embargo_end,
)


class _Embargo(NamedTuple):
    """Until when, what was assumed to read it, and why it cannot be read, if it cannot."""

    end: datetime | None = None
    assumed: tuple[Problem, ...] = ()
    doubt: Problem | None = None


_NO_EMBARGO = frozenset(
    {"none", "no", "false", "n/a", "-", "0", "null", "nein", "keine", "non"}
)
_ROUND_THE_EARTH = timedelta(hours=26)
"""Between the first and the last zone in which clocks show the same."""


def fields_end(read: FieldsRead, payload: Payload) -> _Embargo:
    """Read the fields alone, where words are not asked any more."""
    zone = zone_of(payload.zone)
    ends = (
        _field_end(one, read, payload, zone)[0]
        for one in read.embargoes
        if one.written and not one.is_beginning
    )
    return _Embargo(max((end.at for end in ends if end is not None), default=None))


def embargo_of(read: FieldsRead, words: Sequence[Words], payload: Payload) -> _Embargo:
    """Weigh all that looks like an embargo: the latest end counts, a doubt withholds."""
    zone = zone_of(payload.zone)
    assumed: list[Problem] = []
    ends: list[End] = []
    known: list[datetime] = []
    strange: list[tuple[datetime, Spot]] = []
    marks: list[Spot] = []
    for one in read.embargoes:
        if one.written is None:
            marks.append(one.spot)
        elif one.written.strip().lower() not in _NO_EMBARGO:
            end, told = _field_end(one, read, payload, zone)
            if one.is_beginning and (end is None or end.at <= payload.received_at):
                continue
            if end is None:
                return _Embargo(None, tuple(assumed), _unread(one.spot))
            ends.append(end)
            assumed += told
            (known.append(end.at) if one.is_known else strange.append((end.at, one.spot)))
    for line in _embargo_lines(words):
        end = embargo_end(line, read.written_at or payload.received_at, zone)
        if end is not None:
            ends.append(end)
            known.append(end.at)
        elif A_TIME.search(line) or A_DAY.search(line):
            return _Embargo(None, tuple(assumed), _unread(read.spot()))
        else:
            # `EMBARGOED: …` in a subject is no other embargo than the one whose time stands
            # below, or in a field.
            marks.append(Spot())
    moments = _without_guesses(ends)
    over = [moment <= payload.received_at for moment in moments]
    doubt = None
    if not moments and marks:
        doubt = _unread(marks[0] if marks[0] != Spot() else read.spot())
    elif any(over) and not all(over):
        doubt = _contradiction(read.spot())
    elif strange and (last := max(strange))[0] > max((payload.received_at, *known)):
        doubt = _unknown(last[1])
    return _Embargo(max(moments, default=None), tuple(assumed), doubt)


def _without_guesses(ends: Sequence[End]) -> list[datetime]:
    """Leave out what was read without its zone where another says the same with one."""
    sure = [end.at for end in ends if not end.is_guess]
    guesses = (
        end.at
        for end in ends
        if end.is_guess
        and not any(timedelta() <= end.at - at <= _ROUND_THE_EARTH for at in sure)
    )
    return [*sure, *guesses]


def _unread(spot: Spot) -> Problem:
    return _withheld(
        spot,
        detail="The item is under an embargo without a time that can be read; it is withheld.",
        fix="Give the embargo's end as a date-time with its zone, or send the item as usable.",
    )


def _unknown(spot: Spot) -> Problem:
    return _withheld(
        spot,
        detail="This looks like an embargo, in a field that the format does not have; the item "
        "is withheld.",
        fix="Give the embargo's end in the format's own field, such as embargoedUntil.",
    )


def _contradiction(spot: Spot) -> Problem:
    return _withheld(
        spot,
        detail="Fields or words say of the same embargo that it is over, and that it is not; "
        "the item is withheld.",
        fix="Give its end once, as a date-time with its zone, or send the item as usable.",
    )


def _withheld(spot: Spot, *, detail: str, fix: str) -> Problem:
    return Problem(
        detail=detail, fix=fix, xpath=spot.xpath, line=spot.line, pointer=spot.pointer
    )


def _field_end(
    one: EmbargoField, read: FieldsRead, payload: Payload, zone: tzinfo | None
) -> tuple[End | None, tuple[Problem, ...]]:
    """Read a field's time, in the source's zone where it names none; tell what was assumed."""
    written = " ".join((one.written or "").split())
    if _MAY_BE_ANOTHER_YEAR.search(written[:200]):
        return None, ()
    at = dates.moment(written, payload.near)
    if at is None:
        sentence = f"EMBARGO: {written}"
        since = read.written_at or payload.received_at
        return embargo_end(sentence, since, zone), ()
    if dates.says_zone(written):
        return End(at), ()
    try:
        there = at.replace(
            tzinfo=zone or LATEST_ZONE, fold=1
        )  # the later, where clocks go back
        there = there.replace(tzinfo=timezone(there.utcoffset() or timedelta()), fold=0)
        is_over = there <= payload.received_at
    except (ValueError, OverflowError):
        return None, ()
    if is_over and zone is None:
        return End(at), ()  # over everywhere, so that UTC does as well
    assumed = Problem(
        detail=f"“{written[:40]}” has no offset; it was read as "
        f"{payload.zone if zone else 'UTC-12, the latest it can mean'}",
        fix="write the offset: 2026-11-23T08:10:30Z or …+01:00",
        pointer=one.spot.pointer,
        xpath=one.spot.xpath,
        line=one.spot.line,
    )
    return End(there, is_guess=zone is None), (assumed,)


_MAY_BE_ANOTHER_YEAR = re.compile(
    r"^\d{1,2}[-./]\d{1,2}[-./]\d{2}(?!\d)|\b(?:19|20)\d\d\b.*\b(?:19|20)\d\d[-./]\d"
)
"""`27-01-01`, of which nobody knows the year, and two dates where one is asked for."""


def zone_of(name: str | None) -> tzinfo | None:
    """Give a source's time zone; None where none is known."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _embargo_lines(words: Sequence[Words]) -> Iterator[str]:
    """Find the lines that put the item under an embargo, at each place by its own rule."""
    read: set[str] = set()
    whole = _Told()
    brief = dict.fromkeys(each.text for each in words if len(each.text) < _BRIEF)
    are_silent = is_silent("\n".join(brief))
    for place, text, is_markup in words:
        if are_silent and len(text) < _BRIEF:
            continue
        if place in ("note", "letter"):
            yield from filter(says_embargo, text.splitlines())
        elif place in ("headline", "slug", "top"):
            if text not in read:
                read.add(text)
                yield from (
                    line for line in text.splitlines() if says_embargo(line, anywhere=False)
                )
        elif whole.is_new(text, is_markup=is_markup):
            found = [*lines_under_embargo(text, is_markup=is_markup)]
            yield from found
            if not found and b"mbarg" in text[:_TOP].encode("utf-8", "replace").lower():
                top = html_to_text(text[:_TOP]) if is_markup else text[:_TOP]
                lines = [line for line in top.splitlines() if line.strip()][:_LINES_ON_TOP]
                yield from (x for x in lines if says_embargo(x, anywhere=False))


class _Told:
    """Knows what was said before, so that what is said twice is read once.

    Most texts are the only ones of their length: they are not even hashed.
    """

    def __init__(self) -> None:
        self._by_length: dict[tuple[int, bool], set[str] | str] = {}

    def is_new(self, text: str, *, is_markup: bool) -> bool:
        """Tell whether this is said for the first time."""
        kind = len(text), is_markup
        alike = self._by_length.get(kind)
        if alike is None:
            self._by_length[kind] = text
            return True
        if isinstance(alike, str):
            alike = self._by_length[kind] = {alike}
        is_new = text not in alike
        alike.add(text)
        return is_new


_BRIEF = 500
"""Characters of headlines, slugs, credits and the like, which are asked all at once."""
_TOP = 1_500
_LINES_ON_TOP = 3
