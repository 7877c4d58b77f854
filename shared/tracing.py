"""W3C trace context (https://www.w3.org/TR/trace-context/, section 3.2), carried by events."""

from __future__ import annotations

import re
import secrets

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")
_NOTHING = {"0" * 32, "0" * 16}


def traceparent(incoming: str | None = None) -> str:
    """Continue the trace of a request in a span of our own, or begin one."""
    chance = secrets.token_hex(24)
    trace_id = (trace_of(incoming) if incoming else None) or chance[16:]
    return f"00-{trace_id}-{chance[:16]}-01"


def trace_of(value: str) -> str | None:
    """Give the trace id of a traceparent, or None where it is not one."""
    found = _TRACEPARENT.fullmatch(value.strip())
    if found is None or _NOTHING & set(found.groups()):
        return None
    return found[1]
