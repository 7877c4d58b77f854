"""Pure: findings and policy -> verdict. Read this first.

Every rule that the policy has not switched off is asked; what they say is kept, and folded
into one outcome. Judging again with the same policy gives the same.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.moderation.cases import Case
from services.moderation.findings import block, doubt, note
from services.moderation.policy import GRAVITY, Outcome, Policy
from services.moderation.rules import RULES, VersionedRule
from services.moderation.story import History, Story
from shared.articles import Article, Enrichment, Finding, SourceFacts, Verdict
from shared.events import Event
from shared.lifecycle import State
from shared.media import Media
from shared.stops import Stop, gravest

SETTLED_BY_APPROVAL = frozenset({"duplicate", "reinstated"})
"""Objections that an approved earlier revision has answered.

A copy that another wire carried after us must not hold up our own story's next revision, nor
must what happened to it before a person let it pass.
"""

FAILED_RULE = "failed_rule"
"""Signs the finding that stands for a rule that raised, or took too long; no policy can switch
it off."""

_DOUBTED = "embargo_unclear"
"""Signs the finding that no policy can switch off either: it looks embargoed, and until when
cannot be read. It waits for a chief."""

_LONGEST_RULE_S = 2.0
"""Seconds of this thread's own work that a rule may take; a longest story takes a tenth."""

_A_WHILE_S = 0.01

_EDITED = "edited"
"""Signs the finding that a newer revision meets where a person had edited an older one."""

_SEVERITY = {"block": 0, "doubt": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Known:
    """What moderation knows of an article before it judges a revision of it."""

    newest: int = 0
    """The newest revision that has a case."""
    approved: frozenset[int] = frozenset()
    """The revisions that were let pass, by the policy or a person."""
    tombstones: tuple[Stop, ...] = ()
    history: History | None = None
    """The source's past, where somebody keeps it."""
    edited: frozenset[int] = frozenset()
    """The revisions that a person has laid an edit over."""
    media: tuple[Media, ...] = ()
    """The pictures it names, of those that are there."""


def judge_revision(event: Event, known: Known, now: datetime, *, policy: Policy) -> Case:
    """Open the case of one revision: stopped, too late, or judged."""
    article: Article = event.data.article
    stop = gravest(known.tombstones, article.revision)
    if stop:
        return _case(event, stop.state, now, closed_by=stop.event_id)
    if known.newest > article.revision:
        return _case(event, State.SUPERSEDED, now)
    verdict = judge(
        article,
        event.data.enrichment,
        policy,
        approved_before=any(revision < article.revision for revision in known.approved),
        history=known.history,
        media=known.media,
    )
    if any(revision < article.revision for revision in known.edited):
        verdict = _after_an_edit(verdict)
    on_this = policy.on(article, event.data.enrichment)
    return _case(event, State(verdict.state), now, verdict=verdict, policy=on_this)


def _after_an_edit(verdict: Verdict) -> Verdict:
    """Hold what would take a person's words away: whose shall stand, a person says."""
    why = "A person edited an earlier revision: keep that, or take the wire's words?"
    finding = block(_EDITED, 1.0, why)
    state = "held" if verdict.state == "approved" else verdict.state
    given = {**dict(verdict), "state": state, "reasons": (finding, *verdict.reasons)}
    return Verdict.model_validate(given)


def _case(
    event: Event,
    state: State,
    now: datetime,
    *,
    verdict: Verdict | None = None,
    policy: Policy | None = None,
    closed_by: str | None = None,
) -> Case:
    article: Article = event.data.article
    enrichment: Enrichment = event.data.enrichment
    gone = state is State.RECALLED
    waits = state is State.HELD and policy is not None
    return Case(
        article_id=article.article_id,
        revision=article.revision,
        event_id=event.id,
        source=article.source.id,
        headline="" if gone else enrichment.headline or article.item.headline(),
        outcome=state,
        state=state,
        judged_at=now,
        deadline=now + timedelta(hours=policy.hold_for_h) if policy and waits else None,
        owner=policy.owner if policy and waits else None,
        verdict=verdict,
        article=None if gone else article,
        enrichment=None if gone else enrichment,
        approvals=int(state is State.APPROVED),
        closed_by=closed_by,
        correlation_id=event.correlation_id,
        traceparent=event.traceparent,
    )


def judge(
    article: Article,
    enrichment: Enrichment,
    policy: Policy,
    *,
    approved_before: bool = False,
    history: History | None = None,
    media: tuple[Media, ...] = (),
    rules: Sequence[VersionedRule] = RULES,
) -> Verdict:
    """Judge one revision; `approved_before` tells that an earlier one of it was let pass.

    `history` is the source's past, where somebody keeps it; `media` are the pictures it names,
    of those that are there.
    """
    story = Story(article, enrichment, history, media)
    policy = policy.on(article, enrichment)
    asked = [rule for rule in rules if policy.rule(rule.name).enabled]
    watch = _Watch()
    findings = [
        finding for rule in asked for finding in heard(rule, story, policy, watch=watch)
    ]
    if approved_before:
        findings = [_settled(finding) for finding in findings]
    state, release = (
        fold(findings, policy, article.source),
        policy.release(finding.rule for finding in findings if finding.severity != "note"),
    )
    if article.extras.embargo_unclear:
        why = f"It looks embargoed: {article.extras.embargo_unclear} A chief may let it pass."
        findings = [block(_DOUBTED, 1.0, why), *findings]
        state, release = max(state, "held", key=GRAVITY.__getitem__), "chief"
    return Verdict(
        article_id=article.article_id,
        revision=article.revision,
        state=state,
        reasons=in_order(findings),
        rules_run={rule.name: rule.version for rule in asked},
        policy_version=policy.version,
        release=release,
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give findings as people read them, the gravest first."""
    return tuple(sorted(findings, key=lambda f: (_SEVERITY[f.severity], -f.score)))


def fold(findings: Iterable[Finding], policy: Policy, source: SourceFacts) -> Outcome:
    """Bring findings to one outcome: the gravest that any of them calls for.

    Doubts that call for nothing alone hold the story when they add up to the policy's
    `doubts_hold_at`.
    """
    counted = [finding for finding in findings if policy.counts(finding.rule, source)]
    factor = policy.factor(source)
    outcomes = [_outcome(finding, policy, factor) for finding in counted]
    lingering = sum(finding.score for finding in counted if finding.severity == "doubt")
    if policy.doubts_hold_at is not None and lingering >= policy.doubts_hold_at * factor:
        outcomes.append("held")
    return max([policy.always(source), *outcomes], key=GRAVITY.__getitem__)


class _Watch:
    """This thread's own work, which costs more to ask for than most rules take.

    It is asked for after rules that took a while by the clock; the quick ones before count as
    theirs, and come to little.
    """

    def __init__(self) -> None:
        self._read = time.thread_time()

    def took(self, began: float) -> float:
        """Tell the seconds of work since a moment of the clock; 0 where hardly any passed."""
        if time.perf_counter() - began < _A_WHILE_S:
            return 0.0
        before, self._read = self._read, time.thread_time()
        return self._read - before


def heard(
    rule: VersionedRule, story: Story, policy: Policy, *, watch: _Watch | None = None
) -> list[Finding]:
    """Ask a rule. One that fails becomes a doubt of its own: the story waits for a person."""
    watch = watch or _Watch()
    began = time.perf_counter()
    try:
        findings = [*rule.find(story, policy)]
    except Exception as error:  # noqa: BLE001 - a broken rule must not lose the article
        why = f"The rule {rule.name} failed ({type(error).__name__}), so nobody has looked."
        return [doubt(FAILED_RULE, 1.0, why)]
    took = watch.took(began)
    if took > _LONGEST_RULE_S:
        why = (
            f"The rule {rule.name} took {took:.1f} s of this story; look what is odd about it."
        )
        findings.append(doubt(FAILED_RULE, 1.0, why))
    return findings


def _settled(finding: Finding) -> Finding:
    if finding.rule not in SETTLED_BY_APPROVAL:
        return finding
    why = f"{finding.explanation} An earlier revision of this story was let pass."
    return note(finding.rule, finding.score, why, finding.spans)


def _outcome(finding: Finding, policy: Policy, factor: float) -> Outcome:
    said = policy.rule(finding.rule)
    if finding.severity == "note":
        return "approved"
    if finding.severity == "block":
        return said.block
    if said.reject_at is not None and finding.score >= min(said.reject_at * factor, 1.0):
        return "rejected"
    if said.hold_at is not None and finding.score >= min(said.hold_at * factor, 1.0):
        return "held"
    return "approved"
