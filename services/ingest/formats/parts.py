"""MIME bodies that hold an item and the bytes that go with it: forms and mails; pure.

An item names what comes with it as `cid:NAME`, by the part's name in the form, its file name or
its Content-ID. From here on it is named by its bytes, `urn:sha256:…`: a name that means the
same in every later delivery of the source.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import Message
from typing import NamedTuple
from urllib.parse import quote, unquote

from services.ingest.formats.parsed import Payload, Problem, UnreadableError

_FORMS = frozenset({"multipart/form-data", "multipart/related", "multipart/mixed"})
_ITEM = "item"
_MOST_PARTS = 100
_BOUNDARY = re.compile(rb"\A(?:[^\r\n]{0,200}\r?\n){0,5}?--([^\r\n]{1,200}?)[ \t]*\r?\n")
_FAULTS = (MessageError, RecursionError, ValueError, LookupError, IndexError)


class _Part(NamedTuple):
    """One part: the names it may be called by, its type, its bytes."""

    names: tuple[str, ...]
    media_type: str
    charset: str | None
    content: bytes


def unwrapped(payload: Payload) -> Payload:
    """Give the item in a form, its `cid:` names turned into those of the bytes they mean.

    What is no form is given back as it is.
    """
    if payload.media_type not in _FORMS:
        return payload
    parts = _parts_of(payload.content, payload.media_type)
    item = next((part for part in parts if _ITEM in part.names), None)
    if item is None and payload.media_type != "multipart/form-data":
        item = next(iter(parts), None)
    if item is None:
        raise UnreadableError(
            Problem(
                detail="there is no part called “item”",
                fix="send the story as part “item”, and each file as a part whose name its "
                "renditions give as cid:NAME",
                pointer="",
                fatal=True,
            )
        )
    others = [part for part in parts if part is not item]
    return replace(
        payload,
        content=_renamed(item.content, others),
        media_type=item.media_type if item.media_type != "text/plain" else _guessed(item),
        charset=item.charset or payload.charset,
    )


def _guessed(item: _Part) -> str:
    """Name a part without a type of its own, as `curl -F` sends it."""
    start = item.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return {b"{": "application/json", b"[": "application/json", b"<": "application/xml"}.get(
        start, "text/plain"
    )


def _renamed(content: bytes, parts: list[_Part]) -> bytes:
    """Write `urn:sha256:…` for each `cid:NAME`, where it stands alone, the longest first."""
    meant: dict[bytes, bytes] = {}
    for part in parts:
        urn = f"urn:sha256:{hashlib.sha256(part.content).hexdigest()}".encode()
        for name in part.names:
            for written in {name, quote(name), quote(name, safe="@.-_")}:
                meant.setdefault(b"cid:" + written.encode(), urn)
    if not meant:
        return content
    any_name = b"|".join(re.escape(each) for each in sorted(meant, key=len, reverse=True))
    return re.sub(
        rb"(?<=[\"'>\s])(" + any_name + rb")(?=[\"'<\s])", lambda m: meant[m[1]], content
    )


def _parts_of(content: bytes, media_type: str) -> list[_Part]:
    """Give the parts of a form or a mail; none where it is neither."""
    if media_type.startswith("multipart/"):
        boundary = _BOUNDARY.match(content)
        if boundary is None:
            return []
        head = b'Content-Type: multipart/mixed; boundary="' + boundary[1] + b'"\r\n\r\n'
        content = head + content
    elif media_type != "message/rfc822":
        return []
    try:
        message = email.message_from_bytes(
            content.lstrip(b" \t\r\n\0\xef\xbb\xbf"), policy=email.policy.compat32
        )
        return [
            _part(each) for each, _ in zip(_leaves(message), range(_MOST_PARTS), strict=False)
        ]
    except _FAULTS:
        return []


def bytes_in(content: bytes, media_type: str, sha256: str) -> bytes | None:
    """Find bytes by their hash in a delivery: all of it, or a part of it."""
    if hashlib.sha256(content).hexdigest() == sha256:
        return content
    for part in _parts_of(content, media_type):
        if hashlib.sha256(part.content).hexdigest() == sha256:
            return part.content
    return None


def _leaves(message: Message) -> Iterator[Message]:
    stack = [message]
    while stack:
        part = stack.pop()
        inner = part.get_payload()
        if part.is_multipart() and isinstance(inner, list):
            stack.extend(one for one in reversed(inner) if isinstance(one, Message))
        else:
            yield part


def _part(part: Message) -> _Part:
    disposition = {
        key.lower(): value
        for key, value in part.get_params([], header="content-disposition")
        if isinstance(value, str)
    }
    content_id = str(part.get("Content-ID", "")).strip("<> \t")
    names = (disposition.get("name"), disposition.get("filename"), content_id)
    content = part.get_payload(decode=True)
    return _Part(
        names=tuple(dict.fromkeys(unquote(name) for name in names if name)),
        media_type=part.get_content_type(),
        charset=part.get_content_charset(),
        content=content if isinstance(content, bytes) else b"",
    )
