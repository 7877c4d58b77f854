"""What a picture's file says of itself: XMP before IPTC before Exif.

Only words and rights are read. Where it was taken and with which device is never looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree
from PIL import Image, IptcImagePlugin
from PIL.ImageFile import ImageFile

from services.ingest.formats.text.markup import html_to_text
from shared.media import Caption, FocalPoint

_MOST_XMP = 2_000_000
_LONGEST = {"caption": 5000, "usage_terms": 2000}
_LONGEST_OTHER = 1000

_NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "core": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "ext": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "mwg": "http://www.metadataworkinggroup.com/schemas/regions/",
    "area": "http://ns.adobe.com/xmp/sType/Area#",
}
_IN_XMP = {
    "alt": ("core:AltTextAccessibility",),
    "caption": ("dc:description",),
    "headline": ("photoshop:Headline", "dc:title"),
    "by": ("dc:creator",),
    "credit": ("photoshop:Credit", "photoshop:Source"),
    "copyright_notice": ("dc:rights",),
    "usage_terms": ("xmpRights:UsageTerms", "photoshop:Instructions"),
    "licence": ("xmpRights:WebStatement",),
    "digital_source_type": ("ext:DigitalSourceType",),
}
_IN_IPTC = {
    "caption": (120,),
    "headline": (105, 5),
    "by": (80,),
    "credit": (110, 115),
    "copyright_notice": (116,),
    "usage_terms": (40,),
}
"""IIM 4.2, record 2 (https://www.iptc.org/std/IIM/4.2/)."""
_IN_EXIF = {"caption": 0x010E, "by": 0x013B, "copyright_notice": 0x8298}
_UTF_8 = b"\x1b%G"


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """What a file says, each field from the best place that says it."""

    says: Caption
    guid: str | None = None
    focal_point: FocalPoint | None = None


def embedded_in(image: ImageFile) -> Embedded:
    """Read what an opened, not yet decoded picture says of itself; never raises."""
    tree = _xmp_tree(image)
    says = Caption()
    for part in (_from_xmp(tree), _from_iptc(image), _from_exif(image)):
        says = says.or_else(part)
    return Embedded(
        says=says,
        guid=_first(tree, "ext:DigImageGUID"),
        focal_point=_focus(tree),
    )


# --- XMP ---------------------------------------------------------------------------------


def _xmp_tree(image: Image.Image) -> Any:
    raw = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if isinstance(raw, str):
        raw = raw.encode()
    if not isinstance(raw, bytes) or len(raw) > _MOST_XMP or b"<!" in raw[:_MOST_XMP]:
        return None  # XMP has no DOCTYPE; one is there to blow up
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        return etree.fromstring(raw.strip(b"\x00 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _from_xmp(tree: Any) -> Caption:
    return Caption(
        **{
            name: next(filter(None, (_first(tree, path, name) for path in paths)), None)
            for name, paths in _IN_XMP.items()
        }
    )


def _first(tree: Any, name: str, field: str = "") -> str | None:
    """Give a property, which may be an attribute, plain, or one of several languages."""
    if tree is None:
        return None
    for attribute in tree.xpath(f"//rdf:Description/@{name}", namespaces=_NS):
        return _plain(str(attribute), field)
    for element in tree.xpath(f"//{name}", namespaces=_NS):
        several = element.xpath(".//rdf:li", namespaces=_NS)
        if not several:
            return _plain("".join(element.itertext()), field)
        lang = "{http://www.w3.org/XML/1998/namespace}lang"
        several.sort(key=lambda each: each.get(lang, "") != "x-default")
        if name == "dc:creator":
            return _plain(", ".join("".join(each.itertext()) for each in several), field)
        return _plain("".join(several[0].itertext()), field)
    return None


def _focus(tree: Any) -> FocalPoint | None:
    """Read the region that says what is in focus (MWG), by its centre."""
    if tree is None:
        return None
    for region in tree.xpath("//mwg:RegionList//rdf:li", namespaces=_NS):
        kind = region.xpath(".//mwg:Type/text()|.//@mwg:Type", namespaces=_NS)
        if not kind or str(kind[0]).strip().lower() != "focus":
            continue
        x = region.xpath(".//@area:x|.//area:x/text()", namespaces=_NS)
        y = region.xpath(".//@area:y|.//area:y/text()", namespaces=_NS)
        try:
            return FocalPoint(x=float(x[0]), y=float(y[0]))
        except (IndexError, ValueError):
            continue
    return None


# --- IPTC and Exif -----------------------------------------------------------------------


def _from_iptc(image: ImageFile) -> Caption:
    try:
        found: dict[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(image) or {}
    except Exception:  # noqa: BLE001 - a damaged block is as good as none
        return Caption()
    is_utf_8 = found.get((1, 90)) == _UTF_8
    return Caption(
        **{
            name: next(
                filter(
                    None, (_decoded(found.get((2, each)), name, is_utf_8) for each in numbers)
                ),
                None,
            )
            for name, numbers in _IN_IPTC.items()
        }
    )


def _decoded(value: Any, field: str, is_utf_8: bool) -> str | None:  # noqa: FBT001
    parts = value if isinstance(value, list) else [value]
    texts = []
    for part in parts:
        if not isinstance(part, bytes):
            continue
        try:
            texts.append(part.decode("utf-8"))
        except UnicodeDecodeError:
            texts.append(part.decode("utf-8" if is_utf_8 else "cp1252", "replace"))
    return _plain(", ".join(texts), field)


def _from_exif(image: Image.Image) -> Caption:
    try:
        exif = image.getexif()
        return Caption(
            **{name: _plain(str(exif.get(tag, "")), name) for name, tag in _IN_EXIF.items()}
        )
    except Exception:  # noqa: BLE001 - a damaged block is as good as none
        return Caption()


_WEB = ("http://", "https://")
_TAG = re.compile(r"<[a-zA-Z!/?]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def _plain(text: str, field: str) -> str | None:
    """Give words and nothing else: no mark-up, no controls, of a length someone reads."""
    if _TAG.search(text):
        text = html_to_text(text[:20_000])
    text = " ".join(_CONTROLS.sub(" ", text).split())
    if field in ("licence", "digital_source_type") and not text.lower().startswith(_WEB):
        return None
    return text[: _LONGEST.get(field, _LONGEST_OTHER)] or None
