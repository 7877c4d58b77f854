"""Pure: a headline that sends somebody or something to where, by its text, it comes from.

"Moves plant to Poland" over "is bringing the work back from Poland". Told in languages whose
word for "from" is no genitive.
"""

from __future__ import annotations

import re
from itertools import islice

from services.moderation.story import Story

_LEAD = 2
"""Sentences that tell the way."""
_MOVES = re.compile(
    r"\b(?:mov(?:es?|ed|ing)|shift(?:s|ed)?|relocat\w+|transfers?|goes|heads?|joins?|switch\w*"
    r"|sen(?:ds?|t)|return(?:s|ed)?|verleg\w+|verlager\w+|zieh(?:t|en)|wechsel\w*|geht|kehrt"
    r"|schick\w+|traslad\w+|lleva\w*|manda\w*|regres\w+|vuelve\w*|marcha|trasfer\w+|sposta\w*"
    r"|porta|torna\w*|verhui[sz]\w*|verplaats\w*|vertrek\w*|gaat|keert|flyttar?|lamnar|skickar"
    r"|atervander)\b"
)
_NAME = r"(?P<name>[A-ZÀ-Ž][\wà-ž'’-]{3,})"
_TO = {
    language: re.compile(rf"\b(?:{words}) {_NAME}")
    for language, words in {
        "en": "to|into",
        "de": "nach",
        "es": "a|hacia",
        "it": "a|in|verso",
        "nl": "naar",
        "sv": "till",
    }.items()
}
_WAYS = {
    "en": ("from|out of", "to|into|for"),
    "de": ("aus", "nach|zu|zum|zur"),
    "es": ("desde", "a|hacia|para|al"),
    "it": ("da|dal|dalla|dalle|dall'", "a|in|verso|al|alla"),
    "nl": ("uit|vanuit", "naar"),
    "sv": ("fran", "till"),
}
"""Words before where something comes from, and before where it goes."""


def the_other_way(story: Story) -> str | None:
    """Say that a text has something come from where its headline sends it; None if not."""
    to = _TO.get(story.language)
    title = story.title
    if to is None or not _MOVES.search(title):
        return None
    sent = to.search(story.cased(0, len(title)))
    if sent is None:
        return None
    start = story.body_at
    *_, (_, end) = islice(story.sentences(start), _LEAD)
    name = re.escape(title[sent.start("name") : sent.end("name")])
    away, there = _WAYS[story.language]
    comes = re.search(rf"\b(?:{away}) (?:\w+ )?{name}\b", story.folded[start:end])
    if comes is None or re.search(rf"\b(?:{there}) (?:\w+ )?{name}\b", story.folded[start:]):
        return None
    written = story.as_written(sent.start("name"), sent.end("name"))
    return f"The headline says that it goes to “{written}”; by the text it comes from there."
