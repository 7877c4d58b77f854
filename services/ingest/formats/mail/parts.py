"""The parts of a message and its headers, as MIME has them; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message

from services.ingest.formats.text.charsets import decode
from services.ingest.formats.text.markup import tidy_text

MOST_PARTS = 500
_LONGEST_HEADER = 5_000


def header(message: Message, name: str) -> str:
    """Give a header decoded, on one line, without what may not stand in one."""
    # As it was sent: `get` would lose letters that were written without any encoding.
    raw = next(
        (value for key, value in message.raw_items() if key.lower() == name.lower()), None
    )
    if raw is None:
        return ""
    written = str(raw)[:_LONGEST_HEADER]
    try:
        chunks = decode_header(written)
    except (HeaderParseError, ValueError, LookupError):
        chunks = [(written, None)]
    text = ""
    for chunk, charset in chunks:
        if isinstance(chunk, bytes):
            text += decode(chunk, None if charset in (None, "unknown-8bit") else charset).text
        else:
            text += decode(chunk.encode("utf-8", "surrogateescape")).text
    return " ".join(tidy_text(text).split())


def leaves(message: Message) -> Iterator[Message]:
    """Give the parts that are no containers; a forwarded message is one part, unopened."""
    waiting = [message]
    while waiting:
        part = waiting.pop(0)
        inner = part.get_payload()
        if (
            kind_said(part) != "message/rfc822"
            and part.is_multipart()
            and isinstance(inner, list)
        ):
            waiting[:0] = [one for one in inner if isinstance(one, Message)]
        else:
            yield part


def is_attached(part: Message) -> bool:
    """Tell what was sent along from what the letter says itself."""
    disposition = header(part, "Content-Disposition").lower()
    return disposition.startswith("attachment") or bool(file_name(part))


def file_name(part: Message) -> str:
    """Give the name of a part, without the folders it lay in."""
    try:
        name = part.get_filename()
    except (MessageError, ValueError, LookupError, TypeError, UnicodeError):
        return ""
    if not name:
        return ""
    try:
        decoded = "".join(
            decode(chunk, charset).text if isinstance(chunk, bytes) else chunk
            for chunk, charset in decode_header(name[:_LONGEST_HEADER])
        )
    except (HeaderParseError, ValueError, LookupError):
        decoded = name
    bare = re.split(r"[/\\]", " ".join(tidy_text(decoded).split()))[-1]
    return bare[:200]


def kind_said(part: Message) -> str:
    """Give a part's media type as it says."""
    said = re.sub(r"[^a-z0-9!#$&^_.+/-]", "", part.get_content_type().partition("(")[0])
    # What says that it has parts and has none is the text itself.
    return "text/plain" if said.startswith("multipart/") and not part.is_multipart() else said


_BLANKS_AFTER_BREAK = re.compile(r"=[ \t]+(?=\r?\n)")
"""Which some relays add behind a soft line break."""


def bytes_of(part: Message) -> bytes:
    """Give a part's content, decoded."""
    raw = part.get_payload()
    if isinstance(raw, str) and "quoted" in header(part, "Content-Transfer-Encoding").lower():
        part.set_payload(_BLANKS_AFTER_BREAK.sub("=", raw))
    try:
        content = part.get_payload(decode=True)
    except (MessageError, ValueError, LookupError, AssertionError, UnicodeError):
        content = None
    if isinstance(content, bytes):
        return content
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def whole(part: Message) -> bytes:
    """Give a part as it is to be read by itself: a message with its headers."""
    inner = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list):
        try:
            return b"".join(one.as_bytes() for one in inner if isinstance(one, Message))
        except (MessageError, ValueError, LookupError, TypeError, AttributeError):
            return b""
    return bytes_of(part)
