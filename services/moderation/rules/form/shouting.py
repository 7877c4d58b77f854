"""HEADLINES LIKE THIS ONE."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import doubt
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_SHORTEST_JUDGED = 12
"""Letters with case; fewer are often nothing but abbreviations."""
_MOSTLY = 0.7


def shouting(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a headline written mostly in capitals.

    Short headlines are left alone: "NATO, EU: OPEC" is not shouting. So are scripts without
    capitals.
    """
    del policy
    headline = story.enrichment.headline
    cased = [letter for letter in headline if letter.lower() != letter.upper()]
    if len(cased) < _SHORTEST_JUDGED:
        return
    share = sum(letter.isupper() for letter in cased) / len(cased)
    if share >= _MOSTLY:
        where = Span(start=0, end=len(headline), of="headline")
        why = f"{share:.0%} of the headline's letters are capitals; write it in small letters."
        yield doubt("shouting", share, why, [where])
