"""Pure: the pictures that a revision has places for, whether they are there yet or not.

A slot stays as it is while its picture comes, changes and ends: what the public item shows of
it is worked out from both (`showing`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from shared.articles import Noun, Overlay, PictureEdit
from shared.media import Picture, href_of, pictures_of
from shared.ninjs import Item
from shared.written import without_credentials

HIDDEN = "urn:copydesk:picture:"
"""How a picture is called in public whose only name is an agency's address; a key follows."""


class Slot(Noun):
    """One picture that a story names, or the still of its film.

    `public` is what the item says of it while there is no picture, as JSON: an association, or
    nothing where the item is the picture itself.
    """

    source: str
    named: Picture
    public: str = ""
    edit: PictureEdit | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Give what pictures are found by, for this source."""
        return tuple(name_of(self.source, name) for name in self.named.names)


def name_of(source: str, name: str) -> str:
    """Give the key under which a source's name for a picture is kept."""
    return hashlib.sha256(f"{source}\n{name}".encode()).hexdigest()[:40]


def names_of_media(
    source: str, sha256: str, hrefs: Sequence[str], guids: Sequence[str]
) -> tuple[str, ...]:
    """Give every key that a picture answers to."""
    return tuple(name_of(source, each) for each in (href_of(sha256), *hrefs, *guids))


def _key_of(picture: Picture) -> str:
    """Name a picture of a story for people: by its uri, else by its first address."""
    return picture.uri or next(iter(picture.hrefs), "")


def slots_of(
    wire: Item, public: Sequence[Mapping[str, Any]], source: str, overlay: Overlay | None
) -> tuple[Slot, ...]:
    """Read the slots of a revision, in order; what a person chose to lead goes first.

    `public` is what may be said of the item's associations: a picture that is not among them
    (it was killed with its item, say) has no slot.
    """
    edits = {each.picture: each for each in (overlay.pictures or ())} if overlay else {}
    said = {str(each.get("uri")): each for each in public}
    found = []
    for picture in pictures_of(wire):
        written = ""
        if picture.name == "" and wire.type == "text":
            written = _json(_lead_of_a_text(picture, source))
        elif picture.name != "":
            association = said.get(picture.uri or "")
            if association is None:
                continue
            written = _json({**association, "uri": _uri(picture, source)})
        edit = edits.get(_key_of(picture))
        found.append(Slot(source=source, named=picture, public=written, edit=edit))
    return tuple(sorted(found, key=lambda slot: not (slot.edit and slot.edit.lead)))


def _lead_of_a_text(picture: Picture, source: str) -> dict[str, Any]:
    """Make an association of the picture that a text has among its own renditions."""
    return {
        "name": "main picture",
        "uri": HIDDEN + name_of(source, picture.names[0]),
        "type": picture.kind if picture.kind != "poster" else "picture",
        "pubStatus": "usable",
    }


def _uri(picture: Picture, source: str) -> str:
    """Keep an agency's address of the bytes, which may hold its key, out of what we send."""
    uri = picture.uri or ""
    if uri in picture.hrefs or not uri:
        return HIDDEN + name_of(source, picture.names[0])
    return uri


def _json(value: Mapping[str, Any]) -> str:
    return without_credentials(orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode())
