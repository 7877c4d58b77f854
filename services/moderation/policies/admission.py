"""Edge: who may change the policy: the operator, or whom the desk knows as a chief."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from services.moderation.policies.api import Admits
from shared.problems import Problem
from shared.service import operator_only

Chief = Callable[[Request], Awaitable[str]]
"""Lets a chief in and tells their name; raises a problem for anybody else."""

OPERATOR = "operator"
_BEARER = HTTPBearer(
    scheme_name="operator or chief",
    description="COPYDESK_OPERATOR_TOKEN, or a chief's token",
    auto_error=False,
)


def operator_or(chief: Chief | None) -> Admits:
    """Make the dependency that admits the operator's token, or else asks for a chief."""

    async def admits(
        request: Request,
        given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)] = None,
    ) -> str:
        try:
            operator_only(request, given)
        except Problem:
            if chief is None:
                raise
            return await chief(request)
        return OPERATOR

    return admits
