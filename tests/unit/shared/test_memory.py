"""Threads use few heaps: each keeps what was freed in it."""

from __future__ import annotations

import ctypes
import subprocess
import sys

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
