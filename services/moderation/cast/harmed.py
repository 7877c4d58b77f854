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

_ENOUGH = 0.3
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
_WEIGHTS = {
    "aged": -0.54,
    "and he": -0.41,
    "before accused": -5.0,
    "before kin": -3.02,
    "before man": -1.14,
    "before near": -2.81,
    "before office": -2.41,
    "before the woman": 2.8,
    "before victim": 4.53,
    "before woman": -0.07,
    "beside accused": -4.0,
    "beside hurt": 2.5,
    "beside kin": -3.41,
    "beside man": -1.58,
    "beside near": -1.37,
    "beside office": -2.13,
    "beside victim": 3.5,
    "beside woman": 2.25,
    "bias": -1.44,
    "case of": -3.5,
    "case on": -4.0,
    "child": 2.17,
    "complaint by": 2.5,
    "complaint of": 2.06,
    "complaint on": -3.0,
    "doc accused": 0.47,
    "doc case": 0.82,
    "doc protected": -2.21,
    "doc unknown": 0.58,
    "does accused": -3.0,
    "does and charged": -1.26,
    "does and hurt": 1.67,
    "does and hurts": -0.07,
    "does and serves": 2.05,
    "does and suffers": 0.14,
    "does and tells": 0.47,
    "does charged": -1.68,
    "does complains": 1.46,
    "does hurt": -0.32,
    "does hurt last": 3.69,
    "does hurts": -1.23,
    "does hurts by him": 0.71,
    "does is man": 0.59,
    "does is office": -0.83,
    "does is woman": -0.32,
    "does serves": -2.99,
    "does suffers": 1.43,
    "does tells": -0.52,
    "does was hurt": 4.25,
    "first": 0.13,
    "has accused": 4.0,
    "has case": -3.0,
    "has office": -0.5,
    "has was": 0.88,
    "he": 0.55,
    "hers of": 1.8,
    "hers on": 1.14,
    "hurt by": -5.0,
    "is accused": -3.0,
    "is office": -3.0,
    "is victim": 3.5,
    "is woman": 1.0,
    "kin of victim": 4.0,
    "later accused": -2.5,
    "later age": 1.33,
    "later he": 0.52,
    "later kin": 1.59,
    "later man": 0.61,
    "later near": 1.2,
    "later office": -1.0,
    "later she": 0.4,
    "later victim": -0.24,
    "later woman": 1.67,
    "lead accused": -1.03,
    "lead age": -2.06,
    "lead and charged": -0.13,
    "lead and complains": -0.06,
    "lead and hurts": -0.13,
    "lead and serves": 1.29,
    "lead and suffers": -0.19,
    "lead and tells": 2.42,
    "lead charged": -0.76,
    "lead complains": -0.31,
    "lead hurt": 1.66,
    "lead hurts": -1.46,
    "lead hurts by him": 0.65,
    "lead kin": -3.1,
    "lead near": -2.04,
    "lead office": -0.4,
    "lead serves": -1.65,
    "lead suffers": 1.91,
    "lead victim": 0.87,
    "lead was hurt": 2.09,
    "lead woman": -0.5,
    "left": -0.41,
    "object charged": -0.95,
    "object complains": 2.29,
    "object hurt": 1.0,
    "object hurts": 3.08,
    "object is_it": 2.34,
    "object serves": -2.03,
    "object suffers": 1.67,
    "object tells": -0.46,
    "offence by": -5.0,
    "offence of": 3.88,
    "offence on": 2.5,
    "only left": 0.27,
    "she": 0.96,
    "tells of": 2.76,
    "then and charged": -0.83,
    "then and complains": -1.18,
    "then and hurts": 0.1,
    "then and suffers": 0.1,
    "then and tells": -0.45,
    "then by him": 0.27,
    "then charged": 0.36,
    "then complains": 0.95,
    "then hurt": -0.18,
    "then hurts": -1.68,
    "then hurts by him": 1.39,
    "then is man": 0.86,
    "then serves": 0.19,
    "then suffers": 0.67,
    "then tells": -0.91,
    "then was hurt": 2.03,
    "who and hurts": 0.71,
    "who and serves": -1.97,
    "who and suffers": 0.15,
    "who charged": -3.04,
    "who complains": 0.96,
    "who hurts": -3.0,
    "who hurts by him": 0.21,
    "who is near": 0.3,
    "who serves": -0.08,
    "who suffers": 0.26,
    "who tells": 0.48,
    "who was hurt": 4.1,
}


def harmed(story: Story) -> Iterator[Person]:
    """Give who it was done to."""
    cast = company(story)
    if not cast.parts:
        return
    for person, signs in _signs(cast, told(story, cast)):
        if sum(_WEIGHTS.get(sign, 0.0) for sign in signs) >= _ENOUGH:
            yield person


def _signs(cast: Company, known: Told) -> Iterator[tuple[Person, set[str]]]:
    """Give everybody with a full name, and all that counts for or against them."""
    whole = {"bias", *_of_the_story(cast)}
    accused = {index for index in range(len(cast.parts)) if known[index] & _IS_THE_ACCUSED}
    first = True
    left = [
        index for index, part in enumerate(cast.parts) if part.full and not known[index] & _ELSE
    ]
    for index, part in enumerate(cast.parts):
        if not part.full:
            continue
        signs = known[index] | whole
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
