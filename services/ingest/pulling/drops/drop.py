"""What all places have in common where a source puts files, wherever they lie.

A file is taken when it has been the same at two looks, so that nobody is met halfway: names
that begin with a dot or end like `.part` are files still being written. What was taken is
moved, or, where a place is only for reading, remembered by its mark.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from services.ingest.formats.recognise import guess_media_type
from services.ingest.formats.text.magic import kind_of
from services.ingest.pulling.plan import PullPlan
from services.ingest.pulling.pulled import Cursor, Fate, Looked, Means, Pulled

_MOST_FILES = 200
"""In one poll; the next takes more at once."""

MOST_LOOKED_AT = 5000
_STILL_S = 2.0
"""A file that has not changed for so long, from one look to a later one, is whole."""

_BEING_WRITTEN = (".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", "~")
_TAKEN = "taken"
"""In the place of the time since when a file has been as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file in a drop: how it is found there, and by what it is known to be the same."""

    place: str
    size: int
    changed: str

    @property
    def name(self) -> str:
        """Give the name as text, also where its bytes are none."""
        return self.place.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

    @property
    def mark(self) -> str:
        """Tell this state of the file from others."""
        return f"{self.size}:{self.changed}"


class _Drop(Protocol):
    """A place with files."""

    settles: bool
    """Whether a file may be met while it is being written."""

    async def look(self) -> Sequence[File]:
        """List the files, oldest first; raises `PullFailedError`."""

    async def read(self, file: File) -> bytes | None:
        """Read a file whole; None where it has changed or gone meanwhile."""

    def goes_to(self, fate: Fate) -> str | None:
        """Name the folder beside the files for those that were taken; None: they stay."""

    async def move(self, file: File, folder: str) -> None:
        """Move a file into a folder beside it; also when somebody has moved it already."""


def is_whole_by_name(name: str) -> bool:
    """Tell whether a name is none of a file that is still being written, or of no file."""
    lower = name.lower()
    return not (
        not name
        or name.startswith(".")
        or lower.endswith(_BEING_WRITTEN)
        or "/" in name
        or "\0" in name
    )


async def pull_files(
    drop: _Drop, plan: PullPlan, cursor: Cursor, means: Means
) -> AsyncGenerator[Pulled | Looked, None]:
    """Take the files that are as they were at the last look, oldest first."""
    files = await drop.look()
    now_ms = round(means.now().timestamp() * 1000)
    seen = _seen(files, cursor, now_ms)
    still_since = now_ms - (_STILL_S * 1000 if drop.settles else 0)
    whole = [
        file
        for file in files
        if file.size and seen[file.name] != _TAKEN and int(seen[file.name]) <= still_since
    ]
    marks = {file.name: f"{file.mark}@{seen[file.name]}" for file in files}
    kept = {name: said for name, said in cursor.items() if name.startswith("/")}
    for file in whole[:_MOST_FILES]:
        too_large = file.size > means.most_bytes
        content = b"" if too_large else await drop.read(file)
        if content is None:
            del marks[file.name]
            continue
        if drop.goes_to(Fate.TAKEN) is None:
            marks[file.name] = f"{file.mark}@{_TAKEN}"
        else:
            del marks[file.name]
        yield Pulled(
            name=f"{file.name} {file.mark}",
            content=content,
            media_type=_media_type(plan, file, content[:65_536]),
            headers={"file": file.name[:300]},
            fault=f"the file has more than {means.most_bytes} bytes" if too_large else None,
            cursor={**kept, **marks},
            settle=partial(_settle, drop, file),
        )
    yield Looked(cursor={**kept, **marks}, more=len(whole) > _MOST_FILES)


def _media_type(plan: PullPlan, file: File, head: bytes) -> str:
    """Give what a source says its stories are; a picture that lies beside them is none."""
    found = kind_of(head)
    is_picture = found is not None and found.name == "picture"
    return (not is_picture and plan.media_type) or guess_media_type(file.name, head)


async def _settle(drop: _Drop, file: File, fate: Fate) -> None:
    folder = drop.goes_to(fate)
    if folder is not None:
        await drop.move(file, folder)


def _seen(files: Sequence[File], cursor: Cursor, now_ms: int) -> dict[str, str]:
    """Tell since when (in ms) each file has been seen as it is now, or that it was taken."""
    since = {}
    for file in files:
        mark, _, at = cursor.get(file.name, "").rpartition("@")
        since[file.name] = at if mark == file.mark else str(now_ms)
    return since
