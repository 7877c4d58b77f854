"""HTTP APIs with a cursor: each answer names the next page, as AP's `next_page` does.

https://developer.ap.org/ap-media-api/: the feed's last page has no items and names the place
to ask from next time.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urljoin

import orjson

from services.ingest.pulling.plan import PullPlan
from services.ingest.pulling.pulled import UNREAD, Cursor, Looked, Means, Pulled
from services.ingest.pulling.ways.ap_texts import with_texts
from services.ingest.pulling.ways.page import page_of
from services.ingest.pulling.web import PullFailedError

_MOST_PAGES = 50
"""In one poll; the next goes on from there, so that no source holds a poller for ever."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself."""

    next: str | None
    is_empty: bool


async def pull(
    plan: PullPlan, cursor: Cursor, means: Means
) -> AsyncGenerator[Pulled | Looked, None]:
    """Follow the pages from where the last poll came to, until one has nothing new."""
    here = cursor.get("next") or plan.url
    known_body = cursor.get("body")
    accept = {"Accept": plan.media_type or "application/json"}
    for _ in range(_MOST_PAGES):
        answer = await means.web.get(here, plan, accept)
        answer.check(means.now())
        if answer.is_unchanged:
            yield Looked(cursor=cursor)
            return
        page = read_page(answer.content, plan.next_field or "next_page")
        following = urljoin(here, page.next) if page.next else here
        if page.is_empty:
            yield Looked(cursor={"next": following})
            return
        if following == here:
            # The last page so far: it will be shown again, with more on it.
            digest = sha256(answer.content).hexdigest()
            unread = cursor.get(UNREAD)
            cursor = {"next": here, "body": digest}
            if digest == known_body:
                yield Looked(cursor=cursor | ({UNREAD: unread} if unread else {}))
            else:
                answer = await with_texts(answer, plan, means.web)
                yield page_of(answer, plan.media_type, cursor, recurs=True)
            return
        cursor = {"next": following}
        answer = await with_texts(answer, plan, means.web)
        yield page_of(answer, plan.media_type, cursor, recurs=known_body is not None)
        here, known_body = following, None
    yield Looked(cursor=cursor, more=True)


def read_page(content: bytes, next_field: str) -> Page:
    """Find the next page's address, at the top, under `data`, or where dots lead to.

    Raises `PullFailedError` where this is no JSON object: its next page would be lost.
    """
    try:
        value = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise PullFailedError(f"the answer is no JSON: {error}"[:300]) from error
    if not isinstance(value, dict):
        raise PullFailedError("the answer is no JSON object, so it names no next page")
    data = value.get("data")
    places = [value, data] if isinstance(data, dict) else [value]
    lists = [
        place[key] for place in places for key in ("items", "data") if _is_list(place.get(key))
    ]
    found = [_at(place, next_field) for place in places]
    following = next((each for each in found if isinstance(each, str) and each.strip()), None)
    return Page(following and following.strip(), bool(lists) and not any(lists))


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _at(value: object, path: str) -> object:
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value
