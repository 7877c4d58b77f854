"""Loopback ports: which are free, and who has one that is not."""

from __future__ import annotations

import random
import socket
from collections.abc import Container
from pathlib import Path

LOOPBACK = "127.0.0.1"

# Below the range from which Linux takes ports for outgoing connections: a client that keeps
# trying a port of ours while its server is down can otherwise end up connected to itself.
_OURS = range(20_000, 32_000)


class _NoFreePortError(Exception):
    """Every port we tried is taken."""


def is_free(port: int) -> bool:
    """Tell whether a server could listen on this loopback port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def find_free(*, apart_from: Container[int] = ()) -> int:
    """Give a port that nothing listens on; somebody may still take it before we do."""
    for port in random.sample(_OURS, 200):
        if port not in apart_from and is_free(port):
            return port
    message = f"no free port between {_OURS.start} and {_OURS.stop} in 200 tries"
    raise _NoFreePortError(message)


def find_free_base(count: int) -> int:
    """Give a base whose next `count` ports are all free."""
    for base in random.sample(_OURS, 200):
        if all(is_free(base + step) for step in range(1, count + 1)):
            return base
    message = f"no {count} free ports in a row between {_OURS.start} and {_OURS.stop}"
    raise _NoFreePortError(message)


def holder_of(port: int) -> str | None:
    """Name the process that listens on a port, where the system lets us see it (Linux)."""
    inodes = _listening_inodes(port)
    if not inodes:
        return None
    for process in Path("/proc").glob("[0-9]*"):
        try:
            links = {str(link.readlink()) for link in (process / "fd").iterdir()}
            if links & inodes:
                command = (process / "cmdline").read_bytes().split(b"\0")
                words = b" ".join(word for word in command if word).decode(errors="replace")
                return f"pid {process.name} ({words[:80]})"
        except OSError:
            continue  # gone meanwhile, or not ours to look into
    return None


def _listening_inodes(port: int) -> set[str]:
    found = set()
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        try:
            lines = table.read_text().splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            columns = line.split()
            address, state, inode = columns[1], columns[3], columns[9]
            if state == "0A" and int(address.rsplit(":", 1)[1], 16) == port:
                found.add(f"socket:[{inode}]")
    return found
