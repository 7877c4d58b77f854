"""What is on its way to one site, as the process that serves it knows it; pure.

Kills have a lane of their own, which nothing else occupies. Of the rest at most `FULL` stay in
memory; what is beyond waits in the store until there is room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.publish.downstream.deliveries import Delivery, DeliveryState, due_in
from services.publish.downstream.sites import Downstream, View
from shared.answers import Breaker

FULL = 200
TRIES_AT_ONCE = 4
_LOOK_AGAIN = timedelta(minutes=1)
"""However far off the next try is: clocks may be set."""


@dataclass(slots=True)
class Queue:
    """One site's deliveries; `is_behind`: the store has more than stands here."""

    site: Downstream
    view: View
    kills: dict[str, Delivery] = field(default_factory=dict)
    rest: dict[str, Delivery] = field(default_factory=dict)
    trying: dict[str, int] = field(default_factory=dict)
    """The row under way, by story: one at a time, so that order holds."""
    breaker: Breaker = field(default_factory=Breaker)
    is_behind: bool = False
    is_proven: bool = False
    """Whether the site has ever taken anything from this process."""

    def get(self, article_id: str) -> Delivery | None:
        """Give what is still to be done of a story."""
        return self.kills.get(article_id) or self.rest.get(article_id)

    def put(self, delivery: Delivery) -> bool:
        """Keep a delivery, or drop one that is done; False where there is no room for it."""
        article_id = delivery.article_id
        known = self.get(article_id)
        if known is not None and known.sequence > delivery.sequence:
            return True
        if delivery.state is not DeliveryState.PENDING:
            self.kills.pop(article_id, None)
            self.rest.pop(article_id, None)
            return True
        if delivery.is_kill:
            self.rest.pop(article_id, None)
            self.kills[article_id] = delivery
            return True
        self.kills.pop(article_id, None)
        if article_id not in self.rest and len(self.rest) >= FULL:
            self.is_behind = True
            return False
        self.rest[article_id] = delivery
        return True

    def ready(self, now: datetime, monotonic: float) -> list[Delivery]:
        """Give what to try now."""
        kills = sum(1 for article_id in self.trying if article_id in self.kills)
        chosen = self._due(self.kills, now, self._tries() - kills)
        if self.site.is_enabled and self.breaker.allows(monotonic):
            others = len(self.trying) - kills
            chosen += self._due(self.rest, now, self._tries() - others)
        return chosen

    def heard(self, tried: Delivery, *, is_well: bool) -> None:
        """Draw from one kill's answer what it means for the site's others that were tried.

        Where a site is down they need not all find that out: one a time is enough. Once it
        answers, all are due.
        """
        for article_id, kill in list(self.kills.items()):
            if not kill.attempts or kill.due_at is None or article_id == tried.article_id:
                continue
            if is_well:
                self.kills[article_id] = kill.changed(due_at=tried.delivered_at)
            elif tried.due_at is not None and kill.due_at < tried.due_at:
                self.kills[article_id] = kill.changed(due_at=tried.due_at)

    def wakes_in(self, now: datetime, monotonic: float) -> float | None:
        """Tell after how many seconds to look again, if nothing else happens before."""
        lanes = [self.kills]
        closed_for = 0.0
        if self.site.is_enabled:
            lanes.append(self.rest)
            if not self.breaker.allows(monotonic):
                closed_for = self.breaker.open_until - monotonic
        waits = []
        for lane in lanes:
            dues = [due for each in self._idle(lane) if (due := due_in(each, now)) is not None]
            if dues:
                until = min(dues).total_seconds()
                waits.append(until if lane is self.kills else max(until, closed_for))
        return min(*waits, _LOOK_AGAIN.total_seconds()) if waits else None

    def _tries(self) -> int:
        """Tell how many tries a lane may have: one until the site answers, and answers well."""
        return TRIES_AT_ONCE if self.is_proven and not self.breaker.failures else 1

    def _idle(self, lane: dict[str, Delivery]) -> Iterator[Delivery]:
        return (each for article_id, each in lane.items() if article_id not in self.trying)

    def _due(self, lane: dict[str, Delivery], now: datetime, room: int) -> list[Delivery]:
        if room <= 0 or not lane:
            return []
        due = [each for each in self._idle(lane) if due_in(each, now) == timedelta(0)]
        due.sort(key=lambda each: (each.due_at or now, each.sequence))
        return due[:room]
