"""A summary of at most two sentences, both the text's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from services.enrichment.lines.run_in import LONGEST_RUN_IN, run_in_end
from services.enrichment.words import SOLO, Words


def summarise(words: Words, keywords: Sequence[str]) -> str:
    """Give the opening sentence, without its dateline, and the one that adds most to it."""
    opening = _opening(words, keywords)
    if opening is None:
        return ""
    first, start = opening
    summary = _sentence(words, first, start)
    second = _second(words, first, keywords)
    if second is None:
        return summary
    joint = "" if SOLO.match(summary[-2:-1] or " ") else " "
    return summary + joint + _sentence(words, second, words.sentences[second][0])


_FEWEST_WORDS = 5
_FEWEST_LETTERS = 12
"""Of a sentence in a script without spaces."""
_MOST_WORDS = 45
_LONGEST = 600
"""Code points; a longer sentence is a list or no sentence."""
_LOOKED_AT = 40
_HEADINGS = 8
"""Headings and points in short that may come before the dateline."""


def _sentence(words: Words, number: int, start: int) -> str:
    return " ".join(words.text[start : words.sentences[number][1]].split())


def _opening(words: Words, keywords: Sequence[str]) -> tuple[int, int] | None:
    """Find the sentence that the news begins with, and where it starts behind a dateline.

    That is the first whole one, but for a question, a pull quote, or a scene that has none of
    the story's keywords where a paragraph soon after it has several.
    """
    fallback: tuple[int, int] | None = None
    first: tuple[int, int] | None = None
    wanted = {part for keyword in keywords for part in keyword.lower().split()}
    for number, (start, end) in enumerate(words.sentences[:_LOOKED_AT]):
        if end - start > _LONGEST:
            continue
        begin = start
        if number < _HEADINGS:
            begin = start + run_in_end(words.text[start : min(end, start + LONGEST_RUN_IN)])
        count = bisect_left(words.starts, end) - bisect_left(words.starts, begin)
        if fallback is None and count:
            fallback = (number, begin)
        if count < _FEWEST_WORDS or not _ends_well(words.text, end):
            continue
        if words.text[end - 1] == "?" or _is_pull_quote(words, start, end):
            continue
        known = len(wanted & _lowers(words, number))
        if first is None and (known or not wanted):
            return number, begin
        if first is not None and known >= _SEVERAL and "\n\n" in words.text[first[1] : begin]:
            return number, begin
        first = first or (number, begin)
        if number - first[0] >= _SOON:
            break
    return first or fallback


_SEVERAL = 2
_SOON = 4
_SAME = 0.6
"""What a sentence may share of its words with the opening."""


def _is_pull_quote(words: Words, start: int, end: int) -> bool:
    """Tell a sentence that is nothing but a quote, as papers set them above a story."""
    text = words.text
    if text[start] not in _QUOTES or text[end - 1] not in _QUOTES:
        return False
    return not any(mark in _QUOTES for mark in text[start + 1 : end - 1])


def _ends_well(text: str, end: int) -> bool:
    return text[end - 1 : end] in _ENDS and end > 0


_ENDS = frozenset('.!?…。！？”"’»）)」')
_QUOTES = frozenset('“”„«»「」"')
_QUOTED = re.compile('[“”„«»「」"]')
_LEANING = frozenset(
    "he she it they this that these those but and however meanwhile also his her their its such"
    " yet so then there here er sie es aber doch und dies diese il elle ils elles mais cela ce"
    " él ella pero esto esta este egli ella ma questo questa ele ela mas isso we i you".split()
)


def _second(words: Words, first: int, keywords: Sequence[str]) -> int | None:
    """Choose the sentence that says most of the keywords which the first leaves out."""
    wanted = {part for keyword in keywords for part in keyword.lower().split()}
    opened = _lowers(words, first)
    best, best_score = None, 0.0
    last = min(len(words.sentences), first + _LOOKED_AT)
    for number in range(first + 1, last):
        start, end = words.sentences[number]
        tokens = words.sentence_tokens[number]
        count = tokens[1] - tokens[0]
        solo = not words.spaced and count > 0 and bool(SOLO.match(words.texts[tokens[0]]))
        if not (_FEWEST_LETTERS if solo else _FEWEST_WORDS + 2) <= count:
            continue
        if (not solo and count > _MOST_WORDS) or end - start > _LONGEST:
            continue
        if not _ends_well(words.text, end) or words.lowers[tokens[0]] in _LEANING:
            continue
        told = wanted.intersection(words.lowers[tokens[0] : tokens[1]])
        score = (len(told) + 1.5 * len(told - opened) + 1.0) / (8 + count) ** 0.5
        score *= 1.0 / (1.0 + 0.2 * (number - first))
        if score <= best_score:
            continue
        if _QUOTED.search(words.text, start, end):
            score *= 0.6
        own = _lowers(words, number)
        # What says the same again adds nothing.
        if score > best_score and len(own & opened) / len(own) <= _SAME:
            best, best_score = number, score
    return best


def _lowers(words: Words, number: int) -> set[str]:
    first, last = words.sentence_tokens[number]
    return set(words.lowers[first:last])
