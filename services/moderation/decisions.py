"""Pure: cases, and what a person may do to one.

A case is one revision before the judge: first the policy's verdict, then what people decide.
Nothing here sends or stores: a decision gives the case as it should be, and storage lets it
pass only if the case is still the one that was decided on.
"""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import datetime, timedelta
from typing import Literal

from pydantic import model_validator

from shared.articles import Article, Enrichment, Moment, Noun, Verdict
from shared.events import (
    Approved,
    ArticleApproved,
    ArticleCanceled,
    ArticleRecalled,
    Event,
    Stopped,
)
from shared.lifecycle import State, may_become
from shared.stops import Stop
from shared.timeline import Reason, TimelineRecord

Act = Literal["approve", "reject", "undo"]
StopAct = Literal["kill", "recall"]

LONGEST_UNDO = timedelta(minutes=1)
BY_POLICY = "policy"

_BECOMES = {"approve": State.APPROVED, "reject": State.REJECTED}


class Decision(Noun):
    """What one person did, why and when. `number` counts the decisions about one case."""

    number: int
    act: Act
    by: str
    note: str = ""
    at: Moment
    before: State
    after: State


class Lock(Noun):
    """Who is working on a case, and until when others are asked to leave it alone."""

    by: str
    until: Moment


class Remark(Noun):
    """What people say and arrange about a case without deciding it."""

    kind: Literal["comment", "claim", "release", "assign"]
    by: str
    at: Moment
    note: str = ""


class Case(Noun):
    """One revision before the judge.

    `outcome` is what the stage decided and never changes, so that a repeat tells the same;
    `state` is where the case is now. `approvals` numbers the approvals of this revision.
    `changes` counts writes: whoever decides on an older count has decided on another case.
    `leaves_at` is set while a decision has still to be told to the world.
    """

    article_id: str
    revision: int
    event_id: str
    source: str
    headline: str
    outcome: State
    state: State
    judged_at: Moment
    deadline: Moment | None = None
    owner: str | None = None
    verdict: Verdict | None = None
    article: Article | None = None
    enrichment: Enrichment | None = None
    decisions: tuple[Decision, ...] = ()
    approvals: int = 0
    changes: int = 0
    leaves_at: Moment | None = None
    leaving: bool = False
    lock: Lock | None = None
    remarks: tuple[Remark, ...] = ()
    closed_by: str | None = None
    hash: str | None = None
    correlation_id: str = ""
    traceparent: str = ""

    @property
    def key(self) -> str:
        """The case's name: `article_id:revision`."""
        return f"{self.article_id}:{self.revision}"

    @model_validator(mode="after")
    def _payload_is_whole(self) -> Case:
        if (self.article is None) != (self.enrichment is None):
            message = "a case has both its article and its enrichment, or neither"
            raise ValueError(message)
        return self


@dataclasses.dataclass(frozen=True, slots=True)
class Refusal:
    """Why a decision cannot be taken: the case has moved on, or it cannot be that way."""

    title: str
    detail: str


@dataclasses.dataclass(frozen=True, slots=True)
class Decided:
    """The case as it should be now. `changed` is false where that was so before."""

    case: Case
    changed: bool


def decide(
    case: Case,
    act: Literal["approve", "reject"],
    *,
    newest: int,
    by: str,
    note: str,
    at: datetime,
    undo_for: timedelta = timedelta(),
) -> Decided | Refusal:
    """Let a person approve or reject a case; `newest` is the newest revision that came.

    Deciding again the same is no error and does nothing. `undo_for` keeps an approval back so
    long that it can be taken back unseen.
    """
    after = _BECOMES[act]
    if case.state is after:
        return Decided(case, changed=False)
    if newest > case.revision or case.state is State.SUPERSEDED:
        return Refusal(
            "A newer revision has come",
            f"Decide on revision {newest}: it takes the place of revision {case.revision}.",
        )
    if not may_become(case.state, after) or case.state not in (State.HELD, State.REJECTED):
        return Refusal(
            f"The case is {case.state}",
            f"A revision that is {case.state} cannot become {after}.",
        )
    if case.article is None:
        return Refusal("The copy is gone", "The article's text was purged by a recall.")
    decision = Decision(
        number=len(case.decisions) + 1,
        act=act, by=by, note=note, at=at, before=case.state, after=after,
    )  # fmt: skip
    return Decided(
        _with(
            case,
            state=after,
            decisions=(*case.decisions, decision),
            approvals=case.approvals + (act == "approve"),
            leaves_at=at + min(undo_for, LONGEST_UNDO),
            leaving=False,
            lock=None,
        ),
        changed=True,
    )


def undo(case: Case, *, by: str, note: str, at: datetime) -> Decided | Refusal:
    """Take back the last decision, as long as nobody has been told of it."""
    last = case.decisions[-1] if case.decisions else None
    if last is None or last.act == "undo" or last.after is not case.state:
        return Refusal("There is nothing to undo", f"The case is {case.state}.")
    if case.leaves_at is None or case.leaving or case.leaves_at <= at:
        return Refusal("Too late to undo", "The decision has been passed on.")
    taken_back = Decision(
        number=last.number + 1,
        act="undo", by=by, note=note, at=at, before=case.state, after=last.before,
    )  # fmt: skip
    return Decided(
        _with(
            case,
            state=last.before,
            decisions=(*case.decisions, taken_back),
            approvals=case.approvals - (last.act == "approve"),
            leaves_at=None,
        ),
        changed=True,
    )


def claim(
    case: Case, *, by: str, at: datetime, until: datetime, take_over: bool = False
) -> Decided | Refusal:
    """Let a person work on a case undisturbed for a while; claiming again makes it longer.

    A claim is a courtesy: it keeps nobody from deciding, and runs out by itself.
    """
    taken = case.lock is not None and case.lock.until > at and case.lock.by != by
    if taken and not take_over:
        assert case.lock
        return Refusal(
            "Somebody is at it", f"{case.lock.by} has claimed it until {case.lock.until:%H:%M}."
        )
    return Decided(
        _remarked(case, "claim", by, at, lock=Lock(by=by, until=until)), changed=True
    )


def release(case: Case, *, by: str, at: datetime) -> Decided | Refusal:
    """Give a claim back; without one there is nothing to do."""
    if case.lock is None:
        return Decided(case, changed=False)
    return Decided(_remarked(case, "release", by, at, lock=None), changed=True)


def assign(case: Case, *, owner: str, by: str, note: str, at: datetime) -> Decided | Refusal:
    """Make somebody else the one who is asked: a colleague, or whoever decides hard cases."""
    said = f"{owner}: {note}" if note else owner
    return Decided(_remarked(case, "assign", by, at, said, owner=owner), changed=True)


def comment(case: Case, *, by: str, note: str, at: datetime) -> Decided | Refusal:
    """Say something for whoever looks at the case next."""
    return Decided(_remarked(case, "comment", by, at, note), changed=True)


def _remarked(
    case: Case,
    kind: Literal["comment", "claim", "release", "assign"],
    by: str,
    at: datetime,
    note: str = "",
    **changes: object,
) -> Case:
    remark = Remark(kind=kind, by=by, at=at, note=note)
    return _with(case, remarks=(*case.remarks, remark), **changes)


def leaving(case: Case) -> Case:
    """Give the case with the time over in which its decision can be undone."""
    return case if case.leaving else _with(case, leaving=True)


def left(case: Case) -> Case:
    """Give the case whose decision has been told."""
    return _with(case, leaves_at=None, leaving=False)


def owed_since(case: Case) -> datetime | None:
    """Tell since when the next stage owes its record of an approval that has been told."""
    if case.state is not State.APPROVED or case.leaves_at is not None:
        return None
    approvals = [decision.at for decision in case.decisions if decision.act == "approve"]
    return approvals[-1] if approvals else case.judged_at


def stopped(case: Case, tombstone: Stop) -> Case | None:
    """Give the case as a kill, hold or recall leaves it, or None where it leaves it alone.

    What was decided and not yet told stays untold. A recall takes the text and leaves its hash.
    """
    if not tombstone.covers(case.revision) or not may_become(case.state, tombstone.state):
        return None
    closed = _with(
        case, state=tombstone.state, closed_by=tombstone.event_id, leaves_at=None, lock=None
    )
    return _purged(closed) if tombstone.state is State.RECALLED else closed


def superseded(case: Case, by_event: str) -> Case | None:
    """Give the case as a newer revision leaves it, or None where it waits for nobody."""
    if case.state is not State.HELD:
        return None
    return _with(case, state=State.SUPERSEDED, closed_by=by_event, lock=None)


def _purged(case: Case) -> Case:
    if case.article is None:
        return case
    written = case.article.model_dump_json(by_alias=True, exclude_defaults=True)
    digest = hashlib.sha256(written.encode()).hexdigest()
    verdict = case.verdict and Verdict.model_validate(
        {**case.verdict.model_dump(), "reasons": ()}
    )
    return _with(case, article=None, enrichment=None, headline="", verdict=verdict, hash=digest)


def _with(case: Case, **changes: object) -> Case:
    """Give the case changed and counted; the parts that stay are shared, not copied."""
    kept = {name: getattr(case, name) for name in Case.model_fields}
    return Case.model_validate({**kept, **changes, "changes": case.changes + 1})


# --- what is told ------------------------------------------------------------------------


def policys_approval(case: Case, cause: Event | None = None) -> ArticleApproved:
    """Tell what the stage let pass; the same at every repeat."""
    return _approval(case, number=1, by=BY_POLICY, note=None, at=case.judged_at, cause=cause)


def events_told(event: Event, case: Case) -> list[Event]:
    """Tell what the stage let pass, unless a recall has taken the text since."""
    if case.outcome is not State.APPROVED or case.article is None:
        return []
    return [policys_approval(case, cause=event)]


def standing_approval(case: Case) -> ArticleApproved | None:
    """Tell the approval that stands, the policy's or a person's; None where there is none."""
    if case.state is not State.APPROVED or case.article is None:
        return None
    for decision in reversed(case.decisions):
        if decision.act == "approve":
            return _approval(
                case,
                number=case.approvals,
                by=decision.by,
                note=decision.note or None,
                at=decision.at,
            )
    return policys_approval(case)


def _approval(
    case: Case,
    *,
    number: int,
    by: str,
    note: str | None,
    at: datetime,
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
    )
    event = ArticleApproved.of(data, at=at, nth=number, cause=cause)
    return dataclasses.replace(
        event, correlation_id=case.correlation_id, traceparent=case.traceparent
    )


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


def decision_records(case: Case) -> list[TimelineRecord]:
    """Write the lines of people: one for each decision, the same at every repeat.

    What was taken back before it left moved nothing: it shows only as undone.
    """
    undone = {decision.number - 1 for decision in case.decisions if decision.act == "undo"}
    return [
        TimelineRecord(
            article_id=case.article_id,
            revision=case.revision,
            stage="desk",
            event_id=f"{case.key}:decision:{decision.number}",
            at=decision.at,
            outcome="undone" if decision.act == "undo" else decision.after.value,
            state=None if decision.act == "undo" else decision.after,
            reasons=(
                (Reason(rule="desk", explanation=decision.note),) if decision.note else ()
            ),
            by=decision.by,
            details={"act": decision.act, "note": decision.note, "before": decision.before},
        )
        for decision in case.decisions
        if decision.number not in undone
    ]


def closing_record(case: Case, at: datetime) -> TimelineRecord:
    """Write the line of a case that a newer revision closed."""
    return TimelineRecord(
        article_id=case.article_id,
        revision=case.revision,
        stage="moderation",
        event_id=case.closed_by or "",
        at=at,
        outcome=case.state.value,
        state=case.state,
        reasons=(Reason(rule="newest", explanation="A newer revision has come."),),
    )
