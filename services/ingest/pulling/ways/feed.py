"""Feeds over HTTP: asked for only when changed, read only when they are.

A page in a feed's place, a check of the visitor say, is a poll that failed and no story, unless
the plan says that pages come (`text/html`). A sitemap leads to the pages behind it.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from hashlib import sha256

from services.ingest.formats.recognise import guess_media_type
from services.ingest.pulling.plan import PullPlan
from services.ingest.pulling.pulled import UNREAD, Cursor, Looked, Means, Pulled
from services.ingest.pulling.ways.page import page_of
from services.ingest.pulling.ways.sitemap import follow, is_sitemap
from services.ingest.pulling.web import PullFailedError

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


async def pull(
    plan: PullPlan, cursor: Cursor, means: Means
) -> AsyncGenerator[Pulled | Looked, None]:
    """Get a feed, unless the server or its bytes say that it is the same as before."""
    headers = {"Accept": plan.media_type or _ACCEPT}
    if etag := cursor.get("etag"):
        headers["If-None-Match"] = etag
    if modified := cursor.get("modified"):
        headers["If-Modified-Since"] = modified
    answer = await means.web.get(plan.url, plan, headers)
    answer.check(means.now())
    if answer.is_not_modified and cursor.get("body"):
        yield Looked(cursor=cursor)
        return
    if not answer.content.strip():
        raise PullFailedError(f"the answer is empty (status {answer.status})")
    if is_sitemap(answer.content):
        async for step in follow(answer, plan, cursor, means):
            yield step
        return
    if _is_page(answer.content) and plan.media_type not in _PAGES:
        raise PullFailedError(
            f"HTML came in the feed's place{_titled(answer.content)}; where pages are meant, "
            "say so with the media type text/html"
        )
    digest = sha256(answer.content).hexdigest()
    moved = {
        key: value[:1000]
        for key, header in (("etag", "etag"), ("modified", "last-modified"))
        if (value := answer.headers.get(header)) and value.isascii()
    } | {"body": digest}
    if digest == cursor.get("body"):
        known = {UNREAD: cursor[UNREAD]} if UNREAD in cursor else {}
        yield Looked(cursor=moved | known)
        return
    yield page_of(answer, plan.media_type, moved, recurs=True)


def _is_page(content: bytes) -> bool:
    return guess_media_type("", content[:65_536]) == "text/html"


_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,200})", re.IGNORECASE)


def _titled(content: bytes) -> str:
    """Quote what a page calls itself: “Just a moment…” tells a check of the visitor."""
    found = _TITLE.search(content[:65_536])
    title = " ".join(found[1].decode("utf-8", "replace").split()) if found else ""
    return f", titled “{title[:80]}”" if title else ""
