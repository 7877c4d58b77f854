"""One IPTC 7901 message: its header, keywords, text and date; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from services.ingest.formats.parsed import Payload
from services.ingest.formats.telex.messages import EOT, ETX, SOH, STX
from services.ingest.formats.wording import dates

_HEADER = re.compile(
    r"\s*(?P<service>[A-Za-z]{1,8})(?P<number>\d{1,6})\s+(?P<priority>[0-9A-Za-z])\s+"
    r"(?P<category>[^\s\d\x00-\x1f][^\s\x00-\x1f]{0,7})(?:\s+(?P<words>\d{1,5}))?(?P<options>[^\r\n]*)"
)
_ZCZC = re.compile(r"^ZCZC[^\r\n]{0,40}[\r\n]+|(?<![\r\n])[\r\n]+NNNN\s*$")
_STAMP = re.compile(
    rf"(?P<day>\d{{2}})(?P<hour>\d{{2}})(?P<minute>\d{{2}})[ \t]*(?P<zone>{dates.ZONE})?"
    r"[ \t]+(?P<month>[^\W\d_]{3,9})\.?[ \t]*(?P<year>\d{4}|\d{2})?(?!\d)"
)
_STAMP_LINE = re.compile(rf"^{_STAMP.pattern}\s*\Z", re.MULTILINE)
_CONTROLS = re.compile("\xad\n?|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def first_words(text: str) -> tuple[int, str]:
    """Give the first line that says something, as far as a problem quotes it."""
    for number, line in enumerate(text.splitlines()[:100], start=1):
        if said := " ".join(_CONTROLS.sub("", line).split()):
            return number, said[:40]
    return 1, ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message, cut into its parts; `line` is where it begins."""

    header: re.Match[str]
    keywords: tuple[str, ...]
    text: tuple[str, ...]
    after: str
    line: int
    complete: bool


def messages(text: str) -> Iterator[Message]:
    """Cut a transmission into its messages."""
    line = 1
    for part in text.split(SOH):
        message = _message(part, line) if part else None
        line += part.count("\n")
        if message is not None:
            yield message


def _message(part: str, line: int) -> Message | None:
    part = _ZCZC.sub("", part.lstrip(SOH + "\r\n \x16\x00"))
    head, stx, rest = part.partition(STX)
    header = _HEADER.match(head)
    if header is None:
        return None
    keywords = head[header.end() :]
    body, etx, after = rest.partition(ETX)
    if not stx:  # a message that lost its controls: the first blank line ends the keywords
        plain = keywords.replace("\r", "").strip("\n")
        keywords, _, body = plain.partition("\n\n")
        body, etx, after = body.partition(ETX)
    if not etx:
        body, _, after = body.partition(EOT)
    stamp = _STAMP_LINE.search(body) if not after.strip(" \r\n\x04\x00") else None
    if stamp is not None:
        body, after = body[: stamp.start()], stamp.group()
    return Message(
        header=header,
        keywords=tuple(text for one in _lines(keywords) if (text := one.strip())),
        text=tuple(_lines(body)),
        after=after,
        line=line,
        complete=bool(stx and etx),
    )


def _lines(text: str) -> list[str]:
    # Some systems end lines with CR CR LF or LF CR LF; one blank line is as good as two.
    return _CONTROLS.sub("", text.replace("\r", "")).split("\n")


def sent_of(after: str, payload: Payload) -> datetime | None:
    """Give when it was sent, as the line behind its text says."""
    found = _STAMP.search(after[:200])
    if found is None:
        return None
    month = dates.MONTHS.get(found["month"].lower())
    if month is None:
        return None
    return dates.dated(
        payload.received_at,
        month=month,
        day=int(found["day"]),
        year=int(found["year"]) if found["year"] else None,
        hour=int(found["hour"]),
        minute=int(found["minute"]),
        zone=dates.zone_of(found["zone"]) or payload.near.tz,
    )
