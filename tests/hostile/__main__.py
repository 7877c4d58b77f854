"""Attack an installation of yours beside an ordinary load, and say what became of the load.

    python -m tests.hostile --ingest URL --moderation URL --publish URL --key KEY --pid PID …

Exit code 0: the ordinary load's p99 at most doubled, nothing that was taken is lost, and the
processes named with --pid grew by less than --grow-mb. On loopback the attacks come from
127.0.0.2, as those of another client.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

import httpx

from tests.hostile.attacks import attack_apart

FLOOR_MS = 50.0
"""Below this a p99 says more about the machine's scheduler than about us."""
ARRIVED_WITHIN_S = 60.0
FINAL = {"published", "held", "rejected", "superseded", "withheld", "canceled", "dead"}


@dataclass(slots=True)
class Load:
    """Ordinary people and one ordinary wire, so many requests a second."""

    ingest: str
    publish: str
    key: str | None
    per_s: float
    took_ms: list[float] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)

    async def run(self, until: Callable[[], bool]) -> None:
        """Ask on, each at its time, until told otherwise; late answers hold nothing back."""
        asked: set[asyncio.Task[None]] = set()
        async with httpx.AsyncClient(timeout=30) as http:
            began, number = time.perf_counter(), 0
            while not until():
                number += 1
                asked.add(asyncio.create_task(self._one(http, number)))
                wait = began + number / self.per_s - time.perf_counter()
                await asyncio.sleep(max(0.0, wait))
            await asyncio.gather(*asked)

    async def _one(self, http: httpx.AsyncClient, number: int) -> None:
        began = time.perf_counter()
        try:
            answer = await self._ask(http, number)
        except httpx.HTTPError as error:
            self.failed[type(error).__name__] += 1
            return
        self.took_ms.append((time.perf_counter() - began) * 1000)
        if not answer.is_success:
            self.failed[str(answer.status_code)] += 1
        elif "location" in answer.headers:
            self.receipts.append(answer.headers["location"])

    async def _ask(self, http: httpx.AsyncClient, number: int) -> httpx.Response:
        if number % 3 == 0 and self.key:
            headers = {"Authorization": f"Bearer {self.key}"}
            return await http.post(
                f"{self.ingest}/v1/articles", json=a_story(), headers=headers
            )
        path = "/" if number % 3 == 1 else "/v1/events?limit=10"
        return await http.get(f"{self.publish}{path}")

    async def lost(self) -> list[str]:
        """Give the receipts of what has reached no final state in time."""
        waiting = [*self.receipts]
        deadline = time.monotonic() + ARRIVED_WITHIN_S
        async with httpx.AsyncClient(timeout=30) as http:
            while waiting and time.monotonic() < deadline:
                states = await asyncio.gather(*(self._state(http, each) for each in waiting))
                waiting = [
                    each
                    for each, state in zip(waiting, states, strict=True)
                    if state not in FINAL
                ]
                await asyncio.sleep(0.2)
        return waiting

    async def _state(self, http: httpx.AsyncClient, receipt: str) -> str:
        headers = {"Authorization": f"Bearer {self.key}"}
        answer = await http.get(f"{self.ingest}{receipt}", headers=headers)
        return str(answer.json().get("state"))


def a_story() -> dict[str, str]:
    """Write a story like no other, so that none is a copy."""
    chance = random.Random()
    words = ["".join(chance.choices("bdfgklmnprst", k=2)) + chance.choice("aeiou") * 2 + "n"]
    words += ["".join(chance.choices("abdefgiklmnoprstuvz", k=6)) for _ in range(120)]
    return {
        "uri": f"urn:hostile:{chance.getrandbits(64):016x}",
        "headline": " ".join(words[:6]).capitalize(),
        "text": ". ".join(
            " ".join(words[at : at + 12]).capitalize() for at in range(0, 120, 12)
        ),
    }


def p99(took_ms: Sequence[float]) -> float:
    """Give the 99th percentile."""
    return sorted(took_ms)[int(len(took_ms) * 0.99)] if took_ms else 0.0


def resident_mb(pids: Sequence[int]) -> float:
    """Add up what processes of this machine have in memory (Linux)."""
    pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids]
    return sum(pages) * 4096 / 1e6


async def run(args: argparse.Namespace) -> int:
    """Measure the load alone, then beside the attacks; print, and judge."""
    alone, beside = (Load(args.ingest, args.publish, args.key, args.per_s) for _ in range(2))
    quiet_until = time.monotonic() + args.alone_s
    await alone.run(lambda: time.monotonic() > quiet_until)

    where = {"ingest": args.ingest, "moderation": args.moderation, "publish": args.publish}
    before = resident_mb(args.pid)
    apart = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    attacks = asyncio.get_running_loop().run_in_executor(
        apart, attack_apart, where, args.requests, args.calls_from
    )
    most = [before]

    async def weigh() -> None:
        while not attacks.done():
            most.append(resident_mb(args.pid))
            await asyncio.sleep(0.5)

    await asyncio.gather(beside.run(attacks.done), weigh())
    outcomes = await attacks
    apart.shutdown()
    lost = [*(await alone.lost()), *(await beside.lost())]
    times = p99(alone.took_ms), p99(beside.took_ms)
    grown = max(most) - before
    said = {
        "attacks": sum(outcomes.values()),
        "outcomes": dict(sorted(outcomes.items())),
        "ordinary_requests": [len(alone.took_ms), len(beside.took_ms)],
        "ordinary_failed": [dict(alone.failed), dict(beside.failed)],
        "p99_ms_alone": round(times[0], 1),
        "p99_ms_beside": round(times[1], 1),
        "grown_mb": round(grown, 1),
        "taken": len(alone.receipts) + len(beside.receipts),
        "lost": lost,
    }
    json.dump(said, sys.stdout, indent=2)
    sys.stdout.write("\n")
    slow = times[1] > args.times * max(times[0], FLOOR_MS)
    failed = bool(alone.failed or beside.failed)
    return int(slow or failed or bool(lost) or grown > args.grow_mb)


def main(words: Sequence[str] | None = None) -> int:
    """Read what is asked, and do it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ingest", required=True)
    parser.add_argument("--publish", required=True)
    parser.add_argument("--moderation")
    parser.add_argument("--key", help="a source's key: then stories are sent, and followed")
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--per-s", type=float, default=20, help="the ordinary load")
    parser.add_argument("--alone-s", type=float, default=15)
    parser.add_argument("--pid", type=int, action="append", default=[])
    parser.add_argument("--grow-mb", type=float, default=300)
    parser.add_argument("--times", type=float, default=2, help="how often the p99 may grow")
    parser.add_argument("--from", dest="calls_from", help="the attacker's address")
    args = parser.parse_args(words)
    if args.calls_from is None and "//127.0.0.1" in args.ingest:
        args.calls_from = "127.0.0.2"
    return asyncio.run(run(args))


if __name__ == "__main__":
    sys.exit(main())
