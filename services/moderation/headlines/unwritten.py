"""Pure: what stands where a headline belongs, because nobody has written one yet."""

from __future__ import annotations

import re

from services.moderation import lexicon

_TOKEN = re.compile(r"[^\W_]+")
_FILLS = re.compile(r"x{3,}|v?\d+(?:p|pt|px|cm|mm|sp|spaltig|zeilig|cols?|col)?")
_CROSSES = "xxx"
_WITHOUT = frozenset({("sin", "titulo"), ("sans", "titre"), ("ohne", "titel")})
_INITIALS = 3
_PLAINLY = 4
"""Words of which one may be a desk's own: "[draft] template localnews - insert title"."""


def is_unwritten(headline: str, title: str) -> bool:
    """Tell a placeholder ("Kop volgt", "TITEL 2 Zeilen") by its words.

    `title` is the headline folded. What a desk calls itself, a section or a version may stand
    beside them: one word of four, and initials.
    """
    words = _TOKEN.findall(title)
    heads = _listed("head")
    if heads.isdisjoint(words) and _CROSSES not in title:
        return False
    known = heads | _listed("beside") | _listed("order")
    if not _listed("order").isdisjoint(words):
        known |= _listed("small")
    if tuple(words[:2]) in _WITHOUT:
        known |= {words[0]}
    strange = sum(
        word not in known
        and _FILLS.fullmatch(word) is None
        and not (token.isupper() and len(token) <= _INITIALS)
        for token, word in zip(_TOKEN.findall(headline), words, strict=False)
    )
    return strange == 0 or (strange == 1 and len(words) >= _PLAINLY)


def _listed(group: str) -> frozenset[str]:
    return lexicon.words(f"unwritten.{group}")
