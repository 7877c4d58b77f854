"""Delivering to downstream sites: what they want, what an answer means, when to try again.

Standard Webhooks 1.0 (https://www.standardwebhooks.com/), and of a site and an article only
the newest step: a newer one takes the place of what was not delivered yet.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import orjson

from services.publish.rows import Row
from shared.articles import Moment, Noun
from shared.events import ArticleKilled, ArticleUnpublished

RETRY_AFTER = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
LONGEST_WAIT = timedelta(days=1)
LEASE = timedelta(seconds=60)
"""So long may one try take, with all that is around it, before others take it for dead."""
_WORTH_RETRYING = frozenset({408, 425, 429})
_GONE = 410

Channel = Literal["webhook", "stream", "sse", "polling"]


class Wants(Noun):
    """What a site wants; what is empty does not narrow it. Topics are codes of Media Topics."""

    sections: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class Downstream(Noun):
    """A downstream site. `fanned` is the row of the log up to which its deliveries are made."""

    id: str
    channel: Channel = "webhook"
    url: str | None = None
    wants: Wants = Wants()
    secrets: tuple[str, ...] = ()
    is_enabled: bool = True
    disabled_because: str | None = None
    fanned: int = 0
    created_at: Moment


class DeliveryState(StrEnum):
    """How far a delivery is."""

    PENDING = "pending"
    DELIVERED = "delivered"
    DEAD = "dead"


class Delivery(Noun):
    """What one site is owed of one article: the row numbered `sequence`.

    `delivered` is the newest row it has taken, 0 for none. `busy` names the try that is under
    way. `due_at` None: nothing is to be done.
    """

    site: str
    article_id: str
    sequence: int
    is_kill: bool = False
    state: DeliveryState = DeliveryState.PENDING
    due_at: Moment | None = None
    busy: str = ""
    attempts: int = 0
    delivered: int = 0
    delivered_at: Moment | None = None
    answer: str = ""

    @property
    def key(self) -> str:
        """Name the document: one for each site and article."""
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


def owed(site: Downstream, row: Row, known: Delivery | None, now: datetime) -> Delivery | None:
    """Tell what a row of the log means for a site: a delivery to make or change, or nothing.

    Who has once been sent a story gets all that becomes of it, wanted or not: above all its
    kill. Who never was sent it needs no kill.
    """
    is_kill = row.type == ArticleKilled.type
    if known is None:
        is_end = is_kill or row.type == ArticleUnpublished.type
        if is_end or row.is_redacted or not is_wanted(site.wants, row):
            return None
        return Delivery(
            site=site.id, article_id=row.article_id, sequence=row.sequence, due_at=now
        )
    if row.sequence <= known.sequence or (row.is_redacted and not is_kill):
        return None
    newer = known.changed(sequence=row.sequence, is_kill=is_kill, attempts=0)
    if known.busy:
        # The try under way ends first: its end finds that there is more to do.
        return newer
    return newer.changed(state=DeliveryState.PENDING, due_at=now)


def is_wanted(wants: Wants, row: Row) -> bool:
    """Tell whether a row passes a site's filter."""
    if wants.sections:
        section = unquote(urlsplit(str(row.data["url"])).path).split("/")[1]
        if section not in wants.sections:
            return False
    if not wants.languages and not wants.topics:
        return True
    item: dict[str, Any] = orjson.loads(row.item) if row.item else {}
    if wants.languages:
        language = str(item.get("language", ""))
        if not {language, language.partition("-")[0]} & set(wants.languages):
            return False
    if not wants.topics:
        return True
    codes = {str(each.get("uri", "")).rpartition("/")[2] for each in item.get("subjects", [])}
    return bool(codes & {topic.rpartition(":")[2] for topic in wants.topics})


# --- trying ----------------------------------------------------------------------------------


def claimed(delivery: Delivery, token: str, now: datetime) -> Delivery:
    """Begin a try; should it never end, the next one begins when the lease is over."""
    return delivery.changed(busy=token, due_at=now + LEASE)


def after(
    delivery: Delivery, sent: int, answer: Answer, now: datetime, chance: float
) -> Delivery:
    """End a try to send row `sent`; `chance` (0 to 1) spreads waits by a tenth either way.

    Meanwhile a newer row may have come: then that is due now, whatever became of this one.
    """
    verdict = answer.verdict
    ended = delivery.changed(busy="", answer=str(answer)[:300])
    if verdict is Verdict.TAKEN:
        ended = ended.changed(delivered=max(sent, delivery.delivered), delivered_at=now)
    if delivery.sequence > sent:
        return ended.changed(state=DeliveryState.PENDING, due_at=now, attempts=0)
    if verdict is Verdict.TAKEN:
        return ended.changed(state=DeliveryState.DELIVERED, due_at=None, attempts=0)
    attempts = delivery.attempts + 1
    # A kill is offered again and again, whatever a site says to it: it holds the story.
    hopeless = verdict in (Verdict.REFUSED, Verdict.GONE) and not delivery.is_kill
    if hopeless or attempts > len(RETRY_AFTER):
        return ended.changed(state=DeliveryState.DEAD, due_at=None, attempts=attempts)
    wait = RETRY_AFTER[attempts - 1] * (0.9 + 0.2 * chance)
    if answer.retry_after is not None:
        wait = min(max(wait, answer.retry_after), LONGEST_WAIT)
    return ended.changed(state=DeliveryState.PENDING, due_at=now + wait, attempts=attempts)


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
    _failures: int = 0
    _open_until: float = 0

    def allows(self, now: float) -> int | None:
        """Tell how many tries may be made now: None for any number, one, or none."""
        if self._failures < self.failures_to_open:
            return None
        return 1 if now >= self._open_until else 0

    def saw(self, verdict: Verdict, now: float) -> None:
        """Count an answer. A refusal is an answer: the site is there."""
        if verdict is not Verdict.LATER:
            self._failures = 0
            return
        self._failures += 1
        over = self._failures - self.failures_to_open
        if over >= 0:
            wait = min(self.first_wait_s * 2 ** min(over, 10), self.longest_wait_s)
            self._open_until = now + wait


# --- signing ---------------------------------------------------------------------------------


def new_secret(random: bytes) -> str:
    """Write a secret as Standard Webhooks does."""
    return "whsec_" + base64.b64encode(random).decode()


def sign(secrets: Sequence[str], id_: str, timestamp: int, body: bytes) -> str:
    """Sign a delivery with every secret that is valid now, so that sites can change theirs."""
    signed = f"{id_}.{timestamp}.".encode() + body
    signatures = []
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        digest = hmac.new(key, signed, hashlib.sha256).digest()
        signatures.append("v1," + base64.b64encode(digest).decode())
    return " ".join(signatures)
