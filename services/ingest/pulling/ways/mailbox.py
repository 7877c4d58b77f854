"""Mailboxes over IMAP: each mail once, by its UID; marked or moved only when it is ours."""

from __future__ import annotations

import asyncio
import contextlib
import imaplib
import re
import socket
import ssl
from collections.abc import AsyncGenerator
from functools import partial
from typing import Any

from services.ingest.pulling.plan import Mailbox, PullPlan
from services.ingest.pulling.pulled import Cursor, Fate, Looked, Means, Pulled
from services.ingest.pulling.web import PullFailedError
from shared.addresses import Address

_MOST_MAILS = 100
"""In one poll; the next goes on at once."""

_ROOM = 10_000
"""Bytes of an answer beside the mail in it."""


async def pull(
    plan: PullPlan, cursor: Cursor, means: Means
) -> AsyncGenerator[Pulled | Looked, None]:
    """Fetch the mails that came after the last one taken in."""
    mailbox = plan.mailbox
    scheme = "imaps" if mailbox.encrypted else "imap"
    addresses = await means.web.guard.addresses(scheme, mailbox.host, mailbox.port)
    session = _Session(mailbox, addresses[0], means.timeout_s, means.most_bytes)
    try:
        validity = await session.do(partial(session.open, plan.secret or ""))
        known = cursor.get("uid", "0") if cursor.get("uidvalidity") == validity else "0"
        uids = await session.do(partial(session.after, int(known)))
        for uid in uids[:_MOST_MAILS]:
            content = await session.do(partial(session.fetch, uid))
            cursor = {"uidvalidity": validity, "uid": str(uid)}
            if content is None:
                yield Looked(cursor=cursor)  # somebody has deleted it meanwhile
                continue
            yield Pulled(
                name=f"{validity}:{uid}",
                content=content,
                media_type=plan.media_type or "message/rfc822",
                headers={"imap": f"{mailbox.folder[:200]};UIDVALIDITY={validity};UID={uid}"},
                fault=None if content else f"the mail has more than {means.most_bytes} bytes",
                cursor=cursor,
                settle=partial(_settle, session, uid),
            )
        cursor = cursor if uids else {"uidvalidity": validity, "uid": known}
        yield Looked(cursor=cursor, more=len(uids) > _MOST_MAILS)
    finally:
        await asyncio.to_thread(session.close)


async def _settle(session: _Session, uid: int, fate: Fate) -> None:
    await session.do(partial(session.settle, uid, fate))


class _Connection(imaplib.IMAP4):
    """Connects to the address that was checked, and reads no more than it should."""

    def __init__(
        self, mailbox: Mailbox, address: Address, timeout_s: float, most_bytes: int
    ) -> None:
        self._mailbox = mailbox
        self._address = address
        self._most_bytes = most_bytes
        super().__init__(mailbox.host, mailbox.port, timeout_s)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        # IMAP4_SSL does its own thing here too; `open` around it differs between Pythons.
        plain = socket.create_connection((str(self._address), self._mailbox.port), timeout)
        if not self._mailbox.encrypted:
            return plain
        context = ssl.create_default_context()
        return context.wrap_socket(plain, server_hostname=self._mailbox.host)

    def read(self, size: int) -> bytes:
        if size > self._most_bytes + _ROOM:
            raise self.abort(f"the server sends {size} bytes at once")
        return super().read(size)


class _Session:
    """One visit to a mailbox. Its methods block: call them through `do`."""

    def __init__(
        self, mailbox: Mailbox, address: Address, timeout_s: float, most_bytes: int
    ) -> None:
        self._mailbox = mailbox
        self._address = address
        self._timeout_s = timeout_s
        self._most_bytes = most_bytes
        self._imap: _Connection | None = None

    async def do(self, work: Any) -> Any:
        """Do some work in a thread; what goes wrong there is a `PullFailedError`."""
        try:
            return await asyncio.to_thread(work)
        except (imaplib.IMAP4.error, OSError, ValueError, IndexError) as error:
            raise PullFailedError(f"IMAP: {type(error).__name__}: {error}"[:300]) from error

    def open(self, password: str) -> str:
        """Log in and select the folder; gives its UIDVALIDITY."""
        self._imap = _Connection(
            self._mailbox, self._address, self._timeout_s, self._most_bytes
        )
        try:
            self._imap.login(self._mailbox.user, password)
        except (imaplib.IMAP4.error, ValueError):
            # The server's words, or Python's, might repeat what was sent.
            raise imaplib.IMAP4.error("the server refuses the user or the password") from None
        status, said = self._imap.select(_quoted(self._mailbox.folder))
        if status != "OK":
            raise imaplib.IMAP4.error(f"no such folder: {_text(said)}")
        _, validity = self._imap.response("UIDVALIDITY")
        return _text(validity) or "0"

    def after(self, uid: int) -> list[int]:
        """List the UIDs above this one. `n:*` names the last mail even where it is below."""
        _, said = self._uid("SEARCH", "UID", f"{uid + 1}:*")
        found = [int(each) for part in said for each in (part or b"").split()]
        return sorted(each for each in found if each > uid)

    def fetch(self, uid: int) -> bytes | None:
        """Fetch a mail without marking it; None where it is gone, no bytes where too large."""
        _, said = self._uid("FETCH", str(uid), "(RFC822.SIZE)")
        size = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(_parts(said)))
        if size is None:
            return None
        if int(size[1]) > self._most_bytes:
            return b""
        _, said = self._uid("FETCH", str(uid), "(BODY.PEEK[])")
        bodies = [part[1] for part in said if isinstance(part, tuple)]
        return bodies[0] if bodies else None

    def settle(self, uid: int, fate: Fate) -> None:
        """Mark a mail as seen, or move it where the plan says."""
        goes_to = self._mailbox.done if fate is Fate.TAKEN else self._mailbox.failed
        if goes_to is None:
            self._uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
        elif self._imap is not None and "MOVE" in self._imap.capabilities:
            self._uid("MOVE", str(uid), _quoted(goes_to))
        else:
            self._uid("COPY", str(uid), _quoted(goes_to))
            self._uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen \Deleted)")

    def close(self) -> None:
        """Leave, without any word the server could hang on."""
        if self._imap is not None:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                self._imap.shutdown()

    def _uid(self, command: str, *words: str) -> tuple[str, list[Any]]:
        if self._imap is None:
            raise imaplib.IMAP4.error("not connected")
        status, said = self._imap.uid(command, *words)
        if status != "OK":
            raise imaplib.IMAP4.error(f"{command} is refused: {_text(said)}")
        return status, said


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _parts(said: list[Any]) -> list[bytes]:
    return [part[0] if isinstance(part, tuple) else part for part in said if part]


def _text(said: list[Any]) -> str:
    return b" ".join(_parts(said)).decode("ascii", "replace")[:200]
