"""Where bytes lie that are too large for documents: a folder, or any S3 bucket.

An object is named by the sha256 of its bytes, so putting it twice is putting it once, and what
is there is whole. Each owner has a room of its own (`originals`, `renditions`), so that who
clears up after itself touches nobody else's. No object says whose it is or what it shows: the
owner's documents do.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from shared.settings import Settings

_NAME = re.compile(r"[0-9a-f]{64}")
_Given = TypeVar("_Given")
_PAGE = 1000
_WRITTEN_S = 3600
"""What has been half written for longer than this was left by a process that died."""


class ObjectsAwayError(ConnectionError):
    """The store cannot be reached, refuses, or is full: nobody's object is at fault."""


@dataclass(frozen=True, slots=True)
class Lying:
    """An object that lies in a store: its name, its bytes, since when."""

    sha256: str
    size: int
    since: datetime


class Objects(Protocol):
    """A room of the object store; its calls raise `ObjectsAwayError` and nothing else."""

    async def put(self, data: bytes) -> str:
        """Keep bytes, durably, and give their name; what is there already stays."""

    async def get(self, sha256: str, start: int = 0, end: int | None = None) -> bytes | None:
        """Give bytes `start` to `end` (exclusive), or None if the object is not there."""

    async def size(self, sha256: str) -> int | None:
        """Give how many bytes an object has, or None if it is not there."""

    async def exists(self, sha256: str) -> bool:
        """Tell whether an object is there."""

    async def delete(self, sha256: str) -> None:
        """Delete an object; also when it is not there."""

    def pages(self, *, size: int = _PAGE) -> AsyncIterator[list[Lying]]:
        """Give all objects in pages, in no order."""

    async def ping(self) -> None:
        """Raise unless the store answers."""


def open_objects(settings: Settings, room: str) -> Objects:
    """Open a room of the store that the settings name; nothing is called or made yet."""
    place = settings.objects
    if not place.startswith("s3://"):
        return _Folder(Path(place) / room)
    bucket, _, prefix = place.removeprefix("s3://").partition("/")
    return _Bucket(
        bucket,
        prefix=f"{prefix.strip('/')}/{room}".lstrip("/"),
        endpoint=settings.objects_endpoint,
        region=settings.objects_region,
        key_id=settings.objects_key_id.get_secret_value(),
        key=settings.objects_key.get_secret_value(),
    )


def _name_of(data: bytes) -> str:
    """Give the name that bytes have in a store."""
    return hashlib.sha256(data).hexdigest()


def _checked(sha256: str) -> str:
    if not _NAME.fullmatch(sha256):
        raise ValueError(f"not the name of an object: {sha256[:80]!r}")
    return sha256


class _Folder:
    """A room that is a folder: `ab/cd/abcd…`, each file readable by its owner only.

    A file is written beside its place, synced and renamed: it is there whole or not at all.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, data: bytes) -> str:
        """Keep bytes under their hash."""
        return await self._away(partial(self._put, data))

    async def get(self, sha256: str, start: int = 0, end: int | None = None) -> bytes | None:
        """Give bytes of a file, or None."""
        return await self._away(partial(self._get, _checked(sha256), start, end))

    async def size(self, sha256: str) -> int | None:
        """Give a file's size, or None."""
        return await self._away(partial(self._size, _checked(sha256)))

    async def exists(self, sha256: str) -> bool:
        """Tell whether a file is there."""
        return await self.size(sha256) is not None

    async def delete(self, sha256: str) -> None:
        """Delete a file, durably."""
        await self._away(partial(self._delete, _checked(sha256)))

    async def pages(self, *, size: int = _PAGE) -> AsyncIterator[list[Lying]]:
        """Give the files in pages, folder by folder; what a dead process left goes."""
        found: list[Lying] = []
        for folder in await self._away(self._folders):
            found += await self._away(partial(self._files, folder))
            while len(found) >= size:
                yield found[:size]
                found = found[size:]
        if found:
            yield found

    async def ping(self) -> None:
        """Raise unless the folder is there or can be made."""
        await self._away(partial(self._make, self._folder))

    @staticmethod
    async def _away(work: Callable[[], _Given]) -> _Given:
        try:
            return await asyncio.to_thread(work)
        except OSError as error:
            raise ObjectsAwayError(f"objects: {error}") from error

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256[2:4] / sha256

    def _put(self, data: bytes) -> str:
        sha256 = _name_of(data)
        path = self._path(sha256)
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_size == len(data):
                os.utime(path)  # who clears up sees that somebody means it again
                return sha256
        self._make(path.parent)
        beside = path.with_name(f".{sha256}.{secrets.token_hex(6)}")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        _sync(path.parent)
        return sha256

    def _make(self, folder: Path) -> None:
        if folder.is_dir():
            return
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in (folder.parent, folder.parent.parent):
            _sync(each)

    def _get(self, sha256: str, start: int, end: int | None) -> bytes | None:
        try:
            with self._path(sha256).open("rb") as file:
                file.seek(start)
                return file.read() if end is None else file.read(max(0, end - start))
        except FileNotFoundError:
            return None

    def _size(self, sha256: str) -> int | None:
        try:
            return self._path(sha256).stat().st_size
        except FileNotFoundError:
            return None

    def _delete(self, sha256: str) -> None:
        path = self._path(sha256)
        try:
            path.unlink()
        except FileNotFoundError:
            return
        _sync(path.parent)

    def _folders(self) -> list[Path]:
        return [
            inner
            for outer in _under(self._folder)
            if outer.is_dir()
            for inner in _under(outer)
            if inner.is_dir()
        ]

    @staticmethod
    def _files(folder: Path) -> list[Lying]:
        found = []
        for path in _under(folder):
            with contextlib.suppress(FileNotFoundError):
                state = path.stat()
                since = datetime.fromtimestamp(state.st_mtime, UTC)
                if _NAME.fullmatch(path.name):
                    found.append(Lying(path.name, state.st_size, since))
                elif (datetime.now(UTC) - since).total_seconds() > _WRITTEN_S:
                    path.unlink()
        return found


def _under(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(folder.iterdir())
    except FileNotFoundError:
        return


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Bucket:
    """A room that is a prefix in an S3 bucket, of any server that speaks S3."""

    def __init__(
        self, bucket: str, *, prefix: str, endpoint: str, region: str, key_id: str, key: str
    ) -> None:
        self._prefix = prefix
        self._store = open_bucket(
            bucket, endpoint=endpoint, region=region, key_id=key_id, key=key
        )

    async def put(self, data: bytes) -> str:
        """Keep bytes under their hash; they are sent again where they are there already.

        So the object is as young as its newest use, which is what clearing up goes by.
        """
        sha256 = _name_of(data)
        with _bucket_away():
            await obstore.put_async(self._store, self._key(sha256), data, use_multipart=False)
        return sha256

    async def get(self, sha256: str, start: int = 0, end: int | None = None) -> bytes | None:
        """Give bytes of an object, or None."""
        key = self._key(_checked(sha256))
        try:
            with _bucket_away():
                if start == 0 and end is None:
                    found = await obstore.get_async(self._store, key)
                    return bytes(await found.bytes_async())
                size = (await obstore.head_async(self._store, key))["size"]
                stop = size if end is None else min(end, size)
                if start >= stop:
                    return b""
                return bytes(
                    await obstore.get_range_async(self._store, key, start=start, end=stop)
                )
        except FileNotFoundError:
            return None

    async def size(self, sha256: str) -> int | None:
        """Give an object's size, or None."""
        try:
            with _bucket_away():
                return (await obstore.head_async(self._store, self._key(_checked(sha256))))[
                    "size"
                ]
        except FileNotFoundError:
            return None

    async def exists(self, sha256: str) -> bool:
        """Tell whether an object is there."""
        return await self.size(sha256) is not None

    async def delete(self, sha256: str) -> None:
        """Delete an object."""
        with contextlib.suppress(FileNotFoundError), _bucket_away():
            await obstore.delete_async(self._store, self._key(_checked(sha256)))

    async def pages(self, *, size: int = _PAGE) -> AsyncIterator[list[Lying]]:
        """Give the objects in pages."""
        with _bucket_away():
            async for chunk in obstore.list(self._store, f"{self._prefix}/", chunk_size=size):
                found = [
                    Lying(name, each["size"], each["last_modified"])
                    for each in chunk
                    if _NAME.fullmatch(name := each["path"].rpartition("/")[2])
                ]
                if found:
                    yield found

    async def ping(self) -> None:
        """Raise unless the bucket answers."""
        with _bucket_away():
            async for _ in obstore.list(self._store, f"{self._prefix}/", chunk_size=1):
                return

    def _key(self, sha256: str) -> str:
        return f"{self._prefix}/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def open_bucket(
    bucket: str,
    *,
    endpoint: str,
    region: str,
    key_id: str,
    key: str,
    of_others: bool = False,
) -> S3Store:
    """Open a bucket; nothing is called yet.

    Without a key it is asked as this machine may; a bucket `of_others` is asked as anybody.
    """
    config: dict[str, str] = {"region": region or "us-east-1"}
    if endpoint:
        config |= {"endpoint": endpoint, "virtual_hosted_style_request": "false"}
    if key_id:
        config |= {"access_key_id": key_id, "secret_access_key": key}
    elif of_others:
        config |= {"skip_signature": "true"}
    return S3Store(
        bucket,
        config=config,  # type: ignore[arg-type]  # a typed dictionary of the same names
        client_options={
            "allow_http": endpoint.startswith("http://"),
            "timeout": timedelta(seconds=30),
            "connect_timeout": timedelta(seconds=5),
        },
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=20)},
    )


@contextlib.contextmanager
def _bucket_away() -> Iterator[None]:
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        raise FileNotFoundError(str(error)) from error
    except (BaseError, OSError) as error:
        raise ObjectsAwayError(f"objects: {str(error)[:300]}") from error
