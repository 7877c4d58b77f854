"""What a person says with an act: checked and cleaned of signs that nobody sees."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from shared.lifecycle import State
from shared.problems import Problem

_LONGEST_NOTE = 4000


def _visible(text: str) -> str:
    """Drop control signs and marks that turn a line's direction; line breaks stay."""
    return "".join(sign for sign in text.replace("\r\n", "\n") if _is_visible(sign))


def _is_visible(sign: str) -> bool:
    if sign in "\n\t":
        return True
    return unicodedata.category(sign) not in ("Cc", "Cs") and sign not in _TURNS


_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

_Words = Annotated[str, AfterValidator(_visible)]


class Said(BaseModel):
    """A note, for the record. `by` is ignored: an act is its caller's."""

    model_config = ConfigDict(extra="ignore")

    note: _Words = Field(default="", max_length=_LONGEST_NOTE)


class Act(Said):
    """A decision. `undo_s`: seconds for which it is kept back, so that it can be undone unseen.

    `take_over`: whether somebody else's claim is passed over. `edit`: the number of the edit
    that was displayed, 0 for none; `state`: the state that was. What is left out is not asked.
    """

    undo_s: float = Field(default=0, ge=0, le=60)
    take_over: bool = False
    edit: int | None = Field(default=None, ge=0)
    state: State | None = None


class Stopping(Said):
    """A kill or recall: the note says why, the slug shows that this story is meant."""

    slug: _Words = Field(default="", max_length=200)


class Claim(Said):
    """How long somebody wants a case, and whether from somebody else."""

    minutes: float = Field(default=10, gt=0, le=480)
    take_over: bool = False


class Assign(Said):
    """Who shall be asked."""

    owner: _Words = Field(min_length=1, max_length=100)


class Postpone(Said):
    """For how long a case is held again."""

    hours: float = Field(default=4, gt=0, le=24 * 30)


class Embargo(Act):
    """Until when a story is embargoed; null lifts the desk's embargo.

    The later of it and the wire's holds, unless it is to stand `instead` of the wire's.
    """

    until: AwareDatetime | None = None
    instead: bool = False


class TopicSaid(BaseModel):
    """A topic as an editor names it."""

    model_config = ConfigDict(extra="forbid")

    qcode: _Words = Field(default="", max_length=100)
    name: _Words = Field(min_length=1, max_length=100)


class _PictureSaid(BaseModel):
    """A person's choices about one picture; what is left out or null stays as it came."""

    model_config = ConfigDict(extra="forbid")

    picture: str = Field(min_length=1, max_length=2000)
    alt: _Words | None = Field(default=None, max_length=1000)
    caption: _Words | None = Field(default=None, max_length=2000)
    focus: str | None = Field(default=None, pattern=r"^(100|[0-9]{1,2})x(100|[0-9]{1,2})$")
    lead: bool = False
    dropped: bool = False
    released: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return self == _PictureSaid(picture=self.picture)


class Edit(Said):
    """What is changed; what is left out or null stays as the wire has it.

    `edit`: the number of the edit that was displayed, 0 for none; where somebody has edited
    since, nothing is changed.
    """

    headline: _Words | None = Field(default=None, max_length=500)
    summary: _Words | None = Field(default=None, max_length=2000)
    body: _Words | None = Field(default=None, max_length=400_000)
    section: _Words | None = Field(default=None, max_length=60)
    topics: list[TopicSaid] | None = Field(default=None, max_length=20)
    slug: _Words | None = Field(default=None, max_length=100)
    due_at: AwareDatetime | None = None
    public_note: _Words | None = Field(default=None, max_length=1000)
    pictures: list[_PictureSaid] | None = Field(default=None, max_length=100)
    take_over: bool = False
    edit: int | None = Field(default=None, ge=0)

    def changes(self) -> dict[str, Any]:
        """Give what an overlay is made of; a text of nothing but space is none."""
        said: dict[str, Any] = self.model_dump(
            exclude={"note", "take_over", "edit", "topics", "pictures"}, exclude_none=True
        )
        kept = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in said.items()
            if not isinstance(value, str) or value.strip()
        }
        if self.topics is not None:
            kept["topics"] = [{**topic.model_dump(), "relevance": 1.0} for topic in self.topics]
        if pictures := [each for each in self.pictures or () if not each.is_empty]:
            kept["pictures"] = [each.model_dump() for each in pictures]
        return kept


def need_note(note: str, what: str) -> None:
    """Answer that a note is missing."""
    if not note.strip():
        raise Problem(
            422,
            "A note is needed",
            f"Say why: a {what} goes on the record.",
            errors=[
                {
                    "pointer": "/note",
                    "detail": "the note is missing or empty",
                    "fix": 'send {"note": "why"}',
                }
            ],
        )
