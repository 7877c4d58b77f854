"""A story that a person let start anew after it had been killed."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import block
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding


def reinstated(story: Story, policy: Policy) -> Iterator[Finding]:
    """Block every revision of it, until a person has let one pass.

    That it may start anew was one person's word; that these words may go out is another's.
    """
    del policy
    if story.article.reinstates:
        why = f"The story was killed, as {story.article.reinstates}, and may start anew."
        yield block("reinstated", 1.0, why)
