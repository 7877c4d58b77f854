"""From a system's own terms to items: written anew as ninjs, and read as ninjs is; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from services.ingest.formats.json.document import Json, Problems, read_json
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.json.ninjs_items import completed, read_fields
from services.ingest.formats.json.ninjs_items.listing import finished, item_fields
from services.ingest.formats.json.ninjs_items.standing import embargo_fields
from services.ingest.formats.parsed import Parsed, ParsedItem, Payload
from services.ingest.formats.text.markup import clean_html, html_to_text

Object: TypeAlias = "dict[str, Json]"


class Cms(NamedTuple):
    """A system's format: its name, and how one of its stories is written in ninjs terms.

    `as_ninjs` gets the story and all that came with it.
    """

    name: str
    as_ninjs: Callable[[Object, Json], Object]


def parse(cms: Cms, payload: Payload) -> Parsed:
    """Read one story, or a list of them."""
    problems = Problems()
    value = read_json(payload.content, problems, payload.charset)
    return parse_value(cms, value, problems, payload)


def parse_value(cms: Cms, value: Json, problems: Problems, payload: Payload) -> Parsed:
    """Read what is JSON already."""
    items = [
        parsed
        for fields in item_fields(value, problems, payload.near)
        if (parsed := _item(cms, fields, value, payload)) is not None
    ]
    return finished(cms.name, items, problems)


def _item(cms: Cms, fields: Fields, whole: Json, payload: Payload) -> ParsedItem | None:
    story = {key: fields.own(key) for key in fields.keys}
    own = Fields(cms.as_ninjs(story, whole), fields.pointer, Problems(), fields.near)
    read = read_fields(own, payload)
    parsed = None
    if read is not None:
        spoken = replace(read, embargoes=(*read.embargoes, *embargo_fields(fields)))
        parsed = completed(spoken, own, payload)
    for problem in own.problems.found:  # whose places are those of our own wording
        fields.problems.add(fields.pointer, problem.detail, problem.fix, fatal=problem.fatal)
    if parsed is not None and not parsed.item.bodies and parsed.item.pub_status == "usable":
        fields.problems.add(
            fields.pointer,
            "this story came without its text",
            "ask the system for the rendered text too",
        )
    return parsed


# --- reading what strangers wrote --------------------------------------------------------


def text_at(value: Json, *path: str) -> str | None:
    """Give the words at the end of a path of keys; None where there are none."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None


def plain_at(value: Json, *path: str) -> str | None:
    """Give the words at the end of a path without their mark-up."""
    found = text_at(value, *path)
    return html_to_text(clean_html(found)) or None if found else None


def objects_at(value: Json, *path: str) -> Iterator[Object]:
    """Give the objects in a list at the end of a path, or the one object there."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one


def names_at(value: Json, *path: str, key: str = "name") -> list[Json]:
    """Give the names of what is listed at the end of a path, be they words or objects."""
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    found = (
        one if isinstance(one, str) else text_at(one, key)
        for one in (value if isinstance(value, list) else [value])
    )
    return list(dict.fromkeys(name for name in found if name))


def picture(
    address: str | None,
    *,
    alt: str | None = None,
    caption: str | None = None,
    credit: str | None = None,
    more: Object | None = None,
) -> Object:
    """Write a picture that goes with the story; `more` are further fields of it in ninjs."""
    return {
        "name": "featuremedia",
        "type": "picture",
        "uri": address,
        "description_text": caption,
        "altText": alt,
        "creditline": credit,
        "renditions": [{"name": "original", "href": address}],
        **(more or {}),
    }


def in_utc(written: str | None) -> str | None:
    """Say of a time without its zone that it is UTC, as the system means it."""
    if written and re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?", written):
        return f"{written}Z"
    return written
