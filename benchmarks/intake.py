"""Intake (DESIGN, section 10): POSTs a second at 50 connections, against a bare endpoint.

The bare peer is what one would write by hand: an ASGI function that reads the JSON, inserts one
document, adds one stream entry and answers 202, with the same driver, write concern, Redis
connection and uvicorn as ours. Ours is ingest as `copydesk up` runs it. Both write to the same
servers; rounds are interleaved, and what counts is the ratio within a round. A round counts
only if every answer was 202 and every document and entry is there.

    python -m benchmarks.intake [--requests 2000] [--rounds 5]

Then the formats: milliseconds of one core an item, over items made here.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import orjson
from pymongo import MongoClient
from redis import Redis

from benchmarks import results
from benchmarks.wire_items import SAMPLES, STORY, an_item
from services.control.machine.embedded import Embedded
from services.control.machine.ports import LOOPBACK, find_free

CONNECTIONS = 50
GOAL = 0.6
WARM_UP = 400
OPERATOR = "benchmark"
BODIES = ("simple JSON", "ninjs 3.1")
COLLECTIONS = ("raw_items", "articles", "heads", "timeline")


# --- the bare peer -----------------------------------------------------------------------


def bare() -> Callable[..., Awaitable[None]]:
    """One insert, one XADD, 202: run by uvicorn as ours is."""
    from shared.connection import connect_redis
    from shared.database import connect

    items = connect(os.environ["COPYDESK_MONGO_URL"], service="bare", name="bare")["items"]
    redis = connect_redis(os.environ["COPYDESK_REDIS_URL"])

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        item = orjson.loads(body)
        receipt = secrets.token_hex(13)
        document = {"_id": receipt, "received_at": time.time(), "item": item}
        await items.insert_one(document)
        await redis.xadd("bare", {"id": receipt, "data": orjson.dumps(item)})
        answer = orjson.dumps({"receipt": receipt, "uri": item["uri"]})
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(answer)).encode()),
        ]
        await send({"type": "http.response.start", "status": 202, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    return app


# --- the load, a process of its own ------------------------------------------------------


class Caller(asyncio.Protocol):
    """One connection that posts again as soon as it is answered."""

    def __init__(self, next_request: Callable[[], bytes | None], ends: asyncio.Queue[str]):
        self._next, self._ends = next_request, ends
        self._answer = b""

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._post()

    def _post(self) -> None:
        request = self._next()
        if request is None:
            self._transport.close()
            self._ends.put_nowait("")
        else:
            self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, found, body = self._answer.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n", 1)[0])
        if len(body) < length:
            return
        if not head.startswith(b"HTTP/1.1 202"):
            self._transport.close()
            self._ends.put_nowait(self._answer.decode(errors="replace"))
            return
        self._answer = b""
        self._post()

    def connection_lost(self, error: Exception | None) -> None:
        if error is not None:
            self._ends.put_nowait(repr(error))


async def load(port: int, key: str, body: str, count: int, run: str) -> float:
    """Post `count` stories of their own over all connections; give the seconds it took."""
    media_type, template = an_item(body, "THE-URI")
    requests = []
    for number in range(count):
        content = template.replace(b"THE-URI", f"urn:bench:{run}:{number}".encode())
        head = (
            f"POST /v1/articles HTTP/1.1\r\nHost: {LOOPBACK}:{port}\r\n"
            f"Authorization: Bearer {key}\r\nContent-Type: {media_type}\r\n"
            f"User-Agent: benchmark\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        requests.append(head.encode() + content)
    waiting = iter(requests)
    ends: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    for _ in range(CONNECTIONS):
        await loop.create_connection(
            lambda: Caller(lambda: next(waiting, None), ends), LOOPBACK, port
        )
    for _ in range(CONNECTIONS):
        if fault := await asyncio.wait_for(ends.get(), 120):
            raise SystemExit(f"not 202 but: {fault}")
    return time.perf_counter() - began


# --- both, on the same servers -----------------------------------------------------------


@dataclass
class Side:
    """A server process, how it is spoken to, and what it leaves behind."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    stored: Callable[[], dict[str, int]]
    key: str = "none"


@dataclass
class Measured:
    """One run: POSTs a second, and milliseconds of CPU a POST by process."""

    rate: float
    cpu_ms: dict[str, float]


@contextlib.contextmanager
def serving(factory: str, environment: dict[str, str]) -> Iterator[tuple[Any, int]]:
    """Run an app as `copydesk up` does; its log goes to a file, as there."""
    port = find_free()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "uvicorn", "--factory", factory),
                *("--host", LOOPBACK, "--port", str(port)),
                *("--no-access-log", "--log-level", "warning"),
            ],
            env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
            stdout=log,
            stderr=log,
        )
        try:
            deadline = time.monotonic() + 60
            path = "/readyz" if "ingest" in factory else "/"
            while True:
                with contextlib.suppress(httpx.TransportError):
                    answer = httpx.get(f"http://{LOOPBACK}:{port}{path}")
                    if answer.status_code == 200 or path == "/":
                        break
                if process.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    raise RuntimeError(log.read().decode(errors="replace")[-2000:])
                time.sleep(0.05)
            yield process, port
        finally:
            process.terminate()
            process.wait(20)


def add_source(port: int) -> str:
    """Add the benchmark's wire, without a limit to what it sends; give its key."""
    answer = httpx.post(
        f"http://{LOOPBACK}:{port}/v1/sources",
        json={"source": "bench", "rate_limit": 1_000_000_000},
        headers={"Authorization": f"Bearer {OPERATOR}"},
    )
    answer.raise_for_status()
    key: str = answer.json()["key"]
    return key


def measure(side: Side, body: str, count: int, servers: Embedded) -> Measured:
    """Let the load process post, and check that all of it is there."""
    pids = {"service": side.process.pid, **servers.pids()}
    before = side.stored()
    busy = {name: cpu_seconds(pid) for name, pid in pids.items()}
    run = secrets.token_hex(6)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.intake", "--load", run),
            *("--port", str(side.port), "--key", side.key, "--body", body),
            *("--requests", str(count)),
        ],
        check=True,
        stdout=subprocess.PIPE,
        timeout=180,
    )
    spent = {name: (cpu_seconds(pid) - busy[name]) for name, pid in pids.items()}
    for what, number in side.stored().items():
        if number - before[what] != count:
            raise RuntimeError(f"{number - before[what]} of {count} in {what}")
    cpu_ms = {name: seconds * 1000 / count for name, seconds in spent.items()}
    return Measured(count / float(done.stdout), cpu_ms)


def cpu_seconds(pid: int) -> float:
    """Read what a process has used, all of its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def intake(count: int, rounds: int) -> list[dict[str, Any]]:
    """Run both sides in turn and give a row for each kind of body."""
    with tempfile.TemporaryDirectory() as folder, Embedded(Path(folder)) as servers:
        mongo: MongoClient[dict[str, Any]] = MongoClient(servers.mongo_url)
        redis = Redis.from_url(servers.redis_url)
        environment = {
            "COPYDESK_MONGO_URL": servers.mongo_url,
            "COPYDESK_REDIS_URL": servers.redis_url,
            "COPYDESK_OPERATOR_TOKEN": OPERATOR,
            "COPYDESK_KEY_PEPPER": "benchmark",
            # Nobody reads what is sent here; ingest would send it all again after a minute.
            "COPYDESK_STALLED_AFTER_S": "3600",
        }
        with (
            serving("benchmarks.intake:bare", environment) as (bare_process, bare_port),
            serving("services.ingest.main:build", environment) as (our_process, our_port),
        ):
            theirs = Side(
                "bare",
                bare_process,
                bare_port,
                lambda: {
                    "items": mongo["bare"]["items"].count_documents({}),
                    "stream": redis.xlen("bare"),
                },
            )
            ours = Side(
                "ours",
                our_process,
                our_port,
                lambda: {
                    **{
                        each: mongo["copydesk"][each].count_documents({})
                        for each in COLLECTIONS
                    },
                    "stream": redis.xlen("article.received"),
                },
                key=add_source(our_port),
            )
            return [compare((ours, theirs), body, servers, count, rounds) for body in BODIES]


def compare(
    sides: tuple[Side, Side], body: str, servers: Embedded, count: int, rounds: int
) -> dict[str, Any]:
    """Interleave rounds; who runs first in one runs second in the next."""
    ours, theirs = sides
    for side in (ours, theirs):
        measure(side, body, WARM_UP, servers)
    found: dict[str, list[Measured]] = {ours.name: [], theirs.name: []}
    for number in range(rounds):
        for side in (ours, theirs) if number % 2 else (theirs, ours):
            found[side.name].append(measured := measure(side, body, count, servers))
            spent = ", ".join(f"{name} {ms:.2f}" for name, ms in measured.cpu_ms.items())
            print(
                f"{body}, round {number + 1}: {side.name} {measured.rate:5.0f} POSTs/s; "
                f"CPU ms a POST: {spent}",
                flush=True,
            )
    ratios = [
        mine.rate / other.rate
        for mine, other in zip(found[ours.name], found[theirs.name], strict=True)
    ]
    print(f"{body}: ratios {', '.join(f'{ratio:.2f}' for ratio in ratios)}")
    return {
        "name": f"intake, {CONNECTIONS} connections, {body}",
        "value": round(statistics.median(each.rate for each in found[ours.name])),
        "unit": "POSTs/s",
        "against": "a bare ASGI endpoint",
        "ratio": round(statistics.median(ratios), 3),
        "goal": GOAL,
    }


# --- the formats -------------------------------------------------------------------------


def formats() -> list[dict[str, Any]]:
    """Milliseconds of one core an item, from bytes to items; the best of several rounds."""
    from services.ingest.formats import parse_payload
    from services.ingest.formats.parsed import Payload
    from shared import clock

    rows = []
    for name, (media_type, content) in SAMPLES.items():
        payload = Payload(content=content, media_type=media_type, received_at=clock.now())
        items = len(parse_payload(payload).items)
        best = float("inf")
        for _ in range(5):
            began, times = time.process_time(), 0
            while time.process_time() - began < 0.1:
                parse_payload(payload)
                times += 1
            best = min(best, (time.process_time() - began) / times)
        rows.append(
            {
                "name": f"format, {name}, {len(STORY.split())} words",
                "value": round(best * 1000 / items, 3),
                "unit": "ms an item",
                "against": None,
                "ratio": None,
                "goal": None,
            }
        )
    return rows


def main() -> None:
    """Measure, print, and keep the rows; or be the load process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--load", metavar="RUN")
    parser.add_argument("--port", type=int)
    parser.add_argument("--key")
    parser.add_argument("--body")
    asked = parser.parse_args()
    if asked.load:
        import uvloop

        print(uvloop.run(load(asked.port, asked.key, asked.body, asked.requests, asked.load)))
        return
    rows = [*intake(asked.requests, asked.rounds), *formats()]
    results.keep(rows)
    print(results.table(rows))


if __name__ == "__main__":
    main()
