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

_ENOUGH = 0.5
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
    "aged": -0.4,
    "before accused": -5.0,
    "before kin": -3.5,
    "before man": -2.3,
    "before near": -2.2,
    "before office": -2.0,
    "before victim": 4.7,
    "beside accused": -4.0,
    "beside hurt": 2.5,
    "beside kin": -1.5,
    "beside man": -1.5,
    "beside near": -1.5,
    "beside office": -0.8,
    "beside victim": 3.5,
    "beside woman": 2.3,
    "bias": -1.5,
    "case of": -3.5,
    "case on": -4.0,
    "child": 2.3,
    "complaint by": 2.5,
    "complaint of": 2.0,
    "complaint on": -3.0,
    "doc accused": 0.2,
    "doc case": 0.7,
    "doc protected": -2.8,
    "doc unknown": 0.7,
    "does accused": -3.0,
    "does and charged": -2.4,
    "does and complains": -0.2,
    "does and hurt": 2.0,
    "does and hurts": 0.6,
    "does and serves": 1.3,
    "does and tells": 0.7,
    "does charged": -1.5,
    "does complains": 1.9,
    "does hurt": -0.3,
    "does hurt last": 4.0,
    "does hurts": -0.2,
    "does hurts by him": -0.2,
    "does is man": 1.0,
    "does is office": -0.2,
    "does serves": -2.4,
    "does suffers": 1.3,
    "does tells": -0.4,
    "does was hurt": 2.9,
    "has accused": 4.0,
    "has case": -3.0,
    "has office": -0.5,
    "has was": 0.5,
    "he": 0.7,
    "hers of": 0.6,
    "hers on": 0.7,
    "hurt by": -5.0,
    "is accused": -3.0,
    "is office": -3.0,
    "is victim": 3.5,
    "is woman": 1.0,
    "kin of victim": 4.0,
    "later accused": -1.2,
    "later age": 1.4,
    "later he": 1.5,
    "later kin": 1.8,
    "later man": 0.8,
    "later near": 0.6,
    "later office": -1.0,
    "later she": 0.8,
    "later victim": -0.8,
    "later woman": 1.5,
    "lead accused": -1.3,
    "lead age": -0.6,
    "lead and complains": -0.4,
    "lead and hurt": 0.3,
    "lead and suffers": 0.4,
    "lead and tells": 2.3,
    "lead charged": -1.7,
    "lead complains": 0.2,
    "lead hurt": 1.2,
    "lead hurts": -1.5,
    "lead hurts by him": -0.2,
    "lead kin": -2.8,
    "lead man": 0.3,
    "lead near": -0.4,
    "lead offence": -0.7,
    "lead office": -0.4,
    "lead suffers": 1.9,
    "lead victim": 0.4,
    "lead was hurt": 1.3,
    "left": -0.3,
    "object charged": -0.5,
    "object complains": 2.5,
    "object hurt": 1.0,
    "object hurts": 2.9,
    "object is_it": 3.6,
    "object serves": -0.8,
    "object suffers": 2.3,
    "object tells": -0.6,
    "offence by": -5.0,
    "offence of": 4.0,
    "offence on": 2.5,
    "she": 0.4,
    "tells of": 2.2,
    "then and charged": -1.8,
    "then and complains": -0.6,
    "then and suffers": 0.7,
    "then and tells": 1.9,
    "then charged": -0.6,
    "then complains": 1.0,
    "then hurts": -1.5,
    "then hurts by him": 0.5,
    "then serves": 0.5,
    "then suffers": 0.4,
    "then tells": 1.3,
    "then was hurt": 2.0,
    "who and hurts": 0.6,
    "who and serves": -0.5,
    "who and suffers": 0.4,
    "who charged": -3.0,
    "who complains": 1.5,
    "who hurts": -3.0,
    "who hurts by him": 0.5,
    "who is near": 0.3,
    "who serves": -1.7,
    "who suffers": -0.7,
    "who tells": 0.5,
    "who was hurt": 4.1,
}


def harmed(story: Story) -> Iterator[Person]:
    """Give who it was done to."""
    cast = company(story)
    if not cast.parts:
        return
    for person, signs in _signs(cast, told(story, cast)):
        if sum(WEIGHTS.get(sign, 0.0) for sign in signs) >= _ENOUGH:
            yield person


def _signs(cast: Company, known: Told) -> Iterator[tuple[Person, set[str]]]:
    """Give everybody with a full name, and all that counts for or against them."""
    whole = {"bias", *_of_the_story(cast)}
    accused = {index for index in range(len(cast.parts)) if known[index] & _IS_THE_ACCUSED}
    first = True
    for index, part in enumerate(cast.parts):
        if not part.full:
            continue
        signs = known[index] | whole
        if accused - {index}:
            signs.add("doc accused")
        if first and "before office" not in signs:
            signs.add("first")
            first = False
        if not signs & _ELSE:
            signs.add("left")
        yield part.person, signs


def _of_the_story(cast: Company) -> Iterator[str]:
    groups = {cue.group for cue in cast.cues}
    if "cast.kept" in groups:
        yield "doc protected"
    if groups & _OF_A_CASE:
        yield "doc case"
    if groups & {"cast.man", "cast.accused"}:
        yield "doc unknown"
