"""What is attached to a letter: pictures and files, as ninjs names them; pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
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
from shared.articles import (
    Rendition,
)

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

    @property
    def href(self) -> str | None:
        """Give the address of a picture's bytes: they came along, and are kept with it."""
        return f"urn:sha256:{self.sha256}" if self.is_picture else None


def attachments_of(parts: list[Message], message_id: str) -> Iterator[Attachment]:
    """Give what is attached, and what of it could not be read."""
    for number, part in enumerate(parts, start=1):
        kind = kind_said(part)
        name = file_name(part)
        if kind in ("text/plain", "text/html") and not is_attached(part):
            continue
        if kind.startswith("message/") and not name:
            name = f"message{number}.eml"
        content_id = header(part, "Content-ID").strip("<> ")
        inner = content_id or name or f"part{number}"
        uri = f"mid:{quote(message_id, safe=SAFE_IN_MID)}/{quote(inner, safe=SAFE_IN_MID)}"
        inline = header(part, "Content-Disposition").lower().startswith("inline") and bool(
            content_id
        )
        yield Attachment(
            name=name or f"part{number}",
            content_type=kind,
            size=len(content := bytes_of(part)),
            uri=uri if message_id else item_uri(inner),
            is_picture=kind.startswith("image/") and bool(name) and not inline,
            sha256=hashlib.sha256(content).hexdigest(),
        )


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
