"""Files on an FTP server, plain or with TLS (`ftps`: AUTH TLS on the usual port).

The standard library's client in a thread: docs/decisions/drops.md says why.
"""

from __future__ import annotations

import asyncio
import ftplib
import re
import socket
import ssl
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from services.ingest.pulling.drops.drop import (
    MOST_LOOKED_AT,
    File,
    is_whole_by_name,
    pull_files,
)
from services.ingest.pulling.plan import PullPlan, Remote
from services.ingest.pulling.pulled import Cursor, Fate, Looked, Means, Pulled
from services.ingest.pulling.web import PullFailedError
from shared.addresses import Address

_Given = TypeVar("_Given")
_LONGEST_LISTING = 20_000
"""Lines; what has more would only grow."""


async def pull(
    plan: PullPlan, cursor: Cursor, means: Means
) -> AsyncGenerator[Pulled | Looked, None]:
    """Take the files that are as they were at the last look, oldest first."""
    remote = plan.remote
    addresses = await means.web.guard.addresses(remote.scheme, remote.host, remote.port)
    drop = _Ftp(remote, addresses[0], plan.secret, means.timeout_s)
    try:
        await drop.enter()
        async for step in pull_files(drop, plan, cursor, means):
            yield step
    finally:
        await asyncio.to_thread(drop.leave)


class _Plain(ftplib.FTP):
    """Connects to the address that was checked; data too, whatever the server says."""

    def reach(self, remote: Remote, address: Address, timeout_s: float) -> None:
        self.host, self.port, self.timeout = remote.host, remote.port, timeout_s
        self.sock = socket.create_connection((str(address), remote.port), timeout_s)
        self.af = self.sock.family
        self.file = self.sock.makefile("r", encoding=self.encoding)
        self.welcome = self.getresp()


class _SecuredSocket(ssl.SSLSocket):
    """Ends without ceremony: many servers close a transfer with no word of TLS.

    What is cut off so is seen by its size.
    """

    def unwrap(self) -> socket.socket:
        return self


class _Secured(_Plain, ftplib.FTP_TLS):
    """The same with TLS, the certificate checked by the server's name."""

    def ntransfercmd(
        self, cmd: str, rest: int | str | None = None
    ) -> tuple[socket.socket, int | None]:
        """Secure a transfer as a part of the session: vsftpd and ProFTPD take no other."""
        data, size = ftplib.FTP.ntransfercmd(self, cmd, rest)  # noqa: S321  it is secured next
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        return self.context.wrap_socket(data, server_hostname=self.host, session=session), size


def _trusting_the_usual() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.sslsocket_class = _SecuredSocket
    return context


class _Ftp:
    """One visit to a folder of an FTP server."""

    settles = True

    def __init__(
        self, remote: Remote, address: Address, secret: str | None, timeout_s: float
    ) -> None:
        self._remote = remote
        self._address = address
        self._secret = secret
        self._timeout_s = timeout_s
        self._ftp: _Plain = _Plain(encoding="utf-8")
        if remote.scheme == "ftps":
            self._ftp = _Secured(context=_trusting_the_usual(), encoding="utf-8")

    async def enter(self) -> None:
        """Connect, log in and go to the folder."""
        await self._do(self._enter)

    async def look(self) -> list[File]:
        """List the plain files."""
        return await self._do(self._look)

    async def read(self, file: File) -> bytes | None:
        """Read a file; None where it is not as it was listed."""
        return await self._do(partial(self._read, file))

    def goes_to(self, fate: Fate) -> str | None:
        """Name the folder that the address says."""
        return self._remote.done if fate is Fate.TAKEN else self._remote.failed

    async def move(self, file: File, folder: str) -> None:
        """Move a file; where there is one of its name, under another."""
        await self._do(partial(self._move, file, folder))

    def leave(self) -> None:
        """Leave, without any word the server could hang on."""
        with suppress(OSError, AttributeError):
            self._ftp.close()

    async def _do(self, work: Callable[[], _Given]) -> _Given:
        try:
            return await asyncio.to_thread(work)
        except ssl.SSLCertVerificationError as error:
            raise PullFailedError(
                f"FTP: the certificate of {self._remote.host} is not to be trusted "
                f"({error.verify_message}); have its operator mend it, or give ingest that "
                "authority in SSL_CERT_FILE"[:300]
            ) from error
        except (ftplib.Error, OSError, EOFError, ValueError) as error:
            said = f"{type(error).__name__}: {error}"
            raise PullFailedError(f"FTP: {said}"[:300]) from error

    def _enter(self) -> None:
        self._ftp.reach(self._remote, self._address, self._timeout_s)
        if isinstance(self._ftp, _Secured):
            try:
                self._ftp.auth()
            except ftplib.Error as error:
                raise OSError(f"the server has no TLS here ({error}); poll ftp://") from error
        try:
            self._ftp.login(self._remote.user or "anonymous", self._secret or "copydesk@")
        except ftplib.Error:
            # The server's words might repeat what was sent.
            raise OSError("the server refuses the user or the password") from None
        if isinstance(self._ftp, _Secured):
            self._ftp.prot_p()
        if self._remote.path:
            self._ftp.cwd(f"/{self._remote.path}")

    def _look(self) -> list[File]:
        try:
            found = [*self._listed()]
        except ftplib.error_perm:  # a server from before RFC 3659
            found = [*self._listed_by_name()]
        return sorted(found, key=lambda file: (file.changed, file.name))[:MOST_LOOKED_AT]

    def _listed(self) -> list[File]:
        found = []
        for line in self._lines("MLSD"):
            facts, _, name = line.partition(" ")
            said = dict(each.lower().split("=", 1) for each in facts.split(";") if "=" in each)
            if said.get("type") != "file" or not is_whole_by_name(name):
                continue
            if re.fullmatch(r"\d{1,18}", said.get("size", "")):
                changed = said.get("modify", "")[:40]
                found.append(File(place=name, size=int(said["size"]), changed=changed))
        return found

    def _listed_by_name(self) -> list[File]:
        found = []
        self._ftp.voidcmd("TYPE I")
        for line in self._lines("NLST")[:MOST_LOOKED_AT]:
            name = line.rpartition("/")[2]
            if not is_whole_by_name(name):
                continue
            with suppress(ftplib.error_perm, ftplib.error_reply):  # a folder has no size
                self._ftp.voidcmd("TYPE I")
                size = self._ftp.size(name)
                changed = self._ftp.voidcmd(f"MDTM {name}")[4:44]
                found.append(File(place=name, size=size or 0, changed=changed))
        return found

    def _lines(self, command: str) -> list[str]:
        lines: list[str] = []
        until = time.monotonic() + self._timeout_s

        def add(line: str) -> None:
            if len(lines) >= _LONGEST_LISTING or time.monotonic() > until:
                raise ValueError("the folder's listing does not end")
            lines.append(line)

        self._ftp.retrlines(command, add)
        return lines

    def _read(self, file: File) -> bytes | None:
        content = bytearray()
        until = time.monotonic() + self._timeout_s

        def add(part: bytes) -> None:
            if time.monotonic() > until:
                raise TimeoutError(f"{file.name} does not come in {self._timeout_s:g} s")
            content.extend(part)
            if len(content) > file.size:
                raise _GrownError

        try:
            self._ftp.retrbinary(f"RETR {file.place}", add)
        except ftplib.error_perm:
            return None  # somebody has taken it away
        except _GrownError:
            raise ValueError(f"{file.name} is larger than it was listed") from None
        return bytes(content) if len(content) == file.size else None

    def _move(self, file: File, folder: str) -> None:
        with suppress(ftplib.error_perm):  # it is there
            self._ftp.mkd(folder)
        try:
            self._ftp.rename(file.place, f"{folder}/{file.place}")
        except ftplib.error_perm:
            stem, dot, suffix = file.place.rpartition(".")
            stamp = re.sub(r"\D", "", file.changed)[:14]
            name = f"{stem}~{stamp}{dot}{suffix}" if stem else f"{file.place}~{stamp}"
            self._ftp.rename(file.place, f"{folder}/{name}")


class _GrownError(Exception):
    """A file gives more bytes than it was listed with."""
