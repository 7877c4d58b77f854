"""Whether a text has any of some words in it, in one pass however many the words are; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

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


def kinds_in(words: Mapping[str, Sequence[str]]) -> Callable[[str], list[_Met]]:
    """Give what tells where a text has words, and of which kinds, all kinds in one pass."""
    kinds: dict[str, frozenset[str]] = {}
    for kind, its in words.items():
        for word in its:
            kinds[word] = kinds.get(word, frozenset()) | {kind}
    by_number = [*kinds.values()]
    found_in = AhoCorasick(list(kinds), implementation=Implementation.DFA)

    def kinds_of(text: str) -> list[_Met]:
        try:
            found = found_in.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # half a letter, for which a mark stands in here
            whole = text.encode("utf-8", "replace").decode()
            found = found_in.find_matches_as_indexes(whole, overlapping=True)
        return [(start, by_number[at]) for at, start, _ in found]

    return kinds_of


_Met = tuple[int, frozenset[str]]
"""Where a word stands, and its kinds."""
