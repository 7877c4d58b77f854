"""The operator's command about a source's webhook, against a running ingest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis
from typer.testing import CliRunner

from services.control.main import app
from shared.database import Database
from tests.integration.service_process import a_process


def copydesk(*arguments: str) -> Any:
    """Run the command, as a program would: JSON out."""
    result = CliRunner().invoke(app, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def places(redis: Redis, redis_url: str, mongo_url: str, database: Database) -> dict[str, str]:
    del redis  # empties the database that the process is given
    return {"redis_url": redis_url, "mongo_url": mongo_url, "database": database.name}


async def test_a_source_gets_a_webhook_and_the_command_says_how_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: dict[str, str]
) -> None:
    with a_process(
        "ingest", tmp_path / "ingest.log", WEBHOOK_ALLOW_PRIVATE="true", **places
    ) as ingest:
        monkeypatch.setenv("COPYDESK_INGEST_URL", ingest.url)
        monkeypatch.setenv("COPYDESK_OPERATOR_TOKEN", "operator-token")
        async with httpx.AsyncClient(timeout=30) as http:
            await ingest.until_ready(http)
        url = "http://localhost:9/hook?key=secret"

        added = copydesk("source", "add", "wire", "--webhook", url)
        refused = CliRunner().invoke(
            app, ["source", "add", "other", "--webhook", "ftp://far.example/"]
        )
        shown = copydesk("source", "show", "wire")["webhook"]
        same = copydesk("source", "change", "wire", "--webhook", url)["webhook"]
        renewed = copydesk("source", "webhook", "wire", "--new-secret")
        tried = copydesk("source", "webhook", "wire", "--retry")
        two = CliRunner().invoke(app, ["source", "webhook", "wire", "--retry", "--stop"])
        stopped = copydesk("source", "webhook", "wire", "--stop")
        none = CliRunner().invoke(app, ["source", "webhook", "wire"])

    assert added["webhook_secret"].startswith("whsec_")
    assert (refused.exit_code, "key of other" in refused.output) == (1, True)
    assert "no webhook" in str(refused.exception)
    assert (shown["url"], shown["state"]) == ("http://localhost:9/…", "ok")
    assert "webhook_secret" not in same
    assert renewed["webhook_secret"] not in (None, added["webhook_secret"])
    assert "webhook_secret" not in tried
    assert two.exit_code == 2
    assert stopped == {"source": "wire", "webhook": False}
    assert none.exit_code == 1
