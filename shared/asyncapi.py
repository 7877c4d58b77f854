"""The AsyncAPI 3.1 description of a service: what it hears, what it sends, field by field.

FastStream lists the channels; it knows only one opaque payload each, and puts consumer details
where the redis binding must be empty. Messages and payloads come from `shared.events`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from faststream.redis import RedisBroker
from faststream.specification import AsyncAPI
from pydantic.json_schema import models_json_schema

from shared.events import EVENTS, Event
from shared.streams import dead_key

_VERSION = "3.1.0"
_SCHEMAS = "#/components/schemas/"

_ATTRIBUTES = {
    "specversion": "CloudEvents version, 1.0",
    "id": "derived from what happened, so that a repeat is recognised",
    "type": "the event's type, with its version",
    "source": "the service",
    "subject": "the article_id",
    "time": "RFC 3339",
    "datacontenttype": "application/json",
    "traceparent": "W3C trace context",
    "correlationid": "the receipt that began it",
}


def describe(service: str, broker: RedisBroker) -> dict[str, Any]:
    """Give the description as JSON-ready AsyncAPI 3.1."""
    described = AsyncAPI(broker, title=f"Copydesk {service}", version="1").to_specification()
    raw: dict[str, Any] = described.to_jsonable()
    hears = {channel["address"] for channel in raw["channels"].values()}
    sends = {event.stream for event in EVENTS if event.source == f"/{service}"}
    channels: dict[str, Any] = {}
    operations: dict[str, Any] = {}
    for stream in sorted(hears | sends):
        events = [event for event in EVENTS if event.stream == stream]
        name = stream.replace(".", "_")
        channels[name] = {
            "address": stream,
            "description": f"A Redis stream of flat CloudEvents; see also {dead_key(stream)}.",
            "messages": {
                event.__name__: {"$ref": f"#/components/messages/{event.__name__}"}
                for event in events
            },
            "bindings": {"redis": {}},
        }
        for action, where in (("receive", hears), ("send", sends)):
            if stream in where:
                operations[f"{action}_{name}"] = {
                    "action": action,
                    "channel": {"$ref": f"#/channels/{name}"},
                }
    known = [event for event in EVENTS if event.stream in hears | sends]
    payloads, schemas = _payloads(known)
    return {
        "asyncapi": _VERSION,
        "info": raw["info"],
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {
            "messages": {
                event.__name__: _message(event, payloads[event.carries.__name__])
                for event in known
            },
            "schemas": schemas,
        },
    }


def _payloads(events: Sequence[type[Event]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the schema of what each event carries, by its name, and of the nouns in them.

    As they are read: what has a default may be missing.
    """
    carried = {event.carries.__name__: event.carries for event in events}
    _, written = models_json_schema(
        [(noun, "validation") for noun in carried.values()],
        by_alias=True,
        ref_template=_SCHEMAS + "{model}",
    )
    schemas: dict[str, Any] = written["$defs"]
    return {name: schemas.pop(name) for name in carried}, schemas


def _message(event: type[Event], payload: dict[str, Any]) -> dict[str, Any]:
    summary = (event.__doc__ or event.type).partition("\n")[0]
    message = {
        "name": event.type,
        "summary": summary,
        "contentType": "application/json",
        "headers": {
            "type": "object",
            "properties": {
                name: {"type": "string", "description": meaning}
                for name, meaning in _ATTRIBUTES.items()
            },
        },
        "correlationId": {"location": "$message.header#/correlationid"},
        "payload": payload,
    }
    example = _example(event.type)
    return {**message, "examples": [example]} if example else message


@cache
def _example(kind: str) -> dict[str, Any] | None:
    """Give the sample of an event, parted into what is around `data` and what is in it."""
    path = files("shared.examples") / f"{kind}.json"
    if not path.is_file():
        return None
    fields: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return {"payload": json.loads(fields.pop("data")), "headers": fields}
