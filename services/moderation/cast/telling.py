"""Pure: what a story tells of each mention of somebody: the words before, beside and after it.

Each thing told is a short name: the slot and the group of words that stands in it. `before` is
the title or noun in front of the name, `of` what is said to be its, `object` the verb that has it
as its object, `beside` what stands between commas after it, `does` the verb of which it is the
subject, `then` the same in a sentence that goes on about it ("The student reported …").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from services.moderation.cast.reading import NOUNS as _NOUNS
from services.moderation.cast.reading import SEXUAL, Age, Company, Mention
from services.moderation.story import Hit, Story

_VERBS = frozenset(
    f"cast.{name}"
    for name in (
        "hurts", "hurt", "charged", "complains", "suffers", "tells", "serves", "was",
    )
)  # fmt: skip
_THINGS = frozenset({"cast.offence", "cast.hers", "cast.case", "cast.complaint", SEXUAL})
_PREPOSITIONS = frozenset({"cast.of", "cast.on", "cast.by"})
_WALL = re.compile(r"[;:()«»“”„\"—–]| - ")
_RELATIVE = re.compile(
    r" ?(?:who|whom|whose|der|die|den|deren|welche|qui|que|dont|che|cui|la quale|cuy[oa]|quien"
    r"|a quem|wie|som|vars|cuja)\b"
)
_PARTS = re.compile(
    r" (?:for|to|with|by|and|from|who|that|und|fur|mit|bei|als|et|pour|avec|que|qui|y|para|con|por|e|per"
    r"|che|com|voor|met|en|och|for|med|was|is|war|ist|fue|era|foi|und) "
)
"""Between a noun and a name: the noun is not the name's."""
_LOOSE = re.compile(
    r" (?:in|at|near|on|outside|wil|will|im|am|auf|bei|dans|au|chez|en|nel|nella|al|alla|no|na|em|op"
    r"|bij|pa|i|vid|hat|has|ha|heeft|a|was|wurde|fue|foi|werd) (?!(?:the|der|dem|den|la|el|l'|o|a|de)? ?$)"
)
"""Between "the rape of a student" and a name: the name begins something else."""
_IS = re.compile(
    r" (?:is|was|ist|war|heisst|est|etait|s'appelle|es|era|se llama|e|si chiama|foi|chama-se|heet|ar|heter"
    r"|named|called|identified as|was named as|known as|namens|nommee?|llamad[oa]|chamad[oa]|genaamd)"
    r" (?:the |als |la |die )?(?:[\w-]+ ){0,2}$"
)
_FAR, _NOUN_FAR, _PREDICATE, _TAIL = 60, 32, 140, 240
_FINAL = re.compile(r" ?(?:zu )?(?:haben|habe|hat|hatte|hatten|hebben|heeft|had|zou)\b")

_HURTS = {"does hurts", "does and hurts", "does tells"}
_SAYS = {"does tells", "does complains", "who tells", "who complains", "does and tells"}
_MODALS = frozenset(
    {"soll", "sollen", "moet", "muss", "muss sich", "musste sich", "wegen", "hoort"}
)
"""What rules the subject, wherever it stands."""

Told = dict[int, set[str]]


def told(story: Story, cast: Company) -> Told:
    """Give what is told of each part."""
    found: Told = defaultdict(set)
    mentions = cast.mentions
    last: set[str] = set()
    for index, mention in enumerate(mentions):
        sentence = cast.sentences[mention.sentence]
        before = mentions[index - 1].end if index else 0
        after = mentions[index + 1].start if index + 1 < len(mentions) else sentence[1]
        found[mention.part] |= _before(story, cast, mention, max(before, sentence[0]))
        said = _after(story, cast, mention, min(after, sentence[1]))
        if said & _HURTS and index and mentions[index - 1].sentence == mention.sentence:
            if last & _SAYS:
                found[mentions[index - 1].part].add("tells of")
        last = said
        found[mention.part] |= said
    _go_on(story, cast, found)
    for known in found.values():
        if "before office" in known:
            known &= _DESPITE
    return found


_DESPITE = {
    "before office", "beside office", "is office", "before victim", "beside victim", "is victim",
    "object hurts", "offence of", "offence on", "does was hurt", "who was hurt", "then was hurt",
    "complaint by", "tells of", "does hurt last", "does charged", "who charged", "before accused",
    "case of", "case on", "does hurts", "aged", "she", "he", "does serves", "does tells", "child",
}  # fmt: skip
"""What counts of somebody with an office: others testify and complain for somebody else."""


def _group(hit: Hit) -> str:
    return _SHORT.get(hit.group) or hit.group[5:]


_SHORT = {SEXUAL: "offence", "cast.his_victim": "accused"}


def _before(story: Story, cast: Company, mention: Mention, first: int) -> set[str]:
    text = story.folded
    said = text[first : mention.start]
    wall = None
    for wall in _WALL.finditer(said):
        pass
    first += wall.end() if wall else 0
    said = text[first : mention.start].rstrip()
    apposed = said.endswith(",")
    comma = said.rfind(",", 0, -1 if apposed else None)
    start = max(first + comma + 1, mention.start - 120)
    cues = cast.near(start, mention.start)
    found = _aged(cast, start, mention.start)
    ruling = _ruling(text, cues, mention.start, found)
    nouns = _nouns_before(text, [cue for cue in cues if cue.start >= ruling], mention, apposed)
    found |= nouns - _OF_WHOM if found & _AS_WHOM else nouns
    if start > first and not any(
        cue.group in _VERBS or cue.group in _OTHERS for cue in cues if cue.group != "cast.was"
    ):
        earlier = text.rfind(",", first, start - 1) + 1
        found |= {
            f"before {'accused' if cue.group == 'cast.accused' else 'victim'}"
            for cue in cast.near(max(earlier, first), start)
            if cue.group in _NAMING
            and start - cue.start < 30
            and text[cue.end : cue.end + 2] != "'s"
        }
    return found


_AS_WHOM = {"offence of", "offence on", "object hurts"}
_OF_WHOM = {"before kin", "before near", "before man", "before office"}
"""What somebody is called to whom it was done, by who did it: "the rape of his wife, Ann Roe"."""
_OTHERS = frozenset({"cast.office", "cast.kin", "cast.near"})
_NAMING = frozenset({"cast.victim", "cast.his_victim", "cast.accused"})


def _ruling(text: str, cues: list[Hit], name: int, found: set[str]) -> int:
    """Find the last verb, or noun with its preposition, on which the name depends."""
    for index in range(len(cues) - 1, -1, -1):
        cue = cues[index]
        if name - cue.end > _FAR:
            break
        group = _group(cue)
        if cue.group in _THINGS:
            after = next(
                (
                    each
                    for each in cues[index + 1 :]
                    if each.group in _PREPOSITIONS and each.start - cue.end <= 2
                ),
                None,
            )
            if after is None or _LOOSE.search(text, after.end, name):
                continue
            found.add(f"{group} {_group(after)}")
            for each in cues:
                if (
                    (each.start, each.end) == (cue.start, cue.end)
                    and each is not cue
                    and each.group in _THINGS
                ):
                    found.add(f"{_group(each)} {_group(after)}")
            return cue.end
        if cue.group == "cast.is_it" and name - cue.end < 30:
            found.add("object is_it")
            return cue.end
        if (
            cue.group in _VERBS
            and cue.group != "cast.was"
            and text[cue.start : cue.end] not in _MODALS
        ):
            same = {
                _group(each) for each in cues if (each.start, each.end) == (cue.start, cue.end)
            }
            if same & {"accused", "victim", "office", "near"}:
                continue
            after = next(
                (
                    each
                    for each in cues[index + 1 :]
                    if each.group == "cast.by" and each.start - cue.end <= 2
                ),
                None,
            )
            if after is not None and same & {"hurt", "hurts", "offence"}:
                found.add("hurt by")
            elif "hurts" in same:
                found.add("object hurts")
            else:
                found.add(f"object {group}")
            return cue.end
    return 0


def _nouns_before(text: str, cues: list[Hit], mention: Mention, apposed: bool) -> set[str]:
    nouns = [cue for cue in cues if cue.group in _NOUNS and text[cue.end : cue.end + 2] != "'s"]
    if not nouns:
        return set()
    head = nouns[0] if apposed else nouns[-1]
    if not apposed:
        nouns = [
            cue
            for cue in nouns
            if mention.start - cue.end <= _NOUN_FAR
            and (
                not _PARTS.search(text, cue.end, mention.start)
                or (cue.group in _NAMING and _IS.match(text, cue.end, mention.start))
            )
        ]
        head = nouns[-1] if nouns else head
        if not nouns:
            return set()
    same = {cue.group[5:] for cue in nouns if (cue.start, cue.end) == (head.start, head.end)}
    if any(cue.group == "cast.office" for cue in nouns):
        same.add("office")
    if "kin" in same and any(cue.group == "cast.victim" for cue in cues):
        same.add("kin of victim")
    if "his_victim" in same:
        same = {"victim"}
    return {f"before {group}" for group in same}


def _aged(cast: Company, start: int, end: int) -> set[str]:
    return {"child" if age.child else "aged" for age in _ages(cast, start, end)}


def _ages(cast: Company, start: int, end: int) -> list[Age]:
    places = [age.start for age in cast.ages]
    return cast.ages[bisect_left(places, start) : bisect_left(places, end)]


def _after(story: Story, cast: Company, mention: Mention, last: int) -> set[str]:
    text = story.folded
    place = mention.end
    last = min(last, place + _TAIL)
    found: set[str] = set()
    if text.startswith("'s", place):
        first = next(iter(cast.near(place, min(place + 40, last))), None)
        return {f"has {_group(first)}"} if first else found
    for _ in range(5):
        if (
            place >= last
            or text[place : place + 1] not in {",", "(", ")"}
            and not text.startswith(" (", place)
        ):
            break
        begin = place + (2 if text.startswith(" (", place) else 1)
        stop = begin
        while stop < last and text[stop] not in ",()":
            stop += 1
        cues = cast.near(begin, stop)
        ages = _ages(cast, begin, stop)
        relative = _RELATIVE.match(text, begin)
        verb = next((cue for cue in cues if cue.group in _VERBS), None)
        if ages:
            found |= {"child" if age.child else "aged" for age in ages}
        elif relative:
            found |= {f"who {each}" for each in _predicate(story, cues, begin)}
        elif verb is not None and (
            (verb.group != "cast.hurt" and verb.start - begin < 25)
            or _FINAL.match(text, verb.end)
        ):
            place = begin
            break
        if not relative:
            found |= _nouns_beside(cues, begin, verb)
            if verb is not None and any(
                cue.group == "cast.hurt" and cue.start - begin < 15 for cue in cues
            ):
                found.add("beside hurt")
        place = stop + (text[stop : stop + 1] == ")")
    cues = cast.near(place, min(last, place + _PREDICATE))
    found |= {f"does {each}" for each in _predicate(story, cues, place)}
    if any(cue.group == "cast.she" for cue in cues):
        found.add("she")
    elif any(cue.group == "cast.he" for cue in cues):
        found.add("he")
    return found


def _nouns_beside(cues: list[Hit], begin: int, verb: Hit | None) -> set[str]:
    nouns = [
        cue
        for cue in cues
        if cue.group in _NOUNS
        and cue.start - begin < 30
        and (verb is None or cue.start <= verb.start)
    ]
    if not nouns:
        return set()
    head = nouns[0]
    return {
        f"beside {_group(cue)}"
        for cue in nouns
        if (cue.start, cue.end) == (head.start, head.end)
    } | ({"beside office"} if any(cue.group == "cast.office" for cue in nouns) else set())


def _predicate(story: Story, cues: list[Hit], begin: int) -> set[str]:
    found: set[str] = set()
    passive: Hit | None = None
    count = 0
    index = 0
    while index < len(cues) and count < 3:
        cue = cues[index]
        same = {_group(cue)}
        while index + 1 < len(cues) and cues[index + 1].start == cue.start:
            index += 1
            same.add(_group(cues[index]))
        index += 1
        if passive is not None and cue.start - passive.end < _FAR and count == 0:
            if same & {"hurt", "offence"} and not same & {"charged"}:
                found.add("was hurt")
                count += 1
                continue
            nouns = same & {"office", "kin", "near", "accused", "victim", "woman", "man"}
            if nouns and "charged" not in same and cue.start - passive.end < 30:
                found |= {f"is {noun}" for noun in nouns}
                continue
        if "was" in same and passive is None and count == 0:
            passive = cue
            if len(same) == 1:
                continue
        if "hurts" in same and any(
            each.group in _HIM
            and story.folded[each.start : each.end] not in _HIS
            and begin <= each.start < cue.start
            for each in cues[:index]
        ):
            same = {"hurts by him"} if "hurt" not in same or count else same
            found |= same
            count += 1
            continue
        if "hurts" in same and count == 0 and cue.start - begin <= 2:
            if story.folded[cue.end : cue.end + 1] in {",", "."} and story.language in _LAST:
                same = {"hurt last"}
        if "hurts" in same:
            same.discard("hurt")
        found |= same & {"hurt last"}
        same &= {"hurts", "hurt", "charged", "complains", "suffers", "tells", "serves"}
        if not same:
            continue
        if "hurt" in same and "hurts" not in same:
            if _FINAL.match(story.folded, cue.end) and count == 0:
                found.add("hurt last")
        if count == 0:
            found |= same
        else:
            found |= {f"and {each}" for each in same}
        count += 1
    return found


_HIS = frozenset(
    {"his", "him", "himself", "seine", "seinen", "seiner", "seinem", "sein", "ihn", "ihm"}
    | {"zijn", "hem", "lui", "hans", "honom", "dele"}
)
_CHARGED = {
    "does charged", "who charged", "before accused", "beside accused", "object charged", "case of",
    "does hurts", "does accused",
}  # fmt: skip
_LAST = frozenset({"de", "nl"})
"""Languages that put the verb of a clause last."""
_HIM = frozenset({"cast.he", "cast.man", "cast.accused"})
_OPENS = re.compile(
    r"(?:[\"“„«‘'(]\W?)?(?:the|a|an|die|der|das|ein|eine|la|le|l'|un|une|el|una|il|lo|uno|o|um|uma|de|het|een"
    r"|den|det|en)\b"
)


def _go_on(story: Story, cast: Company, found: Told) -> None:
    """Give what a sentence tells of whom the one before named, or the next one names."""
    text = story.folded
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in cast.mentions:
        by_sentence[mention.sentence].append(mention)
    for index, (start, end) in enumerate(cast.sentences):
        if start < story.body_at:
            continue
        here = by_sentence.get(index, [])
        first = here[0].start if here else end
        opening = cast.near(start, min(start + 45, first))
        opened = _opened(cast, text, start, min(start + 45, first), opening)
        if not opened:
            continue
        told_here = {
            f"then {each}"
            for each in _predicate(story, cast.near(start, min(first, start + 200)), start)
        }
        who = _meant(cast, opened, by_sentence, index, found)
        if who is not None and first - start > 12:
            found[who] |= told_here | {
                f"later {each}" for each in opened if not isinstance(each, int)
            }
        following = by_sentence.get(index + 1)
        if not here and following and _begins(cast, index + 1, following[0]):
            if opened & {"woman", "victim", "man", "accused", "kin", "near", "office", "age"}:
                found[following[0].part] |= {
                    each.replace("then", "lead", 1) for each in told_here
                }
                found[following[0].part] |= {
                    f"lead {each}" for each in opened if not isinstance(each, int)
                }


def _begins(cast: Company, sentence: int, mention: Mention) -> bool:
    start = cast.sentences[sentence][0]
    if mention.start - start < 3:
        return True
    return mention.start - start < 45 and not any(
        cue.group in _VERBS for cue in cast.near(start, mention.start)
    )


def _opened(cast: Company, text: str, start: int, stop: int, cues: list[Hit]) -> set[str | int]:
    found: set[str | int] = set()
    for cue in cues:
        if cue.group in {"cast.she", "cast.he"} and cue.start - start < 2:
            return {_group(cue)}
    if not _OPENS.match(text, start):
        return found
    for age in _ages(cast, start, stop):
        found.add("age")
        if age.years is not None:
            found.add(age.years)
    nouns = [cue for cue in cues if cue.group in _NOUNS]
    if nouns:
        head = nouns[0]
        found |= {
            _group(cue) for cue in nouns if (cue.start, cue.end) == (head.start, head.end)
        }
    return found


def _meant(
    cast: Company,
    opened: set[str | int],
    by_sentence: dict[int, list[Mention]],
    index: int,
    found: Told,
) -> int | None:
    """Find of whom a sentence that begins with "the student" or "she" goes on to tell."""
    near: list[int] = []
    for back in (1, 2):
        for mention in by_sentence.get(index - back, []):
            if mention.part not in near:
                near.append(mention.part)
    if not near:
        return None
    fits = [part for part in near if _fits(found[part], opened)]
    if "she" in opened or "woman" in opened or "victim" in opened:
        fits.sort(key=lambda part: not found[part] & _FEMALE)
    return fits[0] if fits else None


_FEMALE = {"before woman", "beside woman", "she", "before victim", "object hurts", "later she"}


def _fits(known: set[str], opened: set[str | int]) -> bool:
    office = any(each in known for each in ("before office", "beside office"))
    charged = bool(known & _CHARGED)
    victim = any(
        "hurt" in each and "does hurts" not in each or each.endswith(" victim")
        for each in known
    )
    if "she" in opened:
        return "he" not in known and "before man" not in known
    if "he" in opened:
        return "she" not in known and "before woman" not in known
    if "accused" in opened:
        return charged
    if "office" in opened:
        return office
    if "woman" in opened or "victim" in opened:
        return not office and not charged
    if "man" in opened:
        return not office and not victim
    return not office
