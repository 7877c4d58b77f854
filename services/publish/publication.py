"""Pure: the nouns of publish: what is live of an article, what waits, what is still to tell."""

from __future__ import annotations

from typing import Any, Self

from services.publish.about import About, about_item, without_words
from services.publish.pictures.shown.slots import Slot
from shared.articles import Noun
from shared.lifecycle import TOMBSTONES, State
from shared.ninjs import Moment
from shared.payloads import Published

SHORT_ID_LENGTH = 10


def short_id(article_id: str) -> str:
    """Give the part of an article's id that stands in its URL: 50 bits, so never shared."""
    return article_id[:SHORT_ID_LENGTH]


class Revision(Noun):
    """One revision as readers have it, or will have it.

    `item` is the public item, ninjs 3.1 as canonical JSON text; `hash` its sha256. `due_at` is
    the end of an embargo. `canonical` is the origin's page, where that is the original;
    `cluster` is shared by versions of one story.
    """

    revision: int
    edit: int = 0
    """The person's edit that is laid over it, 0 for none."""
    item: str
    hash: str
    headline: str
    language: str = ""
    section: str
    about: About | None = None
    path: str
    canonical: str | None = None
    cluster: str | None = None
    is_correction: bool = False
    correction: str | None = None
    due_at: Moment | None = None
    expires_at: Moment | None = None
    slots: tuple[Slot, ...] = ()
    """What it says of its pictures; which of them `item` shows changes as they come and end."""
    received_at: Moment | None = None
    """When intake had it: for the time from wire to reader, of copy that nobody held."""
    correlation_id: str = ""
    traceparent: str = ""


class Correction(Noun):
    """A note to readers: what was wrong, in which revision it was put right, and when."""

    revision: int
    at: Moment
    note: str


class Version(Noun):
    """What remains known of every revision that was ever live."""

    revision: int
    hash: str
    at: Moment


class Applied(Noun):
    """An input event that is part of this publication, and what was decided on it, when."""

    event_id: str
    outcome: str
    state: State | None = None
    at: Moment | None = None
    """None in publications from before this was kept."""
    explanation: str = ""


class Move(Noun):
    """What a step means for one revision: a line of the article's timeline, once logged."""

    revision: int
    outcome: str
    state: State


class Outgoing(Noun):
    """A step that is not told yet: its event for the log, if it has one, and its moves.

    `data` has no item; that is kept as the text it is hashed and sent as.
    """

    step: int
    at: Moment
    type: str | None = None
    data: Published | None = None
    item: str | None = None
    moves: tuple[Move, ...] = ()
    by: str | None = None
    note: str = ""
    """Why, in the words of the person who did it."""
    since: Moment | None = None
    """When it began, where the way from there is timed."""
    abouts: tuple[About, ...] | None = None
    """What the story was about so far, for sites' filters; None where nobody kept it."""
    correlation_id: str = ""
    traceparent: str = ""

    @property
    def event_id(self) -> str | None:
        """Give the id of the step's event, `article_id:step`, if it tells anything."""
        return f"{self.data.article_id}:{self.step}" if self.data else None

    def redacted(self, url: str) -> Self:
        """Keep what happened, without a word of what was said."""
        if self.data is None:
            return self
        data = self.data.model_dump(exclude={"correction"}) | {"redacted": True, "url": url}
        abouts = None if self.abouts is None else without_words(self.abouts)
        return type(self).model_validate(
            {**dict(self), "data": data, "item": None, "abouts": abouts}
        )


class Publication(Noun):
    """One article's public life. Whatever changes it raises `step` by one, by compare-and-set.

    `newest` is the highest revision ever decided on, `decision` its newest approval: what is
    below is too old, for good. `withheld_revision`: everything up to it is on hold.
    `next` waits for its time while `live` stays; `down` is what a person took down, and while
    it is down nothing goes live by the clock.
    """

    article_id: str
    step: int
    state: State
    newest: int
    decision: int = 0
    withheld_revision: int = 0
    live: Revision | None = None
    next: Revision | None = None
    down: Revision | None = None
    path: str = ""
    slugs: tuple[str, ...] = ()
    """Paths the story had before."""
    published_at: Moment | None = None
    modified_at: Moment | None = None
    corrections: tuple[Correction, ...] = ()
    versions: tuple[Version, ...] = ()
    applied: tuple[Applied, ...] = ()
    abouts: tuple[About, ...] = ()
    """What it was ever about in public, the newest last; kept beyond its end."""
    outbox: tuple[Outgoing, ...] = ()

    @property
    def is_gone(self) -> bool:
        """Killed or recalled: a tombstone."""
        return self.state in TOMBSTONES

    @property
    def known_about(self) -> tuple[About, ...]:
        """Give what it was about, also where it went live before that was kept."""
        if self.abouts or self.live is None:
            return self.abouts
        return (self.live.about or about_item(self.live.item, self.live.section),)

    def answer_to(self, event_id: str) -> Applied | None:
        """Give what was decided on an event that came before, if it is remembered."""
        return next((known for known in self.applied if known.event_id == event_id), None)

    def changed(self, **changes: Any) -> Self:
        """Give the publication with these fields changed, checked like a new one."""
        return type(self).model_validate({**dict(self), **changes})
