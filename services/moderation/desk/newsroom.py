"""Edge: what the desk asks of the services beside it, for people: publish and ingest.

Nothing that a story's way depends on goes through here. Where a service cannot be reached the
desk says so, and everything else goes on.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import httpx
from pydantic import SecretStr

from shared.problems import Problem

_TIMEOUT_S = 5.0


class Newsroom:
    """Calls to publish and ingest, with the newsroom's own tokens."""

    def __init__(
        self,
        *,
        publish_url: str | None,
        ingest_url: str | None,
        operations_port: int | None,
        operator_token: SecretStr | None,
    ) -> None:
        self._urls = {"publish": publish_url, "ingest": ingest_url}
        self._operations_port = operations_port
        self._token = operator_token.get_secret_value() if operator_token else ""
        self._client = httpx.AsyncClient(timeout=_TIMEOUT_S, trust_env=False)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def deliveries(self, article_id: str) -> list[dict[str, Any]] | None:
        """Give how far each site is with a story; None where publish cannot be asked."""
        try:
            path = f"/v1/articles/{article_id}/deliveries"
            answer = await self._ask("GET", "publish", path, is_for_operator=True)
        except Problem:
            return None
        sites = answer.get("sites", [])
        return [site for site in sites if isinstance(site, dict)]

    async def front(self, edition: str, section: str) -> list[dict[str, Any]] | None:
        """Give what stands on a front and why; None where publish cannot be asked."""
        path = f"/v1/front?{urlencode({'edition': edition, 'section': section})}"
        try:
            answer = await self._ask("GET", "publish", path)
        except Problem:
            return None
        return [each for each in answer.get("places", []) if isinstance(each, dict)]

    async def unpublish(self, article_id: str, *, by: str, note: str) -> dict[str, Any]:
        """Have a live story taken down."""
        return await self._ask(
            "POST", "publish", f"/v1/articles/{article_id}/unpublish", {"by": by, "note": note}
        )

    async def bring_back(self, article_id: str, *, by: str, note: str) -> dict[str, Any]:
        """Have a story brought back that a person took down."""
        return await self._ask(
            "POST", "publish", f"/v1/articles/{article_id}/reinstate", {"by": by, "note": note}
        )

    async def start_anew(self, article_id: str, *, by: str, note: str) -> dict[str, Any]:
        """Have a story that was killed by mistake start anew."""
        return await self._ask(
            "POST", "ingest", f"/v1/articles/{article_id}/reinstate", {"by": by, "note": note}
        )

    async def act_on_picture(
        self, source: str, sha256: str, act: str, *, by: str, note: str
    ) -> dict[str, Any]:
        """Have a picture of a source killed, recalled, released or reinstated."""
        return await self._ask(
            "POST", "ingest", f"/v1/media/{source}/{sha256}/{act}", {"by": by, "note": note}
        )

    async def _ask(
        self,
        method: str,
        service: str,
        path: str,
        body: dict[str, str] | None = None,
        *,
        is_for_operator: bool = False,
    ) -> dict[str, Any]:
        base = self._urls[service]
        if not base:
            raise Problem(
                503,
                f"The desk does not know where {service} is",
                f"Set COPYDESK_{service.upper()}_URL for moderation.",
            )
        url = httpx.URL(f"{base.rstrip('/')}{path}")
        if is_for_operator and self._operations_port:
            url = url.copy_with(port=self._operations_port)
        try:
            answer = await self._client.request(
                method,
                url,
                json=body,
                headers={"Authorization": f"Bearer {self._token}"},
            )
            said = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Problem(
                503, f"{service} does not answer", "Try again.", headers={"Retry-After": "5"}
            ) from error
        if not isinstance(said, dict):
            said = {}
        if not answer.is_success:
            status = answer.status_code if answer.status_code in (404, 409, 422) else 502
            raise Problem(
                status,
                str(said.get("title") or f"{service} says no"),
                str(said.get("detail") or ""),
            )
        return said
