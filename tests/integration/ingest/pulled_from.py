"""Servers that ingest pulls from, small enough to misbehave in any way a test wants."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """An answer; `chunks` may go on for ever."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    chunks: Iterable[bytes] = ()
    hangs: bool = False


def _nothing_there(_asked: Asked) -> Reply:
    return Reply(404)


def ok(body: bytes | str, media_type: str = "application/rss+xml", **headers: str) -> Reply:
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(200, {"Content-Type": media_type, **named}, [content])


@dataclass
class WebServer:
    """An HTTP server on loopback: answers by path, and remembers what it was asked."""

    pages: dict[str, Callable[[Asked], Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    sent: int = 0
    port: int = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def count(self, path: str) -> int:
        return sum(each.path == path for each in self.asked)

    def serve(
        self, path: str, body: bytes | str, media_type: str = "application/rss+xml"
    ) -> None:
        """Serve a body with an ETag, as good servers do."""
        etag = f'"{hash(body)}"'

        def answer(asked: Asked) -> Reply:
            if asked.headers.get("if-none-match") == etag:
                return Reply(304, {"ETag": etag})
            return ok(body, media_type, ETag=etag)

        self.pages[path] = answer

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            path = head[0].split(" ")[1]
            headers = {
                name.lower(): value.strip()
                for name, _, value in (line.partition(":") for line in head[1:] if line)
            }
            asked = Asked(path, headers)
            self.asked.append(asked)
            reply = self.pages.get(path, _nothing_there)(asked)
            if reply.hangs:
                await asyncio.sleep(3600)
            lines = [f"HTTP/1.1 {reply.status} Said", "Connection: close"]
            lines += [f"{name}: {value}" for name, value in reply.headers.items()]
            writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
            for chunk in reply.chunks:
                writer.write(chunk)
                self.sent += len(chunk)
                await writer.drain()
        with suppress(ConnectionError):
            writer.close()
            await writer.wait_closed()


@asynccontextmanager
async def a_web_server() -> AsyncIterator[WebServer]:
    web = WebServer()
    async with _running(web._serve) as port:
        web.port = port
        yield web


@asynccontextmanager
async def _running(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], object],
) -> AsyncIterator[int]:
    tasks: set[asyncio.Task[None]] = set()

    async def tracked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await serve(reader, writer)  # type: ignore[misc]
        except asyncio.CancelledError:
            pass
        finally:
            tasks.discard(task)
            writer.close()

    server = await asyncio.start_server(tracked, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in [*tasks]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@dataclass
class Mailbox:
    """An IMAP server on loopback with one user; speaks what a poller needs, and no more."""

    password: str = "correct horse"
    validity: int = 1
    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    moved: dict[str, dict[int, bytes]] = field(default_factory=dict)
    fetched: list[int] = field(default_factory=list)
    port: int = 0

    def put(self, mail: bytes) -> int:
        taken = [*self.mails, *(uid for moved in self.moved.values() for uid in moved)]
        uid = max(taken, default=0) + 1
        self.mails[uid] = mail
        return uid

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK ready\r\n")
        while line := await reader.readline():
            tag, _, command = line.decode().strip().partition(" ")
            said, status = self._do(command)
            for each in said:
                writer.write(b"* " + each + b"\r\n")
            writer.write(f"{tag} {status}\r\n".encode())
            await writer.drain()

    def _do(self, command: str) -> tuple[list[bytes], str]:
        words = command.split(" ")
        match words[0].upper():
            case "CAPABILITY":
                return [b"CAPABILITY IMAP4rev1 MOVE UIDPLUS"], "OK done"
            case "LOGIN":
                right = command.endswith(f'"{self.password}"')
                return [], "OK in" if right else f"NO {command} is wrong"
            case "SELECT":
                here = "INBOX" in command
                said = [
                    b"%d EXISTS" % len(self.mails),
                    b"OK [UIDVALIDITY %d] ok" % self.validity,
                ]
                return (said, "OK [READ-WRITE] done") if here else ([], "NO there is none")
            case "UID":
                return self._uid(words[1].upper(), words[2:], command), "OK done"
        return [], "BAD what?"

    def _uid(self, command: str, words: list[str], line: str) -> list[bytes]:
        if command == "SEARCH":
            lowest = int(words[1].partition(":")[0])
            uids = {uid for uid in self.mails if uid >= lowest} | {max(self.mails, default=0)}
            return [b"SEARCH " + b" ".join(b"%d" % uid for uid in sorted(uids) if uid)]
        uid = int(words[0])
        mail = self.mails.get(uid)
        if mail is None:
            return []
        if command == "FETCH" and "SIZE" in line:
            return [b"%d FETCH (UID %d RFC822.SIZE %d)" % (uid, uid, len(mail))]
        if command == "FETCH":
            self.fetched.append(uid)
            head = b"%d FETCH (UID %d BODY[] {%d}\r\n" % (uid, uid, len(mail))
            return [head + mail + b")"]
        if command == "STORE" and r"\Seen" in line:
            self.seen.add(uid)
        if command == "MOVE":
            folder = re.findall(r'"([^"]*)"', line)[0]
            self.moved.setdefault(folder, {})[uid] = self.mails.pop(uid)
        return []


@asynccontextmanager
async def a_mailbox() -> AsyncIterator[Mailbox]:
    mailbox = Mailbox()
    async with _running(mailbox._serve) as port:
        mailbox.port = port
        yield mailbox
