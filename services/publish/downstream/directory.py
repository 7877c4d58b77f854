"""All sites and products, in memory: so that nobody asks the store who somebody is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from services.publish.downstream.filters import Filter, FilterError, read_filter
from services.publish.downstream.sites import Downstream, View
from services.publish.downstream.storage import Kept, SiteStore

_OVERLAP = 200
"""So many changes may be written down in another order than they were counted in."""


class Directory:
    """What the store said of the sites when it was last asked what changed."""

    def __init__(self, store: SiteStore) -> None:
        self._store = store
        self._sites: dict[str, Downstream] = {}
        self._views: dict[str, View] = {}
        self._by_token: dict[str, str] = {}
        self._filters: dict[str, Filter] = {}
        self._newest = 0
        self._seen: dict[str, int] = {}

    async def refresh(self) -> list[Kept]:
        """Learn what changed; give those sites, also the ones that are gone."""
        since = max(0, self._newest - _OVERLAP)
        found = await self._store.changed_since(since)
        # After the sites: whatever product a site has was there before it.
        products = {each.id: each.filter for each in await self._store.products()}
        changed = [each for each in found if each.changed > self._seen.get(each.site.id, -1)]
        self._filters = {id_: each for id_, text in products.items() if (each := _read(text))}
        for kept in changed:
            self._newest = max(self._newest, kept.changed)
            self._seen[kept.site.id] = kept.changed
            self._forget(kept.site.id)
            if not kept.is_removed:
                self._keep(kept.site)
        for site in self._sites.values():
            self._views[site.id] = self._seen_by(site)
        return changed

    def all(self) -> Sequence[Downstream]:
        """Give every site, by name."""
        return [self._sites[id_] for id_ in sorted(self._sites)]

    def get(self, id_: str) -> Downstream | None:
        """Give a site."""
        return self._sites.get(id_)

    def view(self, id_: str) -> View | None:
        """Tell what a site may see; None where it is gone."""
        return self._views.get(id_)

    async def holder(self, token_hash: str) -> View | None:
        """Tell who has a token, and what they may see."""
        known = self._views.get(self._by_token.get(token_hash, ""))
        if known is not None:
            return known
        # It may have been registered a moment ago, at another process.
        site = await self._store.by_token(token_hash)
        if site is None:
            return None
        if set(site.products) - self._filters.keys():
            found = await self._store.products()
            self._filters |= {each.id: made for each in found if (made := _read(each.filter))}
        self._keep(site)
        return self._views[site.id]

    def _keep(self, site: Downstream) -> None:
        self._sites[site.id] = site
        self._views[site.id] = self._seen_by(site)
        if site.token_hash:
            self._by_token[site.token_hash] = site.id

    def _forget(self, id_: str) -> None:
        known = self._sites.pop(id_, None)
        self._views.pop(id_, None)
        if known is not None:
            self._by_token.pop(known.token_hash, None)

    def _seen_by(self, site: Downstream) -> View:
        if not site.filters and not site.products:
            return View(site)
        # What cannot be read, or is not there any more, lets nothing through.
        own = (_read(text) for text in site.filters)
        named = (self._filters.get(name) for name in site.products)
        return View(site, tuple(each for each in chain(own, named) if each is not None))


def _read(text: str) -> Filter | None:
    try:
        return read_filter(text)
    except FilterError:
        return None
