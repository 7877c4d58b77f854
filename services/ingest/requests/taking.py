"""Taking in what was posted: read, let in or not, and answered once it is durable."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta

import orjson
from fastapi import Request, Response

from services.ingest.formats.parsed import (
    Payload,
    UnknownFormatError,
    UnreadableError,
)
from services.ingest.formats.recognise import NDJSON
from services.ingest.intake.decisions.deliveries import Delivery, Taken
from services.ingest.intake.memory.storage import UnstorableError
from services.ingest.intake.pressure import Pressure
from services.ingest.intake.reception import (
    ItemTooLargeError,
    Read,
    Reception,
    delivery_of,
    new_receipt,
)
from services.ingest.intake.shelf import ContestedError, Shelf
from services.ingest.intake.writer import Writer
from services.ingest.requests.idempotency import AnswerStore, Begin, StoredAnswer
from services.ingest.requests.posted import (
    Posted,
    lines_of,
    read_request,
    too_large,
)
from services.ingest.requests.replies import (
    accepted,
    answer,
    busy,
    line_answer,
    paused,
    refusal_of,
    response,
    status_of,
    unknown_format,
    unreadable,
)
from services.ingest.settings import IngestSettings
from services.ingest.sources.gate import Gate
from shared import clock
from shared.chronicle import Chronicle
from shared.problems import Problem

_LONGEST_KEY = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What answering needs; made once, in `main.build`."""

    settings: IngestSettings
    gate: Gate
    reception: Reception
    writer: Writer
    pressure: Pressure
    shelf: Shelf
    answers: AnswerStore
    chronicle: Chronicle


async def take_request(door: Door, request: Request) -> Response:
    """Answer POST /v1/articles, whatever comes of it."""
    try:
        posted = await read_request(
            request, door.gate, most_bytes=door.settings.max_request_bytes
        )
        key = request.headers.get("idempotency-key")
        answer = (
            await _take(door, posted)
            if key is None
            else await _take_once(door, posted, request, key)
        )
    except Exception as error:  # noqa: BLE001  what is not known is raised again
        answer = refusal_of(error)
    return response(answer)


async def _take_once(door: Door, posted: Posted, request: Request, key: str) -> StoredAnswer:
    """Take a request in under its Idempotency-Key: posted again, it gets the first answer."""
    key = key.strip().strip('"')
    if not 0 < len(key) <= _LONGEST_KEY:
        raise Problem(400, "Idempotency-Key has 1 to 255 characters")
    scope = f"{posted.source.id}\n{request.method}\n{request.url.path}\n{key}"
    scoped = hashlib.sha256(scope.encode(errors="surrogateescape")).hexdigest()
    begun = await door.answers.begin(
        scoped,
        hashlib.sha256(posted.body).hexdigest(),
        now=clock.now(),
        running_for=timedelta(seconds=door.settings.idempotency_running_s),
    )
    if isinstance(begun, StoredAnswer):
        return replace(begun, headers={**begun.headers, "Idempotency-Replayed": "true"})
    if begun is not Begin.NOW and await _says_stop(door, posted):
        # A kill or hold waits for nothing; tried twice at once it is one revision, one event.
        return await _take(door, posted)
    if begun is Begin.WITH_OTHER_PAYLOAD:
        raise Problem(422, "This Idempotency-Key was used with another payload")
    if begun is Begin.STILL_RUNNING:
        raise Problem(
            409,
            "The first request with this Idempotency-Key runs",
            headers={"Retry-After": "1"},
        )
    alive = asyncio.create_task(_keep_alive(door, scoped))
    try:
        answer = await _take(door, posted)
    except BaseException:
        await door.answers.abandon(scoped)
        raise
    finally:
        alive.cancel()
    if answer.status in (200, 202, 422):
        await door.answers.finish(scoped, answer)
    else:
        await door.answers.abandon(scoped)
    return answer


async def _keep_alive(door: Door, scoped: str) -> None:
    """Renew a request's key while it runs: when we die, it is free within seconds."""
    while True:
        await asyncio.sleep(door.settings.idempotency_running_s / 3)
        with contextlib.suppress(Exception):  # the store is away: the next time will do
            await door.answers.renew(scoped, now=clock.now())


async def _says_stop(door: Door, posted: Posted) -> bool:
    """Tell whether there is a kill or a hold in what was posted."""
    contents = [line for _, line in lines_of(posted.body)] if posted.is_lines else [posted.body]
    for content in contents:
        with contextlib.suppress(ValueError):
            read = await read_posted(door, posted, posted.payload(content), "")
            if any(arrival.candidate.status != "usable" for arrival in read.items):
                return True
    return False


async def _take(door: Door, posted: Posted) -> StoredAnswer:
    if posted.is_lines:
        return await _take_lines(door, posted)
    try:
        delivery = await _delivery(door, posted, posted.body)
        taken = await door.writer.take(delivery)
    except (Problem, ContestedError, UnstorableError) as error:
        return refusal_of(error)
    body = accepted(delivery, taken)
    headers = {"Location": f"/v1/receipts/{delivery.receipt}"}
    return answer(status_of(taken), body, {**headers, **door.gate.limit_headers(posted.source)})


async def _take_lines(door: Door, posted: Posted) -> StoredAnswer:
    """Take each line as a delivery of its own: a bad one never fails the others.

    All are read first, so that they wait in the order they came.
    """
    numbered = lines_of(posted.body)
    waiting: list[asyncio.Task[tuple[Taken, ...]] | Exception] = []
    deliveries: list[Delivery | None] = []
    for _, line in numbered:
        try:
            read = await _delivery(door, posted, line)
        except Exception as error:  # noqa: BLE001  told in the line's own answer
            deliveries.append(None)
            waiting.append(error)
        else:
            deliveries.append(read)
            waiting.append(asyncio.create_task(door.writer.take(read)))
    tasks = [each for each in waiting if isinstance(each, asyncio.Task)]
    results = iter(await asyncio.gather(*tasks, return_exceptions=True))
    answers = []
    for (number, _), delivery, outcome in zip(numbered, deliveries, waiting, strict=True):
        result = outcome if isinstance(outcome, Exception) else next(results)
        answers.append(line_answer(number, delivery, result))
    body = b"".join(orjson.dumps(answer) + b"\n" for answer in answers)
    statuses = {answer["status"] for answer in answers}
    status = 202 if 202 in statuses else 200 if 200 in statuses else max(statuses)
    headers = {"Content-Type": NDJSON, **door.gate.limit_headers(posted.source)}
    waits = [answer["retry_after"] for answer in answers if "retry_after" in answer]
    if waits and status not in (200, 202):
        headers["Retry-After"] = str(max(waits))
    return StoredAnswer(status, headers, body)


async def _delivery(door: Door, posted: Posted, content: bytes) -> Delivery:
    """Read a delivery and decide whether it is let in now; kills and holds always are."""
    payload = posted.payload(content)
    receipt = new_receipt(payload.received_at)
    try:
        read = await read_posted(door, posted, payload, receipt)
    except UnknownFormatError as error:
        raise unknown_format(str(error)) from error
    except ItemTooLargeError as error:
        raise too_large(str(error)) from error
    except UnreadableError as error:
        refusal = await door.gate.spend(posted.source)
        if refusal or posted.source.paused:
            raise refusal or paused() from error
        await door.reception.quarantine(
            payload,
            source=posted.source,
            receipt=receipt,
            headers=posted.headers,
            problems=error.problems,
        )
        raise unreadable(receipt, error.problems) from error
    delivery = delivery_of(
        read,
        payload,
        source=posted.source,
        receipt=receipt,
        headers=posted.headers,
        traceparent=posted.traceparent,
    )
    refusal = await door.gate.spend(posted.source)
    if not delivery.must_be_taken:
        if posted.source.paused:
            raise paused()
        if refusal:
            raise refusal
        if door.pressure.reason:
            raise busy(door.pressure.reason)
    return delivery


async def read_posted(door: Door, posted: Posted, payload: Payload, receipt: str) -> Read:
    """Read (a part of) what was posted; raises what `Reception.read` does."""
    if posted.damage is not None:
        raise UnreadableError(posted.damage)
    return await door.reception.read(payload, source=posted.source.id, receipt=receipt)
