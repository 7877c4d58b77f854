"""Characters that show one thing and say another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from services.moderation.findings import block, doubt, note
from services.moderation.policy import Policy
from shared.articles import Article, Enrichment, Finding, Span

BIDI_OVERRIDES = frozenset("\u202d\u202e")
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u2066\u2067\u2068\u2069") | BIDI_OVERRIDES
HIDDEN = frozenset("\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u115f\u1160")
"""Zero-width characters that no language needs; joiners and soft hyphens are not among them."""
RIGHT_TO_LEFT = frozenset({"ar", "he", "iw", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"})
ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK"})
"""Scripts whose letters can be taken for one another's."""
TWINS = frozenset(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅ"  # Cyrillic
    "ονρυιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"  # Greek
    "aeopcyxijshdqwvuABEKMHOPCTYXIJSZN"  # Latin
)
"""Letters that look like one of another script."""
MOST_SPANS = 20

_WORD = re.compile(r"[^\W\d_]+")
_LIKE_LATIN = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def suspicious_unicode(
    article: Article, enrichment: Enrichment, policy: Policy
) -> Iterator[Finding]:
    """Object to text that reads otherwise than it is stored.

    Overrides of the writing direction are blocked; hidden characters and words of mixed
    scripts are doubted. The clean text is marked; what enrichment has taken out of the copy
    is looked for in the headline as it came.
    """
    del policy
    texts = [
        (text, of)
        for text, of in (
            (enrichment.headline, "headline"),
            (enrichment.body, "body"),
            (article.item.headline(), "copy"),
        )
        if not text.isascii() and (of != "copy" or text != enrichment.headline)
    ]
    rtl = enrichment.language.code.partition("-")[0] in RIGHT_TO_LEFT
    yield from _controls(texts, rtl=rtl)
    yield from _hidden(texts)
    yield from _mixed(texts)


def _controls(texts: list[tuple[str, str]], *, rtl: bool) -> Iterator[Finding]:
    spans = [*_places(texts, BIDI_CONTROLS)]
    if not spans:
        return
    overrides = [*_places(texts, BIDI_OVERRIDES)]
    if overrides:
        why = "Invisible characters turn the writing round: readers see another text."
        yield block("suspicious_unicode", 1.0, why, overrides[:MOST_SPANS])
    elif rtl:
        why = "Invisible characters set the direction of writing, as this language needs."
        yield note("suspicious_unicode", 0.1, why, spans[:MOST_SPANS])
    else:
        why = "Invisible characters set the direction of writing; this language needs none."
        yield doubt("suspicious_unicode", 0.7, why, spans[:MOST_SPANS])


def _hidden(texts: list[tuple[str, str]]) -> Iterator[Finding]:
    """Tell those within words, which hide them from search and filters, from stray ones."""
    spans = [*_places(texts, HIDDEN)]
    if not spans:
        return
    inside = [*_places(texts, HIDDEN, within_words=True)]
    if inside:
        why = (
            f"{len(inside)} invisible characters stand inside words and hide them from filters."
        )
        yield doubt("suspicious_unicode", 0.6 + 0.05 * len(inside), why, inside[:MOST_SPANS])
    else:
        why = "There are stray invisible characters, as web pages leave them."
        yield note("suspicious_unicode", 0.2, why, spans[:MOST_SPANS])


def _mixed(texts: list[tuple[str, str]]) -> Iterator[Finding]:
    words = []
    spans = []
    for text, of in texts:
        if not _LIKE_LATIN.search(text):
            continue
        for match in _WORD.finditer(text):
            if _NOT_ASCII.search(match.group()) and _is_disguised(match.group()):
                words.append(match.group())
                spans.append(_span(match.start(), match.end(), of))
    if words:
        shown = ", ".join(f"“{word[:40]}”" for word in dict.fromkeys(words[:3]))
        why = f"Words are written with letters of more than one script: {shown}."
        score = 0.65 + 0.1 * (len(words) - 1)
        yield doubt("suspicious_unicode", score, why, spans[:MOST_SPANS])


def _places(
    texts: list[tuple[str, str]], wanted: frozenset[str], *, within_words: bool = False
) -> Iterator[Span]:
    for text, of in texts:
        if wanted.isdisjoint(text):
            continue
        for place, letter in enumerate(text):
            if letter in wanted and (
                not within_words
                or (text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha())
            ):
                yield _span(place, place + 1, of)


def _span(start: int, end: int, of: str) -> Span:
    return Span.model_validate({"start": start, "end": end, "of": of})


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _is_disguised(word: str) -> bool:
    """Tell a word that looks as if it were of one script from “Δt”, which nobody misreads.

    The micro and ohm signs are Greek in name only.
    """
    by_script: dict[str, list[str]] = {}
    for letter in unicodedata.normalize("NFKC", word.replace("µ", "").replace("Ω", "")):
        if (script := _script(letter)) in ALIKE:
            by_script.setdefault(script, []).append(letter)
    if len(by_script) < 2:  # noqa: PLR2004 - a mixture needs two
        return False
    main = max(by_script, key=lambda script: len(by_script[script]))
    others = [letters for script, letters in by_script.items() if script != main]
    return all(letter in TWINS for letters in others for letter in letters)
