"""What a decision about a publication comes to, and what every such decision needs; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from services.publish.publication import (
    Applied,
    Outgoing,
    Publication,
)
from shared.events import (
    Event,
)
from shared.lifecycle import State

_REMEMBERED_EVENTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A decision. `publication` is what to save, None where nothing changes.

    `state` is where the act leaves its revision if no row of the log will say so. `explanation`
    is for people.
    """

    outcome: str
    at: datetime
    explanation: str
    state: State | None = None
    publication: Publication | None = None


def absolute(site_url: str, path: str) -> str:
    """Give the full address of a path, percent-encoded."""
    return site_url.rstrip("/") + quote(path, safe="/")


def nothing(article_id: str) -> Publication:
    """Begin an article that publish has never heard of: step 0, nothing live."""
    return Publication(article_id=article_id, step=0, state=State.APPROVED, newest=0)


def remember(before: Publication, event: Event, decided: Release) -> tuple[Applied, ...]:
    """Give the remember."""
    known = Applied(
        event_id=event.id,
        outcome=decided.outcome,
        state=decided.state,
        at=decided.at,
        explanation=decided.explanation,
    )
    return (*before.applied, known)[-_REMEMBERED_EVENTS:]


def outbox_with(outbox: tuple[Outgoing, ...], told: Outgoing | None) -> tuple[Outgoing, ...]:
    """Put what is told behind what waits to be."""
    return outbox if told is None else (*outbox, told)
