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


DEVICE, PLACE = "Zebraphone 9", 0x8825
_ORIENTATION, _MODEL = 0x0112, 0x0110
_UNTURNED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a sensor lay when this is its orientation: what makes an upright picture so."""


def as_a_phone_writes(
    image: Image.Image, kind: str, orientation: int = 1, *, profile: bytes | None = None
) -> bytes:
    """Save an upright picture as it lay on the sensor, with the way up, place and device.

    In HEIC and AVIF the way up is a property of the picture (`irot`, `imir`), as phones do it.
    """
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    exif[_MODEL] = DEVICE
    exif.get_ifd(PLACE).update({1: "N", 2: (59.0, 54.0, 0.0), 3: "E", 4: (10.0, 45.0, 0.0)})
    turn = _UNTURNED[orientation]
    lying = image if turn is None else image.transpose(turn)
    lying.info.clear()
    more: dict[str, Any] = {"icc_profile": profile} if profile else {}
    if kind == "HEIF":
        lying.info["exif"] = exif.tobytes()
    else:
        more["exif"] = exif
    out = io.BytesIO()
    lying.save(out, kind, quality=92, **more)
    return out.getvalue()


def display_p3() -> bytes:
    """Write the colour profile of phones and screens (ICC 4: three primaries, a curve)."""

    def s15(*numbers: float) -> bytes:
        return b"".join(struct.pack(">i", round(each * 65536)) for each in numbers)

    def text(kind: bytes, words: str) -> bytes:
        said = words.encode("utf-16-be")
        return kind + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(said), 28) + said

    curve = b"para" + struct.pack(">IHH", 0, 3, 0)
    curve += s15(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    xyz = b"XYZ \x00\x00\x00\x00"
    parts = {
        b"desc": text(b"mluc", "Display P3"),
        b"cprt": text(b"mluc", "None"),
        b"wtpt": xyz + s15(0.96419, 1, 0.82489),
        b"rXYZ": xyz + s15(0.51512, 0.2412, -0.00105),
        b"gXYZ": xyz + s15(0.29198, 0.69225, 0.04189),
        b"bXYZ": xyz + s15(0.1571, 0.06657, 0.78407),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, data = struct.pack(">I", len(parts)), b""
    for name, part in parts.items():
        table += name + struct.pack(">II", 128 + 4 + 12 * len(parts) + len(data), len(part))
        data += part + b"\x00" * (-len(part) % 4)
    head = struct.pack(
        ">I4sI4s4s4s12s4s4sIIIQI",
        128 + len(table) + len(data),
        b"",
        0x04000000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        struct.pack(">6H", 2026, 1, 1, 0, 0, 0),
        b"acsp",
        b"",
        0,
        0,
        0,
        0,
        0,
    )
    head += s15(0.96419, 1, 0.82489)
    return head.ljust(128, b"\x00") + table + data
