"""Files on an SFTP server, by password or by a key of ours.

The server's own key is the one that the address names (`?host_key=SHA256:…`), else the one that
it showed at the first look, which is kept beside the marks of the files.
"""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncGenerator
from contextlib import suppress
from functools import cache
from types import ModuleType
from typing import Any

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

_HOST_KEY = "/host_key"
"""In the cursor; no file's name has a slash."""


@cache
def _ssh() -> ModuleType:
    """Import the library where it is first needed: half a second, and 30 MB for good."""
    import asyncssh  # noqa: PLC0415  see above

    return asyncssh


async def pull(
    plan: PullPlan, cursor: Cursor, means: Means
) -> AsyncGenerator[Pulled | Looked, None]:
    """Take the files that are as they were at the last look, oldest first."""
    remote = plan.remote
    addresses = await means.web.guard.addresses("sftp", remote.host, remote.port)
    known = remote.said.get("host_key") or cursor.get(_HOST_KEY)
    visit = _Visit(remote, plan.secret or "", means.timeout_s, known)
    try:
        await visit.enter(addresses[0])
        kept = {**cursor, _HOST_KEY: visit.host_key}
        async for step in pull_files(visit, plan, kept, means):
            yield step
    finally:
        visit.leave()


class _Visit:
    """One visit to a folder of an SFTP server."""

    settles = True

    def __init__(
        self, remote: Remote, secret: str, timeout_s: float, known: str | None
    ) -> None:
        self._remote = remote
        self._secret = secret
        self._timeout_s = timeout_s
        self._known = known
        self._refused = False
        self.host_key = known or ""
        self._connection: Any = None
        self._sftp: Any = None

    def _is_known(self, key: Any) -> bool:
        self.host_key = str(key.get_fingerprint())
        self._refused = self._known is not None and self.host_key != self._known
        return not self._refused

    async def enter(self, address: Address) -> None:
        """Connect to the address that was checked, and log in."""
        ssh: Any = _ssh()
        hooks = {"validate_host_public_key": lambda *said: self._is_known(said[-1])}
        client = type("Client", (ssh.SSHClient,), hooks)
        is_key = self._secret.startswith("-----BEGIN ")
        try:
            async with asyncio.timeout(self._timeout_s):
                self._connection = await ssh.connect(
                    str(address),
                    self._remote.port,
                    client_factory=client,
                    username=self._remote.user,
                    password=None if is_key else self._secret,
                    client_keys=[ssh.import_private_key(self._secret)] if is_key else None,
                    known_hosts=([], [], []),
                    config=None,
                    agent_path=None,
                    gss_host=None,
                )
                self._sftp = await self._connection.start_sftp_client(
                    path_encoding="utf-8", path_errors="surrogateescape"
                )
        except (ssh.Error, ssh.KeyImportError, OSError, TimeoutError) as error:
            raise self._failed(error) from error

    def leave(self) -> None:
        """Leave, without waiting for the server's word."""
        if self._connection is not None:
            self._connection.abort()

    async def look(self) -> list[File]:
        """List the plain files."""
        found: list[tuple[int, File]] = []
        ssh: Any = _ssh()
        try:
            async with asyncio.timeout(self._timeout_s):
                async for entry in self._sftp.scandir(self._remote.path or "."):
                    facts, name = entry.attrs, str(entry.filename)
                    if len(found) == MOST_LOOKED_AT:
                        break
                    if not is_whole_by_name(name) or not _is_plain(facts):
                        continue
                    changed = int(facts.mtime or 0)
                    file = File(place=name, size=int(facts.size or 0), changed=str(changed))
                    found.append((changed, file))
        except (ssh.Error, OSError, TimeoutError) as error:
            raise self._failed(error) from error
        return [file for _, file in sorted(found, key=lambda each: (each[0], each[1].name))]

    async def read(self, file: File) -> bytes | None:
        """Read a file; None where it is not as it was listed."""
        ssh: Any = _ssh()
        try:
            async with (
                asyncio.timeout(self._timeout_s),
                self._sftp.open(self._path(file.place), "rb") as opened,
            ):
                content: bytes = await opened.read(file.size + 1)
        except ssh.SFTPNoSuchFile:
            return None
        except (ssh.Error, OSError, TimeoutError) as error:
            raise self._failed(error) from error
        return content if len(content) == file.size else None

    def goes_to(self, fate: Fate) -> str | None:
        """Name the folder that the address says."""
        return self._remote.done if fate is Fate.TAKEN else self._remote.failed

    async def move(self, file: File, folder: str) -> None:
        """Move a file; where there is one of its name, under another."""
        ssh: Any = _ssh()
        start, target = self._path(file.place), self._path(folder)
        try:
            async with asyncio.timeout(self._timeout_s):
                with suppress(ssh.SFTPError):  # it is there
                    await self._sftp.mkdir(target)
                try:
                    await self._sftp.rename(start, f"{target}/{file.place}")
                except ssh.SFTPFailure:
                    await self._sftp.rename(start, f"{target}/{file.changed}-{file.place}")
        except ssh.SFTPNoSuchFile:
            return  # somebody has moved it already
        except (ssh.Error, OSError, TimeoutError) as error:
            raise self._failed(error) from error

    def _path(self, name: str) -> str:
        return f"{self._remote.path}/{name}" if self._remote.path else name

    def _failed(self, error: Exception) -> PullFailedError:
        if self._refused:
            return PullFailedError(
                f"SFTP: the server shows another key than before ({self.host_key}); if that is "
                "right, name it in the address: ?host_key=SHA256:…"
            )
        if isinstance(error, TimeoutError):
            return PullFailedError(f"SFTP: no answer in {self._timeout_s:g} s")
        if isinstance(error, _ssh().PermissionDenied):
            return PullFailedError("SFTP: the server refuses the user, the password or the key")
        return PullFailedError(f"SFTP: {type(error).__name__}: {error}"[:300])


def _is_plain(facts: Any) -> bool:
    if facts.permissions is not None:
        return stat.S_ISREG(facts.permissions)
    return bool(facts.type == _ssh().FILEXFER_TYPE_REGULAR)
