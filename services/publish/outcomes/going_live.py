"""A revision goes live: what is told of it, and what it takes the place of; pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from services.publish.about import about_item, with_about
from services.publish.outcomes.released import absolute
from services.publish.publication import (
    Correction,
    Move,
    Outgoing,
    Publication,
    Revision,
    Version,
)
from shared.events import ArticleCorrected, ArticlePublished, ArticleUpdated
from shared.lifecycle import State
from shared.payloads import Published

_REMEMBERED_VERSIONS = 200
_REMEMBERED_PATHS = 50


def go_live(
    before: Publication,
    revision: Revision,
    now: datetime,
    *,
    by: str,
    site_url: str,
    note: str = "",
    **memory: Any,
) -> Publication:
    """Put a revision in the place of whatever was live, and tell so."""
    old = before.live
    kind, done, state = ArticlePublished.type, "published", State.PUBLISHED
    if old is not None and revision.is_correction:
        kind, done, state = ArticleCorrected.type, "corrected", State.CORRECTED
    elif old is not None:
        kind, done = ArticleUpdated.type, "updated"
    correction = revision.correction
    corrections = before.corrections
    if correction:
        known = tuple(each for each in corrections if each.revision != revision.revision)
        corrected = Correction(revision=revision.revision, at=now, note=correction)
        corrections = (*known, corrected)
    paths = before.slugs
    if before.path and before.path != revision.path:
        paths = (*(path for path in paths if path != revision.path), before.path)
    step = before.step + 1
    about = revision.about or about_item(revision.item, revision.section)
    abouts = with_about(before.known_about, about)
    superseded = superseding(before, revision, now)
    moves = (
        Move(revision=revision.revision, outcome=done, state=state),
        *(superseded.moves if superseded else ()),
    )
    told = Outgoing(
        step=step,
        at=now,
        type=kind,
        data=Published(
            article_id=before.article_id,
            revision=revision.revision,
            step=step,
            url=absolute(site_url, revision.path),
            previous_revision=old.revision if old else None,
            correction=correction,
            hash=revision.hash,
            canonical=revision.canonical,
            cluster=revision.cluster,
        ),
        item=revision.item,
        abouts=abouts,
        moves=moves,
        by=by,
        note=note,
        since=revision.received_at if revision.due_at is None else None,
        correlation_id=revision.correlation_id,
        traceparent=revision.traceparent,
    )
    version = Version(revision=revision.revision, hash=revision.hash, at=now)
    changes: dict[str, Any] = {
        "step": step,
        "state": state,
        "live": revision,
        "next": None,
        "down": None,
        "path": revision.path,
        "slugs": paths[-_REMEMBERED_PATHS:],
        "published_at": before.published_at or now,
        "modified_at": now,
        "corrections": corrections,
        "abouts": abouts,
        "versions": (*before.versions, version)[-_REMEMBERED_VERSIONS:],
        "outbox": (*before.outbox, told),
    }
    return before.changed(**(changes | memory))


def superseding(
    before: Publication, revision: Revision, now: datetime, *, keep_live: bool = False
) -> Outgoing | None:
    """Say of each revision that this one takes the place of, that it is superseded."""
    replaced = (None if keep_live else before.live, before.next)
    moves = tuple(
        Move(revision=old.revision, outcome="superseded", state=State.SUPERSEDED)
        for old in replaced
        if old is not None and old.revision != revision.revision
    )
    return Outgoing(step=before.step + 1, at=now, moves=moves) if moves else None
