"""What a site calls with its token: acknowledgements, comparisons, what we know of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field, model_validator

from services.publish.downstream.calls.diff import Difference, Holdings
from services.publish.downstream.deliveries import Delivery, DeliveryState
from services.publish.downstream.readers import (
    Positions,
    Readers,
    holder_view,
    site_view,
)
from services.publish.downstream.sites import Downstream, View
from services.publish.downstream.storage import SiteStore
from services.publish.rows import Row
from services.publish.storage import PublishStore
from shared.events import ArticleKilled
from shared.openapi import problems
from shared.problems import Problem

_TOLD_AT_ONCE = 2000
_LARGEST_HOLDINGS = 10_000_000
"""Bytes; enough for the most that may be held."""
_COUNTED_AT_MOST = 1000


class Acknowledgement(BaseModel):
    """Which event a site has dealt with: its number in the log, or its id."""

    sequence: int | None = Field(default=None, ge=1, le=10**15)
    event_id: str | None = Field(default=None, min_length=1, max_length=200)

    @model_validator(mode="before")
    @classmethod
    def _read_digits(cls, said: Any) -> Any:
        # Events write their number as 16 digits; a site may send back what it was sent.
        if isinstance(said, dict) and isinstance(said.get("sequence"), str):
            digits = said["sequence"]
            if digits.isascii() and digits.isdigit() and len(digits) <= 16:  # noqa: PLR2004
                return {**said, "sequence": int(digits)}
        return said

    @model_validator(mode="after")
    def _names_one(self) -> Acknowledgement:
        if (self.sequence is None) == (self.event_id is None):
            raise ValueError("give either the sequence or the event_id")
        return self


def site_api(
    sites: SiteStore,
    store: PublishStore,
    readers: Readers,
    positions: Positions,
    *,
    now: Callable[[], datetime],
    rung: Callable[[], None],
) -> APIRouter:
    """Make the routes."""
    router = APIRouter(tags=["downstream sites"])
    site_only = [Depends(readers.site_guard)]
    acks = _Acknowledgements(sites, store, positions, now, rung)

    @router.post(
        "/v1/acks",
        status_code=204,
        dependencies=site_only,
        responses=problems(401, 403, 404),
    )
    async def acknowledge(
        ack: Acknowledgement, view: Annotated[View, Depends(site_view)]
    ) -> Response:
        """Say that you have dealt with an event: above all, taken down what was killed."""
        row = await acks.named(ack)
        if row is None or not await acks.take(view, row):
            raise Problem(404, "No such event", "You were never told of such an event.")
        return Response(status_code=204)

    @router.post(
        "/v1/diff",
        dependencies=[Depends(readers.holder_guard)],
        max_body_size=_LARGEST_HOLDINGS,
        responses=problems(401, 413),
    )
    async def diff(
        held: Holdings, view: Annotated[View, Depends(holder_view)]
    ) -> dict[str, list[str]]:
        """Say what you hold, and learn what to delete, to update and to fetch."""
        difference = Difference(held.articles, view)
        after = 0
        while told := await store.told_after(after, _TOLD_AT_ONCE):
            difference.see(told)
            after = told[-1].sequence
        return difference.shown()

    @router.get("/sites/me", dependencies=site_only, responses=problems(401, 403))
    async def me(view: Annotated[View, Depends(site_view)]) -> dict[str, Any]:
        """Show what we know of you: what you see, how far you are, what you are owed."""
        assert view.site is not None
        await positions.flush()
        return await _shown(view.site, sites, await store.last_sequence())

    return router


async def _shown(site: Downstream, sites: SiteStore, newest: int) -> dict[str, Any]:
    read = (await sites.positions([site.id])).get(site.id, 0)
    counts = {
        state.value: len(await sites.of_site(site.id, state, _COUNTED_AT_MOST))
        for state in (DeliveryState.PENDING, DeliveryState.DEAD)
    }
    return {
        "site": site.id,
        "channel": site.channel,
        "url": site.url,
        "filters": site.filters,
        "products": site.products,
        "is_enabled": site.is_enabled,
        "disabled_because": site.disabled_because,
        "read_to": read,
        "newest": newest,
        "deliveries": counts,
    }


class _Acknowledgements:
    """Takes what sites acknowledge."""

    def __init__(
        self,
        sites: SiteStore,
        store: PublishStore,
        positions: Positions,
        now: Callable[[], datetime],
        rung: Callable[[], None],
    ) -> None:
        self._sites = sites
        self._store = store
        self._positions = positions
        self._now = now
        self._rung = rung

    async def named(self, ack: Acknowledgement) -> Row | None:
        """Give the row that is meant."""
        sequence = ack.sequence
        if ack.event_id is not None:
            sequence = (await self._store.sequences_of([ack.event_id])).get(ack.event_id)
        return None if sequence is None else await self._store.row(sequence)

    async def take(self, view: View, row: Row) -> bool:
        """Note that a site has dealt with a row; False where it cannot have heard of it."""
        site = view.site
        assert site is not None
        known = (await self._sites.known(site.id, [row.article_id])).get(row.article_id)
        if known is None and not view.may_see(row.abouts):
            return False
        self._positions.note(view, row.sequence)
        if row.type == ArticleKilled.type:
            await self._take_kill(site, row, known)
        return True

    async def _take_kill(self, site: Downstream, row: Row, known: Delivery | None) -> None:
        now = self._now()
        delivery = known
        if delivery is None or delivery.sequence < row.sequence:
            # It was told before its delivery was written down: this is the delivery.
            delivery = Delivery(
                site=site.id,
                article_id=row.article_id,
                channel=site.channel,
                sequence=row.sequence,
                is_kill=True,
                state=DeliveryState.DELIVERED,
                since=row.time,
                attempts=1,
                delivered=row.sequence,
                delivered_at=now,
            )
            await self._sites.write([delivery])
        if await self._sites.acknowledge(delivery, now):
            await self._sites.touch(site.id)
            self._rung()
