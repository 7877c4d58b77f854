"""How schemathesis writes the media types that it does not know; loaded by its command."""

from __future__ import annotations

from typing import Any

import schemathesis

from services.ingest.formats.recognise import ACCEPTED_MEDIA_TYPES


def _as_it_is(_context: schemathesis.SerializationContext, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


schemathesis.serializer(*(each for each in ACCEPTED_MEDIA_TYPES if "json" not in each))(
    _as_it_is
)
schemathesis.serializer("application/x-ndjson")(_as_it_is)
