"""A whole newsroom for tests: every service a process, every server killable, times short."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from services.control.machine.embedded import Embedded
from services.control.machine.ports import find_free
from services.control.machine.tethered import start_tethered, stop

SHORT_TIMES = {
    "COPYDESK_RECLAIM_AFTER_S": "1.5",
    "COPYDESK_RETRY_AFTER_S": "0.2",
    "COPYDESK_RECONCILE_EVERY_S": "2",
    "COPYDESK_STALLED_AFTER_S": "10",
    "COPYDESK_STALLED_KILL_AFTER_S": "1",
    "COPYDESK_BACKLOG_MARGIN_S": "5",
    "COPYDESK_JANITOR_EVERY_S": "1",
}
"""Short, but longer than a batch of a hundred takes on a busy machine: where what is not sent
yet counts as lost, nearly all is told again, and half of what the document server does is that.
"""
_PATIENCE_S = 60
"""How long a caller waits for an answer. One that gives up sooner and sends again adds to the
load that made it wait: on a busy machine its deliveries overtake one another for minutes."""
_TAKEN_WITHIN_S = 300
TOKENS = {"COPYDESK_OPERATOR_TOKEN": "operator", "COPYDESK_DESK_TOKEN": "desk"}


@dataclass(slots=True)
class Room:
    """Processes by name (`ingest`, `enrichment-2`, …), and how to talk to them."""

    data: Path
    servers: Embedded
    environment: dict[str, str]
    ports: dict[str, int] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=_PATIENCE_S))

    def start(self, name: str) -> None:
        """Start a process, on the port it always has."""
        service = name.partition("-")[0]
        self.ports.setdefault(name, find_free())
        self.processes[name] = start_tethered(
            [
                *(
                    sys.executable,
                    "-m",
                    "uvicorn",
                    "--factory",
                    f"services.{service}.main:build",
                ),
                *("--port", str(self.ports[name]), "--log-level", "warning"),
                *("--http", "shared.doors.connections:Connection"),
            ],
            log=self.data / f"{name}.log",
            environment=self.environment,
        )

    def kill(self, name: str) -> None:
        """End a process as a crash does: no goodbye."""
        self.processes[name].kill()
        self.processes[name].wait()

    def url(self, name: str) -> str:
        """Give the address of a process."""
        return f"http://127.0.0.1:{self.ports[name]}"

    def wait_until_ready(self, *names: str, within_s: float = 60) -> None:
        """Wait until these processes, or all, answer that they are ready."""
        for name in names or tuple(self.processes):
            self.wait_for(
                partial(self.is_ready, name),
                what=f"{name} is ready",
                within_s=within_s,
            )

    def is_ready(self, name: str) -> bool:
        """Ask a process whether it is ready."""
        return self.http.get(f"{self.url(name)}/readyz").is_success

    def wait_for(
        self,
        fact: Callable[[], object],
        *,
        what: str,
        within_s: float = 60,
        moving: Callable[[], object] = lambda: None,
    ) -> Any:
        """Ask until the answer is true; who cannot be reached, or asserts, has not answered.

        The time begins anew whenever what is `moving` has moved: slow is not stuck.
        """
        deadline = time.monotonic() + within_s
        place: object = None
        answer: object = None
        while time.monotonic() < deadline:
            try:
                if answer := fact():
                    return answer
                if (now_at := moving()) != place:
                    deadline, place = time.monotonic() + within_s, now_at
            except (httpx.TransportError, AssertionError) as error:
                answer = error
            time.sleep(0.05)
        raise AssertionError(f"not within {within_s} s: {what}; last answer {answer!r}")

    def add_source(self, name: str, **facts: Any) -> str:
        """Register a wire and give its key."""
        answer = self.http.post(
            f"{self.url('ingest')}/v1/sources",
            json={"source": name, **facts},
            headers={"authorization": "Bearer operator"},
        )
        answer.raise_for_status()
        key: str = answer.json()["key"]
        return key

    def post(
        self, key: str, content: Any, media_type: str = "application/json"
    ) -> httpx.Response:
        """Post one delivery; answers whatever ingest answers."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        return self.http.post(
            f"{self.url('ingest')}/v1/articles",
            content=body,
            headers={"authorization": f"Bearer {key}", "content-type": media_type},
        )

    def post_until_taken(
        self, key: str, items: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """Post items as a careful wire does: what has not been taken again, until all is."""
        taken: dict[int, dict[str, Any]] = {}
        deadline = time.monotonic() + _TAKEN_WITHIN_S
        last = ""
        while time.monotonic() < deadline:
            left = [number for number in range(len(items)) if number not in taken]
            body = b"\n".join(json.dumps(items[number]).encode() for number in left)
            try:
                answer = self.post(key, body, "application/x-ndjson")
            except httpx.TransportError as error:
                last = repr(error)
                time.sleep(0.1)
                continue
            last = f"{answer.status_code} {answer.text[:500]}"
            if answer.status_code in (200, 202):
                lines = [json.loads(line) for line in answer.text.splitlines()]
                if len(lines) == len(left):
                    pairs = zip(left, lines, strict=True)
                    taken |= {number: line for number, line in pairs if line["status"] < 300}
                if len(taken) == len(items):
                    return [taken[number] for number in range(len(items))]
            time.sleep(0.1)
        raise AssertionError(f"not taken: {last}")

    def life(self, article_id: str) -> dict[str, Any]:
        """Give an article's timeline."""
        answer = self.http.get(
            f"{self.url('ingest')}/v1/articles/{article_id}",
            headers={"authorization": "Bearer operator"},
        )
        answer.raise_for_status()
        life: dict[str, Any] = answer.json()
        return life

    def log(self, *, publisher: str = "publish", after: int = 0) -> list[dict[str, Any]]:
        """Read the published log, as a site does: a new one from its beginning."""
        events: list[dict[str, Any]] = []
        while True:
            answer = self.http.get(
                f"{self.url(publisher)}/v1/events", params={"after": after, "limit": 500}
            )
            answer.raise_for_status()
            page = answer.json()
            if not page["events"]:
                return events
            events += page["events"]
            after = page["next"]


@contextmanager
def a_newsroom(data: Path, *extra: str, **environment: str) -> Iterator[Room]:
    """Run one process of each service, and of each service named in `extra`."""
    with Embedded(data / "servers") as servers:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("COPYDESK_")}
        room = Room(
            data,
            servers,
            {
                **inherited,
                **SHORT_TIMES,
                **TOKENS,
                "COPYDESK_REDIS_URL": servers.redis_url,
                "COPYDESK_MONGO_URL": servers.mongo_url,
                **environment,
            },
        )
        for service in ("publish", "ingest"):
            room.ports[service] = find_free()
            room.environment.setdefault(f"COPYDESK_{service.upper()}_URL", room.url(service))
        room.environment.setdefault("COPYDESK_SITE_URL", room.url("publish"))
        counted: dict[str, int] = {}
        for service in ("ingest", "enrichment", "moderation", "publish", *extra):
            counted[service] = counted.get(service, 0) + 1
            number = counted[service]
            room.start(service if number == 1 else f"{service}-{number}")
        try:
            room.wait_until_ready()
            yield room
        finally:
            for process in room.processes.values():
                process.terminate()
            for process in room.processes.values():
                stop(process, within_s=10)
            room.http.close()


# --- copy ---------------------------------------------------------------------------------

_SUBJECTS = (
    "The ferry operator", "A county court", "The harbour board", "The school council",
    "The steel works", "A fishing crew", "The water company", "The national library",
    "A rural hospital", "The tram depot",
)  # fmt: skip
_VERBS = (
    "said", "reported", "confirmed", "announced", "told reporters", "wrote in a statement",
)  # fmt: skip
_SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zan", "der", "hol", "mar")


def a_story(number: int, *, version: int = 1, seed: int = 0, **more: Any) -> dict[str, Any]:
    """Write an invented story, unlike any other; versions of it share most of their words."""
    dice = random.Random(seed * 1_000_003 + number)
    town = "".join(dice.choice(_SYLLABLES) for _ in range(3)).title()
    sentences = []
    for _ in range(8):
        names = ["".join(dice.choice(_SYLLABLES) for _ in range(3)) for _ in range(6)]
        sentences.append(
            f"{dice.choice(_SUBJECTS)} {dice.choice(_VERBS)} on Monday that {names[0]} and "
            f"{names[1]} would move {dice.randint(2, 90)} {names[2]} from {names[3].title()} "
            f"to {names[4].title()} before the {names[5]} season ends."
        )
    headline = f"{town} moves its season as council number {number} decides"
    if version > 1:
        sentences.append(f"An earlier report was brought up to date for the {version}. time.")
    return {
        "uri": f"urn:newsml:wire.example.org:2026:{seed}-{number}",
        "version": str(version),
        "headline": headline,
        "text": f"{town.upper()} (Own Wire) - {sentences[0]}\n\n" + "\n\n".join(sentences[1:]),
        "language": "en",
        **more,
    }


def a_kill(story: dict[str, Any], *, version: int = 9) -> dict[str, Any]:
    """Write the kill of a story."""
    return {
        "uri": story["uri"],
        "version": str(version),
        "headline": f"KILL: {story['headline']}",
        "pubstatus": "canceled",
    }
