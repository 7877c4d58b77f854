"""Pure: an approved revision with a person's edit laid over it, as it goes out.

What the edit says nothing of stays as the wire sent it and enrichment read it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from shared.articles import Article, Enrichment, Noun, Overlay
from shared.ninjs import Concept, Item
from shared.payloads import Approved

AnyNoun = TypeVar("AnyNoun", bound=Noun)


def overlaid(approved: Approved) -> tuple[Article, Enrichment]:
    """Give article and enrichment as the edit leaves them."""
    article, enrichment, overlay = approved.article, approved.enrichment, approved.overlay
    if overlay is None or overlay.is_empty:
        return article, enrichment
    said: dict[str, Any] = {
        name: value
        for name in ("headline", "summary", "body", "section", "topics")
        if (value := getattr(overlay, name)) is not None
    }
    if overlay.body is not None:
        said["word_count"] = len(overlay.body.split())
    if overlay.headline is not None:
        said["marker"] = None
    changed = _with(enrichment, **said)
    item = _item(article.item, overlay)
    return (article if item is article.item else _with(article, item=item)), changed


def due_at(approved: Approved, embargo: datetime | None) -> datetime | None:
    """Give when it may go out: never before its embargo, whatever a person scheduled.

    `embargo` is the overlaid item's: the wire's, or what the desk made of it.
    """
    scheduled = approved.overlay.due_at if approved.overlay else None
    moments = [moment for moment in (embargo, scheduled) if moment is not None]
    return max(moments, default=None)


def _item(item: Item, overlay: Overlay) -> Item:
    """Take out of the wire's item what would contradict the edit; its embargo is the edit's."""
    changes: dict[str, Any] = {}
    if (until := overlay.embargoed_until(item.embargoed_until)) != item.embargoed_until:
        changes["embargoed_until"] = until
    if overlay.headline is not None:
        changes["title"] = None
    if overlay.summary is not None:
        changes["descriptions"] = tuple(
            text for text in item.descriptions if text.role not in (None, "summary")
        )
    if overlay.topics is not None:
        changes["subjects"] = tuple(
            Concept(name=topic.name, rel="about", creator="copydesk")
            for topic in overlay.topics
            if not topic.qcode
        )
    if not changes:
        return item
    return Item.model_validate({**dict(item), **changes})


def _with(noun: AnyNoun, **changes: Any) -> AnyNoun:
    return type(noun).model_validate({**dict(noun), **changes})
