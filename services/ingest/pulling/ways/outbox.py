"""ActivityPub's outboxes: `first` and `next` lead from the newest activity to the oldest.

https://www.w3.org/TR/activitypub/#outbox. Pages are read until one shows what is known already,
and taken in from the oldest on, so that a Delete comes after what it deletes.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator
from typing import Any
from urllib.parse import urljoin, urlsplit

import orjson

from services.ingest.pulling.plan import PullPlan
from services.ingest.pulling.pulled import Cursor, Looked, Means, Pulled
from services.ingest.pulling.web import PullFailedError

_MOST_PAGES = 20
_MOST_REMEMBERED = 400
_MOST_FETCHED = 100
"""Objects that activities only name, in one poll."""

_TELLS = ("Create", "Update", "Delete")
_GONE = frozenset({401, 403, 404, 410})
_TYPE = "application/activity+json"


async def pull(
    plan: PullPlan, cursor: Cursor, means: Means
) -> AsyncGenerator[Pulled | Looked, None]:
    """Take in what was told since the last look."""
    known = [name for name in cursor.get("known", "").split(" ") if name]
    pages = [page async for page in _pages(plan, set(known), means)]
    fetched = 0
    for address, activities in reversed(pages):
        told: list[dict[str, Any]] = []
        for activity in reversed(activities):
            if isinstance(activity.get("object"), str) and activity.get("type") != "Delete":
                fetched += 1
                activity = await _with_object(activity, address, plan, means)  # noqa: PLW2901
            if activity is not None:
                told.append(activity)
            if fetched > _MOST_FETCHED:
                raise PullFailedError(
                    f"more than {_MOST_FETCHED} activities only name their objects"
                )
        known = [*known, *(_name(each) for each in activities)][-_MOST_REMEMBERED:]
        moved = {"known": " ".join(known)}
        if told:
            yield Pulled(
                name=address,
                content=orjson.dumps({"type": "OrderedCollectionPage", "items": told}),
                media_type=_TYPE,
                cursor=moved,
                url=address,
                matters=False,
            )
        else:
            yield Looked(cursor=moved)
    yield Looked(cursor={"known": " ".join(known) or "-"})


async def _pages(
    plan: PullPlan, known: set[str], means: Means
) -> AsyncGenerator[tuple[str, list[dict[str, Any]]], None]:
    """Give the pages with what is not known yet, the newest first, each with its address."""
    address, page = plan.url, await _get(plan.url, plan, means)
    asked = {address}
    for number in range(_MOST_PAGES):
        first = page.get("first") if not number else None
        if isinstance(first, str) and not _items(page):
            address = urljoin(address, first)
            asked.add(address)
            page = await _get(address, plan, means)
        elif isinstance(first, dict):
            page = first
        items = _items(page)
        told = [
            each for each in items if each.get("type") in _TELLS and _name(each) not in known
        ]
        yield address, told
        following = page.get("next")
        if any(_name(each) in known for each in items) or not isinstance(following, str):
            return
        address = urljoin(address, following)
        if address in asked:
            return
        asked.add(address)
        page = await _get(address, plan, means)


async def _get(address: str, plan: PullPlan, means: Means) -> dict[str, Any]:
    answer = await means.web.get(address, plan, {"Accept": plan.media_type or _TYPE})
    answer.check(means.now())
    try:
        value = orjson.loads(answer.content)
    except orjson.JSONDecodeError as error:
        raise PullFailedError(f"the outbox is no JSON: {error}"[:300]) from error
    kind = value.get("type") if isinstance(value, dict) else None
    if kind not in (
        "OrderedCollection",
        "OrderedCollectionPage",
        "Collection",
        "CollectionPage",
    ):
        raise PullFailedError(f"this is no outbox, but {str(kind)[:60]}; give its own address")
    return dict(value)


def _items(page: dict[str, Any]) -> list[dict[str, Any]]:
    found = page.get("orderedItems", page.get("items"))
    listed = found if isinstance(found, list) else [found]
    return [each for each in listed if isinstance(each, dict)]


async def _with_object(
    activity: dict[str, Any], address: str, plan: PullPlan, means: Means
) -> dict[str, Any] | None:
    """Put in the object that an activity only names; what is gone is told as a Tombstone."""
    name = str(activity["object"])
    if urlsplit(name).hostname != urlsplit(address).hostname:
        return None  # somebody else's
    answer = await means.web.get(name, plan, {"Accept": _TYPE})
    if answer.status in _GONE:
        return {**activity, "type": "Delete"} if answer.status == 410 else None
    answer.check(means.now())
    try:
        inner = orjson.loads(answer.content)
    except orjson.JSONDecodeError:
        return None
    return {**activity, "object": inner} if isinstance(inner, dict) else None


def _name(activity: dict[str, Any]) -> str:
    """Name an activity shortly; one without an id by all that it says."""
    said = activity.get("id")
    told = said if isinstance(said, str) and said else orjson.dumps(activity).decode()
    return hashlib.blake2b(told.encode(), digest_size=9).hexdigest()
