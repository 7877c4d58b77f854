"""Pure: an embargo that the desk sets, moves or lifts; nothing goes out early by it.

It is part of an edit, so that it travels with the approval and a repeat changes nothing. On a
held case it waits for the approval; on one that was let pass and waits for its time it is told
by itself, at once where the time becomes later.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from services.moderation.cases import Case, Decision, Remark
from services.moderation.decisions import (
    LONGEST_UNDO,
    Decided,
    Refusal,
    changed_case,
    moved_on,
    remarked,
    taken_back,
)
from shared.articles import Noun, Overlay
from shared.lifecycle import State
from shared.ninjs import Moment
from shared.timeline import Reason, TimelineRecord

UNDONE_WITHIN = timedelta(minutes=1)
"""How long an embargo can be undone that has been told, or waits at a held case."""


class Wish(Noun):
    """What a person wants: `until` None lifts the desk's; `instead` passes over the wire's."""

    until: Moment | None = None
    instead: bool = False

    def stands_in(self, overlay: Overlay | None) -> bool:
        """Tell whether an edit says just this."""
        if overlay is None:
            return self.until is None and not self.instead
        return overlay.embargo == self.until and bool(overlay.embargo_instead) == self.instead


def _wish_of(overlay: Overlay | None) -> Wish:
    """Read an edit's embargo."""
    if overlay is None:
        return Wish()
    return Wish(until=overlay.embargo, instead=bool(overlay.embargo_instead))


def embargoed_until(case: Case) -> Moment | None:
    """Give the embargo that holds for what would go out now: the wire's and the desk's."""
    wire = case.article.item.embargoed_until if case.article else None
    return case.edits[-1].embargoed_until(wire) if case.edits else wire


def whose_embargo(case: Case) -> str | None:
    """Tell who set the desk's embargo that stands; later edits carry it along."""
    last, whose = _wish_of(case.edits[-1] if case.edits else None), None
    for edit in reversed(case.edits):
        if last == Wish() or _wish_of(edit) != last:
            break
        whose = edit.by
    return whose


def ends_sooner(before: Case, after: Case, by: str) -> str | None:
    """Tell whose embargo an act lets end sooner, if it is a colleague's."""
    was, is_ = embargoed_until(before), embargoed_until(after)
    if was is None or (is_ is not None and is_ >= was):
        return None
    whose = whose_embargo(before)
    return None if whose == by else whose


def embargo(
    case: Case,
    wish: Wish,
    *,
    newest: int,
    by: str,
    note: str,
    at: datetime,
    is_live: bool,
    undo_for: timedelta = timedelta(),
) -> Decided | Refusal:
    """Set, move or lift the desk's embargo on what is held, or passed and not live yet."""
    newest = max(newest, case.newer)
    if newest > case.revision or case.state is State.SUPERSEDED:
        return _overtaken(newest)
    if case.state not in (State.HELD, State.APPROVED) or case.article is None:
        return moved_on(case, f"A revision that is {case.state} needs no embargo.")
    if wish.stands_in(case.edits[-1] if case.edits else None):
        return Decided(case, changed=False)
    if case.state is State.HELD:
        edits = (*case.edits, _laid_over(case, wish, by, at))
        return Decided(
            remarked(case, "embargo", by, at, _told(wish, note), edits=edits), changed=True
        )
    if is_live:
        return Refusal(
            "It is live",
            "An embargo keeps back what has not gone out; a chief may take this down.",
            {"state": case.state.value},
        )
    if case.leaves_at is not None:
        return Refusal(
            "The last decision has not left yet",
            "Undo it, or wait until it has, then set the embargo.",
            {"state": case.state.value, "leaves_at": case.leaves_at.isoformat()},
        )
    if case.edit > case.edit_approved:
        return Refusal(
            "An edit waits to be told",
            "Approve the edit or drop it, then set the embargo.",
            {"edit": case.edit},
        )
    return Decided(_moved(case, wish, by=by, note=note, at=at, undo_for=undo_for), changed=True)


def _overtaken(newest: int) -> Refusal:
    return Refusal(
        "A newer revision has come",
        f"Set the embargo on revision {newest}.",
        {"newer": newest},
    )


def _moved(
    case: Case, wish: Wish, *, by: str, note: str, at: datetime, undo_for: timedelta
) -> Case:
    """Move the embargo of what waits for its time; a later one is not kept back for an undo."""
    after = changed_case(case, edits=(*case.edits, _laid_over(case, wish, by, at)))
    before_until, after_until = embargoed_until(case), embargoed_until(after)
    is_later = after_until is not None and (before_until is None or after_until > before_until)
    kept_back = timedelta() if is_later else min(undo_for, LONGEST_UNDO)
    decision = Decision(
        number=len(case.decisions) + 1,
        act="embargo", by=by, note=_told(wish, note), at=at,
        before=case.state, after=case.state, edit=after.edit,
    )  # fmt: skip
    return changed_case(
        case,
        edits=after.edits,
        decisions=(*case.decisions, decision),
        approvals=case.approvals + 1,
        leaves_at=at + kept_back,
        leaving=False,
    )


def undo_embargo(case: Case, *, by: str, note: str, at: datetime) -> Decided | Refusal | None:
    """Put the embargo back as it was before the last act, if that was one; else None."""
    if (last := _last_embargo(case)) is None or not case.edits:
        return None
    if case.newer:
        return _overtaken(case.newer)
    if at - last.at > UNDONE_WITHIN:
        return Refusal("Too late to undo", "Set the embargo anew.")
    before = _wish_of(case.edits[-2] if len(case.edits) > 1 else None)
    if isinstance(last, Remark):
        back = remarked(case, "embargo", by, at, _told(before, note), edits=case.edits[:-1])
        return Decided(back, changed=True)
    if case.leaves_at is not None and not case.leaving and case.leaves_at > at:
        unsaid = taken_back(case, last, "undo", by=by, note=note, at=at, edits=case.edits[:-1])
        return Decided(unsaid, changed=True)
    told = _moved(case, before, by=by, note=note, at=at, undo_for=timedelta())
    return Decided(told, changed=True)


def _last_embargo(case: Case) -> Decision | Remark | None:
    """Give the act by which the newest edit came, if it set an embargo and nothing followed."""
    acts: list[Decision | Remark] = [
        *case.decisions,
        *(each for each in case.remarks if each.kind in ("edit", "embargo")),
    ]
    last = max(acts, key=lambda each: each.at, default=None)
    if last is None or not case.edits or last.at != case.edits[-1].at:
        return None
    if isinstance(last, Remark):
        return last if last.kind == "embargo" and case.state is State.HELD else None
    return last if last.act == "embargo" and case.state is State.APPROVED else None


def _laid_over(case: Case, wish: Wish, by: str, at: datetime) -> Overlay:
    kept = dict(case.edits[-1]) if case.edits else {}
    said: dict[str, Any] = {
        "number": case.edit + 1, "by": by, "at": at,
        "embargo": wish.until, "embargo_instead": wish.instead or None,
    }  # fmt: skip
    return Overlay.model_validate({**kept, **said})


def _told(wish: Wish, note: str) -> str:
    """Say for the record what was wanted, then why."""
    what = f"until {wish.until:%Y-%m-%d %H:%M %Z}" if wish.until else "none by the desk"
    whose = ", in place of the wire's" if wish.instead else ""
    return f"Embargo {what}{whose}." + (f" {note}" if note else "")


# --- a newer revision --------------------------------------------------------------------


def carried_over(case: Case, until: datetime, by: str) -> Case | None:
    """Give a newer revision's case with the desk's embargo of an earlier one, or None.

    What keeps a story back is carried over; that it need not wait for its wire's is not: the
    newer revision may say another time.
    """
    if until <= case.judged_at or case.edits or case.decisions or case.article is None:
        return None
    if case.state not in (State.HELD, State.APPROVED, State.REJECTED):
        return None
    overlay = Overlay(number=1, by=by, at=case.judged_at, embargo=until)
    return changed_case(case, edits=(overlay,), carried=True)


def embargo_record(case: Case) -> TimelineRecord:
    """Write the line of an embargo on a held case; it moves nothing."""
    said = next(each for each in reversed(case.remarks) if each.kind == "embargo")
    return TimelineRecord(
        article_id=case.article_id,
        revision=case.revision,
        stage="desk",
        event_id=f"{case.key}:embargo:{case.changes}",
        at=said.at,
        outcome="embargo",
        reasons=(Reason(rule="embargo", explanation=said.note),),
        by=said.by,
        details={"act": "embargo", "note": said.note},
    )
