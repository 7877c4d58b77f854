"""What a picture's file says: XMP before IPTC before Exif; its size is the upright one."""

from __future__ import annotations

from services.ingest.pictures.facts import Limits
from services.ingest.pictures.reading import perceptual_hash, read_picture
from tests.pictures import a_drawing, a_jpeg

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
