"""Follows the log into the catalogue and drops from the cache what a row changes.

Fresh is who has seen the end of the log within the last second and has no news of its own
process to read; whoever is not fresh serves nothing from the cache.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from structlog.typing import FilteringBoundLogger

from services.publish.bell import Bell
from services.publish.reader.cache import Cache
from services.publish.reader.catalogue.catalog import Catalog, Change, mark_of
from services.publish.reader.catalogue.view import FRONTS, SECTIONS, changed_tags
from services.publish.rows import Row
from shared.payloads import Arranged

_FRESH_S = 1.0
_LOOK_EVERY_S = 0.25
"""How soon rows of other processes are seen."""
_ROWS_AT_ONCE = 200
_ROWS_WHEN_IDLE = 16
_CHECK_EVERY_S = 2.0
"""How soon it is noticed that the log was set back, by a restore say."""
_SECTIONS_SHOWN = 9


class Rows(Protocol):
    """Whoever reads the log."""

    async def rows_after(self, sequence: int, limit: int) -> list[Row]:
        """Give rows behind a number, in order."""
        ...


class Fronts(Protocol):
    """Whoever knows how people arranged the fronts."""

    async def all(self) -> tuple[Arranged, ...]:
        """Give every front that was ever arranged."""
        ...


class Telling(Protocol):
    """Whoever writes the log in this process."""

    told: Bell
    is_numbering: bool


class Follower:
    """One a process."""

    def __init__(
        self,
        rows: Rows,
        arrangements: Fronts,
        log: Telling,
        cache: Cache,
        say: FilteringBoundLogger,
    ) -> None:
        self._rows = rows
        self._fronts = arrangements
        self._log = log
        self._cache = cache
        self._say = say
        self._catalog: Catalog | None = None
        self._thread = ThreadPoolExecutor(1, "follower")
        self._reading = asyncio.Lock()
        self._seen_at = float("-inf")
        self._heard = -1
        self._seen = Bell()
        self._checked_at = float("-inf")
        self._sections: dict[str, tuple[str, ...]] = {}
        self.arranged: tuple[Arranged, ...] = ()
        self.fresh_s = _FRESH_S
        self.has_caught_up = False
        """Whether the end of the log was ever seen."""
        self.news = Bell()
        """Rung when stories went live."""

    def open(self, catalog: Catalog) -> None:
        """Follow into this catalogue from where it ends."""
        self._catalog = catalog

    def close(self) -> None:
        """Write no more; what is being written is done when this returns."""
        self._thread.shutdown()

    @property
    def sequence(self) -> int:
        """Give the number of the last row read."""
        return self._catalog.sequence if self._catalog else 0

    def is_fresh(self) -> bool:
        """Tell whether the cache may be served."""
        return (
            time.monotonic() - self._seen_at <= self.fresh_s
            and self._heard == self._log.told.rings
            and not self._log.is_numbering
        )

    async def soon_fresh(self) -> None:
        """Wait a little for the log to be read, by whoever reads it."""
        await self._seen.wait(self._seen.rings, self.fresh_s)

    async def run(self) -> None:
        """Read whenever this process logged something, and every so often for the others."""
        while True:
            heard = self._log.told.rings
            if await self.catch_up():
                await self._log.told.wait(heard, _LOOK_EVERY_S)

    async def catch_up(self, within_s: float | None = None) -> bool:
        """Read the log to its end; False where that takes longer."""
        asked = time.monotonic()
        within_s = self.fresh_s if within_s is None else within_s
        try:
            await asyncio.wait_for(self._reading.acquire(), max(within_s, 0.01))
        except TimeoutError:
            return False
        try:
            if self._seen_at >= asked and self.is_fresh():
                # Whoever was reading while we waited began after we asked.
                return True
            return await self._read(asked + within_s)
        finally:
            self._reading.release()

    async def _read(self, deadline: float) -> bool:
        catalog = self._catalog
        if catalog is None:
            return False
        if time.monotonic() - self._checked_at > _CHECK_EVERY_S:
            await self._check(catalog)
            self._checked_at = time.monotonic()
        limit = _ROWS_WHEN_IDLE
        while True:
            heard, began = self._log.told.rings, time.monotonic()
            fronts = await self._fronts.all()
            rows = await self._rows.rows_after(catalog.sequence, limit)
            if rows:
                await self._take(catalog, rows)
            if fronts != self.arranged:
                self.arranged = fronts
                self._cache.changed([FRONTS])
            if len(rows) < limit:
                self._seen_at, self._heard, self.has_caught_up = began, heard, True
                self._seen.ring()
                return True
            if time.monotonic() > deadline:
                return False
            limit = _ROWS_AT_ONCE

    async def _take(self, catalog: Catalog, rows: list[Row]) -> None:
        loop = asyncio.get_running_loop()
        change = await loop.run_in_executor(self._thread, catalog.apply, rows)
        tags = changed_tags(change)
        tags |= await loop.run_in_executor(
            self._thread, self._sections_changed, catalog, change
        )
        self._cache.changed(tags)
        if change.fresh:
            self.news.ring()

    def _sections_changed(self, catalog: Catalog, change: Change) -> set[str]:
        tags = set()
        for edition in {shelf.partition("|")[0] for shelf in change.shelves}:
            labels = catalog.labels(f"{edition}|section:", _SECTIONS_SHOWN)
            now = tuple(each.shelf for each in labels)
            before = self._sections.get(edition)
            if before != now:
                self._sections[edition] = now
                tags.add(f"{SECTIONS}{edition}")
            if not before or not now:
                tags.add(f"{SECTIONS}*")
        return tags

    async def _check(self, catalog: Catalog) -> None:
        """Begin anew where the catalogue is of another log, or of more than there is."""
        if not catalog.sequence:
            return
        rows = await self._rows.rows_after(catalog.sequence - 1, 1)
        if not rows or mark_of(rows[0]) != catalog.mark:
            self._say.warning("catalog_of_another_log", sequence=catalog.sequence)
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._thread, catalog.clear)
            self._cache.clear()
