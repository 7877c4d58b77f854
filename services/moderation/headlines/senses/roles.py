"""Pure: whose a victory or a purchase is: the headline's first, or the other's."""

from __future__ import annotations

import re

from services.moderation.folding import fold
from services.moderation.headlines.senses.spoken import Word, side_of
from services.moderation.headlines.words import topic_words
from services.moderation.story import Story

ROLES = frozenset({"win", "lose", "buys", "sells"})
"""Sides that are one's when they are not the other's."""
_ACTIVE = frozenset({"win", "buys", "sells"})
_PLACED = re.compile(
    r" (?:in|im|at|on|en|em|i|na|no|nel|nella|au|dans|auf|beim|bei|zu|op|te|for|fur|pour|para"
    r"|per|voor|pa|vid|seat|title|medal|award|prize|titel|finale?|derby|cup|pokal|state|with|mit|avec"
    r"|con|com|met|med)\b"
)
_WHOSE = re.compile(r" (?:for|fur|pour|para|per|voor) ")
"""Behind a victory or a defeat, before whose it is."""
_RIVALS = 3
_BEHIND = 60
_NAME = re.compile(r"(?<!^)\b[A-ZÀ-Ý][\w’'-]{2,}")
_AGAINST = re.compile(
    r"\b(?:against|to|by|at|over|with|in|from|gegen|bei|in|im|contre|chez|face a|sur|de"
    r"|du|contra|ante|frente a|con|en|del|sobre|contro|di|a|al|com|perante|do|da|tegen|van|bij"
    r"|op|voor|met|of|mot|pa|av|over|till|fran|hos|vid)"
    r"(?: (?:the|den|die|das|la|le|el|il|o|a|het|de))? (?:\w+ )?$"
)
"""Before somebody who did not do it."""
_OPENING = re.compile(
    r"[^,.;]{0,90}, (?:(?:the|die|der|das|les?|la|los|las|el|i|gli|il|o|a|os|as|de|het) |l')?"
)
"""Before who it is that a sentence's first word is said of: "Beaten at home, Rovers"."""
_RELATIVE = re.compile(r", (?:who|which|che|qui|que|die|dat|der|som) ")
_DAYS = frozenset(
    {
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("january", "february", "march", "april", "may", "june", "july", "august"),
        *("september", "october", "november", "december"),
    }
)
"""What has a capital and is nobody."""


def side_for(
    story: Story,
    title: str,
    claim: Word,
    word: Word,
    sentence: tuple[int, int],
    *,
    first: bool,
) -> bool | None:
    """Tell whether a word is said of whom the headline names first; None where of neither."""
    if claim.start == 0:
        return None  # "Winner of the lottery: …" is no victory
    names = topic_words(title[: claim.start])
    rest = title[claim.end :]
    rivals = [] if _PLACED.match(rest) else topic_words(rest)[:_RIVALS]
    rivals = [each for each in rivals if _is_proper(story, title, each)]
    whose = _WHOSE.match(rest)
    if whose and not any(story.folded.find(name, story.body_at) >= 0 for name in names):
        named = topic_words(rest[whose.end() :])[:1]
        if named and _is_proper(story, title, named[0]):
            names, rivals = named, []
    if not names:
        names, rivals = rivals[:1], rivals[1:]
    if not names:
        return None
    text, (start, end) = story.folded, sentence
    if word.start == start and side_of(word.group) not in _ACTIVE:
        opening = _OPENING.match(text, word.end, end)
        if opening and any(text.startswith(name, opening.end()) for name in names):
            return True
    ours = _last(text, names, start, word.start)
    theirs = _last(text, rivals, start, word.start)
    if ours < 0 and theirs < 0:
        proper = [name for name in names if _is_proper(story, title, name)]
        after = min(end, word.end + _BEHIND)
        places = (text.find(name, word.end, after) for name in proper)
        behind = max((at for at in places if story.cased(at, at + 1).isupper()), default=-1)
        between = story.cased(word.end, max(behind, word.end))
        if behind >= 0 and side_of(word.group) not in _ACTIVE and _NAME.search(between):
            return None
        if behind >= 0 and (
            side_of(word.group) in _ACTIVE or _AGAINST.search(text, word.end, behind)
        ):
            return False
        if any(text.find(name, start, end) >= 0 for name in names):
            return None
        if not any(text.find(name, story.body_at) >= 0 for name in names):
            return None
        others = story.language == "de" or _another(story, start, word.start, names)
        return True if first and not others else None  # "the team": who else
    if story.language != "de" and _another(
        story, max(ours, theirs), word.start, names + rivals
    ):
        return None
    return ours > theirs


def _is_proper(story: Story, title: str, word: str) -> bool:
    """Tell a name from what may be won."""
    if story.language == "de":
        known = story.enrichment
        names = [
            *(person.name for person in known.people),
            *(firm.name for firm in known.organisations),
            *(place.name for place in known.places),
        ]
        return any(word in fold(name).text for name in names)
    at = title.find(word)
    return story.cased(at, at + 1).isupper()


def _last(text: str, words: list[str], start: int, end: int) -> int:
    """Give where the last of some names stands that is not only played against."""
    places = (text.rfind(word, start, end) for word in words)
    return max((at for at in places if not _AGAINST.search(text, start, at)), default=-1)


def _another(story: Story, start: int, end: int, known: list[str]) -> bool:
    """Tell whether somebody else is named in between."""
    written = story.cased(start, end)
    people = {
        part
        for person in story.enrichment.people
        if any(word in fold(person.name).text for word in known)
        for part in person.name.split()
    }
    for match in _NAME.finditer(written):
        name, lower = match[0], fold(match[0]).text
        if lower in _DAYS or name in people or any(lower.startswith(word) for word in known):
            continue
        before = written[: match.start()].lower()
        if _RELATIVE.match(written, match.end()) or (before and not _AGAINST.search(before)):
            return True
    return False
