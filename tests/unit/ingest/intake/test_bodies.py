from __future__ import annotations

import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.intake.bodies import BadEncodingError, Inflating, TooLargeError


def inflate(encoding: str, content: bytes, *, most: int = 5_000_000, size: int = 1000) -> bytes:
    inflating = Inflating(encoding, most=most)
    for start in range(0, len(content), size):
        inflating.add(content[start : start + size])
    return inflating.whole()


def bare(content: bytes) -> bytes:
    """Deflate without a head, as many servers do (RFC 1951)."""
    deflating = zlib.compressobj(wbits=-15)
    return deflating.compress(content) + deflating.flush()


@given(st.binary(max_size=5000), st.integers(1, 2000))
def test_what_was_compressed_comes_out(content: bytes, size: int) -> None:
    assert inflate("", content, size=size) == content
    assert inflate("gzip", gzip.compress(content), size=size) == content
    assert inflate("deflate", zlib.compress(content), size=size) == content
    assert inflate("deflate", bare(content), size=size) == content


def test_copy_that_compresses_well_is_fine() -> None:
    copy = b"The harbour reopened on Monday. " * 20_000

    assert inflate("gzip", gzip.compress(copy)) == copy


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("", b"x" * 5_000_001),
        ("gzip", gzip.compress(b"\0" * 50_000_000)),
        ("gzip", gzip.compress(b"\0" * 4_000_000)),
    ],
    ids=["plain", "a bomb", "a small bomb, by its ratio"],
)
def test_too_much_is_refused(encoding: str, content: bytes) -> None:
    with pytest.raises(TooLargeError):
        inflate(encoding, content)


@pytest.mark.parametrize(
    "content",
    [b"plain", gzip.compress(b"x" * 999)[:-9], gzip.compress(b"x") + b"more"],
    ids=["not compressed", "cut short", "with a tail"],
)
def test_what_is_no_gzip_is_told(content: bytes) -> None:
    with pytest.raises(BadEncodingError):
        inflate("gzip", content)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_body_or_a_named_error(content: bytes) -> None:
    with contextlib.suppress(BadEncodingError):
        inflate("gzip", content)
