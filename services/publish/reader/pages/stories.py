"""Pages of one story: the story, what changed in it, and why it is gone."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.publish.reader.cache import Page
from services.publish.reader.catalogue.entry import Entry
from services.publish.reader.catalogue.shelves import topic_of
from services.publish.reader.catalogue.view import View
from services.publish.reader.printing.addresses import Wanted
from services.publish.reader.printing.press import Moved, Press, Request
from services.publish.renderers.page import Frame
from services.publish.slugs import short_id_in, slug
from services.publish.story import Story, story_of

NOTHING_HERE = ("There is no such page", "It may have moved, or it may not be out yet.")
# The wire's kill and a person's look the same here: the log does not say who it was.
KILLED = (
    "This story was withdrawn",
    "It was taken back after it had appeared, and does not come back.",
)
RECALLED = (
    "This story is not available for legal reasons",
    "It was taken back, and nothing of it is kept for readers.",
)
_RELATED = 4
_VERSIONS_OF_OTHERS = 6
_RUNNING = timedelta(hours=6)
_RUNNING_UPDATES = 3
_LONGEST_COMPARED = 400


@dataclass(frozen=True, slots=True)
class _Difference:
    """What a version changed against the one before it."""

    at: datetime
    headline: str
    """What the headline had been, where it changed."""
    parts: Sequence[tuple[str, str]]
    """(`+` or `-`, paragraph)."""


def story(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """Show a story under its present address, and lead there from any it had before."""
    entry, instead = _found(press, view, wanted, request)
    if entry is None:
        return instead
    shown = view.story(entry)
    beside = view.on(press.editions.of(shown.language))
    running = _running(press, beside, shown, request)
    path = shown.path
    frame = press.frame(
        beside,
        request,
        path=path,
        title=shown.headline,
        section=shown.section,
        feeds=f"/{shown.section}/",
        stories=[shown],
        others=False,
    )
    frame = _at(frame, path, indexed=press.rights.is_indexed(shown))
    has_changed = press.shows_versions and len(_versions(beside, entry)) > 1
    word = press.pages.word
    clustered = _clustered(beside, shown)
    related = _related(beside, shown, {each.article_id for each in clustered})
    body = press.pages.story(
        shown,
        frame,
        updates=running,
        changes=f"{path}/changes" if has_changed else "",
        more=(
            (word(frame, "Other versions of this story"), clustered),
            (word(frame, "Read on"), related),
        ),
    )
    until = min((each.modified_at + _RUNNING for each in running), default=None)
    return press.page(beside, request, frame, body, until=until)


def changes(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """Show what each version changed, where the operator lets readers see that."""
    if not press.shows_versions:
        return None
    entry, instead = _found(press, view, wanted, request, suffix="/changes")
    if entry is None:
        return instead
    shown = view.story(entry)
    beside = view.on(press.editions.of(shown.language))
    path = f"{shown.path}/changes"
    frame = press.frame(beside, request, path=path, stories=[shown], others=False)
    frame = _at(frame, path, indexed=False, title=press.pages.word(frame, "What changed"))
    versions = [story_of(each, press.site) for each in _versions(beside, entry)]
    body = press.pages.render(
        "changes.html", frame, story=shown, versions=list(reversed(_differences(versions)))
    )
    return press.page(beside, request, frame, body)


def _versions(view: View, entry: Entry) -> list[Entry]:
    """Give the versions of a story that readers may see."""
    return view.catalog.versions(entry.article_id)


def _found(
    press: Press, view: View, wanted: Wanted, request: Request, suffix: str = ""
) -> tuple[Entry | None, Page | Moved | None]:
    path = f"/{wanted.shelf.partition(':')[2]}/{wanted.name}"
    short = short_id_in(path)
    entry = view.article(short) if short else None
    if entry is None or entry.state == "down" or entry.article_id in view.hidden:
        return None, None
    if entry.state == "recalled":
        return None, press.note(view, request, 451, *RECALLED)
    if entry.state == "killed":
        return None, press.note(view, request, 410, *KILLED)
    if path != entry.path or wanted.edition != press.editions.main:
        return None, Moved(entry.path + suffix)
    return entry, None


def _related(view: View, shown: Story, known: set[str]) -> list[Story]:
    """Give stories of the same topics, people and places, then of the same section."""
    wanted = [topic_of(name, uri) for name, uri in shown.topics[:3]]
    named = (("person", shown.people), ("org", shown.organisations), ("place", shown.places))
    for kind, names in named:
        wanted += [f"{kind}:{key}" for name in names[:2] if (key := slug(name))]
    found: dict[str, Story] = {}
    for shelf in (*wanted, f"section:{shown.section}"):
        if len(found) >= _RELATED:
            break
        for each in view.newest(shelf, _RELATED + 1 + len(known)):
            if each.article_id != shown.article_id and each.article_id not in known:
                found.setdefault(each.article_id, each)
    return list(found.values())[:_RELATED]


def _clustered(view: View, shown: Story) -> list[Story]:
    if not shown.cluster:
        return []
    found = view.newest(f"cluster:{shown.cluster}", _VERSIONS_OF_OTHERS + 1)
    return [each for each in found if each.article_id != shown.article_id]


def _running(press: Press, view: View, shown: Story, request: Request) -> list[Story]:
    """Give what was said of a running story within the last hours, newest first."""
    entries = _versions(view, view.catalog.by_ids([shown.article_id])[0])
    said = [story_of(each, press.site) for each in entries] if press.shows_versions else [shown]
    if shown.cluster:
        said += _clustered(view, shown)
    recent = [each for each in said if request.now - each.modified_at < _RUNNING]
    recent.sort(key=lambda each: each.modified_at, reverse=True)
    return recent if len(recent) >= _RUNNING_UPDATES else []


def _differences(versions: Sequence[Story]) -> list[_Difference]:
    found = []
    before: Story | None = None
    for each in versions:
        headline = before.headline if before and before.headline != each.headline else ""
        parts: list[tuple[str, str]] = []
        if before is not None:
            old = before.body_text.split("\n\n")[:_LONGEST_COMPARED]
            new = each.body_text.split("\n\n")[:_LONGEST_COMPARED]
            matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
            for kind, a, b, c, d in matcher.get_opcodes():
                if kind != "equal":
                    parts += [("-", text) for text in old[a:b]]
                    parts += [("+", text) for text in new[c:d]]
        found.append(_Difference(each.modified_at, headline, parts))
        before = each
    return found


def _at(frame: Frame, path: str, *, indexed: bool, title: str = "") -> Frame:
    """Place a frame at a path that stands outside of its edition, as stories' do."""
    return replace(frame, path=path, is_indexed=indexed, title=title or frame.title)
