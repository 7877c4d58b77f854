"""Atom 1.0 (RFC 4287), with tombstones (RFC 6721); a feed, or one entry alone."""

from __future__ import annotations

import base64
import html
import re
from datetime import datetime

from services.ingest.formats.complete import complete
from services.ingest.formats.fields import FieldsRead, Spot
from services.ingest.formats.parsed import Parsed, ParsedItem, Payload, Problem, UnreadableError
from services.ingest.formats.text.charsets import decode
from services.ingest.formats.text.markup import absolute_url, plain_line
from services.ingest.formats.text.names import concept
from services.ingest.formats.text.newscodes import is_uri
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.written_dates import Near
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
from services.ingest.formats.xml.embargo_marks import embargo_marks, may_say_embargo
from services.ingest.formats.xml.feed_entries import (
    MOST_TOLD,
    count,
    deleted_entries,
    entry_media,
    is_a_login,
    nameless,
    other_words,
    story_and_summary,
    text_elsewhere,
    told_by,
)
from services.ingest.formats.xml.feed_names import Entry, EntryNames, names_of
from services.ingest.formats.xml.story_markup import story_html
from shared.articles import Author, Extras
from shared.ninjs import Concept, InfoSource, Item, Text

_FORMAT = "atom"


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
    base = payload.url or _address(root)
    called = names_of(
        [_entry(entry, base) for entry in entries[:MOST_ITEMS]],
        (payload.url, *_homes(root)),
    )
    is_marked = may_say_embargo(payload)
    for entry, names in zip(entries[:MOST_ITEMS], called, strict=True):
        item, marks = _item(entry, root, payload, names, base=base, is_marked=is_marked)
        problems += marks
        if item is not None:
            items.append(item)
    items += deleted_entries(root, payload)
    return Parsed(format=_FORMAT, items=tuple(items), problems=tuple(problems[:MOST_TOLD]))


def _item(
    entry: Element,
    feed: Element,
    payload: Payload,
    names: EntryNames,
    *,
    base: str | None,
    is_marked: bool,
) -> tuple[ParsedItem | None, list[Problem]]:
    problems: list[Problem] = []
    base = entry.base or base
    link = _link(entry, base)
    title = plain_line(_text(find(entry, "title")))
    content = find(entry, "content")
    body, summary = story_and_summary(
        _text(content),
        _text(find(entry, "summary")) or text_elsewhere(entry),
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
    if not words(find(entry, "id")) and names.url is None:
        problems.append(nameless(entry, "id"))
    near = payload.near._replace(language=language_of(entry) or None)
    updated = _date(entry, "updated", problems, near) or _date(
        entry, "modified", problems, near
    )
    published = _date(entry, "published", problems, near) or _date(
        entry, "issued", problems, near
    )
    authors = _authors(entry) or _authors(find(entry, "source")) or _authors(feed)
    source = words(find(entry, "source/title"))
    item = Item(
        uri=names.uri,
        first_created=published or updated,
        version_created=updated or published,
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
        alt_ids=names.alt_ids,
        associations=tuple(entry_media(entry, link)),
    )
    extras = Extras(
        original_source=source or None,
        authors=authors,
        word_count=count(body),
        url=link,
    )
    read = FieldsRead(
        item=item,
        extras=extras,
        words=other_words(entry, "title", "summary", "content"),
        embargoes=tuple(embargo_marks(entry)) if is_marked else (),
        written_at=item.version_created,
        spot=lambda: Spot(xpath=place(entry)),
    )
    parsed, doubts = complete(read, payload)
    return parsed, [*problems, *doubts]


def _address(feed: Element) -> str | None:
    """Give the address that a feed says is its own, all there is of a posted one's."""
    own = next(
        (link for link in children(feed, "link") if attribute(link, "rel") == "self"), None
    )
    return absolute_url(attribute(own, "href") or "", feed.base)


def _entry(entry: Element, base: str | None) -> Entry:
    link = _link(entry, entry.base or base)
    return Entry(words(find(entry, "id")), link, plain_line(_text(find(entry, "title"))))


def _homes(feed: Element) -> list[str]:
    return [
        attribute(link, "href") or ""
        for link in children(feed, "link")
        if local_name(feed) == "feed"
    ]


def _text(element: Element | None) -> str:
    """Give a text construct as HTML or plain text; XHTML stands as elements.

    What says that it is text speaks of tags and has none. What is no text (RFC 4287, 4.1.3.3:
    a picture in base64) is no story.
    """
    if element is None:
        return ""
    kind = (attribute(element, "type") or "").lower().partition(";")[0].strip()
    if "/" in kind and not kind.endswith(("+xml", "/xml", "/html")):
        return _in_base64(raw_text(element)) if kind.startswith("text/") else ""
    if kind == "text" and not _WHOLE_MARKUP.match(text := raw_text(element)):
        return html.escape(text, quote=False) if "<" in text else text
    if (attribute(element, "type") or "text").lower() == "xhtml" or has_elements(element):
        return story_html(element, base=element.base)
    return raw_text(element)


_WHOLE_MARKUP = re.compile(r"\s*<(p|div|ul|table|h[1-6])\b[^<>]*>", re.IGNORECASE)
"""What many feeds send as `text` that is mark-up all the same."""


def _in_base64(text: str) -> str:
    try:
        return decode(base64.b64decode("".join(text.split()), validate=True)).text
    except ValueError:
        return text


def _link(entry: Element, base: str | None) -> str | None:
    links = [*children(entry, "link")]
    links.sort(key=lambda link: (attribute(link, "rel") or "alternate") != "alternate")
    for link in links:
        if (attribute(link, "rel") or "alternate") in ("alternate", "self"):
            address = absolute_url(attribute(link, "href") or "", base)
            if address and address.startswith("http"):
                return told_by(address)
    identity = words(find(entry, "id"))
    return identity if is_uri(identity) and identity.startswith("http") else None


def _date(entry: Element, name: str, problems: list[Problem], near: Near) -> datetime | None:
    element = find(entry, name)
    written = words(element)
    read = dates.moment(written, near)
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
        if not is_a_login(words(find(person, "name")))
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
