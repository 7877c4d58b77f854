"""Small towns of the world, kept packed: asked for by name where a text places somebody."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_BUCKETS = 1 << 15


@dataclass(frozen=True, slots=True)
class Town:
    """A town of fewer than 15,000 people; `region` as in the gazetteer."""

    name: str
    country: str
    region: str
    lat: float
    lon: float


def bucket_of(name: str) -> int:
    """Give the line of the file that a name stands in."""
    return zlib.crc32(name.encode()) % _BUCKETS


@lru_cache(maxsize=4096)
def towns_called(name: str) -> tuple[Town, ...]:
    """Give the towns of that name, one a country, the largest first."""
    lines = towns_packed()
    at = bucket_of(name)
    if at >= len(lines):
        return ()
    begins = f"{name}\t".encode()
    if begins not in lines[at]:
        return ()
    found = []
    for line in lines[at].split(b"|"):
        if line.startswith(begins):
            _, country, region, place = line.decode().split("\t")
            lat, _, lon = place.partition(",")
            found.append(Town(name, country, region, float(lat), float(lon)))
    return tuple(found)


@cache
def towns_packed() -> list[bytes]:
    """Read the file, once; its lines are taken apart when they are asked for."""
    packed = resources.files(__package__).joinpath("towns.tsv.gz").read_bytes()
    return gzip.decompress(packed).split(b"\n")
