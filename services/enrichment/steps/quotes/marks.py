"""Passages in quotation marks, of many languages and of mixed hands."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from services.enrichment.words import Words, places_of

_CLOSING = {
    "“": "”“", "„": "“”„", "«": "»", "»": "«", "「": "」", "『": "』", '"': '"', "‘": "’",
    "‹": "›", "”": "”",
}  # fmt: skip

_MARKS = '“”„«»「」『』"‘’‹›'

_MOST = 2_000
"""More marked passages than any story has; what comes after is left alone."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage in quotation marks: where its words start and end, and the paragraph's end."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int


def marked_in(words: Words) -> list[Marked]:
    """Pair the marks of each paragraph; a mark left open speaks to the paragraph's end."""
    text = words.text
    found: list[Marked] = []
    last = len(words.paragraphs)
    marks = places_of(_MARKS, text)
    following_mark = 0
    for number, (start, end) in enumerate(words.paragraphs):
        opened = -1
        closing = ""
        first_mark, following_mark = following_mark, bisect_left(marks, end, following_mark)
        own = marks[first_mark:following_mark]
        if not own:
            continue
        closed_next = _closed_next(text, own)
        for nth, at in enumerate(own):
            mark = text[at]
            if opened < 0:
                if _opens(text, mark, at, start):
                    opened, closing = at, _CLOSING[mark]
            elif _apostrophe(text, mark, at):
                continue
            elif mark in closing or _closes_mixed(text, at, mark, closing, closed_next[nth]):
                _keep(found, text, opened, at, number)
                opened = -1
        if opened >= 0 and text[opened] in '“"„«':
            following = words.paragraphs[number + 1][0] if number + 1 < last else end
            if opened == start or text[following : following + 1] in ("“", '"', "„", "«"):
                _keep(found, text, opened, end, number)
        if len(found) > _MOST:
            break
    return found


def _closed_next(text: str, marks: list[int]) -> list[bool]:
    """Tell for each mark whether the next curly one behind it closes."""
    found = [False] * len(marks)
    closes = False
    for nth in range(len(marks) - 1, -1, -1):
        found[nth] = closes
        mark = text[marks[nth]]
        closes = mark == "”" or (closes and mark != "“")
    return found


def _closes_mixed(text: str, at: int, mark: str, closing: str, closed_next: bool) -> bool:  # noqa: FBT001 - what stands behind
    """Tell whether a mark closes what is open where hands mixed "straight” and “curly"."""
    if mark == "”" and closing == '"':
        return True
    return mark == '"' and "”" in closing and not closed_next and not text[at - 1].isspace()


def _opens(text: str, mark: str, at: int, start: int) -> bool:
    if mark not in _CLOSING:
        return False
    before = text[at - 1] if at > start else " "
    after = text[at + 1 : at + 2]
    if not after or after == "\n":
        return False
    if mark in "‘”":
        return not before.isalnum() and before not in ".,!?" and after.isalnum()
    if mark == '"':
        apart = after == " " and before.isspace() and text[at + 2 : at + 3].isupper()
        return not before.isalnum() and (apart or not after.isspace())
    if mark == "»":
        return not before.isalnum() and not after.isspace()
    return True


def _apostrophe(text: str, mark: str, at: int) -> bool:
    """Tell whether `’` stands within a word and closes nothing."""
    return mark == "’" and text[at + 1 : at + 2].isalnum()


def _keep(found: list[Marked], text: str, opened: int, closed: int, paragraph: int) -> None:
    start, end = opened + 1, closed
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ',，、"'):
        end -= 1
    if start < end:
        found.append(Marked(start, end, opened, closed + 1, paragraph))
