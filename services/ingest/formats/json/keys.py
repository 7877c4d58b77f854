"""An object's keys: how they are compared, and what is found out of them once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

LONGEST_NAME = 100
"""Characters of a key that tell it from others; of longer ones nothing is remembered."""
_MOST_KEYS = 60
"""Of an object whose shape is remembered."""
_MOST_SHAPES = 1_000
_Known = TypeVar("_Known")


@lru_cache(maxsize=4096)
def folded_key(key: str) -> str:
    """Write a key without what writers of keys differ in: case, `_` and `-`."""
    return key.replace("_", "").replace("-", "").lower()


class ByKeys(dict[tuple[str, ...], _Known]):
    """What is known of objects by their keys: found out once for all that look alike.

    Looked up without a call of Python's. Of objects with many or long keys nothing is kept.
    """

    def __init__(self, find_out: Callable[[tuple[str, ...]], _Known]) -> None:
        super().__init__()
        self._find_out = find_out

    def __missing__(self, keys: tuple[str, ...]) -> _Known:
        known = self._find_out(keys)
        if len(keys) <= _MOST_KEYS and max(map(len, keys), default=0) <= LONGEST_NAME:
            if len(self) >= _MOST_SHAPES:
                self.clear()
            self[keys] = known
        return known
