"""The process that opens one document: `python -m services.ingest.documents.worker KIND`.

Its limits are set before it reads a byte; it answers with one JSON object on stdout. What the
library trips over becomes an error in words.
"""

from __future__ import annotations

import base64
import json
import resource
import sys
from collections.abc import Callable

from services.ingest.documents.found import DocumentError, Found

_MOST_MEMORY = 768_000_000
"""Bytes of address space; the libraries take some 150 MB of it to be loaded."""
_MOST_CPU_S = 20


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_CPU, _MOST_CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, _MOST_MEMORY),
    ):
        resource.setrlimit(what, (most, most))


def _reader(kind: str) -> Callable[[bytes], Found]:
    """Give what reads a kind; no library but its own is loaded."""
    # ruff: noqa: PLC0415
    if kind == "docx":
        from services.ingest.documents.docx import read_docx as read
    elif kind == "pdf":
        from services.ingest.documents.pdf import read_pdf as read
    elif kind == "rtf":
        from services.ingest.documents.rtf import read_rtf as read
    elif kind == "odt":
        from services.ingest.documents.odt import read_odt as read
    else:
        from services.ingest.documents.tnef import read_tnef as read
    return read


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
