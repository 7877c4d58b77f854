"""Pure: what becomes of an article when something happens to it: live, later, never or gone.

Every function takes the publication as it is (or None) and one act, and gives a `Release`: the
publication as it shall be, with the step to be told in its outbox, or no publication where
nothing changes. Deciding again on what was saved changes nothing and says the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from services.publish.about import about_item, with_about
from services.publish.item import public_revision
from services.publish.pictures.showing import Known, shown_in
from services.publish.publication import (
    Applied,
    Correction,
    Move,
    Outgoing,
    Publication,
    Revision,
    Version,
    short_id,
)
from services.publish.slugs import story_path
from shared.events import (
    ApprovalRevoked,
    ArticleApproved,
    ArticleCorrected,
    ArticleKilled,
    ArticlePublished,
    ArticleRecalled,
    ArticleUnpublished,
    ArticleUpdated,
    ArticleWithheld,
    Event,
    FrontArranged,
    Published,
)
from shared.lifecycle import State, may_become

_REMEMBERED_EVENTS = 50
_REMEMBERED_VERSIONS = 200
_REMEMBERED_PATHS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A decision. `publication` is what to save, None where nothing changes.

    `state` is where the act leaves its revision if no row of the log will say so. `explanation`
    is for people.
    """

    outcome: str
    at: datetime
    explanation: str
    state: State | None = None
    publication: Publication | None = None


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
        return _revoke(publication, event, now)
    if isinstance(event, ArticleWithheld):
        return _hold(publication, event, now, site_url=site_url)
    return _kill(publication, event, now, site_url=site_url)


def _again(known: Applied, now: datetime) -> Release:
    """Say what was said the first time, as of then: a repeat is no news, and moves nothing."""
    if known.at is None:
        return Release(outcome=known.outcome, at=now, explanation="Decided before.")
    return Release(
        outcome=known.outcome, state=known.state, at=known.at, explanation=known.explanation
    )


# --- copy that may go live -----------------------------------------------------------------


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
    before = publication or _nothing(data.article_id)
    memory: dict[str, Any] = {"newest": data.revision, "decision": data.decision}
    if revision.expires_at is not None and revision.expires_at <= now:
        return _expired_on_arrival(before, revision, event, now, memory, site_url=site_url)
    if revision.due_at is not None and revision.due_at > now:
        return _schedule(before, revision, event, now, memory)
    decided = Release(outcome="released", at=now, explanation="It may be live now.")
    live = _go_live(
        before,
        revision,
        now,
        by=data.by,
        site_url=site_url,
        **memory,
        applied=_remember(before, event, decided),
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
        applied=_remember(before, event, decided),
        outbox=_with(before.outbox, _superseding(before, revision, now, keep_live=True)),
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
    down = _take_down(
        before,
        now,
        state=State.EXPIRED,
        reason="expired",
        by=event.data.by,
        site_url=site_url,
        drop_next=True,
        **memory,
        applied=_remember(before, event, decided),
    )
    return replace(decided, publication=down)


def _go_live(
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
    superseded = _superseding(before, revision, now)
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


def _superseding(
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


# --- stops -----------------------------------------------------------------------------------


def _hold(
    publication: Publication | None, event: Event, now: datetime, *, site_url: str
) -> Release:
    """Take down every revision up to the one that is held, until a newer one is approved."""
    data = event.data
    before = publication or _nothing(data.article_id)
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
    down = _take_down(
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
        applied=_remember(before, event, decided),
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


def _revoke(publication: Publication | None, event: ApprovalRevoked, now: datetime) -> Release:
    """Let an approval count no more; what is live stays, for a person to end."""
    data = event.data
    before = publication or _nothing(data.article_id)

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
        applied=_remember(before, event, decided),
        outbox=_with(before.outbox, dropped),
    )
    return replace(decided, publication=kept)


def _kill(
    publication: Publication | None, event: Event, now: datetime, *, site_url: str
) -> Release:
    """End a story for ever, and tell so even when nobody had it.

    What the outbox has not told yet loses its words in the same write: from here on no process,
    however late, can log them.
    """
    data = event.data
    recalled = isinstance(event, ArticleRecalled)
    before = publication or _nothing(data.article_id)
    if before.state is State.RECALLED or (before.state is State.CANCELED and not recalled):
        return Release(
            outcome="repeated",
            state=before.state,
            at=now,
            explanation=f"The story was {before.state} before.",
        )
    state = State.RECALLED if recalled else State.CANCELED
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
        abouts=before.known_about,
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
        abouts=before.known_about,
        applied=_remember(before, event, decided),
        outbox=(*(waiting.redacted(url) for waiting in before.outbox), told),
    )
    return replace(decided, publication=gone)


def _take_down(
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


# --- the clock -------------------------------------------------------------------------------


def due(publication: Publication, now: datetime, *, site_url: str) -> Release | None:
    """Do what the time asks for, or give None: an embargo ends, an expiry comes.

    One step at a time: ask again until there is nothing more. What a person took down stays
    down, whatever waits.
    """
    waiting = None if publication.state is State.UNPUBLISHED else publication.next
    if waiting is not None and waiting.due_at is not None and waiting.due_at <= now:
        if waiting.expires_at is None or waiting.expires_at > now:
            live = _go_live(publication, waiting, now, by="embargo", site_url=site_url)
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
    down = _take_down(
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


# --- people ----------------------------------------------------------------------------------


def unpublish(
    publication: Publication, *, by: str, now: datetime, site_url: str, note: str = ""
) -> Release | None:
    """Take a story down until a person or a newer approval brings it back; None if not live.

    An update that waits for its time waits on, and not beyond: it goes live after a reinstate.
    """
    if publication.live is None:
        return None
    down = _take_down(
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
        back = _go_live(alone, down, now, by=by, note=note, site_url=site_url)
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


# --- small parts -----------------------------------------------------------------------------


def absolute(site_url: str, path: str) -> str:
    """Give the full address of a path, percent-encoded."""
    return site_url.rstrip("/") + quote(path, safe="/")


def _nothing(article_id: str) -> Publication:
    """Begin an article that publish has never heard of: step 0, nothing live."""
    return Publication(article_id=article_id, step=0, state=State.APPROVED, newest=0)


def _remember(before: Publication, event: Event, decided: Release) -> tuple[Applied, ...]:
    known = Applied(
        event_id=event.id,
        outcome=decided.outcome,
        state=decided.state,
        at=decided.at,
        explanation=decided.explanation,
    )
    return (*before.applied, known)[-_REMEMBERED_EVENTS:]


def _with(outbox: tuple[Outgoing, ...], told: Outgoing | None) -> tuple[Outgoing, ...]:
    return outbox if told is None else (*outbox, told)
