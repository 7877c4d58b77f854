"""Asking one rule about one story."""

from __future__ import annotations

from services.moderation.findings import Rule
from services.moderation.policy import Policy
from shared.articles import Finding
from tests.unit.moderation.stories import Story, before_rules, the_default_policy


def ask(rule: Rule, story: Story, policy: Policy | None = None) -> list[Finding]:
    """Give what a rule says of a story under the default policy."""
    return [*rule(before_rules(story), policy or the_default_policy())]


def said(rule: Rule, story: Story, policy: Policy | None = None) -> list[tuple[str, float]]:
    """Give severity and score of what a rule says."""
    return [(finding.severity, finding.score) for finding in ask(rule, story, policy)]


def marked(rule: Rule, story: Story) -> list[str]:
    """Give the words that a rule marks in the clean headline and body."""
    texts = {"headline": story.enrichment.headline, "body": story.enrichment.body, "copy": ""}
    return [
        texts[span.of][span.start : span.end]
        for finding in ask(rule, story)
        for span in finding.spans
        if span.of != "copy"
    ]
