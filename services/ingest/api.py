"""Where wires push articles and ask what became of them."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import Any

import orjson
from fastapi import APIRouter, Depends, Request, Response
from fastapi.security import APIKeyHeader, HTTPBearer
from starlette.requests import ClientDisconnect

from services.ingest import described
from services.ingest.batch import Delivery, Taken
from services.ingest.bodies import ENCODINGS, BadEncodingError, Inflating, TooLargeError
from services.ingest.deliveries import RawItem
from services.ingest.embedded import with_embedded
from services.ingest.formats import ACCEPTED_MEDIA_TYPES, NDJSON
from services.ingest.gate import Gate
from services.ingest.intake import ContestedError, Intake
from services.ingest.json_document import split_ndjson
from services.ingest.keys import Source
from services.ingest.parsed import ParsedItem, Payload, UnknownFormatError, UnreadableError
from services.ingest.parsed import Problem as Fault
from services.ingest.pressure import RETRY_AFTER_S, Pressure
from services.ingest.reception import (
    ItemTooLargeError,
    Read,
    Reception,
    delivery_of,
    new_receipt,
)
from services.ingest.settings import IngestSettings
from services.ingest.storage import (
    AnswerStore,
    Begin,
    IngestStore,
    StoredAnswer,
    UnstorableError,
)
from services.ingest.whereabouts import life, whereabouts
from shared import clock, streams
from shared import database as mongo
from shared.chronicle import Chronicle
from shared.openapi import problems
from shared.problems import Problem, ended_early
from shared.tracing import traceparent

ACCEPTED = ", ".join(ACCEPTED_MEDIA_TYPES)
LINES = frozenset(
    {NDJSON, "application/ndjson", "application/jsonl", "application/x-jsonlines"}
)
KEPT_HEADERS = ("content-type", "content-encoding", "content-location", "user-agent", "date")
LONGEST_KEY = 255
MOST_LINES = 10_000
"""Of one request. Each is a delivery of its own, with a receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What answering needs; made once, in `main.build`."""

    settings: IngestSettings
    gate: Gate
    reception: Reception
    intake: Intake
    pressure: Pressure
    store: IngestStore
    answers: AnswerStore
    chronicle: Chronicle


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request that came from a wire, its body whole."""

    source: Source
    body: bytes
    damage: Fault | None
    """Why the body is still compressed: it is not what its Content-Encoding says."""
    media_type: str
    charset: str | None
    url: str | None
    headers: Mapping[str, str]
    traceparent: str

    @property
    def is_lines(self) -> bool:
        """Tell whether each line is an item of its own."""
        return self.media_type in LINES and self.damage is None

    def payload(self, content: bytes) -> Payload:
        """Make a payload of (a part of) the body."""
        return Payload(
            content=content,
            media_type="application/json" if self.media_type in LINES else self.media_type,
            charset=self.charset,
            url=self.url,
            received_at=clock.now(),
        )


def routes(desk: Desk) -> APIRouter:
    """Give the calls that wires make."""
    said = (
        HTTPBearer(scheme_name="source", description="A source's key.", auto_error=False),
        APIKeyHeader(name="X-API-Key", scheme_name="source_header", auto_error=False),
    )
    # They only describe; the gate, which compares in constant time, lets in.
    router = APIRouter(
        prefix="/v1", tags=["intake"], dependencies=[Depends(scheme) for scheme in said]
    )
    reading = problems(401, 404, 503)

    @router.post(
        "/articles",
        status_code=202,
        response_class=Response,
        openapi_extra=described.BODY_ONCE,
        responses=described.ARTICLES,
    )
    async def post_articles(request: Request) -> Response:
        """Take in one item, or many as application/x-ndjson; answered once it is durable."""
        return await take_request(desk, request)

    @router.post("/validate", openapi_extra=described.BODY_DRY, responses=described.VALIDATE)
    async def post_validate(request: Request) -> Response:
        """Tell what we would make of it, and every problem with its place. Keeps nothing."""
        return _response(await _validate(desk, await _sent(desk, request)))

    @router.get("/receipts/{receipt}", responses={200: {"model": described.Receipt}, **reading})
    async def get_receipt(receipt: str, request: Request) -> dict[str, Any]:
        """Tell where a delivery is now."""
        reader = await desk.gate.reader(request)
        delivery = await desk.store.delivery(receipt)
        if delivery is None or (reader is not None and reader.id != delivery.source):
            raise Problem(404, "No such receipt")
        return await _receipt(desk, delivery)

    @router.get("/articles/{article_id}", responses={200: {"model": described.Life}, **reading})
    async def get_article(article_id: str, request: Request) -> dict[str, Any]:
        """Tell a story's whole life, over all stages."""
        reader = await desk.gate.reader(request)
        source = await desk.store.source_of(article_id)
        if source is None or (reader is not None and reader.id != source):
            raise Problem(404, "No such article")
        return life(article_id, await desk.chronicle.of(article_id))

    return router


async def take_request(desk: Desk, request: Request) -> Response:
    """Answer POST /v1/articles, whatever comes of it."""
    try:
        sent = await _sent(desk, request)
        key = request.headers.get("idempotency-key")
        answer = (
            await _take(desk, sent)
            if key is None
            else await _take_once(desk, sent, request, key)
        )
    except Exception as error:  # noqa: BLE001  what is not known is raised again
        answer = _refusal(error)
    return _response(answer)


# --- requests ----------------------------------------------------------------------------


async def _sent(desk: Desk, request: Request) -> Sent:
    source = await desk.gate.source(request)
    headers = dict(reversed(request.headers.items()))  # of one sent twice, the first
    body, damage = await _body(request, desk.settings.max_request_bytes)
    desk.gate.check_signature(source, request, body)
    media_type, charset = _media_type(headers.get("content-type", ""))
    return Sent(
        source=source,
        body=body,
        damage=damage,
        media_type=media_type,
        charset=charset,
        url=headers.get("content-location"),
        headers={name: headers[name][:500] for name in KEPT_HEADERS if name in headers},
        traceparent=traceparent(headers.get("traceparent")),
    )


async def _body(request: Request, most: int) -> tuple[bytes, Fault | None]:
    """Read the body and inflate it; give it as it came, and why, where that cannot be done."""
    encoding = request.headers.get("content-encoding", "").strip().lower()
    if encoding not in ENCODINGS:
        raise Problem(
            415,
            "This Content-Encoding is not read here",
            f"Send {encoding!r} as gzip, deflate or plain.",
            headers={"Accept-Encoding": "gzip, deflate", "Accept-Post": ACCEPTED},
        )
    length = request.headers.get("content-length", "")
    try:
        if length.isdigit() and int(length) > most:
            raise TooLargeError(f"the request has more than {most} bytes")  # noqa: TRY301  answered below
        inflating = Inflating(encoding, most=most)
        chunks = request.stream()
        try:
            async for chunk in chunks:
                inflating.add(chunk)
            return inflating.whole(), None
        except BadEncodingError as error:
            as_it_came = Inflating("", most=most)
            as_it_came.add(inflating.as_received())
            async for chunk in chunks:
                as_it_came.add(chunk)
            return as_it_came.whole(), Fault(
                detail=f"the body is no {encoding}: {error}",
                fix="compress the whole body once, or leave Content-Encoding out",
                line=1,
                fatal=True,
            )
    except TooLargeError as error:
        raise _too_large(str(error)) from error


def _media_type(content_type: str) -> tuple[str, str | None]:
    media_type, *parameters = content_type.split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return media_type.strip().lower(), value.strip(" \"'").lower() or None
    return media_type.strip().lower(), None


def _lines_of(body: bytes) -> list[tuple[int, bytes]]:
    """Give the lines with their numbers; a million of them are cut off before any is read."""
    numbered = list(islice(split_ndjson(body), MOST_LINES + 1))
    if len(numbered) > MOST_LINES:
        raise _too_large(f"there are more than {MOST_LINES} lines")
    if not numbered:
        fault = Fault(detail="there are no lines", fix="send one JSON object a line", line=1)
        raise Problem(422, "Nothing to take", errors=[fault.to_json()])
    return numbered


def _too_large(detail: str) -> Problem:
    return Problem(413, "Too large", detail[:1].upper() + detail[1:] + ".")


# --- taking in ---------------------------------------------------------------------------


async def _take_once(desk: Desk, sent: Sent, request: Request, key: str) -> StoredAnswer:
    """Take a request in under its Idempotency-Key: sent again, it gets the first answer."""
    key = key.strip().strip('"')
    if not 0 < len(key) <= LONGEST_KEY:
        raise Problem(400, "Idempotency-Key has 1 to 255 characters")
    scope = f"{sent.source.id}\n{request.method}\n{request.url.path}\n{key}"
    scoped = hashlib.sha256(scope.encode(errors="surrogateescape")).hexdigest()
    begun = await desk.answers.begin(
        scoped,
        hashlib.sha256(sent.body).hexdigest(),
        now=clock.now(),
        running_for=timedelta(seconds=desk.settings.idempotency_running_s),
    )
    if isinstance(begun, StoredAnswer):
        return replace(begun, headers={**begun.headers, "Idempotency-Replayed": "true"})
    if begun is Begin.WITH_OTHER_PAYLOAD:
        raise Problem(422, "This Idempotency-Key was used with another payload")
    if begun is Begin.STILL_RUNNING:
        raise Problem(
            409,
            "The first request with this Idempotency-Key runs",
            headers={"Retry-After": "1"},
        )
    try:
        answer = await _take(desk, sent)
    except BaseException:
        await desk.answers.abandon(scoped)
        raise
    if answer.status in (200, 202, 422):
        await desk.answers.finish(scoped, answer)
    else:
        await desk.answers.abandon(scoped)
    return answer


async def _take(desk: Desk, sent: Sent) -> StoredAnswer:
    if sent.is_lines:
        return await _take_lines(desk, sent)
    try:
        delivery = await _delivery(desk, sent, sent.body)
        taken = await desk.intake.take(delivery)
    except (Problem, ContestedError, UnstorableError) as error:
        return _refusal(error)
    body = _accepted(delivery, taken)
    headers = {"Location": f"/v1/receipts/{delivery.receipt}"}
    return _answer(_status(taken), body, {**headers, **desk.gate.limit_headers(sent.source)})


async def _take_lines(desk: Desk, sent: Sent) -> StoredAnswer:
    """Take each line as a delivery of its own: a bad one never fails the others.

    All are read first, so that they wait in the order they came.
    """
    numbered = _lines_of(sent.body)
    waiting: list[asyncio.Task[tuple[Taken, ...]] | Exception] = []
    deliveries: list[Delivery | None] = []
    for _, line in numbered:
        try:
            read = await _delivery(desk, sent, line)
        except Exception as error:  # noqa: BLE001  told in the line's own answer
            deliveries.append(None)
            waiting.append(error)
        else:
            deliveries.append(read)
            waiting.append(asyncio.create_task(desk.intake.take(read)))
    tasks = [each for each in waiting if isinstance(each, asyncio.Task)]
    results = iter(await asyncio.gather(*tasks, return_exceptions=True))
    answers = []
    for (number, _), delivery, outcome in zip(numbered, deliveries, waiting, strict=True):
        result = outcome if isinstance(outcome, Exception) else next(results)
        answers.append(_line(number, delivery, result))
    body = b"".join(orjson.dumps(answer) + b"\n" for answer in answers)
    statuses = {answer["status"] for answer in answers}
    status = 202 if 202 in statuses else 200 if 200 in statuses else max(statuses)
    headers = {"Content-Type": NDJSON, **desk.gate.limit_headers(sent.source)}
    waits = [answer["retry_after"] for answer in answers if "retry_after" in answer]
    if waits and status not in (200, 202):
        headers["Retry-After"] = str(max(waits))
    return StoredAnswer(status, headers, body)


def _line(
    number: int, delivery: Delivery | None, result: tuple[Taken, ...] | BaseException
) -> dict[str, Any]:
    if delivery is not None and not isinstance(result, BaseException):
        return {"line": number, "status": _status(result), **_accepted(delivery, result)}
    if not isinstance(result, Exception):
        raise TypeError(result)
    refusal = _refusal(result)
    wait = refusal.headers.get("Retry-After")
    return {
        "line": number,
        **orjson.loads(refusal.body),
        "status": refusal.status,
        **({"retry_after": int(wait)} if wait else {}),
    }


async def _delivery(desk: Desk, sent: Sent, content: bytes) -> Delivery:
    """Read a delivery and decide whether it is let in now; kills and holds always are."""
    payload = sent.payload(content)
    receipt = new_receipt(payload.received_at)
    try:
        read = await _read(desk, sent, payload, receipt)
    except UnknownFormatError as error:
        raise _unknown_format(str(error)) from error
    except ItemTooLargeError as error:
        raise _too_large(str(error)) from error
    except UnreadableError as error:
        refusal = desk.gate.spend(sent.source)
        if refusal or sent.source.paused:
            raise refusal or _paused() from error
        await desk.reception.quarantine(
            payload,
            source=sent.source,
            receipt=receipt,
            headers=sent.headers,
            problems=error.problems,
        )
        raise _unreadable(receipt, error.problems) from error
    delivery = delivery_of(
        read,
        payload,
        source=sent.source,
        receipt=receipt,
        headers=sent.headers,
        traceparent=sent.traceparent,
    )
    refusal = desk.gate.spend(sent.source)
    if not delivery.must_be_taken:
        if sent.source.paused:
            raise _paused()
        if refusal:
            raise refusal
        if desk.pressure.reason:
            raise _busy(desk.pressure.reason)
    return delivery


async def _read(desk: Desk, sent: Sent, payload: Payload, receipt: str) -> Read:
    if sent.damage is not None:
        raise UnreadableError(sent.damage)
    return await desk.reception.read(payload, source=sent.source.id, receipt=receipt)


def _unknown_format(detail: str) -> Problem:
    return Problem(
        415, "This media type is not read here", detail, headers={"Accept-Post": ACCEPTED}
    )


def _unreadable(receipt: str, problems: Sequence[Fault]) -> Problem:
    return Problem(
        422,
        "This cannot be read",
        "It is kept under the receipt and can be read again once we know how.",
        errors=[problem.to_json() for problem in problems],
        headers={"Location": f"/v1/receipts/{receipt}"},
        receipt=receipt,
        state="quarantined",
    )


def _paused() -> Problem:
    return Problem(403, "This source is paused", "Ask the operator. Kills and holds are taken.")


def _busy(reason: str) -> Problem:
    return Problem(
        503,
        "The newsroom is behind",
        f"{reason}. Kills and holds are taken; send the rest again later.",
        headers={"Retry-After": str(RETRY_AFTER_S)},
    )


def _refusal(error: Exception) -> StoredAnswer:
    """Answer what was not taken; what is nobody's known fault goes on as it is."""
    if isinstance(error, ContestedError):
        error = Problem(
            503, "Others wrote this story at the same time", headers={"Retry-After": "1"}
        )
    elif isinstance(error, UnstorableError):
        fault = Fault(detail=str(error), fix="leave out what is named", pointer="")
        error = Problem(422, "This cannot be stored", errors=[fault.to_json()])
    elif mongo.is_away(error) or streams.is_away(error):
        error = Problem(503, "A store is away", headers={"Retry-After": str(RETRY_AFTER_S)})
    elif isinstance(error, ClientDisconnect):
        error = ended_early()
    if not isinstance(error, Problem):
        raise error
    headers = {**error.headers, "Content-Type": "application/problem+json"}
    return StoredAnswer(error.status, headers, orjson.dumps(error.to_json()))


# --- answers -----------------------------------------------------------------------------


def _status(taken: Sequence[Taken]) -> int:
    return 200 if all(each.outcome.outcome == "repeated" for each in taken) else 202


def _accepted(delivery: Delivery, taken: Sequence[Taken]) -> dict[str, Any]:
    items = [_item(each) for each in taken]
    body: dict[str, Any] = {"receipt": delivery.receipt, **items[0]}
    if len(items) > 1:
        body["items"] = items
    if delivery.problems:
        body["problems"] = [problem.to_json() for problem in delivery.problems]
    return body


def _item(taken: Taken) -> dict[str, Any]:
    outcome = taken.outcome
    item: dict[str, Any] = {
        "article_id": outcome.article_id,
        "revision": outcome.revision,
        "state": outcome.state,
    }
    if taken.reasons:
        item["reasons"] = [
            {"rule": reason.rule, "explanation": reason.explanation} for reason in taken.reasons
        ]
    return item


def _answer(status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> StoredAnswer:
    return StoredAnswer(
        status, {**headers, "Content-Type": "application/json"}, orjson.dumps(body)
    )


def _response(answer: StoredAnswer) -> Response:
    return Response(answer.body, status_code=answer.status, headers=answer.headers)


async def _receipt(desk: Desk, delivery: RawItem) -> dict[str, Any]:
    if not delivery.outcomes:
        return {
            "receipt": delivery.receipt,
            "article_id": None,
            "revision": None,
            "state": "quarantined",
            "verdict": None,
            "reasons": [
                {"rule": "unreadable", "severity": "block", "explanation": problem.detail}
                for problem in delivery.problems
            ],
            "published": None,
            "errors": [problem.to_json() for problem in delivery.problems],
        }
    lives = {
        id_: await desk.chronicle.of(id_)
        for id_ in {outcome.article_id for outcome in delivery.outcomes}
    }
    items = []
    for outcome in delivery.outcomes:
        where = whereabouts(lives[outcome.article_id], outcome.revision)
        where["state"] = where["state"] or outcome.state
        items.append({"article_id": outcome.article_id, "revision": outcome.revision, **where})
    body = {"receipt": delivery.receipt, **items[0]}
    return {**body, "items": items} if len(items) > 1 else body


# --- the dry run -------------------------------------------------------------------------


async def _validate(desk: Desk, sent: Sent) -> StoredAnswer:
    parts: list[tuple[int | None, bytes]] = [(None, sent.body)]
    if sent.is_lines:
        try:
            parts = [*_lines_of(sent.body)]
        except Problem as error:
            return _refusal(error)
    items: list[dict[str, Any]] = []
    problems: list[dict[str, Any]] = []
    for line, content in parts:
        place = {} if line is None else {"line": line}
        payload = sent.payload(content)
        try:
            read = await _read(desk, sent, payload, "")
        except UnknownFormatError as error:
            return _refusal(_unknown_format(str(error)))
        except ItemTooLargeError as error:
            return _refusal(_too_large(str(error)))
        except UnreadableError as error:
            problems += [{**problem.to_json(), **place} for problem in error.problems]
            continue
        problems += [{**problem.to_json(), **place} for problem in read.problems]
        items += [
            {
                "article_id": arrived.article_id,
                "item": parsed.item.to_ninjs(),
                "extras": parsed.extras.to_json(),
                **place,
            }
            for arrived in read.items
            for parsed in with_embedded(ParsedItem(arrived.item, arrived.extras))
        ]
    if items:
        return _answer(200, {"items": items, "problems": problems}, {})
    refusal = Problem(
        422, "This cannot be read", errors=problems, items=items, problems=problems
    )
    return _refusal(refusal)
