"""Pictures as files beside the pages of a static site: those that live stories show.

What no story shows any more is deleted before anything else is written.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from services.publish.pictures.shown.reading import Shown
from services.publish.pictures.shown.recipes import MEDIA_TYPES, is_sha256

Fetch = Callable[[str], bytes | None]
"""Gives the picture under a path, None where there is none (any more)."""


class ExportedPictures:
    """The folder `media` of a site of files."""

    def __init__(self, directory: Path, fetch: Fetch) -> None:
        self._folder = directory / "media"
        self._written = directory / ".copydesk" / "picture"
        self._fetch = fetch
        self._waiting: set[str] = set()

    def want(self, shown: Iterable[Shown]) -> None:
        """Ask for every file that pages name of these pictures."""
        for each in shown:
            self._waiting |= {path for path in _paths(each) if not self._file(path).is_file()}

    def drop(self, is_shown: Callable[[str], bool]) -> None:
        """Delete what no story shows any more."""
        for folder in [*self._folder.iterdir()] if self._folder.is_dir() else []:
            if is_sha256(folder.name) and not is_shown(folder.name):
                shutil.rmtree(folder, ignore_errors=True)
                self._waiting -= {each for each in self._waiting if folder.name in each}

    def flush(self) -> int:
        """Write what is asked for; give how many files."""
        count = 0
        for path in sorted(self._waiting):
            if (found := self._fetch(path)) is not None:
                file = self._file(path)
                file.parent.mkdir(parents=True, exist_ok=True)
                self._written.write_bytes(found)
                os.replace(self._written, file)  # noqa: PTH105 - whole or not at all
                count += 1
        self._waiting.clear()
        return count

    def _file(self, path: str) -> Path:
        return self._folder.joinpath(*path.split("/")[2:])


def _paths(shown: Shown) -> Iterator[str]:
    for form in MEDIA_TYPES:
        for is_cut in (False, True):
            for asked, _, _ in shown.forms(cut=is_cut):
                yield shown.path(asked, form, cut=is_cut)
        yield shown.path(1600, form, cut=True)
        yield shown.path(1600, form)
