"""Tells search engines and feed hubs of what changed: IndexNow and WebSub.

One process tells, whichever holds the place for it, from where the last left off: how far each
receiver was told is kept with the log. Whoever is away for a while is told once it is back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx
from structlog.typing import FilteringBoundLogger

from services.publish.reader.catalog import Catalog
from services.publish.reader.config import SiteSettings
from services.publish.reader.entry import Entry
from services.publish.reader.press import Press
from services.publish.reader.shelves import EVERYTHING, shelf_path
from services.publish.story import story_of

_AT_ONCE = 1000
_EVERY_S = 2.0
_LONGEST_REST_S = 300.0
_TRIES = 20
_TIMEOUT_S = 10.0
_OK_BELOW = 400
_NOT_NOW = frozenset({408, 425, 429, *range(500, 600)})
_SECTIONS = 100

_Changed = Sequence[tuple[Sequence[str], Entry]]
"""The shelves of what changed, and the article as it is now."""


class Pinged(Protocol):
    """Whoever keeps how far a receiver was told, for all processes."""

    async def pinged(self, receiver: str) -> int | None:
        """Give the last row that it was told of, None where it was told of nothing."""
        ...

    async def move_pinged(self, receiver: str, before: int | None, after: int) -> bool:
        """Move on, unless somebody else did."""
        ...


@dataclass(slots=True)
class _Receiver:
    """Somebody to tell, how, and how often it has failed to listen."""

    name: str
    url: str
    body: Callable[[_Changed], dict[str, Any] | None]
    failures: int = field(default=0)
    rests_until: float = 0.0


class Pings:
    """One a process."""

    def __init__(
        self,
        press: Press,
        settings: SiteSettings,
        pinged: Pinged,
        say: FilteringBoundLogger,
        *,
        is_ours: Callable[[], bool],
    ) -> None:
        self._press = press
        self._key = settings.indexnow_key
        self._pinged = pinged
        self._say = say
        self._is_ours = is_ours
        self._catalog: Catalog | None = None
        self._receivers = []
        if settings.indexnow_key:
            engine = settings.indexnow_endpoint
            self._receivers.append(_Receiver("indexnow", engine, self._pages))
        if settings.websub_hub:
            self._receivers.append(_Receiver("websub", settings.websub_hub, self._feeds))

    def open(self, catalog: Catalog) -> None:
        """Tell of what this catalogue reads."""
        self._catalog = catalog

    async def run(self) -> None:
        """Tell what there is to tell, every few seconds."""
        if not self._receivers:
            return
        async with httpx.AsyncClient(timeout=_TIMEOUT_S, trust_env=False) as client:
            while True:
                await self.send(client)
                await asyncio.sleep(_EVERY_S)

    async def send(self, client: httpx.AsyncClient) -> None:
        """Tell what there is to tell now, where it is this process that tells."""
        now = asyncio.get_running_loop().time()
        for receiver in self._receivers:
            if self._catalog and self._is_ours() and receiver.rests_until <= now:
                await self._tell(client, receiver, self._catalog)

    async def _tell(
        self, client: httpx.AsyncClient, receiver: _Receiver, catalog: Catalog
    ) -> None:
        before = await self._pinged.pinged(receiver.name)
        if before is None or before > catalog.sequence:
            # It begins now, or the log was set back: what was before is no news.
            await self._pinged.move_pinged(receiver.name, before, catalog.sequence)
            return
        found = await asyncio.to_thread(catalog.changed_after, before, _AT_ONCE)
        if not found:
            return
        body = await asyncio.to_thread(
            receiver.body, [(shelves, entry) for _, shelves, entry in found]
        )
        if body is None or await self._post(client, receiver, body):
            await self._pinged.move_pinged(receiver.name, before, found[-1][2].sequence)

    async def _post(
        self, client: httpx.AsyncClient, receiver: _Receiver, body: dict[str, Any]
    ) -> bool:
        """Tell whether that is done with: heard, refused for good, or given up."""
        try:
            status = (await client.post(receiver.url, **body)).status_code
            why = f"status {status}"
        except httpx.HTTPError as error:
            status, why = 503, repr(error)[:200]
        if status < _OK_BELOW:
            receiver.failures = 0
            return True
        receiver.failures += 1
        self._say.warning("ping_failed", to=receiver.name, why=why, times=receiver.failures)
        if status not in _NOT_NOW or receiver.failures >= _TRIES:
            receiver.failures = 0
            return True
        rest = min(_LONGEST_REST_S, _EVERY_S * 2**receiver.failures)
        receiver.rests_until = asyncio.get_running_loop().time() + rest
        return False

    # --- what is told --------------------------------------------------------------------

    def _pages(self, changed: _Changed) -> dict[str, Any] | None:
        """Give what IndexNow takes: every page that is new, changed or gone."""
        site = self._press.site
        urls = [
            site.absolute(entry.path)
            for _, entry in changed
            if not entry.is_live or self._press.rights.is_indexed(story_of(entry, site))
        ]
        if not urls:
            return None
        return {
            "json": {
                "host": httpx.URL(site.url).host,
                "key": self._key,
                "keyLocation": site.absolute(f"/{self._key}.txt"),
                "urlList": list(dict.fromkeys(urls)),
            }
        }

    def _feeds(self, changed: _Changed) -> dict[str, Any] | None:
        """Give what a hub takes: the feeds in which something is otherwise."""
        shelves: set[str] = set()
        for stands_on, entry in changed:
            shelves |= {*stands_on} if entry.is_live else {*self._may_have_stood_on(entry)}
        urls = []
        for shelf in sorted(shelves):
            edition, _, rest = shelf.partition("|")
            if rest == EVERYTHING or rest.startswith("section:"):
                path = self._press.editions.base(edition) + shelf_path(rest)
                urls += [self._press.site.absolute(path + name) for name in _HUBS_FEEDS]
        return {"data": {"hub.mode": "publish", "hub.url": urls}} if urls else None

    def _may_have_stood_on(self, entry: Entry) -> Iterable[str]:
        """Nobody knows now in which edition what is gone stood, or where after a recall."""
        assert self._catalog is not None
        for edition in self._press.editions.all:
            known = self._catalog.labels(f"{edition}|section:", _SECTIONS)
            if known or edition == self._press.editions.main:
                yield f"{edition}|{EVERYTHING}"
            for label in known:
                if entry.state == "recalled" or label.shelf.endswith(f":{entry.section}"):
                    yield label.shelf


_HUBS_FEEDS = ("feed.xml", "atom.xml")
