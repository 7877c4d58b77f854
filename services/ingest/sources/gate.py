"""Who is calling: a wire with its key, or our own people with theirs."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import SecretStr
from starlette.requests import Request

from services.ingest.sources.keys import Doorkeeper, Source
from services.ingest.sources.limits import Quotas
from services.ingest.sources.signatures import NoPepperError, fault_of, live_secrets
from shared import clock
from shared.doors.callers import Bearers, Only, credential_of
from shared.doors.throttle import Limit
from shared.problems import Problem

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="copydesk"'}


class Gate:
    """Lets wires in by their keys and counts what they send."""

    def __init__(
        self,
        doorkeeper: Doorkeeper,
        quotas: Quotas,
        *,
        staff_tokens: Mapping[str, SecretStr | None],
        rate_limit: Limit,
        pepper: bytes,
    ) -> None:
        self._doorkeeper = doorkeeper
        self._pepper = pepper
        self._quotas = quotas
        self._rate_limit = rate_limit
        self.staff = Bearers(staff_tokens, refusal=_not_staff)
        """Guards what is for our own people."""
        self.wires = Only(("source",), self._admit_wire)
        """Guards what is for wires."""
        self.readers = Only(("source", *self.staff.callers), self._admit_reader)
        """Guards what a wire may ask of its own, and our people of all."""

    async def _admit_wire(self, request: Request) -> None:
        await self.source(request)

    async def _admit_reader(self, request: Request) -> None:
        await self.reader(request)

    async def source(self, request: Request) -> Source:
        """Give the wire that calls, or refuse with 401; a request is looked at once."""
        known: Source | None = getattr(request.state, "source", None)
        if known is None:
            known = await self._source(request)
            request.state.source = known
        return known

    async def _source(self, request: Request) -> Source:
        source = await self._doorkeeper.source_of(credential_of(request.headers))
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
        if self.staff.knows(request):
            return None
        return await self.source(request)

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

    async def spend(self, source: Source) -> Problem | None:
        """Count an item of a source; give the refusal where it sends too much."""
        limit = self._rate_limit
        if source.rate_limit:
            limit = Limit(source.rate_limit, limit.window_s)
        allowance = await self._quotas.spend(source.id, limit)
        if allowance.taken.granted:
            return None
        return Problem(
            429,
            "Too much at once",
            f"Your limit is {limit.quota} items in {limit.window_s:g} seconds.",
            headers={"Retry-After": str(allowance.taken.wait_s), **allowance.headers()},
        )

    def limit_headers(self, source: Source) -> Mapping[str, str]:
        """Write what is left of a source's limit."""
        last = self._quotas.last(source.id)
        return last.headers() if last else {}


def no_pepper() -> Problem:
    """Say why no signature can be checked, and no secret given."""
    return Problem(
        503,
        "Signatures cannot be checked here",
        "The operator has to set COPYDESK_KEY_PEPPER.",
        headers={"Retry-After": "60"},
    )


def _not_staff() -> Problem:
    return Problem(
        401,
        "This call is for the desk",
        "Send `Authorization: Bearer <COPYDESK_DESK_TOKEN>`.",
        headers=_CHALLENGE,
    )
