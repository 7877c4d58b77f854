"""Characters that show one thing and say another."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from services.moderation.findings import block, doubt, note
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Enrichment, Finding, Span

_BIDI_OVERRIDES = frozenset("\u202d\u202e")
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u2066\u2067\u2068\u2069") | _BIDI_OVERRIDES
_HIDDEN = frozenset(
    "\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\u180e\u115f\u1160\u034f\u3164\uffa0"
)
"""Zero-width characters that no language needs within its words."""
_JOINERS = frozenset("\u200c\u200d")
"""Characters that scripts which join their letters need, and Latin, Greek, Cyrillic do not."""
_SOFT_HYPHEN = "\u00ad"
_RIGHT_TO_LEFT = frozenset({"ar", "he", "iw", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"})
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK"})
"""Scripts whose letters can be taken for one another's."""
_TWINS = frozenset(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅ"  # Cyrillic
    "ονρυιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"  # Greek
    "aeopcyxijshdqwvuABEKMHOPCTYXIJSZN"  # Latin
)
"""Letters that look like one of another script."""
_MOST_SPANS = 20

_WORD = re.compile(r"[^\W\d_]+")
_LIKE_LATIN = re.compile("[\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


_ODD = re.compile(
    f"[{''.join(sorted(_BIDI_CONTROLS | _HIDDEN | _JOINERS))}{_SOFT_HYPHEN}"
    "\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff\u24b6-\u24e9\U0001d400-\U0001d7ff\U0001f130-\U0001f169]"
)
"""What any of this could be about; most texts have none of it."""


def suspicious_unicode(story: Story, policy: Policy) -> Iterator[Finding]:
    """Object to text that reads otherwise than it is stored.

    Overrides of the writing direction are blocked; hidden characters within words, words of
    mixed scripts and letters of mathematics are doubted. What enrichment has taken out of the
    copy is looked for in the copy as it came, and the word marked where it stands now.
    """
    del policy
    enrichment, item = story.enrichment, story.article.item
    clean = [("headline", enrichment.headline), ("body", enrichment.body)]
    body = item.body()
    raw = body.value if body else ""
    came = [item.headline(), html.unescape(raw) if "&" in raw else raw]
    texts = [(text, of) for of, text in clean if not text.isascii()]
    if (title := came[0]) != enrichment.headline and not title.isascii():
        texts.append((title, "copy"))
    came = [text for text in came if not text.isascii() and _ODD.search(story.foreign(text))]
    texts = [(text, of) for text, of in texts if _ODD.search(story.foreign(text))]
    if not texts and not came:
        return
    rtl = story.language in _RIGHT_TO_LEFT
    yield from _controls(texts, rtl=rtl)
    yield from _hidden(texts, came, enrichment)
    yield from _mixed(texts)


def _controls(texts: list[tuple[str, str]], *, rtl: bool) -> Iterator[Finding]:
    spans = [*_places(texts, _BIDI_CONTROLS)]
    if not spans:
        return
    overrides = [*_places(texts, _BIDI_OVERRIDES)]
    if overrides:
        why = "Invisible characters turn the writing round: readers see another text."
        yield block("suspicious_unicode", 1.0, why, overrides[:_MOST_SPANS])
    elif rtl or all(_beside_rtl(text) for text, _ in texts):
        why = "Invisible characters set the direction of writing, as this language needs."
        yield note("suspicious_unicode", 0.1, why, spans[:_MOST_SPANS])
    else:
        why = "Invisible characters set the direction of writing; this language needs none."
        yield doubt("suspicious_unicode", 0.7, why, spans[:_MOST_SPANS])


_RTL = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"


def _beside_rtl(text: str) -> bool:
    """Tell whether each control stands by letters that are written from the right."""
    places = [place for place, letter in enumerate(text) if letter in _BIDI_CONTROLS]
    return all(
        re.search(f"{_RTL}\\W{{0,3}}$", text[max(place - 4, 0) : place])
        or re.match(f"\\W{{0,3}}{_RTL}", text[place + 1 : place + 5])
        for place in places
    )


def _hidden(
    texts: list[tuple[str, str]], came: list[str], enrichment: Enrichment
) -> Iterator[Finding]:
    """Tell those within words, which hide them from search and filters, from stray ones."""
    words = {word for text in (*came, *(text for text, _ in texts)) for word in _split(text)}
    spans = [*_places(texts, _HIDDEN)]
    if words:
        shown = sorted(_BETWEEN.sub("", word) for word in words)
        marks = [*_where(shown, enrichment), *spans][:_MOST_SPANS]
        why = (
            f"Invisible characters stand inside words ({', '.join(map(_quoted, shown[:3]))}) "
            "and hide them from filters and search; ask the source, or clean them."
        )
        yield doubt("suspicious_unicode", 0.6 + 0.05 * len(words), why, marks)
    elif spans:
        why = "There are stray invisible characters, as web pages leave them."
        yield note("suspicious_unicode", 0.2, why, spans[:_MOST_SPANS])


_LETTER = "[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff]"
_WITHIN = re.compile(
    f"{_LETTER}+(?:[{''.join(sorted(_HIDDEN | _JOINERS))}]+{_LETTER}+)+"
    f"|(?<![{_LETTER[1:-1]}{_SOFT_HYPHEN}]){_LETTER}{{1,3}}(?:{_SOFT_HYPHEN}{_LETTER}{{1,2}}){{3,}}"
    f"(?![{_LETTER[1:-1]}{_SOFT_HYPHEN}])"
    f"|{_LETTER}+{_SOFT_HYPHEN}{{2,}}{_LETTER}+"
)
_BETWEEN = re.compile(f"[{''.join(sorted(_HIDDEN | _JOINERS))}{_SOFT_HYPHEN}]")
_MOST_WORDS = 200


def _split(text: str) -> Iterator[str]:
    """Give words that something stands in; a soft hyphen now and then is for the line's end."""
    if not _BETWEEN.search(text):
        return
    for count, match in enumerate(_WITHIN.finditer(text)):
        if count == _MOST_WORDS:
            return
        yield match[0]


def _where(words: list[str], enrichment: Enrichment) -> Iterator[Span]:
    for word in words[:_MOST_SPANS]:
        for of, text in (("headline", enrichment.headline), ("body", enrichment.body)):
            at = text.find(word)
            if at >= 0:
                yield _span(at, at + len(word), of)
                break


def _quoted(word: str) -> str:
    return f"“{word[:40]}”"


def _mixed(texts: list[tuple[str, str]]) -> Iterator[Finding]:
    words = []
    spans = []
    for text, of in texts:
        if _LIKE_LATIN.search(text):
            for match in _WORD.finditer(text):
                if _NOT_ASCII.search(match.group()) and _is_disguised(match.group()):
                    words.append(match.group())
                    spans.append(_span(match.start(), match.end(), of))
        for match in _IN_MATHS.finditer(text):
            words.append(match.group())
            spans.append(_span(match.start(), match.end(), of))
    if words:
        shown = ", ".join(_quoted(word) for word in dict.fromkeys(words[:3]))
        why = (
            f"Words are written with letters of more than one script: {shown}; they are not "
            "what they look like. Write them anew, or ask the source."
        )
        score = 0.65 + 0.1 * (len(words) - 1)
        yield doubt("suspicious_unicode", score, why, spans[:_MOST_SPANS])


_IN_MATHS = re.compile(
    "[\U0001d400-\U0001d7ff]{4,}|[\u24b6-\u24e9]{4,}|[\U0001f130-\U0001f169]{4,}"
)
"""Words in the bold or script letters of mathematics: no search finds them."""


def _places(texts: list[tuple[str, str]], wanted: frozenset[str]) -> Iterator[Span]:
    for text, of in texts:
        if wanted.isdisjoint(text):
            continue
        for place, letter in enumerate(text):
            if letter in wanted:
                yield _span(place, place + 1, of)


def _span(start: int, end: int, of: str) -> Span:
    return Span.model_validate({"start": start, "end": end, "of": of})


_OF_A_FORMULA = 2
"""Letters of “hν” and “ΔE”, which are quantities and no words."""


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _is_disguised(word: str) -> bool:
    """Tell a word that looks as if it were of one script from “Δt”, which nobody misreads.

    The micro and ohm signs are Greek in name only.
    """
    by_script: dict[str, list[str]] = {}
    for letter in unicodedata.normalize("NFKC", word.replace("µ", "").replace("Ω", "")):
        if (script := _script(letter)) in _ALIKE:
            by_script.setdefault(script, []).append(letter)
    if len(by_script) < 2:
        return False
    main = max(by_script, key=lambda script: len(by_script[script]))
    others = [letters for script, letters in by_script.items() if script != main]
    if "GREEK" in by_script and sum(map(len, by_script.values())) <= _OF_A_FORMULA:
        return False
    return all(letter in _TWINS for letters in others for letter in letters)
