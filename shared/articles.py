"""Pure: the nouns that travel: what we know of an item, worked out of it, judged of it.

The item itself is `shared.ninjs.Item`; what ninjs has no place for travels beside it as
`Extras`. Everything here is frozen, and readers ignore fields they do not know.
"""

from __future__ import annotations

import hashlib
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.ninjs import (
    Item,
    Moment,
)

Trust = Literal["low", "normal", "high"]


class Noun(BaseModel):
    """A value that travels between services in snake_case."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def __eq__(self, other: object) -> bool:
        """Compare field by field, unless it is the same: a default that is left out, mostly."""
        return self is other or super().__eq__(other)

    __hash__ = BaseModel.__hash__


# --- what a wire sends beside its item ---------------------------------------------------


class WireDateline(Noun):
    """A dateline as the wire wrote it, in `text`, and what its mark-up says of the parts."""

    text: str | None = None
    place: str | None = None
    region: str | None = None
    country: str | None = None
    date: str | None = None
    agency: str | None = None


class Author(Noun):
    """A person behind an item; `role` in the wire's words (`writer`, `editor`, …)."""

    name: str
    role: str | None = None
    email: str | None = None
    biography: str | None = None
    avatar_url: str | None = None


class GroupRef(Noun):
    """A member of a package's group: another group (`idref`) or an item (`residref`)."""

    idref: str | None = None
    residref: str | None = None
    content_type: str | None = None
    item_class: str | None = None
    headline: str | None = None


class Group(Noun):
    """A group of a package (NewsML-G2, section `groupSet`)."""

    id: str
    role: str | None = None
    refs: tuple[GroupRef, ...] = ()


class Extras(Noun):
    """What a wire says that ninjs 3.1 has no place for (SHAPES, “Item extras”)."""

    dateline: WireDateline | None = None
    take_key: str | None = None
    sequence: str | None = None
    categories: tuple[str, ...] = ()
    original_source: str | None = None
    creditline: str | None = None
    authors: tuple[Author, ...] = ()
    keywords: tuple[str, ...] = ()
    word_count: int | None = None
    preserved: bool = False
    signals: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    evolved_from: str | None = None
    notes: tuple[str, ...] = ()
    url: str | None = None
    """The canonical URL of the page an item came from, where a wire says one."""
    embargo_unclear: str | None = None
    """Why we withhold it ourselves: what looks like an embargo has no end we can read."""
    unread: tuple[str, ...] = ()
    """What came with it and may tell the story, and could not be read: names of files."""

    def to_json(self) -> dict[str, Any]:
        """Write the extras as JSON, leaving out what is empty."""
        written = self.model_dump(mode="json", exclude_none=True)
        return {key: value for key, value in written.items() if value not in ([], {}, False)}


class SourceFacts(Noun):
    """What the later stages may know of a wire. Set by the operator, never by the wire.

    `rights` names the agencies whose copy the source may carry; `self` says that its copy is
    its own. `canonical` is where the canonical link of its stories should point. `zone`, an
    IANA name, is where its clocks are: an embargo without a zone is read there.
    """

    id: str
    trust: Trust = "normal"
    rights: tuple[str, ...] = ()
    canonical: Literal["us", "origin"] = "us"
    zone: str | None = None


class Killed(Noun):
    """A story that was killed, and how this one is known to be it: by name or by words."""

    article_id: str
    by: Literal["name", "words"] = "words"
    containment: float = 1.0
    same_source: bool = False
    recalled: bool = False
    at: Moment | None = None


class Article(Noun):
    """One revision of one story, as it travels."""

    article_id: str
    revision: int
    source: SourceFacts
    received_at: Moment
    item: Item
    extras: Extras = Extras()
    reinstates: str = ""
    """The canceled article that a person let start anew as this one."""
    killed: tuple[Killed, ...] = ()
    """Killed stories one of whose names it bears."""
    names: tuple[str, ...] = ()
    """Its names, folded: by these it is known again once it was stopped."""

    @property
    def hashed_names(self) -> list[str]:
        """Give its names as hashes: an address may spell out what a recall is about."""
        return sorted({hashlib.sha256(name.encode()).hexdigest() for name in self.names})


# --- what enrichment works out (SHAPES, “Enrichment”) ------------------------------------


class Span(Noun):
    """Code points `start` to `end` (exclusive) of a text.

    `of` says which text: `copy`, the story as it came (`enrichment.copy_of`: headline, blank
    line, body text); `headline` or `body`, the enrichment's clean ones.
    """

    start: int
    end: int
    of: Literal["copy", "headline", "body"] = "copy"


class SetAside(Noun):
    """Text that is not the story, kept with its kind and place."""

    kind: str
    text: str
    span: Span
    score: float = 1.0


class Dateline(Noun):
    """Where and when a story was filed, by whom, and how sure we are."""

    place: str
    region: str | None = None
    country: str | None = None
    date: str | None = None
    agency: str | None = None
    method: str
    confidence: float


class Credit(Noun):
    """One person's part in a story."""

    role: Literal[
        "writing", "reporting", "additional_reporting", "editing", "photography", "compiled"
    ]
    name: str
    place: str | None = None


class Provenance(Noun):
    """Who wrote it (`agency`), who carried it here, and whether that was a re-host."""

    agency: str | None = None
    carrier: str | None = None
    rehosted: bool = False


class Language(Noun):
    """BCP 47 code, `und` where unknown; `script` by ISO 15924."""

    code: str
    confidence: float
    script: str | None = None


class Person(Noun):
    """A person named in the text, under the fullest form of the name.

    Of people, organisations and places, `span` is the first mention, and `confidence` (0 to 1)
    says how sure we are that it is one, and of a place, which one.
    """

    name: str
    mentions: int
    role: str | None = None
    span: Span | None = None
    confidence: float | None = None


class Organisation(Noun):
    """An organisation named in the text."""

    name: str
    mentions: int
    span: Span | None = None
    confidence: float | None = None


class Place(Noun):
    """A place named in the text; `country` is ISO 3166-1 alpha-2."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    mentions: int
    span: Span | None = None
    confidence: float | None = None


class Quote(Noun):
    """Words in quotation marks, and who is said to have said them."""

    text: str
    speaker: str | None = None
    verb: str | None = None
    span: Span


class Amount(Noun):
    """A sum of money, its currency by ISO 4217; also numbers with units (currency null)."""

    text: str
    currency: str | None = None
    value: float
    unit: str | None = None
    span: Span


class Topic(Noun):
    """An IPTC Media Topic, with the words that speak for it."""

    qcode: str
    name: str
    relevance: float
    evidence: tuple[str, ...] = ()


class Copy(Noun):
    """Another revision, of any story, with this much of our text in it (0 to 1)."""

    article_id: str
    revision: int
    containment: float


class Kin(Noun):
    """Near-duplicates and related stories; `cluster` is stable as more copies come."""

    cluster: str
    copies: tuple[Copy, ...] = ()
    related: tuple[str, ...] = ()
    killed: tuple[Killed, ...] = ()


class StyleSignal(Noun):
    """A matter of style for moderation, with a neutral alternative where we know one."""

    kind: str
    text: str
    instead: str | None = None
    span: Span


class DateMention(Noun):
    """A day that the text names, resolved (RFC 3339), and how it is known."""

    text: str
    date: str
    method: str
    span: Span


class Readability(Noun):
    """How hard a text is to read: LIX (below 40 easy, above 60 hard), and what it is of."""

    lix: float
    words_a_sentence: float
    long_words: float


class Genre(Noun):
    """A suggestion: an IPTC genre, the rule it comes from, and how sure that is."""

    qcode: str
    name: str
    rule: str
    confidence: float


class Urgency(Noun):
    """A suggestion: IPTC's 1 (most urgent) to 8, the rule it comes from, and how sure."""

    value: int
    rule: str
    confidence: float


class Enrichment(Noun):
    """What a story says about itself. `body`: paragraphs, a blank line between."""

    article_id: str
    revision: int
    headline: str
    marker: str | None = None
    body: str
    set_aside: tuple[SetAside, ...] = ()
    dateline: Dateline | None = None
    credits: tuple[Credit, ...] = ()
    provenance: Provenance = Provenance()
    language: Language
    word_count: int
    reading_minutes: int
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[Place, ...] = ()
    quotes: tuple[Quote, ...] = ()
    amounts: tuple[Amount, ...] = ()
    dates: tuple[DateMention, ...] = ()
    readability: Readability | None = None
    genre: Genre | None = None
    urgency: Urgency | None = None
    topics: tuple[Topic, ...] = ()
    keywords: tuple[str, ...] = ()
    summary: str = ""
    section: str = "news"
    kin: Kin | None = None
    style: tuple[StyleSignal, ...] = ()
    tier: Literal["rules", "models"] = "rules"
    degraded: tuple[str, ...] = ()
    unfound: dict[str, str] = Field(default_factory=dict)
    """Why a step has nothing to say where most stories have something, by step."""
    steps: dict[str, str] = Field(default_factory=dict)


# --- what moderation judges (SHAPES, “Moderation”) ---------------------------------------


class Finding(Noun):
    """What one rule says: how serious, how sure (`score`, 0 to 1), why, and where."""

    rule: str
    severity: Literal["note", "doubt", "block"]
    score: float
    explanation: str
    spans: tuple[Span, ...] = ()


class Verdict(Noun):
    """What the findings come to under one version of the policy."""

    article_id: str
    revision: int
    state: Literal["approved", "held", "rejected"]
    reasons: tuple[Finding, ...] = ()
    rules_run: dict[str, str] = Field(default_factory=dict)
    policy_version: str
    release: Literal["moderator", "chief"] = "moderator"
    """Who may let the story pass if it is held."""


class PictureEdit(Noun):
    """A person's choices about one picture of a revision; `picture` is its uri.

    `focus` is the point that matters, `50x33`: per cent from the left and from the top.
    `released` lets a picture be shown that is held because another source has killed it.
    """

    picture: str
    alt: str | None = None
    caption: str | None = None
    focus: str | None = Field(default=None, pattern=r"^(100|[0-9]{1,2})x(100|[0-9]{1,2})$")
    lead: bool = False
    dropped: bool = False
    released: bool = False


class Overlay(Noun):
    """A person's edit of one revision, laid over what the wire sent; None leaves a field alone.

    `number` counts the edits of the revision, from 1. `due_at` is a time before which it must
    not go out, beside the wire's own embargo. `public_note` tells readers what was put right.
    `embargo` is the desk's: the later of it and the wire's holds, unless it stands
    `embargo_instead` of the wire's.
    """

    number: int
    by: str
    at: Moment
    headline: str | None = None
    summary: str | None = None
    body: str | None = None
    section: str | None = None
    topics: tuple[Topic, ...] | None = None
    slug: str | None = None
    due_at: Moment | None = None
    public_note: str | None = None
    pictures: tuple[PictureEdit, ...] | None = None
    embargo: Moment | None = None
    embargo_instead: bool | None = None

    def embargoed_until(self, wire: Moment | None) -> Moment | None:
        """Give the embargo that holds, where the wire's is `wire`."""
        if self.embargo_instead:
            return self.embargo
        return max((each for each in (wire, self.embargo) if each), default=None)

    @property
    def changes_words(self) -> bool:
        """Whether it changes more than until when its story is embargoed."""
        kept = {**dict(self), "embargo": None, "embargo_instead": None}
        return not Overlay.model_validate(kept).is_empty

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing: who drops an edit writes such a one."""
        return all(
            getattr(self, name) is None
            for name in type(self).model_fields
            if name not in ("number", "by", "at")
        )
