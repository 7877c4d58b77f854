"""What a picture's file holds: its size, what it says of itself, and whether it is one at all.

Runs in a process of its own (`worker`): decoders are old C, and what they are given comes from
anywhere. Nothing of a place or a device is read at all, so none can leave with it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pillow_heif
from PIL import Image, ImageSequence, UnidentifiedImageError
from PIL.ImageFile import ImageFile

from services.ingest.pictures.facts import Limits, PictureFacts, RefusedError
from services.ingest.pictures.files.credentials import credentials_in
from services.ingest.pictures.files.embedded import Embedded, embedded_in

pillow_heif.register_heif_opener(thumbnails=False)

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "HEIF", "MPO")
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "JPEG": "image/jpeg",
        "MPO": "image/jpeg",
        "PNG": "image/png",
        "WEBP": "image/webp",
        "AVIF": "image/avif",
        "GIF": "image/gif",
        "HEIF": "image/heic",
    }
)
_LOOKED_AT = 512
"""A side of the small copy by which near-duplicates are told."""
_TURNED = (5, 6, 7, 8)
_ORIENTATION = 0x0112
_UPRIGHT = MappingProxyType(
    {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
)
"""How a picture is turned upright, by its orientation."""


def read_picture(data: bytes, limits: Limits) -> PictureFacts:
    """Read a picture, all of it; raises `RefusedError`."""
    _check_kind(data)
    Image.MAX_IMAGE_PIXELS = limits.pixels
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            return _read(image, data, limits)
    except RefusedError:
        raise
    except Image.DecompressionBombError as error:
        raise RefusedError(f"it has more than {limits.pixels} pixels") from error
    except UnidentifiedImageError as error:
        raise RefusedError("these bytes are no picture that is read here") from error
    except MemoryError as error:
        raise RefusedError("it takes more memory than a picture may") from error
    except Exception as error:  # decoders raise what they like
        said = f"{type(error).__name__}: {error}"[:200]
        raise RefusedError(f"it is damaged, or ends early ({said})") from error


def _read(image: ImageFile, data: bytes, limits: Limits) -> PictureFacts:
    width, height = image.size
    if width * height > limits.pixels:
        raise RefusedError(f"it has {width} × {height} pixels; {limits.pixels} are allowed")
    if max(width, height) > limits.side:
        raise RefusedError(f"a side has {max(width, height)} pixels; {limits.side} may be")
    kind = str(image.format)
    frames = _frames(image, limits) if kind in ("GIF", "WEBP", "PNG", "AVIF") else 1
    embedded = embedded_in(image)
    orientation = image.getexif().get(_ORIENTATION, 1)
    turned = orientation in _TURNED
    # JPEG alone can be decoded small; it still has to be read to its end.
    image.draft("RGB", (_LOOKED_AT, _LOOKED_AT))
    image.load()
    return PictureFacts(
        media_type=_TYPES[kind],
        width=height if turned else width,
        height=width if turned else height,
        frames=frames,
        **_said(embedded),
        perceptual_hash=perceptual_hash(image, orientation),
        **_credentials(data, _TYPES[kind]),
    )


def _said(embedded: Embedded) -> dict[str, Any]:
    return {
        "says": embedded.says,
        "guid": embedded.guid,
        "focal_point": embedded.focal_point,
    }


def _credentials(data: bytes, media_type: str) -> dict[str, Any]:
    found = credentials_in(data, media_type)
    return {"has_c2pa": found is not None, "credentials": found}


def _frames(image: Image.Image, limits: Limits) -> int:
    """Count frames without decoding them; refuse a film that calls itself a picture."""
    count = 1
    if not getattr(image, "is_animated", False):
        return count
    if image.format != "GIF":
        count = int(getattr(image, "n_frames", 1))
    else:
        # GIF says nowhere how many there are; Pillow would walk all of them to tell.
        count = _gif_frames(image, limits.frames)
    width, height = image.size
    if count > limits.frames:
        raise RefusedError(f"it has more than {limits.frames} frames: send it as a film")
    if count * width * height > 4 * limits.pixels:
        raise RefusedError(f"its {count} frames have more pixels than a picture may")
    image.seek(0)
    return count


def _gif_frames(image: Image.Image, most: int) -> int:
    count = 0
    for count, _ in enumerate(ImageSequence.Iterator(image), start=1):
        if count > most:
            break
    return count


def perceptual_hash(image: Image.Image, orientation: int = 1) -> str:
    """Give 64 bits that stay nearly the same when a picture is scaled, turned or saved anew.

    Each bit says whether a pixel of an 8 × 9 grey copy is darker than its right neighbour
    (“dHash”); two pictures of which fewer than some ten bits differ look alike.
    """
    size = (8, 9) if orientation in _TURNED else (9, 8)
    small = image.convert("L").resize(size, Image.Resampling.LANCZOS)
    if (way := _UPRIGHT.get(orientation)) is not None:
        small = small.transpose(way)
    grey = small.tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            left, right = grey[row * 9 + column], grey[row * 9 + column + 1]
            bits = bits << 1 | (left < right)
    return f"{bits:016x}"


def _check_kind(data: bytes) -> None:
    """Refuse what is no picture, or is something else as well, before any decoder sees it."""
    if not data:
        raise RefusedError("there are no bytes")
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype")) or b"<svg" in head:
        raise RefusedError("SVG is not taken, it may hold scripts: send a PNG or WebP of it")
    if head.startswith(b"<"):
        raise RefusedError("this is a page or a text, and no picture")
    if head.startswith((b"ii*\x00", b"mm\x00*")):
        raise RefusedError("TIFF is not taken: send a JPEG of it")
    if data[:4] == b"8BPS":
        raise RefusedError("a Photoshop file is not taken: send a JPEG of it")
    if b"%PDF-" in data[:1024]:
        raise RefusedError("these bytes are a PDF as well")
    if b"PK\x05\x06" in data[-66_000:] and zipfile.is_zipfile(io.BytesIO(data)):
        raise RefusedError("these bytes are an archive as well")
    if data.startswith(b"\x89PNG") and b"IEND" not in data:
        raise RefusedError("it is damaged, or ends early (it has no end)")
    _check_behind(_behind(data))


_LOOKED_BEHIND = 65_536
_ENDS = (
    (b"\xff\xd8\xff", b"\xff\xd9"),
    (b"\x89PNG", b"IEND"),
    (b"GIF8", b"\x00;"),
)
_PAGES = (b"<script", b"<?php", b"<?=", b"</html", b"<html", b"<body", b"<svg", b"<iframe")
_PROGRAMS = (b"\x7felf", b"#!/")
_ARCHIVES = (b"rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"pk\x03\x04")


def _check_behind(rest: bytes) -> None:
    """Refuse a picture with a page, a program, an archive or a PDF behind its end.

    Cameras put more pictures, films and notes there, which nobody here reads or passes on.
    """
    tail = rest[:_LOOKED_BEHIND].lower() + rest[_LOOKED_BEHIND:][-_LOOKED_BEHIND:].lower()
    if any(each in tail for each in (*_PAGES, *_PROGRAMS)):
        raise RefusedError("these bytes are a page or a program as well")
    if any(each in tail for each in _ARCHIVES):
        raise RefusedError("these bytes are an archive as well")
    if b"%pdf-" in tail:
        raise RefusedError("these bytes are a PDF as well")


def _behind(data: bytes) -> bytes:
    """Give what stands behind the end of a picture, as its format marks it."""
    if data[:4] == b"RIFF":
        return data[8 + int.from_bytes(data[4:8], "little") :]
    if data[4:8] == b"ftyp":
        return data[_end_of_boxes(data) :]
    for first, last in _ENDS:
        if data.startswith(first) and last in data:
            return data[data.rindex(last) + len(last) :]
    return data


def _end_of_boxes(data: bytes) -> int:
    """Give where the last box of HEIC or AVIF ends whose name is one."""
    at = 0
    while data[at + 4 : at + 8].isalnum():
        size, head = int.from_bytes(data[at : at + 4], "big"), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        if size == 0 or at + size > len(data):
            return len(data)
        if size < head:
            break
        at += size
    return at
