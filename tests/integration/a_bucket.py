"""A bucket of S3's kind, by moto's server in an environment of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.eventually import eventually

BUCKET = "pictures"


def a_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def an_s3_server(log: Path) -> Iterator[str]:
    """Run moto's S3 server by itself: it wants other versions than we."""
    port = a_port()
    uv = Path(sys.executable).with_name("uv")
    packages = ("tool", "run", "--from", "moto[s3,server]>=5.2", "moto_server")
    with log.open("wb") as said:
        server = subprocess.Popen(
            [str(uv), *packages, "-H", "127.0.0.1", "-p", str(port)],
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    yield f"http://127.0.0.1:{port}"
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGTERM)
    server.wait(10)


async def a_bucket(endpoint: str, place: str) -> dict[str, str]:
    """Make the bucket; give the settings of a store in it, or skip where there is no server."""
    async with httpx.AsyncClient() as http:

        async def there() -> bool:
            try:
                answer = await http.put(f"{endpoint}/{BUCKET}")
            except httpx.TransportError:
                return False
            return answer.status_code in (200, 409)  # made now, or before

        try:
            await eventually(there, within_s=60)
        except AssertionError:
            pytest.skip("moto's S3 server did not start: uv could not get it")
    return {
        "objects": f"s3://{BUCKET}/{place}",
        "objects_endpoint": endpoint,
        "objects_key_id": "id",
        "objects_key": "key",
    }
