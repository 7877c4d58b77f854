"""Pure: to whom in a story a sexual offence was done, by who is left.

In a story of one case somebody who is named is accused, sits in court, speaks for an office, is
kin or was near. Who is none of these, and of whom the copy tells what was done or what came of
it, is the one it was done to. Each thing told has a weight; they were fitted on the labelled
cases (`tests/labelled/rules`), from a start by hand, so that no one construction decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.moderation.cast.reading import Company, company
from services.moderation.cast.telling import Told, told
from services.moderation.people import Person
from services.moderation.story import Story

ENOUGH = 0.4
_WHOLE = ("doc ", "only ")
"""How signs begin that tell of the story, not of somebody."""
_ELSE = frozenset(
    f"{slot} {group}"
    for slot in ("before", "beside", "is")
    for group in ("office", "kin", "near", "accused", "man")
) | {
    "lead office", "lead kin", "lead near", "lead accused", "lead man", "lead charged",
    "lead hurts", "later office", "later accused", "later man", "does accused", "does charged",
    "does and charged", "does hurts", "does serves", "who charged", "who hurts", "who serves",
    "then charged", "then hurts", "then serves", "object charged", "object serves", "case of",
    "case on", "complaint on", "not hurt", "hurt by", "offence by", "has case",
}  # fmt: skip
"""What tells that somebody has another part in it."""
_IS_THE_ACCUSED = frozenset(
    {"before accused", "beside accused", "does charged", "who charged", "case of", "case on"}
    | {"does hurts", "who hurts", "hurt by", "offence by"}
)
_PLAINLY = frozenset(
    {"before victim", "beside victim", "is victim", "as victim", "wants silence"}
)
_OTHERWISE = frozenset(
    f"{slot} {group}"
    for slot in ("before", "beside", "is", "does is")
    for group in ("office", "kin", "near", "accused", "man")
) | {"not hurt", "kin of victim", "case of", "case on", "does charged", "who charged"}
_BESIDES = frozenset({"doc protected", "does serves", "does tells", "does and serves"})
"""What is no matter of somebody whom the copy plainly calls the victim: she asked for a hearing
in private, and has her name in print all the same."""
_DONE = frozenset(
    {"object hurt", "object hurts", "does hurt last", "does was hurt", "who was hurt"}
    | {"offence of", "offence on", "hers of", "hers on", "then was hurt", "complaint by"}
)
"""What tells that it was done to somebody: kin of who did it have trades as well."""
_OF_A_CASE = frozenset({"cast.charged", "cast.accused", "cast.case", "cast.complaint"})
WEIGHTS = {
    "aged": -0.41,
    "and he": -0.29,
    "as victim": 3.8,
    "before accused": -5.0,
    "before kin": -3.21,
    "before man": -1.12,
    "before near": -2.95,
    "before office": -2.58,
    "before the woman": 2.81,
    "before victim": 4.52,
    "before woman": -0.14,
    "beside accused": -4.0,
    "beside hurt": 2.5,
    "beside kin": -3.54,
    "beside man": -1.52,
    "beside near": -1.42,
    "beside office": -2.21,
    "beside plain": -0.34,
    "beside victim": 3.5,
    "beside woman": 2.26,
    "bias": -1.31,
    "case of": -3.5,
    "case on": -4.0,
    "child": 1.97,
    "complaint by": 2.5,
    "complaint of": 2.06,
    "complaint on": -3.0,
    "doc accused": 0.47,
    "doc case": 0.84,
    "doc protected": -2.09,
    "doc unknown": 0.61,
    "does accused": -3.0,
    "does and charged": -1.4,
    "does and hurt": 1.77,
    "does and hurts": 1.65,
    "does and serves": 0.67,
    "does and suffers": 0.21,
    "does and tells": 0.48,
    "does charged": -1.87,
    "does complains": 1.24,
    "does hurt": -0.46,
    "does hurt last": 3.67,
    "does hurts": -1.19,
    "does hurts by him": 0.87,
    "does is man": 0.5,
    "does is office": -0.83,
    "does is woman": -0.31,
    "does serves": -2.99,
    "does suffers": 1.45,
    "does tells": -0.45,
    "does was hurt": 4.19,
    "first": 0.08,
    "has accused": 4.0,
    "has case": -3.0,
    "has office": -0.5,
    "has was": 0.83,
    "he": 0.52,
    "hers of": 1.75,
    "hers on": 1.12,
    "hurt by": -5.0,
    "is accused": -3.0,
    "is office": -3.0,
    "is victim": 3.5,
    "is woman": 1.0,
    "kin of victim": 4.0,
    "later accused": -2.5,
    "later age": 1.34,
    "later he": 0.42,
    "later kin": 1.74,
    "later man": 0.6,
    "later near": 1.31,
    "later office": -1.0,
    "later she": 0.41,
    "later victim": -0.33,
    "later woman": 1.54,
    "lead accused": -0.92,
    "lead age": -2.03,
    "lead and charged": -0.35,
    "lead and complains": 0.13,
    "lead and hurts": -0.55,
    "lead and serves": 1.15,
    "lead and suffers": -0.21,
    "lead and tells": 2.25,
    "lead charged": -0.83,
    "lead complains": -0.21,
    "lead hurt": 1.85,
    "lead hurts": -1.55,
    "lead hurts by him": 1.0,
    "lead kin": -2.92,
    "lead man": 0.21,
    "lead near": -2.03,
    "lead office": -0.4,
    "lead serves": -1.62,
    "lead suffers": 2.01,
    "lead victim": 0.65,
    "lead was hurt": 2.12,
    "lead woman": -0.32,
    "left": -0.18,
    "not hurt": -6.0,
    "object charged": -0.97,
    "object complains": 2.44,
    "object hurt": 1.0,
    "object hurts": 3.1,
    "object is_it": 2.41,
    "object serves": -1.96,
    "object suffers": 1.59,
    "object tells": -0.47,
    "offence by": -5.0,
    "offence of": 3.81,
    "offence on": 2.57,
    "only left": 0.16,
    "she": 0.87,
    "tells of": 2.37,
    "then and charged": -0.77,
    "then and complains": -1.14,
    "then and hurts": 0.1,
    "then and suffers": 0.21,
    "then and tells": -0.37,
    "then by him": 0.33,
    "then charged": 0.25,
    "then complains": 0.95,
    "then hurt": -0.21,
    "then hurts": -1.71,
    "then hurts by him": 1.4,
    "then is man": 0.72,
    "then serves": 0.25,
    "then suffers": 0.52,
    "then tells": -0.9,
    "then was hurt": 2.03,
    "wants silence": 4.0,
    "who and hurts": 0.69,
    "who and serves": -2.01,
    "who and suffers": 0.14,
    "who charged": -3.03,
    "who complains": 1.04,
    "who hurts": -3.0,
    "who hurts by him": 0.19,
    "who is near": 0.25,
    "who serves": -0.08,
    "who suffers": 0.12,
    "who tells": 0.38,
    "who was hurt": 4.1,
}


def harmed(story: Story) -> Iterator[Person]:
    """Give who it was done to."""
    for person, signs in signs_of(story):
        is_told_of = any(" " in sign and not sign.startswith(_WHOLE) for sign in signs)
        if is_told_of and sum(WEIGHTS.get(sign, 0.0) for sign in signs) >= ENOUGH:
            yield person


def signs_of(story: Story) -> Iterator[tuple[Person, set[str]]]:
    """Give everybody with a full name, and all that counts for or against them."""
    cast = company(story)
    if cast.parts:
        yield from _signs(cast, told(story, cast))


def _signs(cast: Company, known: Told) -> Iterator[tuple[Person, set[str]]]:
    whole = {"bias", *_of_the_story(cast)}
    accused = {part for part, signs in known.items() if signs & _IS_THE_ACCUSED}
    first = True
    left = [
        index
        for index, part in enumerate(cast.parts)
        if part.full and not known.get(index, set()) & _ELSE
    ]
    for index, part in enumerate(cast.parts):
        if not part.full:
            continue
        signs = known.get(index, set()) | whole
        if accused - {index}:
            signs.add("doc accused")
        if first and "before office" not in signs:
            signs.add("first")
            first = False
        if "before kin" in signs and not signs & _DONE:
            signs.discard("beside woman")
        if signs & {"before the woman", "before victim"}:
            signs.discard("beside office")
        if signs & _PLAINLY and not signs & _OTHERWISE:
            signs -= _BESIDES
        if index in left:
            signs |= {"left", "only left"} if len(left) == 1 else {"left"}
        yield part.person, signs


def _of_the_story(cast: Company) -> Iterator[str]:
    groups = {cue.group for cue in cast.cues}
    if "cast.kept" in groups:
        yield "doc protected"
    if groups & _OF_A_CASE:
        yield "doc case"
    if groups & {"cast.man", "cast.accused"}:
        yield "doc unknown"
