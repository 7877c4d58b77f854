"""Warnings by the Common Alerting Protocol (OASIS, 1.0 to 1.2): urgent items with an end; pure.

https://docs.oasis-open.org/emergency/cap/v1.2/. Each language is an item of its own. `Cancel`
kills what it refers to; exercises, tests and drafts are withheld.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import partial

from services.ingest.formats.complete import complete
from services.ingest.formats.fields import FieldsRead, Spot
from services.ingest.formats.parsed import Parsed, ParsedItem, Payload, Problem, UnreadableError
from services.ingest.formats.text.markup import clean_html, plain_line
from services.ingest.formats.text.newscodes import item_uri
from services.ingest.formats.wording import dates
from services.ingest.formats.xml.document import (
    Element,
    children,
    find,
    local_name,
    place,
    read_xml,
    words,
)
from shared.articles import Extras
from shared.ninjs import AltId, Concept, InfoSource, Item, PubStatus, Text

_FORMAT = "cap"
_URGENCY = {"Extreme": 1, "Severe": 2, "Moderate": 3, "Minor": 5}
_MOST_LANGUAGES = 50


def parse(payload: Payload) -> Parsed:
    """Read one alert, an item for each language it is told in."""
    document = read_xml(payload, refuse_doctype=True)
    alert = document.root
    if local_name(alert) != "alert":
        raise UnreadableError(
            Problem(
                detail=f"This is no CAP alert; its root is <{local_name(alert)}>.",
                fix="Send <alert> of the Common Alerting Protocol.",
                xpath=place(alert),
                fatal=True,
            )
        )
    problems = [*document.problems]
    items: list[ParsedItem] = []
    told = [*children(alert, "info")][:_MOST_LANGUAGES]
    for number, info in enumerate(told or (None,)):
        parsed, doubts = complete(_read(alert, info, number, payload), payload)
        items.append(parsed)
        problems += doubts
    return Parsed(format=_FORMAT, items=tuple(items), problems=tuple(problems))


def _read(alert: Element, info: Element | None, number: int, payload: Payload) -> FieldsRead:
    identifier = words(find(alert, "identifier"))
    uri = item_uri(identifier) if identifier else None
    status = _status(alert)
    event = words(find(info, "event"))
    headline = plain_line(words(find(info, "headline")) or event)
    areas = [*_areas(info)]
    body = clean_html("\n".join(_paragraphs(info, areas)))
    sent = dates.moment(words(find(alert, "sent")), payload.near)
    sender = words(find(info, "senderName")) or words(find(alert, "sender"))
    item = Item(
        uri=f"{uri}#{number + 1}" if uri and number else uri,
        first_created=sent,
        version_created=sent,
        expires=dates.moment(words(find(info, "expires")), payload.near),
        pub_status=status,
        urgency=_URGENCY.get(words(find(info, "severity")), 4),
        language=words(find(info, "language")) or None,
        headlines=(Text(role="main", content_type="text/plain", value=headline),)
        if headline
        else (),
        bodies=(Text(role="main", content_type="text/html", value=body),) if body else (),
        subjects=(Concept(name=event, literal=event),) if event else (),
        places=tuple(Concept(name=area, literal=area) for area in areas),
        info_sources=(InfoSource(name=sender, role="originator"),) if sender else (),
        ed_note=words(find(alert, "note")) or None,
    )
    return FieldsRead(
        item=item,
        extras=Extras(original_source=sender or None, url=words(find(info, "web")) or None),
        written_at=sent,
        spot=lambda: Spot(xpath=place(alert)),
        stops_too=partial(_referred, alert),
    )


def _status(alert: Element) -> PubStatus:
    if words(find(alert, "msgType")) == "Cancel":
        return "canceled"
    is_real = words(find(alert, "status")) in ("Actual", "")
    is_public = words(find(alert, "scope")) in ("Public", "")
    return "usable" if is_real and is_public else "withheld"


def _referred(alert: Element, _: PubStatus) -> Iterator[AltId]:
    """Name the alerts that this refers to: `sender,identifier,sent`, with blanks between."""
    for triple in words(find(alert, "references")).split()[:100]:
        parts = triple.split(",")
        if len(parts) > 1 and parts[1]:
            yield AltId(role="referred", value=item_uri(parts[1]))


def _areas(info: Element | None) -> Iterator[str]:
    for area in children(info, "area") if info is not None else ():
        name = plain_line(words(find(area, "areaDesc")))
        if name:
            yield name


def _paragraphs(info: Element | None, areas: list[str]) -> Iterator[str]:
    for name in ("description", "instruction"):
        for part in (words(find(info, name)) or "").split("\n\n"):
            if part.strip():
                yield f"<p>{html.escape(' '.join(part.split()), quote=False)}</p>"
    if areas:
        yield f"<p>{html.escape('; '.join(areas), quote=False)}</p>"
