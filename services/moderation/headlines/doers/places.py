"""Pure: a headline that puts a quake or a fire where, by the text, it was not felt.

Told only where whatever names the headline's place says how far away it is, or, after the first
sentence, that nothing was seen or felt there.
"""

from __future__ import annotations

import re
from itertools import islice

from services.moderation.story import Story

_EVENT = re.compile(
    r"\b(?:flam(?:es|men|mes)|llamas|fiamme|chamas|vlammen|lagor"
    r"|\w*quakes?|tremors?|\w*fires?|blazes?|floods?|\w*storms?|tornado\w*|explosions?|blasts?"
    r"|landslides?|avalanches?|erdbeben|beben|\w*brand|feuer|hochwasser|unwetter|explosion"
    r"|erdrutsch|lawine|seisme|tremblement|incendies?|feux?|crues?|inondations?|tempete|tornade"
    r"|terremotos?|seismos?|temblor|incendios?|fuego|inundacion\w*|tormentas?"
    r"|alud|sisma|incendi\w?|rogo|alluvion\w|frana|valanga|esplosione|sismo|fogos?"
    r"|inundac\w+|tempestade|explosao|deslizamento|aardbeving|overstroming\w*"
    r"|ontploffing|explosie|jordskalv|jordbavning|\w*branden?|oversvamning\w*|skred)\b"
)
_NAME = re.compile(r"(?<![.?!:»”] )(?:(?<!^)|(?=[\w’'-]+ ?:))\b[A-ZÀ-Ž][\wà-ž'’-]{3,}")
_NOT_THERE = re.compile(
    r"\b(?:not|no|nothing|nobody|never|nicht|kein\w*|nichts|ne|n'|aucune?|non|nessun\w*|nao"
    r"|nenhum\w?|sin|sem|ningun\w?|niet|geen|niets|inte|inga|inget|ingen)\b"
)
_AWAY = re.compile(r"\b(?:km|kilomet\w+|miles)\b")
_BESIDE = 34
"""Signs between a place and how far away it is."""
_MOST_PLACES = 6


def was_elsewhere(story: Story) -> str | None:
    """Say that a text has elsewhere what its headline tells of a place; None where it fits."""
    title = story.title
    if not _EVENT.search(title):
        return None
    start, end = story.sentence(story.body_at)
    for match in islice(_NAME.finditer(story.cased(0, len(title))), _MOST_PLACES):
        name = title[match.start() : match.end()]
        named = [
            found.start()
            for found in re.finditer(rf"\b{re.escape(name)}\b", story.folded[start:])
        ]
        if named and all(_denies(story, start + at, end) for at in named):
            written = story.as_written(match.start(), match.end())
            return f"The headline names “{written}”; by the text it was elsewhere."
    return None


def _denies(story: Story, place: int, lead: int) -> bool:
    """Tell a place that is far from where it was, or of which a later sentence denies it."""
    start, end = story.sentence(place)
    if _AWAY.search(story.folded, max(start, place - _BESIDE), min(end, place + _BESIDE)):
        return True
    return place >= lead and _NOT_THERE.search(story.folded, start, end) is not None
