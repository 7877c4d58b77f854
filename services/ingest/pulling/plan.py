"""How a source is pulled from, as the operator says it; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

_SHORTEST_EVERY_S = 1
_LONGEST_EVERY_S = 7 * 86_400
_LONGEST_URL = 4000

_HEADER_NAME = re.compile(r"[A-Za-z0-9-]{1,100}")
_SECRET_PARAMETER = re.compile(
    r"(?:key|token|secret|passw(?:or)?d|pwd|signature)$|^(?:pass|auth|sig)$", re.IGNORECASE
)


class Kind(StrEnum):
    """The ways of pulling."""

    FEED = "feed"
    API = "api"
    FOLDER = "folder"
    MAILBOX = "mailbox"


_DEFAULT_EVERY_S: Mapping[Kind, int] = MappingProxyType(
    {Kind.FEED: 300, Kind.API: 60, Kind.FOLDER: 10, Kind.MAILBOX: 60}
)


class BadPlanError(ValueError):
    """A source cannot be pulled from as asked; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Where mail is fetched, and where it goes afterwards (None: it is marked as seen)."""

    host: str
    port: int
    encrypted: bool
    user: str
    folder: str
    done: str | None
    failed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PullPlan:
    """What is asked for, how often, and as whom.

    `next_field` names the field of an API's answer that holds the next page's address.
    `secret` is an API key or a password: it is sent to the place of `url` and shown to nobody.
    """

    url: str
    every_s: int
    media_type: str | None = None
    next_field: str | None = None
    secret: str | None = field(default=None, repr=False)
    secret_header: str | None = None

    @property
    def kind(self) -> Kind:
        """Tell which way of pulling this is."""
        scheme = urlsplit(self.url).scheme
        if scheme == "folder":
            return Kind.FOLDER
        if scheme in ("imap", "imaps"):
            return Kind.MAILBOX
        return Kind.API if self.next_field else Kind.FEED

    @property
    def folder(self) -> PurePosixPath:
        """Give the folder, below the operator's root."""
        return PurePosixPath(unquote(self.url.partition(":")[2]))

    @property
    def mailbox(self) -> Mailbox:
        """Give the parts of a mailbox's address."""
        parts = urlsplit(self.url)
        asked = parse_qs(parts.query)
        return Mailbox(
            host=parts.hostname or "",
            port=parts.port or (993 if parts.scheme == "imaps" else 143),
            encrypted=parts.scheme == "imaps",
            user=unquote(parts.username or ""),
            folder=unquote(parts.path.strip("/")) or "INBOX",
            done=asked.get("done", [None])[0],
            failed=asked.get("failed", [None])[0],
        )

    def same_place(self, other: PullPlan) -> bool:
        """Tell whether a cursor of one is good for the other."""
        return (self.url, self.media_type, self.next_field) == (
            other.url,
            other.media_type,
            other.next_field,
        )


def make_plan(
    url: str,
    *,
    every_s: int | None = None,
    media_type: str | None = None,
    next_field: str | None = None,
    secret: str | None = None,
    secret_header: str | None = None,
) -> PullPlan:
    """Make a plan of what the operator asked, or raise `BadPlanError`."""
    url = url.strip()
    _check_url(url)
    if secret is not None and (not secret or re.search(r"[\x00-\x1f\x7f]", secret)):
        raise BadPlanError("a secret is one line without control characters")
    if secret_header is not None and not _HEADER_NAME.fullmatch(secret_header):
        raise BadPlanError("secret_header is the name of an HTTP header")
    plan = PullPlan(
        url=url,
        every_s=1,
        media_type=media_type,
        next_field=next_field,
        secret=secret,
        secret_header=secret_header,
    )
    if plan.kind is Kind.MAILBOX and secret is None:
        raise BadPlanError("a mailbox needs its password as the secret")
    if next_field and plan.kind is not Kind.API:
        raise BadPlanError("only an HTTP API has a field with its next page")
    every = _DEFAULT_EVERY_S[plan.kind] if every_s is None else every_s
    if not _SHORTEST_EVERY_S <= every <= _LONGEST_EVERY_S:
        raise BadPlanError(
            f"it is polled every {_SHORTEST_EVERY_S} to {_LONGEST_EVERY_S} seconds"
        )
    return PullPlan(
        url=url,
        every_s=every,
        media_type=media_type,
        next_field=next_field,
        secret=secret,
        secret_header=secret_header,
    )


def _check_url(url: str) -> None:
    if len(url) > _LONGEST_URL or re.search(r"[\x00-\x20\x7f]", url):
        raise BadPlanError("the URL is too long, or has blanks or control characters in it")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadPlanError(f"this is no URL: {error}") from error
    if parts.scheme == "folder":
        path = PurePosixPath(unquote(url.partition(":")[2]))
        if path.is_absolute() or ".." in path.parts or path == PurePosixPath("."):
            raise BadPlanError(
                "a folder is named below COPYDESK_POLL_FOLDERS_ROOT: folder:NAME"
            )
        return
    if parts.scheme not in ("http", "https", "imap", "imaps"):
        raise BadPlanError("it is an http, https, imaps or imap URL, or folder:NAME")
    if not parts.hostname or port == 0:
        raise BadPlanError("the URL has no host, or a port that is none")
    if parts.password is not None:
        raise BadPlanError("a password does not belong into the URL; give it as the secret")
    if parts.scheme in ("imap", "imaps") and not parts.username:
        raise BadPlanError("the mailbox's user is missing: imaps://user@host/INBOX")


def shown_url(url: str) -> str:
    """Write a URL so that it may be shown: parameters that look like a key are masked."""
    parts = urlsplit(url)
    if not parts.query:
        return url
    query = urlencode(
        [
            (name, "***" if _SECRET_PARAMETER.search(name) else value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        ],
        safe="*:/,",
    )
    return parts._replace(query=query).geturl()


def same_origin(one: str, other: str) -> bool:
    """Tell whether two URLs are of one scheme, host and port: a secret goes to no other."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").lower(), parts.port or usual
