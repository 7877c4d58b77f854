"""The words shown of a story that was found: where most of what was asked for is; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

_WORDS_SHOWN = 32
_READ = 3000
"""So many words of a story are looked through."""

_Stem = Callable[[str], frozenset[str]]


def snippet(text: str, stems: frozenset[str], stem: _Stem) -> Markup:
    """Give a stretch of the text as HTML, with `<mark>` around what was asked for."""
    words = text.split()[:_READ]
    hits = [bool(stems) and not stems.isdisjoint(stem(word)) for word in words]
    start = _best_start(hits)
    shown = words[start : start + _WORDS_SHOWN]
    marked = [
        Markup("<mark>{}</mark>").format(word) if hits[at] else escape(word)
        for at, word in enumerate(shown, start)
    ]
    before = "… " if start else ""
    after = " …" if start + _WORDS_SHOWN < len(words) else ""
    return Markup(before) + Markup(" ").join(marked) + Markup(after)  # noqa: S704 - ours


def _best_start(hits: Sequence[bool]) -> int:
    """Find where the most hits are close together; a little before the first of them."""
    inside = sum(hits[:_WORDS_SHOWN])
    best, start = inside, 0
    for end in range(_WORDS_SHOWN, len(hits)):
        inside += hits[end] - hits[end - _WORDS_SHOWN]
        if inside > best:
            best, start = inside, end - _WORDS_SHOWN + 1
    if not best:
        return 0
    first = next(at for at in range(start, len(hits)) if hits[at])
    lead_in = 6
    return max(0, min(first - lead_in, len(hits) - _WORDS_SHOWN)) if first > lead_in else 0
