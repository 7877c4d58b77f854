"""What a picture's file says: XMP before IPTC before Exif; its size is the upright one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.ingest.pictures.facts import Limits
from services.ingest.pictures.files.reading import perceptual_hash, read_picture
from tests.pictures import DEVICE, a_drawing, a_jpeg, a_picture, as_a_phone_writes
from tests.signing import CAPTURED, ISSUER, signed

LIMITS = Limits(pixels=10_000_000)
EXIF_CAPTION, EXIF_ARTIST, ORIENTATION = 0x010E, 0x013B, 0x0112


def test_each_field_comes_from_the_best_place_that_says_it() -> None:
    data = a_jpeg(
        says={"caption": "XMP"},
        says_iptc={120: "IPTC", 110: "IPTC credit"},
        exif={EXIF_CAPTION: "Exif", EXIF_ARTIST: "Exif artist"},
    )

    says = read_picture(data, LIMITS).says

    assert (says.caption, says.credit, says.by) == ("XMP", "IPTC credit", "Exif artist")


def test_a_turned_picture_has_its_upright_size() -> None:
    facts = read_picture(a_jpeg(640, 400, exif={ORIENTATION: 6}), LIMITS)

    assert (facts.width, facts.height) == (400, 640)


def test_the_same_picture_smaller_looks_alike_and_another_does_not() -> None:
    drawing = a_drawing(1200, 750)

    large = int(perceptual_hash(drawing), 16)
    small = int(perceptual_hash(drawing.resize((320, 200))), 16)
    other = int(perceptual_hash(a_drawing(1200, 750, seed=77)), 16)

    assert (large ^ small).bit_count() <= 10 < (large ^ other).bit_count()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "AVIF", "WEBP", "PNG"])
def test_the_way_a_phone_was_held_changes_nothing(kind: str, orientation: int) -> None:
    upright = a_drawing(640, 400)

    facts = read_picture(as_a_phone_writes(upright, kind, orientation), LIMITS)

    assert (facts.width, facts.height) == (640, 400)
    # A picture that an agency has turned upright is a near-duplicate of its original.
    looks = int(facts.perceptual_hash, 16) ^ int(perceptual_hash(upright), 16)
    assert looks.bit_count() <= 7


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "AVIF", "WEBP", "PNG"])
def test_neither_place_nor_device_is_read(kind: str) -> None:
    data = as_a_phone_writes(a_drawing(64, 48), kind)
    assert DEVICE.encode() in data

    facts = read_picture(data, LIMITS)

    assert DEVICE not in repr(facts)
    assert "59" not in repr(facts.says)


def flipped(data: bytes, at: int) -> bytes:
    """Change one bit of what is to be seen."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("kind", "media_type", "change"),
    [
        ("JPEG", "image/jpeg", lambda data: flipped(data, len(data) - 300)),
        ("PNG", "image/png", lambda data: data + b"more"),
        ("HEIF", "image/heic", lambda data: flipped(data, len(data) - 20)),
    ],
    ids=["jpeg", "png", "heic"],
)
def test_credentials_that_hold_are_told_from_those_of_a_changed_picture(
    kind: str, media_type: str, change: Callable[[bytes], bytes]
) -> None:
    whole = signed(a_picture(kind, 640, 400), media_type)

    [holds, broken] = [read_picture(each, LIMITS) for each in (whole, change(whole))]

    assert holds.has_c2pa
    assert holds.credentials is not None
    assert holds.credentials.state == "Valid"
    assert holds.credentials.issuer == ISSUER
    assert holds.credentials.generator == "Example Camera 1.0"
    assert holds.credentials.digital_source_type == CAPTURED
    assert broken.credentials is not None
    assert broken.credentials.state == "Invalid"
