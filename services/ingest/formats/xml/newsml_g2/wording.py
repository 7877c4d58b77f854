"""What people read in an item: headlines, descriptions, bylines, dateline; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from services.ingest.formats.parsed import (
    Words,
)
from services.ingest.formats.text.markup import (
    looks_like_html,
)
from services.ingest.formats.text.names import local_code
from services.ingest.formats.wording.bylines import signed_by
from services.ingest.formats.wording.datelines import dateline_in, dateline_of_story
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    children,
    descendants,
    find,
    find_all,
    words,
)
from services.ingest.formats.xml.newsml_g2.parts import (
    NewsItem,
    line_in,
    lines_in,
    own_language,
    rank,
)
from shared.articles import Author, WireDateline
from shared.ninjs import Text

_WRITES = re.compile(
    r"(?i)(?<!description)(?<!caption)(?:writer|report|author|corresp|photog|edit)"
)
"""Roles of contributors who are named with a story; who wrote its caption is not."""
_PICTURE_ROLES = {"caption"}
_MAIN_HEADLINES = frozenset({"", "main", "title", "headline"})
"""Roles of the headline that readers see, the other ones being below or beside it."""


def abstract(inner: Element | None) -> tuple[Text, ...]:
    """Give the abstract in NITF's head, for an item that has no description of its own."""
    element = find(inner, "abstract")
    value = lines_in(element) if element is not None else ""
    return (Text(role="summary", content_type="text/plain", value=value),) if value else ()


def words_beside(notes: Sequence[str], inner: Element | None) -> Iterator[Words]:
    """Give notes, also those that go no further, line by line, and what is around."""
    for note in notes or [""]:
        yield Words("note", note)
    for name in ("hedline", "byline", "distributor", "note", "dateline", "abstract"):
        element = find(inner, name)
        if element is not None and (said := words(element)):
            yield Words("aside", said)


def located_of(news: NewsItem) -> str | None:
    """Give where it was written."""
    located = find(news.content, "located")
    return news.name(located) if located is not None else None


def dateline_of(news: NewsItem, inner: Element | None, body: str) -> WireDateline | None:
    """Give its dateline, out of a field or off its text."""
    located = find(news.content, "located")
    text = words(find(news.content, "dateline"))
    if not text and inner is not None:
        text = words(find(inner, "dateline"))
    read = dateline_in(text) if text else dateline_of_story(body)
    city = news.name(located) if located is not None else None
    region = country = None
    for broader in descendants(located, "broader") if located is not None else ():
        kind = local_code(attribute(broader, "type")).lower()
        code = attribute(broader, "qcode") or ""
        if kind == "country" or re.match(r"(?i)iso3166|N2:|country", code):
            country = country or news.name(broader)
        elif kind in ("statprov", "state", "region") or region is None:
            region = region or news.name(broader)
    made = WireDateline(
        text=text or (read.text if read else None),
        place=city or (read.place if read else None),
        region=region or (read.region if read else None),
        country=country,
        date=read.date if read else None,
        agency=read.agency if read else None,
    )
    return made if made != WireDateline() else None


def authors_of(news: NewsItem, inner: Element | None) -> tuple[tuple[Author, ...], str | None]:
    """Give who wrote it, and the byline."""
    authors: list[Author] = []
    lines: list[str] = []
    for kind in ("creator", "contributor"):
        for element in find_all(news.content, kind):
            name = words(find(element, "name"))
            if name.startswith(("By ", "BY ")):  # AP
                lines.append(name)
                continue
            if not name or _is_organisation(news, element, name):
                continue
            email = next((words(e) for e in descendants(element, "email")), None)
            role = local_code(attribute(element, "role")) or None
            if kind == "contributor" and not _WRITES.search(role or ""):
                continue
            note = next((words(e) for e in descendants(element, "definition")), None)
            authors.append(
                Author(name=name, role=role, email=email or None, biography=note or None)
            )
    lines = [text for e in find_all(news.content, "by") if (text := words(e))] or lines
    if not lines and inner is not None:
        lines = [text for e in find_all(inner, "byline") if (text := words(e))]
    byline = "; ".join(lines) or None
    if not authors and byline:
        authors = [author for line in lines for author in signed_by(line)]
    return tuple(dict.fromkeys(authors)), byline


def _is_organisation(news: NewsItem, element: Element, name: str) -> bool:
    type_ = local_code(attribute(element, "type")).lower()
    return (
        type_.startswith("organi")
        or find(element, "organisationDetails") is not None
        or name == news.name(find(news.meta, "provider"))
    )


def headlines_of(news: NewsItem, inner: Element | None) -> tuple[Text, ...]:
    """Give the headlines, the main one first."""
    texts: list[Text] = []
    wanted = (news.language() or "").lower()[:2]
    elements = [*find_all(news.content, "headline")]
    elements.sort(
        key=lambda one: (
            not (own_language(one) or wanted).startswith(wanted),
            local_code(attribute(one, "role")).lower() not in _MAIN_HEADLINES,
            rank(one),
        )
    )
    for element in elements:
        value = line_in(element)
        role = local_code(attribute(element, "role")) or "main"
        if value:
            if role == "main" and any(text.role == "main" for text in texts):
                role = "alternative"
            texts.append(Text(role=role, content_type="text/plain", value=value))
    if not texts and inner is not None:
        value = line_in(find(inner, "hedline/hl1")) or line_in(find(inner, "hedline"))
        if value:
            texts.append(Text(role="main", content_type="text/plain", value=value))
    if not any(text.role == "main" for text in texts) and texts:
        first = texts[0]
        texts[0] = Text(role="main", content_type=first.content_type, value=first.value)
    if not texts:
        value = line_in(find(news.meta, "title")) or line_in(_inner_title(news))
        if value:
            texts.append(Text(role="main", content_type="text/plain", value=value))
    return tuple(sorted(texts, key=lambda text: text.role != "main"))


def _inner_title(news: NewsItem) -> Element | None:
    """Find the title of the NITF or XHTML that is the content."""
    heads = (
        head
        for content in find_all(news.element, "contentSet/inlineXML")
        for head in descendants(content, "head")
    )
    return next((title for head in heads for title in children(head, "title")), None)


def descriptions_of(
    news: NewsItem, kind: str, slugline: str | None, headline: str, notes: list[str]
) -> Iterator[Text]:
    """Give summaries and captions."""
    for element in find_all(news.content, "description"):
        value = lines_in(element)
        if value and looks_like_html(value):
            value = words(element)
        role = local_code(attribute(element, "role")) or "summary"
        if not value:
            continue
        if kind == "text" and role in _PICTURE_ROLES:
            # Reuters gives texts a “caption” of slugline and headline; no abstract.
            if value not in (f"{slugline}:{headline}", headline):
                notes.append(value)
            continue
        yield Text(role=role, content_type="text/plain", value=value)
