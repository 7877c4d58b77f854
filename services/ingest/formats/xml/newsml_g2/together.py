"""Pictures that come in one message with their story: linked there, or in a package with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.ingest.formats.parsed import ParsedItem
from services.ingest.formats.text.newscodes import item_uri
from shared.articles import Group
from shared.media import pictures_of
from shared.ninjs import Item

_SHOWN = ("picture", "graphic")
_MOST = 40


def with_pictures_beside(items: Sequence[ParsedItem]) -> tuple[ParsedItem, ...]:
    """Let stories name the pictures that a message or a package puts beside them.

    A link says its target's kind where the target is in the message. A story without pictures
    has those of its package, where it is the only story there or in their group.
    """
    pictures = {
        each.item.uri: each.item.type
        for each in items
        if each.item.uri and each.item.type in _SHOWN
    }
    texts = {each.item.uri for each in items if each.item.uri and each.item.type == "text"}
    beside: dict[str, list[str]] = {}
    for each in items:
        for text, picture in _pairs(each.extras.groups, texts, pictures):
            beside.setdefault(text, []).append(picture)
    return tuple(
        ParsedItem(
            _shown(each.item, pictures, beside.get(each.item.uri or "", ())), each.extras
        )
        if each.item.type == "text" and (pictures or beside)
        else each
        for each in items
    )


def _pairs(
    groups: Sequence[Group], texts: set[str], pictures: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Give which text of a package has which picture."""
    members = [
        [
            (item_uri(ref.residref), (ref.item_class or "").lower())
            for ref in group.refs
            if ref.residref
        ]
        for group in groups
    ]
    for part in [*members, [one for each in members for one in each]]:
        own = {uri for uri, _ in part if uri in texts}
        if len(own) == 1:
            yield from (
                (next(iter(own)), uri)
                for uri, kind in part
                if uri in pictures or kind.rpartition(":")[2] in _SHOWN
            )


def _shown(item: Item, pictures: Mapping[str, str], beside: Sequence[str]) -> Item:
    associations: tuple[dict[str, Any], ...] = tuple(
        {**each, "type": pictures[uri]}
        if not each.get("type") and (uri := str(each.get("uri"))) in pictures
        else each
        for each in item.associations
    )
    if associations != item.associations:
        item = item.model_copy(update={"associations": associations})
    if not beside or pictures_of(item):
        return item
    more = tuple(
        {"name": f"picture{number}", "uri": uri, "type": pictures.get(uri, "picture")}
        for number, uri in enumerate(dict.fromkeys(beside), start=1)
    )
    return item.model_copy(update={"associations": (*item.associations, *more[:_MOST])})
