"""CloudEvents 1.0 in the JSON format, around any other format.

https://github.com/cloudevents/spec/blob/main/cloudevents/formats/json-format.md
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace

import orjson

from services.ingest.formats.json.document import Json, Problems, read_json
from services.ingest.formats.json.ninjs_items.listing import embargoes_around
from services.ingest.formats.parsed import Payload, Problem, UnreadableError, Words
from services.ingest.formats.text.markup import tidy_line

MEDIA_TYPE = "application/cloudevents+json"


def is_cloudevent(value: dict[str, Json]) -> bool:
    """Tell a CloudEvent by what every one has."""
    return "specversion" in value and ("data" in value or "data_base64" in value)


def unwrap(payload: Payload) -> Payload:
    """Give what the event carries, under the media type that the event says."""
    problems = Problems()
    value = read_json(payload.content, problems, payload.charset)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict) or not is_cloudevent(value):
        raise UnreadableError(
            _fault(
                "/data",
                "this is no CloudEvent with data",
                "send specversion, id, source, type and data",
            )
        )
    return unwrap_value(value, payload)


def unwrap_value(value: dict[str, Json], payload: Payload) -> Payload:
    """Unwrap what is JSON already."""
    named = value.get("datacontenttype")
    kind = named if isinstance(named, str) and named else "application/json"
    if kind.partition(";")[0].strip().lower() == MEDIA_TYPE:
        raise UnreadableError(
            _fault("/datacontenttype", "a CloudEvent inside a CloudEvent", "send the inner one")
        )
    around = embargoes_around(value)
    if around:
        said = (f"EMBARGO: {tidy_line(str(each))}" for each in around.values() if each)
        payload = replace(
            payload, around=(*payload.around, *(Words("letter", x) for x in said))
        )
    encoded = value.get("data_base64")
    if isinstance(encoded, str):
        try:
            content = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as error:
            raise UnreadableError(
                _fault(
                    "/data_base64",
                    f"this is no base64: {error}",
                    "encode as RFC 4648, section 4",
                )
            ) from error
        return replace(payload, content=content, media_type=kind, charset=None)
    data = value.get("data")
    if isinstance(data, str):
        return replace(payload, content=data.encode("utf-8"), media_type=kind, charset="utf-8")
    if data is None:
        raise UnreadableError(
            _fault("/data", "there are no data", "send the item under “data”")
        )
    return replace(payload, content=orjson.dumps(data), media_type=kind, charset="utf-8")


def _fault(pointer: str, detail: str, fix: str) -> Problem:
    return Problem(detail=detail, fix=fix, pointer=pointer, fatal=True)
