"""Matters of style for moderation: loaded terms, claims without a source, numbers that clash.

Signals, no verdicts: each says where, and where we know one, what could stand instead.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property

from services.enrichment.data import rows
from services.enrichment.words import Words, read_line
from shared.articles import Span, StyleSignal


def find_style(headline: str, words: Words) -> tuple[StyleSignal, ...]:
    """Find matters of style; spans are of the headline or of the body, as each says."""
    title = read_line(headline[:_LONGEST_HEADLINE])
    quoted = _Quoted(words.text)
    return (
        *_loaded(title, _Quoted(title.text), "headline"),
        *_numbers(title, words),
        *_loaded(words, quoted, "body"),
        *_claims(words, quoted),
    )[:_MOST_SIGNALS]


_LONGEST_HEADLINE = 500
_MOST_SIGNALS = 100
_MOST_TOKENS = 20_000

# --- loaded terms ------------------------------------------------------------------------


@cache
def _terms() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Terms by their first word, longest first, each with its alternative."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for term, instead, *_ in rows("loaded_terms.tsv"):
        parts = tuple(term.split())
        found.setdefault(parts[0], []).append((parts, instead))
        if len(parts) == 1:
            found.setdefault(parts[0] + "s", []).append(((parts[0] + "s",), _plural(instead)))
    return {
        first: tuple(sorted(terms, key=lambda term: -len(term[0])))
        for first, terms in found.items()
    }


@cache
def _behind_the() -> frozenset[str]:
    """Give what stands second in terms that begin with “the”, as most sentences do."""
    second = {parts[1] for parts, _ in _terms().get("the", ())}
    return frozenset({*second, *(f"{word}s" for word in second)})


@cache
def _openings(*, the: bool) -> frozenset[str]:
    """Give what terms begin with; “the” too, which every story is full of, or all others."""
    return frozenset(_terms()) if the else frozenset(_terms()) - {"the"}


def _plural(instead: str) -> str:
    if " " in instead or instead.endswith("s"):
        return instead
    return instead[:-1] + "ies" if instead.endswith("y") else instead + "s"


def _loaded(words: Words, quoted: _Quoted, of: str) -> Iterator[StyleSignal]:
    terms = _terms()
    lowers = words.lowers
    behind = _behind_the()
    for at in words.those_in(_openings(the=bool(words.counts.keys() & behind))):
        if at >= _MOST_TOKENS:
            return
        if lowers[at] == "the" and behind.isdisjoint(lowers[at + 1 : at + 2]):
            continue
        for parts, instead in terms[lowers[at]]:
            end = at + len(parts)
            found = lowers[at:end]
            if found[:-1] != parts[:-1] or not found or len(found) < len(parts):
                continue
            if found[-1] != parts[-1] and found[-1] != parts[-1] + "s":
                continue
            start, stop = words.starts[at], words.ends[end - 1]
            if start not in quoted and not _is_name(words, at, end):
                yield _signal("loaded_term", words.text, instead, (start, stop), of)
            break


def _is_name(words: Words, at: int, end: int) -> bool:
    """Leave “Mob” alone in a name or a title, such as “Mob Wives”."""
    following = words.texts[end : end + 1]
    return words.texts[at][0].isupper() and bool(following) and following[0][0].isupper()


def _signal(
    kind: str, text: str, instead: str | None, place: tuple[int, int], of: str
) -> StyleSignal:
    start, end = place
    span = Span(start=start, end=end, of="headline" if of == "headline" else "body")
    return StyleSignal(kind=kind, text=text[start:end], instead=instead, span=span)


_PASSAGE = re.compile('“[^“”\n]*”|„[^„“”\n]*[“”]|«[^«»\n]*»|"[^"\n]*"|‘[^‘’\n]*’')


class _Quoted:
    """What stands between quotation marks; looked for once somebody asks."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _ranges(self) -> list[tuple[int, int]]:
        return [match.span() for match in _PASSAGE.finditer(self.text)]

    def __contains__(self, at: int) -> bool:
        found = bisect_right(self._ranges, (at, 1 << 60)) - 1
        return found >= 0 and self._ranges[found][0] <= at < self._ranges[found][1]


# --- claims without a source -------------------------------------------------------------

_CLAIM = re.compile(
    r"(?:(?:some|many|critics|experts|observers|analysts|insiders|sources|people|others)"
    r" (?:say|believe|claim|argue|fear|think)"
    r"|it is (?:said|believed|claimed|rumou?red|thought|widely believed)"
    r"|(?:is|are) (?:said|rumou?red|believed) to|reportedly|rumou?r has it|allegedly"
    r"|according to (?:reports|rumou?rs|sources|insiders)"
    r"|angeblich|gerüchten zufolge|dem vernehmen nach|es heißt, dass|selon des rumeurs"
    r"|según rumores|se rumorea|presuntamente|si dice che|secondo indiscrezioni)\b",
    re.IGNORECASE,
)
_MOST_CLAIMS = 20


def _claims(words: Words, quoted: _Quoted) -> Iterator[StyleSignal]:
    count = 0
    for at in words.those_in(_CLAIM_OPENINGS):
        if at >= _MOST_TOKENS:
            return
        match = _CLAIM.match(words.text, words.starts[at])
        if match is None:
            continue
        start, end = match.span()
        if start not in quoted:
            yield _signal("unattributed_claim", words.text, None, (start, end), "body")
        count += 1
        if count >= _MOST_CLAIMS:
            return


_CLAIM_OPENINGS = frozenset(
    "some many critics experts observers analysts insiders sources people others it is are"
    " reportedly rumour rumor allegedly according angeblich gerüchten dem es selon según se"
    " presuntamente si secondo".split()
)
"""The first words of what `_CLAIM` knows."""


# --- numbers -----------------------------------------------------------------------------

_KINDS = {
    "dead": ("kill", "killed", "kills", "killing", "dead", "die", "died", "dies",
    "deaths", "death"),
    "hurt": ("hurt", "injured", "injures", "injuries", "injuring", "wounded", "wounds",
    "wounding"),
    "missing": ("missing",),
    "held": ("arrested", "arrests", "arrest", "detained", "detains", "held"),
    "jobs": ("jobs", "layoffs", "redundancies"),
}  # fmt: skip
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip
_REACH = 4
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,9}")


def _numbers(title: Words, words: Words) -> Iterator[StyleSignal]:
    """Doubt a toll in the headline that the body gives only otherwise."""
    tolls = list(_tolls(title))
    if not tolls:
        return
    told: dict[str, set[int]] = {}
    for kind, value, _ in _tolls(words):
        told.setdefault(kind, set()).add(value)
    anywhere = {
        value for value in map(_number, words.lowers[:_MOST_TOKENS]) if value is not None
    }
    for kind, value, at in tolls:
        others = told.get(kind, set())
        if not others or value in anywhere or _sums(value, others):
            continue
        start, end = title.starts[at], title.ends[at]
        instead = ", ".join(str(other) for other in sorted(others)[:3])
        yield _signal("number_mismatch", title.text, instead, (start, end), "headline")


def _sums(value: int, others: set[int]) -> bool:
    """Tell whether two numbers of the body make the headline's."""
    return any(value - other in others for other in others)


def _tolls(words: Words) -> Iterator[tuple[str, int, int]]:
    """Give each number that counts dead, hurt, missing … and its token."""
    lowers = words.lowers[:_MOST_TOKENS]
    for at, lower in enumerate(lowers):
        kind = _KIND_OF.get(lower)
        if kind is None:
            continue
        nearest: tuple[int, int] | None = None
        for near in range(max(0, at - _REACH), min(len(lowers), at + _REACH + 1)):
            value = _number(lowers[near])
            if value is not None and (nearest is None or abs(near - at) < abs(nearest[0] - at)):
                nearest = (near, value)
        if nearest is not None and nearest[1] not in range(1900, 2101):
            yield kind, nearest[1], nearest[0]


def _number(lower: str) -> int | None:
    if lower[:1] <= "9" and _DIGITS.fullmatch(lower):
        return int(lower.replace(",", ""))
    return _WORDS.get(lower)
