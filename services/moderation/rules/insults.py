"""Abuse of people. One signal among others: words are quoted, names sound alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation.findings import doubt, note
from services.moderation.matching import Token, folded_words, tokens
from services.moderation.policy import Policy
from shared.articles import Article, Enrichment, Finding, Span

_ENGLISH = """
asshole assholes bastard bastards bitch bitches bullshit cunt cunts dickhead dickheads dipshit
dumbass fuck fucked fucker fuckers fucking imbecile imbeciles jackass moron morons motherfucker
motherfuckers retard retards scumbag scumbags shithead slut sluts twat twats wanker wankers
whore whores
"""
_GERMAN = """
arschloch arschlöcher bastard drecksau fotze hure huren hurensohn missgeburt schlampe
schwachkopf vollidiot wichser
"""
_FRENCH = "connard connards connasse enculé enculés pute putes salaud salope"
_SPANISH = "cabrón cabrones gilipollas hijoputa imbécil puta putas zorra"

WORDS = {
    "en": frozenset(_ENGLISH.split()),
    "de": frozenset(_GERMAN.split()),
    "fr": frozenset(_FRENCH.split()),
    "es": frozenset(_SPANISH.split()),
}
"""Words that are hardly ever anything else, by language."""

_QUOTED = re.compile(r"“[^“”]{0,2000}”|\"[^\"]{0,2000}\"|„[^„“]{0,2000}“|«[^«»]{0,2000}»")
MOST_SPANS = 20


def insults(article: Article, enrichment: Enrichment, policy: Policy) -> Iterator[Finding]:
    """Doubt abusive words in our own voice, the more the more; note those in quotations."""
    del article, policy
    words = WORDS.get(enrichment.language.code.partition("-")[0], frozenset())
    ours: list[tuple[str, Span]] = []
    quoted: list[tuple[str, Span]] = []
    for text, of in ((enrichment.headline, "headline"), (enrichment.body, "body")):
        if words.isdisjoint(folded_words(text)):
            continue
        found = [token for token in tokens(text) if token.word in words]
        marks = [match.span() for match in _QUOTED.finditer(text)]
        for token in found:
            (quoted if _within(token, marks) else ours).append((token.word, _span(token, of)))
    if ours:
        yield doubt(
            "insults", 0.4 + 0.15 * len(ours), _why(ours, "in our own voice"), _at(ours)
        )
    if quoted:
        yield note("insults", 0.3, _why(quoted, "in a quotation"), _at(quoted))


def _within(token: Token, marks: list[tuple[int, int]]) -> bool:
    return any(start <= token.start and token.end <= end for start, end in marks)


def _span(token: Token, of: str) -> Span:
    return Span.model_validate({"start": token.start, "end": token.end, "of": of})


def _why(found: list[tuple[str, Span]], where: str) -> str:
    count = len(found)
    return f"{count} abusive {'word' if count == 1 else 'words'} {where}."


def _at(found: list[tuple[str, Span]]) -> list[Span]:
    return [span for _, span in found[:MOST_SPANS]]
