"""Text that readers cannot see and machines read: Unicode tags and variation selectors."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from services.moderation.findings import doubt
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

# A flag of a region is a black flag, tags, and an end; everything else in tags is hidden.
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f")
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_SIGNALS = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u180e\u061c\u00ad]{6,}")
"""Joiners, marks and blanks of no width, so many together that they can only be a code."""
_RUN = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}")
_ONE = re.compile("[\ufe00-\ufe0d\U000e0100-\U000e01ef]")
_IDEOGRAPH = re.compile(
    "[\u2e80-\u2fff\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u1000-\u109f\u1820-\u18aa\ua840-\ua877\uff00-\uffef0-9\u2200-\u22ff\u2229\u222a]"
)
_LETTER_THEN_SIGN = re.compile("[^\\W\\d_]([\ufe0e\ufe0f])")
_HIDDEN = re.compile("[\ufe00-\ufe0f\U000e0000-\U000e01ef]")
_ANY = re.compile(_HIDDEN.pattern[:-1] + _SIGNALS.pattern[1:].partition("]")[0] + "]")
"""One set of signs, which is found several times as fast as one of two."""
_MOST_SHOWN = 60


def hidden_text(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt characters that show nothing and can spell a message, wherever they stand.

    Flags of regions, the look of emoji and variants of ideographs are what they are for.
    """
    del policy
    enrichment = story.enrichment
    body = story.article.item.body()
    texts = [
        ("headline", enrichment.headline),
        ("body", enrichment.body),
        ("copy", story.article.item.headline()),
        ("raw", html.unescape(body.value) if body and "&#" in body.value else body.value)
        if body
        else ("raw", ""),
    ]
    spans: list[Span] = []
    shown = ""
    found = 0
    for of, text in texts:
        if text.isascii() or not _ANY.search(story.foreign(text)):
            continue
        for start, end in _hidden(text):
            found += 1
            shown = shown or _spelt(text[start:end])
            if of != "raw" and len(spans) < 20:
                spans.append(Span.model_validate({"start": start, "end": end, "of": of}))
    unseen = _unseen(texts[-1][1])
    if unseen:
        why = (
            f"The copy's markup hides text from readers (“{unseen[:_MOST_SHOWN]}”); ask the "
            "source, or take it out."
        )
        yield doubt("hidden_text", 0.85, why)
    if not found:
        return
    says = f" that spell “{shown[:_MOST_SHOWN]}”" if shown else ""
    why = (
        f"Invisible characters{says} are hidden in the copy; ask the source, or take them out."
    )
    yield doubt("hidden_text", 0.9, why, spans)


_UNSEEN = re.compile(
    r"<(?:span|div|p|font|a|section|em|b|i)\b[^<>]{0,200}style\s*=\s*[\"'][^\"'<>]{0,200}"
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])"
    r"|(?:left|text-indent|top)\s*:\s*-\d{3,})[^<>]{0,200}>\s*(?:<[^<>]{1,200}>\s*){0,3}([^<>]{30,})<",
    re.IGNORECASE,
)
_FEWEST_HIDDEN_WORDS = 5


def _unseen(raw: str) -> str:
    """Give words that a style in the markup hides: enough of them to say something."""
    if "style" not in raw:
        return ""
    for match in _UNSEEN.finditer(raw):
        if len(match[1].split()) >= _FEWEST_HIDDEN_WORDS:
            return match[1].strip()
    return ""


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    flags = {match.start(): match.end() for match in _FLAG.finditer(text)}
    inside = [(start + 1, end) for start, end in flags.items()]
    for match in _TAGS.finditer(text):
        if (match.start(), match.end()) not in inside:
            yield match.span()
    for pattern in (_RUN, _SIGNALS):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _ONE.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if not _IDEOGRAPH.match(before) and not _HIDDEN.match(before):
            yield match.span()
    letters = [match for match in _LETTER_THEN_SIGN.finditer(text) if match[0][0] not in "ℹⓂ"]
    if len(letters) > 1:  # one may be left of an emoji that was cut
        yield from (match.span(1) for match in letters)


def _spelt(hidden: str) -> str:
    """Read a message in tags, or in bytes as variation selectors carry them."""
    letters = []
    for sign in hidden:
        code = ord(sign)
        if 0xE0020 <= code <= 0xE007E:
            letters.append(chr(code - 0xE0000))
        elif 0xE0100 <= code <= 0xE01EF:
            letters.append(chr(code - 0xE0100 + 16))
    said = "".join(letters)
    return said if said.isprintable() else ""
