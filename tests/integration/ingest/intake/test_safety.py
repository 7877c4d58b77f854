"""A wire sees and touches only its own, whatever it sends; keys and signatures hold."""

from __future__ import annotations

import io
import sys
import time
from datetime import UTC, datetime
from typing import Any

import httpx
import orjson
import pytest

from shared.database import Database
from shared.signing import sign
from tests.eventually import eventually
from tests.integration.ingest.intake_room import Intake, Newsroom, a_story

SET_BY_NOBODY: dict[str, Any] = {
    "state": "approved", "trust": "high", "verdict": "approved", "source": {"id": "other"},
    "source_id": "other", "article_id": "someone-elses", "revision": 99, "rights": ["AP"],
    "receipt": "mine", "decisions": [{"by": "editor"}], "published": True,
    "outcome": "canceled", "$set": {"state": "published"}, "$where": "1", "_id": "x",
    "__proto__": {"state": "approved"}, "a.b": "dotted", "received_at": "2001-01-01T00:00:00Z",
}  # fmt: skip
BODIES = {
    "simple JSON": {**a_story(), **SET_BY_NOBODY},
    "ninjs": {
        "uri": "urn:wire:story-1",
        "standard": {"name": "ninjs", "version": "3.1"},
        "headlines": [{"value": "Harbour reopens after storm", **SET_BY_NOBODY}],
        "bodies": [{"contentType": "text/plain", "value": "It reopened.", "$set": {"a": 1}}],
        "subjects": [{"name": "ports", "$ne": None, "uri": "urn:x:ports"}],
        **SET_BY_NOBODY,
    },
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
async def test_a_wire_sets_no_state_trust_or_decision(
    newsroom: Newsroom, body: dict[str, Any]
) -> None:
    taken = (await newsroom.post(body)).json()

    assert (taken["state"], taken["revision"]) == ("received", 1)
    assert taken["article_id"] != "someone-elses"
    (event,) = await newsroom.sent("article.received")
    source = event.data.article.source
    assert (source.id, source.trust, source.rights) == ("wire", "normal", ("self",))
    receipt = (await newsroom.get(f"/v1/receipts/{taken['receipt']}")).json()
    assert (receipt["state"], receipt["verdict"]) == ("received", None)
    stored = await newsroom.database["articles"].find_one({"article_id": taken["article_id"]})
    assert stored is not None
    assert (stored["_id"], stored["state"]) == (f"{taken['article_id']}:1", "received")
    for collection in ("articles", "heads", "timeline"):
        async for document in newsroom.database[collection].find():
            assert not [key for key in keys_of(document) if key.startswith("$")]


def keys_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for part in value.values() for key in keys_of(part))]
    if isinstance(value, list):
        return [key for part in value for key in keys_of(part)]
    return []


async def another(newsroom: Newsroom, name: str, **facts: Any) -> dict[str, Any]:
    added = await newsroom.operate("POST", "/v1/sources", {"source": name, **facts})
    answer: dict[str, Any] = added.json()
    return answer


async def test_the_same_uri_of_another_wire_is_another_story(newsroom: Newsroom) -> None:
    mine = (await newsroom.post(a_story())).json()
    newsroom.key = (await another(newsroom, "other"))["key"]
    theirs = (await newsroom.post(a_story(headline="Another"))).json()

    assert mine["article_id"] != theirs["article_id"]
    assert theirs["revision"] == 1
    for path in (f"/v1/receipts/{mine['receipt']}", f"/v1/articles/{mine['article_id']}"):
        foreign, unknown = await newsroom.get(path), await newsroom.get(f"{path}x")
        assert foreign.status_code == 404
        assert foreign.content == unknown.content, "it must not tell that there is such a thing"
    dry = (await newsroom.post(a_story(), "/v1/validate")).json()
    assert dry["items"][0]["article_id"] == theirs["article_id"]


async def test_a_key_under_anothers_idempotency_key_gets_its_own_answer(
    newsroom: Newsroom,
) -> None:
    mine = await newsroom.post(a_story(), Idempotency_Key="same")
    newsroom.key = (await another(newsroom, "other"))["key"]
    theirs = await newsroom.post(a_story(), Idempotency_Key="same")

    assert theirs.status_code == 202
    assert "idempotency-replayed" not in theirs.headers
    assert theirs.json()["receipt"] != mine.json()["receipt"]


ODD_NAMES = ("..", "%2e%2e", "x%00y", "x%0d%0aSet-Cookie:%20a=b", "%24ne", "a.b", "é", "%ff")


@pytest.mark.parametrize("name", ODD_NAMES)
async def test_an_odd_name_is_a_name_of_nothing(newsroom: Newsroom, name: str) -> None:
    for path in (f"/v1/receipts/{name}", f"/v1/articles/{name}"):
        answer = await newsroom.get(path)
        assert answer.status_code in (404, 405)
        assert "set-cookie" not in answer.headers


ODD_HEADERS: dict[str, dict[str, bytes]] = {
    "a new line in the traceparent": {"traceparent": b'00-x\x0b{"event":"forged"}'},
    "a charset of nothing": {"content-type": b"application/json; charset=\xff\xfe"},
    "a media type of quotes": {"content-type": b"application/json; charset=\"'\""},
    "an idempotency key in latin-1": {"idempotency-key": b"\xe9t\xe9"},
    "a location that is no address": {"content-location": b"javascript:alert(1)//\xff"},
    "a user agent with braces": {"user-agent": b"{$gt: ''} ${jndi:ldap://x}"},
    "a length that lies": {"x-api-key": b"\xff" * 100},
}  # fmt: skip


@pytest.mark.parametrize("headers", ODD_HEADERS.values(), ids=ODD_HEADERS)
async def test_odd_headers_are_only_text(
    newsroom: Newsroom, headers: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await newsroom.http.post(
        "/v1/articles",
        content=orjson.dumps(a_story(headline='Harbour\r\n{"event":"forged"}')),
        headers={
            b"content-type": b"application/json",
            b"authorization": f"Bearer {newsroom.key}".encode(),
            **{name.encode(): value for name, value in headers.items()},
        },
    )

    assert answer.status_code in (202, 400, 415, 422), answer.text
    for line in capsys.readouterr().out.splitlines():
        assert orjson.loads(line).get("event") != "forged"


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/validate"])
async def test_a_million_lines_are_cut_off_before_any_is_taken(
    newsroom: Newsroom, path: str
) -> None:
    started = time.process_time()

    answer = await newsroom.post(b"{}\n" * 1_000_000, path, Content_Type="application/x-ndjson")

    assert answer.status_code == 413
    assert "10000 lines" in answer.json()["detail"]
    assert time.process_time() - started < 5
    assert await newsroom.database["quarantine"].count_documents({}) == 0


async def test_every_key_but_the_two_newest_is_refused(newsroom: Newsroom) -> None:
    keys = [newsroom.key]
    for _ in range(3):
        rotated = await newsroom.operate("POST", "/v1/sources/wire/rotate-key")
        keys.append(rotated.json()["key"])
    statuses = []
    for newsroom.key in keys:
        statuses.append((await newsroom.post(a_story())).status_code)

    assert statuses == [401, 401, 202, 200]


async def test_nothing_that_opens_or_signs_stands_in_the_database(newsroom: Newsroom) -> None:
    signing = await another(newsroom, "signing", signed=True)
    rotated = (await newsroom.operate("POST", "/v1/sources/signing/rotate-secret")).json()

    secrets = [signing["key"], signing["signing_secret"], rotated["signing_secret"]]
    async for document in newsroom.database["sources"].find():
        for secret in (*secrets, newsroom.key):
            assert secret not in repr(document)
            assert secret.rpartition("_")[2] not in repr(document)


async def a_signed_post(
    newsroom: Newsroom,
    secret: str,
    *,
    seconds_ago: int = 0,
    content: bytes = b"",
    said: str = "",
) -> httpx.Response:
    then = int(datetime.now(UTC).timestamp()) - seconds_ago
    body = orjson.dumps(a_story())
    return await newsroom.post(
        content or body,
        webhook_id="msg_1",
        webhook_timestamp=str(then),
        webhook_signature=said or sign([secret], "msg_1", then, body),
    )


async def test_a_signature_must_be_right_and_fresh(newsroom: Newsroom) -> None:
    added = await another(newsroom, "signing", signed=True)
    newsroom.key, secret = added["key"], added["signing_secret"]
    other = (await another(newsroom, "other", signed=True))["signing_secret"]

    statuses = {
        "good": (await a_signed_post(newsroom, secret)).status_code,
        "old": (await a_signed_post(newsroom, secret, seconds_ago=301)).status_code,
        "from the future": (
            await a_signed_post(newsroom, secret, seconds_ago=-3600)
        ).status_code,
        "another's": (await a_signed_post(newsroom, other)).status_code,
        "another body": (
            await a_signed_post(newsroom, secret, content=b'{"headline": "x"}')
        ).status_code,
        "no signature": (await a_signed_post(newsroom, secret, said="v1,")).status_code,
        "unsigned dry run": (await newsroom.post(a_story(), "/v1/validate")).status_code,
    }

    assert statuses.pop("good") == 202
    assert set(statuses.values()) == {401}, statuses


async def test_a_rotated_secret_leaves_the_one_before(newsroom: Newsroom) -> None:
    added = await another(newsroom, "signing", signed=True)
    newsroom.key = added["key"]
    secrets = [added["signing_secret"]]
    for _ in range(2):
        rotated = await newsroom.operate("POST", "/v1/sources/signing/rotate-secret")
        secrets.append(rotated.json()["signing_secret"])

    statuses = [(await a_signed_post(newsroom, secret)).status_code for secret in secrets]

    assert statuses == [401, 202, 200]


async def test_a_secret_that_was_stored_readable_is_forgotten_at_start(
    intake: Intake, database: Database
) -> None:
    old = {
        "rights": [], "trust": "normal", "canonical": "us", "keys": [], "rotations": 0,
        "paused": False, "rate_limit": None, "created_at": datetime.now(UTC),
    }  # fmt: skip
    await database["sources"].insert_many(
        [
            {"_id": "signing", **old, "signing_secret": "whsec_c2VjcmV0"},
            {"_id": "plain", **old, "signing_secret": None},
        ]
    )
    async with intake() as newsroom:
        signed = {}
        for name in ("signing", "plain"):
            source = (await newsroom.operate("GET", f"/v1/sources/{name}")).json()
            signed[name] = source["signed"]

    assert signed == {"signing": True, "plain": False}
    async for document in database["sources"].find():
        assert "whsec_" not in repr(document)


async def test_without_a_pepper_no_secret_is_given(intake: Intake) -> None:
    async with intake(KEY_PEPPER="") as newsroom:
        added = await newsroom.operate(
            "POST", "/v1/sources", {"source": "signing", "signed": True}
        )

    assert added.status_code == 503
    assert "COPYDESK_KEY_PEPPER" in added.json()["detail"]


@pytest.fixture
def stdout(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """What goes to stdout once the newsroom is built; ask for it before the newsroom."""
    stdout = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(stdout, write_through=True))
    return stdout


async def test_a_log_holds_neither_keys_nor_copy(
    stdout: io.BytesIO, newsroom: Newsroom
) -> None:
    await newsroom.post(a_story(headline="Confidential headline"))
    await newsroom.post(b"Confidential and no JSON")

    async def logged() -> bool:
        return b"delivery_quarantined" in stdout.getvalue()

    await eventually(logged)
    assert b"Confidential" not in stdout.getvalue()
    assert newsroom.key.encode() not in stdout.getvalue()


async def test_a_wire_that_hangs_up_in_the_middle_is_no_fault_of_ours(
    newsroom: Newsroom,
) -> None:
    transport = newsroom.http._transport
    assert isinstance(transport, httpx.ASGITransport)
    said = [
        {"type": "http.request", "body": b'{"headline": "Harb', "more_body": True},
        {"type": "http.disconnect"},
    ]
    answered: list[Any] = []

    async def receive() -> Any:
        return said.pop(0)

    async def send(message: Any) -> None:
        answered.append(message)

    headers = {"authorization": f"Bearer {newsroom.key}", "content-type": "application/json"}
    scope = {
        "type": "http", "method": "POST", "path": "/v1/articles", "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    await transport.app(scope, receive, send)

    assert answered[0]["status"] == 400
    assert await newsroom.sent("article.received") == []
