"""Pure: a headline in which one does to another what, by the text, the other did to them.

Told only where both stand in headline and text, the text has the deed the other way round in
one of its first sentences, and nowhere as the headline has it. The deeds are the group
`headline.deeds` of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from services.moderation import lexicon
from services.moderation.folding import fold
from services.moderation.headlines.words import topic_words
from services.moderation.story import Story

_READ = 900
_LEAD = 2
_MOST = 3
"""Words of a headline by which one of the two is known."""
_FAR, _NEAR = 110, 60
"""Signs between a deed and who did it, and whom it was done to."""
_SHORTEST_TAIL = 5
"""Letters of the end of a long word by which a text may name the same ("Stammkundin")."""
_CUT = re.compile(
    r"[,:;?!\"“”„«»–—]|\b(?:after|as|amid|over|for|nach|nachdem|wegen|weil|apres|pour|tras|por"
    r"|porque|dopo|per|perche|apos|na|nadat|omdat|om)\b"
)
_OBJECT_ENDS = re.compile(
    r"[,:;?!.\"“”„«»–—]|\b(?:after|as|in|on|at|of|from|for|out|off|over|with|to|by|and|nach|wegen|im|in"
    r"|am|aus|auf|unter|um|bei|mit|fur|und|vor|apres|dans|pour|avec|sur|et|que|qui|tras|en|por|con|y|dopo|per"
    r"|nel|nella|su|da|dal|dalla|e|apos|com|em|no|na|om|uit|van|voor|met|op|bij|die|dat|who|that)\b"
)
"""Where what stands right behind a deed is no longer whom it is done to."""
_WITH = re.compile(r"[^.,;]{0,40}\b(?:with|mit|avec|con|com|met)\b")
_BY = re.compile(
    r" (?:by|par|por|pelo|pela|pelos|pelas|da|dal|dall|dalla|dai|dagli|dalle|do|von|vom|door)\b"
)
_NOT = re.compile(
    r"\b(?:not|never|no|nicht|nie|kein\w*|ne|n'|non|nao|niet|nooit|geen|refus\w*|den(?:y|ied|ies)"
    r"|avoid\w*)\b"
)
_PASSIVE = re.compile(
    r"\b(?:wird|werden|wurden?|worden|ist|sind|war|waren|wordt|werd|is|zijn)\b"
)
_NO_SUBJECT = re.compile(
    r"\b(?:den|dem|einen|einem|ihn|ihm|vom|von|gegen|an|al|a la|a los|a las|a un|a una|ao|aos"
    r"|tegen|aan|van|door|by|against|contre|contra|contro|of|from|for|about|over)"
    r"(?: \w+)?(?:['’]s)? $"
)
"""Before somebody who is not the one who acts."""
_CLITIC = re.compile(
    r"(?:\b(?:lo|la|los|las|le|les|li|gli|o|os|an|the|que|che|qu|whom|un|una|une|um|uma|su|sua"
    r"|esta|questa|cette) |l['’])$"
)
"""Before a verb whose subject may come behind it, or a noun that looks like it."""
_WHOSE = re.compile(
    r" (?:de|d'|del|du|des|di|dei|della|delle|degli|do|da|dos|das|dello|dell'|van|von|der|el)\b"
)
"""Behind what is a noun, and before a subject."""
_NO_OBJECT = re.compile(
    r"[,;:]|\b(?:von|vom|mit|gegen|an|bei|und|door|van|met|tegen|aan|bij|en)(?: \w+)? $"
)
_VERB_LAST = frozenset({"de", "nl"})
_SWAPPED = "By the text it is the other way round: the other one did it."


class _Deed(NamedTuple):
    said: re.Pattern[str]
    """Its forms in a headline."""
    told: re.Pattern[str]
    """Those that are nothing else in a text."""
    mutual: bool
    """Whether it is done with somebody ("pulls out of talks with")."""


class _Told(NamedTuple):
    """A deed in a text: what stands before it in its sentence, and whom it is done to."""

    at: int
    start: int
    end: int
    passive: bool


def swapped(story: Story) -> str | None:
    """Say that headline and text have the same deed, and who did it is not the same."""
    title = story.title
    if "?" in title:
        return None
    for deed in _deeds(story.language):
        said = deed.said.search(title)
        if said is None:
            continue
        one, other = _parties(story, title, deed, said)
        if one and other and _is_swapped(story, deed, one, other):
            return _SWAPPED
        return None
    return None


def _parties(
    story: Story, title: str, deed: _Deed, said: re.Match[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the words of who does it in a headline, and of whom it is done to."""
    none: tuple[str, ...] = ()
    before = _CUT.split(title[: said.start()])[-1]
    behind = title[said.end() :]
    passive = _BY.match(behind)
    if _NOT.search(before) or (passive and story.language in _VERB_LAST):
        return none, none
    if passive:
        behind = behind[passive.end() :]
    beside = _WITH.match(behind) if deed.mutual else None
    if deed.mutual and beside is None:
        return none, none
    start = beside.end() if beside else 0
    ends = _OBJECT_ENDS.search(behind, start + 1)
    whom = topic_words(behind[start : ends.start() if ends else len(behind)])[:_MOST]
    who = topic_words(before)[-_MOST:]
    one = tuple(word for word in who if word not in whom)
    other = tuple(word for word in whom if word not in who)
    one, other = _with_tails(story, before, one), _with_tails(story, behind, other)
    return (other, one) if passive else (one, other)


def _with_tails(story: Story, part: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Add the words of the text with which one of these ends."""
    if story.language not in _VERB_LAST or not words:
        return words
    text = story.folded[story.body_at : story.body_at + _READ]
    long = [
        word
        for word in re.findall(r"[^\W\d_]+", part)
        if any(word.startswith(each) for each in words)
    ]
    tails = {
        word
        for word in re.findall(r"[^\W\d_]{5,}", text)
        for whole in long
        if whole != word and whole.endswith(word)
    }
    return (*words, *sorted(tails))


def _is_swapped(
    story: Story, deed: _Deed, one: tuple[str, ...], other: tuple[str, ...]
) -> bool:
    against = False
    for number, told in _all_told(story, deed):
        if _does(story, deed, told, one, other, strictly=False):
            return False
        if number < _LEAD and _does(story, deed, told, other, one, strictly=True):
            against = True
    return against


def _all_told(story: Story, deed: _Deed) -> Iterator[tuple[int, _Told]]:
    text = story.folded
    for number, (first, end) in enumerate(story.sentences(story.body_at)):
        if first >= story.body_at + _READ:
            return
        start = max(first, story.body_at)
        for found in deed.told.finditer(text, start, end):
            if _NOT.search(text, max(start, found.start() - 20), found.start()):
                continue
            by = _BY.match(text, found.end())
            yield number, _Told(found.start(), start, by.end() if by else found.end(), bool(by))


def _does(
    story: Story,
    deed: _Deed,
    told: _Told,
    who: tuple[str, ...],
    whom: tuple[str, ...],
    *,
    strictly: bool,
) -> bool:
    """Tell whether somebody does it: to the other, where it has to be told strictly."""
    text = story.folded
    if told.passive:
        who, whom = whom, who
    first = max(told.start, told.at - _FAR)
    mine, theirs = _last(text, who, first, told.at), _last(text, whom, first, told.at)
    if story.language in _VERB_LAST and mine >= 0 and theirs >= 0:
        return _is_first(text, told, mine, theirs, strictly=strictly)
    if not strictly:
        return mine > theirs and (not told.passive or _has(text, whom, told))
    if mine < 0 or theirs >= 0 or _NO_SUBJECT.search(text, told.start, mine):
        return False
    if story.language in _VERB_LAST and _PASSIVE.search(text, mine, told.at):
        return False
    if _CLITIC.search(text, told.start, told.at):
        return False
    if not told.passive and not deed.mutual and _WHOSE.match(text, told.end):
        return False
    return _has(text, whom, told, mutual=deed.mutual)


def _is_first(text: str, told: _Told, mine: int, theirs: int, *, strictly: bool) -> bool:
    """Tell, where verbs come last and both stand before, whether the one is who does it."""
    marked = _NO_SUBJECT.search(text, told.start, min(mine, theirs)) is not None
    turned = marked or _PASSIVE.search(text, told.start, told.at) is not None
    if strictly:
        return not turned and _is_object(text, mine, theirs, told.at)
    return (mine < theirs) is not turned


def _is_object(text: str, mine: int, theirs: int, at: int) -> bool:
    """Tell, where verbs come last, whom stands behind who in one clause."""
    apart = text[mine:theirs]
    return mine < theirs and at - theirs <= _NEAR and not _NO_OBJECT.search(apart)


def _has(text: str, words: tuple[str, ...], told: _Told, *, mutual: bool = False) -> bool:
    """Tell whether somebody stands right behind a deed, as the one it is done to."""
    end = min(len(text), told.end + _NEAR)
    start = told.end
    if mutual:
        beside = _WITH.match(text, told.end)
        if beside is None:
            return False
        start = beside.end()
    ends = _OBJECT_ENDS.search(text, start + 1, end)
    return _last(text, words, start, ends.start() if ends else end) >= 0


def _last(text: str, words: tuple[str, ...], start: int, end: int) -> int:
    """Give where the last word stands that begins so; -1 where none does."""
    found = -1
    for word in words:
        at = text.rfind(word, start, end)
        while at > found:
            if at == 0 or not text[at - 1].isalnum():
                found = at
            at = text.rfind(word, start, at + len(word) - 1)
    return found


@lru_cache(maxsize=16)
def _deeds(language: str) -> tuple[_Deed, ...]:
    said = lexicon.groups()["headline.deeds"].get(language, ())
    return tuple(_deed(each) for each in said)


def _deed(said: str) -> _Deed:
    told, _, only = said.removeprefix("+").partition("/")
    forms = told.split("|")
    return _Deed(_any(forms + only.split("|") * bool(only)), _any(forms), said.startswith("+"))


def _any(forms: list[str]) -> re.Pattern[str]:
    ways = "|".join(re.escape(fold(form.strip()).text) for form in forms)
    return re.compile(rf"\b(?:{ways})\b")
