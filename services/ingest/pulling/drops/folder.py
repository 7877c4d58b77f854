"""Watched folders: a file is taken when it has stopped growing, and moved once it is ours."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncGenerator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from services.ingest.pulling.drops.drop import (
    MOST_LOOKED_AT,
    File,
    is_whole_by_name,
    pull_files,
)
from services.ingest.pulling.plan import PullPlan
from services.ingest.pulling.pulled import Cursor, Fate, Looked, Means, Pulled
from services.ingest.pulling.web import PullFailedError

_GOES_TO: Mapping[Fate, str] = MappingProxyType(
    {Fate.TAKEN: "done", Fate.QUARANTINED: "failed"}
)


async def pull(
    plan: PullPlan, cursor: Cursor, means: Means
) -> AsyncGenerator[Pulled | Looked, None]:
    """Take the files that are as they were at the last look, oldest first."""
    folder = await asyncio.to_thread(_folder_of, means.folders_root, plan.folder)
    async for step in pull_files(_Folder(folder), plan, cursor, means):
        yield step


class _Folder:
    """A folder of this machine."""

    settles = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def look(self) -> list[File]:
        """List the plain files."""
        return await asyncio.to_thread(_look, self._folder)

    async def read(self, file: File) -> bytes | None:
        """Read a file that is none other than the one listed."""
        return await asyncio.to_thread(_read, self._folder, file)

    def goes_to(self, fate: Fate) -> str:
        """Name where files go: they never stay."""
        return _GOES_TO[fate]

    async def move(self, file: File, folder: str) -> None:
        """Move a file, under another name where there is one already."""
        await asyncio.to_thread(_move_now, self._folder / file.place, self._folder / folder)


def _folder_of(root: Path | None, name: PurePosixPath) -> Path:
    """Give a folder that is really below the root, whatever links lead to it."""
    if root is None:
        raise PullFailedError("COPYDESK_POLL_FOLDERS_ROOT is not set: no folder is watched")
    try:
        base = root.resolve(strict=True)
        folder = (base / name).resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise PullFailedError(f"the folder cannot be read: {error}") from error
    if base not in folder.parents or not folder.is_dir():
        raise PullFailedError("the folder does not lie below COPYDESK_POLL_FOLDERS_ROOT")
    return folder


def _look(folder: Path) -> list[File]:
    """List the plain files that nobody says are still being written, oldest first."""
    files: list[tuple[int, File]] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if len(files) == MOST_LOOKED_AT:
                    break
                if not is_whole_by_name(entry.name):
                    continue
                try:
                    facts = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                if stat.S_ISREG(facts.st_mode):
                    changed = str(facts.st_mtime_ns)
                    file = File(place=entry.name, size=facts.st_size, changed=changed)
                    files.append((facts.st_mtime_ns, file))
    except OSError as error:
        raise PullFailedError(f"the folder cannot be read: {error}") from error
    return [file for _, file in sorted(files, key=lambda each: (each[0], each[1].name))]


def _read(folder: Path, file: File) -> bytes | None:
    """Read a file whole; None where it has changed or gone meanwhile."""
    try:
        descriptor = os.open(folder / file.place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PullFailedError(f"{file.name} cannot be read: {error.strerror}") from error
    with os.fdopen(descriptor, "rb") as opened:
        content = opened.read(file.size + 1)
        facts = os.fstat(opened.fileno())
    unchanged = f"{facts.st_size}:{facts.st_mtime_ns}" == file.mark
    return content if unchanged and stat.S_ISREG(facts.st_mode) else None


def _move_now(path: Path, folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
        target = folder / path.name
        number = 1
        while target.exists():
            number += 1
            target = folder / f"{path.stem}~{number}{path.suffix}"
        path.rename(target)
    except FileNotFoundError:
        return  # somebody has moved it already
    except OSError as error:
        raise PullFailedError(f"{path.name} cannot be moved: {error.strerror}") from error
