"""Pure: the words of a headline's or a lead's senses, found in one pass by language.

They are the groups `sense.` of `lexicon/senses.txt`; "a … b" are a verb's parts in one clause.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from services.moderation import lexicon
from services.moderation.folding import fold
from services.moderation.headlines.senses.leanings import WIDE_AGAINST
from services.moderation.headlines.senses.strays import LONGEST, is_a_stray, is_beside_it
from services.moderation.story import Story

_SENSES = "sense."
PLAIN = "plain."
"""Groups of phrases that plainly exclude a headline: see `headlines/opposed/plain.py`."""
_GAP = "…"
_FAR = 90
"""Signs between two parts of a verb."""
_CLAUSE_ENDS = (
    r"(?= ?(?:[.,;:!?\"”»)–-]|$|(?:und|oder|wie|weil|en|of|omdat|nachdem|nadat|bis|voor|fur|am"
    r"|im|in|met|mit|op|na|nach|auf|to|by|for|on|as|after|och|eller|som|nar|efter|till|pa)\b))"
)
"""A verb's second part, which may be an article or a preposition elsewhere, ends a clause."""
_PARTICLE = re.compile(
    r"(?:ab|an|auf|aus|ein|zu|zuruck|durch|in|af|op|aan|uit|door|neer|vrij|over)"
)
_PARTICLE_SV = re.compile(r"av|pa|till|om|over|bort")
"""Of Swedish verbs' parts those that are prepositions, too: "in", "ned" and "upp" are none."""


AGAINST: dict[str, tuple[str, ...]] = {
    "dead": ("alive",),
    "alive": ("dead",),
    "adopt": ("refuse",),
    "refuse": ("adopt",),
    "up": ("down", "same", "low"),
    "down": ("up", "same", "high"),
    "same": ("up", "down"),
    "high": ("low", "down"),
    "low": ("high", "up"),
    "guilty": ("cleared",),
    "cleared": ("guilty",),
    "charged": ("freed", "cleared"),
    "freed": ("charged",),
    "hire": ("sack",),
    "sack": ("hire", "open"),
    "shut": ("open",),
    "open": ("shut",),
    "quit": ("stay",),
    "stay": ("quit",),
    "off": ("on",),
    "on": ("off",),
    "strike": ("nostrike",),
    "nostrike": ("strike",),
    "deal": ("nodeal",),
    "nodeal": ("deal",),
    "ban": ("allow",),
    "allow": ("ban",),
    "works": ("fails",),
    "fails": ("works",),
    "polluted": ("clean",),
    "clean": ("polluted",),
    "ruined": ("intact",),
    "plan": ("nope", "refuse"),
    "profit": ("loss",),
    "loss": ("profit",),
    "found": ("missing",),
    "missing": ("found", "alive"),
    "win": ("lose",),
    "lose": ("win",),
    "buys": ("sells",),
    "sells": ("buys",),
    "promoted": ("unpromoted",),
    "unpromoted": ("promoted",),
    "taken": ("untaken",),
    "untaken": ("taken",),
    **WIDE_AGAINST,
}
"""What excludes each side of a claim."""


class Word(NamedTuple):
    """A word of a sense at its place in a folded text."""

    group: str
    start: int
    end: int
    parted: bool = False
    """Whether other words may stand in it."""
    stem: int = 0
    """How many of its letters the list has: of "eliminad*" more than of "elimin*"."""


class _Way(NamedTuple):
    group: str
    open_start: bool
    open_end: bool
    rest: re.Pattern[str] | None
    parted: bool
    short: bool
    """Whether other words may begin with it by chance."""


def words_of_senses(
    text: str, language: str, start: int = 0, end: int | None = None, *, prefix: str = _SENSES
) -> list[Word]:
    """Find a folded text's words of senses, in order; of those that overlap the longest."""
    read = _read(language, prefix)
    if read is None:
        return []
    automaton, ways = read
    part = text[start:end]
    last = len(part)
    found = []
    for number, first, behind in lexicon.matches(automaton, part):
        before = first > 0 and part[first - 1].isalnum() and part[first].isalnum()
        after = behind < last and part[behind].isalnum() and part[behind - 1].isalnum()
        for group, open_start, open_end, rest, parted, short in ways[number]:
            if short and after and is_a_stray(part, first, language):
                continue
            if (before and not open_start) or (after and not open_end):
                continue
            to = behind
            while to < last and part[to].isalnum() and part[behind - 1].isalnum():
                to += 1
            if rest is not None:
                follows = rest.match(part, to)
                if follows is None:
                    continue
                to = follows.end()
            if is_beside_it(part, first):
                continue
            stem = behind - first if rest is None else 0
            found.append(Word(group, first + start, to + start, parted, stem))
    return _longest(found) if prefix == _SENSES else found


@lru_cache(maxsize=16)
def words_of_title(title: str, language: str) -> tuple[Word, ...]:
    """Find the words of senses of a folded headline, which several looks ask for in turn."""
    return tuple(words_of_senses(title, language))


def is_part(word: Word, longer: Word) -> bool:
    """Tell a word within a longer one of its text: "strike" of "strike called off"."""
    more = longer.end - longer.start > word.end - word.start
    return more and longer.start <= word.start and word.end <= longer.end


def is_within(word: Word, others: Sequence[Word]) -> bool:
    """Tell a word that has a place in common with one of some others."""
    return any(other.start < word.end and word.start < other.end for other in others)


def side_of(group: str) -> str:
    """Give the side a group of words speaks for."""
    return group.partition(".")[0]


def _longest(found: list[Word]) -> list[Word]:
    """Leave out a word within a longer one of its side or the other: "not guilty"."""
    found.sort(key=lambda word: (word.start, -word.end, -word.stem))
    kept: list[Word] = []
    wide: list[Word] = []
    for word in found:
        side = side_of(word.group)
        wide = [other for other in wide if other.end > word.start]
        if side in AGAINST:
            if any(_hides(other, word, side) for other in wide):
                continue
            wide.append(word)
        kept.append(word)
    return kept


def _hides(other: Word, word: Word, side: str) -> bool:
    if other.end < word.end or other.parted:
        return False
    its = side_of(other.group)
    longer = (other.end - other.start, other.stem) > (word.end - word.start, word.stem)
    return its == side or (longer and its in AGAINST[side])


@lru_cache(maxsize=32)
def _read(
    language: str, prefix: str
) -> tuple[AhoCorasick, tuple[tuple[_Way, ...], ...]] | None:
    ways: dict[str, list[_Way]] = defaultdict(list)
    particle = _PARTICLE_SV if language == "sv" else _PARTICLE
    for group, by_language in lexicon.groups().items():
        if not group.startswith(prefix):
            continue
        for phrase in by_language.get(language, ()):
            first, *parts = re.split(r"(?<=\*) (?=\w)| (?=…)", phrase.strip())
            way = _Way(
                group.removeprefix(prefix),
                first.startswith("*"),
                first.endswith("*"),
                _rest(parts, particle) if parts else None,
                any(part.startswith(_GAP) for part in parts),
                first.endswith("*") and len(first) <= LONGEST + 1,
            )
            ways[fold(first.strip("*")).text].append(way)
    if not ways:
        return None
    automaton = AhoCorasick(list(ways), implementation=Implementation.DFA)
    return automaton, tuple(tuple(each) for each in ways.values())


def _rest(parts: list[str], particle: re.Pattern[str]) -> re.Pattern[str]:
    """Give what follows the first word: right behind it, or where "…" stands somewhere."""
    ways = []
    for part in parts:
        far = part.startswith(_GAP)
        words = part.removeprefix(_GAP).strip()
        plain = r"\w*".join(re.escape(fold(each).text) for each in words.split("*"))
        ends = "" if words.endswith("*") else r"\b"
        closes = _CLAUSE_ENDS if far and particle.fullmatch(fold(words).text) else ""
        before = rf"(?:[^.;:!?]|\.(?=\d)){{0,{_FAR}}}?\b" if far else " "
        ways.append(f"{before}{plain}{ends}{closes}")
    return re.compile("".join(ways))


FIRM = frozenset({"clean", "nostrike", "nope", "same", "untaken"})
"""Sides that name what they are against: "the all-clear after tests for bacteria"."""


def has_its_noun(word: Word, beside: Sequence[Word]) -> bool:
    """Tell whether a word that counts beside another only has it."""
    _, _, noun = word.group.partition(".of.")
    return not noun or any(other.group == noun for other in beside)


def is_a_name(story: Story, word: Word, start: int) -> bool:
    """Tell a word with a capital within a sentence, where nouns have none."""
    if story.language == "de" or word.start <= start:
        return False
    written = story.cased(word.start, word.end)
    if not written[:1].isupper():
        return False
    return start > 0 or not story.cased(0, story.body_at).istitle()
