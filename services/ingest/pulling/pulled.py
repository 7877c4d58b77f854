"""What a way of pulling gives: things to take in, and how far it has looked."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from services.ingest.formats.parsed import NOTHING_TOLD, Told
from services.ingest.pulling.plan import PullPlan
from services.ingest.pulling.web import Web

Cursor: TypeAlias = Mapping[str, str]
"""How far a source has been read, in its own words; each way has its own keys."""


UNREAD = "/unread"
"""Why what a cursor stands at could not be read, for as long as that is what is there."""


class Fate(StrEnum):
    """What became of a thing: taken in, or kept in quarantine."""

    TAKEN = "taken"
    QUARANTINED = "quarantined"


async def _leave_it(_fate: Fate) -> None:
    """Leave things where they are: nothing has to be moved or marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """One thing to take in: a page, a file, a mail.

    When it is durably stored, `settle` is called, and then the source is at `cursor`.
    """

    name: str
    content: bytes = field(repr=False)
    media_type: str
    cursor: Cursor
    charset: str | None = None
    url: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    recurs: bool = False
    """The next look shows it again, with what is new."""
    matters: bool = False
    """The poll has failed where this cannot be read: the source shows it again and again."""
    told: Told = NOTHING_TOLD
    fault: str | None = None
    """Why it was not fetched whole; it goes into quarantine as it is."""
    settle: Callable[[Fate], Awaitable[None]] = _leave_it


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """So far it was looked, with nothing to take in; `more`: look again at once."""

    cursor: Cursor
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What ways of pulling work with."""

    web: Web
    folders_root: Path | None
    most_bytes: int
    timeout_s: float
    now: Callable[[], datetime]


Way: TypeAlias = Callable[[PullPlan, Cursor, Means], AsyncGenerator[Pulled | Looked, None]]
