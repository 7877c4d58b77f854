"""Deliveries: what a site is owed of a story, and when to try again; pure.

Of a site and a story only the newest step: a newer one takes the place of what was not
delivered yet. A kill has a schedule of its own.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from services.publish.downstream.sites import Channel, Downstream, View
from services.publish.rows import Row
from shared.answers import LONGEST_WAIT, RETRY_AFTER, Answer, Verdict
from shared.articles import Noun
from shared.events import ArticleKilled, ArticleUnpublished
from shared.ninjs import Moment

_KILL_RETRY_AFTER = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 16, 32))
_KILL_LONGEST_WAIT = timedelta(minutes=1)
_MOST_SPREAD = 1.1
KILL_GIVEN_UP_AFTER = timedelta(days=14)
KILL_TRIES = KILL_GIVEN_UP_AFTER // _KILL_LONGEST_WAIT
"""Made before a kill is given up, too: a clock that was set forward has made none of them."""


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
    spread = wait * (2 - _MOST_SPREAD + 2 * (_MOST_SPREAD - 1) * chance)
    asked = answer.retry_after
    if asked is not None:
        spread = max(spread, min(asked, _KILL_LONGEST_WAIT if ended.is_kill else LONGEST_WAIT))
    return ended.changed(state=DeliveryState.PENDING, due_at=now + spread, attempts=attempts)


def due_in(delivery: Delivery, now: datetime) -> timedelta | None:
    """Tell how long until the next try, None where there is none to come.

    Nothing waits longer than its schedule ever says: then the clock was set back meanwhile.
    """
    if delivery.due_at is None:
        return None
    wait = delivery.due_at - now
    longest = _KILL_LONGEST_WAIT if delivery.is_kill else LONGEST_WAIT
    return timedelta(0) if wait > longest * _MOST_SPREAD else max(wait, timedelta(0))


def _wait(delivery: Delivery, attempts: int, answer: Answer, now: datetime) -> timedelta | None:
    """Give how long to wait for the next try, None where there is none."""
    if delivery.is_kill:
        # It is offered again and again, whatever a site says to it: it holds the story.
        is_old = delivery.since is not None and now - delivery.since > KILL_GIVEN_UP_AFTER
        if is_old and attempts > KILL_TRIES:
            return None
        waits = (*_KILL_RETRY_AFTER, _KILL_LONGEST_WAIT)
        return waits[min(attempts, len(waits)) - 1]
    hopeless = answer.verdict in (Verdict.REFUSED, Verdict.GONE)
    if hopeless or attempts > len(RETRY_AFTER):
        return None
    return RETRY_AFTER[attempts - 1]
