"""Findings and policy make a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.judge import FAILED_RULE, Known, fold, judge, judge_revision
from services.moderation.policy import Policy
from services.moderation.rules import RULES, VersionedRule
from shared.articles import Copy, Finding, Kin, SourceFacts
from shared.events import ArticleEnriched
from shared.lifecycle import State
from shared.payloads import Enriched
from shared.stops import Stop
from tests.unit.moderation.stories import NOON, a_policy, a_story, the_default_policy

SOURCE = SourceFacts(id="harbour-wire")
LOUD = "BOARD MEMBER LEAVES OFFICE AFTER VOTE ON FERRIES"


def a_finding(severity: str = "doubt", score: float = 1.0, rule: str = "shouting") -> Finding:
    return Finding.model_validate(
        {"rule": rule, "severity": severity, "score": score, "explanation": "Because."}
    )


def test_nothing_found_is_approved() -> None:
    assert fold([], a_policy(), SOURCE) == "approved"


def test_one_block_outweighs_any_doubts() -> None:
    policy = a_policy('[rules.rights]\nblock = "rejected"')
    doubts = [a_finding(score=1.0) for _ in range(5)]

    assert fold([*doubts, a_finding("block", 0.1, "rights")], policy, SOURCE) == "rejected"


def test_a_note_moves_nothing() -> None:
    assert fold([a_finding("note", 1.0)] * 10, a_policy(), SOURCE) == "approved"


@pytest.mark.parametrize(
    ("score", "outcome"),
    [(0.59, "approved"), (0.6, "held"), (0.89, "held"), (0.9, "rejected")],
)
def test_a_doubt_holds_and_rejects_from_the_scores_named(score: float, outcome: str) -> None:
    policy = a_policy("[rules.link_farm]\nhold_at = 0.6\nreject_at = 0.9")

    assert fold([a_finding(score=score, rule="link_farm")], policy, SOURCE) == outcome


def test_doubts_too_small_to_hold_add_up() -> None:
    policy = a_policy()
    small = [a_finding(score=0.5, rule=rule) for rule in ("shouting", "too_short", "insults")]

    assert fold(small[:2], policy, SOURCE) == "approved"
    assert fold(small, policy, SOURCE) == "held"


@pytest.mark.parametrize(
    ("trust", "outcome"), [("low", "held"), ("normal", "approved"), ("high", "approved")]
)
def test_trust_moves_the_thresholds(trust: str, outcome: str) -> None:
    source = SourceFacts.model_validate({"id": "w", "trust": trust})
    policy = a_policy("[trust]\nlow = 0.8\nhigh = 1.2")

    assert fold([a_finding(score=0.5)], policy, source) == outcome


def test_trust_never_lifts_a_threshold_out_of_reach() -> None:
    source = SourceFacts(id="w", trust="high")
    policy = a_policy("[trust]\nhigh = 5")

    assert fold([a_finding(score=1.0)], policy, source) == "held"


def test_a_source_can_be_watched_forgiven_and_weighed_by_itself() -> None:
    policy = a_policy(
        '[sources.harbour-wire]\noff = ["shouting"]\n'
        '[sources.gossip]\nalways = "held"\n'
        "[sources.strict]\nfactor = 0.5"
    )

    assert fold([a_finding()], policy, SOURCE) == "approved"
    assert fold([], policy, SourceFacts(id="gossip")) == "held"
    assert fold([a_finding(score=0.3)], policy, SourceFacts(id="strict")) == "held"


severities = st.sampled_from(["note", "doubt", "block"])
rules = st.sampled_from(sorted(rule.name for rule in RULES))
findings = st.lists(
    st.builds(a_finding, severities, st.floats(min_value=0, max_value=1), rules), max_size=6
)
GRAVITY = {"approved": 0, "held": 1, "rejected": 2}


@given(findings, findings)
def test_more_findings_never_make_it_better(some: list[Finding], more: list[Finding]) -> None:
    policy = the_default_policy()

    assert GRAVITY[fold([*some, *more], policy, SOURCE)] >= GRAVITY[fold(some, policy, SOURCE)]


@given(findings, st.randoms())
def test_the_order_of_findings_does_not_matter(some: list[Finding], chance: object) -> None:
    policy = the_default_policy()
    shuffled = [*some]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert fold(shuffled, policy, SOURCE) == fold(some, policy, SOURCE)


def test_the_verdict_names_every_rule_and_the_policy_that_ran() -> None:
    policy = the_default_policy()

    verdict = judge(*a_story(), policy)

    assert verdict.state == "approved"
    assert verdict.reasons == ()
    assert verdict.rules_run == {rule.name: rule.version for rule in RULES}
    assert verdict.policy_version == policy.version


def test_the_gravest_reason_comes_first() -> None:
    verdict = judge(*a_story(headline=LOUD, body=""), the_default_policy())

    assert [reason.severity for reason in verdict.reasons] == ["block", "doubt"]


def test_a_rule_switched_off_is_not_run() -> None:
    verdict = judge(*a_story(headline=LOUD), a_policy("[rules.shouting]\nenabled = false"))

    assert verdict.state == "approved"
    assert "shouting" not in verdict.rules_run


def broken(story: object, policy: Policy) -> Iterator[Finding]:
    yield a_finding(rule="broken")
    raise ZeroDivisionError


def test_a_rule_that_fails_calls_a_person_and_loses_nothing() -> None:
    policy = Policy(version="1", rules={})

    verdict = judge(*a_story(), policy, rules=(VersionedRule(broken, "7"),))

    assert verdict.state == "held"
    (reason,) = verdict.reasons
    assert (reason.rule, reason.severity) == (FAILED_RULE, "doubt")
    assert "The rule broken failed (ZeroDivisionError)" in reason.explanation


def test_a_copy_that_came_after_us_does_not_hold_up_our_next_revision() -> None:
    kin = Kin(cluster="c", copies=(Copy(article_id="b" * 20, revision=1, containment=1.0),))
    story = a_story(revision=2, kin=kin)
    policy = the_default_policy()

    assert judge(*story, policy).state == "held"
    assert judge(*story, policy, approved_before=True).state == "approved"


# --- opening a case ----------------------------------------------------------------------


def enriched(**story: object) -> ArticleEnriched:
    article, enrichment = a_story(**story)  # type: ignore[arg-type]
    data = Enriched(
        article_id=article.article_id,
        revision=article.revision,
        article=article,
        enrichment=enrichment,
    )
    return ArticleEnriched.of(data, at=NOON)


def a_tombstone(state: State, revision: int = 1) -> Stop:
    return Stop.model_validate(
        {
            "event_id": "e",
            "article_id": "a" * 20,
            "state": state,
            "revision": revision,
            "by": "wire",
            "at": NOON,
        }
    )


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (Known(), State.APPROVED),
        (Known(newest=1), State.APPROVED),
        (Known(newest=2), State.APPROVED),
        (Known(newest=3), State.SUPERSEDED),
        (Known(tombstones=(a_tombstone(State.CANCELED),)), State.CANCELED),
        (Known(tombstones=(a_tombstone(State.WITHHELD, 1),)), State.APPROVED),
        (Known(tombstones=(a_tombstone(State.WITHHELD, 2),)), State.WITHHELD),
        (
            Known(
                newest=3,
                tombstones=(a_tombstone(State.RECALLED), a_tombstone(State.CANCELED)),
            ),
            State.RECALLED,
        ),
    ],
    ids=[
        "unknown",
        "older known",
        "itself known",
        "newer known",
        "killed",
        "held before",
        "held",
        "recalled and killed",
    ],
)
def test_what_is_known_decides_before_the_rules(known: Known, state: State) -> None:
    case = judge_revision(enriched(revision=2), known, NOON, policy=the_default_policy())

    assert (case.outcome, case.state) == (state, state)
    assert (case.verdict is not None) == (state is State.APPROVED)


def test_a_held_case_has_a_deadline_and_an_owner() -> None:
    policy = a_policy('owner = "night"\nhold_for_h = 2')

    case = judge_revision(enriched(headline=LOUD), Known(), NOON, policy=policy)

    assert case.state is State.HELD
    assert case.deadline == NOON + timedelta(hours=2)
    assert case.owner == "night"


def test_a_recalled_story_is_not_kept() -> None:
    known = Known(tombstones=(a_tombstone(State.RECALLED),))

    case = judge_revision(enriched(), known, NOON, policy=the_default_policy())

    assert (case.article, case.enrichment, case.headline) == (None, None, "")


@pytest.mark.parametrize("rules", ["", "[rules.shouting]\nenabled = false"], ids=str)
def test_an_embargo_that_cannot_be_read_waits_for_a_chief_whatever_the_policy(
    rules: str,
) -> None:
    verdict = judge(*a_story(embargo_unclear="“Later” tells no time."), a_policy(rules))

    assert (verdict.state, verdict.release) == ("held", "chief")
    assert verdict.reasons[0].rule == "embargo_unclear"
    assert "“Later” tells no time." in verdict.reasons[0].explanation
