"""Pure: who did it, where their name does not stand before what they did.

A headline tells a deed by a word for its doer, whose name its text has: "Harbour master pockets
cash" over "Colm Treacy walked to the end of the pier. In return the harbour master gave …". It
may stand behind the verb: "Li ha avvelenati Gino Pestalli".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from services.moderation import lexicon, people
from services.moderation.lexicon import Hit
from services.moderation.story import Story

_READ = 900
"""Signs of a text, from its start, in which its head has to be named."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_NEAREST, _MOST = 4, 3
"""Words before a deed that are looked up, and places of each."""


def is_named_elsewhere(story: Story, hit: Hit) -> bool:
    """Tell whether a deed's doer has a name in one of these places."""
    return _stands_behind(story, hit) or _heads(story, hit)


def _heads(story: Story, hit: Hit) -> bool:
    """Tell a headline's deed whose doer its text names, and of which nobody there says so."""
    if (
        hit.start >= story.body_at
        or _WHO.search(story.folded, 0, hit.start)
        or story.within("claim.attributed", story.body_at, len(story.folded))
    ):
        return False
    filler = lexicon.words("headline.filler")
    said = [word for word in _WORD.findall(story.folded, 0, hit.start) if word not in filler]
    return any(_is_named(story, word) for word in said[-_NEAREST:])


_WHO = re.compile(r"\b(?:who|that|qui|que|che|der|die|som) $")
"""Before what a headline tells of somebody in passing: "the painter who stole bread"."""
_TO_THEM = re.compile(r"l'|l[aeio]s? ")
_BEHIND = 60


def _stands_behind(story: Story, hit: Hit) -> bool:
    """Tell who did it behind the verb, where a word before it says to whom: "li ha uccisi"."""
    if not _TO_THEM.match(story.folded, hit.start):
        return False
    read = people.read(story, hit.end, min(hit.end + _BEHIND, story.sentence(hit.start)[1]))
    return any(who.start - hit.end <= 1 for who in read.people.values())


def _is_named(story: Story, word: str) -> bool:
    text = story.folded
    for start in islice(_places(story, word), _MOST):
        end = start + len(word)
        named = people.read(story, *story.around(start)).people.values()
        opens = story.sentence(start)[0]
        before = {who.name for who in named if who.start < opens}
        if len(before) == 1 and _THE.search(text, max(start - _FAR, 0), start):
            return True
        if any(
            _BESIDE.fullmatch(text, end, who.start) or _BESIDE.fullmatch(text, who.end, start)
            for who in named
        ):
            return True
    return False


def _places(story: Story, word: str) -> Iterator[int]:
    text = story.folded
    end = min(story.body_at + _READ, len(text))
    at = text.find(word, story.body_at, end)
    while at >= 0:
        after = at + len(word)
        if not text[at - 1].isalnum() and not text[after : after + 1].isalnum():
            yield at
        at = text.find(word, after, end)


_THE = re.compile(r"\b(?:(?:the|der|die|le|la|el|il|lo|o|a|de|het|den) (?:\w+ )?|l')$")
_FAR = 24
_BESIDE = re.compile(r",? (?:(?:the|der|die|le|la|il|o|de|het|den) (?:\w+ )?)?")
"""Between what somebody is and their name, either first."""
