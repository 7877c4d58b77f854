"""What must hold for any bytes: items that can be stored and sent on, or problems in words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import orjson
from bson import encode

from services.ingest.documents.opening import found_in
from services.ingest.documents.worker import _answer
from services.ingest.formats import FORMATS, parse_payload
from services.ingest.formats.documents import _items
from services.ingest.formats.parsed import Parsed, Payload, Problem, UnreadableError
from services.ingest.identity.arrival import arrive
from services.ingest.pulling.ways.sitemap import _read_sitemap
from services.ingest.pulling.web import PullFailedError
from tests.fuzz import DOCUMENTS

_CONTROLS = re.compile(rb"(?<!\\)(?:\\\\)*\\(?:u00[01]|b|f)")
"""As JSON escapes them; tab, line feed and carriage return have escapes of their own."""

RECEIVED_AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


NONE_GIVEN = Problem(detail="", fix="")


def a_payload(content: bytes) -> Payload:
    """Give bytes of which nothing is said."""
    return Payload(
        content=content, media_type="application/octet-stream", received_at=RECEIVED_AT
    )


def _sitemap(payload: Payload) -> Parsed:
    """Read a sitemap as a format would."""
    try:
        _read_sitemap(payload.content, "https://paper.example/map.xml", RECEIVED_AT)
    except PullFailedError as error:
        raise UnreadableError(Problem(detail=str(error), fix="none")) from error
    return Parsed(format="sitemap", items=())


def _document(kind: str, payload: Payload) -> Parsed:
    """Open a document as the worker does, and make a story of it."""
    answer = _answer(kind, payload.content)
    json.dumps(answer)
    if "error" in answer:
        raise UnreadableError(Problem(detail=str(answer["error"]), fix="none"))
    items, problems = _items(found_in(answer), payload, parse_payload)
    return Parsed(format="document", items=tuple(items), problems=tuple(problems))


_READERS: dict[str, Callable[[Payload], Parsed]] = {
    **FORMATS,
    "sitemap": _sitemap,
    **{kind: partial(_document, kind) for kind in DOCUMENTS},
}


def check(name: str, content: bytes) -> None:
    """Read `content` as this format, and let no exception but a refusal out."""
    try:
        parsed = _READERS[name](a_payload(content))
    except UnreadableError as refusal:
        _speak(refusal.problems or (NONE_GIVEN,))
        return
    _speak(parsed.problems)
    _travel(parsed)


def _speak(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.detail
        assert problem.fix
        orjson.dumps(problem.to_json())


def _travel(parsed: Parsed) -> None:
    for one in parsed.items:
        try:
            arrival = arrive(one, source="fuzz", receipt="r")
        except ValueError:  # it says why it cannot be stored
            continue
        stored = {
            "item": arrival.item.model_dump(mode="json"),
            "extras": arrival.extras.model_dump(mode="json"),
        }
        encode(stored)
        written = orjson.dumps([arrival.item.to_ninjs(), arrival.extras.to_json()])
        assert not _CONTROLS.search(written), "a control character that no feed may carry"
