"""One ANPA message: its header, its text, its stamp, and what is wrong with them; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from services.ingest.formats.parsed import (
    Payload,
    Problem,
)
from services.ingest.formats.telex.messages import ETX, SOH, STX
from services.ingest.formats.wording import dates

_FIRST = re.compile(
    r"\s*(?P<service>[A-Za-z]{0,3})(?P<number>\d{1,5})(?:[^\x1f\r\n]{0,20}\x1f)?\s*(?P<selector>[\w-]*)"
)
_SECOND = re.compile(
    r"^[ ]*(?P<priority>[A-Za-z])[ ]+(?P<category>[A-Za-z0-9])(?=[\s\x11-\x14])"
    r"\s*[\x13\x14]?\s*(?P<format>[\x11\x12])?\s*"
    r"(?P<keyword>[^\x00-\x1f]{0,80}?)\s+(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:\s+(?P<words>\d{1,5}))?\s*$",
    re.MULTILINE,
)
_STAMP = re.compile(
    rf"(?P<codes>[A-Z]{{1,5}}(?:-[A-Z]{{1,4}})*)-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})"
    rf"(?:-(?P<year>\d{{2}}(?:\d{{2}})?))?\s+(?P<hour>\d{{2}})(?P<minute>\d{{2}})(?P<zone>{dates.ZONE})?"
)
_CLOCK_FIRST = re.compile(
    rf"(?P<hour>\d{{2}}):(?P<minute>\d{{2}})\s?(?P<zone>{dates.ZONE})?\s+"
    r"(?P<day>\d{1,2})-(?P<month>\d{1,2})-(?P<year>\d{2}(?:\d{2})?)(?!\d)"
)
"""As Canada's wire writes it, the day before the month: `16:35ET 23-11-26`."""
_STAMP_LINE = re.compile(rf"^{_STAMP.pattern}\s*\Z", re.MULTILINE)
_LONGEST_HEADER = 1_000
TYPESETTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1c\x1e\x1f\x7f\xad]")


@dataclass(frozen=True, slots=True)
class Message:
    """One message, cut into its parts; `line` is where it begins."""

    first: re.Match[str] | None
    second: re.Match[str] | None
    text: str
    after: str
    line: int
    complete: bool


def messages(text: str) -> Iterator[Message]:
    """Cut a transmission into its messages."""
    line, next_line = 1, 1
    for part in text.split(SOH):
        line, next_line = next_line, next_line + part.count("\n")
        if not part:
            continue
        head, stx, rest = part.lstrip("\x16\x00\r\n ").partition(STX)
        first = _FIRST.match(head)
        second = _SECOND.search(head[:_LONGEST_HEADER].replace("\r", ""))
        if second is None and not (first and stx):
            continue
        if not stx and second is not None:  # a message that lost its controls
            rest = head.replace("\r", "")[second.end() :]
        body, etx, after = rest.partition(ETX)
        stamp = _STAMP_LINE.search(body) if not etx else None
        if stamp is not None:
            body, after = body[: stamp.start()], stamp.group()
        yield Message(first, second, body, after, line, complete=bool(stx and etx))


def header_faults(message: Message, payload: Payload) -> list[Problem]:
    """Say which line of the header, or that the stamp, is not understood."""
    faults: list[Problem] = []
    if message.first is None:
        faults.append(
            Problem(
                detail="The header's first line names no service and number.",
                fix="Begin with SYN SYN SOH, then service and number such as a0123.",
                line=message.line,
            )
        )
    if message.second is None:
        faults.append(
            Problem(
                detail="The header's second line is not priority, category, keyword, date and "
                "words; urgency and category are missing.",
                fix="Send it such as: r i, DC3 and DC1, BC-Keyword 11-23 0210.",
                line=message.line + 1,
            )
        )
    elif int(message.second["month"]) > 12 or header_day(message.second, payload) is None:
        month, day = message.second["month"], message.second["day"]
        faults.append(
            Problem(
                detail=f"The header's date {month}-{day} is no month and day.",
                fix="Write it as MM-DD, such as 11-23.",
                line=message.line + 1,
            )
        )
    if message.complete and sent_of(stamp_of(message.after), payload) is None:
        said = TYPESETTING.sub("", message.after).strip()[:40]
        faults.append(
            Problem(
                detail=f"{said!r} behind ETX is no stamp; the day it came counts."
                if said
                else "There is no stamp behind ETX; the day it came counts.",
                fix="End the message with codes-MM-DD-YY HHMM zone, such as XX-NY-11-23-26 "
                "0810GMT.",
                line=message.line + message.text.count("\n") + 2,
            )
        )
    return faults


def stamp_of(after: str) -> re.Match[str] | None:
    """Find the stamp behind a message."""
    return _STAMP.search(after[:300]) or _CLOCK_FIRST.search(after[:300])


def sent_of(stamp: re.Match[str] | None, payload: Payload) -> datetime | None:
    """Give when it was sent, as its stamp says."""
    if stamp is None:
        return None
    return dates.dated(
        payload.received_at,
        month=int(stamp["month"]),
        day=int(stamp["day"]),
        year=int(stamp["year"]) if stamp["year"] else None,
        hour=int(stamp["hour"]),
        minute=int(stamp["minute"]),
        zone=dates.zone_of(stamp["zone"]) or payload.near.tz,
    )


def header_day(second: re.Match[str] | None, payload: Payload) -> datetime | None:
    """Give the day that the header says."""
    if second is None:
        return None
    month, day = int(second["month"]), int(second["day"])
    if month > 12 >= day:  # Canada's wire has the day first
        month, day = day, month
    return dates.dated(payload.received_at, month=month, day=day, zone=payload.near.tz)
