"""Inflating what came compressed, with a limit that a bomb meets long before memory does."""

from __future__ import annotations

import zlib

from services.ingest.formats.parsed import Problem, UnreadableError

_STEP = 1 << 16
_HIGHEST_RATIO = 200
"""Inflated to compressed bytes. News texts come to 10, the emptiest XML to 60."""

_NEVER_A_BOMB = 1_000_000


class TooLargeError(UnreadableError):
    """It would inflate beyond the limit (413, where a caller can tell)."""


def inflate(content: bytes, *, most_bytes: int) -> bytes:
    """Inflate gzip (also several members) or zlib, or raise before it grows too large."""
    found: list[bytes] = []
    size = 0
    rest = content
    while rest:
        engine = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        try:
            while not engine.eof:
                part = engine.decompress(rest, _STEP)
                rest = engine.unconsumed_tail
                size += len(part)
                found.append(part)
                if size > most_bytes or (
                    size > _NEVER_A_BOMB and size > _HIGHEST_RATIO * len(content)
                ):
                    raise TooLargeError(_too_large(most_bytes))
                if not part and not rest and not engine.eof:
                    raise UnreadableError(_cut_off())
        except zlib.error as error:
            raise UnreadableError(_no_gzip(error)) from error
        rest = engine.unused_data.lstrip(b"\x00")  # members may be padded to a block
    return b"".join(found)


def _too_large(most_bytes: int) -> Problem:
    return Problem(
        detail=f"this inflates to over {most_bytes} bytes, or {_HIGHEST_RATIO} times its size",
        fix="send fewer items at a time",
        fatal=True,
    )


def _cut_off() -> Problem:
    return Problem(
        detail="the compressed data end too early",
        fix="send the whole file (was it cut at a size limit?)",
        fatal=True,
    )


def _no_gzip(error: zlib.error) -> Problem:
    return Problem(
        detail=f"this cannot be inflated: {error}",
        fix="send gzip, and say Content-Encoding: gzip",
        fatal=True,
    )
