"""What a source's webhook is told, and when it is tried again; pure.

A notice is one sending back of one revision. Of a story one is under way at a time, in the
order in which people decided. It is tried again whatever the far end says: most refusals are a
key or an address that somebody is about to mend, and a notice that is lost is asked for by
telephone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import orjson

from shared.answers import LONGEST_WAIT, RETRY_AFTER, Answer, Breaker, Verdict
from shared.events import ArticleSentBack


class NoticeState(StrEnum):
    """How far a notice is."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one source is to be told. `order` sorts those of a story as they were decided.

    `body` is left out where it is not needed.
    """

    id: str
    source: str
    article_id: str
    order: str
    body: bytes
    state: NoticeState = NoticeState.WAITING
    due_at: datetime
    attempts: int = 0
    answer: str = ""


def notice_of(event: ArticleSentBack, receipt: str, now: datetime) -> Notice:
    """Write what the wire is told: why its story comes back, under the names it knows."""
    said = event.data
    told = {
        "article_id": said.article_id,
        "revision": said.revision,
        "uri": said.uri or None,
        "version": said.version or None,
        "receipt": receipt or None,
        "state": "rejected",
        "reason": said.reason,
        "at": said.at.isoformat(),
    }
    cloudevent: dict[str, Any] = {
        "specversion": "1.0",
        "id": event.id,
        "type": event.type,
        "source": "/ingest",
        "subject": said.article_id,
        "time": said.at.isoformat(),
        "datacontenttype": "application/json",
        "data": {name: value for name, value in told.items() if value is not None},
    }
    return Notice(
        id=event.id,
        source=said.source,
        article_id=said.article_id,
        order=f"{said.at.isoformat()} {said.revision:016d} {said.decision:06d}",
        body=orjson.dumps(cloudevent),
        due_at=now,
    )


def next_of_each_story(waiting: Iterable[Notice]) -> list[Notice]:
    """Give the first notice of each story: what comes after it waits for it."""
    first: dict[str, Notice] = {}
    for notice in waiting:
        known = first.get(notice.article_id)
        if known is None or notice.order < known.order:
            first[notice.article_id] = notice
    return sorted(first.values(), key=lambda each: (each.due_at, each.order))


def after(notice: Notice, answer: Answer, now: datetime, chance: float) -> Notice:
    """End a try; `chance` (0 to 1) spreads waits by a tenth either way."""
    attempts = notice.attempts + 1
    tried = replace(notice, attempts=attempts, answer=str(answer)[:300])
    if answer.verdict is Verdict.TAKEN:
        return replace(tried, state=NoticeState.DELIVERED)
    if answer.verdict is Verdict.GONE or attempts > len(RETRY_AFTER):
        return replace(tried, state=NoticeState.GIVEN_UP)
    wait = RETRY_AFTER[attempts - 1] * (0.9 + 0.2 * chance)
    if answer.retry_after is not None:
        wait = max(wait, min(answer.retry_after, LONGEST_WAIT))
    return replace(tried, due_at=now + wait)


def looked_at_again(
    waiting: Iterable[Notice], breaker: Breaker, now: datetime
) -> datetime | None:
    """Tell when a source is to be looked at again; None where nothing waits."""
    due = [notice.due_at for notice in next_of_each_story(waiting)]
    if not due:
        return None
    if breaker.allows(now.timestamp()):
        return min(due)
    return max(min(due), now + timedelta(seconds=breaker.open_until - now.timestamp()))
