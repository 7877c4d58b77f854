"""Elements and attributes that look like an embargo, whatever a wire's schema calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.ingest.formats.fields import EmbargoField, Spot
from services.ingest.formats.parsed import Payload
from services.ingest.formats.wording.embargo.names import (
    may_name_embargo,
    names_beginning,
    names_embargo,
)
from services.ingest.formats.xml.document import Element, attribute, local_name, place, words

_MOST = 20
_SAYS_WHICH = (
    "name", "FormalName", "property", "http-equiv", "type", "rel", "key", "qcode", "id",
    "scheme", "literal",
)  # fmt: skip
_HOLDS_IT = ("content", "Value", "value", "literal", "valuedatetime", "datetime", "until")
_SIGNALS = ("signal", "profile", "genre", "instruction")
_CODE = re.compile(r"[^:/#]+\Z")


def may_say_embargo(payload: Payload) -> bool:
    """Tell whether a name of one is anywhere in a payload, so that most are not searched."""
    return may_name_embargo(payload.content)


def embargo_marks(item: Element, *known: str) -> Iterator[EmbargoField]:
    """Read what looks like an embargo in an item, but for the elements its format reads itself.

    Elements of items within the item are theirs.
    """
    found = 0
    for element in item.iter("*"):
        fields = [*_fields(element, is_item=element is item)]
        if not fields or local_name(element) in known:
            continue
        if _item_of(element) is not _item_of(item):
            continue
        yield from fields
        found += 1
        if found >= _MOST:
            return


def _item_of(element: Element) -> Element | None:
    if local_name(element) in ("NewsItem", "newsItem", "nitf"):
        return element
    return next(element.iterancestors("{*}NewsItem", "{*}newsItem", "{*}nitf"), None)


def _fields(element: Element, *, is_item: bool) -> Iterator[EmbargoField]:
    said = {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}
    named = [key for key in said if names_embargo(key)]
    for key in named:
        yield EmbargoField(said[key], Spot(xpath=place(element)), is_known=False)
    name = local_name(element)
    if named or is_item:
        return
    codes = [found[0] for key in _SAYS_WHICH if (found := _CODE.search(said.get(key, "")))]
    held = next((said[key] for key in _HOLDS_IT if key in said), None)
    if names_embargo(name) or (held is not None and any(map(names_embargo, codes))):
        written = attribute(element, *_HOLDS_IT) or words(element)
        yield EmbargoField(written, Spot(xpath=place(element)), is_known=False)
    elif name.lower() in _SIGNALS and any(map(names_embargo, codes)):
        yield EmbargoField(None, Spot(xpath=place(element)))
    elif names_beginning(name) and not len(element):
        yield EmbargoField(
            held or words(element),
            Spot(xpath=place(element)),
            is_known=False,
            is_beginning=True,
        )
    elif held is not None and any(map(names_beginning, codes)):
        yield EmbargoField(held, Spot(xpath=place(element)), is_known=False, is_beginning=True)
