"""Tells pages that are open of stories that came since, as server-sent events."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from typing import Annotated

import orjson
from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse

from services.publish.reader.catalogue.follower import Follower
from services.publish.reader.catalogue.shelves import EVERYTHING
from services.publish.reader.catalogue.view import View
from services.publish.reader.pages.front import READ_FOR_A_FRONT
from services.publish.reader.printing.press import Press, Request
from services.publish.reader.serving.site import Site
from services.publish.rows import sequence_from
from services.publish.story import Story
from shared.problems import Problem

_MOST_READERS = 2000
_KEEP_ALIVE_S = 15.0
_LOOK_EVERY_S = 1.0
_RETRY_MS = 5000
_Name = Annotated[str, Query(max_length=100)]


class LiveBar:
    """Everybody whose page is open at this process.

    What a page was made with, and what it was told, is known by the row of the log that brought
    its newest story: whoever comes back is told of what came meanwhile, by any process.
    """

    def __init__(self, site: Site, follower: Follower, is_leaving: Callable[[], bool]) -> None:
        self._site = site
        self._follower = follower
        self._is_leaving = is_leaving
        self._readers = 0
        self._in_hand: dict[tuple[str, str, int], asyncio.Task[tuple[Story, ...] | None]] = {}

    async def frames(
        self, edition: str, section: str, after: int | None = None
    ) -> AsyncGenerator[bytes, None]:
        """Give a word of each story of an edition that came behind a row, or from now on."""
        self._readers += 1
        try:
            seen, heard = after, -1
            if seen is None:
                seen, heard = self._follower.sequence, self._follower.news.rings
            yield b"retry: %d\nid: %d\n\n" % (_RETRY_MS, seen)
            quiet_since = time.monotonic()
            while not self._is_leaving():
                rings = self._follower.news.rings
                newest = await self._newest(edition, section) if rings != heard else ()
                for story in sorted(newest or (), key=lambda each: each.live_since):
                    if story.live_since > seen:
                        seen, quiet_since = story.live_since, time.monotonic()
                        yield _frame(story)
                if newest is not None:
                    heard = rings
                await self._follower.news.wait(rings, _LOOK_EVERY_S)
                if time.monotonic() - quiet_since >= _KEEP_ALIVE_S:
                    quiet_since = time.monotonic()
                    yield b": nothing new\n\n"
        finally:
            self._readers -= 1

    @property
    def is_full(self) -> bool:
        """Tell whether nobody more can be told."""
        return self._readers >= _MOST_READERS

    async def _newest(self, edition: str, section: str) -> tuple[Story, ...] | None:
        """Give what a front shows, None where that is not known; one reads it for all."""
        key = (edition, section, self._follower.sequence)
        task = self._in_hand.get(key)
        if task is None:
            task = self._in_hand[key] = asyncio.create_task(self._read(edition, section))
            task.add_done_callback(lambda _: self._in_hand.pop(key, None))
        return await asyncio.shield(task)

    async def _read(self, edition: str, section: str) -> tuple[Story, ...] | None:
        shelf = f"section:{section}" if section else EVERYTHING

        def newest(_press: Press, view: View, _request: Request) -> tuple[Story, ...]:
            return tuple(view.on(edition).newest(shelf, READ_FOR_A_FRONT))

        try:
            return await self._site.run(newest)
        except Problem:  # there is a next time
            return None


def _frame(story: Story) -> bytes:
    said = {
        "headline": story.headline,
        "url": story.url,
        "published_at": story.published_at.isoformat(),
    }
    return b"event: story\nid: %d\ndata: %s\n\n" % (story.live_since, orjson.dumps(said))


def live_bar(bar: LiveBar) -> APIRouter:
    """Make the call that open pages listen to."""
    router = APIRouter(tags=["the site"], include_in_schema=False)

    @router.get("/v1/live")
    async def live(
        edition: _Name = "",
        section: _Name = "",
        after: _Name = "",
        last_event_id: Annotated[str, Header()] = "",
    ) -> StreamingResponse:
        if bar.is_full:
            raise Problem(503, "Too many listen already", headers={"Retry-After": "60"})
        return StreamingResponse(
            bar.frames(edition, section, sequence_from(last_event_id or after)),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    return router
