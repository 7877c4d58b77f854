"""Pure: in which sizes a picture is served, how each is cut, and under which address.

    /media/{sha256}/640             the whole picture, 640 wide, as JPEG or as what is accepted
    /media/{sha256}/640.webp        the same, as WebP whatever is accepted
    /media/{sha256}/640-50x33.webp  cut to 3:2 around the point 50 % from the left, 33 % down
    /media/{sha256}/640-auto.jpg    cut to 3:2 where most is to be seen

No picture is made larger than it is: a wider rendition than the picture has its own width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WIDTHS = (320, 640, 960, 1600)
MEDIA_TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}
AUTO = "auto"
"""Nobody said what matters in the picture: it is looked for."""
_ASPECT = (3, 2)
"""Of teasers, width to height: what most cameras make, so that least is cut away."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(
    r"([1-9]\d{2,3})(?:-(auto|(?:100|[1-9]?\d)x(?:100|[1-9]?\d)))?(?:\.(jpg|webp))?", re.ASCII
)
_RECIPE = "2"
"""Raised whenever the same name gives other bytes than before."""

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One rendition of a picture. `form` is empty where the reader's browser may choose."""

    width: int
    focus: str | None = None
    form: str = ""

    def key(self, sha256: str) -> str:
        """Name what is kept: by the content it is of, and how it is made."""
        return f"{sha256}/{self.width}-{self.focus or 'whole'}-{_RECIPE}.{self.form}"


def is_sha256(text: str) -> bool:
    """Tell whether a text can be the name of any bytes."""
    return _SHA256.fullmatch(text) is not None


def wanted(name: str) -> Wanted | None:
    """Read the last part of an address; None for what is never made."""
    found = _NAME.fullmatch(name)
    if found is None or int(found[1]) not in _WIDTHS:
        return None
    return Wanted(width=int(found[1]), focus=found[2], form=found[3] or "")


def form_for(accepted: str) -> str:
    """Choose a form for who sent this `Accept`: JPEG unless WebP is asked for by name."""
    for each in accepted.lower().split(",")[:40]:
        media_type, _, parameters = each.strip().partition(";")
        if media_type.strip() == MEDIA_TYPES["webp"]:
            return "jpg" if re.search(r"\bq=0(?:\.0*)?\s*$", parameters) else "webp"
    return "jpg"


def address(sha256: str, width: int, *, focus: str | None = None, form: str = "") -> str:
    """Give the path of a rendition."""
    return f"/media/{sha256}/{width}{f'-{focus}' if focus else ''}{f'.{form}' if form else ''}"


def sizes(width: int, height: int) -> list[tuple[int, int, int]]:
    """Give (width asked for, width, height) of each rendition that is worth having."""
    found = []
    for each in _WIDTHS:
        has = min(each, width)
        found.append((each, has, max(1, round(height * has / width))))
        if each >= width:
            break
    return found


def cut_sizes(width: int, height: int) -> list[tuple[int, int, int]]:
    """Give the same of the renditions that are cut."""
    left, top, right, bottom = box(width, height, AUTO)
    return sizes(max(1, round(right - left)), max(1, round(bottom - top)))


def box(width: int, height: int, focus: str, *, weights: Sequence[float] | None = None) -> _Box:
    """Give what is cut out of a picture: the largest part of our shape around a point.

    With `auto`, `weights` say how much there is to see in each strip along the side that is
    cut; the part with most of it is taken, a little above the middle where there is a choice.
    """
    across, down = _ASPECT
    cut_width = min(width, height * across / down)
    cut_height = min(height, width * down / across)
    if focus == AUTO:
        left, top = (width - cut_width) / 2, (height - cut_height) / 3
        if weights:
            is_wide = cut_width < width
            whole, part = (width, cut_width) if is_wide else (height, cut_height)
            start = _heaviest(weights, part / whole) * whole
            left, top = (start, top) if is_wide else (left, start)
    else:
        x, y = (int(each) / 100 for each in focus.split("x"))
        left, top = x * width - cut_width / 2, y * height - cut_height / 2
    left = min(max(0.0, left), width - cut_width)
    top = min(max(0.0, top), height - cut_height)
    return left, top, left + cut_width, top + cut_height


def _heaviest(weights: Sequence[float], share: float) -> float:
    """Give where the window of this share begins that has most weight in it, 0 to 1."""
    size = max(1, round(len(weights) * share))
    sums = [sum(weights[at : at + size]) for at in range(len(weights) - size + 1)]
    most = max(sums)
    # Of equals, what lies nearest to where a picture's subject mostly is.
    wish = (len(sums) - 1) / 2.5
    best = min(
        (at for at, each in enumerate(sums) if each >= most * 0.98),
        key=lambda at: abs(at - wish),
    )
    return best / len(weights)
