"""What publish remembers of downstream sites, and of what each is owed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.publish.delivery import Delivery, DeliveryState, Downstream
from shared.database import Database, Document, Index, claim, guarded_upserts

INDEXES = (
    Index("deliveries", ("queue",)),
    Index("deliveries", ("article_id",)),
    Index("deliveries", ("shelf",)),
)


class SiteStore:
    """The collections `sites` and `deliveries`."""

    def __init__(self, database: Database) -> None:
        self._sites = database["sites"]
        self._deliveries = database["deliveries"]

    # --- sites ---------------------------------------------------------------------------

    async def add(self, site: Downstream) -> bool:
        """Register a site; False where its id is taken."""
        written = site.model_dump(mode="json", exclude={"fanned"})
        [won] = await claim(
            self._sites, [{"_id": site.id, "fanned": site.fanned, "site": written}]
        )
        return won

    async def all(self) -> list[Downstream]:
        """Give every site."""
        return [_site(doc) async for doc in self._sites.find({}).sort("_id", 1)]

    async def get(self, id_: str) -> Downstream | None:
        """Give one site."""
        found = await self._sites.find_one({"_id": id_})
        return _site(found) if found else None

    async def change(self, site: Downstream) -> None:
        """Keep what the operator changed; how far its deliveries are made is not among it."""
        written = site.model_dump(mode="json", exclude={"fanned"})
        await self._sites.update_one({"_id": site.id}, {"$set": {"site": written}})

    async def remove(self, id_: str) -> bool:
        """Forget a site. What it was sent stays known, by article."""
        return (await self._sites.delete_one({"_id": id_})).deleted_count > 0

    async def fanned(self, site: Downstream, up_to: int) -> None:
        """Note that deliveries are made up to a row, unless somebody noted more."""
        await self._sites.update_one(
            {"_id": site.id, "fanned": site.fanned}, {"$set": {"fanned": up_to}}
        )

    # --- deliveries ----------------------------------------------------------------------

    async def known(self, site: str, article_ids: Sequence[str]) -> dict[str, Delivery]:
        """Give what a site is owed of these articles, by article."""
        keys = [f"{site}:{article_id}" for article_id in article_ids]
        found = self._deliveries.find({"_id": {"$in": keys}})
        return {doc["article_id"]: _delivery(doc) async for doc in found}

    async def create(self, deliveries: Sequence[Delivery]) -> list[bool]:
        """Add deliveries; tell which were not there yet."""
        documents = [{"_id": each.key, **_facts(each)} for each in deliveries]
        return await claim(self._deliveries, documents)

    async def replace(self, changes: Sequence[tuple[Delivery, Delivery]]) -> list[bool]:
        """Change deliveries from what they were; tell which still were that."""
        writes = []
        for before, after in changes:
            # Its shelf and attempts too: who looked before another carried it has seen less.
            known = ("sequence", "busy", "shelf", "attempts")
            guard = {"_id": before.key, **{name: _facts(before)[name] for name in known}}
            facts = _facts(after)
            change: Document = {"$set": facts}
            if "queue" not in facts:
                change["$unset"] = {"queue": ""}
            writes.append((guard, change))
        return await guarded_upserts(self._deliveries, writes)

    async def due(self, site: str, now: datetime, limit: int) -> list[Delivery]:
        """Give what a site is owed by now, kills first, then what waits longest."""
        window = {"$gte": f"{site}/", "$lte": f"{site}/{_ms(now):015d}"}
        found = self._deliveries.find({"queue": window}).sort("queue", 1).limit(limit)
        return [_delivery(doc) async for doc in found]

    async def of_article(self, article_id: str) -> list[Delivery]:
        """Give every site's delivery of an article."""
        found = self._deliveries.find({"article_id": article_id})
        return sorted([_delivery(doc) async for doc in found], key=lambda each: each.site)

    async def of_site(self, site: str, state: DeliveryState, limit: int) -> list[Delivery]:
        """Give a site's deliveries in a state."""
        found = self._deliveries.find({"shelf": f"{site}/{state.value}"}).limit(limit)
        return [_delivery(doc) async for doc in found]


def _site(doc: Document) -> Downstream:
    return Downstream.model_validate(doc["site"] | {"fanned": doc["fanned"]})


def _delivery(doc: Document) -> Delivery:
    return Delivery.model_validate(doc["delivery"])


def _facts(delivery: Delivery) -> Document:
    facts: Document = {
        "article_id": delivery.article_id,
        "sequence": delivery.sequence,
        "busy": delivery.busy,
        "attempts": delivery.attempts,
        "shelf": f"{delivery.site}/{delivery.state.value}",
        "delivery": delivery.model_dump(mode="json"),
    }
    if delivery.due_at is not None:
        is_first = delivery.is_kill and not delivery.attempts and not delivery.busy
        at = 1 if is_first else _ms(delivery.due_at)
        facts["queue"] = f"{delivery.site}/{at:015d}"
    return facts


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
