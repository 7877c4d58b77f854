"""What a NewsItem consists of: its components, its main text, its pictures; pure."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import NamedTuple

from services.ingest.formats.parsed import (
    Payload,
    Problem,
)
from services.ingest.formats.text.charsets import decode
from services.ingest.formats.text.markup import (
    clean_html,
    looks_like_html,
    plain_line,
)
from services.ingest.formats.xml.document import (
    Element,
    attribute,
    children,
    descendants,
    find,
    find_all,
    has_elements,
    local_name,
    place,
    raw_text,
    words,
)
from services.ingest.formats.xml.story_markup import (
    plain_html,
    story_html,
)

TYPES = {
    "text": "text",
    "photo": "picture",
    "picture": "picture",
    "graphic": "graphic",
    "complexdata": "graphic",
    "video": "video",
    "audio": "audio",
    "animation": "graphic",
    "composite": "composite",
}
_TEXTS = frozenset({"text", "complexdata", "formattedtext"})
_STORY_ROLES = frozenset({"main", "body", "text", "main text", "maintext"})
ABSTRACT_ROLES = frozenset({"abstract", "summary", "synopsis", "lead"})
_SIDE_ROLES = ABSTRACT_ROLES | {"title", "headline", "caption", "supporting", "sidebar"}


def is_story(component: Element) -> bool:
    """Tell a component with a headline and a text of its own, none of them a caption's."""
    if _is_side(component) or not words(find(component, "NewsLines/HeadLine")):
        return False
    parts = [component, *children(component, "NewsComponent")]
    texts = [part for part in parts if not _is_side(part) and _has_text(part)]
    return bool(texts) and not any(_is_media(part) for part in parts)


def _has_text(component: Element) -> bool:
    return any(
        _is_text(content) and words(next(descendants(content, "DataContent"), None))
        for content in find_all(component, "ContentItem")
    )


def _is_text(content: Element) -> bool:
    kind = (formal_name(content, "MediaType") or "text").lower()
    mime = (formal_name(content, "MimeType") or "").lower()
    return kind in _TEXTS or mime.startswith("text/")


class Picture(NamedTuple):
    """A picture, sound or film, and the components that have a form of it each."""

    component: Element
    """The one with its headline and all its forms, or its only form."""
    forms: list[Element]
    beside: list[Element]
    """Where its caption may be, if not within it."""


class NewsItem:
    """Reads one NewsItem, or one story of several in it (`part`)."""

    def __init__(
        self,
        item: Element,
        envelope: Element | None,
        topics: Mapping[str, Element],
        part: Element | None,
        payload: Payload,
        *,
        is_marked: bool,
    ) -> None:
        self.element = item
        self.envelope = envelope
        self.topics = topics
        self.part = part
        self.payload = payload
        self.is_marked = is_marked
        """Whether a name of an embargo may be anywhere in what was delivered."""
        self.problems: list[Problem] = []
        self.management = find(item, "NewsManagement")
        self.components = [*self._own_components()]
        self.text_of = {c: self._component_text(c) for c in self.components}
        self.main = self._main_component()
        self.is_picture = self._is_picture()
        self.pictures = [*self._pictures()]
        self.about_pictures = {
            one
            for picture in self.pictures
            for one in (picture.component, *descendants(picture.component, "NewsComponent"))
        }
        self.chain = self._chain()

    def _own_components(self) -> Iterator[Element]:
        """Give the item's components, outermost first, without those of items inside it."""
        if self.part is not None:
            around = self.part.iterancestors("{*}NewsComponent", "{*}NewsItem")
            yield from takewhile(lambda one: local_name(one) == "NewsComponent", around)
        waiting = (
            [self.part] if self.part is not None else [*children(self.element, "NewsComponent")]
        )
        while waiting:
            component = waiting.pop(0)
            yield component
            waiting += children(component, "NewsComponent")

    def _main_component(self) -> Element | None:
        """Find the component with the text: the one whose role says Main, else the fullest."""
        texts = [c for c in self.components if self.text_of[c]]
        for component in texts:
            if role(component) in _STORY_ROLES:
                return component
        texts = [c for c in texts if not _is_side(c)] or texts
        if texts:
            return max(texts, key=lambda component: len(self.text_of[component]))
        return self.components[0] if self.components else None

    def _chain(self) -> list[Element]:
        """Give the main component, then those around it, then all others."""
        chain: list[Element] = []
        at = self.main
        while at is not None and local_name(at) == "NewsComponent":
            chain.append(at)
            at = at.getparent()
        others = (c for c in self.components if c not in chain and not _is_media(c))
        return [*chain, *(c for c in others if c not in self.about_pictures)]

    def under(self, path: str) -> Iterator[Element]:
        """Give elements at a path, the main component's before its surroundings'."""
        for component in self.chain:
            yield from find_all(component, path)

    def every(self, name: str) -> list[str]:
        """Give all such elements, of the components in order."""
        for component in self.chain:
            lines = find_all(component, f"NewsLines/{name}")
            found = [text for line in lines if (text := plain_line(words(line)))]
            if found:
                return list(dict.fromkeys(found))
        return []

    def inside(self, path: str) -> Iterator[Element]:
        """Give elements of the NITF that a component's text is in."""
        first, _, rest = path.partition("/")
        for element in descendants(self.main, first) if self.main is not None else ():
            if next(element.iterancestors("{*}NewsItem"), None) is not self.element:
                continue  # of an item within this one
            if rest:
                yield from find_all(element, rest)
            else:
                yield element

    def texts(self) -> list[str]:
        """Give the texts, the main one first."""
        main = self.main
        if main is None or self.is_picture:
            return []
        own = self.text_of[main]
        return [own] if own else []

    def _component_text(self, component: Element) -> str:
        """Give the story in a component's own content, not that of components within."""
        found: list[str] = []
        for content in find_all(component, "ContentItem"):
            if not _is_text(content):
                continue
            data = find(content, "DataContent")
            encoding = find(content, "Encoding")
            if data is None and encoding is not None:
                data = find(encoding, "DataContent")
            if data is not None:
                found.append(self._data(content, data, attribute(encoding, "Notation")))
        return max(found, key=len, default="")

    def _data(self, content: Element, data: Element, notation: str | None) -> str:
        for name in ("body.content", "body"):
            first = next(descendants(data, name), None)
            if first is not None:
                stories = [first, *first.itersiblings("{*}" + name)]
                return "".join(story_html(story) for story in stories)
        if has_elements(data):
            return story_html(data)
        text = raw_text(data)
        if "base64" in (notation or "").lower():
            try:
                text = decode(base64.b64decode("".join(text.split()), validate=True)).text
            except (binascii.Error, ValueError):
                self.say(data, "The data are not base64.", "Encode them anew, or send text.")
                return ""
        mime = (formal_name(content, "MimeType") or "").lower()
        if "html" in mime or looks_like_html(text):
            return clean_html(text)
        return plain_html(text)

    def _is_picture(self) -> bool:
        """Tell an item that is a picture: it says so, or has one and no words but a caption."""
        kind = formal_name(self.management, "NewsItemType") or ""
        texts = [component for component in self.components if self.text_of[component]]
        return (
            bool(texts)
            and any(media_in(component) for component in self.components)
            and (
                all("caption" in role(component) for component in texts)
                or TYPES.get(kind.lower(), "text") not in ("text", "composite")
            )
        )

    def _pictures(self) -> Iterator[Picture]:
        """Find the pictures, sounds and films; some wires give each form a component."""
        around: set[Element] = set()
        at = None if self.is_picture or not self.texts() else self.main
        while at is not None:
            around.add(at)
            at = at.getparent()
        forms: dict[Element, list[Element]] = {}
        for component in self.components:
            above = component.getparent()
            if above is not None and media_in(component):
                forms.setdefault(above, []).append(component)
        for above, found in forms.items():
            within = local_name(above) == "NewsComponent" and above not in around
            if within and _are_forms_of_one(above, found):
                yield Picture(above, found, [])
                continue
            for one in found:
                beside = [*children(above, "NewsComponent")] if len(found) == 1 else []
                yield Picture(one, [one], beside)

    def say(self, element: Element, detail: str, fix: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(detail=detail, fix=fix, xpath=place(element)))


def public_name(item: Element) -> str:
    """Give the whole name of an item that stands in another one, its package."""
    return words(find(item, "Identification/NewsIdentifier/PublicIdentifier"))


def role(component: Element) -> str:
    """Give the role of a component, in small letters."""
    return (formal_name(component, "Role") or "").lower()


def _is_side(component: Element) -> bool:
    """Tell a component that goes with the story (`Caption`, `Photo Caption`) and is not it."""
    return role(component) in _SIDE_ROLES or "caption" in role(component)


def formal_name(element: Element | None, name: str) -> str | None:
    """Give the FormalName of an element in it."""
    return attribute(find(element, name), "FormalName")


def media_in(component: Element) -> list[Element]:
    """Give what a component refers to; a text that is here may have an address as well."""
    return [
        content
        for content in find_all(component, "ContentItem")
        if attribute(content, "Href")
        and not (_is_text(content) and find(content, "DataContent") is not None)
    ]


def _are_forms_of_one(above: Element, found: list[Element]) -> bool:
    """Tell components that have one picture in several sizes each from several pictures."""
    if len(found) == 1 or (attribute(above, "EquivalentsList") or "").lower() == "yes":
        return True
    roles = {role(one) for one in found}
    return (
        "" not in roles
        and len(roles) == len(found)
        and not any(words(find(one, "NewsLines/HeadLine")) for one in found)
    )


def _is_media(component: Element) -> bool:
    """Tell a picture's component, whose lines are a caption and no part of the story."""
    kinds = [
        (attribute(media, "FormalName") or "").lower()
        for media in find_all(component, "ContentItem/MediaType")
    ]
    return bool(kinds) and all(kind not in ("text", "") for kind in kinds)


def name_of(element: Element) -> str | None:
    """Give the name of a component."""
    return next((text for d in children(element, "Description") if (text := words(d))), None)
