"""What an item is about: subjects, people, places, and what is known of them; pure."""

from __future__ import annotations

import re
from typing import Any

from services.ingest.formats.json.document import Json
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.text.newscodes import concept_uri, is_uri
from shared.ninjs import Concept


def concepts_of(fields: Fields, *names: str, is_subject: bool = False) -> tuple[Concept, ...]:
    """Read subjects, people, places and the like, each with its code, in the wire's order."""
    found: list[Concept] = []
    for one in fields.objects(*names, named="name"):
        concept = concept_of(one, is_subject=is_subject, group=names[0])
        if concept is not None:
            found.append(concept)
    return tuple(found)


def concept_of(one: Fields, *, is_subject: bool, group: str) -> Concept | None:
    """Read one concept; None where it has neither name nor code."""
    if one.has_only("name", "uri"):  # as most have; what else may be in it costs to look for
        name, uri = one.line("name"), one.line("uri")
        if name and (uri is None or is_uri(uri)):
            return Concept(name=name, uri=uri)
    code = one.line("code", "qcode", "literal")
    name = one.line("name", "title", "value") or _translated(one)
    uri = one.line("uri")
    if uri is None or not is_uri(uri):
        uri = concept_uri(one.line("scheme"), code) or concept_uri(None, uri)
        if uri is None and is_subject and code:
            uri = _newscode(code, one.line("scheme") or "")
    if name is None and code is None and uri is None:
        return None
    relations = one.lines("rel", "rels")
    kept: dict[str, Any] = {}
    if is_subject:
        kept = {
            "creator": one.line("creator"),
            "relevance": _percent(one, "relevance"),
            "confidence": _percent(one, "confidence"),
        }
    if group in {"people", "organisations", "places"}:
        kept["contact_info"] = _contacts(one)
    if group == "organisations":
        kept["symbols"] = _symbols(one)
    if group == "places":
        kept["geo_json"] = _geo_json(one)
    return Concept(
        name=name,
        rel=relations[0] if relations else None,
        uri=uri,
        literal=code,
        **kept,
    )


def _newscode(code: str, scheme: str) -> str | None:
    """Name IPTC's codes, eight digits, which Superdesk sends without a scheme or with its own.

    `scheme` may be such as `iptc_subject_codes` or `mediatopics`; others are somebody's own.
    """
    if re.fullmatch(r"[01]\d{7}", code, re.ASCII) and re.fullmatch(_OF_SUBJECTS, scheme):
        return concept_uri("subj", code)
    if re.fullmatch(r"2\d{7}", code, re.ASCII) and re.fullmatch(_OF_TOPICS, scheme):
        return concept_uri("medtop", code)
    return None


_OF_SUBJECTS = r"(?i)(?:|.*(?:iptc|subject[ _-]?codes?|subj).*)"
_OF_TOPICS = r"(?i)(?:|.*(?:iptc|media[ _-]?topics?|medtop).*)"


def _translated(one: Fields) -> str | None:
    translations = one.object("translations")
    names = translations.object("name") if translations else None
    return names.line(*names.keys) if names and names.keys else None


def _percent(one: Fields, name: str) -> int | None:
    if not one.has(name):
        return None
    number = one.number(name)
    if number is None:
        return None
    scaled = number * 100 if isinstance(number, float) and 0 < number <= 1 else number
    if 0 <= scaled <= 100:
        return round(scaled)
    one.problems.add(one.at(name), f"“{name}” is not from 0 to 100", "write 0 to 100")
    return None


def _contacts(one: Fields) -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    for contact in one.objects("contactInfo"):
        read: dict[str, Any] = {
            key: value
            for key in ("type", "role", "lang", "name", "value")
            if (value := contact.line(key)) is not None
        }
        address = contact.object("address") if "value" not in read else None
        if address is not None:
            parts: dict[str, Any] = {
                key: value
                for key in ("locality", "area", "postalCode", "country")
                if (value := address.line(key)) is not None
            }
            lines = address.lines("lines")
            read["address"] = {**parts, **({"lines": [*lines]} if lines else {})}
        if "value" in read or read.get("address"):
            found.append(read)
    return tuple(found)


def _symbols(one: Fields) -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    for symbol in one.objects("symbols", named="symbol"):
        read = {
            name: value
            for name, names in {
                "exchange": ("exchange",),
                "symbol": ("symbol", "ticker"),
                "symbolType": ("symbolType",),
            }.items()
            if (value := symbol.line(*names)) is not None
        }
        if read.get("symbolType") and not is_uri(read["symbolType"]):
            del read["symbolType"]
        if read:
            found.append(read)
    return tuple(found)


_GEOMETRIES = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2}


def _geo_json(one: Fields) -> dict[str, Any] | None:
    """Read where a place is: a point, line or area in GeoJSON (RFC 7946), else nothing."""
    shape = one.raw("geoJSON", "geometryGeojson", "geometryPoint")
    if not isinstance(shape, dict):
        latitude, longitude = one.raw("lat", "latitude"), one.raw("lon", "longitude", "lng")
        shape = {"type": "Point", "coordinates": [longitude, latitude]}
    kind, coordinates = shape.get("type"), shape.get("coordinates")
    if not isinstance(kind, str) or kind not in _GEOMETRIES:
        return None
    if not _are_coordinates(coordinates, _GEOMETRIES[kind]):
        return None
    if kind == "LineString" and len(coordinates) < 2:  # type: ignore[arg-type]  # a list
        return None
    return {"type": kind, "coordinates": coordinates}


def _are_coordinates(value: Json, depth: int) -> bool:
    if not isinstance(value, list):
        return False
    if depth == 0:
        return 2 <= len(value) <= 3 and all(
            isinstance(number, (int, float)) and not isinstance(number, bool)
            for number in value
        )
    # A ring has four positions, a line two; shorter ones are no shape.
    least = 4 if depth == 2 else 1
    return len(value) >= 1 and all(
        _are_coordinates(part, depth - 1)
        and (depth != 2 or not isinstance(part, list) or len(part) >= least)
        for part in value
    )
