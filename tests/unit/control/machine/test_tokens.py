"""The newsroom's own secrets."""

import stat
from pathlib import Path

from services.control.machine.tokens import (
    DESK,
    OPERATOR,
    SECRETS,
    make_tokens,
    read_tokens,
    tokens_file,
)


def test_tokens_are_made_once_and_readable_to_their_owner_only(tmp_path: Path) -> None:
    made = make_tokens(tmp_path, {})

    assert set(made) == set(SECRETS)
    assert len(set(made.values())) == len(SECRETS)
    assert make_tokens(tmp_path, {}) == made
    assert stat.S_IMODE(tokens_file(tmp_path).stat().st_mode) == 0o600


def test_the_environment_outweighs_and_is_not_written_down(tmp_path: Path) -> None:
    secret = tmp_path / "desk"
    secret.write_text("from-a-file\n")
    environment = {OPERATOR: "from-the-environment", f"{DESK}_FILE": str(secret)}

    tokens = make_tokens(tmp_path, environment)

    assert tokens[OPERATOR] == "from-the-environment"
    assert tokens[DESK] == "from-a-file"
    kept = tokens_file(tmp_path).read_text()
    assert "from-" not in kept
    assert read_tokens(tmp_path, environment) == tokens


def test_what_is_missing_is_simply_missing(tmp_path: Path) -> None:
    assert read_tokens(tmp_path, {}) == {}
