"""Pure: words that fold to one and are two: "hatte" and "hätte", the Swedish "så" and "sa"."""

from __future__ import annotations

from services.moderation.story import Story

_MEANT = {
    "hatte": "hätte",
    "hatten": "hätten",
    "wurde": "würde",
    "wurden": "würden",
    "sa": "sa",
}
"""How the one is written that tells hearsay, or who says so, by how it is folded."""


def is_another(story: Story, start: int, end: int) -> bool:
    """Tell a word that only folds like the one that a list has."""
    meant = _MEANT.get(story.folded[start:end])
    return meant is not None and story.cased(start, end).lower() != meant
