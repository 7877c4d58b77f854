"""Tells search engines and feed hubs of what changed: IndexNow and WebSub.

One process tells, whichever holds the place for it, from where the last left off: how far each
receiver was told is kept with the log, and noted once it has answered. Whoever is away is told
once it is back, however long that takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx
from structlog.typing import FilteringBoundLogger

from services.publish.reader.catalogue.catalog import Catalog
from services.publish.reader.catalogue.entry import Entry
from services.publish.reader.catalogue.shelves import EVERYTHING, PLACES_OF_KINDS, shelf_path
from services.publish.reader.config import SiteSettings
from services.publish.reader.printing.press import Press
from services.publish.renderers import FEEDS
from services.publish.story import story_of

_AT_ONCE = 1000
_EVERY_S = 2.0
_LONGEST_REST_S = 300.0
_LONGEST_ASKED_FOR_S = 3600.0
_MOST_DOUBLINGS = 8
_TIMEOUT_S = 10.0
_HEARD = range(200, 300)
_NOT_NOW = frozenset({*range(300, 400), 408, 425, 429, *range(500, 600)})
"""Who moved is asked again too: what is said meanwhile shall wait for the operator."""
_SECTIONS = 100
_FEEDS_AT_ONCE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """What changed behind one row, up to another: the articles as they are now."""

    after: int
    until: int
    entries: Sequence[Entry]
    shelves: frozenset[str]


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
    bodies: Callable[[Catalog, _Changed], Sequence[dict[str, Any]]]
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
        caught_up: Callable[[], Awaitable[bool]],
    ) -> None:
        """Make it; `caught_up` reads the log, and tells whether to its end."""
        self._press = press
        self._key = settings.indexnow_key
        self._pinged = pinged
        self._say = say
        self._is_ours = is_ours
        self._caught_up = caught_up
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
        due = [each for each in self._receivers if each.rests_until <= now]
        if due and self._catalog and self._is_ours():
            await asyncio.gather(*(self._tell(client, each, self._catalog) for each in due))

    async def _tell(
        self, client: httpx.AsyncClient, receiver: _Receiver, catalog: Catalog
    ) -> None:
        before = await self._pinged.pinged(receiver.name)
        if before is None or before > catalog.sequence:
            # Who still reads the log knows less than was told: that makes nothing new again.
            if not await self._caught_up():
                return
            if before is None or before > catalog.sequence:
                # It begins now, or the log was set back: what was before is no news.
                await self._pinged.move_pinged(receiver.name, before, catalog.sequence)
                return
        changed = await asyncio.to_thread(_changed_after, catalog, before)
        if changed is None:
            return
        for body in await asyncio.to_thread(receiver.bodies, catalog, changed):
            if not self._is_ours() or not await self._post(client, receiver, body):
                return
        await self._pinged.move_pinged(receiver.name, before, changed.until)

    async def _post(
        self, client: httpx.AsyncClient, receiver: _Receiver, body: dict[str, Any]
    ) -> bool:
        """Tell whether that is done with: heard, or refused for good."""
        asked_for = 0.0
        try:
            async with (
                asyncio.timeout(_TIMEOUT_S),
                client.stream("POST", receiver.url, **body) as answer,
            ):
                status, why = answer.status_code, f"status {answer.status_code}"
                asked_for = _seconds(answer.headers.get("retry-after", ""))
        except (httpx.HTTPError, TimeoutError) as error:
            status, why = 503, repr(error)[:200]
        if status in _HEARD:
            receiver.failures = 0
            return True
        receiver.failures += 1
        self._say.warning("ping_failed", to=receiver.name, why=why, times=receiver.failures)
        if status not in _NOT_NOW:
            receiver.failures = 0
            return True
        doublings = min(receiver.failures, _MOST_DOUBLINGS)
        rest = max(asked_for, min(_LONGEST_REST_S, _EVERY_S * 2**doublings))
        receiver.rests_until = asyncio.get_running_loop().time() + rest
        return False

    # --- what is told --------------------------------------------------------------------

    def _pages(self, catalog: Catalog, changed: _Changed) -> list[dict[str, Any]]:
        """Give what IndexNow takes: every page that is new, changed, moved or gone."""
        site = self._press.site
        urls = [
            site.absolute(path)
            for entry in changed.entries
            for path in self._pages_of(catalog, entry, changed.after)
        ]
        return [
            {
                "json": {
                    "host": httpx.URL(site.url).host,
                    "key": self._key,
                    "keyLocation": site.absolute(f"/{self._key}.txt"),
                    "urlList": each,
                }
            }
            for each in _parts([*dict.fromkeys(urls)], _AT_ONCE)
        ]

    def _pages_of(self, catalog: Catalog, entry: Entry, after: int) -> Iterable[str]:
        """Give an article's address, and those it had when engines were told of it last.

        What search engines shall not list they are told of as long as they may have it.
        """
        if not entry.is_live:
            return [entry.path]
        versions = catalog.versions(entry.article_id)
        told = [each for each in versions if each.sequence <= after][-1:]
        seen = [*told, *(each for each in versions if each.sequence > after), entry]
        site = self._press.site
        if not any(self._press.rights.is_listed(story_of(each, site)) for each in seen):
            return []
        return [entry.path, *(each.path for each in seen)]

    def _feeds(self, catalog: Catalog, changed: _Changed) -> list[dict[str, Any]]:
        """Give what a hub takes: the feeds in which something is otherwise."""
        shelves = set(changed.shelves)
        for entry in changed.entries:
            if not entry.is_live:
                shelves |= {*self._may_have_stood_on(catalog, entry)}
        urls = [
            self._press.site.absolute(path + name)
            for shelf in sorted(shelves)
            if (path := self._path_of(catalog, shelf)) is not None
            for name in FEEDS
        ]
        return [
            {"data": {"hub.mode": "publish", "hub.url": each}}
            for each in _parts(urls, _FEEDS_AT_ONCE)
        ]

    def _path_of(self, catalog: Catalog, shelf: str) -> str | None:
        """Give the path that a shelf's feeds stand beside, None where it has none now."""
        edition, _, rest = shelf.partition("|")
        kind = rest.partition(":")[0]
        label = catalog.label(shelf)
        if kind not in _WITH_FEEDS or (label is None and kind not in _STAY_WHEN_EMPTY):
            return None
        path = shelf_path(rest, label.label if label else "")
        return self._press.editions.base(edition) + path

    def _may_have_stood_on(self, catalog: Catalog, entry: Entry) -> Iterable[str]:
        """Who read the log after a kill knows not in which edition what is gone stood."""
        for edition in self._press.editions.all:
            known = catalog.labels(f"{edition}|section:", _SECTIONS)
            if known or edition == self._press.editions.main:
                yield f"{edition}|{EVERYTHING}"
            for label in known:
                if entry.state == "recalled" or label.shelf.endswith(f":{entry.section}"):
                    yield label.shelf


_WITH_FEEDS = frozenset({"all", "section", "day", "corrected", *PLACES_OF_KINDS.values()})
_STAY_WHEN_EMPTY = frozenset({"all", "section"})
"""Their feeds say what is gone."""


def _changed_after(catalog: Catalog, sequence: int) -> _Changed | None:
    found = catalog.changed_after(sequence, _AT_ONCE)
    if not found:
        return None
    until = found[-1][2].sequence
    shelves = {each.shelf for each in catalog.shelves_changed(sequence, until)}
    return _Changed(
        after=sequence,
        until=until,
        entries=[entry for _, _, entry in found],
        shelves=frozenset(shelves.union(*(stands_on for _, stands_on, _ in found))),
    )


def _parts(urls: list[str], size: int) -> list[list[str]]:
    return [urls[at : at + size] for at in range(0, len(urls), size)]


def _seconds(said: str) -> float:
    """Read how long somebody wants to be left in peace, where a number says it."""
    longest = 6
    is_number = said.isascii() and said.isdigit() and len(said) <= longest
    return min(float(said), _LONGEST_ASKED_FOR_S) if is_number else 0.0
