"""Date-times of JSON items as moments, and what had to be assumed to read them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from services.ingest.formats.wording import dates
from services.ingest.formats.wording.written_dates import NOWHERE, Near

_HAS_ZONE = re.compile(r"(?:Z|[A-Za-z]{2,4}|[+-]\d{2}:?\d{0,2})\s*$")
_DATE_ONLY = re.compile(r"\d{4}-?\d{2}-?\d{2}")


class _Moment(NamedTuple):
    """A moment, and the zone that was assumed because none was written."""

    at: datetime
    assumed: str | None = None


def read_moment(text: str, near: Near = NOWHERE) -> _Moment | None:
    """Read ISO 8601 or RFC 5322; one without an offset is its source's or UTC, and says so."""
    at = dates.moment(text, near)
    if at is None:
        return None
    written = text.strip()
    has_zone = written.endswith("Z") or (
        _HAS_ZONE.search(written) is not None and not _DATE_ONLY.fullmatch(written)
    )
    return _Moment(at, None if has_zone else near.zone or "UTC")
