"""What a format reads and what it gives back. A format is `parse(payload) -> Parsed`.

A format raises nothing but `UnreadableError`; what it can read in spite of a fault it gives
back, with the fault among the problems.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from services.ingest.formats.wording.written_dates import Near
from shared.articles import Extras
from shared.ninjs import Item

_Standing = Literal["headline", "slug", "note", "letter", "top", "story", "aside"]
"""Where words stand, which decides what they may say.

Headline, slug, note (to editors), letter (around a story) and top (the lines above or at the
beginning of one) may kill, hold and embargo; a story only where it is as short as a notice;
what stands aside, or was cut away, only embargo.
"""


class Words(NamedTuple):
    """What a person would read at one place of an item."""

    place: _Standing
    text: str
    is_markup: bool = False


class Told(NamedTuple):
    """What a list said of a page that it names, for what the page does not say itself."""

    headline: str = ""
    published: str = ""
    language: str = ""


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """One delivery as it came: bytes, what its headers say of them, and when we got it.

    `received_at` resolves dates that a format writes without a year (ANPA, IPTC 7901), and
    `zone`, an IANA name, times without one: it is the source's. `around` is what was said
    around it where it came inside something else: a covering letter.
    """

    content: bytes
    media_type: str
    charset: str | None = None
    url: str | None = None
    received_at: datetime
    waiting: int = 0
    """How many other deliveries wait to be read; formats may take less care for it."""
    zone: str | None = None
    around: tuple[Words, ...] = ()
    file_name: str | None = None
    """What it was called where it lay in a folder."""

    told: Told = NOTHING_TOLD
    is_unpacked: bool = False
    """It lay in an archive, or in something that did: no further one in it is opened."""

    @property
    def near(self) -> Near:
        """Tell where its dates were written, as far as its source says it."""
        return Near(zone=self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong, where (one of pointer, xpath, line), and what the sender can do."""

    detail: str
    fix: str
    pointer: str | None = None
    xpath: str | None = None
    line: int | None = None
    fatal: bool = False
    """The item (or the whole payload) could not be taken because of it."""

    def to_json(self) -> dict[str, str | int]:
        """Write the problem as one of `errors` of RFC 9457 (SHAPES, “Intake”)."""
        place = {"pointer": self.pointer, "xpath": self.xpath, "line": self.line}
        said = {key: value for key, value in place.items() if value is not None}
        return {**said, "detail": self.detail, "fix": self.fix}


class ParsedItem(NamedTuple):
    """One item of news: ninjs, and beside it what ninjs has no place for."""

    item: Item
    extras: Extras


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a payload held: its items in order, and what was wrong with it all the same."""

    format: str
    items: tuple[ParsedItem, ...]
    problems: tuple[Problem, ...] = ()


class UnreadableError(ValueError):
    """The payload is not what it says, or cannot be read; `problems` say where and why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.detail for problem in problems))
        self.problems = problems


class UnknownFormatError(ValueError):
    """No format here reads this media type."""
