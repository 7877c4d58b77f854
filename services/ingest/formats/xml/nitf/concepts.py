"""What an item is about, and who supplied it; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from services.ingest.formats.text.names import concept
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    children,
    descendants,
    find,
    find_all,
    local_name,
    words,
)
from services.ingest.formats.xml.nitf.standing import ending
from shared.ninjs import Concept, InfoSource

_KINDS = {"person": "people", "org": "organisations", "location": "places", "event": "events"}


def keywords(keys: Sequence[str], meta: dict[str, str]) -> tuple[str, ...]:
    """Give its keywords, each once."""
    keys = keys or [key.strip() for key in meta.get("keywords", "").split(",")]
    return tuple(dict.fromkeys(key for key in keys if key))


def categories(docdata: Element | None, meta: dict[str, str]) -> tuple[str, ...]:
    """Give the wire's own categories; AP has them among what it identified."""
    category = ending(meta, "category") or meta.get("categoria")
    coded = (
        attribute(one, "value") or words(one)
        for one in find_all(docdata, "identified-content/classifier")
        if _is_a_category(one)
    )
    return tuple(dict.fromkeys(said for said in (category, *coded) if said))


def _is_a_category(classifier: Element) -> bool:
    return (attribute(classifier, "type") or "").lower().endswith("categorycode")


def concepts_of(
    head: Element | None, docdata: Element | None
) -> dict[str, tuple[Concept, ...]]:
    """Give what it is about, by kind."""
    identified = [
        element
        for group in find_all(docdata, "identified-content")
        for element in children(group)
    ]
    found: dict[str, list[Concept]] = {
        "subjects": [], "genres": [], "people": [], "organisations": [], "places": [],
        "events": [],
    }  # fmt: skip
    for subject in find_all(head, "tobject/tobject.subject"):
        code = attribute(subject, "tobject.subject.refnum", "tobject.subject.code")
        code = code.rsplit(":", 1)[-1] if code and re.search(r":\d{8}$", code) else code
        name = _subject_name(subject, code or "")
        if code or name:
            found["subjects"].append(concept(code or name, name))
    for prop in find_all(head, "tobject/tobject.property"):
        genre = attribute(prop, "tobject.property.type")
        if genre:
            found["genres"].append(concept(genre, genre))
    for place_element in find_all(docdata, "evloc"):
        found["places"] += _event_places(place_element)
    for element in identified:
        kind, name = local_name(element), words(element)
        code = attribute(element, "value", "location-code", "city-code")
        if kind == "location":
            parts = [*descendants(element, "city"), *descendants(element, "country")]
            name = words(parts[0] if parts else None) or name
            code = code or next((iso for p in parts if (iso := attribute(p, "iso-cc"))), None)
        if kind in _KINDS and name:
            found[_KINDS[kind]].append(concept(code, name))
        elif (
            kind == "classifier"
            and (attribute(element, "value") or name)
            and not _is_a_category(element)
        ):
            found["subjects"].append(
                concept(
                    attribute(element, "value") or name, name or attribute(element, "value")
                )
            )
    return {kind: tuple(dict.fromkeys(_keyed(concepts))) for kind, concepts in found.items()}


def _subject_name(subject: Element, code: str) -> str | None:
    """Name a subject on the level of its code: 04000000 a type, 04015000 a matter of it."""
    levels = ["detail", "matter", "type"]
    if re.fullmatch(r"\d{2}0{6}", code):
        levels.reverse()
    elif re.fullmatch(r"\d{5}000", code):
        levels = ["matter", "detail", "type"]
    return attribute(subject, *(f"tobject.subject.{level}" for level in levels))


def _keyed(concepts: list[Concept]) -> Iterator[Concept]:
    seen: set[tuple[str | None, str | None, str | None]] = set()
    for one in concepts:
        key = (one.uri, one.literal, None if one.uri else one.name)
        if key not in seen:
            seen.add(key)
            yield one


def _event_places(evloc: Element) -> Iterator[Concept]:
    """Give the city; where none is said, region and county, each for itself."""
    code = attribute(evloc, "iso-cc")
    city = attribute(evloc, "city")
    wider = [attribute(evloc, name) for name in ("state-prov", "county-dist")]
    names = [city] if city else [name for name in wider if name]
    names = names or [words(evloc) or code or ""]
    for name in names:
        if name:
            yield Concept(name=name, rel="event", literal=code)


def source_of(docdata: Element | None) -> str | None:
    """Give whose it is."""
    sources = [*find_all(docdata, "del-list/from-src")]
    sources.sort(key=lambda source: attribute(source, "level-number") or "")
    return attribute(sources[0], "src-name") if sources else None


def info_sources(docdata: Element | None, top: Element | None) -> Iterator[InfoSource]:
    """Give who supplied it."""
    for source in find_all(docdata, "del-list/from-src"):
        name = attribute(source, "src-name")
        if name:
            yield InfoSource(name=name, role="provider")
    distributor = words(find(top, "distributor"))
    if distributor:
        yield InfoSource(name=distributor, role="distributor")


def copyright_of(docdata: Element | None, nitf: Element) -> str | None:
    """Give who holds the copyright, and the notice."""
    rights = find(nitf, "body/body.head/rights")
    parts = [words(part) for part in children(rights)] if rights is not None else []
    notice = "; ".join(part for part in parts if part) or words(rights)
    notice = notice or words(find(nitf, "body/body.head/rights.owner"))
    notice = notice or words(next(descendants(nitf, "copyrite"), None))
    if notice:
        return notice
    mark = find(docdata, "doc.copyright")
    said = " ".join(part for n in ("year", "holder") if (part := attribute(mark, n)))
    return f"© {said}" if said else None


def usage_terms(docdata: Element | None, top: Element | None) -> str | None:
    """Give how it may be used."""
    rights = find(docdata, "doc.rights")
    told = ("type", "geography", "limitations")
    said = [attribute(rights, name) for name in told]
    said += [words(find(top, f"rights/rights.{name}")) for name in told]
    said.append(words(rights))
    return "\n".join(dict.fromkeys(text for text in said if text)) or None
