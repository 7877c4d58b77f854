"""A newsroom's data is its owner's: directories 0700, files 0600."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

UMASK = 0o077
"""Of the processes that write there."""


def close_to_others(data: Path) -> None:
    """Make the directory, and take from others what they may do with what is in it.

    What this process writes from now on is closed to them, too.
    """
    os.umask(UMASK)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    for directory, _, files in os.walk(data):
        for path in (directory, *(os.path.join(directory, name) for name in files)):  # noqa: PTH118  thousands of them
            with contextlib.suppress(FileNotFoundError, PermissionError):
                mode = os.lstat(path).st_mode
                if not stat.S_ISLNK(mode) and mode & UMASK:
                    os.chmod(path, stat.S_IMODE(mode) & ~UMASK)  # noqa: PTH101  as above
