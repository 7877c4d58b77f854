"""What the services answer, as far as the command reads it (SHAPES). More fields may come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """Something a service said; fields we do not read are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Reason(Answer):
    """Why, in a rule's or a stage's own words."""

    rule: str
    explanation: str = ""
    severity: str = "note"
    score: float | None = None


class Record(Answer):
    """What one stage or person did to one revision."""

    stage: str
    at: datetime
    outcome: str
    state: str | None = None
    reasons: tuple[Reason, ...] = ()
    versions: dict[str, str] = {}
    by: str | None = None


class Revision(Answer):
    """One version of a story and what was done to it, in the order of time."""

    revision: int
    state: str | None = None
    records: tuple[Record, ...] = ()


class Life(Answer):
    """A story's whole life."""

    article_id: str
    state: str | None = None
    live_revision: int | None = None
    revisions: tuple[Revision, ...] = ()


class OnFront(Answer):
    """A place of a front that a story stands in, and why."""

    edition: str
    section: str = ""
    place: int
    why: str


class OnFronts(Answer):
    """Every place that a story stands in."""

    fronts: tuple[OnFront, ...] = ()


class Accepted(Answer):
    """Intake's answer to one item."""

    receipt: str
    article_id: str | None = None
    revision: int | None = None
    state: str


class SourceKey(Answer):
    """A wire's new key, shown this once."""

    source: str
    key: str


class DeadEntry(Answer):
    """An entry that a stage gave up on."""

    id: str
    stream: str
    event_id: str | None = None
    reason: str | None = None
    error: str | None = None
    stack: str | None = None
    count: int | None = None
    first: str | None = None
    last: str | None = None
    fields: dict[str, Any] = {}


class LogEvent(Answer):
    """One row of the published log, as CloudEvents JSON."""

    id: str
    type: str
    sequence: str
    time: datetime
    subject: str
    data: dict[str, Any] = {}

    def headline(self) -> str:
        """Give the story's main headline; a kill has none."""
        headlines = self.data.get("item", {}).get("headlines", [])
        mains = [text for text in headlines if text.get("role") in ("main", None)] or headlines
        return str(mains[0]["value"]) if mains else ""


class LogPage(Answer):
    """A page of the published log."""

    events: tuple[LogEvent, ...]
    next: int
