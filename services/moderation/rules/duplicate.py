"""A story that we have already, from another wire or under another name."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import doubt
from services.moderation.policy import Policy
from shared.articles import Article, Enrichment, Finding

WORTH_A_WORD = 0.5
"""Less of our text in another is a shared quote or background, not a copy."""
NAMED = 3


def duplicate(article: Article, enrichment: Enrichment, policy: Policy) -> Iterator[Finding]:
    """Doubt a story of which another article has most of the text; the score is how much."""
    del policy
    copies = enrichment.kin.copies if enrichment.kin else ()
    others = [
        copy
        for copy in copies
        if copy.article_id != article.article_id and copy.containment >= WORTH_A_WORD
    ]
    if not others:
        return
    others.sort(key=lambda copy: (-copy.containment, copy.article_id, -copy.revision))
    articles = [*dict.fromkeys(copy.article_id for copy in others)]
    named = ", ".join(articles[:NAMED])
    more = f" and {len(articles) - NAMED} more" if len(articles) > NAMED else ""
    closest = others[0].containment
    yield doubt(
        "duplicate",
        closest,
        f"{closest:.0%} of this text is already here, as {named}{more}.",
    )
