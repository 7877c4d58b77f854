"""Stories of interfaces without a reader of their own: `{"title", "content", "author"}`; pure.

Strapi, NewsAPI, the Guardian's content API and homemade ones differ in little but the names of
their keys. What is a story by its title and text is read; what they have beyond is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from services.ingest.formats.cms.reading import (
    Cms,
    Object,
    names_at,
    parse,
    parse_value,
    picture,
    plain_at,
    text_at,
)
from services.ingest.formats.json.document import Json
from services.ingest.formats.text.markup import looks_like_html

_WITHIN = ("attributes", "fields")
"""Where some hold what is theirs: Strapi's and JSON:API's attributes, the Guardian's fields."""
_TITLES = ("title", "webTitle", "headline", "heading")
_BODIES = (
    "content_html", "bodyHtml", "body", "content", "html", "text", "fullText", "bodyText",
    "article", "markdown",
)  # fmt: skip
_LEADS = (
    "description", "excerpt", "summary", "standfirst", "lead", "teaser", "trailText",
    "abstract",
)  # fmt: skip
_AUTHORS = ("authors", "author", "byline", "creator", "writer", "by")
_PUBLISHED = (
    "publishedAt", "published_at", "webPublicationDate", "datePublished", "date_published",
    "publishDate", "publish_date", "publicationDate", "pubDate", "published", "date",
    "createdAt", "created_at",
)  # fmt: skip
_MODIFIED = (
    "updatedAt", "updated_at", "lastModified", "last_modified", "modifiedAt", "modified_at",
    "dateModified", "date_modified", "modified", "updated",
)  # fmt: skip
_ADDRESSES = ("url", "webUrl", "link", "permalink", "canonical_url", "canonicalUrl", "href")
_NAMES = ("uuid", "guid", "documentId", "urn", "uri", "_id")
_PUBLIC = frozenset({"published", "publish", "live", "public", "active", "final", "true"})
_OTHERS = frozenset(
    {
        "headlines", "bodies", "body_html", "body_text", "versioncreated", "versionCreated",
        "standard", "pubstatus", "pubStatus", "embargoed", "altids", "specversion", "urn",
    }
)  # fmt: skip
"""What only the wires' own formats call so."""
_CUT = re.compile(r"\[\+\d{1,12} chars\]$")
_CUT_SIGNS = 22
"""Where NewsAPI ends a story that it does not give, and the most signs that takes."""


def is_plain_record(one: Object) -> bool:
    """Tell a story by a title and a text beside it, in no format's own words."""
    if "headline" in one or _OTHERS & one.keys():
        return False
    whole = _flat(one)
    return _first(whole, _TITLES) is not None and _first(whole, (*_BODIES, *_LEADS)) is not None


def _flat(one: Object) -> Object:
    within = (one[key] for key in _WITHIN if isinstance(one.get(key), dict))
    whole = dict(one)
    for inner in within:
        if isinstance(inner, dict):
            whole = {**whole, **inner}
    return whole


def _first(one: Object, names: Iterable[str]) -> str | None:
    """Give the words under the first of these names that has some, bare or `rendered`."""
    for name in names:
        for path in ((name,), (name, "rendered"), (name, "html"), (name, "value")):
            if (said := text_at(one, *path)) is not None:
                return said
    return None


def _begun(body: str) -> str | None:
    """Give the beginning of a story that is cut; None where it is whole."""
    end = body.rstrip()
    if not (cut := _CUT.search(end[-_CUT_SIGNS:])):
        return None
    begun = end[: len(end) - len(cut.group())].rstrip()
    return begun.removesuffix("…").removesuffix("...").rstrip()


def _as_ninjs(record: Object, _: Json) -> Object:
    one = _flat(record)
    address = _first(one, _ADDRESSES)
    body, lead = _first(one, _BODIES), _first(one, _LEADS)
    if body is not None and (begun := _begun(body)) is not None:
        lead, body = lead or begun, None
    published = _first(one, _PUBLISHED)
    names = next((found for key in _AUTHORS if (found := names_at(one, key))), [])
    images = [_first(one, ("urlToImage", "thumbnail", "image_url"))]
    sections: list[Json] = [
        {"name": name}
        for key in ("section", "sectionName", "category", "categories")
        for name in names_at(one, key)
    ]
    shown: list[Json] = [picture(each) for each in images if each and each.startswith("http")]
    status = (text_at(one, "status") or "published").lower()
    return {
        "uri": _first(one, _NAMES) or address or text_at(one, "id"),
        "url": address,
        "firstcreated": published,
        "versioncreated": _first(one, _MODIFIED) or published,
        "pubstatus": "usable" if status in _PUBLIC else "withheld",
        "language": _first(one, ("language", "lang", "locale")),
        "headline": plain_at(one, "title") or _first(one, _TITLES),
        "description_text": lead,
        **({"body_html" if looks_like_html(body) else "body_text": body} if body else {}),
        "slugline": text_at(one, "slug"),
        "byline": ", ".join(map(str, names)) or None,
        "source": text_at(one, "source", "name") or text_at(one, "source"),
        "service": sections[:5],
        "keywords": names_at(one, "tags") or names_at(one, "keywords"),
        "associations": shown,
    }


_CMS = Cms("plain_records", _as_ninjs)
parse_plain_records = partial(parse, _CMS)
plain_records_value = partial(parse_value, _CMS)
