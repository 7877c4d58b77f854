"""Arc XP's ANS: a story as a list of elements; pure.

https://github.com/washingtonpost/ans-schema. Tables, lists, quotes and headings become HTML;
what is scheduled is embargoed until then, what is not published is withheld.
"""

from __future__ import annotations

import html
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
    text_at,
)
from services.ingest.formats.json.document import Json

_MOST_ELEMENTS = 5_000
_DEEPEST_LIST = 8


def is_arc(one: Object) -> bool:
    """Tell a story by its elements and its headlines by name."""
    return isinstance(one.get("headlines"), dict) and (
        "content_elements" in one or "canonical_url" in one or "promo_items" in one
    )


def _as_ninjs(story: Object, _: Json) -> Object:
    revision, extra = story.get("revision"), story.get("additional_properties")
    is_unpublished = (isinstance(revision, dict) and revision.get("published") is False) or (
        isinstance(extra, dict) and extra.get("is_published") is False
    )
    site = text_at(story, "canonical_website")
    address = text_at(story, "canonical_url")
    name = text_at(story, "_id")
    published = text_at(story, "first_publish_date") or text_at(story, "publish_date")
    return {
        "uri": f"arc:{name}" if name else address,
        "url": address if address and "://" in address else None,
        "firstcreated": published or text_at(story, "created_date"),
        "versioncreated": text_at(story, "last_updated_date")
        or text_at(story, "display_date")
        or published,
        "pubstatus": "withheld" if is_unpublished else "usable",
        "embargoed": _scheduled(story) if is_unpublished else None,
        "language": text_at(story, "language"),
        "headline": text_at(story, "headlines", "basic"),
        "description_text": text_at(story, "description", "basic")
        or text_at(story, "subheadlines", "basic"),
        "body_html": "\n".join(_paragraphs(story)) or None,
        "slugline": text_at(story, "slug"),
        "byline": ", ".join(map(str, names_at(story, "credits", "by"))) or None,
        "source": text_at(story, "source", "name") or site,
        "service": [
            {"code": text_at(one, "_id"), "name": text_at(one, "name")}
            for one in objects_at(story, "taxonomy", "sections")
        ],
        "keywords": names_at(story, "taxonomy", "tags", key="text")
        or names_at(story, "taxonomy", "tags", key="slug"),
        "edNote": text_at(story, "planning", "internal_note"),
        "associations": [
            picture(
                text_at(one, "url"),
                alt=text_at(one, "alt_text"),
                caption=text_at(one, "caption"),
                credit=" / ".join(
                    str(name)
                    for part in ("by", "affiliation")
                    for name in names_at(one, "credits", part)
                )
                or None,
                more={"copyrightnotice": text_at(one, "copyright")},
            )
            for one in objects_at(story, "promo_items", "basic")
            if one.get("type") == "image" and text_at(one, "url")
        ],
    }


def _scheduled(story: Object) -> str | None:
    return next(
        (
            date
            for one in objects_at(
                story, "publishing", "scheduled_operations", "publish_edition"
            )
            if (date := text_at(one, "date"))
        ),
        None,
    )


def _paragraphs(story: Object) -> Iterator[str]:
    for number, one in enumerate(objects_at(story, "content_elements")):
        if number == _MOST_ELEMENTS:
            return
        kind = one.get("type")
        text = text_at(one, "content") or ""
        if kind in ("text", "correction", "endorsement", "interstitial_link") and text:
            yield f"<p>{text}</p>"
        elif kind == "raw_html":
            yield text
        elif kind == "header" and text:
            level = text_at(one, "level") or "2"
            yield (
                f"<h{level[:1]}>{text}</h{level[:1]}>"
                if level[:1] in "23456"
                else f"<h2>{text}</h2>"
            )
        elif kind == "list":
            yield _list(one)
        elif kind == "quote":
            inner = "".join(_paragraphs(one)) or f"<p>{text}</p>"
            by = text_at(one, "citation", "content")
            yield f"<blockquote>{inner}{f'<p>{by}</p>' if by else ''}</blockquote>"
        elif kind == "table":
            yield _table(one)
        elif kind == "code" and text:
            yield f"<pre>{html.escape(text, quote=False)}</pre>"


def _list(one: Object, depth: int = 0) -> str:
    tag = "ol" if one.get("list_type") == "ordered" else "ul"
    rows = (
        _list(item, depth + 1)
        if item.get("type") == "list" and depth < _DEEPEST_LIST
        else text_at(item, "content") or ""
        for item in objects_at(one, "items")
    )
    return f"<{tag}>{''.join(f'<li>{row}</li>' for row in rows if row)}</{tag}>"


def _table(one: Object) -> str:
    head = _cells(one.get("header"), "th")
    rows = one.get("rows")
    body = "".join(
        f"<tr>{_cells(row)}</tr>" for row in (rows if isinstance(rows, list) else [])
    )
    return f"<table>{f'<tr>{head}</tr>' if head else ''}{body}</table>"


def _cells(row: Json, tag: str = "td") -> str:
    return "".join(
        f"<{tag}>{text_at(cell, 'content') or ''}</{tag}>" for cell in objects_at(row)
    )


_CMS = Cms("arc", _as_ninjs)
parse_arc = partial(parse, _CMS)
arc_value = partial(parse_value, _CMS)
