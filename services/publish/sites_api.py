"""The operator's calls about downstream sites: who they are, and what each is owed."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from services.publish.channels.webhook import ForbiddenAddressError, checked_address
from services.publish.delivery import (
    Channel,
    Delivery,
    DeliveryState,
    Downstream,
    Wants,
    new_secret,
)
from services.publish.storage import PublishStore
from services.publish.storage_sites import SiteStore
from shared.problems import Problem
from shared.service import operator_only

SECRETS_AT_ONCE = 2


class NewSite(BaseModel):
    """A site to register. `after`: the row of the log behind which its deliveries begin."""

    site: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    channel: Channel = "webhook"
    url: str | None = Field(default=None, max_length=2000)
    wants: Wants = Wants()
    after: int | None = Field(default=None, ge=0, le=10**15)


def sites_api(
    sites: SiteStore,
    store: PublishStore,
    *,
    now: Callable[[], datetime],
    rung: Callable[[], None],
    allow_private: bool,
) -> APIRouter:
    """Make the routes."""
    router = APIRouter(prefix="/v1", dependencies=[Depends(operator_only)], tags=["sites"])
    router.include_router(_deliveries(sites, now=now, rung=rung))

    @router.post("/sites", status_code=201)
    async def register(new: NewSite) -> dict[str, Any]:
        """Register a site. The secret it checks our signatures with is shown this once."""
        if new.channel == "webhook":
            try:
                await checked_address(new.url or "", allow_private)
            except (ForbiddenAddressError, OSError) as error:
                problem = {"pointer": "/url", "detail": str(error), "fix": "Give a public URL."}
                raise Problem(422, "That URL will not do", errors=[problem]) from error
        after = await store.last_sequence() if new.after is None else new.after
        secret = new_secret(secrets.token_bytes(24))
        site = Downstream(
            id=new.site,
            channel=new.channel,
            url=new.url,
            wants=new.wants,
            secrets=(secret,),
            fanned=after,
            created_at=now(),
        )
        if not await sites.add(site):
            raise Problem(409, "That name is taken", f"There is a site {new.site} already.")
        rung()
        return {**_shown(site), "secret": secret}

    @router.get("/sites")
    async def list_sites() -> dict[str, Any]:
        """List the sites."""
        return {"sites": [_shown(site) for site in await sites.all()]}

    @router.get("/sites/{site}")
    async def show(site: str) -> dict[str, Any]:
        """Show a site."""
        return _shown(await _known(sites, site))

    @router.delete("/sites/{site}")
    async def remove(site: str) -> dict[str, Any]:
        """Forget a site: nothing more is sent to it, not even a kill of what it has."""
        await _known(sites, site)
        await sites.remove(site)
        return {"site": site, "removed": True}

    @router.post("/sites/{site}/secret")
    async def rotate(site: str) -> dict[str, Any]:
        """Make a new secret; the one before stays valid beside it until the next change."""
        found = await _known(sites, site)
        secret = new_secret(secrets.token_bytes(24))
        both = (secret, *found.secrets)[:SECRETS_AT_ONCE]
        await sites.change(Downstream.model_validate({**dict(found), "secrets": both}))
        return {"site": site, "secret": secret}

    @router.post("/sites/{site}/enable")
    async def enable(site: str) -> dict[str, Any]:
        """Send to a site again that was switched off."""
        found = await _known(sites, site)
        on = {**dict(found), "is_enabled": True, "disabled_because": None}
        await sites.change(Downstream.model_validate(on))
        rung()
        return _shown(await _known(sites, site))

    return router


def _deliveries(
    sites: SiteStore, *, now: Callable[[], datetime], rung: Callable[[], None]
) -> APIRouter:
    router = APIRouter()

    @router.get("/sites/{site}/deliveries")
    async def deliveries(
        site: str,
        state: DeliveryState = DeliveryState.DEAD,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> dict[str, Any]:
        """List what a site is owed, has, or could not be given."""
        await _known(sites, site)
        found = await sites.of_site(site, state, limit)
        return {"deliveries": [_delivery_shown(each) for each in found]}

    @router.post("/sites/{site}/deliveries/{article_id}/retry")
    async def retry(site: str, article_id: str) -> dict[str, Any]:
        """Try a delivery again now."""
        await _known(sites, site)
        while True:
            before = (await sites.known(site, [article_id])).get(article_id)
            if before is None:
                raise Problem(404, "No such delivery", f"{site} was never owed this story.")
            if before.busy:
                raise Problem(409, "It is being tried now")
            again = before.changed(state=DeliveryState.PENDING, due_at=now(), attempts=0)
            if (await sites.replace([(before, again)]))[0]:
                rung()
                return _delivery_shown(again)

    @router.get("/articles/{article_id}/deliveries")
    async def of_article(article_id: str) -> dict[str, Any]:
        """Show for each site how far a story is; for a kill, who has acknowledged it."""
        found = await sites.of_article(article_id)
        return {"article_id": article_id, "sites": [_delivery_shown(each) for each in found]}

    return router


async def _known(sites: SiteStore, site: str) -> Downstream:
    found = await sites.get(site)
    if found is None:
        raise Problem(404, "No such site", f"{site} is not registered.")
    return found


def _shown(site: Downstream) -> dict[str, Any]:
    written = site.model_dump(mode="json", exclude={"secrets", "id"})
    return {"site": site.id, **written}


def _delivery_shown(delivery: Delivery) -> dict[str, Any]:
    is_acknowledged = delivery.is_kill and delivery.delivered >= delivery.sequence
    return {
        "site": delivery.site,
        "article_id": delivery.article_id,
        "state": delivery.state.value,
        "sequence": delivery.sequence,
        "delivered": delivery.delivered,
        "delivered_at": delivery.delivered_at,
        "due_at": delivery.due_at,
        "attempts": delivery.attempts,
        "answer": delivery.answer,
        "is_kill": delivery.is_kill,
        "is_kill_acknowledged": is_acknowledged,
    }
