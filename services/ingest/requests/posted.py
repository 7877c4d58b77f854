"""A request that posts copy: its body whole, its lines, and what its headers say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from fastapi import Request

from services.ingest.formats.json.document import split_ndjson
from services.ingest.formats.parsed import (
    Payload,
)
from services.ingest.formats.parsed import Problem as Fault
from services.ingest.formats.recognise import ACCEPTED_MEDIA_TYPES, NDJSON
from services.ingest.intake.bodies import ENCODINGS, BadEncodingError, Inflating, TooLargeError
from services.ingest.sources.gate import Gate
from services.ingest.sources.keys import Source
from shared import clock
from shared.problems import Problem
from shared.tracing import traceparent

ACCEPTED = ", ".join(ACCEPTED_MEDIA_TYPES)


_LINES = frozenset(
    {NDJSON, "application/ndjson", "application/jsonl", "application/x-jsonlines"}
)


_KEPT_HEADERS = ("content-type", "content-encoding", "content-location", "user-agent", "date")


_MOST_LINES = 10_000
"""Of one request. Each is a delivery of its own, with a receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A request that came from a wire, its body whole."""

    source: Source
    body: bytes
    damage: Fault | None
    """Why the body is still compressed: it is not what its Content-Encoding says."""
    media_type: str
    charset: str | None
    url: str | None
    headers: Mapping[str, str]
    traceparent: str

    @property
    def is_lines(self) -> bool:
        """Tell whether each line is an item of its own."""
        return self.media_type in _LINES and self.damage is None

    def payload(self, content: bytes) -> Payload:
        """Make a payload of (a part of) the body."""
        return Payload(
            content=content,
            media_type="application/json" if self.media_type in _LINES else self.media_type,
            charset=self.charset,
            url=self.url,
            received_at=clock.now(),
            zone=self.source.facts.zone,
        )


async def read_request(request: Request, gate: Gate, *, most_bytes: int) -> Posted:
    """Read a wire's request whole, or refuse it: who it is is asked before the body is read."""
    source = await gate.source(request)
    headers = dict(reversed(request.headers.items()))  # of one posted twice, the first
    body, damage = await _body(request, most_bytes)
    gate.check_signature(source, request, body)
    media_type, charset = _media_type(headers.get("content-type", ""))
    return Posted(
        source=source,
        body=body,
        damage=damage,
        media_type=media_type,
        charset=charset,
        url=headers.get("content-location"),
        headers={name: headers[name][:500] for name in _KEPT_HEADERS if name in headers},
        traceparent=traceparent(headers.get("traceparent")),
    )


async def _body(request: Request, most: int) -> tuple[bytes, Fault | None]:
    """Read the body and inflate it; give it as it came, and why, where that cannot be done."""
    encoding = request.headers.get("content-encoding", "").strip().lower()
    if encoding not in ENCODINGS:
        raise Problem(
            415,
            "This Content-Encoding is not read here",
            f"Send {encoding!r} as gzip, deflate or plain.",
            headers={"Accept-Encoding": "gzip, deflate", "Accept-Post": ACCEPTED},
        )
    length = request.headers.get("content-length", "")
    try:
        if length.isdigit() and int(length) > most:
            raise TooLargeError(f"the request has more than {most} bytes")  # noqa: TRY301  answered below
        inflating = Inflating(encoding, most=most)
        chunks = request.stream()
        try:
            async for chunk in chunks:
                inflating.add(chunk)
            return inflating.whole(), None
        except BadEncodingError as error:
            as_it_came = Inflating("", most=most)
            as_it_came.add(inflating.as_received())
            async for chunk in chunks:
                as_it_came.add(chunk)
            return as_it_came.whole(), Fault(
                detail=f"the body is no {encoding}: {error}",
                fix="compress the whole body once, or leave Content-Encoding out",
                line=1,
                fatal=True,
            )
    except TooLargeError as error:
        raise too_large(str(error)) from error


def _media_type(content_type: str) -> tuple[str, str | None]:
    media_type, *parameters = content_type.split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return media_type.strip().lower(), value.strip(" \"'").lower() or None
    return media_type.strip().lower(), None


def lines_of(body: bytes) -> list[tuple[int, bytes]]:
    """Give the lines with their numbers; a million of them are cut off before any is read."""
    numbered = list(islice(split_ndjson(body), _MOST_LINES + 1))
    if len(numbered) > _MOST_LINES:
        raise too_large(f"there are more than {_MOST_LINES} lines")
    if not numbered:
        fault = Fault(detail="there are no lines", fix="send one JSON object a line", line=1)
        raise Problem(422, "Nothing to take", errors=[fault.to_json()])
    return numbered


def too_large(detail: str) -> Problem:
    """Say that it is too much, and which limit says so."""
    return Problem(413, "Too large", detail[:1].upper() + detail[1:] + ".")
