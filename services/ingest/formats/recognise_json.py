"""Which format some JSON is in, told by its keys; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from services.ingest.formats.cms.activity_pub import is_activity_pub
from services.ingest.formats.cms.arc import is_arc
from services.ingest.formats.cms.drupal import is_drupal
from services.ingest.formats.cms.ghost import is_ghost
from services.ingest.formats.cms.plain_records import is_plain_record
from services.ingest.formats.cms.schema_org import is_schema_org
from services.ingest.formats.cms.wordpress_rest import is_wordpress_rest
from services.ingest.formats.json import ap_json, cloudevents, digitalwires, json_feed
from services.ingest.formats.json.document import Json
from services.ingest.formats.json.envelopes import listed
from services.ingest.formats.json.keys import ByKeys
from services.ingest.formats.json.ninjs_items.listing import MOST_ITEMS


def json_format(value: Json) -> str:
    """Name the format of what JSON was read."""
    one = value[0] if isinstance(value, list) and value else value
    if not isinstance(one, dict):
        return "ninjs"
    if cloudevents.is_cloudevent(one):
        return "cloudevents"
    if json_feed.is_json_feed(one):
        return "json_feed"
    if digitalwires.is_digitalwires(one):
        return "digitalwires"
    inner = listed(value, most=MOST_ITEMS).values
    first = inner[0] if inner and isinstance(inner[0], dict) else one
    for name, is_of_it in _SYSTEMS:
        if is_of_it(first):
            return name
    if ap_json.is_ap(one):
        return "ap_json"
    if is_plain_record(first) and not _is_ours(first):
        return "plain_records"
    return "simple_json" if _are_simple(inner) else "ninjs"


_SYSTEMS: tuple[tuple[str, Callable[[dict[str, Json]], bool]], ...] = (
    ("wordpress_rest", is_wordpress_rest),
    ("ghost", is_ghost),
    ("drupal", is_drupal),
    ("arc", is_arc),
    ("schema_org", is_schema_org),
    ("activity_pub", is_activity_pub),
)
"""Content management systems, and how a story of theirs is known."""
_SIMPLE_ONLY = frozenset({"text", "html"})
_NINJS_ONLY = re.compile(
    r"(?:\$?standard|version[cC]reated|first[cC]reated|pubStatus|alt[iI]ds|bodies|headlines|"
    r"descriptions|by|byline|type|guid|slugline|body_\w+|description_\w+|headline_\w+|items|"
    r"_items|embargoedUntil|urgency|renditions|associations|subjects?|ednote|edNote|profile)"
)


def _is_ours(one: dict[str, Json]) -> bool:
    """Tell ninjs, and our smallest JSON, by what only they call so."""
    return "headline" in one or ("type" in one and bool({"guid", "uri"} & one.keys()))


def _are_simple(items: Sequence[Json]) -> bool:
    """Tell a list of our smallest JSON: of a mixed one ninjs loses nothing."""
    objects = [one for one in items[:MOST_ITEMS] if isinstance(one, dict)]
    return bool(objects) and all(_SIMPLE[tuple(one)] for one in objects)


def _is_simple(keys: tuple[str, ...]) -> bool:
    """Tell our smallest JSON from ninjs: by what only it has, or by what it lacks."""
    is_ninjs = any(map(_NINJS_ONLY.fullmatch, keys))
    return not is_ninjs or (
        not _SIMPLE_ONLY.isdisjoint(keys)
        and not any(key.startswith(("body_", "bodies", "headlines")) for key in keys)
    )


_SIMPLE = ByKeys(_is_simple)
