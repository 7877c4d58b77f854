"""Who is calling: a wire with its key, or our own people with theirs."""

from __future__ import annotations

import hmac
import time
from collections.abc import Mapping

from pydantic import SecretStr
from starlette.requests import Request

from services.ingest.sources.keys import Doorkeeper, Source
from services.ingest.sources.limits import Bucket
from services.ingest.sources.signatures import NoPepperError, fault_of, live_secrets
from shared import clock
from shared.problems import Problem

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="copydesk"'}


class Gate:
    """Lets wires in by their keys and counts what they send."""

    def __init__(
        self,
        doorkeeper: Doorkeeper,
        *,
        staff_tokens: tuple[SecretStr | None, ...],
        rate_limit: int,
        rate_window_s: int,
        pepper: bytes,
    ) -> None:
        self._doorkeeper = doorkeeper
        self._pepper = pepper
        self._staff = [
            token.get_secret_value().encode()
            for token in staff_tokens
            if token and token.get_secret_value()
        ]
        self._rate_limit = rate_limit
        self._rate_window_s = rate_window_s
        self._buckets: dict[str, Bucket] = {}

    async def source(self, request: Request) -> Source:
        """Give the wire that calls, or refuse with 401."""
        source = await self._doorkeeper.source_of(_credential(request.headers))
        if source is None:
            raise Problem(
                401,
                "This call needs a source's key",
                "Send `Authorization: Bearer <key>` or `X-API-Key: <key>`.",
                headers=_CHALLENGE,
            )
        return source

    async def reader(self, request: Request) -> Source | None:
        """Give the wire that asks, None for our own people, or refuse with 401."""
        return None if self._is_staff(request) else await self.source(request)

    def staff_only(self, request: Request) -> None:
        """Let our own people in, or refuse with 401."""
        if not self._is_staff(request):
            raise Problem(
                401,
                "This call is for the desk",
                "Send `Authorization: Bearer <COPYDESK_DESK_TOKEN>`.",
                headers=_CHALLENGE,
            )

    def _is_staff(self, request: Request) -> bool:
        credential = _credential(request.headers).encode()
        # Every token is compared, so that the time taken tells nothing.
        return any([hmac.compare_digest(credential, token) for token in self._staff])  # noqa: C419

    def check_signature(self, source: Source, request: Request, body: bytes) -> None:
        """Refuse an unsigned or wrongly signed body of a source that signs."""
        if not source.signed:
            return
        try:
            secrets = live_secrets(source.id, source.signing_version, self._pepper)
        except NoPepperError as error:
            raise no_pepper() from error
        fault = fault_of(secrets, request.headers, body, clock.now())
        if fault:
            raise Problem(401, "The signature does not hold", fault, headers=_CHALLENGE)

    def spend(self, source: Source, count: int = 1) -> Problem | None:
        """Count what a source sends; give the refusal where it sends too much."""
        now = time.monotonic()
        bucket = self._bucket(source, now)
        if bucket.take(count, now):
            return None
        wait = bucket.seconds_until(count)
        return Problem(
            429,
            "Too much at once",
            f"Your limit is {bucket.quota} items in {bucket.window_s} seconds.",
            headers={"Retry-After": str(wait), **bucket.headers()},
        )

    def limit_headers(self, source: Source) -> Mapping[str, str]:
        """Write what is left of a source's limit."""
        return self._bucket(source, time.monotonic()).headers()

    def _bucket(self, source: Source, now: float) -> Bucket:
        quota = source.rate_limit or self._rate_limit
        bucket = self._buckets.get(source.id)
        if bucket is None or bucket.quota != quota:
            bucket = Bucket.full(quota, self._rate_window_s, now)
            self._buckets[source.id] = bucket
        return bucket


def no_pepper() -> Problem:
    """Say why no signature can be checked, and no secret given."""
    return Problem(
        503,
        "Signatures cannot be checked here",
        "The operator has to set COPYDESK_KEY_PEPPER.",
        headers={"Retry-After": "60"},
    )


def _credential(headers: Mapping[str, str]) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    return headers.get("x-api-key", "").strip()
