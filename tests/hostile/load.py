"""What ordinary people and one ordinary wire do: pages, the log, stories; how long it took."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx

_ARRIVED_WITHIN_S = 120.0
_ASKED_AT_ONCE = 20
_FINAL = {"published", "held", "rejected", "superseded", "withheld", "canceled", "dead"}


@dataclass(slots=True)
class Load:
    """Ordinary people and one ordinary wire, so many requests a second."""

    ingest: str
    publish: str
    key: str | None
    per_s: float
    receipts: list[str] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)
    late_ms: list[float] = field(default_factory=list)
    """How late each request was sent: by so much it is this machine that is slow."""

    async def run(self, until: Callable[[], bool]) -> list[tuple[str, float]]:
        """Ask on, each at its time, until told otherwise; late answers hold nothing back.

        What was asked, and how many milliseconds it took.
        """
        asked: set[asyncio.Task[tuple[str, float] | None]] = set()
        unlimited = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(timeout=30, limits=unlimited) as http:
            began, number = time.perf_counter(), 0
            while not until():
                number += 1
                asked.add(asyncio.create_task(self._one(http, number)))
                due = began + number / self.per_s
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                self.late_ms.append((time.perf_counter() - due) * 1000)
            return [each for each in await asyncio.gather(*asked) if each is not None]

    async def _one(self, http: httpx.AsyncClient, number: int) -> tuple[str, float] | None:
        began = time.perf_counter()
        what = ("story", "page", "log")[number % 3]
        try:
            answer = await self._ask(http, what)
        except httpx.HTTPError as error:
            self.failed[type(error).__name__] += 1
            return None
        took_ms = (time.perf_counter() - began) * 1000
        if not answer.is_success:
            self.failed[str(answer.status_code)] += 1
        elif "location" in answer.headers:
            self.receipts.append(answer.headers["location"])
        return what, took_ms

    async def _ask(self, http: httpx.AsyncClient, what: str) -> httpx.Response:
        if what == "story" and self.key:
            headers = {"Authorization": f"Bearer {self.key}"}
            return await http.post(
                f"{self.ingest}/v1/articles", json=_a_story(), headers=headers
            )
        path = "/v1/events?limit=10" if what == "log" else "/"
        return await http.get(f"{self.publish}{path}")

    async def lost(self) -> list[str]:
        """Give the receipts of what has reached no final state in time."""
        waiting = [*self.receipts]
        deadline = time.monotonic() + _ARRIVED_WITHIN_S
        turn = asyncio.Semaphore(_ASKED_AT_ONCE)

        async def state_of(receipt: str) -> str:
            async with turn:
                return await self._state(http, receipt)

        async with httpx.AsyncClient(timeout=30) as http:
            while waiting and time.monotonic() < deadline:
                states = await asyncio.gather(*map(state_of, waiting))
                waiting = [
                    each
                    for each, state in zip(waiting, states, strict=True)
                    if state not in _FINAL
                ]
                await asyncio.sleep(0.2)
        return waiting

    async def _state(self, http: httpx.AsyncClient, receipt: str) -> str:
        headers = {"Authorization": f"Bearer {self.key}"}
        try:
            answer = await http.get(f"{self.ingest}{receipt}", headers=headers)
        except httpx.HTTPError:
            return "not told"
        return str(answer.json().get("state"))


def _a_story() -> dict[str, str]:
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
