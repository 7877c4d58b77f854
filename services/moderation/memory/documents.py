"""Edge: a case as its document: what it is found and guarded by as BSON, the rest as JSON.

Fields that are set by updates are numbers: the embedded server turns a date or a truth value
that `$set` writes into a text or a number. `leaves_at` and `open_since` are ms since 1970.
"""

from __future__ import annotations

from services.moderation.cases import Case
from services.moderation.decisions import owed_since
from services.moderation.embargoes import whose_embargo
from services.moderation.storage_killed import copies_of, names_of
from shared import clock
from shared.database import Document, from_ms, to_ms

PAYLOAD = {"article", "enrichment"}
"""What a case has of its copy."""


def to_document(case: Case) -> Document:
    """Write a case: what it is found and guarded by as BSON, the rest as JSON."""
    at = case.judged_at
    document = {
        **case.model_dump(mode="json", exclude=PAYLOAD | {"leaves_at", "deadline"}),
        "_id": case.key,
        "order": f"{to_ms(at):015d} {case.key}",
        "touched": to_ms(clock.now()),
        "edited": case.edit if case.overlay and case.overlay.changes_words else 0,
        "names": names_of(case.article),
        "copies": copies_of(case.enrichment),
        "judged_at": at,
        "deadline": case.deadline,
    }
    if case.edits and (until := case.edits[-1].embargo):
        document["embargo"] = {"until": until.isoformat(), "by": whose_embargo(case) or ""}
    if people := [each for each in case.decisions if not each.is_ours]:
        document["decided"] = to_ms(people[-1].at)
    for name in PAYLOAD:
        payload = getattr(case, name)
        if payload is not None:
            document[name] = payload.model_dump(
                mode="json", by_alias=True, exclude_defaults=True
            )
    if case.leaves_at is not None:
        document["leaves_at"] = to_ms(case.leaves_at)
    if case.revocation and not case.revocation.told:
        document["revokes_at"] = to_ms(case.revocation.at)
    if since := owed_since(case):
        document["open_since"] = to_ms(since)
    return document


def to_case(document: Document) -> Case:
    """Read a case."""
    leaves_at = document.get("leaves_at")
    return Case.model_validate(
        {**document, "leaves_at": None if leaves_at is None else from_ms(leaves_at)}
    )
