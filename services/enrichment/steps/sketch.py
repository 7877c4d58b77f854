"""A sketch of a text: small, without its words, enough to find and to measure copies of it.

MinHash over word triples gives bands to find candidates by (42 of 3 rows: texts that share half
of their triples meet in a band with 99.6 %); the 256 smallest hashes measure how much of one
text is in another.
"""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass
from zlib import crc32

from rensa import RMinHash

from services.enrichment.words import Words

_PERMUTATIONS = 128
_BANDS, _ROWS = 42, 3
_SMALLEST = 256
_SEED = 27
_FEWEST = 8
"""Texts with fewer triples say too little to be anybody's copy."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """`size` counts distinct word triples; `smallest` are the least of their hashes, sorted."""

    size: int
    smallest: tuple[int, ...]
    bands: tuple[int, ...]

    def band_keys(self) -> list[str]:
        """Name the bands, as `band:value`."""
        return [f"{band}:{value:08x}" for band, value in enumerate(self.bands)]

    def to_bytes(self) -> bytes:
        """Pack into about 1.2 KB, little-endian."""
        values = (self.size, *self.bands, *self.smallest)
        return struct.pack(f"<{len(values)}I", *values)

    @classmethod
    def from_bytes(cls, packed: bytes) -> Sketch:
        """Unpack what `to_bytes` packed."""
        size, *values = struct.unpack(f"<{len(packed) // 4}I", packed)
        return cls(size=size, bands=tuple(values[:_BANDS]), smallest=tuple(values[_BANDS:]))


def make_sketch(words: Words) -> Sketch | None:
    """Sketch a text; None where it is too short to compare."""
    hashes = _hashes(words.lowers)
    if len(hashes) < _FEWEST:
        return None
    rows = RMinHash.digest_matrix_from_flat_token_hashes(
        array("Q", hashes), [0, len(hashes)], _PERMUTATIONS, _SEED
    ).to_rows()[0]
    digest = struct.pack(f"<{_PERMUTATIONS}I", *rows)
    width = 4 * _ROWS
    return Sketch(
        size=len(hashes),
        smallest=tuple(sorted(hashes)[:_SMALLEST]),
        bands=tuple(crc32(digest[at * width : (at + 1) * width]) for at in range(_BANDS)),
    )


def _hashes(lowers: tuple[str, ...]) -> frozenset[int]:
    """Hash every three words that follow one another."""
    return frozenset(
        crc32(f"{first} {second} {third}".encode("utf-8", "replace"))
        for first, second, third in zip(lowers, lowers[1:], lowers[2:], strict=False)
    )


def containment(ours: Sketch, theirs: Sketch) -> tuple[float, float]:
    """Estimate how much of our text is in theirs, and of theirs in ours."""
    together = sorted({*ours.smallest, *theirs.smallest})
    limits = [
        sketch.smallest[-1] for sketch in (ours, theirs) if sketch.size > len(sketch.smallest)
    ]
    limit = min(limits, default=together[-1])
    seen = [value for value in together if value <= limit]
    both = {*ours.smallest} & {*theirs.smallest}
    common = sum(value in both for value in seen) / len(seen)
    shared = common / (1 + common) * (ours.size + theirs.size)
    return min(1.0, shared / ours.size), min(1.0, shared / theirs.size)
