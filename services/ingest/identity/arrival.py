"""Which story an item belongs to, and what tells its revisions apart; pure."""

from __future__ import annotations

from dataclasses import dataclass

from services.ingest.formats.parsed import ParsedItem
from services.ingest.identity.ids import article_id
from services.ingest.identity.names import other_names, spellings, stop_names
from services.ingest.identity.pages import canonical_url
from services.ingest.identity.versions import (
    Written,
    fingerprint,
    in_utc,
    version_number,
    written,
)
from services.ingest.story import Candidate, Mark
from shared.articles import Extras
from shared.ninjs import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An item with its story's id, a uri, and what else it is called."""

    article_id: str
    item: Item
    extras: Extras
    candidate: Candidate
    other_names: tuple[str, ...]
    stop_names: tuple[str, ...]
    """Folded: by these a story that was stopped is known again, whoever sends it."""
    written: Written
    """Item and extras as they are stored; item and extras themselves are what counts."""


def arrive(parsed: ParsedItem, *, source: str, receipt: str) -> Arrival:
    """Work out which story an item belongs to, and what tells its revisions apart.

    Every item leaves with a uri: its own, its page's, or one made of the story's id. Raises
    ValueError, saying why, where an item cannot be stored or sent on.
    """
    item, extras = _without_our_names(parsed.item), parsed.extras
    url = canonical_url(extras.url) if extras.url else None
    id_ = article_id(source, item, url)
    said = written(item, extras)
    mark = Mark(
        version_number(item.version), in_utc(item.version_created), fingerprint(item, said)
    )
    uri = (item.uri or "").strip() or url or f"urn:copydesk:{id_}"
    if uri != item.uri:
        item = Item.model_validate({**dict(item), "uri": uri})
        said.item["uri"] = uri
    return Arrival(
        article_id=id_,
        item=item,
        extras=extras,
        candidate=Candidate(
            status=item.pub_status, mark=mark, receipt=receipt, doubt=extras.embargo_unclear
        ),
        other_names=other_names(item),
        stop_names=stop_names(item, extras),
        written=said,
    )


def _without_our_names(item: Item) -> Item:
    """Leave out ids that only we give: no wire says what one of our articles is."""
    theirs = tuple(
        alt
        for alt in item.alt_ids
        if alt.role is None or _OUR_ROLE not in spellings([alt.role])
    )
    if len(theirs) == len(item.alt_ids):
        return item
    return Item.model_validate({**dict(item), "alt_ids": theirs})


_OUR_ROLE = "copydesk"
"""The role under which `publish` names an article among the altIds of what it sends."""
