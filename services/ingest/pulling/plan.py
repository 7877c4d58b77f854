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
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_SECRET_PARAMETER = re.compile(
    r"(?:key|token|secret|passw(?:or)?d|pwd|signature)$|^(?:pass|auth|sig)$", re.IGNORECASE
)


class Kind(StrEnum):
    """The ways of pulling."""

    FEED = "feed"
    API = "api"
    OUTBOX = "outbox"
    MAILBOX = "mailbox"
    FOLDER = "folder"
    FTP = "ftp"
    SFTP = "sftp"
    BUCKET = "bucket"


_DEFAULT_EVERY_S: Mapping[Kind, int] = MappingProxyType(
    {
        Kind.FEED: 300,
        Kind.API: 60,
        Kind.OUTBOX: 300,
        Kind.MAILBOX: 60,
        Kind.FOLDER: 10,
        Kind.FTP: 60,
        Kind.SFTP: 60,
        Kind.BUCKET: 60,
    }
)
_BY_SCHEME: Mapping[str, Kind] = MappingProxyType(
    {
        "folder": Kind.FOLDER,
        "imap": Kind.MAILBOX,
        "imaps": Kind.MAILBOX,
        "ftp": Kind.FTP,
        "ftps": Kind.FTP,
        "sftp": Kind.SFTP,
        "s3": Kind.BUCKET,
    }
)
_USUAL_PORTS: Mapping[str, int] = MappingProxyType(
    {"http": 80, "https": 443, "imap": 143, "imaps": 993, "ftp": 21, "ftps": 21, "sftp": 22}
)
DROPS = frozenset({Kind.FOLDER, Kind.FTP, Kind.SFTP, Kind.BUCKET})
"""Places where files are put."""

_ACTIVITIES = frozenset({"application/activity+json", "application/ld+json"})


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
class Remote:
    """A place with files on somebody's server, and where they go (None: they stay).

    `said` are the other things that the address says: a host key, a region, an endpoint.
    """

    scheme: str
    host: str
    port: int
    user: str
    path: str
    done: str | None
    failed: str | None
    said: Mapping[str, str]


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
        known = _BY_SCHEME.get(urlsplit(self.url).scheme)
        if known is not None:
            return known
        if self.next_field:
            return Kind.API
        return Kind.OUTBOX if self.media_type in _ACTIVITIES else Kind.FEED

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

    @property
    def remote(self) -> Remote:
        """Give the parts of the address of a place with files."""
        parts = urlsplit(self.url)
        said = dict(parse_qsl(parts.query))
        done = said.pop("done", None)
        return Remote(
            scheme=parts.scheme,
            host=parts.hostname or "",
            port=parts.port or _USUAL_PORTS.get(parts.scheme, 0),
            user=unquote(parts.username or ""),
            path=unquote(parts.path).strip("/"),
            done=done,
            failed=said.pop("failed", done),
            said=said,
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
    is_key = url.startswith("sftp:") and (secret or "").startswith("-----BEGIN ")
    if secret is not None and (not secret or (_CONTROLS.search(secret) and not is_key)):
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
    if plan.kind in (Kind.MAILBOX, Kind.SFTP) and secret is None:
        raise BadPlanError(f"{plan.kind} needs a password (or an SSH key) as the secret")
    if plan.kind is Kind.BUCKET and bool(plan.remote.user) != (secret is not None):
        raise BadPlanError("a bucket is asked with a key's id as user and its secret, or none")
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
    if parts.scheme not in ("http", "https", *_BY_SCHEME):
        raise BadPlanError(
            "it is an http, https, imaps, imap, ftps, ftp, sftp or s3 URL, or folder:NAME"
        )
    if not parts.hostname or port == 0:
        raise BadPlanError("the URL has no host, or a port that is none")
    if parts.password is not None:
        raise BadPlanError("a password does not belong into the URL; give it as the secret")
    if parts.scheme in ("imap", "imaps") and not parts.username:
        raise BadPlanError("the mailbox's user is missing: imaps://user@host/INBOX")
    if parts.scheme == "sftp" and not parts.username:
        raise BadPlanError("the user is missing: sftp://user@host/folder")
    if parts.scheme in ("ftp", "ftps", "sftp", "s3"):
        _check_folders(parts.query)


def _check_folders(query: str) -> None:
    """Refuse folders that would lead elsewhere, and what an address cannot say."""
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in ("done", "failed", "host_key", "region", "endpoint") or not value:
            raise BadPlanError(f"“{name[:40]}” is nothing that such an address can say")
        if name in ("done", "failed") and not re.fullmatch(r"[\w-][\w.-]{0,60}", value):
            raise BadPlanError(f"{name} is the name of a folder beside the files")
        if name == "endpoint" and not value.startswith(("https://", "http://")):
            raise BadPlanError("the endpoint of a bucket is an http or https URL")


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
