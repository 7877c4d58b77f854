"""Pictures to test with: drawn here, with what a camera or an agency writes into them."""

from __future__ import annotations

import io
import struct
from typing import Any

import pillow_heif
from PIL import Image, ImageDraw

pillow_heif.register_heif_opener()

_XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">{fields}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def a_drawing(width: int = 640, height: int = 400, *, seed: int = 1) -> Image.Image:
    """Draw hills under a sun, other ones for each seed."""
    image = Image.new("RGB", (width, height), (120 + seed % 100, 170, 230))
    draw = ImageDraw.Draw(image)
    sun = (seed * 73) % max(1, width - 60)
    draw.ellipse((sun, 20, sun + 60, 80), fill=(250, 220, 90))
    for number in range(4):
        top = height // 2 + (seed * 31 + number * 47) % max(1, height // 3)
        left = (seed * 57 + number * width // 4) % width - width // 4
        draw.polygon(
            [(left, height), (left + width // 4, top), (left + width // 2, height)],
            fill=(40 + number * 30, 110 + seed % 60, 60),
        )
    return image


def in_every_language(tag: str, text: str) -> str:
    return f'<{tag}><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></{tag}>'


def xmp(**fields: str) -> bytes:
    """Write XMP; names are those of `shared.media.Caption`."""
    known = {
        "alt": lambda text: in_every_language("core:AltTextAccessibility", text),
        "caption": lambda text: in_every_language("dc:description", text),
        "headline": lambda text: f"<photoshop:Headline>{text}</photoshop:Headline>",
        "by": lambda text: (
            f"<dc:creator><rdf:Seq><rdf:li>{text}</rdf:li></rdf:Seq></dc:creator>"
        ),
        "credit": lambda text: f"<photoshop:Credit>{text}</photoshop:Credit>",
        "copyright_notice": lambda text: in_every_language("dc:rights", text),
        "usage_terms": lambda text: in_every_language("xmpRights:UsageTerms", text),
        "licence": lambda text: f"<xmpRights:WebStatement>{text}</xmpRights:WebStatement>",
        "digital_source_type": lambda text: (
            f"<ext:DigitalSourceType>{text}</ext:DigitalSourceType>"
        ),
        "guid": lambda text: f"<ext:DigImageGUID>{text}</ext:DigImageGUID>",
    }
    return _XMP.format(
        fields="".join(known[name](text) for name, text in fields.items())
    ).encode()


def iptc(fields: dict[int, str]) -> bytes:
    """Write IPTC-IIM, record 2, as Photoshop keeps it in a JPEG (APP13)."""
    records = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for number, text in fields.items():
        value = text.encode()
        records += struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + records
    return b"Photoshop 3.0\x00" + block + b"\x00" * (len(block) % 2)


def a_jpeg(
    width: int = 640,
    height: int = 400,
    *,
    seed: int = 1,
    says: dict[str, str] | None = None,
    says_iptc: dict[int, str] | None = None,
    exif: dict[int, Any] | None = None,
) -> bytes:
    """Draw a JPEG; `says` goes into XMP, `says_iptc` into IPTC, `exif` by its tags."""
    out = io.BytesIO()
    made = Image.Exif()
    for tag, value in (exif or {}).items():
        made[tag] = value
    more: dict[str, Any] = {"xmp": xmp(**says)} if says else {}
    a_drawing(width, height, seed=seed).save(out, "JPEG", quality=80, exif=made, **more)
    data = out.getvalue()
    if says_iptc:
        segment = iptc(says_iptc)
        data = data[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + data[2:]
    return data


def a_picture(kind: str, width: int = 320, height: int = 200, **more: Any) -> bytes:
    """Draw a picture in another format, by Pillow's name of it."""
    out = io.BytesIO()
    a_drawing(width, height).save(out, kind, **more)
    return out.getvalue()
