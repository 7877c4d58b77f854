"""Signing by Standard Webhooks 1.0 (https://www.standardwebhooks.com/), in and out; pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence


class BadSecretError(ValueError):
    """A signing secret that is not `whsec_` and base64."""


def new_secret(random: bytes) -> str:
    """Write a secret as Standard Webhooks does."""
    return "whsec_" + base64.b64encode(random).decode()


def sign(secrets: Sequence[str], id_: str, timestamp: int, body: bytes) -> str:
    """Sign a body with every secret that is valid now, so that they can be changed."""
    signed = f"{id_}.{timestamp}.".encode() + body
    signatures = []
    for secret in secrets:
        digest = hmac.new(_key(secret), signed, hashlib.sha256).digest()
        signatures.append("v1," + base64.b64encode(digest).decode())
    return " ".join(signatures)


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise BadSecretError(str(error)) from error
