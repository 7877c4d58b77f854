"""Pure: what the kill of a story takes back of its copies, on their way out or after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from services.moderation.cases import Case, Decision, Revocation
from services.moderation.decisions import changed_case, standing, taken_back
from services.moderation.findings import block
from shared.articles import Article, Killed, Verdict
from shared.lifecycle import State


def is_copy_of_killed(case: Case, killed: Iterable[Killed], at: datetime) -> Case | None:
    """Give the case as kills leave it of which nobody knew when it was let pass, or None.

    An approval that has not left is taken back, and the case waits for a person who knows. What
    is known already, or what the policy's `killed_before` was not asked about, changes nothing.
    """
    late = _late(case, killed)
    if not late or case.leaving or case.state is not State.APPROVED:
        return None
    why, changes = _under_kill(case, late)
    last = standing(case)
    if last is not None and case.leaves_at:
        more = {**changes, "state": State.HELD}
        return taken_back(case, last, "overtaken", by="copydesk", note=why, at=at, **more)
    if case.decisions:
        return None  # a person's, and it has left
    held = Verdict.model_validate({**dict(changes["verdict"]), "state": "held"})
    changes |= {"verdict": held, "approvals": 0, "outcome": State.HELD, "state": State.HELD}
    return changed_case(case, **changes)


def called_back(case: Case, killed: Iterable[Killed], at: datetime) -> Case | None:
    """Give the case whose approval has left as a kill of its original leaves it, or None.

    It waits for a person again; publish is told that the approval counts no more.
    """
    late = _late(case, killed)
    has_left = case.leaves_at is None or case.leaving
    if not late or not has_left or not (case.state is State.APPROVED or case.is_back):
        return None
    why, changes = _under_kill(case, late)
    after = State.SUPERSEDED if case.newer else State.HELD
    entry = Decision(
        number=len(case.decisions) + 1,
        act="overtaken", by="copydesk", note=why, at=at, before=case.state, after=after,
    )  # fmt: skip
    return changed_case(
        case,
        **changes,
        state=after,
        decisions=(*case.decisions, entry),
        revocation=Revocation(decision=case.approvals, reason=why, at=at),
        leaves_at=None,
        leaving=False,
    )


def revoked(case: Case) -> Case | None:
    """Give the case whose taking back has been told, or None where nothing has to be told."""
    if case.revocation is None or case.revocation.told:
        return None
    told = case.revocation.model_copy(update={"told": True})
    return changed_case(case, revocation=told)


def _late(case: Case, killed: Iterable[Killed]) -> tuple[Killed, ...]:
    """Give the kills that nobody knew of when the case was judged, if the policy asks."""
    article, verdict = case.article, case.verdict
    if article is None or verdict is None or _KILLED_BEFORE not in verdict.rules_run:
        return ()
    kin = case.enrichment.kin if case.enrichment else None
    known = {each.article_id for each in (*article.killed, *(kin.killed if kin else ()))}
    return tuple(each for each in killed if each.article_id not in known)


def _under_kill(case: Case, late: tuple[Killed, ...]) -> tuple[str, dict[str, Any]]:
    """Say why it must wait, and what of the case tells of that."""
    assert case.article is not None
    assert case.verdict is not None
    ended = "recalled" if any(each.recalled for each in late) else "killed"
    how = "one of its names" if any(each.by == "name" for each in late) else "its words"
    why = f"A story was {ended} while this one, which has {how}, was on its way out."
    reasons = (block(_KILLED_BEFORE, 1.0, why), *case.verdict.reasons)
    return why, {
        "article": Article.model_validate(
            {**dict(case.article), "killed": (*case.article.killed, *late)}
        ),
        "verdict": Verdict.model_validate({**dict(case.verdict), "reasons": reasons}),
    }


_KILLED_BEFORE = "killed_before"
