"""Copy that a machine wrote, without the mark that says so."""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.findings import note
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding

_MARKS = ("algorithmicmedia", "algorithmicallyenhanced", "compositesynthetic",
          "compositewithtrained", "datadriven", "virtualrecording")  # fmt: skip
"""IPTC's digital source types of what machines made or helped to make."""
_EDGE = 700
"""Signs at either end in which copy speaks of itself; in between it speaks of the world."""


def generated_copy(story: Story, policy: Policy) -> Iterator[Finding]:
    """Note what a language model says of itself, and lines that say who wrote the copy.

    Copy marked by IPTC's digitalSourceType is what it says it is.
    """
    del policy
    hits = story.hits("generated.said")
    if not hits or _is_marked(story):
        return
    end = len(story.folded)
    hits = [
        hit
        for hit in hits
        if (hit.start < story.body_at + _EDGE or hit.end > end - _EDGE)
        and not _is_reported(story, hit.start)
    ]
    if not hits:
        return
    named = story.as_written(hits[0].start, hits[0].end)
    why = (
        f"Reads as if a machine had written it (“{named}”) and carries no digitalSourceType; "
        "ask the source, and mark it for readers."
    )
    yield note("generated_copy", 0.6, why, story.spans((hit.start, hit.end) for hit in hits))


def _is_marked(story: Story) -> bool:
    said = story.article.item.digital_source_type
    text = str(said).lower() if said else ""
    return any(mark in text for mark in _MARKS)


_ASIDE = ("“", '"', "„", "«", "»")


def _is_reported(story: Story, place: int) -> bool:
    """Tell a story about what machines make from one that a machine made."""
    start, end = story.sentence(place)
    if any(mark in story.cased(start, place) for mark in _ASIDE):
        return True
    return story.within("generated.subject", start, end)
