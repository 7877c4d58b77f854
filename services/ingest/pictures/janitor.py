"""No object without a document, no document without its object; and what nobody needs goes.

Each run looks at some of it, so that any number of pictures costs the same at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from structlog.typing import FilteringBoundLogger

from services.ingest.pictures.errands import Errand
from services.ingest.pictures.facts import HASHED_AS, RefusedError
from services.ingest.pictures.files.readers import PictureReaders
from services.ingest.pictures.keeper import Keeper
from services.ingest.pictures.standing import COLLECTOR, KeptPicture
from services.ingest.pictures.storage import ErrandStore, Found, MediaStore
from shared.objects import Lying, Objects

_PAGE = 200


class Janitor:
    """Reconciles the object store with the documents. Any number may run at once."""

    def __init__(
        self,
        media: MediaStore,
        errands: ErrandStore,
        keeper: Keeper,
        objects: Objects,
        readers: PictureReaders,
        *,
        now: Callable[[], datetime],
        log: FilteringBoundLogger,
        grace: timedelta,
        keep: timedelta,
    ) -> None:
        self._media = media
        self._errands = errands
        self._keeper = keeper
        self._objects = objects
        self._readers = readers
        self._now = now
        self._log = log
        self._grace = grace
        self._keep = keep
        self._at = ""

    async def run(self) -> None:
        """Look at everything in the store, and at the next documents."""
        await self._orphans()
        await self._lost()
        await self._idle()

    async def _orphans(self) -> None:
        """Delete objects that no document has had for a while: their writer died."""
        async for page in self._objects.pages():
            for lying in page:
                if lying.since < self._now() - self._grace:
                    await self._orphan(lying)

    async def _orphan(self, lying: Lying) -> None:
        same = await self._media.same_bytes(lying.sha256)
        if any(each.kept.has_bytes for each in same):
            return
        await self._objects.delete(lying.sha256)
        self._log.warning("orphan_deleted", sha256=lying.sha256, size=lying.size)

    async def _lost(self) -> None:
        """Have pictures again whose bytes are not where they should be."""
        page = await self._media.after(self._at, _PAGE)
        self._at = page[-1].kept.key if len(page) == _PAGE else ""
        for found in page:
            media = found.kept.media
            if found.kept.has_bytes and not await self._objects.exists(media.sha256):
                self._log.error("object_lost", picture=found.kept.key)
                for href in media.hrefs:
                    errand = Errand(source=media.source, hrefs=(href,), asked_at=media.at)
                    await self._errands.renew(errand.key, now=self._now())
            else:
                await self._hashed(found.kept)

    async def _hashed(self, kept: KeptPicture) -> None:
        """Hash again what was hashed in an older way, so that likenesses are found."""
        if kept.hashed_as >= HASHED_AS or not (kept.has_bytes and kept.is_live):
            return
        data = await self._objects.get(kept.media.sha256)
        if data is None:
            return
        try:
            anew = (await self._readers.read(data)).perceptual_hash
        except RefusedError:
            anew = ""  # it was read once; what it was stays
        await self._keeper.hash_anew(kept.key, anew)

    async def _idle(self) -> None:
        """Delete the bytes of pictures that no item names, or that were killed long ago."""
        for found in await self._media.idle(self._now() - self._keep, _PAGE):
            await self._collect(found)

    async def _collect(self, found: Found) -> None:
        kept = found.kept
        if kept.has_bytes:
            if kept.is_live:
                await self._keeper.end(
                    kept.key, "withheld", reason="nothing names it", by=COLLECTOR
                )
            await self._keeper.purge(kept)
            self._log.info("picture_collected", picture=kept.key)
        await self._media.not_idle(kept.key)
