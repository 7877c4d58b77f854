"""What was found in a document, as it goes from one process to another; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["title", "heading", "paragraph", "other"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a table, a list: its HTML, and whether its style or size is a headline's."""

    kind: BlockKind
    html: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What came inside a document: a file with its name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks of a document in reading order, and what came inside it."""

    blocks: tuple[Block, ...]
    enclosed: tuple[Enclosed, ...] = ()


class DocumentError(ValueError):
    """A document cannot be read; the words say why, for people."""
