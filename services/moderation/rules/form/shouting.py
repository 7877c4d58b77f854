"""HEADLINES LIKE THIS ONE, and marks in a row (“!!!”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from services.moderation.findings import doubt
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_SHORTEST_JUDGED = 12
"""Letters with case; fewer are often nothing but abbreviations."""
_MOSTLY = 0.7
_MARKS = re.compile(r"[!?！？]{3,}")
_DOUBLED = ("!!", "??", "！！")
_TOP = 2_000
"""Signs of a text in which one that shouts has begun to."""
_MOST_MARKS = 3
"""Runs of marks in a text that is not one of sober news."""


def shouting(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a headline written mostly in capitals, and copy that cannot stop exclaiming.

    Short headlines are left alone: "NATO, EU: OPEC" is not shouting. So are scripts without
    capitals.
    """
    del policy
    yield from _exclaimed(story)
    headline = story.enrichment.headline
    cased = [letter for letter in headline if letter.lower() != letter.upper()]
    if len(cased) < _SHORTEST_JUDGED:
        return
    share = sum(letter.isupper() for letter in cased) / len(cased)
    if share >= _MOSTLY:
        where = Span(start=0, end=len(headline), of="headline")
        why = f"{share:.0%} of the headline's letters are capitals; write it in small letters."
        yield doubt("shouting", share, why, [where])


def _exclaimed(story: Story) -> Iterator[Finding]:
    headline, body = story.enrichment.headline, story.enrichment.body[:_TOP]
    spans = [
        Span(start=match.start(), end=match.end(), of=of)
        for of, text in (("headline", headline), ("body", body))
        if any(mark in text for mark in _DOUBLED)
        for match in islice(_MARKS.finditer(text), _MOST_MARKS)
    ]
    if len(spans) >= _MOST_MARKS or any(span.of == "headline" for span in spans):
        why = "The copy shouts with its marks (“!!!”); one is enough."
        yield doubt("shouting", 0.7, why, spans)
