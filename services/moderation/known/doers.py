"""Pure: who did it, where their name does not stand before what they did.

A headline tells a deed by a word for its doer, whose name its text has: "Harbour master pockets
cash" over "Colm Treacy walked to the end of the pier. In return the harbour master gave …". It
may stand behind the verb: "Li ha avvelenati Gino Pestalli".
"""

from __future__ import annotations

import re

from services.moderation import lexicon, people
from services.moderation.lexicon import Hit
from services.moderation.story import Story

_READ = 900
"""Signs of a text, from its start, in which its head has to be named."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST = 3
"""Places of a word that are looked at."""


def is_named_elsewhere(story: Story, hit: Hit) -> bool:
    """Tell whether a deed's doer has a name in one of these places."""
    return _stands_behind(story, hit) or _heads(story, hit)


def _heads(story: Story, hit: Hit) -> bool:
    """Tell a headline's deed whose doer its text names, and of which nobody there says so."""
    if hit.start >= story.body_at or story.within(
        "claim.attributed", story.body_at, len(story.folded)
    ):
        return False
    filler = lexicon.words("headline.filler")
    said = [word for word in _WORD.findall(story.folded, 0, hit.start) if word not in filler]
    return any(_is_named(story, word) for word in said)


_TO_THEM = re.compile(r"l'|l[aeio]s? ")
_BEHIND = 60


def _stands_behind(story: Story, hit: Hit) -> bool:
    """Tell who did it behind the verb, where a word before it says to whom: "li ha uccisi"."""
    if not _TO_THEM.match(story.folded, hit.start):
        return False
    read = people.read(story, hit.end, min(hit.end + _BEHIND, story.sentence(hit.start)[1]))
    return any(who.start - hit.end <= 1 for who in read.people.values())


def _is_named(story: Story, word: str) -> bool:
    text, end = story.folded, story.body_at + _READ
    found = re.finditer(rf"({_THE})?\b{word}(?![^\W_])", text[:end])
    for match in [each for each in found if each.start() >= story.body_at][:_MOST]:
        first, last = story.around(match.start())
        start = story.sentence(match.start())[0]
        named = people.read(story, first, last).people.values()
        if match[1] and len({who.name for who in named if who.start < start}) == 1:
            return True
        if any(
            _BESIDE.fullmatch(text, match.end(), who.start)
            or _BESIDE.fullmatch(text, who.end, match.start())
            for who in named
        ):
            return True
    return False


_THE = r"\b(?:the|der|die|le|la|el|il|lo|o|a|de|het|den) (?:\w+ )?|\bl'"
_BESIDE = re.compile(r",? (?:(?:the|der|die|le|la|il|o|de|het|den) (?:\w+ )?)?")
"""Between what somebody is and their name, either first."""
