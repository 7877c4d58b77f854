"""Pure: how often people agreed with a rule, by what they decided about what it held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from services.moderation.cases import Case, Decision
from shared.articles import Noun
from shared.lifecycle import State

_ENOUGH = 8
"""Decisions from which a threshold may be proposed."""
_RIGHT_ENOUGH = 0.5
"""Where people reject half of what is held, holding is worth their time."""


class Week(Noun):
    """The decisions of one week, which begins on this Monday."""

    begins: date
    agreed: int = 0
    overruled: int = 0


class RuleAgreement(Noun):
    """What people made of the stories that a rule objected to.

    `agreed`: they rejected it, or it was stopped. `overruled`: they let it pass. `alone` counts
    those where no other rule objected: there the decision was about this rule.
    """

    rule: str
    agreed: int
    overruled: int
    rate: float
    alone: int
    alone_rate: float | None = None
    weeks: tuple[Week, ...] = ()
    suggested_hold_at: float | None = None
    """The lowest score from which people mostly agreed, where enough was decided."""


def agreement(cases: Iterable[Case]) -> list[RuleAgreement]:
    """Count each rule's objections in decided cases, the rules people overrule most first."""
    said: dict[str, list[_Said]] = defaultdict(list)
    for case in cases:
        decision = _last(case.decisions)
        if decision is None or case.verdict is None:
            continue
        objections = {
            reason.rule: reason.score
            for reason in reversed(case.verdict.reasons)
            if reason.severity != "note"
        }
        agreed = decision.after is State.REJECTED or case.state in (
            State.CANCELED,
            State.RECALLED,
        )
        for rule, score in objections.items():
            said[rule].append(_Said(decision.at, score, agreed, len(objections) == 1))
    rows = [_row(rule, decisions) for rule, decisions in said.items()]
    return sorted(rows, key=lambda row: (row.rate, row.rule))


class _Said(NamedTuple):
    at: datetime
    score: float
    agreed: bool
    alone: bool


def _last(decisions: Sequence[Decision]) -> Decision | None:
    """Give the decision that stands; what was taken back counts for nothing."""
    undone = {decision.number - 1 for decision in decisions if decision.act == "undo"}
    standing = [
        decision
        for decision in decisions
        if decision.act != "undo" and decision.number not in undone and not decision.is_ours
    ]
    return standing[-1] if standing else None


def _row(rule: str, said: Sequence[_Said]) -> RuleAgreement:
    agreed = sum(each.agreed for each in said)
    alone = [each for each in said if each.alone]
    weeks: dict[date, list[bool]] = defaultdict(list)
    for each in said:
        day = each.at.date()
        weeks[day - timedelta(days=day.weekday())].append(each.agreed)
    return RuleAgreement(
        rule=rule,
        agreed=agreed,
        overruled=len(said) - agreed,
        rate=round(agreed / len(said), 2),
        alone=len(alone),
        alone_rate=round(sum(each.agreed for each in alone) / len(alone), 2) if alone else None,
        weeks=tuple(
            Week(begins=begins, agreed=sum(right), overruled=len(right) - sum(right))
            for begins, right in sorted(weeks.items())
        ),
        suggested_hold_at=_suggested(said),
    )


def _suggested(said: Sequence[_Said]) -> float | None:
    """Find the lowest score from which on people rejected half and more."""
    if len(said) < _ENOUGH:
        return None
    ordered = sorted(said, key=lambda each: -each.score)
    best, agreed = None, 0
    for count, each in enumerate(ordered, 1):
        agreed += each.agreed
        follows = ordered[count].score if count < len(ordered) else -1.0
        if follows != each.score and agreed / count >= _RIGHT_ENOUGH:
            best = each.score
    return best
