"""Pure: what may be done to a case, by people and by what comes after it.

Nothing here sends or stores: a decision gives the case as it should be, and storage lets it
pass only if the case is still the one that was decided on.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from services.moderation.cases import (
    BY_POLICY,
    TAKEN_BACK,
    Act,
    Case,
    Decision,
    Lock,
    Remark,
    Told,
)
from shared.articles import Overlay, Verdict
from shared.lifecycle import State, may_become
from shared.stops import Stop

Choice = Literal["approve", "reject", "send_back"]

LONGEST_UNDO = timedelta(minutes=1)

BECOMES = {"approve": State.APPROVED, "reject": State.REJECTED, "send_back": State.REJECTED}
_EDITABLE = (State.HELD, State.REJECTED, State.APPROVED)


@dataclasses.dataclass(frozen=True, slots=True)
class Refusal:
    """Why a decision cannot be taken: the case has moved on, or it cannot be that way.

    `facts` are for programs: `newer`, or `decided_by`, `at` and `state` (SHAPES).
    """

    title: str
    detail: str
    facts: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Decided:
    """The case as it should be now. `changed` is false where that was so before."""

    case: Case
    changed: bool


def release_of(case: Case) -> Literal["moderator", "chief"]:
    """Tell who may let a case pass; what has passed already, a moderator may put right."""
    if case.verdict is None or case.state not in (State.HELD, State.REJECTED):
        return "moderator"
    return case.verdict.release


def is_doubted(case: Case) -> bool:
    """Tell whether it waits because its embargo cannot be read."""
    return case.article is not None and case.article.extras.embargo_unclear is not None


def decide(
    case: Case,
    choice: Choice,
    *,
    newest: int,
    by: str,
    note: str,
    at: datetime,
    undo_for: timedelta = timedelta(),
    edit: int | None = None,
    displayed: State | None = None,
) -> Decided | Refusal:
    """Let a person approve, reject or send back a case; `newest` is the newest revision.

    Who decides again what they decided themselves makes no mistake and does nothing; who comes
    after somebody else is told who it was. `undo_for` keeps an approval back so long that it
    can be taken back unseen. `edit` (its number) and `displayed` (the state) are what was seen.
    """
    after = BECOMES[choice]
    newest = max(newest, case.newer)
    if newest > case.revision or case.state is State.SUPERSEDED:
        return Refusal(
            "A newer revision has come",
            f"Decide on revision {newest}: it takes the place of revision {case.revision}.",
            {"newer": newest},
        )
    if edit is not None and edit != case.edit:
        return _edited_meanwhile(case)
    if displayed not in (None, case.state) and case.state is not after:
        return moved_on(case, "Somebody was quicker.")
    if case.is_back and after is State.REJECTED:
        return Refusal(
            "It is live",
            "Its text was let pass, and only a picture of it waits: drop the picture and "
            "approve, or unpublish the story.",
            {"state": case.state.value},
        )
    act: Act = choice
    if case.state is after:
        if after is not State.APPROVED or case.edit <= case.edit_approved:
            return _decided_before(case, by)
        last = standing(case)
        if last is not None and case.leaves_at is not None and not case.leaving:
            # What has not left is taken back whole, so that a newer revision finds one act.
            case = taken_back(case, last, "undo", by=by, note="", at=at)
        act = "correct" if case.state is State.APPROVED else choice
    elif not may_become(case.state, after) or case.state not in (State.HELD, State.REJECTED):
        return moved_on(case, f"A revision that is {case.state} cannot become {after}.")
    if case.article is None:
        return Refusal("The copy is gone", "The article's text was purged by a recall.")
    done = _done(case, act, after, by=by, note=note, at=at, undo_for=undo_for)
    return Decided(done, changed=True)


def _done(
    case: Case, act: Act, after: State, *, by: str, note: str, at: datetime, undo_for: timedelta
) -> Case:
    decision = Decision(
        number=len(case.decisions) + 1,
        act=act, by=by, note=note, at=at, before=case.state, after=after,
        edit=case.edit if after is State.APPROVED else 0,
    )  # fmt: skip
    return changed_case(
        case,
        state=after,
        decisions=(*case.decisions, decision),
        approvals=case.approvals + (after is State.APPROVED),
        leaves_at=at + min(undo_for, LONGEST_UNDO),
        leaving=False,
        lock=None,
    )


def _edited_meanwhile(case: Case) -> Refusal:
    if not case.edits:
        return Refusal("It was edited meanwhile", "That edit was taken back: look at it again.")
    last = case.edits[-1]
    return Refusal(
        "It was edited meanwhile",
        f"{last.by} edited it at {last.at:%H:%M}: look at it again.",
        {
            "edited_by": last.by,
            "edit": case.edit,
            "decided_by": last.by,
            "at": last.at.isoformat(),
            "state": case.state.value,
        },
    )


def _decided_before(case: Case, by: str) -> Decided | Refusal:
    last = standing(case)
    if last is not None and last.by == by:
        return Decided(case, changed=False)
    return moved_on(case, "Somebody was quicker.")


def moved_on(case: Case, detail: str) -> Refusal:
    """Say where the case is, and who brought it there when."""
    last = standing(case)
    who, when = (last.by, last.at) if last else (BY_POLICY, case.judged_at)
    facts = {"decided_by": who, "at": when.isoformat(), "state": case.state.value}
    return Refusal(f"It is {case.state} by {who} since {when:%H:%M} UTC", detail, facts)


def standing(case: Case) -> Decision | None:
    """Give the decision by which the case is where it is, if it was a person's."""
    last = case.decisions[-1] if case.decisions else None
    return last if last and last.after is case.state else None


def undo(case: Case, *, by: str, note: str, at: datetime) -> Decided | Refusal:
    """Take back the last decision, as long as nobody has been told of it."""
    last = case.decisions[-1] if case.decisions else None
    if last is None or last.act in TAKEN_BACK or last.after is not case.state:
        return Refusal("There is nothing to undo", f"The case is {case.state}.")
    if case.leaves_at is None or case.leaving or case.leaves_at <= at:
        return Refusal("Too late to undo", "The decision has been passed on.")
    return Decided(taken_back(case, last, "undo", by=by, note=note, at=at), changed=True)


def taken_back(
    case: Case, last: Decision, act: Act, *, by: str, note: str, at: datetime, **more: Any
) -> Case:
    """Give the case as it was before a decision that nobody has been told of."""
    after = more.get("state", last.before)
    entry = Decision(
        number=last.number + 1,
        act=act, by=by, note=note, at=at, before=case.state, after=after,
    )  # fmt: skip
    return changed_case(
        case,
        **{
            "state": after,
            "decisions": (*case.decisions, entry),
            "approvals": case.approvals - (last.after is State.APPROVED),
            "leaves_at": None,
            **more,
        },
    )


def claim(
    case: Case, *, by: str, at: datetime, until: datetime, take_over: bool = False
) -> Decided | Refusal:
    """Let a person work on a case undisturbed for a while; claiming again makes it longer.

    A claim runs out by itself, and can be taken over.
    """
    taken = _claimed_by_another(case, by=by, at=at)
    if taken and not take_over:
        return _claimed(taken)
    return Decided(remarked(case, "claim", by, at, lock=Lock(by=by, until=until)), changed=True)


def _claimed_by_another(case: Case, *, by: str, at: datetime) -> Lock | None:
    """Give somebody else's claim that has not run out."""
    lock = case.lock
    return lock if lock is not None and lock.until > at and lock.by != by else None


def unless_claimed(case: Case, *, by: str, at: datetime) -> Refusal | None:
    """Refuse an act while somebody else is at the case."""
    taken = _claimed_by_another(case, by=by, at=at)
    return _claimed(taken) if taken else None


def _claimed(lock: Lock) -> Refusal:
    return Refusal(
        "Somebody is at it",
        f"{lock.by} has claimed it until {lock.until:%H:%M} UTC; it can be taken over.",
        {"claimed_by": lock.by, "until": lock.until.isoformat()},
    )


def release(case: Case, *, by: str, at: datetime) -> Decided | Refusal:
    """Give one's claim back; without one there is nothing to do."""
    if refused := unless_claimed(case, by=by, at=at):
        return refused
    if case.lock is None:
        return Decided(case, changed=False)
    return Decided(remarked(case, "release", by, at, lock=None), changed=True)


def assign(
    case: Case, *, owner: str, by: str, note: str, at: datetime, kind: Told = "assign"
) -> Decided | Refusal:
    """Make somebody else the one who is asked: a colleague, or whoever decides hard cases."""
    said = f"{owner}: {note}" if note else owner
    return Decided(remarked(case, kind, by, at, said, owner=owner), changed=True)


def comment(
    case: Case, *, by: str, note: str, at: datetime, mentions: tuple[str, ...] = ()
) -> Decided | Refusal:
    """Say something for whoever looks at the case next; `mentions` are who should look."""
    return Decided(remarked(case, "comment", by, at, note, mentions=mentions), changed=True)


def postpone(
    case: Case, *, until: datetime, by: str, note: str, at: datetime
) -> Decided | Refusal:
    """Hold a case again: it waits with a new deadline."""
    if case.state is not State.HELD:
        return moved_on(case, "Only what is held can be held longer.")
    return Decided(remarked(case, "postpone", by, at, note, deadline=until), changed=True)


def edit(
    case: Case, changes: Mapping[str, Any], *, newest: int, by: str, note: str, at: datetime,
    displayed: int | None = None,
) -> Decided | Refusal:  # fmt: skip
    """Lay a person's words over the wire's; they go out with the next approval.

    No changes at all drop the edit that stands; the desk's embargo stays all the same.
    `displayed` is the number of the edit that was before the editor's eyes, if it is known.
    """
    newest = max(newest, case.newer)
    if newest > case.revision:
        return Refusal(
            "A newer revision has come",
            f"Edit revision {newest}; what was edited here can be taken over there.",
            {"newer": newest},
        )
    if case.state not in _EDITABLE or case.article is None:
        return moved_on(case, f"A revision that is {case.state} cannot be edited.")
    if displayed is not None and displayed != case.edit:
        return _edited_meanwhile(case)
    overlay = Overlay.model_validate(
        {**case.embargo, **changes, "number": case.edit + 1, "by": by, "at": at}
    )
    return Decided(
        remarked(case, "edit", by, at, note, edits=(*case.edits, overlay)), changed=True
    )


def remarked(
    case: Case,
    kind: Told,
    by: str,
    at: datetime,
    note: str = "",
    *,
    mentions: tuple[str, ...] = (),
    **changes: object,
) -> Case:
    """Give the case with a line about what somebody said or arranged."""
    remark = Remark(kind=kind, by=by, at=at, note=note, mentions=mentions)
    return changed_case(case, remarks=(*case.remarks, remark), **changes)


# --- what leaves, and what stops it ------------------------------------------------------


def leaving(case: Case) -> Case | None:
    """Give the case marked as sent, or None where it may not leave any more.

    It is stored by comparing `changes`, which whoever learns of a newer revision raises, so
    what is marked was the newest at that moment.
    """
    if case.leaving:
        return case
    if case.newer and case.state is State.APPROVED:
        return None
    return changed_case(case, leaving=True)


def left(case: Case) -> Case:
    """Give the case whose decision has been told."""
    return changed_case(case, leaves_at=None, leaving=False)


def owed_since(case: Case) -> datetime | None:
    """Tell since when the next stage owes its record of what it has been told last."""
    if case.revocation and case.revocation.told and case.revocation.decision == case.approvals:
        return case.revocation.at
    last = standing(case)
    if case.leaves_at is None and last and last.act == "send_back":
        return last.at
    passed = case.state is State.APPROVED or case.is_back
    if not passed or case.leaves_at is not None:
        return None
    return case.approval.at if case.approval else case.judged_at


def stopped(case: Case, tombstone: Stop) -> Case | None:
    """Give the case as a kill, hold or recall leaves it, or None where it leaves it alone.

    What was decided and not yet told stays untold. A recall takes the text and leaves its hash.
    """
    if not tombstone.covers(case.revision) or not may_become(case.state, tombstone.state):
        return None
    closed = changed_case(
        case, state=tombstone.state, closed_by=tombstone.event_id, leaves_at=None, lock=None
    )
    return _purged(closed) if tombstone.state is State.RECALLED else closed


def overtaken(case: Case, newest: int, by_event: str, at: datetime) -> Case | None:
    """Give the case as a newer revision leaves it, or None where that is known already.

    What was done to it since all the same does not leave either, and does not stay behind.
    What waits for people waits no more. An approval that has not been marked as sent is taken
    back, and says so; one that has been may go live until the newer revision does.
    """
    waits = case.leaves_at is not None and not case.leaving
    is_new = case.newer < newest
    if not is_new and not (waits and (case.state is State.APPROVED or case.is_back)):
        return None
    if case.is_back:
        leaves_at = case.leaves_at if case.leaving else None
        return changed_case(
            case, newer=newest, state=State.APPROVED, lock=None, leaves_at=leaves_at
        )
    if case.state is State.HELD:
        return changed_case(
            case, newer=newest, state=State.SUPERSEDED, closed_by=by_event, lock=None
        )
    last = standing(case)
    if case.state is State.APPROVED and case.leaves_at and not case.leaving and last:
        note = f"Revision {newest} came before it left."
        more: dict[str, Any] = {"newer": newest}
        if case.approvals > 1:
            more["state"] = State.APPROVED
        else:
            more |= {"state": State.SUPERSEDED, "closed_by": by_event}
        return taken_back(case, last, "overtaken", by="copydesk", note=note, at=at, **more)
    return changed_case(case, newer=newest)


def _purged(case: Case) -> Case:
    if case.article is None:
        return case
    written = case.article.model_dump_json(by_alias=True, exclude_defaults=True)
    digest = hashlib.sha256(written.encode()).hexdigest()
    verdict = case.verdict and Verdict.model_validate(
        {**case.verdict.model_dump(), "reasons": ()}
    )
    return changed_case(
        case,
        article=None,
        enrichment=None,
        headline="",
        verdict=verdict,
        hash=digest,
        edits=(),
        remarks=tuple(Remark(kind=r.kind, by=r.by, at=r.at) for r in case.remarks),
        decisions=tuple(
            Decision.model_validate({**dict(decision), "note": ""})
            for decision in case.decisions
        ),
    )


def changed_case(case: Case, **changes: object) -> Case:
    """Give the case changed and counted; the parts that stay are shared, not copied."""
    kept = {name: getattr(case, name) for name in Case.model_fields}
    return Case.model_validate({**kept, **changes, "changes": case.changes + 1})
