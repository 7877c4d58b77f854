"""The operator's calls about downstream sites: who they are, and what each is owed."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from services.publish.downstream.calls.kills import kill_shown
from services.publish.downstream.deliveries import Delivery, DeliveryState
from services.publish.downstream.filters import LONGEST_FILTER, FilterError, read_filter
from services.publish.downstream.readers import Positions
from services.publish.downstream.sites import Channel, Downstream, Product, hash_token
from services.publish.downstream.storage import SiteStore
from services.publish.rows import Row
from services.publish.storage import PublishStore
from shared.openapi import problems
from shared.problems import Problem
from shared.service import operator_only
from shared.signing import new_secret
from shared.webhooks import ForbiddenAddressError, check_url

_SECRETS_AT_ONCE = 2
_NAME = r"^[a-z0-9][a-z0-9-]{0,62}$"

_Filter = Annotated[str, Field(max_length=LONGEST_FILTER)]


class NewSite(BaseModel):
    """A site to register. `after`: the row of the log behind which its deliveries begin."""

    site: str = Field(pattern=_NAME)
    channel: Channel = "webhook"
    url: str | None = Field(default=None, max_length=2000)
    filters: list[_Filter] = Field(default=[], max_length=50)
    products: list[str] = Field(default=[], max_length=50)
    after: int | None = Field(default=None, ge=0, le=10**15)


class NewProduct(BaseModel):
    """A filter with a name that sites can be given."""

    product: str = Field(pattern=_NAME)
    filter: _Filter


@dataclass(frozen=True, slots=True)
class Office:
    """What the operator's calls work with."""

    sites: SiteStore
    store: PublishStore
    positions: Positions
    now: Callable[[], datetime]
    rung: Callable[[], None]
    """Makes this process look at once at what was changed."""
    allow_private: bool
    overdue_after_s: float

    async def known(self, site: str) -> Downstream:
        """Give a site, or say that there is none."""
        found = await self.sites.get(site)
        if found is None:
            raise Problem(404, "No such site", f"{site} is not registered.")
        return found

    async def change(self, site: Downstream, **changes: Any) -> Downstream:
        """Keep what is changed of a site."""
        changed = Downstream.model_validate({**dict(site), **changes})
        await self.sites.change(changed)
        self.rung()
        return changed


def operator_api(office: Office) -> APIRouter:
    """Make the routes."""
    router = APIRouter(
        prefix="/v1",
        dependencies=[Depends(operator_only)],
        tags=["sites"],
        responses=problems(401, 503),
    )
    for part in (_registration, _credentials, _products, _deliveries, _kills):
        router.include_router(part(office))
    return router


def _registration(office: Office) -> APIRouter:
    router = APIRouter()

    @router.post("/sites", status_code=201, responses=problems(409))
    async def register(new: NewSite) -> dict[str, Any]:
        """Register a site. Its token, and a webhook's secret, are shown this once."""
        await _check(office, new)
        after = await office.store.last_sequence() if new.after is None else new.after
        token, secret = _new_token(), new_secret(secrets.token_bytes(24))
        is_webhook = new.channel == "webhook"
        site = Downstream(
            id=new.site,
            channel=new.channel,
            url=new.url if is_webhook else None,
            filters=tuple(new.filters),
            products=tuple(new.products),
            secrets=(secret,) if is_webhook else (),
            token_hash=hash_token(token),
            begins_after=after,
            created_at=office.now(),
        )
        if not await office.sites.add(site):
            raise Problem(409, "That name is taken", f"There is a site {new.site} already.")
        office.rung()
        return {**_shown(site), "token": token, **({"secret": secret} if is_webhook else {})}

    @router.get("/sites")
    async def list_sites() -> dict[str, Any]:
        """List the sites."""
        kept = await office.sites.changed_since(0)
        found = sorted(
            (each.site for each in kept if not each.is_removed), key=lambda each: each.id
        )
        positions = await office.sites.positions([each.id for each in found])
        return {
            "sites": [{**_shown(each), "read_to": positions.get(each.id, 0)} for each in found]
        }

    @router.get("/sites/{site}", responses=problems(404))
    async def show(site: str) -> dict[str, Any]:
        """Show a site."""
        return _shown(await office.known(site))

    @router.delete("/sites/{site}", responses=problems(404))
    async def remove(site: str) -> dict[str, Any]:
        """Forget a site: nothing more is sent to it, not even a kill of what it has."""
        await office.known(site)
        await office.sites.remove(site)
        office.rung()
        return {"site": site, "removed": True}

    return router


async def _check(office: Office, new: NewSite) -> None:
    if new.channel == "webhook":
        try:
            await check_url(new.url or "", allow_private=office.allow_private)
        except ForbiddenAddressError as error:
            raise _unfit("/url", str(error), "Give a public URL.") from error
    for number, text in enumerate(new.filters):
        _check_filter(f"/filters/{number}", text)
    there = {each.id for each in await office.sites.products()} if new.products else set()
    for number, name in enumerate(new.products):
        if name not in there:
            fix = "Add it with `copydesk product add`."
            raise _unfit(f"/products/{number}", f"there is no product {name}", fix)


def _check_filter(pointer: str, text: str) -> None:
    try:
        read_filter(text)
    except FilterError as error:
        fix = "A filter looks like `section=world,business language=en urgency<=3`."
        raise _unfit(pointer, str(error), fix) from error


def _unfit(pointer: str, detail: str, fix: str) -> Problem:
    fault = {"pointer": pointer, "detail": detail, "fix": fix}
    return Problem(422, "That will not do", detail, errors=[fault])


def _credentials(office: Office) -> APIRouter:
    router = APIRouter(responses=problems(404))

    @router.post("/sites/{site}/secret", responses=problems(409))
    async def rotate_secret(site: str) -> dict[str, Any]:
        """Make a new secret; the one before stays valid beside it until the next change."""
        found = await office.known(site)
        if found.channel != "webhook":
            raise Problem(409, "Only webhooks are signed", f"{site} is a {found.channel} site.")
        secret = new_secret(secrets.token_bytes(24))
        both = (secret, *found.secrets)[:_SECRETS_AT_ONCE]
        await office.change(found, secrets=both)
        return {"site": site, "secret": secret}

    @router.post("/sites/{site}/token")
    async def rotate_token(site: str) -> dict[str, Any]:
        """Make a new token; the one before is refused from now on."""
        token = _new_token()
        await office.change(await office.known(site), token_hash=hash_token(token))
        return {"site": site, "token": token}

    @router.post("/sites/{site}/enable")
    async def enable(site: str) -> dict[str, Any]:
        """Send to a site again that was switched off."""
        found = await office.known(site)
        return _shown(await office.change(found, is_enabled=True, disabled_because=None))

    return router


def _products(office: Office) -> APIRouter:
    router = APIRouter()

    @router.post("/products", status_code=201, responses=problems(409))
    async def add(new: NewProduct) -> dict[str, Any]:
        """Name a filter."""
        _check_filter("/filter", new.filter)
        product = Product(id=new.product, filter=new.filter, created_at=office.now())
        if not await office.sites.add_product(product):
            raise Problem(409, "That name is taken", f"There is a product {new.product}.")
        office.rung()
        return _product_shown(product)

    @router.get("/products")
    async def list_products() -> dict[str, Any]:
        """List the products."""
        return {"products": [_product_shown(each) for each in await office.sites.products()]}

    @router.delete("/products/{product}", responses=problems(404, 409))
    async def remove(product: str) -> dict[str, Any]:
        """Forget a product that no site has any more."""
        if product not in {each.id for each in await office.sites.products()}:
            raise Problem(404, "No such product")
        kept = await office.sites.changed_since(0)
        users = [
            each.site.id
            for each in kept
            if not each.is_removed and product in each.site.products
        ]
        if users:
            raise Problem(409, "Sites have this product", ", ".join(sorted(users)[:20]))
        await office.sites.remove_product(product)
        office.rung()
        return {"product": product, "removed": True}

    return router


def _deliveries(office: Office) -> APIRouter:
    router = APIRouter()

    @router.get("/sites/{site}/deliveries", responses=problems(404))
    async def deliveries(
        site: str,
        state: DeliveryState = DeliveryState.DEAD,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> dict[str, Any]:
        """List what a site is owed, has, or could not be given."""
        await office.known(site)
        found = await office.sites.of_site(site, state, limit)
        return {"deliveries": [_delivery_shown(each) for each in found]}

    @router.post("/sites/{site}/deliveries/{article_id}/retry", responses=problems(404, 409))
    async def retry(site: str, article_id: str) -> dict[str, Any]:
        """Try a delivery again now."""
        await office.known(site)
        before = (await office.sites.known(site, [article_id])).get(article_id)
        if before is None:
            raise Problem(404, "No such delivery", f"{site} was never owed this story.")
        if before.channel != "webhook" or before.delivered >= before.sequence:
            raise Problem(409, "There is nothing to send", f"{site} has the newest step.")
        again = before.changed(state=DeliveryState.PENDING, due_at=office.now(), attempts=0)
        if not (await office.sites.write([again]))[0]:
            raise Problem(409, "It is being tried now")
        await office.sites.touch(site)
        office.rung()
        return _delivery_shown(again)

    @router.get("/articles/{article_id}/deliveries")
    async def of_article(article_id: str) -> dict[str, Any]:
        """Show for each site how far a story is; for a kill, who has acknowledged it."""
        found = await office.sites.of_articles([article_id])
        found.sort(key=lambda each: each.site)
        return {"article_id": article_id, "sites": [_delivery_shown(each) for each in found]}

    return router


def _kills(office: Office) -> APIRouter:
    router = APIRouter()

    async def shown(rows: list[Row]) -> list[dict[str, Any]]:
        await office.positions.flush()
        found = await office.sites.of_articles([row.article_id for row in rows])
        by_story: dict[str, list[Delivery]] = {}
        for each in found:
            by_story.setdefault(each.article_id, []).append(each)
        positions = await office.sites.positions({each.site for each in found})
        overdue_after = timedelta(seconds=office.overdue_after_s)
        return [
            kill_shown(
                row,
                by_story.get(row.article_id, []),
                positions,
                office.now(),
                overdue_after,
            )
            for row in rows
        ]

    @router.get("/kills")
    async def kills(limit: Annotated[int, Query(ge=1, le=500)] = 50) -> dict[str, Any]:
        """List the newest kills, and how far each is at every site that had the story."""
        return {"kills": await shown(await office.store.kill_rows(limit))}

    @router.get("/kills/{article_id}")
    async def kill(article_id: str) -> dict[str, Any]:
        """Show a story's kill; nothing where it was not killed."""
        row = await office.store.kill_row_of(article_id)
        return {"kills": [] if row is None else await shown([row])}

    return router


def _new_token() -> str:
    return "cds_" + secrets.token_urlsafe(32)


def _shown(site: Downstream) -> dict[str, Any]:
    written = site.model_dump(mode="json", exclude={"secrets", "id", "token_hash"})
    return {"site": site.id, **written}


def _product_shown(product: Product) -> dict[str, Any]:
    return {"product": product.id, "filter": product.filter, "created_at": product.created_at}


def _delivery_shown(delivery: Delivery) -> dict[str, Any]:
    has_it = delivery.delivered >= delivery.sequence
    return {
        "site": delivery.site,
        "article_id": delivery.article_id,
        "channel": delivery.channel,
        "state": delivery.state.value,
        "sequence": delivery.sequence,
        "delivered": delivery.delivered,
        "delivered_at": delivery.delivered_at,
        "due_at": delivery.due_at,
        "attempts": delivery.attempts,
        "answer": delivery.answer,
        "is_kill": delivery.is_kill,
        "is_kill_acknowledged": delivery.is_kill
        and (has_it or delivery.acknowledged_at is not None),
        "acknowledged_at": delivery.acknowledged_at,
    }
