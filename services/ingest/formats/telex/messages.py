"""What telex formats have in common: one message behind the other, framed by controls; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from services.ingest.formats.parsed import (
    Parsed,
    ParsedItem,
    Payload,
    Problem,
    UnreadableError,
)
from services.ingest.formats.text.charsets import decode

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
_MOST_MESSAGES = 1_000


class _Framed(Protocol):
    """A message, whatever its header: where it begins, and whether its text is framed."""

    @property
    def line(self) -> int: ...
    @property
    def complete(self) -> bool: ...


_Message = TypeVar("_Message", bound=_Framed)


def read_messages(
    name: str,
    payload: Payload,
    *,
    cut: Callable[[str], Iterable[_Message]],
    read: Callable[[_Message, Payload], tuple[ParsedItem, list[Problem]]],
    nothing: Callable[[str], Problem],
) -> Parsed:
    """Read every message in a payload, in order; `nothing` says what to send instead."""
    text, _, faults = decode(payload.content, payload.charset)
    problems = [] if payload.charset is None else [*faults]  # the formats declare no charset
    messages = [*cut(text)]
    if not messages:
        raise UnreadableError(nothing(text))
    if len(messages) > _MOST_MESSAGES:
        problems.append(
            Problem(
                detail=f"Only the first {_MOST_MESSAGES:,} of {len(messages):,} are taken.",
                fix="Send the rest in further deliveries.",
                line=messages[_MOST_MESSAGES].line,
            )
        )
    items: list[ParsedItem] = []
    for message in messages[:_MOST_MESSAGES]:
        item, marks = read(message, payload)
        items.append(item)
        problems += [*_frame_faults(message), *marks]
    return Parsed(format=name, items=tuple(items), problems=tuple(problems))


def _frame_faults(message: _Framed) -> list[Problem]:
    if message.complete:
        return []
    return [
        Problem(
            detail="The message lacks the STX or ETX around its text.",
            fix="Send the text between STX (0x02) and ETX (0x03).",
            line=message.line,
        )
    ]
