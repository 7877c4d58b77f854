"""The demo's pictures: drawn here, of nobody and nowhere. Pure."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

_SIZE = (1800, 1200)
_PAPER = (236, 229, 214)
_INK = (42, 52, 66)
_SEA = (92, 128, 142)
_SUN = (214, 120, 72)
_STONE = (150, 142, 128)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A picture with its words."""

    draw: Callable[[ImageDraw.ImageDraw], None]
    alt: str
    caption: str

    def jpeg(self) -> bytes:
        """Draw it."""
        image = Image.new("RGB", _SIZE, _PAPER)
        self.draw(ImageDraw.Draw(image))
        out = io.BytesIO()
        image.save(out, "JPEG", quality=88)
        return out.getvalue()


def _sky_and_sea(pen: ImageDraw.ImageDraw, sun: int) -> None:
    width, height = _SIZE
    for row in range(0, 760, 4):
        shade = row // 14
        pen.rectangle((0, row, width, row + 4), fill=(236, 229 - shade // 2, 214 - shade))
    pen.ellipse((sun, 250, sun + 220, 470), fill=_SUN)
    pen.rectangle((0, 760, width, height), fill=_SEA)
    for row in range(800, height, 46):
        for at in range((row * 7) % 160, width, 160):
            pen.line((at, row, at + 74, row), fill=(122, 154, 164), width=6)


def _bridge(pen: ImageDraw.ImageDraw) -> None:
    _sky_and_sea(pen, 1280)
    pen.rectangle((0, 690, 1800, 722), fill=_INK)
    for tower in (430, 1330):
        pen.rectangle((tower, 260, tower + 44, 840), fill=_INK)
    deck, top, sag = 690, 270, 640
    cable = ((0, deck), (452, top), (902, sag), (1352, top), (1800, deck))
    for here, there in itertools.pairwise(cable):
        pen.line((*here, *there), fill=_INK, width=9)
    for at in range(60, 1800, 84):
        pen.line((at, 560, at, 700), fill=_INK, width=4)


def _pylons(pen: ImageDraw.ImageDraw) -> None:
    _sky_and_sea(pen, 860)
    pen.rectangle((0, 760, 1800, 1200), fill=(118, 132, 96))
    tops = []
    for left, size in ((120, 520), (700, 420), (1240, 330)):
        foot, top = 940 - size // 8, 940 - size // 8 - size
        middle = left + size // 4
        pen.line((left, foot, middle, top), fill=_INK, width=10)
        pen.line((left + size // 2, foot, middle, top), fill=_INK, width=10)
        for share in (0.25, 0.45):
            arm = round(top + size * share)
            pen.line((middle - size // 4, arm, middle + size // 4, arm), fill=_INK, width=9)
        tops.append((middle, top + size // 4))
    for (x, y), (to_x, to_y) in itertools.pairwise(tops):
        pen.line((x, y, (x + to_x) // 2, max(y, to_y) + 46), fill=_INK, width=4)
        pen.line(((x + to_x) // 2, max(y, to_y) + 46, to_x, to_y), fill=_INK, width=4)


def _mine(pen: ImageDraw.ImageDraw) -> None:
    _sky_and_sea(pen, 1420)
    pen.polygon([(0, 900), (520, 380), (1010, 900)], fill=_STONE)
    pen.polygon([(700, 940), (1240, 470), (1800, 940)], fill=(128, 120, 108))
    pen.rectangle((0, 890, 1800, 1200), fill=(120, 110, 96))
    pen.pieslice((380, 700, 640, 1060), 180, 360, fill=_INK)
    pen.line((300, 940, 900, 1200), fill=_INK, width=9)
    pen.line((420, 920, 1120, 1200), fill=_INK, width=9)


DRAWINGS = {
    "bridge": _Drawing(
        _bridge,
        alt="A drawing of a suspension bridge with two towers over a grey-blue sea.",
        caption="The harbour bridge, drawn for this demo.",
    ),
    "pylons": _Drawing(
        _pylons,
        alt="A drawing of three pylons in a field, each smaller than the one before it.",
        caption="Power lines, drawn for this demo.",
    ),
    "mine": _Drawing(
        _mine,
        alt="A drawing of two hills with the mouth of a mine and a track in front.",
        caption="A mine, drawn for this demo.",
    ),
}
