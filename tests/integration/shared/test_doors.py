"""The doors: who is let in to what, and what happens to who sends too much, or too slowly."""

from __future__ import annotations

import asyncio
import hashlib
import importlib
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response, StreamingResponse
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from starlette.types import Message

from services.control.machine.ports import find_free
from services.ingest.sources.limits import Quotas
from shared.database import Database
from shared.doors import connections, layer
from shared.doors.callers import EVERYONE, Call, Only, calls_of
from shared.doors.layer import Crowd, Doors
from shared.doors.throttle import SIGN_IN_ACCOUNT, Limit, SignIns, Throttle
from shared.openapi import App
from shared.problems import Problem, answer_problems
from tests.contracts.routes import SERVICES
from tests.eventually import eventually
from tests.integration.service_process import a_process

TOKENS = {"operator": "operator-token", "desk": "desk-token", "site": "events-token"}


@pytest.fixture
def environment(
    monkeypatch: pytest.MonkeyPatch, redis_url: str, mongo_url: str, database: Database
) -> None:
    for name, value in {
        "REDIS_URL": redis_url,
        "MONGO_URL": mongo_url,
        "MONGO_DATABASE": database.name,
        "OPERATOR_TOKEN": TOKENS["operator"],
        "DESK_TOKEN": TOKENS["desk"],
        "EVENTS_TOKEN": TOKENS["site"],
        "EVENTS_TOKEN_REQUIRED": "true",
        "KEY_PEPPER": "pepper",
        "LOG_LEVEL": "CRITICAL",
    }.items():
        monkeypatch.setenv(f"COPYDESK_{name}", value)


def built(service: str) -> FastAPI:
    app: FastAPI = importlib.import_module(f"services.{service}.main").build()
    return app


def asking(app: FastAPI, host: str = "192.0.2.7") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(host, 1234))
    return httpx.AsyncClient(transport=transport, base_url="http://service")


_GOES_ON = re.compile(r"stream|/desk/events|/live$")
"""Calls whose answer has no end."""


async def status_of(http: httpx.AsyncClient, call: Call, credential: str | None) -> int:
    """Make a call; a stream that goes on was let in."""
    path = re.sub(r"\{[^}]*\}", "x", call.path)
    headers = {} if credential is None else {"Authorization": f"Bearer {credential}"}
    body: dict[str, str] | None = None if call.method in {"GET", "DELETE"} else {}
    try:
        async with asyncio.timeout(1 if _GOES_ON.search(path) else None):
            answer = await http.request(call.method, path, headers=headers, json=body)
    except TimeoutError:
        return 200
    return answer.status_code


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("service", SERVICES)
async def test_each_call_lets_in_whom_the_table_names_and_nobody_else(service: str) -> None:
    async with asking(built("ingest")) as ingest:
        operator = {"Authorization": f"Bearer {TOKENS['operator']}"}
        added = await ingest.post("/v1/sources", json={"source": "wire"}, headers=operator)
    async with asking(built("publish")) as publish:
        asked = {"site": "daily", "channel": "poll"}
        site = await publish.post("/v1/sites", json=asked, headers=operator)
    credentials = {**TOKENS, "source": added.json()["key"], "site": site.json()["token"]}
    app = built(service)
    wrong = []

    async with asking(app, "127.0.0.1") as http:
        for call in calls_of(app):
            if EVERYONE in call.callers or call.method in {"HEAD", "OPTIONS"}:
                continue
            answers = {
                **{
                    who: await status_of(http, call, shown)
                    for who, shown in credentials.items()
                },
                "nobody": await status_of(http, call, None),
                "stranger": await status_of(http, call, "cd_wire_0123456789abcdef0123"),
            }
            let_in = {who for who, status in answers.items() if status not in {401, 403}}
            if let_in != set(call.callers):
                wrong.append((call.method, call.path, call.callers, answers))

    assert not wrong
    assert any(EVERYONE not in call.callers for call in calls_of(app))


# --- the layer by itself ------------------------------------------------------------------

READ_UP_TO = 1000


async def _friends(request: Request) -> None:
    if not request.headers.get("authorization", "").startswith("Bearer friend"):
        raise Problem(401, "Who are you?")


def an_app(
    redis: Redis, *, requests: int = 50, streams: int = 2, per_s: float = 1000
) -> FastAPI:
    """Make an app with a call of each kind, behind the doors."""
    app = App()
    answer_problems(app)
    crowd = Crowd(requests=requests, streams=streams, per_s=per_s)
    app.doors = lambda inner: Doors(
        inner, app, throttle=Throttle(redis), crowd=crowd, has_operations=False
    )
    friends = [Depends(Only(("friend",), _friends))]

    @app.post("/read", dependencies=friends, max_body_size=READ_UP_TO)
    async def read(body: dict[str, Any]) -> dict[str, int]:
        return {"keys": len(body)}

    @app.get("/friends", dependencies=friends)
    async def only_friends() -> dict[str, int]:
        return {}

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        async def frames() -> AsyncIterator[bytes]:
            while True:
                yield b": still here\n\n"
                await asyncio.sleep(0.05)

        return StreamingResponse(frames(), media_type="text/event-stream")

    @app.get("/cached")
    async def cached() -> Response:
        return Response(status_code=304, headers={"ETag": '"x"'})

    return app


class Sender:
    """A client that sends a body in pieces, and remembers how far it came."""

    def __init__(self, pieces: list[bytes], *, then_waits: bool = False) -> None:
        self.pieces = pieces
        self.taken = 0
        self.then_waits = then_waits
        self.answered: list[Message] = []

    async def receive(self) -> Message:
        if self.taken == len(self.pieces):
            if self.then_waits:
                await asyncio.Event().wait()
            return {"type": "http.disconnect"}
        self.taken += 1
        more = self.then_waits or self.taken < len(self.pieces)
        return {"type": "http.request", "body": self.pieces[self.taken - 1], "more_body": more}

    async def send(self, message: Message) -> None:
        self.answered.append(message)

    async def post(self, app: FastAPI, **headers: str) -> int:
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/read",
            "raw_path": b"/read",
            "query_string": b"",
            "headers": [(b"content-type", b"application/json")]
            + [(n.replace("_", "-").encode(), v.encode()) for n, v in headers.items()],
            "http_version": "1.1",
            "scheme": "http",
            "server": ("service", 80),
            "client": ("192.0.2.1", 1),
            "root_path": "",
        }
        await app(scope, self.receive, self.send)
        status: int = self.answered[0]["status"]
        return status


@pytest.mark.parametrize("said", [{"content_length": "150"}, {"transfer_encoding": "chunked"}])
async def test_a_strangers_body_is_not_read(redis: Redis, said: dict[str, str]) -> None:
    stranger = Sender([b"[[],[]," * 20])

    status = await stranger.post(an_app(redis), **said)

    assert status == 401
    assert stranger.taken == 0


async def test_a_body_is_cut_off_at_its_calls_cap_while_it_comes(redis: Redis) -> None:
    friend = Sender([b" " * 400] * 100)

    status = await friend.post(
        an_app(redis), authorization="Bearer friend", transfer_encoding="chunked"
    )

    assert status == 413
    assert friend.taken == 3
    assert friend.answered[0]["headers"]
    assert dict(friend.answered[0]["headers"])[b"content-type"] == b"application/problem+json"


async def test_a_body_that_says_it_is_too_large_is_not_read(redis: Redis) -> None:
    friend = Sender([b" " * 400] * 100)

    status = await friend.post(
        an_app(redis), authorization="Bearer friend", content_length="40000"
    )

    assert (status, friend.taken) == (413, 0)


async def test_a_slow_sender_is_not_waited_for(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layer, "_BODY_BEGINS_WITHIN_S", 0.1)
    slow = Sender([b"{"], then_waits=True)

    status = await slow.post(an_app(redis), authorization="Bearer friend", content_length="100")

    assert status == 408
    assert (b"connection", b"close") in slow.answered[0]["headers"]


async def test_what_is_allowed_passes(redis: Redis) -> None:
    async with asking(an_app(redis)) as http:
        answer = await http.post(
            "/read", json={"a": 1}, headers={"Authorization": "Bearer friend"}
        )

    assert answer.json() == {"keys": 1}


async def test_answers_leave_with_headers_for_browsers(redis: Redis) -> None:
    async with asking(an_app(redis)) as http:
        answer, unchanged = await http.get("/friends"), await http.get("/cached")

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "content-security-policy" not in unchanged.headers


# --- guessing -----------------------------------------------------------------------------


async def test_who_guesses_is_shut_out_at_every_process(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layer, "_GUESSES", Limit(5, 600))
    first, second = an_app(redis), an_app(redis)

    async def ask(app: FastAPI, token: str, host: str = "192.0.2.7") -> int:
        async with asking(app, host) as http:
            headers = {"Authorization": f"Bearer {token}"}
            return (await http.get("/friends", headers=headers)).status_code

    assert await ask(first, "friend") == 200
    guessed = [await ask(first, f"guess-{number}") for number in range(8)]
    elsewhere = [await ask(second, f"other-{number}") for number in range(3)]

    assert guessed == [401] * 6 + [429] * 2
    assert elsewhere == [401, 429, 429], "the other process knows after one more guess"
    assert await ask(first, "friend") == 200, "who was known stays known"
    assert await ask(first, "guess-9", "192.0.2.8") == 401, "others are not shut out"


async def test_one_wrong_token_sent_again_and_again_is_no_guessing(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layer, "_GUESSES", Limit(5, 600))

    async with asking(an_app(redis)) as http:
        headers = {"Authorization": "Bearer stale"}
        answers = {(await http.get("/friends", headers=headers)).status_code for _ in range(30)}

    assert answers == {401}


async def test_an_account_is_shut_after_so_many_tries_wherever_they_come_from(
    redis: Redis,
) -> None:
    here, there = SignIns(Throttle(redis)), SignIns(Throttle(redis))

    waits = [
        await (here if number % 2 else there).wait_s(f"192.0.2.{number}", "Ann")
        for number in range(SIGN_IN_ACCOUNT.quota + 1)
    ]

    assert waits[:-1] == [0] * SIGN_IN_ACCOUNT.quota
    assert waits[-1] > 0
    assert await here.wait_s("192.0.2.99", "Ben") == 0
    await here.was_right("192.0.2.99", "ann ")
    assert await there.wait_s("192.0.2.98", "Ann") == 0


async def test_a_bucket_fills_evenly_and_gives_no_more_than_it_has(redis: Redis) -> None:
    throttle = Throttle(redis)

    taken = await asyncio.gather(*(throttle.take("wire", Limit(10, 3600)) for _ in range(25)))
    refused = await throttle.take("wire", Limit(10, 3600), 2)

    assert sum(each.granted for each in taken) == 10
    assert 0 < refused.wait_s <= 720


async def test_each_process_counts_by_itself_while_redis_is_away() -> None:
    async with Redis(port=1, retry=Retry(NoBackoff(), 0)) as nowhere:
        throttle = Throttle(nowhere)
        taken = [(await throttle.take("wire", Limit(3, 3600))).granted for _ in range(4)]

    assert taken == [True, True, True, False]


# --- crowds, on real connections ----------------------------------------------------------


@asynccontextmanager
async def served(app: Callable[..., Any], **settings: Any) -> AsyncIterator[int]:
    """Serve an app as the services are, in this process."""
    port = find_free()
    config = uvicorn.Config(
        app,
        port=port,
        http=connections.Connection,
        ws="none",
        log_config=None,
        lifespan="off",
        **settings,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve())

    async def started() -> bool:
        return server.started

    await eventually(started)
    try:
        yield port
    finally:
        server.should_exit = server.force_exit = True
        await task


async def answered(reader: asyncio.StreamReader, within_s: float = 5) -> bytes:
    async with asyncio.timeout(within_s):
        return await reader.read()


async def test_a_client_has_so_many_streams_and_a_closed_one_counts_no_more(
    redis: Redis,
) -> None:
    async with served(an_app(redis, streams=2)) as port, httpx.AsyncClient() as http:
        url = f"http://127.0.0.1:{port}/stream"
        async with http.stream("GET", url) as one:
            async with http.stream("GET", url) as two:
                refused = await http.get(url)
                assert (one.status_code, two.status_code) == (200, 200)
            assert refused.status_code == 429
            assert refused.headers["retry-after"]

            async def let_in_again() -> bool:
                async with http.stream("GET", url) as stream:
                    return stream.status_code == 200

            await eventually(let_in_again)


async def test_a_client_has_so_many_requests_open(redis: Redis) -> None:
    async with (
        served(an_app(redis, requests=3, streams=9)) as port,
        httpx.AsyncClient() as http,
    ):
        url = f"http://127.0.0.1:{port}"
        async with (
            http.stream("GET", f"{url}/stream"),
            http.stream("GET", f"{url}/stream"),
            http.stream("GET", f"{url}/stream"),
        ):
            assert (await http.get(f"{url}/cached")).status_code == 429

        async def let_in_again() -> bool:
            return (await http.get(f"{url}/cached")).status_code == 304

        await eventually(let_in_again)


async def test_a_strangers_pace_is_limited_and_a_friends_is_not(redis: Redis) -> None:
    app = an_app(redis, per_s=2)
    friend = {"Authorization": "Bearer friend"}

    async with asking(app) as http, asking(app, "192.0.2.8") as other:
        assert (await http.get("/friends", headers=friend)).status_code == 200
        strangers = [(await http.get("/cached")).status_code for _ in range(30)]
        friends = [(await http.get("/friends", headers=friend)).status_code for _ in range(30)]
        others = (await other.get("/cached")).status_code

    assert strangers[:10] == [304] * 10
    assert strangers[-1] == 429
    assert set(friends) == {200}
    assert others == 304


async def test_requests_that_wait_in_a_row_are_not_many(redis: Redis) -> None:
    app, begun = an_app(redis), []

    @app.get("/begun")
    async def begins() -> None:
        begun.append(1)

    async with served(app) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /begun HTTP/1.1\r\nHost: x\r\n\r\n" * 50)

        assert await answered(reader) == b""
        assert not begun, "what comes with too many more is not even begun"
        writer.close()


@pytest.mark.parametrize("said", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n"])
async def test_a_head_that_does_not_end_is_not_waited_for(
    redis: Redis, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(connections, "_HEAD_WITHIN_S", 0.2)
    async with served(an_app(redis)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(said)

        assert await answered(reader) == b""
        writer.close()


@pytest.mark.parametrize(
    "head",
    [
        b"A: " + b"a" * 100_000 + b"\r\n",
        b"".join(b"A%d: b\r\n" % number for number in range(300)),
        b"".join(b"A%d: %s\r\n" % (number, b"b" * 1000) for number in range(100)),
    ],
    ids=["one long header", "many headers", "many long ones"],
)
async def test_a_head_without_measure_is_refused(redis: Redis, head: bytes) -> None:
    async with served(an_app(redis)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /cached HTTP/1.1\r\nHost: x\r\n" + head)
        if not head.startswith(b"A: "):
            writer.write(b"\r\n")

        assert (await answered(reader)).startswith(b"HTTP/1.1 431 ")
        writer.close()


async def test_requests_on_one_connection_are_answered_one_after_the_other(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_HEAD_WITHIN_S", 0.3)
    async with served(an_app(redis)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        ask = b"GET /cached HTTP/1.1\r\nHost: x\r\n\r\n"
        writer.write(ask * 2)
        await asyncio.sleep(0.5)  # longer than a head may take: between requests none is due
        writer.write(ask.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))

        assert (await answered(reader)).count(b"HTTP/1.1 304 ") == 3
        writer.close()


async def test_a_body_that_nobody_wants_may_not_come_for_ever(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_LINGERS_S", 0.3)
    async with served(an_app(redis)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{")

        assert (await answered(reader)).startswith(b"HTTP/1.1 401 ")
        writer.close()


async def test_a_reader_that_does_not_read_is_let_go(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_UNREAD_FOR_S", 0.3)
    app, ended = an_app(redis), asyncio.Event()

    @app.get("/flood")
    async def flood() -> StreamingResponse:
        async def bytes_without_end() -> AsyncIterator[bytes]:
            try:
                while True:
                    yield b"x" * 1_000_000
                    await asyncio.sleep(0)
            finally:
                ended.set()

        return StreamingResponse(bytes_without_end())

    async with served(app) as port:
        _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1000)
        writer.write(b"GET /flood HTTP/1.1\r\nHost: x\r\n\r\n")
        async with asyncio.timeout(10):
            await ended.wait()
        writer.close()


async def head_of(reader: asyncio.StreamReader) -> bytes:
    async with asyncio.timeout(5):
        return await reader.readuntil(b"\r\n\r\n")


async def test_a_connection_stays_open_for_longer_than_clients_keep_theirs(
    redis: Redis,
) -> None:
    ask = b"GET /cached HTTP/1.1\r\nHost: x\r\n\r\n"
    wrong = b"GET /friends HTTP/1.1\r\nHost: x\r\n\r\n"
    async with served(an_app(redis), timeout_keep_alive=0) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        refused, stranger = await asyncio.open_connection("127.0.0.1", port)
        writer.write(ask)
        assert b" 304 " in await head_of(reader)
        stranger.write(wrong)
        assert b" 401 " in await answered(refused), "and it is closed"

        writer.write(ask)
        assert b" 304 " in await head_of(reader)
        for each in (writer, stranger):
            each.close()


async def test_whoever_showed_a_right_credential_keeps_its_connection(redis: Redis) -> None:
    friend = b"GET /friends HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer friend\r\n\r\n"
    wrong = b"GET /nowhere HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer friend\r\n\r\n"
    async with served(an_app(redis), timeout_keep_alive=0) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        refused, stranger = await asyncio.open_connection("127.0.0.1", port)
        for asked, said in ((friend, b" 200 "), (wrong, b" 404 ")):
            writer.write(asked)
            head = await head_of(reader)
            assert said in head
            length = int(re.findall(rb"content-length: (\d+)", head)[0])
            await reader.readexactly(length)
        stranger.write(b"GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b" 404 " in await answered(refused), "and it is closed"

        writer.write(friend)
        assert b" 200 " in await head_of(reader)
        for each in (writer, stranger):
            each.close()


async def test_a_crowds_bodies_arrive_whole_and_in_order(redis: Redis) -> None:
    app = an_app(redis)

    @app.post("/digest", max_body_size=10_000_000)
    async def digest(request: Request) -> dict[str, str]:
        return {"is": hashlib.sha256(await request.body()).hexdigest()}

    bodies = [bytes([number]) * 777 + b"x" * 40_000 * number for number in range(20)]
    async with served(app) as port:
        transport = httpx.AsyncHTTPTransport(local_address="127.0.0.2")
        async with httpx.AsyncClient(transport=transport, timeout=30) as http:
            url = f"http://127.0.0.1:{port}/digest"
            answers = await asyncio.gather(*(http.post(url, content=each) for each in bodies))

    assert [answer.json()["is"] for answer in answers] == [
        hashlib.sha256(each).hexdigest() for each in bodies
    ]


async def test_a_client_has_so_many_connections(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections._Open, "most_per_client", 3)
    async with served(an_app(redis)) as port:
        opened = [
            await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.2", 0))
            for _ in range(4)
        ]
        refused = await answered(opened[3][0])
        for _, writer in opened:
            writer.close()

    assert refused.startswith(b"HTTP/1.1 503 ")


# --- the operator's port ------------------------------------------------------------------


async def test_the_operators_calls_are_on_a_port_of_their_own(
    tmp_path: Path, redis_url: str, mongo_url: str, database: Database
) -> None:
    beside = find_free()
    operator = {"Authorization": f"Bearer {TOKENS['operator']}"}
    with a_process(
        "publish",
        tmp_path / "log",
        redis_url=redis_url,
        mongo_url=mongo_url,
        database=database.name,
        OPERATIONS_PORT=str(beside),
    ) as process:
        async with httpx.AsyncClient() as http:
            await process.until_ready(http)
            operations = f"http://127.0.0.1:{beside}"
            statuses = {
                path: [
                    (await http.get(f"{url}{path}", headers=operator)).status_code
                    for url in (process.url, operations)
                ]
                for path in ("/metrics", "/v1/dead", "/v1/sites", "/livez", "/readyz", "/docs")
            }
            told = (await http.get(f"{process.url}/readyz")).json()
            told_inside = (await http.get(f"{operations}/readyz")).json()

    assert statuses == {
        "/metrics": [404, 200],
        "/v1/dead": [404, 200],
        "/v1/sites": [404, 200],
        "/livez": [200, 200],
        "/readyz": [200, 200],
        "/docs": [200, 404],
    }
    assert told == {"status": "ready"}
    assert set(told_inside["checks"].values()) == {"ok"}


async def test_who_leaves_while_its_requests_wait_is_no_fault_of_ours(
    tmp_path: Path, redis_url: str, mongo_url: str, database: Database
) -> None:
    log = tmp_path / "log"
    with a_process(
        "publish", log, redis_url=redis_url, mongo_url=mongo_url, database=database.name
    ) as process:
        async with httpx.AsyncClient() as http:
            await process.until_ready(http)
            ask = b"GET /v1/events?wait=1 HTTP/1.1\r\nHost: x\r\n\r\n"
            for rest in (b"", ask, ask * 50, b"\x16\x03 no HTTP\r\n\r\n"):
                _, writer = await asyncio.open_connection("127.0.0.1", process.port)
                writer.write(ask + rest)
                writer.close()
            # Asked later, answered later: by then all of those have ended.
            assert (await http.get(f"{process.url}/v1/events?wait=2")).is_success

    assert '"level":"error"' not in log.read_text()


# --- rate limits --------------------------------------------------------------------------


async def test_a_sources_quota_counts_over_all_ingests(redis: Redis) -> None:
    here, there = Quotas(Throttle(redis)), Quotas(Throttle(redis))

    taken = [
        (await quotas.spend("wire", Limit(6, 3600))).taken.granted
        for _ in range(5)
        for quotas in (here, there)
    ]

    assert taken == [True] * 6 + [False] * 4


async def test_a_large_quota_is_taken_by_handfuls_and_hardly_less_than_all_of_it(
    redis: Redis,
) -> None:
    limit = Limit(10_000, 36_000)
    here, there = Quotas(Throttle(redis)), Quotas(Throttle(redis))

    granted = [
        (await quotas.spend("wire", limit)).taken.granted
        for _ in range(5_500)
        for quotas in (here, there)
    ]

    assert 9_900 <= sum(granted) <= 10_010


@pytest.mark.usefixtures("environment")
async def test_a_dry_run_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    operator = {"Authorization": f"Bearer {TOKENS['operator']}"}
    asked = {"source": "trying-wire", "rate_limit": 3}
    async with asking(built("ingest")) as ingest:
        key = (await ingest.post("/v1/sources", json=asked, headers=operator)).json()["key"]
        story = {"uri": "urn:x:1", "headline": "A harbour reopens", "text": "It did."}
        wire = {"Authorization": f"Bearer {key}"}
        answers = [
            await ingest.post("/v1/validate", json=story, headers=wire) for _ in range(4)
        ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["retry-after"]
