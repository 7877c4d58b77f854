"""A story that was killed, come again under another name or from another wire."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import block, note
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Killed

_MOST_OF_IT = 0.5
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
    sure = [
        match for match in matches if match.by == "name" or match.containment >= _MOST_OF_IT
    ]
    if not sure:
        closest = max(matches, key=lambda match: match.containment)
        why = f"Shares some of its words with a story that was {_ended(closest)}."
        yield note("killed_before", closest.containment, why)
        return
    first = min(sure, key=lambda match: (match.by != "name", -match.containment))
    how = "bears one of its names" if first.by == "name" else "has its words"
    whose = "the same source" if first.same_source else "another source"
    why = (
        f"A story was {_ended(first)}, and this one {how}; {whose} sent that one. Reject it, "
        "or a chief lets it pass once the reason for the kill is gone."
    )
    yield block("killed_before", 1.0 if first.by == "name" else first.containment, why)


def _ended(killed: Killed) -> str:
    what = "recalled" if killed.recalled else "killed"
    return f"{what} on {killed.at:%Y-%m-%d at %H:%M} UTC" if killed.at else what
