"""Pure: a final score in a headline of which the text has another."""

from __future__ import annotations

import re

_SCORE = re.compile(r"(?<![\w.,:/–-])(\d{1,2}) ?([-–:]) ?(\d{1,2})(?![\w/%–:-]|[.,]\d)")
_MOST = 20
"""Goals, sets or tries; larger ones are points, seats or hours."""
_CLOCK = re.compile(r":[0-5]\d")
_READ = 1_500
_SAID = "The headline has it end {}, the text {}."


def another_score(headline: str, text: str) -> str | None:
    """Say which score stands in a folded headline, and which instead in its text."""
    said = _scores(headline)
    if len(said) != 1:
        return None
    told = _scores(text[:_READ])
    ours, shown = said[0]
    if len({score for score, _ in told}) != 1 or told[0][0] == ours:
        return None
    if any(re.search(rf"\b{each}\b", text) for each in ours if each > 1):
        return None
    return _SAID.format(shown, told[0][1])


def _scores(text: str) -> list[tuple[tuple[int, int], str]]:
    """Give scores, the larger figure first, and how they are written; no hours of the day."""
    found = []
    for match in _SCORE.finditer(text):
        one, other = int(match[1]), int(match[3])
        if max(one, other) <= _MOST and not (match[2] == ":" and _CLOCK.match(match[0], 1)):
            found.append(((max(one, other), min(one, other)), match[0]))
    return found
