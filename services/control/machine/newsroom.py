"""A newsroom on this machine: four services as processes of their own, kept running.

A process that ends without being asked is started again, later each time; ports, data and
addresses stay the same.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import httpx

from services.control.machine.embedded import Embedded, EmbeddedServerError
from services.control.machine.ports import holder_of, is_free
from services.control.machine.roster import (
    Place,
    Roster,
    Worker,
    roster_file,
    write_roster,
)
from services.control.machine.tethered import start_tethered, stop
from services.control.machine.tokens import tokens_file

_READY_WITHIN_S = 90.0
_STOPPED_WITHIN_S = 25.0
_FIRST_RESTART_AFTER_S = 0.5
_LAST_RESTART_AFTER_S = 30.0
_STEADY_AFTER_S = 60.0
"""A process that ran for this long has recovered: its next restart is quick again."""
_LARGEST_LOG_BYTES = 50_000_000
_LIMITS = (
    *("--http", "shared.doors.connections:Connection", "--ws", "none"),
    *("--limit-concurrency", "8000", "--backlog", "1024"),
)
"""uvicorn's own: what a service cannot limit from inside."""


class PortsTakenError(Exception):
    """Ports that the newsroom needs belong to others."""


class NotReadyError(Exception):
    """A service did not become ready, with what its log says last."""


class Condition(StrEnum):
    """How a process is doing."""

    STARTING = "starting"
    READY = "ready"
    UNREADY = "not ready"
    ENDED = "ended"


@dataclass(slots=True)
class _Post:
    """A place and the process that fills it now."""

    place: Place
    log: Path
    process: subprocess.Popen[bytes] | None = None
    condition: Condition = Condition.STARTING
    started_at: float = 0.0
    restart_at: float = 0.0
    restarts: int = 0
    tries: int = 0
    """Restarts since it last ran steadily."""


@dataclass(slots=True)
class Newsroom:
    """The processes of one newsroom, from start to stop. Not for use from several threads."""

    places: Sequence[Place]
    data: Path
    environment: Mapping[str, str]
    redis_url: str
    mongo_url: str
    supervisor_pid: int
    embedded: Embedded | None = None
    posts: list[_Post] = field(default_factory=list)

    def start(self) -> None:
        """Start every process; refuse, and start none, where a port is taken."""
        check_ports(self.places)
        environment = {
            # A port for each process: four of them cannot share one.
            **{k: v for k, v in self.environment.items() if k != "COPYDESK_OPERATIONS_PORT"},
            "COPYDESK_REDIS_URL": self.redis_url,
            "COPYDESK_MONGO_URL": self.mongo_url,
            "PYTHONUNBUFFERED": "1",
        }
        self.environment = environment
        for place in self.places:
            log = self.data / "logs" / f"{place.name}.log"
            _roll(log)
            post = _Post(place, log)
            self.posts.append(post)
            self._start(post)

    def wait_until_ready(self) -> None:
        """Wait until every service answers that it is ready, then say who works here."""
        deadline = time.monotonic() + _READY_WITHIN_S
        while True:
            self.look()
            if all(post.condition is Condition.READY for post in self.posts):
                self.publish_roster()
                return
            failed = [post for post in self.posts if post.condition is Condition.ENDED]
            if failed or time.monotonic() > deadline:
                late = failed or [
                    post for post in self.posts if post.condition is not Condition.READY
                ]
                raise NotReadyError("\n".join(_why_not(post) for post in late))
            time.sleep(0.1)

    def look(self) -> None:
        """Ask every process how it is doing."""
        for post in self.posts:
            if post.process is None or post.process.poll() is not None:
                post.condition = Condition.ENDED
            elif _is_ready(post.place.url):
                post.condition = Condition.READY
            elif post.condition is not Condition.STARTING:
                post.condition = Condition.UNREADY

    def tend(self) -> list[str]:
        """Start again what has ended; give what there is to say about it."""
        said = []
        now = time.monotonic()
        if self.embedded is not None:
            said += _revive(self.embedded)
        for post in self.posts:
            if post.process is not None and post.process.poll() is not None:
                said.append(self._note_end(post, now))
            elif post.process is None and now >= post.restart_at:
                self._start(post)
                post.restarts += 1
                self.publish_roster()
                said.append(f"{post.place.name}: started again on port {post.place.port}")
            elif post.tries and now - post.started_at > _STEADY_AFTER_S:
                post.tries = 0
        return said

    def stop(self) -> None:
        """Let every process finish what it has in hand, then leave; its data stays."""
        roster_file(self.data).unlink(missing_ok=True)
        running = [post.process for post in self.posts if post.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + _STOPPED_WITHIN_S
        for process in running:
            stop(process, within_s=max(0.1, deadline - time.monotonic()))

    def publish_roster(self) -> None:
        """Write down who works here, for `copydesk ps` and everybody else."""
        workers = tuple(
            Worker(
                service=post.place.service,
                pid=post.process.pid,
                port=post.place.port,
                url=post.place.url,
            )
            for post in self.posts
            if post.process is not None
        )
        roster = Roster(
            services=workers,
            redis_url=self.redis_url,
            mongo_url=self.mongo_url,
            tokens_file=str(tokens_file(self.data).resolve()),
            data=str(self.data.resolve()),
            pid=self.supervisor_pid,
        )
        write_roster(self.data, roster)

    def _start(self, post: _Post) -> None:
        post.process = start_tethered(
            [
                *(sys.executable, "-m", "uvicorn", "--factory"),
                f"services.{post.place.service}.main:build",
                *("--host", "127.0.0.1", "--port", str(post.place.port)),
                *("--no-access-log", "--log-level", "warning"),
                *("--timeout-graceful-shutdown", "10"),
                *_LIMITS,
            ],
            log=post.log,
            environment=self.environment,
        )
        post.started_at = time.monotonic()
        post.condition = Condition.STARTING

    def _note_end(self, post: _Post, now: float) -> str:
        process = post.process
        assert process is not None
        wait = min(_FIRST_RESTART_AFTER_S * 2**post.tries, _LAST_RESTART_AFTER_S)
        post.process = None
        post.condition = Condition.ENDED
        post.tries += 1
        post.restart_at = now + wait
        return (
            f"{post.place.name} (pid {process.pid}) ended {_how(process.returncode)}; "
            f"starting it again in {wait:g} s (its log: {post.log})"
        )


def check_ports(places: Sequence[Place]) -> None:
    """Raise `PortsTakenError`, naming each taken port and who has it."""
    taken = [place for place in places if not is_free(place.port)]
    if taken:
        lines = [
            f"port {place.port}, for {place.service}, is taken by "
            f"{holder_of(place.port) or 'another process'}"
            for place in taken
        ]
        raise PortsTakenError("\n".join(lines))


def _revive(embedded: Embedded) -> list[str]:
    said = []
    for name in embedded.ended():
        start = embedded.start_redis if name == "redis" else embedded.start_mongo
        try:
            start()
        except EmbeddedServerError as error:
            said.append(f"{name} ended and does not start: {error}")
        else:
            said.append(f"{name} ended; it was started again with its data")
    return said


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=5).is_success
    except httpx.HTTPError:
        return False


def _why_not(post: _Post) -> str:
    process = post.process
    how = (
        f"ended {_how(process.returncode)}"
        if process is not None and process.returncode is not None
        else f"did not become ready within {_READY_WITHIN_S:g} s"
    )
    said = _last_lines(post.log)
    return f"{post.place.name} {how}; its log {post.log} ends:\n{said}"


def _how(code: int | None) -> str:
    return f"by signal {-code}" if code is not None and code < 0 else f"with exit code {code}"


def _last_lines(log: Path, *, count: int = 12) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return "  (there is none)"
    return "\n".join(f"  {line[:400]}" for line in lines[-count:])


def _roll(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LARGEST_LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))
