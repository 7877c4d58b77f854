"""Edge: which embargo of the desk an article's newest earlier revision has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from services.moderation.cases import Case
from services.moderation.embargoes import carried_over
from shared.database import Collection, Document


async def embargoes_before(
    collection: Collection, cases: Sequence[Case]
) -> dict[str, Document]:
    """Give the desk's embargo of the revision before each case, where there is one."""
    ids = [case.article_id for case in cases if case.revision > 1]
    if not ids:
        return {}
    fields = {"article_id": 1, "revision": 1, "embargo": 1}
    rows = await collection.find({"article_id": {"$in": ids}}, fields).to_list(None)
    found: dict[str, Document] = {}
    for case in cases:
        before = [
            row
            for row in rows
            if row["article_id"] == case.article_id and row["revision"] < case.revision
        ]
        last = max(before, key=lambda row: int(row["revision"]), default={})
        if said := last.get("embargo"):
            found[case.key] = said
    return found


def carried(case: Case, said: Document | None) -> Case | None:
    """Give the case with that embargo, or None where there is none to carry over."""
    if said is None:
        return None
    return carried_over(case, datetime.fromisoformat(said["until"]), said["by"])
