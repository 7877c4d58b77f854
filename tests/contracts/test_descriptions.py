"""What each service says of its calls and its events is read by parsers that are not ours."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from shared.events import EVENTS
from tests.contracts.test_services import NOWHERE, SERVICES

PARSER = "@asyncapi/parser@3.6.6"
PARSER_FOLDER = Path(__file__).parents[2] / ".venv" / "asyncapi-parser"


async def described(service: str, path: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    for name, value in NOWHERE.items():
        monkeypatch.setenv(name, value)
    app = importlib.import_module(f"services.{service}.main").build()
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        said: dict[str, Any] = (await client.get(path)).json()
    return said


@pytest.mark.parametrize("service", SERVICES)
async def test_openapi_is_read_by_a_strangers_parser(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = await described(service, "/openapi.json", monkeypatch)

    faults = [str(fault) for fault in OpenAPIV31SpecValidator(said).iter_errors()]

    assert said["openapi"].startswith("3.1")
    assert faults == []


@pytest.mark.parametrize("service", SERVICES)
async def test_each_message_has_an_example_that_is_what_it_says(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = await described(service, "/asyncapi", monkeypatch)

    for name, message in said["components"]["messages"].items():
        [example] = message["examples"]
        for part in ("payload", "headers"):
            schema = {**message[part], "components": said["components"]}
            jsonschema.validate(example[part], schema)
        kind = next(event for event in EVENTS if event.__name__ == name)
        assert example["headers"]["type"] == kind.type


def the_parser() -> Path:
    """Give the folder that the standard's own parser is installed in, once for all runs."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("the standard's own parser needs node and npm")
    if not PARSER_FOLDER.is_dir():
        making = PARSER_FOLDER.with_name(f"{PARSER_FOLDER.name}.new")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--silent"]
        patience = ["--fetch-retries=0", "--fetch-timeout=30000"]
        done = subprocess.run(
            [npm, "install", *quietly, *patience, "--prefix", str(making), PARSER],
            check=False, capture_output=True, text=True, timeout=100, cwd=making,
        )  # fmt: skip
        if done.returncode:
            pytest.skip(f"npm cannot install {PARSER} here: {done.stderr.strip()[-200:]}")
        making.rename(PARSER_FOLDER)
    return PARSER_FOLDER


def parsed(paths: list[Path]) -> dict[str, Any]:
    """Give what the standard's own parser finds in these files."""
    script = Path(__file__).parent / "asyncapi_parser.mjs"
    answer = subprocess.run(
        ["node", str(script), str(the_parser()), *map(str, paths)],
        check=True, capture_output=True, text=True, timeout=100,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


async def test_asyncapi_is_read_by_the_standards_own_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / f"{service}.json" for service in SERVICES]
    for service, path in zip(SERVICES, paths, strict=True):
        path.write_text(json.dumps(await described(service, "/asyncapi", monkeypatch)))

    for name, found in parsed(paths).items():
        assert [each for each in found["diagnostics"] if each["severity"] == 0] == [], name
        assert found["version"] == "3.1.0"
        assert all(message["examples"] for message in found["messages"])
