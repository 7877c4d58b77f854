"""A text's tokens as names are read from them: bare of endings, and how they stand together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress, count
from operator import itemgetter

from services.enrichment.data.gazetteer import gazetteer
from services.enrichment.steps.entities.lexicon import SHORT_NAME
from services.enrichment.words import Words
from shared.articles import Span

_MOST_TOKENS = 20_000

_ABBREVIATED = frozenset(
    "dr mr mrs ms st gen sen rep gov lt col sgt capt prof rev jr sr adm maj cmdr hon mt ft"
    " mgr ste".split()
)

_FEW = 2
_POSSESSORS = frozenset(
    "Sheriff People Children Women Men Girls Boys Veterans Teachers Workers Farmers"
    " Officers Chiefs Authors Students Pilots Drivers Owners Employers Consumers Traders"
    " Growers Builders Doctors Tenants Pensioners Artists Actors Journalists Manufacturers"
    " Miners Parents Prosecutor Attorney Governor General Coroner Ombudsman Treasurer Governors"
    " State Bishops Footballers Cricketers Engineers Managers Architects Surgeons Physicians"
    " Librarians Landlords Firefighters Taxpayers Victims Retailers Merchants Bankers Brokers"
    " Insurers Publishers Broadcasters Booksellers Ministers Presidents Mayors Lawyers"
    " Nurses Kings Queens King Queen Prince Writers Players Soldiers".split()
)
"""Whose “’s” may stand inside a name: “Sheriff’s Department”, “King’s College”."""


_SAINTS = frozenset(("St", "St.", "Saint"))
"""“St Ann's School”: whose “’s” may stand inside a name too."""
_OPENED = frozenset((' "', " “", " '", " ‘", " «", " „"))
_CLOSED = frozenset(('" ', "” ", "' ", "’ ", "» ", "“ "))
_ROUND_NICKNAMES = _OPENED | _CLOSED
_GLOTTAL = frozenset((" '", " ‘", " ʻ"))
_QUOTED = re.compile(r"['’]")
_FARTHEST_MARK = 60

_SHORT_OF_COMPANIES = frozenset(("Inc", "Corp", "Ltd", "Co"))


class Tokens:
    """The tokens, and whether two of them can be parts of one name."""

    def __init__(self, words: Words) -> None:
        self.words = words
        dashed = [*words.those_with("-")]
        self.texts, self.begins, self.finishes = _without_endings(words, dashed)
        self.capital = _capitals(words, self.texts, self.begins, dashed)
        """Whether each token `is_capital`, as 1 or 0."""
        self.capitals = [*compress(count(), self.capital)]
        """The tokens that are."""

    def joined(self, left: int, right: int) -> bool:
        """Tell whether two tokens can be parts of one name."""
        words = self.words
        end, start = words.ends[left], words.starts[right]
        gap = start - end
        if gap == 1:
            if words.text[end] not in " \u00a0":
                return False
            return (
                words.texts[left].endswith(self.texts[left])
                or self.texts[left] in _POSSESSORS
                or (
                    left > 0
                    and self.texts[left - 1] in _SAINTS
                    and words.texts[left][-2:-1] in ("'", "’")
                )
            )
        if gap == _FEW and words.text[end] in "’'" and self.texts[left] in _POSSESSORS:
            return words.text[start - 1] == " "  # “Workers’ Party”
        if gap != _FEW:
            return gap == 3 and words.text[end:start] == " & "
        if words.text[end] in ",)(":
            return False
        if words.text[end] == ".":
            token = self.texts[left]
            return words.text[start - 1] == " " and (
                len(token) == 1 or token.lower() in _ABBREVIATED
            )
        return words.text[end:start] in _ROUND_NICKNAMES and self._nickname(left, right)

    def _nickname(self, left: int, right: int) -> bool:
        """Tell the marks in “Ann "Nan" Roe”, and the letter that opens “Ann 'Ilohe”."""
        words = self.words
        gap = words.text[words.ends[left] : words.starts[right]]
        if not (self.texts[left][0].isupper() and self.texts[right][0].isupper()):
            return False
        behind = words.ends[right]
        if gap[0] == " ":
            if words.text[behind : behind + 2] in _CLOSED:
                return words.text[behind + 2 : behind + 3].isupper()
            return gap in _GLOTTAL and not _QUOTED.search(
                words.text, behind, min(len(words.text), behind + _FARTHEST_MARK)
            )
        before = words.starts[left] - 2
        return before >= 0 and words.text[before : before + 2] in _OPENED

    def near(self, left: int, right: int) -> bool:
        """Tell whether one sign parts two tokens."""
        return self.words.starts[right] - self.words.ends[left] == 1

    def touches(self, left: int, right: int) -> bool:
        """Tell whether only a space parts two tokens, and no possessive."""
        words = self.words
        return (
            self.near(left, right)
            and words.text[words.ends[left]] in " \u00a0"
            and words.texts[left].endswith(self.texts[left])
        )

    def behind(self, at: int) -> str:
        """Give the two characters behind a token."""
        finish = self.finishes[at]
        return self.words.text[finish : finish + 2]

    def slice(self, at: int, end: int) -> str:
        """Give the name that some tokens make."""
        last = self.texts[end - 1]
        short = last in _SHORT_OF_COMPANIES
        if end - at == 1 and not short:
            return last
        whole = self.words.text
        stop = self.finishes[end - 1]
        text = whole[self.begins[at] : stop]
        if short and whole[stop : stop + 1] == ".":
            text += "."
        return text.replace("\u00a0", " ") if "\u00a0" in text else text

    def where(self, name: str, at: int) -> Span:
        """Give the place of a first mention, which may be shorter than the name."""
        start = self.words.starts[at]
        end = start + len(name)
        if not self.words.text.startswith(name, start):
            end = self.words.ends[at]
        return Span(start=start, end=end, of="body")


def _without_endings(
    words: Words, dashed: Sequence[int]
) -> tuple[list[str], Sequence[int], Sequence[int]]:
    """Give the tokens without possessive endings and elided articles, and where they stand."""
    texts = [*words.texts[:_MOST_TOKENS]]
    based = [*_based(words, dashed)]
    if not (words.marked or based):
        return texts, words.starts, words.ends
    begins, finishes = [*words.starts], [*words.ends]
    for at, head in based:
        if at < len(texts):
            texts[at] = head
            finishes[at] = begins[at] + len(head)
    for at in words.marked:
        if at < len(texts):
            token = texts[at]
            bare = texts[at] = _bare(token)
            if not token.startswith(bare):
                begins[at] += len(token) - len(bare)
            finishes[at] = begins[at] + len(bare)
    return texts, begins, finishes


def _based(words: Words, dashed: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Give the names in “Seattle-based” and “New York-listed”, which end there."""
    for at in dashed:
        head, _, tail = words.texts[at].rpartition("-")
        if tail in _BASED and head[:1].isupper():
            yield at, head


_BASED = frozenset(
    "based born listed backed led funded controlled occupied held owned educated bound"
    " headquartered registered made brokered administered annexed".split()
)


def _capitals(
    words: Words, texts: list[str], begins: Sequence[int], dashed: Sequence[int]
) -> bytearray:
    if words.latin:
        firsts = "".join(itemgetter(*begins[: len(texts)])(words.text))
        capital = bytearray(firsts.encode("latin-1").translate(_IS_CAPITAL))
    else:
        capital = bytearray(map(str.isupper, map(itemgetter(0), texts)))
    for at in dashed:
        if at >= len(texts):
            break
        capital[at] = is_capital(texts[at])
    return capital


_IS_CAPITAL = bytes(chr(code).isupper() for code in range(256))


def _bare(token: str) -> str:
    """Give the token without its possessive ending."""
    if token[-2:] in ("'s", "’s"):
        return token[:-2]
    if "’" in token or "'" in token:
        # “İzmir’de”: Turkish puts its endings behind an apostrophe.
        head, _, tail = token.replace("'", "’").partition("’")
        if (
            len(head) >= SHORT_NAME - 1
            and head[0].isupper()
            and tail.islower()
            and len(tail) < SHORT_NAME + 2
        ):
            return token if token in gazetteer().spots else head  # “Savai’i”
        # “l’Allemagne”, “dell’Italia”
        if tail[:1].isupper() and head.lower() in _ELIDED:
            return token if token in gazetteer().spots else tail  # “N'Djamena”
    return token


_ELIDED = frozenset("l d qu dell nell all sull dall un c s n j m t".split())


def is_capital(token: str) -> bool:
    """Tell whether a token begins with a capital, “al-Assad” included."""
    first = token[:1]
    if first.isupper():
        return True
    head, hyphen, tail = token.partition("-")
    return bool(hyphen) and len(head) <= 3 and tail[:1].isupper() and head.isalpha()
