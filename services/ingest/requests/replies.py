"""What a request is answered: what was taken, what was refused and why, where a delivery is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from fastapi import Response
from starlette.requests import ClientDisconnect

from services.ingest.formats.parsed import Problem as Fault
from services.ingest.intake.decisions.deliveries import Delivery, RawItem, Taken
from services.ingest.intake.memory.storage import UnstorableError
from services.ingest.intake.pressure import RETRY_AFTER_S
from services.ingest.intake.shelf import ContestedError
from services.ingest.requests.idempotency import StoredAnswer
from services.ingest.requests.posted import (
    ACCEPTED,
)
from services.ingest.requests.whereabouts import View, whereabouts
from shared import database as mongo
from shared import streams
from shared.chronicle import Chronicle
from shared.problems import Problem, ended_early


def unknown_format(detail: str) -> Problem:
    """Say what is read here instead."""
    return Problem(
        415, "This media type is not read here", detail, headers={"Accept-Post": ACCEPTED}
    )


def unreadable(receipt: str, problems: Sequence[Fault]) -> Problem:
    """Say what is wrong, and that it is kept all the same."""
    return Problem(
        422,
        "This cannot be read",
        "It is kept under the receipt and can be read again once we know how.",
        errors=[problem.to_json() for problem in problems],
        headers={"Location": f"/v1/receipts/{receipt}"},
        receipt=receipt,
        state="quarantined",
    )


def paused() -> Problem:
    """Say that nothing more is taken from this source."""
    return Problem(403, "This source is paused", "Ask the operator. Kills and holds are taken.")


def busy(reason: str) -> Problem:
    """Say why nothing is taken now, and when to try again."""
    return Problem(
        503,
        "The newsroom is behind",
        f"{reason}. Kills and holds are taken; send the rest again later.",
        headers={"Retry-After": str(RETRY_AFTER_S)},
    )


def refusal_of(error: Exception) -> StoredAnswer:
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


def status_of(taken: Sequence[Taken]) -> int:
    """Give the status: 200 where all of it repeats what we have."""
    return 200 if all(each.standing.outcome == "repeated" for each in taken) else 202


def accepted(delivery: Delivery, taken: Sequence[Taken]) -> dict[str, Any]:
    """Write what became of each item of a delivery."""
    items = [_item(each) for each in taken]
    body: dict[str, Any] = {"receipt": delivery.receipt, **items[0]}
    if len(items) > 1:
        body["items"] = items
    if delivery.problems:
        body["problems"] = [problem.to_json() for problem in delivery.problems]
    return body


def _item(taken: Taken) -> dict[str, Any]:
    outcome = taken.standing
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


def line_answer(
    number: int, delivery: Delivery | None, result: tuple[Taken, ...] | BaseException
) -> dict[str, Any]:
    """Write what became of one line."""
    if delivery is not None and not isinstance(result, BaseException):
        return {"line": number, "status": status_of(result), **accepted(delivery, result)}
    if not isinstance(result, Exception):
        raise TypeError(result)
    refusal = refusal_of(result)
    wait = refusal.headers.get("Retry-After")
    return {
        "line": number,
        **orjson.loads(refusal.body),
        "status": refusal.status,
        **({"retry_after": int(wait)} if wait else {}),
    }


def answer(status: int, body: Mapping[str, Any], headers: Mapping[str, str]) -> StoredAnswer:
    """Make an answer of a JSON body."""
    return StoredAnswer(
        status, {**headers, "Content-Type": "application/json"}, orjson.dumps(body)
    )


def response(answer: StoredAnswer) -> Response:
    """Send an answer as it was given."""
    return Response(answer.body, status_code=answer.status, headers=answer.headers)


async def receipt_body(chronicle: Chronicle, delivery: RawItem, view: View) -> dict[str, Any]:
    """Write where each item of a delivery is now."""
    if not delivery.standings:
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
        id_: await chronicle.of(id_)
        for id_ in {outcome.article_id for outcome in delivery.standings}
    }
    items = []
    for outcome in delivery.standings:
        where = whereabouts(lives[outcome.article_id], outcome.revision, view)
        where["state"] = where["state"] or outcome.state
        items.append({"article_id": outcome.article_id, "revision": outcome.revision, **where})
    body = {"receipt": delivery.receipt, **items[0]}
    return {**body, "items": items} if len(items) > 1 else body
