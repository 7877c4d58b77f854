"""Conditional requests (RFC 9110, section 13): do not send what the reader has."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import Request
from fastapi.responses import Response

from shared import clock

_SENT_WITH_304 = {"ETag", "Cache-Control", "Last-Modified"}


def answer(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    etag: str | None = None,
    last_modified: datetime | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with the body, or 304 where the request shows that the reader has it.

    Without an `etag` the body's hash is one. Dates count whole seconds, so that one is only
    given once its second is over: nothing more can change in it.
    """
    if last_modified is not None and clock.now() - last_modified < timedelta(seconds=1):
        last_modified = None
    tag = f'"{etag or hashlib.sha256(body).hexdigest()[:32]}"'
    sent = {"ETag": tag, "Cache-Control": "public, no-cache", **(headers or {})}
    if last_modified is not None:
        sent["Last-Modified"] = format_datetime(last_modified.astimezone(UTC), usegmt=True)
    if _has_it(request, tag, last_modified):
        # A policy that came with the cached body stays the body's: its nonce is in there.
        kept = {name: value for name, value in sent.items() if name in _SENT_WITH_304}
        return Response(status_code=304, headers=kept)
    return Response(body, media_type=media_type, headers=sent)


def _has_it(request: Request, tag: str, last_modified: datetime | None) -> bool:
    if (known := request.headers.get("if-none-match")) is not None:
        tags = {each.strip().removeprefix("W/") for each in known.split(",")}
        return tag in tags or "*" in tags
    since = request.headers.get("if-modified-since")
    if since is None or last_modified is None:
        return False
    try:
        then = parsedate_to_datetime(since)
    except ValueError:
        return False
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return last_modified.replace(microsecond=0) <= then
