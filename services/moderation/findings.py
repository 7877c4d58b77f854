"""Pure: what a rule is, and what it may say."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from services.moderation.policy import Policy
from services.moderation.story import Story
from shared.articles import Finding, Span

Rule = Callable[[Story, Policy], Iterable[Finding]]
"""Objects to one kind of thing. Pure, survives any article, signs with its own name.

A `note` is worth knowing and moves nothing. A `doubt` is for a person from the score that the
policy names. A `block` is certain enough to stop the story whatever the score.
"""


def note(rule: str, score: float, explanation: str, spans: Iterable[Span] = ()) -> Finding:
    """Mention what does no harm."""
    return _finding(rule, "note", score, explanation, spans)


def doubt(rule: str, score: float, explanation: str, spans: Iterable[Span] = ()) -> Finding:
    """Ask for a second look."""
    return _finding(rule, "doubt", score, explanation, spans)


def block(rule: str, score: float, explanation: str, spans: Iterable[Span] = ()) -> Finding:
    """Say that this must not go out as it is."""
    return _finding(rule, "block", score, explanation, spans)


def _finding(
    rule: str, severity: str, score: float, explanation: str, spans: Iterable[Span]
) -> Finding:
    bounded = round(min(max(score, 0.0), 1.0), 2)
    return Finding.model_validate(
        {
            "rule": rule,
            "severity": severity,
            "score": bounded,
            "explanation": explanation,
            "spans": tuple(spans),
        }
    )
