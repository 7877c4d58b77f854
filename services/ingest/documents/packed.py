"""Archives that are documents: refused, before they are unpacked, where they fill memory."""

from __future__ import annotations

import zipfile

from services.ingest.documents.found import DocumentError

_MOST_UNPACKED = 100_000_000
_MOST_FILES = 5_000


def refuse_bombs(packed: zipfile.ZipFile) -> None:
    """Raise where an archive says that more comes out of it than any release has."""
    files = packed.infolist()
    if len(files) > _MOST_FILES or sum(one.file_size for one in files) > _MOST_UNPACKED:
        raise DocumentError("more would come out of it than any text has")
    if any(one.flag_bits & 1 for one in files):
        raise DocumentError("it has a password")
