"""The forms of a picture, sound or film, by reference; pure."""

from __future__ import annotations

from typing import Any

from services.ingest.formats.json.document import LARGEST_NUMBER
from services.ingest.formats.json.fields import Fields
from services.ingest.formats.text.markup import (
    absolute_url,
)
from services.ingest.formats.text.newscodes import is_uri, uri_of_file
from shared.ninjs import Rendition


def renditions(fields: Fields, base: str | None) -> tuple[Rendition, ...]:
    """Read renditions by reference, from a list or from an object by name."""
    found: list[Rendition] = []
    for one in fields.objects("renditions", "rendition"):
        href = one.line("href", "url")
        resolved = absolute_url(href, base, pictures=True) if href else None
        if href and (resolved is None or not is_uri(resolved)):
            resolved = uri_of_file(href)
            instead = (
                "the source's picture of this name is taken"
                if resolved
                else "the rendition is kept without it"
            )
            one.problems.add(
                one.at("href", "url"),
                f"“{href[:60]}” is no web address; {instead}",
                "send it whole: https://…",
            )
        name = one.line("name", "role", "rel") or "rendition"
        found.append(
            Rendition(
                name=name,
                href=resolved,
                content_type=one.line("contentType", "mimeType"),
                title=one.line("title"),
                width=_size(one, "width"),
                height=_size(one, "height"),
                size_in_bytes=_size(one, "sizeInBytes"),
                duration=one.number("duration") if one.has("duration") else None,
                format=one.line("format"),
            )
        )
    return tuple(found)


def _size(one: Fields, name: str) -> int | None:
    if not one.has(name):
        return None
    number = one.number(name)
    return None if number is None or not 0 <= number < LARGEST_NUMBER else round(number)


def with_points(written: list[dict[str, Any]], one: Fields) -> None:
    """Keep each picture's point of interest, by which sites crop it."""
    for rendition, read in zip(written, one.objects("renditions", "rendition"), strict=False):
        point = read.object("poi") if isinstance(read.raw("poi"), dict) else None
        if point is None or not (point.has("x") and point.has("y")):
            continue
        x, y = (point.whole(axis, least=0, most=10**6) for axis in ("x", "y"))
        if x is not None and y is not None:
            rendition["poi"] = {"x": x, "y": y}
