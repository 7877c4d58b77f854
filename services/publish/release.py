"""Pure: what becomes of an article when something happens to it: live, later, never or gone.

Every function takes the publication as it is (or None) and one act, and gives a `Release`: the
publication as it shall be, with the step to be told in its outbox, or no publication where
nothing changes. Deciding again on what was saved changes nothing and says the same.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from services.publish.outcomes.coming_down import hold, kill, revoke, take_down
from services.publish.outcomes.going_live import go_live, superseding
from services.publish.outcomes.released import Release, nothing, outbox_with, remember
from services.publish.pictures.shown.showing import Known, shown_in
from services.publish.public_item.item import public_revision
from services.publish.publication import (
    Applied,
    Move,
    Outgoing,
    Publication,
    Revision,
)
from shared.events import (
    ApprovalRevoked,
    ArticleApproved,
    ArticleWithheld,
    Event,
    FrontArranged,
)
from shared.lifecycle import State


def release(
    event: Event,
    publication: Publication | None,
    now: datetime,
    *,
    site_url: str,
    pictures: Known | None = None,
) -> Release:
    """Decide on an event that a stream brought; `pictures` are those that are there for it."""
    if isinstance(event, FrontArranged):
        why = f"Front {event.data.number}, arranged by {event.data.by}."
        return Release(outcome="arranged", at=now, explanation=why)
    if publication is not None and (known := publication.answer_to(event.id)):
        return _again(known, now)
    if isinstance(event, ArticleApproved):
        return _approve(publication, event, now, site_url=site_url, pictures=pictures)
    if isinstance(event, ApprovalRevoked):
        return revoke(publication, event, now)
    if isinstance(event, ArticleWithheld):
        return hold(publication, event, now, site_url=site_url)
    return kill(publication, event, now, site_url=site_url)


def _again(known: Applied, now: datetime) -> Release:
    """Say what was said the first time, as of then: a repeat is no news, and moves nothing."""
    if known.at is None:
        return Release(outcome=known.outcome, at=now, explanation="Decided before.")
    return Release(
        outcome=known.outcome, state=known.state, at=known.at, explanation=known.explanation
    )


def _approve(
    publication: Publication | None,
    event: ArticleApproved,
    now: datetime,
    *,
    site_url: str,
    pictures: Known | None = None,
) -> Release:
    """Let a revision live, now or when its embargo ends, unless something forbids it."""
    data = event.data
    if publication is not None and (refusal := _refusal(publication, event, now)):
        return refusal
    if data.article.item.pub_status != "usable" and not _is_doubt_lifted(event):
        # Nobody can approve what its own wire does not want published.
        status = data.article.item.pub_status
        why = f"Its wire says that it is {status}."
        return Release(outcome="refused", state=State.WITHHELD, at=now, explanation=why)
    revision = public_revision(data, event.correlation_id, event.traceparent)
    # It goes out with the pictures that are there; the others follow as updates.
    revision = shown_in(revision, pictures or {}, now, site_url=site_url)
    before = publication or nothing(data.article_id)
    memory: dict[str, Any] = {"newest": data.revision, "decision": data.decision}
    if revision.expires_at is not None and revision.expires_at <= now:
        return _expired_on_arrival(before, revision, event, now, memory, site_url=site_url)
    if revision.due_at is not None and revision.due_at > now:
        return _schedule(before, revision, event, now, memory)
    decided = Release(outcome="released", at=now, explanation="It may be live now.")
    live = go_live(
        before,
        revision,
        now,
        by=data.by,
        site_url=site_url,
        **memory,
        applied=remember(before, event, decided),
    )
    return replace(decided, publication=live)


def _is_doubt_lifted(event: ArticleApproved) -> bool:
    """Tell whether a person let pass what only our own doubt about an embargo withholds."""
    data = event.data
    is_ours = data.article.item.pub_status == "withheld" and data.article.extras.embargo_unclear
    return bool(is_ours) and data.by != "policy"


def _refusal(publication: Publication, event: ArticleApproved, now: datetime) -> Release | None:
    revision, decision = event.data.revision, event.data.decision

    def no(outcome: str, state: State | None, why: str) -> Release:
        return Release(outcome=outcome, state=state, at=now, explanation=why)

    if publication.is_gone:
        return no("refused", publication.state, f"The story was {publication.state}.")
    if revision <= publication.withheld_revision:
        on_hold = f"Its wire holds every revision up to {publication.withheld_revision}."
        return no("withheld", State.WITHHELD, on_hold)
    is_down = publication.state is State.UNPUBLISHED
    waiting = None if is_down else publication.next
    present = {each.revision: each.edit for each in (publication.live, waiting) if each}
    if present.get(revision, -1) >= event.data.edit or (
        revision == publication.newest and decision <= publication.decision
    ):
        # Where it went is written under what was decided on first.
        return no("repeated", None, "This revision has been decided on.")
    if revision < publication.newest:
        newer = f"Revision {publication.newest} came before it."
        return no("superseded", State.SUPERSEDED, newer)
    return None


def _schedule(
    before: Publication,
    revision: Revision,
    event: ArticleApproved,
    now: datetime,
    memory: dict[str, Any],
) -> Release:
    """Keep an embargoed revision for its time; what is live stays so until then."""
    decided = Release(
        outcome="scheduled",
        state=State.SCHEDULED,
        at=now,
        explanation=f"Embargoed until {revision.due_at:%Y-%m-%d %H:%M:%S %Z}.",
    )
    waiting = before.changed(
        step=before.step + 1,
        state=before.state if before.live else State.SCHEDULED,
        next=revision,
        down=None,
        applied=remember(before, event, decided),
        outbox=outbox_with(before.outbox, superseding(before, revision, now, keep_live=True)),
        **memory,
    )
    return replace(decided, publication=waiting)


def _expired_on_arrival(
    before: Publication,
    revision: Revision,
    event: ArticleApproved,
    now: datetime,
    memory: dict[str, Any],
    *,
    site_url: str,
) -> Release:
    """Take a story down whose newest word is past its time; it never goes live."""
    decided = Release(
        outcome="expired",
        state=State.EXPIRED,
        at=now,
        explanation=f"It expired at {revision.expires_at:%Y-%m-%d %H:%M:%S %Z}.",
    )
    down = take_down(
        before,
        now,
        state=State.EXPIRED,
        reason="expired",
        by=event.data.by,
        site_url=site_url,
        drop_next=True,
        **memory,
        applied=remember(before, event, decided),
    )
    return replace(decided, publication=down)


def due(publication: Publication, now: datetime, *, site_url: str) -> Release | None:
    """Do what the time asks for, or give None: an embargo ends, an expiry comes.

    One step at a time: ask again until there is nothing more. What a person took down stays
    down, whatever waits.
    """
    waiting = None if publication.state is State.UNPUBLISHED else publication.next
    if waiting is not None and waiting.due_at is not None and waiting.due_at <= now:
        if waiting.expires_at is None or waiting.expires_at > now:
            live = go_live(publication, waiting, now, by="embargo", site_url=site_url)
            return Release(
                outcome="released", at=now, explanation="Its embargo ended.", publication=live
            )
    elif (
        publication.live is None
        or publication.live.expires_at is None
        or publication.live.expires_at > now
    ):
        return None
    is_over = waiting is not None and waiting.due_at is not None and waiting.due_at <= now
    down = take_down(
        publication,
        now,
        state=State.EXPIRED,
        reason="expired",
        by="expiry",
        site_url=site_url,
        drop_next=is_over,
    )
    if publication.live is None:
        over = Move(revision=publication.newest, outcome="expired", state=State.EXPIRED)
        down = down.changed(
            outbox=(*down.outbox, Outgoing(step=down.step, at=now, moves=(over,)))
        )
    return Release(outcome="released", at=now, explanation="It expired.", publication=down)


def next_due(publication: Publication) -> datetime | None:
    """Tell when `due` has something to do."""
    if publication.state is State.UNPUBLISHED:
        return None
    times = (
        publication.next.due_at if publication.next else None,
        publication.live.expires_at if publication.live else None,
    )
    return min((time for time in times if time is not None), default=None)


def unpublish(
    publication: Publication, *, by: str, now: datetime, site_url: str, note: str = ""
) -> Release | None:
    """Take a story down until a person or a newer approval brings it back; None if not live.

    An update that waits for its time waits on, and not beyond: it goes live after a reinstate.
    """
    if publication.live is None:
        return None
    down = take_down(
        publication,
        now,
        state=State.UNPUBLISHED,
        reason="unpublished",
        by=by,
        note=note,
        site_url=site_url,
        drop_next=True,
    ).changed(down=publication.live, next=publication.next)
    return Release(
        outcome="released", at=now, explanation=f"Taken down by {by}.", publication=down
    )


def reinstate(
    publication: Publication, *, by: str, now: datetime, site_url: str, note: str = ""
) -> Release | None:
    """Bring back what a person took down, and what waited then; None if there is neither."""
    if publication.state is not State.UNPUBLISHED:
        return None
    down, waiting = publication.down, publication.next
    is_over = down is None or (down.expires_at is not None and down.expires_at <= now)
    if down is not None and not is_over:
        alone = publication.changed(next=None)
        back = go_live(alone, down, now, by=by, note=note, site_url=site_url)
    elif waiting is not None:
        step = publication.step + 1
        told = Outgoing(step=step, at=now, by=by, note=note)
        back = publication.changed(
            step=step, state=State.SCHEDULED, down=None, outbox=(*publication.outbox, told)
        )
    else:
        return None
    if waiting is not None:
        *before, told = back.outbox
        again = Move(revision=waiting.revision, outcome="scheduled", state=State.SCHEDULED)
        told = told.model_copy(update={"moves": (*told.moves, again)})
        back = back.changed(next=waiting, outbox=(*before, told))
    return Release(
        outcome="released", at=now, explanation=f"Brought back by {by}.", publication=back
    )
