"""A kill at a thousand webhook sites (DESIGN, section 10; docs/sites.md).

    python -m benchmarks.kill_fanout [--sites 1000] [--kills 5]

One process of publish on the embedded servers; the sites are in this process, on loopback. A
tenth of them hang, a tenth refuse the connection, a tenth answer 429. From the moment a kill is
put on `article.canceled`: when do the healthy have it? And what does a newsroom cost in which
nothing happens, with all these sites and with one?
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from benchmarks.pipeline import cpu_of
from benchmarks.results import keep, table
from services.control.machine.embedded import Embedded
from services.control.machine.ports import find_free
from services.control.machine.tethered import start_tethered, stop
from shared.connection import connect_redis
from shared.streams import Streams
from tests.unit.publish.stories import a_kill, an_approval

OPERATOR = {"Authorization": "Bearer operator"}
AT_ONCE = 16
IDLE_FOR_S = 10.0
GOAL_S = 2.0
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
KINDS = ("healthy",) * 7 + ("hangs", "refuses", "busy")


@dataclass
class Sites:
    """All sites on one port, told apart by path: `/healthy/12`."""

    came: dict[tuple[str, str], float] = field(default_factory=dict)
    """When an event was first at a site, by the site's path and the event's id."""
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def connection(self) -> asyncio.Protocol:
        return _Connection(self)


class _Connection(asyncio.Protocol):
    """Reads requests and answers as the path says; of a body it reads nothing but its end."""

    def __init__(self, sites: Sites) -> None:
        self._sites = sites
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while True:
            head, found, rest = self._read.partition(b"\r\n\r\n")
            if not found:
                return
            first, *lines = head.decode("latin-1").split("\r\n")
            headers = {
                name.lower(): said for name, _, said in (line.partition(": ") for line in lines)
            }
            length = int(headers["content-length"])
            if len(rest) < length:
                return
            self._read = rest[length:]
            self._answer(first.split(" ")[1], headers["webhook-id"])

    def _answer(self, path: str, event_id: str) -> None:
        self._sites.came.setdefault((path, event_id), time.monotonic())
        kind = path.split("/")[1]
        self._sites.counts[kind] += 1
        if kind == "healthy":
            self._transport.write(b"HTTP/1.1 204 OK\r\nContent-Length: 0\r\n\r\n")
        elif kind == "busy":
            self._transport.write(
                b"HTTP/1.1 429 Slow\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n"
            )


@dataclass
class Bench:
    """The newsroom and its sites, while the benchmark runs."""

    servers: Embedded
    publish: Any
    url: str
    http: httpx.AsyncClient
    streams: Streams
    sites: Sites
    port: int

    async def register(self, kinds: list[str], first: int) -> float:
        """Register sites; give the seconds it took."""
        refusing = find_free()
        numbers = iter(range(first, first + len(kinds)))
        began = time.monotonic()

        async def some() -> None:
            for number in numbers:
                kind = kinds[number - first]
                port = refusing if kind == "refuses" else self.port
                facts = {
                    "site": f"site-{number}",
                    "url": f"http://127.0.0.1:{port}/{kind}/{number}",
                }
                answer = await self.http.post(
                    f"{self.url}/v1/sites", json=facts, headers=OPERATOR
                )
                answer.raise_for_status()

        await asyncio.gather(*(some() for _ in range(AT_ONCE)))
        return time.monotonic() - began

    async def idle(self) -> float:
        """Give the CPU, in percent of a core, of publish and the servers in peace."""
        pids = [self.publish.pid, *self.servers.pids().values()]
        before = sum(map(cpu_of, pids))
        await asyncio.sleep(IDLE_FOR_S)
        return 100 * (sum(map(cpu_of, pids)) - before) / IDLE_FOR_S

    async def until(self, fact: Callable[[], bool], what: str, within_s: float = 60) -> None:
        deadline = time.monotonic() + within_s
        while not fact():
            if time.monotonic() > deadline:
                raise SystemExit(f"not within {within_s:g} s: {what}")
            await asyncio.sleep(0.05)

    def has(self, event_id: str) -> list[float]:
        """Tell when an event was at each healthy site that has it."""
        return [
            at
            for (path, id_), at in self.sites.came.items()
            if id_ == event_id and path.startswith("/healthy/")
        ]


def an_id(number: int) -> str:
    return "".join(LETTERS[(number * 7919 >> 5 * place) % 32] for place in range(20))


async def measure(bench: Bench, sites: int, kills: int) -> list[dict[str, Any]]:
    await bench.register(["healthy"], 0)
    await asyncio.sleep(2)
    idle_with_one = await bench.idle()
    kinds = [KINDS[number % len(KINDS)] for number in range(1, sites)]
    registering = await bench.register(kinds, 1)
    healthy = 1 + kinds.count("healthy")
    await asyncio.sleep(3)
    idle_with_all = await bench.idle()
    stories: list[str] = [an_id(number + 1) for number in range(kills)]
    began = time.monotonic()
    await bench.streams.send([an_approval(1, article_id=id_) for id_ in stories])
    for id_ in stories:
        await bench.until(
            lambda id_=id_: len(bench.has(f"{id_}:1")) == healthy,  # type: ignore[misc]
            f"{id_} is at all {healthy} healthy sites",
        )
    spread = time.monotonic() - began
    waits: list[float] = []
    for id_ in stories:
        sent = time.monotonic()
        await bench.streams.send([a_kill(1, article_id=id_)])
        await bench.until(
            lambda id_=id_: len(bench.has(f"{id_}:2")) == healthy,  # type: ignore[misc]
            f"the kill of {id_} is at all healthy sites",
        )
        took = [at - sent for at in bench.has(f"{id_}:2")]
        print(f"a kill: first {min(took):.2f} s, last {max(took):.2f} s")
        waits += took
        await asyncio.sleep(1)
    cuts = statistics.quantiles(waits, n=100)
    print(
        f"{sites} sites registered in {registering:.1f} s; {kills} stories at {healthy} "
        f"healthy sites after {spread:.1f} s\n"
        f"a kill: median {statistics.median(waits):.2f} s, p99 {cuts[98]:.2f} s, "
        f"last {max(waits):.2f} s; tries {dict(bench.sites.counts)}\n"
        f"in peace: {idle_with_one:.1f} % of a core with one site, {idle_with_all:.1f} % "
        f"with {sites}"
    )
    return [
        {
            "name": f"a kill at {sites} webhook sites, 30 % ill: p99 of the healthy",
            "value": round(cuts[98], 2),
            "unit": "s",
            "against": f"{GOAL_S:g} s",
            "ratio": round(cuts[98] / GOAL_S, 2),
            "goal": "at most 1",
        },
        {
            "name": f"publish and its servers in peace, {sites} sites",
            "value": round(idle_with_all, 1),
            "unit": "% of a core",
            "against": "one site",
            "ratio": round(idle_with_all / max(idle_with_one, 0.1), 2),
            "goal": "about 1",
        },
        {
            "name": f"registering {sites} sites",
            "value": round(registering, 1),
            "unit": "s",
            "against": None,
            "ratio": None,
            "goal": "",
        },
    ]


async def run(folder: Path, sites: int, kills: int) -> list[dict[str, Any]]:
    far = Sites()
    server = await asyncio.get_running_loop().create_server(
        far.connection, "127.0.0.1", 0, backlog=2048
    )
    port = server.sockets[0].getsockname()[1]
    own = find_free()
    with Embedded(folder / "servers") as servers:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("COPYDESK_")}
        publish = start_tethered(
            [
                *(sys.executable, "-m", "uvicorn", "--factory", "--log-level", "warning"),
                *("services.publish.main:build", "--port", str(own)),
            ],
            log=folder / "publish.log",
            environment={
                **inherited,
                "COPYDESK_REDIS_URL": servers.redis_url,
                "COPYDESK_MONGO_URL": servers.mongo_url,
                "COPYDESK_OPERATOR_TOKEN": "operator",
                "COPYDESK_WEBHOOK_ALLOW_PRIVATE": "true",
            },
        )
        redis = connect_redis(servers.redis_url)
        try:
            async with httpx.AsyncClient(timeout=30) as http:
                url = f"http://127.0.0.1:{own}"
                await ready(http, url)
                bench = Bench(servers, publish, url, http, Streams(redis), far, port)
                return await measure(bench, sites, kills)
        finally:
            await redis.aclose()
            publish.terminate()
            stop(publish, within_s=10)
            server.close()


async def ready(http: httpx.AsyncClient, url: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            if (await http.get(f"{url}/readyz")).is_success:
                return
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.1)
    raise SystemExit("publish is not ready")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(run(Path(folder), options.sites, options.kills))
    keep(rows)
    print(table(rows))


if __name__ == "__main__":
    main()
