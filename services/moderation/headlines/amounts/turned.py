"""Pure: a headline's figure that goes the other way in its text: "down 8 %", "an 8 % rise"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.moderation.headlines.counted.numbers import MONEY, PER_CENT, Number, numbers
from services.moderation.headlines.senses.spoken import (
    Word,
    side_of,
    words_of_senses,
    words_of_title,
)
from services.moderation.story import Story

_UNITS = frozenset({"share", "money"})
_BESIDE = 36
"""Signs between a figure and the word for its way."""
_READ = 1500
_WAYS = {"up": "down", "down": "up"}
_SIMPLE = re.compile(r"\b(up|down) $")
_LONGEST = len("down ")
_BEHIND = re.compile(
    rf"(?:{PER_CENT}|{MONEY})? ?(?:"
    r"(?P<up>more|higher|mehr|hoher|de plus|mas|mais|in piu|meer|hoger|mer|hogre)"
    r"|(?P<down>less|lower|fewer|weniger|niedriger|de moins|menos|in meno|minder|lager|mindre"
    r"|lagre))\b"
)
"""Right behind a figure: "8 % less"."""
_STOP = re.compile(r"[.;:!?](?:\s|$)|,\s")


def turned_figure(story: Story, title: str) -> str | None:
    """Say which share or sum of a headline rises where its text only has it fall, or falls."""
    said = [each for each in numbers(title, story.language) if each.unit in _UNITS]
    if not said:
        return None
    beside = words_of_title(title, story.language)
    ways = {side_of(word.group) for word in beside}
    if ways >= {"up", "down"}:
        return None
    end = min(len(story.folded), story.body_at + _READ)
    told: list[tuple[Number, str | None]] | None = None
    for figure in said:
        way = _way(title, figure, beside)
        if way is None:
            continue
        if told is None:
            words = words_of_senses(story.folded, story.language, story.body_at, end)
            told = [
                (each, _way(story.folded, each, words))
                for each in numbers(story.folded, story.language, story.body_at, end)
            ]
        found = {
            its for each, its in told if (each.value, each.unit) == (figure.value, figure.unit)
        }
        if found == {_WAYS[way]}:
            shown = title[figure.start : figure.end]
            return f"The headline has “{shown}” go {way}, the text {_WAYS[way]}."
    return None


def _way(text: str, figure: Number, words: Sequence[Word]) -> str | None:
    """Give the way of a figure by the words near it; None where they give both."""
    simple = _SIMPLE.search(text, max(figure.start - _LONGEST, 0), figure.start)
    if simple:
        return simple[1]
    behind = _BEHIND.match(text, figure.end)
    if behind:
        return behind.lastgroup
    near = set()
    for word in words:
        side = side_of(word.group)
        if side not in _WAYS:
            continue
        first, last = sorted(((word.start, word.end), (figure.start, figure.end)))
        if 0 <= last[0] - first[1] <= _BESIDE and not _STOP.search(text, first[1], last[0]):
            near.add(side)
    return near.pop() if len(near) == 1 else None
