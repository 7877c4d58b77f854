"""Pure: the colours of HEIC and AVIF that say them by numbers (`nclx`) and bring no profile.

ISO/IEC 14496-12 §12.1.5 says where the numbers stand, ITU-T H.273 what they mean. They become
a profile in memory, so that one way of converting serves all pictures. What is brighter than
white on paper (ITU-R BT.2408: 203 cd/m² of PQ, three quarters of HLG's signal) becomes white.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator

_Matrix = tuple[tuple[float, ...], ...]

_PRIMARIES = {
    1: ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060)),
    5: ((0.640, 0.330), (0.290, 0.600), (0.150, 0.060)),
    6: ((0.630, 0.340), (0.310, 0.595), (0.155, 0.070)),
    9: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    11: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
    12: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
_DAYLIGHT, _CINEMA = (0.3127, 0.3290), (0.314, 0.351)
_D50 = (0.96422, 1.0, 0.82521)
_BRADFORD: _Matrix = (
    (0.8951, 0.2664, -0.1614),
    (-0.7502, 1.7135, 0.0367),
    (0.0389, -0.0685, 1.0296),
)
_LIKE_SRGB = frozenset({1, 2, 6, 13, 14, 15})
"""Transfers that pictures are shown by as if they were sRGB's."""
_STEPS = 1024
_DEEPEST_HEAD = 1_000_000


def profile_of(picture: bytes) -> bytes | None:
    """Give a profile of a picture's colours; None where they are sRGB's, or nobody says."""
    numbers = _numbers(picture)
    if numbers is None:
        return None
    primaries, transfer = numbers
    if primaries in (1, 2) and transfer in _LIKE_SRGB:
        return None
    return _profile(_PRIMARIES.get(primaries, _PRIMARIES[1]), primaries, _curve(transfer))


def _numbers(picture: bytes) -> tuple[int, int] | None:
    """Read primaries and transfer from the first box that says them."""
    if picture[4:8] != b"ftyp":
        return None
    head = picture[:_DEEPEST_HEAD]
    for meta in _boxes(head, b"meta"):
        for properties in _boxes(meta[4:], b"iprp"):
            for shared in _boxes(properties, b"ipco"):
                for colour in _boxes(shared, b"colr"):
                    if colour[:4] == b"nclx" and len(colour) >= _NCLX:
                        first, second = struct.unpack(">HH", colour[4:8])
                        return first, second
    return None


_NCLX = 10


def _boxes(data: bytes, name: bytes) -> Iterator[bytes]:
    """Give what is in the boxes of a name; what is damaged ends the walk."""
    at, head = 0, 8
    while at + head <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + head])
        if size < head:  # to the end, or longer than anything that is looked for
            return
        if kind == name:
            yield data[at + head : at + size]
        at += size


def _curve(transfer: int) -> Callable[[float], float]:
    if transfer == 8:  # noqa: PLR2004 - H.273's number
        return lambda value: value
    if transfer in (4, 5):
        return lambda value: value ** (2.2 if transfer == 4 else 2.8)  # noqa: PLR2004
    return {16: _pq, 18: _hlg}.get(transfer, _srgb)


def _srgb(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def _pq(value: float) -> float:
    powered = math.pow(value, 32 / 2523)
    light = max(powered - 107 / 128, 0) / (2413 / 128 - 2392 / 128 * powered)
    return min(1.0, 10_000 / 203 * math.pow(light, 8192 / 1305))


def _hlg(value: float) -> float:
    if value <= 0.5:  # noqa: PLR2004
        scene = value * value / 3
    else:
        scene = (math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12
    return min(1.0, math.pow(scene, 1.2) / 0.203)


def _profile(
    points: tuple[tuple[float, float], ...], primaries: int, curve: Callable[[float], float]
) -> bytes:
    white = _of_point(_CINEMA if primaries == 11 else _DAYLIGHT)  # noqa: PLR2004
    columns = tuple(zip(*(_of_point(point) for point in points), strict=True))
    shares = _times(_inverse(columns), white)
    seen = _times(_BRADFORD, white)
    meant = _times(_BRADFORD, _D50)
    back = _inverse(_BRADFORD)

    def adapted(colour: tuple[float, ...]) -> tuple[float, ...]:
        cones = _times(_BRADFORD, colour)
        scaled = tuple(c * m / s for c, m, s in zip(cones, meant, seen, strict=True))
        return _times(back, scaled)

    lights = [
        adapted(tuple(part * share for part in _of_point(point)))
        for point, share in zip(points, shares, strict=True)
    ]
    steps = (curve(step / (_STEPS - 1)) for step in range(_STEPS))
    table = b"".join(struct.pack(">H", round(65_535 * each)) for each in steps)
    tags = {
        b"wtpt": _xyz(_D50),
        b"rXYZ": _xyz(lights[0]),
        b"gXYZ": _xyz(lights[1]),
        b"bXYZ": _xyz(lights[2]),
        b"rTRC": b"curv\0\0\0\0" + struct.pack(">I", _STEPS) + table,
    }
    return _written(tags)


def _written(tags: dict[bytes, bytes]) -> bytes:
    """Write an ICC profile (ICC.1:2010, 7.2); its three curves are one."""
    names = [*tags, b"gTRC", b"bTRC"]
    at, places, body = 128 + 4 + 12 * len(names), {}, b""
    for name, tag in tags.items():
        places[name] = (at + len(body), len(tag))
        body += tag + b"\0" * (-len(tag) % 4)
    places |= dict.fromkeys((b"gTRC", b"bTRC"), places[b"rTRC"])
    index = struct.pack(">I", len(names))
    index += b"".join(struct.pack(">4sII", name, *places[name]) for name in names)
    head = struct.pack(">I4sI4s4s4s12x4s", 128 + len(index) + len(body), b"", 0x02400000,
                       b"mntr", b"RGB ", b"XYZ ", b"acsp")  # fmt: skip
    head = head.ljust(68, b"\0") + _xyz(_D50)[8:]
    return head.ljust(128, b"\0") + index + body


def _xyz(colour: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(
        struct.pack(">i", round(each * 65_536)) for each in colour
    )


def _of_point(point: tuple[float, float]) -> tuple[float, float, float]:
    x, y = point
    return x / y, 1.0, (1 - x - y) / y


def _times(matrix: _Matrix, colour: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)


def _inverse(matrix: _Matrix) -> _Matrix:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    of_a, of_b, of_c = e * i - f * h, f * g - d * i, d * h - e * g
    whole = a * of_a + b * of_b + c * of_c
    return (
        (of_a / whole, (c * h - b * i) / whole, (b * f - c * e) / whole),
        (of_b / whole, (a * i - c * g) / whole, (c * d - a * f) / whole),
        (of_c / whole, (b * g - a * h) / whole, (a * e - b * d) / whole),
    )
