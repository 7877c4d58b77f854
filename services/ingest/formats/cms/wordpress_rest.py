"""WordPress' REST API: posts, as `/wp-json/wp/v2/posts?_embed` gives them; pure.

https://developer.wordpress.org/rest-api/reference/posts/. `future` posts are embargoed until
their date, `trash` is a kill, what has a password is withheld.
"""

from __future__ import annotations

from functools import partial

from services.ingest.formats.cms.reading import (
    Cms,
    Object,
    in_utc,
    names_at,
    objects_at,
    parse,
    parse_value,
    picture,
    plain_at,
    text_at,
)
from services.ingest.formats.json.document import Json
from services.ingest.formats.text.shortcodes import without_shortcodes

_STATUSES = {"publish": "usable", "future": "usable", "trash": "canceled", "inherit": "usable"}


def is_wordpress_rest(one: Object) -> bool:
    """Tell a post by the objects that hold its rendered texts."""
    title, content = one.get("title"), one.get("content")
    return (
        isinstance(title, dict)
        and "rendered" in title
        and (isinstance(content, dict) or "date_gmt" in one or "slug" in one)
    )


def _as_ninjs(post: Object, _: Json) -> Object:
    status = text_at(post, "status") or "publish"
    published = in_utc(text_at(post, "date_gmt")) or text_at(post, "date")
    content = post.get("content")
    is_locked = isinstance(content, dict) and content.get("protected") is True
    return {
        "uri": text_at(post, "guid", "rendered")
        or text_at(post, "guid")
        or text_at(post, "link"),
        "url": text_at(post, "link"),
        "firstcreated": published,
        "versioncreated": in_utc(text_at(post, "modified_gmt"))
        or text_at(post, "modified")
        or published,
        "pubstatus": "withheld" if is_locked else _STATUSES.get(status, "withheld"),
        "embargoed": published if status == "future" else None,
        "headline": text_at(post, "title", "rendered"),
        "description_text": plain_at(post, "excerpt", "rendered"),
        "body_html": without_shortcodes(text_at(post, "content", "rendered") or "") or None,
        "slugline": text_at(post, "slug"),
        "byline": ", ".join(map(str, _authors(post))) or None,
        "service": [
            {"code": text_at(term, "slug"), "name": text_at(term, "name")}
            for term in _terms(post)
            if term.get("taxonomy") != "post_tag"
        ],
        "keywords": [
            text_at(term, "name") for term in _terms(post) if term.get("taxonomy") == "post_tag"
        ],
        "associations": [
            picture(
                text_at(media, "source_url"),
                alt=text_at(media, "alt_text"),
                caption=plain_at(media, "caption", "rendered"),
                credit=text_at(media, "media_details", "image_meta", "credit"),
                more={
                    "copyrightnotice": text_at(
                        media, "media_details", "image_meta", "copyright"
                    )
                },
            )
            for media in objects_at(post, "_embedded", "wp:featuredmedia")
            if text_at(media, "source_url")
        ],
    }


def _authors(post: Object) -> list[Json]:
    """Give by-lines: those of the co-authors' plug-in before the account that typed it in."""
    return (
        names_at(post, "coauthors", key="display_name")
        or names_at(post, "authors", key="display_name")
        or names_at(post, "_embedded", "author")
        or names_at(post, "yoast_head_json", "author")
    )


def _terms(post: Object) -> list[Object]:
    embedded = post.get("_embedded")
    groups = embedded.get("wp:term") if isinstance(embedded, dict) else None
    return [
        term
        for group in (groups if isinstance(groups, list) else [])
        for term in (group if isinstance(group, list) else [])
        if isinstance(term, dict)
    ]


_CMS = Cms("wordpress_rest", _as_ninjs)
parse_wordpress_rest = partial(parse, _CMS)
wordpress_rest_value = partial(parse_value, _CMS)
