"""Edge: the policy's routes: tried on what was judged, put in force, and how its rules do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Query, Request

from services.moderation.cases import Case
from services.moderation.policies.activation import Activation
from services.moderation.policies.admission import PolicyKeepers
from services.moderation.policies.agreement import agreement
from services.moderation.policies.in_force import PolicyInForce
from services.moderation.policies.storage import PolicyStore
from services.moderation.policy import Policy, PolicyError, read_policy
from services.moderation.rules import RULE_NAMES
from services.moderation.shadow import shadow
from shared import clock
from shared.problems import Problem

_LARGEST_POLICY_BYTES = 1_000_000
_LONGEST_NOTE = 4000
_MOST_DECIDED = 20_000


class _Record(Protocol):
    """Puts something on the audit's record."""

    async def __call__(
        self, what: str, *, by: str, about: str, at: datetime, note: str = ""
    ) -> None:
        """Put it there."""


_DecidedSince = Callable[[datetime, int], Awaitable[list[Case]]]


def policies_api(
    store: PolicyStore,
    in_force: PolicyInForce,
    decided_since: _DecidedSince,
    *,
    admits: PolicyKeepers,
    record: _Record | None = None,
) -> APIRouter:
    """Give the routes about the policy; `record` is told of every change, for the audit."""
    admitted = Depends(admits)  # a default: no annotation could name what is local here
    router = APIRouter(prefix="/v1/policy", tags=["policy"], dependencies=[admitted])

    @router.get("")
    async def policy(limit: Annotated[int, Query(ge=1, le=1000)] = 20) -> dict[str, Any]:
        """Tell which version of the policy judges, and who put it in force when."""
        await in_force.look()
        return {
            "policy_version": in_force.policy.version,
            "unreadable": in_force.unreadable,
            "activations": [_to_json(each) for each in await store.list(limit)],
        }

    @router.post("/shadow", max_body_size=_LARGEST_POLICY_BYTES)
    async def try_policy(
        request: Request,
        hours: Annotated[float, Query(gt=0, le=24 * 366)] = 24,
        limit: Annotated[int, Query(ge=1, le=20_000)] = 5_000,
        after: Annotated[str | None, Query(max_length=100)] = None,
    ) -> dict[str, Any]:
        """Judge stories by the policy in the body (TOML), a page at a time; nothing changes."""
        _, tried = await _policy_in(request)
        since = clock.now() - timedelta(hours=hours)
        page = await store.judged(since, after, limit)
        found = await asyncio.to_thread(shadow, page.stories, tried)
        return {
            "policy_version": tried.version,
            "in_force": in_force.policy.version,
            "judged": len(page.stories),
            "differences": [
                {
                    **difference.model_dump(mode="json"),
                    "link": f"/desk?case={difference.article_id}:{difference.revision}",
                }
                for difference in found
            ],
            "until": page.until.isoformat() if page.until else None,
            "next": page.after,
        }

    _reporting(router, decided_since)
    _changing(router, store, in_force, admitted=admitted, record=record)
    return router


def _reporting(router: APIRouter, decided_since: _DecidedSince) -> None:
    @router.get("/report")
    async def report(
        days: Annotated[float, Query(gt=0, le=366)] = 30,
    ) -> dict[str, Any]:
        """Tell per rule how often people agreed with it, by week."""
        since = clock.now() - timedelta(days=days)
        cases = await decided_since(since, _MOST_DECIDED)
        return {
            "since": since.isoformat(),
            "decided": len(cases),
            "rules": [row.model_dump(mode="json") for row in agreement(cases)],
        }


def _changing(
    router: APIRouter,
    store: PolicyStore,
    in_force: PolicyInForce,
    *,
    admitted: Any,
    record: _Record | None,
) -> None:
    @router.post("/activate", max_body_size=_LARGEST_POLICY_BYTES)
    async def activate(
        request: Request,
        note: Annotated[str, Query(max_length=_LONGEST_NOTE)] = "",
        by: str = admitted,
    ) -> dict[str, Any]:
        """Put the policy in the body (TOML) in force, in every process within ten seconds."""
        text, _ = await _policy_in(request)
        return await _changed(await in_force.activate(text, by=by, note=note, at=clock.now()))

    @router.post("/back")
    async def back(
        note: Annotated[str, Query(max_length=_LONGEST_NOTE)] = "",
        by: str = admitted,
    ) -> dict[str, Any]:
        """Put in force again what was before the last change."""
        last = await store.list(2)
        if not last:
            raise Problem(409, "There is no way back", "The policy has never been changed.")
        text = last[1].text if len(last) > 1 else None
        return await _changed(await in_force.activate(text, by=by, note=note, at=clock.now()))

    async def _changed(activation: Activation) -> dict[str, Any]:
        if record is not None:
            await record(
                "policy activated",
                by=activation.by,
                about=f"policy {activation.before} -> {activation.version}",
                at=activation.at,
                note=activation.note,
            )
        return _to_json(activation)


def _to_json(activation: Activation) -> dict[str, Any]:
    said = activation.model_dump(mode="json", exclude={"version", "text"})
    return {"policy_version": activation.version, **said}


async def _policy_in(request: Request) -> tuple[str, Policy]:
    """Read the policy in a body; each mistake is answered with its place and a fix."""
    content = (await request.body())[: _LARGEST_POLICY_BYTES + 1]
    if len(content) > _LARGEST_POLICY_BYTES:
        raise Problem(413, "The policy is too large", "At most 1 MB.")
    try:
        text = content.decode()
        return text, read_policy(text, rules=RULE_NAMES)
    except PolicyError as error:
        errors = [
            {"pointer": each.place, "detail": each.detail, "fix": each.fix}
            for each in error.problems
        ]
        raise Problem(422, "The policy has mistakes", errors=errors) from error
    except UnicodeDecodeError as error:
        raise Problem(422, "The policy is not UTF-8", str(error)) from error
