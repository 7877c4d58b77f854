"""What the steps look up: the baked gazetteer and names, and the lists that editors own.

`bake.py` says where the baked files come from. Everything is read once, at first use.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from importlib import resources


def rows(name: str) -> Iterator[list[str]]:
    """Give a table's rows as lists of columns, without comments (`#`) and empty lines."""
    packed = resources.files(__name__).joinpath(name).read_bytes()
    text = (gzip.decompress(packed) if name.endswith(".gz") else packed).decode()
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            yield line.split("\t")
