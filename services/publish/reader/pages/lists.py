"""Pages that list: fronts, shelves, indexes of shelves, the archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from services.publish.reader.cache import Page
from services.publish.reader.catalogue.shelves import (
    CORRECTED,
    EVERYTHING,
    PLACES_OF_KINDS,
    parents,
    shelf_path,
)
from services.publish.reader.catalogue.view import View
from services.publish.reader.pages.front import (
    IN_A_BLOCK,
    PLACES,
    READ_FOR_A_FRONT,
    Front,
    arrange,
    lasting,
)
from services.publish.reader.printing.addresses import Wanted
from services.publish.reader.printing.press import SECTIONS_SHOWN, Moved, Press, Request
from services.publish.renderers.page import Frame
from services.publish.renderers.words import Writer
from services.publish.story import Story, section_title
from shared.payloads import Pin

_IN_AN_INDEX = 500
_BLOCKS = 6
_OPENING_WORDS = 110
_NAMES = {
    "topics": "Topics",
    "people": "People",
    "organisations": "Organisations",
    "places": "Places",
    "authors": "Authors",
    "sources": "Sources",
}


def front(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """Show a front: of the edition, or of a section; older stories page by page."""
    section = wanted.shelf.partition(":")[2] or None
    shelf = wanted.shelf or EVERYTHING
    if (section or view.edition != press.editions.main) and view.label(shelf) is None:
        return None
    if request.before is not None:
        return _older(press, view, shelf, request)
    arranged, until, older = arrangement(press, view, section, request)
    path = f"/{section}/" if section else "/"
    rest: list[Story] = []
    if section:
        shown = {each.article_id for each in arranged.stories}
        numbered = view.numbered(shelf, press.on_a_page)
        rest = [story for _, story in numbered if story.article_id not in shown]
        older = numbered[-1][0] if len(numbered) == press.on_a_page else None
    frame = press.frame(
        view,
        request,
        path=path,
        title=section_title(section) if section else "",
        section=section,
        feeds=path if section else "",
        stories=arranged.stories,
    )
    body = press.pages.render(
        "front.html",
        frame,
        front=arranged,
        opening=_opening(arranged.lead) if arranged.lead else (),
        rest=rest,
        older=_link(press, view, path, older),
    )
    return press.page(view, request, frame, body, until=until)


def arrangement(
    press: Press, view: View, section: str | None, request: Request
) -> tuple[Front, datetime | None, int | None]:
    """Give a front as it stands, when its first pin ends, and where older stories begin."""
    main = view.edition == press.editions.main
    name = f"front{'' if main else view.edition}{f'-{section}' if section else ''}"
    arranged = view.arranged(name)
    pins = lasting(arranged, request.now)
    stories = {each.article_id: each for each in view.live([pin.article_id for pin in pins])}
    pinned: list[tuple[Pin, Story]] = [
        (pin, stories[pin.article_id]) for pin in pins if pin.article_id in stories
    ]
    shelf = f"section:{section}" if section else EVERYTHING
    numbered = view.numbered(shelf, READ_FOR_A_FRONT)
    shelves = []
    if section is None:
        names = view.sections(SECTIONS_SHOWN)
        shelves = [
            (each, view.newest(f"section:{each}", IN_A_BLOCK + PLACES))
            for each in (names[:_BLOCKS] if len(names) > 1 else ())
        ]
    found = arrange(
        [story for _, story in numbered],
        pinned,
        shelves,
        by=arranged.by if arranged else "",
    )
    until = min((pin.until for pin in pins if pin.until), default=None)
    older = numbered[-1][0] if len(numbered) == READ_FOR_A_FRONT else None
    return found, until, older


def shelf(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """Show what stands on a shelf, newest first."""
    return _older(press, view, wanted.shelf, request)


def _older(press: Press, view: View, shelf: str, request: Request) -> Page | Moved | None:
    label = view.label(shelf)
    if label is None and shelf != CORRECTED:
        return None
    kind, _, key = shelf.partition(":")
    path = shelf_path(shelf, label.label if label else "")
    base = press.editions.base(view.edition)
    if kind == "topic" and request.path != base + path:
        # Its words may be those of a story that is gone.
        return Moved(base + path)
    numbered = view.numbered(shelf, press.on_a_page, request.before)
    stories = [story for _, story in numbered]
    title = label.label if label else ""
    frame = press.frame(view, request, path=path, feeds="" if shelf == EVERYTHING else path)
    word = press.pages.word
    title = title[:1].upper() + title[1:]
    if shelf == CORRECTED:
        title = word(frame, "Corrections")
    elif kind == "day":
        title = press.writer(view.edition).day(date.fromisoformat(key))
    elif shelf == EVERYTHING:
        title = word(frame, "Older stories")
    frame = press.frame(
        view,
        request,
        path=path,
        title=title,
        section=key if kind == "section" else None,
        feeds="" if shelf == EVERYTHING else path,
        stories=stories,
    )
    if request.before is not None:
        frame = replace(frame, query=f"?before={request.before}")
    older = numbered[-1][0] if len(numbered) == press.on_a_page else None
    related = _broader_and_narrower(view, key) if kind == "topic" else []
    body = press.pages.render(
        "list.html",
        frame,
        stories=stories,
        crumbs=_crumbs(press, frame, kind, key),
        about="",
        related=related,
        notes=shelf == CORRECTED,
        older=_link(press, view, path, older),
    )
    return press.page(view, request, frame, body)


def index(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """List the shelves of a kind, those with most stories first."""
    frame = press.frame(view, request, path=f"/{wanted.name}/")
    title = press.pages.word(frame, _NAMES[wanted.name])
    frame = press.frame(view, request, path=f"/{wanted.name}/", title=title)
    labels = view.labels(wanted.shelf, _IN_AN_INDEX)
    entries = [
        (
            each.label[:1].upper() + each.label[1:],
            shelf_path(each.shelf.partition("|")[2], each.label),
            each.stories,
        )
        for each in labels
    ]
    body = press.pages.render(
        "index.html", frame, entries=entries, crumbs=_crumbs(press, frame, "", "")
    )
    return press.page(view, request, frame, body)


def archive(press: Press, view: View, wanted: Wanted, request: Request) -> Page | Moved | None:
    """List the years, the months of a year, or the days of a month that have stories."""
    written = wanted.name
    most_days = 366 * 100
    days = view.labels(f"day:{written}", most_days)
    if written and not days:
        return None
    deeper = len(written) + (3 if written else 4)
    counted: dict[str, int] = {}
    for each in days:
        day = each.shelf.partition("day:")[2]
        counted[day[:deeper]] = counted.get(day[:deeper], 0) + each.stories
    writer = press.writer(view.edition)
    entries = [
        (_period(writer, period), f"/archive/{period.replace('-', '/')}/", counted[period])
        for period in sorted(counted, reverse=True)
    ]
    path = f"/archive/{written.replace('-', '/')}{'/' * bool(written)}"
    frame = press.frame(view, request, path=path)
    title = _period(writer, written) if written else press.pages.word(frame, "Archive")
    frame = press.frame(view, request, path=path, title=title)
    crumbs = _crumbs(press, frame, "day" if written else "", written)
    body = press.pages.render("index.html", frame, entries=entries, crumbs=crumbs)
    return press.page(view, request, frame, body)


def _period(writer: Writer, written: str) -> str:
    match written.split("-"):
        case [year]:
            return year
        case [year, month]:
            return writer.month(date(int(year), int(month), 1))
    return writer.day(date.fromisoformat(written))


def _crumbs(press: Press, frame: Frame, kind: str, key: str) -> list[tuple[str, str]]:
    word = press.pages.word
    crumbs = [(word(frame, "Front page"), "/")]
    for place, named in PLACES_OF_KINDS.items():
        if named == kind:
            crumbs.append((word(frame, _NAMES[place]), f"/{place}/"))
    if kind == "day":
        crumbs.append((word(frame, "Archive"), "/archive/"))
        parts = key.split("-")
        writer = press.writer(frame.edition)
        crumbs += [
            (_period(writer, "-".join(parts[:n])), f"/archive/{'/'.join(parts[:n])}/")
            for n in range(1, len(parts))
        ]
    return crumbs


def _broader_and_narrower(view: View, code: str) -> list[tuple[str, str]]:
    known = parents()
    related = []
    broader = known.get(code, ("", ""))[1]
    if broader:
        related.append((known[broader][0], shelf_path(f"topic:{broader}", known[broader][0])))
    narrower = [each for each, (_, parent) in known.items() if parent == code]
    for each in narrower:
        label = view.label(f"topic:{each}")
        if label is not None:
            related.append((label.label, shelf_path(f"topic:{each}", label.label)))
    return [(name[:1].upper() + name[1:], path) for name, path in related]


def _link(press: Press, view: View, path: str, before: int | None) -> str:
    if before is None or press.is_static:
        return ""
    whole = press.site.absolute(press.editions.base(view.edition) + path)
    return f"{whole.removeprefix(press.site.url.rstrip('/'))}?before={before}"


def _opening(lead: Story) -> list[str]:
    """Give the beginning of the lead's text in whole paragraphs."""
    shown: list[str] = []
    words = 0
    for paragraph in lead.opening:
        words += len(paragraph.split())
        if shown and words > _OPENING_WORDS:
            break
        if words <= _OPENING_WORDS * 2:
            shown.append(paragraph)
    return shown
