"""How often people agreed with a rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from services.moderation.cases import Case, Decision
from services.moderation.policies.agreement import agreement
from shared.articles import Finding, Verdict
from shared.lifecycle import State
from tests.unit.moderation.stories import NOON


def a_finding(rule: str, score: float = 0.9) -> Finding:
    return Finding(rule=rule, severity="doubt", score=score, explanation="Because.")


def decided(
    *acts: Literal["approve", "reject", "undo"],
    reasons: tuple[Finding, ...] = (a_finding("minors"),),
    days_ago: int = 0,
    state: State | None = None,
) -> Case:
    at = NOON - timedelta(days=days_ago)
    after = {"approve": State.APPROVED, "reject": State.REJECTED, "undo": State.HELD}
    decisions = tuple(
        Decision(number=n, act=act, by="ida", at=at, before=State.HELD, after=after[act])
        for n, act in enumerate(acts, 1)
    )
    return Case(
        article_id="a" * 20,
        revision=1,
        event_id="e",
        source="w",
        headline="",
        outcome=State.HELD,
        state=state or (decisions[-1].after if decisions else State.HELD),
        judged_at=at,
        decisions=decisions,
        verdict=Verdict(
            article_id="a" * 20, revision=1, state="held", reasons=reasons, policy_version="1"
        ),
    )


def test_a_rejection_agrees_and_an_approval_overrules() -> None:
    (row,) = agreement([decided("reject"), decided("reject"), decided("approve")])

    assert (row.rule, row.agreed, row.overruled, row.rate) == ("minors", 2, 1, 0.67)


def test_what_was_taken_back_counts_for_nothing() -> None:
    assert agreement([decided("approve", "undo"), decided()]) == []
    (row,) = agreement([decided("approve", "undo", "reject")])
    assert row.agreed == 1


def test_a_story_let_pass_and_killed_proves_the_rule_right() -> None:
    (row,) = agreement([decided("approve", state=State.CANCELED)])

    assert row.agreed == 1


def test_a_rule_alone_is_told_from_one_among_others() -> None:
    both = (a_finding("minors"), a_finding("shouting"))

    rows = {row.rule: row for row in agreement([decided("reject", reasons=both)])}

    assert rows["minors"].alone == 0
    assert rows["minors"].alone_rate is None
    assert rows["shouting"].agreed == 1


def test_weeks_begin_on_monday_and_stand_in_order() -> None:
    (row,) = agreement([decided("reject"), decided("approve", days_ago=7)])

    assert [week.begins for week in row.weeks] == [date(2026, 11, 16), date(2026, 11, 23)]
    assert [week.agreed for week in row.weeks] == [0, 1]


def test_a_threshold_is_proposed_from_what_people_did() -> None:
    strong = [decided("reject", reasons=(a_finding("minors", 0.9),)) for _ in range(6)]
    weak = [decided("approve", reasons=(a_finding("minors", 0.6),)) for _ in range(10)]

    (row,) = agreement([*strong, *weak])
    (few,) = agreement(strong[:3])

    assert row.suggested_hold_at == 0.9
    assert few.suggested_hold_at is None


def test_rules_that_people_overrule_most_stand_first() -> None:
    shouting = (a_finding("shouting"),)

    rows = agreement([decided("reject"), decided("approve", reasons=shouting)])

    assert [row.rule for row in rows] == ["shouting", "minors"]
