"""Pure: words that fold to one and are two: "hatte" and "hätte", Spanish "robo" and "robó"."""

from __future__ import annotations

import re

from services.moderation.story import Story

_MEANT = {
    "hatte": "hätte",
    "hatten": "hätten",
    "wurde": "würde",
    "wurden": "würden",
    "sa": "sa",
}
"""How the one is written that tells hearsay, or who says so, by how it is folded."""
_NOUNS = frozenset(
    {
        *("robo", "asesino", "plagio", "abuso", "soborno", "acoso", "desfalco", "timo"),
        *("saqueo", "desvio", "trafico", "maltrato"),
    }
)
"""Spanish nouns whose verbs have an accent: "robó"."""


_ABUSE = {
    "fr": {"demeure": "demeuré", "attarde": "attardé"},
    "sv": {
        "hora": "hora",
        "horor": "horor",
        "ratt": "rått",
        "loss": "löss",
        "bestar": "bestar",
    },
}
"""How words of abuse are written, by how they and ordinary words begin when folded.

French "demeure" (stays) and "s'attarde", Swedish "höra" (hear), "rätta", "loss" and "består".
"""


def is_no_abuse(story: Story, start: int, end: int) -> bool:
    """Tell an ordinary word that only folds like one of abuse."""
    word, written = story.folded[start:end], story.cased(start, end).lower()
    return story.folded.startswith("clown prince", start) or any(
        word.startswith(folded) and not written.startswith(meant)
        for folded, meant in _ABUSE.get(story.language, {}).items()
    )


_STABLE = re.compile(r"\b(?:de|het|een|die|deze|zijn|haar|hun|uit|in)(?: \w+)? $")
_ROAD = re.compile(r"\b(?:trafico|transito|circulacion|vehiculos|veiculos)\b")
_BESIDE = 28


def is_another(story: Story, start: int, end: int) -> bool:
    """Tell a word that only looks like the one that a list has.

    "Robo", steel and a Dutch stable when folded, a pluperfect, and traffic that is led around;
    and a title's: "Elmford Murders", in a text (a headline may have capitals all over).
    """
    word, written = story.folded[start:end], story.cased(start, end)
    if written.istitle() and start > story.body_at and story.language != "de":
        before = story.cased(max(start - _BESIDE, 0), start)
        if before.endswith(" ") and before.rsplit(None, 1)[-1].istitle():
            return True
    if story.language == "nl" and word == "stal":
        return _STABLE.search(story.folded, max(start - _BESIDE, 0), start) is not None
    if word.startswith("desvi") and story.language in {"es", "pt"}:
        around = max(start - _BESIDE, 0), end + _BESIDE
        if _ROAD.search(story.folded, *around):
            return True
    if story.language == "es" and word in _NOUNS:
        return not written.endswith("ó")
    if story.language == "de" and written == "Stahl":
        return True
    meant = _MEANT.get(word)
    return meant is not None and written.lower() != meant
