"""Objects in a bucket of S3, or of any server that speaks it: whole once they are there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError

from services.ingest.pulling.drops.drop import (
    MOST_LOOKED_AT,
    File,
    is_whole_by_name,
    pull_files,
)
from services.ingest.pulling.plan import PullPlan, Remote
from services.ingest.pulling.pulled import Cursor, Fate, Looked, Means, Pulled
from services.ingest.pulling.web import PullFailedError
from shared.objects import open_bucket


async def pull(
    plan: PullPlan, cursor: Cursor, means: Means
) -> AsyncGenerator[Pulled | Looked, None]:
    """Take the objects that have not been taken, oldest first."""
    remote = plan.remote
    endpoint = remote.said.get("endpoint", "")
    if endpoint:
        parts = urlsplit(endpoint)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        await means.web.guard.addresses(parts.scheme, parts.hostname or "", port)
    bucket = _Bucket(remote, plan.secret or "", means.timeout_s)
    async for step in pull_files(bucket, plan, cursor, means):
        yield step


class _Bucket:
    """A prefix in a bucket; the objects right under it, none deeper."""

    settles = False

    def __init__(self, remote: Remote, secret: str, timeout_s: float) -> None:
        self._remote = remote
        self._timeout_s = timeout_s
        self._prefix = f"{remote.path}/" if remote.path else ""
        self._store = open_bucket(
            remote.host,
            endpoint=remote.said.get("endpoint", ""),
            region=remote.said.get("region", ""),
            key_id=remote.user,
            key=secret,
            of_others=True,
        )

    async def look(self) -> list[File]:
        """List the objects."""
        found: list[File] = []
        try:
            async with asyncio.timeout(self._timeout_s):
                said = await obstore.list_with_delimiter_async(
                    self._store, self._prefix or None
                )
        except (BaseError, OSError, TimeoutError) as error:
            raise self._failed(error) from error
        for each in sorted(said["objects"], key=lambda one: one["last_modified"]):
            name = each["path"].removeprefix(self._prefix)
            if is_whole_by_name(name) and len(found) < MOST_LOOKED_AT:
                changed = (each.get("e_tag") or str(each["last_modified"].timestamp()))[:80]
                found.append(File(place=name, size=each["size"], changed=changed.strip('"')))
        return found

    async def read(self, file: File) -> bytes | None:
        """Read an object; None where it is not as it was listed."""
        try:
            async with asyncio.timeout(self._timeout_s):
                got = await obstore.get_async(self._store, self._prefix + file.place)
                if got.meta["size"] != file.size:
                    return None
                return bytes(await got.bytes_async())
        except (NotFoundError, FileNotFoundError):
            return None
        except (BaseError, OSError, TimeoutError) as error:
            raise self._failed(error) from error

    def goes_to(self, fate: Fate) -> str | None:
        """Name the prefix that the address says."""
        return self._remote.done if fate is Fate.TAKEN else self._remote.failed

    async def move(self, file: File, folder: str) -> None:
        """Move an object beneath another prefix; one of its name there is replaced."""
        start = self._prefix + file.place
        try:
            async with asyncio.timeout(self._timeout_s):
                with suppress(NotFoundError, FileNotFoundError):  # somebody has moved it
                    target = f"{self._prefix}{folder}/{file.place}"
                    await obstore.rename_async(self._store, start, target)
        except (BaseError, OSError, TimeoutError) as error:
            raise self._failed(error) from error

    def _failed(self, error: Exception) -> PullFailedError:
        if isinstance(error, TimeoutError):
            return PullFailedError(f"S3: no answer in {self._timeout_s:g} s")
        first = str(error).partition("\n")[0]
        return PullFailedError(f"S3: {type(error).__name__}: {first}"[:300])
