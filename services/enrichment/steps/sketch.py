"""A sketch of a text: small, without its words, enough to find and to measure copies of it.

A text is the set of its runs of words. Of their hashes the 256 smallest measure how much of one
text is in another. To be found by, it is entered under the smallest hashes of slightly longer
runs, its bands, and looks under more of them than it is entered under: of a text half of which
is in ours, each band it stands in is one that we look under with a chance of a half, whatever
the lengths of the two, and ten such chances fail together once in a thousand times.
"""

from __future__ import annotations

import struct
import unicodedata
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from sys import byteorder
from zlib import crc32

from services.enrichment.words import SOLO, Words

ENTERED = 10
"""Under how many bands a text is to be found."""
_LOOKED_UNDER = 32
"""Under how many it looks: a text twice as long has its ten smallest among our twenty."""
_SMALLEST = 256
_FEWEST = 8
"""Texts with fewer runs say too little to be anybody's copy."""
_WORDS, _LETTERS = 3, 6
"""The length of a run: in words, or in letters where no spaces stand between words."""
_MIX = 0x9E3779B97F4A7C15
_LANE = 16
_SPARE = 32
"""More than so many values are below a limit that a third more should be below."""
_HALF = "I"
"""The `array` of four bytes: half of what is mixed."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """`size` counts distinct runs; `smallest` are the least of their hashes, sorted.

    `bands` is empty in a sketch that was packed: they have found it by then.
    """

    size: int
    smallest: tuple[int, ...]
    bands: tuple[str, ...] = ()
    """As `band:value`, in the order of their hashes: the first ones are entered."""
    whole: str = ""
    """A hash of all its words in their order; not in a packed sketch."""

    def to_bytes(self) -> bytes:
        """Pack what measures into at most 1 KB, little-endian."""
        return struct.pack(f"<{1 + len(self.smallest)}I", self.size, *self.smallest)

    @classmethod
    def from_bytes(cls, packed: bytes) -> Sketch:
        """Unpack what `to_bytes` packed."""
        size, *smallest = struct.unpack(f"<{len(packed) // 4}I", packed)
        return cls(size=size, smallest=tuple(smallest))


def make_sketch(words: Words) -> Sketch | None:
    """Sketch a text; None where it is too short to compare."""
    spaceless = not words.spaced and len(SOLO.findall(words.text)) * 2 > len(words)
    length = _LETTERS if spaceless else _WORDS
    lowers: Sequence[str] = words.lowers
    joined = " ".join(lowers).encode("utf-8", "replace")
    if words.spaced and not joined.isascii() and _is_dressed_up(joined.decode()):
        lowers = [unicodedata.normalize("NFKC", word).casefold() for word in lowers]
        joined = " ".join(lowers).encode("utf-8", "replace")
    runs = _hash_runs(joined, length)
    distinct = {*runs}
    if len(distinct) < _FEWEST:
        return None
    longer = length // 3  # four words, or eight letters, as two runs that overlap
    values = _least_of_pairs(runs, runs[longer:], _LOOKED_UNDER)
    band = length + longer
    return Sketch(
        size=len(distinct),
        smallest=tuple(_least(distinct, _SMALLEST)),
        bands=tuple([f"{band}:{value:016x}" for value in values]),
        whole=blake2b(joined, digest_size=16).hexdigest(),
    )


def _is_dressed_up(text: str) -> bool:
    """Tell whether letters are other letters' wide, round or bold forms."""
    return not unicodedata.is_normalized("NFKC", text)


def _least(values: Collection[int], count: int, *, bits: int = 32) -> list[int]:
    """Give the smallest, sorted; hashes are spread evenly, so that few of many need sorting."""
    limit = (count * 4 // 3 + _SPARE << bits) // len(values)
    few = {value for value in values if value < limit}
    return sorted(few if len(few) >= count else {*values})[:count]


def _least_of_pairs(runs: Sequence[int], following: Sequence[int], count: int) -> list[int]:
    """Hash each run and the one behind it as one; give the smallest, as `_least` does."""
    return _least(_mixed(runs, following), count, bits=64)


def _mixed(runs: Sequence[int], following: Sequence[int]) -> Sequence[int]:
    """Multiply every pair of hashes by `_MIX`, all at once as one large number.

    Each pair has sixteen bytes of it, which hold what twice eight multiply to.
    """
    many = len(following)
    lanes = array(_HALF, bytes(_LANE * many))
    lanes[0::4] = array(_HALF, following)
    lanes[1::4] = array(_HALF, runs[:many])
    if byteorder == "big":
        lanes.byteswap()
    mixed = (int.from_bytes(lanes.tobytes(), "little") * _MIX).to_bytes(_LANE * many, "little")
    kept = array("Q", mixed)[0::2]
    if byteorder == "big":
        kept.byteswap()
    return kept


def _hash_runs(joined: bytes, length: int) -> list[int]:
    """Hash every run of that many words; `joined` are all of them with a space between."""
    words = joined.split(b" ")
    runs = zip(*[words[at:] for at in range(length)], strict=False)
    return [*map(crc32, map(b" ".join, runs))]


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
