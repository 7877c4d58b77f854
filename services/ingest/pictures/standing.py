"""Pure: what is kept of one picture of one source, and how that changes.

Two kinds of items speak of a picture: its own (class picture), and stories it goes with. Its
own item says what it is and whether it may be shown; a story may only end it, or say an embargo
where no item of its own says otherwise. What the file says fills what nobody said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal, TypeVar

from services.ingest.pictures.facts import HASHED_AS, PictureFacts
from shared.articles import Noun
from shared.events import Event, MediaStored, MediaWithdrawn
from shared.media import Caption, FocalPoint, Media, MediaEnd
from shared.ninjs import Moment, PubStatus

Ended = Literal["withheld", "canceled", "recalled"]
_MOST_NAMES = 200
_MOST_STORIES = 1000


_AnyNoun = TypeVar("_AnyNoun", bound=Noun)


def changed(noun: _AnyNoun, changes: Mapping[str, object]) -> _AnyNoun:
    """Give a noun with other values in some of its fields, checked like all values."""
    return type(noun)(**{**dict(noun), **changes})


class Statement(Noun):
    """What one revision of an item says of a picture. `is_own`: the item is the picture."""

    article_id: str
    revision: int
    is_own: bool = False
    says: Caption = Caption()
    focal_point: FocalPoint | None = None
    pub_status: PubStatus = "usable"
    embargoed_until: Moment | None = None
    expires: Moment | None = None
    at: Moment

    def outweighs(self, other: Statement | None) -> bool:
        """Tell whether this counts where another has been heard."""
        if other is None or self.is_own != other.is_own:
            return other is None or self.is_own
        if self.article_id == other.article_id:
            return self.revision >= other.revision
        return self.at >= other.at


class KeptPicture(Noun):
    """One picture of a source, as it is kept.

    `media` is what was told last; `file` what stands in the file; `statement` what counts of
    what items say; `articles` which items name it. `ended` says that it may not be shown, and
    only what ended it lets it come back: a withheld one its item's `usable`.
    """

    media: Media
    file: Caption
    file_focus: FocalPoint | None = None
    statement: Statement | None = None
    articles: tuple[str, ...] = ()
    ended: Ended | None = None
    reason: str = ""
    by: str = "wire"
    has_bytes: bool = True
    released: bool = False
    """A person has said that it may be shown though another source withdrew the same bytes."""
    reinstated_at: Moment | None = None
    """When a person took its kill back: what was said against it before counts no more."""
    hashed_as: int = 1

    @property
    def key(self) -> str:
        """Give the document's key."""
        return self.media.article_id

    @property
    def is_live(self) -> bool:
        """Tell whether its bytes are still for anything."""
        return self.ended not in ("canceled", "recalled")


def first_kept(
    facts: PictureFacts, *, source: str, sha256: str, size: int, rights: tuple[str, ...],
    at: datetime,
) -> KeptPicture:  # fmt: skip
    """Give what is kept of a picture whose bytes are in the store now."""
    media = Media(
        source=source,
        sha256=sha256,
        number=1,
        media_type=facts.media_type,
        width=facts.width,
        height=facts.height,
        size_in_bytes=size,
        frames=facts.frames,
        guids=(facts.guid,) if facts.guid else (),
        says=facts.says,
        focal_point=facts.focal_point,
        perceptual_hash=facts.perceptual_hash,
        has_c2pa=facts.has_c2pa,
        credentials=facts.credentials,
        rights=rights,
        at=at,
    )
    return KeptPicture(
        media=media, file=facts.says, file_focus=facts.focal_point, hashed_as=HASHED_AS
    )


def heard(
    kept: KeptPicture,
    statements: Iterable[Statement],
    *,
    hrefs: Iterable[str] = (),
    guids: Iterable[str] = (),
) -> KeptPicture:
    """Give what is kept once items have spoken of it; the same where that changes nothing."""
    media = kept.media
    statement, articles = kept.statement, dict.fromkeys(kept.articles)
    ended, reason, by = kept.ended, kept.reason, kept.by
    for each in statements:
        articles[each.article_id] = None
        counts = each.outweighs(statement)
        if each.pub_status == "canceled" and not is_settled(kept, each.at):
            ended, reason, by = _worst(ended, "canceled"), "its wire withdraws it", "wire"
        elif counts and each.pub_status == "withheld":
            ended, reason, by = _worst(ended, "withheld"), "its wire withholds it", "wire"
        elif counts and each.is_own and ended == "withheld":
            ended, reason = None, ""
        if counts:
            statement = each
    own = statement if statement is not None and statement.is_own else None
    told = media.model_copy(
        update={
            "hrefs": _joined(media.hrefs, hrefs),
            "guids": _joined(media.guids, guids),
            "says": own.says.or_else(kept.file) if own else kept.file,
            "focal_point": (own.focal_point if own else None) or kept.file_focus,
            "embargoed_until": statement.embargoed_until if statement else None,
            "expires": statement.expires if statement else None,
        }
    )
    return kept.model_copy(
        update={
            "media": told,
            "statement": statement,
            "articles": tuple(articles)[-_MOST_STORIES:],
            "ended": ended,
            "reason": reason,
            "by": by,
        }
    )


def end(kept: KeptPicture, how: Ended, *, reason: str, by: str) -> KeptPicture:
    """End a picture; what ended it more gravely stays."""
    if _worst(kept.ended, how) == kept.ended:
        return kept
    return changed(kept, {"ended": how, "reason": reason, "by": by})


def is_settled(kept: KeptPicture, at: datetime) -> bool:
    """Tell whether a person has taken back a kill that was said at a time."""
    return kept.reinstated_at is not None and at <= kept.reinstated_at


def reinstate(kept: KeptPicture, at: datetime) -> KeptPicture:
    """Show again what was killed by mistake; what was recalled, or has no bytes, stays so."""
    if kept.ended != "canceled" or not kept.has_bytes:
        return kept
    media = changed(kept.media, {"reinstated": kept.media.number})
    lives = {"ended": None, "reason": "", "by": "wire", "reinstated_at": at, "media": media}
    return changed(kept, lives)


def resume(kept: KeptPicture) -> KeptPicture:
    """Show again what was withheld."""
    if kept.ended != "withheld":
        return kept
    return changed(kept, {"ended": None, "reason": "", "by": "wire"})


def returned(kept: KeptPicture, anew: KeptPicture) -> KeptPicture:
    """Give what is kept of a picture whose bytes were read anew; a kill still stands."""
    if kept.has_bytes or not kept.is_live:
        return kept
    facts = {
        name: getattr(anew.media, name)
        for name in ("says", "focal_point", "perceptual_hash", "has_c2pa", "credentials")
    }
    there = changed(
        kept,
        {
            "media": changed(kept.media, facts),
            "file": anew.file,
            "has_bytes": True,
            "hashed_as": anew.hashed_as,
        },
    )
    return resume(there) if kept.by == COLLECTOR else there


def hashed(kept: KeptPicture, perceptual_hash: str) -> KeptPicture:
    """Give a picture with its hash as it is made now; empty where it cannot be made."""
    media = changed(
        kept.media, {"perceptual_hash": perceptual_hash or kept.media.perceptual_hash}
    )
    return changed(kept, {"media": media, "hashed_as": HASHED_AS})


COLLECTOR = "copydesk"
"""Who withholds what nothing names: it is shown again when something does."""


def hold(kept: KeptPicture, reason: str) -> KeptPicture:
    """Hold a picture for a person, because another source withdrew the same bytes."""
    if kept.released or kept.media.held or not kept.is_live:
        return kept
    return changed(kept, {"media": changed(kept.media, {"held": reason})})


def unhold(kept: KeptPicture, reason: str) -> KeptPicture:
    """Hold a picture no more: nobody withdraws the same bytes any more."""
    if kept.media.held != reason:
        return kept
    return changed(kept, {"media": changed(kept.media, {"held": None})})


def release(kept: KeptPicture) -> KeptPicture:
    """Let a held picture be shown: a person has looked."""
    media = changed(kept.media, {"held": None})
    return changed(kept, {"media": media, "released": True})


def renumbered(before: KeptPicture | None, after: KeptPicture, at: datetime) -> KeptPicture:
    """Give what is to be told its number: one more than what was told before."""
    if before is None:
        return after
    if _told(before) == _told(after):
        return after
    media = changed(after.media, {"number": before.media.number + 1, "at": at})
    return changed(after, {"media": media})


def _told(kept: KeptPicture) -> tuple[object, ...]:
    return (kept.media, kept.ended)


def event_of(kept: KeptPicture) -> Event:
    """Tell the others how a picture stands; the same event at every repeat."""
    media = kept.media
    if kept.ended is None and media.held is None:
        return MediaStored.of(media, at=media.at)
    ended = MediaEnd(
        source=media.source,
        sha256=media.sha256,
        number=media.number,
        state=kept.ended or "held",
        hrefs=media.hrefs,
        guids=media.guids,
        reason=kept.reason if kept.ended else media.held or "",
        by=kept.by,
        at=media.at,
    )
    return MediaWithdrawn.of(ended, at=media.at)


_GRAVITY = (None, "withheld", "canceled", "recalled")


def _worst(one: Ended | None, other: Ended | None) -> Ended | None:
    """Give the graver of two ends."""
    return max(one, other, key=_GRAVITY.index)


def _joined(known: tuple[str, ...], new: Iterable[str]) -> tuple[str, ...]:
    """Keep the newest names: addresses that carry a session are new at each revision."""
    fresh = [each for each in dict.fromkeys(new) if each not in known]
    return (*known, *fresh)[-_MOST_NAMES:] if fresh else known
