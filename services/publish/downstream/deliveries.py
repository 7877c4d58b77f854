"""Deliveries: what a site is owed of a story, what its answer means, when to try again; pure.

Of a site and a story only the newest step: a newer one takes the place of what was not
delivered yet. A kill has a schedule of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

from services.publish.downstream.sites import Channel, Downstream, View
from services.publish.rows import Row
from shared.articles import Moment, Noun
from shared.events import ArticleKilled, ArticleUnpublished

RETRY_AFTER = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
_LONGEST_WAIT = timedelta(days=1)
_KILL_RETRY_AFTER = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 16, 32))
_KILL_LONGEST_WAIT = timedelta(minutes=1)
KILL_GIVEN_UP_AFTER = timedelta(days=14)
_WORTH_RETRYING = frozenset({408, 425, 429})
_GONE = 410


class DeliveryState(StrEnum):
    """How far a delivery is."""

    PENDING = "pending"
    DELIVERED = "delivered"
    DEAD = "dead"


class Delivery(Noun):
    """What one site is owed of one story: the row numbered `sequence`.

    `delivered` is the newest row it has taken, 0 for none; `since` when the row was logged.
    `due_at` None: nothing is to be done by us. Sites that fetch have deliveries of kills only:
    they are delivered when the site has read that far.
    """

    site: str
    article_id: str
    channel: Channel = "webhook"
    sequence: int
    is_kill: bool = False
    state: DeliveryState = DeliveryState.PENDING
    since: Moment | None = None
    due_at: Moment | None = None
    attempts: int = 0
    delivered: int = 0
    delivered_at: Moment | None = None
    acknowledged_at: Moment | None = None
    answer: str = ""

    @property
    def key(self) -> str:
        """Name the document: one for each site and story."""
        return f"{self.site}:{self.article_id}"

    def changed(self, **changes: Any) -> Delivery:
        """Give the delivery with these fields changed, checked like a new one."""
        return Delivery.model_validate({**dict(self), **changes})


class Verdict(StrEnum):
    """What an answer means."""

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from a site: a status, or None where nothing came, and when to retry."""

    status: int | None
    detail: str = ""
    retry_after: timedelta | None = None

    @property
    def verdict(self) -> Verdict:
        """Tell success from what may pass and what will not."""
        ok, redirect, server_fault = 200, 300, 500
        if self.status is None or self.status >= server_fault:
            return Verdict.LATER
        if ok <= self.status < redirect:
            return Verdict.TAKEN
        if self.status in _WORTH_RETRYING:
            return Verdict.LATER
        return Verdict.GONE if self.status == _GONE else Verdict.REFUSED

    def __str__(self) -> str:
        """Say it for the operator."""
        return f"{self.status or 'no answer'} {self.detail}".strip()


# --- what a site is owed ---------------------------------------------------------------------


def owed(
    site: Downstream, view: View, row: Row, known: Delivery | None, now: datetime
) -> Delivery | None:
    """Tell what a row of the log means for a site: a delivery to make or change, or nothing.

    Who has once been sent a story gets all that becomes of it, wanted or not: above all its
    kill. Who never was sent it needs no kill.
    """
    is_kill = row.type == ArticleKilled.type
    if site.channel != "webhook":
        return _to_be_read(site, view, row, known) if is_kill else None
    if known is None:
        is_end = is_kill or row.type == ArticleUnpublished.type
        if is_end or row.is_redacted or not view.is_owed(row):
            return None
        return Delivery(
            site=site.id,
            article_id=row.article_id,
            sequence=row.sequence,
            since=row.time,
            due_at=now,
        )
    if row.sequence <= known.sequence or (row.is_redacted and not is_kill):
        return None
    return known.changed(
        sequence=row.sequence,
        is_kill=is_kill,
        state=DeliveryState.PENDING,
        since=row.time,
        due_at=now,
        attempts=0,
        acknowledged_at=None,
        answer="",
    )


def _to_be_read(
    site: Downstream, view: View, row: Row, known: Delivery | None
) -> Delivery | None:
    """Watch that a site which fetches comes for a kill of what it may have."""
    if (known is not None and row.sequence <= known.sequence) or not view.may_see(row.abouts):
        return None
    return Delivery(
        site=site.id,
        article_id=row.article_id,
        channel=site.channel,
        sequence=row.sequence,
        is_kill=True,
        since=row.time,
    )


# --- trying ----------------------------------------------------------------------------------


def after(
    delivery: Delivery, sent: int, answer: Answer, now: datetime, chance: float
) -> Delivery:
    """End a try to send row `sent`; `chance` (0 to 1) spreads waits by a tenth either way.

    Meanwhile a newer row may have come: then that is due now, whatever became of this one.
    """
    verdict = answer.verdict
    ended = delivery.changed(answer=str(answer)[:300])
    if verdict is Verdict.TAKEN:
        ended = ended.changed(delivered=max(sent, delivery.delivered), delivered_at=now)
    if delivery.sequence > sent:
        return ended.changed(state=DeliveryState.PENDING, due_at=now, attempts=0)
    attempts = delivery.attempts + 1
    if verdict is Verdict.TAKEN:
        return ended.changed(state=DeliveryState.DELIVERED, due_at=None, attempts=attempts)
    wait = _wait(ended, attempts, answer, now)
    if wait is None:
        return ended.changed(state=DeliveryState.DEAD, due_at=None, attempts=attempts)
    spread = wait * (0.9 + 0.2 * chance)
    asked = answer.retry_after
    if asked is not None:
        spread = max(spread, min(asked, _KILL_LONGEST_WAIT if ended.is_kill else _LONGEST_WAIT))
    return ended.changed(state=DeliveryState.PENDING, due_at=now + spread, attempts=attempts)


def _wait(delivery: Delivery, attempts: int, answer: Answer, now: datetime) -> timedelta | None:
    """Give how long to wait for the next try, None where there is none."""
    if delivery.is_kill:
        # It is offered again and again, whatever a site says to it: it holds the story.
        if delivery.since is not None and now - delivery.since > KILL_GIVEN_UP_AFTER:
            return None
        waits = (*_KILL_RETRY_AFTER, _KILL_LONGEST_WAIT)
        return waits[min(attempts, len(waits)) - 1]
    hopeless = answer.verdict in (Verdict.REFUSED, Verdict.GONE)
    if hopeless or attempts > len(RETRY_AFTER):
        return None
    return RETRY_AFTER[attempts - 1]


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """Read `Retry-After`: seconds or a date."""
    said = (header or "").strip()
    if said.isascii() and said.isdigit():
        return timedelta(seconds=min(float(said[:12]), 10**6))
    try:
        return max(parsedate_to_datetime(said) - now, timedelta(0))
    except (ValueError, TypeError, OverflowError):
        return None


@dataclass(slots=True)
class Breaker:
    """Leaves a site alone that fails and fails; later lets one try through. In seconds."""

    failures_to_open: int = 5
    first_wait_s: float = 30
    longest_wait_s: float = 600
    failures: int = 0
    open_until: float = 0

    def allows(self, now: float) -> bool:
        """Tell whether an ordinary try may be made now. Kills are tried whatever it says."""
        return self.failures < self.failures_to_open or now >= self.open_until

    def saw(self, verdict: Verdict, now: float) -> None:
        """Count an answer. A refusal is an answer: the site is there."""
        if verdict is not Verdict.LATER:
            self.failures = 0
            return
        self.failures += 1
        over = self.failures - self.failures_to_open
        if over >= 0:
            wait = min(self.first_wait_s * 2 ** min(over, 10), self.longest_wait_s)
            self.open_until = now + wait
