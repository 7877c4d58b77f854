"""Where a process keeps its catalogue and index: a directory that no other process has."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path

_MOST_PROCESSES = 64


@dataclass(slots=True)
class Place:
    """A directory that is ours for as long as the lock is held."""

    directory: Path
    _lock: BufferedRandom | None

    def leave(self) -> None:
        """Let another process have it; what was ours alone goes."""
        if self._lock is None:
            shutil.rmtree(self.directory, ignore_errors=True)
        else:
            self._lock.close()


def take_place(home: Path | None) -> Place:
    """Take the first directory under `home` that nobody holds; without one, one of our own.

    A process that is started again finds what it, or one like it, had read before.
    """
    if home is None:
        return Place(Path(tempfile.mkdtemp(prefix="copydesk-site-")), None)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    for number in range(_MOST_PROCESSES):
        directory = home / f"reader-{number}"
        directory.mkdir(exist_ok=True, mode=0o700)
        lock = (directory / "lock").open("a+b")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            continue
        return Place(directory, lock)
    raise RuntimeError(f"{_MOST_PROCESSES} processes hold every place under {home}")
