"""ZIP archives: each file in one as if it had come by itself; pure.

Nothing is written anywhere: a name in an archive is only a name, whatever path it spells. What
it holds is inflated in steps, so that a bomb goes off at a limit; locked files are refused, by
name, and so are archives in archives, also where a letter lies between them.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TypeAlias

from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
    UnknownFormatError,
    UnreadableError,
)
from services.ingest.formats.recognise import guess_media_type
from services.ingest.formats.text.inflating import inflate
from services.ingest.formats.text.magic import WITHOUT_TEXT, kind_of

_FORMAT = "zip"
_MOST_FILES = 1000
_MOST_BYTES = 20_000_000
"""Of all files together, inflated: DESIGN's limit of a request."""

_STEP = 1 << 16
_LOCKED = 0x1
_GZIP = b"\x1f\x8b"
_READ: TypeAlias = Callable[[Payload], Parsed]
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError,
    ValueError, KeyError, IndexError,
)  # fmt: skip
"""What the standard library raises at archives that are none, or of a kind it does not know."""


def parse(payload: Payload, read: _READ) -> Parsed:
    """Read every file of an archive; one that cannot be read does not fail the others."""
    if payload.is_unpacked:
        raise UnreadableError(
            _problem("this is a ZIP archive within another one", "send it by itself")
        )
    try:
        with zipfile.ZipFile(BytesIO(payload.content)) as packed:
            return _parse(packed, payload, read)
    except _DAMAGED as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(
            _problem(f"this ZIP archive is damaged: {str(error)[:200]}", "send it again")
        ) from error


def _parse(packed: zipfile.ZipFile, payload: Payload, read: _READ) -> Parsed:
    problems: list[Problem] = []
    items: list[ParsedItem] = []
    left = _MOST_BYTES
    files = [*_files(packed)]
    if len(files) > _MOST_FILES:
        problems.append(
            _problem(
                f"the archive holds {len(files)} files; the first {_MOST_FILES} are read",
                "send several smaller archives",
            )
        )
    for info in files[:_MOST_FILES]:
        name = info.filename[-200:]
        content = _content(packed, info, left)
        if isinstance(content, Problem):
            problems.append(content)
            continue
        left -= len(content)
        one = _read_one(name, content, payload, read)
        if isinstance(one, Parsed):
            items += one.items
            problems += (
                replace(each, detail=f"{name}: {each.detail}") for each in one.problems
            )
        else:
            problems += one
    if not items:
        raise UnreadableError(
            *(problems or [_problem("the ZIP archive is empty", "put the stories into it")])
        )
    return Parsed(format=_FORMAT, items=tuple(items), problems=tuple(problems))


def _files(packed: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """Give the files, without what systems put beside them."""
    for info in packed.infolist():
        parts = info.filename.split("/")
        hidden = parts[0] == "__MACOSX" or parts[-1].startswith(".")
        if not info.is_dir() and not hidden and parts[-1] not in ("Thumbs.db", "desktop.ini"):
            yield info


def _content(packed: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes | Problem:
    name = info.filename[-200:]
    if info.flag_bits & _LOCKED:
        return _problem(f"{name} is locked with a password", "send the archive without one")
    content = bytearray()
    try:
        with packed.open(info) as opened:
            while part := opened.read(_STEP):
                content += part
                if len(content) > left:
                    return _problem(
                        f"{name} inflates beyond {_MOST_BYTES:,} bytes, with what is before it",
                        "send fewer files at a time",
                    )
        if content.startswith(_GZIP):
            return inflate(bytes(content), most_bytes=left)
    except UnreadableError as error:
        return replace(error.problems[0], detail=f"{name}: {error.problems[0].detail}")
    except _DAMAGED as error:
        return _problem(f"{name} is damaged: {str(error)[:200]}", "send it again")
    return bytes(content)


def _read_one(
    name: str, content: bytes, payload: Payload, read: _READ
) -> Parsed | tuple[Problem, ...]:
    kind = kind_of(content)
    if kind is not None and kind.name in ("zip", "archive"):
        return (_problem(f"{name} is {kind.called} in the archive", "send it by itself"),)
    if kind is not None and kind.name in WITHOUT_TEXT:
        return (
            _problem(
                f"{name} is {kind.called}, and no copy that can be read here",
                "send pictures with the item that names them",
                fatal=False,
            ),
        )
    inner = replace(
        payload,
        content=content,
        media_type=guess_media_type(name, content[:65_536]),
        charset=None,
        url=None,
        file_name=name.rpartition("/")[2],
        is_unpacked=True,
    )
    try:
        return read(inner)
    except UnreadableError as error:
        return _named(name, error.problems)
    except UnknownFormatError as error:
        return (_problem(f"{name}: {error}"[:500], "send it in one of these"),)


def _named(name: str, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(replace(each, detail=f"{name}: {each.detail}") for each in problems)


def _problem(detail: str, fix: str, *, fatal: bool = True) -> Problem:
    return Problem(detail=detail, fix=fix, line=1, fatal=fatal)
