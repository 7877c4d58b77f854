"""A story that was killed, come again under another name or from another wire."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import block, note
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding

MOST_OF_IT = 0.5
"""Share of our words in the killed story's from which it is that story."""


def killed_before(story: Story, policy: Policy) -> Iterator[Finding]:
    """Block what bears a killed story's name or words; note what shares some words with one.

    Intake knows the names (`article.killed`), enrichment the words (`enrichment.kin.killed`).
    """
    del policy
    kin = story.enrichment.kin
    matches = [*story.article.killed, *(kin.killed if kin else ())]
    if not matches:
        return
    sure = [match for match in matches if match.by == "name" or match.containment >= MOST_OF_IT]
    if not sure:
        closest = max(matches, key=lambda match: match.containment)
        why = f"Shares some of its words with {closest.article_id}, which was killed."
        yield note("killed_before", closest.containment, why)
        return
    first = min(sure, key=lambda match: (match.by != "name", -match.containment))
    how = "under one of its names" if first.by == "name" else "in the same words"
    whose = "by the same source" if first.same_source else "by another source"
    why = (
        f"{first.article_id} was killed, and this is that story {how}, sent {whose}; reject "
        "it, or a chief reinstates it once the reason for the kill is gone."
    )
    yield block("killed_before", 1.0 if first.by == "name" else first.containment, why)
