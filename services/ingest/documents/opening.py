"""Opens a document in a process of its own: what it does there, it does to nobody else.

The same bytes give the same blocks. A bomb meets the limits of memory and time and is an
error in words; the process dies with it.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from services.ingest.documents.found import Block, DocumentError, Enclosed, Found

KINDS = frozenset({"docx", "pdf", "rtf", "odt", "tnef"})
_LONGEST_S = 30.0
_MOST_ANSWERED = 40_000_000
_AT_ONCE = threading.BoundedSemaphore(2)
"""Processes at the same time: each may take its whole share of memory."""
_ROOT = Path(__file__).resolve().parents[3]


def open_document(kind: str, content: bytes) -> Found:
    """Read a document of one of `KINDS`. Raises `DocumentError` with the reason in words."""
    environment = {
        **{name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ},
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with _AT_ONCE:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "services.ingest.documents.worker", kind],
                input=content,
                capture_output=True,
                timeout=_LONGEST_S,
                check=False,
                env=environment,
            )
        except subprocess.TimeoutExpired as error:
            raise DocumentError("reading it takes longer than a document may") from error
    if done.returncode != 0 or len(done.stdout) > _MOST_ANSWERED:
        raise DocumentError("reading it takes more time or memory than a document may")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise DocumentError(answer["error"])
    return found_in(answer)


def found_in(answer: dict[str, Any]) -> Found:
    """Make of a worker's answer what it found."""
    return Found(
        blocks=tuple(Block(kind, markup) for kind, markup in answer["blocks"]),
        enclosed=tuple(
            Enclosed(name, base64.b64decode(content)) for name, content in answer["enclosed"]
        ),
    )
