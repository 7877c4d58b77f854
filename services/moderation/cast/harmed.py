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
_ELSE = frozenset(
    f"{slot} {group}"
    for slot in ("before", "beside", "is")
    for group in ("office", "kin", "near", "accused", "man")
) | {
    "lead office", "lead kin", "lead near", "lead accused", "lead man", "lead charged",
    "lead hurts", "later office", "later accused", "later man", "does accused", "does charged",
    "does and charged", "does hurts", "does serves", "who charged", "who hurts", "who serves",
    "then charged", "then hurts", "then serves", "object charged", "object serves", "case of",
    "case on", "complaint on", "hurt by", "offence by", "has case",
}  # fmt: skip
"""What tells that somebody has another part in it."""
_IS_THE_ACCUSED = frozenset(
    {"before accused", "beside accused", "does charged", "who charged", "case of", "case on"}
    | {"does hurts", "who hurts", "hurt by", "offence by"}
)
_OF_A_CASE = frozenset({"cast.charged", "cast.accused", "cast.case", "cast.complaint"})
WEIGHTS = {
    "aged": -0.56,
    "and he": -0.22,
    "before accused": -5.0,
    "before kin": -3.33,
    "before man": -1.15,
    "before near": -2.96,
    "before office": -2.5,
    "before the woman": 2.79,
    "before victim": 4.54,
    "before woman": -0.09,
    "beside accused": -4.0,
    "beside hurt": 2.5,
    "beside kin": -3.46,
    "beside man": -1.53,
    "beside near": -1.38,
    "beside office": -2.19,
    "beside victim": 3.5,
    "beside woman": 2.22,
    "bias": -1.44,
    "case of": -3.5,
    "case on": -4.0,
    "child": 1.97,
    "complaint by": 2.5,
    "complaint of": 2.06,
    "complaint on": -3.0,
    "doc accused": 0.51,
    "doc case": 0.82,
    "doc protected": -2.18,
    "doc unknown": 0.65,
    "does accused": -3.0,
    "does and charged": -1.37,
    "does and hurt": 1.76,
    "does and hurts": 1.7,
    "does and serves": 0.72,
    "does and suffers": 0.19,
    "does and tells": 0.51,
    "does charged": -1.86,
    "does complains": 1.24,
    "does hurt": -0.33,
    "does hurt last": 3.72,
    "does hurts": -1.17,
    "does hurts by him": 0.87,
    "does is man": 0.53,
    "does is office": -0.82,
    "does is woman": -0.21,
    "does serves": -3.01,
    "does suffers": 1.48,
    "does tells": -0.39,
    "does was hurt": 4.25,
    "first": 0.06,
    "has accused": 4.0,
    "has case": -3.0,
    "has office": -0.5,
    "has was": 0.86,
    "he": 0.39,
    "hers of": 1.83,
    "hers on": 1.15,
    "hurt by": -5.0,
    "is accused": -3.0,
    "is office": -3.0,
    "is victim": 3.5,
    "is woman": 1.0,
    "kin of victim": 4.0,
    "later accused": -2.5,
    "later age": 1.39,
    "later he": 0.44,
    "later kin": 1.65,
    "later man": 0.66,
    "later near": 1.33,
    "later office": -1.0,
    "later she": 0.45,
    "later victim": -0.27,
    "later woman": 1.57,
    "lead accused": -0.97,
    "lead age": -2.12,
    "lead and charged": -0.33,
    "lead and complains": 0.12,
    "lead and hurts": -0.54,
    "lead and serves": 1.23,
    "lead and suffers": -0.21,
    "lead and tells": 2.22,
    "lead charged": -0.86,
    "lead complains": -0.24,
    "lead hurt": 1.82,
    "lead hurts": -1.59,
    "lead hurts by him": 1.02,
    "lead kin": -2.99,
    "lead man": 0.19,
    "lead near": -2.03,
    "lead office": -0.42,
    "lead serves": -1.65,
    "lead suffers": 2.07,
    "lead victim": 0.7,
    "lead was hurt": 2.13,
    "lead woman": -0.33,
    "left": -0.36,
    "object charged": -1.03,
    "object complains": 2.44,
    "object hurt": 1.0,
    "object hurts": 3.14,
    "object is_it": 2.37,
    "object serves": -2.0,
    "object suffers": 1.7,
    "object tells": -0.48,
    "offence by": -5.0,
    "offence of": 3.94,
    "offence on": 2.58,
    "only left": 0.25,
    "she": 0.9,
    "tells of": 2.44,
    "then and charged": -0.77,
    "then and complains": -1.17,
    "then and hurts": 0.1,
    "then and suffers": 0.19,
    "then and tells": -0.37,
    "then by him": 0.34,
    "then charged": 0.22,
    "then complains": 0.97,
    "then hurt": -0.24,
    "then hurts": -1.74,
    "then hurts by him": 1.41,
    "then is man": 0.79,
    "then serves": 0.25,
    "then suffers": 0.53,
    "then tells": -0.91,
    "then was hurt": 2.03,
    "who and hurts": 0.68,
    "who and serves": -1.97,
    "who and suffers": 0.15,
    "who charged": -3.04,
    "who complains": 0.97,
    "who hurts": -3.0,
    "who hurts by him": 0.2,
    "who is near": 0.31,
    "who serves": -0.12,
    "who suffers": 0.14,
    "who tells": 0.47,
    "who was hurt": 4.1,
}


def harmed(story: Story) -> Iterator[Person]:
    """Give who it was done to."""
    for person, signs in signs_of(story):
        if sum(WEIGHTS.get(sign, 0.0) for sign in signs) >= ENOUGH:
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
