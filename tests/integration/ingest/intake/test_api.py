"""Ingest against its own OpenAPI description: schemathesis asks whatever that allows, and more.

Deterministic: the same cases on every run. What it finds is mended in the API or described.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from redis.asyncio import Redis

from shared.database import Database
from tests.integration.service_process import OPERATOR, Process, a_process

LONGEST_S = 280
pytestmark = pytest.mark.timeout(300)
NOT_CHECKED = (
    # Any JSON or text may be posted; whether it is an item, no JSON schema can say.
    "positive_data_acceptance",
)


LINKS = """
[phases.stateful.inference]
algorithms = ["dependency-analysis"]
"""
"""Links by what answers hold, not by their Location: with one on many a 422, its machine of
states runs out of steps and raises (4.32)."""


def ask_whatever(url: str, token: str, *chosen: str, folder: Path) -> str:
    """Run schemathesis over the chosen calls; give what it says, or fail with it."""
    (folder / "schemathesis.toml").write_text(LINKS)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json"),
            *("--header", f"Authorization: Bearer {token}", *chosen),
            *("--checks", "all", "--exclude-checks", ",".join(NOT_CHECKED)),
            *("--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "30"),
            *("--generation-deterministic", "--no-color", "--suppress-health-check", "all"),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        cwd=folder,
        env={**os.environ, "SCHEMATHESIS_HOOKS": "tests.integration.ingest.intake.media_types"}
        | {"PYTHONPATH": str(Path(__file__).parents[4])},
    )
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
    return done.stdout


def cases(said: str) -> int:
    """Tell how many requests it made; each call it chose must have been among them."""
    selected, tested = (re.search(rf"{what}: +(\d+)", said) for what in ("Selected", "Tested"))
    assert selected
    assert tested
    assert selected[1] == tested[1], said
    return int(re.findall(r"(\d+) generated", said)[-1])


@pytest.fixture
def ingest(
    tmp_path: Path, redis_url: str, redis: Redis, mongo_url: str, database: Database
) -> Iterator[Process]:
    del redis  # empties the database that the process is given
    with a_process(
        "ingest",
        tmp_path / "ingest.log",
        redis_url=redis_url,
        mongo_url=mongo_url,
        database=database.name,
        SOURCE_CACHE_S="0",
    ) as process:
        yield process


async def a_key(ingest: Process) -> str:
    async with httpx.AsyncClient() as http:
        await ingest.until_ready(http)
        added = await http.post(
            f"{ingest.url}/v1/sources", json={"source": "wire"}, headers=OPERATOR
        )
        return str(added.json()["key"])


async def test_intake_answers_as_it_is_described(ingest: Process, tmp_path: Path) -> None:
    key = await a_key(ingest)

    said = await asyncio.to_thread(
        ask_whatever, ingest.url, key, "--include-tag", "intake", folder=tmp_path
    )

    assert cases(said) > 100


async def test_the_operators_calls_answer_as_they_are_described(
    ingest: Process, tmp_path: Path
) -> None:
    await a_key(ingest)

    said = await asyncio.to_thread(
        ask_whatever,
        ingest.url,
        "operator-token",
        "--exclude-tag",
        "intake",
        folder=tmp_path,
    )

    assert cases(said) > 100
