"""Whether a line has any of some words in it, in one pass however many the words are; pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, Implementation


def any_of(words: Sequence[str]) -> Callable[[str], bool]:
    """Give what tells whether a text has one of the words anywhere in it."""
    found_in = AhoCorasick(list(words), implementation=Implementation.DFA)

    def is_in(text: str) -> bool:
        try:
            return bool(found_in.find_matches_as_indexes(text))
        except UnicodeEncodeError:  # half a letter, which the automaton cannot read
            return any(word in text for word in words)

    return is_in


def lines_with(words: Sequence[str]) -> Callable[[Sequence[str]], set[int]]:
    """Give what tells which of some lines have one of the words, all lines in one pass."""
    found_in = AhoCorasick(list(words), implementation=Implementation.DFA)

    def those(lines: Sequence[str]) -> set[int]:
        try:
            found = found_in.find_matches_as_indexes("\n".join(lines))
        except UnicodeEncodeError:
            return {at for at, line in enumerate(lines) if any(word in line for word in words)}
        ends = [*accumulate(len(line) + 1 for line in lines)] if found else []
        return {bisect_right(ends, start) for _, start, _ in found}

    return those


def kinds_in(words: Mapping[str, Sequence[str]]) -> Callable[[str], frozenset[str]]:
    """Give what tells of which kinds a text has words, all kinds in one pass."""
    kinds: dict[str, frozenset[str]] = {}
    for kind, its in words.items():
        for word in its:
            kinds[word] = kinds.get(word, _NOTHING) | {kind}
    by_number = [*kinds.values()]
    found_in = AhoCorasick(list(kinds), implementation=Implementation.DFA)

    def kinds_of(text: str) -> frozenset[str]:
        try:
            found = found_in.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:
            return _NOTHING.union(*(its for word, its in kinds.items() if word in text))
        return _NOTHING.union(*{by_number[at] for at, _, _ in found}) if found else _NOTHING

    return kinds_of


_NOTHING: frozenset[str] = frozenset()
