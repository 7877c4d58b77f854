"""Tells search engines and feed hubs of what changed: IndexNow and WebSub."""

from __future__ import annotations

import asyncio

import httpx
from structlog.typing import FilteringBoundLogger

from services.publish.reader.catalog import Change
from services.publish.reader.config import SiteSettings
from services.publish.reader.press import Press
from services.publish.reader.shelves import EVERYTHING, shelf_path

_WAITING = 10_000
_AT_ONCE = 1000
_EVERY_S = 5.0
_TIMEOUT_S = 10.0
_OK_BELOW = 400


class Pings:
    """What is to be told, and the loop that tells it. Whoever is away is told of the next."""

    def __init__(self, press: Press, settings: SiteSettings, say: FilteringBoundLogger) -> None:
        self._press = press
        self._key = settings.indexnow_key
        self._engine = settings.indexnow_endpoint
        self._hub = settings.websub_hub
        self._say = say
        self._pages: dict[str, None] = {}
        self._feeds: dict[str, None] = {}

    async def told(self, change: Change) -> None:
        """Note what a change is worth telling."""
        site, editions = self._press.site, self._press.editions
        if self._key and len(self._pages) < _WAITING:
            paths = (entry.path for entry in change.entries)
            self._pages |= dict.fromkeys(site.absolute(path) for path in paths)
        if self._hub:
            for shelf in change.shelves:
                edition, _, rest = shelf.partition("|")
                if rest == EVERYTHING or rest.startswith("section:"):
                    path = editions.base(edition) + shelf_path(rest)
                    self._feeds |= dict.fromkeys(
                        site.absolute(path + name) for name in ("feed.xml", "atom.xml")
                    )

    async def run(self) -> None:
        """Tell what waits, every few seconds."""
        if not (self._key or self._hub):
            return
        async with httpx.AsyncClient(timeout=_TIMEOUT_S, trust_env=False) as client:
            while True:
                await asyncio.sleep(_EVERY_S)
                await self.send(client)

    async def send(self, client: httpx.AsyncClient) -> None:
        """Tell what waits now."""
        pages = list(self._pages)[:_AT_ONCE]
        feeds = list(self._feeds)
        for url in pages:
            del self._pages[url]
        self._feeds.clear()
        if pages:
            host = httpx.URL(self._press.site.url).host
            body = {
                "host": host,
                "key": self._key,
                "keyLocation": self._press.site.absolute(f"/{self._key}.txt"),
                "urlList": pages,
            }
            await self._post(client, self._engine, json=body)
        if feeds:
            await self._post(client, self._hub, data={"hub.mode": "publish", "hub.url": feeds})

    async def _post(self, client: httpx.AsyncClient, url: str, **body: object) -> None:
        try:
            answer = await client.post(url, **body)  # type: ignore[arg-type]
        except httpx.HTTPError as error:
            self._say.warning("ping_failed", url=url, error=repr(error)[:200])
        else:
            if answer.status_code >= _OK_BELOW:
                self._say.warning("ping_refused", url=url, status=answer.status_code)
