"""The process that opens one document: `python -m services.ingest.documents.worker KIND`.

Its limits are set before it reads a byte; it answers with one JSON object on stdout. What the
library trips over becomes an error in words.
"""

from __future__ import annotations

import base64
import importlib
import json
import resource
import sys
from collections.abc import Callable

from services.ingest.documents.found import DocumentError, Found

MOST_MEMORY = 768_000_000
"""Bytes of address space; the libraries take some 150 MB of it to be loaded."""
MOST_CPU_S = 20
READERS = {
    "docx": ("docx", "read_docx"),
    "pdf": ("pdf", "read_pdf"),
    "rtf": ("rtf", "read_rtf"),
    "odt": ("odt", "read_odt"),
    "tnef": ("tnef", "read_tnef"),
}
"""By kind: the module that reads it and its function, loaded for a document of that kind."""


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_CPU, MOST_CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, MOST_MEMORY),
    ):
        resource.setrlimit(what, (most, most))


def _reader(kind: str) -> Callable[[bytes], Found]:
    module, name = READERS[kind]
    found: Callable[[bytes], Found] = getattr(
        importlib.import_module(f"services.ingest.documents.{module}"), name
    )
    return found


def _answer(kind: str, content: bytes) -> dict[str, object]:
    try:
        found = _reader(kind)(content)
    except DocumentError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "reading it takes more memory than a document may"}
    except Exception as error:
        return {"error": f"its reader tripped over it ({type(error).__name__})"}
    return {
        "blocks": [[block.kind, block.html] for block in found.blocks],
        "enclosed": [
            [one.name, base64.b64encode(one.content).decode("ascii")] for one in found.enclosed
        ],
    }


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(_answer(sys.argv[1], sys.stdin.buffer.read())))
