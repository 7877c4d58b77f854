"""Reading a request's body: bounded, and inflated without letting a bomb go off; pure."""

from __future__ import annotations

import zlib

_LARGEST_RATIO = 200
"""Inflated bytes for each compressed one. Copy compresses 3 to 10 times, zeros 1,000 times."""

_RATIO_COUNTS_ABOVE = 1_000_000


class TooLargeError(ValueError):
    """The body is larger than may be sent; the message says which limit."""


class BadEncodingError(ValueError):
    """The body is not what its Content-Encoding says."""


ENCODINGS = {"": None, "identity": None, "gzip": 47, "x-gzip": 47, "deflate": 47}
"""Content-Encodings, each with zlib's wbits; 47 reads gzip and zlib by their first bytes."""
_BARE = -15
"""zlib's wbits for deflate without a head (RFC 1951), which many servers send as `deflate`."""


class Inflating:
    """Collects a body chunk by chunk, undoing its Content-Encoding on the way."""

    def __init__(self, encoding: str, *, most: int) -> None:
        wbits = ENCODINGS[encoding]
        self._inflater = zlib.decompressobj(wbits) if wbits else None
        self._may_be_bare = encoding == "deflate"
        self._first = b""
        self._most = most
        self._chunks: list[bytes] = []
        self._received: list[bytes] = []
        self._taken = 0
        self._size = 0

    def add(self, chunk: bytes) -> None:
        """Add what arrived; raises when it becomes too much or is damaged."""
        self._taken += len(chunk)
        if self._taken > self._most:
            raise TooLargeError(f"the request has more than {self._most} bytes")
        if self._inflater is None:
            self._keep(chunk)
            return
        self._received.append(chunk)
        if self._may_be_bare:
            chunk = self._first + chunk
            if len(chunk) < _BYTES_OF_A_HEAD:
                self._first = chunk
                return
            self._may_be_bare = False
            if not _has_a_head(chunk):
                self._inflater = zlib.decompressobj(_BARE)
        if self._inflater.eof:
            self._refuse_more(chunk)
            return
        allowed = min(self._most, max(_RATIO_COUNTS_ABOVE, _LARGEST_RATIO * self._taken))
        try:
            self._keep(self._inflater.decompress(chunk, allowed - self._size + 1))
        except zlib.error as error:
            raise BadEncodingError(str(error)) from error
        if self._size > allowed:
            raise TooLargeError(f"the body inflates more than {_LARGEST_RATIO} times")
        self._refuse_more(self._inflater.unused_data)

    def _refuse_more(self, data: bytes) -> None:
        if data.strip(b"\0"):
            raise BadEncodingError("something follows the compressed body")

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._most:
            raise TooLargeError(f"the body, inflated, has more than {self._most} bytes")
        self._chunks.append(part)

    def as_received(self) -> bytes:
        """Give what has arrived of a compressed body, compressed as it is."""
        return b"".join(self._received)

    def whole(self) -> bytes:
        """Give the body, when all of it has arrived."""
        if self._inflater is not None and self._taken and not self._inflater.eof:
            raise BadEncodingError("the compressed body ends early")
        return self._chunks[0] if len(self._chunks) == 1 else b"".join(self._chunks)


_BYTES_OF_A_HEAD = 2


def _has_a_head(content: bytes) -> bool:
    """Tell zlib's head (RFC 1950) or gzip's from deflated bytes that begin at once."""
    head = int.from_bytes(content[:_BYTES_OF_A_HEAD], "big")
    return head == 0x1F8B or (content[0] & 0x0F == 8 and head % 31 == 0)
