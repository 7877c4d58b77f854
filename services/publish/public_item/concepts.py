"""What a public item is about, and who supplied it, as ninjs 3.1 has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from shared.articles import Article, Enrichment
from shared.ninjs import Concept, InfoSource, Item

_MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
_MEDIA_TOPIC = re.compile(r"medtop:(\d{8})")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~%]+")


def subjects(wire: Item, enrichment: Enrichment) -> tuple[Concept, ...]:
    """Give the subjects."""
    ours = [
        Concept(
            name=topic.name,
            rel="about",
            uri=_MEDIA_TOPICS + found[1],
            creator="copydesk",
            relevance=max(0, min(100, round(topic.relevance * 100))),
        )
        for topic in enrichment.topics
        if (found := _MEDIA_TOPIC.fullmatch(topic.qcode))
    ]
    theirs = (
        Concept(
            name=subject.name,
            rel=subject.rel,
            uri=good_uri(subject.uri),
            literal=subject.literal,
            creator=subject.creator,
            relevance=subject.relevance,
            confidence=subject.confidence,
        )
        for subject in wire.subjects
    )
    return _once((*theirs, *ours))


def people(article: Article, enrichment: Enrichment) -> tuple[Concept, ...]:
    """Give the people in it, each once."""
    authors = [
        Concept(name=author.name, rel="author")
        for author in article.extras.authors
        if author.name
    ]
    authors += [
        Concept(name=credit.name, rel="author" if credit.role == "writing" else "contributor")
        for credit in enrichment.credits
    ]
    mentioned = (Concept(name=person.name, rel="mentions") for person in enrichment.people)
    return _once((*map(named, article.item.people), *authors, *mentioned))


def organisations(wire: Item, enrichment: Enrichment) -> tuple[Concept, ...]:
    """Give the organisations in it, each once."""
    ours = (Concept(name=found.name, rel="mentions") for found in enrichment.organisations)
    theirs = (
        Concept(
            **{
                **named(organisation).model_dump(exclude_none=True),
                "symbols": tuple(
                    kept
                    for symbol in organisation.symbols
                    if (kept := known_keys(symbol, ("exchange", "symbolType", "symbol")))
                ),
            }
        )
        for organisation in wire.organisations
    )
    return _once((*theirs, *ours))


def places(wire: Item, enrichment: Enrichment) -> tuple[Concept, ...]:
    """Give the places in it, each once."""
    ours = (
        Concept(
            name=place.name,
            rel="mentions",
            geo_json=(
                {"type": "Point", "coordinates": [place.lon, place.lat]}
                if place.lat is not None and place.lon is not None
                else None
            ),
        )
        for place in enrichment.places
    )
    return _once((*map(named, wire.places), *ours))


def info_sources(wire: Item, enrichment: Enrichment) -> tuple[InfoSource, ...]:
    """Give who supplied it, without contacts."""
    provenance = enrichment.provenance
    # Whoever re-hosts a story is no source of it that readers should be sent to.
    carrier = None if provenance.rehosted else provenance.carrier
    found = (
        InfoSource(name=name, role=role)
        for name, role in ((provenance.agency, "originator"), (carrier, "carrier"))
        if name
    )
    said = (
        InfoSource(
            name=source.name,
            role=source.role,
            uri=good_uri(source.uri),
            literal=source.literal,
        )
        for source in wire.info_sources
    )
    names: set[str] = set()
    kept = []
    for source in (*said, *found):
        name = (source.name or source.literal or source.uri or "").casefold()
        if name and name not in names:
            names.add(name)
            kept.append(source)
    return tuple(kept)


def named(concept: Concept) -> Concept:
    """Keep what names a concept; contacts are nobody's business."""
    return Concept(
        name=concept.name,
        rel=concept.rel,
        uri=good_uri(concept.uri),
        literal=concept.literal,
    )


def _once(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Drop what is there twice by uri or by name; the first says it best."""
    seen: set[str] = set()
    kept = []
    for concept in concepts:
        names = {
            name.casefold() for name in (concept.uri, concept.name or concept.literal) if name
        }
        if names and not names & seen:
            seen |= names
            kept.append(concept)
    return tuple(kept)


def known_keys(value: dict[str, Any] | None, keys: tuple[str, ...]) -> dict[str, str] | None:
    """Keep the keys that ninjs has."""
    kept = {key: value[key] for key in keys if isinstance(value.get(key), str)} if value else {}
    return kept or None


def good_uri(uri: str | None) -> str | None:
    """Tell a URI that ninjs allows."""
    return uri if uri and URI.fullmatch(uri) else None
