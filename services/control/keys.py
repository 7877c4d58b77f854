"""Keys of sources that this machine sends as, kept beside the newsroom's data."""

from __future__ import annotations

import json
import os
from pathlib import Path

from services.control.answers import SourceKey
from services.control.calls import Calls, RefusedError

_CONFLICT = 409


def key_of(calls: Calls, data: Path, source: str) -> str:
    """Give a source's key: the one kept here, else of a source made now, else one more key."""
    kept = _read(data)
    if source in kept:
        return kept[source]
    url = f"{calls.operations('ingest')}/v1/sources"
    try:
        answer = calls.ask("POST", url, token=calls.operator(), json={"source": source})
    except RefusedError as error:
        if error.status != _CONFLICT:
            raise
        answer = calls.ask("POST", f"{url}/{source}/rotate-key", token=calls.operator())
    made = calls.read(answer, SourceKey)
    _write(data, {**kept, source: made.key})
    return made.key


def forget_key(data: Path, source: str) -> None:
    """Drop a key that is not good any more."""
    kept = _read(data)
    if kept.pop(source, None) is not None:
        _write(data, kept)


def _file(data: Path) -> Path:
    return data / "keys.json"


def _read(data: Path) -> dict[str, str]:
    try:
        kept = json.loads(_file(data).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {str(source): str(key) for source, key in kept.items()}


def _write(data: Path, keys: dict[str, str]) -> None:
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = _file(data).with_suffix(".new")
    written.unlink(missing_ok=True)
    descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(keys, file, indent=2)
    written.replace(_file(data))
