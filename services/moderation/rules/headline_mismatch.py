"""A headline over another story."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import doubt
from services.moderation.matching import folded_words
from services.moderation.policy import Policy
from shared.articles import Article, Enrichment, Finding, Span

FEWEST_WORDS = 4
"""Words of substance; shorter headlines may be wit."""
SHORTEST_BODY = 60
WORTH_A_WORD = 0.75
STEM = 4
"""Letters by which inflected forms of a word are taken for the same."""
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})


def headline_mismatch(
    article: Article, enrichment: Enrichment, policy: Policy
) -> Iterator[Finding]:
    """Doubt a headline of whose words the text has few; the score is the share it lacks."""
    del article, policy
    if enrichment.language.code.partition("-")[0] in UNSPACED:
        return
    headline = enrichment.headline
    said = {word[:STEM] for word in folded_words(headline) if len(word) >= STEM}
    body = folded_words(enrichment.body)
    if len(said) < FEWEST_WORDS or len(body) < SHORTEST_BODY:
        return
    meant = {word[:STEM] for word in body}
    missing = len(said - meant) / len(said)
    if missing >= WORTH_A_WORD:
        where = Span(start=0, end=len(headline), of="headline")
        why = f"The text has only {len(said & meant)} of the headline's {len(said)} main words."
        yield doubt("headline_mismatch", missing, why, [where])
