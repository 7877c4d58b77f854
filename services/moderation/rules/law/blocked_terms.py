"""Words that the newsroom's policy does not want to see."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from services.moderation.findings import block, doubt, note
from services.moderation.matching import Phrase, Token, occurrences, read_phrase, tokens
from services.moderation.policy import BlockedTerm, Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_SAY = {"note": note, "doubt": doubt, "block": block}
_MOST_SPANS = 20


def blocked_terms(story: Story, policy: Policy) -> Iterator[Finding]:
    """Object to each of the policy's phrases that stands in the headline or the text.

    Case, width and invisible characters do not hide a phrase; look-alike letters of other
    scripts are for `suspicious_unicode`.
    """
    if not policy.blocked_terms:
        return
    enrichment = story.enrichment
    headline, body = tokens(enrichment.headline), tokens(enrichment.body)
    language = enrichment.language.code.partition("-")[0]
    for term in policy.blocked_terms:
        if term.language and term.language.partition("-")[0] not in (language, "und"):
            continue
        spans = [*_spans(_phrase(term.phrase), headline, body)]
        if spans:
            yield _SAY[term.severity]("blocked_terms", 1.0, _why(term), spans[:_MOST_SPANS])


def _spans(phrase: Phrase, headline: list[Token], body: list[Token]) -> Iterator[Span]:
    for start, end in occurrences(phrase, headline):
        yield Span(start=start, end=end, of="headline")
    for start, end in occurrences(phrase, body):
        yield Span(start=start, end=end, of="body")


def _why(term: BlockedTerm) -> str:
    because = f": {term.because}" if term.because else ""
    return f"The policy lists “{term.phrase}”{because}; reword it, or ask who keeps the list."


@lru_cache(maxsize=4096)
def _phrase(text: str) -> Phrase:
    return read_phrase(text)
