"""Pure: a case is judged again when a picture of its story comes, changes, is held or freed.

Only what rules say of pictures is said anew. A text never waits for its picture: what has been
let pass stays where readers have it, and its case comes back to the desk for the picture alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, Literal

from services.moderation.cases import BY_POLICY, Act, Case, Decision
from services.moderation.decisions import changed_case, edit
from services.moderation.findings import block
from services.moderation.judge import fold, heard, in_order
from services.moderation.pictures.doubted import (
    BY_US,
    doubted_in,
    key_of,
    left_out,
    put_back,
    shown_anew,
)
from services.moderation.policy import GRAVITY, Outcome, Policy
from services.moderation.rules import RULES
from services.moderation.story import Story
from shared.articles import Article, Finding, PictureEdit, Verdict
from shared.lifecycle import State
from shared.media import Media, pictures_of

PICTURE_HELD = "picture_held"
"""Signs the finding that no policy can switch off: another source withdrew the same bytes."""
_RIGHTS = "picture_rights"
_Release = Literal["moderator", "chief"] | None


def held_in(article: Article, held_names: Collection[str]) -> tuple[str, ...]:
    """Give the pictures of an article, by `key_of`, that answer to a name that is held."""
    return tuple(
        key_of(each)
        for each in pictures_of(article.item)
        if any(name in held_names for name in each.names)
    )


def unsettled(case: Case, held: Iterable[str]) -> tuple[str, ...]:
    """Give the held pictures about which no approved edit says whether they may be shown."""
    approved = case.edits[case.edit_approved - 1].pictures if case.edit_approved else None
    settled = {each.picture for each in approved or () if each.released or each.dropped}
    return tuple(each for each in held if each not in settled)


def looked_again(
    case: Case,
    media: tuple[Media, ...],
    held: Collection[str],
    at: datetime,
    *,
    policy: Policy,
) -> Case | None:
    """Give a case as its pictures leave it now, or None where they change nothing.

    What waits and has no other doubt is let pass. What was let pass waits again, for a chief,
    where a picture is held or the policy now asks for a person; its text stays live meanwhile,
    without that picture, and when nothing is in doubt any more it is as it was.
    """
    article, enrichment, verdict = case.article, case.enrichment, case.verdict
    if article is None or enrichment is None or verdict is None or case.newer:
        return None
    if case.state not in (State.HELD, State.APPROVED):
        return None
    on_this = policy.on(article, enrichment)
    story = Story(article, enrichment, media=media)
    reasons = _reasons(verdict, story, unsettled(case, held), on_this)
    if {*reasons} == {*verdict.reasons}:
        return None
    before = fold(verdict.reasons, on_this, article.source)
    after = fold(reasons, on_this, article.source)
    if not _has_passed(case):
        if before == "held" and after == "approved" and _is_untouched(case):
            passed = _verdict(verdict, reasons, on_this, "approved")
            return _let_pass(case, passed, at)
        waiting = _verdict(verdict, reasons, on_this, verdict.state)
        return changed_case(case, verdict=waiting)
    is_worse = GRAVITY[after] > GRAVITY[before] or _is_newly_held(verdict, reasons)
    if case.state is State.APPROVED and is_worse and case.leaves_at is None:
        release: _Release = "chief" if _about(PICTURE_HELD, reasons) else None
        waiting = _verdict(verdict, reasons, on_this, "held", release=release)
        deadline = at + timedelta(hours=on_this.hold_for_h)
        why = next((f.explanation for f in reasons if f.rule in (PICTURE_HELD, _RIGHTS)), "")
        more = {"deadline": deadline, "owner": case.owner or on_this.owner}
        if GRAVITY[after] > GRAVITY[before]:
            others = [f for f in reasons if f.rule != _RIGHTS]
            doubted = doubted_in(article, enrichment, media, others, on_this)
            case = left_out(case, doubted, at) if doubted else case
        return _turned(case, State.HELD, at, why, verdict=waiting, **more)
    if case.state is State.HELD and not _asks(reasons, after, on_this, article):
        passed = _verdict(verdict, reasons, on_this, "approved")
        why = "Nothing is in doubt about its pictures any more."
        case = shown_anew(case, at)
        return _turned(case, State.APPROVED, at, why, verdict=passed)
    state: Literal["held", "approved"] = "held" if case.state is State.HELD else "approved"
    kept: _Release = verdict.release if case.state is State.HELD else None
    changed = _verdict(verdict, reasons, on_this, state, release=kept)
    return changed_case(case, verdict=changed)


def with_released(case: Case, held: Iterable[str], *, by: str, at: datetime) -> Case:
    """Give a case whose held pictures may be shown, as an edit, unless its edit drops them.

    What we left out until a person had looked is shown as well.
    """
    case = put_back(case, by=by, at=at)
    overlay = case.edits[-1] if case.edits else None
    chosen = {each.picture: each for each in (overlay.pictures or ())} if overlay else {}
    asked = [key for key in held if not (key in chosen and chosen[key].dropped)]
    if all(key in chosen and chosen[key].released for key in asked):
        return case
    for key in asked:
        known = dict(chosen.get(key) or PictureEdit(picture=key))
        chosen[key] = PictureEdit(**{**known, "released": True})
    changes: dict[str, Any] = dict(overlay) if overlay else {}
    changes |= {"pictures": tuple(chosen.values())}
    decided = edit(case, changes, newest=case.revision, by=by, note="", at=at)
    return getattr(decided, "case", case)


def _reasons(
    verdict: Verdict, story: Story, held: tuple[str, ...], policy: Policy
) -> tuple[Finding, ...]:
    """Say again what is said of pictures, and leave the rest as it was said."""
    kept = [f for f in verdict.reasons if f.rule != PICTURE_HELD]
    if _RIGHTS in verdict.rules_run and policy.rule(_RIGHTS).enabled:
        kept = [f for f in kept if f.rule != _RIGHTS]
        kept += [
            f for rule in RULES if rule.name == _RIGHTS for f in heard(rule, story, policy)
        ]
    if held:
        one = "A picture is held" if len(held) == 1 else f"{len(held)} pictures are held"
        why = (
            f"{one}: another source withdrew the same bytes. The story is shown without; a "
            "chief may let it be shown by approving, or drop it."
        )
        kept.append(block(PICTURE_HELD, 1.0, why))
    return in_order(kept)


def _verdict(
    verdict: Verdict,
    reasons: tuple[Finding, ...],
    policy: Policy,
    state: Literal["approved", "held", "rejected"],
    *,
    release: _Release = None,
) -> Verdict:
    """Give the verdict with other reasons; a chief's case stays one for its other reasons."""
    gone = {f.rule for f in verdict.reasons} - {f.rule for f in reasons}
    if release is None:
        release = policy.release(f.rule for f in reasons if f.severity != "note")
        if verdict.release == "chief" and not gone & {PICTURE_HELD, _RIGHTS}:
            release = "chief"
    return Verdict.model_validate(
        {**dict(verdict), "reasons": reasons, "state": state, "release": release}
    )


def _asks(
    reasons: tuple[Finding, ...], outcome: Outcome, policy: Policy, article: Article
) -> bool:
    """Tell whether it is for its pictures that a person is asked."""
    others = [f for f in reasons if f.rule not in (PICTURE_HELD, _RIGHTS)]
    return GRAVITY[outcome] > GRAVITY[fold(others, policy, article.source)] or bool(
        _about(PICTURE_HELD, reasons)
    )


def _has_passed(case: Case) -> bool:
    return case.state is State.APPROVED or case.is_back


def _is_untouched(case: Case) -> bool:
    """Tell whether no person has anything to do with a case yet."""
    return not case.decisions and not case.edits and case.lock is None


def _is_newly_held(verdict: Verdict, reasons: tuple[Finding, ...]) -> bool:
    said = _about(PICTURE_HELD, reasons)
    return bool(said) and said != _about(PICTURE_HELD, verdict.reasons)


def _about(rule: str, reasons: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(f for f in reasons if f.rule == rule)


def _let_pass(case: Case, verdict: Verdict, at: datetime) -> Case:
    """Approve what waited for its pictures only; it leaves as a person's approval does."""
    why = "Its pictures are there, and nothing is in doubt any more."
    decision = _decision(case, "approve", State.APPROVED, at, why)
    return changed_case(
        case,
        state=State.APPROVED,
        verdict=verdict,
        approvals=case.approvals + 1,
        decisions=(*case.decisions, decision),
        leaves_at=at,
        leaving=False,
    )


def _turned(case: Case, after: State, at: datetime, why: str, **changes: Any) -> Case:
    """Move a case between the desk and where it was, without a word to anybody else."""
    decision = _decision(case, "look_again", after, at, why)
    return changed_case(case, state=after, decisions=(*case.decisions, decision), **changes)


def _decision(case: Case, act: Act, after: State, at: datetime, note: str) -> Decision:
    return Decision(
        number=len(case.decisions) + 1,
        act=act,
        by=BY_POLICY if act == "approve" else BY_US,
        note=note,
        at=at,
        before=case.state,
        after=after,
        edit=case.edit_approved if after is State.APPROVED else 0,
    )
