"""Which process serves which share of the sites; pure.

One small document holds the table. Each process writes its own beat into it again and again, by
compare-and-set; one whose beat stands still for a while is taken for dead, by whoever sees it,
and its shares are free. Nobody's clock is compared with another's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import cycle, islice


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the sites: who serves it, and the row up to which its deliveries are made."""

    owner: str
    cursor: int


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table. `version` is raised by whoever changes it."""

    version: int
    beats: Mapping[str, int]
    shares: tuple[Share, ...]

    def owned_by(self, member: str) -> frozenset[int]:
        """Give the numbers of a member's shares."""
        return frozenset(n for n, each in enumerate(self.shares) if each.owner == member)


def quota(table: Table, member: str) -> int:
    """Tell how many shares a member should have: all have as many, or one more."""
    order = sorted(table.beats)
    turns = islice(cycle(order), len(table.shares))
    return sum(1 for each in turns if each == member)


def beat(
    table: Table,
    me: str,
    count: int,
    *,
    dead: Collection[str],
    cursors: Mapping[int, int],
    released: Collection[int],
) -> Table:
    """Say that one lives, how far its shares are, and take what is free and due to it.

    `count` is another one each time, for as long as the process lives: who was taken for dead
    and comes back is seen to live. `cursors` are those of the shares it serves; `released` are
    those it has given up.
    """
    beats = {name: count for name, count in table.beats.items() if name not in dead}
    beats[me] = count
    shares = []
    for number, share in enumerate(table.shares):
        kept = share
        if share.owner == me and number in cursors:
            kept = replace(kept, cursor=max(kept.cursor, cursors[number]))
        if share.owner not in beats or (share.owner == me and number in released):
            kept = replace(kept, owner="")
        shares.append(kept)
    alive = Table(table.version + 1, beats, tuple(shares))
    wanted = quota(alive, me) - len(alive.owned_by(me))
    for number, share in enumerate(shares):
        if wanted > 0 and not share.owner and number not in released:
            shares[number] = replace(share, owner=me)
            wanted -= 1
    return replace(alive, shares=tuple(shares))


def leave(table: Table, me: str, cursors: Mapping[int, int]) -> Table:
    """Give everything up at once, in an orderly end."""
    shares = tuple(
        Share("", max(share.cursor, cursors.get(number, 0))) if share.owner == me else share
        for number, share in enumerate(table.shares)
    )
    beats = {name: count for name, count in table.beats.items() if name != me}
    return Table(table.version + 1, beats, shares)


def to_give_up(table: Table, me: str) -> frozenset[int]:
    """Tell which shares a member has beyond its quota; others wait for them."""
    owned = sorted(table.owned_by(me))
    return frozenset(owned[quota(table, me) :])


@dataclass(slots=True)
class Pulse:
    """Watches the beats of others, by one's own clock, in seconds."""

    still_for_s: float
    _seen: dict[str, tuple[int, float]] = field(default_factory=dict)

    def dead(self, table: Table, me: str, now: float) -> frozenset[str]:
        """Note the beats and tell whose have stood still for too long."""
        seen = {}
        for name, count in table.beats.items():
            known = self._seen.get(name)
            seen[name] = known if known is not None and known[0] == count else (count, now)
        self._seen = seen
        return frozenset(
            name
            for name, (_, since) in seen.items()
            if name != me and now - since >= self.still_for_s
        )
