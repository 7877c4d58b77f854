"""What publish remembers of downstream sites: they, products, what each is owed, the shares."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import ReturnDocument, UpdateOne

from services.publish.downstream.deliveries import Delivery, DeliveryState
from services.publish.downstream.shares import Share, Table
from services.publish.downstream.sites import SHARES, Downstream, Product, share_of
from shared.database import (
    Database,
    Document,
    Index,
    claim,
    from_ms,
    guarded_upserts,
    to_ms,
)
from shared.sealing import Seal

INDEXES = (
    Index("sites", ("token_hash",)),
    Index("sites", ("changed",)),
    Index("deliveries", ("article_id",)),
    Index("deliveries", ("shelf",)),
    Index("deliveries", ("open",)),
)
_TABLE = "downstream"
_WRITES_AT_ONCE = 50
"""A kill on its way waits for no longer write than this."""
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class _Wire:
    """The table of shares, and two counters: of changed sites, and of sites that read on."""

    table: Table
    changes: int
    reads: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A site as it is stored: `joined` once its deliveries are made with its share's.

    `changed` is the number of the newest change made to it, counted over all sites.
    """

    site: Downstream
    fanned: int
    joined: bool
    changed: int
    is_removed: bool = False


class SiteStore:
    """The collections `sites`, `products`, `deliveries` and `shares`."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._seal = seal
        self._sites = database["sites"]
        self._products = database["products"]
        self._deliveries = database["deliveries"]
        self._shares = database["shares"]

    # --- sites and products --------------------------------------------------------------

    async def add(self, site: Downstream) -> bool:
        """Register a site; False where its id is taken."""
        facts = {
            **self._site_facts(site, await self._next_change()),
            "fanned": site.begins_after,
            "position": 0,
            "joined": False,
        }
        [won] = await claim(self._sites, [{"_id": site.id, **facts}])
        if not won:
            guard = {"_id": site.id, "is_removed": True}
            change = {"$set": {**facts, "is_removed": False}}
            [won] = await guarded_upserts(self._sites, [(guard, change)])
        return won

    async def get(self, id_: str) -> Downstream | None:
        """Give one site."""
        found = await self._sites.find_one({"_id": id_})
        return None if found is None or found.get("is_removed") else self._kept(found).site

    async def change(self, site: Downstream) -> None:
        """Keep what was changed of a site; how far it has read is not among it."""
        facts = self._site_facts(site, await self._next_change())
        await self._sites.update_one({"_id": site.id}, {"$set": facts})

    async def touch(self, id_: str) -> None:
        """Make whoever serves a site look again at what it is owed."""
        touched = {"changed": await self._next_change()}
        await self._sites.update_one({"_id": id_}, {"$set": touched})

    async def remove(self, id_: str) -> None:
        """Forget a site. What it was sent stays known, by story."""
        gone = {"is_removed": True, "token_hash": "", "changed": await self._next_change()}
        await self._sites.update_one({"_id": id_}, {"$set": gone})

    async def changed_since(self, change: int) -> list[Kept]:
        """Give the sites that were added, changed or removed from a change on; 0: all."""
        query = {"changed": {"$gte": change}} if change else {}
        return [self._kept(doc) async for doc in self._sites.find(query)]

    async def some(self, ids: Collection[str]) -> list[Kept]:
        """Give these sites, as far as they are there."""
        found = [self._kept(doc) async for doc in self._sites.find({"_id": {"$in": list(ids)}})]
        return [each for each in found if not each.is_removed]

    async def by_token(self, token_hash: str) -> Downstream | None:
        """Give the site whose token has this hash."""
        found = await self._sites.find_one({"token_hash": token_hash})
        return self._kept(found).site if found else None

    async def positions(self, ids: Collection[str]) -> dict[str, int]:
        """Tell how far these sites have read, of those that are there."""
        fields = {"position": 1, "is_removed": 1}
        found = self._sites.find({"_id": {"$in": list(ids)}}, fields)
        return {
            doc["_id"]: doc.get("position", 0)
            async for doc in found
            if not doc.get("is_removed")
        }

    async def read_on(self, positions: Mapping[str, int]) -> None:
        """Note how far sites have read; never back."""
        writes = [
            UpdateOne(
                {"_id": site, "position": {"$lt": position}}, {"$set": {"position": position}}
            )
            for site, position in positions.items()
        ]
        if writes:
            await self._sites.bulk_write(writes, ordered=False)
            await self._shares.update_one({"_id": _TABLE}, {"$inc": {"reads": 1}})

    async def fanned(self, positions: Mapping[str, int], joined: Collection[str]) -> None:
        """Note up to which rows the deliveries of late-comers are made."""
        writes = [
            UpdateOne({"_id": site}, {"$set": {"fanned": at, "joined": site in joined}})
            for site, at in positions.items()
        ]
        if writes:
            await self._sites.bulk_write(writes, ordered=False)

    async def add_product(self, product: Product) -> bool:
        """Name a filter; False where the name is taken."""
        document = {"_id": product.id, "product": product.model_dump(mode="json")}
        [won] = await claim(self._products, [document])
        await self._next_change()
        return won

    async def products(self) -> list[Product]:
        """Give every product."""
        found = self._products.find({}).sort("_id", 1)
        return [Product.model_validate(doc["product"]) async for doc in found]

    async def remove_product(self, id_: str) -> None:
        """Forget a product."""
        await self._products.delete_one({"_id": id_})
        await self._next_change()

    # --- the shares ----------------------------------------------------------------------

    async def wire(self, cursor: int) -> _Wire:
        """Give the table of shares; a new one begins behind `cursor`."""
        fresh = {
            "version": 0,
            "beats": [],
            "shares": [{"owner": "", "cursor": cursor}] * SHARES,
        }
        found = await self._shares.find_one({"_id": _TABLE})
        if found is None or "shares" not in found:
            await claim(self._shares, [{"_id": _TABLE, "changes": 0, "reads": 0, **fresh}])
            found = await self._shares.find_one({"_id": _TABLE}) or {}
        table = Table(
            version=found["version"],
            beats={each["member"]: each["count"] for each in found["beats"]},
            shares=tuple(Share(each["owner"], each["cursor"]) for each in found["shares"]),
        )
        return _Wire(table, found.get("changes", 0), found.get("reads", 0))

    async def replace_table(self, table: Table) -> bool:
        """Write a table whose version is one higher than the one it was made from."""
        written = {
            "version": table.version,
            "beats": [{"member": name, "count": n} for name, n in table.beats.items()],
            "shares": [{"owner": each.owner, "cursor": each.cursor} for each in table.shares],
        }
        found = await self._shares.find_one_and_update(
            {"_id": _TABLE, "version": table.version - 1},
            {"$set": written},
            projection={"version": 1},
            return_document=ReturnDocument.AFTER,
        )
        return found is not None

    async def _next_change(self) -> int:
        """Count a change, before it is written: who hears of it looks for a while."""
        counted = await self._shares.find_one_and_update(
            {"_id": _TABLE},
            {"$inc": {"changes": 1}},
            projection={"changes": 1},
            return_document=ReturnDocument.AFTER,
        )
        if counted is None:
            await self.wire(0)
            return await self._next_change()
        return int(counted["changes"])

    # --- deliveries ----------------------------------------------------------------------

    async def known(self, site: str, article_ids: Sequence[str]) -> dict[str, Delivery]:
        """Give what a site is owed of these stories, by story."""
        keys = [f"{site}:{article_id}" for article_id in article_ids]
        found = self._deliveries.find({"_id": {"$in": keys}})
        return {doc["article_id"]: _delivery(doc) async for doc in found}

    async def of_articles(self, article_ids: Collection[str]) -> list[Delivery]:
        """Give every site's deliveries of these stories."""
        query = {"article_id": {"$in": list(article_ids)}}
        return [_delivery(doc) async for doc in self._deliveries.find(query)]

    async def write(self, deliveries: Sequence[Delivery]) -> list[bool]:
        """Write deliveries down, unless something newer is there; tell which were."""
        won: list[bool] = []
        for at in range(0, len(deliveries), _WRITES_AT_ONCE):
            part = deliveries[at : at + _WRITES_AT_ONCE]
            won += await guarded_upserts(self._deliveries, [_guarded(each) for each in part])
        return won

    async def acknowledge(self, delivery: Delivery, now: datetime) -> bool:
        """Note that a site has acknowledged the row of a delivery; False where it is newer."""
        said = {"sequence": delivery.sequence, "ms": to_ms(now)}
        guard = {"_id": delivery.key, "sequence": delivery.sequence}
        done = {"$set": {"acknowledged": said}}
        return (await self._deliveries.update_one(guard, done)).matched_count > 0

    async def pending_of_shares(
        self, shares: Collection[int], *, kills: bool, limit: int
    ) -> list[Delivery]:
        """Give what is still to be done for the sites of some shares, kills or the rest."""
        lanes = [_lane(share, is_kill=kills) for share in sorted(shares)]
        found = self._deliveries.find({"open": {"$in": lanes}}).limit(limit)
        return [_delivery(doc) async for doc in found]

    async def pending_of_site(self, site: str, limit: int, *, kills: bool) -> list[Delivery]:
        """Give what a site is owed, kills or the rest, what is due first first."""
        lane = {"open": _lane(share_of(site), is_kill=kills)}
        return await self._shelf(site, DeliveryState.PENDING, limit, lane)

    async def of_site(self, site: str, state: DeliveryState, limit: int) -> list[Delivery]:
        """Give a site's deliveries in a state."""
        return await self._shelf(site, state, limit, {})

    async def _shelf(
        self, site: str, state: DeliveryState, limit: int, narrower: Document
    ) -> list[Delivery]:
        # "0" is what follows "/".
        shelf = {"$gte": f"{site}/{state.value}/", "$lt": f"{site}/{state.value}0"}
        found = (
            self._deliveries.find({"shelf": shelf, **narrower}).sort("shelf", 1).limit(limit)
        )
        return [_delivery(doc) async for doc in found]

    # --- from before ---------------------------------------------------------------------

    async def migrate(self) -> int:
        """Bring sites and deliveries of the first kind into today's form; give how many.

        Each may be done twice. Today's sites have `changed`; there are none of the others
        after the first start.
        """
        count = 0
        old = [doc async for doc in self._sites.find({}) if "changed" not in doc]
        for doc in old:
            prefix = {"$gte": f"{doc['_id']}:", "$lt": f"{doc['_id']};"}
            found = [each async for each in self._deliveries.find({"_id": prefix})]
            for at in range(0, len(found), _PAGE):
                writes = [_as_today(each) for each in found[at : at + _PAGE]]
                await self._deliveries.bulk_write(writes, ordered=False)
            facts = self._site_facts(self._kept(doc).site, await self._next_change())
            await self._sites.update_one({"_id": doc["_id"]}, {"$set": facts})
            count += 1
        return count

    # --- documents of sites --------------------------------------------------------------

    def _site_facts(self, site: Downstream, change: int) -> Document:
        written = site.model_dump(mode="json")
        written["secrets"] = [self._seal.close(each) for each in site.secrets]
        return {"site": written, "token_hash": site.token_hash, "changed": change}

    def _kept(self, doc: Document) -> Kept:
        written: dict[str, Any] = doc["site"]
        secrets = [self._seal.open(each) for each in written.get("secrets", ())]
        return Kept(
            site=Downstream.model_validate({**written, "secrets": secrets}),
            fanned=doc.get("fanned", 0),
            joined=bool(doc.get("joined")),
            changed=doc.get("changed", 0),
            is_removed=bool(doc.get("is_removed")),
        )

    async def reseal(self, *, readable_only: bool) -> int:
        """Seal secrets that lie open, or all that the newest key has not sealed; how many."""
        count = 0
        async for doc in self._sites.find({}):
            before = doc["site"].get("secrets", [])
            after = [self._seal.anew(each, readable_only=readable_only) for each in before]
            if after != before:
                # Not over a change that somebody made meanwhile.
                unchanged = {"_id": doc["_id"], "changed": doc.get("changed", 0)}
                await self._sites.update_one(unchanged, {"$set": {"site.secrets": after}})
                count += 1
        return count


# --- documents -------------------------------------------------------------------------------


def _delivery(doc: Document) -> Delivery:
    written: dict[str, Any] = doc["delivery"]
    said = doc.get("acknowledged")
    if said is not None and said["sequence"] == doc["sequence"]:
        written = {**written, "acknowledged_at": from_ms(said["ms"])}
    known = {name: value for name, value in written.items() if name != "busy"}
    return Delivery.model_validate(known)


def _lane(share: int, *, is_kill: bool) -> str:
    return f"{share:02d}/{'kill' if is_kill else 'rest'}"


def _facts(delivery: Delivery) -> tuple[Document, Document]:
    """Give what is set and what is unset of a delivery's document."""
    facts: Document = {
        "article_id": delivery.article_id,
        "sequence": delivery.sequence,
        "delivered": delivery.delivered,
        "delivery": delivery.model_dump(mode="json", exclude={"acknowledged_at"}),
    }
    due = f"{to_ms(delivery.due_at):015d}" if delivery.due_at else ""
    facts["shelf"] = f"{delivery.site}/{delivery.state.value}/{due}"
    if delivery.state is DeliveryState.PENDING:
        facts["open"] = _lane(share_of(delivery.site), is_kill=delivery.is_kill)
        return facts, {}
    return facts, {"open": ""}


def _guarded(delivery: Delivery) -> tuple[Document, Document]:
    facts, gone = _facts(delivery)
    guard: Document = {"_id": delivery.key, "sequence": {"$lte": delivery.sequence}}
    if delivery.delivered < delivery.sequence:
        # What was taken is not owed again, whoever comes late with the news that it is.
        guard["delivered"] = {"$lt": delivery.sequence}
    return guard, {"$set": facts, **({"$unset": gone} if gone else {})}


def _as_today(doc: Document) -> UpdateOne:
    facts, gone = _facts(_delivery(doc))
    return UpdateOne(
        {"_id": doc["_id"]}, {"$set": facts, "$unset": {**gone, "queue": "", "busy": ""}}
    )
