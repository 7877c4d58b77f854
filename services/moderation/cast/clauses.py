"""Pure: what a clause says of its subject, by its first verbs.

The verbs come as words of `lexicon/cast.txt` in order. "was", then what was done, is told of
whom it was done to; the same verb alone is told of who did it; the languages that put a verb
last are read by what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.moderation.cast.reading import NOUNS, SEXUAL
from services.moderation.lexicon import Hit
from services.moderation.story import Story

_FAR, _NEAR, _BESIDE = 60, 30, 2
_MOST_VERBS = 3
_SHORT = {SEXUAL: "offence", "cast.his_victim": "accused"}
_TOLD = frozenset({"hurts", "hurt", "charged", "complains", "suffers", "tells", "serves"})
_IS = frozenset(noun.removeprefix("cast.") for noun in NOUNS)
VERBS = frozenset(f"cast.{name}" for name in (*_TOLD, "was"))
_FOR = re.compile(
    r"\b(?:(?:wegen|for|of|pour|por|per|voor|om|de|di|van) |d')(?:\w+ ){0,2}$|\bthe $"
)
"""Before an offence: somebody is tried for it, and it was not done to them."""
FINAL = re.compile(r" ?(?:zu )?(?:haben|habe|hat|hatte|hatten|hebben|heeft|had|zou)\b")
_LAST = frozenset({"de", "nl"})
"""Languages that put the verb of a clause last."""
_HIM = frozenset({"cast.he", "cast.man", "cast.accused"})
_HIS = frozenset(
    {"his", "him", "himself", "seine", "seinen", "seiner", "seinem", "sein", "ihn", "ihm"}
    | {"zijn", "hem", "lui", "hans", "honom", "dele"}
)


def group(hit: Hit) -> str:
    """Give a word's group without its room."""
    return _SHORT.get(hit.group) or hit.group.removeprefix("cast.")


def is_a_charge(text: str, cue: Hit) -> bool:
    """Tell "under investigation for rape, §" from what was done to somebody."""
    return _FOR.search(text, max(cue.start - 30, 0), cue.start) is not None


def alike(cues: list[Hit], cue: Hit) -> list[Hit]:
    """Give the words at one and the same place."""
    return [each for each in cues if each.start == cue.start and each.end == cue.end]


def predicate(story: Story, cues: list[Hit], begin: int) -> set[str]:
    """Give what the verbs from a place on say of the subject before it."""
    found: set[str] = set()
    passive: Hit | None = None
    count = 0
    for cue, groups, earlier in _places(cues):
        said = groups
        if said & {"hurt", "offence"} and _FOR.search(story.folded, begin, cue.start):
            said = said - {"hurt", "offence", "hurts"}
        if passive is not None and cue.start - passive.end < _FAR and count == 0:
            if said & {"hurt", "offence"} and "charged" not in said:
                found.add("was hurt")
                count += 1
                continue
            if said & _IS and "charged" not in said and cue.start - passive.end < _NEAR:
                found |= {f"is {noun}" for noun in said & _IS}
                continue
        if "was" in said and passive is None and count == 0:
            passive = cue
        told = _told(story, cue, said, earlier, (begin, count))
        if told:
            found |= (
                told
                if count == 0
                else {each if " " in each else f"and {each}" for each in told}
            )
            count += 1
        if count == _MOST_VERBS:
            break
    return found


def _places(cues: list[Hit]) -> Iterator[tuple[Hit, set[str], list[Hit]]]:
    """Give each place with a word, all groups it speaks for, and the words before it."""
    index = 0
    while index < len(cues):
        first = index
        while index < len(cues) and cues[index].start == cues[first].start:
            index += 1
        yield cues[first], {group(cue) for cue in cues[first:index]}, cues[:index]


def _told(
    story: Story, cue: Hit, said: set[str], earlier: list[Hit], at: tuple[int, int]
) -> set[str]:
    begin, count = at
    text = story.folded
    if "hurts" in said:
        if any(
            each.group in _HIM
            and text[each.start : each.end] not in _HIS
            and begin <= each.start < cue.start
            for each in earlier
        ):
            return {"hurts by him"} if "hurt" not in said or count else said & _TOLD
        ends = text[cue.end : cue.end + 1] in {",", "."}
        if count == 0 and cue.start - begin <= _BESIDE and ends and story.language in _LAST:
            return {"hurt last"}
        said = said - {"hurt"}
    elif "hurt" in said and count == 0 and FINAL.match(text, cue.end):
        said = said | {"hurt last"}
    return said & (_TOLD | {"hurt last"})
