"""Tells pages that are open of stories that came since, as server-sent events."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable

import orjson
from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from services.publish.reader.follower import Follower
from services.publish.reader.press import Press
from services.publish.story import story_of
from shared.problems import Problem

_MOST_READERS = 2000
_KEEP_ALIVE_S = 15.0
_LOOK_EVERY_S = 1.0


class LiveBar:
    """Everybody whose page is open at this process."""

    def __init__(
        self, press: Press, follower: Follower, is_leaving: Callable[[], bool]
    ) -> None:
        self._press = press
        self._follower = follower
        self._is_leaving = is_leaving
        self._readers = 0

    async def frames(self, edition: str, section: str) -> AsyncIterator[bytes]:
        """Give a word of each story that goes live from now on, of one edition."""
        self._readers += 1
        try:
            yield b"retry: 5000\n\n"
            seen = max((number for number, _ in self._follower.latest), default=0)
            quiet_since = time.monotonic()
            while not self._is_leaving():
                heard = self._follower.news.rings
                frames = list(self._since(seen, edition, section))
                for number, frame in frames:
                    seen = max(seen, number)
                    yield frame
                if frames:
                    quiet_since = time.monotonic()
                await self._follower.news.wait(heard, _LOOK_EVERY_S)
                if time.monotonic() - quiet_since >= _KEEP_ALIVE_S:
                    quiet_since = time.monotonic()
                    yield b": nothing new\n\n"
        finally:
            self._readers -= 1

    @property
    def is_full(self) -> bool:
        """Tell whether nobody more can be told."""
        return self._readers >= _MOST_READERS

    def _since(self, seen: int, edition: str, section: str) -> list[tuple[int, bytes]]:
        found = []
        for number, entry in list(self._follower.latest):
            if number <= seen or (section and entry.section != section):
                continue
            story = story_of(entry, self._press.site)
            if self._press.editions.of(story.language) != edition:
                continue
            said = {
                "headline": story.headline,
                "url": story.url,
                "published_at": story.published_at.isoformat(),
            }
            found.append((number, b"event: story\ndata: " + orjson.dumps(said) + b"\n\n"))
        return found


def live_bar(bar: LiveBar) -> APIRouter:
    """Make the call that open pages listen to."""
    router = APIRouter(tags=["the site"], include_in_schema=False)

    @router.get("/v1/live")
    async def live(edition: str = "", section: str = "") -> StreamingResponse:
        if bar.is_full:
            raise Problem(503, "Too many listen already", headers={"Retry-After": "60"})
        return StreamingResponse(
            bar.frames(edition, section),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    return router
