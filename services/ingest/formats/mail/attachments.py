"""What is attached to a letter: pictures and files, as ninjs names them; pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from urllib.parse import quote

from services.ingest.formats.mail.parts import (
    bytes_of,
    file_name,
    header,
    is_attached,
    kind_said,
)
from services.ingest.formats.text.newscodes import item_uri
from shared.ninjs import Rendition

SAFE_IN_MID = "@.!$&*+=~_-"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What was sent along, by name; its bytes stay in the raw item."""

    name: str
    content_type: str
    size: int
    uri: str
    is_picture: bool
    sha256: str
    content_id: str = ""

    @property
    def href(self) -> str | None:
        """Give the address of a picture's bytes: they came along, and are kept with it."""
        return f"urn:sha256:{self.sha256}" if self.is_picture else None


def attachments_of(parts: list[Message], message_id: str) -> Iterator[Attachment]:
    """Give what is attached, and what of it could not be read."""
    for number, part in enumerate(parts, start=1):
        content = bytes_of(part)
        kind = _kind(part, content)
        name = file_name(part)
        if kind in ("text/plain", "text/html") and not is_attached(part):
            continue
        if kind.startswith("message/") and not name:
            name = f"message{number}.eml"
        content_id = header(part, "Content-ID").strip("<> ")
        inner = content_id or name or f"part{number}"
        uri = f"mid:{quote(message_id, safe=SAFE_IN_MID)}/{quote(inner, safe=SAFE_IN_MID)}"
        said = header(part, "Content-Disposition").lower()
        is_drawn = bool(content_id) and not said.startswith("attachment")
        yield Attachment(
            name=name or f"part{number}",
            content_type=kind,
            size=len(content),
            uri=uri if message_id else item_uri(inner),
            is_picture=kind.startswith("image/")
            and bool(name or said.startswith("attachment") or is_drawn)
            and (not is_drawn or _is_photograph(kind, len(content))),
            sha256=hashlib.sha256(content).hexdigest(),
            content_id=content_id,
        )


_FIRST_BYTES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n", "image/png"),
    (b"GIF8", "image/gif"),
)
_BRANDS = {b"avif": "image/avif", b"heic": "image/heic", b"heix": "image/heic"}
_HEAD = 12


def _kind(part: Message, content: bytes) -> str:
    """Give a part's media type; a picture's by its bytes, where programs say nothing of it."""
    said = kind_said(part)
    if said != "application/octet-stream":
        return said
    for first, kind in _FIRST_BYTES:
        if content.startswith(first):
            return kind
    head = content[:_HEAD]
    if head[:4] == b"RIFF" and head[8:] == b"WEBP":
        return "image/webp"
    return _BRANDS.get(head[8:], said) if head[4:8] == b"ftyp" else said


_PHOTOGRAPHS = frozenset({"image/jpeg", "image/webp", "image/avif", "image/heic", "image/heif"})
_SMALLEST_DRAWN, _SMALLEST_DRAWN_FLAT = 6_000, 60_000


def _is_photograph(kind: str, size: int) -> bool:
    """Tell a picture of the story from a signature's marks, which stand in the text as well.

    Marks are PNG and GIF of a few kilobytes; a phone's mail has its photographs in the text.
    """
    return size >= (_SMALLEST_DRAWN if kind in _PHOTOGRAPHS else _SMALLEST_DRAWN_FLAT)


def with_addresses(marked_up: str, attachments: Iterable[Attachment]) -> str:
    """Write where their bytes are for `cid:` of pictures that stand in a text."""
    for each in attachments:
        if each.content_id and each.href:
            for name in {each.content_id, quote(each.content_id, safe=SAFE_IN_MID)}:
                marked_up = re.sub(
                    rf"(?<=[\"'])cid:{re.escape(name)}(?=[\"'])", each.href, marked_up
                )
    return marked_up


def rendition_of(attachment: Attachment) -> Rendition:
    """Give the rendition."""
    return Rendition(
        name="original",
        href=attachment.href,
        title=attachment.name,
        content_type=attachment.content_type,
        size_in_bytes=attachment.size,
    )


def association(attachment: Attachment) -> dict[str, object]:
    """Give the association."""
    kind = {"image": "picture", "video": "video", "audio": "audio"}.get(
        attachment.content_type.partition("/")[0], "component"
    )
    rendition: dict[str, object] = {
        "name": "original",
        **({"href": attachment.href} if attachment.href else {}),
        "title": attachment.name,
        "contentType": attachment.content_type,
        "sizeInBytes": attachment.size,
    }
    return {
        "name": attachment.name,
        "uri": attachment.uri,
        "type": kind,
        "renditions": [rendition],
    }
