"""Which of the deliveries that wait are written together, and when; pure."""

from __future__ import annotations

from collections.abc import Iterable

from services.ingest.intake.decisions.deliveries import Delivery

MOST_AT_ONCE = 100
"""Deliveries in one bulk write; more make each of them wait longer and win nothing."""

ENOUGH_AT_ONCE = 25
"""Of these, what a bulk write costs by itself is little a delivery."""


def share_of(waiting: int, *, writers: int) -> int:
    """Tell how many to write at once: so many that every writer has as much.

    With all of it in one bulk write, the stores would idle while what comes next is read.
    """
    return min(max(ENOUGH_AT_ONCE, -(-waiting // writers)), MOST_AT_ONCE)


def is_due(waiting: int, *, busy: bool) -> bool:
    """Tell whether to write what waits: at once while nothing is being written, else many.

    What comes while the stores are busy waits for more, or for them; taken one by one as it
    comes, it would go on as a batch of one and a batch of all the others.
    """
    return waiting >= (ENOUGH_AT_ONCE if busy else 1)


def next_batch(
    waiting: Iterable[Delivery], in_hand: Iterable[str], *, most: int
) -> list[Delivery]:
    """Choose what can be written now: nothing of an article that is being written already.

    So the items of one article are written in the order they came, also where what came
    between is of another.
    """
    blocked = set(in_hand)
    chosen: list[Delivery] = []
    for delivery in waiting:
        if len(chosen) == most:
            break
        if delivery.article_ids.isdisjoint(blocked):
            chosen.append(delivery)
        else:
            blocked |= delivery.article_ids
    return chosen
