"""Pure: a headline that tells a disaster, or a cure, which its own text takes back.

Each kind of it has words by which headlines shout it and words that show that it is far less
(`lexicon/overstated.txt`, in eight languages). A text that shouts as well, or tells of it in
its own words, bears its headline out.
"""

from __future__ import annotations

import re

from services.moderation.headlines.senses.claimed import main_clause
from services.moderation.headlines.senses.reading import ASKS
from services.moderation.headlines.senses.spoken import (
    Word,
    is_within,
    words_of_senses,
    words_of_title,
)
from services.moderation.story import Story

_OVERSTATED = "overstated."
_ALARM, _CLEAR, _TOLD, _ABOUT = ".alarm", ".clear", ".told", ".about"
_OF_A_FIELD = frozenset({"cure"})
"""Kinds with words that other stories have as well: a text must have one of their field."""
_SHORTEST_BODY, _READ = 120, 1_500
_LEFT_OPEN = frozenset({"maybe", "no"})
_BEFORE = 20
_DENIED = re.compile(
    r"\b(?:not|no|never|nicht|kein\w*|nie|ne|pas|plus|non|mai|nunca|ya no|nao|niet|geen|nooit"
    r"|inte|inga|aldrig)\s(?:\w{1,4}\s)?$"
)
"""Right before words that show the contrary, and are then denied: "is not safe to drink"."""
_ASKED = re.compile(
    r"\b(?:sought|asked for|called for|demanded|gefordert|forderte|beantragt|requis|reclame"
    r"|pidio|pedia|pedian|solicito|chiesto|chiedeva|pediu|pedira|requereu|geeist|eiste|yrkat"
    r"|yrkade|begart)\b"
)
"""Beside what was only asked for."""


def overstates(story: Story) -> str | None:
    """Say what a headline shouts and by what words its text takes it back; None where not."""
    title = story.title
    if len(story.folded) - story.body_at < _SHORTEST_BODY or ASKS.search(title):
        return None
    start, end = main_clause(title, story.language)
    said = _words(title, story.language, start, end)
    shouted = [
        word
        for word in said
        if word.group.endswith(_ALARM) and not is_within(word, _clear_of(word, said))
    ]
    if not shouted or _leaves_open(title, story.language):
        return None
    body = story.body_at
    told = _words(story.folded, story.language, body, body + _READ)
    for word in shouted:
        kind = word.group.removesuffix(_ALARM)
        if kind in _OF_A_FIELD and not any(each.group == kind + _ABOUT for each in told):
            continue
        clear = [
            each
            for each in _clear_of(word, told)
            if not _DENIED.search(story.folded, max(each.start - _BEFORE, body), each.start)
        ]
        bears_out = (word.group, kind + _TOLD)
        if clear and not any(
            each.group in bears_out
            and not is_within(each, clear)
            and not _is_asked_for(story.folded, each)
            for each in told
        ):
            shown, against = _shown(story, word), _shown(story, clear[0])
            return f"The headline says “{shown}”, the text “{against}”."
    return None


def _words(text: str, language: str, start: int, end: int) -> list[Word]:
    return words_of_senses(text, language, start, end, prefix=_OVERSTATED)


def _clear_of(alarm: Word, words: list[Word]) -> list[Word]:
    clear = alarm.group.removesuffix(_ALARM) + _CLEAR
    return [word for word in words if word.group == clear]


def _is_asked_for(text: str, word: Word) -> bool:
    """Tell what only somebody asked for: "the prosecutor had sought four months in prison"."""
    around = text[max(word.start - _BEFORE, 0) : word.end + _BEFORE]
    return _ASKED.search(around) is not None


def _leaves_open(title: str, language: str) -> bool:
    """Tell a headline that denies itself what it shouts, or only fears it."""
    return any(word.group in _LEFT_OPEN for word in words_of_title(title, language))


def _shown(story: Story, word: Word) -> str:
    return story.as_written(word.start, word.end)
