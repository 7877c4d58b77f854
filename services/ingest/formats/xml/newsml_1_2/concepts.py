"""What a NewsItem is about, and who supplied it; pure."""

from __future__ import annotations

from collections.abc import Iterator

from services.ingest.formats.text.names import concept
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    children,
    find,
    find_all,
    local_name,
    words,
)
from services.ingest.formats.xml.newsml_1_2.parts import NewsItem, formal_name, name_of
from services.ingest.formats.xml.story_markup import (
    key_list,
)
from shared.ninjs import Concept, InfoSource

_SUBJECTS = frozenset({"Subject", "SubjectMatter", "SubjectDetail"})
_TOPICS = {
    "person": "people",
    "people": "people",
    "organisation": "organisations",
    "organization": "organisations",
    "company": "organisations",
    "country": "places",
    "city": "places",
    "location": "places",
    "place": "places",
    "event": "events",
}


def concepts_of(news: NewsItem) -> dict[str, tuple[Concept, ...]]:
    """Give what it is about, by kind."""
    found: dict[str, dict[tuple[str | None, str | None], Concept]] = {
        "subjects": {}, "genres": {}, "people": {}, "organisations": {}, "places": {},
        "events": {},
    }  # fmt: skip

    def add(kind: str, made: Concept) -> None:
        found[kind].setdefault((made.uri, made.literal or made.name), made)

    for subject in news.under("DescriptiveMetadata/SubjectCode"):
        for element in children(subject):
            code = attribute(element, "FormalName")
            if code and local_name(element) in _SUBJECTS:
                add("subjects", concept(code.removeprefix("IPTC:"), name_of(element)))
    if not found["subjects"]:
        for element in news.inside("tobject.subject"):
            code = attribute(element, "tobject.subject.refnum")
            if code:
                add("subjects", concept(code.rpartition(":")[2]))
    for element in news.under("DescriptiveMetadata/Genre"):
        code = attribute(element, "FormalName")
        if code:
            add("genres", concept(code, name_of(element) or code))
    for element in news.under("DescriptiveMetadata/TopicOccurrence"):
        kind, topic = _topic(news, element)
        if topic is not None:
            add(_TOPICS.get(kind, "subjects"), topic)
    for location in news.under("DescriptiveMetadata/Location"):
        said = {
            (attribute(p, "FormalName") or "").lower(): attribute(p, "Value")
            for p in find_all(location, "Property")
        }
        where = said.get("city") or said.get("countryarea") or said.get("country")
        if where:
            rel = attribute(location, "HowPresent")
            add("places", Concept(name=where, rel=rel, literal=said.get("country")))
    return {kind: tuple(made.values()) for kind, made in found.items()}


def _topic(news: NewsItem, occurrence: Element) -> tuple[str, Concept | None]:
    """Give a topic and its kind: from the delivery's TopicSet, else as it is named here."""
    name = attribute(occurrence, "FormalName", "Topic") or words(occurrence)
    kind = (attribute(occurrence, "HowPresent", "TopicType") or "").lower()
    topic = news.topics.get((attribute(occurrence, "Topic") or "").lstrip("#"))
    if topic is None:
        known = name and not name.startswith("#")
        return kind, Concept(name=name, literal=name) if known else None
    code = words(find(topic, "FormalName"))
    kind = (formal_name(topic, "TopicType") or kind).lower()
    said = name_of(topic) or code
    return kind, concept(code or said, said) if said else None


def keywords_of(news: NewsItem) -> tuple[str, ...]:
    """Give its keywords, each once."""
    found = news.every("KeywordLine")
    for prop in news.under("DescriptiveMetadata/Property"):
        if (attribute(prop, "FormalName") or "").lower() in ("keyword", "keywords"):
            value = attribute(prop, "Value") or words(prop)
            if value:
                found.append(value)
    found += key_list(news.inside("key-list/keyword"))
    return tuple(dict.fromkeys(key for key in found if key))


def categories_of(news: NewsItem) -> Iterator[str]:
    """Give its categories, in order."""
    seen: set[str] = set()
    for subject in news.under("DescriptiveMetadata/SubjectCode"):
        for element in children(subject):
            category = attribute(element, "cat")
            if category and category not in seen:
                seen.add(category)
                yield category


def info_sources_of(news: NewsItem) -> Iterator[InfoSource]:
    """Give who supplied it."""
    seen: set[str] = set()
    for name, role in (
        ("Source", "source"),
        ("Provider", "provider"),
        ("Creator", "creator"),
        ("Contributor", "contributor"),
    ):
        for party in news.under(f"AdministrativeMetadata/{name}/Party"):
            said = attribute(party, "FormalName") or words(party)
            if said and said not in seen:
                seen.add(said)
                yield InfoSource(name=said, role=role)
