"""Pure: an item of news as IPTC's ninjs 3.1 has it, in snake_case.

Written with `item.to_ninjs()` it is valid ninjs 3.1
(https://iptc.org/std/ninjs/ninjs-schema_3.1.json). Everything here is frozen, and readers
ignore fields they do not know.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

PubStatus = Literal["usable", "withheld", "canceled"]
"""What the wire says of its item; what we make of it is a `shared.lifecycle.State`."""

Moment = AwareDatetime
"""A date-time that knows its offset, as ninjs and RFC 3339 want it."""


class Ninjs(BaseModel):
    """A value that travels in ninjs' camelCase and lives here in snake_case."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True
    )


class Text(Ninjs):
    """One headline, description or body; `role` tells which of several it is."""

    role: str | None = None
    content_type: str | None = None
    value: str
    char_count: int | None = None  # bodies only
    word_count: int | None = None  # bodies only


class Concept(Ninjs):
    """A subject, genre, person, organisation, place, event or object the item is about.

    `uri` is the concept's global identifier; `literal` a code that has none.
    """

    name: str | None = None
    rel: str | None = None
    uri: str | None = None
    literal: str | None = None
    creator: str | None = None  # subjects only
    relevance: Annotated[int, Field(ge=0, le=100)] | None = None  # subjects only
    confidence: Annotated[int, Field(ge=0, le=100)] | None = None  # subjects only
    symbols: tuple[dict[str, Any], ...] = ()  # organisations only
    contact_info: tuple[dict[str, Any], ...] = ()  # people, organisations, places
    geo_json: Annotated[dict[str, Any] | None, Field(alias="geoJSON")] = None  # places only


class InfoSource(Ninjs):
    """Who supplied information; `role` is such as `originator`, `provider`."""

    name: str | None = None
    role: str | None = None
    uri: str | None = None
    literal: str | None = None


class Rendition(Ninjs):
    """One form of a picture, page or film, by reference."""

    name: str
    href: str | None = None
    content_type: str | None = None
    title: str | None = None
    width: int | None = None
    height: int | None = None
    size_in_bytes: int | None = None
    duration: float | None = None
    format: str | None = None


class AltId(Ninjs):
    """Another name of the same item, such as a slug or a system's own number."""

    role: str | None = None
    value: str


class Link(Ninjs):
    """A page about trust: a policy, a corrections page."""

    role: str | None = None
    title: str | None = None
    href: str | None = None


class Item(Ninjs):
    """One version of one item of news, as its wire meant it.

    `uri` may be missing here (not every wire names its items); intake gives every item one
    before it travels. `version` is the wire's own word, of any form.
    """

    uri: str | None = None
    type: Literal[
        "text", "audio", "video", "picture", "graphic", "composite", "component", "event",
        "planning",
    ] = "text"  # fmt: skip
    representation_type: Literal["full", "partial"] | None = None
    profile: str | None = None
    version: str | None = None
    first_created: Moment | None = None
    version_created: Moment | None = None
    content_created: Moment | None = None
    embargoed_until: Moment | None = None
    expires: Moment | None = None
    pub_status: PubStatus = "usable"
    urgency: Annotated[int, Field(ge=1, le=9)] | None = None
    language: str | None = None
    title: str | None = None
    slugline: str | None = None
    located: str | None = None
    by: str | None = None
    headlines: tuple[Text, ...] = ()
    descriptions: tuple[Text, ...] = ()
    bodies: tuple[Text, ...] = ()
    subjects: tuple[Concept, ...] = ()
    genres: tuple[Concept, ...] = ()
    people: tuple[Concept, ...] = ()
    organisations: tuple[Concept, ...] = ()
    places: tuple[Concept, ...] = ()
    events: tuple[Concept, ...] = ()
    objects: tuple[Concept, ...] = ()
    info_sources: tuple[InfoSource, ...] = ()
    copyright_holder: str | None = None
    copyright_notice: str | None = None
    usage_terms: str | None = None
    rights_info: dict[str, Any] | None = None
    ed_note: str | None = None
    digital_source_type: dict[str, Any] | None = None
    trust_indicators: tuple[Link, ...] = ()
    alt_ids: tuple[AltId, ...] = ()
    renditions: tuple[Rendition, ...] = ()
    associations: tuple[dict[str, Any], ...] = ()
    """Items that go with this one, as they came (ninjs in camelCase, each with a `name`)."""

    def headline(self) -> str:
        """Give the main headline, or an empty string."""
        return _main(self.headlines)

    def body(self) -> Text | None:
        """Give the main body: the one whose role says so, else HTML before plain text."""
        if len(self.bodies) == 1:  # as most have; it is asked for often
            return self.bodies[0]
        mains = [text for text in self.bodies if text.role in ("main", None)] or [*self.bodies]
        mains.sort(key=lambda text: text.content_type != "text/html")
        return mains[0] if mains else None

    def to_ninjs(self) -> dict[str, Any]:
        """Write the item as JSON-ready ninjs 3.1, leaving out what is empty."""
        # Every default is empty (None or no items) but those of two fields, which stand below.
        written = self.model_dump(
            mode="json", by_alias=True, exclude_none=True, exclude_defaults=True
        )
        standard = {
            "name": "ninjs",
            "version": "3.1",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
        }
        always = {"standard": standard, "type": self.type, "pubStatus": self.pub_status}
        return {**always, **_without_empty(written)}


def _main(texts: tuple[Text, ...]) -> str:
    for text in texts:
        if text.role in ("main", None):
            return text.value
    return texts[0].value if texts else ""


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_empty(part)
            for key, part in value.items()
            if part or not isinstance(part, list | dict)
        }
    if isinstance(value, list):
        return [_without_empty(part) for part in value]
    return value
