"""Pure: what an event makes of a picture, and its stories as they are told anew after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import orjson

from services.publish.outcomes.released import Release, absolute
from services.publish.pictures.shown.reading import foci_in
from services.publish.pictures.shown.showing import Kept, Known, shown_in
from services.publish.pictures.shown.slots import names_of_media
from services.publish.publication import Move, Outgoing, Publication, Revision
from shared.events import ArticleUpdated, Event, MediaStored, MediaWithdrawn
from shared.lifecycle import LIVE, State
from shared.media import Caption, Media, MediaEnd
from shared.payloads import Published
from shared.timeline import Reason, TimelineRecord

PictureEvent = MediaStored | MediaWithdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What an event makes of a picture. `kept` is None where it is old news."""

    outcome: str
    explanation: str
    at: datetime
    kept: Kept | None = None
    version: int = 0
    """What `kept` was made from, 0 for nothing: the guard of its write."""


def hear(event: PictureEvent, kept: Kept | None, version: int, now: datetime) -> Heard:
    """Decide what an event makes of its picture: the higher number holds, an end wins."""
    before = kept or Kept()
    data = event.data
    if isinstance(data, Media):
        is_known = before.media is not None and data.number <= before.media.number
        if is_known or before.ended == "recalled":
            return Heard(outcome="repeated", explanation="Known, or newer is.", at=now)
        return Heard(
            outcome="kept",
            explanation="Its bytes are there.",
            at=now,
            kept=Kept.model_validate(
                {**dict(before), "media": data, "ended": _end_after(before, data)}
            ),
            version=version,
        )
    return _end(data, before, version, now)


def _end_after(before: Kept, media: Media) -> str:
    """Give how a picture has ended once it is told anew: a kill may have been taken back."""
    is_back = before.ended == "canceled" and before.end_number <= media.reinstated > 0
    return "" if is_back else before.ended


def _end(data: MediaEnd, before: Kept, version: int, now: datetime) -> Heard:
    changes: dict[str, object]
    if data.state in ("canceled", "recalled"):
        taken_back = before.media.reinstated if before.media else 0
        is_old = before.ended == data.state and data.number <= before.end_number
        is_back = data.state == "canceled" and data.number <= taken_back
        if before.ended == "recalled" or is_old or is_back:
            return Heard(outcome="repeated", explanation="It had ended before.", at=now)
        changes = {"ended": data.state, "end_number": data.number}
        if data.state == "recalled" and before.media is not None:
            bare = {"says": Caption(), "credentials": None, "perceptual_hash": ""}
            changes["media"] = Media.model_validate({**dict(before.media), **bare})
    elif data.number <= before.stop:
        return Heard(outcome="repeated", explanation="Known, or newer is.", at=now)
    else:
        changes = {"stop": data.number, "stopped": data.state}
    return Heard(
        outcome=data.state,
        explanation=data.reason or f"By {data.by}.",
        at=now,
        kept=Kept.model_validate({**dict(before), **changes}),
        version=version,
    )


def heard_record(event: PictureEvent, heard: Heard) -> TimelineRecord:
    """Write down what became of the picture, under its name."""
    return TimelineRecord(
        article_id=event.data.article_id,
        revision=event.data.revision,
        stage="publish",
        event_id=event.id,
        at=heard.at,
        outcome=heard.outcome,
        state=None,
        reasons=(Reason(rule="picture", explanation=heard.explanation),),
    )


def names_in(event: Event) -> tuple[str, ...]:
    """Give every key that the picture of an event answers to."""
    data = event.data
    return names_of_media(data.source, data.sha256, data.hrefs, data.guids)


def retold(
    publication: Publication, known: Known, now: datetime, *, site_url: str
) -> Release | None:
    """Give a story as it is with the pictures that are there now; None where nothing changes.

    What is live is told as an update of the same revision; what waits or is down changes
    unseen, and goes out as it then is. Nothing goes live, or comes back, by this.
    """
    if publication.is_gone:
        return None
    before = {"live": publication.live, "next": publication.next, "down": publication.down}
    after = {
        name: shown_in(each, known, now, site_url=site_url) if each else None
        for name, each in before.items()
    }
    changed = {name: each for name, each in after.items() if each is not before[name]}
    if not changed:
        return None
    step = publication.step + 1
    outbox, modified_at = publication.outbox, publication.modified_at
    live, shown = changed.get("live"), publication.live
    if live is not None and shown is not None and live.item != shown.item:
        told = Outgoing(
            step=step,
            at=now,
            type=ArticleUpdated.type,
            data=Published(
                article_id=publication.article_id,
                revision=live.revision,
                step=step,
                url=absolute(site_url, live.path),
                previous_revision=live.revision,
                hash=live.hash,
                canonical=live.canonical,
                cluster=live.cluster,
                pictures_taken=_taken(publication.live, known) or None,
            ),
            item=live.item,
            abouts=publication.known_about,
            moves=(Move(revision=live.revision, outcome="updated", state=_state(publication)),),
            by="pictures",
            note="Its pictures changed.",
            correlation_id=live.correlation_id,
            traceparent=live.traceparent,
        )
        outbox, modified_at = (*outbox, told), now
    return Release(
        outcome="released",
        at=now,
        explanation="Its pictures changed.",
        publication=publication.changed(
            **changed, step=step, outbox=outbox, modified_at=modified_at
        ),
    )


def _taken(before: Revision | None, known: Known) -> tuple[str, ...]:
    """Give the pictures that a revision showed and that have ended for good."""
    if before is None:
        return ()
    ended = {each.media.sha256 for each in known.values() if each.ended and each.media}
    return tuple(sorted(ended & {*foci_in(orjson.loads(before.item))}))


def next_picture_change(publication: Publication, now: datetime) -> datetime | None:
    """Give when time alone changes which pictures a story shows, by what it says of them."""
    revisions = (publication.live, publication.next, publication.down)
    moments = [
        moment
        for each in revisions
        if each is not None
        for slot in each.slots
        for moment in (slot.named.embargoed_until, slot.named.expires)
        if moment is not None and moment > now
    ]
    return min(moments, default=None)


def _state(publication: Publication) -> State:
    return publication.state if publication.state in LIVE else State.PUBLISHED
