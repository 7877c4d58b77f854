"""Connections to Redis that pack commands in C.

redis-py's synchronous client packs with hiredis; its asyncio client does it in Python, which
costs five times as much for a commit of a hundred events (benchmarks/event_plane.py).
"""

from __future__ import annotations

from typing import Any

import hiredis
from redis.asyncio import Connection, Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ReadOnlyError


class _PackingConnection(Connection):
    """A plain connection whose commands hiredis packs."""

    def pack_command(self, *args: Any) -> list[bytes]:
        """Pack one command as RESP; a name of several words is several arguments."""
        name = args[0].encode() if isinstance(args[0], str) else args[0]
        return [hiredis.pack_command((*name.split(), *args[1:]))]


def connect_redis(url: str) -> Redis:
    """Open the newsroom's Redis; connecting happens at the first use.

    A server that refuses an answer (a replica, say) is asked again ever more slowly.
    """
    return Redis.from_url(
        url,
        # For `redis://`; an encrypted or Unix connection keeps redis-py's own class.
        connection_class=_PackingConnection,
        socket_timeout=5,
        socket_connect_timeout=3,
        health_check_interval=15,
        retry=Retry(ExponentialBackoff(cap=1, base=0.05), 2),
        retry_on_error=[ReadOnlyError],
    )
