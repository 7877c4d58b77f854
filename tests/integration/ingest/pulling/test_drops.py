"""Files put on FTP, SFTP and S3 servers are taken whole, once, and moved where asked."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aioftp
import asyncssh
import httpx
import pytest

from services.ingest.pulling import WAYS
from services.ingest.pulling.addresses import read_networks
from services.ingest.pulling.plan import PullPlan, make_plan
from services.ingest.pulling.pulled import Cursor, Fate, Looked, Means, Pulled
from services.ingest.pulling.web import Guard, PullFailedError, Web

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
STORY = b"Ferry runs again\n\nThe ferry to Northisle runs again from Monday.\n"


@dataclass
class Looker:
    """Looks into a drop as a poller does: a cursor kept, a clock that goes on."""

    plan: PullPlan
    allowed: str = "127.0.0.0/8"
    cursor: Cursor | None = None
    now: datetime = NOW
    most_bytes: int = 100_000

    async def look(self, fate: Fate = Fate.TAKEN) -> list[Pulled]:
        guard = Guard(read_networks(self.allowed))
        web = Web(guard, timeout_s=5, most_bytes=self.most_bytes)
        means = Means(
            web=web,
            folders_root=None,
            most_bytes=self.most_bytes,
            timeout_s=5,
            now=lambda: self.now,
        )
        found = []
        async for step in WAYS[self.plan.kind](self.plan, self.cursor or {}, means):
            if isinstance(step, Looked):
                self.cursor = step.cursor
                continue
            found.append(step)
            await step.settle(fate)
            self.cursor = step.cursor
        self.now += timedelta(seconds=10)
        return found

    async def names(self) -> list[str]:
        return [each.headers["file"] for each in await self.look()]


@dataclass
class Served:
    """A server with a folder, and how it is asked."""

    folder: Path
    looker: Callable[[str], Looker]


@pytest.fixture
async def ftp(tmp_path: Path) -> AsyncIterator[Served]:
    user = aioftp.User("desk", "sesame", base_path=tmp_path)
    server = aioftp.Server([user])
    await server.start("127.0.0.1", 0)

    def looker(rest: str) -> Looker:
        url = f"ftp://desk@127.0.0.1:{server.server_port}{rest}"
        return Looker(make_plan(url, secret="sesame"))

    yield Served(tmp_path, looker)
    await server.close()


class _Guest(asyncssh.SSHServer):
    def __init__(self, key: asyncssh.SSHKey) -> None:
        self._key = key

    def begin_auth(self, username: str) -> bool:  # noqa: ARG002
        return True

    def password_auth_supported(self) -> bool:
        return True

    def public_key_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("desk", "sesame")

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:  # noqa: ARG002
        return bool(key == self._key.convert_to_public())


@dataclass
class SshServer(Served):
    port: int
    host_key: asyncssh.SSHKey
    user_key: asyncssh.SSHKey
    restart: Callable[[], Awaitable[None]]


@pytest.fixture
async def sftp(tmp_path: Path) -> AsyncIterator[SshServer]:
    user_key = asyncssh.generate_private_key("ssh-ed25519")
    host_key = asyncssh.generate_private_key("ssh-ed25519")
    running: list[asyncssh.SSHAcceptor] = []

    async def start(key: asyncssh.SSHKey, port: int) -> int:
        server = await asyncssh.create_server(
            lambda: _Guest(user_key),
            "127.0.0.1",
            port,
            server_host_keys=[key],
            sftp_factory=lambda channel: asyncssh.SFTPServer(
                channel, chroot=str(tmp_path).encode()
            ),
        )
        running.append(server)
        return int(server.get_port())

    async def stop() -> None:
        server = running.pop()
        server.close()
        await server.wait_closed()

    port = await start(host_key, 0)

    async def restart() -> None:
        await stop()
        await start(asyncssh.generate_private_key("ssh-ed25519"), port)

    def looker(rest: str) -> Looker:
        return Looker(make_plan(f"sftp://desk@127.0.0.1:{port}{rest}", secret="sesame"))

    yield SshServer(tmp_path, looker, port, host_key, user_key, restart)
    await stop()


@pytest.fixture(params=["ftp", "sftp"])
def served(request: pytest.FixtureRequest) -> Served:
    found: Served = request.getfixturevalue(request.param)
    return found


async def test_a_file_is_taken_once_when_it_has_been_the_same_at_two_looks(
    served: Served,
) -> None:
    (served.folder / "in").mkdir()
    (served.folder / "in" / "a.txt").write_bytes(STORY)
    (served.folder / "in" / "b.txt.part").write_bytes(STORY)
    (served.folder / "in" / ".hidden").write_bytes(STORY)
    (served.folder / "in" / "folder").mkdir()
    looker = served.looker("/in")

    first, second, third = [await looker.look() for _ in range(3)]

    assert (first, third) == ([], [])
    assert [(each.headers["file"], each.content) for each in second] == [("a.txt", STORY)]


async def test_a_file_that_grows_between_two_looks_is_left_until_it_is_whole(
    served: Served,
) -> None:
    looker = served.looker("/")
    file = served.folder / "a.txt"
    file.write_bytes(STORY[:10])

    assert await looker.names() == []
    file.write_bytes(STORY)
    assert await looker.names() == []
    assert await looker.names() == ["a.txt"]


async def test_a_file_that_is_written_anew_is_taken_anew(served: Served) -> None:
    looker = served.looker("/")
    (served.folder / "a.txt").write_bytes(STORY)
    await looker.look()
    assert await looker.names() == ["a.txt"]

    (served.folder / "a.txt").write_bytes(STORY + b"More.\n")
    await looker.look()

    assert [each.content for each in await looker.look()] == [STORY + b"More.\n"]


@pytest.mark.parametrize(("fate", "folder"), [(Fate.TAKEN, "ok"), (Fate.QUARANTINED, "odd")])
async def test_what_was_taken_is_moved_where_the_address_says(
    served: Served, fate: Fate, folder: str
) -> None:
    looker = served.looker("/?done=ok&failed=odd")
    for _ in range(2):
        (served.folder / "a.txt").write_bytes(STORY)
        await looker.look(fate)
        await looker.look(fate)

    assert not (served.folder / "a.txt").exists()
    assert len([*(served.folder / folder).iterdir()]) == 2


async def test_a_file_that_is_too_large_is_told_and_not_read(served: Served) -> None:
    (served.folder / "a.txt").write_bytes(bytes(200_000))
    looker = served.looker("/")
    await looker.look()

    [pulled] = await looker.look()

    assert pulled.content == b""
    assert pulled.fault == "the file has more than 100000 bytes"


async def test_a_wrong_password_is_a_failure_that_does_not_show_it(served: Served) -> None:
    looker = served.looker("/")
    looker.plan = make_plan(looker.plan.url, secret="open barley")

    with pytest.raises(PullFailedError, match="refuses the user") as caught:
        await looker.look()

    assert "barley" not in str(caught.value)


async def test_a_folder_that_is_not_there_is_a_failure(served: Served) -> None:
    with pytest.raises(PullFailedError, match=r"FTP: "):
        await served.looker("/nowhere").look()


async def test_a_server_in_our_own_networks_is_not_called(served: Served) -> None:
    looker = served.looker("/")
    looker.allowed = ""

    with pytest.raises(PullFailedError, match="is not called"):
        await looker.look()


async def test_a_server_that_says_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        for scheme in ("ftp", "sftp"):
            looker = Looker(make_plan(f"{scheme}://desk@127.0.0.1:{port}/", secret="sesame"))
            began = time.monotonic()

            with pytest.raises(PullFailedError):
                await looker.look()

            assert time.monotonic() - began < 20


async def test_ftp_with_tls_refuses_a_certificate_of_its_own_making(tmp_path: Path) -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            writer.write(b"500 no TLS\r\n" if line.startswith(b"AUTH") else b"200 ok\r\n")
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        looker = Looker(make_plan(f"ftps://desk@127.0.0.1:{port}/", secret="sesame"))

        with pytest.raises(PullFailedError, match="FTP"):
            await looker.look()


# --- keys of SSH -------------------------------------------------------------------------


async def test_a_server_with_another_key_than_at_the_first_look_gets_no_password(
    sftp: SshServer,
) -> None:
    looker = sftp.looker("/")
    await looker.look()
    await sftp.restart()

    with pytest.raises(PullFailedError, match="another key than before"):
        await looker.look()


async def test_the_servers_key_may_stand_in_the_address(sftp: SshServer) -> None:
    key = sftp.host_key.get_fingerprint().replace("+", "%2B")
    (sftp.folder / "a.txt").write_bytes(STORY)

    right = sftp.looker(f"/?host_key={key}")
    await right.look()
    assert await right.names() == ["a.txt"]

    with pytest.raises(PullFailedError, match="another key"):
        await sftp.looker("/?host_key=SHA256:AAAA").look()


async def test_a_key_of_ours_opens_as_a_password_does(sftp: SshServer) -> None:
    secret = sftp.user_key.export_private_key().decode()
    looker = Looker(make_plan(f"sftp://desk@127.0.0.1:{sftp.port}/", secret=secret))
    (sftp.folder / "a.txt").write_bytes(STORY)

    await looker.look()

    assert await looker.names() == ["a.txt"]


# --- buckets -----------------------------------------------------------------------------


class Bucket:
    """A server of S3's calls for one bucket, no more than a poller needs."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.port = 0
        self.signed: list[bool] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
                method, target, _ = head[0].split(" ")
                headers = {
                    name.lower(): value.strip()
                    for name, _, value in (line.partition(":") for line in head[1:] if line)
                }
                sent = await reader.readexactly(int(headers.get("content-length", "0")))
                self.signed.append("authorization" in headers)
                status, body, more = self._do(method, httpx.URL(target), headers, sent)
                lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", *more]
                writer.write("\r\n".join([*lines, "", ""]).encode())
                writer.write(b"" if method == "HEAD" else body)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            writer.close()

    def _do(
        self, method: str, url: httpx.URL, headers: dict[str, str], sent: bytes
    ) -> tuple[int, bytes, list[str]]:
        key = url.path.removeprefix("/wire").lstrip("/")
        if "list-type" in url.params:
            return 200, self._listing(url.params.get("prefix", "")), []
        if method == "PUT":
            start = headers["x-amz-copy-source"].removeprefix("/").removeprefix("wire/")
            self.objects[key] = self.objects[start]
            return 200, b"<CopyObjectResult><ETag>x</ETag></CopyObjectResult>", []
        if method == "POST":
            gone = re.findall(r"<Key>([^<]+)</Key>", sent.decode())
            for each in gone:
                self.objects.pop(each, None)
            told = "".join(f"<Deleted><Key>{each}</Key></Deleted>" for each in gone)
            return 200, f"<DeleteResult>{told}</DeleteResult>".encode(), []
        if key not in self.objects:
            return 404, b"<Error><Code>NoSuchKey</Code></Error>", []
        tag = f'ETag: "{hash(self.objects[key])}"'
        return 200, self.objects[key], [tag, "Last-Modified: Mon, 23 Nov 2026 08:00:00 GMT"]

    def _listing(self, prefix: str) -> bytes:
        rows = "".join(
            f"<Contents><Key>{key}</Key><Size>{len(content)}</Size>"
            f'<ETag>"{hash(content)}"</ETag><LastModified>2026-11-23T08:00:00.000Z</LastModified>'
            "</Contents>"
            for key, content in self.objects.items()
            if key.startswith(prefix) and "/" not in key.removeprefix(prefix)
        )
        return (
            f"<ListBucketResult><Name>wire</Name><Prefix>{prefix}</Prefix><KeyCount>1</KeyCount>"
            f"<IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"
        ).encode()

    def looker(self, path: str, **how: Any) -> Looker:
        user = "AKIA@" if how.get("secret") else ""
        mark = "&" if "?" in path else "?"
        endpoint = f"endpoint=http://127.0.0.1:{self.port}"
        return Looker(make_plan(f"s3://{user}wire{path}{mark}{endpoint}", **how))


@pytest.fixture
async def bucket() -> AsyncIterator[Bucket]:
    bucket = Bucket()
    server = await asyncio.start_server(bucket.serve, "127.0.0.1", 0)
    bucket.port = server.sockets[0].getsockname()[1]
    yield bucket
    server.close()


async def test_an_object_is_taken_at_the_first_look_and_once(bucket: Bucket) -> None:
    bucket.objects = {"in/a.txt": STORY, "in/deeper/b.txt": STORY, "c.txt": STORY}
    looker = bucket.looker("/in", secret="sesame")

    first, second = await looker.look(), await looker.look()

    assert [(each.headers["file"], each.content) for each in first] == [("a.txt", STORY)]
    assert second == []
    assert all(bucket.signed)


async def test_an_object_is_moved_where_the_address_says(bucket: Bucket) -> None:
    bucket.objects = {"in/a.txt": STORY}

    await bucket.looker("/in?done=ok", secret="sesame").look()

    assert bucket.objects == {"in/ok/a.txt": STORY}


async def test_a_bucket_without_a_key_is_asked_as_anybody(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ours")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "ours, and nobody else's")
    bucket.objects = {"a.txt": STORY}

    assert await bucket.looker("").names() == ["a.txt"]
    assert not any(bucket.signed)


async def test_a_buckets_endpoint_in_our_own_networks_is_not_called(bucket: Bucket) -> None:
    looker = bucket.looker("")
    looker.allowed = ""

    with pytest.raises(PullFailedError, match="is not called"):
        await looker.look()

    assert bucket.signed == []
