"""Searches: the page for people, and the call for machines."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from services.publish.reader.cache import Page
from services.publish.reader.catalogue.view import View
from services.publish.reader.printing.addresses import Wanted
from services.publish.reader.printing.press import Moved, Press, Request
from services.publish.reader.search.asked import LONGEST_QUERY, Asked, asked
from services.publish.reader.search.snippets import snippet
from services.publish.story import Story

_ON_A_PAGE = 20
_MOST_AT_ONCE = 100
_DEEPEST = 10_000
_FIELDS = ("q", "section", "topic", "place", "person", "language", "from", "to", "sort")


@dataclass(frozen=True, slots=True)
class _Hit:
    """A story that was found, with the words that show why."""

    story: Story
    snippet: Markup
    score: float


@dataclass(frozen=True, slots=True)
class _Hits:
    """A page of what was found; `next_offset` is None at the end."""

    hits: tuple[_Hit, ...]
    total: int
    next_offset: int | None


def page(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """Show a search and what it found. Never kept: the next story may match."""
    del wanted
    values = {name: request.values.get(name, "")[:LONGEST_QUERY] for name in _FIELDS}
    search = asked(values, press.zone)
    found: _Hits | None = None
    offset = _offset(request.values.get("after", ""))
    if not search.is_empty:
        found = _find(press, view, search, request, limit=_ON_A_PAGE, offset=offset)
    frame = press.frame(view, request, path="/search", others=False)
    title = press.pages.word(frame, "Search")
    frame = press.frame(view, request, path="/search", title=title, others=False)
    more = ""
    if found and found.next_offset is not None:
        asked_again = {name: value for name, value in values.items() if value}
        query = urlencode({**asked_again, "after": _cursor(found.next_offset)})
        more = f"{press.editions.base(view.edition)}/search?{query}"
    body = press.pages.render(
        "search.html",
        frame,
        values=values,
        languages=view.has_stories(press.editions.all),
        results=[(hit.story, hit.snippet) for hit in found.hits] if found else (),
        total=found.total if found else None,
        more=more,
    )
    headers = {"X-Robots-Tag": "noindex", "Cache-Control": "no-cache"}
    return press.page(view, request, frame, body, headers=headers)


def _find(
    press: Press, view: View, search: Asked, request: Request, *, limit: int, offset: int
) -> _Hits:
    """Search; what is shown comes from the catalogue, so that nothing is found that is gone."""
    index = press.index
    if index is None:
        return _Hits((), 0, None)
    result = index.search(search, limit=limit, offset=offset, now=request.now)
    scores = {each.number: each.score for each in result.found}
    stems = index.stems_of(search)
    hits = []
    for number, entry in view.catalog.numbered_among(list(scores)):
        if entry.article_id in view.hidden:
            continue
        story = view.story(entry)
        stem = index.stemmer(story.language)
        text = story.body_text
        if story.has_own_summary:
            text = f"{story.summary} {text}"
        words = snippet(text, stems, stem)
        hits.append(_Hit(story, words, round(scores[number], 4)))
    following = offset + len(result.found)
    is_more = result.found and following < min(result.total, _DEEPEST)
    return _Hits(tuple(hits), result.total, following if is_more else None)


def answer(
    press: Press, view: View, request: Request, values: Mapping[str, str]
) -> dict[str, Any]:
    """Answer `GET /v1/search` (SHAPES, “What the coming issues add”)."""
    search = asked(values, press.zone)
    said = values.get("limit", "")
    limit = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else _ON_A_PAGE  # noqa: PLR2004 - three digits
    limit = max(1, min(limit, _MOST_AT_ONCE))
    found = _find(
        press, view, search, request, limit=limit, offset=_offset(values.get("after", ""))
    )
    return {
        "results": [
            {
                "article_id": hit.story.article_id,
                "url": hit.story.url,
                "headline": hit.story.headline,
                "snippet": str(hit.snippet),
                "published_at": hit.story.published_at.isoformat(),
                "score": hit.score,
                "language": hit.story.language,
                "section": hit.story.section,
            }
            for hit in found.hits
        ],
        "total": found.total,
        "next": _cursor(found.next_offset) if found.next_offset is not None else None,
    }


def _cursor(offset: int) -> str:
    """Write where to go on: nobody's business how it is made."""
    return base64.urlsafe_b64encode(f"o{offset}".encode()).decode().rstrip("=")


def is_cursor(written: str) -> bool:
    """Tell whether we wrote it, or nobody wrote anything."""
    return not written or _read_offset(written) is not None


def _offset(written: str) -> int:
    return _read_offset(written) or 0


def _read_offset(written: str) -> int | None:
    if len(written) > 24:  # noqa: PLR2004 - longer than any of ours
        return None
    try:
        read = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode("ascii")
    except ValueError:
        return None
    number = read.removeprefix("o")
    return min(int(number), _DEEPEST) if read[:1] == "o" and number.isdigit() else None
