"""Keys of sources: how they look, how they are kept, and whose a request's key is; pure."""

from __future__ import annotations

import hmac
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.articles import SourceFacts

SOURCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")

LIVE_KEYS = 2
_KEY = re.compile(rf"cd_({SOURCE_ID.pattern})_([A-Za-z0-9]{{20,64}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredKey:
    """A key as it is kept: never itself. `hint` is its end, to tell two apart."""

    hash: str
    hint: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A wire as intake knows it."""

    facts: SourceFacts
    keys: tuple[StoredKey, ...]
    rotations: int = 0
    """How often the keys were changed: guards the next change."""
    paused: bool = False
    rate_limit: int | None = None
    signed: bool = False
    """Whether each of its requests must be signed."""
    signing_version: int = 0
    """Counts its signing secrets, which are derived and kept nowhere."""

    @property
    def id(self) -> str:
        """Give the source's id."""
        return self.facts.id


def make_key(source: str, chance: bytes) -> str:
    """Make a key for a source; `chance` should have at least 20 bytes."""
    return f"cd_{source}_{chance.hex()}"


def stored_key(key: str, *, pepper: bytes, now: datetime) -> StoredKey:
    """Write a key as it may be kept."""
    return StoredKey(hash=hash_key(key, pepper), hint=key[-4:], created_at=now)


def hash_key(key: str, pepper: bytes) -> str:
    """Hash a key so that neither it nor its hash elsewhere can be told from the database."""
    return hmac.digest(pepper or b"copydesk", key.encode(), "sha256").hex()


def source_named_by(key: str) -> str | None:
    """Tell which source a key claims to be of; None where it is no key of ours."""
    found = _KEY.fullmatch(key)
    return found[1] if found else None


def opens(key: str, keys: Sequence[StoredKey], pepper: bytes) -> bool:
    """Tell whether a key is one of these; takes as long for a wrong one as for a right one."""
    hashed = hash_key(key, pepper)
    # A list: every key is compared, so that the time taken tells nothing.
    return any([hmac.compare_digest(hashed, stored.hash) for stored in keys])  # noqa: C419


class Doorkeeper:
    """Knows the sources by their keys, and remembers each for a moment."""

    def __init__(
        self,
        find: Callable[[str], Awaitable[Source | None]],
        *,
        pepper: bytes,
        remember_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._find = find
        self._pepper = pepper
        self._remember_s = remember_s
        self._clock = clock
        self._known: dict[str, tuple[float, Source]] = {}

    async def source_of(self, key: str) -> Source | None:
        """Tell whose key this is; None for nobody's."""
        id_ = source_named_by(key)
        if id_ is None:
            return None
        until, source = self._known.get(id_, (0.0, None))
        if source is None:
            source = await self._look_up(id_)
        elif until < self._clock():
            # The first to notice looks again; who comes meanwhile is not kept waiting.
            self._known[id_] = (self._clock() + self._remember_s, source)
            source = await self._look_up(id_)
        return source if source and opens(key, source.keys, self._pepper) else None

    async def _look_up(self, id_: str) -> Source | None:
        source = await self._find(id_)
        if source is None:
            self._known.pop(id_, None)
        else:
            self._known[id_] = (self._clock() + self._remember_s, source)
        return source

    def forget(self, source: str) -> None:
        """Look at this source anew at its next request: it was changed here."""
        self._known.pop(source, None)
