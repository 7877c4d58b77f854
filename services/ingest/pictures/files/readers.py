"""The processes in which pictures are read, begun again when one dies or takes too long."""

from __future__ import annotations

import asyncio
import contextlib
import sys

import orjson
from structlog.typing import FilteringBoundLogger

from services.ingest.pictures.facts import LENGTH_BYTES, READY, PictureFacts, RefusedError

_STARTED_WITHIN_S = 60.0
_LONGEST_LINE = 1_000_000


class PictureReaders:
    """Reads pictures, at most `workers` at a time; processes start when first needed."""

    def __init__(
        self,
        *,
        workers: int,
        memory_bytes: int,
        most_pixels: int,
        timeout_s: float,
        log: FilteringBoundLogger,
    ) -> None:
        self._arguments = (str(memory_bytes), str(most_pixels))
        self._timeout_s = timeout_s
        self._log = log
        self._idle: asyncio.LifoQueue[asyncio.subprocess.Process | None] = asyncio.LifoQueue()
        for _ in range(workers):
            self._idle.put_nowait(None)
        self._workers = workers

    async def read(self, data: bytes) -> PictureFacts:
        """Read a picture; raises `RefusedError`, also for one that ends its reader."""
        process = await self._idle.get()
        try:
            if process is None or process.returncode is not None:
                process = await self._begin()
            try:
                async with asyncio.timeout(self._timeout_s):
                    line = await _exchange(process, data)
            except TimeoutError as error:
                await _end(process)
                process = None
                self._log.warning("picture_reader_ended", why="too slow", size=len(data))
                raise RefusedError(
                    f"it takes more than {self._timeout_s:g} s to read"
                ) from error
            except (EOFError, OSError, ValueError) as error:
                await _end(process)
                process = None
                self._log.warning("picture_reader_ended", why="died", size=len(data))
                raise RefusedError("it ends the process that reads it") from error
            except BaseException:
                await _end(process)  # what it answers is not for the next picture
                process = None
                raise
        finally:
            self._idle.put_nowait(process)
        said = orjson.loads(line)
        if "refused" in said:
            raise RefusedError(said["refused"])
        return PictureFacts.model_validate(said["facts"])

    async def stop(self) -> None:
        """End all processes."""
        for _ in range(self._workers):
            process = await self._idle.get()
            if process is not None:
                await _end(process)

    async def _begin(self) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "services.ingest.pictures.files.worker"),
            *self._arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
        )
        assert process.stdout
        async with asyncio.timeout(_STARTED_WITHIN_S):
            if await process.stdout.readline() != READY:
                await _end(process)
                raise OSError("the reader of pictures does not start")
        return process


async def _exchange(process: asyncio.subprocess.Process, data: bytes) -> bytes:
    assert process.stdin
    assert process.stdout
    process.stdin.write(len(data).to_bytes(LENGTH_BYTES, "big"))
    process.stdin.write(data)
    await process.stdin.drain()
    line = await process.stdout.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    return line


async def _end(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    with contextlib.suppress(Exception):
        await process.communicate()
