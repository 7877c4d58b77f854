"""Waiting for facts, with a deadline; never for time to pass."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def eventually(
    fact: Callable[[], Awaitable[T]], *, within_s: float = 20, what: str = "it"
) -> T:
    """Ask again and again until the answer is true, and give it back."""
    deadline = time.monotonic() + within_s
    while True:
        answer = await fact()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not come true within {within_s} s: {answer!r}")
        await asyncio.sleep(0.02)
