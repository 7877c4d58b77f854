"""Edge: who may change the policy: the operator, or whom the desk knows as a chief."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from shared.service import operator_only

_Chief = Callable[[Request], Awaitable[str]]
"""Lets a chief in and tells their name; raises a problem for anybody else."""

_OPERATOR = "operator"
_BEARER = HTTPBearer(
    scheme_name="operator_or_chief",
    description="COPYDESK_OPERATOR_TOKEN, or a chief's token",
    auto_error=False,
)


class PolicyKeepers:
    """Lets in the operator's token, or else whom `chief` lets in; tells who it is."""

    def __init__(self, chief: _Chief | None = None) -> None:
        self._chief = chief
        self.callers: tuple[str, ...] = (_OPERATOR, "desk") if chief else (_OPERATOR,)

    async def __call__(
        self,
        request: Request,
        _described: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)] = None,
    ) -> str:
        """Refuse others."""
        if self._chief is not None and not operator_only.knows(request):
            return await self._chief(request)
        await operator_only(request)
        return _OPERATOR
