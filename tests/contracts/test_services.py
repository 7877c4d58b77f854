"""What holds for every service: its probes, its metrics, its descriptions, its closed doors."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.types import Message

from shared.database import Database, connect
from shared.events import EVENTS
from shared.streams import GROUPS

SERVICES = ("ingest", "enrichment", "moderation", "publish")
NOWHERE = {
    "COPYDESK_REDIS_URL": "redis://127.0.0.1:1/0",
    "COPYDESK_MONGO_URL": "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100",
    "COPYDESK_OPERATOR_TOKEN": "operator",
    "COPYDESK_LOG_LEVEL": "CRITICAL",
}


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def client(service: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.AsyncClient]:
    """Ask a service that is not started, and so closes nothing, and whose stores are away."""
    for name, value in NOWHERE.items():
        monkeypatch.setenv(name, value)
    opened: list[Database] = []

    def remembered(*args: Any, **named: Any) -> Database:
        opened.append(connect(*args, **named))
        return opened[-1]

    monkeypatch.setattr("shared.service.connect", remembered)
    app = importlib.import_module(f"services.{service}.main").build()
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    yield httpx.AsyncClient(transport=transport, base_url="http://test")
    for database in opened:
        database.client.close()


async def test_it_is_live_whatever_its_stores_do(client: httpx.AsyncClient) -> None:
    assert (await client.get("/livez")).status_code == 200


async def test_it_is_not_ready_without_its_stores_and_says_why(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/readyz", headers={"authorization": "Bearer operator"})

    assert answer.status_code == 503
    checks = answer.json()["checks"]
    assert checks["redis"] != "ok"
    assert checks["mongo"] != "ok"
    assert any(name.startswith("subscriber ") for name in checks)


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
async def test_its_probes_tell_a_stranger_only_yes_or_no(
    client: httpx.AsyncClient, path: str
) -> None:
    assert set((await client.get(path)).json()) == {"status"}


async def test_it_gives_its_metrics(client: httpx.AsyncClient) -> None:
    text = (await client.get("/metrics")).text
    for name in (
        "copydesk_stream_lag_entries",
        "copydesk_dead_entries",
        "copydesk_kill_seconds",
    ):
        assert f"# TYPE {name}" in text


async def test_it_describes_the_events_it_hears(
    client: httpx.AsyncClient, service: str
) -> None:
    described = (await client.get("/asyncapi")).json()

    addresses = {channel["address"] for channel in described["channels"].values()}
    heard = {stream for stream, groups in GROUPS.items() if service in groups}
    sent = {event.stream for event in EVENTS if event.source == f"/{service}"}
    assert described["asyncapi"].startswith("3.")
    assert heard | sent <= addresses
    for channel in described["channels"].values():
        for message in channel["messages"].values():
            name = message["$ref"].rpartition("/")[2]
            assert "properties" in described["components"]["messages"][name]["payload"]


async def test_it_describes_its_calls(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/openapi.json")).json()["paths"]
    assert {"/livez", "/readyz", "/metrics", "/v1/dead"} <= set(paths)


async def test_its_errors_are_described_as_problems(client: httpx.AsyncClient) -> None:
    described = (await client.get("/openapi.json")).json()

    for path, calls in described["paths"].items():
        for method, call in calls.items():
            for status, answer in call["responses"].items():
                if status >= "400" and "content" in answer and path.startswith("/v1/"):
                    assert "application/problem+json" in answer["content"], (method, path)
    assert "ProblemDetails" in described["components"]["schemas"]


@pytest.mark.parametrize("path", ["/v1/dead", "/livez"])
async def test_a_refused_method_is_told_which_there_are(
    client: httpx.AsyncClient, path: str
) -> None:
    answer = await client.request("PATCH", path)

    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"].split(", ")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("token", [None, "", "wrong", "öperator"])
async def test_the_operators_calls_are_closed_to_others(
    client: httpx.AsyncClient, token: str | None
) -> None:
    said = f"Bearer {token}".encode()
    headers = {} if token is None else {b"authorization": said}
    answer = await client.get("/v1/dead", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_store_that_is_away_is_a_503_and_no_traceback(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/v1/dead", headers={"authorization": "Bearer operator"})
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("id_", ["x", "1", "1-", "²-1", "99999999999999999999-1", "9" * 5000])
async def test_what_is_no_entry_id_is_refused(client: httpx.AsyncClient, id_: str) -> None:
    """Before any store is asked: none is there."""
    answer = await client.post(
        f"/v1/dead/article.canceled/{id_}/replay", headers={"authorization": "Bearer operator"}
    )
    assert answer.status_code == 422


async def test_who_hangs_up_in_the_middle_of_a_call_is_no_fault_of_ours(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in NOWHERE.items():
        monkeypatch.setenv(name, value)
    app = importlib.import_module(f"services.{service}.main").build()

    async def read_all(request: Request) -> None:
        await request.body()

    app.add_api_route("/read", read_all, methods=["POST"])
    said: list[Message] = [
        {"type": "http.request", "body": b"{", "more_body": True},
        {"type": "http.disconnect"},
    ]
    answered: list[Message] = []

    async def receive() -> Message:
        return said.pop(0)

    async def send(message: Message) -> None:
        answered.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/read",
        "raw_path": b"/read",
        "query_string": b"",
        "headers": [],
        "http_version": "1.1",
        "scheme": "http",
        "server": ("test", 80),
        "client": ("test", 1),
        "root_path": "",
    }
    await app(scope, receive, send)

    assert answered[0]["status"] == 400


async def test_an_empty_operator_token_opens_nothing(
    service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (NOWHERE | {"COPYDESK_OPERATOR_TOKEN": ""}).items():
        monkeypatch.setenv(name, value)
    app = importlib.import_module(f"services.{service}.main").build()
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        for headers in ({}, {"authorization": "Bearer "}, {"authorization": "Bearer"}):
            assert (await client.get("/v1/dead", headers=headers)).status_code == 503


async def test_its_docs_run_no_strangers_script(client: httpx.AsyncClient) -> None:
    page = await client.get("/docs")

    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "<script>" not in page.text
    assert "//" not in page.text.replace("<!DOCTYPE html>", "")
    files = re.findall(r'(?:src|href)="(docs/[^"]+)"', page.text)
    assert len(files) == 3
    for name in files:
        file = await client.get(f"/{name}")
        assert file.status_code == 200, name
        assert file.headers["x-content-type-options"] == "nosniff"
    assert (await client.get("/docs/nothing.js")).status_code == 404


async def test_whatever_it_answers_leaves_with_headers_for_browsers(
    client: httpx.AsyncClient,
) -> None:
    for path in ("/livez", "/openapi.json", "/v1/dead", "/nothing/here", "/docs"):
        headers = (await client.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["content-security-policy"], path
        assert headers["cache-control"], path
