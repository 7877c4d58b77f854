"""What stands where on a front: what people pinned, then the rule, which says why; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.publish.story import Story
from shared.payloads import Arranged, Pin

READ_FOR_A_FRONT = 40
"""So many of the newest are looked at for a front."""
_LEAD_IS_AMONG = 8
_ORDINARY_URGENCY = 5
"""For choosing a lead only: where a wire says nothing, nothing is what it means."""
_URGENT = 2
_SECONDS = 3
_CARDS = 8
PLACES = 1 + _SECONDS + _CARDS
IN_A_BLOCK = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The newest of a section that stand nowhere above."""

    section: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A front, from top to bottom. `why` tells of each story in a place why it is there."""

    lead: Story | None
    seconds: tuple[Story, ...]
    cards: tuple[Story, ...]
    urgent: tuple[Story, ...] = ()
    blocks: tuple[_Block, ...] = ()
    why: tuple[tuple[str, str], ...] = ()
    newest_row: int = 0
    """The row of the log that brought the last of its newest: what comes behind it is news."""

    @property
    def stories(self) -> tuple[Story, ...]:
        """Give every story on it."""
        lead = (self.lead,) if self.lead else ()
        in_blocks = (each for block in self.blocks for each in block.stories)
        return (*lead, *self.seconds, *self.cards, *in_blocks)


def arrange(
    newest: Sequence[Story],
    pinned: Sequence[tuple[Pin, Story]],
    shelves: Iterable[tuple[str, Sequence[Story]]] = (),
    *,
    by: str = "",
) -> Front:
    """Fill the places: pins where they were put, the most urgent of the newest first.

    `newest` comes newest first; `pinned` holds the pins that last, with their stories.
    """
    why: dict[str, str] = {}
    places: dict[int, Story] = {}
    for pin, story in sorted(pinned, key=lambda each: each[0].place):
        place = next((n for n in range(pin.place, PLACES + 1) if n not in places), None)
        if place is None or story.article_id in why:
            continue
        places[place] = story
        until = f" until {pin.until:%Y-%m-%d %H:%M} UTC" if pin.until else ""
        why[story.article_id] = f"Put in place {place} by {by}{until}."
    free = [story for story in newest if story.article_id not in why]
    if 1 not in places and free:
        among = free[:_LEAD_IS_AMONG]
        lead = min(among, key=lambda story: story.urgency or _ORDINARY_URGENCY)
        said = lead.urgency or f"{_ORDINARY_URGENCY}, as none is given"
        why[lead.article_id] = (
            f"The most urgent of the {len(among)} newest (urgency {said}); "
            "of several the newest."
        )
        places[1] = lead
        free.remove(lead)
    for place in range(2, PLACES + 1):
        if place not in places and free:
            places[place] = free.pop(0)
            why[places[place].article_id] = f"The newest that has no place before {place}."
    filled = [places[place] for place in sorted(places)]
    shown = {story.article_id for story in filled}
    blocks = []
    for section, stories in shelves:
        rest = tuple(each for each in stories if each.article_id not in shown)[:IN_A_BLOCK]
        if rest:
            blocks.append(_Block(section=section, stories=rest))
            shown |= {each.article_id for each in rest}
    return Front(
        lead=filled[0] if filled else None,
        seconds=tuple(filled[1 : 1 + _SECONDS]),
        cards=tuple(filled[1 + _SECONDS :]),
        urgent=tuple(
            each
            for each in newest
            if (each.urgency or _ORDINARY_URGENCY) <= _URGENT and each is not filled[0]
        )[:_SECONDS],
        blocks=tuple(blocks),
        why=tuple((each.article_id, why[each.article_id]) for each in filled),
        newest_row=max((each.live_since for each in newest), default=0),
    )


def lasting(arranged: Arranged | None, now: datetime) -> tuple[Pin, ...]:
    """Give the pins that still last."""
    if arranged is None:
        return ()
    return tuple(pin for pin in arranged.pins if pin.until is None or pin.until > now)
