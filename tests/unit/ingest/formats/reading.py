"""A payload with what a test is about, and ordinary values for the rest."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Parsed, ParsedItem, Payload, Problem

RECEIVED_AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def a_payload(
    content: bytes | str | dict[str, Any] | list[Any],
    media_type: str = "application/json",
    *,
    charset: str | None = None,
    url: str | None = None,
) -> Payload:
    """Make a payload; what is no text yet is written as JSON."""
    if isinstance(content, (dict, list)):
        content = json.dumps(content)
    if isinstance(content, str):
        content = content.encode()
    return Payload(
        content=content,
        media_type=media_type,
        charset=charset,
        url=url,
        received_at=RECEIVED_AT,
    )


def read(content: bytes | str | dict[str, Any] | list[Any], **payload: Any) -> Parsed:
    return parse_payload(a_payload(content, **payload))


def read_one(content: bytes | str | dict[str, Any] | list[Any], **payload: Any) -> ParsedItem:
    parsed = read(content, **payload)
    assert len(parsed.items) == 1
    return parsed.items[0]


def at(problems: tuple[Problem, ...], pointer: str) -> Problem:
    """Find the problem at a place."""
    found = [problem for problem in problems if problem.pointer == pointer]
    assert len(found) == 1, [problem.pointer for problem in problems]
    return found[0]
