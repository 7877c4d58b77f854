"""What intake's calls take and answer, for the OpenAPI description; nothing here runs."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, Field

from services.ingest.formats.recognise import ACCEPTED_MEDIA_TYPES, NDJSON
from shared.lifecycle import State
from shared.openapi import Fault, Responses, problems


class Why(BaseModel):
    """A rule and what it found."""

    rule: str
    explanation: str


class AcceptedItem(BaseModel):
    """What became of one item."""

    article_id: str
    revision: int = Field(ge=0)
    state: State
    reasons: list[Why] | None = None


class Accepted(AcceptedItem):
    """A delivery that is ours now; `items` where there are several."""

    receipt: str
    items: list[AcceptedItem] | None = None
    problems: list[Fault] | None = None


class ReadItem(BaseModel):
    """What we would make of an item: ninjs 3.1, and beside it what that has no place for."""

    article_id: str
    item: dict[str, Any]
    extras: dict[str, Any]
    line: int | None = None


class Validated(BaseModel):
    """A dry run."""

    items: list[ReadItem]
    problems: list[Fault]


class Published(BaseModel):
    """Where and when it went out."""

    url: str | None
    sequence: str | int | None
    at: AwareDatetime


class NamedPicture(BaseModel):
    """What became of a picture that an item names."""

    picture: str
    state: Literal["stored", "refused", "given_up"]
    media: str | None = None
    reason: str | None = None


class ReceiptItem(BaseModel):
    """Where one item of a delivery is now."""

    article_id: str | None
    revision: int | None
    state: State
    verdict: str | None
    reasons: list[dict[str, Any]]
    published: Published | None
    live_revision: int | None = None
    pictures: list[NamedPicture] | None = None


class Receipt(ReceiptItem):
    """Where a delivery is now."""

    receipt: str
    items: list[ReceiptItem] | None = None
    errors: list[Fault] | None = None


class Record(BaseModel):
    """What one stage or person did to a revision."""

    stage: str
    at: AwareDatetime
    outcome: str


class RevisionLife(BaseModel):
    """The records of one revision."""

    revision: int
    state: State | None
    records: list[Record]


class Life(BaseModel):
    """A story's whole life."""

    article_id: str
    state: State | None
    live_revision: int | None = None
    revisions: list[RevisionLife]


class KeyFacts(BaseModel):
    """A live key, told by its end."""

    hint: str
    created_at: AwareDatetime


class SourceAlert(BaseModel):
    """Something about a wire that a person should know.

    It is quiet, numbers are missing, or its webhook was not told what was sent back.
    """

    kind: Literal["quiet", "gap", "webhook"]
    since: AwareDatetime
    reason: str


class PastAlert(SourceAlert):
    """When an alert was opened and closed; `closed_at` is null while it is open."""

    opened_at: AwareDatetime
    closed_at: AwareDatetime | None


class SourceDescription(BaseModel):
    """What we know of a wire and what it sent."""

    source: str
    rights: list[str]
    trust: Literal["low", "normal", "high"]
    canonical: Literal["us", "origin"]
    zone: str | None
    paused: bool
    rate_limit: int | None
    signed: bool
    keys: list[KeyFacts]
    created_at: AwareDatetime
    last_item_at: AwareDatetime | None
    statistics: dict[str, int]
    alerts: list[SourceAlert] | None = None
    alerts_before: list[PastAlert] | None = None
    usual_items_by_hour_of_week: list[float] | None = Field(
        None, description="168 medians of the last six weeks, from Monday 0:00 UTC."
    )


class SourceList(BaseModel):
    """Every wire."""

    sources: list[SourceDescription]


class Poll(BaseModel):
    """How a wire is polled, and how that goes. Its secret is never shown."""

    source: str
    url: str
    kind: Literal["feed", "api", "outbox", "mailbox", "folder", "ftp", "sftp", "bucket"]
    every_s: int
    media_type: str | None
    next_field: str | None
    secret: Literal["set"] | None
    breaker: Literal["closed", "open", "half_open"]
    failures: int = Field(ge=0)
    last_error: str | None
    last_polled_at: AwareDatetime | None
    last_ok_at: AwareDatetime | None
    due_at: AwareDatetime | None
    polled_by: str | None


class NotPolled(BaseModel):
    """A wire is polled no more."""

    source: str
    polled: Literal[False]


class Webhook(BaseModel):
    """Where a wire is told what is sent back to it, and how that goes; no secret but a new one.

    Of the address only the host is shown. `broken`: it is left alone for a while.
    """

    source: str
    url: str
    state: Literal["ok", "failing", "broken"]
    waiting: int = Field(ge=0)
    delivered: int = Field(ge=0)
    given_up: int = Field(ge=0)
    failures: int = Field(ge=0, description="In a row.")
    last_answer: str | None
    last_ok_at: AwareDatetime | None
    due_at: AwareDatetime | None
    webhook_secret: str | None = Field(None, description="A new one, shown this once.")


class NoWebhook(BaseModel):
    """A wire is told nothing more."""

    source: str
    webhook: Literal[False]


class Fetched(BaseModel):
    """One thing that was pulled."""

    media_type: str
    bytes: int


class PollTrial(Validated):
    """What one poll would make."""

    pulled: list[Fetched]


class Paused(BaseModel):
    """Whether a wire is paused."""

    source: str
    paused: bool


class QuarantinedDelivery(BaseModel):
    """A delivery that cannot be read."""

    receipt: str
    source: str
    at: AwareDatetime
    media_type: str
    size: int
    errors: list[Fault]


class Quarantine(BaseModel):
    """What cannot be read, oldest first."""

    quarantined: list[QuarantinedDelivery]


class Replayed(BaseModel):
    """What became of a delivery that was read again."""

    receipt: str
    items: list[AcceptedItem]


# --- the calls -----------------------------------------------------------------------------

_STORY = {
    "uri": "tag:wire.example,2026:4471",
    "version": "1",
    "headline": "Ferries resume after two days",
    "text": "Ferries resumed on Monday, the operator said.",
    "language": "en",
}
_NITF = (
    "<nitf><head><docdata><doc-id id-string='4471'/></docdata></head><body><body.head><hedline>"
    "<hl1>Ferries resume</hl1></hedline></body.head><body.content><p>Ferries resumed.</p>"
    "</body.content></body></nitf>"
)
_FEED = (
    "<rss version='2.0'><channel><title>Wire</title><item><guid>4471</guid>"
    "<title>Ferries resume</title><description>Ferries resumed.</description></item>"
    "</channel></rss>"
)
_EXAMPLES: dict[str, Any] = {
    "application/json": _STORY,
    "application/cloudevents+json": {
        "specversion": "1.0",
        "id": "1",
        "source": "/wire",
        "type": "example.story",
        "datacontenttype": "application/json",
        "data": _STORY,
    },
    "application/feed+json": {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Wire",
        "items": [
            {"id": "4471", "title": "Ferries resume", "content_text": "Ferries resumed."}
        ],
    },
    NDJSON: '{"uri": "urn:x:1", "headline": "One"}\n{"uri": "urn:x:2", "headline": "Two"}\n',
    "application/xml": _NITF,
    "text/xml": _NITF,
    "application/rss+xml": _FEED,
    "message/rfc822": "From: a@wire.example\r\nSubject: Ferries resume\r\n\r\nFerries resumed.",
    "text/html": "<html><body><h1>Ferries resume</h1><p>Ferries resumed.</p></body></html>",
    "text/plain": "Ferries resume\n\nFerries resumed on Monday.",
}


def _content(media_type: str) -> dict[str, Any]:
    is_json = media_type.endswith("json") and media_type != NDJSON
    schema: dict[str, Any] = {"type": ["object", "array"]} if is_json else {}  # any bytes
    example = _EXAMPLES.get(media_type)
    return {"schema": schema} if example is None else {"schema": schema, "example": example}


_NOTE = "Several at once are parted by blanks."
_HEADERS = [
    {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": {"type": "string", **schema},
    }
    for name, description, schema in (
        ("Idempotency-Key", "Sent again with the same, a request gets its first answer.",
         {"minLength": 1, "maxLength": 255}),
        ("Content-Encoding", "gzip, deflate, or nothing.",
         {"enum": ["gzip", "deflate", "identity", ""]}),
        ("webhook-id", "Standard Webhooks, for a source that signs.", {}),
        ("webhook-timestamp", "Seconds since 1970, at most five minutes off.", {}),
        ("webhook-signature", f"v1,<base64>. {_NOTE}", {}),
    )
]  # fmt: skip
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {each: _content(each) for each in ACCEPTED_MEDIA_TYPES},
    },
}
BODY_ONCE = {**_BODY, "parameters": _HEADERS}
BODY_DRY = {
    **_BODY,
    "parameters": [each for each in _HEADERS if each["name"] != "Idempotency-Key"],
}

_TEXT = {"schema": {"type": "string"}}
_LIMITS = {
    "RateLimit": {"description": "What is left of your limit.", **_TEXT},
    "RateLimit-Policy": {"description": "Your limit.", **_TEXT},
}
_LINES = {NDJSON: {"schema": {"type": "string", "description": "An answer for each line."}}}


def _with_lines(responses: Responses) -> Responses:
    """Add that a request of lines, none of which was taken, is answered line by line."""
    return {
        status: {**described, "content": {**described["content"], **_LINES}}
        for status, described in responses.items()
    }


ARTICLES: Responses = {
    202: {
        "description": "It is ours: stored durably, on its way. Of lines, at least one is.",
        "model": Accepted,
        "headers": {
            "Location": {"description": "The receipt; not of lines.", **_TEXT},
            **_LIMITS,
        },
        "content": _LINES,
    },
    200: {
        "description": "We had exactly this already.",
        "model": Accepted,
        "headers": {"Location": {"description": "The receipt; not of lines.", **_TEXT}},
        "content": _LINES,
    },
    **problems(400, 401),
    **_with_lines(problems(403, 409, 413, 415, 422, 429, 503)),
}
VALIDATE: Responses = {
    200: {"description": "What we would make of it.", "model": Validated},
    **problems(401, 413, 415, 422, 503),
}
