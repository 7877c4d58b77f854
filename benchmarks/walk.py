"""The walk of one article through ingest, from the POST to its event, call by call.

    python -m benchmarks.walk [--calls]

A *room* is a folder of ingest, or a file beside them; a *stop* is a call that leads from one
room into another; a *return* is a stop in a room that had been left before. Calls within a
room, generators that go on and what `shared/` does are no stops. docs/architecture.md keeps the
figures.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import httpx
import orjson

from services.control.machine.embedded import Embedded
from services.ingest.main import build

OURS = str(Path(__file__).parents[1] / "services" / "ingest")
STORY = {
    "uri": "urn:wire:walk",
    "standard": {"name": "ninjs", "version": "3.1"},
    "version": "1",
    "headlines": [{"value": "Harbour reopens after storm"}],
    "bodies": [{"contentType": "text/html", "value": "<p>The harbour reopened on Monday.</p>"}],
    "altIds": [{"role": "system", "value": "WIRE-WALK-1"}],
}


def room_of(code: CodeType) -> str | None:
    """Name the room of ingest that a call stands in."""
    if not code.co_filename.startswith(OURS):
        return None
    return code.co_filename[len(OURS) + 1 :].partition("/")[0].removesuffix(".py")


class Walk:
    """Writes down each first call into a function's frame that changes the room."""

    def __init__(self) -> None:
        self.stops: list[tuple[str, str]] = []
        self._seen: set[int] = set()
        self._kept: list[FrameType] = []

    def __call__(self, frame: FrameType, event: str, _arg: Any) -> None:
        if event != "call" or id(frame) in self._seen:
            return
        room = room_of(frame.f_code)
        if room is None:
            return
        self._seen.add(id(frame))
        self._kept.append(frame)  # so that no other frame gets its id
        caller = frame.f_back
        while caller is not None and room_of(caller.f_code) is None:
            caller = caller.f_back
        if caller is None or room_of(caller.f_code) != room:
            self.stops.append((room, frame.f_code.co_name))


async def post_one(redis_url: str, mongo_url: str) -> Walk:
    """Post a story to ingest in this process, and follow it until it is answered."""
    os.environ |= {
        "COPYDESK_REDIS_URL": redis_url,
        "COPYDESK_MONGO_URL": mongo_url,
        "COPYDESK_OPERATOR_TOKEN": "walk",
        "COPYDESK_KEY_PEPPER": "walk",
        "COPYDESK_RECONCILE_EVERY_S": "3600",
        "COPYDESK_STATISTICS_EVERY_S": "3600",
        "COPYDESK_PRESSURE_EVERY_S": "3600",
        "COPYDESK_VIGIL_EVERY_S": "3600",
        "COPYDESK_POLLERS": "off",
    }
    app = build()
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://ingest") as http,
    ):
        added = await http.post(
            "/v1/sources", json={"source": "wire"}, headers={"Authorization": "Bearer walk"}
        )
        headers = {"X-API-Key": added.json()["key"], "Content-Type": "application/json"}
        first = orjson.dumps(STORY | {"uri": "urn:wire:warm", "altIds": []})
        await http.post("/v1/articles", content=first, headers=headers)
        walk = Walk()
        sys.setprofile(walk)
        try:
            answer = await http.post(
                "/v1/articles", content=orjson.dumps(STORY), headers=headers
            )
        finally:
            sys.setprofile(None)
        answer.raise_for_status()
        return walk


def main() -> None:
    """Print the walk: its stops, its rooms, its returns."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", action="store_true", help="print each stop")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as data, Embedded(Path(data)) as servers:
        walk = asyncio.run(post_one(servers.redis_url, servers.mongo_url))
    rooms: dict[str, int] = {}
    for room, name in walk.stops:
        rooms[room] = rooms.get(room, 0) + 1
        if asked.calls:
            print(f"  {room}: {name}")
    for room, times in rooms.items():
        print(f"{times:4}  {room}")
    returns = len(walk.stops) - len(rooms)
    print(f"{len(walk.stops)} stops over {len(rooms)} rooms, {returns} returns")


if __name__ == "__main__":
    main()
