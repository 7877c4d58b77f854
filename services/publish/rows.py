"""Rows of the published log, and how one is written for the world; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from services.publish.publication import Outgoing
from shared.events import ArticlePublished


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the published log. `item` is JSON text, None where it has none (any more)."""

    sequence: int
    event_id: str
    type: str
    article_id: str
    step: int
    revision: int
    time: datetime
    data: Mapping[str, Any]
    item: str | None
    hash: str | None
    is_redacted: bool = False
    correlation_id: str = ""
    traceparent: str = ""

    @property
    def size(self) -> int:
        """About how many bytes it takes to send."""
        return len(self.item or "") + 600


def rows_of(events: Sequence[Outgoing], *, after: int) -> list[Row]:
    """Make rows of the steps that have an event, numbered from behind `after` on."""
    telling = [event for event in events if event.type is not None]
    return [_row(event, sequence) for sequence, event in enumerate(telling, after + 1)]


def _row(event: Outgoing, sequence: int) -> Row:
    data = event.data
    assert data is not None
    assert event.event_id is not None
    assert event.type is not None
    return Row(
        sequence=sequence,
        event_id=event.event_id,
        type=event.type,
        article_id=data.article_id,
        step=event.step,
        revision=data.revision,
        time=event.at,
        data=data.model_dump(mode="json", exclude_none=True, exclude={"item", "redacted"}),
        item=event.item,
        hash=data.hash,
        is_redacted=bool(data.redacted),
        correlation_id=event.correlation_id,
        traceparent=event.traceparent,
    )


def sequence_key(number: int) -> str:
    """Write a number so that it sorts as text."""
    return f"{number:016d}"


def sequence_from(text: str) -> int | None:
    """Read a row's number as a reader wrote it; None for what never was one."""
    is_number = text.isascii() and text.isdigit() and len(text) <= len(sequence_key(0))
    return int(text) if is_number else None


def data_json(row: Row) -> bytes:
    """Write a row's `data` (SHAPES, “Output”)."""
    data = dict(row.data)
    if row.is_redacted:
        data["redacted"] = True
    if row.item is not None:
        data["item"] = orjson.Fragment(row.item)
    return orjson.dumps(data)


def cloudevent(row: Row) -> dict[str, Any]:
    """Write a row as a CloudEvent for JSON, to be dumped by orjson."""
    return {**_attributes(row), "data": orjson.Fragment(data_json(row))}


def stream_fields(row: Row) -> dict[str, str | bytes]:
    """Write a row as the flat fields of a stream entry (DESIGN, section 3)."""
    return {**_attributes(row), "data": data_json(row)}


def _attributes(row: Row) -> dict[str, str]:
    attributes = {
        "specversion": "1.0",
        "id": row.event_id,
        "type": row.type,
        "source": ArticlePublished.source,
        "subject": row.article_id,
        "time": row.time.isoformat(),
        "datacontenttype": "application/json",
        "sequence": sequence_key(row.sequence),
    }
    if row.traceparent:
        attributes["traceparent"] = row.traceparent
    if row.correlation_id:
        attributes["correlationid"] = row.correlation_id
    return attributes
