"""What one stage or person did to one revision: the record that receipts and people read.

Each service appends its own; nobody decides by it but the reconciler, which asks only whether
the next stage has been there.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field

from shared.articles import Moment, Noun
from shared.lifecycle import State


class Reason(Noun):
    """Why, in a rule's or a stage's own words."""

    rule: str
    explanation: str
    severity: str = "note"
    score: float | None = None
    spans: tuple[dict[str, Any], ...] = ()


class TimelineRecord(Noun):
    """One line of an article's life.

    `outcome` is a past participle (`received`, `superseded`, `held`, `retried`, `dead`);
    `state` is where it left the article, or None where it moved nothing. `versions` names what
    decided, such as `{"policy": "3", "link_farm": "1"}`; `details` is for people.
    """

    article_id: str
    revision: int
    stage: str
    event_id: str
    at: Moment
    outcome: str
    state: State | None = None
    reasons: tuple[Reason, ...] = ()
    versions: dict[str, str] = Field(default_factory=dict)
    by: str | None = None
    details: dict[str, Any] = Field(default_factory=dict)

    @property
    def key(self) -> str:
        """What makes the record one of its kind, so that a repeat adds nothing."""
        return f"{self.article_id}:{self.revision}:{self.stage}:{self.event_id}"
