"""How a process treats its memory: what stays is left alone, what was freed is used again.

Nearly all that a stage makes is freed by its reference count, yet each batch makes enough
objects to start the collector dozens of times, and a full collection walks every module ever
imported. Left as Python sets it, that is a third of the CPU time of the event plane. What a
batch frees, glibc gives back to the system, which must clear every page for the next batch.

Word lists are looked up all over memory, and a processor knows by heart where few pages are: on
a virtual machine each miss is a walk through two tables. In pages of 2 MB they are known.
"""

from __future__ import annotations

import ctypes
import gc
import re
from collections.abc import Iterator
from pathlib import Path

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


def collect_seldom() -> None:
    """Look for cycles after many more objects than Python does: what a start imports stays."""
    gc.set_threshold(_COLLECT_AFTER, *gc.get_threshold()[1:])


def settle_memory() -> None:
    """Exempt all that exists from collection, and collect and give back what comes less often.

    For the end of a process's start: what was imported and wired up until now stays anyway.
    """
    gc.collect()
    gc.freeze()
    collect_seldom()
    _set_malloc(_M_TRIM_THRESHOLD, _KEEP_FREED_BYTES)
    _set_malloc(_M_MMAP_THRESHOLD, _KEEP_FREED_BYTES)
    _use_large_pages()


def _set_malloc(what: int, to: int) -> None:
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:  # glibc; elsewhere the system decides
        mallopt(what, to)


# --- large pages -------------------------------------------------------------------------

_LARGE, _SMALL = 2 * 1024 * 1024, 4096
_MOSTLY = 7 * _LARGE // _SMALL // 8
"""Small pages in use that a large one is made of; the others it would bring into use."""
_MADV_COLLAPSE = 25
"""Of Linux from 6.1 on, https://man7.org/linux/man-pages/man2/madvise.2.html."""
_OWN_MEMORY = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p 00000000 00:00 0 *(?:\[heap\])?\n")


def _use_large_pages() -> None:
    """Put what is in use together into large pages: the same memory, sooner found.

    Where a system has none, or refuses, all stays as it is.
    """
    madvise = getattr(ctypes.CDLL(None), "madvise", None)
    if madvise is None:
        return
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    try:
        places = [*_places_of_large_pages()]
    except OSError:  # no Linux, or a sandbox that shows no process its own memory
        return
    for place in places:
        madvise(place, _LARGE, _MADV_COLLAPSE)


def _places_of_large_pages() -> Iterator[int]:
    """Give where a large page may be: memory of the process's own, nearly all of it in use."""
    with Path("/proc/self/pagemap").open("rb", buffering=0) as pages:
        for own in _OWN_MEMORY.finditer(Path("/proc/self/maps").read_text()):
            first, end = int(own[1], 16), int(own[2], 16)
            for place in range(-(-first // _LARGE) * _LARGE, end - _LARGE + 1, _LARGE):
                pages.seek(place // _SMALL * _ENTRY)
                entries = pages.read(_LARGE // _SMALL * _ENTRY)
                if sum(map(_IN_USE.__le__, entries[_ENTRY - 1 :: _ENTRY])) >= _MOSTLY:
                    yield place


_ENTRY = 8
"""Bytes that `pagemap` has of a page, https://docs.kernel.org/admin-guide/mm/pagemap.html."""
_IN_USE = 0x80
"""The bit of the last of them that says that the page is in memory."""
