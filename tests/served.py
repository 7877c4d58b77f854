"""An app that real clients call while a test runs."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import httpx
import uvicorn
from fastapi import FastAPI

from shared.doors.connections import Connection
from tests.eventually import eventually


@contextlib.asynccontextmanager
async def served(app: FastAPI, port: int) -> AsyncIterator[None]:
    """Let an app without a lifespan of its own be called while the block runs.

    Over the services' own connections: uvicorn's end after the five seconds that httpx keeps
    its own, and a test that comes in that very moment fails.
    """
    config = uvicorn.Config(
        app, port=port, http=Connection, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())

    async def is_up() -> bool:
        return server.started

    await eventually(is_up)
    try:
        yield
    finally:
        server.should_exit = True
        await task


@contextlib.asynccontextmanager
async def a_service(app: FastAPI) -> AsyncIterator[str]:
    """Run a whole service at a free port until it is ready; give its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            app, http=Connection, log_level="critical", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listening]))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"

        async def ready() -> bool:
            with contextlib.suppress(httpx.TransportError):
                async with httpx.AsyncClient() as client:
                    return (await client.get(f"{url}/readyz")).status_code == 200
            return False

        await eventually(ready, what=f"{url} is ready")
        yield url
        server.should_exit = True
        await task
