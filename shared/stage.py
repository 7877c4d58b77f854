"""The loop that every stage runs: read, load, decide, save, commit (DESIGN, section 4)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from shared.events import Event
from shared.timeline import TimelineRecord

Context = TypeVar("Context")
Decided = TypeVar("Decided")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Generic[Context, Decided]):
    """What a stage hears, how it decides, where it remembers and what it tells.

    Entries of one article are decided one after the other, so what `load` gives is never older
    than this batch. Deciding and telling are pure and may run again: they give the same.
    `now` is in UTC, with whole milliseconds.
    """

    hears: str
    """The stream (Redis key) the stage reads, as the consumer group named after its service."""
    load: Callable[[Sequence[Event]], Awaitable[Sequence[Context]]]
    """What each event's decision needs, in one round trip for all."""
    decide: Callable[[Event, Context, datetime], Decided]
    """Pure; runs outside the event loop. What it raises counts as a failure of the entry."""
    save: Callable[[Sequence[tuple[Event, Decided]]], Awaitable[Sequence[Decided | None]]]
    """Keep them all; give back what is *stored* for each event (an earlier try may have
    decided), or None where a guard lost: that event is loaded and decided again."""
    tell: Callable[[Event, Any], Sequence[Event]]
    """Pure: the events to send for a stored decision; the same ones at every repeat."""
    record: Callable[[Event, Any], TimelineRecord]
    """Pure: the line of the article's life that this stage adds, under the event's id."""
    brake: bool = True
    """Whether a flood of deaths stops the stage (never on `article.canceled`)."""
