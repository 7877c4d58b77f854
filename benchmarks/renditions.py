"""Renditions against Pillow alone: what a process of its own costs, and what it may use.

    python -m benchmarks.renditions

A 12-megapixel JPEG is made into each size and form, by the darkroom (bytes to another process
and back, decoded with limits, colours and orientation seen to) and by the shortest way with
Pillow in this process, in turns. Both in time by the clock, the best of several rounds; the
darkroom's worker does nothing else meanwhile.
"""

from __future__ import annotations

import asyncio
import io
import random
import sys
import time
from pathlib import Path
from typing import Any

import structlog
from PIL import Image, ImageDraw, ImageFilter

from benchmarks.results import keep, table
from services.publish.pictures.darkroom.renditions import Darkroom
from services.publish.pictures.shown.recipes import Wanted

SIZE = (4000, 3000)
WIDTHS = (320, 640, 960, 1600)
QUALITY: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 78, "optimize": True, "progressive": True},
    "webp": {"format": "WEBP", "quality": 74, "method": 4},
}
ROUNDS = 4
GOAL = 1.6
MOST_MEGABYTES = 256


def a_photograph() -> bytes:
    """Draw something as hard to pack as a photograph: soft shapes, hard edges, grain."""
    chance = random.Random(1)
    image = Image.linear_gradient("L").resize(SIZE).convert("RGB")
    pen = ImageDraw.Draw(image)
    for _ in range(120):
        x, y, size = chance.randrange(4000), chance.randrange(3000), chance.randrange(60, 900)
        colour = tuple(chance.randrange(30, 226) for _ in "rgb")
        pen.ellipse((x - size, y - size // 2, x + size, y + size // 2), fill=colour)
    grain = Image.effect_noise(SIZE, 36).convert("RGB")
    image = Image.blend(image.filter(ImageFilter.GaussianBlur(2)), grain, 0.12)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue()


def with_pillow(picture: bytes, width: int, form: str) -> bytes:
    """Do it the shortest way."""
    image = Image.open(io.BytesIO(picture))
    image.draft("RGB", (width * 2, width * 2))
    image.thumbnail((width, width * 10), Image.Resampling.LANCZOS, reducing_gap=3.0)
    out = io.BytesIO()
    image.save(out, **QUALITY[form])
    return out.getvalue()


async def measure() -> list[dict[str, Any]]:
    """Make each size and form both ways, in turns."""
    picture = a_photograph()
    darkroom = Darkroom(1024, structlog.get_logger())
    await darkroom.make(picture, Wanted(width=320, form="jpg"))
    rows = []
    totals = [0.0, 0.0]
    for form in QUALITY:
        for width in WIDTHS:
            best = [float("inf"), float("inf")]
            size = 0
            for _ in range(ROUNDS):
                began = time.perf_counter()
                size = len(await darkroom.make(picture, Wanted(width=width, form=form)))
                best[0] = min(best[0], time.perf_counter() - began)
                began = time.perf_counter()
                with_pillow(picture, width, form)
                best[1] = min(best[1], time.perf_counter() - began)
            totals = [total + each for total, each in zip(totals, best, strict=True)]
            rows.append(_row(f"{width} wide, {form} ({size / 1000:.0f} kB)", best[0], best[1]))
    rows.append(_row("all eight", totals[0], totals[1], goal=f"<= {GOAL} x Pillow"))
    rows.append(
        {
            "name": "rendition: the worker's memory at its highest",
            "value": round(await _most_memory(darkroom)),
            "unit": "MB",
            "against": None,
            "ratio": None,
            "goal": f"<= {MOST_MEGABYTES} MB",
        }
    )
    await darkroom.stop()
    return rows


def _row(name: str, ours: float, theirs: float, goal: str | None = None) -> dict[str, Any]:
    return {
        "name": f"rendition: {name}",
        "value": round(ours * 1000, 1),
        "unit": "ms",
        "against": f"Pillow alone, {theirs * 1000:.1f} ms",
        "ratio": round(ours / theirs, 2),
        "goal": goal,
    }


async def _most_memory(darkroom: Darkroom) -> float:
    pid = await darkroom.pid()
    status = await asyncio.to_thread(Path(f"/proc/{pid}/status").read_text)
    line = next(each for each in status.splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> int:
    """Measure, print, and keep the rows."""
    rows = asyncio.run(measure())
    print(table(rows))
    keep(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
