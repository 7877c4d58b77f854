"""Files that pretend to be pictures, or are more than that: made here, never stored.

Each has a name, its bytes, and what must come of it: `refused`, or `harmless`: taken, with
nothing in what is told of it that a page, a shell or a spreadsheet would run.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from PIL import Image

from tests.pictures import a_jpeg, a_picture, iptc, xmp

SCRIPT = "<script>alert(1)</script>"
IMG = '"><img src=x onerror=alert(1)>'


class Hostile(NamedTuple):
    name: str
    data: bytes
    fate: Literal["refused", "harmless"]


def _png(
    width: int, height: int, body: bytes, *more: bytes, kind: bytes = b"\x08\x02"
) -> bytes:
    head = struct.pack(">II", width, height) + kind + b"\x00\x00\x00"
    chunks = [_chunk(b"IHDR", head), *more, _chunk(b"IDAT", body), _chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    )


def _gif(frames: int, width: int = 1, height: int = 1) -> bytes:
    one = (
        b"\x2c\x00\x00\x00\x00"
        + struct.pack("<HH", width, height)
        + b"\x00\x02\x02\x4c\x01\x00"
    )
    head = (
        b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\x00\x00\x00\x00\x00\xff\xff\xff"
    )
    wait = b"\x21\xf9\x04\x00\x01\x00\x00\x00"
    return head + (wait + one) * frames + b"\x3b"


def _zip(name: str = "x.js") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, "alert(1)")
    return out.getvalue()


def _svgs() -> Iterator[Hostile]:
    ns = 'xmlns="http://www.w3.org/2000/svg"'
    yield Hostile("svg with script", f"<svg {ns}>{SCRIPT}</svg>".encode(), "refused")
    yield Hostile("svg with onload", f"<svg {ns} onload='alert(1)'/>".encode(), "refused")
    entity = f"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg {ns}>&a;</svg>"
    yield Hostile("svg that reads files", entity.encode(), "refused")
    yield Hostile("svg behind a mark", b"\xef\xbb\xbf \n" + f"<svg {ns}/>".encode(), "refused")
    yield Hostile("svg in utf-16", f"<svg {ns}>{SCRIPT}</svg>".encode("utf-16"), "refused")
    use = f"<?xml version='1.0'?><svg {ns}><image href='http://127.0.0.1/'/></svg>"
    yield Hostile("svg that calls us", use.encode(), "refused")
    packed = io.BytesIO()
    packed.write(zlib.compress(f"<svg {ns}/>".encode()))
    yield Hostile("svg packed", packed.getvalue(), "refused")


def _bombs() -> Iterator[Hostile]:
    black = zlib.compress(b"\x00" * 1_000_000)
    for side in (20_001, 60_000, 2**31 - 1):
        yield Hostile(f"png that says {side} squared", _png(side, side, black), "refused")
    yield Hostile("png one pixel high", _png(90_000_000, 1, black), "refused")
    huge = zlib.compress(b"\x00" * (1 + 9_000 * 3) * 9_000, 9)
    yield Hostile("png of 81 million black pixels", _png(9_000, 9_000, huge), "harmless")
    text = _chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"A" * 80_000_000, 9))
    yield Hostile("png with a text that inflates", _png(1, 1, b"", text), "refused")
    itxt = b"XML:com.adobe.xmp\x00\x01\x00\x00\x00" + zlib.compress(b"A" * 80_000_000, 9)
    yield Hostile(
        "png with xmp that inflates", _png(1, 1, b"", _chunk(b"iTXt", itxt)), "refused"
    )
    icc = _chunk(b"iCCP", b"x\x00\x00" + zlib.compress(b"A" * 80_000_000, 9))
    yield Hostile("png with a profile that inflates", _png(1, 1, b"", icc), "refused")
    yield Hostile("gif of 10,000 frames", _gif(10_000), "refused")
    yield Hostile("gif of 501 frames", _gif(501), "refused")
    yield Hostile("gif of 400 large frames", _gif(400, 3000, 3000), "refused")
    yield Hostile("gif of 65,535 squared", _gif(1, 65_535, 65_535), "refused")
    jpeg = bytearray(a_jpeg(64, 64))
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 5 : at + 9] = struct.pack(">HH", 65_500, 65_500)
    yield Hostile("jpeg that says 65,500 squared", bytes(jpeg), "refused")
    webp = a_picture("WEBP", 64, 64, lossless=True)
    yield Hostile("webp cut short", webp[: len(webp) // 3], "refused")


def _polyglots() -> Iterator[Hostile]:
    jpeg, png, gif = a_jpeg(64, 64), a_picture("PNG", 64, 64), a_picture("GIF", 64, 64)
    for name, data in (("jpeg", jpeg), ("png", png), ("gif", gif)):
        yield Hostile(f"{name} and zip", data + _zip(), "refused")
        yield Hostile(f"{name} and jar", data + _zip("META-INF/MANIFEST.MF"), "refused")
        yield Hostile(f"{name} and page", data + f"<html>{SCRIPT}</html>".encode(), "refused")
        yield Hostile(f"{name} and php", data + b"<?php system($_GET['c']); ?>", "refused")
    yield Hostile("pdf and jpeg", jpeg[:20] + b"%PDF-1.7\n" + jpeg[20:], "refused")
    yield Hostile("gif and script", b"GIF89a=1;alert(1)//" + b"\x00" * 40, "refused")
    yield Hostile("page called jpeg", f"<!doctype html>{SCRIPT}".encode(), "refused")
    yield Hostile("program called jpeg", b"MZ" + b"\x00" * 200, "refused")
    yield Hostile("elf called png", b"\x7fELF" + b"\x02" * 200, "refused")
    yield Hostile("postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run", "refused")
    yield Hostile("tiff", b"II*\x00\x08\x00\x00\x00" + b"\x00" * 50, "refused")
    yield Hostile("photoshop", b"8BPS\x00\x01" + b"\x00" * 50, "refused")
    yield Hostile("icon", b"\x00\x00\x01\x00\x01\x00" + b"\x00" * 50, "refused")
    yield Hostile("mpeg-4", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 50, "refused")
    yield Hostile("nothing", b"", "refused")
    yield Hostile("one byte", b"\xff", "refused")
    yield Hostile("noise", random.Random(1).randbytes(5000), "refused")


def _words() -> Iterator[Hostile]:
    for name, tag in (("description", 0x010E), ("artist", 0x013B), ("copyright", 0x8298)):
        yield Hostile(f"exif {name} with html", a_jpeg(exif={tag: f"Words {IMG}"}), "harmless")
    for field in ("alt", "caption", "headline", "by", "credit", "usage_terms"):
        said = f"{field} &lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=a()&gt;"
        yield Hostile(f"xmp {field} with html", a_jpeg(says={field: said}), "harmless")
    licence = a_jpeg(says={"licence": "javascript:alert(1)"})
    yield Hostile("xmp licence that is a script", licence, "harmless")
    for number in (120, 110, 105):
        yield Hostile(f"iptc {number} with html", a_jpeg(says_iptc={number: IMG}), "harmless")
    controls = a_jpeg(says_iptc={120: "a\x00b\x1b[2Jc\u202egnp.exe"})
    yield Hostile("iptc with controls", controls, "harmless")
    yield Hostile(
        "xmp of a million words", a_jpeg(says={"caption": "word " * 9000}), "harmless"
    )
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
        + b"]><x>&j;</x>"
    )
    yield Hostile("xmp of a billion laughs", _with_xmp(bomb), "harmless")
    outside = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'http://127.0.0.1:1/'>]><x>&a;</x>"
    yield Hostile("xmp that calls us", _with_xmp(outside), "harmless")
    yield Hostile("xmp that is none", _with_xmp(b"<x:xmpmeta" * 1000), "harmless")
    block = iptc({120: "x"})[:-9] + b"\x7f\xff\xff\xff"
    segment = b"\xff\xed" + struct.pack(">H", len(block) + 2) + block
    plain = a_jpeg(64, 64)
    yield Hostile("iptc cut short", plain[:2] + segment + plain[2:], "harmless")
    comment = b"\xff\xfe" + struct.pack(">H", len(SCRIPT) + 2) + SCRIPT.encode()
    yield Hostile("jpeg comment with script", plain[:2] + comment + plain[2:], "harmless")
    fake = b"jumb" + b"c2pa" * 50
    app11 = b"\xff\xeb" + struct.pack(">H", len(fake) + 2) + fake
    yield Hostile("c2pa that is none", plain[:2] + app11 + plain[2:], "harmless")
    place = Image.Exif()
    place.get_ifd(0x8825).update({1: "N", 2: (59.0, 54.0, 0.0), 3: "E", 4: (10.0, 45.0, 0.0)})
    out = io.BytesIO()
    Image.new("RGB", (64, 64)).save(out, "JPEG", exif=place)
    yield Hostile("a place where it was taken", out.getvalue(), "harmless")


def _with_xmp(raw: bytes) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64)).save(out, "JPEG", xmp=raw)
    return out.getvalue()


def _damaged() -> Iterator[Hostile]:
    for name, data in (
        ("jpeg", a_jpeg(300, 200)),
        ("png", a_picture("PNG")),
        ("webp", a_picture("WEBP")),
        ("avif", a_picture("AVIF")),
        ("heic", a_picture("HEIF")),
    ):
        yield Hostile(f"{name} cut in half", data[: len(data) // 2], "refused")


def _saved(image: Image.Image, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def _moving(kind: str, frames: int) -> bytes:
    first, *rest = [Image.effect_noise((16, 16), 60).convert("RGB") for _ in range(frames)]
    return _saved(first, kind, save_all=True, append_images=rest, duration=40)


def _moves() -> Iterator[Hostile]:
    for kind in ("PNG", "WEBP", "AVIF", "GIF"):
        yield Hostile(f"{kind} that moves", _moving(kind, 3), "harmless")
    yield Hostile("apng of 501 frames", _moving("PNG", 501), "refused")
    yield Hostile("webp of 501 frames", _moving("WEBP", 501), "refused")


def _odd_forms() -> Iterator[Hostile]:
    """Files as studios, scanners and phones write them: right, though seldom met."""
    yield Hostile(
        "cmyk jpeg", _saved(Image.new("CMYK", (64, 48), (9, 90, 0, 9)), "JPEG"), "harmless"
    )
    yield Hostile("grey jpeg", _saved(Image.new("L", (64, 48), 90), "JPEG"), "harmless")
    slow = _saved(Image.new("RGB", (64, 48)), "JPEG", progressive=True)
    yield Hostile("progressive jpeg", slow, "harmless")
    yield Hostile(
        "16-bit grey png", _saved(Image.new("I;16", (64, 48), 40_000), "PNG"), "harmless"
    )
    deep = zlib.compress((b"\x00" + b"\x80\x01" * 3 * 8) * 8)
    yield Hostile("16-bit colour png", _png(8, 8, deep, kind=b"\x10\x02"), "harmless")
    for mode in ("LA", "1", "RGBA", "P"):
        yield Hostile(
            f"png of mode {mode}", _saved(Image.new(mode, (64, 48)), "PNG"), "harmless"
        )
    two = Image.new("RGB", (64, 48), "red")
    phones = _saved(Image.new("RGB", (64, 48)), "MPO", save_all=True, append_images=[two])
    yield Hostile("two pictures in one, as phones write them", phones, "harmless")
    for size in ((1, 20_000), (20_000, 1)):
        thin = _saved(Image.new("L", size), "PNG")
        yield Hostile(f"png of {size[0]} by {size[1]}", thin, "harmless")
    turned = Image.Exif()
    turned[0x0112] = 99
    yield Hostile(
        "turned a way there is not",
        _saved(Image.new("RGB", (64, 48)), "JPEG", exif=turned),
        "harmless",
    )
    junk = random.Random(2).randbytes(200_000)
    yield Hostile(
        "jpeg whose profile is noise", _saved(two, "JPEG", icc_profile=junk), "harmless"
    )
    says_more = b"\x7f\xff\xff\xff" + b"\x00" * 124
    yield Hostile(
        "png whose profile says 2 GB", _saved(two, "PNG", icc_profile=says_more), "harmless"
    )
    jpeg = a_jpeg(64, 48)
    segment = b"\xff\xe1" + struct.pack(">H", 60_002) + b"Exif\x00\x00" + b"A" * 59_994
    yield Hostile("jpeg with 6 MB of metadata", jpeg[:2] + segment * 100 + jpeg[2:], "harmless")
    own = b'<!DOCTYPE x [<!ENTITY a "&#60;script>">]><x>&a;</x>'
    yield Hostile("xmp with an entity of its own", _with_xmp(own), "harmless")
    yield Hostile("png of no width", _png(0, 10, zlib.compress(b"")), "refused")
    yield Hostile("png of no size", _png(0, 0, zlib.compress(b"")), "refused")
    yield Hostile("gif of no size", _gif(1, 0, 0), "refused")
    yield Hostile("zip, then a jpeg", _zip() + jpeg, "refused")
    yield Hostile("webp and zip", a_picture("WEBP", 64, 48) + _zip(), "refused")
    yield Hostile("png and pdf", a_picture("PNG", 64, 48) + b"%PDF-1.7\n%%EOF", "refused")
    yield Hostile("bitmap", _saved(two, "BMP"), "refused")
    png = a_picture("PNG", 64, 48)
    yield Hostile("png without its end", png[:-20], "refused")


_BEHIND = {
    "page": b"<html><body>" + SCRIPT.encode(),
    "frame far behind": b"\n" * 6000 + b"<iframe src=javascript:alert(1)>",
    "pdf": b"%PDF-1.4\n%%EOF",
    "rar": b"Rar!\x1a\x07\x01\x00" + b"\x00" * 50,
    "7z": b"7z\xbc\xaf\x27\x1c" + b"\x00" * 40,
    "zip that says more": _zip() + b"\x00" * 3000,
    "elf": b"\x7fELF" + b"\x00" * 100,
    "shell": b"\n#!/bin/sh\nid",
    "short php": b"<?=`id`?>",
    "phar": b"<?php __HALT_COMPILER(); ?>",
}


def _behind() -> Iterator[Hostile]:
    """Give pictures of each kind with something else behind their end."""
    for kind in ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "HEIF"):
        for what, tail in _BEHIND.items():
            yield Hostile(f"{kind}, then {what}", a_picture(kind, 64, 48) + tail, "refused")
    jpeg = a_jpeg(64, 48)
    film = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 5000
    yield Hostile("a phone's film behind its picture", jpeg + film, "harmless")
    yield Hostile("a phone's note behind its picture", jpeg + b"SEFH\x6a" * 20, "harmless")
    yield Hostile("zeros behind a picture", a_picture("WEBP", 64, 48) + bytes(900), "harmless")


def _strange_headers() -> Iterator[Hostile]:
    """Give sizes and kinds that are only said, and forms that nobody here reads."""
    avif, heic = a_picture("AVIF", 64, 48), a_picture("HEIF", 64, 48)
    for name, data in (("avif", avif), ("heic", heic)):
        at = data.index(b"ispe") + 8
        for side in (0, 60_000, 2**31):
            said = data[:at] + struct.pack(">II", side, side) + data[at + 8 :]
            yield Hostile(f"{name} that says {side} squared", said, "refused")
    canvas = b"VP8X\x0a\x00\x00\x00\x02\x00\x00\x00" + b"\xff\xff\xff" * 2
    said = b"RIFF" + struct.pack("<I", len(canvas) + 4) + b"WEBP" + canvas
    yield Hostile("webp of 16 million squared", said, "refused")
    for name, data in (
        ("jpeg xl", b"\xff\x0a" + b"\xff" * 200),
        ("jpeg xl in boxes", b"\x00\x00\x00\x0cJXL \r\n\x87\n" + bytes(90)),
        ("jpeg 2000", b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(90)),
        ("big tiff", b"II+\x00\x08\x00\x00\x00" + bytes(60)),
        ("raw of a camera", b"II*\x00\x10\x00\x00\x00CR" + bytes(60)),
        ("fits", b"SIMPLE  =                    T" + b" " * 3000),
        ("xbm", b"#define a_width 9\n#define a_height 9\nstatic char a_bits[]={0};"),
        ("svg in capitals", b"<SVG ONLOAD=alert(1) />"),
        ("svg behind a comment", b"<!--" + b"x" * 5000 + b"--><svg onload=alert(1)>"),
        ("svg with a style sheet", b"<?xml-stylesheet href='http://127.0.0.1/'?><svg/>"),
        ("svg with a page in it", b"<x:svg><foreignObject><body onload=alert(1)>"),
        ("svg after zeros", b"\x00\x00<svg/>"),
        ("avif that is a film", b"\x00\x00\x00\x18ftypavif" + bytes(12) + bytes(9)),
    ):
        yield Hostile(name, data, "refused")
    png = _png(10, 10, zlib.compress((b"\x00" + b"\x01" * 30) * 10))
    many = _chunk(b"acTL", struct.pack(">II", 2**32 - 1, 0))
    yield Hostile("png of four billion frames", png[:33] + many + png[33:], "harmless")
    kind = {"digital_source_type": "javascript:alert(1)"}
    yield Hostile("xmp source type that is a script", a_jpeg(says=kind), "harmless")
    bidi = a_jpeg(says_iptc={120: "\u202egpj.exe\u2066 evil\u2069"})
    yield Hostile("iptc that turns the line around", bidi, "harmless")


def hostile_pictures() -> list[Hostile]:
    """Give them all."""
    assert xmp(alt="x")
    made = (_svgs, _bombs, _polyglots, _words, _damaged, _moves, _odd_forms)
    made += (_behind, _strange_headers)
    return [file for make in made for file in make()]
