"""Pure: a figure of a headline that its text has nowhere, nor anything that comes to it.

Of 297 figures of true headlines, over stories of agencies and papers in eight languages, none
is of this kind; of changed ones two in three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

from services.moderation.headlines.amounts.figures import ages_and_words, is_rounded, lead_of
from services.moderation.headlines.counted.numbers import WORDS, Number, numbers
from services.moderation.story import Story

_SHORTEST_BODY = 150
_LEAD = 3
"""Sentences in which stands a figure of the same unit, if it is what the headline tells."""
_FEWEST = 2
_READ = 6000
"""Signs of the longest text that is read for a figure."""
_MADE_OF, _MOST = 1500, 24
"""Signs of a beginning, and how many figures of it may come to another."""
_UNITS = frozenset({"", "money", "share", "measure"})
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LABEL = re.compile(
    r"[^\W\d]['’#]?$|['’#]$|\d[-–:/. ]$"
    r"|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|enero|ene|mayo|maj|juin|juil|dez|dic"
    r"|ago|abr|[a-z]*(?:uary|ember|ober|gust)|iso|art\w*|euro|world|typ\w*|flight|vol|chapter"
    r"|season|episode|class|group|gruppe?|league|liga|serie|apollo|windows|agenda|covid|under"
    r"|over|sub|plus|stage|round|week|day|tag|jour|dia|giorno|dag|pct|article|gate|district"
    r"|bezirk|arrondissement|zone|area|level|stufe|nivel|room|block|unit|platform|gleis)\.? $"
)
"""Before what is no count: a name, a date, a score, "Q4", "U2", "Article 5"."""
_NAMED = re.compile(r"['’](?!s\b)|(?:st|nd|rd|th|a|o|e|er)\b|[:/-]\d|\.\w|[a-z]+\d|-[a-z]")
_ADDED_TIME = range(90, 100)
_OF_MINUTES = re.compile(
    r"\b(?:al|aos|el|il|la|en|em|no|na|min\w*|in|der|den|die|de|i|op|a)\.? $"
)
_OLDEST = 120
_AND = r"(?:and|und|et|y|e|en|och|&)"
_AGE = re.compile(
    rf"\($|, $|(?:, |\()\d{{1,3}} {_AND} $"
    r"|\b(?:at|aged|mit|alter von|a|a los|aos|op|vid|ans|hij|im alter von) $"
)
_AGED = re.compile(
    rf"\)|[,.;:]|$| {_AND} \d{{1,3}}[,)]| (?:years? |jahre |jaar )?(?:old|alt|oud)\b"
)
"""Before and behind an age, which a text may give by a birthday, or not at all."""
_IN_PRISON = re.compile(
    r"\b(?:prison|jail\w*|sentence\w*|behind bars|haft\w*|gefangnis\w*|freiheitsstrafe"
    r"|reclusion\w*|carcel|prision|carcere|prisao|cadeia|celstraf|gevangenis\w*|fangelse\w*)\b"
)
"""Beside these a headline's years are a sentence, which the text gives as well."""
_ONE_OF = re.compile(
    r" (?:out of|in|of|von|sur|de cada|de|su|em cada|em|van de|op de|av) (?:every )?\d"
)
_OF_SO_MANY = re.compile(
    r" (?:out of|sur|de cada|su|em cada|op de)(?: every)? $"
    r"|\b(?:\d+|one|two|three|four|five|ein\w*|zwei|drei|vier|jede\w*|uno?|una|een|twee|drie"
    r"|en|ett|tva|tre|fyra|var)(?: \w+){0,3} (?:in|von|sur|de|su|em|op|van|av)(?: every)? $"
)
"""Behind and before the figures of "3 out of 4", which is a share."""
_EACH = re.compile(
    r"\b(?:each|every|apiece|per|je|jeweils|jede\w*|pro|chacun\w*|chaque|par|cada|ciascun\w*"
    r"|ogni|elk|ieder\w*|vardera|varje)\b"
)
_KINDS_OF_ONE = (1000.0, 1.609, 2.205, 3.281, 2.471, 1.8, 3.785)
"""How many of one measure make another: kilos, miles, pounds, feet, acres, gallons."""
_EXACT = 0.02
_ROUNDED = 0.012


def absent_figure(story: Story, title: str) -> str | None:
    """Say which figure of a headline is nowhere in its text, which has others of its unit."""
    if story.language not in WORDS or not _DIGIT.search(title):
        return None
    body = story.folded[story.body_at :]
    if not _SHORTEST_BODY <= len(body) <= _READ:
        return None
    said = [each for each in numbers(title, story.language) if _is_told(each, title, body)]
    if not said:
        return None
    given = numbers(body, story.language)
    values = ages_and_words(body, story.language) | {each.value for each in given}
    lead = lead_of(body, _LEAD)
    for figure in said:
        alike = [each for each in given if each.unit == figure.unit]
        if (
            any(each.start < lead for each in alike)
            and not _is_one_of(figure, values)
            and not _is_made_of(figure, given, apiece=_EACH.search(body) is not None)
        ):
            was = title[figure.start : figure.end]
            return f"The headline says “{was}”; that figure is nowhere in the text."
    return None


def _is_told(figure: Number, title: str, body: str) -> bool:
    """Tell a count, sum, share or measure in digits, which the text does not have as it is."""
    said = title[figure.start : figure.end]
    before, after = title[: figure.start], title[figure.end :]
    if figure.value < _FEWEST or not said[0].isdigit():
        return False
    if figure.unit not in _UNITS and not (figure.unit == "time" and _IN_PRISON.search(title)):
        return False
    if _ONE_OF.match(after) or _OF_SO_MANY.search(before):
        return False
    if _YEAR.fullmatch(said) or _NAMED.match(after) or _LABEL.search(before):
        return False
    if figure.value in _ADDED_TIME and not figure.unit and _OF_MINUTES.search(before):
        return False
    if figure.value <= _OLDEST and _AGE.search(before) and _AGED.match(after):
        return False
    digits = re.match(r"\d+(?:[.,]\d+)*", said)
    shown = re.escape(digits[0]) if digits else said
    return re.search(rf"(?<!\d)(?<!\d[.,]){shown}(?!\d|[.,]\d)", body) is None


def _is_one_of(figure: Number, values: Iterable[float]) -> bool:
    """Tell a figure that is one of some, rounded, or in another measure."""
    value = figure.value
    if any(is_rounded(value, each) for each in values):
        return True
    return figure.unit == "measure" and any(
        abs(value - way) <= value * _EXACT
        for each in values
        for of in _KINDS_OF_ONE
        for way in (each * of, each / of)
    )


def _is_made_of(figure: Number, given: Iterable[Number], *, apiece: bool) -> bool:
    """Tell a figure that two of a text's first ones come to: a sum, a rest, a share."""
    value = figure.value
    is_share = figure.unit == "share"
    units = {figure.unit, "", *(("money",) if is_share else ())}
    first = [each for each in given if each.unit in units and each.start < _MADE_OF][:_MOST]
    if not is_share and any(abs(value - 2 * one.value) <= value * _EXACT for one in first):
        return True  # "and as much again"
    for one, other in combinations(first, 2):
        less, more = sorted((one.value, other.value))
        ways = [less + more, more - less, *([less * more] if apiece else [])]
        if any(abs(value - way) <= value * _EXACT for way in ways):
            return True
        if (
            is_share
            and less
            and any(
                abs(value / 100 - each) <= _ROUNDED
                for each in (less / more, 1 - less / more, more / less - 1)
            )
        ):
            return True
    return False
