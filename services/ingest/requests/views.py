"""What a wire may read of its own stories; pure.

State, verdict, public reasons and where it was published: no note of the desk, no editor's
name, and nothing that tells of another's story, which may be embargoed.
"""

from __future__ import annotations

import re

from shared.timeline import Reason, TimelineRecord

_OF_OTHERS = frozenset({"duplicate", "killed_before", "source_burst"})
"""Rules whose finding says that somebody else's story exists, or what a source is held for."""
_SENT_BACK = "sent_back"
"""The desk's note to the wire itself: why a story comes back to it."""
_REVIEW = Reason(rule="review", explanation="A person looks at it.")
_DECIDED = Reason(rule="desk", explanation="A person decided.")
_DETAILS = frozenset(
    {"receipt", "format", "url", "sequence", "public_note", "picture", "media"}
)
_MACHINES = frozenset({"", "wire", "policy", "copydesk"})
_AN_ARTICLE = re.compile(r"\b[a-z2-7]{20}(?::\d+)?\b")


def whole(record: TimelineRecord) -> TimelineRecord:
    """Give a line of a story's life as our own people read it."""
    return record


def for_its_wire(record: TimelineRecord) -> TimelineRecord:
    """Give a line of a story's life as its wire may read it."""
    by = record.by if record.by is None or record.by in _MACHINES else "desk"
    reasons: list[Reason] = []
    for reason in record.reasons:
        said = _reason(reason, record.article_id, is_persons=by == "desk")
        if said not in reasons:
            reasons.append(said)
    return TimelineRecord(
        article_id=record.article_id,
        revision=record.revision,
        stage=record.stage,
        event_id="",
        at=record.at,
        outcome=record.outcome,
        state=record.state,
        reasons=tuple(reasons),
        versions=record.versions,
        details={key: value for key, value in record.details.items() if key in _DETAILS},
        by=by,
    )


def _reason(reason: Reason, article_id: str, *, is_persons: bool) -> Reason:
    if reason.rule in _OF_OTHERS:
        return _REVIEW
    if reason.rule == _SENT_BACK:
        return Reason(rule=reason.rule, explanation=reason.explanation)
    if reason.rule == "desk" or is_persons:
        return _DECIDED
    said = _AN_ARTICLE.sub(
        lambda found: found[0] if found[0].startswith(article_id) else "another story",
        reason.explanation,
    )
    return Reason(rule=reason.rule, severity=reason.severity, explanation=said)
