"""ninjs 1.x, 2.x and 3.x, and Superdesk's 1.x with its extras (https://iptc.org/std/ninjs/)."""

from __future__ import annotations

from services.ingest.formats.json.document import Json, Problems, read_json
from services.ingest.formats.json.ninjs_items import read_item
from services.ingest.formats.json.ninjs_items.listing import finished, item_fields
from services.ingest.formats.parsed import Parsed, Payload


def parse(payload: Payload) -> Parsed:
    """Read one item, a list of items, or a feed of them under `items`."""
    problems = Problems()
    value = read_json(payload.content, problems, payload.charset)
    return parse_value(value, problems, payload)


def parse_value(value: Json, problems: Problems, payload: Payload) -> Parsed:
    """Read what is JSON already (out of a CloudEvent, say)."""
    items = [
        parsed
        for fields in item_fields(value, problems, payload.near)
        if (parsed := read_item(fields, payload)) is not None
    ]
    return finished("ninjs", items, problems)
