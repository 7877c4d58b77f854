"""Pure: who is at the desk, in a cookie that only we can have written.

A session is the person's name and an end, signed with a key derived from the desk's token: no
store to keep, and a changed token ends every session. The CSRF token is derived from the
session in the same way, so a page of another site cannot know it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

COOKIE = "__Host-desk"
LASTS = timedelta(hours=12)
LONGEST_NAME = 60


def open_session(token: str, name: str, *, now: datetime) -> str:
    """Write a session for somebody who has shown the token."""
    end = round((now + LASTS).timestamp())
    claims = base64.urlsafe_b64encode(f"{end}:{name[:LONGEST_NAME]}".encode()).decode()
    return f"{claims}.{_sign(token, 'session', claims)}"


def who_is(token: str, session: str, *, now: datetime) -> str | None:
    """Read the name out of a session, or None where it is not ours or has ended."""
    claims, _, signature = session.partition(".")
    if not hmac.compare_digest(signature.encode(), _sign(token, "session", claims).encode()):
        return None
    try:
        end, _, name = base64.urlsafe_b64decode(claims).decode().partition(":")
        return name if datetime.fromtimestamp(int(end), UTC) > now else None
    except (ValueError, binascii.Error):
        return None


def csrf_of(token: str, session: str) -> str:
    """Derive what a request that changes something must show beside the cookie."""
    return _sign(token, "csrf", session)


def _sign(token: str, purpose: str, text: str) -> str:
    key = hashlib.sha256(f"copydesk desk {purpose}\0{token}".encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
