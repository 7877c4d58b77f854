"""Pure: the words of `lexicon/cast.txt` in a text, found word by word.

Many of them are short and frequent ("is", "by", "her"): to look each word of a text up costs
less than to find them inside of all the others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from services.moderation import lexicon
from services.moderation.folding import fold
from services.moderation.lexicon import Hit

_WORD = re.compile(r"[^\W_]+")
_GAPS = frozenset({" ", "'", "-", "' ", " '"})
_PARTS = "cast."
"""How the groups begin that tell what part somebody has."""

_Entry = tuple[str, tuple[str, ...], bool]
"""A group, the words after the first, and whether the last one may go on."""
_Entries = tuple[tuple[str, ...], dict[str, list[_Entry]]]
"""The groups of a word alone, and what goes on after it, by the second word."""


class _Wording:
    """The phrases of some languages, by how their first word begins or ends."""

    def __init__(self, languages: frozenset[str], groups: str) -> None:
        self._whole: dict[str, list[_Entry]] = defaultdict(list)
        self._begins: dict[str, list[_Entry]] = defaultdict(list)
        self._ends: dict[str, list[_Entry]] = defaultdict(list)
        for group, by_language in lexicon.groups().items():
            if group.startswith(groups):
                for language, phrases in by_language.items():
                    if not languages or language in languages:
                        for phrase in phrases:
                            self._add(group, phrase)
        self._shortest = min(map(len, self._begins), default=1)
        self.entries = lru_cache(maxsize=8192)(self._entries)

    def _add(self, group: str, phrase: str) -> None:
        first, *rest = _WORD.findall(fold(phrase.strip("*")).text)
        entry = (group, tuple(rest), phrase.endswith("*"))
        if phrase.startswith("*"):
            self._ends[first].append(entry)
        elif phrase.endswith("*") and not rest:
            self._begins[first].append(entry)
        else:
            self._whole[first].append(entry)

    def _entries(self, word: str) -> _Entries:
        found = [*self._whole.get(word, ())]
        for end in range(self._shortest, len(word) + 1):
            found += self._begins.get(word[:end], ())
        for start in range(len(word)):
            found += self._ends.get(word[start:], ())
        by_second: dict[str, list[_Entry]] = defaultdict(list)
        for entry in found:
            if entry[1]:
                open_second = entry[2] and len(entry[1]) == 1
                by_second["" if open_second else entry[1][0]].append(entry)
        return tuple(group for group, rest, _ in found if not rest), dict(by_second)


@cache
def _wording(languages: frozenset[str], groups: str) -> _Wording:
    return _Wording(languages, groups)


def cues(
    text: str, start: int, end: int, languages: frozenset[str], groups: str = _PARTS
) -> Iterator[Hit]:
    """Give the words of some groups between two places of a folded text.

    No language means all of them.
    """
    entries = _wording(languages, groups).entries
    words = [(match[0], match.start()) for match in _WORD.finditer(text, start, end)]
    last = len(words) - 1
    for index, (word, begins) in enumerate(words):
        alone, more = entries(word)
        for group in alone:
            yield Hit(group, begins, begins + len(word))
        if more and index < last:
            second = more.get(words[index + 1][0], ())
            for entry in (*second, *more.get("", ())):
                if (ends := _follows(text, words, index, entry)) is not None:
                    yield Hit(entry[0], begins, ends)


def _follows(text: str, words: list[tuple[str, int]], index: int, entry: _Entry) -> int | None:
    _, rest, open_end = entry
    word, begins = words[index]
    ends = begins + len(word)
    last = len(rest) - 1
    for at, wanted in enumerate(rest):
        index += 1
        if index >= len(words):
            return None
        word, begins = words[index]
        whole = word == wanted or (open_end and at == last and word.startswith(wanted))
        if not whole or text[ends:begins] not in _GAPS:
            return None
        ends = begins + len(word)
    return ends
