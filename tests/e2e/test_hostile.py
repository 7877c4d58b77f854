"""A hostile client, a little of it: what ordinary people and wires do goes on meanwhile.

Ten thousand requests, and the p99 that may double at most: `python -m tests.hostile`, on a
machine that does nothing else.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.room import a_newsroom

_NOT_MEASURED = 3
"""The machine itself was slow, as a machine is that runs other tests."""
pytestmark = [pytest.mark.long, pytest.mark.timeout(240)]


def test_the_ordinary_load_goes_on_beside_a_hostile_client(tmp_path: Path) -> None:
    with a_newsroom(tmp_path) as room:
        key = room.add_source("own-wire", rights=["self"])
        words = ["--requests", "300", "--rounds", "1", "--alone-s", "3", "--times", "20"]
        words += ["--key", key]
        for name in ("ingest", "moderation", "publish"):
            words += [f"--{name}", room.url(name), "--pid", str(room.processes[name].pid)]
        done = subprocess.run(
            [sys.executable, "-m", "tests.hostile", *words],
            check=False,
            capture_output=True,
            text=True,
            timeout=200,
            cwd=Path(__file__).parents[2],
        )

    assert done.returncode in (0, _NOT_MEASURED), done.stdout + done.stderr
    said = json.loads(done.stdout)
    assert said["attacks"] == 300
    assert said["taken"] > 5
    assert said["lost"] == []
    assert not any("nested_lists: 2" in outcome for outcome in said["outcomes"])
