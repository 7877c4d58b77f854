"""RSS 2.0, 0.9x and 1.0 (RDF): feeds of news sites, with the extensions they use.

`content:encoded` is the story where there is one; some feeds have it the other way round, so
the longer of it and `description` is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from services.ingest.formats.complete import complete
from services.ingest.formats.fields import EmbargoField, FieldsRead, Spot
from services.ingest.formats.parsed import Parsed, ParsedItem, Payload, Problem, UnreadableError
from services.ingest.formats.text.markup import absolute_url, plain_line
from services.ingest.formats.text.names import concept
from services.ingest.formats.text.newscodes import is_uri
from services.ingest.formats.wording import dates
from services.ingest.formats.wording.written_dates import Near, day_first
from services.ingest.formats.xml.document import (
    MOST_ITEMS,
    Element,
    attribute,
    children,
    descendants,
    find,
    local_name,
    place,
    read_xml,
    words,
)
from services.ingest.formats.xml.embargo_marks import embargo_marks, may_say_embargo
from services.ingest.formats.xml.feed_entries import (
    MOST_TOLD,
    deleted_entries,
    entry_media,
    first_text,
    is_a_login,
    nameless,
    other_words,
    story_and_summary,
    text_elsewhere,
    told_by,
    untitled,
)
from services.ingest.formats.xml.feed_names import Entry, EntryNames, names_of
from shared.articles import Author, Extras
from shared.ninjs import Concept, InfoSource, Item, Text

_FORMAT = "rss"


def parse(payload: Payload) -> Parsed:
    """Read every item of a feed, in its order; a tombstone (RFC 6721) becomes a kill."""
    document = read_xml(payload, refuse_doctype=True, stop_after="item")
    root = document.root
    mended = [*_with_usual_names(root)]
    if local_name(root) not in ("rss", "RDF", "channel"):
        raise UnreadableError(
            *document.problems,
            Problem(
                detail=f"This is no RSS; its root is <{local_name(root)}>.",
                fix="Send <rss>, or name the format that this is in Content-Type.",
                xpath=place(root),
                fatal=True,
            ),
        )
    channel = find(root, "channel")
    feed = channel if channel is not None else root
    problems = [*document.problems, *mended]
    items: list[ParsedItem] = []
    elements = [*descendants(root, "item")][:MOST_ITEMS]
    base = _base(feed, payload)
    entries = [_entry(element, base) for element in elements]
    called = names_of(entries, (payload.url, base, words(find(feed, "link"))))
    habit = day_first(words(one) for each in elements for one in children(each, "pubDate"))
    is_marked = may_say_embargo(payload)
    for element, entry, names in zip(elements, entries, called, strict=True):
        near = _near(element, feed, payload, habit=habit)
        item, marks = _item(
            element, feed, payload, entry, names, near=near, is_marked=is_marked
        )
        problems += marks
        if item is not None:
            items.append(item)
    items += deleted_entries(root, payload)
    return Parsed(format=_FORMAT, items=tuple(items), problems=tuple(problems[:MOST_TOLD]))


_CAMELS = {
    name.lower(): name
    for name in (
        "pubDate", "lastBuildDate", "isPermaLink", "origLink", "RDF", "embargoDate",
        "expirationDate",
    )
}  # fmt: skip


def _with_usual_names(root: Element) -> Iterator[Problem]:
    """Write names as RSS has them where `<ITEM>` is in capitals: no reader minds, XML does."""
    if next(root.iter("{*}item"), None) is not None:
        return
    if local_name(root) != "RSS" and not any(
        local_name(each).lower() == "item" for each in root.iter("*")
    ):
        return
    yield Problem(
        detail="Names are in capitals, which XML tells from small letters; they were read as "
        "RSS has them.",
        fix="Write <rss>, <channel>, <item>, <title>, <pubDate> and so on.",
        xpath=place(root),
    )
    for element in root.iter("*"):
        element.tag = _usual(str(element.tag))
        for name, value in element.attrib.items():
            del element.attrib[name]
            element.set(_usual(str(name)), value)


def _usual(name: str) -> str:
    space, bracket, local = name.rpartition("}")
    return f"{space}{bracket}{_CAMELS.get(local.lower(), local.lower())}"


def _base(feed: Element, payload: Payload) -> str | None:
    """Give the address that relative ones begin at: the feed's page, or the feed's own."""
    own = next(
        (
            attribute(link, "href")
            for link in children(feed, "link")
            if attribute(link, "rel") == "self"
        ),
        None,
    )
    return absolute_url(words(find(feed, "link")), payload.url) or own or payload.url


def _entry(element: Element, base: str | None) -> Entry:
    base = element.base or base
    guid = words(find(element, "guid")) or attribute(element, "about") or ""
    if guid.startswith(("/", "?")):
        guid = absolute_url(guid, base) or guid
    title = plain_line(words(find(element, "title")))
    return Entry(guid, _link(element, base), title, first_text(element, "description"))


def _item(
    element: Element,
    feed: Element,
    payload: Payload,
    entry: Entry,
    names: EntryNames,
    *,
    near: Near,
    is_marked: bool,
) -> tuple[ParsedItem | None, list[Problem]]:
    title, link = entry.title, entry.link
    base = element.base or link or _base(feed, payload)
    body, summary = story_and_summary(
        first_text(element, "encoded", "body", "full-text", "fulltext", "fullimage"),
        first_text(element, "description") or text_elsewhere(element),
        base,
    )
    if not title and not body:
        return None, [
            Problem(
                detail="An item without title and text was passed over.",
                fix="Give every item a title or a description.",
                xpath=place(element),
            )
        ]
    problems: list[Problem] = [] if title else [untitled(element)]
    published = _date(
        element, problems, near, "pubDate", "pubdate", "PubDate", "date", "published", "issued"
    )
    updated = (
        _date(element, problems, near, "modified", "updated", "lastBuildDate") or published
    )
    if not entry.guid and names.url is None:
        problems.append(nameless(element, "guid"))
    authors = _authors(element)
    subjects, keywords = _categories(element)
    source = find(element, "source")
    source_name = words(source) or words(find(element, "publisher"))
    item = Item(
        uri=names.uri,
        first_created=published,
        version_created=updated,
        expires=_date(element, problems, near, "expirationDate"),
        language=words(find(element, "language")) or words(find(feed, "language")) or None,
        by=", ".join(author.name for author in authors) or None,
        headlines=(Text(role="main", content_type="text/plain", value=title),) if title else (),
        descriptions=(Text(role="summary", content_type="text/plain", value=summary),)
        if summary
        else (),
        bodies=(Text(role="main", content_type="text/html", value=body),) if body else (),
        subjects=subjects,
        info_sources=(InfoSource(name=source_name, role="source"),) if source_name else (),
        copyright_notice=words(find(element, "rights"))
        or words(find(element, "copyright"))
        or words(find(feed, "copyright"))
        or words(find(feed, "rights"))
        or None,
        alt_ids=names.alt_ids,
        associations=tuple(entry_media(element, link)),
    )
    extras = Extras(
        original_source=source_name or None,
        creditline=words(find(element, "credit")) or None,
        authors=authors,
        keywords=keywords,
        url=link,
    )
    read = FieldsRead(
        item=item,
        extras=extras,
        words=other_words(element, "title", "description", "encoded"),
        embargoes=(
            *(
                EmbargoField(words(one), Spot(xpath=place(one)))
                for one in children(element, "embargoDate")
            ),
            *(embargo_marks(element, "embargoDate") if is_marked else ()),
        ),
        spot=lambda: Spot(xpath=place(element)),
    )
    parsed, doubts = complete(read, payload)
    return parsed, [*problems, *doubts]


def _link(element: Element, base: str | None) -> str | None:
    guid = find(element, "guid")
    candidates = [words(find(element, "origLink"))]  # FeedBurner keeps the page's address here
    candidates += [
        words(link) or attribute(link, "href") or "" for link in children(element, "link")
    ]
    if guid is not None and (attribute(guid, "isPermaLink") or "true").lower() == "true":
        candidates.append(words(guid) if is_uri(words(guid)) else "")
    for text in candidates:
        address = absolute_url(text, base) if text else None
        if address and address.startswith("http"):
            return told_by(address)
    return None


def _near(element: Element, feed: Element, payload: Payload, *, habit: bool | None) -> Near:
    """Tell where a feed's clocks are: by its source, its language, its host."""
    page = words(find(feed, "link")) or payload.url or ""
    return Near(
        zone=payload.zone,
        language=words(find(element, "language")) or words(find(feed, "language")) or None,
        host=urlsplit(page).hostname if page.startswith("http") else None,
        day_first=habit,
    )


def _date(
    element: Element, problems: list[Problem], near: Near, *names: str
) -> datetime | None:
    for name in names:
        for found in children(element, name):
            written = words(found)
            read = dates.moment(written, near)
            if read is not None:
                return read
            if written:
                problems.append(
                    Problem(
                        detail=f"{written[:60]!r} is no date-time.",
                        fix="Write it by RFC 822: Mon, 23 Nov 2026 08:10:30 +0000.",
                        xpath=place(found),
                    )
                )
    return None


def _authors(element: Element) -> tuple[Author, ...]:
    found: list[Author] = []
    for name in ("creator", "author", "byline"):
        for person in children(element, name):
            text = words(find(person, "name")) or words(person)
            mail, _, rest = text.partition(" (")  # RSS: `ann@example.org (Ann Writer)`
            if "@" in mail and rest:
                found.append(Author(name=rest.rstrip(") "), email=mail.strip()))
            elif found_mail := _NAME_AND_MAIL.fullmatch(text):
                found.append(Author(name=found_mail[1].strip(' "'), email=found_mail[2]))
            elif text and not ("@" in text and " " not in text):
                found += [Author(name=name) for name in _people(plain_line(text))]
        if found:
            break
    return tuple(dict.fromkeys(one for one in found if not is_a_login(one.name)))


_NAME_AND_MAIL = re.compile(r"([^<>@]{2,100})<([^<>@\s]{1,60}@[^<>@\s]{1,60})>")
"""`Ann Writer <ann@example.org>`."""


def _people(line: str) -> list[str]:
    """Part `By Ann Lee, Bob Roe and Cy Fox`; what has one word stays with what is before it."""
    line = line.removeprefix("By ")
    parts = [part.strip() for part in re.split(r",|;|\band\b|&", line) if part.strip()]
    if all(" " in part for part in parts):
        return parts
    return [part.strip() for part in line.split(" and ") if part.strip()]


def _categories(element: Element) -> tuple[tuple[Concept, ...], tuple[str, ...]]:
    subjects: dict[Concept, None] = {}
    keywords: dict[str, None] = {}
    for category in [*children(element, "category"), *children(element, "subject")]:
        name = plain_line(words(category))
        domain = attribute(category, "domain")
        if name and domain and is_uri(domain) and "newscodes" in domain:
            subjects.setdefault(concept(None, name, uri=f"{domain.rstrip('/')}/{name}"))
        elif name:
            subjects.setdefault(concept(name, name))
    for line in children(element, "keywords"):
        for word in words(line).split(","):
            if word.strip():
                keywords.setdefault(word.strip())
    return tuple(subjects), tuple(keywords)
