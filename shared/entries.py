"""Pure: what a stage reads from a stream, and what may become of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from shared.events import Event
from shared.failures import Failure


class Entry(NamedTuple):
    """One entry of a stream, as the server gave it."""

    id: str
    fields: Mapping[bytes, bytes]

    @property
    def size(self) -> int:
        """Bytes of its data, which is nearly all of it."""
        return len(self.fields.get(b"data", b""))


class Done(NamedTuple):
    """An entry that is dealt with, and the events that go out with its acknowledgement."""

    entry_id: str
    events: Sequence[Event] = ()


@dataclass(frozen=True, slots=True)
class Dead:
    """An entry that nobody can deal with: it goes to the dead letters as it came."""

    entry: Entry
    reason: str
    failure: Failure
    stage: str

    @property
    def entry_id(self) -> str:
        """The entry's id in its stream."""
        return self.entry.id

    @staticmethod
    def fixed_fields() -> dict[str, str]:
        """Give nothing: dead letters are as different as the entries they were."""
        return {}

    def own_fields(self) -> dict[str | bytes, str | bytes]:
        """Write the dead letter: the entry's own fields, and our remarks under `dead_`."""
        failure = self.failure
        remarks: dict[str | bytes, str | bytes] = {
            "dead_reason": self.reason,
            "dead_error": failure.error[:2000],
            "dead_stack": failure.stack[-8000:],
            "dead_count": str(failure.count),
            "dead_first": failure.first.isoformat() if failure.first else "",
            "dead_last": failure.last.isoformat() if failure.last else "",
            "dead_stage": self.stage,
            "dead_entry": self.entry.id,
        }
        return dict(self.entry.fields) | remarks
