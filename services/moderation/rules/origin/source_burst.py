"""A source that sends far more than it does, or whose copy we mostly had to stop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from statistics import median

from services.moderation.findings import doubt, note
from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding

_TIMES = 10
"""How many times its habit a source must send."""
_FEWEST = 10
"""Stories in an hour that are no burst, whatever the habit."""
_FEWEST_HOURS = 2
_FEWEST_ENDED = 10
"""Stories that must have ended before their ends say something of a source."""
_MOSTLY_STOPPED = 0.5
_OFTEN_KILLED = 0.2

_NOW = re.compile(r"^(?:now|current\w*|this[ _]hour|last[ _]hour|latest|today)$", re.IGNORECASE)
_USUAL = re.compile(
    r"^(?:usual\w*|habit\w*|mean|median|average|avg|typical\w*|normal\w*|baseline|expected)$",
    re.IGNORECASE,
)


def source_burst(story: Story, policy: Policy) -> Iterator[Finding]:
    """Doubt what comes in a burst, or from a source whose copy is mostly stopped.

    The habit is the median of the hours known before this one. A source that is new has none.
    """
    del policy
    history = story.history
    if history is None:
        return
    now, usual = _rates(history.received_per_hour)
    if usual is not None and now >= _FEWEST and now >= _TIMES * max(usual, 1.0):
        why = (
            f"The source sent {now:g} stories within an hour; {usual:g} are its habit. Look "
            "whether its feed has been taken over or repeats itself."
        )
        yield doubt("source_burst", 0.7 + 0.02 * min(now / max(usual, 1.0) - _TIMES, 15), why)
    ended = history.held + history.killed + history.published
    if ended < _FEWEST_ENDED:
        return
    killed = history.killed / ended
    stopped = (history.held + history.killed) / ended
    if killed >= _OFTEN_KILLED:
        why = (
            f"{history.killed} of the source's {ended} stories were killed; check this one "
            "with somebody who knows the source."
        )
        yield doubt("source_burst", 0.6 + 0.4 * killed, why)
    elif stopped >= _MOSTLY_STOPPED:
        why = f"{history.held} of the source's {ended} stories were held."
        yield note("source_burst", stopped, why)


def _rates(per_hour: Mapping[str, float]) -> tuple[float, float | None]:
    """Give this hour's count, and the median of the others; None where too few are known."""
    usual = [count for hour, count in per_hour.items() if _USUAL.match(hour)]
    current = [count for hour, count in per_hour.items() if _NOW.match(hour)]
    hours = sorted(
        ((_in_order(hour), count) for hour, count in per_hour.items()
         if not _USUAL.match(hour) and not _NOW.match(hour)),
    )  # fmt: skip
    counts = [count for _, count in hours]
    if not current and counts:
        current = [counts.pop()]
    if not current:
        return 0.0, None
    if usual:
        return max(current), max(usual)
    return max(current), (median(counts) if len(counts) >= _FEWEST_HOURS else None)


_DIGITS = re.compile(r"(\d+)")


def _in_order(hour: str) -> tuple[tuple[int, str], ...]:
    """Sort "9" before "10" and moments by time."""
    parts = _DIGITS.split(hour)
    return tuple((int(part[:15]), "") if part.isdigit() else (-1, part) for part in parts)
