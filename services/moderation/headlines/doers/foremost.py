"""Pure: a headline about one person over a text that opens with another.

A story opens with whom its headline is about, by name or by what they are. Where its first
sentence has another person's full name, and the headline's comes only behind it, the headline
tells of one what happened to the other: the favourite wins who came in fourth.
"""

from __future__ import annotations

import re

from services.moderation.folding import fold
from services.moderation.story import Story
from shared.articles import Person

_SHORTEST_BODY = 100
_FULL = 2
"""Words of a full name."""
_MOST_BEFORE = 3
"""Words before the name of whom a headline is about: an office, "the actress"."""
_WORD = re.compile(r"[^\W_]+")
_WIT = re.compile(r"[?¿\"“”„«»]")
_OF = re.compile(
    r"\b(?:of|by|for|from|with|against|over|about|on|after|von|vom|mit|bei|gegen|fur|uber|nach"
    r"|de|du|des|d|pour|par|avec|contre|sur|del|di|della|dello|da|do|das|dos|para|por|con|com"
    r"|sobre|contra|van|voor|met|tegen|naar|av|med|mot|till|om|for|fran|and|und|et|y|e|en|och"
    r"|not|non|pas|nicht|niet|inte|no|nao)\b"
)
"""What binds a name to somebody else: their spokesman, their rival."""
_PARTS = re.compile(r"[:,] | [–—-] ")
_BEHIND = re.compile(r"(?:'s?|s)?(?= ?[:;,]| [–—-] |$|'s? )")
"""A name that what follows is but said by, or belongs to, or that a headline ends with."""
_SAYS = re.compile(
    r"\b(?:said|says|told|announc\w+|confirm\w+|sagte\w*|teilte\w*|erklarte\w*|kundigte\w*"
    r"|a (?:dit|declare|annonce|indique|explique|confirme|assure)|dijo|anuncio|declaro|explico"
    r"|confirmo|aseguro|ha (?:detto|annunciato|dichiarato|spiegato|confermato)|disse|anunciou"
    r"|declarou|explicou|confirmou|afirmou|zei|zegt|meldde|verklaarde|kondigde|sade|sager"
    r"|meddelade|berattade)\b"
)
_ANOTHER = "The headline is about {0}; the text opens with {1}, and has {0} only later."


def opens_with_another(story: Story) -> str | None:
    """Say that a text is, by how it opens, about somebody else than its headline."""
    title = story.title
    if len(story.folded) - story.body_at < _SHORTEST_BODY or _WIT.search(title):
        return None
    known, headline = story.enrichment.people, story.enrichment.headline
    if not any(person.name.rpartition(" ")[2] in headline for person in known):
        return None  # most headlines, so told
    people = [(person.name, _words(person)) for person in known]
    named = [each for each in people if each[1] and _has(title, each[1][-1])]
    named = [each for each in named if " ".join(each[1]) in title] or named
    if len(named) != 1 or not _is_about(title, named[0][1]):
        return None
    name, words = named[0]
    start, end = story.sentence(story.body_at)
    opening = story.folded[start:end]
    if _SAYS.search(opening) or any(_has(opening, word) for word in _apart(title, words)):
        return None
    if not _has(story.folded[end:], words[-1]):
        return None
    for other, its in people:
        if len(its) >= _FULL and its != words and " ".join(its) in opening:
            return _ANOTHER.format(name, other)
    return None


def _apart(title: str, words: list[str]) -> list[str]:
    """Give what of a name tells it from its family's: all but the last, where it is whole."""
    return words[:-1] if len(words) >= _FULL and " ".join(words) in title else words


def _is_about(title: str, words: list[str]) -> bool:
    """Tell a headline that a name opens, or its last part, behind a place or a sport."""
    *before, own = _PARTS.split(title)
    at = re.search(rf"\b{re.escape(words[-1])}\b", own)
    if len(before) > 1 or at is None or _BEHIND.match(own, at.end()):
        return False
    if any(part.count(" ") >= _FULL for part in before):
        return False
    first = [word for word in _WORD.findall(own[: at.start()]) if word not in words]
    return len(first) <= _MOST_BEFORE and not _OF.search(own, 0, at.start())


def _has(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def _words(person: Person) -> list[str]:
    return _WORD.findall(fold(person.name).text)
