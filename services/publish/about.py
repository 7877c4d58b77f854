"""What a site's filter can ask about a story: codes, never its words; pure.

What a story was ever about stays with it after a kill or recall: by it a site learns of the end
of what it was shown, and of nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

import orjson

from services.publish.slugs import section_slug
from shared.articles import Noun
from shared.ninjs import Concept

_REMEMBERED_ABOUTS = 20
_PLACE_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,3})?|[0-9]{1,12}")
_TOPIC_CODE = re.compile(r"[A-Za-z0-9._-]{1,60}")


class About(Noun):
    """One revision, as filters see it: topics by their last code, places by code."""

    source: str = ""
    section: str = ""
    language: str = ""
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    urgency: int | None = None


def about_story(
    *,
    source: str,
    section: str,
    language: str | None,
    urgency: int | None,
    subjects: Iterable[Concept],
    places: Iterable[Concept],
    countries: Iterable[str | None],
) -> About:
    """Gather what filters may ask. `countries`: ISO codes that enrichment found."""
    codes = (code for place in places for code in (place.literal, _last(place.uri)))
    found = (code for code in (*codes, *countries) if code and _PLACE_CODE.fullmatch(code))
    topics = (code for each in subjects for code in (_last(each.uri), _last(each.literal)))
    return About(
        source=source,
        section=section_slug(section),
        language=(language or "").casefold(),
        urgency=urgency,
        topics=tuple(sorted({t.casefold() for t in topics if t and _TOPIC_CODE.fullmatch(t)})),
        places=tuple(sorted({code.casefold() for code in found})),
    )


def hashed_topic(topic: str) -> str:
    """Give what is kept of a topic's code when its story is taken back: it can be its word."""
    if topic.startswith(_HASHED):
        return topic
    return _HASHED + hashlib.blake2b(topic.encode(), digest_size=8).hexdigest()


_HASHED = "~"
"""In no topic's code."""


def without_words(abouts: Iterable[About]) -> tuple[About, ...]:
    """Keep for filters what a story was about, and no word of it."""
    return tuple(
        About(**{**dict(each), "topics": tuple(map(hashed_topic, each.topics))})
        for each in abouts
    )


def about_item(item: str, section: str) -> About:
    """Read it from a public item that was written before it was kept beside it."""
    written: dict[str, Any] = orjson.loads(item)
    return about_story(
        source="",
        section=section,
        language=str(written.get("language", "")),
        urgency=written.get("urgency"),
        subjects=[_concept(each) for each in written.get("subjects", [])],
        places=[_concept(each) for each in written.get("places", [])],
        countries=(),
    )


def with_about(known: tuple[About, ...], newest: About) -> tuple[About, ...]:
    """Add what a revision is about to what its story was about; the newest stands last."""
    others = tuple(each for each in known if each != newest)
    return (*others, newest)[-_REMEMBERED_ABOUTS:]


def _concept(written: dict[str, Any]) -> Concept:
    return Concept(uri=written.get("uri"), literal=written.get("literal"))


def _last(code: str | None) -> str:
    return re.split(r"[/:#]", code or "")[-1]
