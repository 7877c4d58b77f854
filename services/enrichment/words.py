"""The one tokenisation that every step shares: paragraphs, sentences and words of a text.

Linear in the length of the text, whatever the text; every offset counts code points of it.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, compress, count

from services.enrichment.days import MONTHS

_Range = tuple[int, int]
"""Where something starts and ends (exclusive) in the text, or in the tuples of tokens."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its parts, as parallel tuples.

    Tokens are words and numbers (“U.S.”, “don't”, “Mercedes-Benz”, “1,234.5”); punctuation and
    currency signs stand between them, in `text`. In scripts that put no spaces between words
    (Chinese, Japanese, Thai …) every letter is a token.
    """

    text: str
    paragraphs: tuple[_Range, ...]
    sentences: tuple[_Range, ...]
    """In code points; never across a paragraph's end, nothing but white space between them."""
    sentence_tokens: tuple[_Range, ...]
    """Which tokens each sentence has: the first, and the one after the last."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    lowers: tuple[str, ...]
    """For matching: in lower case, `’` as `'`, without the possessive `'s`."""
    counts: Counter[str] = field(compare=False, repr=False)
    """How often each of the `lowers` stands there: most questions are about a few of them."""
    marked: tuple[int, ...]
    """The tokens with an apostrophe in them, in order."""
    spaced: bool
    """Spaces stand between all of its words."""
    latin: bool
    """Nothing but Western Europe's letters and the marks that copy is set with."""

    def __len__(self) -> int:
        """Give the number of tokens."""
        return len(self.texts)

    def those_with(self, mark: str) -> Iterator[int]:
        """Give the tokens that have the character in them."""
        return _with(mark, self.text, self.starts, self.ends)

    def those_in(self, wanted: Collection[str]) -> Iterator[int]:
        """Give the tokens that are one of the words, by their `lowers`."""
        here = self.counts.keys() & wanted
        return compress(count(), map(here.__contains__, self.lowers)) if here else iter(())

    def count_of(self, wanted: Collection[str]) -> int:
        """Count the tokens that are one of the words, by their `lowers`."""
        return sum(map(self.counts.__getitem__, self.counts.keys() & wanted))


def read(text: str) -> Words:
    """Take a text apart."""
    latin = _is_latin(text)
    plain = latin or _NOT_PLAIN.search(text) is None
    token = _LATIN_TOKEN if latin else _PLAIN_TOKEN if plain else _TOKEN
    starts, ends, texts = _tokens(text, token)
    paragraphs = _paragraphs(text)
    sentences = _sentences(text, paragraphs)
    marked = sorted({*_with("'", text, starts, ends), *_with("’", text, starts, ends)})
    lowers = _lowers(texts, marked)
    return Words(
        text=text,
        paragraphs=paragraphs,
        sentences=sentences,
        sentence_tokens=_spread(starts, sentences),
        starts=starts,
        ends=ends,
        texts=texts,
        lowers=lowers,
        counts=Counter(lowers),
        marked=tuple(marked),
        spaced=plain or SOLO.search(text) is None,
        latin=latin,
    )


@lru_cache(maxsize=16)
def read_line(text: str) -> Words:
    """Take a headline apart, for which several steps ask one after the other."""
    return read(text)


def places_of(marks: str, text: str) -> list[int]:
    """Give where any of some characters stand, in order.

    To find one character is so much quicker than to find one of several that each is looked
    for by itself.
    """
    found = []
    for mark in marks:
        at = text.find(mark)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1)
    found.sort()
    return found


# --- tokens ------------------------------------------------------------------------------


def _marks() -> str:
    r"""Give the combining marks, which Python's `\w` leaves out of words."""
    inside = [
        code
        for code in [*range(0x0300, 0x1D00), *range(0x20D0, 0x2100), *range(0xFE20, 0xFE30)]
        if unicodedata.category(chr(code)) in ("Mn", "Mc")
    ]
    return "".join(chr(code) for code in inside) + "\u200c\u200d"


_SOLO = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that put no spaces between words."""
SOLO = re.compile(f"[{_SOLO}]")

_MARKS = _marks()
_LETTER = rf"[^\W{_SOLO}]"  # and digits, and the underscore
_RUN = rf"{_LETTER}++(?:[{_MARKS}]++{_LETTER}*+)*"
# What holds a word together: "don't", "1,234.5", "U.S." The character itself comes first and
# what must stand around it second, which is quicker than the other way round.
_JOINT = r"(?:['’ʼ‐‑-]|[.,](?<=\d.)(?=\d)|\.(?<![^\W\d_]{2}\.)(?=[^\W\d_]\.))"
_DOT = r"(?:\.(?<=\.[^\W\d_]\.))?"
# All behind the first letters may be missing, so that nothing can fail and be tried again. No
# group is repeated possessively: Python before 3.11.5 gives wrong ends for such.
# In brackets, so that splitting by it gives what stands between tokens and the tokens in turn.
_TOKEN = re.compile(rf"({_RUN}(?:{_JOINT}{_RUN})*{_DOT}|[{_SOLO}])")


def _plain_token(letter: str) -> re.Pattern[str]:
    """Give what mostly ends before a space, which is told at once."""
    return re.compile(rf"({letter}++(?:(?= )|(?:{_JOINT}{letter}++)*{_DOT}))")


_PLAIN_TOKEN = _plain_token(r"\w")
_LATIN_LETTERS = "".join(filter(re.compile(r"\w").match, map(chr, range(256))))
_LATIN_TOKEN = _plain_token(f"[{_LATIN_LETTERS}]")
"""The same for what is `latin`: whether one of so few is a letter is known at once."""
_NOT_PLAIN = re.compile(f"[{_SOLO}{_MARKS}]")


_TYPESET = "“”’‘—–…"


def _is_latin(text: str) -> bool:
    """Tell so much quicker than any pattern that most texts need no other look."""
    for mark in _TYPESET:
        if text.isascii():
            return True
        text = text.replace(mark, "")
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _tokens(
    text: str, pattern: re.Pattern[str]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]:
    pieces = pattern.split(text)
    edges = [*accumulate(map(len, pieces))]
    return tuple(edges[:-1:2]), tuple(edges[1::2]), tuple(pieces[1::2])


def _lowers(texts: tuple[str, ...], marked: Sequence[int]) -> tuple[str, ...]:
    lowers = [*map(str.lower, texts)]
    for at in marked:
        lowers[at] = _bare(lowers[at])
    return tuple(lowers)


def _with(
    mark: str, text: str, starts: tuple[int, ...], ends: tuple[int, ...]
) -> Iterator[int]:
    where = text.find(mark)
    while where >= 0:
        at = bisect_right(starts, where) - 1
        if at >= 0 and where < ends[at]:
            yield at
            where = ends[at]
        where = text.find(mark, where + 1)


def _bare(lower: str) -> str:
    return lower.replace("’", "'").removesuffix("'s")


# --- paragraphs and sentences ------------------------------------------------------------

_BLANK_LINE = re.compile(r"\n\s*\n")
_ENDS = ".!?…。！？"
_CLOSERS = "\"'”’»)]」』）"
_BEHIND_END = re.compile(rf"[{_ENDS}]*+[{re.escape(_CLOSERS)}]*+")
_GOES_WITH_END = frozenset(_ENDS + _CLOSERS)

_NEVER_ENDS = frozenset(
    "mr mrs ms dr prof gen sen rep gov lt col sgt capt cmdr adm maj pvt st hon rev fr sr vs no"
    " nr abs bzw ca etc dipl ing mme mlle sra dra p.m a.m z.b u.a d.h e.g i.e cf art"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_SELDOM_ENDS = frozenset(
    "inc corp co ltd llc plc jr bros assn dept univ ave blvd rd ala ariz ark calif colo conn"
    " del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex"
    " va vt wash wis wyo".split()
)
_STARTERS = frozenset(
    "the a an he she it they we i you but and in on at for this that these those there when"
    " while after before however his her its their if as some many most one with from by no"
    " der die das ein eine er sie es im in am le les la un une il elle el los las en lo".split()
)
_LONGEST_BEFORE = 24
_LONGER_THAN_SHORT = 1 + max(map(len, _NEVER_ENDS | _SELDOM_ENDS))
_DAY_DIGITS = 2


def _paragraphs(text: str) -> tuple[_Range, ...]:
    found: list[_Range] = []
    at = 0
    for blank in _BLANK_LINE.finditer(text):
        _keep(found, text, at, blank.start())
        at = blank.end()
    _keep(found, text, at, len(text))
    return tuple(found)


def _sentences(text: str, paragraphs: tuple[_Range, ...]) -> tuple[_Range, ...]:
    found: list[_Range] = []
    marks = _marks_in(text)
    mark, after = next(marks, _NOWHERE)
    for begin, stop in paragraphs:
        at = begin
        while mark < stop:
            ends = after == stop or _surely_ends(text, mark, after)
            if ends or _ends_here(text, mark, after, stop):
                _keep(found, text, at, after)
                at = after
            mark, after = next(marks, _NOWHERE)
        if at < stop:
            _keep(found, text, at, stop)
    return tuple(found)


_NOWHERE = (sys.maxsize, sys.maxsize)


def _marks_in(text: str) -> Iterator[_Range]:
    """Give what may end sentences: each mark with those that repeat or close it."""
    after = 0
    for at in places_of(_ENDS, text):
        if at >= after:
            after = at + 1
            if text[after : after + 1] in _GOES_WITH_END:
                behind = _BEHIND_END.match(text, after)
                after = behind.end() if behind else after
            yield at, after


def _surely_ends(text: str, mark: int, after: int) -> bool:
    """Know most ends of sentences: a long word in small letters, a full stop, a capital."""
    return (
        text[mark : after + 1] == ". "
        and text[after + 1].isupper()
        and (word := text[mark - _LONGER_THAN_SHORT : mark]).islower()
        and word.isalpha()
        and text.find(".", max(0, mark - _LONGEST_BEFORE), mark) < 0
    )


def _keep(found: list[_Range], text: str, start: int, end: int) -> None:
    """Add the range without the white space at its ends, unless nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def _ends_here(text: str, mark: int, after: int, stop: int) -> bool:
    """Tell whether the full stop at `mark` ends a sentence and not just an abbreviation."""
    if text[mark] in "。！？":
        return True
    if after < stop and not text[after].isspace():
        return after == mark + 1 and _lost_its_space(
            text, mark, min(after + _LONGEST_BEFORE, stop)
        )
    following = text[after : min(after + _LONGEST_BEFORE, stop)].split(None, 1)
    if not following:
        return True
    if following[0][0].islower():
        return False
    if text[mark] != "." or after != mark + 1:
        return True
    before = text[max(0, mark - _LONGEST_BEFORE) : mark].rsplit(None, 1)
    word = before[-1].lstrip("(“\"‘'«[").lower() if before else ""
    if word in _NEVER_ENDS:
        return False
    short = word.isdigit() and len(word) <= _DAY_DIGITS  # "30. Januar"
    if short and len(before) > 1 and _counts(before[0], word, following[0]):
        return True
    if short or len(word) == 1 or "." in word or word in _SELDOM_ENDS:
        return following[0].strip("\"'“‘«,").lower() in _STARTERS
    return True


def _counts(before: str, number: str, following: str) -> bool:
    """Tell what a number counts or dates, “Ann Roe, 17. Her”, from “am 17. Mai”."""
    if _word_of(following) in MONTHS:
        return False
    last = before.rsplit(None, 1)[-1]
    if last.endswith(","):
        return len(number) == _DAY_DIGITS  # not “Roehausen, 1. FC Doe”
    return _word_of(last) in MONTHS or last.lower() in _COUNTED


def _word_of(piece: str) -> str:
    return piece.strip(".,;:").lower()


_COUNTED = frozenset("to by than of and or with over under nearly about page aged".split())
"""Before a number that is no German ordinal."""

_GLUED = re.compile(r"\.([^\W\d_]+)[ ,'’]")


def _lost_its_space(text: str, mark: int, stop: int) -> bool:
    """Tell “on Wednesday.The ferry” from “Snails.com” and “U.S.”."""
    following = _GLUED.match(text, mark, stop)
    if following is None or not following.group(1)[0].isupper():
        return False
    start = mark
    while start > 0 and mark - start < _LONGEST_BEFORE and text[start - 1].isalpha():
        start -= 1
    word = text[start:mark]
    if len(word) < _SHORTEST_GLUED or word.lower() in _NEVER_ENDS:
        return False
    return word.islower() or following.group(1).lower() in _STARTERS


_SHORTEST_GLUED = 3


def _spread(starts: tuple[int, ...], sentences: tuple[_Range, ...]) -> tuple[_Range, ...]:
    found: list[_Range] = []
    first = 0
    for _, end in sentences:
        last = bisect_left(starts, end, first)
        found.append((first, last))
        first = last
    return tuple(found)
