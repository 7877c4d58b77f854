"""Pure: a front's pins as a person wants them, and what is wrong with the wish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from shared.payloads import Arranged, Pin

_MOST_PINS = 30
_WORD = r"^[a-z0-9-]{0,60}$"


class PinSaid(BaseModel):
    """A story in its place; without `until` it stays until somebody takes it away."""

    model_config = ConfigDict(extra="forbid")

    article_id: str = Field(pattern=r"^[a-z2-7]{20}$")
    place: int | None = Field(default=None, ge=1, le=100)
    until: AwareDatetime | None = None


class FrontSaid(BaseModel):
    """How a front shall be: all its pins. `number` is that of the front that was displayed.

    Pins without a place stand in the order they are named, in the places that are free.
    """

    model_config = ConfigDict(extra="ignore")

    edition: str = Field(default="", pattern=_WORD)
    section: str = Field(default="", pattern=_WORD)
    number: int = Field(default=0, ge=0)
    note: str = Field(default="", max_length=1000)
    pins: list[PinSaid] = Field(max_length=_MOST_PINS)


class Fault(BaseModel):
    """What is wrong with one pin, with its place in what was sent."""

    pointer: str
    detail: str
    fix: str


def faults(said: FrontSaid, now: datetime) -> list[Fault]:
    """Say what no front can be: two in one place, one in two, a time that has passed."""
    found: list[Fault] = []
    stories: set[str] = set()
    places: set[int] = set()
    for n, pin in enumerate(said.pins):
        at = f"/pins/{n}"
        if pin.article_id in stories:
            found.append(
                Fault(
                    pointer=f"{at}/article_id",
                    detail="the story is pinned twice",
                    fix="pin it once",
                )
            )
        if pin.place in places:
            found.append(
                Fault(
                    pointer=f"{at}/place",
                    detail=f"two stories want place {pin.place}",
                    fix="another place",
                )
            )
        if pin.until is not None and pin.until <= now:
            found.append(
                Fault(
                    pointer=f"{at}/until",
                    detail="that time has passed",
                    fix="a time to come, or none",
                )
            )
        stories.add(pin.article_id)
        if pin.place is not None:
            places.add(pin.place)
    return found


def arranged(said: FrontSaid, before: Arranged | None, *, by: str, at: datetime) -> Arranged:
    """Give the front anew, in place of the one before."""
    return Arranged(
        edition=said.edition,
        section=said.section,
        number=(before.number if before else 0) + 1,
        by=by,
        at=at,
        pins=_placed(said.pins),
    )


def _placed(pins: Sequence[PinSaid]) -> tuple[Pin, ...]:
    taken = {pin.place for pin in pins if pin.place is not None}
    free = iter([place for place in range(1, 101) if place not in taken])
    placed = [
        Pin(
            article_id=pin.article_id,
            place=next(free) if pin.place is None else pin.place,
            until=pin.until,
        )
        for pin in pins
    ]
    return tuple(sorted(placed, key=lambda pin: pin.place))
