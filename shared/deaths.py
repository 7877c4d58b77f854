"""Pure: what the timeline says of an entry that nobody could deal with."""

from __future__ import annotations

import re
from datetime import datetime

from shared.entries import Dead
from shared.lifecycle import State
from shared.timeline import Reason, TimelineRecord

_EVENT_ID = re.compile(rb"([a-z0-9]{1,64}):(\d{1,16}):([\w.:-]{1,100})")
_STOPS = (b"article.canceled", b"article.withheld", b"article.recalled")


def death_record(dead: Dead, now: datetime) -> TimelineRecord | None:
    """Write the death into the article's timeline, from the envelope alone.

    None where the entry does not even say what it was about. `now` stands where the failure
    has no time of its own.
    """
    found = _EVENT_ID.fullmatch(dead.entry.fields.get(b"id", b""))
    if found is None:
        return None
    is_stop = any(stop in found[3] for stop in _STOPS)
    return TimelineRecord(
        article_id=found[1].decode(),
        revision=int(found[2]),
        stage=dead.stage,
        event_id=f"{found[0].decode()}:dead",
        at=dead.failure.last or now,
        outcome="dead",
        state=None if is_stop else State.DEAD,
        reasons=(
            Reason(
                rule="stage",
                severity="block",
                explanation=": ".join(filter(None, (dead.reason, dead.failure.error))),
            ),
        ),
        details={"entry": dead.entry.id, "failures": dead.failure.count},
    )
