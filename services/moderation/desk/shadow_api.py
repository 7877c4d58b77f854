"""Edge: tries a changed policy on the last hours' stories (`copydesk policy shadow`)."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request

from services.moderation.policy import PolicyError, read_policy
from services.moderation.rules import RULE_NAMES
from services.moderation.shadow import shadow
from services.moderation.storage import CaseStore
from shared import clock
from shared.problems import Problem
from shared.service import operator_only

LARGEST_POLICY_BYTES = 1_000_000


def policy_api(store: CaseStore, in_force: str) -> APIRouter:
    """Give the operator's routes about the policy; `in_force` is the version that judges."""
    router = APIRouter(
        prefix="/v1/policy", tags=["policy"], dependencies=[Depends(operator_only)]
    )

    @router.get("")
    async def policy() -> dict[str, str]:
        """Tell which version of the policy judges."""
        return {"policy_version": in_force}

    @router.post("/shadow", max_body_size=LARGEST_POLICY_BYTES)
    async def try_policy(
        request: Request,
        hours: Annotated[float, Query(gt=0, le=24 * 31)] = 24,
        limit: Annotated[int, Query(ge=1, le=20_000)] = 5_000,
    ) -> dict[str, Any]:
        """Judge the newest stories by the policy in the body (TOML); nothing is changed."""
        text = (await request.body())[: LARGEST_POLICY_BYTES + 1]
        if len(text) > LARGEST_POLICY_BYTES:
            raise Problem(413, "The policy is too large", "At most 1 MB.")
        try:
            tried = read_policy(text.decode(), rules=RULE_NAMES)
        except PolicyError as error:
            errors = [
                {"pointer": each.place, "detail": each.detail, "fix": each.fix}
                for each in error.problems
            ]
            raise Problem(422, "The policy has mistakes", errors=errors) from error
        except UnicodeDecodeError as error:
            raise Problem(422, "The policy is not UTF-8", str(error)) from error
        stories = await store.judged_since(clock.now() - timedelta(hours=hours), limit)
        found = await asyncio.to_thread(shadow, stories, tried)
        return {
            "policy_version": tried.version,
            "in_force": in_force,
            "judged": len(stories),
            "differences": [difference.model_dump(mode="json") for difference in found],
        }

    return router
