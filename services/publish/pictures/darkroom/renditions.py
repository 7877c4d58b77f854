"""Edge: renditions, each made once in a process of its own, and kept beside the originals."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from dataclasses import asdict

import orjson
from structlog.typing import FilteringBoundLogger

from services.publish.pictures.darkroom.worker import READY
from services.publish.pictures.shown.recipes import Wanted
from services.publish.pictures.storage import PictureStore
from shared.objects import Objects

_STARTED_WITHIN_S = 30.0
_MADE_WITHIN_S = 30.0


class CannotRenderError(ValueError):
    """A picture that nothing can be made of; the message says why."""


class Darkroom:
    """One worker process, begun when first needed and again when it was lost."""

    def __init__(self, megabytes: int, log: FilteringBoundLogger) -> None:
        self._megabytes = megabytes
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def make(self, picture: bytes, wanted: Wanted) -> bytes:
        """Make a rendition; raises `CannotRenderError` where that cannot be done."""
        async with self._turn:
            try:
                async with asyncio.timeout(_STARTED_WITHIN_S):
                    process = self._process or await self._begin()
                async with asyncio.timeout(_MADE_WITHIN_S):
                    return await _exchange(process, picture, wanted)
            except (TimeoutError, EOFError, OSError) as error:
                await self._end()
                why = "took too long" if isinstance(error, TimeoutError) else "needs too much"
                self._log.warning("rendering_lost", why=why, bytes=len(picture))
                raise CannotRenderError(f"the picture {why}") from error
            except asyncio.CancelledError:
                await self._end()  # what it answers is not for the next picture
                raise

    async def pid(self) -> int | None:
        """Give the worker's process id, None where none runs."""
        async with self._turn:
            return self._process.pid if self._process else None

    async def stop(self) -> None:
        """End the worker."""
        async with self._turn:
            await self._end()

    async def _begin(self) -> asyncio.subprocess.Process:
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            f"{__package__}.worker",
            str(self._megabytes),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        if await process.stdout.readline() != READY:
            raise EOFError
        return process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.communicate()


async def _exchange(
    process: asyncio.subprocess.Process, picture: bytes, wanted: Wanted
) -> bytes:
    assert process.stdin is not None
    assert process.stdout is not None
    asked = {"bytes": len(picture), "wanted": asdict(wanted)}
    process.stdin.write(orjson.dumps(asked) + b"\n" + picture)
    await process.stdin.drain()
    line = await process.stdout.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    said = orjson.loads(line)
    if problem := said.get("problem"):
        raise CannotRenderError(problem)
    return await process.stdout.readexactly(said["bytes"])


class Renditions:
    """Gives renditions: from memory, from the store, or made."""

    def __init__(
        self,
        store: PictureStore,
        originals: Objects,
        kept: Objects,
        darkroom: Darkroom,
    ) -> None:
        self._store = store
        self._originals = originals
        self._kept = kept
        self._darkroom = darkroom
        self._in_hand: dict[str, asyncio.Task[bytes | None]] = {}

    async def give(self, sha256: str, wanted: Wanted) -> bytes | None:
        """Give a rendition, made once however many ask; None where the picture is not there.

        Raises `CannotRenderError`.
        """
        key = wanted.key(sha256)
        task = self._in_hand.get(key)
        if task is None:
            task = self._in_hand[key] = asyncio.create_task(self._found(key, sha256, wanted))
            task.add_done_callback(lambda _: self._in_hand.pop(key, None))
        return await asyncio.shield(task)

    async def _found(self, key: str, sha256: str, wanted: Wanted) -> bytes | None:
        name = await self._store.rendition(key)
        if name is not None and (there := await self._kept.get(name)) is not None:
            return there
        original = await self._originals.get(sha256)
        if original is None:
            return None
        made = await self._darkroom.make(original, wanted)
        # The bytes first: a document never names what is not there.
        await self._store.keep_rendition(key, sha256, await self._kept.put(made))
        return made
