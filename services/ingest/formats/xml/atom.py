"""Atom 1.0 (RFC 4287), with tombstones (RFC 6721); a feed, or one entry alone."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from services.ingest.formats.parsed import Parsed, ParsedItem, Payload, Problem, UnreadableError
from services.ingest.formats.text.markup import absolute_url, plain_line
from services.ingest.formats.text.names import concept, named
from services.ingest.formats.text.newscodes import is_uri
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.markers import marker_of, signals_of
from services.ingest.formats.wording.stops import status_of
from services.ingest.formats.xml.document import (
    MOST_ITEMS,
    Element,
    attribute,
    children,
    find,
    has_elements,
    language_of,
    local_name,
    place,
    raw_text,
    read_xml,
    words,
)
from services.ingest.formats.xml.feed_entries import (
    MOST_TOLD,
    count,
    deleted_entries,
    entry_media,
    nameless,
    story_and_summary,
)
from services.ingest.formats.xml.story_markup import story_html
from shared.articles import Author, Concept, Extras, InfoSource, Item, Text

FORMAT = "atom"


def parse(payload: Payload) -> Parsed:
    """Read every entry of a feed, in its order; a tombstone becomes a kill."""
    document = read_xml(payload, refuse_doctype=True, stop_after="entry")
    root = document.root
    if local_name(root) not in ("feed", "entry", "deleted-entry"):
        raise UnreadableError(
            *document.problems,
            Problem(
                detail=f"This is no Atom; its root is <{local_name(root)}>.",
                fix="Send <feed>, or name the format that this is in Content-Type.",
                xpath=place(root),
                fatal=True,
            ),
        )
    problems = [*document.problems]
    entries = [root] if local_name(root) == "entry" else [*children(root, "entry")]
    items: list[ParsedItem] = []
    for entry in entries[:MOST_ITEMS]:
        item, marks = _item(entry, root, payload)
        problems += marks
        if item is not None:
            items.append(item)
    items += deleted_entries(root, payload.received_at)
    return Parsed(format=FORMAT, items=tuple(items), problems=tuple(problems[:MOST_TOLD]))


def _item(
    entry: Element, feed: Element, payload: Payload
) -> tuple[ParsedItem | None, list[Problem]]:
    problems: list[Problem] = []
    base = entry.base or payload.url
    link = _link(entry, base)
    title = plain_line(_text(find(entry, "title")))
    content = find(entry, "content")
    body, summary = story_and_summary(
        _text(content),
        _text(find(entry, "summary")),
        (content.base if content is not None else None) or base or link,
    )
    if not title and not body:
        return None, [
            Problem(
                detail="An entry without title and text was passed over.",
                fix="Give every entry a title and a content or summary.",
                xpath=place(entry),
            )
        ]
    uri, alt_ids = named(words(find(entry, "id")) or link)
    if uri is None:
        problems.append(nameless(entry, "id"))
    updated, published = _date(entry, "updated", problems), _date(entry, "published", problems)
    status, embargoed_until, doubts = status_of(
        "usable",
        headlines=[title],
        body=body,
        received_at=payload.received_at,
        where=partial(place, entry),
    )
    problems += doubts
    authors = _authors(entry) or _authors(find(entry, "source")) or _authors(feed)
    source = words(find(entry, "source/title"))
    item = Item(
        uri=uri,
        first_created=published or updated,
        version_created=updated or published,
        embargoed_until=embargoed_until,
        pub_status=status,
        language=language_of(entry),
        by=", ".join(author.name for author in authors) or None,
        headlines=(Text(role="main", content_type="text/plain", value=title),) if title else (),
        descriptions=(Text(role="summary", content_type="text/plain", value=summary),)
        if summary
        else (),
        bodies=(Text(role="main", content_type="text/html", value=body),) if body else (),
        subjects=_categories(entry),
        info_sources=(InfoSource(name=source, role="source"),) if source else (),
        copyright_notice=words(find(entry, "rights")) or words(find(feed, "rights")) or None,
        alt_ids=alt_ids,
        associations=tuple(entry_media(entry, link)),
    )
    extras = Extras(
        take_key=marker_of(title),
        signals=signals_of(marker_of(title)),
        original_source=source or None,
        authors=authors,
        word_count=count(body),
        url=link,
    )
    return ParsedItem(item, extras), problems


def _text(element: Element | None) -> str:
    """Give a text construct as HTML or plain text; XHTML stands as elements."""
    if element is None:
        return ""
    if (attribute(element, "type") or "text").lower() == "xhtml" or has_elements(element):
        return story_html(element, base=element.base)
    return raw_text(element)


def _link(entry: Element, base: str | None) -> str | None:
    links = [*children(entry, "link")]
    links.sort(key=lambda link: (attribute(link, "rel") or "alternate") != "alternate")
    for link in links:
        if (attribute(link, "rel") or "alternate") in ("alternate", "self"):
            address = absolute_url(attribute(link, "href") or "", base)
            if address and address.startswith("http"):
                return address
    identity = words(find(entry, "id"))
    return identity if is_uri(identity) and identity.startswith("http") else None


def _date(entry: Element, name: str, problems: list[Problem]) -> datetime | None:
    element = find(entry, name)
    written = words(element)
    read = dates.moment(written)
    if written and read is None and element is not None:
        problems.append(
            Problem(
                detail=f"{written[:60]!r} is no date-time.",
                fix="Write it by RFC 3339: 2026-11-23T08:10:30Z.",
                xpath=place(element),
            )
        )
    return read


def _authors(element: Element | None) -> tuple[Author, ...]:
    if element is None:
        return ()
    found = [
        Author(
            name=words(find(person, "name")),
            role=kind if kind != "author" else None,
            email=words(find(person, "email")) or None,
        )
        for kind in ("author", "contributor")
        for person in children(element, kind)
        if words(find(person, "name"))
    ]
    return tuple(dict.fromkeys(found))


def _categories(entry: Element) -> tuple[Concept, ...]:
    made: dict[Concept, None] = {}
    for category in children(entry, "category"):
        term = attribute(category, "term")
        scheme = attribute(category, "scheme")
        if term:
            uri = f"{scheme.rstrip('/')}/{term}" if scheme and "newscodes" in scheme else None
            made.setdefault(concept(term, attribute(category, "label") or term, uri=uri))
    return tuple(made)
