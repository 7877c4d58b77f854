"""Secrets that must be read again are kept sealed: who copies the database has none of them.

The deployment's key (COPYDESK_SECRETS_KEY) seals, by Fernet. It may be several, newest first,
with commas between: the first seals, each opens, `copydesk secrets rotate` seals all anew.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

_MARK = "fernet:"


class SealedError(Exception):
    """A secret is sealed with a key that is not here."""


class Seal:
    """Seals and opens with the deployment's keys; without any, what is given stays readable."""

    def __init__(self, keys: str) -> None:
        each = [_fernet(key.strip()) for key in keys.split(",") if key.strip()]
        self._fernet = MultiFernet(each) if each else None
        self._newest = each[0] if each else None

    @property
    def is_set(self) -> bool:
        """Tell whether there is a key."""
        return self._fernet is not None

    def close(self, secret: str) -> str:
        """Seal a secret for keeping."""
        if self._newest is None:
            return secret
        return _MARK + self._newest.encrypt(secret.encode()).decode()

    def open(self, kept: str) -> str:
        """Open what was kept; what was kept before there was a key is as it is."""
        if not is_sealed(kept):
            return kept
        if self._fernet is None:
            raise SealedError("a secret is sealed, and COPYDESK_SECRETS_KEY is not set")
        try:
            return self._fernet.decrypt(kept.removeprefix(_MARK).encode()).decode()
        except InvalidToken as error:
            raise SealedError("a secret is sealed with none of COPYDESK_SECRETS_KEY") from error

    def anew(self, kept: str, *, readable_only: bool = False) -> str:
        """Seal what was kept with the newest key, or only where it lies open."""
        if self.is_current(kept) or (readable_only and is_sealed(kept)):
            return kept
        return self.close(self.open(kept))

    def is_current(self, kept: str) -> bool:
        """Tell whether the newest key has sealed it."""
        if self._newest is None or not kept.startswith(_MARK):
            return self._newest is None
        try:
            self._newest.decrypt(kept.removeprefix(_MARK).encode())
        except InvalidToken:
            return False
        return True


def is_sealed(kept: str) -> bool:
    """Tell a sealed secret from one that lies open."""
    return kept.startswith(_MARK)


def new_key() -> str:
    """Make a key."""
    return Fernet.generate_key().decode()


def _fernet(key: str) -> Fernet:
    try:
        return Fernet(key)
    except ValueError:
        # Any long secret will do as a key: what Fernet wants is 32 bytes of it.
        return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))
