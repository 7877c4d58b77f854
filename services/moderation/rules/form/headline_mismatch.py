"""A headline over another story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from services.moderation import lexicon
from services.moderation.findings import doubt
from services.moderation.folding import fold
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

_FEWEST_WORDS = 4
"""Words of substance; shorter headlines may be wit."""
_LONG_STEM = 5
"""Letters by which words are looked up that mean the same."""
_SHORTEST_BODY = 20
_LONGEST_READ = 1_500
"""Signs of a body, from its start, in which a headline's words must turn up."""
_WORTH_A_WORD = 0.85
_STEM = 4
"""Letters that two forms of a word share at least."""
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_WORD = re.compile(r"[^\W_]+")
_COMPOUND = 5
"""Letters of a word that may be a part of a longer one ("Hafen", "Hafenbehörde")."""


def headline_mismatch(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt a headline whose words, in any form or meaning, the text has not.

    The score is the share it lacks. Names and figures that headline and text share are enough
    to tell that they belong together.
    """
    del policy
    if story.language in _UNSPACED:
        return
    headline = story.enrichment.headline
    split = max(story.body_at - 2, 0)
    said = [
        word
        for word in dict.fromkeys(_WORD.findall(story.folded[:split]))
        if word not in lexicon.words("headline.filler")
        and (len(word) >= _STEM or word.isdigit())
    ]
    if len(said) < _FEWEST_WORDS:
        return
    text = story.folded[story.body_at : story.body_at + _LONGEST_READ]
    if sum(word in text for word in said) > (1 - _WORTH_A_WORD) * len(said):
        return  # as they stand, which is quick to see
    body = _WORD.findall(text)
    if len(body) < _SHORTEST_BODY:
        return
    meant = {word for word in body if len(word) >= _STEM or word.isdigit()}
    stems: dict[str, list[str]] = {}
    for word in meant:
        stems.setdefault(word[:_STEM], []).append(word)
    begun = {word[:_LONG_STEM] for word in body}
    found = [word for word in said if _is_meant(word, meant, stems, begun, story.language)]
    missing = 1 - len(found) / len(said)
    if missing < _WORTH_A_WORD or any(_is_telling(word, headline) for word in found):
        return
    where = Span(start=0, end=len(headline), of="headline")
    why = (
        f"The text has {len(found) or 'none'} of the headline's {len(said)} main words, and "
        "nothing that means the same; check that they belong together."
    )
    yield doubt("headline_mismatch", missing, why, [where])


def _is_telling(word: str, headline: str) -> bool:
    """Tell a figure, or a name: a capital that does not begin the headline."""
    if word.isdigit():
        return len(word) > 1
    at = fold(headline).text.find(word)
    return (
        at > 0
        and headline[at : at + 1].isupper()
        and len(word) > _STEM
        and not _all_titled(headline)
    )


def _all_titled(headline: str) -> bool:
    """Tell headlines in which capitals say nothing: every word has one."""
    words = [word for word in headline.split() if len(word) > _STEM and word[0].isalpha()]
    return bool(words) and sum(word[0].isupper() for word in words) > 0.6 * len(words)


_NONE: frozenset[str] = frozenset()


def _is_meant(
    word: str, meant: set[str], stems: dict[str, list[str]], begun: set[str], language: str
) -> bool:
    if word in meant:
        return True
    if word.isdigit():
        return False
    if any(_same(word, other) for other in stems.get(word[:_STEM], ())):
        return True
    if len(word) > _COMPOUND and any(
        len(other) >= _COMPOUND
        and (other in word or (len(other) > len(word) and word in other))
        for other in meant
    ):
        return True
    return not _alike(language).get(word[:_LONG_STEM], _NONE).isdisjoint(begun)


def _same(word: str, other: str) -> bool:
    """Tell forms of one word: they share all but an ending."""
    shorter = min(len(word), len(other))
    shared = next((at for at in range(shorter) if word[at] != other[at]), shorter)
    return shared >= max(_STEM, -(-shorter * 3 // 5))


@lru_cache(maxsize=32)
def _alike(language: str) -> dict[str, frozenset[str]]:
    """Give for each stem the stems of words that mean the same, in a language and English."""
    found: dict[str, set[str]] = {}
    said = lexicon.groups()["headline.alike"]
    for each in dict.fromkeys((language, "en")) if language in said else said:
        for phrase in said.get(each, ()):
            words = [fold(word).text.strip() for word in phrase.split("=")]
            stems = {word[:_LONG_STEM] for word in words}
            for stem in stems:
                found.setdefault(stem, set()).update(stems)
    return {stem: frozenset(stems) for stem, stems in found.items()}
