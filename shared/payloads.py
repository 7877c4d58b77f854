"""What events carry, as `data`: one noun for each kind of thing that can happen; pure."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from shared.articles import Article, Enrichment, Noun, Overlay, Verdict
from shared.lifecycle import State
from shared.ninjs import Moment


class Received(Noun):
    """A revision that ingest took in."""

    article_id: str
    revision: int
    article: Article


class KeptOut(Received):
    """A revision that goes nowhere, and why: withheld by its wire, or its story was killed.

    By its names and words it is known again, should it come from somebody else.
    """

    state: Literal[State.WITHHELD, State.CANCELED]


class Stopped(Noun):
    """A kill, hold or recall. `revision` is the newest that ingest knew, 0 for none.

    It stops every revision up to `revision` (a hold) or every one for ever (a kill, a recall).
    `number` counts the acts on one article, so that a second hold is another event. `doubt`: a
    hold of our own, because an embargo cannot be read; it holds that revision only, until a
    person lets it pass, and what is live stays.
    """

    article_id: str
    revision: int
    number: int = 1
    source: str
    reason: str = ""
    by: str = "wire"
    at: Moment
    alt_ids: tuple[str, ...] = ()
    doubt: bool = False


class KnownBy(Noun):
    """What a killed or recalled story is known by; not a word of it.

    `names` are hashes of its names, `copies` the stories that share nearly all of its words.
    """

    article_id: str
    revision: int
    state: Literal[State.CANCELED, State.RECALLED]
    source: str
    by: str = "wire"
    at: Moment
    names: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


class Enriched(Noun):
    """A revision and what enrichment worked out about it."""

    article_id: str
    revision: int
    article: Article
    enrichment: Enrichment


class Approved(Noun):
    """A revision that may be published. `decision` counts approvals of the same revision.

    `edit` is the number of the person's edit that goes with it, 0 for none; `overlay` says what
    it changes.
    """

    article_id: str
    revision: int
    decision: int = 1
    by: str = "policy"
    note: str | None = None
    at: Moment
    article: Article
    enrichment: Enrichment
    verdict: Verdict
    edit: int = 0
    overlay: Overlay | None = None


class Revoked(Noun):
    """An approval that moderation takes back after it has left: a story it copies was killed.

    `decision` is the number of the newest approval that counts no more. What waits for its time
    does not go live by it, and what is live stays: that is for a person to end.
    """

    article_id: str
    revision: int
    decision: int = 1
    by: str = "copydesk"
    reason: str = ""
    at: Moment


class SentBack(Noun):
    """A person sends a revision back to its wire: `reason` is the note to it.

    `decision` tells one sending back of a revision from another; `uri` and `version` are the
    wire's own names for what it sent. Who did it is nobody's business outside.
    """

    article_id: str
    revision: int
    decision: int = 1
    source: str
    uri: str = ""
    version: str = ""
    reason: str
    at: Moment


class Published(Noun):
    """One step of an article's public life (SHAPES, “Output”); `item` is missing once gone.

    `correction` is the note to readers when the step corrects the one before. `hash` is the
    sha256 of the item's canonical JSON; it stays when a kill takes the item out. `canonical` is
    the origin's page where that is the original; `cluster` is shared by versions of one story.
    `pictures_taken` are pictures, by the sha256 of their bytes, that earlier steps showed and
    that were killed: whoever keeps a copy deletes it. In the log they leave those steps, too.
    """

    article_id: str
    revision: int
    step: int
    url: str
    item: dict[str, Any] | None = None
    previous_revision: int | None = None
    correction: str | None = None
    reason: str | None = None
    hash: str | None = None
    canonical: str | None = None
    cluster: str | None = None
    redacted: bool | None = None
    pictures_taken: tuple[str, ...] | None = None


class Pin(Noun):
    """A story that a person put in its place on a front: 1 leads. It lasts until `until`."""

    article_id: str
    place: int = Field(ge=1, le=100)
    until: Moment | None = None


class Arranged(Noun):
    """How people want a front to be: all its pins, in place of those of any lower `number`.

    `edition` is the edition's language, empty for the site's main one; `section` is empty for
    the front page itself. Places that nobody pinned are filled by the site's own rule.
    """

    edition: str = ""
    section: str = ""
    number: int = Field(ge=1)
    by: str
    at: Moment
    pins: tuple[Pin, ...] = ()

    @property
    def article_id(self) -> str:
        """Name the front, where other events name an article."""
        return f"front{self.edition}{'-' * bool(self.section)}{self.section}"

    @property
    def revision(self) -> int:
        """Give what tells this arrangement from others of the same front."""
        return self.number
