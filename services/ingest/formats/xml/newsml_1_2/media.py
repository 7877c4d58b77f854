"""The pictures, sounds and films of a NewsItem, and its groups; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.ingest.formats.text.newscodes import is_uri, item_uri
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    children,
    find,
    find_all,
    words,
)
from services.ingest.formats.xml.newsml_1_2.parts import (
    TYPES,
    NewsItem,
    Picture,
    formal_name,
    media_in,
    public_name,
)
from services.ingest.formats.xml.newsml_1_2.wording import caption_of
from shared.articles import Group, GroupRef
from shared.ninjs import Rendition

_A_SIZE = re.compile(r"\d{1,9}", re.ASCII)


def _rendition(content: Element, *, name: str | None, number: int) -> dict[str, object]:
    href = attribute(content, "Href") or ""
    rendition: dict[str, object] = {
        "name": name or formal_name(content, "Format") or f"rendition{number}",
        "href" if is_uri(href) else "title": href,
    }
    if mime := formal_name(content, "MimeType"):
        rendition["contentType"] = mime
    sizes = [("sizeInBytes", words(find(content, "Characteristics/SizeInBytes")))]
    sizes += [
        ((attribute(prop, "FormalName") or "").lower(), attribute(prop, "Value") or "")
        for prop in find_all(content, "Characteristics/Property")
    ]
    for key, value in sizes:
        if key in ("sizeInBytes", "width", "height") and _A_SIZE.fullmatch(value):
            rendition[key] = int(value)
    return rendition


def type_of(news: NewsItem, has_text: bool) -> str:  # noqa: FBT001  one caller
    """Tell what kind of item it is."""
    if has_text:
        return "text"
    for component in news.components:
        for media in find_all(component, "ContentItem/MediaType"):
            kind = (attribute(media, "FormalName") or "").lower()
            if kind in TYPES and kind != "text":
                return TYPES[kind]
    return "composite" if any(groups_of(news)) else "text"


def renditions_of(news: NewsItem) -> Iterator[Rendition]:
    """Give the forms of the picture that the item is."""
    if not news.is_picture:
        return
    for one in associations_of(news):
        for rendition in one.get("renditions", ()):  # type: ignore[attr-defined]  # a list
            yield Rendition.model_validate(rendition)


def associations_of(news: NewsItem) -> Iterator[dict[str, object]]:
    """Give the pictures, sounds and films as ninjs."""
    number = 0
    for picture in news.pictures:
        number += 1
        yield _association(news, picture, number)
    for related in find_all(news.management, "AssociatedWith"):
        target = attribute(related, "NewsItem")
        if target:
            number += 1
            yield {
                "name": f"associated{number}",
                "uri": item_uri(target),
                "rel": "associatedWith",
            }


def _association(news: NewsItem, picture: Picture, number: int) -> dict[str, object]:
    contents = [(form, one) for form in picture.forms for one in media_in(form)]
    roles = [formal_name(form, "Role") for form, _ in contents]
    tell_apart = len(contents) > 1 and len({*roles}) == len(roles)
    renditions = [
        _rendition(content, name=role if tell_apart else None, number=position)
        for position, ((_, content), role) in enumerate(
            zip(contents, roles, strict=True), start=1
        )
    ]
    kinds = [
        TYPES.get((formal_name(content, "MediaType") or "").lower(), "picture")
        for _, content in contents
    ]
    role = formal_name(picture.component, "Role") or formal_name(picture.forms[0], "Role")
    association: dict[str, object] = {
        "name": f"{(role or 'media').lower()}{number}",
        "uri": item_uri(attribute(contents[0][1], "Href") or f"media{number}"),
        "type": next((kind for kind in ("video", "audio") if kind in kinds), kinds[0]),
        "renditions": renditions,
    }
    told = [picture.component, *picture.forms]
    headline = next((t for c in told if (t := words(find(c, "NewsLines/HeadLine")))), "")
    if headline:
        association["headlines"] = [{"role": "main", "value": headline}]
    caption = caption_of(news, picture)
    if caption:
        association["descriptions"] = [{"role": "caption", "value": caption}]
    byline = next((t for c in told if (t := words(find(c, "NewsLines/ByLine")))), "")
    if byline:
        association["by"] = byline
    credit = next((t for c in told if (t := words(find(c, "NewsLines/CreditLine")))), "")
    if credit:
        association["infoSources"] = [{"name": credit, "role": "creditLine"}]
    return association


def groups_of(news: NewsItem) -> Iterator[Group]:
    """Give the groups of a package."""
    for number, component in enumerate(news.components):
        refs = [
            GroupRef(residref=target)
            for e in find_all(component, "NewsItemRef")
            if (target := attribute(e, "NewsItem"))
        ]
        refs += [
            GroupRef(residref=name)
            for item in children(component, "NewsItem")
            if (name := public_name(item))
        ]
        if refs:
            role = formal_name(component, "Role")
            name = attribute(component, "Duid") or f"group{number}"
            yield Group(id=name, role=role, refs=tuple(refs))
