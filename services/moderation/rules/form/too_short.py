"""Copy with too little in it to be a story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation.findings import block, doubt
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_A_SENTENCE = 4
"""Words of the shortest sentence that tells something: a flash may be no more."""
_ENOUGH_WORDS = 8
"""Words that tell something even where no stop ends them."""
_ENOUGH_LETTERS = 12
"""The same for scripts that do not put spaces between words."""
_LONG = 2_000
"""Signs of a text that need not be counted."""
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_ENDS = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]*\s*$")


def too_short(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a text that is no sentence; block one without words or headline.

    A flash of one sentence is a story. "More soon" adds nothing to one. Pictures, graphics and
    films are not judged by their words.
    """
    del policy
    enrichment, item = story.enrichment, story.article.item
    if not (enrichment.headline or item.headline()).strip():
        yield block("too_short", 1.0, "The story has no headline; write one.")
    if item.type not in ("text", "composite"):
        return
    body = enrichment.body.strip()
    if len(body) > _LONG:
        return
    if not any(letter.isalnum() for letter in body):
        yield block("too_short", 1.0, "The story has no text; ask the source for it.")
        return
    unspaced = story.language in _UNSPACED
    count, enough = _told(story, unspaced=unspaced)
    if count >= enough:
        return
    where = Span(start=0, end=len(enrichment.body), of="body")
    unit = "characters" if unspaced else "words"
    why = f"The text tells nothing yet: {count} {unit}; wait for more, or write it on."
    yield doubt("too_short", 1 - count / (enough * 3), why, [where])


def _told(story: Story, *, unspaced: bool) -> tuple[int, int]:
    """Count what tells something, without the words that only promise more."""
    body = story.folded[story.body_at :]
    for hit in reversed(story.hits("short.later")):
        if hit.start >= story.body_at:
            at = hit.start - story.body_at
            body = body[:at] + body[hit.end - story.body_at :]
    if unspaced:
        return sum(letter.isalnum() for letter in body), _ENOUGH_LETTERS
    words = [word for word in body.split() if any(sign.isalnum() for sign in word)]
    whole = _ENDS.search(story.enrichment.body) is not None
    return len(words), _A_SENTENCE if whole else _ENOUGH_WORDS
