"""Where a delivery or a story is now, told from the timeline; pure.

Only for people and senders: no stage decides by it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from services.ingest.requests.views import whole
from shared.lifecycle import LIVE, TOMBSTONES, State
from shared.timeline import TimelineRecord, live_revision, state_of

_VERDICTS = (State.APPROVED, State.HELD, State.REJECTED)


def revision_state(records: Sequence[TimelineRecord], revision: int) -> State | None:
    """Tell where one revision of a story is.

    A tombstone is the whole story's. A revision stays live until a newer one is; before it is
    live, a newer one supersedes it as soon as it comes.
    """
    whole = state_of(records)
    if whole in TOMBSTONES:
        return whole
    own = state_of(record for record in records if record.revision == revision)
    newer = [
        record
        for record in records
        if record.revision > revision and record.state not in (None, State.SUPERSEDED)
    ]
    if not newer or own is None or own is State.SUPERSEDED:
        return own
    if own not in LIVE:
        return State.SUPERSEDED
    after = {record.state for record in newer}
    if after & LIVE:
        return State.SUPERSEDED
    return State.WITHHELD if State.WITHHELD in after and whole is State.WITHHELD else own


View = Callable[[TimelineRecord], TimelineRecord]
"""How a reader sees a line: see `views`."""


def whereabouts(
    records: Sequence[TimelineRecord], revision: int, view: View = whole
) -> dict[str, Any]:
    """Tell one revision's state, its verdict with the reasons, and where it was published."""
    own = [record for record in records if record.revision == revision]
    judged = [
        record
        for record in own
        if record.stage in ("moderation", "desk") and record.state in _VERDICTS
    ]
    verdict = max(judged, key=lambda record: record.at, default=None)
    published = max(
        (
            record
            for record in own
            if record.stage == "publish" and "sequence" in record.details
        ),
        key=lambda record: record.at,
        default=None,
    )
    return {
        "state": revision_state(records, revision),
        "verdict": verdict.state if verdict else None,
        "reasons": [
            reason.model_dump(mode="json", exclude_none=True)
            for record in (judged or own)
            if not record.outcome.startswith(_PICTURE)
            for reason in view(record).reasons
        ],
        "published": _published(published),
        "live_revision": live_revision(records),
        **_pictures(own, view),
    }


_PICTURE = "picture_"


def _pictures(own: Sequence[TimelineRecord], view: View) -> dict[str, Any]:
    """Tell what became of each picture the revision names; nothing where it names none."""
    told = [view(record) for record in own if record.outcome.startswith(_PICTURE)]
    newest = {record.details.get("picture"): record for record in told}
    pictures = [
        {
            "picture": picture,
            "state": record.outcome.removeprefix(_PICTURE),
            **({"media": record.details["media"]} if "media" in record.details else {}),
            **({"reason": record.reasons[0].explanation} if record.reasons else {}),
        }
        for picture, record in newest.items()
    ]
    return {"pictures": pictures} if pictures else {}


def _published(record: TimelineRecord | None) -> dict[str, Any] | None:
    if record is None:
        return None
    return {
        "url": record.details.get("url"),
        "sequence": record.details.get("sequence"),
        "at": record.at.isoformat(),
    }


def life(
    article_id: str, records: Sequence[TimelineRecord], view: View = whole
) -> dict[str, Any]:
    """Tell a story's whole life, revision by revision, over all stages."""
    revisions: dict[int, list[TimelineRecord]] = {}
    for record in records:
        revisions.setdefault(record.revision, []).append(record)
    return {
        "article_id": article_id,
        "state": state_of(records),
        "live_revision": live_revision(records),
        "revisions": [
            {
                "revision": revision,
                "state": revision_state(records, revision),
                "records": [_record(view(record)) for record in revisions[revision]],
            }
            for revision in sorted(revisions)
        ],
    }


def _record(record: TimelineRecord) -> dict[str, Any]:
    written = record.model_dump(
        mode="json", exclude={"article_id", "revision"}, exclude_none=True
    )
    return {**written, "at": record.at.isoformat()}
