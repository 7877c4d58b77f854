"""Feeds and single pages over HTTP: asked for only when changed, read only when they are.

What has given a feed once gives feeds: a page in its place, a check of the visitor say, is a
poll that failed and no story.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from hashlib import sha256

from services.ingest.formats.recognise import guess_media_type
from services.ingest.pulling.plan import PullPlan, shown_url
from services.ingest.pulling.pulled import Cursor, Looked, Means, Pulled
from services.ingest.pulling.web import Answer, PullFailedError, without_user

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/json;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
_OFTEN_WRONG = frozenset({"", "text/html", "text/plain", "application/octet-stream"})
"""What servers say of feeds without meaning it."""

_KEPT_HEADERS = ("content-type", "etag", "last-modified", "date", "server")


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
    if answer.is_unchanged:
        yield Looked(cursor=cursor)
        return
    if not answer.content.strip():
        raise PullFailedError("the answer is empty")
    gives = "page" if _is_page(answer.content) else "feed"
    if gives == "page" and cursor.get("gives") == "feed":
        raise PullFailedError(f"HTML came in the feed's place{_titled(answer.content)}")
    digest = sha256(answer.content).hexdigest()
    moved = {
        key: value[:1000]
        for key, header in (("etag", "etag"), ("modified", "last-modified"))
        if (value := answer.headers.get(header)) and value.isascii()
    } | {"body": digest, "gives": gives}
    if digest == cursor.get("body"):
        yield Looked(cursor=moved)
        return
    yield page_of(answer, plan, moved, recurs=True)


def _is_page(content: bytes) -> bool:
    return guess_media_type("", content[:65_536]) == "text/html"


_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{1,200})", re.IGNORECASE)


def _titled(content: bytes) -> str:
    """Quote what a page calls itself: “Just a moment…” tells a check of the visitor."""
    found = _TITLE.search(content[:65_536])
    title = " ".join(found[1].decode("utf-8", "replace").split()) if found else ""
    return f", titled “{title[:80]}”" if title else ""


def page_of(answer: Answer, plan: PullPlan, cursor: Cursor, *, recurs: bool) -> Pulled:
    """Make a thing to take in of an answer."""
    said, charset = answer.content_type
    if said in _OFTEN_WRONG:
        said = guess_media_type("", answer.content[:65_536])
    return Pulled(
        name=answer.url,
        content=answer.content,
        media_type=plan.media_type or said,
        charset=charset,
        # It may become an article's own address, which readers see.
        url=shown_url(without_user(answer.url)),
        headers={
            name: value[:500] for name in _KEPT_HEADERS if (value := answer.headers.get(name))
        },
        cursor=cursor,
        recurs=recurs,
    )
