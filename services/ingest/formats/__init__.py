"""The formats we read, one a module: bytes in, items out; pure.

A format is `parse(payload) -> Parsed`. It raises `UnreadableError` and nothing else.
`recognise` tells which one a payload is in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from services.ingest.formats import archive, documents, parts
from services.ingest.formats.cms.activity_pub import activity_pub_value, parse_activity_pub
from services.ingest.formats.cms.arc import arc_value, parse_arc
from services.ingest.formats.cms.drupal import drupal_value, parse_drupal
from services.ingest.formats.cms.ghost import ghost_value, parse_ghost
from services.ingest.formats.cms.plain_records import parse_plain_records, plain_records_value
from services.ingest.formats.cms.schema_org import parse_schema_org, schema_org_value
from services.ingest.formats.cms.wordpress_rest import (
    parse_wordpress_rest,
    wordpress_rest_value,
)
from services.ingest.formats.json import (
    ap_json,
    cloudevents,
    digitalwires,
    json_feed,
    ninjs,
    simple_json,
)
from services.ingest.formats.json.document import Json, Problems, read_json, split_ndjson
from services.ingest.formats.json.ninjs_items.listing import MOST_ITEMS
from services.ingest.formats.leftovers import without_leftovers
from services.ingest.formats.mail import sent_along
from services.ingest.formats.page import web_page
from services.ingest.formats.parsed import (
    Parsed,
    Payload,
    Problem,
    UnreadableError,
)
from services.ingest.formats.recognise import JSON, LINES, recognise
from services.ingest.formats.recognise_json import json_format
from services.ingest.formats.telex import anpa, iptc7901, plain_text
from services.ingest.formats.xml import atom, cap, newsml_1_2, newsml_g2, nitf, rss, wordpress

_Parse: TypeAlias = Callable[[Payload], Parsed]


def _in_an_event(payload: Payload) -> Parsed:
    return parse_payload(cloudevents.unwrap(payload))


def _by_mail(payload: Payload) -> Parsed:
    return sent_along.parse(payload, parse_payload)


def _opened(payload: Payload) -> Parsed:
    return documents.parse(payload, parse_payload)


def _unpacked(payload: Payload) -> Parsed:
    return archive.parse(payload, parse_payload)


FORMATS: Mapping[str, _Parse] = MappingProxyType(
    {
        "ninjs": ninjs.parse,
        "simple_json": simple_json.parse,
        "ap_json": ap_json.parse,
        "digitalwires": digitalwires.parse,
        "json_feed": json_feed.parse,
        "cloudevents": _in_an_event,
        "web_page": web_page.parse,
        "plain_text": plain_text.parse,
        "newsml_g2": newsml_g2.parse,
        "newsml_1_2": newsml_1_2.parse,
        "nitf": nitf.parse,
        "iptc7901": iptc7901.parse,
        "anpa": anpa.parse,
        "email": _by_mail,
        "document": _opened,
        "zip": _unpacked,
        "rss": rss.parse,
        "atom": atom.parse,
        "cap": cap.parse,
        "wordpress": wordpress.parse,
        "wordpress_rest": parse_wordpress_rest,
        "ghost": parse_ghost,
        "drupal": parse_drupal,
        "arc": parse_arc,
        "schema_org": parse_schema_org,
        "plain_records": parse_plain_records,
        "activity_pub": parse_activity_pub,
    }
)
"""Every format by its name, the one that `Parsed.format` says."""

_JSON_VALUES: Mapping[str, Callable[[Json, Problems, Payload], Parsed]] = MappingProxyType(
    {
        "json_feed": json_feed.parse_value,
        "ap_json": ap_json.parse_value,
        "digitalwires": digitalwires.parse_value,
        "simple_json": simple_json.parse_value,
        "ninjs": ninjs.parse_value,
        "wordpress_rest": wordpress_rest_value,
        "ghost": ghost_value,
        "drupal": drupal_value,
        "arc": arc_value,
        "schema_org": schema_org_value,
        "plain_records": plain_records_value,
        "activity_pub": activity_pub_value,
    }
)


def parse_payload(payload: Payload) -> Parsed:
    """Read a payload in the format that its media type and its content say.

    `UnknownFormatError`: nothing here reads this media type (415). `UnreadableError`: it is
    not what it says (422, and quarantine).
    """
    name, payload, told = recognise(parts.unwrapped(payload))
    if name == LINES:
        return _lines(payload)
    parsed = _json(payload) if name == JSON else FORMATS[name](payload)
    items = tuple(map(without_leftovers, parsed.items))
    if items != parsed.items:
        parsed = replace(parsed, items=items)
    told = (*told, *(_empty(parsed) if not parsed.problems else ()))
    return replace(parsed, problems=(*told, *parsed.problems)) if told else parsed


def _empty(parsed: Parsed) -> Iterator[Problem]:
    """Tell what came without any text, where its format has not told why."""
    places = [
        place
        for place, (item, _) in enumerate(parsed.items, start=1)
        if item.type == "text" and item.pub_status == "usable" and item.body() is None
    ]
    if places:
        count = f"{len(places)} items have" if len(places) > 1 else f"item {places[0]} has"
        yield Problem(
            detail=f"{count} no text; what is published needs some",
            fix="send the text of the story with its headline",
            line=1,
        )


def _json(payload: Payload) -> Parsed:
    problems = Problems()
    value = read_json(payload.content, problems, payload.charset)
    name = json_format(value)
    if name == "cloudevents":
        return _events(value if isinstance(value, list) else [value], problems, payload)
    return _JSON_VALUES[name](value, problems, payload)


def _events(events: list[Json], problems: Problems, payload: Payload) -> Parsed:
    """Read what each event carries; a batch is a list of events."""
    read: list[Parsed] = []
    faults: list[Problem] = [*problems.found]
    for index, event in enumerate(events[:MOST_ITEMS]):
        if not isinstance(event, dict):
            faults.append(
                Problem(
                    detail="an event is an object; this one was left out",
                    fix="send CloudEvents in a list",
                    pointer=f"/{index}",
                    fatal=True,
                )
            )
            continue
        try:
            read.append(parse_payload(cloudevents.unwrap_value(event, payload)))
        except UnreadableError as error:
            place = f"/{index}" if len(events) > 1 else ""
            faults += [
                replace(problem, pointer=place + (problem.pointer or "/data"))
                for problem in error.problems
            ]
    if not read:
        raise UnreadableError(*faults)
    return Parsed(
        format=read[0].format,
        items=tuple(item for one in read for item in one.items),
        problems=(*faults, *(problem for one in read for problem in one.problems)),
    )


def _lines(payload: Payload) -> Parsed:
    """Read NDJSON, each line its own payload; a bad line does not fail the others."""
    read: list[Parsed] = []
    faults: list[Problem] = []
    for number, line in split_ndjson(payload.content):
        if number > MOST_ITEMS:
            faults.append(
                Problem(
                    detail=f"there are more than {MOST_ITEMS} lines; the rest was left out",
                    fix="send fewer at a time",
                    line=number,
                    fatal=True,
                )
            )
            break
        try:
            one = _json(replace(payload, content=line, media_type="application/json"))
        except UnreadableError as error:
            faults += [_at_line(problem, number) for problem in error.problems]
        else:
            read.append(replace(one, items=tuple(map(without_leftovers, one.items))))
            faults += [_at_line(problem, number) for problem in one.problems]
    if not read:
        nothing = Problem(
            detail="there is no line with an item",
            fix="send one item a line",
            line=1,
            fatal=True,
        )
        raise UnreadableError(*(faults or [nothing]))
    return Parsed(
        format=read[0].format,
        items=tuple(item for one in read for item in one.items),
        problems=tuple(faults),
    )


def _at_line(problem: Problem, number: int) -> Problem:
    return replace(problem, line=number)
