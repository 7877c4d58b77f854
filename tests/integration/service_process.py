"""A service as a process of its own: to be killed, or asked by foreign tools."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from services.control.machine.ports import find_free
from services.control.machine.tethered import start_tethered, stop
from tests.eventually import eventually

OPERATOR = {"Authorization": "Bearer operator-token"}


@dataclass(slots=True)
class Process:
    """One process; started again, it listens where it did before."""

    service: str
    log: Path
    environment: Mapping[str, str]
    port: int = field(default_factory=find_free)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Give its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; `until_ready` tells when it takes copy."""
        self.process = start_tethered(
            [
                *(sys.executable, "-m", "uvicorn", "--log-level", "warning", "--factory"),
                *("--http", "shared.doors.connections:Connection"),
                *(f"services.{self.service}.main:build", "--port", str(self.port)),
            ],
            log=self.log,
            environment=dict(self.environment),
        )

    def kill(self) -> None:
        """End it as a crash does: no goodbye."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    async def until_ready(self, http: httpx.AsyncClient) -> None:
        """Wait until it says that it takes copy."""

        async def ready() -> bool:
            try:
                return (await http.get(f"{self.url}/readyz")).is_success
            except httpx.TransportError:
                return False

        await eventually(ready, within_s=30, what=f"{self.service} is ready")


@contextmanager
def a_process(
    service: str,
    log: Path,
    *,
    redis_url: str,
    mongo_url: str,
    database: str,
    **settings: str,
) -> Iterator[Process]:
    """Run a service on these servers, with `settings` as `COPYDESK_<NAME>`."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("COPYDESK_")}
    own = {
        "REDIS_URL": redis_url,
        "MONGO_URL": mongo_url,
        "MONGO_DATABASE": database,
        "OPERATOR_TOKEN": "operator-token",
        "KEY_PEPPER": "pepper",
        **settings,
    }
    process = Process(
        service,
        log,
        {**inherited, **{f"COPYDESK_{name}": value for name, value in own.items()}},
    )
    process.start()
    try:
        yield process
    finally:
        if process.process is not None:
            process.process.terminate()
            stop(process.process, within_s=10)
