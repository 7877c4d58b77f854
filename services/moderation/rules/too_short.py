"""Copy with too little in it to be a story."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import block, doubt
from services.moderation.policy import Policy
from shared.articles import Article, Enrichment, Finding, Span

ENOUGH_WORDS = 40
ENOUGH_LETTERS = 80
"""For scripts that do not put spaces between words."""
UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})


def too_short(article: Article, enrichment: Enrichment, policy: Policy) -> Iterator[Finding]:
    """Doubt a text of a few words, the more the fewer; block one without words or headline.

    Pictures, graphics and films are not judged by their words.
    """
    del policy
    if not (enrichment.headline or article.item.headline()).strip():
        yield block("too_short", 1.0, "The story has no headline.")
    if article.item.type not in ("text", "composite"):
        return
    body = enrichment.body.strip()
    if not any(letter.isalnum() for letter in body):
        yield block("too_short", 1.0, "The story has no text.")
        return
    unspaced = enrichment.language.code.partition("-")[0] in UNSPACED
    count, enough, unit = (
        (sum(letter.isalnum() for letter in body), ENOUGH_LETTERS, "characters")
        if unspaced
        else (len(body.split()), ENOUGH_WORDS, "words")
    )
    if count < enough:
        where = Span(start=0, end=len(enrichment.body), of="body")
        why = f"The text has only {count} {unit}."
        yield doubt("too_short", 1 - count / enough, why, [where])
