"""The operator's command about people and the audit, against a running moderation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from redis.asyncio import Redis
from typer.testing import CliRunner

from services.control.main import app
from shared.database import Database
from tests.integration.service_process import a_process


class Room(NamedTuple):
    """Where moderation remembers."""

    redis_url: str
    mongo_url: str
    database: Database


@pytest.fixture
async def room(redis: Redis, redis_url: str, mongo_url: str, database: Database) -> Room:
    await redis.ping()
    return Room(redis_url, mongo_url, database)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, [*arguments])


def refused(*arguments: str) -> str:
    """Give why the command says no, exit code 1."""
    result = run(*arguments)
    assert result.exit_code == 1, result.output
    return f"{result.output}{result.exception}"


def copydesk(*arguments: str) -> Any:
    """Run the command, as a program would: JSON out."""
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


async def signs_in(http: httpx.AsyncClient, name: str, password: str) -> bool:
    form = {"name": name, "password": password, "code": ""}
    origin = {"Origin": f"http://{http.base_url.netloc.decode()}"}
    answer = await http.post("/desk/login", data=form, headers=origin)
    http.cookies.clear()
    return answer.status_code == 303


async def test_people_are_added_reset_and_shut_out_and_the_audit_tells_of_a_break(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    room: Room,
) -> None:
    database = room.database
    places = {"redis_url": room.redis_url, "mongo_url": room.mongo_url}
    with a_process(
        "moderation", tmp_path / "moderation.log", database=database.name, **places
    ) as moderation:
        monkeypatch.setenv("COPYDESK_MODERATION_URL", moderation.url)
        monkeypatch.setenv("COPYDESK_OPERATOR_TOKEN", "operator-token")
        async with httpx.AsyncClient(base_url=moderation.url) as http:
            await moderation.until_ready(http)

            ida = copydesk("user", "add", "Ida Holm", "--role", "moderator")
            assert await signs_in(http, "Ida Holm", ida["password"])
            assert "taken" in refused("user", "add", "ida  holm", "--role", "chief")
            assert "will not do" in refused("user", "add", "policy")
            assert run("user", "add", "Bo", "--role", "king").exit_code == 2

            reset = copydesk("user", "reset", "Ida Holm", "--role", "chief", "--totp")
            assert not await signs_in(http, "Ida Holm", ida["password"])
            assert reset["totp_uri"].startswith("otpauth://totp/")
            reset = copydesk("user", "reset", "Ida Holm", "--no-totp")
            assert await signs_in(http, "Ida Holm", reset["password"])

            token = copydesk("user", "token", "Ida Holm", "--role", "chief", "--days", "1")
            bearer = {"Authorization": f"Bearer {token['token']}"}
            assert (await http.get("/v1/cases", headers=bearer)).status_code == 200
            listed = copydesk("user", "list")
            assert [(p["user"], p["role"], p["disabled"]) for p in listed["people"]] == [
                ("Ida Holm", "chief", False)
            ]
            assert [each["name"] for each in listed["tokens"]] == ["Ida Holm"]

            copydesk("user", "disable", "Ida Holm")
            assert not await signs_in(http, "Ida Holm", reset["password"])
            # Without any token left the desk is closed to programs.
            assert (await http.get("/v1/cases", headers=bearer)).status_code == 503
            assert copydesk("user", "list")["people"][0]["disabled"]
            assert "nobody" in refused("user", "disable", "nobody")

            exported = [
                json.loads(line) for line in run("audit", "export").stdout.splitlines() if line
            ]
            entries = database["audit"]
            whole = copydesk("audit", "verify")
            assert whole["ok"]
            known = ("--number", str(whole["entries"]), "--hash", whole["last_hash"])
            assert run("audit", "verify", *known).exit_code == 0
            assert [each["what"] for each in exported if each["by"] == "operator"] == [
                "user_added", "user_reset", "user_reset", "token_made", "user_disabled",
            ]  # fmt: skip
            assert exported[-1]["hash"] == whole["last_hash"]

            last = await entries.find_one({}, sort=[("_id", -1)])
            assert last
            await entries.delete_one({"_id": last["_id"]})
            assert run("audit", "verify").exit_code == 0
            assert f"entry {whole['entries']}" in refused("audit", "verify", *known)

            first = await entries.find_one({}, sort=[("_id", 1)])
            assert first
            await entries.update_one({"_id": first["_id"]}, {"$set": {"by": "somebody else"}})
            assert "broken at entry 1" in refused("audit", "verify")
