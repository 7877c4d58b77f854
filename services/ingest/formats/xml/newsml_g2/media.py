"""The bodies of an item, its pictures, sounds and films, and the groups of a package; pure."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from services.ingest.formats.text.charsets import decode
from services.ingest.formats.text.markup import (
    clean_html,
    looks_like_html,
)
from services.ingest.formats.text.names import local_code
from services.ingest.formats.text.newscodes import is_uri, item_uri, uri_of_file
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    children,
    descendants,
    find,
    find_all,
    has_elements,
    local_name,
    raw_text,
    words,
)
from services.ingest.formats.xml.newsml_g2.parts import TYPES, NewsItem, count
from services.ingest.formats.xml.sports_ml import sports_tables
from services.ingest.formats.xml.story_markup import plain_html, private_notes, story_html
from shared.articles import Group, GroupRef
from shared.ninjs import Rendition, Text

_NO_STORY = re.compile(r"sports|events|[rt]tml|smil|svg|math|rdf|json", re.IGNORECASE)
"""Inline XML with results, events or drawings; what it says is no running text."""


def associations_of(news: NewsItem) -> Iterator[dict[str, object]]:
    """Give what goes with it as ninjs."""
    taken = {
        "evolvedFrom",
        "previousVersion",
        "translatedFrom",
        "isA",
        "canonical",
        "webstory",
    }
    for number, link in enumerate(find_all(news.meta, "link"), start=1):
        target = attribute(link, "residref", "guidref", "href")
        rel = local_code(attribute(link, "rel")) or "related"
        if target is None or rel in taken:
            continue
        association: dict[str, object] = {
            "name": f"{rel}{number}",
            "uri": item_uri(target),
            "rel": attribute(link, "rel") or rel,
        }
        kind = local_code(attribute(find(link, "itemClass"), "qcode")).lower()
        if kind in TYPES:
            association["type"] = TYPES[kind]
        headline = words(find(link, "headline")) or words(find(link, "title"))
        if headline:
            association["headlines"] = [{"role": "main", "value": headline}]
        yield association


def bodies_of(news: NewsItem) -> tuple[tuple[Text, ...], int | None, list[str], Element | None]:
    """Give bodies (fullest first), the wire's word count, private notes, NITF's head."""
    found: list[tuple[str, int | None]] = []
    notes: list[str] = []
    inner: Element | None = None
    for content in find_all(news.element, "contentSet/inlineXML"):
        story = _story(content)
        if story is None or _NO_STORY.search(attribute(content, "contenttype") or ""):
            continue
        head = next(descendants(content, "body.head"), None)
        inner = head if head is not None and inner is None else inner
        notes += private_notes(story)
        written = story_html(story)
        if written:
            found.append((written, count(content)))
    for content in find_all(news.element, "contentSet/inlineData"):
        written = _inline_data(news, content)
        if written:
            found.append((written, count(content)))
    if not found:
        found += ((written, None) for written in _other_content(news))
    found.sort(key=lambda one: -len(one[0]))
    texts = tuple(
        Text(
            role="main" if position == 0 else "alternative",
            content_type="text/html",
            value=written,
        )
        for position, (written, _) in enumerate(found)
    )
    return texts, found[0][1] if found else None, notes, inner


def _other_content(news: NewsItem) -> Iterator[str]:
    """Write what is no text as tables where it can be, and tell what cannot be read."""
    for content in find_all(news.element, "contentSet/inlineXML"):
        written = clean_html(sports_tables(content))
        if written:
            yield written
        kind = attribute(content, "contenttype") or "an unsaid type"
        what = "only names and results are read of" if written else "nothing is read of"
        news.say(
            content,
            f"{what} inlineXML of {kind[:80]}",
            "send the story as XHTML or NITF too, or a text that tells of it",
        )


def _story(content: Element) -> Element | None:
    for name in ("body.content", "body"):
        story = next(descendants(content, name), None)
        if story is not None:
            return story
    return content if has_elements(content) or words(content) else None


def _inline_data(news: NewsItem, content: Element) -> str:
    text = raw_text(content)
    kind = (attribute(content, "contenttype") or "text/plain").lower()
    if not kind.startswith("text/"):
        return ""
    if "base64" in (attribute(content, "encoding") or "").lower():
        try:
            text = decode(base64.b64decode("".join(text.split()), validate=True)).text
        except (binascii.Error, ValueError):
            news.say(content, "The data are not base64.", "Encode them anew, or send text.")
            return ""
    if "html" in kind or looks_like_html(text):
        return clean_html(text)
    return plain_html(text)


def renditions_of(news: NewsItem) -> Iterator[Rendition]:
    """Give its pictures, sounds and films."""
    for number, remote in enumerate(
        find_all(news.element, "contentSet/remoteContent"), start=1
    ):
        href = attribute(remote, "href", "residref")
        sizes = {
            key: int(value)
            for key in ("width", "height", "size")
            if re.fullmatch(r"\d{1,12}", value := attribute(remote, key) or "", re.ASCII)
        }
        duration = attribute(remote, "duration") or ""
        name = local_code(attribute(remote, "rendition")) or f"rendition{number}"
        yield Rendition(
            name=name,
            href=href if href and is_uri(href) else uri_of_file(href or ""),
            title=href if href and not is_uri(href) else None,
            content_type=attribute(remote, "contenttype"),
            width=sizes.get("width"),
            height=sizes.get("height"),
            size_in_bytes=sizes.get("size"),
            duration=float(duration) if re.fullmatch(r"\d{1,6}(\.\d+)?", duration) else None,
            format=attribute(remote, "format"),
        )


def groups_of(news: NewsItem) -> Iterator[Group]:
    """Give the groups of a package."""
    for group in find_all(news.element, "groupSet/group"):
        refs: list[GroupRef] = []
        for member in children(group):
            kind = local_name(member)
            if kind == "groupRef":
                refs.append(GroupRef(idref=attribute(member, "idref")))
            elif kind == "itemRef":
                refs.append(
                    GroupRef(
                        residref=attribute(member, "residref", "guidref", "href"),
                        content_type=attribute(member, "contenttype"),
                        item_class=attribute(find(member, "itemClass"), "qcode"),
                        headline=words(find(member, "headline"))
                        or words(find(member, "title"))
                        or None,
                    )
                )
        name = attribute(group, "id")
        if name:
            yield Group(id=name, role=attribute(group, "role"), refs=tuple(refs))
