"""Lists of items in an envelope of somebody's own, whatever it is called; pure.

Interfaces put paging and counts around what they list: `{"total": 2, "item": [{…}, {…}]}`.
What names or tells a story itself is no envelope, whatever lists it holds.
"""

from __future__ import annotations

from typing import NamedTuple

from services.ingest.formats.json.document import Json, escaped
from services.ingest.formats.json.keys import ByKeys

_USUAL = (
    "items", "_items", "item", "articles", "stories", "entries", "results", "posts", "news",
    "documents", "docs", "hits", "data", "content_elements", "records", "list", "response",
    "result", "payload", "feed", "content",
)  # fmt: skip
"""Names of such lists; where an object holds several lists, the first of these counts."""

_UNDER_A_TITLE = frozenset(
    {"items", "_items", "articles", "stories", "entries", "results", "posts", "news"}
)
"""A list under one of these is an envelope's even where the envelope has a title."""

_OF_A_STORY = frozenset(
    {
        "headline", "headlines", "attributes", "uri", "guid", "urn", "slugline",
        "body", "bodies", "body_html", "body_text", "bodyhtml", "bodytext", "text",
        "html", "pubstatus", "article_html", "articlebody", "@type", "@graph",
        "specversion", "altids", "content_html", "embargoed", "embargoeduntil",
        "versioncreated", "attributedto",
    }
)  # fmt: skip
_AROUND_ONE = ("_source", "item", "article", "story", "doc", "node", "post", "data", "current")
_DEEPEST = 4
_MOST_KEYS = 200


class _Listed(NamedTuple):
    """What an envelope lists, each with its JSON pointer; `value` alone where it is none."""

    places: tuple[str, ...]
    values: tuple[Json, ...]


def listed(value: Json, *, most: int) -> _Listed:
    """Give the items in a value: itself, those of a list, or those in an envelope."""
    place, inner = "", value
    for _ in range(_DEEPEST):
        if not isinstance(inner, dict) or (_tells_a_story(inner) and not _has_items(inner)):
            break
        key = _key_of_the_list(inner)
        if key is None:
            break
        place, inner = f"{place}/{escaped(key)}", inner[key]
    if isinstance(inner, list) and (inner is value or _holds_objects(inner) or not inner):
        each = [_bare(one, f"{place}/{at}") for at, one in enumerate(inner[: most + 1])]
        return _Listed(tuple(at for at, _ in each), tuple(one for _, one in each))
    if isinstance(inner, dict) and inner is not value and _tells_a_story(inner):
        return _Listed((place,), (inner,))
    return _Listed(("",), (value,))


def _tells_a_story(value: dict[str, Json]) -> bool:
    return _TELLING[tuple(value)]


_TELLING = ByKeys(lambda keys: any(key.lower() in _OF_A_STORY for key in keys[:_MOST_KEYS]))


def _has_items(value: dict[str, Json]) -> bool:
    """Tell a list that has a name or a date of its own; what has a headline is a story."""
    return "headline" not in value and any(
        isinstance(value.get(key), list) for key in ("items", "_items")
    )


def _key_of_the_list(value: dict[str, Json]) -> str | None:
    """Find what holds the items: a list of objects, or an envelope in this one."""
    if _has_items(value):
        return "items" if isinstance(value.get("items"), list) else "_items"
    lists = [
        key for key, held in value.items() if isinstance(held, list) and _holds_objects(held)
    ]
    if "title" in value:
        lists = [key for key in lists if key in _UNDER_A_TITLE]
    usual = [key for key in _USUAL if key in lists]
    if usual or len(lists) == 1:
        return usual[0] if usual else lists[0]
    if lists or "title" in value:
        return None
    inner = (*_USUAL, *_AROUND_ONE)
    return next((key for key in inner if isinstance(value.get(key), dict)), None)


def _holds_objects(value: list[Json]) -> bool:
    return any(isinstance(one, dict) for one in value[:_MOST_KEYS])


def _bare(one: Json, place: str) -> tuple[str, Json]:
    """Take off what is around a single item: `{"_source": {…}}`, `{"item": {…}}`."""
    if isinstance(one, dict) and not _tells_a_story(one):
        for key in _AROUND_ONE:
            inner = one.get(key)
            if isinstance(inner, dict) and _tells_a_story(inner):
                return f"{place}/{key}", inner
    return place, one
