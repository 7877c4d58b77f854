"""Signatures of requests by Standard Webhooks 1.0 (https://www.standardwebhooks.com/); pure.

A source's secret is derived from the pepper, its id and a version: nothing that signs stands in
the database.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from shared.signing import new_secret, sign

_TOLERANCE_S = 300

_Use = Literal["signing secret", "webhook secret"]


class NoPepperError(ValueError):
    """Without a pepper anybody could derive the secrets."""


def secret_of(source: str, version: int, pepper: bytes, use: _Use = "signing secret") -> str:
    """Derive a source's secret of this version: what it signs with, or we sign to it with."""
    if not pepper:
        raise NoPepperError
    said = f"{use}\0{source}\0{version}".encode()
    return new_secret(hmac.new(pepper, said, hashlib.sha256).digest())


def live_secrets(
    source: str, version: int, pepper: bytes, use: _Use = "signing secret"
) -> tuple[str, ...]:
    """Give the secrets that are good now: the newest, and the one before it."""
    versions = (version, version - 1) if version > 1 else (version,)
    return tuple(secret_of(source, each, pepper, use) for each in versions)


def fault_of(
    secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime
) -> str | None:
    """Say what is wrong with a request's signature, or None where it holds.

    `headers` are those of the request, in lower case. Several signatures may stand there,
    parted by spaces, while a secret is changed: one that holds is enough.
    """
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    given = headers.get("webhook-signature", "")
    if not (message_id and timestamp and given):
        return "webhook-id, webhook-timestamp and webhook-signature are needed"
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return "webhook-timestamp is no number of seconds"
    if abs(now.timestamp() - int(timestamp)) > _TOLERANCE_S:
        return f"webhook-timestamp is more than {_TOLERANCE_S} seconds off"
    expected = sign(secrets, message_id, int(timestamp), body).encode().split()
    # Every one is compared, so that the time taken tells nothing.
    held = [
        hmac.compare_digest(one, each.encode()) for one in expected for each in given.split()
    ]
    return None if any(held) else "no signature holds"
