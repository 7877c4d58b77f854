"""A publication is held, kept back, killed or taken down; pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from services.publish.about import without_words
from services.publish.outcomes.released import Release, absolute, nothing, outbox_with, remember
from services.publish.publication import (
    Move,
    Outgoing,
    Publication,
    short_id,
)
from services.publish.slugs import story_path
from shared.events import (
    ApprovalRevoked,
    ArticleKilled,
    ArticleRecalled,
    ArticleUnpublished,
    Event,
)
from shared.lifecycle import State, may_become
from shared.payloads import Published


def hold(
    publication: Publication | None, event: Event, now: datetime, *, site_url: str
) -> Release:
    """Take down every revision up to the one that is held, until a newer one is approved."""
    data = event.data
    before = publication or nothing(data.article_id)
    if before.is_gone:
        return Release(
            outcome="refused",
            state=before.state,
            at=now,
            explanation=f"The story was {before.state}.",
        )
    if data.doubt:
        return _keep_back(before, event, now)
    held = max(data.revision, before.withheld_revision)
    if data.revision <= before.withheld_revision:
        return Release(outcome="repeated", at=now, explanation="It was held before.")
    reached = any(each and each.revision <= held for each in (before.live, before.down))
    if before.newest > held and not reached:
        newer = f"Revision {before.newest} came before it."
        return Release(outcome="superseded", at=now, explanation=newer)
    # What is over already stays so: there is nothing left to hold.
    is_over = held <= before.newest and not may_become(before.state, State.WITHHELD)
    decided = Release(
        outcome="withheld",
        state=None if before.live or is_over else State.WITHHELD,
        at=now,
        explanation=f"Its wire holds every revision up to {held}.",
    )
    down = take_down(
        before,
        now,
        state=before.state if is_over else State.WITHHELD,
        reason="withheld",
        by=data.by,
        site_url=site_url,
        drop_next=before.newest <= held,
        correlation_id=event.correlation_id,
        traceparent=event.traceparent,
        withheld_revision=held,
        newest=max(before.newest, held),
        applied=remember(before, event, decided),
    )
    return replace(decided, publication=down)


def _keep_back(before: Publication, event: Event, now: datetime) -> Release:
    """Keep a revision from going live whose embargo we cannot read; what is live stays.

    What waits for its time does not go out either: the newer revision may say another one.
    """
    revision = event.data.revision
    if revision <= before.newest:
        newer = f"Revision {before.newest} came before it."
        return Release(outcome="superseded", at=now, explanation=newer)
    why = "It looks embargoed, and until when cannot be read; what is live stays."
    return _kept_back(before, event, now, decision=0, why=why)


def revoke(publication: Publication | None, event: ApprovalRevoked, now: datetime) -> Release:
    """Let an approval count no more; what is live stays, for a person to end."""
    data = event.data
    before = publication or nothing(data.article_id)

    def no(outcome: str, why: str, state: State | None = None) -> Release:
        return Release(outcome=outcome, state=state, at=now, explanation=why)

    if before.is_gone:
        return no("refused", f"The story was {before.state}.", before.state)
    if data.revision < before.newest:
        return no("superseded", f"Revision {before.newest} came before it.")
    if data.revision == before.newest and data.decision < before.decision:
        return no("superseded", "It was approved again since.")
    is_waiting = before.next is not None and before.next.revision == data.revision
    shown = [each.revision for each in (before.live, before.down) if each]
    if data.revision in shown and not is_waiting:
        return no("refused", "It was live before; a person may take it down.")
    return _kept_back(before, event, now, decision=data.decision, why=data.reason)


def _kept_back(
    before: Publication, event: Event, now: datetime, *, decision: int, why: str
) -> Release:
    """Keep a revision from going live by any approval up to `decision`."""
    revision = event.data.revision
    step = before.step + 1
    dropped = None
    if before.next is not None and before.next.revision != revision:
        late = Move(revision=before.next.revision, outcome="superseded", state=State.SUPERSEDED)
        dropped = Outgoing(step=step, at=now, moves=(late,))
    is_told = before.live is not None or before.down is not None
    decided = Release(outcome="withheld", state=State.WITHHELD, at=now, explanation=why)
    kept = before.changed(
        step=step,
        state=before.state if is_told else State.WITHHELD,
        next=None,
        newest=revision,
        decision=decision,
        applied=remember(before, event, decided),
        outbox=outbox_with(before.outbox, dropped),
    )
    return replace(decided, publication=kept)


def kill(
    publication: Publication | None, event: Event, now: datetime, *, site_url: str
) -> Release:
    """End a story for ever, and tell so even when nobody had it.

    What the outbox has not told yet loses its words in the same write: from here on no process,
    however late, can log them.
    """
    data = event.data
    recalled = isinstance(event, ArticleRecalled)
    before = publication or nothing(data.article_id)
    if before.state is State.RECALLED or (before.state is State.CANCELED and not recalled):
        return Release(
            outcome="repeated",
            state=before.state,
            at=now,
            explanation=f"The story was {before.state} before.",
        )
    state = State.RECALLED if recalled else State.CANCELED
    abouts = without_words(before.known_about)
    step = before.step + 1
    newest = max(before.newest, data.revision)
    path = before.path
    if recalled or not path:
        # An address spells the headline out, which a recall may be about.
        path = story_path("news", "story", short_id(before.article_id))
    url = absolute(site_url, path)
    told = Outgoing(
        step=step,
        at=now,
        type=ArticleKilled.type,
        data=Published(
            article_id=before.article_id,
            revision=newest,
            step=step,
            url=url,
            previous_revision=before.live.revision if before.live else None,
            reason="recalled" if recalled else "killed",
            hash=before.live.hash if before.live else None,
        ),
        abouts=abouts,
        moves=(Move(revision=newest, outcome="killed", state=state),),
        by=data.by,
        since=data.at,
        correlation_id=event.correlation_id,
        traceparent=event.traceparent,
    )
    why = "Taken back for law or rights." if recalled else "Killed."
    decided = Release(outcome="released", at=now, explanation=why)
    gone = Publication(
        article_id=before.article_id,
        step=step,
        state=state,
        newest=newest,
        decision=before.decision,
        withheld_revision=before.withheld_revision,
        path=path,
        slugs=() if recalled else before.slugs,
        published_at=before.published_at,
        modified_at=now,
        versions=before.versions,
        abouts=abouts,
        applied=remember(before, event, decided),
        outbox=(*(waiting.redacted(url) for waiting in before.outbox), told),
    )
    return replace(decided, publication=gone)


def take_down(
    before: Publication,
    now: datetime,
    *,
    state: State,
    reason: str,
    by: str | None,
    site_url: str,
    drop_next: bool,
    note: str = "",
    correlation_id: str = "",
    traceparent: str = "",
    **changes: Any,
) -> Publication:
    """Take what is live off the site, and tell so if there was anything."""
    step = before.step + 1
    live = before.live
    kept = None if drop_next else before.next
    outbox = before.outbox
    if live is not None:
        # A revision that still waits has the last word on where the story is.
        newest = live.revision if kept else changes.get("newest", before.newest)
        told = Outgoing(
            step=step,
            at=now,
            type=ArticleUnpublished.type,
            data=Published(
                article_id=before.article_id,
                revision=live.revision,
                step=step,
                url=absolute(site_url, live.path),
                reason=reason,
                hash=live.hash,
            ),
            abouts=before.known_about,
            # A revision that still waits has the last word on where the story is.
            moves=(
                Move(revision=live.revision if kept else newest, outcome=reason, state=state),
            ),
            by=by,
            note=note,
            correlation_id=correlation_id or live.correlation_id,
            traceparent=traceparent or live.traceparent,
        )
        outbox = (*outbox, told)
    return before.changed(
        **{
            "step": step,
            "state": _waiting_state(before) if kept else state,
            "live": None,
            "next": kept,
            "down": None,
            "modified_at": now if live else before.modified_at,
            "outbox": outbox,
            **changes,
        }
    )


def _waiting_state(before: Publication) -> State:
    """Tell where a story is of which a revision waits: what a person took down stays down."""
    return before.state if before.state is State.UNPUBLISHED else State.SCHEDULED
