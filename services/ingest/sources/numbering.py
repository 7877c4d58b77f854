"""Which of a source's own numbers never came? Pure.

Wires count their messages, each service for itself, up to 9999 or anew each day. Whether a
source numbers as a whole, by provider or by category, is learnt: a lane of each kind is kept,
and the kind whose numbers run on best is believed when it jumps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.articles import Extras

LAST_NUMBER = 9_999
_NEAR = 50
"""How far behind a number may come late, and how close to 1 a count may begin anew."""

_CROWD = 8
"""Numbers that may come in any order among themselves, also at the beginning of a count."""

_FURTHEST_JUMP = 1_000
"""A longer one is another count, not a gap."""

_FEWEST_STEPS = 20
_SOUND_SHARE = 0.9
_REMEMBERED_STEPS = 200
_MOST_GAPS = 20
PATIENCE = timedelta(minutes=10)
"""How long a number may be late before it is missing."""

FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Missing:
    """Numbers from `first` to `last` that have not come, and when that was noticed."""

    first: int
    last: int
    since: datetime

    @property
    def count(self) -> int:
        """Tell how many numbers these are."""
        return max(0, self.last - self.first + 1)


@dataclass(frozen=True, slots=True)
class Lane:
    """One count: its newest number, what is missing, and how well it ran on."""

    newest: int | None = None
    steps: int = 0
    sound: int = 0
    missing: tuple[Missing, ...] = ()

    @property
    def is_believed(self) -> bool:
        """Tell whether its numbers have run on well enough for a jump to mean a loss."""
        return self.steps >= _FEWEST_STEPS and self.sound >= _SOUND_SHARE * self.steps


def lanes_of(extras: Extras) -> tuple[str, ...]:
    """Name the counts that an item's number may belong to; none where it has no number."""
    if number_of(extras) is None:
        return ()
    provider = (extras.original_source or "")[:60].casefold()
    category = (extras.categories[0] if extras.categories else "")[:30].casefold()
    return ("all", f"provider {provider}", f"category {provider}/{category}")


def number_of(extras: Extras) -> int | None:
    """Read an item's own number; None where it is no small whole number."""
    text = (extras.sequence or "").strip()
    if text.isascii() and text.isdigit() and len(text) <= len(str(LAST_NUMBER)):
        return int(text)
    return None


def heard(lane: Lane, number: int, now: datetime) -> Lane:
    """Count a number in; late ones close their gap, repeats change nothing."""
    if lane.newest is None:
        return replace(lane, newest=number)
    jump = number - lane.newest
    late = _without(lane.missing, number)
    if late is not None:
        if jump >= -_NEAR:
            return replace(lane, missing=late, sound=min(lane.sound + 1, lane.steps))
        return replace(_stepped(lane, sound=False), missing=late)
    if jump <= 0 and (jump >= -_CROWD or (jump >= -_NEAR and number > 1)):
        return lane
    if lane.newest <= _NEAR and number > LAST_NUMBER - _NEAR:
        return lane  # a late one of the round before
    if jump < 0 and number <= _NEAR:
        return _begun_anew(lane, number, now)
    if not 0 < jump <= _FURTHEST_JUMP:
        return replace(_stepped(lane, sound=False), newest=number, missing=())
    return _jumped(lane, number, (Missing(lane.newest + 1, number - 1, now),))


def _begun_anew(lane: Lane, number: int, now: datetime) -> Lane:
    """Go on after 9999, or with a new day; what was to come of the old count is not known."""
    newest = lane.newest or 0
    skipped: tuple[Missing, ...] = (Missing(1, number - 1, now),)
    if newest >= LAST_NUMBER - _NEAR:
        skipped = (Missing(newest + 1, LAST_NUMBER, now), *skipped)
    return _jumped(lane, number, skipped)


def _jumped(lane: Lane, number: int, skipped: tuple[Missing, ...]) -> Lane:
    gaps = tuple(gap for gap in skipped if gap.count)
    sound = not gaps
    if not lane.is_believed:  # then only what may just be late
        gaps = tuple(gap for gap in gaps if gap.last - gap.first < _NEAR)
    return replace(
        _stepped(lane, sound=sound),
        newest=number,
        missing=(*lane.missing, *gaps)[-_MOST_GAPS:],
    )


def _stepped(lane: Lane, *, sound: bool) -> Lane:
    steps, good = lane.steps + 1, lane.sound + sound
    if steps > _REMEMBERED_STEPS:
        steps, good = steps // 2, good // 2
    return replace(lane, steps=steps, sound=good)


def _without(missing: tuple[Missing, ...], number: int) -> tuple[Missing, ...] | None:
    for index, gap in enumerate(missing):
        if gap.first <= number <= gap.last:
            parts = (
                Missing(gap.first, number - 1, gap.since),
                Missing(number + 1, gap.last, gap.since),
            )
            kept = tuple(part for part in parts if part.count)
            return (*missing[:index], *kept, *missing[index + 1 :])
    return None


@dataclass(frozen=True, slots=True)
class _Gap:
    """Numbers of one count that are missing for good, as far as we know."""

    since: datetime
    count: int
    reason: str


def gaps_of(lanes: Mapping[str, Lane], now: datetime) -> dict[str, _Gap]:
    """Tell what is missing in a source's counts, by the lanes of the kind that runs on best."""
    best: tuple[float, list[str]] = (0.0, [])
    for kind in ("all", "provider", "category"):
        names = [name for name in lanes if name.split(" ")[0] == kind]
        steps = sum(lanes[name].steps for name in names)
        share = sum(lanes[name].sound for name in names) / steps if steps else 0.0
        if share > best[0] and any(lanes[name].is_believed for name in names):
            best = share, names
    found = {name: _gap_in(lanes[name], name, now) for name in best[1]}
    return {name: gap for name, gap in found.items() if gap is not None}


def _gap_in(lane: Lane, name: str, now: datetime) -> _Gap | None:
    if not lane.is_believed:
        return None
    gaps = [gap for gap in lane.missing if PATIENCE <= now - gap.since < FORGOTTEN_AFTER]
    if not gaps:
        return None
    said = ", ".join(
        f"{gap.first:04}" if gap.first == gap.last else f"{gap.first:04} to {gap.last:04}"
        for gap in gaps[:5]
    )
    more = f" and {len(gaps) - 5} gaps more" if len(gaps) > 5 else ""
    of = "" if name == "all" else f" of {name.strip(' /')}"
    return _Gap(
        since=min(gap.since for gap in gaps),
        count=sum(gap.count for gap in gaps),
        reason=f"numbers {said}{more}{of} have not come",
    )
