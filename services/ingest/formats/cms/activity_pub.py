"""ActivityPub: what an outbox tells, articles and notes, and tombstones as kills; pure.

https://www.w3.org/TR/activitypub/. Likes and shares of others' posts are no stories; what is
not addressed to the public is withheld.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from services.ingest.formats.cms.reading import (
    Cms,
    Object,
    names_at,
    objects_at,
    parse,
    parse_value,
    picture,
    plain_at,
    text_at,
)
from services.ingest.formats.json.document import Json

_TELLS = frozenset({"Create", "Update", "Delete"})
_STORIES = frozenset({"Article", "Note", "Page", "Tombstone"})
_PUBLIC = ("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public")
_LONGEST_HEADLINE = 120


def is_activity_pub(one: Object) -> bool:
    """Tell an activity with its object, or such an object alone."""
    kind = one.get("type")
    if kind in _TELLS:
        return "object" in one and ("actor" in one or "id" in one)
    return kind in _STORIES and "id" in one and ("attributedTo" in one or kind == "Tombstone")


def _as_ninjs(activity: Object, _: Json) -> Object:
    kind = text_at(activity, "type")
    inner = activity.get("object")
    story = inner if isinstance(inner, dict) else activity
    name = text_at(activity, "object") if kind == "Delete" else None
    name = name or text_at(story, "id")
    if kind == "Delete" or story.get("type") == "Tombstone":
        when = text_at(story, "deleted") or text_at(activity, "published")
        return {"uri": name, "versioncreated": when, "pubstatus": "canceled"}
    content = text_at(story, "content")
    published = text_at(story, "published") or text_at(activity, "published")
    return {
        "uri": name,
        "url": text_at(story, "url"),
        "firstcreated": published,
        "versioncreated": text_at(story, "updated") or published,
        "pubstatus": "usable" if _is_public(story, activity) else "withheld",
        "headline": plain_at(story, "name") or _first_words(plain_at(story, "content")),
        "description_text": plain_at(story, "summary"),
        "body_html": content,
        "byline": ", ".join(map(str, names_at(story, "attributedTo"))) or None
        if isinstance(story.get("attributedTo"), dict)
        else None,
        "keywords": [str(tag).lstrip("#") for tag in names_at(story, "tag")],
        "associations": [*_pictures(story)],
    }


def _pictures(story: Object) -> Iterator[Object]:
    """Give what is attached and drawn; `name` is the text for who cannot see it."""
    for key in ("attachment", "image"):
        for one in objects_at(story, key):
            links = [one, *objects_at(one, "url")]
            told = (text_at(each, "url") or text_at(each, "href") for each in links)
            address = next((each for each in told if each), None)
            kinds = [str(each.get("mediaType") or "") for each in links]
            is_image = one.get("type") == "Image" or any(k.startswith("image/") for k in kinds)
            if address and is_image:
                yield picture(
                    address,
                    alt=text_at(one, "name"),
                    caption=plain_at(one, "summary"),
                    more={"renditions": [_rendition(one, address)]},
                )


def _rendition(one: Object, address: str) -> Object:
    """Write size and focal point, which counts from the middle: -1 to 1, upwards."""
    rendition: Object = {"name": "original", "href": address}
    sides = [one.get("width"), one.get("height")]
    if not all(isinstance(side, int) and 0 < side < _LARGEST for side in sides):
        return rendition
    width, height = (float(str(side)) for side in sides)
    rendition |= {"width": int(width), "height": int(height)}
    point = one.get("focalPoint")
    if isinstance(point, list) and len(point) == len(sides):
        try:
            x, y = (min(1.0, max(-1.0, float(str(each)))) for each in point)
        except ValueError:
            return rendition
        poi: Object = {"x": round((1 + x) / 2 * width), "y": round((1 - y) / 2 * height)}
        rendition["poi"] = poi
    return rendition


_LARGEST = 100_000


def _is_public(*told: Object) -> bool:
    """Tell what is addressed to everybody; what says nothing of it is taken to be."""
    addressed = [
        name for one in told for key in ("to", "cc") for name in names_at(one, key, key="id")
    ]
    return not addressed or any(name in _PUBLIC for name in addressed)


def _first_words(text: str | None) -> str | None:
    """Give a note its first line for a headline: notes have none."""
    line = (text or "").strip().partition("\n")[0]
    if len(line) <= _LONGEST_HEADLINE:
        return line or None
    return line[:_LONGEST_HEADLINE].rpartition(" ")[0] + " …"


_CMS = Cms("activity_pub", _as_ninjs)
parse_activity_pub = partial(parse, _CMS)
activity_pub_value = partial(parse_value, _CMS)
