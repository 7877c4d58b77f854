"""On which shelves a story stands: section, topics, names, day; pure.

A shelf is written `kind:key` (`topic:20000343`, `person:ada-example`, `day:2026-11-23`), in the
index with its edition before it, `de|section:sport`. Every list, feed and filter is a shelf.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from services.publish.slugs import slug
from services.publish.story import Story, section_title

EVERYTHING = "all:"
CORRECTED = "corrected:"
PLACES_OF_KINDS = {
    "topics": "topic",
    "people": "person",
    "organisations": "org",
    "places": "place",
    "authors": "author",
    "sources": "source",
}
"""First part of an address -> kind of shelf."""
_MOST_OF_A_KIND = 20
_CODE = "/mediatopic/"


def shelves_of(story: Story, zone: ZoneInfo) -> dict[str, str]:
    """Give the shelves of a story, each with its label for people."""
    day = story.published_at.astimezone(zone).date().isoformat()
    shelves = {
        EVERYTHING: "",
        f"section:{story.section}": section_title(story.section),
        f"day:{day}": day,
    }
    for name, uri in story.topics[:_MOST_OF_A_KIND]:
        shelves |= _topics(name, uri)
    for kind, names in (
        ("person", story.people),
        ("org", story.organisations),
        ("place", story.places),
        ("author", story.authors),
        ("source", story.sources),
    ):
        shelves |= dict(_named(kind, names))
    if story.corrections:
        shelves[CORRECTED] = ""
    if story.cluster:
        shelves[f"cluster:{story.cluster}"] = ""
    return shelves


def shelf_path(shelf: str, label: str = "") -> str:
    """Give the path of a shelf's page within its edition, not percent-encoded."""
    kind, _, key = shelf.partition(":")
    if kind == "section":
        return f"/{key}/"
    if kind == "day":
        return f"/archive/{key.replace('-', '/')}/"
    if kind == "corrected":
        return "/corrections/"
    for place, named in PLACES_OF_KINDS.items():
        if named == kind:
            words = slug(label) if kind == "topic" and key.isdigit() else ""
            return f"/{place}/{words}{'-' * bool(words)}{key}/"
    return "/"


def topic_shelf(key: str) -> str:
    """Read the last part of a topic's address: the code at its end is what counts."""
    code = key.rpartition("-")[2]
    is_code = len(code) == len("01000000") and code.isascii() and code.isdigit()
    return f"topic:{code if is_code else key}"


def topic_of(name: str, uri: str) -> str:
    """Give the shelf of a topic."""
    _, found, code = uri.partition(_CODE)
    return f"topic:{code}" if found and code.isdigit() else f"topic:{slug(name)}"


@cache
def parents() -> dict[str, tuple[str, str]]:
    """Give the name and the broader topic's code ("" on top) of each Media Topic we know."""
    table = files("services.publish.reader.catalogue").joinpath("data/media_topics.tsv")
    lines = [
        line.split("\t")
        for line in table.read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    return {code: (name, parent) for code, name, parent in lines}


def _topics(name: str, uri: str) -> dict[str, str]:
    """Give a topic's shelf and those of all it belongs to."""
    shelf = topic_of(name, uri)
    if shelf == "topic:":
        return {}
    found = {shelf: name}
    known = parents()
    code = shelf.partition(":")[2]
    while (broader := known.get(code, ("", ""))[1]) and f"topic:{broader}" not in found:
        found[f"topic:{broader}"] = known[broader][0]
        code = broader
    return found


def _named(kind: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in list(names)[:_MOST_OF_A_KIND]:
        if key := slug(name):
            yield f"{kind}:{key}", name
