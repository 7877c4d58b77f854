"""Watched folders: a file is taken when it has stopped growing, and moved once it is ours.

Names that begin with a dot or end like `.part` are files still being written: a sender that
renames them when they are whole is never met halfway.
"""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from services.ingest.formats.recognise import guess_media_type
from services.ingest.pulling.plan import PullPlan
from services.ingest.pulling.pulled import Cursor, Fate, Looked, Means, Pulled
from services.ingest.pulling.web import PullFailedError

_MOST_FILES = 200
"""In one poll; the next takes more at once."""

_MOST_LOOKED_AT = 5000
_STILL_S = 2.0
"""A file that has not changed for so long, from one look to a later one, is whole."""

_BEING_WRITTEN = (".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", "~")
_GOES_TO = {Fate.TAKEN: "done", Fate.QUARANTINED: "failed"}


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    changed_ns: int

    @property
    def name(self) -> str:
        """Give the name as text, also where its bytes are none."""
        return os.fsencode(self.path.name).decode("utf-8", "backslashreplace")

    @property
    def mark(self) -> str:
        return f"{self.size}:{self.changed_ns}"


async def pull(
    plan: PullPlan, cursor: Cursor, means: Means
) -> AsyncGenerator[Pulled | Looked, None]:
    """Take the files that are as they were at the last look, oldest first."""
    folder = await asyncio.to_thread(_folder_of, means.folders_root, plan.folder)
    files = await asyncio.to_thread(_look, folder)
    now_ms = round(means.now().timestamp() * 1000)
    seen = _seen(files, cursor, now_ms)
    still_since = now_ms - _STILL_S * 1000
    whole = [file for file in files if file.size and seen[file.name] <= still_since]
    for file in whole[:_MOST_FILES]:
        content = await asyncio.to_thread(_read, file, means.most_bytes)
        if content is None:
            continue
        too_large = file.size > means.most_bytes
        yield Pulled(
            name=f"{file.name} {file.mark}",
            content=content,
            media_type=plan.media_type or guess_media_type(file.name, content[:65_536]),
            headers={"file": file.name[:300]},
            fault=f"the file has more than {means.most_bytes} bytes" if too_large else None,
            cursor=cursor,
            settle=partial(_move, file.path),
        )
    left = await asyncio.to_thread(_look, folder)
    seen = _seen(left, cursor, now_ms)
    marks = {file.name: f"{file.mark}@{seen[file.name]}" for file in left}
    yield Looked(cursor=marks, more=len(whole) > _MOST_FILES)


def _seen(files: list[_File], cursor: Cursor, now_ms: int) -> dict[str, int]:
    """Tell since when (in ms) each file has been seen as it is now."""
    since = {}
    for file in files:
        mark, _, at = cursor.get(file.name, "").rpartition("@")
        since[file.name] = int(at) if mark == file.mark else now_ms
    return since


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


def _look(folder: Path) -> list[_File]:
    """List the plain files that nobody says are still being written, oldest first."""
    files: list[_File] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if len(files) == _MOST_LOOKED_AT:
                    break
                if entry.name.startswith(".") or entry.name.lower().endswith(_BEING_WRITTEN):
                    continue
                try:
                    facts = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                if stat.S_ISREG(facts.st_mode):
                    files.append(_File(Path(entry.path), facts.st_size, facts.st_mtime_ns))
    except OSError as error:
        raise PullFailedError(f"the folder cannot be read: {error}") from error
    return sorted(files, key=lambda file: (file.changed_ns, file.name))


def _read(file: _File, most_bytes: int) -> bytes | None:
    """Read a file whole; None where it has changed or gone meanwhile. Too large: no bytes."""
    try:
        descriptor = os.open(file.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PullFailedError(f"{file.name} cannot be read: {error.strerror}") from error
    with os.fdopen(descriptor, "rb") as opened:
        content = opened.read(most_bytes + 1) if file.size <= most_bytes else b""
        facts = os.fstat(opened.fileno())
    unchanged = (facts.st_size, facts.st_mtime_ns) == (file.size, file.changed_ns)
    return content if unchanged and stat.S_ISREG(facts.st_mode) else None


async def _move(path: Path, fate: Fate) -> None:
    await asyncio.to_thread(_move_now, path, path.parent / _GOES_TO[fate])


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
