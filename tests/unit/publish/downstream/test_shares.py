from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from services.publish.downstream.shares import (
    Pulse,
    Share,
    Table,
    beat,
    leave,
    quota,
    to_give_up,
)

NUMBER = 8
LEASE = 3.0


def an_empty_table() -> Table:
    return Table(0, {}, (Share("", 10),) * NUMBER)


@dataclass
class Member:
    """A process, as the lease runs it; `served` are the shares that it believes to have."""

    name: str
    pulse: Pulse = field(default_factory=lambda: Pulse(LEASE))
    served: set[int] = field(default_factory=set)
    leaving: frozenset[int] = frozenset()
    until: float = 0.0
    count: int = 0

    def beat(self, table: Table, now: float) -> Table:
        self.count += 1
        self.served &= table.owned_by(self.name)
        after = beat(
            table,
            self.name,
            self.count,
            dead=self.pulse.dead(table, self.name, now),
            cursors=dict.fromkeys(self.served, 10),
            released=self.leaving,
        )
        self.until = now + LEASE * 0.95
        self.served = set(after.owned_by(self.name))
        self.leaving = to_give_up(after, self.name)
        return after

    def holds(self, now: float) -> set[int]:
        return self.served if now < self.until else set()


def test_one_alone_takes_everything() -> None:
    one = Member("one")

    table = one.beat(an_empty_table(), 0)

    assert table.owned_by("one") == frozenset(range(NUMBER))
    assert to_give_up(table, "one") == frozenset()


def test_two_come_to_have_half_each() -> None:
    one, two = Member("one"), Member("two")
    table = an_empty_table()
    for now in range(4):
        table = one.beat(table, now)
        table = two.beat(table, now)

    assert len(table.owned_by("one")) == len(table.owned_by("two")) == NUMBER // 2


def test_what_the_dead_had_is_taken_over_from_where_it_was() -> None:
    one, two = Member("one"), Member("two")
    table = an_empty_table()
    for now in range(4):
        table = two.beat(one.beat(table, now), now)

    for now in (4, 5, 6, 7):
        table = two.beat(table, now)

    assert table.owned_by("two") == frozenset(range(NUMBER))
    assert {share.cursor for share in table.shares} == {10}


def test_who_leaves_in_order_leaves_everything_at_once() -> None:
    one, two = Member("one"), Member("two")
    table = two.beat(one.beat(an_empty_table(), 0), 0)

    table = two.beat(leave(table, "one", {3: 25}), 0.1)

    assert table.owned_by("two") == frozenset(range(NUMBER))
    assert table.shares[3].cursor == 25


@given(members=st.integers(1, 12))
def test_everybody_has_as_many_or_one_more(members: int) -> None:
    table = Table(0, {f"m{n}": 1 for n in range(members)}, an_empty_table().shares)

    quotas = [quota(table, f"m{n}") for n in range(members)]

    assert sum(quotas) == NUMBER
    assert max(quotas) - min(quotas) <= 1


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["beat", "beat", "beat", "wait", "pause", "wake"]),
            st.integers(0, 2),
        ),
        max_size=60,
    )
)
def test_no_share_is_ever_served_by_two(acts: list[tuple[str, int]]) -> None:
    members = [Member(f"m{number}") for number in range(3)]
    paused: set[int] = set()
    table = an_empty_table()
    now = 0.0
    for act, number in acts:
        now += 0.2
        if act == "wait":
            now += LEASE / 3
        elif act == "pause":
            paused.add(number)
        elif act == "wake":
            paused.discard(number)
        elif number not in paused:
            table = members[number].beat(table, now)

        held = [share for member in members for share in member.holds(now)]
        assert len(held) == len(set(held))
