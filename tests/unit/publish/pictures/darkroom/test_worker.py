"""Renditions as they leave the worker: upright, in sRGB, with nothing said beside them."""

from __future__ import annotations

import io
import struct
from collections.abc import AsyncIterator
from typing import Any

import pytest
import structlog
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat, PngImagePlugin

from services.publish.pictures.darkroom.colours import profile_of
from services.publish.pictures.darkroom.renditions import CannotRenderError, Darkroom
from services.publish.pictures.shown.recipes import Wanted
from tests.pictures import a_drawing, as_a_phone_writes, display_p3


@pytest.fixture(scope="module")
async def darkroom() -> AsyncIterator[Darkroom]:
    darkroom = Darkroom(1024, structlog.get_logger())
    yield darkroom
    await darkroom.stop()


def a_picture(form: str = "JPEG", mode: str = "RGB", **options: Any) -> bytes:
    image = Image.new("RGB", (900, 600), (20, 40, 60))
    ImageDraw.Draw(image).rectangle((0, 0, 300, 600), fill=(220, 30, 30))
    out = io.BytesIO()
    image.convert(mode).save(out, form, **options)
    return out.getvalue()


async def made(darkroom: Darkroom, picture: bytes, **wanted: Any) -> Image.Image:
    asked = Wanted(**{"width": 320, "form": "jpg", **wanted})
    image = Image.open(io.BytesIO(await darkroom.make(picture, asked)))
    image.load()
    return image


@pytest.mark.parametrize("form", ["jpg", "webp"])
async def test_it_is_upright_and_says_nothing(darkroom: Darkroom, form: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x013B] = "Zebra"
    picture = a_picture(exif=exif, comment=b"zebra")

    image = await made(darkroom, picture, form=form)

    assert image.size == (320, 480)
    red, green, _ = image.convert("RGB").getpixel((160, 20))  # type: ignore[misc]
    assert red > 180 > green
    assert not image.getexif()
    assert not {"comment", "icc_profile", "xmp", "photoshop"} & image.info.keys()


async def test_nothing_is_made_larger(darkroom: Darkroom) -> None:
    assert (await made(darkroom, a_picture(), width=1600)).size == (900, 600)


async def test_other_colours_become_srgb(darkroom: Darkroom) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    for mode in ("RGB", "L", "CMYK"):
        image = await made(darkroom, a_picture(mode=mode, icc_profile=lab))
        assert image.mode == "RGB"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "AVIF", "WEBP", "PNG"])
async def test_however_a_phone_was_held_and_whatever_it_writes_readers_see_it_upright(
    darkroom: Darkroom, kind: str, orientation: int
) -> None:
    upright = a_drawing(640, 400)

    image = await made(darkroom, as_a_phone_writes(upright, kind, orientation))

    assert image.size == (320, 200)
    assert not image.getexif()
    assert not {"exif", "icc_profile", "xmp"} & image.info.keys()
    apart = ImageChops.difference(image, upright.resize((320, 200)))
    assert max(ImageStat.Stat(apart).mean) < 6


PINK, PINK_IN_SRGB = (200, 80, 80), (216, 69, 75)
"""A colour in Display P3, and the same one in sRGB."""


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("JPEG", "RGB"), ("HEIF", "RGB"), ("AVIF", "RGB"), ("WEBP", "RGB"), ("PNG", "RGB")),
        *(("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGBA"), ("HEIF", "RGBA")),
    ],
)
async def test_a_phones_wide_colours_become_srgb(
    darkroom: Darkroom, kind: str, mode: str
) -> None:
    picture = Image.new("RGB", (400, 300), PINK)
    picture = picture.quantize() if mode == "P" else picture.convert(mode)

    data = as_a_phone_writes(picture, kind, profile=display_p3())

    for form in ("jpg", "webp"):
        image = await made(darkroom, data, form=form)
        seen = image.convert("RGB").getpixel((150, 100))
        assert isinstance(seen, tuple)
        assert max(abs(a - b) for a, b in zip(seen, PINK_IN_SRGB, strict=True)) <= 4, seen


def by_numbers(picture: bytes, primaries: int, transfer: int) -> bytes:
    """Say a picture's colours by H.273's numbers alone, as most AVIF and much HEIC does."""
    at = picture.index(b"colrnclx") + 8
    return picture[:at] + struct.pack(">HH", primaries, transfer) + picture[at + 4 :]


@pytest.mark.parametrize("kind", ["AVIF", "HEIF"])
@pytest.mark.parametrize("transfer", [13, 1], ids=["as sRGB", "as television"])
async def test_wide_colours_that_only_numbers_say_become_srgb(
    darkroom: Darkroom, kind: str, transfer: int
) -> None:
    data = by_numbers(as_a_phone_writes(Image.new("RGB", (400, 300), PINK), kind), 12, transfer)

    seen = (await made(darkroom, data, form="webp")).convert("RGB").getpixel((150, 100))

    assert isinstance(seen, tuple)
    assert max(abs(a - b) for a, b in zip(seen, PINK_IN_SRGB, strict=True)) <= 4, seen


@pytest.mark.parametrize("transfer", [16, 18], ids=["PQ", "HLG"])
async def test_what_is_as_bright_as_paper_is_white_and_black_is_black(
    darkroom: Darkroom, transfer: int
) -> None:
    paper = {16: round(0.581 * 255), 18: round(0.75 * 255)}[transfer]
    for value, meant in ((paper, 255), (0, 0)):
        flat = as_a_phone_writes(Image.new("RGB", (400, 300), (value, value, value)), "AVIF")
        image = await made(darkroom, by_numbers(flat, 9, transfer), form="webp")
        seen = image.convert("L").getpixel((150, 100))
        assert isinstance(seen, (int, float))
        assert abs(seen - meant) <= 6


def test_damaged_boxes_say_no_colours() -> None:
    wide = by_numbers(as_a_phone_writes(Image.new("RGB", (64, 48), PINK), "AVIF"), 12, 13)

    assert profile_of(wide) is not None
    for length in range(0, 400, 7):
        assert profile_of(wide[:length]) in (None, profile_of(wide))
    for size in (0, 1, 7, 2**32 - 1):
        assert profile_of(struct.pack(">I", size) + wide[4:]) is None
    assert profile_of(by_numbers(wide, 1, 13)) is None


async def test_what_is_clear_stays_clear_whatever_its_colours(darkroom: Darkroom) -> None:
    clear = Image.new("RGBA", (400, 300), (*PINK, 0))

    image = await made(
        darkroom, as_a_phone_writes(clear, "PNG", profile=display_p3()), form="webp"
    )

    assert image.convert("RGBA").getchannel("A").getextrema() == (0, 0)


async def test_what_is_clear_lies_on_white_paper_as_a_jpeg(darkroom: Darkroom) -> None:
    clear = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    out = io.BytesIO()
    clear.save(out, "PNG", pnginfo=PngImagePlugin.PngInfo())

    image = await made(darkroom, out.getvalue())

    assert image.getpixel((10, 10)) == (255, 255, 255)


async def test_it_is_cut_around_its_point_or_where_most_is_to_be_seen(
    darkroom: Darkroom,
) -> None:
    tall = Image.new("RGB", (600, 1800), (200, 200, 200))
    pen = ImageDraw.Draw(tall)
    for at in range(1320, 1700, 20):
        pen.line((0, at, 600, at), fill=(0, 0, 0), width=6)
    out = io.BytesIO()
    tall.save(out, "PNG")

    top = await made(darkroom, out.getvalue(), focus="50x0")
    found = await made(darkroom, out.getvalue(), focus="auto")

    assert top.size == found.size == (320, 213)
    assert top.convert("L").getextrema()[0] > 150  # type: ignore[operator]
    assert found.convert("L").getextrema()[0] < 60  # type: ignore[operator]


@pytest.mark.parametrize(
    "junk", [b"", b"no picture", a_picture()[:400]], ids=["nothing", "text", "cut off"]
)
async def test_what_is_none_is_refused_and_the_next_one_is_made(
    darkroom: Darkroom, junk: bytes
) -> None:
    with pytest.raises(CannotRenderError):
        await made(darkroom, junk)

    assert (await made(darkroom, a_picture())).size == (320, 213)


async def test_one_that_needs_more_memory_than_there_is_is_refused() -> None:
    darkroom = Darkroom(300, structlog.get_logger())
    out = io.BytesIO()
    Image.new("RGB", (10_000, 10_000)).save(out, "PNG")

    with pytest.raises(CannotRenderError):
        await made(darkroom, out.getvalue())

    assert (await made(darkroom, a_picture())).size == (320, 213)
    await darkroom.stop()
