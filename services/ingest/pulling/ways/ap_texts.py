"""AP's feed names its stories' texts and does not have them: they are fetched beside it.

An item's text is the NITF rendition; it goes under `nitf.body_html`, where formats/ap_json.py
looks for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import orjson

from services.ingest.formats import parse_payload
from services.ingest.formats.parsed import Payload, UnknownFormatError, UnreadableError
from services.ingest.pulling.plan import PullPlan
from services.ingest.pulling.web import Answer, PullFailedError, Web

_AT_ONCE = 4
_NO_SUCH_TEXT = frozenset({403, 404, 406, 410})
"""A text that is not to be had must not keep the feed from going on; intake notes its lack."""


async def with_texts(answer: Answer, plan: PullPlan, web: Web) -> Answer:
    """Put into a page the texts that it only names; a page that names none stays as it is.

    Raises `PullFailedError` where a text may be had later: then the page is asked for again.
    """
    if b'"nitf"' not in answer.content:
        return answer
    page = orjson.loads(answer.content)
    lacking = [*_lacking(page)]
    room = asyncio.Semaphore(_AT_ONCE)

    async def fetch(item: dict[str, Any], href: str) -> None:
        async with room:
            text = await web.get(urljoin(answer.url, href), plan, {"Accept": "text/xml, */*"})
        if text.status in _NO_SUCH_TEXT:
            return
        text.check(datetime.now(UTC))
        body = await asyncio.to_thread(_body_of, text)
        if body:
            item["nitf"] = {"body_html": body}

    try:
        async with asyncio.TaskGroup() as fetching:
            for item, href in lacking:
                fetching.create_task(fetch(item, href))
    except* PullFailedError as errors:
        raise _first(errors) from None
    return replace(answer, content=orjson.dumps(page)) if lacking else answer


def _lacking(page: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Find the stories without their text, each with its NITF rendition's address."""
    data = page.get("data") if isinstance(page, dict) else None
    places = [place for place in (page, data) if isinstance(place, dict)]
    for place in places:
        listed = place.get("items")
        for wrapper in listed if isinstance(listed, list) else ():
            item = wrapper.get("item") if isinstance(wrapper, dict) else None
            if not isinstance(item, dict) or "nitf" in item or "nitf" in wrapper:
                continue
            renditions = item.get("renditions")
            nitf = renditions.get("nitf") if isinstance(renditions, dict) else None
            href = nitf.get("href") if isinstance(nitf, dict) else None
            if isinstance(href, str) and item.get("pubstatus", "usable") == "usable":
                yield item, href


def _body_of(answer: Answer) -> str | None:
    payload = Payload(
        content=answer.content, media_type="application/xml", received_at=datetime.now(UTC)
    )
    try:
        items = parse_payload(payload).items
    except (UnreadableError, UnknownFormatError):
        return None
    body = items[0].item.body() if items else None
    return body.value if body else None


def _first(errors: BaseExceptionGroup[PullFailedError]) -> PullFailedError:
    first = errors.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first
