"""A kill as a promise: which sites had the story, and which have it taken down; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from services.publish.downstream.deliveries import Delivery, DeliveryState
from services.publish.rows import Row


def kill_shown(
    row: Row,
    deliveries: Iterable[Delivery],
    positions: Mapping[str, int],
    now: datetime,
    overdue_after: timedelta,
) -> dict[str, Any]:
    """Write a kill and its sites (SHAPES, `copydesk kills`).

    `positions` tells of the sites that are there who has read how far. Who was sent the story
    is owed its kill, also in the moment before that is written down.
    """
    concerned = [
        each if each.sequence == row.sequence else _not_yet_noted(each, row)
        for each in deliveries
        if (each.is_kill and each.sequence == row.sequence)
        or (each.sequence < row.sequence and each.site in positions)
    ]
    return {
        "article_id": row.article_id,
        "killed_at": row.time.isoformat(),
        "sequence": row.sequence,
        "sites": [
            _site_shown(each, positions.get(each.site, 0), now, overdue_after)
            for each in sorted(concerned, key=lambda each: each.site)
        ],
    }


def _not_yet_noted(before: Delivery, kill: Row) -> Delivery:
    return before.changed(
        sequence=kill.sequence,
        is_kill=True,
        state=DeliveryState.PENDING,
        since=kill.time,
        attempts=0,
        answer="",
        acknowledged_at=None,
    )


def _site_shown(
    delivery: Delivery, position: int, now: datetime, overdue_after: timedelta
) -> dict[str, Any]:
    has_read = delivery.channel != "webhook" and position >= delivery.sequence
    state, at = "waiting", delivery.since
    if delivery.acknowledged_at is not None:
        state, at = "acknowledged", delivery.acknowledged_at
    elif delivery.state is DeliveryState.DELIVERED or has_read:
        state, at = "delivered", delivery.delivered_at
    elif delivery.since is not None and now - delivery.since > overdue_after:
        state = "overdue"
    return {
        "site": delivery.site,
        "channel": delivery.channel,
        "state": state,
        "at": at.isoformat() if at else None,
        "attempts": max(delivery.attempts, int(has_read)),
        "answer": delivery.answer,
    }
