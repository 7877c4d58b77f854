"""What came with a story, may tell it, and was not read."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import doubt
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding


def unread(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt what came with a document or a file that nothing here could read."""
    del policy
    names = story.article.extras.unread
    if names:
        told = ", ".join(f"“{name[:80]}”" for name in names[:5])
        why = f"Something came with it that was not read: {told}; look at it in the delivery."
        yield doubt("unread", 1.0, why)
