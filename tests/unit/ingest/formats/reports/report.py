"""A small input made after a public bug report of other programs, and what is right of it.

`wants` is written before it is run: a path into what `copydesk parse` would print, or `len`,
`format`, `text`, `told` (the problems, as one text) and `names` (how many stories), each with
` has` or ` lacks` after it where a part is meant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from services.ingest.formats import parse_payload
from services.ingest.formats.enclosed import with_embedded
from services.ingest.formats.parsed import (
    ParsedItem,
    Payload,
    Problem,
    UnknownFormatError,
    UnreadableError,
)
from services.ingest.formats.recognise import guess_media_type

RECEIVED_AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Report:
    about: str
    after: str
    content: str | bytes
    wants: Mapping[str, Any]
    media_type: str | None = None
    url: str | None = None
    zone: str | None = None
    file: str = "x"


@dataclass(frozen=True)
class Said:
    """What was made of an input."""

    format: str | None
    items: list[ParsedItem]
    problems: tuple[Problem, ...]
    shown: dict[str, Any] = field(default_factory=dict)


def said_of(report: Report) -> Said:
    content = report.content.encode() if isinstance(report.content, str) else report.content
    kind, _, parameters = (report.media_type or "").partition(";")
    charset = re.search(r"charset=([\w-]+)", parameters)
    payload = Payload(
        content=content,
        media_type=kind or guess_media_type(report.file, content),
        charset=charset[1] if charset else None,
        url=report.url,
        received_at=RECEIVED_AT,
        zone=report.zone,
    )
    try:
        parsed = parse_payload(payload)
    except UnreadableError as error:
        return Said(None, [], error.problems)
    except UnknownFormatError as error:
        return Said(None, [], (Problem(detail=str(error), fix="", fatal=True),))
    items = [one for item in parsed.items for one in with_embedded(item)]
    shown = [{**one.item.to_ninjs(), "extras": one.extras.to_json()} for one in items]
    return Said(parsed.format, items, parsed.problems, {"items": shown})


def found(said: Said, key: str) -> Any:
    match key:
        case "len":
            return len(said.items)
        case "format":
            return said.format
        case "told":
            return json.dumps([one.to_json() for one in said.problems], ensure_ascii=False)
        case "names":
            return len({one.item.uri for one in said.items})
        case "text":
            return _text(said)
    value: Any = said.shown.get("items")
    for part in key.split("."):
        if isinstance(value, list):
            value = value[int(part)] if int(part) < len(value) else None
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value


def _text(said: Said) -> str:
    bodies = [one.item.body() for one in said.items[:1]]
    words = " ".join(re.sub(r"<[^>]+>", " ", body.value) for body in bodies if body)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        words = words.replace(entity, sign)
    return " ".join(words.split())


def faults(report: Report) -> list[str]:
    """Say what is not as it should be; nothing where all is right."""
    said = said_of(report)
    return [
        f"{key} is {_value(said, key)!r}, not {wanted!r}"
        for key, wanted in report.wants.items()
        if not _holds(said, key, wanted)
    ]


def _value(said: Said, key: str) -> Any:
    return found(said, key.removesuffix(" has").removesuffix(" lacks"))


def _holds(said: Said, key: str, wanted: Any) -> bool:
    value = _value(said, key)
    if key.endswith(" has"):
        return str(wanted) in str(value)
    if key.endswith(" lacks"):
        return str(wanted) not in str(value)
    return bool(value == wanted or _moment(value) == _moment(wanted) is not None)


def _moment(value: Any) -> float | None:
    try:
        return datetime.fromisoformat(str(value)).timestamp()
    except ValueError:
        return None
