"""Pure: what a story tells of everybody it names, over its sentences.

Each thing told is a short name: a slot beside a mention and the group of words that stands in
it (`slots`). `then` and `later` are told by a sentence that goes on about somebody ("The
student reported …"), `lead` by one before the name ("A nurse was attacked. Ann Roe …").
"""

from __future__ import annotations

import re
from collections import defaultdict

from services.moderation.cast import clauses, slots
from services.moderation.cast.clauses import group
from services.moderation.cast.reading import NOUNS, Company, Mention
from services.moderation.story import Story

Told = dict[int, set[str]]
_Sentences = dict[int, list[Mention]]

_AND = re.compile(r",?(?: \(?\d\d?\)?(?: \w+)?,?| de \d\d \w+,?)? (?:and|und|et|y|e|en|och) ")
_SHARED = frozenset(
    {"case of", "case on", "object charged", "before accused", "before office", "before kin"}
    | {"before near", "offence of", "offence on", "object hurts", "before victim"}
)
"""What is told of two at once: "the trial of Ann Roe and Bob Poe"."""
_DOES = frozenset({"does hurts", "does and hurts", "does tells"})
_SAYS = frozenset(
    {"does tells", "does complains", "who tells", "who complains", "does and tells"}
)
_DESPITE = frozenset(
    {"before office", "beside office", "is office", "before victim", "beside victim"}
    | {"is victim", "object hurts", "offence of", "offence on", "does was hurt"}
    | {"who was hurt", "then was hurt", "complaint by", "tells of", "does hurt last"}
    | {"does charged", "who charged", "before accused", "case of", "case on", "does hurts"}
    | {"aged", "she", "he", "does serves", "does tells", "child", "not hurt"}
)
"""What counts of somebody with an office: others testify and complain for somebody else."""


def told(story: Story, cast: Company) -> Told:
    """Give what is told of each part."""
    found: Told = defaultdict(set)
    before: Mention | None = None
    said: set[str] = set()
    for index, mention in enumerate(cast.mentions):
        start, end = cast.sentences[mention.sentence]
        if before and _AND.fullmatch(story.folded, before.end, mention.start):
            found[mention.part] |= found[before.part] & _SHARED
        first = max(before.end if before else 0, start)
        last = cast.mentions[index + 1].start if index + 1 < len(cast.mentions) else end
        does = slots.after(story, cast, mention, min(last, end))
        same = before is not None and before.sentence == mention.sentence
        if before and same and does & _DOES and said & _SAYS:
            found[before.part].add("tells of")
        found[mention.part] |= slots.before(story, cast, mention, first) | does
        before, said = mention, does
    _go_on(story, cast, found)
    return {
        part: known & _DESPITE if "before office" in known else known
        for part, known in found.items()
    }


_OPENS = re.compile(
    r"(?:[\"“„«‘'(]\W?)?(?:the|a|an|die|der|das|ein|eine|la|le|l'|un|une|el|una|il|lo|uno|o"
    r"|um|uma|de|het|een|den|det|en)\b"
)
_OPENING, _CLAUSE, _SHORTEST, _AT_ONCE = 45, 200, 12, 3
_BY_HIM = frozenset({"he", "man", "accused"})
_WHO = frozenset({"woman", "victim", "man", "accused", "kin", "near", "office", "age"})


def _go_on(story: Story, cast: Company, found: Told) -> None:
    """Give what a sentence tells of whom the one before named, or the next one names."""
    named: _Sentences = defaultdict(list)
    for mention in cast.mentions:
        named[mention.sentence].append(mention)
    for index, (start, end) in enumerate(cast.sentences):
        here = named.get(index, [])
        first = here[0].start if here else end
        opened = _opened(story, cast, start, min(start + _OPENING, first))
        if start < story.body_at or not opened:
            continue
        cues = cast.near(start, min(first, start + _CLAUSE))
        said = clauses.predicate(story, cues, start)
        if opened & _BY_HIM and any(cue.group in _TO_HER for cue in cast.near(start, first)):
            for mention in named.get(index - 1, []):
                if not found[mention.part] & _CHARGED:
                    found[mention.part].add("then by him")
        who = _meant(opened, named, index, found)
        if who is not None and first - start > _SHORTEST:
            found[who] |= {f"then {each}" for each in said}
            found[who] |= {f"later {each}" for each in opened}
        following = named.get(index + 1)
        if not here and following and _begins(cast, index + 1, following[0]):
            known = found[following[0].part]
            if opened & _WHO and not any(each.startswith("before") for each in known):
                known |= {f"lead {each}" for each in said | opened}


_TO_HER = frozenset({"cast.hurts", "cast.she"})


def _begins(cast: Company, sentence: int, mention: Mention) -> bool:
    start = cast.sentences[sentence][0]
    if mention.start - start < _AT_ONCE:
        return True
    return mention.start - start < _OPENING and not any(
        cue.group in clauses.VERBS for cue in cast.near(start, mention.start)
    )


_SUBJECTS = frozenset(
    {"she", "he", "elle", "ella", "lei", "ela", "zij", "ze", "hon", "hij", "han"}
)


def _opened(story: Story, cast: Company, start: int, stop: int) -> set[str]:
    """Give by what a sentence begins: "she", or the nouns of "the student"."""
    text = story.folded
    cues = cast.near(start, stop)
    for cue in cues:
        if cue.group in {"cast.she", "cast.he"} and (
            cue.start == start or text[cue.start : cue.end] in _SUBJECTS
        ):
            return {group(cue)}
    if not _OPENS.match(text, start):
        return set()
    found = {"age"} if cast.aged(start, stop) else set()
    nouns = [cue for cue in cues if cue.group in NOUNS]
    return found | ({group(cue) for cue in clauses.alike(nouns, nouns[0])} if nouns else set())


def _meant(opened: set[str], named: _Sentences, index: int, found: Told) -> int | None:
    """Find of whom a sentence that begins with "the student" or "she" goes on to tell."""
    near = [mention.part for back in (1, 2) for mention in named.get(index - back, [])]
    fits = [part for part in dict.fromkeys(near) if _fits(found[part], opened)]
    if opened & {"she", "woman", "victim"}:
        fits.sort(key=lambda part: not found[part] & _FEMALE)
    return fits[0] if fits else None


_FEMALE = frozenset(
    {"before woman", "beside woman", "she", "before victim", "object hurts", "later she"}
)
_CHARGED = frozenset(
    {"does charged", "who charged", "before accused", "beside accused", "object charged"}
    | {"case of", "does hurts", "does accused"}
)


def _fits(known: set[str], opened: set[str]) -> bool:
    office = bool(known & {"before office", "beside office"})
    charged = bool(known & _CHARGED)
    if "she" in opened:
        return not known & {"he", "before man"}
    if "he" in opened:
        return not known & {"she", "before woman"}
    if "accused" in opened:
        return charged
    if "office" in opened:
        return office
    if opened & {"woman", "victim"}:
        return not office and not charged
    if "man" in opened:
        victim = any(
            ("hurt" in each and "hurts" not in each) or "victim" in each for each in known
        )
        return not office and not victim and bool(charged or known & {"he", "before man"})
    return not office
