"""The newsroom's own secrets: taken from the environment, else made once and kept."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from shared.sealing import new_key

OPERATOR = "COPYDESK_OPERATOR_TOKEN"
DESK = "COPYDESK_DESK_TOKEN"
SECRETS = (OPERATOR, DESK, "COPYDESK_KEY_PEPPER", "COPYDESK_SECRETS_KEY")
"""Each is also looked for as `<NAME>_FILE`, a file to read it from."""


def tokens_file(data: Path) -> Path:
    """Tell where the tokens of the newsroom in this directory are kept."""
    return data / "tokens.json"


def read_tokens(data: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Give the tokens there are; the environment outweighs the file."""
    kept = _read(tokens_file(data))
    found = {name: _from_environment(name, environment) or kept.get(name) for name in SECRETS}
    return {name: value for name, value in found.items() if value}


def make_tokens(data: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Give all tokens; what is missing is made and kept, readable to its owner only."""
    found = read_tokens(data, environment)
    missing = [name for name in SECRETS if name not in found]
    if missing:
        made = {name: _new(name) for name in missing}
        _write(tokens_file(data), {**_read(tokens_file(data)), **made})
        found |= made
    return found


def _new(name: str) -> str:
    return new_key() if name == "COPYDESK_SECRETS_KEY" else secrets.token_urlsafe(32)


def _from_environment(name: str, environment: Mapping[str, str]) -> str | None:
    if value := environment.get(name):
        return value
    file = environment.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else None


def _read(path: Path) -> dict[str, str]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {str(name): str(value) for name, value in kept.items()}


def _write(path: Path, tokens: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = path.with_suffix(".new")
    written.unlink(missing_ok=True)
    descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(dict(tokens), file, indent=2)
        file.write("\n")
    written.replace(path)
