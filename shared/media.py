"""Pure: pictures as they travel: what an item says of its pictures, what is kept, what ends.

An item *names* pictures: by an address (`href`), by the `uri` of a picture item, or by the hash
of bytes that came along (`urn:sha256:…`). What the newsroom *keeps* is `Media`, one for each
source and sha256, and it says which names of that source it answers to. A name is looked up
among the media of the item's own source only: nobody shows another's picture by knowing its
hash or address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from shared.articles import Noun
from shared.ninjs import Item, Moment, PubStatus, Rendition

_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

_BY_HASH = re.compile(r"urn:sha256:([0-9a-f]{64})")
_SHOWS = frozenset({"picture", "graphic"})
_PLAYS = frozenset({"video", "audio"})


class FocalPoint(Noun):
    """Where to look, as shares of width and height from the top left, upright."""

    x: Annotated[float, Field(ge=0, le=1)]
    y: Annotated[float, Field(ge=0, le=1)]


class Caption(Noun):
    """What is said of a picture and whose it is; None where nobody says."""

    alt: str | None = None
    caption: str | None = None
    headline: str | None = None
    by: str | None = None
    credit: str | None = None
    copyright_notice: str | None = None
    usage_terms: str | None = None
    licence: str | None = None
    """The address of the terms (XMP's WebStatement, or ninjs' linked rights)."""
    digital_source_type: str | None = None
    """IPTC's URI: a photograph, a composite, made by a trained model …"""

    def or_else(self, other: Caption) -> Caption:
        """Fill what is not said here from another."""
        return Caption(
            **{
                name: getattr(self, name) or getattr(other, name)
                for name in Caption.model_fields
            }
        )


class Credentials(Noun):
    """What a C2PA manifest says: by whom it is signed, with what it was made, and if it holds.

    `state` is c2pa's word: `Trusted`, `Valid`, `Invalid`.
    """

    state: str
    issuer: str | None = None
    generator: str | None = None
    title: str | None = None
    digital_source_type: str | None = None


class Media(Noun):
    """A picture of a source whose bytes are in the object store, upright size in pixels.

    `number` counts what has become of it: of two, the higher holds. `hrefs` and `guids` are the
    names by which items of its source mean it (`hrefs`: addresses of any of its renditions;
    `guids`: uris of picture items and associations). `says` is, field by field, what the
    picture's own item says, else what stands in the file: XMP before IPTC before Exif; what a
    *story* says of it (`pictures_of`) goes before that. `perceptual_hash`: 64 bits in hex, for
    telling near-duplicates by the number of bits that differ. `held`: why a person must say
    whether it may be shown, or None.
    """

    source: str
    sha256: _Sha256
    number: int = Field(ge=1)
    media_type: str
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    size_in_bytes: int = Field(ge=1)
    frames: int = 1
    hrefs: tuple[str, ...] = ()
    guids: tuple[str, ...] = ()
    says: Caption = Caption()
    focal_point: FocalPoint | None = None
    perceptual_hash: str = ""
    has_c2pa: bool = False
    credentials: Credentials | None = None
    rights: tuple[str, ...] = ()
    """The agencies whose copy the source may carry, as in `SourceFacts`."""
    pub_status: PubStatus = "usable"
    embargoed_until: Moment | None = None
    expires: Moment | None = None
    held: str | None = None
    reinstated: int = 0
    """The number of the kill that a person took back; 0 where none was."""
    at: Moment

    @property
    def article_id(self) -> str:
        """Name the picture, where other events name an article."""
        return f"{self.source}:{self.sha256}"

    @property
    def revision(self) -> int:
        """Give what tells this from other events of the same picture."""
        return self.number

    def is_shown_at(self, now: Any) -> bool:
        """Tell whether it may be fetched at a time by whoever asks."""
        if self.pub_status != "usable" or self.held:
            return False
        if self.embargoed_until is not None and now < self.embargoed_until:
            return False
        return self.expires is None or now < self.expires


class MediaEnd(Noun):
    """A picture may not be shown any more by its source's stories.

    `withheld`: until the next `Media` of a higher number; `held`: the same until a person has
    looked, because another source has withdrawn the same bytes; `canceled`: for ever;
    `recalled`: for ever, and bytes and renditions are deleted.
    """

    source: str
    sha256: _Sha256
    number: int = Field(ge=1)
    state: Literal["withheld", "held", "canceled", "recalled"]
    hrefs: tuple[str, ...] = ()
    guids: tuple[str, ...] = ()
    reason: str = ""
    by: str = "wire"
    at: Moment

    @property
    def article_id(self) -> str:
        """Name the picture, where other events name an article."""
        return f"{self.source}:{self.sha256}"

    @property
    def revision(self) -> int:
        """Give what tells this from other events of the same picture."""
        return self.number


class Picture(Noun):
    """One picture as an item names it: by what names, in which sizes, and what it says of it.

    `kind` is `poster` for the still of a film. `hrefs` has the largest first. `focal_point` is
    the item's, in shares of the rendition it was given for.
    """

    name: str
    """The association's name; empty for the item's own renditions."""
    kind: Literal["picture", "graphic", "poster"] = "picture"
    uri: str | None = None
    hrefs: tuple[str, ...] = ()
    media_type: str | None = None
    """What the largest is said to be."""
    says: Caption = Caption()
    focal_point: FocalPoint | None = None
    pub_status: PubStatus = "usable"
    embargoed_until: Moment | None = None
    expires: Moment | None = None

    @property
    def sha256(self) -> str | None:
        """Give the hash by which it is named, where bytes came along."""
        found = (_BY_HASH.fullmatch(href) for href in self.hrefs)
        return next((match[1] for match in found if match), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Give all it is called: addresses, the largest first, then its uri."""
        return (*self.hrefs, *([self.uri] if self.uri and self.uri not in self.hrefs else []))


def href_of(sha256: str) -> str:
    """Give the address by which an item names bytes that came along with it."""
    return f"urn:sha256:{sha256}"


def pictures_of(item: Item) -> tuple[Picture, ...]:
    """Give the pictures an item names, in its order, its own renditions first.

    A picture item's own renditions are the picture; those of a text are its lead picture, as a
    page names one for previews (`og:image`): of a text that has pictures with it, they are one
    of these again, cropped, and are left out.
    """
    beside = [*_beside(item.associations)]
    if item.type not in _SHOWS | _PLAYS and any(each.hrefs for each in beside):
        return tuple(beside)
    known = {href for each in beside for href in each.hrefs}
    return (*(each for each in _own(item) if not known & {*each.hrefs}), *beside)


def _own(item: Item) -> Iterator[Picture]:
    shows = item.type in _SHOWS
    shown = [each for each in item.renditions if _is_image(each, sure=shows)]
    if shows:
        kind = "graphic" if item.type == "graphic" else "picture"
        yield from _read(item, "", kind, item.to_ninjs(), shown)
    elif shown:
        # What a story says of itself, it does not say of its picture.
        bare = Item(
            renditions=tuple(shown), embargoed_until=item.embargoed_until, expires=item.expires
        )
        kind = "poster" if item.type in _PLAYS else "picture"
        yield from _read(bare, "", kind, bare.to_ninjs(), shown)


def _beside(associations: Iterable[Mapping[str, Any]]) -> Iterator[Picture]:
    for each in associations:
        try:
            item = Item.model_validate(each)
        except ValidationError:
            continue
        plays = item.type in _PLAYS
        sure = item.type in _SHOWS
        shown = [one for one in item.renditions if _is_image(one, sure=sure)]
        if sure or shown:
            kind = "poster" if plays else "graphic" if item.type == "graphic" else "picture"
            yield from _read(item, str(each.get("name") or ""), kind, each, shown)


def _read(
    item: Item, name: str, kind: Any, written: Mapping[str, Any], shown: list[Rendition]
) -> Iterator[Picture]:
    shown = sorted(shown, key=_pixels, reverse=True)
    hrefs = tuple(dict.fromkeys(each.href for each in shown if each.href))
    if not hrefs and (name == "" or item.uri is None):
        return
    yield Picture(
        name=name,
        kind=kind,
        uri=item.uri,
        hrefs=hrefs,
        media_type=shown[0].content_type if shown else None,
        says=_caption_of(item, written),
        focal_point=_focal_point(written),
        pub_status=item.pub_status,
        embargoed_until=item.embargoed_until,
        expires=item.expires,
    )


_NO_IMAGE = re.compile(r"(?:video|audio|text)/|application/(?!octet-stream)", re.IGNORECASE)


def _is_image(rendition: Rendition, *, sure: bool) -> bool:
    if not rendition.href:
        return False
    kind = (rendition.content_type or "").strip()
    if kind.lower().startswith("image/"):
        return True
    if _NO_IMAGE.match(kind):
        return False
    # Text, film and sound: a rendition without a type is none of ours unless its name says so.
    return sure or rendition.name.lower() in _IMAGE_NAMES or _looks(rendition.href)


_IMAGE_NAMES = frozenset({"image", "picture", "poster", "thumbnail", "thumb", "preview"})
_EXTENSION = re.compile(
    r"\.(?:jpe?g|png|webp|avif|gif|hei[cf]|tiff?)(?:[?#]|$)|^cid:", re.IGNORECASE
)


def _looks(href: str) -> bool:
    return bool(_EXTENSION.search(href) or _BY_HASH.fullmatch(href))


def _pixels(rendition: Rendition) -> tuple[int, int, int]:
    """Rank by size; a size nobody gives goes by the names agencies use."""
    area = (rendition.width or 0) * (rendition.height or 0) or (rendition.width or 0) ** 2
    by_name = {"original": 3, "highres": 3, "main": 2, "web": 1, "viewimage": 1, "preview": 1}
    by_name |= {"thumbnail": -1, "thumb": -1}
    return (area, by_name.get(rendition.name.lower(), 0), rendition.size_in_bytes or 0)


ALT_ROLES = frozenset({"alt", "alttext", "alttextaccessibility", "alternativetext"})
CREDIT_ROLES = frozenset({"credit", "creditline"})


def _caption_of(item: Item, written: Mapping[str, Any] | None = None) -> Caption:
    """Give what a picture's item says of it.

    ninjs has no place for alternative text and credit lines: they are a description whose role
    is `alt` or `altText`, and an information source whose role is `creditLine`. A caption is
    the first other description.
    """
    written = written or {}
    texts = [(role_word(each.role), each.value.strip()) for each in item.descriptions]
    alts = [value for role, value in texts if role in ALT_ROLES]
    credits_ = [value for role, value in texts if role in CREDIT_ROLES]
    sources = [each for each in item.info_sources if role_word(each.role) in CREDIT_ROLES]
    credits_ += [each.name or "" for each in sources]
    captions = [v for role, v in texts if role not in ALT_ROLES | CREDIT_ROLES]
    kind = item.digital_source_type or {}
    return Caption(
        alt=_first([*alts, *_said(written, "altText", "alt")]),
        caption=_first(captions),
        headline=item.headline() or item.title or None,
        by=item.by,
        credit=_first(credits_),
        copyright_notice=item.copyright_notice or item.copyright_holder,
        usage_terms=item.usage_terms,
        licence=_licence(item.rights_info),
        digital_source_type=_first(_said(kind, "uri", "literal", "name")),
    )


def _first(texts: Iterable[str]) -> str | None:
    return next(filter(None, texts), None)


def role_word(role: str | None) -> str:
    """Give a role as a bare word: `drol:altText`, `alt-text` and `AltText` are one."""
    return re.sub(r"[^a-z]", "", (role or "").lower().rpartition(":")[2].rpartition("/")[2])


def _said(written: Mapping[str, Any], *keys: str) -> Iterator[str]:
    for key in keys:
        value = written.get(key)
        if isinstance(value, str) and value.strip():
            yield value.strip()


def _licence(rights_info: Mapping[str, Any] | None) -> str | None:
    linked = (rights_info or {}).get("linkedRights")
    href = linked.get("uri") if isinstance(linked, Mapping) else linked
    return href if isinstance(href, str) and href.startswith("http") else None


def _focal_point(written: Mapping[str, Any]) -> FocalPoint | None:
    """Read ninjs' point of interest: pixels of the rendition it stands in."""
    for each in written.get("renditions") or ():
        point = each.get("poi") if isinstance(each, Mapping) else None
        if not isinstance(point, Mapping):
            continue
        try:
            return FocalPoint(
                x=float(point["x"]) / float(each["width"]),
                y=float(point["y"]) / float(each["height"]),
            )
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            continue
    return None
