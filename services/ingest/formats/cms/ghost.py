"""Ghost's content API and its web hooks: `{"posts": […]}`, `{"post": {"current": …}}`; pure.

https://docs.ghost.org/content-api/posts. `scheduled` posts are embargoed until their date.
"""

from __future__ import annotations

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

_STATUSES = {"published": "usable", "scheduled": "usable", "sent": "usable"}


_ONLY_GHOSTS = frozenset(
    {"comment_id", "feature_image", "custom_excerpt", "primary_author", "visibility"}
)


def is_ghost(one: Object) -> bool:
    """Tell a post by what only Ghost calls so."""
    return (
        "title" in one
        and bool({"html", "lexical", "mobiledoc", "plaintext"} & one.keys())
        and bool(_ONLY_GHOSTS & one.keys())
    )


def _as_ninjs(post: Object, _: Json) -> Object:
    status = text_at(post, "status") or "published"
    address = text_at(post, "feature_image")
    name = text_at(post, "uuid") or text_at(post, "id")
    return {
        "uri": f"urn:uuid:{name}" if name and "-" in name else text_at(post, "url") or name,
        "url": text_at(post, "canonical_url") or text_at(post, "url"),
        "firstcreated": text_at(post, "published_at") or text_at(post, "created_at"),
        "versioncreated": text_at(post, "updated_at") or text_at(post, "published_at"),
        "pubstatus": _STATUSES.get(status, "withheld"),
        "embargoed": text_at(post, "published_at") if status == "scheduled" else None,
        "headline": text_at(post, "title"),
        "description_text": text_at(post, "custom_excerpt") or text_at(post, "excerpt"),
        "body_html": text_at(post, "html"),
        "body_text": None if text_at(post, "html") else text_at(post, "plaintext"),
        "slugline": text_at(post, "slug"),
        "byline": ", ".join(
            map(str, names_at(post, "authors") or names_at(post, "primary_author"))
        )
        or None,
        "service": [
            {"code": text_at(tag, "slug"), "name": text_at(tag, "name")}
            for tag in objects_at(post, "primary_tag")
        ],
        "keywords": names_at(post, "tags"),
        "associations": [
            picture(
                address,
                alt=text_at(post, "feature_image_alt"),
                caption=plain_at(post, "feature_image_caption"),
            )
        ]
        if address
        else [],
    }


_CMS = Cms("ghost", _as_ninjs)
parse_ghost = partial(parse, _CMS)
ghost_value = partial(parse_value, _CMS)
