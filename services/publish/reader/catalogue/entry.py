"""What the site knows of one article: the log's rows about it, folded into one; pure."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from services.publish.publication import SHORT_ID_LENGTH, Correction
from services.publish.rows import Row
from services.publish.slugs import SECTION_OF_NONE
from shared.articles import Noun
from shared.events import ArticleKilled, ArticleUnpublished
from shared.ninjs import Moment


class Entry(Noun):
    """One article as readers have it. `item` is its public item as JSON text, empty once gone.

    `gone_at` is when it left readers who had it, `live_since` the row by which it came to them
    the last time.
    """

    article_id: str
    state: Literal["live", "down", "killed", "recalled"]
    step: int
    sequence: int
    revision: int
    path: str
    section: str
    item: str = ""
    hash: str = ""
    canonical: str | None = None
    cluster: str | None = None
    published_at: Moment | None = None
    modified_at: Moment
    gone_at: Moment | None = None
    live_since: int = 0
    corrections: tuple[Correction, ...] = ()

    @property
    def is_live(self) -> bool:
        """Tell whether readers can see it."""
        return self.state == "live"

    @property
    def short_id(self) -> str:
        """Give the end of its address."""
        return self.article_id[:SHORT_ID_LENGTH]


def after(row: Row, before: Entry | None) -> Entry | None:
    """Give what the site knows once it has read a row; None where that stays as it was.

    A row that is hidden from who reads names no article. The log may be read again from any
    place: a step that is not newer changes nothing.
    """
    if not row.article_id or (before is not None and row.step <= before.step):
        return None
    path = unquote(urlsplit(str(row.data.get("url", ""))).path)
    section = path.split("/")[1] if path.count("/") > 1 else SECTION_OF_NONE
    facts: dict[str, Any] = {
        "article_id": row.article_id,
        "state": "down",
        "step": row.step,
        "sequence": row.sequence,
        "revision": row.revision,
        "path": path,
        "section": section,
        "published_at": before.published_at if before else None,
        "modified_at": row.time,
        "gone_at": row.time if before and before.published_at else None,
        "corrections": before.corrections if before else (),
    }
    if row.type == ArticleKilled.type:
        recalled = row.data.get("reason") == "recalled"
        facts |= {"state": "recalled" if recalled else "killed", "corrections": ()}
    elif row.type != ArticleUnpublished.type:
        facts["published_at"] = facts["published_at"] or row.time
        if row.item is None:
            # Read after the kill that is still to come took the words out.
            facts["gone_at"] = row.time
        else:
            facts |= _what_is_shown(row, facts["corrections"])
            facts["live_since"] = (
                row.sequence if before is None or not before.is_live else before.live_since
            )
    return Entry(**facts)


def _what_is_shown(row: Row, corrections: tuple[Correction, ...]) -> dict[str, Any]:
    if note := row.data.get("correction"):
        kept = tuple(each for each in corrections if each.revision != row.revision)
        corrections = (*kept, Correction(revision=row.revision, at=row.time, note=str(note)))
    return {
        "state": "live",
        "gone_at": None,
        "item": row.item,
        "hash": row.hash or "",
        "canonical": row.data.get("canonical"),
        "cluster": row.data.get("cluster"),
        "corrections": corrections,
    }
