"""What the words of an item say, worked out once for all formats; pure.

A format says what its fields say (`FieldsRead`), and names the words that a person would read
by their place. From both come status, embargo, marker, signals, dateline, authors, cited names,
the count of words, and whether line breaks matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from services.ingest.formats.fields import FieldsRead
from services.ingest.formats.page.figures import with_pictures
from services.ingest.formats.parsed import ParsedItem, Payload, Problem, Words
from services.ingest.formats.text.markup import has_words, html_to_text
from services.ingest.formats.text.signs import words_in
from services.ingest.formats.until import embargo_of, fields_end
from services.ingest.formats.wording.bylines import signed_by
from services.ingest.formats.wording.datelines import dateline_of_story, dateline_of_text
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
        embargo_of(read, words, payload)
        if stop.status == "usable"
        else fields_end(read, payload)
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
    names = [one.name for one in (*item.genres, *item.subjects) if one.name]
    said_in_all = "\n".join([each[:200] for each in (*extras.keywords, *names)]).casefold()
    if any(word in said_in_all for word in _OF_LABELS):
        labels = (*extras.keywords, *names)
        yield from (Words("aside", said) for said in labels if _LABEL.search(said[:200]))
    if item.rights_info:
        yield Words("aside", str(item.rights_info.get("encodedRights", "")))
    for association in item.associations:
        for name in ("headlines", "descriptions"):
            yield from (Words("aside", str(one["value"])) for one in association.get(name, ()))


_LABEL = re.compile(r"(?i)mbargoed|mbarg.*\d|sperrfrist|эмбарго.*\d|解禁")
"""A keyword that is no subject: `Embargo` alone is one, of trade or of arms."""
_OF_LABELS = ("mbarg", "sperr", "эмбарго", "解禁")


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
