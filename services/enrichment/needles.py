"""Whether a line has any of some words in it, in one pass however many the words are; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
