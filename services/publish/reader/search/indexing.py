"""Keeps the search index up to the catalogue, in a thread of its own.

Nobody who reads a page, a feed or the log waits for it; who searches does, for what the
catalogue knew when the search was asked. What is gone is never found meanwhile: what a search
shows comes from the catalogue.

Searches drive it, and every so often whoever keeps it up: each commit is a segment, and of
small ones tantivy (0.27) makes one anew at every eighth, so that a commit for every story
costs the more the more stories there are.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from services.publish.reader.catalogue.catalog import Catalog
from services.publish.reader.search.index import SearchIndex

_SOON_INDEXED = 5000
"""So many rows are indexed before the site answers; more than that while it does."""
_PATIENCE_S = 5.0
"""How long a search waits: then it finds what is indexed."""


class Indexing:
    """One a process; whoever writes the index writes it here."""

    def __init__(self, index: SearchIndex, catalog: Catalog) -> None:
        self._index = index
        self._catalog = catalog
        self._thread = ThreadPoolExecutor(1, "indexing")
        self._through = 0
        self._times_cleared = catalog.times_cleared
        self._turn: asyncio.Future[None] | None = None
        self._is_behind = False

    async def open(self) -> None:
        """Index what was missed, unless that takes long: `keep_up` does it then."""
        behind = self._catalog.sequence - self._index.position
        if behind < 0:
            await asyncio.to_thread(self._index.rebuild, self._catalog)
        elif behind <= _SOON_INDEXED:
            await asyncio.to_thread(self._index.catch_up, self._catalog)
        else:
            self._is_behind = True

    async def caught_up(self) -> None:
        """Wait for what the catalogue knows by now to be indexed, for so long."""
        wanted = self._catalog.sequence
        until = asyncio.get_running_loop().time() + _PATIENCE_S
        while not self._has(wanted):
            left = until - asyncio.get_running_loop().time()
            done, _ = await asyncio.wait([self._on_with_it()], timeout=left)
            if not done:
                return
            done.pop().result()

    async def keep_up(self) -> None:
        """Index what nobody searched for yet, and leave nothing of a recall in the files.

        One that lost what it knew, or that an older version made, is filled here too.
        """
        if self._is_behind:
            self._is_behind = False
            await asyncio.to_thread(self._index.catch_up, self._catalog)
        if not self._has(self._catalog.sequence):
            await self._on_with_it()
        if self._index.holds_recalled:
            await asyncio.to_thread(self._index.rebuild, self._catalog)

    def close(self) -> None:
        """Write no more; what is being written is done when this returns."""
        self._thread.shutdown()
        self._index.close()

    # --- parts ---------------------------------------------------------------------------

    def _has(self, sequence: int) -> bool:
        return self._through >= sequence and self._times_cleared == self._catalog.times_cleared

    def _on_with_it(self) -> asyncio.Future[None]:
        """Give the turn under way, or begin one: however many wait, one writes."""
        if self._turn is None or self._turn.done():
            loop = asyncio.get_running_loop()
            self._turn = loop.run_in_executor(self._thread, self._follow)
        return self._turn

    def _follow(self) -> None:
        through, cleared = self._catalog.sequence, self._catalog.times_cleared
        if cleared != self._times_cleared:  # the log is another one: nothing of the old is true
            self._index.rebuild(self._catalog)
            self._times_cleared = cleared
        self._index.follow(self._catalog)
        self._through = through
