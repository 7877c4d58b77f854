"""How a process treats its memory: what stays is left alone, what was freed is used again.

Nearly all that a stage makes is freed by its reference count, yet each batch makes enough
objects to start the collector dozens of times, and a full collection walks every module ever
imported. Left as Python sets it, that is a third of the CPU time of the event plane. What a
batch frees, glibc gives back to the system, which must clear every page for the next batch.
"""

from __future__ import annotations

import ctypes
import gc

_COLLECT_AFTER = 50_000
"""Objects made and not yet freed before the collector looks for cycles (Python: 700 or 2,000).
A batch of 100 stories makes some 10,000."""
_KEEP_FREED_BYTES = 16 * 1024 * 1024
"""Freed memory that a process keeps for its next batch; glibc by itself keeps 128 KB, or twice
the largest block it has met. A batch of 100 stories frees some 2 MB."""

_MOST_ARENAS = 2
"""Heaps that glibc keeps apart so that threads need not wait for one another: by itself eight a
core. Each keeps up to what is said above, and the threads that read the document store take
turns at the interpreter anyway: with 14 of them publish held 200 MB that it had freed."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""What glibc's malloc.h calls them, https://man7.org/linux/man-pages/man3/mallopt.3.html."""


def share_heaps() -> None:
    """Let all threads of the process use few heaps. For its very start: none is taken back."""
    _set_malloc(_M_ARENA_MAX, _MOST_ARENAS)


def settle_memory() -> None:
    """Exempt all that exists from collection, and collect and give back what comes less often.

    For the end of a process's start: what was imported and wired up until now stays anyway.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, *gc.get_threshold()[1:])
    _set_malloc(_M_TRIM_THRESHOLD, _KEEP_FREED_BYTES)
    _set_malloc(_M_MMAP_THRESHOLD, _KEEP_FREED_BYTES)


def _set_malloc(what: int, to: int) -> None:
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:  # glibc; elsewhere the system decides
        mallopt(what, to)
