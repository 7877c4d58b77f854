"""What the fields of an item say, as a format gives it to `complete`; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from services.ingest.formats.parsed import Words
from shared.articles import Extras
from shared.ninjs import AltId, Item, PubStatus


class Spot(NamedTuple):
    """Where something stands, as a problem tells it."""

    pointer: str | None = None
    xpath: str | None = None
    line: int | None = None


class EmbargoField(NamedTuple):
    """A field that looks like an embargo, as it was written.

    `written` is None where it says only that there is one, and leaves its end to other fields
    or words; it is empty where nothing in it can be read as a time. `is_known`: the format has
    such a field; one that it does not have only withholds. `is_beginning`: its name says since
    when the copy may be used, which is an embargo only where that is a time to come.
    """

    written: str | None
    spot: Spot = Spot()
    is_known: bool = True
    is_beginning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsRead:
    """An item as its fields say, and its words.

    The words in the item's own fields need not be told again, but where they were put together
    for display. `otherwise` is what marks of the wire's own say where neither fields nor words
    do. `stops_too` gives names by which a stop of this status means further stories.
    """

    item: Item
    extras: Extras
    words: tuple[Words, ...] = ()
    embargoes: tuple[EmbargoField, ...] = ()
    otherwise: PubStatus = "usable"
    is_advisory: bool = False
    written_at: datetime | None = None
    spot: Callable[[], Spot] = field(default=Spot)
    stops_too: Callable[[PubStatus], Iterable[AltId]] | None = None
