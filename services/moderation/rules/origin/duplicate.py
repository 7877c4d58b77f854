"""A story that we have already, from another wire or under another name."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import doubt, note
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding

_WORTH_A_WORD = 0.5
"""Less of our text in another is a shared quote or background, not a copy."""
_A_COPY = 0.75
"""From here on somebody took the story over; below, both drew on the same words."""
_NAMED = 3


def duplicate(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a story of which another article has most of the text; the score is how much."""
    del policy
    article, kin = story.article, story.enrichment.kin
    others = [
        copy
        for copy in (kin.copies if kin else ())
        if copy.article_id != article.article_id and copy.containment >= _WORTH_A_WORD
    ]
    if not others:
        return
    others.sort(key=lambda copy: (-copy.containment, copy.article_id, -copy.revision))
    articles = [*dict.fromkeys(copy.article_id for copy in others)]
    named = ", ".join(articles[:_NAMED])
    more = f" and {len(articles) - _NAMED} more" if len(articles) > _NAMED else ""
    closest = others[0].containment
    if closest < _A_COPY:
        why = f"Shares {closest:.0%} of its words with {named}{more}."
        yield note("duplicate", closest, why)
        return
    why = (
        f"{closest:.0%} of this text is already here, as {named}{more}; reject it, or let it "
        "pass if it adds something."
    )
    yield doubt("duplicate", closest, why)
