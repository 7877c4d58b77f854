"""Pure: what the world, and the article's timeline, are told of a case."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Literal

from services.moderation.cases import BY_POLICY, Case, Decision
from shared.articles import Noun
from shared.events import (
    ApprovalRevoked,
    ArticleApproved,
    ArticleCanceled,
    ArticleRecalled,
    ArticleSentBack,
    Event,
    FrontArranged,
)
from shared.lifecycle import State
from shared.payloads import (
    Approved,
    Arranged,
    Revoked,
    SentBack,
    Stopped,
)
from shared.timeline import Reason, TimelineRecord

StopAct = Literal["kill", "recall"]


def _policys_approval(case: Case, cause: Event | None = None) -> ArticleApproved:
    """Tell what the stage let pass; the same at every repeat."""
    return _approval(
        case,
        number=1,
        by=BY_POLICY,
        note=None,
        at=case.judged_at,
        edit=int(case.carried),
        cause=cause,
    )


def events_told(event: Event, case: Case) -> list[Event]:
    """Tell what the stage let pass, unless a recall or a kill of its original came since."""
    if case.outcome is not State.APPROVED or case.article is None or case.revocation:
        return []
    return [_policys_approval(case, cause=event)]


def standing_approval(case: Case) -> ArticleApproved | None:
    """Tell the approval that stands, the policy's or a person's; None where there is none."""
    passed = case.state is State.APPROVED or case.is_back
    if not passed or case.article is None:
        return None
    decision = case.approval
    if decision is None:
        return _policys_approval(case)
    return _approval(
        case,
        number=case.approvals,
        by=decision.by,
        note=decision.note or None,
        at=decision.at,
        edit=decision.edit,
    )


def _approval(
    case: Case,
    *,
    number: int,
    by: str,
    note: str | None,
    at: datetime,
    edit: int = 0,
    cause: Event | None = None,
) -> ArticleApproved:
    assert case.article
    assert case.enrichment
    assert case.verdict
    data = Approved(
        article_id=case.article_id,
        revision=case.revision,
        decision=number,
        by=by,
        note=note,
        at=at,
        article=case.article,
        enrichment=case.enrichment,
        verdict=case.verdict,
        edit=edit,
        overlay=case.edits[edit - 1] if edit else None,
    )
    event = ArticleApproved.of(data, at=at, nth=number, cause=cause)
    return dataclasses.replace(
        event, correlation_id=case.correlation_id, traceparent=case.traceparent
    )


def front_arranged(front: Arranged) -> FrontArranged:
    """Tell how people want a front to be; the same at every repeat."""
    return FrontArranged.of(front, at=front.at)


def revocation_told(case: Case) -> ApprovalRevoked | None:
    """Tell that no approval given so far counts any more; None where one does."""
    taken_back = case.revocation
    if taken_back is None or taken_back.decision != case.approvals:
        return None
    data = Revoked(
        article_id=case.article_id,
        revision=case.revision,
        decision=taken_back.decision,
        reason=taken_back.reason,
        at=taken_back.at,
    )
    event = ApprovalRevoked.of(data, at=taken_back.at, nth=taken_back.decision)
    return dataclasses.replace(
        event, correlation_id=case.correlation_id, traceparent=case.traceparent
    )


def sent_back_told(case: Case) -> list[ArticleSentBack]:
    """Tell each sending back that stands or has left; the same at every repeat.

    One that an approval took the place of is told still: its wire reads of it in its receipt.
    """
    if case.article is None:
        return []
    item, events = case.article.item, []
    for decision in case.decisions:
        kept_back = decision is case.decisions[-1] and case.leaves_at and not case.leaving
        if decision.act != "send_back" or decision.number in case.undone or kept_back:
            continue
        data = SentBack(
            article_id=case.article_id,
            revision=case.revision,
            decision=decision.number,
            source=case.source,
            uri=item.uri or "",
            version=item.version or "",
            reason=decision.note,
            at=decision.at,
        )
        event = ArticleSentBack.of(data, at=decision.at, nth=decision.number)
        events.append(
            dataclasses.replace(
                event, correlation_id=case.correlation_id, traceparent=case.traceparent
            )
        )
    return events


class DeskStop(Noun):
    """A kill or recall by a person, from the click to the stream."""

    act: StopAct
    data: Stopped

    @property
    def key(self) -> str:
        """One of each act an article; repeating it does nothing more."""
        return f"{self.data.article_id}:{self.act}"

    @property
    def event(self) -> Event:
        """What goes down the kill lane."""
        kind = ArticleCanceled if self.act == "kill" else ArticleRecalled
        return kind.of(self.data, at=self.data.at)

    @property
    def record(self) -> TimelineRecord:
        """The line of the article's life that says who did it and why."""
        state = State.CANCELED if self.act == "kill" else State.RECALLED
        return TimelineRecord(
            article_id=self.data.article_id,
            revision=self.data.revision,
            stage="desk",
            event_id=self.event.id,
            at=self.data.at,
            outcome=state.value,
            state=state,
            reasons=(Reason(rule="desk", explanation=self.data.reason),),
            by=self.data.by,
        )


# --- what is recorded --------------------------------------------------------------------


def verdict_record(event: Event, case: Case) -> TimelineRecord:
    """Write the line of the stage: what the rules said, under which versions."""
    verdict = case.verdict
    reasons = tuple(
        Reason(
            rule=finding.rule,
            explanation=finding.explanation,
            severity=finding.severity,
            score=finding.score,
            spans=tuple(span.model_dump() for span in finding.spans),
        )
        for finding in (verdict.reasons if verdict else ())
    )
    return TimelineRecord(
        article_id=case.article_id,
        revision=case.revision,
        stage="moderation",
        event_id=event.id,
        at=case.judged_at,
        outcome=case.outcome.value,
        state=case.outcome,
        reasons=reasons,
        versions={**verdict.rules_run, "policy": verdict.policy_version} if verdict else {},
        by=BY_POLICY,
        details=(
            {"verdict": verdict.state, "policy_version": verdict.policy_version}
            if verdict
            else {}
        ),
    )


_OUTCOMES = {"undo": "undone", "look_again": "looked_again"}
_SAID_BY = {
    "send_back": "sent_back",
    "overtaken": "newest",
    "look_again": "pictures",
    "embargo": "embargo",
}


def _outcome(decision: Decision) -> str:
    if decision.act in _OUTCOMES:
        return _OUTCOMES[decision.act]
    is_older = decision.act == "overtaken" and decision.after is not State.HELD
    return "superseded" if is_older else decision.after.value


def _said_by(decision: Decision) -> str:
    if decision.act == "overtaken" and decision.after is State.HELD:
        return "killed_before"
    return _SAID_BY.get(decision.act, "desk")


def decision_records(case: Case) -> list[TimelineRecord]:
    """Write the lines of people: one for each decision, the same at every repeat.

    What was taken back before it left moved nothing: it shows only as undone.
    """
    return [
        TimelineRecord(
            article_id=case.article_id,
            revision=case.revision,
            stage="desk",
            event_id=f"{case.key}:decision:{decision.number}",
            at=decision.at,
            outcome=_outcome(decision),
            state=None if _moves_nothing(decision) else decision.after,
            reasons=(
                (Reason(rule=_said_by(decision), explanation=decision.note),)
                if decision.note
                else ()
            ),
            by=decision.by,
            details={"act": decision.act, "note": decision.note, "before": decision.before},
        )
        for decision in case.decisions
        if decision.number not in case.undone
    ]


def _moves_nothing(decision: Decision) -> bool:
    return decision.act in ("undo", "look_again") or (
        decision.act == "overtaken" and decision.after is not State.SUPERSEDED
    )


def overtaken_records(case: Case, at: datetime) -> list[TimelineRecord]:
    """Write the lines of a case that a newer revision took something from."""
    records = decision_records(case) if case.decisions else []
    if case.state is not State.SUPERSEDED:
        return records
    closing = TimelineRecord(
        article_id=case.article_id,
        revision=case.revision,
        stage="moderation",
        event_id=case.closed_by or "",
        at=at,
        outcome=case.state.value,
        state=case.state,
        reasons=(Reason(rule="newest", explanation="A newer revision has come."),),
    )
    return [*records, closing]
