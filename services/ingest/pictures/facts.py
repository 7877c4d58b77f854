"""Pure: what reading a picture's file gives, and what it may take."""

from __future__ import annotations

from dataclasses import dataclass

from shared.articles import Noun
from shared.media import Caption, Credentials, FocalPoint

HASHED_AS = 2
"""How perceptual hashes are made now; 1 saw pictures that cameras turned as they lay."""
READY = b"ready\n"
LENGTH_BYTES = 8
"""How a reader says that it listens, and how long the length before a picture is."""


class RefusedError(ValueError):
    """This is no picture that can be taken; the message says why, for its sender."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one picture may take."""

    pixels: int
    frames: int = 500
    side: int = 30_000


class PictureFacts(Noun):
    """What a file turned out to hold; width and height are those of the upright picture."""

    media_type: str
    width: int
    height: int
    frames: int = 1
    says: Caption = Caption()
    guid: str | None = None
    focal_point: FocalPoint | None = None
    perceptual_hash: str = ""
    has_c2pa: bool = False
    credentials: Credentials | None = None
