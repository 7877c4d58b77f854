"""Every event, in the order a story meets them, and how one is written in a stream; pure.

An event is a CloudEvents 1.0 envelope around `data` of one type. Ids derive from what happened:
`article_id:revision:type` on the way in, `article_id:step` on the way out, so that a repeat is
recognised. Nothing here reads a clock: `time` is that of the document the event tells of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import ValidationError

from shared.articles import Noun
from shared.media import Media, MediaEnd
from shared.payloads import (
    Approved,
    Arranged,
    Enriched,
    KeptOut,
    KnownBy,
    Published,
    Received,
    Revoked,
    SentBack,
    Stopped,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class UnreadableEventError(ValueError):
    """A stream entry that is none of our events; the message says why."""


_Carried = type[Noun]


# --- envelopes ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The envelope; concrete events say their `type`, `stream`, `source` and `data` type."""

    type: ClassVar[str] = ""
    stream: ClassVar[str] = ""
    source: ClassVar[str] = ""
    carries: ClassVar[_Carried] = Noun
    concerns: ClassVar[tuple[str, ...]] = ()
    """The groups that must handle it, where other groups of its stream pass it by."""

    id: str
    subject: str
    time: datetime
    data: Any
    correlation_id: str = ""
    traceparent: str = ""
    written: bytes | None = field(default=None, compare=False, repr=False)
    """`data` as JSON where that is known: as it was read, or as it was passed on."""

    @property
    def key(self) -> str:
        """The revision this is about, as documents are keyed: `article_id:revision`."""
        return f"{self.data.article_id}:{self.data.revision}"

    def to_fields(self) -> dict[str, str | bytes]:
        """Write the event as the flat fields of a stream entry (DESIGN, section 3)."""
        return {**self.fixed_fields(), **self.own_fields()}

    @classmethod
    def fixed_fields(cls) -> dict[str, str]:
        """Give the fields that are the same in every event of the type."""
        return {
            "specversion": "1.0",
            "type": cls.type,
            "source": cls.source,
            "datacontenttype": "application/json",
        }

    def own_fields(self) -> dict[str, str | bytes]:
        """Write the fields that tell the event from others of its type."""
        fields: dict[str, str | bytes] = {
            "id": self.id,
            "subject": self.subject,
            "time": self.time.isoformat(),
        }
        if self.traceparent:
            fields["traceparent"] = self.traceparent
        if self.correlation_id:
            fields["correlationid"] = self.correlation_id
        fields["data"] = self.written or _to_json(self.data)
        return fields


def _to_json(data: Noun, only: set[str] | None = None, *, brief: bool = True) -> bytes:
    serializer = data.__pydantic_serializer__
    return serializer.to_json(data, include=only, by_alias=True, exclude_defaults=brief)


def _passed_on(cause: Event, data: Noun) -> bytes | None:
    """Write `data` as the JSON of what caused it and, behind it, what is new.

    None where the cause's JSON is not known, or any of what it says was changed or left out.
    What is passed on was validated when it was read; writing it anew costs nearly as much. And
    fields of a later version, which we ignore, reach whoever knows them. Should one have the
    name of a new field, the last counts: so each new one is written, also where it has its
    default.
    """
    same, needed, optional = _parts(cause.carries, type(data))
    if cause.written is None or not same:
        return None
    for name in same:
        heard, told = getattr(cause.data, name), getattr(data, name)
        if told is not heard and (isinstance(heard, Noun) or told != heard):
            return None
    objects = [cause.written.strip(), _to_json(data, needed)]
    if optional:
        objects.append(_to_json(data, optional, brief=False))
    return b"{%b}" % b",".join([each[1:-1] for each in objects if each != b"{}"])


@cache
def _parts(heard: _Carried, told: _Carried) -> tuple[tuple[str, ...], set[str], set[str]]:
    """Name the fields both have, and the new ones, without a default and with one.

    Nothing where any of what was heard is missing.
    """
    old, fields = heard.model_fields.keys(), told.model_fields
    if not old < fields.keys():
        return (), set(), set()
    needed = {name for name in fields.keys() - old if fields[name].is_required()}
    return tuple(old), needed, fields.keys() - old - needed


class _Onward(Event):
    """What the events on the way in have in common: an id from what happened."""

    __slots__ = ()

    @classmethod
    def of(cls, data: Any, *, at: datetime, cause: Event | None = None, nth: int = 1) -> Self:
        """Wrap `data`; `nth` tells apart what can happen to one revision more than once."""
        suffix = f":{nth}" if nth > 1 else ""
        return cls(
            id=f"{data.article_id}:{data.revision}:{cls.type}{suffix}",
            subject=data.article_id,
            time=at,
            data=data,
            correlation_id=cause.correlation_id if cause else "",
            traceparent=cause.traceparent if cause else "",
            written=_passed_on(cause, data) if cause else None,
        )


class ArticleReceived(_Onward):
    """Ingest took in a revision that is news."""

    __slots__ = ()
    type = "copydesk.article.received.v1"
    stream = "article.received"
    source = "/ingest"
    carries = Received
    data: Received


class ArticleKeptOut(_Onward):
    """Ingest took in a revision that goes nowhere: enrichment keeps what it is known by."""

    __slots__ = ()
    type = "copydesk.article.kept_out.v1"
    stream = "article.kept_out"
    source = "/ingest"
    carries = KeptOut
    data: KeptOut


class ArticleCanceled(_Onward):
    """A kill, by the wire or a person: everywhere, for ever."""

    __slots__ = ()
    type = "copydesk.article.canceled.v1"
    stream = "article.canceled"
    source = "/ingest"
    carries = Stopped
    data: Stopped


class ArticleWithheld(_Onward):
    """A hold by the wire: down until its next usable revision."""

    __slots__ = ()
    type = "copydesk.article.withheld.v1"
    stream = "article.canceled"
    source = "/ingest"
    carries = Stopped
    data: Stopped


class ArticleRecalled(_Onward):
    """Taken back by a person, for law or rights: bodies are purged everywhere."""

    __slots__ = ()
    type = "copydesk.article.recalled.v1"
    stream = "article.canceled"
    source = "/ingest"
    carries = Stopped
    data: Stopped


class KilledKnown(_Onward):
    """What a killed story is known by, of which moderation may never have had a word."""

    __slots__ = ()
    type = "copydesk.killed.known_by.v1"
    stream = "article.canceled"
    source = "/enrichment"
    carries = KnownBy
    concerns = ("moderation",)
    data: KnownBy


class ArticleEnriched(_Onward):
    """Enrichment worked out what a revision says about itself."""

    __slots__ = ()
    type = "copydesk.article.enriched.v1"
    stream = "article.enriched"
    source = "/enrichment"
    carries = Enriched
    data: Enriched


class ArticleApproved(_Onward):
    """Moderation or a person let a revision pass."""

    __slots__ = ()
    type = "copydesk.article.approved.v1"
    stream = "article.approved"
    source = "/moderation"
    carries = Approved
    data: Approved


class ApprovalRevoked(_Onward):
    """Moderation takes an approval back that has left; the story waits for a person again."""

    __slots__ = ()
    type = "copydesk.approval.revoked.v1"
    stream = "article.canceled"
    source = "/moderation"
    carries = Revoked
    concerns = ("publish",)
    data: Revoked


class ArticleSentBack(_Onward):
    """A person refuses a revision and says why to its wire, which ingest tells if it can."""

    __slots__ = ()
    type = "copydesk.article.sent_back.v1"
    stream = "article.canceled"
    source = "/moderation"
    carries = SentBack
    concerns = ("ingest",)
    data: SentBack


class FrontArranged(_Onward):
    """A person put stories in their places on a front, or took them away from there."""

    __slots__ = ()
    type = "copydesk.front.arranged.v1"
    stream = "article.approved"
    source = "/moderation"
    carries = Arranged
    data: Arranged


class MediaStored(_Onward):
    """A picture's bytes are in the object store, or what is known of it has changed."""

    __slots__ = ()
    type = "copydesk.media.stored.v1"
    stream = "media.stored"
    source = "/ingest"
    carries = Media
    data: Media


class MediaWithdrawn(_Onward):
    """A picture is withheld, held for a person, killed or recalled, in all of its source."""

    __slots__ = ()
    type = "copydesk.media.withdrawn.v1"
    stream = "article.canceled"
    source = "/ingest"
    carries = MediaEnd
    concerns = ("publish",)
    data: MediaEnd


class _Outward(Event):
    """What the events of the published log have in common: `article_id:step`."""

    __slots__ = ()
    stream = "article.published"
    source = "/publish"
    carries = Published
    data: Published

    @classmethod
    def of(
        cls, data: Published, *, at: datetime, correlation_id: str, traceparent: str
    ) -> Self:
        """Wrap one step of an article's public life."""
        return cls(
            id=f"{data.article_id}:{data.step}",
            subject=data.article_id,
            time=at,
            data=data,
            correlation_id=correlation_id,
            traceparent=traceparent,
        )


class ArticlePublished(_Outward):
    """A story went live for the first time, or again after it was down."""

    __slots__ = ()
    type = "copydesk.article.published.v1"


class ArticleUpdated(_Outward):
    """A newer revision took the place of the live one."""

    __slots__ = ()
    type = "copydesk.article.updated.v1"


class ArticleCorrected(_Outward):
    """A newer revision took the place of a wrong one, with a note to readers."""

    __slots__ = ()
    type = "copydesk.article.corrected.v1"


class ArticleKilled(_Outward):
    """The story is gone for ever; sites take down what they hold and say so."""

    __slots__ = ()
    type = "copydesk.article.killed.v1"


class ArticleUnpublished(_Outward):
    """The story is down (a hold, an expiry, a person's act) and may come back."""

    __slots__ = ()
    type = "copydesk.article.unpublished.v1"


EVENTS: tuple[type[Event], ...] = (
    ArticleReceived,
    ArticleKeptOut,
    ArticleCanceled,
    ArticleWithheld,
    ArticleRecalled,
    KilledKnown,
    ArticleEnriched,
    ArticleApproved,
    ApprovalRevoked,
    ArticleSentBack,
    FrontArranged,
    MediaStored,
    MediaWithdrawn,
    ArticlePublished,
    ArticleUpdated,
    ArticleCorrected,
    ArticleKilled,
    ArticleUnpublished,
)
_BY_TYPE = {event.type: event for event in EVENTS}


def event_from_fields(fields: Mapping[bytes, bytes]) -> Event:
    """Read an event from a stream entry; unknown fields are ignored.

    Raises `UnreadableEventError`, naming the field at fault.
    """
    try:
        kind = _BY_TYPE[fields[b"type"].decode()]
        written = fields[b"data"]
        data = kind.carries.__pydantic_validator__.validate_json(written)
        return kind(
            id=fields[b"id"].decode(),
            subject=fields[b"subject"].decode(),
            time=datetime.fromisoformat(fields[b"time"].decode()).astimezone(UTC),
            data=data,
            correlation_id=fields.get(b"correlationid", b"").decode(),
            traceparent=fields.get(b"traceparent", b"").decode(),
            written=written,
        )
    except KeyError as error:
        name = error.args[0]
        what = (
            f"field {name.decode()!r} is missing"
            if isinstance(name, bytes)
            else f"unknown type {name!r}"
        )
        raise UnreadableEventError(what) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = "/".join(str(part) for part in first["loc"])
        message = f"data/{place}: {first['msg']} ({error.error_count()} problems)"
        raise UnreadableEventError(message) from error
    except (ValueError, OverflowError) as error:  # no UTF-8, no time, or one outside our years
        raise UnreadableEventError(f"unreadable attribute: {error}") from error
