"""Pure: a headline that puts something where, by the text, it was not.

A quake or a fire, told only where whatever names the headline's place says how far away it is,
or, after the first sentence, that nothing was seen or felt there. And what a place is to get,
where the text says of the headline's place only that it was passed over.
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
_NEAR_BY = re.compile(
    r"\b(?:near|outside|off|around|bei|nahe|unweit|pres d[e']|au large d[e']|autour d[e']"
    r"|cerca de|junto a|vicino a|nei pressi di|al largo di|perto de|ao largo de|bij|nabij"
    r"|nara|utanfor|vid) (?:\w+ )?$"
)
"""Before a place that a headline itself puts an event beside only."""
_MOST_PLACES = 6


def was_elsewhere(story: Story) -> str | None:
    """Say that a text has elsewhere what its headline tells of a place; None where it fits."""
    title = story.title
    if not _EVENT.search(title):
        return None
    start, end = story.sentence(story.body_at)
    for match in islice(_NAME.finditer(story.cased(0, len(title))), _MOST_PLACES):
        name = title[match.start() : match.end()]
        if _NEAR_BY.search(title, max(match.start() - _BESIDE, 0), match.start()):
            continue
        named = [
            found.start()
            for found in re.finditer(rf"\b{re.escape(name)}\b", story.folded[start:])
        ]
        if named and all(_denies(story, start + at, end) for at in named):
            written = story.as_written(match.start(), match.end())
            return f"The headline names “{written}”; by the text it was elsewhere."
    return None


_MOST_READ = 1200
_PASSED_OVER = re.compile(
    r"\b(?:lost out|lose out|loses out|missed out|misses out|passed over|ruled out"
    r"|was rejected|were rejected|was turned down|beaten to it|also in the running"
    r"|other candidates?"
    r"|leer aus|das nachsehen|unterlag|ausgeschieden|den kurzeren|mitbewerber\w*|nicht zum zug"
    r"|ecartee?s?|recalee?s?|eliminee?s?|retoquee?s?|pas retenue?s?|autre (?:commune|ville"
    r"|candidate?)|se quedo sin|quedo fuera|descartad[oa]s?|desestimad[oa]s?|otra candidata"
    r"|scartat[oaie]|esclus[oaie]|bocciat[oaie]|altra candidata|a mani vuote"
    r"|preterid[oa]s?|descartad[oa]s?|excluid[oa]s?|ficou de fora|outra candidata"
    r"|viel af|vielen af|afgevallen|grijpt naast|greep naast|andere kandida\w+"
    r"|valdes bort|valts bort|ratades|ratats|blev utan|blir utan|gick miste"
    r"|andra kandidat\w*)\b"
)
"""What is said of a place that does not get what another gets."""


def got_nothing(story: Story) -> str | None:
    """Say that a headline's place was, by all that the text says of it, passed over."""
    title = story.title
    _, first = story.sentence(story.body_at)
    text = story.folded[: story.body_at + _MOST_READ]
    for match in islice(_NAME.finditer(story.cased(0, len(title))), _MOST_PLACES):
        name = title[match.start() : match.end()]
        if name in text[story.body_at : first] or name not in text[first:]:
            continue
        named = [*re.finditer(rf"\b{re.escape(name)}\b", text[first:])]
        if _PASSED_OVER.search(title):
            return None
        if named and all(_is_passed_over(story, first + each.start()) for each in named):
            written = story.as_written(match.start(), match.end())
            return f"The headline names “{written}”; by the text it was passed over."
    return None


def _is_passed_over(story: Story, place: int) -> bool:
    start, end = story.sentence(place)
    return _PASSED_OVER.search(story.folded, start, end) is not None


def _denies(story: Story, place: int, lead: int) -> bool:
    """Tell a place that is far from where it was, or of which a later sentence denies it."""
    start, end = story.sentence(place)
    if _AWAY.search(story.folded, max(start, place - _BESIDE), min(end, place + _BESIDE)):
        return True
    return place >= lead and _NOT_THERE.search(story.folded, start, end) is not None
