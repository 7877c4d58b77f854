"""A process that makes renditions: a line and a picture come in, a picture goes out.

    python -m services.publish.pictures.darkroom.worker MEGABYTES

Run by `renditions` alone, which ends it when it takes too long. What it may use of memory is
limited by the system, so that no picture can take the service with it. Nothing of what the
picture's file says beside the picture is passed on; its colours become sRGB.
"""

from __future__ import annotations

import io
import resource
import sys

import orjson
import pillow_heif
from PIL import Image, ImageCms, ImageFilter, ImageOps

from services.publish.pictures.darkroom.colours import profile_of
from services.publish.pictures.shown.recipes import AUTO, Wanted, box
from shared.children import die_with_parent, only_answers_on_stdout

# What ingest takes, as phones write it, is rendered too.
pillow_heif.register_heif_opener(thumbnails=False)

READY = b"ready\n"
_MOST_PIXELS = 120_000_000
_QUALITY = {"jpg": 78, "webp": 74}
_LONGEST_PROBLEM = 200
_STRIPS = 48
_SRGB = ImageCms.createProfile("sRGB")


def _render(picture: bytes, wanted: Wanted) -> bytes:
    """Make one rendition; raises what Pillow raises for what is no picture."""
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    opened = Image.open(io.BytesIO(picture))
    if opened.width * opened.height > _MOST_PIXELS:
        raise ValueError(f"more than {_MOST_PIXELS:,} pixels")
    # A JPEG is decoded at a half, a quarter or an eighth where that is large enough.
    opened.draft("RGB", (wanted.width * 2, wanted.width * 2))
    image = _upright_srgb(opened, opened.info.get("icc_profile") or profile_of(picture))
    if wanted.focus is not None:
        weights = _weights(image) if wanted.focus == AUTO else None
        left, top, right, bottom = box(*image.size, wanted.focus, weights=weights)
        image = image.crop((round(left), round(top), round(right), round(bottom)))
    if image.width > wanted.width:
        height = max(1, round(image.height * wanted.width / image.width))
        image = image.resize((wanted.width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _written(image, wanted.form)


def _upright_srgb(opened: Image.Image, profile: bytes | None) -> Image.Image:
    # In place, and converted only where it must be: a copy of a large picture costs a tenth.
    ImageOps.exif_transpose(opened, in_place=True)
    opened.load()
    image: Image.Image = opened
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if profile and image.mode == "P":
        image = image.convert("RGBA" if has_alpha else "RGB")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                image, source, _SRGB, outputMode="RGBA" if image.mode == "RGBA" else "RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # an unreadable profile: taken for what most are
        if converted is not None:
            return converted
    if image.mode.startswith(("I", "F")):
        image = image.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if has_alpha else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _written(image: Image.Image, form: str) -> bytes:
    if form == "jpg" and image.mode == "RGBA":
        paper = Image.new("RGB", image.size, (255, 255, 255))
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    image.info.clear()  # neither profile nor Exif, comments or text goes out
    out = io.BytesIO()
    if form == "webp":
        image.save(out, "WEBP", quality=_QUALITY[form], method=4)
    else:
        image.save(out, "JPEG", quality=_QUALITY[form], optimize=True, progressive=True)
    return out.getvalue()


def _weights(image: Image.Image) -> list[float]:
    """Tell how much there is to see in each strip along the side that is cut: edges, mostly."""
    across, down = box(*image.size, AUTO)[2] - box(*image.size, AUTO)[0], image.width
    is_wide = across < down - 1
    size = (_STRIPS, 1) if is_wide else (1, _STRIPS)
    small = image.convert("L").resize((96, 96), Image.Resampling.BILINEAR)
    edges = small.filter(ImageFilter.FIND_EDGES).crop((1, 1, 95, 95))
    strips = edges.resize(size, Image.Resampling.BOX)
    return [float(each) for each in strips.tobytes()]


def _main() -> None:
    """Answer until nobody asks any more."""
    die_with_parent()
    most = int(sys.argv[1]) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    asked, answers = sys.stdin.buffer, only_answers_on_stdout()
    answers.write(READY)
    answers.flush()
    while line := asked.readline():
        said = orjson.loads(line)
        picture = asked.read(said["bytes"])
        head, body = _answer(picture, Wanted(**said["wanted"]))
        answers.write(orjson.dumps({**head, "bytes": len(body)}) + b"\n" + body)
        answers.flush()


def _answer(picture: bytes, wanted: Wanted) -> tuple[dict[str, str], bytes]:
    try:
        return {}, _render(picture, wanted)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this picture's fault
        said = " ".join(f"{error}".split())[:_LONGEST_PROBLEM]
        return {"problem": f"{type(error).__name__}: {said}"}, b""


if __name__ == "__main__":
    _main()
