"""Pure: how the desk does: how long stories wait, and how often people agree with the rules."""

from __future__ import annotations

import csv
import io
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from services.moderation.cases import Case, Decision
from shared.articles import Noun
from shared.lifecycle import State


class Waits(Noun):
    """Seconds from being held to the first decision."""

    decided: int = 0
    median_s: float | None = None
    p90_s: float | None = None


class RuleFigures(Noun):
    """How often a rule had stories held, and people then thought so too."""

    rule: str
    held: int
    agreed: int
    overruled: int
    hit_rate: float | None
    by_week: dict[str, float]


class Tally(Noun):
    """How often each act was done by one person, or to one source's stories."""

    name: str
    acts: dict[str, int]


class Figures(Noun):
    """What the desk did in a time."""

    since: datetime
    waits: Waits
    rules: tuple[RuleFigures, ...]
    people: tuple[Tally, ...]
    sources: tuple[Tally, ...]


def figures(cases: Iterable[Case], since: datetime) -> Figures:
    """Work the figures out from cases that people have decided on: of what they did since.

    A story that was decided before, and again since, counts for what was done since only.
    """
    waits: list[float] = []
    verdicts: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    people: dict[str, Counter[str]] = defaultdict(Counter)
    sources: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        stood = [d for d in case.decisions if _stood(case, d)]
        for decision in stood:
            if decision.at >= since:
                people[decision.by][decision.act] += 1
                sources[case.source][decision.act] += 1
        if case.outcome is not State.HELD or not stood:
            continue
        if stood[0].at >= since:
            waits.append((stood[0].at - case.judged_at).total_seconds())
        last = stood[-1]
        if case.verdict is None or last.at < since:
            continue
        week = f"{last.at:%G-W%V}"
        agreed = last.after is State.REJECTED
        for rule in {f.rule for f in case.verdict.reasons if f.severity != "note"}:
            verdicts[rule].append((week, agreed))
    return Figures(
        since=since,
        waits=_waits(waits),
        rules=tuple(_rule(rule, verdicts[rule]) for rule in sorted(verdicts)),
        people=_tallies(people),
        sources=_tallies(sources),
    )


def as_csv(found: Figures) -> str:
    """Write the figures as rows of (about, name, what, figure)."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(("about", "name", "what", "figure"))
    for name, value in found.waits.model_dump().items():
        rows.writerow(("waits", "", name, value))
    for rule in found.rules:
        for what in ("held", "agreed", "overruled", "hit_rate"):
            rows.writerow(("rule", rule.rule, what, getattr(rule, what)))
        for week, rate in rule.by_week.items():
            rows.writerow(("rule", rule.rule, f"hit_rate {week}", rate))
    for about, tallies in (("person", found.people), ("source", found.sources)):
        for tally in tallies:
            for act, number in tally.acts.items():
                rows.writerow((about, _harmless(tally.name), act, number))
    return written.getvalue()


def _stood(case: Case, decision: Decision) -> bool:
    taken_back = decision.number in case.undone
    return not taken_back and not decision.is_ours and decision.act not in ("undo", "overtaken")


def _waits(seconds: list[float]) -> Waits:
    if not seconds:
        return Waits()
    ordered = sorted(seconds)
    return Waits(
        decided=len(ordered),
        median_s=round(statistics.median(ordered), 1),
        p90_s=round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.9))], 1),
    )


def _rule(rule: str, seen: list[tuple[str, bool]]) -> RuleFigures:
    agreed = sum(hit for _, hit in seen)
    weeks: dict[str, list[bool]] = defaultdict(list)
    for week, hit in seen:
        weeks[week].append(hit)
    return RuleFigures(
        rule=rule,
        held=len(seen),
        agreed=agreed,
        overruled=len(seen) - agreed,
        hit_rate=round(agreed / len(seen), 3) if seen else None,
        by_week={week: round(sum(hits) / len(hits), 3) for week, hits in sorted(weeks.items())},
    )


def _tallies(counted: dict[str, Counter[str]]) -> tuple[Tally, ...]:
    return tuple(
        Tally(name=name, acts=dict(sorted(acts.items())))
        for name, acts in sorted(counted.items())
    )


def _harmless(text: str) -> str:
    """Keep a table program from reading a name as a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
