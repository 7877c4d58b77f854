"""What a path of the site asks for; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from services.publish.reader.catalogue.editions import Editions
from services.publish.reader.catalogue.shelves import (
    CORRECTED,
    EVERYTHING,
    PLACES_OF_KINDS,
    topic_shelf,
)
from services.publish.renderers import FEEDS
from services.publish.slugs import OURS

_NEWS_SITEMAP = "news-sitemap.xml"
_CHUNK = re.compile(r"sitemap-(\d{1,18})\.xml")
_FILES = frozenset({"sitemap.xml", "robots.txt", "favicon.ico", "search"})
_DIRECTORIES = frozenset({"archive", "corrections", *PLACES_OF_KINDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: a kind of page, in an edition, of a shelf or under a name."""

    kind: str
    edition: str
    shelf: str = ""
    name: str = ""


def wanted(path: str, editions: Editions) -> Wanted:
    """Read a path, percent-decoded. The kind is `none` where it can be nothing of ours."""
    parts = path.split("/")[1:]
    edition = editions.main
    if len(parts) > 1 and parts[0] in editions.others:
        edition, parts = parts[0], parts[1:]
    found = _read(parts, edition)
    return found or Wanted(kind="none", edition=edition)


def _read(parts: list[str], edition: str) -> Wanted | None:
    match parts:
        case [""]:
            return Wanted(kind="front", edition=edition)
        case [name]:
            return _file(name, edition)
        case ["archive", *rest]:
            return _archive(rest, edition)
        case ["static", name]:
            return Wanted(kind="static", edition=edition, name=name)
        case [".well-known", "tdmrep.json"]:
            return Wanted(kind="tdmrep", edition=edition)
        case ["corrections", name]:
            return _of_shelf(CORRECTED, name, edition)
        case [place, ""] if place in PLACES_OF_KINDS:
            kind = PLACES_OF_KINDS[place]
            return Wanted(kind="index", edition=edition, shelf=f"{kind}:", name=place)
        case [place, key, name] if place in PLACES_OF_KINDS and key:
            kind = PLACES_OF_KINDS[place]
            shelf = topic_shelf(key) if kind == "topic" else f"{kind}:{key}"
            return _of_shelf(shelf, name, edition)
        case [section, ""] if section and section not in OURS:
            return Wanted(kind="section", edition=edition, shelf=f"section:{section}")
        case [section, name] if section and name:
            shelf = f"section:{section}"
            if name == _NEWS_SITEMAP:
                return Wanted(kind="news_sitemap", edition=edition, shelf=shelf)
            if name in FEEDS:
                return Wanted(kind="feed", edition=edition, shelf=shelf, name=name)
            return Wanted(kind="story", edition=edition, shelf=shelf, name=name)
        case [section, name, "changes"] if section and name:
            return Wanted(
                kind="changes", edition=edition, shelf=f"section:{section}", name=name
            )
    return None


def _file(name: str, edition: str) -> Wanted:
    if name in FEEDS:
        return Wanted(kind="feed", edition=edition, shelf=EVERYTHING, name=name)
    if name == _NEWS_SITEMAP:
        return Wanted(kind="news_sitemap", edition=edition, shelf=EVERYTHING)
    if name in _FILES:
        return Wanted(kind=name.partition(".")[0], edition=edition)
    if found := _CHUNK.fullmatch(name):
        return Wanted(kind="sitemap_chunk", edition=edition, name=found[1])
    return Wanted(kind="file", edition=edition, name=name)


def _of_shelf(shelf: str, name: str, edition: str) -> Wanted | None:
    if not name:
        return Wanted(kind="shelf", edition=edition, shelf=shelf)
    if name in FEEDS:
        return Wanted(kind="feed", edition=edition, shelf=shelf, name=name)
    return None


def _archive(rest: list[str], edition: str) -> Wanted | None:
    *numbers, name = rest
    written = "-".join(numbers)
    if not re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", written, re.ASCII):
        return None
    whole = len("2026-11-23")
    try:
        date.fromisoformat(written + "0001-01-01"[len(written) :])
    except ValueError:
        return None
    if len(written) == whole:
        return _of_shelf(f"day:{written}", name, edition)
    return Wanted(kind="archive", edition=edition, name=written) if not name else None
