"""The AsyncAPI 3.0 description of a service: what it hears, what it sends, field by field.

FastStream lists the channels; it knows only one opaque payload each, and puts consumer details
where the redis binding must be empty. Messages and payloads come from `shared.events`.
"""

from __future__ import annotations

from typing import Any

from faststream.redis import RedisBroker
from faststream.specification import AsyncAPI

from shared.events import EVENTS, Event
from shared.streams import dead_key

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
    "data": "JSON",
}


def describe(service: str, broker: RedisBroker) -> dict[str, Any]:
    """Give the description as JSON-ready AsyncAPI 3.0."""
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
    return {
        "asyncapi": "3.0.0",
        "info": raw["info"],
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": {"messages": {event.__name__: _message(event) for event in known}},
    }


def _message(event: type[Event]) -> dict[str, Any]:
    summary = (event.__doc__ or event.type).partition("\n")[0]
    return {
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
        "payload": event.carries.model_json_schema(by_alias=True),
    }
