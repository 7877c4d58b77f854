"""What an item is about, and who supplied it; pure."""

from __future__ import annotations

from collections.abc import Iterator

from services.ingest.formats.text.names import concept, local_code
from services.ingest.formats.text.newscodes import is_uri
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    children,
    find,
    find_all,
    words,
)
from services.ingest.formats.xml.newsml_g2.parts import NewsItem, percent
from shared.articles import Author
from shared.ninjs import Concept, InfoSource

_ENTITIES = {
    "person": "people",
    "organisation": "organisations",
    "organization": "organisations",
    "geoarea": "places",
    "poi": "places",
    "event": "events",
    "object": "objects",
}
_CATEGORIES = frozenset({"a1312cat", "a1312", "anpacat", "anpa", "iptccat"})


def subjects_of(news: NewsItem) -> dict[str, tuple[Concept, ...]]:
    """Give what it is about, by kind."""
    found: dict[str, dict[Concept, None]] = {
        "subjects": {}, "people": {}, "organisations": {}, "places": {}, "events": {},
        "objects": {},
    }  # fmt: skip
    for element in find_all(news.content, "subject"):
        kind = local_code(attribute(element, "type")).lower()
        made = concept_in(news, element)
        if made == Concept():
            continue
        list_name = _ENTITIES.get(kind, "subjects")
        if list_name != "subjects" and made.name is None and made.uri is None:
            list_name = "subjects"
        if list_name != "subjects":  # ninjs says only of subjects how much they matter
            made = Concept(name=made.name, uri=made.uri, literal=made.literal)
        found[list_name].setdefault(made)
    return {name: tuple(made) for name, made in found.items()}


def concept_in(news: NewsItem, element: Element) -> Concept:
    """Read a concept, by its code and name."""
    code = attribute(element, "qcode", "literal")
    uri = attribute(element, "uri")
    name = news.name(element)
    if name == code and find(element, "name") is None:
        name = None
    made = concept(code, name, uri=uri, schemes=news.schemes)
    if made.uri is None and made.literal is None and name:
        made = Concept(name=name, literal=name)
    if made.uri is None:
        made = Concept(name=name, uri=_same_as(news, element), literal=made.literal)
    relevance = attribute(element, "relevance")
    confidence = attribute(element, "confidence")
    return Concept(
        name=made.name,
        uri=made.uri,
        literal=made.literal,
        relevance=percent(relevance),
        confidence=percent(confidence),
    )


def _same_as(news: NewsItem, element: Element) -> str | None:
    """Find IPTC's name for a concept of the wire's own vocabulary."""
    for same in children(element, "sameAs"):
        known = concept(
            attribute(same, "qcode"), uri=attribute(same, "uri"), schemes=news.schemes
        )
        if known.uri is not None and "cv.iptc.org" in known.uri:
            return known.uri
    return None


def categories_of(news: NewsItem) -> Iterator[str]:
    """Give its categories, in order."""
    for subject in find_all(news.content, "subject"):
        alias, _, category = (attribute(subject, "qcode") or "").partition(":")
        is_category = local_code(attribute(subject, "type")).lower() == "category"
        if category and (is_category or alias.lower() in _CATEGORIES):
            yield category


def party_named(news: NewsItem, element: Element | None) -> str | None:
    """Give the name of a party."""
    if element is None:
        return None
    found = news.name(element) or attribute(element, "literal")
    code = local_code(attribute(element, "qcode", "uri"))
    if code.isdigit():  # a number says nothing without its vocabulary
        code = attribute(element, "qcode", "uri") or code
    return found or code or words(element) or None


def info_sources_of(news: NewsItem, authors: tuple[Author, ...]) -> Iterator[InfoSource]:
    """Give who supplied information; who wrote it is an author."""
    people = {author.name for author in authors}
    seen: set[tuple[str, str | None]] = set()
    parties = (
        (find(news.meta, "provider"), "provider"),
        *((e, None) for e in find_all(news.content, "infoSource")),
        *(
            (e, kind)
            for kind in ("creator", "contributor")
            for e in find_all(news.content, kind)
        ),
    )
    for element, default in parties:
        name = party_named(news, element)
        role = local_code(attribute(element, "role")) or default
        if name and name not in people and (name, role) not in seen:
            seen.add((name, role))
            uri = attribute(element, "uri")
            yield InfoSource(name=name, role=role, uri=uri if uri and is_uri(uri) else None)


def original_source_of(sources: tuple[InfoSource, ...]) -> str | None:
    """Give whose story it was first."""
    for role in ("origprov", "originator", "originfo", "source", ""):
        for source in sources:
            if (source.role or "").lower() == role and source.name:
                return source.name
    return next((one.name for one in sources if one.role in ("provider", "creator")), None)
