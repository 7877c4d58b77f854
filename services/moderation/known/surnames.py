"""Pure: who is meant by a surname alone, where a story has given the name in full before."""

from __future__ import annotations

import re
from functools import lru_cache

from services.moderation import lexicon, people
from services.moderation.folding import fold
from services.moderation.story import Story

_FAR_BACK = 1_000
"""Signs before a sentence in which the full name may stand."""
_WORD = r"[A-Z\u00c0-\u00de][^\W\d_]{2,}(?:['’-][^\W\d_]{2,})?"
_ALONE = re.compile(rf"(?<![^\W_])({_WORD})(?![^\W_])")
_IN_FULL = re.compile(rf"([^\W\d_]+),? {_WORD}(?: [A-Z]\.)? ({_WORD})(?![^\W_])(?! {_WORD})")
"""What somebody is, their first name and their last ("Commissioner Dale Pruitt")."""


def stands(story: Story, start: int, place: int, end: int) -> bool:
    """Tell whether somebody named in full before `start` is meant between two places."""
    near = {match[1] for match in _ALONE.finditer(story.cased(place, end))}
    return bool(near) and not near.isdisjoint(_known(story, start))


@lru_cache(maxsize=16)
def _known(story: Story, end: int) -> frozenset[str]:
    start = max(story.body_at, end - _FAR_BACK)
    if end <= start:
        return frozenset()
    read = people.read(story, start, end).people.values()
    names = {story.cased(person.start, person.end).split()[-1] for person in read}
    titled = {
        match[2]
        for match in _IN_FULL.finditer(story.cased(start, end))
        if fold(match[1]).text in _offices()
    }
    return frozenset(names | titled)


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    return lexicon.all_words("people.title") | lexicon.all_words("claim.office")
