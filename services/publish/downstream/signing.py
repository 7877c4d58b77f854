"""Signing webhooks by Standard Webhooks 1.0 (https://www.standardwebhooks.com/); pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence


def new_secret(random: bytes) -> str:
    """Write a secret as Standard Webhooks does."""
    return "whsec_" + base64.b64encode(random).decode()


def sign(secrets: Sequence[str], id_: str, timestamp: int, body: bytes) -> str:
    """Sign a delivery with every secret that is valid now, so that sites can change theirs."""
    signed = f"{id_}.{timestamp}.".encode() + body
    signatures = []
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        digest = hmac.new(key, signed, hashlib.sha256).digest()
        signatures.append("v1," + base64.b64encode(digest).decode())
    return " ".join(signatures)
