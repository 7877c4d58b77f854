"""The story in the state that a page's scripts start from, where the page itself is empty.

Next.js, Nuxt, Arc and others send what they render as JSON in a script: the story is the
longest prose in it, in one string or in a list of paragraphs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from services.ingest.formats.text.markup import (
    clean_html,
    html_to_text,
    looks_like_html,
    tidy_text,
)

_LONGEST = 2_000_000
_DEEPEST = 40
_MOST_VALUES = 100_000
_WORDS_OF_A_PARAGRAPH = 8
_WORDS_OF_A_STORY = 50
_ASSIGNED = re.compile(r"^\s*(?:window|self|globalThis)[.\[][\w.\[\]\"']{2,60}\s*=\s*(?=[{\[])")
_TAGS = re.compile(r"<[^>]{0,500}>")


def state_body(tree: HtmlElement) -> str | None:
    """Give the longest prose in a page's state as plain paragraphs, if it is a story's."""
    found = [text for script in tree.iter("script") for text in _stories(_state(script))]
    longest = max(found, key=len, default="")
    return longest if _count(longest) >= _WORDS_OF_A_STORY else None


def _state(script: HtmlElement) -> Any:
    text = script.text or ""
    kind = (script.get("type") or "").lower()
    assigned = _ASSIGNED.match(text[:200])
    if len(text) > _LONGEST or not (kind == "application/json" or assigned):
        return None
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(
            text, assigned.end() if assigned else len(text) - len(text.lstrip())
        )
    except (ValueError, RecursionError):
        return None
    return value


def _stories(state: Any) -> Iterator[str]:
    """Give the strings that read as prose, and what lists of paragraphs come to together."""
    waiting: list[tuple[Any, int]] = [(state, 0)]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        value, depth = waiting.pop()
        if isinstance(value, str):
            yield _prose(value)
        elif depth < _DEEPEST and isinstance(value, dict):
            waiting += [(part, depth + 1) for part in value.values()]
        elif depth < _DEEPEST and isinstance(value, list):
            parts = [text for part in value if (text := _prose(_paragraph(part)))]
            if len(parts) > 1:
                yield "\n\n".join(parts)
            waiting += [(part, depth + 1) for part in value]


def _paragraph(part: Any) -> str:
    if isinstance(part, dict):
        said = (part.get(key) for key in ("content", "text", "html", "value", "body"))
        part = next((text for text in said if isinstance(text, str)), "")
    return part if isinstance(part, str) else ""


def _prose(text: str) -> str:
    """Give a string as plain text, if it is prose and no address, code or list of names."""
    if _count(text) < _WORDS_OF_A_PARAGRAPH or text.lstrip()[:1] in ("{", "["):
        return ""
    plain = html_to_text(clean_html(text)) if looks_like_html(text) else tidy_text(text)
    return plain if re.search(r"[.!?…»”\"。।]", plain) else ""


def _count(text: str) -> int:
    return len(_TAGS.sub(" ", text).split())
