"""Threads use few heaps: each keeps what was freed in it. Large pages cost no memory."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

_COUNT_HEAPS = """
import ctypes, sys, threading
from shared.memory import share_heaps

share_heaps()
malloc, free = ctypes.CDLL(None).malloc, ctypes.CDLL(None).free
malloc.restype, free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
together = threading.Barrier(20)

def work():
    together.wait()
    blocks = [malloc(1000) for _ in range(200)]
    together.wait()
    for block in blocks:
        free(block)

threads = [threading.Thread(target=work) for _ in range(20)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, out)
libc.fflush(out)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="glibc alone has it")
def test_twenty_threads_share_two_heaps() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _COUNT_HEAPS], check=True, capture_output=True, text=True
    )

    assert done.stdout.count("<heap nr=") == 2


_SETTLE = """
import re, threading
from pathlib import Path
from shared.memory import settle_memory

def used():
    told = Path("/proc/self/smaps_rollup").read_text()
    return int(re.search(r"Rss: *(\\d+) kB", told)[1])

kept = [str(number) * 20 for number in range(200_000)]
done = threading.Event()
for _ in range(8):  # each has a stack of 8 MB, nearly all of it not in use
    threading.Thread(target=done.wait).start()
before = used()
settle_memory()
print(used() - before, "".join(kept[::50_000])[:8])
done.set()
"""


@pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="Linux alone tells what is in use"
)
def test_large_pages_bring_nothing_into_use_that_was_not() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SETTLE], check=True, capture_output=True, text=True
    )

    grown_kb, kept = done.stdout.split()
    assert int(grown_kb) < 8 * 1024
    assert kept == "00000000"
