"""What tells a story's revisions apart: the wire's version, its time, what it says; pure."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

if TYPE_CHECKING:
    from datetime import datetime

    from shared.articles import Extras
    from shared.ninjs import Item

LARGEST_REVISION = 10**15


def version_number(version: str | None) -> int | None:
    """Read the wire's version as a whole number; None where it is anything else."""
    digits = (version or "").strip()
    if digits.isascii() and digits.isdigit() and len(digits) <= 18:  # fits 64 bits
        return int(digits)
    return None


_TRANSMISSION = frozenset(
    {
        "version", "version_created", "first_created", "content_created",
        "embargoed_until", "expires",
    }
)  # fmt: skip


class Written(NamedTuple):
    """An item and its extras as they are stored, without what is as by default."""

    item: dict[str, Any]
    extras: dict[str, Any]


def written(item: Item, extras: Extras) -> Written:
    """Write an item down: once, to be hashed and to be stored."""
    return Written(
        item.model_dump(mode="json", exclude_defaults=True),
        extras.model_dump(mode="json", exclude_defaults=True),
    )


def fingerprint(item: Item, as_written: Written) -> str:
    """Hash everything of an item but when, and as which version, it was sent.

    The wire's own counter (`extras.sequence`) belongs to the transmission. Embargo and expiry
    count, as moments: the same one written in another time zone is no news. Raises ValueError
    where the text cannot be written as UTF-8.
    """
    said = {
        "item": {key: v for key, v in as_written.item.items() if key not in _TRANSMISSION},
        "extras": {key: v for key, v in as_written.extras.items() if key != "sequence"},
        "embargoed_until": _moment(item.embargoed_until),
        "expires": _moment(item.expires),
    }
    try:
        canonical = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise ValueError(str(error)) from error
    return hashlib.blake2b(canonical, digest_size=20).hexdigest()


def _moment(value: datetime | None) -> str | None:
    moment = in_utc(value)
    return moment.isoformat() if moment else None


def in_utc(value: datetime | None) -> datetime | None:
    """Give a moment in UTC and whole milliseconds, as MongoDB keeps it.

    None stays None, and so does a time at the very ends of the calendar.
    """
    try:
        moment = value.astimezone(UTC) if value else None
    except OverflowError:
        return None
    return moment and moment.replace(microsecond=moment.microsecond // 1000 * 1000)
