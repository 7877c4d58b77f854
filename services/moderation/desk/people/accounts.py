"""Pure: people, what they may do, and how their secrets are compared."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from shared.articles import Noun
from shared.ninjs import Moment

Role = Literal["reader", "moderator", "chief"]

SHARED = "desk"
"""The name of the shared desk token: scripts act under it."""
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200

_RANK: dict[Role, int] = {"reader": 0, "moderator": 1, "chief": 2}
_NAME = re.compile(r"\w[\w .'-]{0,59}")
_RESERVED = frozenset({SHARED, "policy", "wire", "copydesk", "operator"})


class Person(Noun):
    """An account. `totp` is the second factor's secret as it is kept."""

    id: str
    name: str
    role: Role
    password_hash: str
    disabled: bool = False
    totp: str | None = None
    totp_step: int = 0
    created_at: Moment


class Token(Noun):
    """A machine's key, kept as a hash. It acts under `name`, until it ends."""

    hash: str
    name: str
    role: Role
    ends_at: Moment
    created_at: Moment


class Caller(Noun):
    """Who makes a request. `session` is the hash of a browser's cookie, None for programs."""

    name: str
    role: Role
    session: str | None = None

    @property
    def is_shared(self) -> bool:
        """Whether it is the shared desk token: a script, with no eyes to read a slug."""
        return self.name == SHARED


def may(role: Role, needed: Role) -> bool:
    """Tell whether a role is enough."""
    return _RANK[role] >= _RANK[needed]


def lesser(one: Role, other: Role) -> Role:
    """Give the role that may less."""
    return min(one, other, key=_RANK.__getitem__)


def plain_name(name: str) -> str | None:
    """Write a name as it stands on the record, or None where it is none, or one of ours."""
    written = " ".join(unicodedata.normalize("NFKC", name).split())
    taken = written.casefold() in _RESERVED
    return None if taken or _NAME.fullmatch(written) is None else written


def id_of(name: str) -> str:
    """Give what an account is found by: two that look the same are the same."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def hashed(secret: str) -> str:
    """Hash a secret that is random enough not to need salt or time."""
    return hashlib.sha256(f"copydesk desk\0{secret}".encode()).hexdigest()


def csrf_of(cookie: str) -> str:
    """Derive what a browser's changing request must show beside its cookie."""
    return hashlib.sha256(f"copydesk csrf\0{cookie}".encode()).hexdigest()


def mentioned_in(note: str, names: Iterable[str]) -> tuple[str, ...]:
    """Give whom a note asks by `@name`, in the order of `names`.

    The longest name counts, so that “@Ida Holm” does not ask Ida as well; the first word is
    enough where only one person's name begins with it.
    """
    by_id = {id_of(name): name for name in names}
    firsts = Counter(id_.partition(" ")[0] for id_ in by_id)
    known = by_id | {
        id_.partition(" ")[0]: name
        for id_, name in by_id.items()
        if firsts[id_.partition(" ")[0]] == 1
    }
    longest_first = "|".join(re.escape(id_) for id_ in sorted(known, key=len, reverse=True))
    if not known:
        return ()
    found = re.findall(rf"(?<!\w)@({longest_first})(?!\w)", id_of(note))
    asked = {known[id_] for id_ in found}
    return tuple(name for name in by_id.values() if name in asked)
