"""Watches that sites which fetch come for the kills of what they may have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from services.publish.downstream.deliveries import Delivery, DeliveryState
from services.publish.downstream.dispatch.ledger import Ledger
from services.publish.downstream.storage import SiteStore


class Watch:
    """The kills that sites served here have not read, by what is known of their reading."""

    def __init__(self, sites: SiteStore, ledger: Ledger, now: Callable[[], datetime]) -> None:
        self._sites = sites
        self._ledger = ledger
        self._now = now
        self._kills: dict[tuple[str, str], Delivery] = {}
        self.has_new = False
        """Whether there are kills that a site may have read before they were watched for."""

    def begin(self, kill: Delivery) -> None:
        """Watch for a kill, and write down that it is watched for."""
        self.go_on(kill)
        self.has_new = True
        self._ledger.put(kill)

    def go_on(self, kill: Delivery) -> None:
        """Watch for a kill that is written down."""
        self._kills[kill.site, kill.article_id] = kill

    def forget(self, site: str) -> None:
        """Watch for nothing of a site any more."""
        for key in [key for key in self._kills if key[0] == site]:
            del self._kills[key]

    def waiting(self) -> list[Delivery]:
        """Give what was not read."""
        return list(self._kills.values())

    async def look(self) -> None:
        """Note who has read on, and so has kills."""
        self.has_new = False
        waiting = self.waiting()
        if not waiting:
            return
        positions = await self._sites.positions({each.site for each in waiting})
        now = self._now()
        for kill in waiting:
            key = kill.site, kill.article_id
            is_there = positions.get(kill.site, 0) >= kill.sequence
            if self._kills.get(key) is not kill or not (is_there or kill.acknowledged_at):
                continue
            self._ledger.put(
                kill.changed(
                    state=DeliveryState.DELIVERED,
                    delivered=kill.sequence,
                    delivered_at=now,
                    attempts=1,
                )
            )
            del self._kills[key]
