"""Passwords by argon2id, second factors by TOTP (RFC 6238).

A password takes memory (64 MiB) and some 50 ms to check, so no more than two are checked at
once.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from services.moderation.desk.people.accounts import LONGEST_PASSWORD

_CODE_LASTS_S = 30
_ISSUER = "Copydesk"


class Passwords:
    """Hashes and checks passwords beside the event loop; `mib` is what one hash takes."""

    def __init__(self, mib: int) -> None:
        self._hasher = PasswordHasher(memory_cost=mib * 1024)
        self._slots = asyncio.Semaphore(2)
        self._nobodys = self._hasher.hash(secrets.token_urlsafe())

    async def hash(self, password: str) -> str:
        """Hash a password, with a salt of its own."""
        async with self._slots:
            return await asyncio.to_thread(self._hasher.hash, password[:LONGEST_PASSWORD])

    async def fits(self, password: str, known: str | None) -> bool:
        """Check a password; without an account it takes as long, and never fits."""
        async with self._slots:
            right = await asyncio.to_thread(
                self._verify, known or self._nobodys, password[:LONGEST_PASSWORD]
            )
        return right and known is not None

    def is_outdated(self, known: str) -> bool:
        """Tell whether a hash was made at another cost than is asked for today."""
        return self._hasher.check_needs_rehash(known)

    def _verify(self, known: str, password: str) -> bool:
        try:
            return self._hasher.verify(known, password)
        except (VerificationError, InvalidHashError):
            return False


def new_password() -> str:
    """Make a password to be shown once."""
    return secrets.token_urlsafe(15)


def new_token() -> str:
    """Make a key for a machine, or a browser's session."""
    return secrets.token_urlsafe(32)


def new_second_factor() -> str:
    """Make the secret of a second factor."""
    return pyotp.random_base32()


def second_factor_uri(secret: str, name: str) -> str:
    """Write a second factor as an authenticator app reads it from a QR code."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=_ISSUER))


def step_of(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """Give the time step that a code is of, None for a wrong or used one.

    A clock may be half a minute off. A code is good once: `after` is the last step used.
    """
    digits = "".join(code.split())
    current = int(now.timestamp()) // _CODE_LASTS_S
    totp = pyotp.TOTP(secret)
    for step in (current, current - 1, current + 1):
        right = str(totp.at(step * _CODE_LASTS_S))
        if step > after and hmac.compare_digest(right.encode(), digits.encode()):
            return step
    return None
