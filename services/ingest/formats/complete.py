"""What the words of an item say, worked out once for all formats; pure.

A format says what its fields say (`FieldsRead`), and names the words that a person would read
by their place. From both come status, embargo, marker, signals, dateline, authors, cited names,
the count of words, and whether line breaks matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone, tzinfo
from itertools import chain
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.ingest.formats.page.figures import with_pictures
from services.ingest.formats.parsed import ParsedItem, Payload, Problem, Words
from services.ingest.formats.text.markup import has_words, html_to_text
from services.ingest.formats.text.signs import words_in
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.bylines import signed_by
from services.ingest.formats.wording.datelines import dateline_of_story, dateline_of_text
from services.ingest.formats.wording.embargo_ends import (
    A_DAY,
    A_TIME,
    LATEST_ZONE,
    End,
    embargo_end,
)
from services.ingest.formats.wording.embargoes import (
    is_silent,
    lines_under_embargo,
    says_embargo,
)
from services.ingest.formats.wording.kill_notices import LONGEST_NOTICE
from services.ingest.formats.wording.markers import marker_of, signals_of
from services.ingest.formats.wording.paragraphs import count_words, lines_matter
from services.ingest.formats.wording.stops import (
    ADVISORY,
    Stop,
    cited_names,
    is_advisory,
    stop_in_words,
)
from shared.articles import Extras, WireDateline
from shared.ninjs import AltId, Item, PubStatus, Text


class Spot(NamedTuple):
    """Where something stands, as a problem tells it."""

    pointer: str | None = None
    xpath: str | None = None
    line: int | None = None


class EmbargoField(NamedTuple):
    """A field that looks like an embargo, as it was written.

    `written` is None where it says only that there is one, and leaves its end to other fields
    or words; it is empty where nothing in it can be read as a time. `is_known`: the format has
    such a field; one that it does not have only withholds. `is_beginning`: its name says since
    when the copy may be used, which is an embargo only where that is a time to come.
    """

    written: str | None
    spot: Spot = Spot()
    is_known: bool = True
    is_beginning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsRead:
    """An item as its fields say, and its words.

    The words in the item's own fields need not be told again, but where they were put together
    for display. `otherwise` is what marks of the wire's own say where neither fields nor words
    do. `stops_too` gives names by which a stop of this status means further stories.
    """

    item: Item
    extras: Extras
    words: tuple[Words, ...] = ()
    embargoes: tuple[EmbargoField, ...] = ()
    otherwise: PubStatus = "usable"
    is_advisory: bool = False
    written_at: datetime | None = None
    spot: Callable[[], Spot] = field(default=Spot)
    stops_too: Callable[[PubStatus], Iterable[AltId]] | None = None


class _Completed(NamedTuple):
    """An item, complete, and what its sender is told of it."""

    parsed: ParsedItem
    problems: tuple[Problem, ...] = ()


def complete(read: FieldsRead, payload: Payload) -> _Completed:
    """Work out what the words say, and put it beside what the fields say."""
    pictured = with_pictures(read.item)
    if pictured is not read.item:
        read = replace(read, item=pictured)
    item, extras = read.item, read.extras
    words = [*read.words, *_shown(read), *payload.around]
    marker = marker_of(item.headline())
    take_key = extras.take_key or marker or marker_of(item.slugline, item.title)
    stop = _stop(read, words)
    embargo = (
        _embargo(read, words, payload)
        if stop.status == "usable"
        else _fields_end(read, payload)
    )
    status: PubStatus = stop.status
    doubt: Problem | None = None
    if status == "usable" and read.otherwise != "usable":
        status = read.otherwise
    elif status == "usable" and embargo.doubt is not None:
        status, doubt = "withheld", embargo.doubt
    advises = stop.is_advisory or read.is_advisory
    stops = status == "canceled" or (status == "withheld" and not doubt and not advises)
    dateline = extras.dateline or _dateline(item.body())
    return _Completed(
        ParsedItem(
            _item(read, words, status, None if doubt else embargo.end, dateline, stops=stops),
            _extras(read, (take_key, marker), dateline, doubt.detail if doubt else None),
        ),
        (*embargo.assumed, *((doubt,) if doubt else ())),
    )


def _item(
    read: FieldsRead,
    words: Sequence[Words],
    status: PubStatus,
    until: datetime | None,
    dateline: WireDateline | None,
    *,
    stops: bool,
) -> Item:
    item = read.item
    named: tuple[AltId, ...] = ()
    if stops:
        named = tuple(
            dict.fromkeys(
                chain(read.stops_too(status) if read.stops_too else (), _cited(words))
            )
        )
    located = item.located or (_where(dateline) if dateline else None)
    if (status, until, located, named) == (
        item.pub_status,
        item.embargoed_until,
        item.located,
        (),
    ):
        return item
    said: dict[str, Any] = {
        "pub_status": status,
        "embargoed_until": until,
        "located": located,
        "alt_ids": tuple(dict.fromkeys((*item.alt_ids, *named))),
    }
    return item.model_copy(update=said)


def _where(dateline: WireDateline) -> str | None:
    return ", ".join(part for part in (dateline.place, dateline.region) if part) or None


def _cited(words: Sequence[Words]) -> tuple[AltId, ...]:
    return cited_names(*(each.text for each in words if each.place != "aside"))


def _extras(
    read: FieldsRead,
    markers: tuple[str | None, str | None],
    dateline: WireDateline | None,
    doubt: str | None,
) -> Extras:
    item, extras = read.item, read.extras
    body = item.body()
    signals = (
        *extras.signals,
        *signals_of(*markers),
        *((ADVISORY,) if read.is_advisory else ()),
    )
    said: dict[str, Any] = {
        "dateline": dateline,
        "take_key": markers[0],
        "signals": tuple(dict.fromkeys(signals)),
        "authors": extras.authors or _authors(item.by),
        "word_count": extras.word_count or (_count(body) if body else None),
        "preserved": extras.preserved or (body is not None and _is_preserved(body)),
        "embargo_unclear": doubt,
    }
    return extras.model_copy(update=said)


def _authors(byline: str | None) -> tuple[Any, ...]:
    return signed_by(byline) if byline else ()


def _count(body: Text) -> int:
    if body.content_type == "text/html":
        return count_words(body.value)
    return words_in(body.value)


def _is_preserved(body: Text) -> bool:
    if body.content_type == "text/html":
        return body.value.startswith("<pre") and "<p>" not in body.value
    return lines_matter(body.value)


def _dateline(body: Text | None) -> WireDateline | None:
    if body is None:
        return None
    is_markup = body.content_type == "text/html"
    return dateline_of_story(body.value) if is_markup else dateline_of_text(body.value)


# --- the words in the item's own fields --------------------------------------------------


def _shown(read: FieldsRead) -> Iterator[Words]:
    """Give the words that stand in the item's own fields, each at its place."""
    item, extras = read.item, read.extras
    main = item.headline()
    if main:
        yield Words("headline", main)
    if item.title and item.title != main:
        yield Words("headline", item.title)
    if item.slugline:
        yield Words("slug", item.slugline)
    if item.ed_note and all(each.place != "note" for each in read.words):
        yield Words("note", item.ed_note)
    for body in item.bodies:
        yield Words("story", body.value, is_markup=body.content_type == "text/html")
    for text in chain(item.headlines, item.descriptions):
        if text.value != main:
            yield Words("aside", text.value, is_markup=text.content_type == "text/html")
    beside = (
        item.usage_terms, item.copyright_notice, item.by, extras.take_key, extras.creditline,
        *extras.notes,
    )  # fmt: skip
    for said in beside:
        if said:
            yield Words("aside", said)
    yield from (Words("aside", said) for said in extras.keywords if _LABEL.search(said[:200]))
    yield from (
        Words("aside", one.name)
        for one in (*item.genres, *item.subjects)
        if one.name and _LABEL.search(one.name[:200])
    )
    if item.rights_info:
        yield Words("aside", str(item.rights_info.get("encodedRights", "")))
    for association in item.associations:
        for name in ("headlines", "descriptions"):
            yield from (Words("aside", str(one["value"])) for one in association.get(name, ()))


_LABEL = re.compile(r"(?i)mbargoed|mbarg.*\d|sperrfrist|эмбарго.*\d|解禁")
"""A keyword that is no subject: `Embargo` alone is one, of trade or of arms."""


# --- until when --------------------------------------------------------------------------


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


def _fields_end(read: FieldsRead, payload: Payload) -> _Embargo:
    """Read the fields alone, where words are not asked any more."""
    zone = zone_of(payload.zone)
    ends = (
        _field_end(one, read, payload, zone)[0]
        for one in read.embargoes
        if one.written and not one.is_beginning
    )
    return _Embargo(max((end.at for end in ends if end is not None), default=None))


def _embargo(read: FieldsRead, words: Sequence[Words], payload: Payload) -> _Embargo:
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
    return Problem(
        detail="The item is under an embargo without a time that can be read; it is withheld.",
        fix="Give the embargo's end as a date-time with its zone, or send the item as usable.",
        xpath=spot.xpath,
        line=spot.line,
        pointer=spot.pointer,
    )


def _unknown(spot: Spot) -> Problem:
    return Problem(
        detail="This looks like an embargo, in a field that the format does not have; the item "
        "is withheld.",
        fix="Give the embargo's end in the format's own field, such as embargoedUntil.",
        xpath=spot.xpath,
        line=spot.line,
        pointer=spot.pointer,
    )


def _contradiction(spot: Spot) -> Problem:
    return Problem(
        detail="Fields or words say of the same embargo that it is over, and that it is not; "
        "the item is withheld.",
        fix="Give its end once, as a date-time with its zone, or send the item as usable.",
        xpath=spot.xpath,
        line=spot.line,
        pointer=spot.pointer,
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
    are_silent = is_silent("\n".join(each.text for each in words if len(each.text) < _BRIEF))
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


# --- stops -------------------------------------------------------------------------------


def _stop(read: FieldsRead, words: Sequence[Words]) -> Stop:
    if read.item.pub_status == "canceled":
        return Stop("canceled")
    at: defaultdict[str, list[str]] = defaultdict(list)
    for place, text, _ in words:
        at[place].append(text)
    found = stop_in_words(
        heads=at["headline"] + at["slug"],
        marks=[line for text in at["note"] + at["letter"] for line in text.splitlines()],
        letters=at["letter"],
        tops=at["top"],
        story=next((_as_notice(each) for each in words if each.place == "story"), ""),
    )
    if found.status == "usable" and read.item.pub_status == "withheld":
        return Stop("withheld", is_advisory=is_advisory(read.item.headline()))
    return found


def _as_notice(story: Words) -> str:
    """Write a story as text to look for a stop in: all of a short one, the top of others."""
    if len(story.text) <= LONGEST_NOTICE:
        return html_to_text(story.text) if story.is_markup else story.text
    if (
        story.is_markup
        and len(story.text) < _LONGEST_MARKUP
        and not has_words(story.text, more_than=LONGEST_NOTICE)
    ):
        return html_to_text(story.text)
    return ""


_LONGEST_MARKUP = 3 * LONGEST_NOTICE
"""Of a notice; a long story is none."""
