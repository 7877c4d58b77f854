"""Elements and attributes that look like an embargo, whatever a wire's schema calls them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from services.ingest.formats.complete import EmbargoField, Spot
from services.ingest.formats.parsed import Payload
from services.ingest.formats.xml.document import Element, attribute, local_name, place, words

_LIKE = "contains(translate({}, 'EMBARGO', 'embargo'), 'embarg')"
_FIND = etree.XPath(
    f"descendant::*[{_LIKE.format('local-name()')} or @*[{_LIKE.format('local-name()')}]"
    f" or ((@content or @Value or @value) and (@name | @FormalName | @property | @http-equiv)"
    f"[{_LIKE.format('.')}])]"
)
_MOST = 20


def may_say_embargo(payload: Payload) -> bool:
    """Tell whether the word is anywhere in a payload, so that most are not searched for it."""
    content = payload.content.lower()
    return b"mbarg" in content or b"m\0b\0a\0r\0g" in content


def embargo_marks(item: Element, *known: str) -> Iterator[EmbargoField]:
    """Read what looks like an embargo in an item, but for the elements its format reads itself.

    Elements of items within the item are theirs.
    """
    found: Any = _FIND(item)
    for element in found[:_MOST]:
        if local_name(element) in known or _item_of(element) is not _item_of(item):
            continue
        for written in _written(element):
            yield EmbargoField(written, Spot(xpath=place(element)), is_known=False)


def _item_of(element: Element) -> Element | None:
    if local_name(element) in ("NewsItem", "newsItem", "nitf"):
        return element
    return next(element.iterancestors("{*}NewsItem", "{*}newsItem", "{*}nitf"), None)


def _written(element: Element) -> Iterator[str]:
    attributes = [
        str(value) for key, value in element.attrib.items() if "mbarg" in str(key).lower()
    ]
    yield from attributes
    if not attributes:
        yield attribute(element, "content", "Value", "value") or words(element)
